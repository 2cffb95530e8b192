"""The exact solver: the mixed-integer program by HiGHS, within a time limit, with the bound that it proved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from deliverydesk.support.quiet import quiet_output

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.analysis.planning.selection.problem import Floats
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
    problem = program.problem
    low, high = np.zeros(program.columns), np.ones(program.columns)
    if relaxed is not None and np.isfinite(known):
        spare = relaxed.bound - known + PROOF * max(1.0, abs(known))
        high[relaxed.reduced < -spare] = 0.0
        low[relaxed.reduced > spare] = 1.0
    if not program.columns:
        empty = np.full(problem.items, -1, dtype=np.int64)
        return Solved(empty, problem.base) if (program.bound >= 0).all() else Solved(None, -np.inf)
    found = _ask(program, low, high, seconds)
    if found.status == _IMPOSSIBLE:
        return Solved(None, known)
    periods = None if found.x is None else program.periods_of(found.x)
    if found.mip_dual_bound is None or found.status not in (_SOLVED, _STOPPED):
        return Solved(periods, np.inf)
    bound = stepped(program, problem.base - float(found.mip_dual_bound))
    return Solved(periods, max(bound, known))


def _ask(program: Program, low: Floats, high: Floats, seconds: float) -> Any:
    """The solver's own answer for columns between 0 and 1 that are bounded so."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    with quiet_output():
        return milp(
            -program.gain,
            integrality=np.ones(program.columns),
            bounds=Bounds(low, high),
            constraints=LinearConstraint(program.matrix, -np.inf, program.bound),
            options={"time_limit": max(seconds, 0.01), "mip_rel_gap": 0.0},
        )


def merged(program: Program, relaxed: Relaxation, plans: Sequence[Indices], seconds: float) -> Indices | None:
    """The best plan found that is as some good plans are where they agree, and the relaxation with them.

    Only items on which they differ, or which the relaxation breaks, are open to the solver (tour merging, Cook &
    Seymour 2003, INFORMS Journal on Computing 15:233-248): far fewer than all, so it gets far.
    """
    x = np.array([program.x_of(plan) for plan in plans])
    broken = (relaxed.x > PROOF) & (relaxed.x < 1 - PROOF)
    disputed = np.zeros(program.problem.items, dtype=bool)
    disputed[program.item[(x != x[0]).any(axis=0) | broken]] = True
    open_ = disputed[program.item]
    found = _ask(program, np.where(open_, 0.0, x[0]), np.where(open_, 1.0, x[0]), seconds)
    return None if found.x is None else program.periods_of(found.x)


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
