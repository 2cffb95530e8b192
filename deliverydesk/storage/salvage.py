"""Saving what can be read of a damaged file to a new one: row by row, keeping what satisfies the rules.

SQLite gives up a table at the first page that it cannot read. Asked for one range of ids after another, halved
where it fails, it gives all rows on the pages that are sound. The history is not carried over, but where the damaged
file's history still holds a lost entity's images, the entity is taken from there.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
import tempfile
from dataclasses import MISSING, dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deliverydesk.domain import bounds
from deliverydesk.domain.coding import Scalar, scalar
from deliverydesk.domain.entities import (
    ENTITY_TYPES,
    Entity,
    Settings,
    field_names,
    singular,
)
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.wording import counted
from deliverydesk.storage import creating, opening, schema
from deliverydesk.storage.connection import connect
from deliverydesk.storage.errors import TROUBLE, NotAPortfolio, StorageError
from deliverydesk.storage.mending import HIGHEST_ID, add_from_history, entities_of, sound
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    pass

_PAGE_SIZES = {1 << n for n in range(9, 17)}
_SHOWN = 12
"""Sentences about what was lost; the rest is counted."""


@dataclass(frozen=True, slots=True)
class SalvageReport:
    """What came through, and what did not."""

    kept: dict[str, int]
    """How many entities of each table are in the new file."""
    lost: tuple[str, ...]
    """Each a sentence about something that is missing, emptied, or may not be as it was saved."""

    @property
    def words(self) -> str:
        """The report for a person."""
        counts = [
            counted(count, singular(ENTITY_TYPES[name]))
            for name, count in self.kept.items()
            if count and name not in ("settings", "ratings")
        ]
        lines = [tr("Saved: {counts}.", counts=", ".join(counts) or tr("nothing but the settings"))]
        if not self.lost:
            lines.append(tr("Nothing that could be recognised was lost. The history of changes was not carried over."))
        else:
            lines += self.lost[:_SHOWN]
            if len(self.lost) > _SHOWN:
                lines.append(tr("And {n} more of this kind.", n=len(self.lost) - _SHOWN))
            lines.append(tr("The history of changes was not carried over."))
        return "\n".join(lines)


def salvage(path: Path, target: Path) -> SalvageReport:
    """Save what can be read of `path` to the new file `target`, marked as salvaged. `path` is not changed.

    Raises StorageError where nothing can be read, where `target` exists, or where `path` is open in this program.
    """
    if opening.is_open_here(path):
        raise StorageError(tr("{file} is open. Close its window, then save what can be read.", file=path.name))
    with tempfile.TemporaryDirectory(prefix="deliverydesk-") as folder:
        copy = Path(folder) / "damaged.ddesk"
        try:
            shutil.copyfile(path, copy)
            _mend_header(copy)
        except OSError as error:
            raise StorageError(
                tr("{file} cannot be read: {reason}.", file=path.name, reason=error.strerror or error)
            ) from error
        try:
            portfolio, lost = _read(copy, path)
        except _Unreadable:
            _put_in_contents(copy)
            portfolio, lost = _read(copy, path)
    if not any(True for entity in portfolio.entities() if not isinstance(entity, Settings)):
        raise StorageError(tr("Nothing can be read of {file}. Restore a backup.", file=path.name))
    name = portfolio.settings.name[: bounds.NAME_LIMIT - 20]
    settings = replace(portfolio.settings, name=tr("{name} (salvaged)", name=name))
    portfolio = Portfolio.of([settings, *(e for e in portfolio.entities() if not isinstance(e, Settings))])
    creating.create(
        target, portfolio, tr("save what could be read of {file}", file=path.name), {"salvaged from": path.name}
    )
    kept = {name: len(portfolio.table(entity_type)) for name, entity_type in ENTITY_TYPES.items()}
    return SalvageReport(kept, tuple(lost))


class _Unreadable(StorageError):
    """The table of contents itself is damaged."""


def _put_in_contents(copy: Path) -> None:
    """Put the pages that hold the table of contents of a new file in place of the damaged ones.

    They are the same in every file of this version: the tables are made before anything is written into them, and
    none is ever dropped. Where they are not, what is read makes no sense and is left out.
    """
    pristine = copy.with_name("pristine.ddesk")
    with contextlib.closing(connect(pristine, create=True)) as connection:
        connection.execute("BEGIN")
        schema.create(connection)
        connection.execute("COMMIT")
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        roots = {page for (page,) in connection.execute("SELECT rootpage FROM sqlite_schema")}
    pages = pristine.read_bytes()
    with copy.open("r+b") as file:
        for number in range(1, len(pages) // size + 1):
            if number not in roots:
                file.seek((number - 1) * size)
                file.write(pages[(number - 1) * size : number * size])
    _mend_header(copy)


def _mend_header(copy: Path) -> None:
    """Write the first 100 bytes as they always are, where they are not: SQLite will not look further otherwise."""
    with copy.open("r+b") as file:
        head = bytearray(file.read(100))
        if len(head) < 100:
            raise NotAPortfolio(tr("The file is empty or too short; there is nothing in it. Restore a backup."))
        file.seek(0, 2)
        length = file.tell()
        size = int.from_bytes(head[16:18], "big")
        if (65536 if size == 1 else size) not in _PAGE_SIZES:
            size = 4096
        head[0:16] = b"SQLite format 3\x00"
        head[16:18] = size.to_bytes(2, "big")
        head[18:24] = bytes((1, 1, 0, 64, 32, 32))
        head[28:32] = (length // (65536 if size == 1 else size)).to_bytes(4, "big")
        head[32:40] = bytes(8)  # no free pages to be believed
        head[44:48] = (4).to_bytes(4, "big")
        head[56:60] = (1).to_bytes(4, "big")
        head[92:96] = head[24:28]
        file.seek(0)
        file.write(head)


def _read(copy: Path, path: Path) -> tuple[Portfolio, list[str]]:
    lost: list[str] = []
    try:
        with contextlib.closing(connect(copy, read_only=True, immutable=True)) as connection:
            connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
            connection.execute("PRAGMA cell_size_check=OFF")
            _refuse_what_acts(connection, path)
            columns = {name: _columns(connection, name) for name in ENTITY_TYPES}
            rows = {name: _rows(connection, name, columns[name]) for name in ENTITY_TYPES}
            sealed = _sealed_counts(connection)
            images = _images(connection)
    except TROUBLE as error:
        raise _Unreadable(
            tr("Nothing can be read of {file}: its table of contents is damaged. Restore a backup.", file=path.name)
        ) from error
    entities: dict[type[Entity], dict[int, Entity]] = {}
    for name, entity_type in ENTITY_TYPES.items():
        entities[entity_type] = entities_of(entity_type, rows[name], lost)
        add_from_history(entities[entity_type], entity_type, images.get(name, {}), sealed.get(name), lost)
    portfolio = sound(entities, lost)
    for name, entity_type in ENTITY_TYPES.items():
        missing = sealed.get(name, 0) - len(portfolio.table(entity_type))
        if 0 < missing < 10_000_000:
            lost.insert(0, tr("Lost: {items}.", items=counted(missing, singular(entity_type))))
    return portfolio, lost


def _refuse_what_acts(connection: sqlite3.Connection, path: Path) -> None:
    for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_schema").fetchall():
        if kind not in ("table", "index") or str(sql).upper().startswith("CREATE VIRTUAL"):
            raise StorageError(
                tr(
                    "{file} holds a {kind} “{name}” that can act by itself; it is not read.",
                    file=path.name,
                    kind=kind,
                    name=str(name)[:60],
                )
            )


# Rows


def _columns(connection: sqlite3.Connection, table: str) -> list[str] | None:
    """What to select of a table, in the order of the fields; None where a file of an older version has no such table.

    A column that an older version did not have is read as the field's default. Raises sqlite3.Error.
    """
    older = connection.execute("PRAGMA user_version").fetchone()[0] < schema.VERSION
    there = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
    if older and not there:
        return None
    connection.execute(f"SELECT * FROM {table} LIMIT 0")
    entity_type = ENTITY_TYPES[table]
    defaults = {field.name: scalar(field.default) for field in fields(entity_type) if field.default is not MISSING}
    return [
        f'"{name}"' if name in there or not older else _literal(connection, defaults.get(name))
        for name in field_names(entity_type)
    ]


def _literal(connection: sqlite3.Connection, value: Scalar) -> str:
    quoted: str = connection.execute("SELECT quote(?)", (value,)).fetchone()[0]
    return quoted


def _rows(connection: sqlite3.Connection, table: str, columns: list[str] | None) -> dict[int, tuple[Any, ...]]:
    """All rows of a table that can be read, by id."""
    found: dict[int, tuple[Any, ...]] = {}
    if columns is None:
        return found
    statement = f"SELECT {', '.join(columns)} FROM {table}"
    try:
        for row in connection.execute(statement):
            found[row[0]] = row
        return found
    except TROUBLE:
        pass
    # From the other end, and then everything between, halving each range that cannot be read.
    with contextlib.suppress(*TROUBLE):
        for row in connection.execute(f"{statement} ORDER BY id DESC"):
            found[row[0]] = row
    pending = [(1, _highest(connection, found) + 1)]
    while pending:
        low, high = pending.pop()
        try:
            for row in connection.execute(f"{statement} WHERE id >= ? AND id < ?", (low, high)):
                found[row[0]] = row
        except TROUBLE:
            if high - low > 1:
                middle = (low + high) // 2
                pending += [(low, middle), (middle, high)]
    return found


def _highest(connection: sqlite3.Connection, found: dict[int, tuple[Any, ...]]) -> int:
    """No id is above this: ids are counted up over all tables, and the history keeps the count."""
    highest = [max(found, default=0)]
    for statement in ("SELECT next_id FROM journal ORDER BY seq DESC LIMIT 1", "SELECT max(next_id) FROM journal"):
        with contextlib.suppress(*TROUBLE):
            row = connection.execute(statement).fetchone()
            highest.append(row[0] if row and isinstance(row[0], int) else 0)
    for table in ENTITY_TYPES:
        with contextlib.suppress(*TROUBLE):
            row = connection.execute(f"SELECT max(id) FROM {table}").fetchone()
            highest.append(row[0] if row and isinstance(row[0], int) else 0)
    return max((number for number in highest if number < HIGHEST_ID), default=0)


def _sealed_counts(connection: sqlite3.Connection) -> dict[str, int]:
    with contextlib.suppress(*TROUBLE):
        return {
            name: count
            for name, count in connection.execute("SELECT name, row_count FROM seals").fetchall()
            if isinstance(name, str) and isinstance(count, int)
        }
    return {}


def _images(connection: sqlite3.Connection) -> dict[str, dict[int, dict[str, Any]]]:
    """The last state of each entity that the history knows whole, by table and id."""
    found: dict[str, dict[int, dict[str, Any]]] = {}
    with contextlib.suppress(*TROUBLE):
        changes = connection.execute('SELECT entity, entity_id, "before", "after" FROM journal_changes ORDER BY id')
        for table, entity_id, before, after in changes:
            known = found.setdefault(table, {})
            if after is None:
                known.pop(entity_id, None)
                continue
            with contextlib.suppress(ValueError, TypeError):
                image = json.loads(after)
                if before is None:
                    known[entity_id] = image
                elif entity_id in known:
                    known[entity_id].update(image)
    return found
