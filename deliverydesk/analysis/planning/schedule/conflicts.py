"""Why there is no schedule: the smallest set of conditions found that cannot hold together."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from deliverydesk.analysis.planning.schedule.checking import Breach, Broken

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deliverydesk.analysis.planning.schedule.problem import Problem


def conflict_of(problem: Problem) -> Breach | None:
    """The smallest conflict found: a circle, an item that never fits, pins that leave each other or what waits no room.

    None proves nothing: not every conflict is of these kinds.
    """
    cycle = _cycle(problem)
    if cycle:
        return Breach(Broken.CYCLE, tuple(cycle))
    found = [*_never(problem), *_order(problem), *_pins(problem), *_windows(problem)]
    return min(found, key=lambda breach: len(breach.at), default=None)


def pins_fit(problem: Problem) -> bool:
    """Whether pins leave each other, and what is between them, room: without that there is nothing to search."""
    return not any(True for _ in _pins(problem)) and not any(True for _ in _order(problem))


def _following(problem: Problem) -> list[list[int]]:
    following: list[list[int]] = [[] for _ in problem.items]
    for at, item in enumerate(problem.items):
        for each in dict.fromkeys(item.after):
            following[each].append(at)
    return following


def _cycle(problem: Problem) -> list[int]:
    """The shortest circle; none where there is none."""
    following = _following(problem)
    missing = [len(dict.fromkeys(item.after)) for item in problem.items]
    free = [at for at, count in enumerate(missing) if not count]
    for at in free:
        for each in following[at]:
            missing[each] -= 1
            if not missing[each]:
                free.append(each)
    best: list[int] = []
    for first in (at for at, count in enumerate(missing) if count):
        came: dict[int, int] = {}
        todo = deque([first])
        while todo and first not in came:
            at = todo.popleft()
            for each in following[at]:
                if each not in came:
                    came[each] = at
                    todo.append(each)
        if first not in came:
            continue
        circle = [first]
        while came[circle[-1]] != first:
            circle.append(came[circle[-1]])
        circle.append(first)
        circle = circle[:0:-1]
        if not best or len(circle) < len(best):
            best = circle
    return best


def _never(problem: Problem) -> Iterable[Breach]:
    for row, units in enumerate(problem.capacities):
        for at, item in enumerate(problem.items):
            if item.pinned or not item.demands[row] or not item.duration or units[-1] >= item.demands[row]:
                continue
            run = longest = 0
            for has in units[item.earliest :]:
                run = run + 1 if has >= item.demands[row] else 0
                longest = max(longest, run)
            if longest < item.duration:
                yield Breach(Broken.NEVER, (row, at))


def _ordered(problem: Problem) -> list[int]:
    following = _following(problem)
    missing = [len(dict.fromkeys(item.after)) for item in problem.items]
    order = [at for at, count in enumerate(missing) if not count]
    for at in order:
        for each in following[at]:
            missing[each] -= 1
            if not missing[each]:
                order.append(each)
    return order


def _order(problem: Problem) -> Iterable[Breach]:
    """Pins that start before what they come after can have ended, with all that is between."""
    heads = [item.earliest for item in problem.items]
    came: list[int | None] = [None] * len(heads)
    for at in _ordered(problem):
        item = problem.items[at]
        for each in item.after:
            end = heads[each] + problem.items[each].duration
            if item.pinned and end > item.earliest:
                chain = [at, each]
                while (before := came[chain[-1]]) is not None:
                    chain.append(before)
                yield Breach(Broken.ORDER, tuple(reversed(chain)))
            elif not item.pinned and end > heads[at]:
                heads[at], came[at] = end, each


def _pins(problem: Problem) -> Iterable[Breach]:
    """Pins that together ask more of a resource in a period than there is: as few of them as do."""
    pinned = [at for at, item in enumerate(problem.items) if item.pinned]
    for row, units in enumerate(problem.capacities):
        taken: dict[int, list[int]] = {}
        for at in pinned:
            item = problem.items[at]
            if item.demands[row]:
                for period in range(item.earliest, item.earliest + item.duration):
                    taken.setdefault(period, []).append(at)
        for period, items in taken.items():
            has, some = units[min(period, len(units) - 1)], []
            for at in sorted(items, key=lambda at: -problem.items[at].demands[row]):
                some.append(at)
                has -= problem.items[at].demands[row]
                if has < 0:
                    yield Breach(Broken.CAPACITY, (row, period, *sorted(some)))
                    break


def _windows(problem: Problem) -> Iterable[Breach]:
    """What a pin waits for, and other pins before it, that ask more of a resource than there is until it starts."""
    for at, item in enumerate(problem.items):
        if not item.pinned:
            continue
        before: set[int] = set()
        todo = list(item.after)
        while todo:
            each = todo.pop()
            if each not in before:
                before.add(each)
                todo += problem.items[each].after
        before |= {
            n
            for n, other in enumerate(problem.items)
            if before and other.pinned and other.earliest + other.duration <= item.earliest
        }
        first = min((problem.items[each].earliest for each in before), default=0)
        for row, units in enumerate(problem.capacities):
            has = sum(units[min(period, len(units) - 1)] for period in range(first, item.earliest))
            some: list[int] = []
            for each in sorted(before, key=lambda n: -problem.items[n].demands[row] * problem.items[n].duration):
                some.append(each)
                has -= problem.items[each].demands[row] * problem.items[each].duration
                if has < 0:
                    yield Breach(Broken.WINDOW, (row, at, *sorted(some)))
                    break
