"""What teams can give, held against counting people day by day; the reserve for upkeep; load with figures by hand."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.analysis.capacity.upkeep import Upkeep
from deliverydesk.analysis.forecast.inputs import rate_of
from deliverydesk.analysis.load import capacity, team_load
from deliverydesk.analysis.load_grid import Loads
from deliverydesk.domain.changes import Change, ChangeSet
from deliverydesk.domain.entities import (
    Absence,
    Allocation,
    Deliverable,
    Demand,
    Holiday,
    Loan,
    Person,
    Product,
    Team,
)
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.spreading import counts, in_week, spread_of
from deliverydesk.domain.values import Kind, Stage
from deliverydesk.domain.workdays import weeks_from
from tests.analysis.capacity.worlds import MONDAY, TEAMS, WEEKS, worlds


def at_work(plan: Portfolio, team: int, day: date) -> float:
    """The team's own people on a day, counted one by one."""
    if any(each.date == day and each.team in (None, team) for each in plan.holidays):
        return 0.0
    away = [each for each in plan.absences if each.team == team and each.start <= day <= each.end]
    people = [each for each in plan.people if each.team == team]
    there = plan.teams[team].members
    if people:
        there = 0.0
        for person in people:
            if (person.joins or day) <= day <= (person.leaves or day):
                there += max(person.share - sum(each.members for each in away if each.person == person.id), 0)
    return max(there - sum(each.members for each in away if each.person is None), 0)


def able(plan: Portfolio, team: int, week: date) -> float:
    """Person-weeks of a team in a week, day by day."""
    total = 0.0
    for day in (week + timedelta(days=n) for n in range(5)):

        def lent(lender: int, day: date = day) -> float:
            return sum(x.members for x in plan.loans if x.lender == lender and x.start <= day <= x.end)

        here = at_work(plan, team, day) - min(lent(team), at_work(plan, team, day))
        if not any(each.date == day and each.team in (None, team) for each in plan.holidays):
            for loan in plan.loans:
                if loan.borrower == team and loan.start <= day <= loan.end:
                    here += loan.members * min(1, at_work(plan, loan.lender, day) / lent(loan.lender))
        total += here
    return total / 5 * plan.teams[team].focus * (1 - Upkeep(plan).share(team))


@given(worlds())
def test_capacity_is_what_counting_heads_gives_and_never_negative(plan: Portfolio) -> None:
    grid = Loads(plan, MONDAY, WEEKS).grid
    for row, team in enumerate(grid.teams):
        for column, week in enumerate(grid.starts):
            assert grid.capacity[row, column] == pytest.approx(able(plan, team, week), abs=1e-9)
            assert capacity(plan, plan.teams[team], week) == pytest.approx(grid.capacity[row, column], abs=1e-9)
    assert (grid.capacity >= 0).all()


@given(worlds())
def test_the_arrays_say_what_the_weeks_say(plan: Portfolio) -> None:
    grid = Loads(plan, MONDAY, WEEKS).grid
    told = team_load(plan, weeks_from(MONDAY, WEEKS))
    for row, team in enumerate(grid.teams):
        assert grid.load[row].tolist() == pytest.approx([week.load for week in told[team].weeks])
        assert grid.capacity[row].tolist() == pytest.approx([week.capacity for week in told[team].weeks])
        shares = [sum(s.effort for s in Loads(plan, MONDAY, 1).shares(team, MONDAY, MONDAY + timedelta(days=6)))]
        assert shares == pytest.approx([grid.load[row, 0]])
        assert Loads(plan, MONDAY, WEEKS).items(team).load.sum(axis=0).tolist() == pytest.approx(grid.load[row])


@given(worlds())
def test_all_weeks_of_an_item_come_to_its_demand_by_hand_and_spread(plan: Portfolio) -> None:
    weeks = weeks_from(MONDAY - timedelta(weeks=8), 30)
    for demand in plan.demands:
        item = plan.deliverables[demand.deliverable]
        hand = sum(a.effort for a in plan.allocations if (a.deliverable, a.team) == (item.id, demand.team))
        found = spread_of(plan, item, demand.team)
        told = sum(in_week(found, week) for week in weeks) + found.unplaced
        planned = item.planned_start is not None and counts(item)
        asked = max(demand.likely or 0, hand) if planned else hand if counts(item) else 0
        assert told == pytest.approx(asked)


