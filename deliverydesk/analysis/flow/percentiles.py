"""The percentile of a small sample that holds for the next value, and the one that counts what is not over yet."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence


def least_n(p: float) -> int:
    """How many values the order statistic of `p` needs: 1 for .5, 6 for .85, 19 for .95."""
    return math.ceil(p / (1 - p) - 1e-9)


def order_statistic(values: Sequence[float], p: float) -> float | None:
    """The ceil(p(n+1))-th smallest value, which the next one stays within with a chance of at least `p`.

    None below the least n. Of values that can be exchanged, rank r of n covers the next with chance r/(n+1); the
    percentile of the sample itself covers fewer (numpy's linear one .79 of the next at n=10 and p=.85).
    """
    ordered = sorted(value for value in values if math.isfinite(value))
    rank = math.ceil(p * (len(ordered) + 1) - 1e-9)
    return ordered[rank - 1] if 1 <= rank <= len(ordered) else None


def kaplan_meier(days: Sequence[float], ended: Sequence[bool], p: float) -> float | None:
    """The day by which a share `p` has ended, counting those that have not for as long as they were seen.

    `days` is how long each was seen, `ended` whether it ended then. None where the curve does not come so far.
    Kaplan and Meier, Journal of the American Statistical Association 53 (1958), 457-481.
    """
    seen, over = np.asarray(days, dtype=float), np.asarray(ended, dtype=bool)
    surviving = 1.0
    for day in np.unique(seen[over]):
        at_risk = int(np.count_nonzero(seen >= day))
        surviving *= 1 - int(np.count_nonzero(over & (seen == day))) / at_risk
        if surviving <= 1 - p + 1e-12:
            return float(day)
    return None
