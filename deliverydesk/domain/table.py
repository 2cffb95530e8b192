"""An immutable table of entities by id, with indexes that survive changes to a few rows."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from deliverydesk.domain.changes import Change
    from deliverydesk.domain.entities import Entity


E = TypeVar("E", bound="Entity")
Read = TypeVar("Read", bound="Entity", covariant=True)


_PATCHED = 1_000
"""Of more changes an index is not brought up to date, but built anew when somebody asks for it."""


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

    def values(self, first: str, second: str, *more: str) -> Iterable[tuple[Any, ...]]:
        """These fields of every entity, in the order the entities were added: for whoever needs no more of them."""
        return map(attrgetter(first, second, *more), self._rows.values())

    def values_where(self, field: str, value: object, *fields: str) -> Iterable[tuple[Any, ...]]:
        """These fields, two or more, of the entities whose `field` equals `value`."""
        return map(attrgetter(*fields), self.by(field, value))

    def by(self, field: str, value: object) -> tuple[E, ...]:
        """The entities whose `field` equals `value`, by ascending id."""
        rows = self._rows
        return tuple(rows[entity_id] for entity_id in self._index(field).get(value, ()))

    def _index(self, field: str) -> dict[Any, tuple[int, ...]]:
        index = self._indexes.get(field)
        if index is None:
            gathered: defaultdict[Any, list[int]] = defaultdict(list)
            for entity_id, value in zip(self._rows, map(attrgetter(field), self._rows.values()), strict=True):
                gathered[value].append(entity_id)
            index = self._indexes[field] = {value: tuple(sorted(ids)) for value, ids in gathered.items()}
        return index

    def make_ready(self, field: str) -> None:
        """See to it that nobody waits for the first `by` of this field. May be called in a thread once all is read."""
        self._index(field)

    def with_changes(self, changes: Iterable[Change]) -> Table[E]:
        """The table after the changes, all of which are to entities of this table."""
        changes = tuple(changes)
        table: Table[E] = Table(self._rows)
        for change in changes:
            if change.after is None:
                del table._rows[change.id]
            else:
                table._rows[change.id] = change.after  # type: ignore[assignment]
        for field, index in tuple(self._indexes.items()):  # a thread may be adding to them
            if len(changes) <= _PATCHED or _stays(field, changes):
                table._indexes[field] = _patched(index, field, changes)
        return table


class Source(Protocol[Read]):
    """Where the entities of a late table are read from. All that it does may raise."""

    @property
    def count(self) -> int:
        """How many there are."""

    @property
    def highest_id(self) -> int:
        """The highest id; 0 where there is none."""

    def after(self, entity_id: int | None, most: int | None) -> Sequence[Read]:
        """Those with a higher id (all, for None), by ascending id; at most so many, for None all of them."""

    def some(self, ids: Iterable[int]) -> Iterable[Read]:
        """Those of these ids that there are."""

    def values(self, fields: Sequence[str], where: tuple[str, object] | None = None) -> Iterable[tuple[Any, ...]]:
        """These fields of all of them, or of those where a field has this value, by ascending id."""


_STRETCH = 2_000
"""How many entities are read at once while a window is in use: some 15 ms."""
_FEW = 500
"""Whoever has asked for so many one by one is likely to go through all of them."""


class LateTable(Table[E]):
    """A table that is read as it is asked: how many there are at once, some fields or single entities by
    themselves, and everything when anything else is asked.

    Where reading raises, whoever asks next tries again.
    """

    __slots__ = ("_asked", "_begun", "_singly", "_source", "is_read")

    def __init__(self, source: Source[E]) -> None:
        self._indexes = {}
        self._source = source
        self._begun: dict[int, E] = {}
        self._singly: dict[int, E] = {}
        self._asked = 0
        self.is_read = False

    def __getattr__(self, name: str) -> Any:
        # Python asks here only for what is missing: the rows, until they are read.
        if name != "_rows":
            raise AttributeError(name)
        self._read(None)
        return self._rows

    def _read(self, most: int | None) -> None:
        found = self._source.after(next(reversed(self._begun), None), most)
        self._begun.update((entity.id, entity) for entity in found)
        if most is None or len(found) < most:
            self._rows = self._begun
            self.is_read = True

    def read_some(self) -> None:
        """Read the next entities, few enough to keep nobody waiting. Raises what reading raises."""
        if not self.is_read:
            self._read(_STRETCH)

    def settled(self) -> Table[E]:
        """A plain table of what was read: one that needs not ask each time whether it was."""
        return Table(self._rows)

    def prepare(self, ids: Iterable[int]) -> None:
        """Read these entities now: they are about to be asked for, one by one. Raises what reading raises."""
        if not self.is_read:
            self._singly.update((entity.id, entity) for entity in self._source.some(ids))

    def get(self, entity_id: int | None) -> E | None:
        """The entity, or None where there is none with this id."""
        if entity_id is None or self.is_read or self._asked > _FEW:
            return super().get(entity_id)
        if entity_id not in self._singly:
            self._asked += 1
            self.prepare([entity_id])
        return self._singly.get(entity_id)

    def __getitem__(self, entity_id: int) -> E:
        found = self.get(entity_id)
        if found is None:
            raise KeyError(entity_id)
        return found

    def __contains__(self, entity_id: object) -> bool:
        return entity_id in self._rows if self.is_read else self.get(entity_id) is not None  # type: ignore[arg-type]

    def __len__(self) -> int:
        return len(self._rows) if self.is_read else self._source.count

    @property
    def highest_id(self) -> int:
        """The highest id, known without reading."""
        return self._source.highest_id

    def values(self, first: str, second: str, *more: str) -> Iterable[tuple[Any, ...]]:
        """These fields of every entity, and nothing else, are read."""
        return super().values(first, second, *more) if self.is_read else self._source.values((first, second, *more))

    def values_where(self, field: str, value: object, *fields: str) -> Iterable[tuple[Any, ...]]:
        """These fields of the entities whose `field` equals `value`, and nothing else, are read."""
        if self.is_read:
            return super().values_where(field, value, *fields)
        return self._source.values(fields, (field, value))


def _stays(field: str, changes: Iterable[Change]) -> bool:
    """Whether nobody comes or goes, and no field of this name is changed."""
    get = attrgetter(field)
    return all(c.before is not None and c.after is not None and get(c.before) == get(c.after) for c in changes)


def _patched(index: dict[Any, tuple[int, ...]], field: str, changes: tuple[Change, ...]) -> dict[Any, tuple[int, ...]]:
    patched: dict[Any, tuple[int, ...]] | None = None
    for change in changes:
        before = (getattr(change.before, field),) if change.before is not None else ()
        after = (getattr(change.after, field),) if change.after is not None else ()
        if before == after:
            continue
        if patched is None:
            patched = dict(index)
        # The ids are ascending, and there may be as many of one value as there are rows.
        entity_id = change.id
        for value in before:
            ids = patched[value]
            at = bisect_left(ids, entity_id)
            patched[value] = ids[:at] + ids[at + 1 :]
        for value in after:
            ids = patched.get(value, ())
            at = bisect_left(ids, entity_id)
            patched[value] = (*ids[:at], entity_id, *ids[at:])
    return index if patched is None else patched
