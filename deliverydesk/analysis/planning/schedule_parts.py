"""A part of a schedule: what moves, what stays where it is, what that breaks, and what has to move with it.

The present plan may be broken already, and often that is why a schedule is asked for. So a part breaks something where
what it moves adds to a week that is too full then, or stands in the wrong order. The whole schedule breaks nothing, so
there is always more to move that mends a part.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from deliverydesk.analysis.planning.schedule.checking import Breach, Broken
from deliverydesk.analysis.planning.schedule_of import Place

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from deliverydesk.analysis.planning.schedule_of import Scheduling


_FEW = 40
"""Moves of which it is tried out whether each is needed: that takes a look at the whole plan for each."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some moves of a schedule, by deliverable."""

    moved: frozenset[int]
    breaches: tuple[Breach, ...]
    """What they break; the items of a breach are places in the schedule. Empty for a part that can be accepted."""
    needed: frozenset[int]
    """The moves beside them with which nothing is broken; where they are few, none of these can be left out."""


class Parts:
    """A schedule, of which any part can be asked for."""

    def __init__(self, asked: Scheduling, starts: Sequence[int]) -> None:
        self.asked = asked
        self.moves = asked.moves(starts)
        self._at = {each: at for at, each in enumerate(asked.items)}
        items = asked.problem.items
        self._then = [
            Place(start, start + item.duration, item.demands) for start, item in zip(starts, items, strict=True)
        ]
        self._now = [asked.placed(at) if each in self.moves else self._then[at] for at, each in enumerate(asked.items)]
        periods = max([1, *(place.end for place in (*self._then, *self._now) if place is not None)])
        rows = len(asked.problem.capacities)
        self._capacity = np.array(
            [[units[min(n, len(units) - 1)] for n in range(periods)] for units in asked.problem.capacities], np.int64
        ).reshape(rows, periods)
        self._load = np.zeros((rows, periods), np.int64)
        for place in self._now:
            _put(self._load, place)
        self._pairs = [(before, at) for at, item in enumerate(items) for before in item.after]

    def part(self, moved: Collection[int]) -> Part:
        """What the moves of these deliverables alone would break; others stay where they are."""
        chosen = frozenset(moved) & self.moves.keys()
        places = {self._at[each] for each in chosen}
        breaches = self._breaches(places)
        return Part(chosen, breaches, self._needed(places) if breaches else frozenset())

    def _needed(self, places: set[int]) -> frozenset[int]:
        more: list[int] = []
        while breaches := self._breaches(places.union(more)):
            all_of_them = places.union(more)
            more += dict.fromkeys(self._mending(each, all_of_them) for each in breaches)
        for each in more if len(more) <= _FEW else ():
            fewer = [one for one in more if one != each]
            if not self._breaches(places.union(fewer)):
                more = fewer
        return frozenset(self.asked.items[at] for at in more)

    def _mending(self, breach: Breach, places: set[int]) -> int:
        """What stays and, if it moved, would mend most of a breach."""
        free = [at for each, at in self._at.items() if each in self.moves and at not in places]
        if breach.code is Broken.ORDER:
            return next(at for at in free if at in breach.at)
        row, period = breach.at[:2]
        return max(free, key=lambda at: _takes(self._now[at], row, period) - _takes(self._then[at], row, period))

    def _breaches(self, places: set[int]) -> tuple[Breach, ...]:
        load, added = self._load.copy(), np.zeros_like(self._load)
        for at in places:
            more = np.zeros_like(load)
            _put(more, self._now[at], -1)
            _put(more, self._then[at])
            load += more
            added += np.maximum(more, 0)
        found = []
        for row, period in np.argwhere((load > self._capacity) & (added > 0)).tolist():
            taking = [at for at in range(len(self._now)) if _takes(self._place(at, places), row, period)]
            found.append(Breach(Broken.CAPACITY, (row, period, *taking)))
        for before, at in self._pairs:
            moved = before in places or at in places
            if moved and _late(self._place(before, places), self._place(at, places)):
                found.append(Breach(Broken.ORDER, (before, at)))
        return tuple(found)

    def _place(self, at: int, places: set[int]) -> Place | None:
        return self._then[at] if at in places else self._now[at]


def _put(load: NDArray[np.int64], place: Place | None, sign: int = 1) -> None:
    if place is not None:
        for row, asked in enumerate(place.demands):
            load[row, place.start : place.end] += sign * asked


def _takes(place: Place | None, row: int, period: int) -> int:
    return place.demands[row] if place is not None and place.start <= period < place.end else 0


def _late(before: Place | None, after: Place | None) -> bool:
    """Whether something starts before what it waits for has ended; what is not planned does not start."""
    return after is not None and (before is None or before.end > after.start)
