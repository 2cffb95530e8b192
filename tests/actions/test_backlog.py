"""Actions of the backlog: what they write, and that an estimate is never lost on the way."""

from datetime import date
from typing import Any

import pytest

from deliverydesk.actions import backlog, measuring, records, roadmap
from deliverydesk.domain.changes import ChangeSet
from deliverydesk.domain.entities import (
    Contribution,
    Criterion,
    Deliverable,
    Demand,
    Entity,
    Measurement,
    Outcome,
    Product,
    Rating,
    Settings,
    Team,
)
from deliverydesk.domain.errors import DeskError, NotFound
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.ranking import GAP


def portfolio(*more: Entity, **values: Any) -> Portfolio:
    first = Deliverable(1, "Search", GAP, **values)
    return Portfolio.of([first, Deliverable(2, "Filters", 2 * GAP), Team(11, "Web"), Team(12, "Data"), *more])


def test_adding_at_a_rank_with_team_and_outcome() -> None:
    before = portfolio(Outcome(13, "Found"))
    change_set = backlog.add_deliverable(before, {"title": "Prices", "effort_likely": 3.0}, rank=2, team=11, outcome=13)
    after = before.after(change_set)
    assert [after.deliverables[each].title for each in after.ranking] == ["Search", "Prices", "Filters"]
    assert [(demand.team, demand.likely) for demand in after.demands] == [(11, 3.0)]
    assert [contribution.outcome for contribution in after.contributions] == [13]
    assert len(change_set.changes) == 3
    assert change_set.label == "add “Prices”"


def test_a_new_effort_is_the_demand_of_the_one_team_that_has_it_whole() -> None:
    before = portfolio(Demand(20, 1, 11, likely=5.0), effort_likely=5.0)
    after = before.after(backlog.edit_deliverables(before, [1], {"effort_likely": 8.0}))
    assert after.demands[20].likely == 8.0
    shared = portfolio(Demand(20, 1, 11, likely=2.0), Demand(21, 1, 12, likely=3.0), effort_likely=5.0)
    after = shared.after(backlog.edit_deliverables(shared, [1], {"effort_likely": 8.0}))
    assert [demand.likely for demand in after.demands] == [2.0, 3.0]


@pytest.mark.parametrize(
    ("team", "demands", "own"),
    [
        (11, [(11, 5.0)], None),  # one of them takes the whole
        (None, [], 5.0),  # nobody does: the sum is not lost
    ],
)
def test_setting_the_team_keeps_the_summed_effort(
    team: int | None, demands: list[tuple[int, float]], own: float | None
) -> None:
    before = portfolio(Demand(20, 1, 11, likely=2.0), Demand(21, 1, 12, likely=3.0))
    after = before.after(backlog.set_team(before, [1], team))
    assert [(demand.team, demand.likely) for demand in after.demands] == demands
    assert after.deliverables[1].effort_likely == own


def test_setting_the_same_team_again_changes_nothing() -> None:
    before = portfolio(Demand(20, 1, 11, 1.0, 2.0, 3.0))
    assert not backlog.set_team(before, [1], 11)


def test_the_own_estimate_becomes_the_new_team_s_demand() -> None:
    before = portfolio(Demand(20, 1, 12, likely=2.0), effort_low=1.0, effort_likely=4.0)
    after = before.after(backlog.set_team(before, [1, 2], 11))
    assert [(each.deliverable, each.team, each.low, each.likely) for each in after.demands] == [
        (1, 11, 1.0, 4.0),
        (2, 11, None, None),
    ]


def test_a_duplicate_is_just_below_with_what_it_needs_but_without_the_facts() -> None:
    before = portfolio(
        Outcome(13, "Found"),
        Criterion(14, "Fit", 1.0),
        Demand(20, 1, 11, likely=2.0),
        Contribution(21, 1, 13, expected_change=4.0),
        Rating(22, 1, 14, 7.0),
        external_key="AB-1",
        actual_start=date(2026, 8, 1),
        spent=9.0,
        need="to find",
    )
    after = before.after(backlog.duplicate_deliverables(before, [1, 2]))
    assert [after.deliverables[each].title for each in after.ranking] == [
        "Search",
        "Search (copy)",
        "Filters",
        "Filters (copy)",
    ]
    copy = next(item for item in after.deliverables if item.title == "Search (copy)")
    assert (copy.need, copy.external_key, copy.actual_start, copy.spent) == ("to find", "", None, None)
    assert after.demands.by("deliverable", copy.id)[0].likely == 2.0
    assert after.contributions.by("deliverable", copy.id)[0].expected_change == 4.0
    assert after.ratings.by("deliverable", copy.id)[0].value == 7.0


