"""Adding, changing and deleting any entity: the actions that most entities need and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deliverydesk.actions.draft import Draft
from deliverydesk.domain.entities import Entity, Settings, caption, field_names, singular
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.wording import counted, field_words, named, noun, several, value_words
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio


def add(portfolio: Portfolio, entity_type: type[Entity], values: Mapping[str, Any]) -> ChangeSet:
    """Add one entity. `values` by field name, without the id."""
    draft = Draft(portfolio)
    entity = draft.add(entity_type, values)
    what = noun(singular(entity_type))
    if not caption(entity):
        return draft.change_set(tr("add {what}", what=what))
    return draft.change_set(tr("add {what} {name}", what=what, name=named(entity)))


def edit(portfolio: Portfolio, entity_type: type[Entity], ids: Iterable[int], values: Mapping[str, Any]) -> ChangeSet:
    """Set the same fields of one or many entities."""
    draft = Draft(portfolio)
    entities = [draft.get(entity_type, entity_id) for entity_id in dict.fromkeys(ids)]
    for entity in entities:
        draft.edit(entity, values)
    return draft.change_set(edit_label(portfolio, entities, values))


def edit_label(portfolio: Portfolio, entities: Sequence[Entity], values: Mapping[str, Any]) -> str:
    """The words for setting these fields: "set the stage of “Search” to ready"."""
    whose = tr("the portfolio") if entities and isinstance(entities[0], Settings) else several(entities)
    if len(values) != 1:
        return tr("change {fields} of {whose}", fields=counted(len(values), "field"), whose=whose)
    ((field, value),) = values.items()
    if value in (None, "", ()):
        return tr("set the {field} of {whose} to nothing", field=field_words(field), whose=whose)
    return tr(
        "set the {field} of {whose} to {value}",
        field=field_words(field),
        whose=whose,
        value=_referred(portfolio, entities, field, value),
    )


def _referred(portfolio: Portfolio, entities: Sequence[Entity], field: str, value: Any) -> str:
    from deliverydesk.domain.entities import REFERENCES

    for reference in REFERENCES.get(type(entities[0]), ()) if entities else ():
        if reference.field == field and value is not None:
            target = portfolio.table(reference.target).get(value)
            if target is not None:
                return named(target)
    return value_words(value)


def set_back(portfolio: Portfolio, former: Entity) -> ChangeSet:
    """Set one thing back to how it was; where it stands in the manager's order it stays. It must still be there."""
    draft = Draft(portfolio)
    entity = draft.get(type(former), former.id)
    values = {name: getattr(former, name) for name in field_names(type(former)) if name not in ("id", "order_key")}
    draft.edit(entity, values)
    return draft.change_set(tr("set {entity} back to how it was", entity=named(entity)))


def delete(portfolio: Portfolio, entity_type: type[Entity], ids: Iterable[int]) -> ChangeSet:
    """Delete entities with all they own; references to them that do not own are emptied."""
    if entity_type is Settings:
        raise DeskError(tr("The portfolio's settings can be changed, but not deleted."))
    draft = Draft(portfolio)
    entities = [draft.get(entity_type, entity_id) for entity_id in dict.fromkeys(ids)]
    for entity in entities:
        if draft_has(draft, entity):
            draft.remove(entity)
    return draft.change_set(tr("delete {items}", items=several(entities)) if entities else tr("delete nothing"))


def draft_has(draft: Draft, entity: Entity) -> bool:
    """False where the draft has removed the entity already, with one that owned it."""
    try:
        draft.get(type(entity), entity.id)
    except DeskError:
        return False
    return True
