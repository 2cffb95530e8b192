"""The load in arrays says what the load week by week says; a preview is what really doing it gives."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.actions import roadmap
from deliverydesk.analysis.load import team_load
from deliverydesk.analysis.load_grid import ItemGrid, Loads, Overload, Share, month_starts, planned_span, quarter_starts
from deliverydesk.domain.changes import Change, ChangeSet
from deliverydesk.domain.entities import Absence, Allocation, Deliverable, Demand, Entity, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage
from deliverydesk.domain.workdays import weeks_from

MONDAY = date(2026, 8, 17)
WEEKS = 8
DAYS = st.integers(-20, 70).map(lambda n: MONDAY + timedelta(days=n))


@st.composite
def plans(draw: st.DrawFn) -> Portfolio:
    entities: list[Entity] = [Team(1, "Data", 4.0, 0.75), Team(2, "Web", 2.0, 1.0)]
    for n in range(draw(st.integers(0, 6))):
        start = draw(st.none() | DAYS)
        end = None if start is None else start + timedelta(days=draw(st.integers(0, 40)))
        stage = draw(st.sampled_from([Stage.READY, Stage.DELIVERY, Stage.TABLED]))
        entities.append(Deliverable(10 + n, f"Item {n}", n, planned_start=start, planned_end=end, stage=stage))
        for team in draw(st.lists(st.sampled_from([1, 2]), unique=True)):
            likely = draw(st.none() | st.floats(0.5, 20))
            entities.append(Demand(100 + 10 * n + team, 10 + n, team, likely=likely))
    for n in range(draw(st.integers(0, 2))):
        start = draw(DAYS)
        entities.append(Absence(200 + n, draw(st.sampled_from([1, 2])), start, start + timedelta(days=9), 1.5))
    return Portfolio.of(entities)


@given(plans())
def test_the_arrays_say_what_the_weeks_say(plan: Portfolio) -> None:
    grid = Loads(plan, MONDAY, WEEKS).grid
    told = team_load(plan, weeks_from(MONDAY, WEEKS))
    for row, team in enumerate(grid.teams):
        assert grid.load[row].tolist() == pytest.approx([week.load for week in told[team].weeks])
        assert grid.capacity[row].tolist() == pytest.approx([week.capacity for week in told[team].weeks])


@given(plans(), st.data())
def test_a_preview_is_what_doing_it_gives(plan: Portfolio, data: st.DataObject) -> None:
    now, moves = plan, {}
    for item in plan.deliverables:
        start = data.draw(st.none() | DAYS)
        if start is None:
            now = now.after(roadmap.unschedule(now, [item.id]))
            moves[item.id] = None
        else:
            end = start + timedelta(days=data.draw(st.integers(0, 30)))
            now = now.after(roadmap.schedule(now, item.id, start, end))
            moves[item.id] = (start, end)
    preview = Loads(plan, MONDAY, WEEKS).after(moves)
    assert np.allclose(preview.load, Loads(now, MONDAY, WEEKS).grid.load)


@given(plans())
def test_nothing_is_lost_between_weeks_and_months(plan: Portfolio) -> None:
    weekly = Loads(plan, MONDAY, WEEKS).grid
    monthly = weekly.summed(month_starts(MONDAY, MONDAY + timedelta(weeks=WEEKS)))
    assert np.allclose(weekly.load.sum(axis=1), monthly.load.sum(axis=1))
    assert np.allclose(weekly.capacity.sum(axis=1), monthly.capacity.sum(axis=1))


@given(plans())
def test_the_shares_of_a_week_add_up_to_its_load(plan: Portfolio) -> None:
    loads = Loads(plan, MONDAY, WEEKS)
    for row, team in enumerate(loads.grid.teams):
        for column, week in enumerate(loads.grid.starts):
            shares = loads.shares(team, week, week + timedelta(days=6))
            assert sum(share.effort for share in shares) == pytest.approx(loads.grid.load[row, column])


def test_the_worst_overload_comes_first_and_who_causes_it_is_told() -> None:
    end = MONDAY + timedelta(days=4)
    plan = Portfolio.of(
        [
            Team(1, "Data", 2.0, 1.0),
            Deliverable(10, "Search", 1, planned_start=MONDAY, planned_end=end, stage=Stage.DELIVERY),
            Deliverable(11, "Prices", 2, planned_start=MONDAY, planned_end=end + timedelta(days=7)),
            Demand(100, 10, 1, likely=2.0),
            Demand(101, 11, 1, likely=5.0),
        ]
    )
    loads = Loads(plan, MONDAY, 3)
    assert loads.grid.overloads == [Overload(1, 0, 4.5, 2.0), Overload(1, 1, 2.5, 2.0)]
    assert loads.shares(1, MONDAY, end) == [Share(11, 2.5), Share(10, 2.0)]


def test_what_is_archived_or_stopped_asks_for_nothing() -> None:
    for values in ({"archived": True}, {"stage": Stage.CANCELLED}):
        item = Deliverable(10, "Search", 1, planned_start=MONDAY, planned_end=MONDAY, **values)  # type: ignore[arg-type]
        assert planned_span(item) is None


@pytest.mark.parametrize(
    ("begins", "expected"),
    [
        (1, [date(2026, 7, 1), date(2026, 10, 1), date(2027, 1, 1)]),
        (4, [date(2026, 7, 1), date(2026, 10, 1), date(2027, 1, 1)]),
        (2, [date(2026, 8, 1), date(2026, 11, 1), date(2027, 2, 1)]),
        (12, [date(2026, 6, 1), date(2026, 9, 1), date(2026, 12, 1)]),
    ],
)
def test_quarters_begin_where_the_fiscal_year_says(begins: int, expected: list[date]) -> None:
    assert quarter_starts(MONDAY, date(2027, 2, 20), begins) == expected


@pytest.mark.parametrize(
    "edit",
    [
        {"order_key": 99},
        {"title": "Other"},
        {"stage": Stage.TABLED},
        {"archived": True},
        {"planned_start": MONDAY + timedelta(days=7)},
        {"planned_end": MONDAY + timedelta(days=30)},
    ],
)
def test_after_a_change_the_load_is_that_of_the_portfolio_it_led_to(edit: dict[str, Any]) -> None:
    before = Deliverable(10, "Item", 1, planned_start=MONDAY, planned_end=MONDAY + timedelta(days=20))
    after = replace(before, **edit)
    plan = Portfolio.of([Team(1, "Data", 4.0, 0.75), before, Demand(100, 10, 1, likely=6.0)])
    change_set = ChangeSet("edit", (Change(before, after),))
    now = plan.after(change_set)
    held = Loads(plan, MONDAY, WEEKS)
    held.items(1)
    changed = held.changed(now, change_set)
    assert changed.grid.load == pytest.approx(Loads(now, MONDAY, WEEKS).grid.load)
    assert alike(changed.items(1), Loads(now, MONDAY, WEEKS).items(1))


def alike(one: ItemGrid, other: ItemGrid) -> bool:
    same = one.items == other.items and one.load == pytest.approx(other.load)
    return same and bool((one.by_hand == other.by_hand).all())


DEMAND, GIVEN = Demand(100, 10, 1, likely=6.0), Allocation(200, 10, 1, MONDAY, 2.0)


@pytest.mark.parametrize(
    "change",
    [
        Change(DEMAND, replace(DEMAND, likely=2.0)),
        Change(DEMAND, replace(DEMAND, team=2)),
        Change(DEMAND, None),
        Change(None, Demand(101, 10, 2, likely=1.0)),
        Change(GIVEN, replace(GIVEN, effort=0.0)),
        Change(GIVEN, replace(GIVEN, team=2)),
        Change(GIVEN, None),
        Change(None, Allocation(201, 10, 2, MONDAY, 1.0)),
    ],
)
def test_what_teams_work_on_after_a_change_is_that_of_the_portfolio_it_led_to(change: Change) -> None:
    item = Deliverable(10, "Item", 1, planned_start=MONDAY, planned_end=MONDAY + timedelta(days=20))
    other = Deliverable(11, "Other", 2, planned_start=MONDAY, planned_end=MONDAY + timedelta(days=20))
    teams = [Team(each, f"Team {each}", 4.0, 0.75) for each in (1, 2, 3)]
    plan = Portfolio.of([*teams, item, other, DEMAND, GIVEN, Demand(102, 11, 3, likely=1.0)])
    held = Loads(plan, MONDAY, WEEKS)
    known = {team: held.items(team) for team in (1, 2, 3)}
    change_set = ChangeSet("edit", (change,))
    now = plan.after(change_set)
    changed, anew = held.changed(now, change_set), Loads(now, MONDAY, WEEKS)
    for team in (1, 2, 3):
        assert alike(changed.items(team), anew.items(team))
    assert changed.items(3) is known[3], "nobody looks anew at what nothing was changed of"
