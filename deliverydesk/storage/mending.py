"""Making a sound portfolio of rows that may be damaged: each row mended or given up, then the rules and references.

What is missing, emptied, or may not be as it was saved is told in sentences, gathered in a list called `lost`.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import MISSING, fields, replace
from types import NoneType
from typing import TYPE_CHECKING, Any

from deliverydesk.domain import bounds, rules
from deliverydesk.domain.changes import Change, ChangeSet
from deliverydesk.domain.coding import coerce, field_types, from_plain, from_rows
from deliverydesk.domain.entities import (
    ENTITY_TYPES,
    REFERENCES,
    SETTINGS_ID,
    TABLE_NAMES,
    Deliverable,
    Entity,
    Settings,
    caption,
    field_names,
    singular,
)
from deliverydesk.domain.errors import RuleBroken
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.ranking import GAP
from deliverydesk.domain.wording import field_words, noun, quoted
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

HIGHEST_ID = 2**40
"""Ids beyond this come of damage."""


def entities_of(entity_type: type[Entity], rows: dict[int, tuple[Any, ...]], lost: list[str]) -> dict[int, Entity]:
    """Entities of the rows by id, with what cannot be read in a row emptied; adds what was to `lost`."""
    expected = _scalar_types(entity_type)
    whole: list[tuple[Any, ...]] = []
    hurt: list[tuple[Any, ...]] = []
    for _, row in sorted(rows.items()):
        fits = all(isinstance(value, kinds) for value, kinds in zip(row, expected, strict=True))
        (whole if fits else hurt).append(row)
    entities = list(_made(entity_type, whole, hurt))
    entities += [mended for row in hurt if (mended := _mended(entity_type, row, lost)) is not None]
    return {entity.id: entity for entity in sorted(entities, key=lambda entity: entity.id)}


def _made(entity_type: type[Entity], rows: list[tuple[Any, ...]], hurt: list[tuple[Any, ...]]) -> Iterator[Entity]:
    """Entities of the rows, halved where one does not fit; that one goes to the hurt."""
    try:
        yield from list(from_rows(entity_type, rows))
    except (ValueError, KeyError, TypeError):
        if len(rows) == 1:
            hurt += rows
        else:
            middle = len(rows) // 2
            yield from _made(entity_type, rows[:middle], hurt)
            yield from _made(entity_type, rows[middle:], hurt)


def _scalar_types(entity_type: type[Entity]) -> list[tuple[type, ...]]:
    """For each field the types that its scalar may have in a row."""
    return [
        (kind if kind in (int, float) else int if issubclass(kind, (bool, int)) else str, *((NoneType,) * optional))
        for kind, optional in field_types(entity_type).values()
    ]


def _mended(entity_type: type[Entity], row: tuple[Any, ...], lost: list[str]) -> Entity | None:
    """The entity with those fields emptied that hold nothing sensible; None where it cannot be without them."""
    defaults = {field.name: field.default for field in fields(entity_type)}
    values: dict[str, Any] = {}
    emptied: list[str] = []
    for name, value in zip(field_names(entity_type), row, strict=True):
        kind, optional = field_types(entity_type)[name]
        try:
            if kind is tuple:
                value = json.loads(value)
            elif kind is bool:
                value = bool(value)
            values[name] = coerce(name, value, kind, optional)
        except (ValueError, TypeError, DeskError):
            if name == "id" or defaults[name] is MISSING:
                lost.append(
                    tr(
                        "Lost: {what} {id}, whose {field} is damaged.",
                        what=noun(singular(entity_type)),
                        id=row[0],
                        field=field_words(name),
                    )
                )
                return None
            values[name] = defaults[name]
            emptied.append(field_words(name))
    entity = entity_type(**values)
    lost.append(tr("Emptied: {field} of {entity}.", field=", ".join(emptied), entity=_called(entity)))
    return entity


def add_from_history(
    found: dict[int, Entity],
    entity_type: type[Entity],
    images: dict[int, dict[str, Any]],
    sealed: int | None,
    lost: list[str],
) -> None:
    """Add to `found` what the history still knows whole, where fewer were found than the seal says there were."""
    if sealed is None or len(found) >= sealed:
        return
    for entity_id, image in images.items():
        if entity_id not in found:
            with contextlib.suppress(DeskError, ValueError, TypeError):
                entity = from_plain(entity_type, image)
                if entity.id == entity_id:
                    found[entity_id] = entity
                    lost.append(tr("Taken from the history: {entity}.", entity=_called(entity)))


def _called(entity: Entity) -> str:
    words = caption(entity)[:60]
    return f"{noun(singular(type(entity)))} {quoted(words) if words else entity.id}"


# Rules


def sound(entities: dict[type[Entity], dict[int, Entity]], lost: list[str]) -> Portfolio:
    """What keeps the rules, referred-to entities before those that refer to them."""
    settings = entities[Settings].get(SETTINGS_ID)
    if settings is None:
        settings = Settings(SETTINGS_ID)
        lost.append(tr("Lost: the portfolio's settings; those of a new portfolio stand in."))
    portfolio = Portfolio.of([_if_sound(Settings(SETTINGS_ID), settings, lost)])
    taken: set[int] = {SETTINGS_ID}
    for entity_type in ENTITY_TYPES.values():
        if entity_type is Settings:
            continue
        candidates = [e for e in entities[entity_type].values() if 0 < e.id < HIGHEST_ID and e.id not in taken]
        if entity_type is Deliverable:
            candidates = list(_with_order_keys(candidates))
        portfolio = _added(portfolio, [_with_references(portfolio, entity, lost) for entity in candidates], lost)
        taken |= set(portfolio.table(entity_type).ids)
    return portfolio


def _if_sound(fallback: Settings, settings: Entity, lost: list[str]) -> Entity:
    portfolio = Portfolio.of([settings])
    broken = next(iter(rules.check_all(portfolio)), None)
    if broken is None:
        return settings
    lost.append(tr("Lost: the portfolio's settings. {broken}", broken=broken))
    return fallback


def _with_order_keys(candidates: list[Entity]) -> Iterator[Entity]:
    """The order is kept where it is known; what has no place of its own goes to the end."""
    seen: set[int] = set()
    items = [item for item in candidates if isinstance(item, Deliverable)]
    last = max((item.order_key for item in items if abs(item.order_key) <= bounds.KEY_LIMIT // 2), default=0)
    for item in items:
        if item.order_key in seen or abs(item.order_key) > bounds.KEY_LIMIT // 2:
            last += GAP
            item = replace(item, order_key=last)
        seen.add(item.order_key)
        yield item


def _with_references(portfolio: Portfolio, entity: Entity, lost: list[str]) -> Entity | None:
    for reference in REFERENCES.get(type(entity), ()):
        target = getattr(entity, reference.field)
        if target is None or target in portfolio.table(reference.target):
            continue
        field = field_words(reference.field)
        if reference.owned or reference.target is type(entity):
            lost.append(
                tr(
                    "Lost: {entity}, since its {field} is lost.",
                    entity=_called(entity),
                    field=field,
                )
            )
            return None
        lost.append(
            tr(
                "Emptied: {field} of {entity}, which is lost.",
                field=field,
                entity=_called(entity),
            )
        )
        entity = replace(entity, **{reference.field: None})
    return entity


def _added(portfolio: Portfolio, candidates: list[Entity | None], lost: list[str]) -> Portfolio:
    """The portfolio with all candidates that keep the rules: at once where all do, else one by one."""
    entities = [entity for entity in candidates if entity is not None]
    together = ChangeSet("salvage", tuple(Change(None, entity) for entity in entities))
    with contextlib.suppress(RuleBroken, ValueError):
        after = portfolio.after(together)
        rules.check(after, together)
        return after
    if len(entities) > 1:
        middle = len(entities) // 2
        portfolio = _added(portfolio, list(entities[:middle]), lost)
        return _added(portfolio, list(entities[middle:]), lost)
    for entity in entities:
        try:
            rules.check(portfolio.after(together), together)
        except (RuleBroken, ValueError) as broken:
            lost.append(
                tr(
                    "Lost: {entity} of {table}. {broken}",
                    entity=_called(entity),
                    table=TABLE_NAMES[type(entity)],
                    broken=broken,
                )
            )
    return portfolio
