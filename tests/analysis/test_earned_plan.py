"""Many deliverables as one plan."""

from datetime import date, timedelta

import pytest

from deliverydesk.analysis.earned import Undefined
from deliverydesk.analysis.earned_plan import EarnedPlan, NoPlan, earned_plan_of
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage

TODAY = date(2026, 8, 19)
START = TODAY - timedelta(days=49)


def item(
    at: int, remaining: float | None, *, begin: int = 0, days: int = 100, stage: Stage = Stage.DELIVERY
) -> Deliverable:
    """Ten person-weeks over some days, from so many days after the start on."""
    start = START + timedelta(days=begin)
    return Deliverable(
        at,
        f"Item {at}",
        at * 100,
        stage=stage,
        planned_start=start,
        planned_end=start + timedelta(days=days - 1),
        effort_likely=10.0,
        remaining=remaining,
        cost=1000.0,
        spent=500.0,
    )


def found(*items: Deliverable) -> EarnedPlan:
    plan = earned_plan_of(Portfolio.of(list(items)), TODAY)
    assert isinstance(plan, EarnedPlan)
    return plan


def test_one_deliverable_half_through_its_time_with_four_of_ten_earned() -> None:
    plan = found(item(1, 6.0))
    assert (plan.budget, plan.planned_now, plan.earned) == pytest.approx((10.0, 5.0, 4.0))
    assert plan.schedule.spi_t.value == pytest.approx(0.8)
    assert plan.behind == pytest.approx(10)
    assert plan.earned_on == START + timedelta(days=39)
    assert plan.forecast_end == START + timedelta(days=124)
    assert plan.money is not None
    assert plan.money.cpi.value == pytest.approx(0.8)


def test_two_plans_are_added_day_by_day() -> None:
    plan = found(item(1, 6.0), item(2, 10.0, begin=50))
    assert (plan.budget, plan.end) == (pytest.approx(20.0), START + timedelta(days=149))
    assert plan.planned[50] == pytest.approx(5.0)
    assert plan.planned[100] == pytest.approx(15.0)
    assert plan.planned[-1] == pytest.approx(20.0)


def test_old_finished_work_does_not_hide_how_the_present_one_goes() -> None:
    old = item(2, 0.0, begin=-900, stage=Stage.RELEASED)
    lately = item(3, 0.0, begin=-20, stage=Stage.RELEASED)
    assert found(item(1, 6.0), old, lately).deliverables == (1, 3)
    assert found(old).deliverables == (2,)


def test_what_has_no_plan_or_no_progress_is_counted_and_left_out() -> None:
    bare, silent = Deliverable(2, "Bare", 200, stage=Stage.DELIVERY), item(3, None)
    stopped = item(4, 3.0, stage=Stage.TABLED)
    plan = found(item(1, 6.0), bare, silent, stopped)
    assert plan.left_out == ((Undefined.NO_PLAN, 1), (Undefined.PROGRESS_UNKNOWN, 1))
    none = earned_plan_of(Portfolio.of([bare]), TODAY)
    assert none == NoPlan(TODAY, ((Undefined.NO_PLAN, 1),))


def test_a_pace_that_leads_nowhere_gives_no_day() -> None:
    assert found(item(1, 10.0)).forecast_end is None
    assert found(item(1, 9.999)).forecast_end is None
