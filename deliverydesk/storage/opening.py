"""Opening a portfolio file with care: each step refuses with one sentence, and until all pass no byte is changed."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from deliverydesk.storage import schema
from deliverydesk.storage.connection import connect, limited_time, probe_writing, settle
from deliverydesk.storage.errors import TROUBLE, Damaged, HeldElsewhere, NotAPortfolio, StorageError, translated
from deliverydesk.storage.lock import WriterLock, held_elsewhere
from deliverydesk.support import paths
from deliverydesk.support.clock import now
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable

_open_here: dict[tuple[int, int], int] = {}
"""How often this process has a file open, by device and inode: raw reads of those would drop SQLite's locks."""


@dataclass(slots=True)
class Opened:
    """What opening a file found besides the portfolio."""

    read_only: str | None = None
    """Why nothing can be written, as a sentence; None where it can."""
    notices: list[str] = field(default_factory=list)
    """What the person should know, each a sentence."""
    newer: bool = False
    """True for a file of a newer DeliveryDesk, which can only be read."""


@dataclass(slots=True)
class Access:
    """An open connection, and what must be given back when it closes."""

    path: Path
    source: Path
    """The file that is really read: a copy of `path` where that could not be read where it lies."""
    identity: tuple[int, int]
    connection: sqlite3.Connection
    opened: Opened
    held: WriterLock | None
    immutable: bool = False

    def close(self) -> None:
        """Close the connection and give the writer's place back."""
        self.connection.close()
        unregister(self.identity)
        if self.held is not None:
            self.held.release()
            self.held = None


def identity_of(path: Path) -> tuple[int, int]:
    """Device and inode. Raises OSError."""
    status = path.stat()
    return status.st_dev, status.st_ino


def is_open_here(path: Path) -> bool:
    """True where this process has the file open: then it must not be read but through SQLite."""
    try:
        return identity_of(path) in _open_here
    except OSError:
        return False


def register(identity: tuple[int, int]) -> None:
    """A connection to this file was opened."""
    _open_here[identity] = _open_here.get(identity, 0) + 1


def unregister(identity: tuple[int, int]) -> None:
    """A connection to this file was closed."""
    left = _open_here.pop(identity, 1) - 1
    if left > 0:
        _open_here[identity] = left


def access(path: Path, *, read_only: bool = False) -> Access:
    """Open the file. Where it or its folder cannot be written it is opened read-only, and `opened` says why.

    Raises NotAPortfolio, NewerFile, OlderFile, Damaged, HeldElsewhere or another StorageError.
    """
    path = Path(os.path.realpath(path))
    opened = Opened(read_only=tr("{file} was opened read-only.", file=path.name) if read_only else None)
    held: WriterLock | None = None
    try:
        version = look_before_sqlite(path, newer_allowed=read_only)
        opened.newer = version > schema.VERSION
        held = None if read_only else _hold(path, opened)
        return _access(path, opened, held)
    except TROUBLE as error:
        _release(held)
        raise translated(error, path) from error
    except OSError as error:
        _release(held)
        raise StorageError(
            tr("{file} cannot be read: {reason}.", file=path.name, reason=error.strerror or error)
        ) from error
    except BaseException:
        _release(held)
        raise


def look_before_sqlite(path: Path, *, newer_allowed: bool = False, older_allowed: bool = False) -> int:
    """What can be told from the file's first bytes: the version. Raises StorageError, and OSError as it is."""
    if not path.exists():
        raise StorageError(tr("There is no file {path}.", path=path))
    if path.is_dir():
        raise NotAPortfolio(tr("{file} is a folder, not a portfolio.", file=path.name))
    if not path.is_file():
        raise NotAPortfolio(tr("{file} is a device or a pipe, not a portfolio.", file=path.name))
    if is_open_here(path):
        raise HeldElsewhere(tr("{file} is open in this program already.", file=path.name))
    version = schema.read_header(path)
    if not (newer_allowed and version > schema.VERSION) and not (older_allowed and version < schema.VERSION):
        schema.check_version(path, version)
    return version


def _hold(path: Path, opened: Opened) -> WriterLock | None:
    held = WriterLock(path)
    try:
        held.acquire()
    except OSError:
        opened.read_only = tr("{file} is in a folder that cannot be written, so it is read-only.", file=path.name)
        return None
    return held


def _release(held: WriterLock | None) -> None:
    if held is not None:
        held.release()


def _access(path: Path, opened: Opened, held: WriterLock | None) -> Access:
    identity = identity_of(path)
    if held is None and held_elsewhere(path):
        # Its journal is at work, and SQLite's locks keep us out of the middle of it.
        return Access(path, path, identity, _read_only(path, opened), opened, None)
    copies = keep_copy_of_unfinished(path)
    if held is not None:
        connection = _writable(path, opened)
        if connection is not None:
            if copies is not None:
                opened.notices.append(_put_right(path, copies.parent))
            opened.notices += place_notices(path)
            register(identity)
            return Access(path, path, identity, connection, opened, held)
        held.release()
    if copies is not None:
        # What the unfinished save left can only be put right by writing, so that is done to the copy.
        _roll_back(copies)
        opened.notices.append(
            tr(
                "The last session ended in the middle of a save. {file} is shown as it was before that "
                "save; the file itself is unchanged.",
                file=path.name,
            )
        )
        register(identity)
        return _registered(identity, lambda: Access(path, copies, identity, _read_only(copies, opened), opened, None))
    immutable = is_wal(path)
    register(identity)
    return _registered(
        identity,
        lambda: Access(path, path, identity, _read_only(path, opened, immutable), opened, None, immutable),
    )


