"""All that the readings of a portfolio's outcomes are evidence of: one outcome's, or those of all at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from deliverydesk.analysis.evidence.before_after import BeforeAfter, before_after
from deliverydesk.analysis.evidence.behaviour import Behaviour, Phase, behaviour
from deliverydesk.analysis.evidence.discovery import Discovery, discoveries
from deliverydesk.analysis.evidence.reach import Reach, crash_test, goal_of, path_of, readings_since
from deliverydesk.analysis.evidence.readings import Dated, Readings, clean
from deliverydesk.analysis.evidence.reasons import Caution, Verdict
from deliverydesk.analysis.evidence.trend import Trend, trend_of
from deliverydesk.analysis.evidence.verdict import Judgement, judge
from deliverydesk.analysis.outcomes import goal_on, goals_of
from deliverydesk.domain.values import Stage
from deliverydesk.support.progress import no_progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from deliverydesk.domain.entities import Deliverable, Outcome
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.support.progress import Progress

_LAUNCHED = frozenset({Stage.RELEASED, Stage.IMPROVING})
_GIVEN_UP = frozenset({Stage.TABLED, Stage.CANCELLED})


@dataclass(frozen=True, slots=True)
class Launch:
    """A contributing deliverable that is released, and the outcome's readings on both sides of that day."""

    deliverable: int
    day: date
    lag_days: int | None
    """Declared: the contribution's, else the outcome's."""
    compared: BeforeAfter


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the readings of one outcome say up to a day."""

    outcome: int
    today: date
    readings: Readings
    judgement: Judgement
    reach: Reach
    behaviour: Behaviour
    trend: Trend
    launches: tuple[Launch, ...]
    """By their days."""


@dataclass(frozen=True, slots=True)
class Page:
    """The evidence of many outcomes, with what stands once it is counted how many there are."""

    today: date
    evidence: Mapping[int, Evidence]
    """By outcome. Verdicts that do not stand are changed to "cannot tell", with a caution."""
    discovery: Discovery


def readings_of(portfolio: Portfolio, outcome_id: int, today: date) -> Readings:
    """The series of an outcome up to `today`. Raises KeyError."""
    outcome = portfolio.outcomes[outcome_id]
    measured = portfolio.measurements.by("outcome", outcome_id)  # in the order of entering
    return clean(
        (Dated(each.date, each.value, each.base) for each in measured),
        today,
        window_days=outcome.window_days,
        whole=100.0 if outcome.unit.strip() == "%" else 1.0,
    )


def evidence_of(portfolio: Portfolio, outcome_id: int, today: date) -> Evidence:
    """What the readings of an outcome say up to `today` of what it was to reach on that day, looked at by itself.

    Raises KeyError.
    """
    outcome = portfolio.outcomes[outcome_id]
    formers = portfolio.former_targets.by("outcome", outcome_id)
    if formers:
        outcome = goal_on(goals_of(outcome, formers), today)
    readings = readings_of(portfolio, outcome_id, today)
    phases = [Phase(each.start, each.locked, each.reason) for each in portfolio.phases.by("outcome", outcome_id)]
    launches = _launches(portfolio, outcome, readings, today)
    judgement = judge(
        readings,
        outcome.direction,
        bounds=(outcome.hold_low, outcome.hold_high),
        smallest_change=outcome.smallest_change,
    )
    return Evidence(
        outcome_id,
        today,
        readings,
        judgement,
        _reach(outcome, readings, today, launches),
        behaviour(readings, phases),
        trend_of(readings),
        launches,
    )


def reach_by(portfolio: Portfolio, evidence: Evidence, day: date) -> Reach:
    """The crash test of an outcome against another day than its own due date, such as a milestone's."""
    outcome = portfolio.outcomes[evidence.outcome]
    formers = portfolio.former_targets.by("outcome", outcome.id)
    if formers:
        outcome = goal_on(goals_of(outcome, formers), evidence.today)
    return _reach(replace(outcome, due=day), evidence.readings, evidence.today, evidence.launches)


def evidence_of_all(
    portfolio: Portfolio,
    today: date,
    outcome_ids: Iterable[int] | None = None,
    progress: Progress = no_progress,
) -> Page:
    """The evidence of all outcomes, or of some, under false discovery control over those that are looked at.

    Takes about half a millisecond an outcome; `progress` may stop it.
    """
    ids = [each.id for each in portfolio.outcomes] if outcome_ids is None else list(outcome_ids)
    alone: dict[int, Evidence] = {}
    for done, each in enumerate(ids):
        progress(done, len(ids))
        alone[each] = evidence_of(portfolio, each, today)
    found = discoveries({each: evidence.judgement for each, evidence in alone.items()})
    evidence = {each: _fallen(told) if each in found.fallen else told for each, told in alone.items()}
    return Page(today, evidence, found)


def _fallen(evidence: Evidence) -> Evidence:
    alone = evidence.judgement
    cautions = (*alone.cautions, Caution.NOT_STANDING)
    judgement = replace(alone, verdict=Verdict.CANNOT_TELL, cautions=cautions, more_reason=None)
    return replace(evidence, judgement=judgement)


def _launches(portfolio: Portfolio, outcome: Outcome, readings: Readings, today: date) -> tuple[Launch, ...]:
    found: list[Launch] = []
    for contribution in portfolio.contributions.by("outcome", outcome.id):
        item = portfolio.deliverables.get(contribution.deliverable)
        day = None if item is None else launch_day(item)
        if day is None or day > today:
            continue
        lag = outcome.lag_days if contribution.lag_days is None else contribution.lag_days
        compared = before_after(readings, day, outcome.direction, lag_days=lag)
        if item is not None and item.actual_end is None:
            compared = replace(compared, cautions=(*compared.cautions, Caution.LAUNCH_AS_PLANNED))
        found.append(Launch(contribution.deliverable, day, lag, compared))
    return tuple(sorted(found, key=lambda each: (each.day, each.deliverable)))


def launch_day(item: Deliverable) -> date | None:
    """The day on which a deliverable was released: its actual end, else the planned one of what is released.

    None for what is not released; what was given up is never launched.
    """
    if item.stage in _GIVEN_UP:
        return None
    if item.actual_end is not None:
        return item.actual_end
    return item.planned_end if item.stage in _LAUNCHED else None


def _reach(outcome: Outcome, readings: Readings, today: date, launches: tuple[Launch, ...]) -> Reach:
    """The crash test against one goal, at each reading of the history too: former goals are not judged again."""
    since, lag_days = readings_since(
        outcome.baseline_date, outcome.lag_days, [(each.day, each.lag_days) for each in launches]
    )
    goal, reason = goal_of(outcome)
    if goal is None:
        return Reach(reason, len(readings), readings.first, readings.last, since=since, lag_days=lag_days)
    found = crash_test(readings, goal, since=since, lag_days=lag_days, today=today)
    return replace(found, path=path_of(outcome), baseline=outcome.baseline)
