"""The open portfolio: a change goes through `apply`, is on the disk before anyone hears of it, and can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from deliverydesk.document.timeline import Timeline
from deliverydesk.domain.changes import ChangeSet
from deliverydesk.domain.differing import differences
from deliverydesk.domain.errors import RuleBroken
from deliverydesk.domain.wording import quoted
from deliverydesk.storage.errors import ChangedElsewhere, CommitUncertain, OlderFile, ReadOnlyFile, StorageError
from deliverydesk.storage.store import Store
from deliverydesk.support.language import tr
from deliverydesk.support.progress import Progress, no_progress

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from deliverydesk.document.keeper import Keeper
    from deliverydesk.document.rewinding import Rewind
    from deliverydesk.domain.passage import StageMove
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.storage.reading import Entry


Step = Literal["undo", "redo"]


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
        self._seq = keeper.last_seq()
        self._path = path
        self._timeline: Timeline | None = None
        self._listeners: list[Callable[[Changed], None]] = []
        self._wait: Callable[[], object] | None = None
        self._under_way: Prepared | None = None
        """What is being committed, or is committed and not yet published."""

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, in_haste: bool = False) -> Document:
        """Open a file; one of an older version is migrated first, after a backup of it.

        `in_haste` leaves the large tables unread until somebody asks for them or calls `load_some`, and a value in
        them that cannot be read is found only then. Raises StorageError with a sentence; see `Store.open`.
        """
        try:
            store = Store.open(path, read_only=read_only)
        except OlderFile as error:
            if read_only:
                raise StorageError(
                    tr(
                        "{file} is of an older version. Open it for editing once: that makes a backup and brings "
                        "it up to date.",
                        file=path.name,
                    )
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
        """Make a new file that holds the portfolio. Raises RuleBroken or StorageError; then there is no file."""
        from deliverydesk.domain import rules

        for finding in rules.check_all(portfolio):
            raise RuleBroken(finding)
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
    def seq(self) -> int:
        """The number of the newest entry of the journal that is in the portfolio here."""
        return self._seq

    @property
    def portfolio_id(self) -> str:
        """The portfolio's own id, which stays when its file is moved or renamed."""
        return self.store.portfolio_id

    @property
    def read_only(self) -> str | None:
        """Why nothing can be changed, as a sentence; None where it can."""
        return self._keeper.opened.read_only if isinstance(self._keeper, Store) else None

    @property
    def notices(self) -> list[str]:
        """What opening found that the person should know."""
        return self._keeper.opened.notices if isinstance(self._keeper, Store) else []

    @property
    def loading(self) -> bool:
        """Whether something of what opening in haste has left is still unread."""
        return isinstance(self._keeper, Store) and self._keeper.loading

    def load_some(self) -> bool:
        """Read a little of what opening in haste has left, without keeping anybody waiting. False once nothing is left.

        Raises StorageError; then the document cannot be used.
        """
        return isinstance(self._keeper, Store) and self._keeper.load_some()

    def finish_loading(self) -> None:
        """Read all of what opening in haste has left. Raises StorageError; then the document cannot be used."""
        while self.load_some():
            pass

    def save_copy(self, path: Path) -> None:
        """Make another file of what is here, as it is: rules it broke before it was opened hinder no copy.

        Raises StorageError, also where there is a file already.
        """
        Store.create(path, self._portfolio).close()

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
        """Look at the rules. The first of the three steps of `apply`, for large sets that take their time.

        All but `publish` may run in another thread; until a commit is published, or has failed, no other can begin.
        """
        from deliverydesk.domain import rules

        self._make_ready()
        after = self._portfolio.after(change_set)
        rules.check(after, change_set)
        change_set.look_through()
        return Prepared(change_set, self._portfolio, after)

    def _make_ready(self) -> None:
        if self._under_way is not None:
            label = self._under_way.change_set.label
            raise StorageError(
                tr(
                    "{what} is still being saved. Do this once it is done.",
                    what=quoted(label[:1].upper() + label[1:], len(label)),
                )
            )
        if self._wait is not None:
            self._wait()
            self._wait = None
        if self.read_only is not None:
            raise ReadOnlyFile(self.read_only)

    def commit(self, prepared: Prepared, progress: Progress = no_progress) -> int:
        """Write it. The second step. Raises StorageError; then nothing has changed."""
        if prepared.before is not self._portfolio or self._under_way is not None:
            raise StorageError(tr("The portfolio has changed meanwhile. Do it once more."))
        self._under_way = prepared
        try:
            return self._commit(prepared, progress)
        except BaseException:
            self._under_way = None
            raise

    def _commit(self, prepared: Prepared, progress: Progress) -> int:
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
        self._under_way = None
        if self._timeline is not None:
            self._timeline.note(seq, prepared.kind, prepared.of)
        self._portfolio, self._seq = prepared.after, seq
        self._tell(Changed(prepared.change_set, prepared.before, prepared.after, origin, seq))
        return seq

    def _reload(self) -> None:
        before = self._portfolio
        self._portfolio = self._keeper.resynchronise()
        self._seq = self._keeper.last_seq()
        self._timeline = None
        reread = ChangeSet(tr("read the file again"), differences(before, self._portfolio))
        self._tell(Changed(reread, before, self._portfolio, None, self._seq))

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
        return self._travel("undo", origin)

    def redo(self, origin: object | None = None) -> str | None:
        """Do again what was last taken back. Returns its label; None for nothing."""
        return self._travel("redo", origin)

    def step_size(self, step: Step) -> int:
        """How many changes undo or redo would make."""
        seq = self._next(step)
        return 0 if seq is None else self._keeper.size(seq)

    def prepare_step(self, step: Step) -> Prepared | None:
        """What undo or redo would do, ready to be committed; None for nothing. See `prepare`."""
        seq = self._next(step)
        if seq is None:
            return None
        change_set = self._keeper.change_set(seq, self._portfolio, forwards=step == "redo")
        return self.prepare(change_set)._replace(kind=step, of=seq)

    def _next(self, step: Step) -> int | None:
        return self._undoing.to_undo if step == "undo" else self._undoing.to_redo

    def _travel(self, step: Step, origin: object | None) -> str | None:
        prepared = self.prepare_step(step)
        if prepared is None:
            return None
        self.publish(prepared, self.commit(prepared), origin)
        return prepared.change_set.label

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

    def moves(self) -> list[StageMove]:
        """Every change of a deliverable's stage that is not taken back, oldest first. May be called in a thread."""
        return self._keeper.moves()

    def progressed(self) -> dict[int, date]:
        """The last day on which what remains of each deliverable was changed, for stalls. May be called in a thread."""
        return self._keeper.progressed()

    def rewind(self) -> Rewind:
        """How the portfolio stood before: to be asked here, in the thread of the listeners, and used in any."""
        from deliverydesk.document.rewinding import Rewind

        return Rewind(self._keeper, self._portfolio, self._seq)

    def portfolio_with_moves(self) -> Portfolio:
        """The present snapshot with what the journal knows of stages written out, for charts, which see no journal.

        May be called in a thread.
        """
        from deliverydesk.domain.passage import with_moves

        return with_moves(self._portfolio, self.moves())

    def _history_entry(self, entry: Entry) -> HistoryEntry:
        undone = entry.kind == "do" and not self._undoing.is_done(entry.seq)
        return HistoryEntry(entry.seq, entry.at, entry.author, entry.kind, entry.label, undone)

    def checkpoint(self, name: str) -> int:
        """Give the present state a name in the history. Returns the entry's number."""
        from deliverydesk.domain import bounds

        name = " ".join(name.split())
        if not name:
            raise RuleBroken(tr("A checkpoint needs a name of at most {limit} characters.", limit=bounds.NAME_LIMIT))
        bounds.check_text(tr("The checkpoint's name"), name)
        self._make_ready()
        prepared = Prepared(ChangeSet(name, ()), self._portfolio, self._portfolio, "checkpoint")
        return self.publish(prepared, self.commit(prepared))
