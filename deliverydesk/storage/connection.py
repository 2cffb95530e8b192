"""The connection to a portfolio file: settings chosen for a file that people copy, mail and sync.

Journal mode DELETE with synchronous EXTRA, not WAL: WAL lost acknowledged edits with one damaged byte, cannot be
opened in a read-only folder, and leaves a second file that copies forget. EXTRA syncs the folder too, so a power
cut after "Saved" loses nothing.
"""

from __future__ import annotations

import sqlite3
import sys
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from pathlib import Path

LONGEST_VALUE = 20_000_000
"""Bytes: stops a hostile file from asking for gigabytes."""
BUSY_MS = 2000


def connect(path: Path, *, read_only: bool = False, create: bool = False) -> sqlite3.Connection:
    """Open the file with all settings made. Never creates a file unless told to.

    Raises sqlite3.Error as it is. The caller must not open() the file meanwhile: that drops SQLite's locks.
    """
    mode = "ro" if read_only else "rwc" if create else "rw"
    connection = sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_MS / 1000,
    )
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        for setting in _settings(read_only):
            connection.execute(f"PRAGMA {setting}")
    except BaseException:
        connection.close()
        raise
    return connection


def _settings(read_only: bool) -> list[str]:
    settings = [
        "trusted_schema=OFF",
        "cell_size_check=ON",
        "mmap_size=0",
        "foreign_keys=ON",
        "secure_delete=ON",
    ]
    if not read_only:
        settings += ["journal_mode=DELETE", "synchronous=EXTRA"]
        if sys.platform == "darwin":
            settings.append("fullfsync=ON")
    return settings


def probe_writing(connection: sqlite3.Connection) -> None:
    """Write for real and take it back: BEGIN IMMEDIATE alone succeeds in a read-only folder. Raises sqlite3.Error."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute("UPDATE about SET value = value WHERE key = 'portfolio'")
        # The journal file is made only when a page is really dirty.
        connection.execute("INSERT INTO about VALUES ('probe', '')")
    finally:
        connection.execute("ROLLBACK")
