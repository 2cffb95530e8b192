"""Everything of a portfolio with every computed figure, as JSON values: what `report FILE --json` prints.

One list per entity under the plural name of its table, each entity with its plain fields and its figures. No NaN
and no infinity: what cannot be computed is null, with a reason beside it.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from itertools import islice
from typing import TYPE_CHECKING, Any

from deliverydesk.analysis.baselines import slip_of
from deliverydesk.analysis.capacity.plain import plain_capacity
from deliverydesk.analysis.capacity.upkeep import Upkeep
from deliverydesk.analysis.delivery import delivery_progress, schedule_of, violations
from deliverydesk.analysis.effort import EffortRange, effort_of
from deliverydesk.analysis.forecast.plain import plain_record
from deliverydesk.analysis.load import capacity, team_load
from deliverydesk.analysis.outcomes import OutcomeProgress, progress_of
from deliverydesk.analysis.report_evidence import Found
from deliverydesk.analysis.report_readiness import Vetted
from deliverydesk.analysis.report_reviewing import Reviewed
from deliverydesk.analysis.reviewing.stalls import NEVER
from deliverydesk.analysis.scores import ScoreBoard
from deliverydesk.analysis.sensitivity import NEAR_THE_TOP, worth_improving
from deliverydesk.domain.coding import to_plain
from deliverydesk.domain.entities import (
    ENTITY_TYPES,
    Absence,
    AgendaItem,
    Baseline,
    BaselineItem,
    Contribution,
    Criterion,
    Decision,
    Deliverable,
    Dependency,
    Entity,
    Event,
    Measurement,
    Milestone,
    Outcome,
    Pack,
    Product,
    Review,
    ReviewEntry,
    SavedView,
    Settings,
    StageLimit,
    Team,
    caption,
)
from deliverydesk.domain.passage import with_moves
from deliverydesk.domain.values import ScoringModel
from deliverydesk.domain.workdays import monday, weeks_from

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from deliverydesk.domain.passage import StageMove
    from deliverydesk.domain.portfolio import Portfolio

WEEKS_AHEAD = 13
"""How many weeks of team load the report holds: a quarter."""

Plain = dict[str, Any]


def report(
    portfolio: Portfolio, today: date, moves: Iterable[StageMove] = (), progressed: Mapping[int, date] = NEVER
) -> Plain:
    """The portfolio on a day: "today", "settings", "warnings", "what_would_change_the_order", what readings say of all
    of it ("discovery", "coverage", "waste", "earned_plan", "briefing"), what ready work outranks work in flight
    ("overtaking"), what reviews are to look at and when ("agenda", "cadences"), how kept forecasts came true
    ("record"), overloads and guardrails ("capacity"), one list per entity.

    `moves` is what the journal remembers of stages, `progressed` of what remains; see `Document.moves` and
    `Document.progressed`.
    """
    board, found = ScoreBoard.of(portfolio), Found(with_moves(portfolio, moves), today)
    vetted, reviewed = Vetted(portfolio, today), Reviewed(portfolio, found.divergence, today, progressed)
    figures = _figures(portfolio, today, board, found, vetted)

    def named(each: Entity) -> Plain:
        return _names(portfolio, each)

    figures |= {
        Decision: lambda each: {**named(each), **reviewed.decision(each)},
        Review: lambda each: {**named(each), **reviewed.review(each)},
        AgendaItem: lambda each: {**named(each), "evidence": json.loads(each.evidence)},
        ReviewEntry: lambda each: {**named(each), "evidence": json.loads(each.evidence)},
        Product: lambda each: {**_product(portfolio, each), "health": reviewed.health(each.id, found.page)},
    }
    result: Plain = {
        "today": today.isoformat(),
        "settings": to_plain(portfolio.settings),
        "warnings": list(board.warnings),
        "what_would_change_the_order": {"worth_improving": _worth_improving(portfolio, board)},
        **found.whole(),
        **vetted.whole(),
        **reviewed.whole(),
        "record": plain_record(portfolio, today),
        "capacity": plain_capacity(portfolio, today),
    }
    for name, entity_type in ENTITY_TYPES.items():
        if entity_type is not Settings:
            result[name] = [
                {**to_plain(entity), **figures.get(entity_type, named)(entity)}
                for entity in _listed(portfolio, entity_type)
            ]
    cleaned: Plain = _json_safe(result)
    return cleaned


def _listed(portfolio: Portfolio, entity_type: type[Entity]) -> Iterable[Entity]:
    """Deliverables in the manager's order, measurements by day, the rest by id."""
    if entity_type is Deliverable:
        return [portfolio.deliverables[each] for each in portfolio.ranking]
    if entity_type is Measurement:
        return sorted(portfolio.measurements, key=lambda m: (m.outcome, m.date, m.id))
    return sorted(portfolio.table(entity_type), key=lambda entity: entity.id)


