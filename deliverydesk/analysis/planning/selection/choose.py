"""The best set for the time there is: an answer at once, then better ones, each with a bound that is proved.

The relaxation by linear programming bounds the value; rounding it gives the first plan. Searching and the exact
solver improve on both. A plan is called best only where its value meets the bound.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING, Final

import numpy as np

from deliverydesk.analysis.planning.selection.exact import PROOF, reopened, solve, stepped
from deliverydesk.analysis.planning.selection.fill import round_off, search
from deliverydesk.analysis.planning.selection.problem import OUT, breaches
from deliverydesk.analysis.planning.selection.program import program_of
from deliverydesk.analysis.planning.selection.relaxation import relax

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliverydesk.analysis.planning.selection.problem import Problem
    from deliverydesk.analysis.planning.selection.program import Indices, Program
    from deliverydesk.analysis.planning.selection.relaxation import Relaxation

_FEW: Final = 120
"""Columns up to which the exact solver is asked at once: it needs milliseconds."""
_SEARCHED, _REOPENED, _TURN = 0.13, 0.9, 0.4
"""Several periods are beyond the exact solver: so much of the time goes to a search, then up to the second share two
periods at a time are filled anew, for so many seconds each; the solver has the rest for the bound. In one period it has
all the time."""
_LEAST: Final = 0.02
"""Seconds that are not worth a turn."""
_BURST: Final = 0.1
"""Seconds of searching that belong to the quick answer, where rounding alone is far from the bound."""
_FAR: Final = 0.005
_GLANCE: Final = 0.5
"""Seconds for the exact solver where rounding found no plan and there was no time given."""


class Method(StrEnum):
    """How a plan was found."""

    ROUNDING = "rounding"
    SEARCH = "search"
    EXACT = "exact"


@dataclass(frozen=True, eq=False)
class Choice:
    """A plan, and how far from the best it can be. What there is no plan for is told by `plan` being None."""

    problem: Problem
    periods: tuple[int, ...] | None
    """By item: the period that it is done in, −1 where it is left out. None where no plan was found."""
    value: float
    """The objective: expected value less what moving people costs; minus infinity without a plan."""
    bound: float
    """Proved: no plan's objective is above it; minus infinity where it is proved that there is no plan."""
    method: Method
    bottleneck: tuple[int, ...] = ()
    """The teams by how much the relaxation would give for more of them, scarcest first; those that are not scarce
    are left out. An order and no more: what people are worth is told by solving again."""

    @cached_property
    def chosen(self) -> frozenset[int]:
        """The items of the plan."""
        return frozenset(item for item, period in enumerate(self.periods or ()) if period != OUT)

    @property
    def gap(self) -> float:
        """By how much the value could at most rise, as a share of it; infinity without a plan."""
        if self.periods is None:
            return np.inf
        return max(self.bound - self.value, 0.0) / max(abs(self.value), PROOF)

    @property
    def proved(self) -> bool:
        """Whether it is proved that no plan is better, or that there is none."""
        if self.periods is None:
            return self.bound == -np.inf
        return self.bound - self.value <= PROOF * max(1.0, abs(self.value))


def choose(problem: Problem, seconds: float = 1.0, start: Indices | None = None) -> Choice:
    """The best plan that is found in about so many seconds; the quick answer alone for 0."""
    *_, last = improving(problem, seconds, start)
    return last


def improving(problem: Problem, seconds: float, start: Indices | None = None) -> Iterator[Choice]:
    """Better and better plans, or the same with a lower bound, the first at once.

    Stop asking to cancel: the last is the best so far. `start` is a plan to improve on, [item], where it is one.
    """
    began = monotonic()
    program = program_of(problem)
    relaxed = relax(program)
    if relaxed is None:
        yield Choice(problem, None, -np.inf, -np.inf, Method.ROUNDING)
        return
    state = _State(program, relaxed)
    state.take(start, Method.SEARCH)
    state.take(round_off(program, relaxed), Method.ROUNDING)
    few = program.columns <= _FEW
    yield state.choice()
    if state.choice().proved:
        return
    if few or not state.found():
        state.exact(max(seconds - (monotonic() - began), _GLANCE))
        yield state.choice()
    elif state.choice().gap > _FAR:
        state.search(_BURST, 0)
        yield state.choice()
    left = seconds - (monotonic() - began)
    if state.choice().proved or left <= 0:
        return
    if state.found() and not few and problem.periods > 1:
        state.search(left * _SEARCHED, 1)
        yield state.choice()
        until, dice = began + seconds - left * (1 - _REOPENED), np.random.default_rng(1)
        while not state.choice().proved and (more := until - monotonic()) > _LEAST:
            state.reopen(min(max(_TURN, left / 12), more), dice)
            yield state.choice()
    while not state.choice().proved and (left := seconds - (monotonic() - began)) > 0.05:
        risen = state.exact(left)
        yield state.choice()
        if not risen:
            return


class _State:
    """The best plan and the lowest bound so far."""

    def __init__(self, program: Program, relaxed: Relaxation) -> None:
        self.program, self.relaxed = program, relaxed
        self.periods: Indices | None = None
        self.value = -np.inf
        self.bound = stepped(program, relaxed.bound)
        self.method = Method.ROUNDING
        problem = program.problem
        by_team = relaxed.prices[: problem.periods * problem.teams].reshape(problem.periods, -1).sum(axis=0)
        order = np.argsort(-by_team, kind="stable")
        self._bottleneck = tuple(int(team) for team in order if by_team[team] > PROOF)

    def choice(self) -> Choice:
        """The same for whoever asks."""
        periods = None if self.periods is None else tuple(self.periods.tolist())
        return Choice(self.program.problem, periods, self.value, self.bound, self.method, self._bottleneck)

    def take(self, periods: Indices | None, method: Method) -> bool:
        """Keep a plan where it keeps all conditions and is better."""
        if periods is None or breaches(self.program.problem, periods):
            return False
        value = self.program.problem.objective(periods)
        if self.periods is not None and value <= self.value + PROOF * max(1.0, abs(value)) * 1e-3:
            return False
        self.periods, self.value, self.method = periods, value, method
        self.bound = max(self.bound, value)
        return True

    def found(self) -> bool:
        """Whether there is a plan."""
        return self.periods is not None

    def search(self, seconds: float, seed: int) -> None:
        """Look for a better plan about the one that is found."""
        assert self.periods is not None
        self.take(search(self.program, self.relaxed, self.periods, seconds, seed), Method.SEARCH)

    def reopen(self, seconds: float, dice: np.random.Generator) -> None:
        """Fill two periods of the plan anew."""
        assert self.periods is not None
        self.take(reopened(self.program, self.relaxed, self.periods, seconds, dice), Method.EXACT)

    def exact(self, seconds: float) -> bool:
        """Ask the exact solver; True where it found a better plan or a lower bound without a proof."""
        solved = solve(self.program, seconds, self.relaxed, self.value)
        before = self.bound
        risen = self.take(solved.periods, Method.EXACT)
        self.bound = max(min(self.bound, solved.bound), self.value)
        return risen and self.bound < before
