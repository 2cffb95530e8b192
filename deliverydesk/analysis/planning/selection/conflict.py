"""Why there is no plan: the smallest set of conditions found that cannot all be kept.

Deletion filter (Chinneck & Dravnieks 1991, ORSA Journal on Computing 3:157-168): leave conditions out, half of them at
a time and in the end one by one, while there is still no plan; what stays cannot do without any of its members.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from deliverydesk.analysis.planning.selection.exact import solve
from deliverydesk.analysis.planning.selection.problem import OUT, Breach, Broken, breaches
from deliverydesk.analysis.planning.selection.program import program_of
from deliverydesk.analysis.planning.selection.relaxation import relax

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.analysis.planning.selection.problem import Problem

_EACH = 2.0
"""Seconds to find out whether some conditions can be kept."""


@dataclass(frozen=True, eq=False)
class Conflict:
    """Conditions that cannot all be kept. No condition can be left out of a smallest set."""

    problem: Problem
    conditions: tuple[Breach, ...]
    smallest: bool
    """False where the time was not enough to try every condition."""


def conflict_of(problem: Problem) -> Conflict | None:
    """The conflict of a problem that has no plan; None where it has one, or where that could not be found out."""
    circle = cycle_of(problem)
    if circle:
        return Conflict(problem, (Breach(Broken.CYCLE, circle),), True)
    conditions = _conditions(problem)
    if _possible(problem, conditions) is not False:
        return None
    smallest = True
    size = max(len(conditions) // 2, 1)
    while True:
        at = 0
        while at < len(conditions):
            fewer = conditions[:at] + conditions[at + size :]
            possible = _possible(problem, fewer)
            smallest &= possible is not None
            if possible is False:
                conditions = fewer
            else:
                at += size
        if size == 1:
            return Conflict(problem, tuple(conditions), smallest)
        size = max(size // 2, 1)


def cycle_of(problem: Problem) -> tuple[int, ...]:
    """The shortest circle of items that need each other; nothing where there is none."""
    needs: dict[int, list[int]] = {}
    for item, needed in problem.requires:
        needs.setdefault(item, []).append(needed)
    shortest: tuple[int, ...] = ()
    for first in needs:
        before = {first: first}
        waiting = deque([first])
        while waiting:
            item = waiting.popleft()
            for needed in needs.get(item, ()):
                if needed == first:
                    way = [item]
                    while way[-1] != first:
                        way.append(before[way[-1]])
                    if not shortest or len(way) < len(shortest):
                        shortest = tuple(reversed(way))
                    waiting.clear()
                    break
                if needed not in before:
                    before[needed] = item
                    waiting.append(needed)
    return shortest


def _conditions(problem: Problem) -> list[Breach]:
    """All that can stand in the way, in the order in which it is tried to do without."""
    teams = problem.teams
    found = [Breach(Broken.CAPACITY, divmod(at, teams)) for at in range(problem.periods * teams)]
    found += [Breach(Broken.BUDGET)] * (problem.budget is not None)
    found += [Breach(Broken.EXCLUSIVE, (n,)) for n in range(len(problem.exclusive))]
    found += [Breach(Broken.REQUIRES, pair) for pair in problem.requires]
    found += [Breach(Broken.EXCLUDED, (item,)) for item in sorted(problem.excluded)]
    found += [Breach(Broken.PERIOD, (int(item),)) for item in np.flatnonzero(~problem.allowed.all(axis=1))]
    for n, guardrail in enumerate(problem.guardrails):
        found += [Breach(Broken.LOW, (n,))] * (guardrail.low > 0) + [Breach(Broken.HIGH, (n,))] * (guardrail.high < 1)
    return found + [Breach(Broken.MUST, (item,)) for item in sorted(problem.must)]


def _possible(problem: Problem, conditions: Sequence[Breach]) -> bool | None:
    """Whether some plan keeps these conditions; None where that could not be found out in time."""
    kept = only(problem, conditions)
    if not breaches(kept, [OUT] * kept.items):
        return True
    program = program_of(kept)
    if relax(program) is None:
        return False
    solved = solve(program, _EACH)
    if solved.periods is not None:
        return True
    return False if solved.bound == -np.inf else None


def only(problem: Problem, conditions: Sequence[Breach]) -> Problem:
    """The problem with these conditions alone."""
    kept: dict[Broken, set[tuple[int, ...]]] = {code: set() for code in Broken}
    for each in conditions:
        kept[each.code].add(each.at)
    floor, capacity = problem.floor.copy(), problem.capacity.copy()
    roomy = float(problem.effort.sum()) + 1.0
    for period in range(problem.periods):
        for team in range(problem.teams):
            if (period, team) not in kept[Broken.CAPACITY]:
                floor[period, team] = 0.0
                capacity[period, team] = max(roomy, capacity[period, team])
    allowed = problem.allowed.copy()
    for item in range(problem.items):
        if (item,) not in kept[Broken.PERIOD]:
            allowed[item] = True
    guardrails = []
    for n, guardrail in enumerate(problem.guardrails):
        low = guardrail.low if (n,) in kept[Broken.LOW] else 0.0
        high = guardrail.high if (n,) in kept[Broken.HIGH] else 1.0
        guardrails.append(type(guardrail)(guardrail.members, low, high, guardrail.basis))
    return replace(
        problem,
        value=np.zeros_like(problem.value),
        capacity=capacity,
        floor=floor,
        allowed=allowed,
        budget=problem.budget if kept[Broken.BUDGET] else None,
        requires=tuple(pair for pair in problem.requires if pair in kept[Broken.REQUIRES]),
        exclusive=tuple(group for n, group in enumerate(problem.exclusive) if (n,) in kept[Broken.EXCLUSIVE]),
        must=frozenset(item for item in problem.must if (item,) in kept[Broken.MUST]),
        excluded=frozenset(item for item in problem.excluded if (item,) in kept[Broken.EXCLUDED]),
        guardrails=tuple(guardrails),
        switching=None,
    )
