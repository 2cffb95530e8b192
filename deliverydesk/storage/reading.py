"""Reading a file into a portfolio with nothing but sqlite3: SQLAlchemy would double the time to the first paint."""

from __future__ import annotations

import gc
import json
import sqlite3
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from deliverydesk.domain.changes import Change, ChangeSet
from deliverydesk.domain.coding import coerce, field_types, from_plain, from_rows
from deliverydesk.domain.entities import (
    ENTITY_TYPES,
    Contribution,
    Demand,
    Entity,
    Measurement,
    Rating,
    Settings,
    field_names,
)
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.table import LateTable, Table
from deliverydesk.storage.errors import Damaged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    Reader = Callable[[], Iterable[Entity]]


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
    columns = ", ".join(f'"{name}"' for name in field_names(entity_type))
    return f"SELECT {columns} FROM {table}"


_LATER = (Measurement, Contribution, Demand, Rating)
"""What a window does not show in its first paint, and half of what there is to read."""


def load(connection: sqlite3.Connection, path: Path, later: Callable[[Reader], Reader] | None = None) -> Portfolio:
    """The portfolio in the file. Raises Damaged where a value cannot be what was saved.

    With `later` the tables that no first paint shows are read when first asked for, each through what `later` makes
    of its reader; the caller keeps the file as it is until then.
    """
    tables: dict[type[Entity], Table[Any]] = {}
    with without_collector():
        for name, entity_type in ENTITY_TYPES.items():
            reader = partial(_entities, connection, path, name)
            if later is not None and entity_type in _LATER:
                highest = connection.execute(f"SELECT max(id) FROM {name}").fetchone()[0]
                tables[entity_type] = LateTable(later(reader), highest or 0)
            else:
                tables[entity_type] = Table.of(reader())
    if not tables[Settings]:
        raise Damaged(f"{path.name} is damaged: the portfolio's settings are missing. Restore a backup.")
    last = connection.execute("SELECT next_id FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    portfolio = Portfolio(tables, next_id=last[0] if last else None)
    try:
        _ = portfolio.ranking
    except ValueError as error:
        raise Damaged(f"{path.name} is damaged: {error}. Restore a backup.") from error
    return portfolio


def _entities(connection: sqlite3.Connection, path: Path, name: str) -> Iterable[Entity]:
    entity_type = ENTITY_TYPES[name]
    try:
        with without_collector():
            return from_rows(entity_type, connection.execute(select_all(entity_type, name)).fetchall())
    except (ValueError, KeyError, TypeError, sqlite3.DataError, sqlite3.OperationalError) as error:
        if isinstance(error, sqlite3.OperationalError) and "decode" not in str(error).lower():
            raise
        raise Damaged(
            f"{path.name} is damaged: the table of {name} holds a value that cannot be read ({error}). "
            "Restore a backup, or save what can be read to a new file."
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


def _fields(entity_type: type[Entity], plain: dict[str, Any]) -> dict[str, Any]:
    kinds = field_types(entity_type)
    return {name: coerce(name, value, *kinds[name]) for name, value in plain.items()}
