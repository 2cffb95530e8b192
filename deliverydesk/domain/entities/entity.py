"""What every entity of a portfolio is: frozen, known by an id, equal by its values."""

import re
from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import Any, ClassVar

from deliverydesk.support.memo import per_type


class Entity:
    """Anything in a portfolio that is known by an id. Every entity is a frozen dataclass with `id` first.

    What a dataclass would write anew for each of them, and compile at every start, is written once here: equal are
    two of one type with equal values.
    """

    __slots__ = ()

    id: int
    __dataclass_fields__: ClassVar[dict[str, Any]]

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        values = _values_of(type(self))
        return values(self) == values(other)

    def __hash__(self) -> int:
        return hash(_values_of(type(self))(self))

    def __repr__(self) -> str:
        names, values = field_names(type(self)), _values_of(type(self))(self)
        told = ", ".join(f"{name}={value!r}" for name, value in zip(names, values, strict=True))
        return f"{type(self).__name__}({told})"


_CAPITAL = re.compile("(?<=.)(?=[A-Z])")


@per_type
def field_names(entity_type: type[Entity]) -> tuple[str, ...]:
    """The names of an entity's fields in declaration order, `id` first."""
    return tuple(field.name for field in fields(entity_type))


@per_type
def _values_of(entity_type: type[Entity]) -> Callable[[object], tuple[Any, ...]]:
    """What takes all values of an entity, in the order of its fields."""
    return attrgetter(*field_names(entity_type))


def singular(entity_type: type[Entity]) -> str:
    """The entity's name in a sentence: "deliverable", "saved view"."""
    return _CAPITAL.sub(" ", entity_type.__name__).lower()


def caption(entity: Entity) -> str:
    """The words a person knows the entity by, without quotation marks; may be empty."""
    return str(getattr(entity, "title", "") or getattr(entity, "name", ""))
