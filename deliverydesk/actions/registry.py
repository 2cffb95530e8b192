"""Every action by name, with its fields described, for the command line and whoever drives the desk by words.

A field's value is plain JSON; a reference to another entity is its id or its name.
"""

from __future__ import annotations

import inspect
from dataclasses import MISSING, dataclass, fields
from enum import Enum
from typing import TYPE_CHECKING, Any

from deliverydesk.actions import (
    appraising,
    archiving,
    backlog,
    bulk,
    measuring,
    quick_adding,
    records,
    roadmap,
    stages,
    starting,
    tagging,
    viewing,
)
from deliverydesk.domain.coding import coerce, field_types, shown
from deliverydesk.domain.effort import Effort, parse_effort
from deliverydesk.domain.entities import (
    ENTITY_TYPES,
    REFERENCES,
    SETTINGS_ID,
    Criterion,
    Deliverable,
    Dependency,
    Entity,
    Outcome,
    SavedView,
    Settings,
    Team,
    caption,
    singular,
)
from deliverydesk.domain.errors import DeskError, NotFound
from deliverydesk.domain.values import Stage
from deliverydesk.domain.wording import article, counted, field_words, quoted, subject
from deliverydesk.support.clock import today

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio

_HIDDEN = {"id", "order_key"}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an action: what it is called, what it takes and whether it must be given."""

    name: str
    kind: type
    """str, int, float, bool, date, tuple, an enum, or an entity type for a reference."""
    required: bool = False
    optional: bool = True
    many: bool = False
    """A list of such values; a single one is taken as a list of one."""
    words: str = ""

    def read(self, portfolio: Portfolio, value: Any) -> Any:
        """The JSON value as the action wants it. Raises DeskError with a sentence."""
        if self.many:
            values = value if isinstance(value, list) else [value]
            return tuple(self._read_one(portfolio, each) for each in values)
        return self._read_one(portfolio, value)

    def _read_one(self, portfolio: Portfolio, value: Any) -> Any:
        if self.kind in REFERABLE:
            if value is None and self.optional:
                return None
            return resolve(portfolio, self.kind, value)
        return coerce(self.name, value, self.kind, self.optional)

    def describe(self) -> str:
        """The kind in words, for help: "id or name of a team", "one of up, down, hold"."""
        if self.kind in REFERABLE:
            words = f"id or name of {article(singular(self.kind))}"
        elif issubclass(self.kind, Enum):
            words = "one of " + ", ".join(str(member.value) for member in self.kind)
        else:
            words = {"str": "text", "float": "number", "int": "whole number", "bool": "true or false"}.get(
                self.kind.__name__,
                {"date": "date as 2026-03-31", "tuple": "list of texts"}.get(self.kind.__name__, ""),
            )
        return f"list of: {words}" if self.many else words


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person can do, as the command line and the palette know it."""

    name: str
    words: str
    fields: tuple[Field, ...]
    run: Callable[[Portfolio, dict[str, Any]], ChangeSet]

    def prepare(self, portfolio: Portfolio, given: Mapping[str, Any]) -> ChangeSet:
        """The change set for fields given as plain JSON values. Raises DeskError with a sentence."""
        by_name = {field.name: field for field in self.fields}
        for name in given:
            if name not in by_name:
                known = ", ".join(by_name)
                raise DeskError(f"“{self.name}” has no field “{str(name)[:60]}”. It has: {known}.")
        for field in self.fields:
            if field.required and field.name not in given:
                raise DeskError(f"“{self.name}” needs the field “{field.name}”.")
        return self.run(portfolio, {name: by_name[name].read(portfolio, value) for name, value in given.items()})


REFERABLE: frozenset[type] = frozenset(ENTITY_TYPES.values()) - {Settings}


