"""What-ifs as differences: which fields a scenario changes, adds or takes away, laid over the portfolio as it is.

A scenario keeps differences and no copy: what is done to the present portfolio meanwhile is in it, too. A field that
both have changed is the scenario's. Entities that it adds get new ids when it is laid over a portfolio that has used
theirs since.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from deliverydesk.domain.changes import Change, ChangeSet
from deliverydesk.domain.coding import coerce, field_types, from_plain, plain, to_plain
from deliverydesk.domain.entities import (
    ENTITY_TYPES,
    REFERENCES,
    TABLE_NAMES,
    Assumption,
    Decision,
    Deliverable,
    Entity,
    Forecast,
    Review,
    ReviewEntry,
    Scenario,
    field_names,
)
from deliverydesk.domain.errors import DeskError
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deliverydesk.domain.portfolio import Portfolio

_NEVER = (Scenario, Review, ReviewEntry, Decision, Assumption, Forecast)
"""What happened is no what-if."""


class Laid(NamedTuple):
    """A scenario laid over a portfolio."""

    portfolio: Portfolio
    changes: ChangeSet
    """From the present portfolio to the supposed one."""
    overruled: tuple[tuple[type[Entity], int, str], ...]
    """Fields that were changed in the present portfolio since, and that the scenario sets otherwise."""
    lost: int
    """Changes of entities that are gone from the present portfolio."""


def written(before: Portfolio, after: Portfolio) -> str:
    """The differences between two portfolios as a scenario keeps them."""
    told: list[dict[str, Any]] = []
    for name, entity_type in ENTITY_TYPES.items():
        if entity_type in _NEVER or before.table(entity_type) is after.table(entity_type):
            continue
        old, new = before.table(entity_type), after.table(entity_type)
        for entity in new:
            was = old.get(entity.id)
            if was is None:
                told.append({"entity": name, "id": entity.id, "add": to_plain(entity)})
            elif was != entity:
                told.append({"entity": name, "id": entity.id, "set": _fields(was, entity)})
        told += [{"entity": name, "id": entity.id, "remove": True} for entity in old if entity.id not in new]
    return json.dumps({"changes": told}, ensure_ascii=False, sort_keys=True)


def laid_over(portfolio: Portfolio, changes: str, label: str) -> Laid:
    """The portfolio as a scenario supposes it. Raises DeskError where what it keeps cannot be read."""
    try:
        told = list(json.loads(changes or "{}").get("changes", ()))
        return _laid_over(portfolio, told, label)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DeskError(tr("The changes of the scenario cannot be read; make it anew.")) from error


def _laid_over(portfolio: Portfolio, told: list[dict[str, Any]], label: str) -> Laid:
    ids = _new_ids(portfolio, told)
    found: list[Change] = []
    overruled: list[tuple[type[Entity], int, str]] = []
    removed: dict[type[Entity], set[int]] = {}
    lost = 0
    for each in told:
        entity_type = ENTITY_TYPES[each["entity"]]
        if "add" in each:
            entity = from_plain(entity_type, {**each["add"], "id": ids[each["id"]]})
            found.append(Change(None, _redirected(entity, ids)))
            continue
        present = portfolio.table(entity_type).get(each["id"])
        if present is None:
            lost += 1
        elif "remove" in each:
            removed.setdefault(entity_type, set()).add(present.id)
            found.append(Change(present, None))
        else:
            values = {}
            for name, (was, becomes) in each["set"].items():
                kind, optional = field_types(entity_type)[name]
                if plain(getattr(present, name)) not in (was, becomes):
                    overruled.append((entity_type, present.id, name))
                values[name] = coerce(name, becomes, kind, optional)
            edited = _redirected(replace(present, **values), ids)
            if edited != present:
                found.append(Change(present, edited))
    standing = _standing(portfolio, found, removed)
    lost += len(found) - len(standing)
    change_set = ChangeSet(label, tuple(_in_order(_apart(portfolio, standing))))
    return Laid(portfolio.after(change_set), change_set, tuple(overruled), lost)


def _fields(was: Entity, now: Entity) -> dict[str, list[Any]]:
    """The fields that differ, each with what it was and what it becomes."""
    return {
        name: [plain(getattr(was, name)), plain(getattr(now, name))]
        for name in field_names(type(now))
        if getattr(was, name) != getattr(now, name)
    }


def _new_ids(portfolio: Portfolio, told: Iterable[dict[str, Any]]) -> dict[int, int]:
    """For each added entity its id in the supposed portfolio: its own, where nobody has used it since."""
    added = [each["id"] for each in told if "add" in each]
    free = max(portfolio.next_id, max(added, default=0) + 1)
    given = {}
    for entity_id in added:
        if entity_id >= portfolio.next_id:
            given[entity_id] = entity_id
        else:
            given[entity_id] = free
            free += 1
    return given


def _redirected(entity: Entity, ids: dict[int, int]) -> Entity:
    """The entity with its references to what the scenario adds led to the ids that these have now."""
    values = {}
    for reference in REFERENCES.get(type(entity), ()):
        target = getattr(entity, reference.field)
        if target in ids and ids[target] != target:
            values[reference.field] = ids[target]
    return replace(entity, **values) if values else entity


def _standing(portfolio: Portfolio, changes: list[Change], removed: dict[type[Entity], set[int]]) -> list[Change]:
    """The changes without those that refer to what is not there any more."""
    added: dict[type[Entity], set[int]] = {}
    for change in changes:
        if change.before is None:
            added.setdefault(change.entity_type, set()).add(change.id)

    def stands(change: Change) -> bool:
        for reference in REFERENCES.get(change.entity_type, ()) if change.after is not None else ():
            target = getattr(change.after, reference.field)
            if target is None or target in added.get(reference.target, ()):
                continue
            if target not in portfolio.table(reference.target) or target in removed.get(reference.target, ()):
                return False
        return True

    return [change for change in changes if stands(change)]


def _apart(portfolio: Portfolio, changes: list[Change]) -> list[Change]:
    """The changes with order keys that nobody has: where one was given to another since, the next free one."""
    items = {change.id for change in changes if change.entity_type is Deliverable}
    taken = {key for key, entity_id in portfolio.deliverables.values("order_key", "id") if entity_id not in items}
    found = []
    for change in changes:
        item = change.after
        if isinstance(item, Deliverable):
            key = item.order_key
            while key in taken:
                key += 1
            taken.add(key)
            change = Change(change.before, item if key == item.order_key else replace(item, order_key=key))
        found.append(change)
    return found


def _in_order(changes: list[Change]) -> list[Change]:
    """What is referred to comes before what refers to it, and goes after it."""
    order = {entity_type: at for at, entity_type in enumerate(TABLE_NAMES)}
    kept = [change for change in changes if change.after is not None]
    gone = [change for change in changes if change.after is None]
    kept.sort(key=lambda change: order[change.entity_type])
    gone.sort(key=lambda change: -order[change.entity_type])
    return [*kept, *gone]
