"""Searches for better schedules, one schedule a step.

`Shortening` has two populations that justify each other: children of left-justified schedules are generated backwards
in time, those of right-justified ones forwards, so that each generation is a forward-backward improvement of the one
before. A child takes from one parent a stretch of time and from the other what is around it (Debels & Vanhoucke 2007,
Operations Research 55:457-469; justification: Valls, Ballestín & Quintanilla 2005, European Journal of Operational
Research 165:375-386). `Cheapening` is for all that costs beside the makespan: it moves a few items in the order of the
best schedules.
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
        self.size = 40 if packed.count < 200 else 12
        self.dice = random.Random(seed)
        self.seeds = [list(each) for each in seeds]

    def steps(self) -> Iterator[list[int] | None]:
        """For ever, a schedule or None a step: None where it is not left-justified, and no schedule to carry out."""
        while True:
            yield from self._run()

    def _run(self) -> Iterator[list[int] | None]:
        packed, dice = self.packed, self.dice
        left: list[Found] = []
        while len(left) < self.size:
            if self.seeds:
                starts = self.seeds.pop()
            else:
                wide = 0.5 * packed.critical
                starts = packed.forwards(
                    packed.listed([last + dice.random() * wide for last in packed.latest]), packed.heads
                )
                yield starts
            left.append(self._found(starts))
        stale, best = 0, min(left)[:2]
        while stale < 25:
            right = []
            for n in range(self.size):
                right.append(self._backwards(left, n))
                yield None
            renewed = [min(left)]
            for n in range(1, self.size):
                found = self._forwards(right, n)
                renewed.append(found)
                yield found[2]
            left = renewed
            now = min(left)[:2]
            stale = 0 if now < best else stale + 1
            best = min(best, now)

    def _found(self, starts: list[int]) -> Found:
        return self.packed.late(starts), self.packed.problem.end(starts), starts

    def _backwards(self, left: list[Found], n: int) -> Found:
        packed = self.packed
        father, mother = self._parents(left, n)
        ends = list(map(int.__add__, father[2], packed.durations))
        end = max(ends)
        keys: list[float] = [-each for each in ends]
        if mother is not None:
            other = max(map(int.__add__, mother[2], packed.durations))
            keys = self._crossed(
                [end - each for each in ends],
                [other - start - long for start, long in zip(mother[2], packed.durations, strict=True)],
                end,
            )
        order = packed.listed_back(keys)
        starts = packed.backwards(order, father[2], end)
        first = min(starts)
        return 0, end - first, [each - first for each in starts]

    def _forwards(self, right: list[Found], n: int) -> Found:
        packed = self.packed
        father, mother = self._parents(right, n)
        keys: list[float] = list(father[2])
        if mother is not None:
            keys = self._crossed(father[2], mother[2], father[1])
        return self._found(packed.forwards(packed.listed(keys), packed.heads))

    def _parents(self, among: list[Found], n: int) -> tuple[Found, Found | None]:
        """Some children have one parent: they justify it and change nothing else."""
        dice = self.dice
        father = among[n]
        if n == 0 or dice.random() < 0.3:
            return father, None
        mother = min(dice.choice(among), dice.choice(among))
        if dice.random() < 0.5:
            return mother, father
        return father, mother

    def _crossed(self, father: Sequence[int], mother: Sequence[int], end: int) -> list[float]:
        dice = self.dice
        long = max(int(end * dice.uniform(0.25, 0.75)), 1)
        first = dice.randrange(max(end - long, 0) + 1)
        last = first + long
        keys: list[float] = [
            his if first <= his <= last else hers - end if hers < first else hers + end
            for his, hers in zip(father, mother, strict=True)
        ]
        for _ in range(1 + len(keys) // 60):
            if dice.random() < 0.5:
                one, two = dice.randrange(len(keys)), dice.randrange(len(keys))
                keys[one], keys[two] = keys[two], keys[one]
        return keys


class Cheapening:
    """The search for the least cost of any kind."""

    def __init__(self, packed: Packed, seeds: Sequence[Sequence[int]], seed: int = 1, size: int = 6) -> None:
        self.packed, self.size = packed, size
        self.dice = random.Random(seed)
        self.seeds = [list(each) for each in seeds]

    def steps(self) -> Iterator[list[int] | None]:
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
            yield starts

    def _found(self, starts: list[int]) -> Found:
        return self.packed.late(starts), self.packed.problem.cost(starts), starts
