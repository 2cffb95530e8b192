"""What to begin with the people that a stopped deliverable sets free: three plans from vetted work alone.

Least change moves the fewest people, best value has the most value for what is scarce, most robust stays good when
the estimates are wrong. All keep what people are on now but for what is stopped.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from deliverydesk.analysis.planning.selection.choose import Choice, choose
from deliverydesk.analysis.planning.selection.problem import OUT, SLACK, Switching

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from deliverydesk.analysis.planning.selection.problem import Flags, Floats, Problem
    from deliverydesk.analysis.planning.selection.program import Indices
    from deliverydesk.analysis.planning.selection.robust import Doubt

_FAIR: Final = 0.5
"""The share of the value to be won that the plan of least change has to win."""
_CHARGES: Final = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
"""What moving a person is charged, as shares of what the plan of best value wins for each person moved."""
_OTHERS: Final = 4
"""How many next best plans are looked at for the most robust one."""
_SCENARIOS: Final = 200
"""Draws by which plans are held against each other."""
_LOW, _HIGH = 0.1, 0.9
_Z85, _Z95 = 1.036433, 1.959964


class Aim(StrEnum):
    """What a refill is best at."""

    LEAST_CHANGE = "least_change"
    BEST_VALUE = "best_value"
    MOST_ROBUST = "most_robust"


@dataclass(frozen=True, eq=False)
class RefillPlan:
    """One way to use the freed people."""

    aim: Aim
    choice: Choice
    """The whole plan: what is kept and what begins."""
    begins: frozenset[int]
    """What is begun; vetted all of it."""
    value: float
    """Expected value of what is begun."""
    low: float
    """P10 of that value over the draws of the estimates."""
    high: float
    """P90."""
    fits: float
    """In how many of the draws of the efforts the whole plan fits the capacity, 0 to 1."""
    used: Floats
    """[team]: person-weeks of the freed ones that it uses, at most what was freed."""
    moved: float
    """How many people begin on something new."""


@dataclass(frozen=True, eq=False)
class Refill:
    """The three plans, and doing nothing to hold them against."""

    problem: Problem
    stopped: int
    ready: frozenset[int]
    """The vetted items that could be begun."""
    freed: Floats
    """[team]: person-weeks that the stopped item would still have taken."""
    nothing: Choice
    """All else stays, nothing is begun."""
    plans: tuple[RefillPlan, ...]
    """By the order of `Aim`; plans that are the same are told once for each aim. None where nothing fits."""
    others: tuple[frozenset[int], ...] = ()
    """What the next best plans begin, the most valuable first."""


def refill(
    problem: Problem,
    present: Iterable[int],
    stopped: int,
    ready: Iterable[int],
    people: Floats,
    doubt: Doubt,
    seconds: float = 1.0,
) -> Refill:
    """Stop an item of the present set and fill its people's time from `ready`, the vetted items.

    `people` says for each item, [item], how many people would begin on it. What is neither kept nor vetted stays out,
    whatever it is worth; what must be done, guardrails, budget and prerequisites hold as in the problem, which all
    of the present set but the stopped item is added to as to be done.
    """
    kept = frozenset(present) - {stopped}
    vetted = frozenset(ready) - kept - {stopped}
    others = frozenset(range(problem.items)) - kept - vetted
    bound = replace(
        problem, must=(problem.must | kept) - {stopped}, excluded=(problem.excluded - kept) | others, switching=None
    )
    nothing = choose(replace(bound, excluded=bound.excluded | vetted), seconds)
    best = choose(bound, seconds)
    if best.periods is None or not best.chosen & vetted:
        return Refill(problem, stopped, vetted, problem.effort[stopped], nothing, ())
    won = best.value - nothing.value if nothing.periods is not None else best.value
    freed = problem.effort[stopped]
    weighed = _Weighed(bound, kept, people, doubt)
    lean = _least_change(bound, best, won, kept, people, seconds)
    careful = _careful(bound, best, doubt, seconds)
    plans = (
        weighed.told(Aim.LEAST_CHANGE, lean, freed),
        weighed.told(Aim.BEST_VALUE, best, freed),
        weighed.told(Aim.MOST_ROBUST, weighed.most_robust([best, lean, *careful]), freed),
    )
    told = {plan.begins for plan in plans}
    following = [other.chosen - kept for other in sorted(careful, key=lambda choice: -choice.value)]
    next_best = tuple(dict.fromkeys(begins for begins in following if begins and begins not in told))
    return Refill(problem, stopped, vetted, freed, nothing, plans, next_best)


def _least_change(
    problem: Problem, best: Choice, won: float, kept: frozenset[int], people: Floats, seconds: float
) -> Choice:
    """The fewest people who begin on something new, of plans that still win a fair share of the value.

    Moving a person is charged for, dearer and dearer, which leaves what wins most for each person moved.
    """
    least, fewest = best, _moved(best, kept, people)
    each = won / max(fewest, 1e-9)
    for charge in _CHARGES:
        found = choose(replace(problem, switching=Switching(kept, people, charge * each)), seconds)
        if found.periods is None:
            continue
        value = problem.objective(found.periods)
        moved = _moved(found, kept, people)
        if moved < fewest and value - (best.value - won) >= _FAIR * won:
            fewest = moved
            least = Choice(problem, found.periods, value, best.bound, found.method, best.bottleneck)
    return least


def _moved(choice: Choice, kept: frozenset[int], people: Floats) -> float:
    return float(people[sorted(choice.chosen - kept)].sum())


def _careful(problem: Problem, best: Choice, doubt: Doubt, seconds: float) -> list[Choice]:
    """Plans that may stand more: by efforts as in one case of seven, by the next best sets of items."""
    high = doubt.effort ** (_Z85 / _Z95)
    wide = choose(replace(problem, effort=problem.effort * high[:, None]), seconds)
    found = []
    if wide.periods is not None:
        value = problem.objective(wide.periods)
        found.append(Choice(problem, wide.periods, value, best.bound, wide.method, best.bottleneck))
    barred = [best.chosen]
    for _ in range(_OTHERS):
        other = choose(replace(problem, barred=tuple(barred)), seconds)
        if other.periods is None:
            break
        barred.append(other.chosen)
        found.append(Choice(problem, other.periods, other.value, best.bound, other.method, best.bottleneck))
    return found


class _Weighed:
    """Plans held against each other over the same draws of the estimates."""

    def __init__(self, problem: Problem, kept: frozenset[int], people: Floats, doubt: Doubt) -> None:
        self._problem, self._kept, self._people = problem, kept, people
        values, efforts = doubt.draws()
        self._values, self._efforts = values[:_SCENARIOS], efforts[:_SCENARIOS]

    def told(self, aim: Aim, choice: Choice, freed: Floats) -> RefillPlan:
        problem = self._problem
        assert choice.periods is not None
        begins = choice.chosen - self._kept
        items = sorted(begins)
        at = np.array(choice.periods, dtype=np.int64)[items]
        drawn = self._values[:, items] @ problem.expected[items, at]
        low, high = np.quantile(drawn, (_LOW, _HIGH)) if len(drawn) else (0.0, 0.0)
        fits = float(np.mean([self._fits(choice, effort) for effort in self._efforts]))
        used = np.minimum(problem.effort[items].sum(axis=0), freed)
        value = float(problem.expected[items, at].sum())
        moved = _moved(choice, self._kept, self._people)
        return RefillPlan(aim, choice, begins, value, float(low), float(high), fits, used, moved)

    def most_robust(self, choices: Sequence[Choice]) -> Choice:
        """The one whose bad case, P10 of what it wins over the draws, is best; then the one that wins most."""
        return max(choices, key=lambda choice: self._bad_case(choice))

    def _bad_case(self, choice: Choice) -> tuple[float, float]:
        won = [self._won(choice, value, effort) for value, effort in zip(self._values, self._efforts, strict=True)]
        return float(np.quantile(won, _LOW)), choice.value

    def _won(self, choice: Choice, value: Floats, effort: Floats) -> float:
        """What is won by what is begun in a draw; where the efforts do not fit, the least worthy is let go."""
        problem = self._problem
        assert choice.periods is not None
        at = np.array(choice.periods, dtype=np.int64)
        worth = {item: problem.expected[item, at[item]] * value[item] for item in choice.chosen - self._kept}
        for item in sorted(worth, key=lambda each: worth[each]):
            if not (self._over(at, effort) & (problem.effort[item] > 0)).any():
                continue
            at[item] = OUT
            del worth[item]
        return float(sum(worth.values()))

    def _over(self, at: Indices, effort: Floats) -> Flags:
        """[team]: whether it has too little in some period."""
        problem = self._problem
        over = np.zeros(problem.teams, dtype=bool)
        for period in range(problem.periods):
            inside = at == period
            over |= effort[inside] @ problem.effort[inside] > problem.net[period] + SLACK
        return over

    def _fits(self, choice: Choice, effort: Floats) -> bool:
        return not self._over(np.array(choice.periods, dtype=np.int64), effort).any()
