"""Any schedule against its problem, reckoned from the problem alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.analysis.planning.schedule.problem import Problem


class Broken(StrEnum):
    """What a schedule does not keep, and what can stand in each other's way."""

    CAPACITY = "capacity"
    """More is taken of a resource in a period than there is: (resource, period, items that take it …)."""
    ORDER = "order"
    """Something starts before what it comes after has ended: the items from the first to the last."""
    EARLIEST = "earliest"
    """Something starts before it may: (item,)."""
    PIN = "pin"
    """Something pinned does not start where it is pinned: (item,)."""
    CYCLE = "cycle"
    """Items that wait for each other in a circle: (item, the one that waits for it, …)."""
    NEVER = "never"
    """A resource never has, for as long as the item takes, what it needs: (resource, item)."""
    WINDOW = "window"
    """Items ask more of a resource before a pinned one than there is until then: (resource, pinned, items …)."""


@dataclass(frozen=True, slots=True)
class Breach:
    """A condition by its kind and the places that the kind says."""

    code: Broken
    at: tuple[int, ...]


def violations(problem: Problem, starts: Sequence[int]) -> tuple[Breach, ...]:
    """All that a schedule does not keep; nothing where it can be carried out."""
    found: list[Breach] = []
    for at, item in enumerate(problem.items):
        if item.pinned and starts[at] != item.earliest:
            found.append(Breach(Broken.PIN, (at,)))
        elif starts[at] < item.earliest:
            found.append(Breach(Broken.EARLIEST, (at,)))
        found += [
            Breach(Broken.ORDER, (each, at))
            for each in item.after
            if starts[each] + problem.items[each].duration > starts[at]
        ]
    for row, units in enumerate(problem.capacities):
        taken: dict[int, list[int]] = {}
        for at, item in enumerate(problem.items):
            if item.demands[row]:
                for period in range(starts[at], starts[at] + item.duration):
                    taken.setdefault(period, []).append(at)
        for period, items in sorted(taken.items()):
            has = units[min(max(period, 0), len(units) - 1)]
            if sum(problem.items[at].demands[row] for at in items) > has:
                found.append(Breach(Broken.CAPACITY, (row, period, *items)))
    return tuple(found)