def _registered(identity: tuple[int, int], make: Callable[[], Access]) -> Access:
    try:
        return make()
    except BaseException:
        unregister(identity)
        raise


def _put_right(path: Path, folder: Path) -> str:
    return tr(
        "The last session ended in the middle of a save, and {file} was put right from its "
        "journal. A copy of the files as they were is in {folder}.",
        file=path.name,
        folder=folder,
    )


def is_wal(path: Path) -> bool:
    """True where another program left the file in WAL mode. Only for a file that this process has not open."""
    with path.open("rb") as file:
        return file.read(20)[18:20] == b"\x02\x02"


def keep_copy_of_unfinished(path: Path) -> Path | None:
    """Copy the file with the journal beside it, and return the copy; None where there is no journal.

    Opening such a file changes it for good, and the journal may be a stranger's. Only while the writer's place is
    ours or nobody's. Raises OSError.
    """
    beside = [path.with_name(path.name + ending) for ending in ("-journal", "-wal")]
    left = [file for file in beside if file.is_file() and file.stat().st_size > 0]
    if not left:
        return None
    folder = paths.data_dir() / "recovery" / f"{path.stem}-{now():%Y%m%d-%H%M%S-%f}"
    folder.mkdir(parents=True)
    for file in (path, *left):
        shutil.copy2(file, folder / file.name)
    return folder / path.name


def _roll_back(copy: Path) -> None:
    for file in (copy, copy.with_name(copy.name + "-journal"), copy.with_name(copy.name + "-wal")):
        if file.exists():
            file.chmod(0o600)
    with contextlib.closing(connect(copy)) as connection:
        schema.compare(connection, copy)
        settle(connection)


def _writable(path: Path, opened: Opened) -> sqlite3.Connection | None:
    read_only = tr("{file} or its folder cannot be written, so it is read-only.", file=path.name)
    if not os.access(path, os.W_OK):
        opened.read_only = read_only
        return None
    connection = connect(path)
    try:
        with limited_time(connection):
            schema.compare(connection, path)
            settle(connection)
            probe_writing(connection)
        return connection
    except sqlite3.OperationalError as error:
        connection.close()
        if "readonly" not in str(error) and "unable to open" not in str(error):
            raise
        opened.read_only = read_only
        return None
    except BaseException:
        connection.close()
        raise


def _read_only(path: Path, opened: Opened, immutable: bool = False) -> sqlite3.Connection:
    connection = connect(path, read_only=True, immutable=immutable)
    try:
        with limited_time(connection):
            if opened.newer:
                schema.compare_newer(connection, path)
            else:
                schema.compare(connection, path)
        return connection
    except BaseException:
        connection.close()
        raise


# Where the file lies

_CLOUDS = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "icloud drive": "iCloud Drive",
    "mobile documents": "iCloud Drive",
    "com~apple~clouddocs": "iCloud Drive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "syncthing": "Syncthing",
}
_NETWORKS = ("nfs", "cifs", "smb", "fuse.sshfs", "fuse.rclone", "afs", "9p", "davfs", "glusterfs", "ceph")


def place_notices(path: Path) -> list[str]:
    """What the person should know of the place of a file that is written: at most one sentence."""
    for part in path.parent.parts:
        folder = part.casefold()
        for name, cloud in _CLOUDS.items():
            if folder == name or folder.startswith((f"{name} - ", f"{name}-")):
                return [
                    tr(
                        "{file} is in a folder that {cloud} copies. Edit it on one computer at a time, and wait "
                        "until it is copied before you open it on another; backups are kept on this computer.",
                        file=path.name,
                        cloud=cloud,
                    )
                ]
    kind = file_system(path)
    if kind.startswith(_NETWORKS) or str(path).startswith("\\\\"):
        return [
            tr(
                "{file} is on a network drive, where no database is safe from a broken connection. Keep "
                "it on this computer if you can; backups are kept here.",
                file=path.name,
            )
        ]
    return []


def file_system(path: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """The type of the file system, such as ext4 or nfs4; empty where the system does not tell."""
    if sys.platform != "linux":
        return ""
    found = (Path("/"), "")
    try:
        for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
            _, place, kind, *_ = line.split(" ")
            mounted = Path(place.encode().decode("unicode_escape"))
            if path.is_relative_to(mounted) and len(mounted.parts) >= len(found[0].parts):
                found = (mounted, kind)
    except (OSError, ValueError):
        return ""
    return found[1]


def own_id(connection: sqlite3.Connection, path: Path) -> str:
    """The portfolio's own id. Raises Damaged."""
    row = connection.execute("SELECT value FROM about WHERE key = 'portfolio'").fetchone()
    if row is None or not schema.ID.fullmatch(row[0]):
        raise Damaged(tr("{file} is damaged: its own id is missing. Restore a backup.", file=path.name))
    return str(row[0])
