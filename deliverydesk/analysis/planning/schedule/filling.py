"""The search for the least makespan of many items: what goes into each period is chosen so that scarce teams are full.

With hundreds of items a schedule is as long as its scarcest resources stand idle, and an order of items says little
about that. So periods are filled one after another (the parallel generation scheme), each with the best set of those
items that can start: units of a resource count more the less of it will be left, items more that ask for much at once
or that much has to follow, a small depth-first search finds the set, and chance breaks ties. Every few periods the
schedules in which scarce resources were idle least go on, each in several ways, and the others are left (beam search:
Ow & Morton 1988, International Journal of Production Research 26:35-62). Without the two, it is the end of a schedule
that pays: what is left there is awkward, and waits for each other.

What is filled is justified backwards and forwards, and improved by filling anew from some period on. Of two schedules
the better is the one with less work beyond the bound, which tells apart what ends in the same period.
"""

from __future__ import annotations

import random
from itertools import chain, repeat
from typing import TYPE_CHECKING, Final

import numpy as np

from deliverydesk.analysis.planning.schedule.partial import Asked, Partial

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from deliverydesk.analysis.planning.schedule.generating import Packed
    from deliverydesk.analysis.planning.schedule.genetic import Found

MANY: Final = 200
"""Items from which on this finds more than crossing orders does."""
_SCARCE: Final = 10.0
"""How much more a unit of a resource counts that is scarcer: e^(this · how much scarcer)."""
_FOLLOWED: Final = 3.0
"""How much more an item counts at the head of the longest chain than at its end."""
_WIDE: Final = 0.5
"""How much more a unit counts of what asks for much at once: (the share of what there is)^this."""
_CHANCE: Final = 0.6
_URGENT: Final = 1e3
_CANDIDATES: Final = 24
_TRIES: Final = 20
"""Sets that are looked at in a period."""
_STRETCH: Final = 4
"""Periods after which schedules are compared."""
_WIDTHS: Final = (1, 2, 4)
"""Schedules that go on then, each in as many ways: the first time, the second, and from then on."""
_IDLE: Final = 100.0
"""How much worse a schedule is in which a resource was idle: e^(this · the share by which it will end later)."""
_ANEW: Final = 0.2
"""How often all is filled from the first period on."""


