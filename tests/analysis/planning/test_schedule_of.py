"""From a portfolio to a schedule in weeks and back to dates."""

from datetime import date, timedelta

import pytest

from deliverydesk.actions.planning import apply_schedule
from deliverydesk.analysis.load import team_load
from deliverydesk.analysis.planning.schedule.checking import Broken, violations
from deliverydesk.analysis.planning.schedule.conflicts import conflict_of
from deliverydesk.analysis.planning.schedule.search import quick
from deliverydesk.analysis.planning.schedule_of import UNIT, Aside, Scheduling, schedule_of
from deliverydesk.domain.entities import Absence, AcceptedLoad, Deliverable, Demand, Dependency, Entity, Team
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage

MONDAY = date(2027, 1, 4)


def week(n: int) -> date:
    return MONDAY + timedelta(weeks=n)


def friday(n: int) -> date:
    return week(n) + timedelta(days=4)


def item(number: int, **more: object) -> Deliverable:
    return Deliverable(number, f"Item {number}", number, **{"stage": Stage.READY, **more})  # type: ignore[arg-type]


def portfolio_of(*entities: Entity, effort: float = 4.0) -> Portfolio:
    """One team that gives 2 person-weeks a week; each deliverable asks it for so many."""
    asked = [Demand(1000 + each.id, each.id, 900, None, effort, None) for each in entities if type(each) is Deliverable]
    return Portfolio.of([Team(900, "Web", 4.0, 0.5), *entities, *asked])


def planned(portfolio: Portfolio, today: date = MONDAY) -> tuple[Scheduling, dict[int, tuple[date, date]]]:
    found = schedule_of(portfolio, today)
    plan = quick(found.problem)
    assert plan is not None
    assert violations(found.problem, plan.starts) == ()
    return found, found.dates(plan.starts)


def test_two_at_a_time_take_half_of_a_team_each_in_the_order_of_the_manager():
    _, dates = planned(portfolio_of(item(1), item(2), item(3)))
    assert dates == {1: (week(0), friday(3)), 2: (week(0), friday(3)), 3: (week(4), friday(7))}


def test_a_week_that_has_begun_is_over():
    assert schedule_of(portfolio_of(item(1)), MONDAY + timedelta(days=1)).weeks[0] == week(1)


def test_dependencies_and_earliest_starts_are_kept():
    order = Dependency(50, 2, 1)
    _, dates = planned(portfolio_of(item(1), item(2, earliest_start=week(1) + timedelta(days=2)), order))
    assert dates == {2: (week(2), friday(5)), 1: (week(6), friday(9))}


def test_pins_stay_to_the_day_and_others_make_room():
    pinned = item(2, pinned=True, planned_start=week(1) + timedelta(days=1), planned_end=week(2) + timedelta(days=1))
    _, dates = planned(portfolio_of(item(1), pinned))
    assert dates[2] == (pinned.planned_start, pinned.planned_end)
    assert dates[1] == (week(3), friday(6))


def test_work_under_way_goes_on_and_is_stretched_to_what_its_team_has():
    under_way = item(2, stage=Stage.DELIVERY, planned_start=week(-3), planned_end=friday(0), remaining=5.0)
    _, dates = planned(portfolio_of(item(1), under_way))
    assert dates[2] == (week(-3), friday(2))
    assert dates[1][0] == week(3)


def test_work_under_way_keeps_its_dates_where_they_can_be_kept():
    under_way = item(1, stage=Stage.DELIVERY, planned_start=week(-3), planned_end=friday(3) - timedelta(days=1))
    found, dates = planned(portfolio_of(under_way))
    assert dates[1] == (under_way.planned_start, under_way.planned_end)
    assert found.moves((0,)) == {}


def test_what_fits_where_it_is_planned_stays_there():
    late = item(2, planned_start=week(6) + timedelta(days=1), planned_end=week(9))
    found, dates = planned(portfolio_of(item(1), late))
    assert dates[2] == (late.planned_start, late.planned_end)
    assert list(found.moves([0, 6])) == [1]


def test_what_is_not_scheduled_is_set_aside_with_the_reason():
    idea, nothing = item(1, stage=Stage.IDEA), item(3)
    past = item(4, pinned=True, planned_start=week(-4), planned_end=week(-3))
    portfolio = Portfolio.of([idea, item(2, duration_weeks=1.0), nothing, past, Dependency(50, 1, 2)])
    found = schedule_of(portfolio, MONDAY)
    assert found.aside == {1: Aside.NOT_VETTED, 2: Aside.WAITS, 3: Aside.NO_EFFORT, 4: Aside.PAST}
    assert found.items == ()


