"""An open portfolio file: opened with care, read, written one entry at a time, checked, backed up and closed."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import threading
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deliverydesk.domain.changes import Change, ChangeSet
from deliverydesk.domain.entities import ENTITY_TYPES
from deliverydesk.storage import reading, schema
from deliverydesk.storage.connection import connect, probe_writing
from deliverydesk.storage.errors import (
    ChangedElsewhere,
    CommitUncertain,
    Damaged,
    HeldElsewhere,
    NotAPortfolio,
    ReadOnlyFile,
    StorageError,
    sentence,
    translated,
)
from deliverydesk.storage.lock import WriterLock, author
from deliverydesk.storage.reading import Entry
from deliverydesk.storage.seal import Seals
from deliverydesk.support import paths
from deliverydesk.support.clock import now
from deliverydesk.support.progress import Cancelled, Progress, no_progress

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from deliverydesk.domain.portfolio import Portfolio

_open_here: set[tuple[int, int]] = set()
"""Device and inode of every file that this process has open: raw reads of those would drop SQLite's locks."""

JOURNAL_TABLES = ("journal", "journal_changes")


@dataclass(slots=True)
class Opened:
    """What opening a file found besides the portfolio."""

    read_only: str | None = None
    """Why nothing can be written, as a sentence; None where it can."""
    notices: list[str] = field(default_factory=list)
    """What the person should know, each a sentence."""


