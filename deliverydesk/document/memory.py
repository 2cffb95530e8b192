"""A document without a file: for tests, previews and pictures. It keeps the same contract as one with a file."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from deliverydesk.document.document import Document
from deliverydesk.domain.changes import Change, ChangeSet, collapsed
from deliverydesk.domain.entities import TABLE_NAMES, Deliverable
from deliverydesk.domain.passage import StageMove
from deliverydesk.storage.reading import Entry
from deliverydesk.support.clock import now
from deliverydesk.support.language import tr
from deliverydesk.support.progress import Progress, no_progress

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.document.timeline import Step
    from deliverydesk.domain.entities import Entity
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.domain.values import Stage


class MemoryKeeper:
    """A journal in a list."""

    def __init__(self, portfolio: Portfolio) -> None:
        self._portfolio = portfolio
        begun = ChangeSet(tr("begin the portfolio"), ())
        self._journal: list[tuple[Entry, ChangeSet]] = [(self._entry(1, "do", None, begun), begun)]

    def _entry(self, seq: int, kind: str, of: int | None, change_set: ChangeSet) -> Entry:
        return Entry(seq, now().isoformat(timespec="milliseconds"), "you", kind, of, change_set.label)

    def commit(
        self,
        change_set: ChangeSet,
        *,
        next_id: int,  # noqa: ARG002
        kind: str = "do",
        of: int | None = None,
        progress: Progress = no_progress,
    ) -> int:
        """Keep the change set as the next entry."""
        progress(0, len(change_set.changes))
        entry = self._entry(len(self._journal) + 1, kind, of, change_set)
        self._journal.append((entry, change_set))
        self._portfolio = self._portfolio.after(change_set)
        return entry.seq

    def steps(self, limit: int, before: int | None = None) -> list[Step]:
        """(number, kind, number it is about) of the newest entries but checkpoints, newest first."""
        older = (entry for entry, _ in reversed(self._journal) if before is None or entry.seq < before)
        return list(islice(((e.seq, e.kind, e.of) for e in older if e.kind != "checkpoint"), limit))

    def entries(self, limit: int, before: int | None = None) -> list[Entry]:
        """The newest entries, newest first."""
        older = [entry for entry, _ in self._journal if before is None or entry.seq < before]
        return older[::-1][:limit]

    def entries_about(self, table: str, entity_id: int, limit: int = 20) -> list[Entry]:
        """The newest entries that changed one entity, newest first."""
        about = [
            entry
            for entry, change_set in self._journal
            if any(TABLE_NAMES[c.entity_type] == table and c.id == entity_id for c in change_set.changes)
        ]
        return about[::-1][:limit]

    def entry(self, seq: int) -> Entry:
        """One entry."""
        return self._journal[seq - 1][0]

    def size(self, seq: int) -> int:
        """How many changes an entry has."""
        return len(self._journal[seq - 1][1].changes)

    def moves(self, upto: int | None = None) -> list[StageMove]:
        """Every change of a deliverable's stage that is not taken back, oldest first; as known after entry `upto`."""
        journal = self._journal[:upto]
        last = {entry.of: entry.kind for entry, _ in journal if entry.kind in ("undo", "redo")}
        return [
            StageMove(change.id, entry.day, before, after)
            for entry, change_set in journal
            if entry.kind == "do" and last.get(entry.seq) != "undo"
            for change in change_set.of(Deliverable)
            for before, after in [(_stage(change.before), _stage(change.after))]
            if before != after
        ]

    def progressed(self) -> dict[int, date]:
        """The last day on which what remains of each deliverable was changed, and that not taken back."""
        last = {entry.of: entry.kind for entry, _ in self._journal if entry.kind in ("undo", "redo")}
        found: dict[int, date] = {}
        for entry, change_set in self._journal:
            if entry.kind != "do" or last.get(entry.seq) == "undo":
                continue
            for change in change_set.of(Deliverable):
                before, after = change.before, change.after
                if not isinstance(before, Deliverable) or not isinstance(after, Deliverable):
                    continue  # added, or removed
                if before.remaining != after.remaining:
                    found[change.id] = entry.day
        return found

    def change_set(
        self, seq: int, portfolio: Portfolio, *, forwards: bool, only: tuple[str, int] | None = None
    ) -> ChangeSet:
        """What an entry did, forwards or taken back, as changes to the portfolio as it is now; `only` to one thing."""
        done = self._journal[seq - 1][1]
        wanted = done if forwards else done.inverse()
        changes = (
            Change(portfolio.table(c.entity_type).get(c.id), None if c.after is None else replace(c.after))
            for c in wanted.changes
            if only is None or (TABLE_NAMES[c.entity_type], c.id) == only
        )
        return ChangeSet(done.label, tuple(changes))

    def changes_back(self, portfolio: Portfolio, seq: int, upto: int) -> ChangeSet:
        """What leads from the portfolio as it was after the entry `upto` back to how it was after `seq`."""
        undone = (change_set.inverse() for _, change_set in reversed(self._journal[seq:upto]))
        changes = collapsed(change for change_set in undone for change in change_set.changes)
        present = (portfolio.table(each.entity_type).get(each.id) for each in changes)
        return ChangeSet("", tuple(Change(now, each.after) for now, each in zip(present, changes, strict=True)))

    def last_on(self, day: date) -> Entry | None:
        """The newest entry of a day or of one before it."""
        return next((entry for entry, _ in reversed(self._journal) if entry.day <= day), None)

    def checkpoints(self) -> list[Entry]:
        """All checkpoints, newest first."""
        return [entry for entry, _ in reversed(self._journal) if entry.kind == "checkpoint"]

    def last_seq(self) -> int:
        """The newest entry's number."""
        return len(self._journal)

    def resynchronise(self) -> Portfolio:
        """The portfolio as it was kept."""
        return self._portfolio

    def close(self) -> None:
        """Nothing to close."""


def _stage(image: Entity | None) -> Stage | None:
    return image.stage if isinstance(image, Deliverable) else None


class MemoryDocument(Document):
    """A document that lives as long as it is held."""

    def __init__(self, portfolio: Portfolio) -> None:
        super().__init__(MemoryKeeper(portfolio), portfolio)
