"""The search for the least makespan of many items: what goes into each period is chosen so that scarce teams are full.

With hundreds of items a schedule is as long as its scarcest resources stand idle, and an order of items says little
about that. So periods are filled one after another (the parallel generation scheme), each with the best set of those
items that can start: units of a resource count more the less of it will be left, a small depth-first search finds
them, and chance breaks their ties. What is filled is justified backwards and forwards, and improved by filling anew
from some period on and by shaking a stretch of it. Of two schedules the better is the one with less work beyond the
bound, which tells apart what ends in the same period.
"""

from __future__ import annotations

import random
from math import exp
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliverydesk.analysis.planning.schedule.generating import Packed
    from deliverydesk.analysis.planning.schedule.genetic import Found

MANY: Final = 200
"""Items from which on this finds more than crossing orders does."""
_SHARP: Final = 10.0
"""How much more a unit of a resource counts that is scarcer: e^(this · how much scarcer)."""
_CHANCE: Final = 0.3
_CANDIDATES: Final = 24
_TRIES: Final = 20
"""Sets that are looked at in a period."""
_BEGUN: Final = 12
"""Schedules that are filled before the best of them is improved."""
_URGENT: Final = 1e3


class Filling:
    """The search; see `genetic.Shortening`, which is for fewer items."""

    def __init__(self, packed: Packed, bound: int, seeds: Sequence[Sequence[int]], seed: int = 1) -> None:
        """`bound` is a period before which nothing can have ended."""
        self.packed, self.bound = packed, bound
        self.dice = random.Random(seed)
        self.seeds = [list(each) for each in seeds]
        problem = packed.problem
        self._uses = [[(row, asked) for row, asked in enumerate(item.demands) if asked] for item in problem.items]
        self._width = [sum(item.demands) for item in problem.items]
        self._flat = not packed.pinned and all(min(units) == max(units) for units in problem.capacities)
        self._means = [max(sum(units) / len(units), 1e-9) for units in problem.capacities]

    def steps(self) -> Iterator[Found]:
        """For ever, one schedule a step."""
        if not self.packed.free:
            return
        best = min((self._found(each) for each in self.seeds), default=None)
        for _ in range(_BEGUN):
            found = self._justified(self.filled(self.bound), 2)
            best = found if best is None else min(best, found)
            yield self._told(best)
        assert best is not None
        while True:
            starts = best[2]
            end = max(self.packed.problem.end(starts), 1)
            if self.dice.random() < 0.5:
                found = self._justified(self.filled(max(self.bound, end - 2), starts, self.dice.randrange(end)), 2)
            else:
                found = self._justified(self._shaken(starts, end), 1)
            if found[:2] <= best[:2]:
                best = found
            yield self._told(found)

    def _told(self, found: Found) -> Found:
        return found[0], self.packed.problem.end(found[2]), found[2]

    def _found(self, starts: list[int]) -> Found:
        """Periods too late, work beyond the bound, starts."""
        bound = self.bound
        beyond = sum(
            (start + long - bound) * width
            for start, long, width in zip(starts, self.packed.durations, self._width, strict=True)
            if start + long > bound
        )
        return self.packed.late(starts), beyond, starts

    def _justified(self, starts: list[int], times: int) -> Found:
        """The best of a schedule and of what it becomes backwards and forwards."""
        packed = self.packed
        best = self._found(starts)
        for _ in range(times):
            ends = list(map(int.__add__, starts, packed.durations))
            turned = packed.backwards(packed.listed_back([-end for end in ends]), starts, max(ends))
            starts = packed.forwards(packed.listed(turned), packed.heads)
            best = min(best, self._found(starts))
        return best

    def _shaken(self, starts: Sequence[int], end: int) -> list[int]:
        """The schedule of the same order but for a stretch of time in which it is another."""
        dice = self.dice
        first, long, far = dice.randrange(end), dice.choice((5, 10, 20, 40)), dice.choice((1.0, 3.0, 8.0))
        keys = [start + dice.gauss(0.0, far) if first <= start < first + long else start for start in starts]
        return self.packed.forwards(self.packed.listed(keys), self.packed.heads)

    def filled(self, target: int, kept: Sequence[int] | None = None, since: int = 0) -> list[int]:
        """A schedule period by period, `target` being where it should end; what is `kept` starts before `since`."""
        packed = self.packed
        plan = _Partial(packed, self._uses, len(self._means))
        for at in packed.topological:
            if packed.problem.items[at].pinned:
                plan.stays(at, packed.heads[at], since)
            elif kept is not None and kept[at] < since:
                plan.put(at, kept[at], since)
        chance = [1.0 + _CHANCE * self.dice.random() for _ in range(packed.count)]
        period = since
        while plan.left and period < packed.horizon:
            if plan.end(period):
                continue  # what takes no time has ended in this very period, and something waited for it
            fits = [at for at in plan.waiting if packed.heads[at] <= period and plan.fits(at, period, flat=self._flat)]
            free = [at for at in fits if not packed.demands[at] or not packed.durations[at]]
            for at in free or self._best(plan, fits, period, target, chance):
                if self._flat or free or plan.fits(at, period, flat=False):
                    plan.put(at, period, period)
            if not free:
                period += 1
        return plan.starts

    def _best(
        self, plan: _Partial, fits: Sequence[int], period: int, target: int, chance: Sequence[float]
    ) -> Sequence[int]:
        """What to begin in a period, of what fits by itself."""
        if not fits:
            return ()
        packed, rest = self.packed, max(target - period, 1)
        worth = [
            exp(_SHARP * min(todo / mean / rest - 1.0, 0.3)) for todo, mean in zip(plan.work, self._means, strict=True)
        ]
        valued = []
        for at in fits:
            value = chance[at] * sum(worth[row] * asked for row, asked in self._uses[at])
            urgent = packed.tails[at] >= rest or packed.latest[at] <= period
            valued.append((value + _URGENT if urgent else value, at))
        valued.sort(reverse=True)
        return self._chosen(valued[:_CANDIDATES], plan.taken[period])

    def _chosen(self, valued: Sequence[tuple[float, int]], taken: int) -> list[int]:
        """The most valuable set found that fits into a period together."""
        demands, guard, count = self.packed.demands, self.packed.guard, len(valued)
        follows = [0.0] * (count + 1)
        for n in range(count - 1, -1, -1):
            follows[n] = follows[n + 1] + valued[n][0]
        best: list[int] = []
        most, tries = 0.0, 0
        chosen: list[int] = []

        def look(first: int, taken: int, value: float) -> None:
            nonlocal best, most, tries
            if value > most:
                best, most = chosen[:], value
            for n in range(first, count):
                if tries > _TRIES or value + follows[n] <= most:
                    return
                worth, at = valued[n]
                if not taken + demands[at] & guard:
                    tries += 1
                    chosen.append(at)
                    look(n + 1, taken + demands[at], value + worth)
                    chosen.pop()

        look(0, taken, 0.0)
        return best


