"""Writing a change set: its rows, its journal entry and the seals, in one transaction, through SQLAlchemy Core.

Imports SQLAlchemy, so it is itself imported with the first write or right after the first paint.
"""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, bindparam, create_engine, event
from sqlalchemy.pool import StaticPool

from deliverydesk.domain.changes import collapsed
from deliverydesk.domain.coding import plain, to_plain
from deliverydesk.domain.entities import TABLE_NAMES, Entity, field_names
from deliverydesk.storage.rows import to_rows
from deliverydesk.storage.tables import ENTITY_TABLES, JOURNAL, JOURNAL_CHANGES, SEALS
from deliverydesk.support.progress import Progress, no_progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from deliverydesk.domain.changes import Change
    from deliverydesk.domain.coding import Row
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
    # An entity that changes twice is written once: seals and journal count one change an entity.
    changes = collapsed(changes)
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


def _write_rows(sql: Connection, changes: Sequence[Change], seals: Seals) -> None:
    kinds: dict[type[Entity], list[Change]] = {}
    for change in changes:
        kinds.setdefault(change.entity_type, []).append(change)
    for kind, its in kinds.items():
        _write_kind(sql, kind, its, seals)


def _write_kind(sql: Connection, kind: type[Entity], changes: list[Change], seals: Seals) -> None:
    names, table, target = field_names(kind), TABLE_NAMES[kind], ENTITY_TABLES[kind]
    before = _rows_by_id(kind, [change.before for change in changes])
    after = _rows_by_id(kind, [change.after for change in changes])
    seals.remove_all(table, list(before.values()))
    seals.add_all(table, list(after.values()))
    updated: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for entity_id in before.keys() & after.keys():
        pairs = zip(names, before[entity_id], after[entity_id], strict=True)
        values = {name: new for name, old, new in pairs if old != new}
        if values:
            updated.setdefault(tuple(values), []).append({"id_": entity_id, **values})
    removed = [{"id_": entity_id} for entity_id in before if entity_id not in after]
    inserted = [dict(zip(names, row, strict=True)) for entity_id, row in after.items() if entity_id not in before]
    if removed:
        _expect(sql.execute(target.delete().where(target.c.id == bindparam("id_")), removed), removed)
    for fields, rows in updated.items():
        statement = target.update().where(target.c.id == bindparam("id_"))
        _expect(sql.execute(statement.values({name: bindparam(name) for name in fields}), rows), rows)
    if inserted:
        sql.execute(target.insert(), inserted)


def _rows_by_id(kind: type[Entity], images: list[Entity | None]) -> dict[int, Row]:
    entities = [entity for entity in images if entity is not None]
    return {entity.id: row for entity, row in zip(entities, to_rows(kind, entities), strict=True)}


def _expect(result: Any, rows: list[dict[str, Any]]) -> None:
    if result.rowcount != len(rows):
        raise LookupError("a row that was to change is not in the file")


def _write_journal(sql: Connection, seq: int, changes: Sequence[Change], seals: Seals) -> None:
    last = sql.exec_driver_sql("SELECT coalesce(max(id), 0) FROM journal_changes").scalar_one()
    rows = [
        (last + n, seq, TABLE_NAMES[change.entity_type], change.id, *_images(change))
        for n, change in enumerate(changes, start=1)
    ]
    if rows:
        names = JOURNAL_CHANGES.c.keys()
        sql.execute(JOURNAL_CHANGES.insert(), [dict(zip(names, row, strict=True)) for row in rows])
    seals.add_all("journal_changes", rows)


def _images(change: Change) -> tuple[str | None, str | None]:
    before, after = change.before, change.after
    if before is None or after is None:
        return _whole(before), _whole(after)
    pairs = [
        (name, plain(old), plain(new))
        for name in field_names(type(before))
        if (old := getattr(before, name)) is not (new := getattr(after, name)) and old != new
    ]
    return _json({name: old for name, old, _ in pairs}), _json({name: new for name, _, new in pairs})


def _whole(image: Entity | None) -> str | None:
    return None if image is None else _json(to_plain(image))


def _json(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
