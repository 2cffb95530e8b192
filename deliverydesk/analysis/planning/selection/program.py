"""A problem as an integer program: maximise gain·x, matrix·x ≤ bound, x in {0, 1}; a column for an item in a period.

An item that does not fit a period even alone has no column there, which makes the relaxation tighter.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from deliverydesk.analysis.planning.selection.problem import OUT, SLACK

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from deliverydesk.analysis.planning.selection.problem import Floats, Problem

    Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """The columns and rows of a problem. The first period × team rows are the capacities."""

    problem: Problem
    item: Indices
    """[column]"""
    period: Indices
    """[column]"""
    gain: Floats
    """[column]"""
    matrix: Any
    """[row, column], a scipy csc_array"""
    bound: Floats
    """[row]"""

    @property
    def columns(self) -> int:
        return len(self.item)

    def periods_of(self, x: Floats) -> Indices:
        """[item]: the period of each item in a solution that is 0 or 1 but for rounding."""
        at = np.full(self.problem.items, OUT, dtype=np.int64)
        taken = x > 0.5
        at[self.item[taken]] = self.period[taken]
        return at

    def x_of(self, periods: Indices) -> Floats:
        """[column]: a plan as a solution."""
        x: Floats = (periods[self.item] == self.period).astype(float)
        return x


class _Rows:
    """Rows gathered as (row, column, coefficient) triples."""

    def __init__(self) -> None:
        self.parts: list[tuple[Indices, Indices, Floats]] = []
        self.bounds: list[Floats] = []
        self.count = 0

    def add(self, rows: Indices, columns: Indices, figures: Floats, bounds: Floats) -> None:
        """So many rows as there are bounds; `rows` counts from 0 within them."""
        self.parts.append((rows + self.count, columns, figures))
        self.bounds.append(bounds)
        self.count += len(bounds)

    def one(self, columns: Indices, figures: Floats, bound: float) -> None:
        self.add(np.zeros(len(columns), dtype=np.int64), columns, figures, np.array([bound]))

    def matrix(self, columns: int) -> tuple[Any, Floats]:
        from scipy.sparse import csc_array

        row, column, figure = (np.concatenate(part) for part in zip(*self.parts, strict=True))
        return csc_array((figure, (row, column)), shape=(self.count, columns)), np.concatenate(self.bounds)


def program_of(problem: Problem) -> Program:
    """The integer program of a problem."""
    item, period = _columns(problem)
    rows = _Rows()
    column, team = np.nonzero(problem.effort[item])
    rows.add(period[column] * problem.teams + team, column, problem.effort[item[column], team], problem.net.ravel())
    if problem.periods > 1:
        every = np.arange(len(item))
        rows.add(item, every, np.ones(len(item)), np.ones(problem.items))
    for coefficients, bound in zip(*problem.sides, strict=True):
        used = np.flatnonzero(coefficients[item])
        rows.one(used, coefficients[item[used]], bound)
    starts = np.searchsorted(item, np.arange(problem.items + 1))  # columns are sorted by item
    where = [np.arange(first, after) for first, after in pairwise(starts)]
    for group in problem.exclusive:
        members = np.concatenate([where[each] for each in sorted(group)] or [np.zeros(0, np.int64)])
        rows.one(members, np.ones(len(members)), 1.0)
    for must in sorted(problem.must):
        rows.one(where[must], np.full(len(where[must]), -1.0), -1.0)
    _prerequisites(problem, rows, where, period)
    for barred in problem.barred:  # something of it is out, or something else in
        inside = np.isin(item, list(barred))
        rows.one(np.arange(len(item)), np.where(inside, 1.0, -1.0), len(barred) - 1.0)
    matrix, bound_of = rows.matrix(len(item))
    return Program(problem, item, period, problem.gain[item, period], matrix, bound_of)


def _columns(problem: Problem) -> tuple[Indices, Indices]:
    may = problem.allowed.copy()
    may[sorted(problem.excluded)] = False
    for period in range(problem.periods):
        may[:, period] &= (problem.effort <= problem.net[period] + SLACK).all(axis=1)
    if problem.budget is not None:
        may[problem.cost > problem.budget + SLACK] = False
    columns = np.argwhere(may)
    return columns[:, 0], columns[:, 1]


def _prerequisites(problem: Problem, rows: _Rows, where: list[Indices], period: Indices) -> None:
    """Σ x of an item up to a period ≤ Σ x of what it needs up to the same one, for every period."""
    row, column, figure = [], [], []
    count = 0
    for item, needed in problem.requires:
        for until in range(problem.periods):
            own = where[item][period[where[item]] <= until]
            if not len(own):
                continue
            other = where[needed][period[where[needed]] <= until]
            column += [own, other]
            figure += [np.ones(len(own)), np.full(len(other), -1.0)]
            row.append(np.full(len(own) + len(other), count))
            count += 1
    if count:
        rows.add(np.concatenate(row), np.concatenate(column), np.concatenate(figure), np.zeros(count))
