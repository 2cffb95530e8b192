"""Changes: a before and an after image of one entity, and sets of them that happen together."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter, ne
from typing import TYPE_CHECKING

from deliverydesk.domain.entities.entity import field_names
from deliverydesk.support.value import Value, value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from deliverydesk.domain.entities import Entity


@value
class Change(Value):
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
    _found: dict[type[Entity], _Alike] = field(default_factory=dict, init=False, repr=False, compare=False)

    def inverse(self) -> ChangeSet:
        """The change set that takes this one back, newest change first."""
        return ChangeSet(self.label, tuple(change.inverse() for change in reversed(self.changes)))

    def __bool__(self) -> bool:
        return bool(self.changes)

    def look_through(self) -> None:
        """Find out now what listeners will ask of these changes: in a thread, where they are many."""
        for alike in self.by_type.values():
            _ = alike.ids, alike.is_edit, alike.edited

    @property
    def by_type(self) -> Mapping[type[Entity], _Alike]:
        """The changes by the type of what they change, gathered once: a dozen listeners ask."""
        if not self._found and self.changes:
            gathered: dict[type[Entity], list[Change]] = {}
            for change in self.changes:
                gathered.setdefault(change.entity_type, []).append(change)
            self._found.update((each, _Alike(each, tuple(its))) for each, its in gathered.items())
        return self._found

    def of(self, entity_type: type[Entity]) -> tuple[Change, ...]:
        """The changes to entities of one type."""
        alike = self.by_type.get(entity_type)
        return alike.changes if alike is not None else ()

    def ids(self, entity_type: type[Entity]) -> frozenset[int]:
        """The entities of one type that are changed."""
        alike = self.by_type.get(entity_type)
        return alike.ids if alike is not None else frozenset()

    def touches(self, *entity_types: type[Entity]) -> bool:
        """True where an entity of one of the types is changed."""
        return not self.by_type.keys().isdisjoint(entity_types)

    def alters(self, entity_type: type[Entity], names: Iterable[str]) -> bool:
        """True where an entity of the type is added or removed, or one of these fields of one is changed."""
        alike = self.by_type.get(entity_type)
        return alike is not None and not (alike.is_edit and alike.edited.isdisjoint(names))


class _Alike:
    """The changes to entities of one type, and what there is to know of them as a whole."""

    def __init__(self, entity_type: type[Entity], changes: tuple[Change, ...]) -> None:
        self._entity_type = entity_type
        self.changes = changes

    @cached_property
    def ids(self) -> frozenset[int]:
        return frozenset(change.id for change in self.changes)

    @cached_property
    def gone(self) -> frozenset[int]:
        return frozenset(change.id for change in self.changes if change.after is None)

    @cached_property
    def is_edit(self) -> bool:
        """Whether all that is changed was there before and is there after."""
        return all(change.before is not None and change.after is not None for change in self.changes)

    @cached_property
    def edited(self) -> frozenset[str]:
        """The names of the fields that differ in any of those."""
        edits = [each for each in self.changes if each.before is not None and each.after is not None]
        before, after = [each.before for each in edits], [each.after for each in edits]
        getters = ((name, attrgetter(name)) for name in field_names(self._entity_type))
        return frozenset(name for name, get in getters if any(map(ne, map(get, before), map(get, after))))


def collapsed(changes: Iterable[Change]) -> tuple[Change, ...]:
    """One change per entity: first before, last after; changes without effect drop out."""
    first: dict[tuple[type[Entity], int], Change] = {}
    for change in changes:
        key = (change.entity_type, change.id)
        earlier = first.get(key)
        first[key] = change if earlier is None else Change(earlier.before, change.after)
    return tuple(change for change in first.values() if change.before != change.after)
