"""Earned value and earned schedule: whether the work keeps to its plan. Neither says whether anything came of it.

PMI, “The Standard for Earned Value Management” (ANSI/PMI 19-006-2019); Walter Lipke, “Schedule is Different”, The
Measurable News, March 2003. The classic SPI returns to 1 on work that ends late; SPI(t) does not.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.analysis.delivery import progress_against
from deliverydesk.analysis.effort import effort_of
from deliverydesk.domain.values import Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from deliverydesk.domain.entities import BaselineItem, Deliverable
    from deliverydesk.domain.portfolio import Portfolio


class Undefined(StrEnum):
    """Why a figure has no value: never 0, and never 1, in its place."""

    NOT_A_NUMBER = "not a number"
    NOTHING_PLANNED = "nothing planned"
    """Planned value is 0 by now: there is nothing to compare with."""
    NOTHING_SPENT = "nothing spent"
    """Actual cost is 0."""
    NOTHING_EARNED = "nothing earned"
    """Earned value is 0: what is left would cost without end."""
    BUDGET_SPENT = "budget spent"
    """Actual cost has come to the budget: no performance can keep it."""
    NO_TIME = "no time"
    """No time has gone by since the planned start."""
    NO_PLAN = "no plan"
    """Planned start, planned end or effort is missing."""
    PROGRESS_UNKNOWN = "progress unknown"
    """It has begun, but nobody has said what effort remains."""
    TOO_SOON = "too soon"
    """Too little of the planned time has gone by for the figure to have settled."""
    STOPPED = "stopped"
    """Tabled or cancelled."""


class Figure(NamedTuple):
    """A value, or why there is none."""

    value: float | None
    why: Undefined | None = None


@dataclass(frozen=True, slots=True)
class EarnedValue:
    """The figures of earned value management, all in the unit of what was given: money or effort."""

    budget: float
    planned: float
    earned: float
    actual: float
    cost_variance: Figure
    schedule_variance: Figure
    cpi: Figure
    spi: Figure
    eac_at_cpi: Figure
    """Estimate at completion where the cost so far goes on: BAC ÷ CPI."""
    eac_at_plan: Figure
    """Where the rest costs what was planned: AC + BAC − EV."""
    eac_at_cpi_spi: Figure
    """Where being late costs too: AC + (BAC − EV) ÷ (CPI × SPI)."""
    to_complete: Figure
    """ETC: EAC − AC, at CPI."""
    variance_at_completion: Figure
    """VAC: BAC − EAC, at CPI."""
    tcpi: Figure
    """The performance that the rest needs to keep the budget: (BAC − EV) ÷ (BAC − AC)."""


def earned_value(budget: float, planned: float, earned: float, actual: float) -> EarnedValue:
    """CV, SV, CPI, SPI, three EAC, ETC, VAC and TCPI of BAC, PV, EV and AC."""
    if not all(map(math.isfinite, (budget, planned, earned, actual))):
        none = Figure(None, Undefined.NOT_A_NUMBER)
        return EarnedValue(budget, planned, earned, actual, *(none,) * 10)
    cpi = _over(earned, actual, Undefined.NOTHING_SPENT)
    spi = _over(earned, planned, Undefined.NOTHING_PLANNED)
    at_cpi = _at(cpi, budget, 0.0)
    both = cpi if cpi.value is None else spi if spi.value is None else Figure(cpi.value * spi.value)
    left = budget - actual
    return EarnedValue(
        budget,
        planned,
        earned,
        actual,
        Figure(earned - actual),
        Figure(earned - planned),
        cpi,
        spi,
        at_cpi,
        Figure(actual + budget - earned),
        _at(both, budget - earned, actual),
        Figure(None if at_cpi.value is None else at_cpi.value - actual, at_cpi.why),
        Figure(None if at_cpi.value is None else budget - at_cpi.value, at_cpi.why),
        Figure((budget - earned) / left) if left > 0 else Figure(None, Undefined.BUDGET_SPENT),
    )


def _over(part: float, whole: float, why: Undefined) -> Figure:
    return Figure(part / whole) if whole > 0 else Figure(None, why)


def _at(index: Figure, rest: float, spent: float) -> Figure:
    """What was spent and the rest at an index of performance."""
    if index.value is None:
        return index
    return Figure(spent + rest / index.value) if index.value > 0 else Figure(None, Undefined.NOTHING_EARNED)


@dataclass(frozen=True, slots=True)
class EarnedSchedule:
    """Earned schedule in the periods of the plan."""

    earned: float
    at: float
    """AT: the periods gone by since the planned start."""
    duration: float
    """PD: the periods planned."""
    schedule: Figure
    """ES: when the plan was to have earned what is earned now."""
    variance: Figure
    """SV(t): ES − AT."""
    spi_t: Figure
    """SPI(t): ES ÷ AT."""
    duration_at_completion: Figure
    """IEAC(t): PD ÷ SPI(t)."""


def earned_schedule(
    planned: Sequence[float], earned: float, at: float, duration: float | None = None
) -> EarnedSchedule:
    """ES = C + (EV − PV[C]) ÷ (PV[C+1] − PV[C]) of the cumulative plan at periods 0, 1, 2 …, after `at` periods.

    More earned than planned in all counts as all of it; where the plan stands still, the earlier period counts. Raises
    ValueError where the plan falls.
    """
    if any(later < former for former, later in pairwise(planned)):
        raise ValueError("a cumulative plan does not fall")
    length = float(len(planned) - 1) if duration is None else duration
    if not all(map(math.isfinite, (*planned, earned, at))):
        return _no_schedule(earned, at, length, Undefined.NOT_A_NUMBER)
    if len(planned) < 2 or planned[-1] <= 0:
        return _no_schedule(earned, at, length, Undefined.NOTHING_PLANNED)
    schedule = _place_in(planned, earned)
    if at <= 0:
        none = Figure(None, Undefined.NO_TIME)
        return EarnedSchedule(earned, at, length, Figure(schedule), Figure(schedule - at), none, none)
    ratio = schedule / at
    whole = Figure(length / ratio) if ratio > 0 else Figure(None, Undefined.NOTHING_EARNED)
    return EarnedSchedule(earned, at, length, Figure(schedule), Figure(schedule - at), Figure(ratio), whole)


def _place_in(planned: Sequence[float], earned: float) -> float:
    earned = min(earned, planned[-1])
    place = next(index for index, value in enumerate(planned) if value >= earned)
    if place == 0:
        return 0.0
    former, later = planned[place - 1], planned[place]
    return place - 1 + (earned - former) / (later - former)


def _no_schedule(earned: float, at: float, length: float, why: Undefined) -> EarnedSchedule:
    return EarnedSchedule(earned, at, length, *(Figure(None, why),) * 4)


class Basis(StrEnum):
    """Which plan the work is held against."""

    BASELINE = "baseline"
    PRESENT_PLAN = "present plan"


@dataclass(frozen=True, slots=True)
class DeliveryHealth:
    """One deliverable's work against its plan. Effort is in person-weeks, time in calendar days."""

    deliverable: int
    basis: Basis
    baseline: int | None
    start: date | None
    end: date | None
    budget: float | None
    """Likely effort as planned."""
    planned_share: float | None
    """The share of the planned time that has gone by."""
    earned_share: float | None
    """The share of the work that is done, from what remains to be done."""
    planned: float | None
    earned: float | None
    schedule: EarnedSchedule | None
    why: Undefined | None = None

    @property
    def spi_t(self) -> float | None:
        """SPI(t); None where there is none."""
        return self.schedule.spi_t.value if self.schedule is not None else None


