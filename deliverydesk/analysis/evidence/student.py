"""Student's t and the normal distribution over arrays. scipy is imported at the first use: it costs 0.2 s."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

KNOWN = math.inf
"""Degrees of freedom where the noise is known: the normal distribution."""


def below(x: ArrayLike, df: ArrayLike) -> Floats:
    """P(T ≤ x) of Student's t with `df` degrees of freedom, all infinite or none; arrays broadcast, NaN stays NaN."""
    from scipy.special import ndtr, stdtr

    x, df = np.asarray(x, float), np.asarray(df, float)
    if np.isinf(df).all():
        return np.asarray(ndtr(x), float)
    # At infinite x the series of stdtr is no number; beyond 1e100 nothing changes.
    return np.asarray(stdtr(df, np.minimum(np.maximum(x, -1e100), 1e100)), float)


@cache
def quantile(share: float, df: float) -> float:
    """The x with P(T ≤ x) = `share`, 0 < share < 1."""
    from scipy.special import ndtri, stdtrit

    return float(ndtri(share) if math.isinf(df) else stdtrit(df, share))


def between(low: ArrayLike, high: ArrayLike, centre: ArrayLike, scale: ArrayLike, df: ArrayLike) -> Floats:
    """P(low ≤ centre + scale T ≤ high); either end may be infinite."""
    centre, scale = np.asarray(centre, float), np.asarray(scale, float)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        from_low, from_high = (centre - np.asarray(low)) / scale, (centre - np.asarray(high)) / scale
    # As tails below, so that a small probability keeps its digits; rounding makes none negative.
    return np.asarray(np.maximum(below(from_low, df) - below(from_high, df), 0.0))
