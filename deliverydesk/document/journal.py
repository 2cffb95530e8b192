"""What a document tells of its past: what can be undone and redone, its history, and the moves between stages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.document.telling import HistoryEntry, Step
from deliverydesk.document.timeline import Timeline

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.document.keeper import Keeper
    from deliverydesk.domain.passage import StageMove
    from deliverydesk.storage.reading import Entry


class Journal:
    """The past of a document, as its keeper has it. Reads, and never writes."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self._timeline: Timeline | None = None

    @property
    def _undoing(self) -> Timeline:
        if self._timeline is None:
            self._timeline = Timeline(self._keeper.steps)
        return self._timeline

    def _next(self, step: Step) -> int | None:
        return self._undoing.to_undo if step == "undo" else self._undoing.to_redo

    @property
    def undo_label(self) -> str | None:
        """What undo would take back, in words; None where there is nothing."""
        seq = self._undoing.to_undo
        return None if seq is None else self._keeper.entry(seq).label

    @property
    def redo_label(self) -> str | None:
        """What redo would do again, in words; None where there is nothing."""
        seq = self._undoing.to_redo
        return None if seq is None else self._keeper.entry(seq).label

    def steps_back_to(self, seq: int) -> int:
        """How many changes `undo_back_to` would take back."""
        return self._undoing.done_since(seq)

    def history(self, limit: int = 200, before: int | None = None) -> list[HistoryEntry]:
        """The newest entries, newest first."""
        return [self._history_entry(entry) for entry in self._keeper.entries(limit, before)]

    def history_of(self, table: str, entity_id: int, limit: int = 20) -> list[HistoryEntry]:
        """The newest entries about one entity (its plural table name and id), newest first."""
        return [self._history_entry(entry) for entry in self._keeper.entries_about(table, entity_id, limit)]

    def _history_entry(self, entry: Entry) -> HistoryEntry:
        undone = entry.kind == "do" and not self._undoing.is_done(entry.seq)
        return HistoryEntry(entry.seq, entry.at, entry.author, entry.kind, entry.label, undone)

    def moves(self) -> list[StageMove]:
        """Every change of a deliverable's stage that is not taken back, oldest first. May be called in a thread."""
        return self._keeper.moves()

    def progressed(self) -> dict[int, date]:
        """The last day on which what remains of each deliverable was changed, for stalls. May be called in a thread."""
        return self._keeper.progressed()
