"""How sure a plan is while scores and efforts are estimates: what stays in, what it may cost, what to find out first.

Every draw is solved again. An estimate is taken as lognormal about itself as median; 95 of 100 draws lie within a
factor of it either way: 2 for a value, 1.5 for an effort, all teams of an item being off together. Items that stay in
whatever the draw are the core (Liesiö, Mild & Salo 2007, European Journal of Operational Research 181:1488-1505).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from math import erf, log, sqrt
from typing import TYPE_CHECKING, Final

import numpy as np

from deliverydesk.analysis.planning.selection.choose import Choice, choose
from deliverydesk.analysis.planning.selection.pool import Pool
from deliverydesk.analysis.planning.selection.problem import OUT, SLACK
from deliverydesk.support.progress import no_progress

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import ArrayLike

    from deliverydesk.analysis.planning.selection.problem import Floats, Problem
    from deliverydesk.analysis.planning.selection.program import Indices
    from deliverydesk.analysis.planning.selection.reasons import Flip
    from deliverydesk.support.progress import Progress

VALUE_FACTOR: Final = 2.0
EFFORT_FACTOR: Final = 1.5
CORE, OUTSIDE = 0.9, 0.1
"""From which share of draws on an item is core, and up to which it is out."""
_EXACT_COLUMNS: Final = 60
"""Up to so many columns every draw is solved to a proof; it takes milliseconds."""
_Z95: Final = 1.959964


class Standing(StrEnum):
    """What an item's share of the draws says."""

    CORE = "core"
    TOSS_UP = "toss_up"
    OUT = "out"


@dataclass(frozen=True, eq=False)
class Doubt:
    """How far off the estimates may be, and the draws that are made of them."""

    value: Floats
    """[item]: the factor either way within which 95 of 100 values lie; 1 for a sure one."""
    effort: Floats
    """[item]: the same for efforts."""
    samples: int
    seed: int

    @classmethod
    def of(
        cls,
        items: int,
        value: ArrayLike = VALUE_FACTOR,
        effort: ArrayLike = EFFORT_FACTOR,
        samples: int = 1000,
        seed: int = 1,
    ) -> Doubt:
        """`value` and `effort` are one factor for all, or [item]; factors below 1 are refused with ValueError."""
        factors = [np.broadcast_to(np.asarray(each, dtype=float), items) for each in (value, effort)]
        if any((each < 1).any() or not np.isfinite(each).all() for each in factors):
            raise ValueError("A factor of doubt is 1 or more.")
        return cls(factors[0], factors[1], samples, seed)

    def draws(self) -> tuple[Floats, Floats]:
        """Ratios of what is true to what was estimated, [sample, item]: of values, and of efforts. Equal each time."""
        dice = np.random.default_rng(self.seed)
        shape = (self.samples, len(self.value))
        value = np.exp(np.log(self.value) / _Z95 * dice.standard_normal(shape))
        effort = np.exp(np.log(self.effort) / _Z95 * dice.standard_normal(shape))
        return value, effort


@dataclass(frozen=True, eq=False)
class Robustness:
    """What became of a plan over all draws."""

    choice: Choice
    doubt: Doubt
    share: Floats
    """[item]: in how many of the draws' best plans it is, 0 to 1."""
    regret: float | None
    """How much more the best plan of a draw is worth than this one, on average, where values alone are in doubt."""
    kept: float
    """In how many of the draws this plan still fits, 0 to 1."""
    draws: int
    """How many draws this is of, up to the doubt's samples."""
    exact: bool
    """Every draw was solved to a proof. Else each by the best of many near-best plans, made better by swaps."""

    def standing(self, item: int) -> Standing:
        """Core, toss-up or out."""
        if self.share[item] >= CORE:
            return Standing.CORE
        return Standing.OUT if self.share[item] <= OUTSIDE else Standing.TOSS_UP


def robustness(choice: Choice, doubt: Doubt, progress: Progress = no_progress) -> Robustness:
    """Solve again for each draw. The choice must have a plan. `progress` may stop it."""
    *_, last = robustness_growing(choice, doubt, progress)
    return last


def robustness_growing(choice: Choice, doubt: Doubt, progress: Progress = no_progress) -> Iterator[Robustness]:
    """The same after each draw, so that shares are there before all draws are."""
    assert choice.periods is not None
    problem, plan = choice.problem, np.array(choice.periods, dtype=np.int64)
    values, efforts = doubt.draws()
    sure_effort = bool((doubt.effort == 1).all())
    exact = problem.items * problem.periods <= _EXACT_COLUMNS
    pool = None if exact else Pool(problem, plan)
    inside = np.zeros(problem.items)
    regret = 0.0
    kept = 0
    for at in range(doubt.samples):
        progress(at, doubt.samples)
        drawn = replace(
            problem, value=problem.value * values[at][:, None], effort=problem.effort * efforts[at][:, None]
        )
        best = _best(drawn) if pool is None else pool.best(drawn)
        inside += best != OUT
        fits = sure_effort or bool((_used(drawn, plan) <= drawn.net + SLACK).all())
        kept += fits
        regret += drawn.objective(best) - drawn.objective(plan)
        draws = at + 1
        lost = regret / draws if sure_effort else None
        yield Robustness(choice, doubt, inside / draws, lost, kept / draws, draws, exact)


def _best(problem: Problem) -> Indices:
    found = choose(problem, 1.0)
    return np.full(problem.items, OUT) if found.periods is None else np.array(found.periods, dtype=np.int64)


def _used(problem: Problem, plan: Indices) -> Floats:
    return np.array([problem.effort[plan == period].sum(axis=0) for period in range(problem.periods)])


@dataclass(frozen=True, slots=True)
class Information:
    """What it would be worth to know one item's value before choosing."""

    item: int
    worth: float
    """The expected rise of the plan's value (EVPPI), in the objective's unit."""


def information(flips: Sequence[Flip], doubt: Doubt) -> tuple[Information, ...]:
    """For each item what its true value is worth to know (expected value of partial perfect information, EVPPI,
    Raiffa & Schlaifer 1961), most first; the first is the estimate to improve first.

    The best plan with the item is worth its value and something that does not hang on it, the best without it nothing
    of it; so both are equal at the flip value f, and knowing the value v is worth E max(v − f, 0) for an item that is
    out and E max(f − v, 0) for one that is in. In closed form for a lognormal v whose mean is the estimate, so that
    the plan that is best for the estimates is the best without knowing.
    """
    found = []
    for each in flips:
        flips_at = each.flips_at
        worth = 0.0
        if flips_at is not None and each.value > 0:
            call = _call(each.value, flips_at, log(float(doubt.value[each.item])) / _Z95)
            worth = call - each.value + flips_at if each.chosen else call
        found.append(Information(each.item, max(worth, 0.0)))
    return tuple(sorted(found, key=lambda each: -each.worth))


def _call(mean: float, strike: float, sigma: float) -> float:
    """E max(v − strike, 0) of a lognormal v with this mean and standard deviation of its logarithm."""
    if strike <= 0 or sigma <= 0:
        return max(mean - strike, 0.0)
    d1 = (log(mean / strike) + sigma * sigma / 2) / sigma
    return mean * _normal(d1) - strike * _normal(d1 - sigma)


def _normal(z: float) -> float:
    return (1 + erf(z / sqrt(2))) / 2
