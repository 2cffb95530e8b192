"""Every action by name, with its fields described, for the command line and whoever drives the desk by words.

See `actions.fields` for what a field takes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from deliverydesk.actions import (
    appraising,
    archiving,
    backlog,
    bulk,
    events,
    forecasting,
    measuring,
    phasing,
    planning,
    proposing,
    quick_adding,
    records,
    roadmap,
    stages,
    starting,
    tagging,
    viewing,
)
from deliverydesk.actions.action import Action, action
from deliverydesk.actions.descriptions import DESCRIPTIONS
from deliverydesk.actions.fields import EFFORT_WORDS, EffortField, Field, entity_fields
from deliverydesk.actions.registry_capacity import capacity_actions
from deliverydesk.actions.registry_deciding import deciding_actions
from deliverydesk.domain.entities import (
    ENTITY_TYPES,
    SETTINGS_ID,
    AgendaItem,
    Criterion,
    Deliverable,
    Dependency,
    Entity,
    Event,
    EventMark,
    Outcome,
    SavedView,
    Settings,
    Team,
    singular,
)
from deliverydesk.domain.values import Proposal, Stage
from deliverydesk.domain.wording import article
from deliverydesk.support.clock import today
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio


def actions() -> dict[str, Action]:
    """Every action by name, in the order of the help."""
    listed = [
        *_backlog_actions(),
        *_stage_actions(),
        *_roadmap_actions(),
        *(action(*each) for each in capacity_actions()),
        *_measuring_actions(),
        *_evidence_actions(),
        *deciding_actions(),
        *_viewing_actions(),
        *_settings_actions(),
    ]
    taken = {action.name for action in listed}
    for entity_type in ENTITY_TYPES.values():
        if entity_type is not Settings:
            listed += [action for action in _record_actions(entity_type) if action.name not in taken]
    return {action.name: action for action in listed}


def _with_effort(given: dict[str, Any]) -> dict[str, Any]:
    effort = given.pop("effort", None)
    if effort is not None:
        given |= {"effort_low": effort.low, "effort_likely": effort.likely, "effort_high": effort.high}
    return given


def _backlog_actions() -> list[Action]:
    effort = EffortField("effort", str, words=EFFORT_WORDS)
    rank = Field("rank", int, optional=False, words=tr("rank from 1"))
    tags = Field("tags", str, required=True, many=True, optional=False)
    factor = Field("factor", float, required=True, optional=False, words=tr("number to multiply by"))

    def add(portfolio: Portfolio, given: dict[str, Any]) -> ChangeSet:
        extra = {name: given.pop(name) for name in ("rank", "team", "outcome") if name in given}
        return backlog.add_deliverable(portfolio, _with_effort(given), **extra)

    def edit(portfolio: Portfolio, given: dict[str, Any]) -> ChangeSet:
        return backlog.edit_deliverables(portfolio, given.pop("ids"), _with_effort(given))

    def quickly(portfolio: Portfolio, given: dict[str, Any]) -> ChangeSet:
        return quick_adding.quick_add(portfolio, given["line"], today(), given.get("rank"))

    line = Field(
        "line", str, required=True, optional=False, words=tr("title with #tag @owner ~3w >2027-Q1 !stage /product")
    )
    own = entity_fields(Deliverable, required=True)
    return [
        Action(
            "add_deliverable",
            DESCRIPTIONS["add_deliverable"],
            (*own, effort, rank, Field("team", Team), Field("outcome", Outcome)),
            add,
        ),
        Action("quick_add", DESCRIPTIONS["quick_add"], (line, rank), quickly),
        Action(
            "edit_deliverables",
            DESCRIPTIONS["edit_deliverables"],
            (_ids(), *entity_fields(Deliverable, required=False), effort),
            edit,
        ),
        action(
            backlog.add_deliverables,
            (Field("titles", str, required=True, many=True, optional=False), rank),
        ),
        action(backlog.duplicate_deliverables, (_ids(),)),
        action(archiving.archive_deliverables, (_ids(),)),
        action(archiving.unarchive_deliverables, (_ids(),)),
        action(backlog.move_deliverables, (_ids(), Field("rank", int, required=True, optional=False))),
        action(backlog.move_above, (_ids(), Field("anchor", Deliverable, required=True))),
        action(backlog.move_below, (_ids(), Field("anchor", Deliverable, required=True, optional=False))),
        action(backlog.move_by, (_ids(), Field("steps", int, required=True, optional=False))),
        action(backlog.set_team, (_ids(), Field("team", Team, required=True))),
        action(backlog.set_outcome, (_ids(), Field("outcome", Outcome, required=True))),
        action(tagging.add_tags, (_ids(), tags)),
        action(tagging.remove_tags, (_ids(), tags)),
        action(bulk.shift_targets, (_ids(), Field("days", int, required=True, optional=False))),
        action(bulk.scale_effort, (_ids(), factor)),
        action(bulk.scale_cost, (_ids(), factor)),
        action(
            backlog.rate,
            (
                Field("deliverable", Deliverable, required=True, optional=False),
                Field("criterion", Criterion, required=True, optional=False),
                Field("value", float, required=True),
            ),
        ),
    ]


def _stage_actions() -> list[Action]:
    stage = Field("stage", Stage, required=True, optional=False)
    place = (Field("above", Deliverable), Field("below", Deliverable))
    return [
        action(stages.move_to_stage, (_ids(), stage, *place)),
        action(stages.set_stage_limit, (stage, Field("limit", int, required=True))),
        action(
            appraising.appraise,
            (
                Field("deliverable", Deliverable, required=True, optional=False),
                Field("effort", float),
                Field("field", str, optional=False),
                Field("value", float),
            ),
        ),
    ]


def _ids() -> Field:
    return Field("ids", Deliverable, required=True, many=True, optional=False)


def _roadmap_actions() -> list[Action]:
    from datetime import date

    from deliverydesk.actions import baselining

    item = Field("deliverable", Deliverable, required=True, optional=False)
    return [
        action(
            baselining.save_baseline,
            (
                Field("name", str, required=True, optional=False),
                Field("date", date, required=True, optional=False),
                Field("notes", str, optional=False),
            ),
        ),
        action(
            roadmap.schedule,
            (item, Field("start", date, required=True, optional=False), Field("end", date)),
        ),
        action(roadmap.shift, (_ids(), Field("days", int, required=True, optional=False))),
        action(roadmap.unschedule, (_ids(),)),
        action(
            roadmap.link,
            (
                Field("predecessor", Deliverable, required=True, optional=False),
                Field("successor", Deliverable, required=True, optional=False),
                Field("reason", str, optional=False),
            ),
            name="add_dependency",
        ),
        action(
            roadmap.unlink,
            (Field("dependency", Dependency, required=True, optional=False),),
            name="delete_dependency",
        ),
    ]


def _measuring_actions() -> list[Action]:
    from datetime import date

    def record(portfolio: Portfolio, given: dict[str, Any]) -> ChangeSet:
        return measuring.record(portfolio, given.pop("outcome"), [measuring.Reading(**given)])

    return [
        Action(
            "record_measurement",
            DESCRIPTIONS["record_measurement"],
            (
                Field("outcome", Outcome, required=True, optional=False),
                Field("date", date, required=True, optional=False),
                Field("value", float, required=True, optional=False),
                Field("note", str, optional=False),
                Field("source", str, optional=False),
                Field("base", float, words=tr("what the value is a share of, where it is a rate")),
            ),
            record,
        ),
        action(
            measuring.retarget,
            (
                Field("outcome", Outcome, required=True, optional=False),
                *(field for field in entity_fields(Outcome, required=False) if field.name in measuring.GOALS),
                Field("since", date, words=tr("from which day on; today where it is not given")),
                Field("reason", str, optional=False),
                Field("typo", bool, optional=False, words=tr("a slip of the pen: correct it without a step")),
            ),
        ),
        action(measuring.freeze, (Field("outcome", Outcome, required=True, optional=False),)),
        action(measuring.forget_step, (Field("outcome", Outcome, required=True, optional=False),)),
    ]


def _evidence_actions() -> list[Action]:
    from datetime import date

    day, reason = Field("start", date, required=True, optional=False), Field("reason", str, optional=False)
    outcome = Field("outcome", Outcome, required=True, optional=False)
    touched = (Field("outcomes", Outcome, many=True), Field("deliverables", Deliverable, many=True))
    event = Field("event", Event, required=True, optional=False)

    def propose(portfolio: Portfolio, given: dict[str, Any]) -> ChangeSet:
        case = proposing.Case(given.pop("deliverable", None), given.pop("outcome", None))
        return proposing.propose(portfolio, given.pop("proposal"), [case], **given)

    def take_on(portfolio: Portfolio, given: dict[str, Any]) -> ChangeSet:
        return planning.take_on(portfolio, dict.fromkeys(given["ids"], (given["start"], given["end"])))

    def apply_schedule(portfolio: Portfolio, given: dict[str, Any]) -> ChangeSet:
        lists = given["ids"], given["starts"], given["ends"]
        if len({len(each) for each in lists}) > 1:
            raise DeskError(tr("A schedule needs a start and an end for each deliverable."))
        return planning.apply_schedule(portfolio, {one: (start, end) for one, start, end in zip(*lists, strict=True)})

    return [
        action(
            events.note_event,
            (
                Field("name", str, required=True, optional=False),
                day,
                Field("end", date),
                Field("notes", str, optional=False),
                *touched,
            ),
        ),
        action(events.mark_touched, (event, *touched)),
        action(events.mark_seen, (Field("ids", EventMark, required=True, many=True, optional=False),)),
        action(phasing.split_phase, (outcome, day, replace(reason, required=True), Field("locked", date))),
        action(phasing.lock_limits, (outcome, Field("locked", date, required=True), reason)),
        Action(
            "propose",
            DESCRIPTIONS["propose"],
            (
                Field("proposal", Proposal, required=True, optional=False),
                Field("deliverable", Deliverable),
                Field("outcome", Outcome),
                reason,
                Field("until", date, optional=False, words=tr("for wait: a day to come")),
                Field("event", Event, words=tr("for explain: a known event")),
                Field("name", str, optional=False, words=tr("for explain: the name of a new event")),
                Field("start", date, optional=False, words=tr("for explain: the first day of a new event")),
            ),
            propose,
        ),
        Action(
            "take_on",
            DESCRIPTIONS["take_on"],
            (_ids(), replace(day, name="start"), replace(day, name="end")),
            take_on,
        ),
        Action(
            "apply_schedule",
            DESCRIPTIONS["apply_schedule"],
            (_ids(), replace(day, name="starts", many=True), replace(day, name="ends", many=True)),
            apply_schedule,
        ),
        action(proposing.close_agenda_items, (Field("ids", AgendaItem, required=True, many=True, optional=False),)),
        action(
            forecasting.widen_forecasts,
            (Field("team", Team, required=True, optional=False), Field("factor", float, required=True, optional=False)),
        ),
    ]


def _viewing_actions() -> list[Action]:
    view = Field("view", SavedView, required=True, optional=False)
    name = Field("name", str, required=True, optional=False)
    state = Field("state", str, required=True, optional=False, words=tr("a JSON object as the pane writes it"))
    pane = Field(
        "pane",
        str,
        required=True,
        optional=False,
        words=tr("backlog, roadmap or outcomes"),
    )
    place = Field("position", int, required=True, optional=False, words=tr("place among the pane's views, from 1"))
    return [
        action(viewing.save_view, (pane, name, state)),
        action(viewing.update_view, (view, state)),
        action(viewing.rename_view, (view, name)),
        action(viewing.delete_view, (Field("ids", SavedView, required=True, many=True, optional=False),)),
        action(viewing.move_view, (view, place)),
    ]


def _settings_actions() -> list[Action]:
    def edit(portfolio: Portfolio, given: dict[str, Any]) -> ChangeSet:
        return records.edit(portfolio, Settings, [SETTINGS_ID], given)

    def begin(portfolio: Portfolio, given: dict[str, Any]) -> ChangeSet:
        return starting.begin(portfolio, today(), **given)

    answers = {
        "change": tr("what should change"),
        "customer": tr("for whom"),
        "measure": tr("how we will know"),
        "name": "",
    }
    listed = tuple(Field(key, str, optional=False, words=said) for key, said in answers.items())
    return [
        Action("edit_settings", DESCRIPTIONS["edit_settings"], entity_fields(Settings, required=False), edit),
        Action("begin", DESCRIPTIONS["begin"], listed, begin),
    ]


def _record_actions(entity_type: type[Entity]) -> list[Action]:
    what = singular(entity_type)

    def add(portfolio: Portfolio, given: dict[str, Any]) -> ChangeSet:
        return records.add(portfolio, entity_type, given)

    def edit(portfolio: Portfolio, given: dict[str, Any]) -> ChangeSet:
        return records.edit(portfolio, entity_type, [given.pop("id")], given)

    def delete(portfolio: Portfolio, given: dict[str, Any]) -> ChangeSet:
        return records.delete(portfolio, entity_type, given["ids"])

    own_id = Field("id", entity_type, required=True, optional=False)
    name, a_thing = what.replace(" ", "_"), article(what)
    return [
        Action(f"add_{name}", tr("Add {a_thing}.", a_thing=a_thing), entity_fields(entity_type, required=True), add),
        Action(
            f"edit_{name}",
            tr("Set fields of {a_thing}.", a_thing=a_thing),
            (own_id, *entity_fields(entity_type, required=False)),
            edit,
        ),
        Action(
            f"delete_{name}",
            tr("Delete {a_thing} with all it owns.", a_thing=a_thing),
            (Field("ids", entity_type, required=True, optional=False, many=True),),
            delete,
        ),
    ]
