"""An open portfolio file: opened with care, read, written one entry at a time, checked, backed up and closed."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from typing import TYPE_CHECKING

from deliverydesk.storage import reading
from deliverydesk.storage.connection import connect
from deliverydesk.storage.errors import (
    TROUBLE,
    ChangedElsewhere,
    CommitUncertain,
    ReadOnlyFile,
    StorageError,
    sentence,
    translated,
)
from deliverydesk.storage.journal import JournalReader
from deliverydesk.storage.opening import Access, Opened, access, identity_of, own_id, register, unregister
from deliverydesk.storage.reading import Entry
from deliverydesk.storage.seal import Seals
from deliverydesk.support.account import author
from deliverydesk.support.clock import now
from deliverydesk.support.language import tr
from deliverydesk.support.progress import Cancelled, Progress, no_progress

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio

_SEALS = "SELECT name, row_count, row_sum FROM seals"


class Store(JournalReader):
    """One portfolio file. Threads may share it: each call holds the lock for as long as it uses the connection."""

    def __init__(self, entered: Access) -> None:
        """Use `open` or `create`."""
        self.path = entered.path
        self.opened: Opened = entered.opened
        self._access = entered
        self._connection = entered.connection
        self._engine: Engine | None = None
        self._lock = threading.RLock()
        self._closed = False
        self._loading: Portfolio | None = None
        self._doubtful = False
        self._seals = Seals(self._connection.execute(_SEALS))
        self._seq = self._newest()
        self._data_version = self._read_data_version()
        self.portfolio_id = own_id(self._connection, self.path)

    # Opening and creating

    @classmethod
    def create(cls, path: Path, portfolio: Portfolio, label: str | None = None) -> Store:
        """Make a new file that holds the portfolio. Never overwrites: raises StorageError where there is a file."""
        from deliverydesk.storage import creating

        creating.create(path, portfolio, label or creating.BEGINNING)
        return cls.open(path)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Store:
        """Open a file after the checks that cost nothing; `verify` makes the others.

        Raises NotAPortfolio, NewerFile, OlderFile, Damaged, HeldElsewhere or another StorageError. A file or
        folder that cannot be written is opened read-only, and `opened.read_only` says why.
        """
        entered = access(path, read_only=read_only)
        try:
            return cls(entered)
        except TROUBLE as error:
            entered.close()
            raise translated(error, entered.path) from error
        except BaseException:
            entered.close()
            raise

    def close(self) -> None:
        """Close the file and give the writer's place back."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            if self._engine is not None:
                self._engine.dispose()
            self._access.close()

    # Reading

    def load(self) -> Portfolio:
        """The portfolio in the file. Raises Damaged."""
        with self._reading():
            self._end_loading()
            return reading.load(self._connection, self.path)

    def begin_loading(self) -> Portfolio:
        """The portfolio in the file, whose large tables are read as they are asked, and by `load_some`.

        Until then no other program can write, so that all tables are of one moment. Raises Damaged, now or then.
        """
        with self._reading():
            self._connection.execute("BEGIN")
            self._loading = reading.load(self._connection, self.path, self._reading)
            return self._loading

    @property
    def loading(self) -> bool:
        """Whether something of what `begin_loading` has left is still unread."""
        return self._loading is not None

    def load_some(self) -> bool:
        """Read a little of what `begin_loading` has left. False once nothing is left. Raises Damaged."""
        with self._reading():
            if self._loading is not None and not self._loading.read_some():
                self._end_loading()
            return self.loading

    def finish_loading(self) -> None:
        """Read all of what `begin_loading` has left. Raises Damaged."""
        while self.load_some():
            pass

    def _end_loading(self) -> None:
        if self._loading is not None:
            self._loading = None
            self._connection.execute("COMMIT")

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
            self.finish_loading()
            self._check_untouched()
            if self._doubtful:
                raise ChangedElsewhere(
                    tr(
                        "The last save of {file} ended in an error, so it is read again. Do it once more.",
                        file=self.path.name,
                    )
                )
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
                    self._check_version()
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
                tr("{file} is not what this window shows. It is read again; do it once more.", file=self.path.name)
            ) from error
        except (DBAPIError, *TROUBLE) as error:
            cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
            self._doubtful = committing or "i/o" in str(cause)
            kind = CommitUncertain if committing else StorageError
            raise kind(sentence(cause, self.path)) from error

    def last_seq(self) -> int:
        """The number of the newest entry that is really in the file."""
        with self._reading():
            return self._newest()

    def _newest(self) -> int:
        return int(self._connection.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0])

    def resynchronise(self) -> Portfolio:
        """Read everything again after an error or after another program wrote, and return the portfolio.

        Where what is in the file now is not sound, it is read-only from here on.
        """
        from deliverydesk.storage.checking import broken_seals

        with self._lock:
            portfolio = self.load()
            with self._reading():
                self._seals = Seals(self._connection.execute(_SEALS))
                self._seq = self.last_seq()
                self._data_version = self._read_data_version()
                if own_id(self._connection, self.path) != self.portfolio_id:
                    self.stop_writing(
                        tr("{file} was replaced by another portfolio. Close it and open it again.", file=self.path.name)
                    )
                for finding in broken_seals(self._connection)[:1]:
                    self.stop_writing(
                        tr("{file} is not as DeliveryDesk saved it: {finding}", file=self.path.name, finding=finding)
                    )
            self._doubtful = False
            return portfolio

    def stop_writing(self, reason: str) -> None:
        """From now on the file is read-only, for the reason given as a sentence."""
        self.opened.read_only = reason

    def _read_data_version(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def _check_untouched(self) -> None:
        try:
            identity = identity_of(self.path)
        except OSError:
            identity = (0, 0)
        if identity != self._access.identity:
            self.stop_writing(
                tr(
                    "{file} was moved, deleted or replaced by another program while it was open. Use “Save a "
                    "copy” to keep what this window shows.",
                    file=self.path.name,
                )
            )
            raise ChangedElsewhere(str(self.opened.read_only))
        with self._reading():
            self._check_version()

    def _check_version(self) -> None:
        if self._read_data_version() != self._data_version:
            raise ChangedElsewhere(
                tr("Another program changed {file} meanwhile. It is read again; do it once more.", file=self.path.name)
            )

    # Checking

    def verify(self, progress: Progress = no_progress) -> list[str]:
        """Everything that opening left out: SQLite's own checks, the seals, and the rules. Each finding a sentence.

        Nothing else can be done with the file meanwhile; `progress` may raise Cancelled.
        """
        from deliverydesk.storage.checking import findings

        with self._lock:
            return findings(self._connection, self.path, progress, newer=self.opened.newer)

    def verify_apart(self, progress: Progress = no_progress) -> list[str]:
        """Whether every row is as it was saved: as `verify` but without the rules, which all rows kept when they were
        saved. Through a connection of its own, so that another thread may write between two tables.
        """
        from deliverydesk.storage.checking import findings

        with self.apart() as connection:
            return findings(connection, self.path, progress, newer=self.opened.newer, rules=False)

    @contextlib.contextmanager
    def apart(self) -> Iterator[sqlite3.Connection]:
        """A connection of its own to the file, which can only read. SQLite keeps it and the writer out of each
        other's way, also within one process. Raises StorageError.
        """
        source, identity = self._access.source, self._access.identity
        register(identity)
        try:
            if source == self.path and identity_of(source) != identity:
                raise ChangedElsewhere(tr("{file} was moved or replaced by another program.", file=self.path.name))
            with contextlib.closing(connect(source, read_only=True, immutable=self._access.immutable)) as connection:
                yield connection
        except TROUBLE as error:
            raise translated(error, self.path) from error
        except OSError as error:
            raise StorageError(
                tr("{file} cannot be read: {reason}.", file=self.path.name, reason=error.strerror or error)
            ) from error
        finally:
            unregister(identity)

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection, for tests and benchmarks. Writing through it is forbidden."""
        return self._connection
