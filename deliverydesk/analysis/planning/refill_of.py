"""What to begin when work of a portfolio stops: three plans from its vetted backlog."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from deliverydesk.analysis.divergence import IN_FLIGHT
from deliverydesk.analysis.effort import to_come_by_team
from deliverydesk.analysis.forecast.inputs import PEOPLE_PER_ITEM
from deliverydesk.analysis.planning.selection.refill import Refill, refill
from deliverydesk.analysis.planning.selection.robust import EFFORT_FACTOR, VALUE_FACTOR, Doubt
from deliverydesk.analysis.planning.selection_of import WEEKS, Selection, selection_of
from deliverydesk.domain.readiness import readiness_of
from deliverydesk.domain.values import Stage
from deliverydesk.domain.workdays import WORKING_DAYS, monday, working_days

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from deliverydesk.analysis.evidence.page import Evidence
    from deliverydesk.analysis.planning.selection.problem import Problem
    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.domain.spreading import Span

_LONGEST = 4 * WEEKS
_NOBODY_WAITS_FOR = frozenset({Stage.TABLED, Stage.CANCELLED})
SAMPLES = 200
"""Draws of the estimates by which plans are held against each other."""


def spans_of(portfolio: Portfolio, begins: Iterable[int], today: date) -> dict[int, Span]:
    """When each of these deliverables is begun and done: from next Monday, or as soon as it may be.

    It waits for its earliest start and for the planned end of what it depends on, and lasts as long as it is planned
    for, else as it is said to last, else as two people take. What is pinned stays on its days.
    """
    wanted = list(begins)
    found: dict[int, Span] = {}

    def place(deliverable: int) -> Span:
        if deliverable not in found:
            item = portfolio.deliverables[deliverable]
            ends = [
                place(before.id)[1] if before.id in wanted else before.planned_end
                for each in portfolio.dependencies.by("successor", deliverable)
                if _is_waited_for(before := portfolio.deliverables[each.predecessor])
            ]
            found[deliverable] = _span(portfolio, item, today, [end for end in ends if end is not None])
        return found[deliverable]

    return {each: place(each) for each in wanted}


def people_of(portfolio: Portfolio, deliverable: int, span: Span) -> float:
    """How many people work on a deliverable at a time, if it is done within a span."""
    effort = sum(to_come_by_team(portfolio, portfolio.deliverables[deliverable]).values())
    return effort / max(working_days(*span) / WORKING_DAYS, 1 / WORKING_DAYS)


def _is_waited_for(item: Deliverable) -> bool:
    return item.actual_end is None and item.stage not in _NOBODY_WAITS_FOR and not item.archived


def _span(portfolio: Portfolio, item: Deliverable, today: date, ends: Iterable[date]) -> Span:
    if item.pinned and item.planned_start is not None and item.planned_end is not None:
        return item.planned_start, item.planned_end
    start = max([monday(today) + timedelta(weeks=1), *filter(None, [item.earliest_start]), *ends])
    if start.weekday() >= WORKING_DAYS:
        start = monday(start) + timedelta(weeks=1)
    if item.planned_start is not None and item.planned_end is not None:
        return start, start + (item.planned_end - item.planned_start)
    effort = sum(to_come_by_team(portfolio, item).values())
    weeks = min(max(ceil(item.duration_weeks or effort / PEOPLE_PER_ITEM), 1), _LONGEST)
    return start, start + timedelta(weeks=weeks) - timedelta(days=3)


def refill_of(
    portfolio: Portfolio,
    today: date,
    stopped: Iterable[int],
    *,
    weeks: int = WEEKS,
    seconds: float = 1.0,
    evidence: Mapping[int, Evidence] | None = None,
) -> tuple[Selection, Refill] | None:
    """The plans for deliverables that stop together, with what their indices stand for; None where nobody is on them,
    or is planned to be, so that they set nobody free.

    What is in flight stays, whether it would be chosen or not, and waits for nothing any more. Of it counts what is
    planned within the period; where that is more than a team has, the plan asks that team for no more. Guardrails that
    cannot hold together with what stays are left out: who reads the plans sees them broken. So is that something must
    be done, where it is more than what is freed. People of an item are its person-weeks over the weeks that it would
    last.
    """
    stops = set(stopped)
    frees = [each for each in portfolio.live if each in stops and sets_free(portfolio, each, today)]
    if not frees:
        return None
    # people are on them, whatever figures they lack
    staying = {each for each in portfolio.live if portfolio.deliverables[each].stage in IN_FLIGHT} | set(frees)
    found = selection_of(portfolio, today, weeks=weeks, staying=staying, evidence=evidence)
    items = [portfolio.deliverables[each] for each in found.items]
    stopping = {at for at, item in enumerate(items) if item.id in stops}
    kept = {at for at, item in enumerate(items) if item.stage in IN_FLIGHT} - stopping
    ready = {at for at, item in enumerate(items) if readiness_of(portfolio, item, today).vetted} - stopping
    together = [found.items.index(each) for each in frees]
    at = together[0]
    people = [people_of(portfolio, each, spans_of(portfolio, [each], today)[each]) for each in found.items]
    doubt = doubt_of(found)
    shares = np.array([_share_within(each, today, found) if n in kept else 1.0 for n, each in enumerate(items)])
    problem = replace(found.problem, effort=found.problem.effort * shares[:, None])
    problem = _staying(_as_one(problem, together, stopping), kept, ready)
    for asked in _easier_and_easier(_within_what_is_freed(problem, kept, at)):
        made = refill(asked, kept | {at}, at, ready, np.asarray(people), doubt, seconds)
        if made.plans:
            break
    return found, _by_team(made, len(found.teams))


def _share_within(item: Deliverable, today: date, selection: Selection) -> float:
    """How much of what is still to do of an item is planned within the period; all of what has no days ahead."""
    if item.planned_start is None or item.planned_end is None or item.planned_end <= today:
        return 1.0
    start = max(item.planned_start, today)
    ahead = working_days(start, item.planned_end)
    return working_days(start, min(item.planned_end, selection.end_of(0))) / ahead if ahead else 1.0


def doubt_of(selection: Selection) -> Doubt:
    """How far off the estimates may be that the plans rest on."""
    return Doubt.of(len(selection.items), VALUE_FACTOR, EFFORT_FACTOR, samples=SAMPLES)


def sets_free(portfolio: Portfolio, deliverable: int, today: date) -> bool:
    """Whether stopping a deliverable sets anybody free: people are on it, or are planned to be."""
    item = portfolio.deliverables[deliverable]
    planned = item.planned_end is not None and item.planned_end >= today
    return item.is_open and (item.stage in IN_FLIGHT or planned) and bool(to_come_by_team(portfolio, item))


def _as_one(problem: Problem, together: Sequence[int], stops: Collection[int]) -> Problem:
    """The problem in which the first of what stops together asks for what all of it does, and none of it must be."""
    effort = problem.effort.copy()
    effort[together[0]] = problem.effort[together].sum(axis=0)
    return replace(problem, effort=effort, must=problem.must - set(stops))


def _by_team(made: Refill, teams: int) -> Refill:
    """The figures of the teams alone, without those of all freed person-weeks together."""
    plans = tuple(replace(plan, used=plan.used[:teams]) for plan in made.plans)
    return replace(made, freed=made.freed[:teams], plans=plans)


def _easier_and_easier(problem: Problem) -> Iterator[Problem]:
    """The problem, and what is asked where it has no plan."""
    yield problem
    if problem.guardrails:
        problem = replace(problem, guardrails=())
        yield problem
    if problem.must:
        yield replace(problem, must=frozenset())


def _staying(problem: Problem, kept: Collection[int], ready: Collection[int]) -> Problem:
    """The problem in which what is kept breaks no condition by being there: people are on it already.

    What must be done and is not vetted is nothing to begin.
    """
    stays = frozenset(kept)
    allowed = problem.allowed.copy()
    allowed[sorted(stays)] = True
    taken = [group for group in problem.exclusive if group & stays]
    return replace(
        problem,
        allowed=allowed,
        requires=tuple(pair for pair in problem.requires if pair[0] not in stays),
        exclusive=tuple(group for group in problem.exclusive if not group & stays),
        must=problem.must & frozenset(ready),
        excluded=(problem.excluded | frozenset().union(*taken)) - stays,
    )


def _within_what_is_freed(problem: Problem, kept: Collection[int], stopped: int) -> Problem:
    """The problem in which no more is begun than the stopped item sets free.

    What is free of a team beside is for what is planned already. All freed person-weeks together are one more team,
    the last, which what is kept asks for nothing: people may help another team, but nobody works twice.
    """
    stays = problem.effort[sorted(kept)].sum(axis=0)
    capacity = np.maximum(problem.capacity, stays + problem.floor)
    freed = problem.total_effort[stopped]
    whole = problem.total_effort.copy()
    whole[sorted(kept)] = 0.0
    return replace(
        problem,
        effort=np.column_stack([problem.effort, whole]),
        capacity=np.column_stack([capacity, np.full(problem.periods, freed)]),
        floor=np.column_stack([problem.floor, np.zeros(problem.periods)]),
    )
