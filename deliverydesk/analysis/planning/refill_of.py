"""What to begin when a deliverable of a portfolio is tabled or cancelled: three plans from its vetted backlog."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from deliverydesk.analysis.divergence import IN_FLIGHT
from deliverydesk.analysis.planning.selection.refill import Refill, refill
from deliverydesk.analysis.planning.selection.robust import EFFORT_FACTOR, VALUE_FACTOR, Doubt
from deliverydesk.analysis.planning.selection_of import WEEKS, Selection, selection_of
from deliverydesk.domain.readiness import readiness_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from deliverydesk.analysis.evidence.page import Evidence
    from deliverydesk.analysis.planning.selection.problem import Problem
    from deliverydesk.domain.portfolio import Portfolio

_TOLERANCE = 0.1
"""What begins may take by so much more than what is set free: estimates are no more exact."""


def refill_of(
    portfolio: Portfolio,
    today: date,
    stopped: int,
    *,
    weeks: int = WEEKS,
    seconds: float = 1.0,
    evidence: Mapping[int, Evidence] | None = None,
) -> tuple[Selection, Refill] | None:
    """The plans for a deliverable that stops, with what their indices stand for; None where it is no open work that
    asks for people.

    What is in flight stays, whether it would be chosen or not, and where it asks for more than a team has, the plan
    asks that team for no more. Guardrails that cannot hold together with what stays are left out: who reads the plans
    sees them broken. People of an item are its person-weeks over the weeks of the period.
    """
    found = selection_of(portfolio, today, weeks=weeks, evidence=evidence)
    if stopped not in found.items:
        return None
    items = [portfolio.deliverables[each] for each in found.items]
    present = {at for at, item in enumerate(items) if item.stage in IN_FLIGHT}
    ready = {at for at, item in enumerate(items) if readiness_of(portfolio, item, today).vetted}
    at = found.items.index(stopped)
    people = found.problem.total_effort / weeks
    doubt = Doubt.of(len(items), VALUE_FACTOR, EFFORT_FACTOR, samples=200)
    problem = _within_what_is_freed(found.problem, present - {at}, at)
    made = refill(problem, present | {at}, at, ready, np.asarray(people), doubt, seconds)
    if not made.plans and problem.guardrails:
        problem = replace(problem, guardrails=())
        made = refill(problem, present | {at}, at, ready, np.asarray(people), doubt, seconds)
    return found, _by_team(made, len(found.teams))


def _by_team(made: Refill, teams: int) -> Refill:
    """The figures of the teams alone, without those of all freed person-weeks together."""
    plans = tuple(replace(plan, used=plan.used[:teams]) for plan in made.plans)
    return replace(made, freed=made.freed[:teams], plans=plans)


def _within_what_is_freed(problem: Problem, kept: Collection[int], stopped: int) -> Problem:
    """The problem in which no more is begun than the stopped item sets free.

    What is free of a team beside is for what is planned already. All freed person-weeks together are one more team,
    the last, which what is kept asks for nothing: people may help another team, but nobody works twice.
    """
    stays = problem.effort[sorted(kept)].sum(axis=0)
    capacity = np.maximum(problem.capacity, stays + problem.floor)
    freed = problem.total_effort[stopped] * (1 + _TOLERANCE)
    whole = problem.total_effort.copy()
    whole[sorted(kept)] = 0.0
    return replace(
        problem,
        effort=np.column_stack([problem.effort, whole]),
        capacity=np.column_stack([capacity, np.full(problem.periods, freed)]),
        floor=np.column_stack([problem.floor, np.zeros(problem.periods)]),
    )