def _worth_improving(portfolio: Portfolio, board: ScoreBoard) -> list[Plain]:
    """The estimates near the top whose doubt is worth most ranks by score, most first."""
    near_the_top = list(islice((each for each in portfolio.ranking if board.rank(each) is not None), NEAR_THE_TOP))
    return [
        {
            "deliverable": deliverable,
            "title": portfolio.deliverables[deliverable].title,
            "input": doubt.input.field,
            **{name: getattr(doubt, name) for name in ("low", "high", "best_rank", "worst_rank")},
        }
        for deliverable, doubt in worth_improving(portfolio, board, near_the_top, at_most=12)
    ]


_Figures = dict[type[Entity], "Callable[[Any], Plain]"]


def _figures(portfolio: Portfolio, today: date, board: ScoreBoard, found: Found, vetted: Vetted) -> _Figures:
    """The figures of the entities that have any; of all others the report tells the names of what they refer to."""
    boards = {model: board.by(model) for model in ScoringModel}
    broken: dict[int, list[Plain]] = {}
    for each in violations(portfolio):
        broken.setdefault(each.successor, []).append(asdict(each))
    broken_dependencies = {each["dependency"]: each for them in broken.values() for each in them}
    ranks = {deliverable: rank for rank, deliverable in enumerate(portfolio.live, start=1)}
    loads = team_load(portfolio, weeks_from(today, WEEKS_AHEAD))

    def deliverable(item: Deliverable) -> Plain:
        return {
            "rank": ranks.get(item.id),
            "open": item.is_open,
            "scoring_model": board.model.value,
            **_active_score(board, item.id),
            "scores": {model.value: _score(each, item.id) for model, each in boards.items()},
            "effort": effort_of(portfolio, item)._asdict(),
            "delivery_progress": asdict(delivery_progress(portfolio, item)),
            "schedule": asdict(schedule_of(item, today)),
            "divergence": found.deliverable(item.id),
            "readiness": vetted.deliverable(item),
            "violations": broken.get(item.id, []),
            "outcomes": [_moved(portfolio, each) for each in portfolio.contributions.by("deliverable", item.id)],
            "teams": [
                {"team": each.team, "name": portfolio.teams[each.team].name}
                for each in portfolio.demands.by("deliverable", item.id)
            ],
        }

    def outcome(each: Outcome) -> Plain:
        stand = progress_of(portfolio, each.id, today)
        moving = portfolio.contributions.by("outcome", each.id)
        return {
            **_outcome_figures(stand),
            "evidence": found.outcome(each.id),
            "deliverables": [contribution.deliverable for contribution in moving],
        }

    def team(each: Team) -> Plain:
        load = loads[each.id]
        weeks = [{**_week(week), "utilisation": week.utilisation} for week in load.weeks]
        return {
            "capacity": capacity(portfolio, each, monday(today)),
            "load": weeks,
            "undated_effort": load.undated,
            "unestimated_demands": load.unestimated,
            "ready_depth": vetted.team(each.id),
            "unplaced_effort": load.unplaced,
            "upkeep_share": Upkeep(portfolio, each.id).share(each.id),
            "people": [person.id for person in portfolio.people.by("team", each.id)],
            "deliverables": [demand.deliverable for demand in portfolio.demands.by("team", each.id)],
        }

    def dependency(each: Dependency) -> Plain:
        violation = broken_dependencies.get(each.id)
        return {
            "predecessor_title": portfolio.deliverables[each.predecessor].title,
            "successor_title": portfolio.deliverables[each.successor].title,
            "violated": violation is not None,
            "reason": violation["reason"] if violation else None,
        }

    def stage_limit(each: StageLimit) -> Plain:
        count = sum(not item.archived for item in portfolio.deliverables.by("stage", each.stage))
        return {"count": count, "over": count > each.limit}

    nothing: Callable[[Any], Plain] = lambda _: {}  # noqa: E731 - a column of the table below
    return {
        Team: team,
        Absence: nothing,
        Outcome: outcome,
        Measurement: lambda each: {"outcome_name": portfolio.outcomes[each.outcome].name},
        Criterion: lambda each: {"weight_share": _weight_share(portfolio, each)},
        Deliverable: deliverable,
        Dependency: dependency,
        Milestone: lambda each: {"days_left": (each.date - today).days},
        StageLimit: stage_limit,
        Baseline: lambda each: {"items": len(portfolio.baseline_items.by("baseline", each.id))},
        BaselineItem: lambda each: {**_names(portfolio, each), "slip": _slip(portfolio, each)},
        SavedView: nothing,
        Pack: nothing,
        Event: lambda each: {"marks": [mark.id for mark in portfolio.event_marks.by("event", each.id)]},
    }


