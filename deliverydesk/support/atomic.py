"""Files written beside and renamed, so that a stopped export never harms the file that was there."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr


@contextmanager
def replacing(target: str | os.PathLike[str]) -> Iterator[Path]:
    """Give a fresh path beside ``target`` to write to; when the block ends well, flush it to the disk and
    rename it over ``target``. When the block raises, or the process dies, the file that was there stays as it
    was.

    The fresh path keeps the ending of the target and does not exist yet. A link is followed, so that the file
    it points to is replaced and not the link. Raises DeskError in one sentence for whatever the file system
    refuses; errors of the block that are not about files pass through.
    """
    final = Path(os.path.realpath(target))
    fresh = final.with_name(f".{final.stem[:40]}-{os.urandom(6).hex()}{final.suffix}")
    try:
        if final.is_dir():
            raise DeskError(tr("{file} is a folder; choose another file name.", file=final.name))
        # Asked before anything is written: not every library that writes says why it could not.
        if not final.parent.is_dir():
            raise DeskError(_no_folder(final))
        yield fresh
        _keep_mode(final, fresh)
        flush(fresh)
        fresh.replace(final)
        flush_folder(final.parent)
    except OSError as error:
        raise DeskError(_sentence(final, error)) from error
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink()


def _keep_mode(final: Path, fresh: Path) -> None:
    with contextlib.suppress(OSError):
        fresh.chmod(final.stat().st_mode & 0o777)


def flush(path: Path) -> None:
    """Make what was written last. Only for a file that no connection of this process has open. Raises OSError."""
    # Windows refuses to flush a file that is open for reading only
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_folder(directory: Path) -> None:
    """Make the rename itself last; Windows and some network folders cannot, and need not."""
    with contextlib.suppress(OSError):
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _no_folder(final: Path) -> str:
    return tr(
        "{file} cannot be written: there is no folder {folder}. Make it first, or choose another place.",
        file=final.name,
        folder=final.parent,
    )


def _sentence(final: Path, error: OSError) -> str:
    if error.errno == errno.ENOENT and not final.parent.is_dir():
        return _no_folder(final)
    if error.errno in (errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC):
        return tr("{file} cannot be written: the disk is full. Make room or choose another place.", file=final.name)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EBUSY):
        return tr(
            "{file} cannot be written: {folder} is closed to you or the file is open in another "
            "program. Close it there or choose another place.",
            file=final.name,
            folder=final.parent,
        )
    if error.errno == errno.EROFS:
        return tr(
            "{file} cannot be written: {folder} is read-only. Choose another place.",
            file=final.name,
            folder=final.parent,
        )
    if error.errno == errno.ENAMETOOLONG:
        return tr("The file name is too long; choose a shorter one.")
    return tr("{file} cannot be written: {reason}.", file=final.name, reason=error.strerror or error)
