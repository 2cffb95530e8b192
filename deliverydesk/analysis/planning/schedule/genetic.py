"""Searches for better schedules, one schedule a step.

`Shortening` keeps a few schedules; a child takes a stretch of the order of one parent and what is before and after it
from the other (two-point crossover of activity lists: Hartmann 1998, Naval Research Logistics 45:733-750), and each
child is justified backwards and forwards (Valls, Ballestín & Quintanilla 2005, European Journal of Operational Research
165:375-386) before it replaces the worst that it is no worse than. `Cheapening` is for all that costs beside the
makespan: it moves a few items in the order of the best schedules.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliverydesk.analysis.planning.schedule.generating import Packed

    Found = tuple[int, int, list[int]]
    """Periods too late, what is to be least, starts."""


class Shortening:
    """The search for the least makespan."""

    def __init__(self, packed: Packed, seeds: Sequence[Sequence[int]], seed: int = 1) -> None:
        self.packed = packed
        self.size = 20 if packed.count < 200 else 10
        self.dice = random.Random(seed)
        self.seeds = [list(each) for each in seeds]

    def steps(self) -> Iterator[Found]:
        """For ever, one schedule a step; begins anew where nothing better comes any more."""
        wide = 0.2
        while self.packed.free:
            kept: list[Found] = [self._found(each) for each in self.seeds]
            while len(kept) < self.size:
                noise = wide * self.packed.critical
                keys = [last + self.dice.random() * noise for last in self.packed.latest]
                kept.append(self._justified(keys))
                yield kept[-1]
            kept = sorted(kept)[: self.size]
            stale = 0
            while stale < 50 * self.size:
                child = self._justified(self._crossed(kept))
                yield child
                better = child[:2] < kept[0][:2]
                if child[:2] <= kept[-1][:2] and child not in kept:
                    kept[-1] = child
                    kept.sort()
                stale = 0 if better else stale + 1
            self.seeds, wide = [], 0.5

    def _found(self, starts: list[int]) -> Found:
        return self.packed.late(starts), self._end(starts), starts

    def _end(self, starts: Sequence[int]) -> int:
        return max(map(int.__add__, starts, self.packed.durations))

    def _justified(self, keys: Sequence[float]) -> Found:
        """The better of the schedule of these keys and of that one justified backwards and forwards."""
        packed = self.packed
        first = packed.forwards(packed.listed(keys), packed.heads)
        ends = list(map(int.__add__, first, packed.durations))
        turned = packed.backwards(packed.listed_back([-end for end in ends]), first, max(ends))
        return min(self._found(first), self._found(packed.forwards(packed.listed(turned), packed.heads)))

    def _crossed(self, kept: list[Found]) -> list[float]:
        """Keys of a child: one parent's order but for a stretch that is in the order of the other."""
        dice, count = self.dice, self.packed.count
        one = min(dice.randrange(len(kept)), dice.randrange(len(kept)))
        other = (one + dice.randrange(1, len(kept))) % len(kept)
        if dice.random() < 0.5:
            one, other = other, one
        inner, outer = kept[one][2], kept[other][2]
        order = sorted(range(count), key=outer.__getitem__)
        first = dice.randrange(count)
        child = order[:first]
        taken = set(child)
        long = count // 5 + dice.randrange(count // 3 + 1)
        stretch = [at for at in sorted(range(count), key=inner.__getitem__) if at not in taken][:long]
        taken.update(stretch)
        child += stretch
        child += [at for at in order if at not in taken]
        keys = [0.0] * count
        for place, at in enumerate(child):
            keys[at] = float(place)
        here, there = dice.randrange(count), dice.randrange(count)
        keys[here], keys[there] = keys[there], keys[here]
        return keys


class Cheapening:
    """The search for the least cost of any kind."""

    def __init__(self, packed: Packed, seeds: Sequence[Sequence[int]], seed: int = 1, size: int = 6) -> None:
        self.packed, self.size = packed, size
        self.dice = random.Random(seed)
        self.seeds = [list(each) for each in seeds]

    def steps(self) -> Iterator[Found]:
        """For ever, one schedule a step."""
        packed, dice, problem = self.packed, self.dice, self.packed.problem
        best = sorted(self._found(each) for each in self.seeds)[: self.size]
        free = packed.free
        while free:
            parent = best[min(dice.randrange(self.size), dice.randrange(self.size), len(best) - 1)][2]
            keys: list[float] = list(parent)
            span = problem.end(parent) or 1
            for _ in range(1 + dice.randrange(3)):
                at = dice.choice(free)
                other = dice.choice(free)
                if dice.random() < 0.5:
                    keys[at], keys[other] = keys[other], keys[at]
                else:
                    keys[at] += dice.gauss(0.0, 0.1) * span
            ready = packed.early if dice.random() < 0.8 else packed.heads
            starts = packed.forwards(packed.listed(keys), ready)
            found = self._found(starts)
            if found not in best:
                best = sorted([*best, found])[: self.size]
            yield found

    def _found(self, starts: list[int]) -> Found:
        return self.packed.late(starts), self.packed.problem.cost(starts), starts
