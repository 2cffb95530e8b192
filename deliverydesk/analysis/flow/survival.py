"""How long something takes, counting also what is not over yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence


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
