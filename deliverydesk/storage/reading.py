"""Reading a file into a portfolio with nothing but sqlite3: SQLAlchemy would double the time to the first paint."""

from __future__ import annotations

import gc
import json
import sqlite3
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from deliverydesk.domain.changes import Change, ChangeSet
from deliverydesk.domain.coding import coerce, field_types, from_plain, reader, values_from
from deliverydesk.domain.entities import (
    ENTITY_TYPES,
    Deliverable,
    Entity,
    Milestone,
    Product,
    Settings,
    field_names,
)
from deliverydesk.domain.passage import StageMove
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.table import LateTable, Table
from deliverydesk.domain.values import Stage
from deliverydesk.storage.errors import Damaged
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    Turn = Callable[[], AbstractContextManager[None]]

T = TypeVar("T")


@contextmanager
def without_collector() -> Iterator[None]:
    """Building 100,000 objects that all stay makes the collector look at each of them many times."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def select_all(entity_type: type[Entity], table: str) -> str:
    """The statement that reads an entity's rows with the fields in their order."""
    return _select(field_names(entity_type), table)


def _select(names: Sequence[str], table: str) -> str:
    columns = ", ".join(f'"{name}"' for name in names)
    return f"SELECT {columns} FROM {table}"


_AT_ONCE = (Settings, Product, Milestone)
"""What a first paint shows all of; of everything else it shows little or nothing."""
_FIRST_SIGHT = 100
"""How many rows of the manager's order a tall window shows at first."""


