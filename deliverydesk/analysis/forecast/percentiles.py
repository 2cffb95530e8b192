"""Percentiles that keep their promise: of few observed values, and of simulated paths."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, isfinite
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from deliverydesk.analysis.forecast.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_ROUNDING: Final = 1e-9
"""0.85 × 20 must be 17 and not 17.000000000000004."""
_CELLS: Final = 512


@dataclass(frozen=True, slots=True)
class Percentile:
    """The value that the next one does not exceed with probability `p`, or why there is none."""

    p: float
    n: int
    """How many values it rests on."""
    value: float | None = None
    needed: int = 0
    """The fewest values that give one."""
    reason: Reason | None = None


def order_statistic(values: Sequence[float], p: float) -> Percentile:
    """The ⌈p(n+1)⌉-th smallest of n past values, in their unit.

    The k-th smallest of n exchangeable values covers the next one with probability k/(n+1); an interpolated
    percentile of the same values covers it less often (85 % of 6 values: 75 %). Raises ValueError where p is not
    between 0 and 1.
    """
    needed, n = fewest(p), len(values)
    if not all(isfinite(value) for value in values):
        return Percentile(p, n, needed=needed, reason=Reason.NOT_A_NUMBER)
    k = max(ceil(p * (n + 1) - _ROUNDING), 1)
    if k > n:
        return Percentile(p, n, needed=needed, reason=Reason.TOO_FEW)
    return Percentile(p, n, float(sorted(values)[k - 1]), needed)


def fewest(p: float) -> int:
    """The fewest values that have a percentile: 1 for the median, 6 for P85, 19 for P95."""
    if not 0 < p < 1:
        raise ValueError(f"A percentile is between 0 and 1, not {p}.")
    return ceil(p / (1 - p) - _ROUNDING)


def latest(paths: NDArray[Any], p: float) -> float:
    """The smallest of the simulated values that a share `p` of all does not exceed: for times."""
    return float(latest_of(paths, [p])[0])


def at_least(paths: NDArray[Any], p: float) -> float:
    """The greatest of the simulated values that a share `p` of all reaches: for amounts."""
    return -latest(-paths, p)


def latest_of(paths: NDArray[Any], shares: Sequence[float]) -> NDArray[Any]:
    """`latest` for several shares, exactly: a histogram finds the neighbourhood, and only that is sorted.

    A third of what `np.partition` takes for three shares of 10,000 values.
    """
    n = len(paths)
    ranks = [min(max(ceil(p * n - _ROUNDING), 1), n) - 1 for p in shares]
    low, high = paths.min(), paths.max()
    if n < _CELLS or not isfinite(high - low) or high == low:
        return np.sort(paths)[ranks]
    cells = ((paths - low) * ((_CELLS - 1) / (high - low))).astype(np.intp)
    upto = np.cumsum(np.bincount(cells, minlength=_CELLS))
    found = np.empty(len(ranks), dtype=paths.dtype)
    for at, (rank, cell) in enumerate(zip(ranks, np.searchsorted(upto, ranks, side="right").tolist(), strict=True)):
        inside = paths[cells == cell]
        within = rank - (int(upto[cell - 1]) if cell else 0)
        found[at] = np.partition(inside, within)[within]
    return found
