"""What the readings say of an outcome: improving, worsening, flat, or that it cannot be told yet.

Measured at one look: of series without any change 2 to 4 in 100 are called improving or worsening, of those that
change by three standard deviations of their noise 28, 53 and 76 in 100 are seen with 6, 8 and 12 readings.

Readings that resemble each other cry wolf more often, and few of them hardly show that they do. With autocorrelation
.3 and .6 the guard leaves 9 and 20 false verdicts in 100 of 10 and 25 at 12 readings, 10 and 13 of 13 and 30 at 24.
What is known to overlap is to be declared by its window, which thins it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from deliverydesk.analysis.evidence.noise import ROUNDING, noise_of
from deliverydesk.analysis.evidence.reasons import Caution, LeftOut, Reason, Verdict
from deliverydesk.analysis.evidence.slope import (
    PRIOR_SIGMAS,
    Slope,
    inflation_for,
    is_autocorrelated,
    lag_one,
    slope_posterior,
)
from deliverydesk.analysis.evidence.student import KNOWN, below, between, quantile
from deliverydesk.domain.values import Direction

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.analysis.evidence.readings import Readings
    from deliverydesk.analysis.evidence.student import Floats

    Bounds = tuple[float | None, float | None]

MIN_READINGS = 5
"""Under so many there is no verdict."""
FLAT_FROM = 6
SURE = 0.975
FLAT_SURE = 0.90
CAP = 60
"""The greatest number of readings looked at for how many would settle it."""
GUARD_FROM = 12
"""From so many readings on their autocorrelation can be estimated at all."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Two ends, both in the unit of the metric."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with everything that it rests on. What cannot be said is None and has a reason."""

    verdict: Verdict
    reason: Reason | None = None
    n: int = 0
    """Readings that took part."""
    first: date | None = None
    last: date | None = None
    direction: Direction = Direction.UP
    p_good: float | None = None
    """Up and down: P(the slope goes the way wanted). Hold: P(the level at the latest reading is within the bounds)."""
    change: float | None = None
    """Expected change from the first reading to the last, in the unit."""
    change_80: Interval | None = None
    change_95: Interval | None = None
    level: Interval | None = None
    """80 % interval of the level at the latest reading, noise taken out."""
    p_chance: float | None = None
    """Up and down: the two-sided p of the least-squares slope, which unlike `p_good` has no prior in it."""
    p_flat: float | None = None
    """P(|change| ≤ smallest_change)."""
    smallest_change: float | None = None
    sigma: float | None = None
    """Standard deviation of the noise of one reading, in the unit."""
    prior_sigmas: float | None = PRIOR_SIGMAS
    """Prior of the change over the window in standard deviations of the noise; None: flat, as where it is to hold."""
    noise_known: bool = False
    """The noise is that of the denominators and was not estimated."""
    autocorrelation: float | None = None
    """Lag one, of the residuals; None under GUARD_FROM readings."""
    more: int | None = None
    """Further readings that would settle it at the present slope and noise, at the present step."""
    more_reason: Reason | None = None
    cautions: tuple[Caution, ...] = ()


def judge(
    readings: Readings,
    direction: Direction,
    *,
    bounds: Bounds = (None, None),
    smallest_change: float | None = None,
    guard: bool = True,
) -> Judgement:
    """The verdict on a series.

    Up and down: P(slope in the good direction) ≥ .975 improving, ≤ .025 worsening; flat from six readings on where
    P(|change over the window| ≤ smallest_change) ≥ .90; else it cannot be told yet.
    Hold: P(level at the latest reading within `bounds`) ≥ .975 holding, ≤ .025 outside. The level is the least-squares
    line without its noise, Student's t with n − 2 degrees of freedom as in the crash test, which asks the same of the
    due date; single readings may stray beyond the bounds of a level that holds.
    With `guard`, from twelve readings on, an autocorrelation that stands out widens the scale; see `guarding`.
    """
    n = len(readings)
    told = Judgement(
        Verdict.CANNOT_TELL,
        n=n,
        first=readings.first,
        last=readings.last,
        direction=direction,
        smallest_change=smallest_change,
        cautions=_cautions(
            (Caution.THINNED, readings.count_left_out(LeftOut.OVERLAP) > 0),
            (Caution.BASES_INCOMPLETE, readings.bases_incomplete),
        ),
    )
    if n < MIN_READINGS:
        reason = Reason.TOO_FEW if n else Reason.NO_READINGS
        return replace(told, verdict=Verdict.TOO_FEW, reason=reason, more=MIN_READINGS - n)
    noise = noise_of(readings)
    if noise.none:
        return replace(told, reason=Reason.NO_VARIATION, more_reason=Reason.NO_VARIATION)
    days, values = readings.t, readings.y
    r, widening = guarding(days, values)
    inflation = widening if guard else 1.0
    prior = None if direction is Direction.HOLD else PRIOR_SIGMAS
    slope, line = (
        slope_posterior(
            days, values, weights=noise.weights, sigma=noise.sigma, inflation=inflation, prior_sigmas=sigmas
        )
        for sigmas in (prior, None)
    )
    if float(slope.sigma) <= ROUNDING * float(np.abs(values).max()):  # a perfect line, to be held
        return replace(told, reason=Reason.NO_VARIATION, more_reason=Reason.NO_VARIATION)
    told = replace(
        told,
        prior_sigmas=prior,
        change=float(slope.mean) * slope.span,
        change_80=Interval(*map(float, slope.change(0.80))),
        change_95=Interval(*map(float, slope.change(0.95))),
        level=_level(slope, readings.days[-1]),
        sigma=float(slope.sigma),
        noise_known=noise.sigma is not None,
        autocorrelation=float(r) if n >= GUARD_FROM else None,
        cautions=(
            *told.cautions,
            *_cautions((Caution.OVERDISPERSED, noise.overdispersed), (Caution.AUTOCORRELATED, bool(widening > 1))),
        ),
    )
    if direction is Direction.HOLD:
        return _held(told, slope, readings, bounds)
    return _moved(told, slope, line, readings)


def guarding(days: Floats, values: Floats) -> tuple[Floats, Floats]:
    """Lag-one autocorrelation of values (..., n), and what it widens the scale by; 1 where it does not stand out, and
    under GUARD_FROM readings.
    """
    n = len(days)
    if n < GUARD_FROM:
        return np.zeros(values.shape[:-1]), np.ones(values.shape[:-1])
    r = lag_one(days, values)
    return r, np.asarray(np.where(is_autocorrelated(r, n), inflation_for(r), 1.0))


def verdict_for(p_good: Floats, p_flat: Floats | None, n: int) -> Floats:
    """The verdict on up or down of many series at once, as an array of `Verdict.value`."""
    p_good = np.asarray(p_good)
    calls = np.full(p_good.shape, float(Verdict.CANNOT_TELL.value))
    if n < MIN_READINGS:
        calls[...] = Verdict.TOO_FEW.value
        return calls
    if p_flat is not None and n >= FLAT_FROM:
        calls[np.asarray(p_flat) >= FLAT_SURE] = Verdict.FLAT.value
    calls[p_good >= SURE] = Verdict.IMPROVING.value
    calls[p_good <= 1 - SURE] = Verdict.WORSENING.value
    return calls


def readings_needed(n: int, step: float, slope: float, sigma: float, *, known: bool = False) -> int | None:
    """The smallest number of readings, above n, at which P(good) would cross a threshold; None up to CAP.

    Reckoned as if the line went on at `slope` per day with readings every `step` days whose scatter about it is exactly
    `sigma`: then Sxx = step² N(N² − 1)/12, Sxy = slope Sxx, Syy = slope² Sxx + (N − 2) σ².
    """
    counts = np.arange(n + 1, CAP + 1, dtype=float)
    if not len(counts) or slope == 0:
        return None
    sxx = step**2 * counts * (counts**2 - 1) / 12
    k = sxx + ((counts - 1) * step / PRIOR_SIGMAS) ** 2
    mean = abs(slope) * sxx / k
    left = (counts - 2) * sigma**2 + slope**2 * sxx * (1 - sxx / k)
    scale = sigma / np.sqrt(k) if known else np.sqrt(left / ((counts - 1) * k))
    with np.errstate(divide="ignore", invalid="ignore"):
        crossed = below(mean / scale, np.full_like(counts, KNOWN) if known else counts - 1) >= SURE
    return int(counts[crossed.argmax()]) if crossed.any() else None


def _moved(told: Judgement, slope: Slope, line: Slope, readings: Readings) -> Judgement:
    p_up, small = float(slope.p_up()), told.smallest_change
    p_good = p_up if told.direction is Direction.UP else 1 - p_up
    p_flat = float(slope.p_within(small)) if small is not None and small > 0 else None
    calls = verdict_for(np.array([p_good]), None if p_flat is None else np.array([p_flat]), told.n)
    p_line = float(line.p_up())
    told = replace(
        told, verdict=Verdict(int(calls[0])), p_good=p_good, p_chance=2 * min(p_line, 1 - p_line), p_flat=p_flat
    )
    if told.verdict is not Verdict.CANNOT_TELL:
        small_only = told.verdict is not Verdict.FLAT and p_flat is not None and p_flat >= FLAT_SURE
        return replace(
            told, more_reason=Reason.SETTLED, cautions=(*told.cautions, *_cautions((Caution.SMALL, small_only)))
        )
    step = readings.step or 1.0
    sigma = float(line.sigma * line.inflation)
    needed = readings_needed(told.n, step, float(line.mean), sigma, known=told.noise_known)
    return _with_more(told, needed)


def _held(told: Judgement, slope: Slope, readings: Readings, bounds: Bounds) -> Judgement:
    low = -math.inf if bounds[0] is None else bounds[0]
    high = math.inf if bounds[1] is None else bounds[1]
    if math.isinf(low) and math.isinf(high):
        return replace(told, reason=Reason.NO_BOUNDS, more_reason=Reason.NO_BOUNDS)
    level, scale = map(float, slope.level_at(readings.days[-1]))
    inside = float(between(low, high, level, scale, slope.df))
    told = replace(told, p_good=inside)
    if SURE > inside > 1 - SURE:
        # The level staying where it is: its scale shrinks as readings come in, and with it the doubt.
        n = np.arange(told.n + 1, CAP + 1, dtype=float)
        shares = 1 / n + ((n - 1) / 2) ** 2 / (n * (n**2 - 1) / 12)
        sigma, df = float(slope.sigma * slope.inflation), np.full_like(n, KNOWN) if told.noise_known else n - 2
        later = between(low, high, level, sigma * np.sqrt(shares), df)
        settled = (later >= SURE) | (later <= 1 - SURE)
        return _with_more(told, int(n[settled.argmax()]) if settled.any() else None)
    verdict = Verdict.HOLDING if inside >= SURE else Verdict.OUTSIDE
    return replace(told, verdict=verdict, more_reason=Reason.SETTLED)


def _with_more(told: Judgement, needed: int | None) -> Judgement:
    if needed is None:
        return replace(told, more_reason=Reason.BEYOND_CAP)
    return replace(told, more=needed - told.n)


def _level(slope: Slope, day: int) -> Interval:
    level, scale = map(float, slope.level_at(day))
    reach = quantile(0.9, slope.df) * scale
    return Interval(level - reach, level + reach)


def _cautions(*told: tuple[Caution, bool]) -> tuple[Caution, ...]:
    return tuple(caution for caution, applies in told if applies)