def _slip(portfolio: Portfolio, then: BaselineItem) -> Plain:
    found = slip_of(then, portfolio.deliverables.get(then.deliverable))
    return {**asdict(found), "drift": found.drift.value}


def _active_score(board: ScoreBoard, deliverable: int) -> Plain:
    score = board.score(deliverable)
    return {
        "score": score.value,
        "score_reason": score.reason,
        "score_rank": score.rank,
        "gap": board.gap(deliverable),
        "score_flags": list(score.flags),
    }


def _score(board: ScoreBoard, deliverable: int) -> Plain:
    explained = board.explain(deliverable)
    return {
        "value": explained.score.value,
        "reason": explained.score.reason,
        "rank": explained.score.rank,
        "gap": explained.gap,
        "flags": list(explained.score.flags),
        "formula": explained.formula,
        "inputs": [asdict(row) for row in explained.rows],
    }


def _moved(portfolio: Portfolio, contribution: Contribution) -> Plain:
    return {
        "outcome": contribution.outcome,
        "name": portfolio.outcomes[contribution.outcome].name,
        "expected_change": contribution.expected_change,
        "lag_days": contribution.lag_days,
        "confidence": contribution.confidence,
    }


def _outcome_figures(stand: OutcomeProgress) -> Plain:
    return {
        "latest": stand.latest,
        "latest_date": stand.latest_date.isoformat() if stand.latest_date else None,
        "days_since_measured": stand.days_since,
        "readings": stand.readings,
        "progress": stand.clamped,
        "progress_raw": stand.raw,
        "progress_reason": stand.reason,
        "inside": stand.inside,
        "outside_by": stand.outside_by,
        "change": stand.change,
        "required": stand.required,
        "ahead_by": stand.ahead_by,
        "path_reason": stand.path_reason,
    }


def _week(week: Any) -> Plain:
    return {"week": week.week.isoformat(), "capacity": week.capacity, "load": week.load, "over": week.over}


def _product(portfolio: Portfolio, product: Product) -> Plain:
    items = [item for item in portfolio.deliverables.by("product", product.id) if not item.archived]
    stages: dict[str, int] = {}
    for item in items:
        stages[item.stage.value] = stages.get(item.stage.value, 0) + 1
    return {
        "deliverables": len(items),
        "open_deliverables": sum(item.is_open for item in items),
        "stages": stages,
        "outcomes": len(portfolio.outcomes.by("product", product.id)),
        "open_effort": _effort_sum(effort_of(portfolio, item) for item in items if item.is_open),
    }


def _effort_sum(efforts: Iterable[EffortRange]) -> Plain:
    """The sum of what is estimated, and how many items are not: a sum alone would pass for the whole."""
    likely = [effort.likely for effort in efforts]
    known = [each for each in likely if each is not None]
    return {"likely": sum(known), "unestimated": len(likely) - len(known)}


def _weight_share(portfolio: Portfolio, criterion: Criterion) -> float | None:
    whole = sum(each.weight for each in portfolio.criteria)
    return criterion.weight / whole if whole else None


_NAMED: dict[str, type[Entity]] = {
    "deliverable": Deliverable,
    "outcome": Outcome,
    "team": Team,
    "criterion": Criterion,
    "event": Event,
    "milestone": Milestone,
}


def _names(portfolio: Portfolio, entity: Entity) -> Plain:
    """The captions of what a linking entity refers to: "deliverable_title", "team_name"; null for what it lacks."""
    told: Plain = {}
    for field, target in _NAMED.items():
        if hasattr(entity, field):
            known = portfolio.table(target).get(getattr(entity, field))
            told[f"{field}_{'title' if target is Deliverable else 'name'}"] = None if known is None else caption(known)
    return told


def _json_safe(value: Any) -> Any:
    """The same without NaN and infinities, which JSON does not have."""
    if isinstance(value, dict):
        return {key: _json_safe(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_json_safe(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
