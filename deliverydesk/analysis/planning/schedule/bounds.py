"""What no schedule can cost less than: the critical path, the load of each resource, and what waits the least.

The load is that of the items which cannot start before a period, within all that there is from then on, and of what
has to follow them. Weighted ends are bounded by mean busy times: C = M + (d + 1)/2 with M the mean of an item's
periods, and Σ weight·M is least where work flows in the order of weight by work (Schulz 1996, IPCO V:301-315).
"""

from __future__ import annotations

from bisect import bisect_left
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deliverydesk.analysis.planning.schedule.generating import Packed


def least_end(packed: Packed) -> int:
    """Periods that any schedule takes."""
    critical = max((head + tail for head, tail in zip(packed.heads, packed.tails, strict=True)), default=0)
    return max([critical, *(_by_load(packed, row) for row in range(len(packed.problem.capacities)))])


def _by_load(packed: Packed, row: int) -> int:
    items, units = packed.problem.items, packed.problem.capacities[row]
    asked = [at for at in range(packed.count) if items[at].demands[row] and items[at].duration]
    asked.sort(key=lambda at: -packed.heads[at])
    summed = [0]
    for period in range(packed.horizon):
        summed.append(summed[-1] + units[min(period, len(units) - 1)])
    least, work, rest, end = 0, 0, packed.horizon, packed.horizon
    for n, at in enumerate(asked):
        work += items[at].demands[row] * items[at].duration
        rest = min(rest, packed.tails[at] - packed.durations[at])
        head = packed.heads[at]
        if n + 1 < len(asked) and packed.heads[asked[n + 1]] == head:
            continue
        end = _first(summed, summed[min(head, packed.horizon)] + work)
        least = max(least, end + rest)
    return least


def _first(summed: list[int], work: int) -> int:
    """The first period by which so much can have been done, the horizon where that is never."""
    return min(bisect_left(summed, work), len(summed) - 1)


def least_cost(packed: Packed) -> int:
    """What any schedule costs at least."""
    problem = packed.problem
    cost = problem.makespan * least_end(packed)
    if problem.plain:
        return cost
    alone = []
    for head, item in zip(packed.heads, problem.items, strict=True):
        where = [head] if item.present is None or item.present <= head else [head, item.present]
        moved = (item.stay * abs(start - item.present) if item.present is not None else 0 for start in where)
        alone.append(min(item.weight * (start + item.duration) + far for start, far in zip(where, moved, strict=True)))
    for row, members in _by_scarcest(packed).items():
        cost += max(sum(alone[at] for at in members), 0 if row is None else _flowing(packed, row, members))
    return cost


def _by_scarcest(packed: Packed) -> dict[int | None, list[int]]:
    """Each item with the one of its resources that all items ask most of; None for those that ask for nothing."""
    items = packed.problem.items
    loads = [
        sum(item.demands[row] * item.duration for item in items) / (sum(units) / len(units) or 1e-9)
        for row, units in enumerate(packed.problem.capacities)
    ]
    found: dict[int | None, list[int]] = {}
    for at, item in enumerate(items):
        rows = [row for row, asked in enumerate(item.demands) if asked and item.duration]
        found.setdefault(max(rows, key=loads.__getitem__, default=None), []).append(at)
    return found


def _flowing(packed: Packed, row: int, members: list[int]) -> int:
    """Σ weight·end of some items if only they used a resource, and their work flowed through it without breaks."""
    items, units = packed.problem.items, packed.problem.capacities[row]
    work = {at: items[at].demands[row] * items[at].duration for at in members}
    period, left = 0, units[0]
    doubled = 0.0
    for at in sorted(members, key=lambda at: -items[at].weight / work[at]):
        todo, moment = work[at], 0
        while todo and period < packed.horizon:
            done = min(todo, left)
            moment += done * period
            todo, left = todo - done, left - done
            if not left:
                period += 1
                left = units[min(period, len(units) - 1)]
        doubled += items[at].weight * (2 * (moment + todo * period) / work[at] + items[at].duration + 1)
    return ceil(doubled / 2 * (1 - 1e-9) - 1e-6)
