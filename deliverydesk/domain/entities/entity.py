"""What every entity of a portfolio is: frozen, known by an id, equal by its values."""

import re
from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, field, fields, make_dataclass
from operator import attrgetter
from typing import Any, ClassVar, TypeVar, dataclass_transform

from deliverydesk.support.memo import per_type

E = TypeVar("E")


class Entity:
    """Anything in a portfolio that is known by an id. Every entity is decorated by `entity` and has `id` first.

    What a frozen dataclass would write anew for each of them, and compile at every start, is written once here: equal
    are two of one type with equal values. Only `__init__` is each type's own, from when the first one is made.
    """

    __slots__ = ()

    id: int
    __dataclass_fields__: ClassVar[dict[str, Any]]

    def __init__(self, *values: Any, **named: Any) -> None:
        own = type(self)
        own.__init__ = _init_of(own)  # type: ignore[method-assign]
        own.__init__(self, *values, **named)

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), _values_of(type(self))(self)

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


@dataclass_transform(frozen_default=True)
def entity(kind: type[E]) -> type[E]:
    """Make an entity's type of a class: a frozen dataclass with slots, but for what `Entity` does for all of them."""
    return dataclass(slots=True, init=False, eq=False, repr=False)(kind)


def _init_of(entity_type: type[Entity]) -> Callable[..., None]:
    """What a frozen dataclass of the same fields has for its `__init__`."""
    same = [(each.name, each.type, field(default=each.default)) for each in fields(entity_type)]
    like: Any = make_dataclass(entity_type.__name__, same, frozen=True, eq=False, repr=False)
    written: Callable[..., None] = like.__init__
    return written


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
