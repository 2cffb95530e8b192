"""When so many items are done, and how many are done by a day, from how many were done in each recent period.

Bayesian bootstrap (Rubin 1981, The Annals of Statistics 9:130-134) of the recent periods, and one regime factor for
each simulated path: exp(N(0, s²)), s² = ln(1 + (c·se/mean)²), se = sd/√n. The bootstrap allows for a short history,
the factor for coming weeks that run at another speed than those looked at. A plain bootstrap is sure of itself: its
P85 comes true in two thirds to three quarters of all cases, with c = 1.5 it does in 85 % (`bench_calibration`).

The Bayesian bootstrap is drawn as a Pólya urn (Blackwell & MacQueen 1973): every draw goes back with a copy of itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import log1p, sqrt
from typing import TYPE_CHECKING, Final

import numpy as np

from deliverydesk.analysis.forecast.percentiles import at_least, latest
from deliverydesk.analysis.forecast.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

FEWEST_PERIODS: Final = 6
"""A shorter history has no P85."""
_DONE: Final = 1e-9
_MOST: Final = 1e9
"""A greater count, or number of items, is a slip and no count."""


@dataclass(frozen=True, slots=True)
class Method:
    """How paths are drawn. The defaults are what the calibration was measured with."""

    c: float = 1.5
    """How many standard errors of the mean speed the regime factor is worth; 0 for none."""
    bayesian: bool = True
    """False for the plain bootstrap, to compare with."""
    paths: int = 10_000
    seed: int = 1
    horizon: int = 520
    """Periods after which a path is given up."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a forecast rests on."""

    history: tuple[float, ...]
    """Items done in each period, the oldest first; periods with none among them."""
    period_days: int
    start: date
    """The first day of the first period that is forecast."""
    widening: float
    regime: float
    """s, the standard deviation of the logarithm of the regime factor."""
    method: Method


@dataclass(frozen=True, slots=True)
class Periods:
    """Percentiles of the number of periods; None beyond the horizon."""

    p50: int | None = None
    p85: int | None = None
    p95: int | None = None


@dataclass(frozen=True, slots=True)
class When:
    """In how many periods so many items are done."""

    basis: Basis
    items: float
    periods: Periods = Periods()
    chances: tuple[float, ...] = ()
    """The share of paths that are done within 0, 1, 2 ... periods."""
    growth: tuple[float, float] = (1.0, 1.0)
    grown: Periods | None = None
    """The same if the number of items grows by a factor evenly distributed over `growth`; None without growth."""
    reason: Reason | None = None

    def day(self, periods: int | None) -> date | None:
        """The last day of so many periods; the day before the start for 0."""
        if periods is None:
            return None
        return self.basis.start + timedelta(days=periods * self.basis.period_days - 1)

    def chance(self, by: date) -> float | None:
        """The chance, 0 to 1, to be done by the end of a day; whole periods count. None where there is no forecast."""
        if not self.chances:
            return None
        within = whole_periods(self.basis, by)
        return self.chances[min(within, len(self.chances) - 1)] if within >= 0 else 0.0


@dataclass(frozen=True, slots=True)
class HowMany:
    """How many items are done by a day, at least, with a probability of 50, 85 and 95 %."""

    basis: Basis
    by: date
    periods: int
    """Whole periods from the start to that day."""
    p50: int | None = None
    p85: int | None = None
    """The 15th percentile of the paths."""
    p95: int | None = None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Stability:
    """The older half of a history against the newer one."""

    before: float
    """Mean per period in the older half; a middle period belongs to neither."""
    after: float
    chance: float
    """How often two halves drawn at random would differ at least as much."""

    @property
    def drifts(self) -> bool:
        """True where that happens in at most one of ten cases: the past is then a poor guide."""
        return self.chance <= 0.1


