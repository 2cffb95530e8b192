"""The open portfolio: a change goes through `apply`, is on the disk before anyone hears of it, and can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from deliverydesk.document.timeline import Step, Timeline
from deliverydesk.domain.changes import Change, ChangeSet
from deliverydesk.domain.entities import ENTITY_TYPES, Entity
from deliverydesk.storage.errors import ChangedElsewhere, CommitUncertain, OlderFile, ReadOnlyFile, StorageError
from deliverydesk.storage.store import Store
from deliverydesk.support.progress import Progress, no_progress

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.storage.reading import Entry


class Keeper(Protocol):
    """What keeps a document's portfolio and journal: a file, or memory."""

    def commit(self, change_set: ChangeSet, *, next_id: int, kind: str, of: int | None, progress: Progress) -> int: ...
    def steps(self, limit: int, before: int | None = None) -> list[Step]: ...
    def entries(self, limit: int, before: int | None = None) -> list[Entry]: ...
    def entries_about(self, table: str, entity_id: int, limit: int = 20) -> list[Entry]: ...
    def entry(self, seq: int) -> Entry: ...
    def change_set(
        self, seq: int, portfolio: Portfolio, *, forwards: bool, only: tuple[str, int] | None = None
    ) -> ChangeSet: ...
    def last_seq(self) -> int: ...
    def resynchronise(self) -> Portfolio: ...
    def close(self) -> None: ...


class Changed(NamedTuple):
    """What listeners hear, once a change set, after its commit."""

    change_set: ChangeSet
    before: Portfolio
    after: Portfolio
    origin: object | None
    """Whoever began it, as given to `apply`."""
    seq: int


class HistoryEntry(NamedTuple):
    """One line of the history."""

    seq: int
    at: str
    author: str
    kind: str
    """do, undo, redo or checkpoint."""
    label: str
    undone: bool
    """True for what was done and is taken back now."""


class Prepared(NamedTuple):
    """A change set that keeps the rules, ready to be committed in any thread."""

    change_set: ChangeSet
    before: Portfolio
    after: Portfolio
    kind: str = "do"
    of: int | None = None


