"""Trend without a model: Mann-Kendall with its exact null distribution, and the Theil-Sen slope.

Mann 1945, Kendall 1975, Theil 1950, Sen 1968. For up to EXACT_UP_TO readings p is exact, ties among the values
included: all orders of the values being alike, S = pairs − 2 × inversions of a permutation of a multiset, whose numbers
are the coefficients of the q-multinomial [n]!/∏[tᵢ]!. Beyond, S is taken for normal with the variance for ties and a
correction for continuity.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from deliverydesk.analysis.evidence.reasons import Reason

if TYPE_CHECKING:
    from deliverydesk.analysis.evidence.readings import Readings
    from deliverydesk.analysis.evidence.student import Floats

EXACT_UP_TO = 12
MIN_READINGS = 3


@dataclass(frozen=True, slots=True)
class Trend:
    """What pairs of readings say. What cannot be said is None and has a reason."""

    reason: Reason | None = None
    n: int = 0
    s: int = 0
    """Rising pairs minus falling pairs."""
    z: float = 0.0
    """S in standard deviations, corrected for continuity."""
    p: float | None = None
    """Two-sided P(|S| at least so great) if nothing changes."""
    exact: bool = False
    ties: bool = False
    slope: float | None = None
    """Theil-Sen: the median of the slopes of all pairs, in units per day."""
    intercept: float | None = None
    """median(value) − slope × median(day), as Conover has it."""


def trend_of(readings: Readings) -> Trend:
    """The trend of a series, of at least three readings."""
    return trend(readings.t, readings.y)


def trend(days: Floats, values: Floats) -> Trend:
    """The trend of n values at n ascending days."""
    n = len(values)
    if n < MIN_READINGS:
        return Trend(Reason.TOO_FEW if n else Reason.NO_READINGS, n)
    first, second = np.triu_indices(n, 1)
    rises = values[second] - values[first]
    slopes = rises / (days[second] - days[first])
    slope = float(np.median(slopes))
    intercept = float(np.median(values) - slope * np.median(days))
    s = int(np.sign(rises).sum())
    counts = tuple(sorted(count for count in Counter(values.tolist()).values() if count > 1))
    if counts == (n,):
        return Trend(Reason.NO_VARIATION, n, ties=True, slope=0.0, intercept=float(values[0]))
    z = z_of(s, n, counts)
    exact = n <= EXACT_UP_TO
    p = exact_p(s, n, counts) if exact else math.erfc(abs(z) / math.sqrt(2))
    return Trend(None, n, s, z, p, exact, bool(counts), slope, intercept)


def variance_of(n: int, ties: tuple[int, ...] = ()) -> float:
    """Variance of S without a trend: [n(n−1)(2n+5) − Σ t(t−1)(2t+5)]/18 for tied groups of sizes t."""
    return (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18


def z_of(s: int, n: int, ties: tuple[int, ...] = ()) -> float:
    """(S − sign S)/√variance; 0 for S = 0."""
    return (s - math.copysign(1, s)) / math.sqrt(variance_of(n, ties)) if s else 0.0


def exact_p(s: int, n: int, ties: tuple[int, ...] = ()) -> float:
    """Two-sided P(|S| ≥ |s|) over all orders of n values with tied groups of these sizes."""
    orders = _inversions(n, ties)
    pairs = len(orders) - 1
    alike = sum(count for inversions, count in enumerate(orders) if abs(pairs - 2 * inversions) >= abs(s))
    return alike / sum(orders)


@lru_cache(maxsize=256)
def _inversions(n: int, ties: tuple[int, ...]) -> tuple[int, ...]:
    """How many orders of the multiset have 0, 1, 2, ... inversions."""
    counts = [1]
    for size in range(2, n + 1):
        counts = _times(counts, size)
    for group in ties:
        for size in range(2, group + 1):
            counts = _divided(counts, size)
    return tuple(counts)


def _times(counts: list[int], size: int) -> list[int]:
    """The polynomial times 1 + q + ... + q^(size−1)."""
    out = [0] * (len(counts) + size - 1)
    for at, count in enumerate(counts):
        for shift in range(size):
            out[at + shift] += count
    return out


def _divided(counts: list[int], size: int) -> list[int]:
    """The polynomial divided by 1 + q + ... + q^(size−1), which goes without a rest."""
    out: list[int] = []
    for at in range(len(counts) - size + 1):
        out.append(counts[at] - sum(out[max(at - size + 1, 0) : at]))
    return out
