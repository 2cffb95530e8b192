"""Verified backups of a portfolio, kept in the user's data folder and never beside the file.

A backup is a whole portfolio file. Its name says everything about it, so there is no index that could disagree:
`000042 2026-08-19T101500+0200 e128 3fa9c01b77d2 when the file was closed.ddesk` is the 42nd backup, taken then, with
128 entries of history, contents 3fa9c01b77d2, for that reason. The folder carries the portfolio's own id, and
`places.json` in it remembers where the file lay: a file too damaged to tell its id is found by its path.

A restored file gets an id of its own. It may live on beside the original, and two files that shared one id would
push each other's backups out; `continues` in `places.json` leads from the new one's backups on to the old one's.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import sqlite3
import time
import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deliverydesk.storage import creating, opening, schema
from deliverydesk.storage.checking import findings
from deliverydesk.storage.connection import connect
from deliverydesk.storage.errors import TROUBLE, Damaged, StorageError, sentence
from deliverydesk.storage.retention import kept
from deliverydesk.storage.seal import Seals
from deliverydesk.support import atomic, paths
from deliverydesk.support.clock import now
from deliverydesk.support.language import tr
from deliverydesk.support.progress import Progress, no_progress

if TYPE_CHECKING:
    from deliverydesk.storage.store import Store

_NAME = re.compile(r"(\d{6,}) (\d{4}-\d\d-\d\dT\d{6}[+-]\d{4}) e(\d+) ([0-9a-f]{12}) ([^/\\]*)\.ddesk")
_TIME = "%Y-%m-%dT%H%M%S%z"
_PAGES = 4096
_PATIENCE_SECONDS = 60.0
"""Python asks a busy file again for ever; a backup that cannot be read for so long is given up and reported."""
_PLACES = "places.json"
_PLACES_KEPT = 20


@dataclass(frozen=True, slots=True)
class Backup:
    """One verified backup."""

    path: Path
    seq: int
    """Counts up with each backup of a portfolio; the order of backups, whatever the clock said."""
    at: datetime
    reason: str
    entries: int
    """How many entries of history it holds."""
    digest: str
    """Equal contents, equal digest."""
    size: int
    """Bytes."""
    portfolio_id: str


def take(store: Store, reason: str, progress: Progress = no_progress) -> Backup | None:
    """Back the file up, verify the backup, and drop those that are no longer kept. None where nothing has changed.

    May run in any thread while another one writes. Raises StorageError where no verified backup could be made;
    Cancelled where `progress` asks for it.
    """
    with store.apart() as source:
        return take_from(source, store.path, store.portfolio_id, reason, progress)


def take_from(
    source: sqlite3.Connection,
    path: Path,
    portfolio_id: str,
    reason: str,
    progress: Progress = no_progress,
    expected: set[str] | None = None,
) -> Backup | None:
    """As `take`, from a connection; `expected` are the statements of its schema where that is an older one."""
    try:
        folder = _folder(portfolio_id)
        _remember(folder, path)
        earlier = _in_folder(folder)
        if earlier and earlier[0].digest == _contents(source)[1]:
            return None
        fresh = folder / f".{secrets.token_hex(6)}.part"
        try:
            _copy(source, fresh, progress)
            atomic.flush(fresh)
            entries, digest = _verified(fresh, path, expected)
            name = _name((earlier[0].seq if earlier else 0) + 1, entries, digest, reason)
            fresh.rename(folder / name)
        finally:
            fresh.unlink(missing_ok=True)
        atomic.flush_folder(folder)
        _prune(folder)
    except TROUBLE as error:
        raise StorageError(sentence(error, path)) from error
    except OSError as error:
        raise StorageError(
            tr("The backup of {file} could not be written: {reason}.", file=path.name, reason=error.strerror or error)
        ) from error
    return _read_name(folder / name)


def listed(portfolio_id: str) -> list[Backup]:
    """The backups of a portfolio, newest first; after its own those of the file that it was restored from."""
    found: list[Backup] = []
    seen: set[str] = set()
    following: str | None = portfolio_id
    while following is not None and following not in seen and schema.ID.fullmatch(following):
        seen.add(following)
        folder = _root() / following
        found += _in_folder(folder)
        following = _places(folder).get("continues")
    return found


def listed_for(path: Path) -> list[Backup]:
    """The backups of whatever portfolios lay at this path, newest first: for a file that cannot tell its id."""
    where = os.path.realpath(path)
    ids = _ids_of_files_at(where)
    found = [backup for portfolio_id in ids for backup in listed(portfolio_id)]
    return list(dict.fromkeys(found))


def id_of(path: Path) -> str | None:
    """The id of the portfolio in a file that may be damaged; None where it does not tell."""
    path = Path(os.path.realpath(path))
    try:
        if not opening.is_open_here(path):
            opening.look_before_sqlite(path, newer_allowed=True, older_allowed=True)
        with contextlib.closing(connect(path, read_only=True)) as connection:
            return opening.own_id(connection, path)
    except (StorageError, *TROUBLE, OSError):
        return None


def restore(backup: Backup, target: Path) -> None:
    """Make a new file of a backup, with an id of its own. Never overwrites. Raises StorageError.

    The backup is verified once more, and stays as it is.
    """
    target = target.absolute()
    portfolio_id = str(uuid.uuid4())

    def fill(fresh: Path) -> None:
        with contextlib.closing(connect(backup.path, read_only=True, immutable=True)) as source:
            _copy(source, fresh, no_progress)
        _verified(fresh, backup.path, _older_schema(fresh))
        with contextlib.closing(connect(fresh)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("UPDATE about SET value = ? WHERE key = 'portfolio'", (portfolio_id,))
            rows = connection.execute("SELECT key, value FROM about").fetchall()
            seals = Seals()
            seals.add_all("about", rows)
            name, count, total = seals.row("about")
            connection.execute("UPDATE seals SET row_count = ?, row_sum = ? WHERE name = ?", (count, total, name))
            connection.execute("COMMIT")

    creating.place(target, fill)
    with contextlib.suppress(OSError, StorageError):
        _remember(_folder(portfolio_id), target, continues=backup.portfolio_id)


# Copying and verifying


def _copy(source: sqlite3.Connection, fresh: Path, progress: Progress) -> None:
    """Copy page by page. Between two steps others may write; SQLite then begins again by itself."""
    end = time.monotonic() + _PATIENCE_SECONDS

    def step(_status: int, remaining: int, total: int) -> None:
        progress(total - remaining, total)
        if time.monotonic() > end:
            raise StorageError(tr("The file is being written all the time, so no backup could be made. Try it later."))

    with contextlib.closing(connect(fresh, create=True)) as copy:
        # Nobody reads the copy before it is flushed, verified and renamed.
        copy.execute("PRAGMA journal_mode=OFF")
        copy.execute("PRAGMA synchronous=OFF")
        source.backup(copy, pages=_PAGES, progress=step, sleep=0.02)


def _verified(fresh: Path, path: Path, expected: set[str] | None = None) -> tuple[int, str]:
    """The number of entries and the digest of a copy. Raises Damaged where it is not what was saved."""
    with contextlib.closing(connect(fresh, read_only=True)) as connection:
        schema.compare(connection, path, expected)
        found = findings(connection, path, rules=False)
        if found:
            raise Damaged(
                tr(
                    "A copy of {file} is not what was saved, so it is no backup: {found}",
                    file=path.name,
                    found=found[0],
                )
            )
        return _contents(connection)


def _older_schema(fresh: Path) -> set[str] | None:
    """The statements of a copy's schema where that is an older one, which opening brings up to date; else None."""
    from deliverydesk.storage.migrate import Plan

    with contextlib.closing(connect(fresh, read_only=True)) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    return Plan().statements(version) if 1 <= version < schema.VERSION else None