class Document:
    """A portfolio with its keeper, its timeline of undo and redo, and its listeners.

    Nothing is optimistic: the portfolio here is what the last commit left. Listeners are called in the thread that
    publishes, in the order they subscribed.
    """

    def __init__(self, keeper: Keeper, portfolio: Portfolio, path: Path | None = None) -> None:
        """Use `open`, `create` or MemoryDocument."""
        self._keeper = keeper
        self._portfolio = portfolio
        self._path = path
        self._timeline: Timeline | None = None
        self._listeners: list[Callable[[Changed], None]] = []
        self._wait: Callable[[], object] | None = None

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, in_haste: bool = False) -> Document:
        """Open a file; one of an older version is migrated first, after a backup of it.

        `in_haste` leaves some tables unread until somebody asks for them or calls `finish_loading`, and a value in
        them that cannot be read is found only then. Raises StorageError with a sentence; see `Store.open`.
        """
        try:
            store = Store.open(path, read_only=read_only)
        except OlderFile as error:
            if read_only:
                raise StorageError(
                    f"{path.name} is of an older version. Open it for editing once: that makes a backup and brings it "
                    "up to date."
                ) from error
            from deliverydesk.storage.migrate import migrate

            migrate(path)
            store = Store.open(path, read_only=read_only)
        try:
            return cls(store, store.begin_loading() if in_haste else store.load(), store.path)
        except BaseException:
            store.close()
            raise

    @classmethod
    def create(cls, path: Path, portfolio: Portfolio) -> Document:
        """Make a new file that holds the portfolio. Raises StorageError."""
        store = Store.create(path, portfolio)
        return cls(store, portfolio, store.path)

    @property
    def portfolio(self) -> Portfolio:
        """The present snapshot."""
        return self._portfolio

    @property
    def path(self) -> Path:
        """Where the file is."""
        assert self._path is not None, "a document in memory has no path"
        return self._path

    @property
    def store(self) -> Store:
        """The file, for checks and backups. Never write through it."""
        assert isinstance(self._keeper, Store), "a document in memory has no file"
        return self._keeper

    @property
    def read_only(self) -> str | None:
        """Why nothing can be changed, as a sentence; None where it can."""
        return self._keeper.opened.read_only if isinstance(self._keeper, Store) else None

    @property
    def notices(self) -> list[str]:
        """What opening found that the person should know."""
        return self._keeper.opened.notices if isinstance(self._keeper, Store) else []

    def finish_loading(self) -> None:
        """Read what opening in haste has left. Raises StorageError; then the document cannot be used."""
        if isinstance(self._keeper, Store):
            self._keeper.finish_loading()

    def close(self) -> None:
        """Close the file. The document is of no further use."""
        self._listeners.clear()
        self._keeper.close()

    def wait_before_writing(self, wait: Callable[[], object]) -> None:
        """Call `wait`, once, before anything is changed: for checks of the file that are still running."""
        self._wait = wait

    # Changing

    def apply(self, change_set: ChangeSet, origin: object | None = None) -> int | None:
        """Check the rules, commit, and tell the listeners. Returns the entry's number; None for an empty set.

        Raises RuleBroken or StorageError with one sentence; then nothing has changed.
        """
        if not change_set:
            return None
        prepared = self.prepare(change_set)
        return self.publish(prepared, self.commit(prepared), origin)

    def prepare(self, change_set: ChangeSet) -> Prepared:
        """Look at the rules. The first of the three steps of `apply`, for large sets that take their time."""
        from deliverydesk.domain import rules

        self._make_ready()
        after = self._portfolio.after(change_set)
        rules.check(after, change_set)
        return Prepared(change_set, self._portfolio, after)

    def _make_ready(self) -> None:
        if self._wait is not None:
            self._wait()
            self._wait = None
        if self.read_only is not None:
            raise ReadOnlyFile(self.read_only)

    def commit(self, prepared: Prepared, progress: Progress = no_progress) -> int:
        """Write it. The second step; may run in another thread while nothing else is done with the document."""
        if prepared.before is not self._portfolio:
            raise StorageError("The portfolio has changed meanwhile. Do it once more.")
        seq_before = self._keeper.last_seq()
        try:
            return self._keeper.commit(
                prepared.change_set,
                next_id=prepared.after.next_id,
                kind=prepared.kind,
                of=prepared.of,
                progress=progress,
            )
        except CommitUncertain as error:
            # An error at COMMIT means unknown, not failed: only the file can say.
            portfolio = self._keeper.resynchronise()
            if self._keeper.last_seq() == seq_before + 1 and portfolio == prepared.after:
                return seq_before + 1
            raise StorageError(str(error)) from error
        except ChangedElsewhere:
            if self.read_only is None:
                self._reload()
            raise

    def publish(self, prepared: Prepared, seq: int, origin: object | None = None) -> int:
        """Show it. The third step, in the thread of the listeners."""
        if self._timeline is not None:
            self._timeline.note(seq, prepared.kind, prepared.of)
        self._portfolio = prepared.after
        self._tell(Changed(prepared.change_set, prepared.before, prepared.after, origin, seq))
        return seq

    def _reload(self) -> None:
        before = self._portfolio
        self._portfolio = self._keeper.resynchronise()
        self._timeline = None
        reread = ChangeSet("read the file again", _differences(before, self._portfolio))
        self._tell(Changed(reread, before, self._portfolio, None, self._keeper.last_seq()))

    def _tell(self, changed: Changed) -> None:
        for listener in tuple(self._listeners):
            listener(changed)

    def subscribe(self, listener: Callable[[Changed], None]) -> Callable[[], None]:
        """Hear of every change after its commit. Returns what ends the subscription."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    # Undo, redo and history

    @property
    def _undoing(self) -> Timeline:
        if self._timeline is None:
            self._timeline = Timeline(self._keeper.steps)
        return self._timeline

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

    def undo(self, origin: object | None = None) -> str | None:
        """Take the last change back, through the same door as any change. Returns its label; None for nothing."""
        return self._travel("undo", self._undoing.to_undo, origin)

    def redo(self, origin: object | None = None) -> str | None:
        """Do again what was last taken back. Returns its label; None for nothing."""
        return self._travel("redo", self._undoing.to_redo, origin)

    def _travel(self, kind: str, seq: int | None, origin: object | None) -> str | None:
        if seq is None:
            return None
        change_set = self._keeper.change_set(seq, self._portfolio, forwards=kind == "redo")
        checked = self.prepare(change_set)
        prepared = Prepared(change_set, checked.before, checked.after, kind, seq)
        self.publish(prepared, self.commit(prepared), origin)
        return change_set.label

    def steps_back_to(self, seq: int) -> int:
        """How many changes `undo_back_to` would take back."""
        return self._undoing.done_since(seq)

    def undo_back_to(self, seq: int, origin: object | None = None) -> int:
        """Undo until the entry `seq` is the last that is done. Returns how many were undone."""
        undone = 0
        while (latest := self._undoing.to_undo) is not None and latest > seq:
            self.undo(origin)
            undone += 1
        return undone

    def history(self, limit: int = 200, before: int | None = None) -> list[HistoryEntry]:
        """The newest entries, newest first."""
        return [self._history_entry(entry) for entry in self._keeper.entries(limit, before)]

    def history_of(self, table: str, entity_id: int, limit: int = 20) -> list[HistoryEntry]:
        """The newest entries about one entity (its plural table name and id), newest first."""
        return [self._history_entry(entry) for entry in self._keeper.entries_about(table, entity_id, limit)]

    def former(self, table: str, entity_id: int, seq: int) -> Entity:
        """One entity, which is still there, as it was after the entry `seq`. Raises StorageError where it was not."""
        portfolio = self._portfolio
        only = (table, entity_id)
        for entry in self._keeper.entries_about(table, entity_id, 10_000):
            if entry.seq <= seq:
                break
            portfolio = portfolio.after(self._keeper.change_set(entry.seq, portfolio, forwards=False, only=only))
        found: Entity | None = portfolio.table(ENTITY_TYPES[table]).get(entity_id)
        if found is None:
            raise StorageError("It was not there yet.")
        return found

    def _history_entry(self, entry: Entry) -> HistoryEntry:
        undone = entry.kind == "do" and not self._undoing.is_done(entry.seq)
        return HistoryEntry(entry.seq, entry.at, entry.author, entry.kind, entry.label, undone)

    def checkpoint(self, name: str) -> int:
        """Give the present state a name in the history. Returns the entry's number."""
        from deliverydesk.domain import rules

        name = " ".join(name.split())
        if not name or len(name) > rules.NAME_LIMIT:
            raise StorageError(f"A checkpoint needs a name of at most {rules.NAME_LIMIT} characters.")
        self._make_ready()
        prepared = Prepared(ChangeSet(name, ()), self._portfolio, self._portfolio, "checkpoint")
        return self.publish(prepared, self.commit(prepared))


def _differences(before: Portfolio, after: Portfolio) -> tuple[Change, ...]:
    return tuple(
        Change(old.get(entity_id), new.get(entity_id))
        for entity_type in ENTITY_TYPES.values()
        for old, new in [(before.table(entity_type), after.table(entity_type))]
        for entity_id in {*old.ids, *new.ids}
        if old.get(entity_id) != new.get(entity_id)
    )
