"""The rules of a portfolio. Each broken rule is one sentence that says what is wrong and, where it helps, what to do.

Only what a change set touches is looked at, so that an edit costs the same in a portfolio of 50 and of 50,000.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from deliverydesk.domain import circles
from deliverydesk.domain.bounds import check_ascending, check_label, check_values, whose
from deliverydesk.domain.entities import (
    REFERENCES,
    SETTINGS_ID,
    AgendaItem,
    Baseline,
    BaselineItem,
    Contribution,
    Criterion,
    Deliverable,
    Demand,
    Dependency,
    Entity,
    Event,
    EventMark,
    Forecast,
    FormerTarget,
    Measurement,
    MilestoneItem,
    Outcome,
    Pack,
    Phase,
    Product,
    Rating,
    SavedView,
    Settings,
    StageDate,
    StageLimit,
    Team,
    singular,
)
from deliverydesk.domain.errors import RuleBroken
from deliverydesk.domain.rule_parts import check_unique, check_unique_name, is_object
from deliverydesk.domain.rules_deciding import DECIDING
from deliverydesk.domain.values import Direction, Proposal
from deliverydesk.domain.wording import counted, field_words, figure, named, noun
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio


def check(after: Portfolio, change_set: ChangeSet) -> None:
    """Look at everything the change set touches in the portfolio it leads to.

    Raises RuleBroken with one sentence for the first rule that is broken.
    """
    for change in change_set.changes:
        if change.after is None:
            _check_nothing_refers_to(after, change.entity)
        else:
            _check_entity(after, change.after)
    check_label(change_set.label)
    if SETTINGS_ID not in after.table(Settings) or len(after.table(Settings)) != 1:
        raise RuleBroken(tr("The portfolio's settings can be changed, but not removed or doubled."))
    circles.check_no_circle(after, change_set)


def _check_entity(after: Portfolio, entity: Entity) -> None:
    check_values(entity)
    _check_references(after, entity)
    special = _SPECIAL.get(type(entity))
    if special is not None:
        special(after, entity)


def broken_by(portfolio: Portfolio, entity: Entity) -> str:
    """The first rule that an entity would break in a portfolio, in a sentence; empty where it breaks none."""
    try:
        _check_entity(portfolio, entity)
    except RuleBroken as broken:
        return str(broken)
    return ""


def check_all(portfolio: Portfolio) -> Iterator[str]:
    """Every broken rule of a whole portfolio as a sentence; for `check` on a file and for samples."""
    for entity in portfolio.entities():
        try:
            _check_entity(portfolio, entity)
        except RuleBroken as broken:
            yield str(broken)
    found = circles.circle(portfolio)
    if found:
        yield tr("There is a circle of dependencies: {circle}.", circle=circles.in_words(portfolio, found))
    keys = sorted((item.order_key, item.id) for item in portfolio.deliverables)
    for (key, first), (other_key, second) in pairwise(keys):
        if key == other_key:
            yield tr(
                "{first} and {second} have the same place in the order.",
                first=named(portfolio.deliverables[first]),
                second=named(portfolio.deliverables[second]),
            )


def _check_references(after: Portfolio, entity: Entity) -> None:
    for reference in REFERENCES.get(type(entity), ()):
        target = getattr(entity, reference.field)
        if target is not None and target not in after.table(reference.target):
            raise RuleBroken(
                tr(
                    "The {field} of {whose} is {what} {id}, which does not exist.",
                    field=field_words(reference.field),
                    whose=whose(entity),
                    what=noun(singular(reference.target)),
                    id=target,
                )
            )


def _check_nothing_refers_to(after: Portfolio, removed: Entity) -> None:
    for entity_type, references in REFERENCES.items():
        for reference in references:
            if reference.target is type(removed):
                holders = after.table(entity_type).by(reference.field, removed.id)
                if holders:
                    raise RuleBroken(
                        trn(
                            "{entity} cannot be removed: {holders} still refers to it.",
                            "{entity} cannot be removed: {holders} still refer to it.",
                            len(holders),
                            entity=named(removed),
                            holders=counted(len(holders), singular(entity_type)),
                        )
                    )


def _check_deliverable(_after: Portfolio, item: Deliverable) -> None:
    check_ascending(item, "effort_low", "effort_likely", "effort_high")
    check_ascending(item, "planned_start", "planned_end")
    check_ascending(item, "actual_start", "actual_end")


def _check_outcome(_after: Portfolio, outcome: Outcome) -> None:
    if outcome.direction is Direction.HOLD:
        check_ascending(outcome, "hold_low", "hold_high")
    elif outcome.baseline is not None and outcome.target is not None:
        up = outcome.direction is Direction.UP
        if (outcome.target < outcome.baseline) if up else (outcome.target > outcome.baseline):
            words = {
                "name": outcome.name,
                "baseline": figure(outcome.baseline),
                "target": figure(outcome.target),
            }
            raise RuleBroken(
                tr(
                    "“{name}” is to go up from {baseline}, but its target is {target}. Change the direction or the "
                    "target.",
                    **words,
                )
                if up
                else tr(
                    "“{name}” is to go down from {baseline}, but its target is {target}. Change the direction or the "
                    "target.",
                    **words,
                )
            )


def _check_demand(after: Portfolio, demand: Demand) -> None:
    check_unique(after, demand, "deliverable", "team")
    check_ascending(demand, "low", "likely", "high")


def _check_rating(after: Portfolio, rating: Rating) -> None:
    check_unique(after, rating, "deliverable", "criterion")
    criterion = after.criteria[rating.criterion]
    if not criterion.scale_low <= rating.value <= criterion.scale_high:
        raise RuleBroken(
            tr(
                "“{criterion}” goes from {low} to {high}; {value} is outside.",
                criterion=criterion.name,
                low=figure(criterion.scale_low),
                high=figure(criterion.scale_high),
                value=figure(rating.value),
            )
        )


def _check_criterion(after: Portfolio, criterion: Criterion) -> None:
    check_unique_name(after, criterion)
    if criterion.scale_low >= criterion.scale_high:
        raise RuleBroken(tr("The scale of “{criterion}” must end above where it begins.", criterion=criterion.name))
    for rating in after.ratings.by("criterion", criterion.id):
        if not criterion.scale_low <= rating.value <= criterion.scale_high:
            title = after.deliverables[rating.deliverable].title
            raise RuleBroken(
                tr(
                    "“{title}” is rated {value}, outside the new scale of “{criterion}”.",
                    title=title,
                    value=figure(rating.value),
                    criterion=criterion.name,
                )
            )


def _check_dependency(after: Portfolio, dependency: Dependency) -> None:
    if dependency.predecessor == dependency.successor:
        raise RuleBroken(tr("“{title}” cannot depend on itself.", title=after.deliverables[dependency.successor].title))
    check_unique(after, dependency, "predecessor", "successor")


def _check_saved_view(after: Portfolio, view: SavedView) -> None:
    check_unique(after, view, "pane", "name")
    if not is_object(view.state):
        raise RuleBroken(
            tr("What the view “{view}” keeps must be a JSON object such as {example}.", view=view.name, example="{}")
        )


def _check_baseline_item(after: Portfolio, item: BaselineItem) -> None:
    check_unique(after, item, "baseline", "deliverable")
    check_ascending(item, "planned_start", "planned_end")


def _check_former_target(after: Portfolio, former: FormerTarget) -> None:
    check_unique(after, former, "outcome", "until")
    check_ascending(former, "hold_low", "hold_high")


def share_most(outcome: Outcome) -> int:
    """The most that a reading with a base may be: the whole, in the unit of its outcome."""
    return 100 if outcome.unit.strip() == "%" else 1


def _check_measurement(after: Portfolio, reading: Measurement) -> None:
    if reading.base is None:
        return
    outcome = after.outcomes[reading.outcome]
    most = share_most(outcome)
    if not 0 <= reading.value <= most:
        raise RuleBroken(
            tr(
                "A reading of “{outcome}” with a base is a share from 0 to {most}; {value} is none. Correct the value, "
                "or leave the base empty.",
                outcome=outcome.name,
                most=figure(most),
                value=figure(reading.value),
            )
        )


def _check_phase(after: Portfolio, phase: Phase) -> None:
    check_unique(after, phase, "outcome", "start")
    check_ascending(phase, "start", "locked")
    if not phase.reason.strip():
        raise RuleBroken(tr("A new phase needs a reason: what changed, so that former limits no longer hold?"))


def _check_event_mark(after: Portfolio, mark: EventMark) -> None:
    check_unique(after, mark, "event", "outcome", "deliverable")
    if (mark.outcome is None) == (mark.deliverable is None):
        raise RuleBroken(tr("A mark of an event is on one outcome or on one deliverable."))


def _check_agenda_item(_after: Portfolio, item: AgendaItem) -> None:
    if item.deliverable is None and item.outcome is None:
        raise RuleBroken(tr("A proposal for the review is about a deliverable or about an outcome; choose one."))
    if item.proposal is Proposal.WAIT and item.until is None:
        raise RuleBroken(tr("Waiting needs a day until when."))
    check_ascending(item, "raised", "until")
    check_ascending(item, "raised", "closed")
    if not is_object(item.evidence):
        raise RuleBroken(tr("The evidence of a proposal must be a JSON object such as {example}.", example="{}"))


def _check_forecast(_after: Portfolio, forecast: Forecast) -> None:
    if (forecast.deliverable is None) == (forecast.milestone is None):
        raise RuleBroken(tr("A forecast is about one deliverable or about one milestone."))
    check_ascending(forecast, "p50", "p85", "p95")
    if (forecast.by is None) != (forecast.chance is None):
        raise RuleBroken(tr("A chance belongs to a day, and a day to a chance: give both or none."))
    if not is_object(forecast.inputs):
        raise RuleBroken(tr("The inputs of a forecast must be a JSON object such as {example}.", example="{}"))


_SPECIAL: dict[type[Entity], Callable[[Portfolio, Any], None]] = {
    Product: check_unique_name,
    Team: check_unique_name,
    Deliverable: _check_deliverable,
    Outcome: _check_outcome,
    Contribution: lambda after, entity: check_unique(after, entity, "deliverable", "outcome"),
    Demand: _check_demand,
    Rating: _check_rating,
    Criterion: _check_criterion,
    Dependency: _check_dependency,
    FormerTarget: _check_former_target,
    StageLimit: lambda after, entity: check_unique(after, entity, "stage"),
    Baseline: check_unique_name,
    BaselineItem: _check_baseline_item,
    SavedView: _check_saved_view,
    Pack: check_unique_name,
    Measurement: _check_measurement,
    Phase: _check_phase,
    Event: lambda _after, entity: check_ascending(entity, "start", "end"),
    EventMark: _check_event_mark,
    AgendaItem: _check_agenda_item,
    StageDate: lambda after, entity: check_unique(after, entity, "deliverable", "stage", "date"),
    MilestoneItem: lambda after, entity: check_unique(after, entity, "milestone", "deliverable"),
    Forecast: _check_forecast,
    **DECIDING,
}