def _contents(connection: sqlite3.Connection) -> tuple[int, str]:
    seals = Seals(connection.execute("SELECT name, row_count, row_sum FROM seals"))
    return seals.row("journal")[1], seals.digest()


# Names, folders and what is remembered of them


def _root() -> Path:
    return paths.data_dir() / "backups"


def _folder(portfolio_id: str) -> Path:
    folder = _root() / portfolio_id
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _name(seq: int, entries: int, digest: str, reason: str) -> str:
    words = re.sub(r"[^\w ,-]+", " ", reason)[:60].strip() or "backup"
    return f"{seq:06d} {now().strftime(_TIME)} e{entries} {digest} {words}.ddesk"


def _read_name(path: Path) -> Backup | None:
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    try:
        at, size = datetime.strptime(match[2], _TIME), path.stat().st_size
    except (ValueError, OSError):
        return None
    return Backup(path, int(match[1]), at, match[5], int(match[3]), match[4], size, path.parent.name)


def _in_folder(folder: Path) -> list[Backup]:
    try:
        names = list(folder.iterdir())
    except OSError:
        return []
    found = [backup for path in names if (backup := _read_name(path)) is not None]
    return sorted(found, key=lambda backup: (backup.seq, backup.path.name), reverse=True)


def _prune(folder: Path) -> None:
    backups = _in_folder(folder)
    keep = {backup.path for backup in kept([(backup, backup.at) for backup in backups])}
    for backup in backups:
        if backup.path not in keep:
            with contextlib.suppress(OSError):
                backup.path.unlink()


def _places(folder: Path) -> dict[str, Any]:
    try:
        places = json.loads((folder / _PLACES).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return places if isinstance(places, dict) else {}


def _remember(folder: Path, path: Path, continues: str | None = None) -> None:
    places = _places(folder)
    earlier = places.get("paths", [])
    where = os.path.realpath(path)
    if earlier[:1] == [where] and continues is None:
        return
    places["paths"] = [where, *(other for other in earlier if other != where)][:_PLACES_KEPT]
    if continues is not None:
        places["continues"] = continues
    with atomic.replacing(folder / _PLACES) as fresh:
        fresh.write_text(json.dumps(places, ensure_ascii=False, indent=1), encoding="utf-8")


def _ids_of_files_at(where: str) -> list[str]:
    """Those whose newest place this is first, and among them the one that was backed up last."""
    ranked: list[tuple[int, float, str]] = []
    with contextlib.suppress(OSError):
        for folder in _root().iterdir():
            known = _places(folder).get("paths", [])
            if where in known:
                newest = _in_folder(folder)
                ranked.append((known.index(where), -(newest[0].at.timestamp() if newest else 0.0), folder.name))
    return [name for _, _, name in sorted(ranked)]
