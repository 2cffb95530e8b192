"""The best set with its reasons, as they come: first a plan, then better ones, then one answer after another.

Made to run in a process of its own (`worker`): it is given what can be sent there, and every state that it yields
holds all that was found until then.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING, Final

from deliverydesk.analysis.planning.selection.choose import Choice, improving
from deliverydesk.analysis.planning.selection.conflict import Conflict, conflict_of
from deliverydesk.analysis.planning.selection.reasons import (
    Flip,
    NextBest,
    Price,
    WhyOut,
    Worth,
    flip,
    guardrail_prices,
    next_best,
    pin_prices,
    team_worth,
    why_out,
)
from deliverydesk.analysis.planning.selection.robust import (
    Doubt,
    Information,
    Robustness,
    information,
    robustness_growing,
)
from deliverydesk.support.progress import no_progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from deliverydesk.analysis.planning.selection.program import Indices
    from deliverydesk.analysis.planning.selection_of import Selection
    from deliverydesk.support.progress import Progress

SAMPLES: Final = 500
"""Draws of the values, from which it is told how sure a plan is."""
_CHOOSING: Final = 0.5
"""The share of a given time that goes to the plan itself; the reasons share the rest."""
_PAUSE: Final = 0.2
"""Seconds between two states that differ in a few reasons alone."""


@dataclass(frozen=True, eq=False)
class Reasoned:
    """A plan with the reasons found so far, or why there is none."""

    selection: Selection
    choice: Choice
    conflict: Conflict | None = None
    next_best: NextBest | None = None
    flips: tuple[Flip, ...] = ()
    worth: tuple[Worth, ...] = ()
    guardrails: tuple[Price, ...] = ()
    pins: tuple[Price, ...] = ()
    robustness: Robustness | None = None
    information: tuple[Information, ...] = ()
    """Of what may be in or out, most first; empty until every item has its flip value."""
    done: int = 0
    """How many questions are answered."""
    questions: int = 0
    """How many there are; 0 while the plan itself is looked for."""

    @property
    def out(self) -> tuple[WhyOut, ...]:
        """Why each item that is not in the plan is not, as far as it is known."""
        return tuple(why_out(self.choice, each) for each in self.flips if not each.chosen)


def with_changes(
    selection: Selection, kept: Iterable[int], left: Iterable[int], *, guardrails: bool = True
) -> Selection:
    """The same choice with items, by index, that are kept in or left out by hand, and maybe without guardrails.

    What must be done can be left out so.
    """
    problem, forced, out = selection.problem, frozenset(kept), frozenset(left)
    problem = replace(problem, must=(problem.must | forced) - out, excluded=out)
    if guardrails:
        return replace(selection, problem=problem)
    return replace(selection, problem=replace(problem, guardrails=()), guardrails=())


def reasoned(
    selection: Selection, seconds: float, *, samples: int = SAMPLES, progress: Progress = no_progress
) -> Reasoned:
    """Choose and give all reasons in about so many seconds, at least what each needs for a quick answer."""
    problem = selection.problem
    each = seconds * (1 - _CHOOSING) / max(2 * problem.items + 3 * problem.teams + 4, 1)
    found = None
    for found in reasoning(selection, seconds * _CHOOSING, each, samples):
        progress(found.done, found.questions)
    assert found is not None
    return found


def reasoning(
    selection: Selection,
    seconds: float,
    each: float,
    samples: int = SAMPLES,
    choice: Choice | None = None,
    start: Indices | None = None,
) -> Iterator[Reasoned]:
    """Better and better plans for so many seconds, then the reasons for the last, `each` so many seconds a question.

    Given a `choice` that has a plan, its reasons alone; given a `start`, [item], a plan to improve on.
    """
    found = None
    if choice is None:
        for choice in improving(selection.problem, seconds, start):
            found = Reasoned(selection, choice)
            yield found
    else:
        found = Reasoned(selection, choice)
    assert choice is not None
    assert found is not None
    if choice.periods is None:
        yield replace(found, conflict=conflict_of(selection.problem))
        return
    told = monotonic()
    for state in _answers(found, each, samples):
        found = state
        if monotonic() - told >= _PAUSE:
            yield found
            told = monotonic()
    yield found


def _answers(found: Reasoned, each: float, samples: int) -> Iterator[Reasoned]:
    """One question after another: what is asked first, and takes least, first."""
    choice, selection = found.choice, found.selection
    problem = choice.problem
    pins = len(problem.must | problem.excluded)
    count = 1 + len(problem.guardrails) + pins + problem.items + problem.teams + samples
    found = replace(found, questions=count)
    yield found
    found = replace(found, next_best=next_best(choice, each), done=1)
    yield found
    found = replace(found, pins=pin_prices(choice, each), done=found.done + pins)
    yield found
    found = replace(found, guardrails=guardrail_prices(choice, each), done=found.done + len(problem.guardrails))
    yield found
    expected = problem.expected.max(axis=1, initial=0.0)
    for item in sorted(range(problem.items), key=lambda item: (item in choice.chosen, -expected[item])):
        found = replace(found, flips=(*found.flips, flip(choice, item, each)), done=found.done + 1)
        yield found
    doubt = Doubt.of(problem.items, effort=1.0, samples=samples)
    free = [each for each in found.flips if each.item not in problem.must | problem.excluded]
    found = replace(found, information=information(free, doubt))
    for team in range(problem.teams):
        worth = team_worth(choice, teams=[team], weeks=selection.given, seconds=each)
        found = replace(found, worth=(*found.worth, *worth), done=found.done + 1)
        yield found
    before = found.done
    for robustness in robustness_growing(choice, doubt):
        found = replace(found, robustness=robustness, done=before + robustness.draws)
        yield found
