"""Whether kept forecasts came true: how often, how far off, and how much wider a team's forecasts ought to be.

A forecast of a day counts once that day has passed, whatever became of the work: work that is still open then has
missed it. Counting only what is finished would flatter, and so would forgetting what was cancelled.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, comb, erfc, inf, isfinite, log, sqrt
from typing import TYPE_CHECKING, Final

from deliverydesk.analysis.forecast.percentiles import order_statistic
from deliverydesk.analysis.forecast.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

FEWEST: Final = 20
"""Of fewer forecasts that came due nothing is said."""
MOST_WIDENING: Final = 3.0
_STEP: Final = 0.05
_BINS: Final = 10
_Z90: Final = 1.6448536269514722


@dataclass(frozen=True, slots=True)
class Entry:
    """One kept forecast, and what became of what it was about."""

    made: date
    p50: date | None = None
    p85: date | None = None
    p95: date | None = None
    by: date | None = None
    chance: float | None = None
    """That it is done by the end of `by`."""
    ended: date | None = None
    """When it was done."""
    cancelled: bool = False
    team: int | None = None
    widening: float = 1.0
    """What the spread was multiplied by when it was made."""


@dataclass(frozen=True, slots=True)
class QuantileScore:
    """How often days of one percentile were kept."""

    p: float
    n: int = 0
    """Forecasts whose day has passed, without what was cancelled."""
    hits: int = 0
    """Those of them that were done by then."""
    cancelled: int = 0
    """Cancelled work whose day has passed."""
    coverage: float | None = None
    """hits / n, which ought to be `p`."""
    range: tuple[float, float] | None = None
    """Where the true share lies with 90 % confidence (Wilson 1927)."""
    with_cancelled: float | None = None
    """The share if cancelled work counts as late."""
    pinball: float | None = None
    """Mean pinball loss in days, of what is done (Koenker & Bassett 1978): the lower, the sharper."""
    kupiec: float | None = None
    """How likely a share at least this far from `p` is if `p` is right (Kupiec 1995), 0 to 1."""
    overconfident: float | None = None
    """How likely so few hits are if `p` is right, 0 to 1: small where the forecasts are too narrow."""
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts of nearly the same chance: a point of the calibration chart."""

    low: float
    high: float
    n: int
    chance: float
    """The mean of what was forecast, 0 to 1."""
    share: float
    """The share that came true, 0 to 1."""


@dataclass(frozen=True, slots=True)
class ChanceScore:
    """How well chances were told."""

    n: int = 0
    cancelled: int = 0
    brier: float | None = None
    """Mean (chance − outcome)² (Brier 1950): 0 is perfect, 0.25 is a coin."""
    base_rate: float | None = None
    """The share that came true; always telling it would score base_rate · (1 − base_rate)."""
    bins: tuple[Bin, ...] = ()
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """The hit record of kept forecasts."""

    p50: QuantileScore
    p85: QuantileScore
    p95: QuantileScore
    chances: ChanceScore
    pending: int = 0
    """Forecasts of which no day has passed."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a team's forecasts ought to be widened by, by its own record."""

    team: int | None
    n: int
    now: float
    proposed: float | None = None
    """The smallest widening at which 85 % of the P85 had been kept, 1 to 3: forecasts are never made narrower."""
    reason: Reason | None = None


def record_of(entries: Iterable[Entry], today: date) -> Record:
    """Score everything that has come due before `today`."""
    known = list(entries)
    return Record(
        quantile_score([(each, each.p50) for each in known], 0.5, today),
        quantile_score([(each, each.p85) for each in known], 0.85, today),
        quantile_score([(each, each.p95) for each in known], 0.95, today),
        chance_score(known, today),
        sum(
            not any(day is not None and day < today for day in (each.p50, each.p85, each.p95, each.by))
            for each in known
        ),
    )


def quantile_score(days: Iterable[tuple[Entry, date | None]], p: float, today: date) -> QuantileScore:
    """Score the days that a share `p` of all was to be done by."""
    due = [(each, day) for each, day in days if day is not None and day < today]
    counted = [(each, day) for each, day in due if not each.cancelled]
    n, cancelled = len(counted), len(due) - len(counted)
    hits = sum(each.ended is not None and each.ended <= day for each, day in counted)
    if n < FEWEST:
        return QuantileScore(p, n, hits, cancelled, reason=Reason.TOO_FEW_RESOLVED)
    losses = [pinball((each.ended - day).days, p) for each, day in counted if each.ended is not None]
    return QuantileScore(
        p,
        n,
        hits,
        cancelled,
        hits / n,
        wilson(hits, n),
        hits / (n + cancelled),
        sum(losses) / len(losses) if losses else None,
        kupiec(hits, n, p),
        lower_tail(hits, n, p),
    )


