"""The crash test: how likely the outcome is to be where it is to be when it is due, at the present slope.

Ordinary least squares of the readings, the level of that line on the due date, its standard error, Student's t with
n − 2 degrees of freedom. The alarm, P ≤ .10 at two readings in a row from the fifth on, is against the required
path and not against zero: a project on its required line is alarmed about 14 times in 100, one whose outcome stays flat
while it should move by four standard deviations of the noise 99 times in 100, with a median of seven readings.

Readings that resemble each other say less than their number. From twelve on, an autocorrelation that stands out widens
the standard error as it does that of the verdict; beyond .6 no line fits, and the level may also wander on from today
as it has wandered so far. Of random walks of a year, 80 in 100 weekly ones and 92 daily ones were outside their own
95 % half a year later; so widened, 16 and 17.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from deliverydesk.analysis.evidence.reasons import Caution, Reason
from deliverydesk.analysis.evidence.slope import MOST
from deliverydesk.analysis.evidence.student import between, quantile
from deliverydesk.analysis.evidence.verdict import Interval, guarding
from deliverydesk.domain.values import Direction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.analysis.evidence.readings import Readings
    from deliverydesk.analysis.evidence.student import Bools, Floats
    from deliverydesk.domain.entities import Outcome

FROM_READING = 5
ALARM_AT = 0.10
IN_A_ROW = 2

STALE_FROM = 60
"""Days of silence that say nothing by themselves: readings of a quarter come late."""

_FAN_STEPS = 8
_ROUNDING = 1e-12
"""Share of the squares about the first value below which what the line leaves is rounding."""


@dataclass(frozen=True, slots=True)
class Goal:
    """Where the level is to be on a day: between `low` and `high`, either of which may be infinite."""

    low: float
    high: float
    due: date


@dataclass(frozen=True, slots=True)
class Path:
    """The straight line that is required."""

    start: date
    start_value: float
    end: date
    end_value: float


@dataclass(frozen=True, slots=True)
class Look:
    """What the test said at one reading, from the readings up to it."""

    day: date
    p: float
    level: float
    """Projected level at the due date."""
    alarming: bool
    """P ≤ ALARM_AT here and at the reading before."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """Where the level of the line is on a day to come, in the unit, with the intervals of its standard error."""

    day: date
    level: float
    level_50: Interval
    level_80: Interval
    level_95: Interval


@dataclass(frozen=True, slots=True)
class Reach:
    """The crash test of an outcome. What cannot be said is None and has a reason."""

    reason: Reason | None = None
    n: int = 0
    """Readings that took part: after the lag, up to the due date."""
    first: date | None = None
    last: date | None = None
    goal: Goal | None = None
    since: date | None = None
    """From this day on readings take part; None: from the first."""
    lag_days: int | None = None
    p: float | None = None
    """P(the level is within the goal on the due date)."""
    level: float | None = None
    """Projected level at the due date, in the unit."""
    level_80: Interval | None = None
    level_95: Interval | None = None
    slope: float | None = None
    """Of the line, in units per day."""
    alarm: bool = False
    """It is alarming at the latest reading."""
    history: tuple[Look, ...] = ()
    """From reading FROM_READING on."""
    fan: tuple[Ahead, ...] = ()
    """From the latest reading to the due date, both included; empty where that is over."""
    path: Path | None = None
    baseline: float | None = None
    closed: bool = False
    """The due date is over."""
    cautions: tuple[Caution, ...] = ()


def crash_test(
    readings: Readings, goal: Goal, *, since: date | None = None, lag_days: int | None = None, today: date | None = None
) -> Reach:
    """The test of a series against a goal; `since` and `lag_days` as `readings_since` has them."""
    used = readings.during(since, goal.due)
    told = Reach(
        n=len(used),
        first=used.first,
        last=used.last,
        goal=goal,
        since=since,
        lag_days=lag_days,
        closed=today is not None and today > goal.due,
        cautions=() if lag_days is not None else (Caution.LAG_NOT_DECLARED,),
    )
    if len(used) < FROM_READING:
        return replace(told, reason=_too_few(readings, used, goal, since))
    if today is not None and _is_stale(used, min(today, goal.due)):
        return replace(told, reason=Reason.STALE)
    days, values = used.t, used.y
    fit = widened(projections(days, values, float(goal.due.toordinal())), days, values, float(goal.due.toordinal()))
    if fit.noiseless[-1]:
        # The line is certain only because nothing tells how far it may be off.
        return replace(told, reason=Reason.NO_VARIATION, level=float(fit.level[-1]), slope=float(fit.slope[-1]))
    p = fit.p_within(goal.low, goal.high)
    alarming = alarms(p)
    level, error = float(fit.level[-1]), float(fit.error[-1])
    history = tuple(
        Look(date.fromordinal(used.days[at]), float(p[at]), float(fit.level[at]), bool(alarming[at]))
        for at in range(FROM_READING - 1, len(used))
        if not math.isnan(p[at])
    )
    return replace(
        told,
        p=float(p[-1]),
        level=level,
        level_80=_about(level, error, 0.80, len(used)),
        level_95=_about(level, error, 0.95, len(used)),
        slope=float(fit.slope[-1]),
        alarm=bool(alarming[-1]),
        history=history,
        fan=_fan(used, goal.due),
        cautions=(*told.cautions, *((Caution.AUTOCORRELATED,) if float(guarding(days, values)[1]) > 1 else ())),
    )


def goal_of(outcome: Outcome) -> tuple[Goal | None, Reason | None]:
    """Where an outcome is to be when it is due, or why that cannot be said."""
    if outcome.due is None:
        return None, Reason.NO_DUE
    if outcome.direction is Direction.HOLD:
        low, high = outcome.hold_low, outcome.hold_high
        if low is None and high is None:
            return None, Reason.NO_BOUNDS
        return Goal(-math.inf if low is None else low, math.inf if high is None else high, outcome.due), None
    if outcome.target is None:
        return None, Reason.NO_TARGET
    if outcome.direction is Direction.UP:
        return Goal(outcome.target, math.inf, outcome.due), None
    return Goal(-math.inf, outcome.target, outcome.due), None


def path_of(outcome: Outcome) -> Path | None:
    """The straight path from baseline to target; None where one of its ends is not set, or it does not lead forward."""
    start, end = outcome.baseline_date, outcome.due
    if outcome.direction is Direction.HOLD or outcome.baseline is None or outcome.target is None:
        return None
    if start is None or end is None or end <= start:
        return None
    return Path(start, outcome.baseline, end, outcome.target)


def readings_since(
    baseline_date: date | None, lag_days: int | None, launches: Sequence[tuple[date, int | None]] = ()
) -> tuple[date | None, int | None]:
    """The day from which readings take part, and the declared lag behind it.

    `lag_days` is the outcome's, `launches` the day of each launch of what contributes with the contribution's own lag,
    which goes before the outcome's. A declared lag counts from the launch; of several from the one whose lag is over
    first; without a launch from the baseline date. Where no lag is declared, readings from the baseline date on take
    part: the test is then wrong for an outcome that moves late.
    """
    lags = [(day, lag_days if lag is None else lag) for day, lag in launches]
    over = [(day + timedelta(days=lag), lag) for day, lag in lags if lag is not None]
    if over:
        return min(over)
    if baseline_date is None or lag_days is None:
        return baseline_date, lag_days
    return baseline_date + timedelta(days=lag_days), lag_days


@dataclass(frozen=True, slots=True)
class Projections:
    """The line's level at the due date at each reading, from those up to it; arrays (..., n), NaN under three."""

    level: Floats
    error: Floats
    """Standard error of the mean level."""
    slope: Floats
    df: Floats
    noiseless: Bools

    def p_within(self, low: float, high: float) -> Floats:
        """P(low ≤ level ≤ high) at each reading; NaN where there is no noise to go by."""
        p = between(low, high, self.level, self.error, self.df)
        return np.asarray(np.where(self.noiseless, np.nan, p))


