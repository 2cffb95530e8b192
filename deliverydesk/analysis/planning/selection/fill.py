"""A plan under construction: what still fits is one comparison over all columns that are looked at.

`round_off` leads from the relaxation to a plan: whole columns first, broken ones by their share, then whatever fits
for its price. `search` then ruins a few places of the plan and fills them anew, over and over, now and then keeping a
slightly worse one (Schrimpf et al. 2000, Journal of Computational Physics 159:139-171). Neither breaks a limit on its
way, but may end without what must be done or below a guardrail's low share: then it is no plan, and the caller turns
to the exact solver.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Final

import numpy as np

from deliverydesk.analysis.planning.selection.problem import OUT, SLACK, breaches

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from deliverydesk.analysis.planning.selection.problem import Flags, Floats
    from deliverydesk.analysis.planning.selection.program import Indices, Program
    from deliverydesk.analysis.planning.selection.relaxation import Relaxation

_WHOLE: Final = 1 - 1e-6
_LIVE: Final = 1500
"""Columns that are looked at: those that the relaxation likes best."""
_RUINED: Final = 12
"""Items that leave at most at a time, beside what needs them."""
_WARMTH: Final = 0.001
"""How much worse a plan may get at the start, as a share of its value, to be kept with probability 1/e."""
_JITTER: Final = 0.2
"""By how much, as a standard deviation of logarithms, the order of filling varies."""


class Filling:
    """Which items are in, and what that leaves of every limit."""

    def __init__(self, program: Program, live: Indices | None = None) -> None:
        """`live`: the columns that `fill` looks at; all where none are given."""
        problem = program.problem
        self.program, self.problem = program, problem
        self.at = np.full(problem.items, OUT, dtype=np.int64)
        self.free = problem.net + SLACK
        self._coefficients, bounds = problem.sides
        self.left = bounds + SLACK
        self.live = np.arange(program.columns) if live is None else live
        self._item, self._period = program.item[self.live], program.period[self.live]
        self._effort = problem.effort[self._item]
        self._sides = self._coefficients[:, self._item]
        self._needing, self._needed = (np.array(problem.requires, dtype=np.int64).reshape(-1, 2)).T
        self._needs: list[list[int]] = [[] for _ in range(problem.items)]
        self._serves: list[list[int]] = [[] for _ in range(problem.items)]
        for item, needed in problem.requires:
            self._needs[item].append(needed)
            self._serves[needed].append(item)
        self._rivals: list[frozenset[int]] = [frozenset()] * problem.items
        for group in problem.exclusive:
            for each in group:
                self._rivals[each] |= group - {each}
        self._closed = np.zeros(problem.items, dtype=np.int64)
        """[item]: how many rivals of its either/or groups are in."""

    @property
    def value(self) -> float:
        return self.problem.objective(self.at)

    def start(self, periods: Indices) -> None:
        """Take the items of a plan as they are."""
        for item in np.flatnonzero(periods != OUT):
            self._put(int(item), int(periods[item]))

    def _put(self, item: int, period: int) -> None:
        self.at[item] = period
        self.free[period] -= self.problem.effort[item]
        self.left -= self._coefficients[:, item]
        for rival in self._rivals[item]:
            self._closed[rival] += 1

    def _take(self, item: int) -> int:
        period = int(self.at[item])
        self.at[item] = OUT
        self.free[period] += self.problem.effort[item]
        self.left += self._coefficients[:, item]
        for rival in self._rivals[item]:
            self._closed[rival] -= 1
        return period

    def fits(self, column: int) -> bool:
        """Whether one more column fits in as it stands."""
        item, period = int(self.program.item[column]), int(self.program.period[column])
        return (
            self.at[item] == OUT
            and not self._closed[item]
            and bool((self.problem.effort[item] <= self.free[period]).all())
            and self._side_fits(self._coefficients[:, item])
            and all(OUT < self.at[each] <= period for each in self._needs[item])
        )

    def _side_fits(self, coefficients: Floats) -> bool:
        """A limit that is broken already may be made no worse."""
        return bool(((coefficients <= self.left) | (coefficients <= 0)).all())

    def fitting(self) -> Flags:
        """[live column]: which fit in as it stands."""
        fit: Flags = (self.at[self._item] == OUT) & (self._closed[self._item] == 0)
        fit &= (self._effort <= self.free[self._period]).all(axis=1)
        if len(self.left):
            fit &= ((self._sides <= self.left[:, None]) | (self._sides <= 0)).all(axis=0)
        if len(self._needing):
            fit &= self._period >= self._ready()[self._item]
        return fit

    def _ready(self) -> NDArray[np.int64]:
        """[item]: the first period in which all that it needs is done; beyond the last where something is out."""
        ready = np.zeros(self.problem.items, dtype=np.int64)
        done = self.at[self._needed]
        np.maximum.at(ready, self._needing, np.where(done == OUT, self.problem.periods, done))
        return ready

    def add(self, columns: Indices) -> None:
        """Put in what fits, in this order; again from the start while something that was waited for came in."""
        waiting = columns
        while len(waiting):
            refused = []
            took = False
            for column in waiting:
                if self.fits(int(column)):
                    self._put(int(self.program.item[column]), int(self.program.period[column]))
                    took = True
                else:
                    refused.append(column)
            if not took or not len(self._needing):
                return
            waiting = np.array([column for column in refused if self._needs[self.program.item[column]]], dtype=np.int64)

    def fill(self, worth: Floats) -> None:
        """Put in the fitting column that is worth most, [live column], again and again while one fits."""
        while len(self.live):
            fitting = np.where(self.fitting(), worth, -np.inf)
            best = int(fitting.argmax())
            if fitting[best] == -np.inf:
                return
            self._put(int(self._item[best]), int(self._period[best]))

    def ruin(self, items: Iterable[int]) -> None:
        """Take items out, and with each what needs it."""
        leaving = list(items)
        for item in leaving:
            if self.at[item] != OUT:
                self._take(item)
                leaving += [each for each in self._serves[item] if self.at[each] != OUT]

    def restore(self, periods: Indices) -> None:
        """Go back to a plan that was."""
        for item in np.flatnonzero((self.at != periods) & (self.at != OUT)):
            self._take(int(item))
        for item in np.flatnonzero(self.at != periods):
            self._put(int(item), int(periods[item]))


def round_off(program: Program, relaxed: Relaxation) -> Indices | None:
    """[item]: the plan that the relaxation leads to; None where rounding finds none that keeps all conditions."""
    x = relaxed.x
    live = np.flatnonzero(program.gain > 0)
    filling = Filling(program, live)
    filling.add(np.flatnonzero(x > _WHOLE))
    broken = np.flatnonzero((x > 1 - _WHOLE) & (x <= _WHOLE))
    filling.add(broken[np.argsort(-x[broken], kind="stable")])
    filling.fill(worth_of(program, relaxed)[live])
    return None if breaches(program.problem, filling.at) else filling.at


def search(program: Program, relaxed: Relaxation, periods: Indices, seconds: float, seed: int = 1) -> Indices:
    """[item]: the best plan found from this one by ruining and filling for so many seconds; never a worse one."""
    problem, dice = program.problem, np.random.default_rng(seed)
    liked = np.argsort(-relaxed.reduced, kind="stable")[:_LIVE]
    live = liked[program.gain[liked] > 0]
    if not len(live):
        return periods
    filling = Filling(program, live)
    filling.start(periods)
    worth = np.log(np.maximum(worth_of(program, relaxed)[live], 1e-12))
    liking = np.full((problem.items, problem.periods), -np.inf)
    liking[program.item, program.period] = relaxed.reduced
    scale = float(np.median(np.abs(relaxed.reduced))) + 1e-12
    movable = ~np.isin(np.arange(problem.items), list(problem.must))
    best, best_value = periods.copy(), filling.value
    current = best_value
    began = monotonic()
    while (passed := monotonic() - began) < seconds:
        kept = filling.at.copy()
        inside = np.flatnonzero((kept != OUT) & movable)
        if not len(inside):
            break
        if problem.periods > 1:  # what leaves one period makes room for something else there
            one = dice.integers(problem.periods)
            inside = inside[(kept[inside] == one) | (dice.random(len(inside)) < 0.3)]
        weakness = liking[inside, kept[inside]] / scale - dice.gumbel(size=len(inside))
        filling.ruin(inside[np.argsort(weakness)[: dice.integers(1, _RUINED + 1)]].tolist())
        filling.fill(worth + _JITTER * dice.random() * dice.standard_normal(len(live)))
        value = filling.value
        warmth = _WARMTH * (1 - passed / seconds) * abs(best_value) + 1e-12
        sound = bool((filling.left >= 0).all()) and not any(filling.at[each] == OUT for each in problem.must)
        if sound and (value >= current or dice.random() < np.exp((value - current) / warmth)):
            current = value
            if value > best_value + 1e-9 and not breaches(problem, filling.at):
                best, best_value = filling.at.copy(), value
        else:
            filling.restore(kept)
    return best


def worth_of(program: Program, relaxed: Relaxation) -> Floats:
    """[column]: gain for each unit of what the column uses at the relaxation's prices."""
    problem = program.problem
    prices = relaxed.prices[: problem.periods * problem.teams].reshape(problem.periods, problem.teams)
    used = (problem.effort @ prices.T)[program.item, program.period]
    worth: Floats = program.gain / np.maximum(used, 1e-9 + np.abs(program.gain) * 1e-6)
    return worth
