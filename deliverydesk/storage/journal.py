"""What the journal of an open file says: its entries, and what each of them did."""

from __future__ import annotations

import contextlib
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from deliverydesk.storage import reading
from deliverydesk.storage.errors import TROUBLE, Damaged, translated
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path
    from threading import RLock

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.passage import StageMove
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.storage.reading import Entry


class JournalReader(ABC):
    """The part of a store that reads its journal."""

    path: Path
    _connection: sqlite3.Connection
    _lock: RLock

    @abstractmethod
    def apart(self) -> contextlib.AbstractContextManager[sqlite3.Connection]:
        """A connection of its own to the file, which can only read. Raises StorageError."""

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

    def size(self, seq: int) -> int:
        """How many changes an entry of the journal has."""
        with self._reading():
            return reading.size(self._connection, seq)

    def steps(self, limit: int, before: int | None = None) -> list[tuple[int, str, int | None]]:
        """(seq, kind, of) of the newest entries but checkpoints, newest first."""
        with self._reading():
            return reading.steps(self._connection, limit, before)

    def moves(self, upto: int | None = None) -> list[StageMove]:
        """Every change of a deliverable's stage that is not taken back, oldest first; as known after entry `upto`.
        Through a connection of its own: ten years of them, read in a thread, keep nobody waiting. Raises StorageError.
        """
        with self.apart() as connection:
            return reading.moves(connection, 2**62 if upto is None else upto)

    def progressed(self) -> dict[int, date]:
        """The last day on which what remains of each deliverable was changed. As `moves`, for a thread."""
        with self.apart() as connection:
            return reading.progressed(connection)

    def changes_back(self, portfolio: Portfolio, seq: int, upto: int) -> ChangeSet:
        """What leads from the portfolio as it was after the entry `upto` back to how it was after `seq`.

        Through a connection of its own, as `moves`. Raises StorageError.
        """
        with self.apart() as connection, self._understood():
            return reading.changes_back(connection, portfolio, seq, upto)

    def last_on(self, day: date) -> Entry | None:
        """The newest entry of a day or of one before it."""
        with self._reading():
            return reading.last_on(self._connection, day)

    def checkpoints(self) -> list[Entry]:
        """All checkpoints, newest first."""
        with self._reading():
            return reading.checkpoints(self._connection)

    def change_set(
        self, seq: int, portfolio: Portfolio, *, forwards: bool, only: tuple[str, int] | None = None
    ) -> ChangeSet:
        """What an entry did, forwards or taken back, as changes to the portfolio as it is now. Raises Damaged.

        `only` leaves out all but one entity, by its table and id.
        """
        with self._reading():
            return reading.change_set(self._connection, seq, portfolio, forwards=forwards, only=only)

    @contextlib.contextmanager
    def _reading(self) -> Iterator[None]:
        with self._lock, self._understood():
            yield

    @contextlib.contextmanager
    def _understood(self) -> Iterator[None]:
        try:
            yield
        except TROUBLE as error:
            raise translated(error, self.path) from error
        except (KeyError, ValueError, TypeError) as error:
            raise Damaged(
                tr(
                    "{file} is damaged: its history holds something that cannot be read ({error}). Restore a backup.",
                    file=self.path.name,
                    error=error,
                )
            ) from error
