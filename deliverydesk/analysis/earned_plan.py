"""Earned value and earned schedule of many deliverables as one plan, and when it would end at the pace so far.

Effort is in person-weeks, money in that of the portfolio, time in calendar days. Formulas are those of `earned`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from deliverydesk.analysis.earned import (
    DeliveryHealth,
    EarnedSchedule,
    EarnedValue,
    Undefined,
    earned_schedule,
    earned_value,
    health_of,
    latest_plans,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.portfolio import Portfolio

_FARTHEST = timedelta(days=20 * 365)
"""An end farther from today than this is no forecast any more."""


@dataclass(frozen=True, slots=True)
class EarnedPlan:
    """The work that has a plan, taken as one."""

    today: date
    start: date
    """The first planned start."""
    end: date
    """The last planned end."""
    deliverables: tuple[int, ...]
    """By id."""
    planned: tuple[float, ...]
    """Cumulative planned value after 0, 1, 2 ... days from the start."""
    budget: float
    planned_now: float
    """Planned value by today."""
    earned: float
    schedule: EarnedSchedule
    """In days."""
    earned_on: date | None
    """The day by which the plan was to have earned what is earned now."""
    forecast_end: date | None
    """Start + IEAC(t); None where SPI(t) has no value, or it is farther than twenty years from today."""
    money: EarnedValue | None
    """Of those with a cost, what is spent as the actual cost; None where none has one."""
    left_out: tuple[tuple[Undefined, int], ...] = ()
    """How many are not in it, by why."""

    @property
    def behind(self) -> float | None:
        """Days behind the plan; ahead of it where negative."""
        variance = self.schedule.variance.value
        return None if variance is None else -variance


@dataclass(frozen=True, slots=True)
class NoPlan:
    """Nothing of what was asked for can be held against a plan."""

    today: date
    left_out: tuple[tuple[Undefined, int], ...] = ()


def earned_plan_of(portfolio: Portfolio, today: date, ids: Iterable[int] | None = None) -> EarnedPlan | NoPlan:
    """All live work, or these deliverables of it, each against its latest saved plan or else the present one.

    Finished work counts where its plan reaches into that of the open work, so that years of old work do not hide how
    the present one goes; without open work all of it counts. Work that is stopped is left out without a word.
    """
    plans = latest_plans(portfolio)
    wanted = portfolio.live if ids is None else ids
    items = [portfolio.deliverables[each] for each in sorted(wanted)]
    told = [(item, health_of(portfolio, item, today, plans.get(item.id))) for item in items if not item.archived]
    left_out: Counter[Undefined | None] = Counter(
        health.why for _, health in told if health.why not in (None, Undefined.STOPPED)
    )
    missing = tuple((why, left_out[why]) for why in Undefined if left_out[why])
    counted = _present([(item, health) for item, health in told if health.schedule is not None])
    if not counted:
        return NoPlan(today, missing)
    return _plan_of(counted, today, missing)


def _present(told: Sequence[tuple[Deliverable, DeliveryHealth]]) -> list[tuple[Deliverable, DeliveryHealth]]:
    begun = [health.start for item, health in told if item.is_open and health.start is not None]
    if not begun:
        return list(told)
    first = min(begun)
    return [(item, health) for item, health in told if item.is_open or (health.end is not None and health.end >= first)]


def _plan_of(
    counted: Sequence[tuple[Deliverable, DeliveryHealth]], today: date, left_out: tuple[tuple[Undefined, int], ...]
) -> EarnedPlan:
    healths = [health for _, health in counted]
    start = min(each.start for each in healths if each.start is not None)
    end = max(each.end for each in healths if each.end is not None)
    planned = _cumulative(healths, start, (end - start).days + 1)
    earned = sum(each.earned or 0.0 for each in healths)
    until = _until(counted, today)
    at = max((until - start).days + 1, 0)
    schedule = earned_schedule(planned, earned, at)
    es, whole = schedule.schedule.value, schedule.duration_at_completion.value
    far = None if whole is None or whole > _FARTHEST.days else start + timedelta(days=ceil(whole - 1e-9) - 1)
    return EarnedPlan(
        today,
        start,
        end,
        tuple(item.id for item, _ in counted),
        planned,
        planned[-1],
        planned[min(at, len(planned) - 1)],
        earned,
        schedule,
        None if es is None else start + timedelta(days=max(ceil(es) - 1, 0)),
        far,
        _money(counted),
        left_out,
    )


def _cumulative(healths: Sequence[DeliveryHealth], start: date, days: int) -> tuple[float, ...]:
    """Each budget even over the days of its plan."""
    rates = np.zeros(days + 1)
    for each in healths:
        assert each.start is not None
        assert each.end is not None
        rate = (each.budget or 0.0) / ((each.end - each.start).days + 1)
        rates[(each.start - start).days] += rate
        rates[(each.end - start).days + 1] -= rate
    # What is left of rounding must neither let the plan fall nor miss its end.
    whole = sum(each.budget or 0.0 for each in healths)
    daily = np.maximum(np.cumsum(rates)[:-1], 0.0)
    return (0.0, *np.minimum(np.cumsum(daily), whole).tolist()[:-1], whole)


def _until(counted: Sequence[tuple[Deliverable, DeliveryHealth]], today: date) -> date:
    """Today; the last end where all is done, as time does not count against it any more."""
    ends = [item.actual_end for item, health in counted if health.earned_share == 1]
    known = [each for each in ends if each is not None]
    return max(known) if len(known) == len(counted) else today


def _money(counted: Sequence[tuple[Deliverable, DeliveryHealth]]) -> EarnedValue | None:
    costed = [(item, health) for item, health in counted if item.cost and item.spent is not None]
    if not costed:
        return None
    return earned_value(
        sum(item.cost or 0.0 for item, _ in costed),
        sum((item.cost or 0.0) * (health.planned_share or 0.0) for item, health in costed),
        sum((item.cost or 0.0) * (health.earned_share or 0.0) for item, health in costed),
        sum(item.spent or 0.0 for item, _ in costed),
    )
