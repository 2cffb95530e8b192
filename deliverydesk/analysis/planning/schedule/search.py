"""A plan at once, and better ones while there is time."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from time import perf_counter
from typing import TYPE_CHECKING

from deliverydesk.analysis.planning.schedule.bounds import least_cost, least_end
from deliverydesk.analysis.planning.schedule.conflicts import pins_fit
from deliverydesk.analysis.planning.schedule.exact import Exact, helps
from deliverydesk.analysis.planning.schedule.filling import MANY, Filling
from deliverydesk.analysis.planning.schedule.generating import Packed
from deliverydesk.analysis.planning.schedule.genetic import Cheapening, Shortening
from deliverydesk.analysis.planning.schedule.problem import Plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliverydesk.analysis.planning.schedule.problem import Problem

PRICED = 0.2
"""The share of its seconds that a search looks for a better bound."""
ROUNDS = 10
"""Rounds of that before an order is made of them."""
EVERY = 0.25
"""Seconds after which a search says where it stands even where it found nothing better."""


def quick(problem: Problem, packed: Packed | None = None, bound: int | None = None) -> Plan | None:
    """The plan of one pass: by last possible start where only the makespan counts, else by weight for its work.

    None where the pass leaves a pin no room; that proves nothing. Raises ValueError for a cycle. A problem that is
    asked again is packed, and its bound reckoned, once.
    """
    packed = packed or Packed(problem)
    starts = packed.forwards(packed.listed(_keys(packed)), packed.early)
    if packed.late(starts) or not pins_fit(problem):
        return None
    return _plan(problem, starts, least_cost(packed) if bound is None else bound, 1)


def improve(problem: Problem, seconds: float, seed: int = 1) -> Iterator[Plan]:
    """Better and better plans, and every quarter of a second the best again; ends early where it is proved best.

    Nothing where no plan is found: `conflicts.conflict_of` may say why. Raises ValueError for a cycle.
    """
    limit = perf_counter() + seconds
    packed = Packed(problem)
    if not pins_fit(problem):
        return
    bound = least_cost(packed)
    best: Plan | None = None
    tried = 0
    seeds = []
    for starts in _seeds(packed):
        tried += 1
        seeds.append(starts)
        if not packed.late(starts) and (best is None or problem.cost(starts) < best.cost):
            best = _plan(problem, starts, bound, tried)
            yield best
            if best.proved:
                return
    if not problem.plain:
        for starts, proved in _priced(packed, seeds, perf_counter() + PRICED * seconds):
            tried, risen = tried + 1, proved > bound
            bound = max(bound, proved)
            news = not packed.late(starts) and (best is None or problem.cost(starts) < best.cost)
            if news:
                best = _plan(problem, starts, bound, tried)
            if best is not None and (news or risen):
                best = replace(best, bound=bound, tried=tried)
                yield best
                if best.proved:
                    return
    search: Shortening | Filling | Cheapening
    if not problem.plain:
        search = Cheapening(packed, seeds, seed)
    elif packed.count >= MANY:
        search = Filling(packed, least_end(packed), seeds, seed)
    else:
        search = Shortening(packed, seeds, seed)
    told = perf_counter()
    least: float = inf if best is None else best.end if problem.plain else best.cost
    exact = Exact(packed, best, bound, limit, seed) if helps(packed, limit - told) else None
    try:
        for found in search.steps():
            now, news = perf_counter(), False
            if found is not None:
                tried += 1
                news = not found[0] and found[1] < least
                if news:
                    least, best = found[1], _plan(problem, found[2], bound, tried)
            if exact is not None:
                if exact.impossible:
                    return
                if exact.bound > bound:
                    bound, news = exact.bound, True
                if exact.best is not None and (best is None or exact.best[0] < best.cost):
                    best, news = _plan(problem, exact.best[1], bound, tried), True
                    least = best.end if problem.plain else best.cost
            if best is not None and (news or now - told > EVERY):
                told, best = now, replace(best, bound=bound, tried=tried)
                yield best
            if now > limit or (best is not None and best.proved):
                return
    finally:
        if exact is not None:
            exact.stop()


def _priced(packed: Packed, seeds: list[list[int]], limit: float) -> Iterator[tuple[list[int], int]]:
    """Schedules by the orders that prices give, each with a bound; the best of them join the seeds."""
    from deliverydesk.analysis.planning.schedule.prices import Prices, affordable

    until = max(map(packed.problem.end, seeds))
    if not affordable(packed, until):
        return
    prices = Prices(packed, until)
    known = min((packed.late(each), packed.problem.cost(each), each) for each in seeds)
    while not prices.settled and perf_counter() < limit:
        for _ in range(ROUNDS):
            prices.round(known[1])
        for ready in (packed.early, packed.heads):
            starts = packed.forwards(packed.listed(prices.order), ready)
            found = packed.late(starts), packed.problem.cost(starts), starts
            if found < known:
                known = found
                seeds.append(starts)
            yield starts, prices.bound


def _plan(problem: Problem, starts: Sequence[int], bound: int, tried: int) -> Plan:
    return Plan(tuple(starts), problem.end(starts), problem.cost(starts), bound, tried)


def _keys(packed: Packed) -> list[float]:
    if packed.problem.plain:
        return [float(last) for last in packed.latest]
    return _by_weight(packed)


def _by_weight(packed: Packed) -> list[float]:
    """Work for each unit of weight, by the shares that it is of what the resources have."""
    problem = packed.problem
    means = [max(sum(units) / len(units), 1e-9) for units in problem.capacities]
    keys = []
    for item in problem.items:
        work = item.duration * max((asked / mean for asked, mean in zip(item.demands, means, strict=True)), default=0.0)
        keys.append(work / (item.weight + 0.01))
    return keys


def _scarce_first(packed: Packed) -> list[float]:
    """By what is taken of the scarcest resources, then by what follows; what leads up to it goes as early."""
    problem = packed.problem
    loads = []
    for row, units in enumerate(problem.capacities):
        asked = sum(item.demands[row] * item.duration for item in problem.items)
        loads.append(asked * len(units) / max(sum(units), 1))
    most = max(loads, default=0.0)
    scarce = [row for row, load in enumerate(loads) if load > 0.97 * most]
    whole = 1 + max(packed.tails, default=0)
    keys = [
        -float(tail) - whole * sum(item.demands[row] for row in scarce)
        for tail, item in zip(packed.tails, problem.items, strict=True)
    ]
    for at in reversed(packed.topological):
        for each in packed.following[at]:
            keys[at] = min(keys[at], keys[each])
    return keys


def _seeds(packed: Packed) -> Iterator[list[int]]:
    """Passes by rules: the most promising one first; each then justified backwards and forwards."""
    problem = packed.problem
    rules = [_keys(packed), [float(last) for last in packed.latest], _scarce_first(packed)]
    if not problem.plain:
        present = [
            head if item.present is None else item.present
            for item, head in zip(problem.items, packed.heads, strict=True)
        ]
        rules.insert(1, [float(each) for each in present])
        rules.insert(2, [float(n) for n in range(packed.count)])
    for keys in rules:
        starts = packed.forwards(packed.listed(keys), packed.early)
        yield starts
        if problem.plain and packed.count:
            ends = [start + long for start, long in zip(starts, packed.durations, strict=True)]
            turned = packed.backwards(packed.listed_back([float(-end) for end in ends]), starts, max(ends))
            yield packed.forwards(packed.listed(turned), packed.heads)
