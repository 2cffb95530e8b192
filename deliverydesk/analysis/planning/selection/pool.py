"""Near-best plans of one problem, to answer many draws of its estimates quickly.

For a draw the best plan of the pool that fits it is taken and made better by a short list: what no longer fits leaves,
the weakest first, and what fits by its worth at the prices of the estimates comes in. Plans found so join the pool.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from deliverydesk.analysis.planning.selection.fill import Filling, round_off, worth_of
from deliverydesk.analysis.planning.selection.problem import OUT, breaches
from deliverydesk.analysis.planning.selection.program import program_of
from deliverydesk.analysis.planning.selection.relaxation import relax

if TYPE_CHECKING:
    from deliverydesk.analysis.planning.selection.problem import Problem
    from deliverydesk.analysis.planning.selection.program import Indices

_MOST: Final = 400
"""Plans in the pool."""


class Pool:
    """Plans that were the best of some draw."""

    def __init__(self, problem: Problem, plan: Indices) -> None:
        self._plans: list[Indices] = [plan]
        self._known = {plan.tobytes()}
        self._empty = np.full(problem.items, OUT, dtype=np.int64)

    def best(self, problem: Problem) -> Indices:
        """The best plan found for a draw."""
        candidates = [self._empty]
        program = program_of(problem)
        relaxed = relax(program)
        if relaxed is not None:
            rounded = round_off(program, relaxed)
            if rounded is not None:
                candidates.append(rounded)
            values = [problem.objective(plan) for plan in self._plans]
            for at in np.argsort(values)[::-1][:3]:
                filling = Filling(program, np.flatnonzero(program.gain > 0))
                worth = worth_of(program, relaxed)
                order = np.argsort(-worth, kind="stable")
                within = self._plans[int(at)][program.item[order]] == program.period[order]
                filling.add(order[within])
                filling.fill(worth[filling.live])
                candidates.append(filling.at)
        sound = [plan for plan in candidates if not breaches(problem, plan)]
        best = max(sound, key=problem.objective, default=self._empty)
        if best.tobytes() not in self._known and len(self._plans) < _MOST:
            self._known.add(best.tobytes())
            self._plans.append(best)
        return best