def when(
    history: Sequence[float],
    items: float,
    start: date,
    *,
    period_days: int = 7,
    widening: float = 1.0,
    growth: tuple[float, float] = (1.0, 1.0),
    method: Method = Method(),
) -> When:
    """When `items` are done, work beginning on `start`.

    `widening` multiplies c, as a team's own record of forecasts suggests. Equal arguments give equal bits.
    """
    basis = _basis(history, period_days, start, widening, method)
    low, high = growth
    reason = _refused(history, widening)
    if reason is None and not 0 <= items <= _MOST:
        reason = Reason.NOT_A_NUMBER
    if reason is None and not 0 < low <= high <= _MOST:
        reason = Reason.BAD_RANGE
    if reason is not None:
        return When(basis, items, growth=growth, reason=reason)
    rng = np.random.default_rng(method.seed)
    needs = np.full((1 + (growth != (1.0, 1.0)), method.paths), items, dtype=np.float64)
    if len(needs) > 1:
        needs[1] *= rng.uniform(low, high, method.paths)
    ended = periods_needed(basis, needs, rng)
    plain = _periods(ended[0], method)
    return When(
        basis,
        items,
        plain,
        _chances(ended[0], method),
        growth,
        _periods(ended[1], method) if len(ended) > 1 else None,
        Reason.BEYOND_HORIZON if plain.p95 is None else None,
    )


def how_many(
    history: Sequence[float],
    by: date,
    start: date,
    *,
    period_days: int = 7,
    widening: float = 1.0,
    method: Method = Method(),
) -> HowMany:
    """How many items are done from `start` to `by`; a period that is not over by then does not count."""
    basis = _basis(history, period_days, start, widening, method)
    periods = whole_periods(basis, by)
    reason = _refused(history, widening) or (Reason.LESS_THAN_A_PERIOD if periods < 1 else None)
    if reason is None and periods > method.horizon:
        reason = Reason.BEYOND_HORIZON
    if reason is not None:
        return HowMany(basis, by, max(periods, 0), reason=reason)
    done = np.floor(amounts(basis, periods, np.random.default_rng(method.seed)) + _DONE)
    p50, p85, p95 = (int(at_least(done, p)) for p in (0.5, 0.85, 0.95))
    return HowMany(basis, by, periods, p50, p85, p95)


def periods_needed(basis: Basis, needs: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.int32]:
    """In how many periods each path does what it needs: `needs` and the answer are (kinds, paths).

    Kinds share their draws; a path that does not end has horizon + 1.
    """
    ended = np.full(needs.shape, basis.method.horizon + 1, dtype=np.int32)
    left = needs / _factors(basis, rng)
    ended[left <= _DONE] = 0
    alive = np.flatnonzero((left > _DONE).any(axis=0))
    left, urn = left[:, alive], _Urn(basis, len(alive), rng)
    for period in range(1, basis.method.horizon + 1):
        if not len(alive):
            break
        before = left > _DONE
        left -= urn.draw()
        kinds, at = np.nonzero(before & (left <= _DONE))
        ended[kinds, alive[at]] = period
        going: NDArray[np.bool_] = np.any(left > _DONE, axis=0)
        if np.count_nonzero(going) < 0.75 * len(alive):
            alive, left = alive[going], left[:, going]
            urn.keep(going)
    return ended


