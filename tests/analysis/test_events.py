"""Which events touch an outcome."""

from datetime import date

from deliverydesk.analysis.events import touching, unmarked
from deliverydesk.domain.entities import Contribution, Deliverable, Event, EventMark, Outcome
from deliverydesk.domain.portfolio import Portfolio

MARCH, MAY = date(2026, 3, 1), date(2026, 5, 1)


def portfolio(*more: Event | EventMark) -> Portfolio:
    return Portfolio.of(
        [Outcome(1, "Ours"), Outcome(2, "Another"), Deliverable(3, "Mover", 2**40), Contribution(4, 3, 1), *more]
    )


def test_an_event_touches_what_it_is_marked_for_and_nothing_else() -> None:
    found = portfolio(Event(10, "Law", MAY), EventMark(11, 10, outcome=1))
    (touch,) = touching(found, 1)
    assert (touch.event.name, touch.mark) == ("Law", found.event_marks[11])
    assert touching(found, 2) == []


def test_what_touches_a_mover_touches_its_outcome_without_a_mark_of_its_own() -> None:
    (touch,) = touching(portfolio(Event(10, "Outage", MAY), EventMark(11, 10, deliverable=3)), 1)
    assert touch.mark is None


def test_without_any_mark_it_touches_nothing_and_is_asked_about_the_earliest_first() -> None:
    found = portfolio(Event(10, "Law", MAY), Event(12, "Storm", MARCH), Event(14, "Outage", MAY), EventMark(15, 14, 2))
    assert [touch.event.name for touch in touching(found, 2)] == ["Outage"]
    assert [touch.event.name for touch in unmarked(found)] == ["Storm", "Law"]
