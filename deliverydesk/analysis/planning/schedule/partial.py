"""A schedule that is being filled period by period: what has its place, what can start next, and what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from deliverydesk.analysis.planning.schedule.generating import Packed


class Asked:
    """What items ask for, by item in arrays: the same for all that are filled."""

    def __init__(self, packed: Packed) -> None:
        items = packed.problem.items
        self.packed = packed
        self.units = np.array([item.demands for item in items], np.float64).reshape(packed.count, -1)
        self.durations = np.array(packed.durations, np.int64)
        self.work = self.units * self.durations[:, None]
        """Units times periods, (item, resource)."""
        self.tails = np.array(packed.tails, np.int64)
        self.latest = np.array(packed.latest, np.int64)
        self.means = np.array([max(sum(units) / len(units), 1e-9) for units in packed.problem.capacities])
        """Of each resource the units that there are on average."""


class Partial:
    """The state of one; `copy` it to go on in several ways."""

    __slots__ = ("_asked", "_due", "_missing", "_ready", "left", "starts", "taken", "waiting", "work")

    def __init__(self, asked: Asked, kept: Iterable[tuple[int, int]], since: int) -> None:
        """`kept` are items, none before what it comes after, with their starts; periods are filled from `since` on."""
        packed = asked.packed
        self._asked = asked
        self.taken = packed.taken[:]
        self.starts = [packed.horizon] * packed.count
        """Too late for what has no place yet."""
        self.left = packed.count
        """Items without a place."""
        self.waiting: list[int] = []
        """What can start, for all that it waits for."""
        self.work: NDArray[np.float64] = asked.work.sum(axis=0)
        """Of each resource what is still to be placed."""
        self._missing = [len(before) for before in packed.before]
        self._ready = packed.heads[:]
        self._due: dict[int, list[int]] = {}
        """By period what can start from it on."""
        for at in packed.free:
            if not self._missing[at]:
                self._due.setdefault(max(packed.heads[at], since), []).append(at)
        for at in packed.pinned:
            self._placed(at, packed.heads[at], since)
        for at, start in kept:
            self.put(at, start, since)

    def copy(self) -> Partial:
        """Another that is filled the same until now."""
        made = Partial.__new__(Partial)
        made._asked = self._asked  # noqa: SLF001 - of its own kind, here and below
        made.taken, made.starts, made.left = self.taken[:], self.starts[:], self.left
        made.waiting, made.work = self.waiting[:], self.work.copy()
        made._missing, made._ready = self._missing[:], self._ready[:]  # noqa: SLF001
        made._due = {period: items[:] for period, items in self._due.items()}  # noqa: SLF001
        return made

    def put(self, at: int, start: int, since: int) -> None:
        """Place an item; periods before `since` are over."""
        packed = self._asked.packed
        self._placed(at, start, since)
        demand = packed.demands[at]
        for period in range(start, min(start + packed.durations[at], len(self.taken))):
            self.taken[period] += demand

    def _placed(self, at: int, start: int, since: int) -> None:
        """An item has its place, and counts as taken there."""
        packed = self._asked.packed
        self.starts[at] = start
        self.left -= 1
        self.work -= self._asked.work[at]
        end = max(start + packed.durations[at], since)
        for each in packed.following[at]:
            self._ready[each] = max(self._ready[each], end)
            self._missing[each] -= 1
            if not self._missing[each]:
                self._due.setdefault(self._ready[each], []).append(each)

    def begin(self, period: int) -> None:
        """Let start what can from a period on; what takes no time or nothing starts at once."""
        packed = self._asked.packed
        while due := self._due.pop(period, None):
            for at in due:
                if self.starts[at] < packed.horizon:
                    continue
                if packed.demands[at] and packed.durations[at]:
                    self.waiting.append(at)
                else:
                    self.put(at, period, period)

    def fitting(self, period: int, *, flat: bool) -> list[int]:
        """What of that which waits fits by itself; where capacity is flat and free, its first period tells."""
        demands, guard, now = self._asked.packed.demands, self._asked.packed.guard, self.taken[period]
        found = [at for at in self.waiting if not now + demands[at] & guard]
        return found if flat else [at for at in found if self.fits(at, period)]

    def fits(self, at: int, period: int) -> bool:
        """Whether there is room for an item until it ends."""
        demand, guard = self._asked.packed.demands[at], self._asked.packed.guard
        end = period + self._asked.packed.durations[at]
        return end <= len(self.taken) and not any(taken + demand & guard for taken in self.taken[period:end])

    def start(self, chosen: Iterable[int], period: int, *, flat: bool) -> None:
        """Place what was chosen of what fits, as far as it fits together."""
        for at in chosen:
            if flat or self.fits(at, period):
                self.put(at, period, period)
        self.waiting = [at for at in self.waiting if self.starts[at] > period]

    def ends(self, period: int) -> NDArray[np.float64]:
        """Of each resource the period by which its work ends if it is busy all the time from this one on."""
        left = np.clip(np.array(self.starts) + self._asked.durations - period, 0, self._asked.durations)
        busy: NDArray[np.float64] = period + left @ self._asked.units / self._asked.means
        return busy
