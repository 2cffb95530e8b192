"""What-ifs as differences: which fields a scenario changes, adds or takes away, laid over the portfolio as it is.

A scenario keeps differences and no copy: what is done to the present portfolio meanwhile is in it, too. A field that
both have changed is the scenario's. Entities that it adds keep their ids, but for those that are there already.
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
    FollowUp,
    Forecast,
    Measurement,
    Pack,
    Review,
    ReviewEntry,
    SavedView,
    Scenario,
    field_names,
)
from deliverydesk.domain.errors import DeskError
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deliverydesk.domain.portfolio import Portfolio

HAPPENED = (Scenario, Review, ReviewEntry, Decision, Assumption, FollowUp, Forecast, Measurement)
"""What happened is no what-if."""
_LOOKED = (SavedView, Pack)
"""Ways of looking are of the plan and of all what-ifs alike."""


class Laid(NamedTuple):
    """A scenario laid over a portfolio."""

    portfolio: Portfolio
    changes: ChangeSet
    """From the present portfolio to the supposed one."""
    overruled: tuple[tuple[type[Entity], int, str], ...]
    """Fields that were changed in the present portfolio since, and that the scenario sets otherwise."""
    lost: int
    """Changes of entities that are gone from the present portfolio."""


def written(portfolio: Portfolio, changes: Iterable[Change], earlier: str = "") -> str:
    """Changes against the present portfolio, at most one an entity, as a scenario keeps them.

    `earlier` is what it kept until now: of a field that it sets as then it still knows how that was, and what is lost
    it keeps, since undo may bring it back.
    """
    former = {(each["entity"], each["id"]): each for each in _told(earlier)}
    told: list[dict[str, Any]] = []
    for change in changes:
        before, after, name = change.before, change.after, TABLE_NAMES[change.entity_type]
        if change.entity_type in HAPPENED or change.entity_type in _LOOKED:
            continue
        about = {"entity": name, "id": change.id}
        if after is None:
            told.append({**about, "remove": True})
        elif before is None:
            told.append({**about, "add": to_plain(after)})
        else:
            told.append({**about, "set": _fields(before, after, former.get((name, change.id), {}).get("set", {}))})
    told += (
        each
        for (name, entity_id), each in former.items()
        if "add" not in each and entity_id not in portfolio.table(ENTITY_TYPES[name])
    )
    return json.dumps({"changes": told}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def happened(change_set: ChangeSet) -> type[Entity] | None:
    """The type of something that no what-if can change; None where all can be supposed.

    What belongs to something that is removed goes with it.
    """
    gone = {entity_type: alike.gone for entity_type, alike in change_set.by_type.items()}

    def goes_along(change: Change) -> bool:
        references = REFERENCES.get(change.entity_type, ()) if change.before is not None else ()
        return any(getattr(change.before, each.field) in gone.get(each.target, ()) for each in references)

    for entity_type in HAPPENED:
        if not all(map(goes_along, change_set.of(entity_type))):
            return entity_type
    return None


def only_looks(change_set: ChangeSet) -> bool:
    """Whether nothing but ways of looking changes."""
    return change_set.by_type.keys() <= set(_LOOKED)


def laid_over(portfolio: Portfolio, changes: str, label: str) -> Laid:
    """The portfolio as a scenario supposes it. Raises DeskError where what it keeps cannot be read."""
    try:
        return _laid_over(portfolio, _told(changes), label)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DeskError(tr("The changes of the scenario cannot be read; make it anew.")) from error


def _told(changes: str) -> list[dict[str, Any]]:
    return list(json.loads(changes or "{}").get("changes", ()))


def _laid_over(portfolio: Portfolio, told: list[dict[str, Any]], label: str) -> Laid:
    ids = _new_ids(portfolio, told)
    found: dict[tuple[type[Entity], int], Change] = {}
    overruled: list[tuple[type[Entity], int, str]] = []
    lost = 0
    for each in told:
        entity_type = ENTITY_TYPES[each["entity"]]
        if "add" in each:
            entity = from_plain(entity_type, {**each["add"], "id": ids[each["id"]]})
            found[entity_type, entity.id] = Change(None, _redirected(entity, ids))
            continue
        present = portfolio.table(entity_type).get(each["id"])
        if present is None:
            lost += 1
        elif "remove" in each:
            found[entity_type, present.id] = Change(present, None)
        else:
            values = {}
            for name, (was, becomes) in each["set"].items():
                kind, optional = field_types(entity_type)[name]
                if plain(getattr(present, name)) not in (was, becomes):
                    overruled.append((entity_type, present.id, name))
                values[name] = coerce(name, becomes, kind, optional)
            edited = _redirected(replace(present, **values), ids)
            if edited != present:
                found[entity_type, present.id] = Change(present, edited)
    _let_go(portfolio, found)
    standing = _standing(portfolio, list(found.values()))
    lost += len(found) - len(standing)
    change_set = ChangeSet(label, tuple(_in_order(_apart(portfolio, standing))))
    return Laid(portfolio.after(change_set), change_set, tuple(overruled), lost)


def _let_go(portfolio: Portfolio, found: dict[tuple[type[Entity], int], Change]) -> None:
    """Let go with what a scenario removes all that belongs to it, also since, and empty other references to it."""
    waiting = [change.entity for change in found.values() if change.after is None]
    while waiting:
        gone = waiting.pop()
        for holder_type, references in REFERENCES.items():
            for reference in references:
                if reference.target is not type(gone):
                    continue
                for holder in portfolio.table(holder_type).by(reference.field, gone.id):
                    key = (holder_type, holder.id)
                    now = found[key].after if key in found else holder
                    if now is None or getattr(now, reference.field) != gone.id:
                        continue
                    if reference.owned:
                        found[key] = Change(holder, None)
                        waiting.append(holder)
                    else:
                        found[key] = Change(holder, replace(now, **{reference.field: None}))


def _fields(was: Entity, now: Entity, since: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The fields that differ, each with what it was, or was when it was set so, and what it becomes."""
    told = {}
    for name in field_names(type(now)):
        if getattr(was, name) != getattr(now, name):
            becomes = plain(getattr(now, name))
            first, last = since.get(name, (None, None))
            told[name] = [first if name in since and last == becomes else plain(getattr(was, name)), becomes]
    return told


def _new_ids(portfolio: Portfolio, told: Iterable[dict[str, Any]]) -> dict[int, int]:
    """For each added entity its id in the supposed portfolio: its own, where nothing has it."""
    added = [each["id"] for each in told if "add" in each]
    free = max(portfolio.next_id, max(added, default=0) + 1)
    tables = [portfolio.table(entity_type) for entity_type in TABLE_NAMES]
    given = {}
    for entity_id in added:
        if any(entity_id in table for table in tables):
            given[entity_id] = free
            free += 1
        else:
            given[entity_id] = entity_id
    return given


def _redirected(entity: Entity, ids: dict[int, int]) -> Entity:
    """The entity with its references to what the scenario adds led to the ids that these have now."""
    values = {}
    for reference in REFERENCES.get(type(entity), ()):
        target = getattr(entity, reference.field)
        if target in ids and ids[target] != target:
            values[reference.field] = ids[target]
    return replace(entity, **values) if values else entity


def _standing(portfolio: Portfolio, changes: list[Change]) -> list[Change]:
    """The changes without those that refer to what is not there any more."""
    added: dict[type[Entity], set[int]] = {}
    removed: dict[type[Entity], set[int]] = {}
    for change in changes:
        if change.before is None or change.after is None:
            (added if change.before is None else removed).setdefault(change.entity_type, set()).add(change.id)

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