class Filling:
    """The search; see `genetic.Shortening`, which is for fewer items."""

    def __init__(self, packed: Packed, bound: int, seeds: Sequence[Sequence[int]], seed: int = 1) -> None:
        """`bound` is a period before which nothing can have ended."""
        self.packed, self.bound = packed, bound
        self.dice = random.Random(seed)
        self.chance = np.random.default_rng(seed)
        self.seeds = [list(each) for each in seeds]
        self._asked = asked = Asked(packed)
        self._width = [sum(item.demands) for item in packed.problem.items]
        self._flat = not packed.pinned and all(min(units) == max(units) for units in packed.problem.capacities)
        share = (asked.units / asked.means).max(axis=1, initial=0.0)
        self._weights = (1 + _FOLLOWED * asked.tails / max(packed.critical, 1)) * share**_WIDE

    def steps(self) -> Iterator[Found | None]:
        """For ever; None where a step made no whole schedule."""
        if not self.packed.free:
            return
        best = min([self._found(each) for each in self.seeds] or [self._justified(self.filled(self.bound))])
        since, target = 0, self.bound
        for width in chain(_WIDTHS, repeat(_WIDTHS[-1])):
            going = self._begun(best[2], since)
            for period in range(since, self.packed.horizon, _STRETCH):
                going = self._further(going, period, target, width)
                if not going[0].left:
                    break
                yield None
            found = self._justified(going[0].starts)
            if found[:2] <= best[:2]:
                best = found
            yield found[0], self.packed.problem.end(found[2]), found[2]
            end = max(self.packed.problem.end(best[2]), 1)
            anew = width < _WIDTHS[-1] or self.dice.random() < _ANEW
            since, target = (0, self.bound) if anew else (self.dice.randrange(end), max(self.bound, end - 2))

    def _found(self, starts: list[int]) -> Found:
        """Periods too late, work beyond the bound, starts."""
        bound = self.bound
        beyond = sum(
            (start + long - bound) * width
            for start, long, width in zip(starts, self.packed.durations, self._width, strict=True)
            if start + long > bound
        )
        return self.packed.late(starts), beyond, starts

    def _justified(self, starts: list[int], times: int = 2) -> Found:
        """The best of a schedule and of what it becomes backwards and forwards."""
        packed = self.packed
        best = self._found(starts)
        for _ in range(times):
            ends = list(map(int.__add__, starts, packed.durations))
            turned = packed.backwards(packed.listed_back([-end for end in ends]), starts, max(ends))
            starts = packed.forwards(packed.listed(turned), packed.heads)
            best = min(best, self._found(starts))
        return best

    def filled(self, target: int, kept: Sequence[int] = (), since: int = 0) -> list[int]:
        """A schedule period by period, `target` being where it should end; what is `kept` starts before `since`."""
        (plan,) = self._begun(kept, since)
        self._fill(plan, range(since, self.packed.horizon), target)
        return plan.starts

    def _begun(self, kept: Sequence[int], since: int) -> list[Partial]:
        stays = [(at, kept[at]) for at in self.packed.free if kept[at] < since] if since else []
        return [Partial(self._asked, stays, since)]

    def _further(self, going: Sequence[Partial], period: int, target: int, width: int) -> list[Partial]:
        """The best of all ways to go on for a stretch, the best first."""
        until = min(period + _STRETCH, self.packed.horizon)
        found: list[tuple[tuple[int, float], int, Partial]] = []
        for plan in going:
            for _ in range(width):
                way = plan.copy()
                self._fill(way, range(period, until), target)
                found.append((self._badness(way, until, target), len(found), way))
        return [way for _, _, way in sorted(found)[:width]]

    def _badness(self, plan: Partial, period: int, target: int) -> tuple[int, float]:
        """How far a schedule is, filled up to a period, from ending in time: less is better."""
        if not plan.left:
            return self._found(plan.starts)[1], 0.0
        longest = max((self.packed.tails[at] for at in plan.waiting), default=0)
        ends = np.append(plan.ends(period), period + longest)
        return 0, float(np.exp(_IDLE * np.minimum(ends / target - 1, 1)).sum())

    def _fill(self, plan: Partial, periods: range, target: int) -> None:
        weights = self._weights * (1 + _CHANCE * self.chance.random(self.packed.count))
        for period in periods:
            if not plan.left:
                return
            plan.begin(period)
            fitting = plan.fitting(period, flat=self._flat)
            if fitting:
                chosen = self._best(plan, np.array(fitting), period, target, weights)
                plan.start(chosen, period, flat=self._flat)

    def _best(
        self, plan: Partial, fitting: NDArray[np.int64], period: int, target: int, weights: NDArray[np.float64]
    ) -> Sequence[int]:
        """What to begin in a period, of what fits by itself."""
        asked, rest = self._asked, max(target - period, 1)
        worth = np.exp(_SCARCE * np.minimum(plan.work / asked.means / rest - 1, 0.3))
        values = weights[fitting] * (asked.units[fitting] @ worth)
        values[(asked.tails[fitting] >= rest) | (asked.latest[fitting] <= period)] += _URGENT
        order = np.argsort(-values, kind="stable")[:_CANDIDATES]
        return self._chosen(values[order].tolist(), fitting[order].tolist(), plan.taken[period])

    def _chosen(self, values: Sequence[float], items: Sequence[int], taken: int) -> list[int]:
        """The most valuable set found that fits into a period together."""
        demands, guard, count = [self.packed.demands[at] for at in items], self.packed.guard, len(items)
        follows = [0.0] * (count + 1)
        for n in range(count - 1, -1, -1):
            follows[n] = follows[n + 1] + values[n]
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
                if not taken + demands[n] & guard:
                    tries += 1
                    chosen.append(items[n])
                    look(n + 1, taken + demands[n], value + values[n])
                    chosen.pop()

        look(0, taken, 0.0)
        return best
