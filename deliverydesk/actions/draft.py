"""A draft gathers what an action changes and becomes its change set."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from deliverydesk.domain.changes import Change, ChangeSet, collapsed
from deliverydesk.domain.entities import REFERENCES, TABLE_NAMES, Entity, singular
from deliverydesk.domain.errors import NotFound
from deliverydesk.domain.wording import noun
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deliverydesk.domain.portfolio import Portfolio

E = TypeVar("E", bound=Entity)


class Draft:
    """Changes on their way to a change set. Reads see what the draft has changed so far."""

    def __init__(self, portfolio: Portfolio) -> None:
        self.portfolio = portfolio
        self.next_id = portfolio.next_id
        self._changes: list[Change] = []
        self._images: dict[tuple[type[Entity], int], Entity | None] = {}

    def get(self, entity_type: type[E], entity_id: int) -> E:
        """The entity as the draft leaves it. Raises NotFound."""
        key = (entity_type, entity_id)
        image = self._images[key] if key in self._images else self.portfolio.table(entity_type).get(entity_id)
        if image is None:
            raise NotFound(
                tr("There is no {what} {id} in this portfolio.", what=noun(singular(entity_type)), id=entity_id)
            )
        return image  # type: ignore[return-value]

    def add(self, entity_type: type[E], values: Mapping[str, Any]) -> E:
        """Add an entity under a new id."""
        entity = entity_type(**{**values, "id": self.next_id})
        self.next_id += 1
        self._note(None, entity)
        return entity

    def edit(self, entity: E, values: Mapping[str, Any]) -> E:
        """Change fields of an entity; nothing is noted where they are as they were."""
        edited = replace(entity, **values)
        if edited != entity:
            self._note(entity, edited)
        return edited

    def remove(self, entity: Entity) -> None:
        """Remove an entity with all it owns, and empty the references of what it does not own."""
        for entity_type, references in REFERENCES.items():
            for reference in references:
                if reference.target is not type(entity):
                    continue
                for holder in self.portfolio.table(entity_type).by(reference.field, entity.id):
                    current = self._images.get((entity_type, holder.id), holder)
                    if current is None:
                        continue
                    if reference.owned:
                        self.remove(current)
                    else:
                        self.edit(current, {reference.field: None})
        self._note(entity, None)

    def _note(self, before: Entity | None, after: Entity | None) -> None:
        change = Change(before, after)
        self._changes.append(change)
        self._images[change.entity_type, change.id] = after

    def change_set(self, label: str) -> ChangeSet:
        """What was gathered, one change per entity, in an order that never refers to what is not there."""
        order = {entity_type: at for at, entity_type in enumerate(TABLE_NAMES)}
        changes = collapsed(self._changes)
        gone = [change for change in changes if change.after is None]
        kept = [change for change in changes if change.after is not None]
        kept.sort(key=lambda change: order[change.entity_type])
        gone.sort(key=lambda change: -order[change.entity_type])
        # Owned rows go and references empty before what they refer to goes.
        return ChangeSet(label, (*kept, *gone))