def test_what_is_planned_is_counted_as_the_load_of_the_teams_has_it():
    parts = (
        item(1, stage=Stage.DELIVERY, planned_start=week(-3), planned_end=friday(4)),
        item(2, pinned=True, planned_start=week(-1), planned_end=friday(2)),
        item(3, planned_start=week(2), planned_end=friday(5)),
        item(4, planned_start=week(4), planned_end=friday(8)),
        item(5, stage=Stage.IDEA),
        Dependency(50, 5, 4),
    )
    portfolio = portfolio_of(*parts)
    found, _ = planned(portfolio)
    assert found.aside == {5: Aside.NOT_VETTED, 4: Aside.WAITS}
    weeks = [week(n) for n in range(10)]
    asked = [2 * UNIT - left for left in found.problem.capacities[0][:10]]  # what waits keeps its room
    for at, one in enumerate(found.problem.items):
        for period in range(found.placed(at).start, found.placed(at).end):
            asked[period] += one.demands[0]
    told = [each.load * UNIT for each in team_load(portfolio, weeks)[900].weeks]
    assert asked == pytest.approx(told, abs=2)
    assert found.counts_otherwise == ()


def test_where_it_is_known_what_remains_that_is_scheduled_and_said():
    under_way = item(1, stage=Stage.DELIVERY, planned_start=week(-2), planned_end=friday(1), remaining=1.0)
    found, _ = planned(portfolio_of(under_way))
    assert found.problem.items[0].demands == (UNIT // 2,)
    assert found.counts_otherwise == (1,)


def test_what_waits_takes_no_room_from_pins():
    where = {"planned_start": week(1), "planned_end": friday(2)}
    parts = (item(1, **where), item(2, pinned=True, **where), item(3, stage=Stage.IDEA), Dependency(50, 3, 1))
    _, dates = planned(portfolio_of(*parts))
    assert dates == {2: (week(1), friday(2))}


def test_work_rests_while_nobody_is_there():
    away = Absence(60, 900, week(1), friday(1), 4.0)
    _, dates = planned(portfolio_of(item(1), away))
    assert dates[1] == (week(0), friday(4))


def test_a_pin_before_what_it_waits_for_is_named():
    pinned = item(2, pinned=True, planned_start=week(1), planned_end=friday(2))
    found = schedule_of(portfolio_of(item(1), pinned, Dependency(50, 1, 2)), MONDAY)
    conflict = conflict_of(found.problem)
    assert conflict is not None
    assert (conflict.code, [found.items[at] for at in conflict.at]) == (Broken.ORDER, [1, 2])


def test_nothing_at_all_is_no_trouble():
    found, dates = planned(Portfolio.of([]))
    assert (found.items, dates) == ((), {})


def test_a_schedule_is_applied_in_one_step_and_moves_no_pin():
    pinned = item(2, pinned=True, planned_start=week(1), planned_end=friday(2))
    portfolio = portfolio_of(item(1), pinned)
    _, dates = planned(portfolio)
    change = apply_schedule(portfolio, dates)
    after = portfolio.after(change)
    assert len(change.changes) == 1
    assert (after.deliverables[1].planned_start, after.deliverables[1].planned_end) == dates[1]
    assert planned(after)[0].moves(quick(planned(after)[0].problem).starts) == {}
    with pytest.raises(DeskError, match="pinned"):
        apply_schedule(portfolio, {2: (week(2), friday(2))})


def test_what_was_accepted_as_too_much_stays():
    both = [item(n, planned_start=week(1), planned_end=friday(2), earliest_start=week(1)) for n in (1, 2)]
    _, dates = planned(portfolio_of(*both))
    assert dates[1] != dates[2]
    accepted = AcceptedLoad(70, 900, week(1), friday(2), reason="The fair")
    found, dates = planned(portfolio_of(*both, item(3), accepted))
    assert dates[1] == dates[2] == (week(1), friday(2))
    assert found.problem.capacities[0][:4] == (2000, 4000, 4000, 2000)


def test_an_overload_accepted_for_another_team_or_time_is_none_here():
    both = [item(n, planned_start=week(1), planned_end=friday(2)) for n in (1, 2)]
    others = [
        Team(901, "App", 4.0, 0.5),
        AcceptedLoad(70, 901, week(1), friday(2), reason="x"),
        AcceptedLoad(71, 900, week(3), friday(4), reason="x"),
    ]
    found = schedule_of(portfolio_of(*both, *others), MONDAY)
    assert set(found.problem.capacities[0]) == {2000}


def test_pins_that_are_too_much_together_can_stay_where_that_was_accepted():
    both = [item(n, pinned=True, planned_start=week(1), planned_end=friday(2)) for n in (1, 2)]
    conflict = conflict_of(schedule_of(portfolio_of(*both), MONDAY).problem)
    assert conflict is not None
    assert conflict.code is Broken.CAPACITY
    accepted = AcceptedLoad(70, 900, week(1), friday(2), reason="The fair")
    assert conflict_of(schedule_of(portfolio_of(*both, accepted), MONDAY).problem) is None
