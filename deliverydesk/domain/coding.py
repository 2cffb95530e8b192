"""Entities as plain values: rows of scalars for the file, dictionaries for the journal, samples and reports.

Dates become ISO texts, enums their values, tags a JSON list in rows and a list in dictionaries.
"""

from __future__ import annotations

import json
import types
from dataclasses import MISSING, fields
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin, get_type_hints

from deliverydesk.domain.entities import Entity, field_names, singular
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.making import Known, maker
from deliverydesk.domain.wording import quoted, subject
from deliverydesk.support.language import tr
from deliverydesk.support.memo import per_type

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Scalar = str | int | float | None
Row = tuple[Scalar, ...]
E = TypeVar("E", bound=Entity)


@per_type
def field_types(entity_type: type[Entity]) -> dict[str, tuple[type, bool]]:
    """For each field its type without None (str, int, float, bool, date, tuple, an enum) and whether it may be None."""
    hints = get_type_hints(entity_type)
    return {name: _plain_type(hints[name]) for name in field_names(entity_type)}


def _plain_type(hint: Any) -> tuple[type, bool]:
    if isinstance(hint, types.UnionType):
        members = [member for member in get_args(hint) if member is not type(None)]
        return members[0], True
    if get_origin(hint) is tuple:
        return tuple, False
    return hint, False


@per_type
def _decoders(entity_type: type[Entity]) -> tuple[Callable[[Any], Any] | None, ...]:
    """For each field of a row, how its scalar becomes the field's value; None where it is the value."""
    return tuple(_decoder(kind) for kind, _ in field_types(entity_type).values())


def _decoder(kind: type) -> Callable[[Any], Any] | None:
    if kind is date:
        return date.fromisoformat
    if kind is tuple:
        return _texts
    if kind is bool:
        return bool
    if issubclass(kind, Enum):
        return {member.value: member for member in kind}.__getitem__
    return None


def _texts(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text)) if text != "[]" else ()


def to_row(entity: Entity) -> Row:
    """The entity's fields in order, as scalars that SQLite gives back exactly as they are."""
    kinds = field_types(type(entity))
    return tuple(_exact(scalar(getattr(entity, name)), kind) for name, (kind, _) in kinds.items())


def _exact(value: Scalar, kind: type) -> Scalar:
    # A whole number in a REAL column comes back as a float, and −0.0 as 0.0.
    return float(value) + 0.0 if kind is float and value is not None else value


def scalar(value: Any) -> Scalar:
    """A field's value as the file keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return json.dumps(list(value), ensure_ascii=False) if value else "[]"
    if isinstance(value, Enum):
        return value.value  # type: ignore[no-any-return]
    if isinstance(value, bool):
        return int(value)
    return value  # type: ignore[no-any-return]


def reader(entity_type: type[E]) -> Callable[[Iterable[Sequence[Any]]], list[E]]:
    """What makes entities from rows that `to_row` made. 10,000 deliverables take some 15 ms.

    It raises ValueError, KeyError or TypeError where a value does not fit its field, or a row its entity.
    """
    return maker(entity_type, _decoders(entity_type))


def from_rows(entity_type: type[E], rows: Iterable[Sequence[Any]]) -> list[E]:
    """Entities from rows that `to_row` made. Raises as `reader`'s."""
    return reader(entity_type)(rows)


def values_from(
    entity_type: type[Entity], names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> list[tuple[Any, ...]]:
    """The values of some fields, from rows that hold nothing but their scalars. Raises ValueError or KeyError."""
    kinds = field_types(entity_type)
    decoders = [_decoder(kinds[name][0]) for name in names]
    columns = (
        column if decode is None else map(Known(decode).__getitem__, column)
        for decode, column in zip(decoders, zip(*rows, strict=True), strict=False)
    )
    return list(zip(*columns, strict=True))


def to_plain(entity: Entity) -> dict[str, Any]:
    """The entity as a dictionary of JSON values."""
    return {name: plain(getattr(entity, name)) for name in field_names(type(entity))}


def plain(value: Any) -> Any:
    """A field's value as a JSON value."""
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, bool) else scalar(value)


def from_plain(entity_type: type[E], values: Mapping[str, Any]) -> E:
    """The entity from a dictionary of JSON values; missing fields take their defaults.

    Raises DeskError with a sentence that names the field where a name or a value does not fit.
    """
    kinds = field_types(entity_type)
    unknown = values.keys() - kinds.keys()
    if unknown:
        raise DeskError(tr("{what} has no field “{field}”.", what=subject(singular(entity_type)), field=min(unknown)))
    required = {field.name for field in fields(entity_type) if field.default is MISSING}
    missing = required - values.keys()
    if missing:
        raise DeskError(
            tr("{what} needs the field “{field}”.", what=subject(singular(entity_type)), field=min(missing))
        )
    return entity_type(**{name: coerce(name, values[name], *kinds[name]) for name in kinds if name in values})


def coerce(name: str, value: Any, kind: type, optional: bool) -> Any:
    """A JSON value as the value of a field of type `kind`. Raises DeskError with a sentence."""
    if value is None:
        if optional:
            return None
        raise DeskError(tr("“{name}” may not be empty.", name=name))
    if kind is tuple:
        if isinstance(value, str):
            value = value.split(",")
        if isinstance(value, (list, tuple)) and all(isinstance(part, str) for part in value):
            return tuple(part.strip() for part in value if part.strip())
        raise DeskError(tr("“{name}” is a list of texts, not {given}.", name=name, given=shown(value)))
    if kind is float and isinstance(value, (int, float)) and not isinstance(value, bool):
        return _float(name, value)
    if kind is int and isinstance(value, int) and not isinstance(value, bool):
        return value
    if kind in (str, bool) and isinstance(value, kind):
        return value
    if kind is date and isinstance(value, (str, date)):
        return _date(name, value)
    if issubclass(kind, Enum):
        return _member(name, value, kind)
    raise DeskError(
        tr("“{name}” is {wanted}, not {given}.", name=name, wanted=_KINDS.get(kind, _ELSE), given=shown(value))
    )


_KINDS = {
    float: tr("a number"),
    int: tr("a whole number"),
    str: tr("a text"),
    bool: tr("true or false"),
    date: tr("a date"),
}
_ELSE = tr("something else")


def _float(name: str, value: float) -> float:
    try:
        return float(value)
    except OverflowError:
        raise DeskError(tr("“{name}” has more than 300 digits; no such number can be kept.", name=name)) from None


def _date(name: str, value: str | date) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        if len(value) != 10 or value[4] != "-":
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        raise DeskError(
            tr("“{name}” is a date such as 2026-03-31, not {value}.", name=name, value=quoted(value))
        ) from None


def _member(name: str, value: Any, kind: type[Enum]) -> Enum:
    for member in kind:
        if value == member.value or (isinstance(value, str) and value.lower() == member.name.lower()):
            return member
    choices = ", ".join(str(member.value) for member in kind)
    raise DeskError(
        tr("“{name}” is one of {choices}, not {value}.", name=name, choices=choices, value=quoted(str(value)))
    )


def shown(value: Any) -> str:
    """What was given, short enough for a sentence: nobody reads the other megabyte."""
    words = json.dumps(value, default=str, ensure_ascii=False)
    return words if len(words) <= 60 else words[:59] + "…"
