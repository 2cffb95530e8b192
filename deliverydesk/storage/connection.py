"""The connection to a portfolio file: settings chosen for a file that people copy, mail and sync.

Journal mode DELETE with synchronous EXTRA, not WAL: WAL lost acknowledged edits with one damaged byte, cannot be
opened in a read-only folder, and leaves a second file that copies forget. EXTRA syncs the folder too, so a power
cut after "Saved" loses nothing.
"""

from __future__ import annotations

import contextlib
import sqlite3
import sys
import time
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGEST_VALUE = 20_000_000
"""Bytes: stops a hostile file from asking for gigabytes."""
BUSY_MS = 2000
OPENING_SECONDS = 5.0
"""A statement that takes longer while a file is being opened is a trap, not a portfolio."""

_CACHE = "cache_size=-16384"
"""KiB: 2 MB, which is usual, hold no more than 8,000 deliverables, and then each look through a table reads it anew."""


def connect(
    path: Path, *, read_only: bool = False, create: bool = False, immutable: bool = False
) -> sqlite3.Connection:
    """Open the file with all settings made that change no byte of it; see `settle`. Creates no file unless told to.

    `immutable` promises that nobody writes meanwhile: the only way to read a file that another program left in WAL
    mode where nothing can be written. Raises sqlite3.Error as it is. The caller must not open() the file meanwhile:
    that drops SQLite's locks.
    """
    mode = "ro" if read_only else "rwc" if create else "rw"
    connection = sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?mode={mode}{'&immutable=1' if immutable else ''}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_MS / 1000,
    )
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        connection.set_authorizer(_authorize)
        for setting in ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0", "foreign_keys=ON", _CACHE):
            connection.execute(f"PRAGMA {setting}")
        if not read_only:
            for setting in _WRITING:
                connection.execute(f"PRAGMA {setting}")
    except BaseException:
        connection.close()
        raise
    return connection


_WRITING = ("secure_delete=ON", "synchronous=EXTRA", *(("fullfsync=ON",) if sys.platform == "darwin" else ()))


def settle(connection: sqlite3.Connection) -> None:
    """Bring a file whose structure was looked at into journal mode DELETE; one in WAL mode is checkpointed first."""
    connection.execute("PRAGMA journal_mode=DELETE")


def _authorize(_action: int, _first: str | None, _second: str | None, _database: str | None, inner: str | None) -> int:
    # A trigger or view that somebody put into the file would act with our next statement; we have none of our own.
    return sqlite3.SQLITE_OK if inner is None else sqlite3.SQLITE_DENY


@contextlib.contextmanager
def limited_time(connection: sqlite3.Connection, seconds: float = OPENING_SECONDS) -> Iterator[None]:
    """End a statement with sqlite3.OperationalError ("interrupted") when all of them together take too long."""
    end = time.monotonic() + seconds
    connection.set_progress_handler(lambda: int(time.monotonic() > end), 10_000)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


def probe_writing(connection: sqlite3.Connection) -> None:
    """Write for real and take it back: BEGIN IMMEDIATE alone succeeds in a read-only folder. Raises sqlite3.Error."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        # The journal file is made only when a page is really dirty.
        connection.execute("INSERT INTO about VALUES ('probe', '')")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
