"""The linear relaxation: how much value no plan can exceed, and what that says of single columns.

The bound is taken from the dual figures by weak duality, Σ y·bound + Σ max(0, gain − y·column), y ≥ 0, so it holds
whatever the solver's tolerances. The dual figures themselves name the bottleneck and order the rounding; they are
never told as the worth of a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from deliverydesk.analysis.planning.selection.problem import SLACK

if TYPE_CHECKING:
    from deliverydesk.analysis.planning.selection.problem import Floats
    from deliverydesk.analysis.planning.selection.program import Program


@dataclass(frozen=True, slots=True, eq=False)
class Relaxation:
    """The best fractional plan."""

    x: Floats
    """[column]"""
    prices: Floats
    """[row]: dual figures, at least 0."""
    reduced: Floats
    """[column]: gain less what the column uses at these prices."""
    bound: float
    """No plan's objective is above it."""


def relax(program: Program) -> Relaxation | None:
    """Solve the relaxation; None where not even a fractional plan keeps all conditions."""
    from scipy.optimize import linprog

    if not program.columns:
        return _nothing(program)
    found = linprog(-program.gain, A_ub=program.matrix, b_ub=program.bound, bounds=(0.0, 1.0), method="highs")
    if found.x is None:
        return None
    prices = np.maximum(-found.ineqlin.marginals, 0.0)
    reduced = program.gain - prices @ program.matrix
    bound = program.problem.base + float(prices @ program.bound + np.maximum(reduced, 0.0).sum())
    return Relaxation(found.x, prices, reduced, bound)


def _nothing(program: Program) -> Relaxation | None:
    """Where no item fits at all, the empty plan is the only one."""
    if (program.bound < -SLACK).any():
        return None
    return Relaxation(np.zeros(0), np.zeros(len(program.bound)), np.zeros(0), program.problem.base)