class Store:
    """One portfolio file. Not for use by two threads at once, except that `lock` orders them."""

    def __init__(self, path: Path, connection: sqlite3.Connection, opened: Opened, held: WriterLock | None) -> None:
        """Use `open` or `create`."""
        self.path = path
        self.opened = opened
        self._connection = connection
        self._held = held
        self._engine: Engine | None = None
        self._lock = threading.RLock()
        self._identity = _identity(path)
        _open_here.add(self._identity)
        self._seals = Seals(connection.execute("SELECT name, row_count, row_sum FROM seals"))
        self._seq: int = connection.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0]
        self._data_version = self._read_data_version()
        self.portfolio_id: str = connection.execute("SELECT value FROM about WHERE key = 'portfolio'").fetchone()[0]

    # Opening and creating

    @classmethod
    def create(cls, path: Path, portfolio: Portfolio, label: str = "begin the portfolio") -> Store:
        """Make a new file that holds the portfolio. Never overwrites: raises StorageError where there is a file."""
        path = path.absolute()
        if path.exists():
            raise StorageError(f"{path.name} exists already. Choose another name, or open it.")
        if not path.parent.is_dir():
            raise StorageError(f"{path.name} cannot be made: there is no folder {path.parent}.")
        held = WriterLock(path)
        try:
            held.acquire()
            connection = connect(path, create=True)
            try:
                connection.execute("BEGIN IMMEDIATE")
                schema.create(connection)
                rows = [("portfolio", str(uuid.uuid4())), ("created", now().isoformat(timespec="seconds"))]
                connection.executemany("INSERT INTO about VALUES (?, ?)", rows)
                names = [*ENTITY_TYPES, *JOURNAL_TABLES]
                connection.executemany("INSERT INTO seals VALUES (?, 0, 0)", [(name,) for name in names])
                connection.execute("COMMIT")
                store = cls(path, connection, Opened(), held)
                try:
                    store.commit(_everything(portfolio, label), next_id=portfolio.next_id)
                except BaseException:
                    _open_here.discard(store._identity)
                    raise
            except BaseException:
                connection.close()
                path.unlink(missing_ok=True)
                raise
        except sqlite3.Error as error:
            held.release()
            raise StorageError(sentence(error, path)) from error
        except OSError as error:
            held.release()
            raise StorageError(f"{path.name} cannot be made: {error.strerror or error}.") from error
        except BaseException:
            held.release()
            raise
        return store

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Store:
        """Open a file after the checks that cost nothing; `verify` makes the others.

        Raises NotAPortfolio, NewerFile, OlderFile, Damaged, HeldElsewhere or another StorageError. A file or
        folder that cannot be written is opened read-only, and `opened.read_only` says why.
        """
        path = Path(os.path.realpath(path))
        opened = Opened(read_only=f"{path.name} was opened read-only." if read_only else None)
        _check_before_sqlite(path, opened, newer_allowed=read_only)
        held: WriterLock | None = None
        if not read_only:
            held = WriterLock(path)
            try:
                held.acquire()
            except HeldElsewhere:
                raise
            except OSError:
                held = None
                opened.read_only = f"{path.name} is in a folder that cannot be written, so it is read-only."
        try:
            connection = _connected(path, opened)
        except BaseException:
            if held is not None:
                held.release()
            raise
        if opened.read_only is not None and held is not None:
            held.release()
            held = None
        try:
            return cls(path, connection, opened, held)
        except sqlite3.Error as error:
            connection.close()
            if held is not None:
                held.release()
            raise translated(error, path) from error
        except (TypeError, IndexError) as error:
            connection.close()
            if held is not None:
                held.release()
            raise Damaged(f"{path.name} is damaged: its own id is missing. Restore a backup.") from error

    def close(self) -> None:
        """Close the file and give the writer's place back."""
        with self._lock:
            if self._engine is not None:
                self._engine.dispose()
            self._connection.close()
            _open_here.discard(self._identity)
            if self._held is not None:
                self._held.release()
                self._held = None

    # Reading

    def load(self) -> Portfolio:
        """The portfolio in the file. Raises Damaged."""
        with self._reading():
            return reading.load(self._connection, self.path)

    def entries(self, limit: int, before: int | None = None) -> list[Entry]:
        """The newest entries of the journal, newest first."""
        with self._reading():
            return reading.entries(self._connection, limit, before)

    def entries_about(self, table: str, entity_id: int, limit: int = 20) -> list[Entry]:
        """The newest entries that changed one entity, newest first."""
        with self._reading():
            return reading.entries_about(self._connection, table, entity_id, limit)

    def entry(self, seq: int) -> Entry:
        """One entry of the journal."""
        with self._reading():
            return reading.entry(self._connection, seq)

    def steps(self) -> list[tuple[int, str, int | None]]:
        """(seq, kind, of) of all entries but checkpoints, oldest first."""
        with self._reading():
            return reading.steps(self._connection)

    def change_set(self, seq: int, portfolio: Portfolio, *, forwards: bool) -> ChangeSet:
        """What an entry did, forwards or taken back, as changes to the portfolio as it is now."""
        with self._reading():
            return reading.change_set(self._connection, seq, portfolio, forwards=forwards)

    @contextlib.contextmanager
    def _reading(self) -> Any:
        with self._lock:
            try:
                yield
            except sqlite3.Error as error:
                raise translated(error, self.path) from error

    # Writing

    def commit(
        self,
        change_set: ChangeSet,
        *,
        next_id: int,
        kind: str = "do",
        of: int | None = None,
        progress: Progress = no_progress,
    ) -> int:
        """Write a change set as one entry and return its number after the commit.

        Raises ReadOnlyFile, ChangedElsewhere, CommitUncertain (read the file again to know) or another
        StorageError, after which nothing was written; Cancelled where `progress` asks for it.
        """
        with self._lock:
            if self.opened.read_only is not None:
                raise ReadOnlyFile(self.opened.read_only)
            self._check_untouched()
            entry = Entry(self._seq + 1, now().isoformat(timespec="milliseconds"), author(), kind, of, change_set.label)
            seals = self._seals.copy()
            self._write(entry, change_set, next_id, seals, progress)
            self._seals = seals
            self._seq = entry.seq
            self._data_version = self._read_data_version()
            return entry.seq

    def _write(self, entry: Entry, change_set: ChangeSet, next_id: int, seals: Seals, progress: Progress) -> None:
        from sqlalchemy.exc import DBAPIError

        from deliverydesk.storage import writing

        if self._engine is None:
            self._engine = writing.engine_over(self._connection)
        committing = False
        try:
            with self._engine.connect() as sql:
                transaction = sql.begin()
                try:
                    writing.write(sql, entry, change_set.changes, next_id, seals, progress)
                    committing = True
                    transaction.commit()
                except BaseException:
                    with contextlib.suppress(DBAPIError, sqlite3.Error):
                        transaction.rollback()
                    with contextlib.suppress(sqlite3.Error):
                        # Where COMMIT failed, SQLAlchemy holds the transaction for ended; SQLite may not.
                        if self._connection.in_transaction:
                            self._connection.execute("ROLLBACK")
                    raise
        except Cancelled:
            raise
        except LookupError as error:
            raise ChangedElsewhere(
                f"{self.path.name} is not what this window shows. It is read again; do it once more."
            ) from error
        except (DBAPIError, sqlite3.Error) as error:
            cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
            kind = CommitUncertain if committing else StorageError
            raise kind(sentence(cause, self.path)) from error

    def last_seq(self) -> int:
        """The number of the newest entry that is really in the file."""
        with self._reading():
            seq = self._connection.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0]
            return int(seq)

    def resynchronise(self) -> Portfolio:
        """Read everything again after an error or after another program wrote, and return the portfolio."""
        with self._lock:
            portfolio = self.load()
            with self._reading():
                self._seals = Seals(self._connection.execute("SELECT name, row_count, row_sum FROM seals"))
                self._seq = self.last_seq()
                self._data_version = self._read_data_version()
            return portfolio

    def stop_writing(self, reason: str) -> None:
        """From now on the file is read-only, for the reason given as a sentence."""
        self.opened.read_only = reason

    def _read_data_version(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def _check_untouched(self) -> None:
        try:
            identity = _identity(self.path)
        except OSError:
            identity = (0, 0)
        if identity != self._identity:
            self.stop_writing(
                f"{self.path.name} was moved, deleted or replaced by another program while it was open. "
                "Use “Save a copy” to keep what this window shows."
            )
            raise ChangedElsewhere(str(self.opened.read_only))
        with self._reading():
            if self._read_data_version() != self._data_version:
                raise ChangedElsewhere(
                    f"Another program changed {self.path.name} meanwhile. It is read again; do it once more."
                )

    # Checking

    def verify(self, progress: Progress = no_progress) -> list[str]:
        """Everything that opening left out: SQLite's own checks, the seals and the rules. Each finding a sentence.

        Nothing else can be done with the file meanwhile; `progress` may raise Cancelled.
        """
        from deliverydesk.storage.checking import findings

        with self._lock:
            return findings(self._connection, self.path, progress)

    def verify_apart(self, progress: Progress = no_progress) -> list[str]:
        """As `verify`, through a connection of its own, so that another thread may write between two tables."""
        from deliverydesk.storage.checking import findings

        with contextlib.closing(connect(self.path, read_only=True)) as connection:
            return findings(connection, self.path, progress)

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection, for backups. Writing through it is forbidden."""
        return self._connection


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino


def _everything(portfolio: Portfolio, label: str) -> ChangeSet:
    return ChangeSet(label, tuple(Change(None, entity) for entity in portfolio.entities()))


def _check_before_sqlite(path: Path, opened: Opened, *, newer_allowed: bool) -> None:
    try:
        if not path.exists():
            raise StorageError(f"There is no file {path}.")
        if path.is_dir():
            raise NotAPortfolio(f"{path.name} is a folder, not a portfolio.")
        if _identity(path) in _open_here:
            raise HeldElsewhere(f"{path.name} is open in this program already.")
        version = schema.read_header(path)
        if not (newer_allowed and version > schema.VERSION):
            schema.check_version(path, version)
        _keep_copy_of_unfinished(path, opened)
    except OSError as error:
        raise StorageError(f"{path.name} cannot be read: {error.strerror or error}.") from error


def _keep_copy_of_unfinished(path: Path, opened: Opened) -> None:
    """Opening a file with a journal beside it changes it for good, and the journal may be a stranger's."""
    beside = [path.with_name(path.name + ending) for ending in ("-journal", "-wal")]
    left = [file for file in beside if file.exists() and file.stat().st_size > 0]
    if not left:
        return
    folder = paths.data_dir() / "recovery" / f"{path.stem}-{now():%Y%m%d-%H%M%S-%f}"
    folder.mkdir(parents=True)
    for file in (path, *left):
        shutil.copy2(file, folder / file.name)
    opened.notices.append(
        f"The last session ended in the middle of a save, and {path.name} was put right from its journal. "
        f"A copy of the files as they were is in {folder}."
    )


def _connected(path: Path, opened: Opened) -> sqlite3.Connection:
    try:
        if opened.read_only is None:
            connection = connect(path)
            try:
                schema.compare(connection, path)
                probe_writing(connection)
                return connection
            except sqlite3.OperationalError as error:
                connection.close()
                if "readonly" not in str(error) and "unable to open" not in str(error):
                    raise
                opened.read_only = f"{path.name} or its folder cannot be written, so it is read-only."
            except BaseException:
                connection.close()
                raise
        connection = connect(path, read_only=True)
        try:
            schema.compare(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection
    except sqlite3.Error as error:
        raise translated(error, path) from error
