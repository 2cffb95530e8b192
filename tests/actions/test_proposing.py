"""What is proposed for work whose outcome does not move: on the agenda, with evidence that stays as it was."""

import json
from datetime import date

import pytest

from deliverydesk.actions import events, forecasting, phasing, proposing
from deliverydesk.actions.proposing import Case
from deliverydesk.actions.registry import actions
from deliverydesk.domain.changes import ChangeSet
from deliverydesk.domain.entities import AgendaItem, Deliverable, Measurement, Outcome, Phase, Team
from deliverydesk.domain.errors import DeskError, RuleBroken
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.rules import check
from deliverydesk.domain.values import Proposal, Stage

TODAY = date(2026, 8, 19)
LATER = date(2026, 10, 1)
MAY, JUNE = date(2026, 5, 4), date(2026, 6, 4)
BEFORE = Portfolio.of(
    [
        Outcome(2, "Orders"),
        Measurement(3, 2, MAY, 45.0),
        Measurement(4, 2, JUNE, 46.0),
        Deliverable(5, "Search", 100, stage=Stage.DELIVERY),
        Deliverable(6, "Filters", 200),
        Team(7, "Web"),
    ]
)


@pytest.fixture(autouse=True)
def still_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DELIVERYDESK_TODAY", TODAY.isoformat())
    monkeypatch.setenv("LOGNAME", "mia")


def after(portfolio: Portfolio, change_set: ChangeSet) -> Portfolio:
    made = portfolio.after(change_set)
    check(made, change_set)
    return made


def agenda(portfolio: Portfolio) -> list[tuple[Proposal, int | None, date | None]]:
    return [(each.proposal, each.deliverable, each.closed) for each in portfolio.agenda_items]


def test_a_proposal_keeps_its_evidence_and_changes_no_work() -> None:
    change_set = proposing.table(BEFORE, [Case(5, 2, {"chance": 0.04, "readings": 7})], "no  one\nuses it")
    assert change_set.label == "propose to table “Search”"
    made = after(BEFORE, change_set)
    (item,) = made.agenda_items
    assert (item.proposal, item.raised, item.reason) == (Proposal.TABLE, TODAY, "no one uses it")
    assert json.loads(item.evidence) == {"chance": 0.04, "readings": 7}
    assert made.deliverables == BEFORE.deliverables


def test_a_second_proposal_takes_the_place_of_the_first_which_stays_in_the_record() -> None:
    first = after(BEFORE, proposing.refine(BEFORE, [Case(5, 2), Case(6)]))
    second = after(first, proposing.wait(first, [Case(5, 2)], LATER))
    assert agenda(second) == [
        (Proposal.REFINE, 5, TODAY),
        (Proposal.REFINE, 6, None),
        (Proposal.WAIT, 5, None),
    ]
    closed = after(second, proposing.close_agenda_items(second, [each.id for each in second.agenda_items]))
    assert all(each.closed == TODAY for each in closed.agenda_items)


def test_an_event_that_explains_marks_work_and_outcome_for_a_fresh_look() -> None:
    made = after(BEFORE, proposing.explain(BEFORE, [Case(5, 2), Case(6, 2)], name="The rate was cut", start=MAY))
    (event,) = made.events
    assert (event.name, event.start) == ("The rate was cut", MAY)
    assert [(each.outcome, each.deliverable, each.seen) for each in made.event_marks] == [
        (2, None, None),
        (None, 5, None),
        (None, 6, None),
    ]
    assert {each.event for each in made.agenda_items} == {event.id}
    again = after(made, proposing.explain(made, [Case(5)], event=event.id))
    assert len(again.event_marks) == 3
    seen = after(again, events.mark_seen(again, [each.id for each in again.event_marks]))
    assert {each.seen for each in seen.event_marks} == {TODAY}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"proposal": "explain", "deliverable": 5}, "Say which event explains it"),
        ({"proposal": "wait", "deliverable": 5, "until": "2026-08-19"}, "is not ahead of us"),
        ({"proposal": "wait", "deliverable": 5}, "until when"),
        ({"proposal": "table", "deliverable": 5, "until": "2026-10-01"}, "“until” says nothing for “table”"),
        ({"proposal": "table"}, "Choose the deliverables or outcomes"),
    ],
)
def test_what_is_missing_is_said(given: dict[str, object], sentence: str) -> None:
    with pytest.raises(DeskError, match=sentence):
        actions()["propose"].prepare(BEFORE, given)


def test_the_command_line_proposes_too() -> None:
    change_set = actions()["propose"].prepare(
        BEFORE, {"proposal": "wait", "outcome": "Orders", "until": LATER.isoformat(), "reason": "ramp-up"}
    )
    (item,) = after(BEFORE, change_set).agenda_items
    assert (item.outcome, item.until, item.reason) == (2, LATER, "ramp-up")


def test_a_phase_begins_for_a_reason_and_its_limits_can_stand() -> None:
    with pytest.raises(RuleBroken, match="needs a reason"):
        after(BEFORE, phasing.split_phase(BEFORE, 2, JUNE, " "))
    made = after(BEFORE, phasing.split_phase(BEFORE, 2, JUNE, "counted by the new tool"))
    assert list(made.phases) == [Phase(8, 2, JUNE, None, "counted by the new tool", "mia")]
    locked = after(made, phasing.lock_limits(made, 2, TODAY))
    assert [each.locked for each in locked.phases] == [TODAY]
    with pytest.raises(DeskError, match="choose a later day"):
        phasing.lock_limits(made, 2, MAY)


def test_limits_can_stand_before_there_is_a_phase() -> None:
    made = after(BEFORE, phasing.lock_limits(BEFORE, 2, MAY, "before the launch"))
    assert [(each.start, each.locked, each.reason) for each in made.phases] == [(MAY, MAY, "before the launch")]
    freed = after(made, phasing.lock_limits(made, 2, None))
    assert [each.locked for each in freed.phases] == [None]


def test_forecasts_of_one_day_are_kept_once() -> None:
    first = after(BEFORE, forecasting.keep_forecasts(BEFORE, TODAY, [{"deliverable": 5, "p50": LATER}]))
    again = after(first, forecasting.keep_forecasts(first, TODAY, [{"deliverable": 5, "p50": JUNE}]))
    assert [(each.made, each.deliverable, each.p50) for each in again.forecasts] == [(TODAY, 5, JUNE)]
    with pytest.raises(DeskError, match="no forecast to keep"):
        forecasting.keep_forecasts(BEFORE, TODAY, [])
    wider = after(BEFORE, forecasting.widen_forecasts(BEFORE, 7, 1.4))
    assert wider.teams[7].widening == 1.4


def test_what_is_proposed_goes_with_what_it_is_about() -> None:
    from deliverydesk.actions import records

    made = after(BEFORE, proposing.explain(BEFORE, [Case(5, 2)], name="The rate was cut", start=MAY))
    without = after(made, records.delete(made, Deliverable, [5]))
    assert not without.table(AgendaItem)
    assert [(each.outcome, each.deliverable) for each in without.event_marks] == [(2, None)]
