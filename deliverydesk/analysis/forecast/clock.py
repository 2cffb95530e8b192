"""Time as a forecast counts it: in working weeks from a Monday, and in weeks of a team at full strength.

A working week is Monday to Friday, so week 2.4 is the end of the Tuesday of the third week; weekends take no time.
"""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from deliverydesk.domain.workdays import WORKING_DAYS, monday

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_ROUNDING = 1e-3
"""Of a day: what 32 bits lose over ten years is no work."""
_CRUMB = np.float32(1e-5)
"""The same of a week, where a moment lies at the edge of a gap."""
_MOST_CELLS = 100_000


class Calendar:
    """Working weeks from the Monday of the week that a forecast is made in."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.monday = monday(today)
        self.now = self.at(today)
        """Where the forecast begins: today is still to be worked."""

    def at(self, day: date) -> float:
        """The time at the beginning of a day."""
        weeks, weekday = divmod((day - self.monday).days, 7)
        return weeks + min(weekday, WORKING_DAYS) / WORKING_DAYS

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
        weeks = np.arange(len(shares))
        begun = np.cumsum(shares) - shares
        self._last, self._ahead = float(weeks[-1]), np.float32(begun[-1] - weeks[-1])
        self._shares = shares.astype(np.float32)
        self._offsets = (begun - weeks * shares).astype(np.float32)
        # Where nobody is there own time stands still, and the way back leads to the moment when it stopped.
        working = shares > 0
        # Before the first, a week that takes no time: what needs no work is done at once.
        begun = np.concatenate([[-1.0], begun[working]])
        slopes = np.concatenate([[0.0], 1 / shares[working]])
        self._edges = np.append(begun, np.inf).astype(np.float32)
        self._slopes = slopes.astype(np.float32)
        self._starts = (np.concatenate([[0.0], weeks[working]]) - begun * slopes).astype(np.float32)
        # No two weeks begin in one cell of own time, so a look-up is off by one at most.
        self._cell = max(float(shares[working].min()), (begun[-1] + 1) / _MOST_CELLS)
        cells = np.arange(int(begun[-1] / self._cell) + 1) * self._cell
        self._in_cell = np.searchsorted(begun, cells, side="right") - 1

    def own(self, time: NDArray[np.float32]) -> NDArray[np.float32]:
        """Own time at moments of calendar time; before 0, what is past, it is not above 0."""
        if self.plain:
            return time
        if time.min() >= self._last:  # all leave is over, as it is for most of a long plan
            return time + self._ahead
        week = np.clip(time, 0.0, self._last).astype(np.intp)
        own: NDArray[np.float32] = self._offsets.take(week) + self._shares.take(week) * time
        return own

    def calendar(self, own: NDArray[np.float32]) -> NDArray[np.float32]:
        """The first moments of calendar time at which own time is so far."""
        if self.plain:
            return own
        if own.min() > self._edges[-2]:
            return own - self._ahead
        moment = own - _CRUMB
        cell = np.clip(moment * np.float32(1 / self._cell), 0, len(self._in_cell) - 1).astype(np.intp)
        week = self._in_cell.take(cell)
        week += moment > self._edges.take(week + 1)
        week -= moment <= self._edges.take(week)
        told: NDArray[np.float32] = self._starts.take(week) + self._slopes.take(week) * own
        return told