def load(connection: sqlite3.Connection, path: Path, later: Turn | None = None) -> Portfolio:
    """The portfolio in the file. Raises Damaged where a value cannot be what was saved.

    With `later` most tables are read as they are asked for, each time inside what `later` makes; the caller keeps
    the file as it is until then.
    """
    tables: dict[type[Entity], Table[Any]] = {}
    with without_collector():
        for name, entity_type in ENTITY_TYPES.items():
            rows = _Rows(connection, path, name, later or nullcontext)
            at_once = later is None or entity_type in _AT_ONCE
            tables[entity_type] = Table.of(rows.after(None, None)) if at_once else LateTable(rows)
        if not tables[Settings]:
            raise Damaged(
                tr("{file} is damaged: the portfolio's settings are missing. Restore a backup.", file=path.name)
            )
        last = connection.execute("SELECT next_id FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        portfolio = Portfolio(tables, next_id=last[0] if last else None)
        try:
            first = portfolio.ranking.ids[:_FIRST_SIGHT]
        except ValueError as error:
            raise Damaged(tr("{file} is damaged: {error}. Restore a backup.", file=path.name, error=error)) from error
        items = tables[Deliverable]
        if isinstance(items, LateTable):
            items.prepare(first)
    return portfolio


class _Rows:
    """The entities of one type in a file: the source of a table. Raises Damaged."""

    def __init__(self, connection: sqlite3.Connection, path: Path, name: str, turn: Turn) -> None:
        self._connection = connection
        self._path = path
        self._name = name
        self._turn = turn
        self._type = ENTITY_TYPES[name]
        self._select = select_all(self._type, name)

    @cached_property
    def _made(self) -> Callable[[list[Any]], list[Any]]:
        return reader(self._type)

    def _entities(self, rows: list[Any]) -> list[Any]:
        return self._made(rows) if rows else []

    @cached_property
    def count(self) -> int:
        return self._number("count(*)")

    @cached_property
    def highest_id(self) -> int:
        return self._number("coalesce(max(id), 0)")

    def _number(self, what: str) -> int:
        ((number,),) = self._read(list, f"SELECT {what} FROM {self._name}")
        return int(number)

    def after(self, entity_id: int | None, most: int | None) -> list[Any]:
        where, values = ("", ()) if entity_id is None else ("WHERE id > ?", (entity_id,))
        limit = -1 if most is None else most
        return self._read(self._entities, f"{self._select} {where} ORDER BY id LIMIT ?", *values, limit)

    def some(self, ids: Iterable[int]) -> list[Any]:
        wanted = tuple(ids)
        return self._read(self._entities, f"{self._select} WHERE id IN ({', '.join('?' * len(wanted))})", *wanted)

    def values(self, fields: Sequence[str], where: tuple[str, object] | None = None) -> list[tuple[Any, ...]]:
        made, statement = partial(values_from, self._type, fields), _select(fields, self._name)
        if where is None:
            return self._read(made, f"{statement} ORDER BY id")
        field, value = where
        return self._read(made, f'{statement} WHERE "{field}" IS ? ORDER BY id', value)

    def _read(self, made: Callable[[list[Any]], T], statement: str, *values: object) -> T:
        with self._turn():
            try:
                with without_collector():
                    return made(self._connection.execute(statement, values).fetchall())
            except (ValueError, KeyError, TypeError, sqlite3.DataError, sqlite3.OperationalError) as error:
                if isinstance(error, sqlite3.OperationalError) and "decode" not in str(error).lower():
                    raise
                raise Damaged(
                    tr(
                        "{file} is damaged: the table of {name} holds a value that cannot be read ({error}). "
                        "Restore a backup, or save what can be read to a new file.",
                        file=self._path.name,
                        name=self._name,
                        error=error,
                    )
                ) from error


class Entry(NamedTuple):
    """One line of the journal."""

    seq: int
    at: str
    """The time as ISO 8601 with zone. Entries are in the order of `seq`, never of the clock."""
    author: str
    kind: str
    """do, undo, redo or checkpoint."""
    of: int | None
    label: str

    @property
    def day(self) -> date:
        """The day of `at`, where it was written."""
        return date.fromisoformat(self.at[:10])


_ENTRY = 'SELECT seq, at, author, kind, "of", label FROM journal'


def entries(connection: sqlite3.Connection, limit: int, before: int | None = None) -> list[Entry]:
    """The newest `limit` entries, older than entry `before` where one is given, newest first."""
    where, values = ("WHERE seq < ?", (before, limit)) if before is not None else ("", (limit,))
    return [Entry(*row) for row in connection.execute(f"{_ENTRY} {where} ORDER BY seq DESC LIMIT ?", values)]


def entry(connection: sqlite3.Connection, seq: int) -> Entry:
    """One entry. Raises KeyError where there is none."""
    row = connection.execute(f"{_ENTRY} WHERE seq = ?", (seq,)).fetchone()
    if row is None:
        raise KeyError(seq)
    return Entry(*row)


def size(connection: sqlite3.Connection, seq: int) -> int:
    """How many changes an entry has."""
    return int(connection.execute("SELECT count(*) FROM journal_changes WHERE seq = ?", (seq,)).fetchone()[0])


def entries_about(connection: sqlite3.Connection, table: str, entity_id: int, limit: int) -> list[Entry]:
    """The newest entries that changed one entity, newest first."""
    where = "WHERE seq IN (SELECT seq FROM journal_changes WHERE entity = ? AND entity_id = ?)"
    return [
        Entry(*row)
        for row in connection.execute(f"{_ENTRY} {where} ORDER BY seq DESC LIMIT ?", (table, entity_id, limit))
    ]


def steps(connection: sqlite3.Connection, limit: int, before: int | None) -> list[tuple[int, str, int | None]]:
    """(seq, kind, of) of the newest entries but checkpoints, newest first: enough to know what can be undone."""
    return connection.execute(
        "SELECT seq, kind, \"of\" FROM journal WHERE kind != 'checkpoint' AND seq < ? ORDER BY seq DESC LIMIT ?",
        (before if before is not None else 2**62, limit),
    ).fetchall()


_MOVES = """
SELECT c.seq, c.entity_id, j.at, json_extract(c."before", '$.stage'), json_extract(c."after", '$.stage')
FROM journal_changes c JOIN journal j ON j.seq = c.seq
WHERE c.entity = 'deliverables' AND j.kind = 'do' AND c.seq <= :upto
AND (c."before" LIKE '%"stage":%' OR c."after" LIKE '%"stage":%')
ORDER BY c.id
"""


def moves(connection: sqlite3.Connection, upto: int) -> list[StageMove]:
    """Every change of a deliverable's stage up to entry `upto` that was not taken back by then, oldest first."""
    undone = _undone(connection, upto)
    return [
        StageMove(entity_id, date.fromisoformat(at[:10]), before and Stage(before), after and Stage(after))
        for seq, entity_id, at, before, after in connection.execute(_MOVES, {"upto": upto})
        if seq not in undone and before != after
    ]


_PROGRESS = """
SELECT c.seq, c.entity_id, j.at
FROM journal_changes c JOIN journal j ON j.seq = c.seq
WHERE c.entity = 'deliverables' AND j.kind = 'do' AND c."before" IS NOT NULL
AND (c."before" LIKE '%"remaining":%' OR c."after" LIKE '%"remaining":%')
AND json_extract(c."before", '$.remaining') IS NOT json_extract(c."after", '$.remaining')
"""


def progressed(connection: sqlite3.Connection) -> dict[int, date]:
    """The last day on which what remains of each deliverable was changed, and that not taken back."""
    undone = _undone(connection, 2**62)
    found: dict[int, date] = {}
    for seq, entity_id, at in connection.execute(_PROGRESS):
        if seq not in undone:
            day = date.fromisoformat(at[:10])
            found[entity_id] = max(day, found.get(entity_id, day))
    return found


def _undone(connection: sqlite3.Connection, upto: int) -> set[int]:
    """The entries that stood taken back after entry `upto`."""
    turned = "SELECT \"of\", kind FROM journal WHERE kind IN ('undo', 'redo') AND seq <= ? ORDER BY seq"
    last = dict(connection.execute(turned, (upto,)).fetchall())
    return {seq for seq, kind in last.items() if kind == "undo"}


def change_set(
    connection: sqlite3.Connection,
    seq: int,
    portfolio: Portfolio,
    *,
    forwards: bool,
    only: tuple[str, int] | None = None,
) -> ChangeSet:
    """What entry `seq` did, forwards or taken back, as changes to the portfolio as it is now.

    The journal keeps only changed fields; the rest is as the entity is now, which in an unbroken order of undoing
    is as it was then.
    """
    rows = connection.execute(
        'SELECT entity, entity_id, "before", "after" FROM journal_changes WHERE seq = ? ORDER BY id', (seq,)
    ).fetchall()
    rows = [row for row in rows if only is None or row[:2] == only]
    changes = []
    for table, entity_id, before, after in rows if forwards else reversed(rows):
        entity_type = ENTITY_TYPES[table]
        now = portfolio.table(entity_type).get(entity_id)
        wanted = after if forwards else before
        if wanted is None:
            changes.append(Change(now, None))
        elif (before if forwards else after) is None:
            changes.append(Change(None, from_plain(entity_type, json.loads(wanted))))
        else:
            if now is None:
                raise ValueError(f"{table} {entity_id} is gone")
            changes.append(Change(now, replace(now, **_fields(entity_type, json.loads(wanted)))))
    return ChangeSet(entry(connection, seq).label, tuple(changes))


def last_on(connection: sqlite3.Connection, day: date) -> Entry | None:
    """The newest entry of a day or of one before it."""
    where = "WHERE substr(at, 1, 10) <= ? ORDER BY seq DESC LIMIT 1"
    row = connection.execute(f"{_ENTRY} {where}", (day.isoformat(),)).fetchone()
    return None if row is None else Entry(*row)


def checkpoints(connection: sqlite3.Connection) -> list[Entry]:
    """All checkpoints, newest first."""
    rows = connection.execute(f"{_ENTRY} WHERE kind = 'checkpoint' ORDER BY seq DESC")
    return [Entry(*row) for row in rows]


_BACK = """
SELECT entity, entity_id, "before", "after" FROM journal_changes WHERE seq > ? AND seq <= ? ORDER BY id DESC
"""


def changes_back(connection: sqlite3.Connection, portfolio: Portfolio, seq: int, upto: int) -> ChangeSet:
    """What leads from the portfolio as it was after the entry `upto` back to how it was after `seq`.

    Reads the journal backwards and keeps of each entity no more than the fields that go back, so that thousands of
    entries cost one look at each, and not a portfolio each.
    """
    found: dict[tuple[str, int], _Former | None] = {}
    for table, entity_id, before, after in connection.execute(_BACK, (seq, upto)):
        key = (table, entity_id)
        if before is None:
            found[key] = None
        elif after is None:
            found[key] = _Former(whole=True, values=json.loads(before))
        else:
            former = found.setdefault(key, _Former(whole=False, values={}))
            if former is None:
                raise ValueError(f"{table} {entity_id} is changed before it is there")
            former.values.update(json.loads(before))
    changes = (_back_to(portfolio, *key, former) for key, former in found.items())
    return ChangeSet("", tuple(change for change in changes if change.before != change.after))


class _Former(NamedTuple):
    """How an entity was: all its values, or those that differ from how it is now."""

    whole: bool
    values: dict[str, Any]


def _back_to(portfolio: Portfolio, table: str, entity_id: int, former: _Former | None) -> Change:
    entity_type = ENTITY_TYPES[table]
    now: Entity | None = portfolio.table(entity_type).get(entity_id)
    if former is None:
        return Change(now, None)
    if former.whole:
        return Change(now, from_plain(entity_type, former.values))
    if now is None:
        raise ValueError(f"{table} {entity_id} is gone")
    return Change(now, replace(now, **_fields(entity_type, former.values)))


def _fields(entity_type: type[Entity], plain: dict[str, Any]) -> dict[str, Any]:
    kinds = field_types(entity_type)
    return {name: coerce(name, value, *kinds[name]) for name, value in plain.items()}