def resolve(portfolio: Portfolio, entity_type: type[Entity], reference: Any) -> int:
    """The id of the entity that is meant by an id or by a name, title or external key. Raises NotFound."""
    table = portfolio.table(entity_type)
    what = singular(entity_type)
    if isinstance(reference, int) and not isinstance(reference, bool):
        if reference in table:
            return reference
        raise NotFound(f"There is no {what} {reference} in this portfolio.")
    if not isinstance(reference, str):
        raise NotFound(f"{subject(what)} is named by its id or its name, not by {shown(reference)}.")
    wanted = reference.strip().casefold()
    found = [
        entity.id
        for entity in table
        if caption(entity).strip().casefold() == wanted
        or (isinstance(entity, Deliverable) and entity.external_key.casefold() == wanted != "")
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(f"{counted(len(found), what)} are called {quoted(reference)}; use the id.")
    raise NotFound(f"There is no {what} called {quoted(reference)}.")


def entity_fields(entity_type: type[Entity], *, required: bool) -> tuple[Field, ...]:
    """The fields of an entity as fields of an action; `required` for adding, where some must be given."""
    references = {reference.field: reference.target for reference in REFERENCES.get(entity_type, ())}
    defaults = {field.name: field.default for field in fields(entity_type)}
    return tuple(
        Field(
            name,
            references.get(name, kind),
            required=required and defaults[name] is MISSING,
            optional=optional,
            words=field_words(name),
        )
        for name, (kind, optional) in field_types(entity_type).items()
        if name not in _HIDDEN
    )


def actions() -> dict[str, Action]:
    """Every action by name, in the order of the help."""
    listed = [
        *_backlog_actions(),
        *_stage_actions(),
        *_roadmap_actions(),
        *_measuring_actions(),
        *_viewing_actions(),
        *_settings_actions(),
    ]
    taken = {action.name for action in listed}
    for entity_type in ENTITY_TYPES.values():
        if entity_type is not Settings:
            listed += [action for action in _record_actions(entity_type) if action.name not in taken]
    return {action.name: action for action in listed}


_EFFORT_WORDS = "effort as 5, 3–8, 3/5/8 (person-weeks) or with a unit: 2 pm, 10 days"


class _EffortField(Field):
    def read(self, portfolio: Portfolio, value: Any) -> Any:  # noqa: ARG002
        """Numbers are person-weeks, texts as people write them; null takes the estimate back."""
        if value is None:
            return Effort(None, None, None)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return Effort(None, coerce(self.name, value, float, optional=False), None)
        return parse_effort(coerce(self.name, value, str, optional=False))


def _with_effort(given: dict[str, Any]) -> dict[str, Any]:
    effort = given.pop("effort", None)
    if effort is not None:
        given |= {"effort_low": effort.low, "effort_likely": effort.likely, "effort_high": effort.high}
    return given


def _action(function: Callable[..., ChangeSet], listed: tuple[Field, ...], name: str | None = None) -> Action:
    words = (inspect.getdoc(function) or "").split("\n\n")[0].replace("\n", " ")
    return Action(name or function.__name__, words, listed, lambda portfolio, given: function(portfolio, **given))


def _backlog_actions() -> list[Action]:
    effort = _EffortField("effort", str, words=_EFFORT_WORDS)
    rank = Field("rank", int, optional=False, words="rank from 1")
    tags = Field("tags", str, required=True, many=True, optional=False)
    factor = Field("factor", float, required=True, optional=False, words="number to multiply by")

    def add(portfolio: Portfolio, given: dict[str, Any]) -> ChangeSet:
        extra = {name: given.pop(name) for name in ("rank", "team", "outcome") if name in given}
        return backlog.add_deliverable(portfolio, _with_effort(given), **extra)

    def edit(portfolio: Portfolio, given: dict[str, Any]) -> ChangeSet:
        return backlog.edit_deliverables(portfolio, given.pop("ids"), _with_effort(given))

    def quickly(portfolio: Portfolio, given: dict[str, Any]) -> ChangeSet:
        return quick_adding.quick_add(portfolio, given["line"], today(), given.get("rank"))

    line = Field(
        "line", str, required=True, optional=False, words="title with #tag @owner ~3w >2027-Q1 !stage /product"
    )
    quick_words = (inspect.getdoc(quick_adding.quick_add) or "").split("\n\n")[0]
    add_words = (inspect.getdoc(backlog.add_deliverable) or "").split("\n\n")[0]
    edit_words = "Set the same fields of one or many deliverables."
    own = entity_fields(Deliverable, required=True)
    return [
        Action(
            "add_deliverable",
            add_words,
            (*own, effort, rank, Field("team", Team), Field("outcome", Outcome)),
            add,
        ),
        Action("quick_add", quick_words, (line, rank), quickly),
        Action(
            "edit_deliverables",
            edit_words,
            (_ids(), *entity_fields(Deliverable, required=False), effort),
            edit,
        ),
        _action(
            backlog.add_deliverables,
            (Field("titles", str, required=True, many=True, optional=False), rank),
        ),
        _action(backlog.duplicate_deliverables, (_ids(),)),
        _action(archiving.archive_deliverables, (_ids(),)),
        _action(archiving.unarchive_deliverables, (_ids(),)),
        _action(backlog.move_deliverables, (_ids(), Field("rank", int, required=True, optional=False))),
        _action(backlog.move_above, (_ids(), Field("anchor", Deliverable, required=True))),
        _action(backlog.move_below, (_ids(), Field("anchor", Deliverable, required=True, optional=False))),
        _action(backlog.move_by, (_ids(), Field("steps", int, required=True, optional=False))),
        _action(backlog.set_team, (_ids(), Field("team", Team, required=True))),
        _action(backlog.set_outcome, (_ids(), Field("outcome", Outcome, required=True))),
        _action(tagging.add_tags, (_ids(), tags)),
        _action(tagging.remove_tags, (_ids(), tags)),
        _action(bulk.shift_targets, (_ids(), Field("days", int, required=True, optional=False))),
        _action(bulk.scale_effort, (_ids(), factor)),
        _action(bulk.scale_cost, (_ids(), factor)),
        _action(
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
        _action(stages.move_to_stage, (_ids(), stage, *place)),
        _action(stages.set_stage_limit, (stage, Field("limit", int, required=True))),
        _action(
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
        _action(
            baselining.save_baseline,
            (
                Field("name", str, required=True, optional=False),
                Field("date", date, required=True, optional=False),
                Field("notes", str, optional=False),
            ),
        ),
        _action(
            roadmap.schedule,
            (item, Field("start", date, required=True, optional=False), Field("end", date)),
        ),
        _action(roadmap.shift, (_ids(), Field("days", int, required=True, optional=False))),
        _action(roadmap.unschedule, (_ids(),)),
        _action(
            roadmap.link,
            (
                Field("predecessor", Deliverable, required=True, optional=False),
                Field("successor", Deliverable, required=True, optional=False),
                Field("reason", str, optional=False),
            ),
            name="add_dependency",
        ),
        _action(
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
            "Record a reading of an outcome; a reading of a day that has one already replaces its value.",
            (
                Field("outcome", Outcome, required=True, optional=False),
                Field("date", date, required=True, optional=False),
                Field("value", float, required=True, optional=False),
                Field("note", str, optional=False),
                Field("source", str, optional=False),
            ),
            record,
        ),
        _action(
            measuring.retarget,
            (
                Field("outcome", Outcome, required=True, optional=False),
                *(field for field in entity_fields(Outcome, required=False) if field.name in measuring.GOALS),
                Field("since", date, words="from which day on; today where it is not given"),
                Field("reason", str, optional=False),
                Field("typo", bool, optional=False, words="a slip of the pen: correct it without a step"),
            ),
        ),
        _action(measuring.forget_step, (Field("outcome", Outcome, required=True, optional=False),)),
    ]


def _viewing_actions() -> list[Action]:
    view = Field("view", SavedView, required=True, optional=False)
    name = Field("name", str, required=True, optional=False)
    state = Field("state", str, required=True, optional=False, words="a JSON object as the pane writes it")
    pane = Field("pane", str, required=True, optional=False, words="backlog, roadmap or outcomes")
    place = Field("position", int, required=True, optional=False, words="place among the pane's views, from 1")
    return [
        _action(viewing.save_view, (pane, name, state)),
        _action(viewing.update_view, (view, state)),
        _action(viewing.rename_view, (view, name)),
        _action(viewing.delete_view, (Field("ids", SavedView, required=True, many=True, optional=False),)),
        _action(viewing.move_view, (view, place)),
    ]


def _settings_actions() -> list[Action]:
    def edit(portfolio: Portfolio, given: dict[str, Any]) -> ChangeSet:
        return records.edit(portfolio, Settings, [SETTINGS_ID], given)

    def begin(portfolio: Portfolio, given: dict[str, Any]) -> ChangeSet:
        return starting.begin(portfolio, today(), **given)

    words = "Set what holds for the whole portfolio, the scoring model among it."
    answers = ("change", "what should change"), ("customer", "for whom"), ("measure", "how we will know"), ("name", "")
    listed = tuple(Field(key, str, optional=False, words=said) for key, said in answers)
    begin_words = (inspect.getdoc(starting.begin) or "").split("\n\n")[0].replace("\n", " ")
    return [
        Action("edit_settings", words, entity_fields(Settings, required=False), edit),
        Action("begin", begin_words, listed, begin),
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
    name = what.replace(" ", "_")
    return [
        Action(f"add_{name}", f"Add {article(what)}.", entity_fields(entity_type, required=True), add),
        Action(
            f"edit_{name}",
            f"Set fields of {article(what)}.",
            (own_id, *entity_fields(entity_type, required=False)),
            edit,
        ),
        Action(
            f"delete_{name}",
            f"Delete {article(what)} with all it owns.",
            (Field("ids", entity_type, required=True, optional=False, many=True),),
            delete,
        ),
    ]