def test_deleting_takes_what_is_owned_and_empties_what_is_not() -> None:
    before = portfolio(
        Product(10, "Shop"),
        Outcome(13, "Found", product=10),
        Measurement(14, 13, date(2026, 8, 1), 2.0),
        Contribution(21, 1, 13),
        product=10,
    )
    change_set = records.delete(before, Product, [10])
    after = before.after(change_set)
    assert (after.deliverables[1].product, after.outcomes[13].product) == (None, None)
    assert after.after(change_set.inverse()) == before
    after = before.after(records.delete(before, Outcome, [13]))
    assert (len(after.measurements), len(after.contributions)) == (0, 0)


def test_the_settings_cannot_be_deleted() -> None:
    with pytest.raises(DeskError, match=r"^The portfolio's settings can be changed, but not deleted\.$"):
        records.delete(portfolio(), Settings, [1])


def test_a_reading_of_a_day_that_has_one_replaces_its_value_and_keeps_its_note() -> None:
    before = portfolio(Outcome(13, "Found"), Measurement(14, 13, date(2026, 8, 1), 2.0, note="survey"))
    readings = [
        measuring.Reading(date(2026, 8, 1), 3.0),
        measuring.Reading(date(2026, 8, 2), 4.0),
        measuring.Reading(date(2026, 8, 2), 5.0),
    ]
    change_set = measuring.record(before, 13, readings)
    after = before.after(change_set)
    assert [(m.date.day, m.value, m.note) for m in after.measurements_of(13)] == [(1, 3.0, "survey"), (2, 5.0, "")]
    assert change_set.label == "record 2 measurements of “Found”"
    one = measuring.record(before, 13, [measuring.Reading(date(2026, 9, 3), 1234567.0)])
    assert one.label == "record 1,234,567 for “Found” on 3 Sep 2026"


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (lambda p: roadmap.shift(p, [1], 10**12), "So many days are more than any plan has."),
        (lambda p: roadmap.shift(p, [1], 10**8), "100,000,000 days from 2026-08-01 is beyond the calendar."),
        (
            lambda p: roadmap.schedule(p, 1, date(2026, 8, 2), date(2026, 8, 1)),
            "“Search” cannot end on 2026-08-01, before it starts on 2026-08-02.",
        ),
        (lambda p: roadmap.schedule(p, 2, date(9999, 12, 30)), "27 days from 9999-12-30 is beyond the calendar."),
        (lambda p: backlog.move_below(p, [1], 1), "An item cannot be moved below itself."),
    ],
)
def test_what_cannot_be_done_is_a_sentence(act: Any, sentence: str) -> None:
    with pytest.raises(DeskError) as error:
        act(portfolio(planned_start=date(2026, 8, 1)))
    assert str(error.value) == sentence


def test_what_does_not_exist_is_named() -> None:
    with pytest.raises(NotFound, match=r"^There is no deliverable 99 in this portfolio\.$"):
        backlog.move_deliverables(portfolio(), [99], 1)


@pytest.mark.parametrize(
    ("change_set", "label"),
    [
        (lambda p: roadmap.shift(p, [1], 1), "plan “Search” 1 day later"),
        (lambda p: roadmap.shift(p, [1, 2], -7), "plan 2 deliverables 7 days earlier"),
        (lambda p: backlog.set_team(p, [1], 11), "give “Search” to “Web”"),
        (lambda p: backlog.edit_deliverables(p, [1], {"stage": "ready"}), "set the stage of “Search” to “ready”"),
        (lambda p: backlog.edit_deliverables(p, [1], {"cost": 1500000.0}), "set the cost of “Search” to 1,500,000"),
        (lambda p: backlog.move_deliverables(p, [], 1), "move nothing"),
    ],
)
def test_history_says_what_was_done(change_set: Any, label: str) -> None:
    made: ChangeSet = change_set(portfolio())
    assert made.label == label