def amounts(basis: Basis, periods: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """What each path does in so many periods."""
    factors, urn = _factors(basis, rng), _Urn(basis, basis.method.paths, rng)
    return np.sum([urn.draw() for _ in range(periods)], axis=0) * factors  # type: ignore[no-any-return]


def course(basis: Basis, periods: int) -> tuple[tuple[int, int, int], ...]:
    """How many items are done at least, with 50, 85 and 95 %, within 1, 2 ... so many periods: all on the same paths.

    Each is what `how_many` says of that period. Empty for a history that a forecast refuses.
    """
    if _refused(basis.history, basis.widening) is not None:
        return ()
    rng = np.random.default_rng(basis.method.seed)
    factors, urn = _factors(basis, rng), _Urn(basis, basis.method.paths, rng)
    so_far, found = np.zeros(basis.method.paths), []
    for _ in range(periods):
        so_far += urn.draw()
        done = np.floor(so_far * factors + _DONE)
        p50, p85, p95 = (int(at_least(done, p)) for p in (0.5, 0.85, 0.95))
        found.append((p50, p85, p95))
    return tuple(found)


def regime_deviation(history: Sequence[float], c: float) -> float:
    """The regime factor's s = √ln(1 + (c·se/mean)²), se from the sample's standard deviation; 0 without a mean."""
    counts = np.asarray(history, dtype=np.float64)
    mean = float(counts.mean()) if len(counts) > 1 else 0.0
    if mean <= 0:
        return 0.0
    return sqrt(log1p((c * float(counts.std(ddof=1)) / sqrt(len(counts)) / mean) ** 2))


def stability(history: Sequence[float], seed: int = 1) -> Stability | None:
    """Whether the older and the newer half differ more than halves drawn at random do; None below 6 periods.

    A permutation test of the difference of means, on 2,000 draws.
    """
    if _refused(history) not in (None, Reason.ALL_ZERO):
        return None
    counts = np.asarray(history, dtype=np.float64)
    half = len(counts) // 2
    before, after = float(counts[:half].mean()), float(counts[-half:].mean())
    drawn = np.random.default_rng(seed).permuted(np.tile(counts, (2000, 1)), axis=1)
    differences = np.abs(drawn[:, :half].mean(axis=1) - drawn[:, -half:].mean(axis=1))
    return Stability(before, after, float(np.mean(differences >= abs(after - before) - _DONE)))


def counts_before(finished: Iterable[date], today: date, *, first: date, at_most: int = 20) -> tuple[int, ...]:
    """How many were finished in each whole week, Monday to Sunday, before the week of `today`, the oldest first.

    From the first whole week after `first` on, a week with none among them, and of these the last `at_most`.
    """
    end = today.toordinal() - today.weekday()
    begin = first.toordinal() + (-first.weekday()) % 7
    weeks = min(max((end - begin) // 7, 0), at_most)
    counts = [0] * weeks
    for day in finished:
        at = weeks + (day.toordinal() - end) // 7
        if 0 <= at < weeks:
            counts[at] += 1
    return tuple(counts)


def whole_periods(basis: Basis, by: date) -> int:
    """How many periods from the start are over at the end of a day; negative for days before the start."""
    return ((by - basis.start).days + 1) // basis.period_days


class _Urn:
    """Draws one period for every path at a time; with the Bayesian bootstrap what was drawn is in it once more."""

    def __init__(self, basis: Basis, paths: int, rng: np.random.Generator) -> None:
        self._history = np.asarray(basis.history, dtype=np.float32)
        self._rng, self._bayesian = rng, basis.method.bayesian
        self._drawn = np.empty((16 if self._bayesian else 0, paths), dtype=np.float32)
        self._paths, self._draws = paths, 0

    def draw(self) -> NDArray[np.float32]:
        """What the next period brings, one for each path."""
        n = len(self._history)
        at = self._rng.integers(0, n + (self._draws if self._bayesian else 0), self._paths, dtype=np.int32)
        drawn = self._history.take(np.minimum(at, n - 1))
        if self._bayesian:
            again = np.flatnonzero(at >= n)
            drawn[again] = self._drawn[at[again] - n, again]
            if self._draws == len(self._drawn):
                self._drawn = np.concatenate([self._drawn, np.empty_like(self._drawn)])
            self._drawn[self._draws] = drawn
            self._draws += 1
        return drawn

    def keep(self, paths: NDArray[np.bool_]) -> None:
        """Go on with some of the paths alone."""
        self._drawn = self._drawn[:, paths]
        self._paths = int(np.count_nonzero(paths))


def _basis(history: Sequence[float], period_days: int, start: date, widening: float, method: Method) -> Basis:
    known = tuple(float(count) for count in history)
    deviation = 0.0 if _refused(history, widening) else regime_deviation(known, method.c * widening)
    return Basis(known, period_days, start, widening, deviation, method)


def _refused(history: Sequence[float], widening: float = 1.0) -> Reason | None:
    if not all(0 <= count <= _MOST for count in history) or not 0 <= widening <= _MOST:  # false for what is no number
        return Reason.NOT_A_NUMBER
    if len(history) < FEWEST_PERIODS:
        return Reason.TOO_FEW
    return None if any(history) else Reason.ALL_ZERO


def _factors(basis: Basis, rng: np.random.Generator) -> NDArray[np.float64]:
    return np.exp(basis.regime * rng.standard_normal(basis.method.paths))


def _periods(ended: NDArray[np.int32], method: Method) -> Periods:
    found = (int(latest(ended, p)) for p in (0.5, 0.85, 0.95))
    return Periods(*(each if each <= method.horizon else None for each in found))


def _chances(ended: NDArray[np.int32], method: Method) -> tuple[float, ...]:
    known = ended[ended <= method.horizon]
    counts = np.bincount(known) if len(known) else np.zeros(1, dtype=np.int64)
    return tuple((np.cumsum(counts) / len(ended)).tolist())