def chance_score(entries: Iterable[Entry], today: date) -> ChanceScore:
    """Score the chances whose day has passed; cancelled work counts as not done."""
    due = [
        (each.chance, float(each.ended is not None and each.ended <= each.by), each.cancelled)
        for each in entries
        if each.chance is not None and each.by is not None and each.by < today and 0 <= each.chance <= 1
    ]
    n, cancelled = len(due), sum(gone for _, _, gone in due)
    if n < FEWEST:
        return ChanceScore(n, cancelled, reason=Reason.TOO_FEW_RESOLVED)
    pairs = [(chance, came) for chance, came, _ in due]
    brier = sum((chance - came) ** 2 for chance, came in pairs) / n
    return ChanceScore(n, cancelled, brier, sum(came for _, came in pairs) / n, _bins(pairs))


def correction(entries: Iterable[Entry], today: date, now: float = 1.0, team: int | None = None) -> Correction:
    """The widening at which a team's P85 would have been kept as often as it says.

    An actual duration lies z = ln(actual / P50) / ln(P85 / P50) spreads above the middle, durations from the day the
    forecast was made; wider by z it would just have been kept. The proposal is the order statistic of z at 85 %, times
    the widening of that time, a step of 0.05 upwards. Work still open after its P85 is later than any.
    """
    needed = []
    for each in entries:
        if each.p50 is None or each.p85 is None or each.p85 >= today or each.cancelled:
            continue
        middle, late = ((day - each.made).days for day in (each.p50, each.p85))
        if 0 < middle < late:
            actual = inf if each.ended is None else max((each.ended - each.made).days, 1)
            needed.append(each.widening * log(actual / middle) / log(late / middle) if isfinite(actual) else inf)
    if len(needed) < FEWEST:
        return Correction(team, len(needed), now, reason=Reason.TOO_FEW_RESOLVED)
    # A finite stand-in: work that is still open is later than any, and more than the most is not proposed anyway.
    found = order_statistic([min(each, 2 * MOST_WIDENING) for each in needed], 0.85).value
    assert found is not None
    proposed = min(max(ceil(found / _STEP - 1e-9) * _STEP, 1.0), MOST_WIDENING)
    return Correction(team, len(needed), now, round(proposed, 2))


def pinball(late: float, p: float) -> float:
    """The loss of a quantile when the truth is so much later than it: p·late, or (p − 1)·late where it is earlier."""
    return max(p * late, (p - 1) * late)


def kupiec(hits: int, n: int, p: float) -> float:
    """Kupiec's test of unconditional coverage: the likelihood ratio against a χ² of one degree of freedom."""
    ratio = -2 * (_likelihood(hits, n, p) - _likelihood(hits, n, hits / n))
    return erfc(sqrt(max(ratio, 0.0) / 2))


def lower_tail(hits: int, n: int, p: float) -> float:
    """The binomial probability of at most so many hits."""
    return min(sum(comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(hits + 1)), 1.0)


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Wilson's interval for a share, 90 %."""
    share, square = hits / n, _Z90**2
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = _Z90 / (1 + square / n) * sqrt(share * (1 - share) / n + square / (4 * n * n))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def _likelihood(hits: int, n: int, p: float) -> float:
    """The logarithm, with 0·ln 0 = 0."""
    return (hits * log(p) if hits else 0.0) + ((n - hits) * log(1 - p) if n > hits else 0.0)


def _bins(pairs: Sequence[tuple[float, float]]) -> tuple[Bin, ...]:
    found = []
    for at in range(_BINS):
        inside = [pair for pair in pairs if min(int(pair[0] * _BINS + 1e-9), _BINS - 1) == at]
        if inside:
            chance, share = (sum(each) / len(inside) for each in zip(*inside, strict=True))
            found.append(Bin(at / _BINS, (at + 1) / _BINS, len(inside), chance, share))
    return tuple(found)
