"""The open portfolio: a change goes through `apply`, is on the disk before anyone hears of it, and can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.document.journal import Journal
from deliverydesk.document.telling import Changed, HistoryEntry, Prepared, Step
from deliverydesk.domain.changes import ChangeSet
from deliverydesk.domain.differing import differences
from deliverydesk.domain.errors import DeskError, RuleBroken
from deliverydesk.domain.wording import quoted
from deliverydesk.storage.errors import ChangedElsewhere, CommitUncertain, OlderFile, ReadOnlyFile, StorageError
from deliverydesk.storage.store import Store
from deliverydesk.support.language import tr
from deliverydesk.support.progress import Progress, no_progress

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from deliverydesk.document.keeper import Keeper
    from deliverydesk.document.rewinding import Rewind
    from deliverydesk.document.telling import Inside
    from deliverydesk.domain.portfolio import Portfolio


__all__ = ["Changed", "Document", "HistoryEntry", "Prepared", "Step"]


class Document(Journal):
    """A portfolio with its keeper, its timeline of undo and redo, and its listeners.

    Nothing is optimistic: the portfolio here is what the last commit left. Listeners are called in the thread that
    publishes, in the order they subscribed. `look_into` a what-if, and it is the supposed one; opening begins in the
    plan.
    """

    def __init__(self, keeper: Keeper, portfolio: Portfolio, path: Path | None = None) -> None:
        """Use `open`, `create` or MemoryDocument."""
        super().__init__(keeper)
        self._actual = portfolio
        self._inside: Inside | None = None
        self._seq = keeper.last_seq()
        self._path = path
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
        """The present snapshot: of the plan, or as the what-if that is looked into supposes it."""
        return self._actual if self._inside is None else self._inside.laid.portfolio

    @property
    def actual(self) -> Portfolio:
        """The present snapshot of the plan, whatever is looked into."""
        return self._actual

    @property
    def inside(self) -> Inside | None:
        """The what-if that is looked into; None in the plan."""
        return self._inside

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
        Store.create(path, self._actual).close()

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
        if self._inside is not None:
            from deliverydesk.document import within
            from deliverydesk.domain.supposing import only_looks

            self._make_ready()
            if not only_looks(change_set):
                return within.suppose(self._actual, self._inside, change_set)
        return self.prepare_in_plan(change_set)

    def prepare_in_plan(self, change_set: ChangeSet) -> Prepared:
        """The same for what is of the plan itself and was made against `actual`, whatever is looked into."""
        from deliverydesk.domain import rules

        self._make_ready()
        after = self._actual.after(change_set)
        rules.check(after, change_set)
        change_set.look_through()
        return self._seen(Prepared(change_set, self._actual, after))

    def _seen(self, plan: Prepared) -> Prepared:
        """A change of the plan as it is seen from where one is."""
        if self._inside is None:
            return plan
        from deliverydesk.document import within

        return within.follow(self.portfolio, self._inside, plan)

    def prepare_look(self, scenario: int | None) -> Prepared:
        """Look into a what-if, None for back at the plan: the first step of `look_into`. Raises DeskError."""
        from deliverydesk.document import within

        self._keep_off()
        self.finish_loading()
        return within.look(self._actual, self.portfolio, scenario)

    def look_into(self, scenario: int | None, origin: object | None = None) -> None:
        """See and change from here on what a what-if supposes, None for the plan again. Writes nothing.

        Raises DeskError where there is no such what-if, or what it keeps cannot be read.
        """
        prepared = self.prepare_look(scenario)
        self.publish(prepared, self.commit(prepared), origin)

    def _make_ready(self) -> None:
        self._keep_off()
        if self._wait is not None:
            self._wait()
            self._wait = None
        if self.read_only is not None:
            raise ReadOnlyFile(self.read_only)

    def _keep_off(self) -> None:
        if self._under_way is not None:
            label = self._under_way.change_set.label
            raise StorageError(
                tr(
                    "{what} is still being saved. Do this once it is done.",
                    what=quoted(label[:1].upper() + label[1:], len(label)),
                )
            )

    def commit(self, prepared: Prepared, progress: Progress = no_progress) -> int:
        """Write it. The second step. Raises StorageError; then nothing has changed."""
        if prepared.before is not self.portfolio or self._under_way is not None:
            raise StorageError(tr("The portfolio has changed meanwhile. Do it once more."))
        self._under_way = prepared
        try:
            return self._commit(prepared, progress)
        except BaseException:
            self._under_way = None
            raise

    def _commit(self, prepared: Prepared, progress: Progress) -> int:
        seq_before = self._keeper.last_seq()
        if prepared.kind == "look":
            return self._seq
        change_set, after = (prepared.kept or (prepared.change_set, prepared.after))[:2]
        try:
            return self._keeper.commit(
                change_set,
                next_id=after.next_id,
                kind=prepared.kind,
                of=prepared.of,
                progress=progress,
            )
        except CommitUncertain as error:
            # An error at COMMIT means unknown, not failed: only the file can say.
            portfolio = self._keeper.resynchronise()
            if self._keeper.last_seq() == seq_before + 1 and portfolio == after:
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
        kept, self._seq = prepared.kept, seq
        self._actual, self._inside = (prepared.after, None) if kept is None else kept[1:]
        heard = prepared.change_set, prepared.before, prepared.after
        self._tell(Changed(*heard, origin, seq, looked=prepared.kind == "look"))
        return seq

    def _reload(self) -> None:
        before, shown = self._actual, self.portfolio
        self._actual = self._keeper.resynchronise()
        self._seq = self._keeper.last_seq()
        self._timeline = None
        reread = ChangeSet(tr("read the file again"), differences(before, self._actual))
        try:
            seen = self._seen(Prepared(reread, before, self._actual))
        except DeskError:  # the what-if that is looked into cannot be read any more
            reread = ChangeSet(reread.label, differences(shown, self._actual))
            seen = Prepared(reread, shown, self._actual)
        self.publish(seen, self._seq)

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

    # Undo and redo

    def undo(self, origin: object | None = None) -> str | None:
        """Take the last change back, through the same door as any change. Returns its label; None for nothing."""
        return self._travel("undo", origin)

    def redo(self, origin: object | None = None) -> str | None:
        """Do again what was last taken back. Returns its label; None for nothing."""
        return self._travel("redo", origin)

    def step_size(self, step: Step) -> int:
        """How many changes undo or redo would make, and carry along; see `carried`."""
        seq = self._next(step)
        return 0 if seq is None else self._keeper.size(seq) + self.carried

    @property
    def carried(self) -> int:
        """As how many changes more it counts that each step within a what-if writes all its differences anew."""
        return 0 if self._inside is None else self._inside.carried

    def prepare_step(self, step: Step) -> Prepared | None:
        """What undo or redo would do, ready to be committed; None for nothing. See `prepare`."""
        seq = self._next(step)
        if seq is None:
            return None
        change_set = self._keeper.change_set(seq, self._actual, forwards=step == "redo")
        if self._inside is not None:
            from deliverydesk.document import within

            within.keep_to_what_ifs(change_set)
        return self.prepare_in_plan(change_set)._replace(kind=step, of=seq)

    def _travel(self, step: Step, origin: object | None) -> str | None:
        prepared = self.prepare_step(step)
        if prepared is None:
            return None
        self.publish(prepared, self.commit(prepared), origin)
        return prepared.change_set.label

    def undo_back_to(self, seq: int, origin: object | None = None) -> int:
        """Undo until the entry `seq` is the last that is done, or the what-if looked into is gone. Returns how many."""
        undone, within = 0, self._inside is not None
        while within is (self._inside is not None) and (latest := self._undoing.to_undo) is not None and latest > seq:
            self.undo(origin)
            undone += 1
        return undone

    def rewind(self) -> Rewind:
        """How the plan stood before: to be asked here, in the thread of the listeners, and used in any."""
        from deliverydesk.document.rewinding import Rewind

        return Rewind(self._keeper, self._actual, self._seq)

    def portfolio_with_moves(self) -> Portfolio:
        """The present snapshot with what the journal knows of stages written out, for charts, which see no journal.
        Within a what-if its name says so.

        May be called in a thread.
        """
        from deliverydesk.domain.passage import with_moves

        portfolio = with_moves(self.portfolio, self.moves())
        if self._inside is None:
            return portfolio
        from deliverydesk.document import within

        return within.titled(portfolio, self._actual, self._inside)

    def checkpoint(self, name: str) -> int:
        """Give the present state a name in the history. Returns the entry's number."""
        from deliverydesk.domain import bounds

        name = " ".join(name.split())
        if not name:
            raise RuleBroken(tr("A checkpoint needs a name of at most {limit} characters.", limit=bounds.NAME_LIMIT))
        bounds.check_text(tr("The checkpoint's name"), name)
        self._make_ready()
        prepared = self._seen(Prepared(ChangeSet(name, ()), self._actual, self._actual, "checkpoint"))
        return self.publish(prepared, self.commit(prepared))
