"""Bringing a file of an older version to ours: after a verified backup, in one transaction, whole or not at all."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from deliverydesk.storage import backups, schema
from deliverydesk.storage.connection import connect, settle
from deliverydesk.storage.errors import TROUBLE, Damaged, ReadOnlyFile, StorageError, translated
from deliverydesk.storage.lock import WriterLock
from deliverydesk.storage.opening import (
    identity_of,
    keep_copy_of_unfinished,
    look_before_sqlite,
    own_id,
    register,
    unregister,
)
from deliverydesk.storage.seal import Seals, total
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alembic.config import Config
    from sqlalchemy import Connection

_HERE = Path(__file__).parent / "migrations"


@dataclass(frozen=True)
class Plan:
    """The revisions there are, and the version that they lead to."""

    version: int = schema.VERSION
    folders: tuple[Path, ...] = (_HERE / "versions",)

    def config(self, sql: Connection) -> Config:
        """Alembic's settings, over an open connection."""
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", _escaped(_HERE))
        config.set_main_option("path_separator", "os")
        config.set_main_option("version_locations", os.pathsep.join(map(_escaped, self.folders)))
        config.attributes["connection"] = sql
        return config

    def run(self, sql: Connection, version: int) -> None:
        """Run the revisions up to a version, in the transaction that is under way."""
        from alembic import command

        command.upgrade(self.config(sql), schema.revision(version))

    def statements(self, version: int) -> set[str]:
        """The schema of a version, as its revisions make it."""
        with _scratch() as connection:
            with _transaction(connection) as sql:
                self.run(sql, version)
            return schema.found_in(connection)

    @cached_property
    def rewrites(self) -> frozenset[str]:
        """The tables in which a revision changes values on purpose."""
        from alembic.script import ScriptDirectory

        with _scratch() as connection, _transaction(connection) as sql:
            scripts = list(ScriptDirectory.from_config(self.config(sql)).walk_revisions())
        return frozenset().union(*(getattr(script.module, "REWRITES", ()) for script in scripts))


def _scratch() -> contextlib.closing[sqlite3.Connection]:
    return contextlib.closing(sqlite3.connect(":memory:", isolation_level=None))


def _escaped(path: Path) -> str:
    return str(path).replace("%", "%%")


def migrate(path: Path, plan: Plan | None = None) -> None:
    """Bring the file to the plan's version, ours without one. The file keeps its name; a backup of it is made first.

    Raises StorageError with a sentence; then the file is as it was.
    """
    path = Path(os.path.realpath(path))
    plan = plan or Plan()
    held = WriterLock(path)
    try:
        version = look_before_sqlite(path, newer_allowed=True, older_allowed=True)
        if version >= plan.version:
            return
        try:
            held.acquire()
        except OSError as error:
            raise ReadOnlyFile(
                tr(
                    "{file} is of an older version and has to be brought up to date, but its folder cannot "
                    "be written. Copy it to another folder and open it there.",
                    file=path.name,
                )
            ) from error
        identity = identity_of(path)
        keep_copy_of_unfinished(path)
        register(identity)
        try:
            with contextlib.closing(connect(path)) as connection:
                _migrate(connection, path, version, plan)
        finally:
            unregister(identity)
    except TROUBLE as error:
        raise translated(error, path) from error
    except OSError as error:
        raise StorageError(
            tr("{file} cannot be read: {reason}.", file=path.name, reason=error.strerror or error)
        ) from error
    finally:
        held.release()


def _migrate(connection: sqlite3.Connection, path: Path, version: int, plan: Plan) -> None:
    from alembic.util import CommandError
    from sqlalchemy.exc import DBAPIError, SQLAlchemyError

    if version < 1:
        raise Damaged(
            tr(
                "{file} is damaged: it says that it has file version {version}, which there never was.",
                file=path.name,
                version=version,
            )
        )
    expected = plan.statements(version)
    schema.compare(connection, path, expected)
    settle(connection)
    backups.take_from(
        connection,
        path,
        own_id(connection, path),
        tr("before it was brought to version {version}", version=plan.version),
        expected=expected,
    )
    # Within a transaction this setting does nothing, and with it on, remaking a table empties those that refer to it.
    connection.execute("PRAGMA foreign_keys=OFF")
    before = _columns_and_rows(connection)
    try:
        with _transaction(connection) as sql:
            if _sums(connection, before) != {name: row for name, (_, *row) in before.items()}:
                raise Damaged(tr("{file} was changed by another program meanwhile. Open it again.", file=path.name))
            plan.run(sql, plan.version)
            _check(connection, path, before, plan)
            _seal_again(connection)
            schema.stamp(connection, plan.version)
    except (SQLAlchemyError, CommandError) as error:
        if isinstance(error, DBAPIError) and isinstance(error.orig, sqlite3.Error):
            raise translated(error.orig, path) from error
        raise StorageError(
            tr(
                "{file} could not be brought to version {version}: {error}.",
                file=path.name,
                version=plan.version,
                error=error,
            )
        ) from error


@contextlib.contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[Connection]:
    from deliverydesk.storage.writing import engine_over

    engine = engine_over(connection, "BEGIN EXCLUSIVE")
    with engine.connect() as sql, sql.begin():
        yield sql


_Rows = dict[str, tuple[list[str], int, int]]


def _columns_and_rows(connection: sqlite3.Connection) -> _Rows:
    """Of each sealed table its columns, the number of its rows and the sum of their hashes."""
    found: _Rows = {}
    for (name,) in connection.execute("SELECT name FROM seals").fetchall():
        columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')]
        found[name] = (columns, *_sum(connection, name, columns))
    return found


def _sum(connection: sqlite3.Connection, name: str, columns: list[str]) -> tuple[int, int]:
    chosen = ", ".join(f'"{column}"' for column in columns)
    rows = connection.execute(f'SELECT {chosen} FROM "{name}"').fetchall()
    return len(rows), total(rows)


def _sums(connection: sqlite3.Connection, before: _Rows) -> dict[str, list[int]]:
    return {name: list(_sum(connection, name, columns)) for name, (columns, *_) in before.items()}


def _check(connection: sqlite3.Connection, path: Path, before: _Rows, plan: Plan) -> None:
    """Raise Damaged unless every value is still there, every reference leads somewhere and the schema is the plan's."""
    there = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    for name, (columns, *sealed) in before.items():
        if name in plan.rewrites:
            continue
        kept = [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')] if name in there else []
        if not set(columns) <= set(kept) or list(_sum(connection, name, columns)) != sealed:
            raise Damaged(
                tr(
                    "{file} could not be brought to version {version}: {name} would lose something.",
                    file=path.name,
                    version=plan.version,
                    name=name,
                )
            )
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise Damaged(
            tr(
                "{file} could not be brought to version {version}: a reference would lead nowhere.",
                file=path.name,
                version=plan.version,
            )
        )
    schema.compare(connection, path, plan.statements(plan.version))


def _seal_again(connection: sqlite3.Connection) -> None:
    seals = Seals()
    names = [name for (name,) in connection.execute("SELECT name FROM seals").fetchall()]
    for name in names:
        rows = connection.execute(f'SELECT * FROM "{name}"').fetchall()
        seals.add_all(name, rows)
    rows = [(count, sealed, name) for name, count, sealed in map(seals.row, names)]
    connection.executemany("UPDATE seals SET row_count = ?, row_sum = ? WHERE name = ?", rows)