class _Partial:
    """A schedule that is being filled."""

    def __init__(self, packed: Packed, uses: Sequence[Sequence[tuple[int, int]]], rows: int) -> None:
        self._packed, self._uses = packed, uses
        self.taken = packed.taken[:]
        self.starts = [packed.horizon] * packed.count
        """Too late for what has no place yet."""
        self.left = packed.count
        self.waiting = [at for at in packed.free if not packed.before[at]]
        """What can start, for all that it waits for."""
        self.work = [0.0] * rows
        """Of each resource what is still to be placed."""
        self._missing = [len(before) for before in packed.before]
        self._placed = [False] * packed.count
        self._ends: dict[int, list[int]] = {}
        for at in packed.free:
            for row, asked in uses[at]:
                self.work[row] += asked * packed.durations[at]

    def stays(self, at: int, start: int, since: int) -> None:
        """An item that is in its place already; that it has ended is told no earlier than `since`."""
        self.starts[at] = start
        self._placed[at] = True
        self.left -= 1
        self._ends.setdefault(max(start + self._packed.durations[at], since), []).append(at)

    def put(self, at: int, start: int, since: int) -> None:
        """Place an item."""
        self.stays(at, start, since)
        long, demand = self._packed.durations[at], self._packed.demands[at]
        for period in range(start, min(start + long, len(self.taken))):
            self.taken[period] += demand
        for row, asked in self._uses[at]:
            self.work[row] -= asked * long

    def end(self, period: int) -> bool:
        """Let what waits for what ends in a period be free to start; whether anything ends."""
        ended = self._ends.pop(period, [])
        self.waiting = [at for at in self.waiting if not self._placed[at]]
        for at in ended:
            for each in self._packed.following[at]:
                self._missing[each] -= 1
                if not self._missing[each] and not self._placed[each]:
                    self.waiting.append(each)
        return bool(ended)

    def fits(self, at: int, period: int, *, flat: bool) -> bool:
        """Whether there is room for an item; where capacity is flat and nothing is pinned, its first period tells."""
        demand, guard, long = self._packed.demands[at], self._packed.guard, self._packed.durations[at]
        if self.taken[period] + demand & guard and long:
            return False
        if flat or not long:
            return True
        end = period + long
        return end <= len(self.taken) and not any(self.taken[each] + demand & guard for each in range(period + 1, end))
