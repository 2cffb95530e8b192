"""What a portfolio file must look like before anything in it is trusted."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from functools import cache
from pathlib import Path

from deliverydesk.storage.errors import Damaged, NewerFile, NotAPortfolio, OlderFile
from deliverydesk.support.language import tr

APPLICATION_ID = 0x4444534B
"""“DDSK”: in the header of every portfolio file."""
VERSION = 4
"""The schema's number, in the file's user_version. Each migration adds one."""

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""A portfolio's own id: it names the folder of its backups, so nothing else may stand there."""

_MAGIC = b"SQLite format 3\x00"
_SMALLEST = 100


@cache
def statements() -> tuple[str, ...]:
    """The statements that make a new file's tables and indexes."""
    text = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
    return tuple(line.rstrip(";") for line in text.splitlines() if line)


def revision(version: int) -> str:
    """Alembic's name for a schema version."""
    return f"{version:04d}"


def _plain(sql: str) -> str:
    return " ".join(sql.replace('"', "").split()).replace("( ", "(").replace(" )", ")")


def create(connection: sqlite3.Connection) -> None:
    """Make the tables of a new file. The caller has begun a transaction."""
    for statement in statements():
        connection.execute(statement)
    connection.execute("INSERT INTO alembic_version VALUES (?)", (revision(VERSION),))
    stamp(connection, VERSION)


def stamp(connection: sqlite3.Connection, version: int) -> None:
    """Write what the header says of the file."""
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version={version}")


def read_header(path: Path) -> int:
    """The schema version that the file's first bytes give, without SQLite.

    Only for a path that this process has not open: closing it would drop SQLite's locks. Raises NotAPortfolio.
    """
    with path.open("rb") as file:
        head = file.read(_SMALLEST)
    if not head:
        raise NotAPortfolio(tr("{file} is empty. Restore a backup, or make a new portfolio.", file=path.name))
    if len(head) < _SMALLEST or not head.startswith(_MAGIC):
        raise NotAPortfolio(
            tr("{file} is not a DeliveryDesk portfolio. To bring in a table, use Import.", file=path.name)
        )
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise NotAPortfolio(
            tr("{file} is a database of another program, not a DeliveryDesk portfolio.", file=path.name)
        )
    return int.from_bytes(head[60:64], "big")


def check_version(path: Path, version: int) -> None:
    """Raise NewerFile or OlderFile where the version is not ours."""
    if version > VERSION:
        raise NewerFile(
            tr(
                "{file} was written by a newer DeliveryDesk (file version {version}; this program knows "
                "{known}). Update DeliveryDesk, or open the file read-only.",
                file=path.name,
                version=version,
                known=VERSION,
            )
        )
    if version < VERSION:
        raise OlderFile(
            tr(
                "{file} has file version {version} and is brought to version {known} first.",
                file=path.name,
                version=version,
                known=VERSION,
            )
        )


def found_in(connection: sqlite3.Connection) -> set[str]:
    """The statements that made what is in a file, in one way of writing."""
    rows = connection.execute(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    return {_plain(sql) for (sql,) in rows}


def compare(connection: sqlite3.Connection, path: Path, expected: set[str] | None = None) -> None:
    """Raise Damaged unless the schema is exactly ours (or the one expected): nothing added, missing or changed.

    A trigger, view or check that somebody else put in would run with our next statement; so this comes first.
    """
    found = found_in(connection)
    if expected is None:
        expected = {_plain(statement) for statement in statements()}
    strange = sorted(found - expected)
    missing = sorted(expected - found)
    if strange:
        raise Damaged(
            tr(
                "{file} holds something that DeliveryDesk did not put there: {strange}. It is not "
                "opened; restore a backup.",
                file=path.name,
                strange=strange[0][:80],
            )
        )
    if missing:
        raise Damaged(
            tr(
                "{file} lacks a part of its structure: {missing}. Restore a backup.",
                file=path.name,
                missing=missing[0][:80],
            )
        )


def compare_newer(connection: sqlite3.Connection, path: Path) -> None:
    """Raise StorageError unless a newer file has all that this program reads, and nothing that acts by itself."""
    rows = connection.execute("SELECT type, name, sql FROM sqlite_schema").fetchall()
    for kind, name, sql in rows:
        if kind not in ("table", "index") or str(sql).upper().startswith("CREATE VIRTUAL"):
            raise Damaged(
                tr(
                    "{file} holds a {kind} “{name}” that can act by itself. It is not opened.",
                    file=path.name,
                    kind=kind,
                    name=name[:60],
                )
            )
    for table, columns in _tables().items():
        has = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
        if not columns <= has:
            raise NewerFile(
                tr(
                    "{file} was written by a newer DeliveryDesk, and this one cannot read it: {table} has no "
                    "{column}. Update DeliveryDesk.",
                    file=path.name,
                    table=table,
                    column=min(columns - has),
                )
            )


@cache
def _tables() -> dict[str, set[str]]:
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        for statement in statements():
            connection.execute(statement)
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        return {name: {row[1] for row in connection.execute(f"PRAGMA table_info({name})")} for (name,) in names}
