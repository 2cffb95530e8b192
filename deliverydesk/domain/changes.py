"""Changes: a before and an after image of one entity, and sets of them that happen together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deliverydesk.domain.entities import Entity


@dataclass(frozen=True, slots=True)
class Change:
    """One entity before and after. No before: it is added. No after: it is removed."""

    before: Entity | None
    after: Entity | None

    @property
    def entity(self) -> Entity:
        """Whichever image exists, the later one first."""
        image = self.after if self.after is not None else self.before
        assert image is not None, "a change has at least one image"
        return image

    @property
    def entity_type(self) -> type[Entity]:
        """The type of the entity changed."""
        return type(self.entity)

    @property
    def id(self) -> int:
        """The id of the entity changed."""
        return self.entity.id

    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.after, self.before)


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Changes that happen together or not at all, with the words that history and undo show.

    `label` completes "Undo …": "move “Search” to rank 3", in lower case unless a name begins it.
    """

    label: str
    changes: tuple[Change, ...]

    def inverse(self) -> ChangeSet:
        """The change set that takes this one back, newest change first."""
        return ChangeSet(self.label, tuple(change.inverse() for change in reversed(self.changes)))

    def __bool__(self) -> bool:
        return bool(self.changes)

    def of(self, entity_type: type[Entity]) -> tuple[Change, ...]:
        """The changes to entities of one type."""
        return tuple(change for change in self.changes if change.entity_type is entity_type)

    def touches(self, *entity_types: type[Entity]) -> bool:
        """True where an entity of one of the types is changed."""
        return any(change.entity_type in entity_types for change in self.changes)


def collapsed(changes: Iterable[Change]) -> tuple[Change, ...]:
    """One change per entity: first before, last after; changes without effect drop out."""
    first: dict[tuple[type[Entity], int], Change] = {}
    for change in changes:
        key = (change.entity_type, change.id)
        earlier = first.get(key)
        first[key] = change if earlier is None else Change(earlier.before, change.after)
    return tuple(change for change in first.values() if change.before != change.after)
