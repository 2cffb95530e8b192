"""The exact solver: the mixed-integer program by HiGHS, within a time limit, with the bound that it proved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from deliverydesk.analysis.planning.selection.program import Indices, Program
    from deliverydesk.analysis.planning.selection.relaxation import Relaxation

PROOF: Final = 1e-6
"""A gap of less than this share of the value is none."""
_SOLVED, _STOPPED, _IMPOSSIBLE = 0, 1, 2
_INTEGERS: Final = (1.0, 0.1, 0.01)


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """What came of it."""

    periods: Indices | None
    """[item]: the best plan that was found, or None."""
    bound: float
    """No plan's objective is above it; minus infinity where there is no plan."""


def solve(program: Program, seconds: float, relaxed: Relaxation | None = None, known: float = -np.inf) -> Solved:
    """The best plan that is found in the time.

    Given the relaxation and the objective of a plan that is `known`, columns are fixed of which no better plan can
    have another figure; the bound then says how much better than the known plan any can be.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    problem = program.problem
    low, high = np.zeros(program.columns), np.ones(program.columns)
    if relaxed is not None and np.isfinite(known):
        spare = relaxed.bound - known + PROOF * max(1.0, abs(known))
        high[relaxed.reduced < -spare] = 0.0
        low[relaxed.reduced > spare] = 1.0
    if not program.columns:
        empty = np.full(problem.items, -1, dtype=np.int64)
        return Solved(empty, problem.base) if (program.bound >= 0).all() else Solved(None, -np.inf)
    found = milp(
        -program.gain,
        integrality=np.ones(program.columns),
        bounds=Bounds(low, high),
        constraints=LinearConstraint(program.matrix, -np.inf, program.bound),
        options={"time_limit": max(seconds, 0.01), "mip_rel_gap": 0.0},
    )
    if found.status == _IMPOSSIBLE:
        return Solved(None, known)
    periods = None if found.x is None else program.periods_of(found.x)
    if found.mip_dual_bound is None or found.status not in (_SOLVED, _STOPPED):
        return Solved(periods, np.inf)
    bound = stepped(program, problem.base - float(found.mip_dual_bound))
    return Solved(periods, max(bound, known))


def stepped(program: Program, bound: float) -> float:
    """A bound rounded down to what sums of the gains can be, where all are multiples of 1, 0.1 or 0.01."""
    if not np.isfinite(bound):
        return bound
    for step in _INTEGERS:
        units = program.gain / step
        if np.abs(units - np.round(units)).max(initial=0.0) < PROOF:
            above = program.problem.base
            return above + float(np.floor((bound - above) / step + PROOF * max(1.0, abs(bound / step)) * 1e-2)) * step
    return bound
