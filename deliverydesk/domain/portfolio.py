"""The portfolio: the only truth in memory. Tables of frozen entities and the manager's order."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from deliverydesk.domain.entities import (
    ENTITY_TYPES,
    REFERENCES,
    SETTINGS_ID,
    TABLE_NAMES,
    Deliverable,
    Entity,
    Measurement,
    Settings,
)
from deliverydesk.domain.ranking import Ranking
from deliverydesk.domain.table import LateTable, Table
from deliverydesk.domain.tables import Tables
from deliverydesk.domain.values import NumberStyle
from deliverydesk.support.language import language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from deliverydesk.domain.changes import ChangeSet

_NUMBERS = {"de": NumberStyle.COMMA}
"""How numbers are written where a language is spoken, but for the usual decimal point."""


class Portfolio(Tables):
    """An immutable snapshot. `after(change_set)` gives the next one and shares all tables that did not change."""

    __slots__ = ("_archived", "_live", "_ranking", "next_id")

    def __init__(self, tables: Mapping[type[Entity], Table[Any]] | None = None, next_id: int | None = None) -> None:
        """`tables` by entity type; missing ones are empty. `next_id` is above every id ever used."""
        given = tables or {}
        self._tables: dict[type[Entity], Table[Any]] = {
            entity_type: given.get(entity_type, Table()) for entity_type in ENTITY_TYPES.values()
        }
        if not self._tables[Settings]:
            self._tables[Settings] = Table.of([Settings(SETTINGS_ID)])
        highest = max((table.highest_id for table in self._tables.values()), default=0)
        self.next_id = max(next_id or 0, highest + 1)
        self._ranking: Ranking | None = None
        self._archived: Sequence[int] | None = None
        self._live: Sequence[int] | None = None

    @classmethod
    def of(cls, entities: Iterable[Entity]) -> Portfolio:
        """A portfolio of these entities."""
        gathered: dict[type[Entity], dict[int, Entity]] = {}
        for entity in entities:
            gathered.setdefault(type(entity), {})[entity.id] = entity
        return cls({entity_type: Table(rows) for entity_type, rows in gathered.items()})

    @classmethod
    def begun(cls, name: str = "") -> Portfolio:
        """An empty portfolio that writes numbers as the language of the program does; its settings can change that."""
        settings = Settings(SETTINGS_ID)
        style = _NUMBERS.get(language(), settings.number_style)
        return cls.of([replace(settings, name=name or settings.name, number_style=style)])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Portfolio) and self._tables == other._tables

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(table)} {TABLE_NAMES[kind]}" for kind, table in self._tables.items() if len(table))
        return f"Portfolio({counts})"

    @property
    def ranking(self) -> Ranking:
        """The manager's order of all deliverables."""
        if self._ranking is None:
            self._ranking = Ranking(self.deliverables.values("order_key", "id"))
        return self._ranking

    @property
    def live(self) -> Sequence[int]:
        """The ids of all deliverables that are not archived, in the manager's order. Not to be changed."""
        if self._live is None:
            ids, archived = self.ranking.ids, {entity_id for _key, entity_id in self._archived_rows()}
            self._live = [entity_id for entity_id in ids if entity_id not in archived] if archived else ids
        return self._live

    @property
    def archived_keys(self) -> Sequence[int]:
        """The order keys of what is archived, ascending."""
        if self._archived is None:
            self._archived = sorted(key for key, _id in self._archived_rows())
        return self._archived

    def _archived_rows(self) -> Iterable[tuple[Any, ...]]:
        """The order key and id of what is archived, for which no deliverable needs to be read whole."""
        return self.deliverables.values_where("archived", True, "order_key", "id")

    def rank(self, deliverable_id: int) -> int:
        """The manager's rank of a deliverable, from 1, counted among those that are not archived.

        What is archived keeps its place in the order, so that it comes back to where it was; asked for its rank, it
        gets the one that it would come back to.
        """
        key = self.deliverables[deliverable_id].order_key
        return self.ranking.position(key) + 1 - bisect_left(self.archived_keys, key)

    def measurements_of(self, outcome_id: int) -> list[Measurement]:
        """The measurements of an outcome, by date and then by id."""
        return sorted(self.measurements.by("outcome", outcome_id), key=attrgetter("date", "id"))

    def read_some(self) -> bool:
        """Read a little of what was left for later. False once nothing is left. Raises what reading raises."""
        for entity_type, table in self._tables.items():
            if isinstance(table, LateTable):
                table.read_some()
                if table.is_read:
                    self._tables[entity_type] = table.settled()
                return True
        return False

    def make_ready(self) -> None:
        """Look up what every change asks for, so that the first one need not. May be called in a thread, all read."""
        self.deliverables.make_ready("archived")
        for entity_type, references in REFERENCES.items():
            for reference in references:
                self.table(entity_type).make_ready(reference.field)

    def after(self, change_set: ChangeSet) -> Portfolio:
        """The portfolio after the changes. Rules are not looked at here; see `domain.rules`.

        Raises ValueError where two deliverables would share an order key.
        """
        portfolio: Portfolio = Portfolio.__new__(Portfolio)
        portfolio._tables = dict(self._tables)
        for entity_type, alike in change_set.by_type.items():
            portfolio._tables[entity_type] = self._tables[entity_type].with_changes(alike.changes)
        highest = max((max(alike.ids) for alike in change_set.by_type.values()), default=0)
        portfolio.next_id = max(self.next_id, highest + 1)
        portfolio._ranking = self._ranking
        portfolio._archived, portfolio._live = self._archived, self._live
        if changes := change_set.of(Deliverable):
            # The ids in order are cheap to gather anew; the keys only where one of what is archived has changed.
            portfolio._live = None
            if any(_archived_key(c.before) != _archived_key(c.after) for c in changes):
                portfolio._archived = None
            rekeyed = [
                (change.id, before, after)
                for change in changes
                for before, after in [(_order_key(change.before), _order_key(change.after))]
                if before != after
            ]
            if rekeyed:
                portfolio._ranking = self.ranking.with_keys(rekeyed)
        return portfolio


def _archived_key(entity: Entity | None) -> int | None:
    return entity.order_key if isinstance(entity, Deliverable) and entity.archived else None


def _order_key(entity: Entity | None) -> int | None:
    return entity.order_key if isinstance(entity, Deliverable) else None
