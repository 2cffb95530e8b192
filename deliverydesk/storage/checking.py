"""The checks that read every row: SQLite's own, the seals, foreign keys and the portfolio's rules."""

from __future__ import annotations

import sqlite3
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from deliverydesk.domain.rules import check_all
from deliverydesk.storage import reading, schema
from deliverydesk.storage.creating import SEALED
from deliverydesk.storage.errors import TROUBLE, StorageError, sentence
from deliverydesk.storage.seal import Seals
from deliverydesk.support.language import tr
from deliverydesk.support.progress import Progress, no_progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

_UNSEALED = {"seals", "alembic_version"}
_AT_MOST = 20
"""Findings of one kind: more would not help anybody."""


def findings(
    connection: sqlite3.Connection,
    path: Path,
    progress: Progress = no_progress,
    *,
    newer: bool = False,
    rules: bool = True,
) -> list[str]:
    """Everything wrong with the file, each a sentence; empty where all is as it was saved.

    In a `newer` file only the seals are looked at: SQLite's checks would run what we cannot know, and its rules are
    not ours. Without `rules` the portfolio's own rules are left out.
    """
    found: list[str] = []
    checks: list[Callable[[], Iterable[str]]] = [
        partial(_seal, connection, table) for table in (SEALED if newer else _sealed(connection))
    ]
    if not newer:
        checks = [
            lambda: _integrity(connection),
            lambda: _foreign_keys(connection),
            lambda: _stamps(connection, path),
            *checks,
        ]
    try:
        for done, check in enumerate(checks):
            progress(done, len(checks) + 1)
            found += check()
        if rules and not found and not newer:
            found += list(islice(check_all(reading.load(connection, path)), _AT_MOST))
    except TROUBLE as error:
        found.append(sentence(error, path))
    except StorageError as error:
        found.append(str(error))
    progress(len(checks) + 1, len(checks) + 1)
    return found


def broken_seals(connection: sqlite3.Connection) -> list[str]:
    """The tables whose rows are not those that were saved, each a sentence. Raises sqlite3.Error."""
    return [finding for table in SEALED for finding in _seal(connection, table)]


def _sealed(connection: sqlite3.Connection) -> list[str]:
    """The tables that should have a seal, in a file of any version up to ours whose schema has been compared."""
    rows = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    return [name for (name,) in rows if name not in ("seals", "alembic_version")]


def _integrity(connection: sqlite3.Connection) -> Iterator[str]:
    for (line,) in connection.execute(f"PRAGMA integrity_check({_AT_MOST})"):
        if line != "ok":
            yield tr("SQLite finds the file damaged: {line}.", line=line)


def _foreign_keys(connection: sqlite3.Connection) -> Iterator[str]:
    for table, row, target, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(_AT_MOST):
        yield tr(
            "Row {row} of {table} refers to a row of {target} that is not there.", row=row, table=table, target=target
        )


def _stamps(connection: sqlite3.Connection, path: Path) -> Iterator[str]:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if connection.execute("SELECT version_num FROM alembic_version").fetchall() != [(schema.revision(version),)]:
        yield tr("{file} says two things of its version.", file=path.name)


def _seal(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    # Table and seal are read in one short transaction; hashing, which takes longer, holds up no writer.
    connection.execute("BEGIN")
    try:
        with reading.without_collector():
            rows = connection.execute(f"SELECT * FROM {table}").fetchall()
        kept = connection.execute("SELECT name, row_count, row_sum FROM seals WHERE name = ?", (table,)).fetchone()
    finally:
        connection.execute("ROLLBACK")
    seals = Seals()
    seals.add_all(table, rows)
    real = seals.row(table)
    if kept is None:
        yield tr("The seal of the table {table} is missing.", table=table)
    elif real[1] != kept[1]:
        yield tr("The table {table} holds {real} rows, but {kept} were saved.", table=table, real=real[1], kept=kept[1])
    elif real != kept:
        yield tr("The table {table} holds values that were not saved by DeliveryDesk.", table=table)
