"""Schedules from orders: the serial generation scheme, forwards and backwards in time.

Each item in turn takes the first place in which it fits (Kelley 1963; Kolisch 1996, European Journal of Operational
Research 90:320-333). What is taken of all resources in a period is one whole number, a field a resource below a guard
bit each: fields hold what is taken on top of all that there is not, so that too much of any overflows into its guard,
and "does it fit" is one addition and one mask.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from deliverydesk.analysis.planning.schedule.problem import Problem


class Packed:
    """A problem ready for generating thousands of schedules a second; pins are in their places.

    Raises ValueError for a cycle. That pins leave each other room is taken for granted: `conflict_of` knows.
    """

    def __init__(self, problem: Problem) -> None:
        items = problem.items
        self.problem = problem
        self.count = len(items)
        self.horizon = problem.horizon
        self.durations = [item.duration for item in items]
        self.before = [list(dict.fromkeys(item.after)) for item in items]
        self.following: list[list[int]] = [[] for _ in items]
        for at, before in enumerate(self.before):
            for each in before:
                self.following[each].append(at)
        self.guard = 0
        self.demands = [0] * self.count
        self.taken = [0] * self.horizon
        self._pack(problem)
        self.topological = self._sorted()
        self.heads = self._heads()
        self.tails = self._tails()
        """Periods from the start of each item to the end of the last that waits for it."""
        self.latest = self._latest()
        self.critical = max(map(int.__add__, self.heads, self.tails), default=0)
        """Periods of the critical path."""
        self.pinned = [at for at, item in enumerate(items) if item.pinned]
        self.free = [at for at in self.topological if not items[at].pinned]
        """Those to be placed, none before what it comes after."""
        for at in self.pinned:
            start = items[at].earliest
            for period in range(start, min(start + self.durations[at], self.horizon)):
                self.taken[period] += self.demands[at]
        self._ends = [items[at].earliest + items[at].duration if items[at].pinned else 0 for at in range(self.count)]
        self.early = [
            max(head, item.present) if item.present is not None and item.stay > item.weight else head
            for head, item in zip(self.heads, items, strict=True)
        ]
        """From when on each may start where it is not to leave its present place for nothing."""

    def _pack(self, problem: Problem) -> None:
        shift = 0
        after = 0
        known = min(max((len(units) for units in problem.capacities), default=0), self.horizon)
        for row, units in enumerate(problem.capacities):
            most = max(*units, *(item.demands[row] for item in problem.items), 1)
            bits = most.bit_length()
            full = (1 << bits) - 1
            self.guard |= (full + 1) << shift
            tail = full - units[-1]
            after |= tail << shift
            for period in range(known):
                self.taken[period] |= (full - units[period] if period < len(units) else tail) << shift
            for at, item in enumerate(problem.items):
                self.demands[at] |= item.demands[row] << shift
            shift += bits + 1
        self.taken[known:] = [after] * (self.horizon - known)

    def _sorted(self) -> list[int]:
        missing = [len(before) for before in self.before]
        order = [at for at in range(self.count) if not missing[at]]
        for at in order:
            for each in self.following[at]:
                missing[each] -= 1
                if not missing[each]:
                    order.append(each)
        if len(order) < self.count:
            raise ValueError("Some items wait, over others, for themselves.")
        return order

    def _heads(self) -> list[int]:
        heads = [item.earliest for item in self.problem.items]
        for at in self.topological:
            if not self.problem.items[at].pinned:
                heads[at] = max([heads[at], *(heads[each] + self.durations[each] for each in self.before[at])])
        return heads

    def _tails(self) -> list[int]:
        tails = self.durations[:]
        for at in reversed(self.topological):
            tails[at] += max((tails[each] for each in self.following[at]), default=0)
        return tails

    def _latest(self) -> list[int]:
        """The last period in which each may start so that nothing after it starts too late."""
        latest = [item.earliest if item.pinned else self.horizon - item.duration for item in self.problem.items]
        for at in reversed(self.topological):
            for each in self.following[at]:
                latest[at] = min(latest[at], latest[each] - self.durations[at])
        return latest

    def listed(self, keys: Sequence[float]) -> list[int]:
        """The free items by ascending keys, but none before what it comes after."""
        keys = list(keys)
        for at in self.topological:
            for each in self.before[at]:
                if keys[each] > keys[at]:
                    keys[at] = keys[each]
        return sorted(self.free, key=keys.__getitem__)  # stable, and `free` is in a possible order

    def listed_back(self, keys: Sequence[float]) -> list[int]:
        """The free items by ascending keys, but none before what comes after it."""
        keys = list(keys)
        for at in reversed(self.topological):
            for each in self.following[at]:
                if keys[each] > keys[at]:
                    keys[at] = keys[each]
        order = self.free[::-1]
        order.sort(key=keys.__getitem__)
        return order

    def late(self, starts: Sequence[int]) -> int:
        """Periods by which items start too late, in all; 0 for a plan that may be."""
        if not self.pinned and max(starts, default=0) < self.horizon:
            return 0
        return sum(max(start - last, 0) for start, last in zip(starts, self.latest, strict=True))

    def forwards(self, order: Iterable[int], ready: Sequence[int]) -> list[int]:
        """The starts when each item in turn starts as early as it can, but not before it is ready."""
        return self._generate(order, self.before, ready, self.taken[:], self._ends[:])

    def backwards(self, order: Iterable[int], starts: Sequence[int], end: int) -> list[int]:
        """The starts when each in turn ends as late as it can: by `end`, and before the pins that wait for it.

        Of an order by descending ends of a schedule none starts before its start there.
        """
        durations, latest = self.durations, self.latest
        ready = [0] * self.count
        ends = [0] * self.count
        if self.pinned:
            ready = [max(end - max(latest[at], starts[at]) - durations[at], 0) for at in range(self.count)]
            for at in self.pinned:
                ends[at] = end - starts[at]
        taken = self.taken[:end]
        taken.reverse()
        turned = self._generate(order, self.following, ready, taken, ends)
        return [end - turned[at] - durations[at] for at in range(self.count)]

    def _generate(
        self,
        order: Iterable[int],
        before: Sequence[Sequence[int]],
        ready: Sequence[int],
        taken: list[int],
        ends: list[int],
    ) -> list[int]:
        durations, demands, guard, horizon = self.durations, self.demands, self.guard, len(taken)
        for at in order:
            period = ready[at]
            for each in before[at]:
                if ends[each] > period:
                    period = ends[each]
            long, demand = durations[at], demands[at]
            end = period + long
            if demand and long:
                # From the last period back: one that is full there rules out all starts up to it.
                known = period
                while end <= horizon:
                    last = end - 1
                    while last >= known:
                        if taken[last] + demand & guard:
                            break
                        last -= 1
                    else:
                        for period in range(end - long, end):
                            taken[period] += demand
                        break
                    known = end
                    end = last + 1 + long
                else:  # nowhere: told by a start that is too late
                    end = horizon + long
            ends[at] = end
        return [ends[at] - durations[at] for at in range(self.count)]