def projections(days: Floats, values: Floats, due: float) -> Projections:
    """Ordinary least squares of the first 1, 2, ... n readings, `values` being (..., n), projected to the day `due`."""
    t, y = days - days[0], values - values[..., :1]
    n = np.arange(1.0, len(days) + 1)
    mean_t, mean_y = np.cumsum(t) / n, np.cumsum(y, -1) / n
    sxx = np.cumsum(t * t) - n * mean_t**2
    sxy = np.cumsum(t * y, -1) - n * mean_t * mean_y
    squares = np.cumsum(y * y, -1)
    syy = squares - n * mean_y**2
    ahead = due - days[0] - mean_t
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = sxy / sxx
        left = np.maximum(syy - slope * sxy, 0.0)
        df = np.where(n > 2, n - 2, np.nan)
        error = np.sqrt(left / df * (1 / n + ahead**2 / sxx))
    level = values[..., :1] + mean_y + slope * ahead
    return Projections(level, error, slope, df, np.asarray((n < 3) | (left <= _ROUNDING * squares)))


def widened(fit: Projections, days: Floats, values: Floats, due: float) -> Projections:
    """The projections with errors as wide as readings that resemble each other leave them."""
    _, widening = guarding(days, values)
    wander = _wander(days, values) * np.maximum(due - days, 0.0)
    return replace(fit, error=np.sqrt((fit.error * widening[..., None]) ** 2 + wander))