def health_of(portfolio: Portfolio, item: Deliverable, today: date, plan: BaselineItem | None = None) -> DeliveryHealth:
    """One deliverable's health, its plan taken for even over its days; against the present plan without another."""
    known = plan if plan is not None and plan.planned_start and plan.planned_end else None
    basis = Basis.PRESENT_PLAN if known is None else Basis.BASELINE
    start, end = (item.planned_start, item.planned_end) if known is None else (known.planned_start, known.planned_end)
    likely = effort_of(portfolio, item).likely
    budget = likely if known is None or known.effort_likely is None else known.effort_likely
    share = progress_against(item, likely).share
    baseline = known.baseline if known is not None else None

    def unknown(why: Undefined, planned: float | None = None) -> DeliveryHealth:
        return DeliveryHealth(item.id, basis, baseline, start, end, budget, planned, share, None, None, None, why)

    if item.stage in (Stage.TABLED, Stage.CANCELLED):
        return unknown(Undefined.STOPPED)
    if start is None or end is None or not budget or end < start:
        return unknown(Undefined.NO_PLAN)
    days = (end - start).days + 1
    until = item.actual_end if share == 1 and item.actual_end is not None else today
    gone = (until - start).days + 1
    planned_share = min(max(gone / days, 0.0), 1.0)
    if share is None:
        return unknown(Undefined.PROGRESS_UNKNOWN, planned_share)
    schedule = earned_schedule([budget * day / days for day in range(days + 1)], budget * share, max(gone, 0))
    planned, earned = budget * planned_share, budget * share
    return DeliveryHealth(item.id, basis, baseline, start, end, budget, planned_share, share, planned, earned, schedule)


def latest_plans(portfolio: Portfolio) -> dict[int, BaselineItem]:
    """The saved plan of each deliverable, by its id: that of the latest baseline that knows it."""
    kept: Iterable[BaselineItem] = portfolio.baseline_items
    days = {each.id: (each.date, each.id) for each in portfolio.baselines}
    return {each.deliverable: each for each in sorted(kept, key=lambda each: days[each.baseline])}
