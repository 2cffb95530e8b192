"""Why a plan is as it is, each reason by solving again with one thing changed; never from dual figures.

What could not be solved to a proof in its time carries both ends of what it can be.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from deliverydesk.analysis.planning.selection.choose import Choice, choose
from deliverydesk.analysis.planning.selection.exact import PROOF
from deliverydesk.analysis.planning.selection.problem import OUT, SLACK
from deliverydesk.support.progress import no_progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import ArrayLike

    from deliverydesk.analysis.planning.selection.problem import Problem
    from deliverydesk.analysis.planning.selection.program import Indices
    from deliverydesk.support.progress import Progress

EXTRA = (1.0, 2.0, 4.0)
"""How many more people are tried."""


class Difference(NamedTuple):
    """What one objective is above another: found, and the ends that are proved."""

    found: float
    least: float
    most: float

    @property
    def proved(self) -> bool:
        return self.most - self.least <= PROOF * max(1.0, abs(self.found))


def difference(above: Choice, below: Choice) -> Difference | None:
    """Above less below; None where either has no plan."""
    if above.periods is None or below.periods is None:
        return None
    return Difference(above.value - below.value, above.value - below.bound, above.bound - below.value)


@dataclass(frozen=True, eq=False)
class NextBest:
    """The best of all sets of items but one."""

    choice: Choice
    """The plan in question."""
    other: Choice
    """The best other; without a plan where there is no other."""
    gap: Difference | None


def next_best(choice: Choice, seconds: float = 1.0) -> NextBest:
    """The best plan with another set of items, by a no-good cut."""
    problem = choice.problem
    other = choose(replace(problem, barred=(*problem.barred, choice.chosen)), seconds)
    return NextBest(choice, other, difference(choice, other))


@dataclass(frozen=True, eq=False)
class Flip:
    """What an item has to be worth for its place in the plan to turn, all else staying as it is."""

    item: int
    chosen: bool
    value: float
    """Its expected value in its period: that of the plan, for an item that is out that of the plan with it."""
    other: Choice
    """The best plan with it, for an item that is out; the best without it, for one that is in."""
    loss: Difference | None
    """What the plan in question is worth more than the other; None where there is no other."""

    @property
    def flips_at(self) -> float | None:
        """The expected value at which the other plan draws level, at least 0; None where no value does it."""
        if self.loss is None:
            return None
        at = self.value - self.loss.found if self.chosen else self.value + self.loss.found
        return at if at > PROOF * abs(self.value) else 0.0

    @property
    def ends(self) -> tuple[float, float] | None:
        """Between which proved ends that value is."""
        if self.loss is None:
            return None
        sign = -1 if self.chosen else 1
        low, high = sorted(max(self.value + sign * loss, 0.0) for loss in (self.loss.least, self.loss.most))
        return low, high


def flip(choice: Choice, item: int, seconds: float = 1.0) -> Flip:
    """Solve again with the item's place turned: without it where it is in, with it where it is out.

    What was left out by hand is let in for it, what must be done may be left out. The other plan is worth
    `loss` less, so the item would have to be worth that much more, or less, for both to be equal.
    """
    problem = choice.problem
    chosen = item in choice.chosen
    if chosen:
        without = replace(problem, must=problem.must - {item}, excluded=problem.excluded | {item})
        other = choose(without, seconds, _without(choice, item))
    else:
        other = choose(replace(problem, must=problem.must | {item}, excluded=problem.excluded - {item}), seconds)
    holder = choice if chosen else other
    period = OUT if holder.periods is None else holder.periods[item]
    expected = problem.expected[item]
    value = float(expected.max() if period == OUT else expected[period])
    return Flip(item, chosen, value, other, difference(choice, other))


def _without(choice: Choice, item: int) -> Indices:
    """The plan without an item of it and what needs that: one to improve on."""
    at = np.array(choice.periods, dtype=np.int64)
    leaving = [item]
    for each in leaving:
        at[each] = OUT
        leaving += [one for one, needed in choice.problem.requires if needed == each and at[one] != OUT]
    return at


def flips(
    choice: Choice, items: Iterable[int] | None = None, seconds: float = 1.0, progress: Progress = no_progress
) -> tuple[Flip, ...]:
    """The same for many items, all where none are named; so many seconds for each. `progress` may stop it."""
    asked = list(range(choice.problem.items)) if items is None else list(items)
    found = []
    for done, item in enumerate(asked):
        progress(done, len(asked))
        found.append(flip(choice, item, seconds))
    return tuple(found)


@dataclass(frozen=True, eq=False)
class WhyOut:
    """Why an item is not in the plan, told by the best plan that has it."""

    flip: Flip
    excluded: bool
    """It was left out by hand."""
    impossible: bool
    """No plan has it, whatever it were worth."""
    leaves: frozenset[int]
    """What would have to leave for it."""
    joins: frozenset[int]
    """What would come with it."""
    short: tuple[tuple[int, int], ...]
    """(period, team) that lacks the person-weeks for it in the plan as it is, for the period it would be done in."""


def why_out(choice: Choice, turned: Flip) -> WhyOut:
    """Read the reason off the flip of an item that is out."""
    problem, item, other = choice.problem, turned.item, turned.other
    if other.periods is None or choice.periods is None:
        return WhyOut(turned, item in problem.excluded, other.proved, frozenset(), frozenset(), ())
    period = other.periods[item]
    used = problem.effort[np.array(choice.periods, dtype=np.int64) == period].sum(axis=0)
    lacking = np.flatnonzero(used + problem.effort[item] > problem.net[period] + SLACK)
    return WhyOut(
        turned,
        item in problem.excluded,
        False,
        choice.chosen - other.chosen,
        other.chosen - choice.chosen - {item},
        tuple((period, int(team)) for team in lacking if problem.effort[item, team] > 0),
    )


@dataclass(frozen=True, eq=False)
class Worth:
    """What more people in a team would add to the value."""

    team: int
    people: float
    """How many more."""
    other: Choice
    gain: Difference | None


def team_worth(
    choice: Choice,
    *,
    teams: Sequence[int] | None = None,
    extra: Sequence[float] = EXTRA,
    weeks: ArrayLike = 1.0,
    seconds: float = 1.0,
    progress: Progress = no_progress,
) -> tuple[Worth, ...]:
    """Solve again with +1, +2, +4 people in each team; each gives `weeks` person-weeks a period to planned work, one
    figure or [team].

    More people never make a plan worse, so a gain is at least 0: the plan in question stays possible.
    """
    problem = choice.problem
    asked = range(problem.teams) if teams is None else teams
    given = np.broadcast_to(np.asarray(weeks, dtype=float), problem.teams)
    start = None if choice.periods is None else np.array(choice.periods, dtype=np.int64)
    found: list[Worth] = []
    for done, team in enumerate(asked):
        for people in extra:
            progress(done, len(asked))
            capacity = problem.capacity.copy()
            capacity[:, team] += people * given[team]
            other = choose(replace(problem, capacity=capacity), seconds, start)
            found.append(Worth(team, people, other, difference(other, choice)))
    return tuple(found)


@dataclass(frozen=True, eq=False)
class Price:
    """What a condition costs: the value of the best plan without it less that of the plan with it."""

    index: int
    """Of the guardrail, or of the item that must be done or was left out."""
    other: Choice
    """The best plan without the condition."""
    price: Difference | None


def guardrail_prices(choice: Choice, seconds: float = 1.0, progress: Progress = no_progress) -> tuple[Price, ...]:
    """What each guardrail costs, the others staying."""
    kept = choice.problem.guardrails
    without = {n: replace(choice.problem, guardrails=(*kept[:n], *kept[n + 1 :])) for n in range(len(kept))}
    return _prices(choice, without, seconds, progress)


def pin_prices(choice: Choice, seconds: float = 1.0, progress: Progress = no_progress) -> tuple[Price, ...]:
    """What it costs that each item must be done, or in one period alone, or was left out by hand."""
    problem = choice.problem
    without: dict[int, Problem] = {}
    for item in sorted(problem.must | problem.excluded):
        allowed = problem.allowed.copy()
        allowed[item] = True
        must, excluded = problem.must - {item}, problem.excluded - {item}
        without[item] = replace(problem, must=must, excluded=excluded, allowed=allowed)
    return _prices(choice, without, seconds, progress)


def _prices(choice: Choice, without: Mapping[int, Problem], seconds: float, progress: Progress) -> tuple[Price, ...]:
    start = None if choice.periods is None else np.array(choice.periods, dtype=np.int64)
    found = []
    for done, (index, problem) in enumerate(without.items()):
        progress(done, len(without))
        other = choose(problem, seconds, start)
        found.append(Price(index, other, difference(other, choice)))
    return tuple(found)
