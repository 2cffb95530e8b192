"""Progress of an outcome, from its readings alone: how the work is going never enters here. Standard library only."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING

from deliverydesk.actions.measuring import GOALS
from deliverydesk.analysis.words import spoken
from deliverydesk.domain.values import Direction
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from deliverydesk.domain.entities import FormerTarget, Measurement, Outcome
    from deliverydesk.domain.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class OutcomeProgress:
    """Where an outcome stands on a day. What cannot be said is None, and a reason says why."""

    outcome: int
    latest: float | None = None
    latest_date: date | None = None
    days_since: int | None = None
    """Days from the latest reading to the day asked about."""
    readings: int = 0
    """How many readings there are up to that day."""
    raw: float | None = None
    """(now − baseline) ÷ (target − baseline): below 0 is the wrong way, above 1 is beyond the target."""
    clamped: float | None = None
    """`raw` between 0 and 1. For an outcome to hold: 1 inside its bounds, 0 outside."""
    reason: str | None = None
    """Why there is no progress, as a sentence."""
    inside: bool | None = None
    """For an outcome to hold: whether the latest reading is within the bounds."""
    outside_by: float | None = None
    """For an outcome to hold: how far the latest reading is above (positive) or below (negative); 0 inside."""
    change: float | None = None
    """Latest reading minus baseline."""
    required: float | None = None
    """The value on the straight path from baseline to target on that day."""
    ahead_by: float | None = None
    """How far the latest reading is ahead of `required`, in the direction wanted; negative is behind."""
    path_reason: str | None = None
    """Why there is no straight path, as a sentence."""


@dataclass(frozen=True, slots=True)
class Goal:
    """What an outcome was to reach for a time: from `since` on (None: from the beginning), before `until` (None: to
    this day).
    """

    outcome: Outcome
    """The outcome with the baseline, target, bounds and due date of that time."""
    since: date | None = None
    until: date | None = None
    reason: str = ""
    """Why it was given up at `until`."""


BY_DAY = attrgetter("date", "id")
"""The order of readings: by date, and of one day as they were entered."""
_DAY = attrgetter("date")


def goals_of(outcome: Outcome, formers: Iterable[FormerTarget]) -> tuple[Goal, ...]:
    """What the outcome was to reach, the earliest first; the last is what it is to reach now."""
    goals: list[Goal] = []
    since: date | None = None
    for former in sorted(formers, key=lambda each: (each.until, each.id)):
        then = replace(outcome, **{name: getattr(former, name) for name in GOALS})
        goals.append(Goal(then, since, former.until, former.reason))
        since = former.until
    return (*goals, Goal(outcome, since))


def goal_on(goals: Sequence[Goal], day: date) -> Outcome:
    """The outcome with what it was to reach on a day; `goals` as `goals_of` gives them."""
    return next(goal.outcome for goal in goals if goal.until is None or day < goal.until)


def progress(
    outcome: Outcome, measurements: Iterable[Measurement], today: date, formers: Iterable[FormerTarget] = ()
) -> OutcomeProgress:
    """Where the outcome stands on `today`, against what it was to reach on that day. Readings of later days are not
    looked at.

    clamp((now − baseline) ÷ (target − baseline), 0, 1), which serves up and down alike; the key-result score of
    the OKR literature in its start-based form. The baseline is what was agreed, never taken from the first reading.
    """
    goals = goals_of(outcome, formers)
    outcome = goal_on(goals, today) if len(goals) > 1 else outcome
    readings = sorted(measurements, key=BY_DAY)
    known = readings[: bisect_right(readings, today, key=_DAY)]
    required, path_reason = straight_path(outcome, today)
    if not known:
        reason: str | None = tr("Nothing is measured yet.")
        if readings:
            reason = tr("Nothing is measured yet. The first reading is of {day}.", day=spoken(readings[0].date))
        return OutcomeProgress(outcome.id, reason=reason, required=required, path_reason=path_reason)
    latest = known[-1]
    raw, reason = _held(outcome, latest.value) if outcome.direction is Direction.HOLD else _raw(outcome, latest.value)
    outside_by = _outside_by(outcome, latest.value)
    return OutcomeProgress(
        outcome=outcome.id,
        latest=latest.value,
        latest_date=latest.date,
        days_since=(today - latest.date).days,
        readings=len(known),
        raw=raw,
        clamped=None if raw is None else min(max(raw, 0.0), 1.0),
        reason=reason,
        inside=None if outside_by is None else outside_by == 0,
        outside_by=outside_by,
        change=None if outcome.baseline is None else latest.value - outcome.baseline,
        required=required,
        ahead_by=_ahead_by(outcome, latest.value, required),
        path_reason=path_reason,
    )


def progress_of(portfolio: Portfolio, outcome_id: int, today: date) -> OutcomeProgress:
    """`progress` of an outcome of a portfolio. Raises KeyError."""
    measurements = portfolio.measurements.by("outcome", outcome_id)
    formers = portfolio.former_targets.by("outcome", outcome_id)
    return progress(portfolio.outcomes[outcome_id], measurements, today, formers)


def straight_path(outcome: Outcome, day: date) -> tuple[float | None, str | None]:
    """The value on the straight line from baseline to target on a day, or why there is no such line.

    Before the baseline's date the baseline is required, after the due date the target.
    """
    if outcome.direction is Direction.HOLD:
        return None, tr("An outcome to hold has no path, only bounds.")
    if outcome.baseline is None:
        return None, tr("No straight path: the baseline is not set.")
    if outcome.baseline_date is None:
        return None, tr("No straight path: the baseline date is not set.")
    if outcome.target is None:
        return None, tr("No straight path: the target is not set.")
    if outcome.due is None:
        return None, tr("No straight path: the due date is not set.")
    start, end = outcome.baseline_date, outcome.due
    if end <= start:
        return None, tr(
            "No straight path: it is due on {end}, not after the baseline of {start}.",
            end=spoken(end),
            start=spoken(start),
        )
    share = (min(max(day, start), end) - start).days / (end - start).days
    return outcome.baseline + share * (outcome.target - outcome.baseline), None


def _raw(outcome: Outcome, value: float) -> tuple[float | None, str | None]:
    if outcome.baseline is None:
        return None, tr("No baseline is set, so there is nothing to measure progress from.")
    if outcome.target is None:
        return None, tr("No target is set, so there is nothing to measure progress towards.")
    if outcome.target == outcome.baseline:
        return None, tr("The target is the baseline, so progress has no scale. Use “hold” with bounds instead.")
    return (value - outcome.baseline) / (outcome.target - outcome.baseline), None


def _held(outcome: Outcome, value: float) -> tuple[float | None, str | None]:
    outside_by = _outside_by(outcome, value)
    if outside_by is None:
        return None, tr("No bounds are set to hold the value within.")
    return (1.0 if outside_by == 0 else 0.0), None


def _outside_by(outcome: Outcome, value: float) -> float | None:
    low, high = outcome.hold_low, outcome.hold_high
    if outcome.direction is not Direction.HOLD or (low is None and high is None):
        return None
    if low is not None and value < low:
        return value - low
    if high is not None and value > high:
        return value - high
    return 0.0


def _ahead_by(outcome: Outcome, value: float, required: float | None) -> float | None:
    if required is None:
        return None
    return value - required if outcome.direction is Direction.UP else required - value
