"""The checks that read every row: SQLite's own, the seals, foreign keys and the portfolio's rules."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from deliverydesk.domain.entities import ENTITY_TYPES
from deliverydesk.domain.rules import check_all
from deliverydesk.storage import reading
from deliverydesk.storage.errors import StorageError, sentence
from deliverydesk.storage.seal import Seals

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from deliverydesk.support.progress import Progress

_AT_MOST = 20
"""Findings of one kind: more would not help anybody."""
_JOURNAL = {
    "journal": 'SELECT seq, at, author, kind, "of", label, next_id FROM journal',
    "journal_changes": 'SELECT id, seq, entity, entity_id, "before", "after" FROM journal_changes',
}


def findings(connection: sqlite3.Connection, path: Path, progress: Progress) -> list[str]:
    """Everything wrong with the file, each a sentence; empty where all is as it was saved."""
    found: list[str] = []
    steps = len(ENTITY_TYPES) + len(_JOURNAL) + 3
    done = 0
    try:
        for check in (_integrity, _foreign_keys):
            progress(done, steps)
            found += check(connection)
            done += 1
        for table, statement in _statements().items():
            progress(done, steps)
            found += _seal(connection, table, statement)
            done += 1
        if not found:
            found += list(check_all(reading.load(connection, path)))[:_AT_MOST]
    except sqlite3.Error as error:
        found.append(sentence(error, path))
    except StorageError as error:
        found.append(str(error))
    progress(steps, steps)
    return found


def _statements() -> dict[str, str]:
    return {name: reading.select_all(kind, name) for name, kind in ENTITY_TYPES.items()} | _JOURNAL


def _integrity(connection: sqlite3.Connection) -> Iterator[str]:
    for (line,) in connection.execute(f"PRAGMA integrity_check({_AT_MOST})"):
        if line != "ok":
            yield f"SQLite finds the file damaged: {line}."


def _foreign_keys(connection: sqlite3.Connection) -> Iterator[str]:
    for table, row, target, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(_AT_MOST):
        yield f"Row {row} of {table} refers to a row of {target} that is not there."


def _seal(connection: sqlite3.Connection, table: str, statement: str) -> Iterator[str]:
    # Table and seal are read in one short transaction; hashing, which takes longer, holds up no writer.
    connection.execute("BEGIN")
    try:
        rows = connection.execute(statement).fetchall()
        kept = connection.execute("SELECT name, row_count, row_sum FROM seals WHERE name = ?", (table,)).fetchone()
    finally:
        connection.execute("ROLLBACK")
    seals = Seals()
    for row in rows:
        seals.add(table, row)
    real = seals.row(table)
    if kept is None:
        yield f"The seal of the table {table} is missing."
    elif real[1] != kept[1]:
        yield f"The table {table} holds {real[1]} rows, but {kept[1]} were saved."
    elif real != kept:
        yield f"The table {table} holds values that were not saved by DeliveryDesk."
