"""One writer a file: a lock beside it that says who holds it and goes when its holder does, even by kill -9."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from typing import TYPE_CHECKING

from deliverydesk.storage.errors import HeldElsewhere
from deliverydesk.support.account import author
from deliverydesk.support.clock import now
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from pathlib import Path


class WriterLock:
    """Held from `acquire` to `release`. The system frees it when the process ends, however it ends."""

    def __init__(self, path: Path) -> None:
        self._path = path.with_name(f".{path.name}.lock")
        self._portfolio = path
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Take the lock. Raises HeldElsewhere with the holder's name, or OSError where no file can be made."""
        while True:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
            if not _lock(descriptor):
                holder = _holder(descriptor)
                os.close(descriptor)
                raise HeldElsewhere(_refusal(self._portfolio.name, holder))
            # The last holder may have removed the file between our opening and our locking it.
            with contextlib.suppress(OSError):
                if os.path.samestat(os.fstat(descriptor), self._path.stat()):
                    break
            os.close(descriptor)
        words = {
            "user": author(),
            "host": _host(),
            "pid": os.getpid(),
            "since": now().isoformat(),
        }
        # On a full disk the lock holds all the same; it only cannot say whose it is.
        with contextlib.suppress(OSError):
            os.ftruncate(descriptor, 0)
            os.write(descriptor, json.dumps(words).encode())
        self._descriptor = descriptor

    def release(self) -> None:
        """Give the lock back and remove its file."""
        if self._descriptor is not None:
            if sys.platform != "win32":
                with contextlib.suppress(OSError):
                    self._path.unlink()
            os.close(self._descriptor)
            self._descriptor = None
            if sys.platform == "win32":
                with contextlib.suppress(OSError):
                    self._path.unlink()


def _host() -> str:
    # The module socket would tell too, for 5 ms of every start.
    return os.environ.get("COMPUTERNAME", "") if sys.platform == "win32" else os.uname().nodename


if sys.platform == "win32":
    import msvcrt

    _LOCKED_BYTE = 4096

    def _lock(descriptor: int) -> bool:
        # A byte beyond the text, so that others can still read who holds the lock.
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(descriptor, 0, os.SEEK_SET)
        return True
else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            # Some network drives have no such locks; SQLite's own still keep two writers apart there.
            return True
        return True


def _refusal(file: str, holder: tuple[str, str] | None) -> str:
    if holder is None:
        return tr("{file} is open for editing in another window. Close it there, or open it read-only here.", file=file)
    return tr(
        "{file} is open for editing by {user} on {host}. Close it there, or open it read-only here.",
        file=file,
        user=holder[0],
        host=holder[1],
    )


def _holder(descriptor: int) -> tuple[str, str] | None:
    """Who holds the lock, and on which computer; None where the file does not say."""
    try:
        os.lseek(descriptor, 0, os.SEEK_SET)
        words = json.loads(os.read(descriptor, 1000))
        return str(words["user"]), str(words["host"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def held_elsewhere(path: Path) -> bool:
    """True where another window or program holds the writer's place of this file. Writes nothing."""
    lock = path.with_name(f".{path.name}.lock")
    try:
        descriptor = os.open(lock, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _lock(descriptor)
    finally:
        os.close(descriptor)
