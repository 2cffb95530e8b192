"""What an estimate of low, likely and high says about the effort: mean, variance, and draws of it.

With both ends it is the PERT distribution, a beta distribution between them (Malcolm, Roseboom, Clark & Fazar 1959,
Operations Research 7:646-669). With a likely estimate alone it is lognormal, as far off as estimates have been.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import ceil, isfinite, log
from statistics import NormalDist
from typing import TYPE_CHECKING, Final

import numpy as np

from deliverydesk.analysis.forecast.percentiles import order_statistic
from deliverydesk.analysis.forecast.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

ENOUGH_RATIOS: Final = 20
"""Finished items from which on their own ratio of actual to estimated goes before the common one."""
BINS: Final = 4096
"""Quantiles in a table to draw from: the middles of so many bins of equal probability."""
_BITS: Final = 4
"""By how many bits a random number of 16 is more than a bin's."""
_Z85: Final = NormalDist().inv_cdf(0.85)


class SpreadBasis(StrEnum):
    """Where a spread comes from."""

    COMMON = "common"
    """The 85th percentile of actual over estimated effort in 10,266 tasks (the SiP data set): 1.7."""
    SPENT = "spent"
    """Money spent over cost estimated, of the portfolio's finished work."""
    DURATION = "duration"
    """Working days taken over working days planned, of the portfolio's finished work."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How actual effort lies about a likely estimate, as a ratio of the two."""

    median: float = 1.0
    p85: float = 1.7
    n: int = 0
    """How many finished items it rests on; 0 for the common one."""
    basis: SpreadBasis = SpreadBasis.COMMON

    @property
    def sigma(self) -> float:
        """The standard deviation of the ratio's logarithm."""
        return log(self.p85 / self.median) / _Z85


def spread_of(ratios: Mapping[SpreadBasis, Sequence[float]]) -> Spread:
    """The first basis with enough ratios, median and P85 as order statistics; else the common spread.

    A ratio that is not above 0 says nothing and does not count.
    """
    for basis, known in ratios.items():
        sound = [ratio for ratio in known if isfinite(ratio) and ratio > 0]
        median, p85 = order_statistic(sound, 0.5).value, order_statistic(sound, 0.85).value
        if len(sound) >= ENOUGH_RATIOS and median is not None and p85 is not None:
            return Spread(median, p85, len(sound), basis)
    return Spread()


def pert_mean(low: float, likely: float, high: float) -> float:
    """(low + 4·likely + high) / 6, in the estimate's unit."""
    return (low + 4 * likely + high) / 6


def pert_variance(low: float, high: float) -> float:
    """((high − low) / 6)², in the estimate's unit squared."""
    return ((high - low) / 6) ** 2


def problem_of(low: float | None, likely: float | None, high: float | None) -> Reason | None:
    """Why nothing can be drawn from an estimate: it must be 0 ≤ low ≤ likely ≤ high, either end may be missing."""
    if likely is None:
        return Reason.NO_ESTIMATE
    ends = (0.0 if low is None else low, likely, likely if high is None else high)
    sound = all(isfinite(end) for end in ends) and 0 <= ends[0] <= ends[1] <= ends[2]
    return None if sound else Reason.BAD_RANGE


@dataclass(frozen=True, slots=True, eq=False)
class Distribution:
    """Efforts to draw from: offset + scale × one of `table`, all of equal probability. Tables are shared."""

    offset: float
    scale: float
    table: NDArray[np.float32]
    """BINS ascending quantiles. Not to be written to."""

    @property
    def quantiles(self) -> NDArray[np.float32]:
        """The efforts themselves, ascending, in the estimate's unit."""
        return np.float32(self.offset) + np.float32(self.scale) * self.table


def distribution(
    low: float | None, likely: float, high: float | None, spread: Spread, widening: float = 1.0
) -> Distribution:
    """Between low and high where both are given; else about `likely` by the spread, its sigma times `widening`.

    The estimate must be sound, see `problem_of`.
    """
    if low is None or high is None:
        return Distribution(0.0, likely * spread.median, _lognormal(spread.sigma * widening))
    if low == high:
        return Distribution(likely, 0.0, _pert(0.5))
    return Distribution(low, high - low, _pert((likely - low) / (high - low)))


def expected(low: float | None, likely: float, high: float | None, spread: Spread) -> float:
    """The middle of the effort: PERT's mean between two ends, else the spread's median."""
    return likely * spread.median if low is None or high is None else pert_mean(low, likely, high)


class Draws:
    """Draws of many paths from tables of quantiles, equal bits for an equal seed.

    A table look-up by 12 random bits costs a sixth of drawing normal numbers and taking their exponential.
    """

    def __init__(self, seed: int, paths: int) -> None:
        self._bits = np.random.SFC64(seed)
        self._paths = paths
        self._at = np.empty(paths, dtype=np.intp)

    def take(self, effort: Distribution, out: NDArray[np.float32]) -> None:
        """Fill `out` with an effort for each path."""
        raw = self._bits.random_raw(ceil(self._paths / 4)).view(np.uint16)[: self._paths]
        np.right_shift(raw, _BITS, out=raw)
        np.copyto(self._at, raw, casting="unsafe")
        np.take(effort.table, self._at, out=out, mode="clip")
        np.multiply(out, np.float32(effort.scale), out=out)
        if effort.offset:
            np.add(out, np.float32(effort.offset), out=out)


@lru_cache(maxsize=256)
def _lognormal(sigma: float) -> NDArray[np.float32]:
    return np.exp(sigma * _normal()).astype(np.float32)


@lru_cache(maxsize=1)
def _normal() -> NDArray[np.float64]:
    inverse = NormalDist().inv_cdf
    return np.array([inverse((at + 0.5) / BINS) for at in range(BINS)])


@lru_cache(maxsize=512)
def _pert(mode: float) -> NDArray[np.float32]:
    """Quantiles of the beta distribution on 0 to 1 with shape 1 + 4·mode and 5 − 4·mode."""
    ends = np.linspace(0.0, 1.0, 1025)
    middles = (ends[1:] + ends[:-1]) / 2
    density = middles ** (4 * mode) * (1 - middles) ** (4 - 4 * mode)
    shares = np.concatenate([[0.0], np.cumsum(density)]) / density.sum()
    return np.interp((np.arange(BINS) + 0.5) / BINS, shares, ends).astype(np.float32)
