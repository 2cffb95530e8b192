"""Frozen values whose types cost a start next to nothing."""

from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, field, fields, make_dataclass
from operator import attrgetter
from typing import Any, ClassVar, TypeVar, dataclass_transform

from deliverydesk.support.memo import per_type

V = TypeVar("V")


class Value:
    """What does not change once it is made, and equals another of its type with equal fields.

    What a frozen dataclass would write anew for each type, and compile at every start, is written once here. Only
    `__init__` is each type's own, from when the first one is made. Every type of value is decorated by `value`.
    """

    __slots__ = ()

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
def value(kind: type[V]) -> type[V]:
    """Make a type of value of a class: a frozen dataclass with slots, but for what `Value` does for all of them."""
    return dataclass(slots=True, init=False, eq=False, repr=False)(kind)


@per_type
def field_names(kind: type[Value]) -> tuple[str, ...]:
    """The names of a value's fields in declaration order."""
    return tuple(each.name for each in fields(kind))


def _init_of(kind: type[Value]) -> Callable[..., None]:
    """What a frozen dataclass of the same fields has for its `__init__`."""
    same = [(each.name, each.type, field(default=each.default)) for each in fields(kind)]
    like: Any = make_dataclass(kind.__name__, same, frozen=True, eq=False, repr=False)
    written: Callable[..., None] = like.__init__
    return written


@per_type
def _values_of(kind: type[Value]) -> Callable[[Any], tuple[Any, ...]]:
    """What takes all fields of a value, in their order."""
    names = field_names(kind)
    if len(names) > 1:
        return attrgetter(*names)
    return lambda one: tuple(getattr(one, name) for name in names)