@given(worlds(), st.data())
def test_after_changes_the_load_is_that_of_the_plan_they_led_to(plan: Portfolio, data: st.DataObject) -> None:
    change_set = ChangeSet("none", ())
    items = list(plan.deliverables)
    if items:
        item = data.draw(st.sampled_from(items))
        other = data.draw(
            st.sampled_from(
                [
                    {"stage": Stage.TABLED},
                    {"kind": Kind.UPKEEP},
                    {"product": None},
                    {"planned_start": MONDAY, "planned_end": MONDAY + timedelta(days=9)},
                ]
            )
        )
        from dataclasses import replace

        changes = [Change(item, replace(item, **other))]
        hand = [each for each in plan.allocations if each.deliverable == item.id]
        changes += [Change(each, None) for each in hand[:1]]
        change_set = ChangeSet("edit", tuple(changes))
    now = plan.after(change_set)
    fresh, known = Loads(now, MONDAY, WEEKS), Loads(plan, MONDAY, WEEKS)
    for grid in (known.changed(now, change_set).grid, known.preview(change_set)):
        assert np.allclose(grid.load, fresh.grid.load)
        assert np.allclose(grid.capacity, fresh.grid.capacity)


@pytest.mark.parametrize(
    "added",
    [
        Person(90, 1, "New", 1.0),
        Absence(90, 1, MONDAY, MONDAY, 1.0),
        Holiday(90, MONDAY, "Day"),
        Loan(90, 2, 1, MONDAY, MONDAY, 1.0),
        Allocation(90, 10, 1, MONDAY, 3.0),
    ],
)
def test_whatever_is_added_is_seen_at_once(added: object) -> None:
    item = Deliverable(10, "Item", 1, planned_start=MONDAY, planned_end=MONDAY + timedelta(days=20))
    plan = Portfolio.of([Team(1, "Data", 4.0, 0.75), Team(2, "Web", 2.0), item, Demand(20, 10, 1, likely=6.0)])
    change_set = ChangeSet("add", (Change(None, added),))  # type: ignore[arg-type]
    before, now = Loads(plan, MONDAY, 3), plan.after(change_set)
    grid, fresh = before.changed(now, change_set).grid, Loads(now, MONDAY, 3).grid
    assert np.allclose(grid.load, fresh.load)
    assert np.allclose(grid.capacity, fresh.capacity)
    assert not (np.allclose(grid.load, before.grid.load) and np.allclose(grid.capacity, before.grid.capacity))


def test_what_a_team_keeps_for_upkeep_follows_its_open_work() -> None:
    team, other = Product(1, "Claims", upkeep_share=0.25), Product(2, "Quotes")
    items = [
        Deliverable(10, "A", 1, product=1),
        Deliverable(11, "B", 2, product=2),
        Deliverable(12, "C", 3, product=1, kind=Kind.UPKEEP),
        Deliverable(13, "Over", 4, product=1, stage=Stage.RELEASED),
    ]
    demands = [Demand(20 + n, 10 + n, 5, likely=likely) for n, likely in enumerate((6.0, 10.0, 2.0, 100.0))]
    plan = Portfolio.of([Team(5, "Data", 10.0, 1.0), team, other, *items, *demands])
    # 8 of 18 are for Claims, a quarter of which is 2: the planned upkeep covers it
    assert Upkeep(plan).share(5) == 0
    less = plan.after(ChangeSet("drop", (Change(demands[2], None),)))
    assert Upkeep(less).share(5) == pytest.approx(0.25 * 6 / 16)
    assert capacity(less, less.teams[5], MONDAY) == pytest.approx(10 * (1 - 1.5 / 16))


def test_the_forecast_knows_the_same_weeks() -> None:
    leaver = Person(7, 1, "L", 1.0, leaves=MONDAY + timedelta(days=11))
    plan = Portfolio.of([Team(1, "Data", 9.0, 0.5), Person(6, 1, "S", 1.0), leaver, Holiday(8, MONDAY, "Day")])
    rate = rate_of(plan, plan.teams[1], MONDAY)
    assert rate.full == 0.5
    assert rate.strength == pytest.approx((1.6, 2.0))
    alone = plan.after(ChangeSet("go", (Change(plan.people[6], None),)))
    gone = rate_of(alone, alone.teams[1], MONDAY)
    assert gone.full == 0.5
    assert gone.strength[:3] == pytest.approx((0.8, 1.0, 0.0))
    assert set(TEAMS) == {1, 2, 3}
