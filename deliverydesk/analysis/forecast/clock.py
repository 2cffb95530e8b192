"""Time as a forecast counts it: in working weeks from a Monday, and in weeks of a team at full strength.

A working week is Monday to Friday, so week 2.4 is the end of the Tuesday of the third week; weekends take no time.
"""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from deliverydesk.analysis.load import WORKING_DAYS, monday

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_ROUNDING = 1e-3
"""Of a day: what 32 bits lose over ten years is no work."""
_CRUMB = 1e-5
"""The same of a week, where a moment lies at the edge of a gap."""


class Calendar:
    """Working weeks from the Monday of the week that a forecast is made in."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.monday = monday(today)
        self.now = min(today.weekday(), WORKING_DAYS) / WORKING_DAYS
        """Where the forecast begins: today is still to be worked."""

    def over(self, day: date) -> float:
        """The time at the end of a day."""
        weeks, weekday = divmod((day - self.monday).days, 7)
        return weeks + min(weekday + 1, WORKING_DAYS) / WORKING_DAYS

    def day(self, time: float) -> date:
        """The day on which work that ends then is done; today at the earliest."""
        weeks, weekday = divmod(ceil(time * WORKING_DAYS - _ROUNDING) - 1, WORKING_DAYS)
        return max(self.monday + timedelta(weeks=weeks, days=weekday), self.today)


class Clock:
    """A team's own time, in which it is always at full strength: work runs evenly in it, leave or not."""

    def __init__(self, strength: Sequence[float]) -> None:
        """`strength` is the share of the full capacity, at least 0, in each week from the first on; 1 after them."""
        self.plain = all(share == 1.0 for share in strength)
        """True where own time and calendar time are one."""
        shares = np.append(np.asarray(strength, dtype=np.float64), 1.0)
        weeks = np.arange(len(shares), dtype=np.float64)
        begun = np.cumsum(shares) - shares
        self._ends, self._own = weeks, begun
        # Where nobody is there own time stands still, and the way back leads to the moment when it stopped.
        working = shares > 0
        # Before the first, a week that takes no time: what needs no work is done at once.
        self._weeks = np.concatenate([[0.0], weeks[working]])
        self._begun = np.concatenate([[-1.0], begun[working]])
        self._speed = np.concatenate([[np.inf], shares[working]])

    def own(self, time: NDArray[np.float32]) -> NDArray[np.float32]:
        """Own time at moments of calendar time."""
        if self.plain:
            return time
        if time.min() >= self._ends[-1]:  # all leave is over, as it is for most of a long plan
            return time + np.float32(self._own[-1] - self._ends[-1])
        found = np.interp(time, self._ends, self._own)
        found += np.maximum(time - self._ends[-1], 0.0)
        told: NDArray[np.float32] = found.astype(np.float32)
        return told

    def calendar(self, own: NDArray[np.float32]) -> NDArray[np.float32]:
        """The first moments of calendar time at which own time is so far."""
        if self.plain:
            return own
        if own.min() > self._own[-1]:
            return own + np.float32(self._ends[-1] - self._own[-1])
        at = np.maximum(np.searchsorted(self._begun, own - _CRUMB, side="left") - 1, 0)
        found: NDArray[np.float32] = (self._weeks[at] + (own - self._begun[at]) / self._speed[at]).astype(np.float32)
        return found
