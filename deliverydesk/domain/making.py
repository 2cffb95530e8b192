"""Making many frozen entities at once.

A frozen dataclass sets each field through `object.__setattr__`, which is dear: 100,000 deliverables of 41 fields
take 0.8 s. Here they are filled as instances of a twin class with the same slots that is not frozen, and then
declared to be what they are: 0.1 s. The twin never leaves this module, and what comes out is as frozen as any other.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

from deliverydesk.domain.entities import Entity, field_names
from deliverydesk.support.memo import per_type

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Decoder = Callable[[Any], Any]

E = TypeVar("E", bound=Entity)


class Known(dict[Any, Any]):
    """Values decoded so far: most columns hold the same few again and again. None stays None."""

    __slots__ = ("decode",)

    def __init__(self, decode: Decoder) -> None:
        super().__init__({None: None})
        self.decode = decode

    def __missing__(self, value: Any) -> Any:
        self[value] = decoded = self.decode(value)
        return decoded


def maker(entity_type: type[E], decoders: Sequence[Decoder | None]) -> Callable[[Iterable[Sequence[Any]]], list[E]]:
    """What makes entities from rows: the values of their fields in order, each through its decoder where it has one.

    It raises ValueError where a row has another length, and whatever a decoder raises.
    """
    known = [None if decode is None else Known(decode) for decode in decoders]
    made = partial(_maker(entity_type, tuple(each is not None for each in known)), *known)
    return cast("Callable[[Iterable[Sequence[Any]]], list[E]]", made)


def _maker(entity_type: type[Entity], decoded: tuple[bool, ...]) -> Callable[..., list[Entity]]:
    names = field_names(entity_type)
    values = [f"known_{name}[_{name}]" if by else f"_{name}" for name, by in zip(names, decoded, strict=True)]
    source = "\n".join(
        [
            f"def maker({', '.join(f'known_{name}' for name in names)}, rows):",
            "    made = []",
            f"    for {', '.join(f'_{name}' for name in names)}, in rows:",
            "        entity = new(twin)",
            *(f"        entity.{name} = {value}" for name, value in zip(names, values, strict=True)),
            "        entity.__class__ = entity_type",
            "        made.append(entity)",
            "    return made",
        ]
    )
    scope: dict[str, Any] = {"new": object.__new__, "twin": _twin(entity_type), "entity_type": entity_type}
    exec(source, scope)  # as dataclasses themselves do: names of fields are the only input
    return cast("Callable[..., list[Entity]]", scope["maker"])


@per_type
def _twin(entity_type: type[Entity]) -> type[Any]:
    slots = tuple(entity_type.__dict__["__slots__"])
    # Both, else Python looks the guard up for each value, which takes five times as long.
    free = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    return type("Twin", entity_type.__bases__, {"__slots__": slots, **free})
