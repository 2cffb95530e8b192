"""Writing a change set: its rows, its journal entry and the seals, in one transaction, through SQLAlchemy Core.

Imports SQLAlchemy, so it is itself imported with the first write or right after the first paint.
"""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, bindparam, create_engine, event
from sqlalchemy.pool import StaticPool

from deliverydesk.domain.coding import to_plain, to_row
from deliverydesk.domain.entities import TABLE_NAMES, Entity, field_names
from deliverydesk.storage.tables import ENTITY_TABLES, JOURNAL, JOURNAL_CHANGES, SEALS
from deliverydesk.support.progress import Progress, no_progress

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deliverydesk.domain.changes import Change
    from deliverydesk.storage.reading import Entry
    from deliverydesk.storage.seal import Seals

_CHUNK = 1000


def engine_over(connection: sqlite3.Connection, begin: str = "BEGIN IMMEDIATE") -> Engine:
    """An engine over a connection that is open already, with transactions that begin at once."""
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def _begin(sql: Connection) -> None:
        # Left to itself the driver begins late and lets DDL slip out of the transaction.
        sql.exec_driver_sql(begin)

    return engine


def write(
    sql: Connection,
    entry: Entry,
    changes: Iterable[Change],
    next_id: int,
    seals: Seals,
    progress: Progress = no_progress,
) -> None:
    """Write everything that belongs to one entry. The caller has begun and will commit or roll back.

    `seals` is brought up to date; on a roll-back the caller throws it away. Raises LookupError where a row that is
    to change is not there: then the file is not what is in memory.
    """
    changes = list(changes)
    _write_entry(sql, entry, next_id, seals)
    done = 0
    for chunk in (changes[at : at + _CHUNK] for at in range(0, len(changes), _CHUNK)):
        progress(done, len(changes))
        _write_rows(sql, chunk, seals)
        _write_journal(sql, entry.seq, chunk, seals)
        done += len(chunk)
    rows = [dict(zip(("key_", "row_count", "row_sum"), seals.row(name), strict=True)) for name in seals.touched]
    sql.execute(SEALS.update().where(SEALS.c.name == bindparam("key_")), rows)
    seals.touched.clear()


def _write_entry(sql: Connection, entry: Entry, next_id: int, seals: Seals) -> None:
    row = (entry.seq, entry.at, entry.author, entry.kind, entry.of, entry.label, next_id)
    sql.execute(JOURNAL.insert().values(dict(zip(JOURNAL.c.keys(), row, strict=True))))
    seals.add("journal", row)


def _write_rows(sql: Connection, changes: list[Change], seals: Seals) -> None:
    inserted: dict[type[Entity], list[dict[str, Any]]] = {}
    updated: dict[tuple[type[Entity], tuple[str, ...]], list[dict[str, Any]]] = {}
    removed: dict[type[Entity], list[dict[str, Any]]] = {}
    for change in changes:
        kind, names = change.entity_type, field_names(change.entity_type)
        table = TABLE_NAMES[kind]
        before = to_row(change.before) if change.before is not None else None
        after = to_row(change.after) if change.after is not None else None
        if before is not None:
            seals.remove(table, before)
        if after is not None:
            seals.add(table, after)
        if before is None and after is not None:
            inserted.setdefault(kind, []).append(dict(zip(names, after, strict=True)))
        elif after is None:
            removed.setdefault(kind, []).append({"id_": change.id})
        elif before is not None:
            values = {name: new for name, old, new in zip(names, before, after, strict=True) if old != new}
            updated.setdefault((kind, tuple(values)), []).append({"id_": change.id, **values})
    for kind, rows in removed.items():
        _expect(
            sql.execute(ENTITY_TABLES[kind].delete().where(ENTITY_TABLES[kind].c.id == bindparam("id_")), rows),
            rows,
        )
    for (kind, names), rows in updated.items():
        if names:
            target = ENTITY_TABLES[kind]
            statement = target.update().where(target.c.id == bindparam("id_"))
            _expect(sql.execute(statement.values({name: bindparam(name) for name in names}), rows), rows)
    for kind, rows in inserted.items():
        sql.execute(ENTITY_TABLES[kind].insert(), rows)


def _expect(result: Any, rows: list[dict[str, Any]]) -> None:
    if result.rowcount != len(rows):
        raise LookupError("a row that was to change is not in the file")


def _write_journal(sql: Connection, seq: int, changes: list[Change], seals: Seals) -> None:
    last = sql.exec_driver_sql("SELECT coalesce(max(id), 0) FROM journal_changes").scalar_one()
    rows = [
        (last + n, seq, TABLE_NAMES[change.entity_type], change.id, *_images(change))
        for n, change in enumerate(changes, start=1)
    ]
    if rows:
        names = JOURNAL_CHANGES.c.keys()
        sql.execute(JOURNAL_CHANGES.insert(), [dict(zip(names, row, strict=True)) for row in rows])
    for row in rows:
        seals.add("journal_changes", row)


def _images(change: Change) -> tuple[str | None, str | None]:
    before = to_plain(change.before) if change.before is not None else None
    after = to_plain(change.after) if change.after is not None else None
    if before is not None and after is not None:
        changed = [name for name in before if before[name] != after[name]]
        before = {name: before[name] for name in changed}
        after = {name: after[name] for name in changed}
    return _json(before), _json(after)


def _json(plain: dict[str, Any] | None) -> str | None:
    return None if plain is None else json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