def _wander(days: Floats, values: Floats) -> float:
    """Variance a day of a level that wanders, from the steps between readings; 0 where a line fits them. The greatest
    step is left out: a level that moved once, with a launch perhaps, does not wander.
    """
    r, widening = guarding(days, values)
    if float(widening) <= 1 or float(r) <= MOST:
        return 0.0
    steps, apart = np.diff(values), np.diff(days)
    drift = (values[-1] - values[0]) / (days[-1] - days[0])
    squares = (steps - drift * apart) ** 2
    return float((squares.sum() - squares.max()) / (apart.sum() - apart[squares.argmax()]))


def _is_stale(used: Readings, until: date) -> bool:
    """Whether the silence since the last reading is longer than all readings cover."""
    covered = used.days[-1] - used.days[0]
    return until.toordinal() - used.days[-1] > max(covered, STALE_FROM)


def alarms(p: Floats) -> Bools:
    """Whether each look (..., n) is the second alarming one in a row, from reading FROM_READING on."""
    low = np.asarray(p <= ALARM_AT)
    low[..., : FROM_READING - 1] = False
    found = low.copy()
    for back in range(1, IN_A_ROW):
        found[..., back:] &= low[..., :-back]
        found[..., :back] = False
    return found


def _fan(used: Readings, due: date) -> tuple[Ahead, ...]:
    """The line over days to come, its standard error being σ √(1/n + (t − mean t)²/Sxx)."""
    last, end = used.days[-1], due.toordinal()
    if last >= end:
        return ()
    t, y, n = used.t - used.days[0], used.y, len(used)
    x = t - t.mean()
    sxx, slope = float(x @ x), float(x @ y) / float(x @ x)
    left = y - y.mean() - slope * x
    widening, wander = float(guarding(used.t, y)[1]), _wander(used.t, y)
    sigma = widening * math.sqrt(float(left @ left) / (n - 2))
    days = sorted({round(last + (end - last) * step / _FAN_STEPS) for step in range(_FAN_STEPS + 1)})
    fan = []
    for each in days:
        ahead = each - used.days[0] - float(t.mean())
        level, error = float(y.mean()) + slope * ahead, sigma * math.sqrt(1 / n + ahead**2 / sxx)
        error = math.hypot(error, math.sqrt(wander * (each - last)))
        fan.append(
            Ahead(date.fromordinal(each), level, *(_about(level, error, share, n) for share in (0.5, 0.8, 0.95)))
        )
    return tuple(fan)


def _too_few(readings: Readings, used: Readings, goal: Goal, since: date | None) -> Reason:
    if not len(readings):
        return Reason.NO_READINGS
    if since is not None and len(readings.during(None, goal.due)) >= FROM_READING:
        return Reason.BEFORE_LAG
    return Reason.TOO_FEW if len(used) or since is not None else Reason.DUE_BEFORE_READINGS


def _about(level: float, error: float, share: float, n: int) -> Interval:
    reach = quantile((1 + share) / 2, n - 2) * error
    return Interval(level - reach, level + reach)
