"""Making a new portfolio file: whole or not at all, and never over another file."""

from __future__ import annotations

import errno
import os
import secrets
import sqlite3
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from deliverydesk.domain.entities import ENTITY_TYPES, Entity, field_names
from deliverydesk.storage import schema
from deliverydesk.storage.connection import connect
from deliverydesk.storage.errors import TROUBLE, StorageError, sentence
from deliverydesk.storage.rows import to_rows
from deliverydesk.storage.seal import Seals
from deliverydesk.support.account import author
from deliverydesk.support.atomic import flush, flush_folder
from deliverydesk.support.clock import now
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from deliverydesk.domain.portfolio import Portfolio

JOURNAL_TABLES = ("journal", "journal_changes")
SEALED = (*ENTITY_TYPES, *JOURNAL_TABLES, "about")
"""The tables that have a seal: all whose loss or change a person would mind."""
BEGINNING = tr("begin the portfolio")


def create(path: Path, portfolio: Portfolio, label: str = BEGINNING, about: Mapping[str, str] | None = None) -> None:
    """Make a new file that holds the portfolio, and close it. Raises StorageError where there is a file already.

    The history begins with one entry, which cannot be undone and keeps no images: there is nothing before it.
    `about` are further facts to keep beside the portfolio's own id.
    """
    facts = {"portfolio": str(uuid.uuid4()), "created": now().isoformat(timespec="seconds"), **(about or {})}

    def fill(fresh: Path) -> None:
        connection = connect(fresh, create=True)
        try:
            # Nobody knows of this file until it is renamed, and it is flushed before that.
            connection.execute("PRAGMA journal_mode=OFF")
            connection.execute("PRAGMA synchronous=OFF")
            connection.execute("PRAGMA foreign_keys=OFF")
            connection.execute("BEGIN IMMEDIATE")
            schema.create(connection)
            _fill(connection, portfolio, label, facts)
            connection.execute("COMMIT")
        finally:
            connection.close()

    place(path, fill)


def place(path: Path, fill: Callable[[Path], object]) -> None:
    """Let `fill` write a file beside `path`, flush it, and give it its name only then; never over another file.

    Raises StorageError with a sentence for whatever SQLite or the system refuses.
    """
    path = path.absolute()
    if os.path.lexists(path):
        raise StorageError(tr("{file} exists already. Choose another name, or open it.", file=path.name))
    if not path.parent.is_dir():
        raise StorageError(
            tr(
                "{file} cannot be made: there is no folder {folder}. Make it first, or choose another.",
                file=path.name,
                folder=path.parent,
            )
        )
    fresh = path.with_name(f".{path.stem[:40]}-{secrets.token_hex(6)}.part")
    try:
        try:
            fill(fresh)
            flush(fresh)
            _give_name(fresh, path)
            flush_folder(path.parent)
        finally:
            for rest in (fresh, fresh.with_name(fresh.name + "-journal")):
                rest.unlink(missing_ok=True)
    except TROUBLE as error:
        raise StorageError(sentence(error, path)) from error
    except FileExistsError as error:
        raise StorageError(tr("{file} exists already. Choose another name, or open it.", file=path.name)) from error
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise StorageError(tr("The file name is too long; choose a shorter one.")) from error
        raise StorageError(
            tr("{file} cannot be made: {reason}.", file=path.name, reason=error.strerror or error)
        ) from error


def _give_name(fresh: Path, path: Path) -> None:
    try:
        # A link, other than a rename, fails where somebody has made a file of this name meanwhile.
        path.hardlink_to(fresh)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, "exists already", str(path)) from None
        fresh.rename(path)


def _fill(connection: sqlite3.Connection, portfolio: Portfolio, label: str, facts: Mapping[str, str]) -> None:
    seals = Seals()
    for name, entity_type in ENTITY_TYPES.items():
        _insert_all(connection, seals, name, list(portfolio.table(entity_type)), entity_type)
    entry = (1, now().isoformat(timespec="milliseconds"), author(), "do", None, label, portfolio.next_id)
    connection.execute(f"INSERT INTO journal VALUES ({_marks(len(entry))})", entry)
    seals.add("journal", entry)
    connection.executemany("INSERT INTO about VALUES (?, ?)", list(facts.items()))
    seals.add_all("about", list(facts.items()))
    connection.executemany("INSERT INTO seals VALUES (?, ?, ?)", [seals.row(name) for name in SEALED])


def _insert_all(
    connection: sqlite3.Connection, seals: Seals, name: str, entities: list[Entity], entity_type: type[Entity]
) -> None:
    rows = to_rows(entity_type, entities)
    names = field_names(entity_type)
    columns = ", ".join(f'"{column}"' for column in names)
    connection.executemany(f"INSERT INTO {name} ({columns}) VALUES ({_marks(len(names))})", rows)
    seals.add_all(name, rows)


def _marks(count: int) -> str:
    return ", ".join("?" * count)
