"""The exact solver: the mixed-integer program by HiGHS, within a time limit, with the bound that it proved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from deliverydesk.analysis.planning.selection.problem import OUT
from deliverydesk.support.quiet import quiet_output

if TYPE_CHECKING:
    from deliverydesk.analysis.planning.selection.problem import Floats
    from deliverydesk.analysis.planning.selection.program import Indices, Program
    from deliverydesk.analysis.planning.selection.relaxation import Relaxation

PROOF: Final = 1e-6
"""A gap of less than this share of the value is none."""
_SOLVED, _STOPPED, _IMPOSSIBLE = 0, 1, 2
_INTEGERS: Final = (1.0, 0.1, 0.01)
_LET_IN: Final = 25
"""So many items that are out may come in where periods are filled anew."""
_SPREAD: Final = 0.5
"""How much chance there is in which, in standard deviations of how well the relaxation likes them."""


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


def reopened(
    program: Program, relaxed: Relaxation, periods: Indices, seconds: float, dice: np.random.Generator
) -> Indices | None:
    """A plan at least as good in which two periods, drawn at random, are filled anew and all others stay.

    Open to the solver are the items of both periods and of those that are out some that the relaxation likes best
    (large neighbourhood search, Shaw 1998, Principles and Practice of Constraint Programming 1520:417-431): few enough
    for it to get far.
    """
    problem = program.problem
    one, other = dice.choice(problem.periods, 2, replace=False)
    liking = np.full(problem.items, -np.inf)
    np.maximum.at(liking, program.item, relaxed.reduced)
    out = np.flatnonzero((periods == OUT) & np.isfinite(liking))
    spread = float(np.std(liking[out])) * _SPREAD if len(out) else 0.0
    drawn = out[np.argsort(-(liking[out] + spread * dice.gumbel(size=len(out))))[:_LET_IN]]
    open_items = (periods == one) | (periods == other)
    open_items[drawn] = True
    open_ = open_items[program.item] & ((program.period == one) | (program.period == other))
    x = program.x_of(periods)
    found = _ask(program, np.where(open_, 0.0, x), np.where(open_, 1.0, x), seconds)
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
