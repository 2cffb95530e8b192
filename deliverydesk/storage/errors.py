"""What can be wrong with a file, each in one sentence with a way on."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from pathlib import Path


class StorageError(DeskError):
    """The file could not be read or written."""


class NotAPortfolio(StorageError):
    """The file is not a DeliveryDesk portfolio."""


class NewerFile(StorageError):
    """The file was written by a newer DeliveryDesk. Opening it read-only is possible."""


class OlderFile(StorageError):
    """The file was written by an older DeliveryDesk and has to be migrated first."""


class Damaged(StorageError):
    """The file's contents are not what was saved. A backup or a salvage is the way back."""


class HeldElsewhere(StorageError):
    """Another window or program has the file open for writing. Opening it read-only is possible."""


class ReadOnlyFile(StorageError):
    """The file or its folder does not allow writing."""


class ChangedElsewhere(StorageError):
    """Another program wrote to the file, or replaced it, while it was open."""


class CommitUncertain(StorageError):
    """The commit reported an error; whether it happened shows only when the file is read again."""


def sentence(error: BaseException, path: Path) -> str:
    """What SQLite or the system reported, as a sentence with a way on."""
    said = str(error).splitlines()[0].lower() if str(error) else ""
    name = path.name
    if "database or disk is full" in said:
        return tr("The disk is full, so {file} was not changed. Make room and do it again.", file=name)
    if "locked" in said or "busy" in said:
        return tr("{file} is being used by another program. Wait a moment and do it again.", file=name)
    if "readonly" in said or "read-only" in said:
        return tr("{file} cannot be written: the file or its folder is read-only. Save a copy elsewhere.", file=name)
    if "unable to open" in said:
        return tr(
            "{file} cannot be opened: it is gone, or its folder does not let DeliveryDesk write beside it.", file=name
        )
    if is_damage(error):
        return tr("{file} is damaged. Restore a backup, or save what can be read to a new file.", file=name)
    if "disk i/o error" in said:
        return tr(
            "The disk reported an error while {file} was used. Check the disk or the network folder it is in.",
            file=name,
        )
    return tr("{file} could not be used: {error}.", file=name, error=error)


TROUBLE = (sqlite3.Error, UnicodeError)
"""What a damaged file raises: sqlite3 decodes names and its own messages, and stumbles over their bytes."""

_DAMAGE = ("malformed", "not a database", "too big", "decode", "unsupported file format", "corrupt")


def is_damage(error: BaseException) -> bool:
    """True where the error says that the file's contents are wrong, and not that something is in the way."""
    said = str(error).lower()
    return isinstance(error, UnicodeError) or any(word in said for word in _DAMAGE)


def translated(error: BaseException, path: Path) -> StorageError:
    """One of TROUBLE as the storage error it stands for."""
    words = sentence(error, path)
    if "readonly" in str(error).lower():
        return ReadOnlyFile(words)
    if is_damage(error) or not isinstance(error, sqlite3.OperationalError):
        return Damaged(words)
    return StorageError(words)
