"""An immutable table of entities by id, with indexes that survive changes to a few rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from deliverydesk.domain.changes import Change
    from deliverydesk.domain.entities import Entity


E = TypeVar("E", bound="Entity")


class Table(Generic[E]):
    """Entities by id, in the order they were added.

    A change makes a new table. Copying 100,000 rows takes a millisecond; rebuilding an index takes fifty, so an
    index that was built once is patched and handed on.
    """

    __slots__ = ("_indexes", "_rows")

    def __init__(self, rows: Mapping[int, E] | None = None) -> None:
        self._rows: dict[int, E] = dict(rows) if rows is not None else {}
        self._indexes: dict[str, dict[Any, tuple[int, ...]]] = {}

    @classmethod
    def of(cls, entities: Iterable[E]) -> Table[E]:
        """A table of these entities."""
        table = cls()
        table._rows = {entity.id: entity for entity in entities}
        return table

    def __getitem__(self, entity_id: int) -> E:
        return self._rows[entity_id]

    def get(self, entity_id: int | None) -> E | None:
        """The entity, or None where there is none with this id."""
        return None if entity_id is None else self._rows.get(entity_id)

    def __contains__(self, entity_id: object) -> bool:
        return entity_id in self._rows

    def __iter__(self) -> Iterator[E]:
        return iter(self._rows.values())

    def __len__(self) -> int:
        return len(self._rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Table) and self._rows == other._rows

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Table({len(self._rows)} rows)"

    @property
    def highest_id(self) -> int:
        """The highest id; 0 where there is none."""
        return max(self._rows, default=0)

    @property
    def ids(self) -> Iterable[int]:
        """The ids, in the order the entities were added."""
        return self._rows.keys()

    def by(self, field: str, value: object) -> tuple[E, ...]:
        """The entities whose `field` equals `value`, by ascending id."""
        rows = self._rows
        return tuple(rows[entity_id] for entity_id in self._index(field).get(value, ()))

    def _index(self, field: str) -> dict[Any, tuple[int, ...]]:
        index = self._indexes.get(field)
        if index is None:
            gathered: dict[Any, list[int]] = {}
            for entity_id in sorted(self._rows):
                gathered.setdefault(getattr(self._rows[entity_id], field), []).append(entity_id)
            index = self._indexes[field] = {value: tuple(ids) for value, ids in gathered.items()}
        return index

    def with_changes(self, changes: Iterable[Change]) -> Table[E]:
        """The table after the changes, all of which are to entities of this table."""
        changes = tuple(changes)
        table: Table[E] = Table(self._rows)
        for change in changes:
            if change.after is None:
                del table._rows[change.id]
            else:
                table._rows[change.id] = change.after  # type: ignore[assignment]
        if len(changes) <= 1000:
            for field, index in self._indexes.items():
                table._indexes[field] = _patched(index, field, changes)
        return table


class LateTable(Table[E]):
    """A table that is read when somebody first asks for what is in it."""

    __slots__ = ("_highest", "_read", "is_read")

    def __init__(self, read: Callable[[], Iterable[E]], highest_id: int) -> None:
        """`read` gives the entities, and may raise; then whoever asks next tries again."""
        self._indexes = {}
        self._read = read
        self._highest = highest_id
        self.is_read = False

    def __getattr__(self, name: str) -> Any:
        # Python asks here only for what is missing: the rows, until they are read.
        if name != "_rows":
            raise AttributeError(name)
        self._rows = {entity.id: entity for entity in self._read()}
        self.is_read = True
        return self._rows

    @property
    def highest_id(self) -> int:
        """The highest id, known without reading."""
        return self._highest

    def read(self) -> None:
        """Read the rows now. Raises what reading raises."""
        len(self._rows)


def _patched(index: dict[Any, tuple[int, ...]], field: str, changes: tuple[Change, ...]) -> dict[Any, tuple[int, ...]]:
    patched: dict[Any, tuple[int, ...]] | None = None
    for change in changes:
        before = (getattr(change.before, field),) if change.before is not None else ()
        after = (getattr(change.after, field),) if change.after is not None else ()
        if before == after:
            continue
        if patched is None:
            patched = dict(index)
        for value in before:
            patched[value] = tuple(i for i in patched[value] if i != change.id)
        for value in after:
            patched[value] = tuple(sorted((*patched.get(value, ()), change.id)))
    return index if patched is None else patched
