"""What every entity of a portfolio is: frozen, known by an id, equal by its values."""

import re

from deliverydesk.support.value import Value, field_names
from deliverydesk.support.value import value as entity

__all__ = ["Entity", "caption", "entity", "field_names", "singular"]


class Entity(Value):
    """Anything in a portfolio that is known by an id. Every entity is decorated by `entity` and has `id` first."""

    __slots__ = ()

    id: int


_CAPITAL = re.compile("(?<=.)(?=[A-Z])")


def singular(entity_type: type[Entity]) -> str:
    """The entity's name in a sentence: "deliverable", "saved view"."""
    return _CAPITAL.sub(" ", entity_type.__name__).lower()


def caption(entity: Entity) -> str:
    """The words a person knows the entity by, without quotation marks; may be empty."""
    return str(getattr(entity, "title", "") or getattr(entity, "name", ""))
