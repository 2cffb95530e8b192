"""What the panes of one window share: the document, one selection, the scores, and the one way to act."""

from __future__ import annotations

import gc
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from PySide6.QtCore import QObject, Signal

from deliverydesk.domain.entities import Criterion, Deliverable, Demand, Entity, Outcome, Rating, Settings
from deliverydesk.domain.formats import Formats, use
from deliverydesk.support import clock
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr
from deliverydesk.support.progress import no_progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliverydesk.analysis.scores import ScoreBoard
    from deliverydesk.document.document import Changed, Document, Prepared, Step
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.support.progress import Progress
    from deliverydesk.ui.findings import Findings


class Selection(NamedTuple):
    """The things selected in all panes at once: entities of one type, the current one among them."""

    entity_type: type[Entity] | None = None
    ids: tuple[int, ...] = ()
    current: int | None = None

    def deliverables(self) -> tuple[int, ...]:
        """The selected deliverables; none where something else is selected."""
        return self.ids if self.entity_type is Deliverable else ()

    def outcomes(self) -> tuple[int, ...]:
        """The selected outcomes; none where something else is selected."""
        return self.ids if self.entity_type is Outcome else ()


LARGE = 500
"""Changes from which on a change set is committed in a thread: some 50 ms of work."""

_LARGE_TEXT = 100 * LARGE
"""Characters of as many differences of a what-if."""


class WorkApart(Protocol):
    """Runs work in a thread under a sheet with a title, and tells in the window's thread how it ended."""

    def __call__(
        self,
        title: str,
        work: Callable[[Progress], Any],
        on_done: Callable[[Any], object],
        on_error: Callable[[BaseException], object],
        /,
    ) -> object: ...


_SCORED = (Deliverable, Demand, Criterion, Rating, Settings)


class Desk(QObject):
    """The one door for gestures, and the one place where panes hear what happened.

    Panes are strangers: they meet only here and in the document. All signals come after the commit.
    """

    loaded = Signal()
    """The document is read to its end: what was shown in part is to be shown whole."""
    changed = Signal(object)
    """A `Changed`: what the document committed. Emitted once a change set, after it."""
    selection_changed = Signal(object)
    """A `Selection`."""
    inspect_wanted = Signal()
    """What is selected is to be looked at closely: the inspector is to be seen."""
    scores_changed = Signal()
    """`scores` is new."""
    day_changed = Signal()
    """It is another day than a while ago: what lies today, is overdue or is stale changes without any edit."""
    done = Signal(str)
    """An action was carried out that deserves a toast with Undo; its label, capitalised."""
    refused = Signal(str)
    """Something could not be done: one sentence."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.selection = Selection()
        self.work_apart: WorkApart | None = None
        """Runs long work in a thread under a sheet, as `tasks.run_task` does; a window sets it."""
        self._scores: ScoreBoard | None = None
        self._day = clock.today()
        self.write_as_here()
        self._unsubscribe = document.subscribe(self._on_changed)

    def write_as_here(self) -> None:
        """Write days and numbers as this portfolio does, in this thread, from here on."""
        use(Formats.of(self.portfolio.settings))

    def look_at_clock(self) -> None:
        """Tell where midnight has passed since the last look."""
        if (day := clock.today()) != self._day:
            self._day = day
            self.day_changed.emit()

    @property
    def portfolio(self) -> Portfolio:
        """The present snapshot, of the plan or of the what-if that is looked into. Do not keep it: ask again."""
        return self.document.portfolio

    @property
    def what_if(self) -> str:
        """The name of the what-if that is looked into; empty in the plan."""
        inside = self.document.inside
        return "" if inside is None else self.document.actual.scenarios[inside.scenario].name

    @property
    def told(self) -> Portfolio:
        """The present snapshot to be handed out, in pictures and on paper: within a what-if its name says so."""
        inside = self.document.inside
        if inside is None:
            return self.portfolio
        from deliverydesk.document.within import titled

        return titled(self.portfolio, self.document.actual, inside)

    def locked(self, *entity_types: type[Entity]) -> str:
        """Why entities of these types cannot be written now, in a sentence; empty where they can.

        Whoever asks for what is to be written asks this first: a sheet is not to be filled in for nothing.
        """
        document = self.document
        if document.read_only is not None or document.inside is None:
            return document.read_only or ""
        from deliverydesk.document.within import locked

        return locked(entity_types)

    def load_some(self) -> bool:
        """Read a little more of the document; False once all is read. Raises StorageError."""
        more = self.document.load_some()
        if not more:
            self.loaded.emit()
        return more

    @property
    def scores(self) -> ScoreBoard | None:
        """The scores of the present portfolio; None until `load_scores` has run after the first paint."""
        return self._scores

    def load_scores(self) -> None:
        """Compute the scores. Imports numpy, so the window calls this after its first paint."""
        from deliverydesk.analysis.scores import ScoreBoard

        self._scores = ScoreBoard.of(self.portfolio)
        self.scores_changed.emit()

    @cached_property
    def findings(self) -> Findings:
        """What is found out of the portfolio in a thread; nothing is, until somebody asks."""
        from deliverydesk.ui.findings import Findings

        return Findings(self)

    def do(
        self,
        action: Callable[[Portfolio], ChangeSet],
        *,
        toast: bool = False,
        origin: object | None = None,
        size: int = 0,
        in_plan: bool = False,
    ) -> bool:
        """Run an action on the present portfolio and apply what it returns. False where it was refused.

        `toast` offers Undo beside the words; use it where the result may be out of sight. `origin` comes back in
        the `Changed`, so that a view can know its own gesture. A large change set is committed in a thread, and so
        is the action itself run where `size`, the number of entities that it is about, is large: then True says
        only that it has begun. `in_plan` is for what is of the plan also where a what-if is looked into.
        """
        prepare = self._preparing(in_plan)
        if size > LARGE and self.work_apart is not None:
            self._apart(tr("Working"), lambda _: prepare(action(self._base(in_plan))), toast, origin)
            return True
        try:
            change_set = action(self._base(in_plan))
            if not change_set:
                return True
            if len(change_set.changes) + self.document.carried > LARGE and self.work_apart is not None:
                self._apart(change_set.label, lambda _: prepare(change_set), toast, origin)
                return True
            self._finish(prepare(change_set), origin)
        except DeskError as error:
            self.refused.emit(str(error))
            return False
        self._tell_done(change_set.label, toast)
        return True

    def do_apart(
        self,
        label: str,
        action: Callable[[Portfolio, Progress], ChangeSet],
        then: Callable[[], object],
        *,
        toast: bool = False,
        in_plan: bool = False,
    ) -> None:
        """Run an action that takes its time, and commit what it returns, in a thread under a sheet called `label`.

        `then` is called here afterwards, also where there was nothing to change, but not where it was refused.
        """
        if self.work_apart is None:
            if self.do(lambda portfolio: action(portfolio, no_progress), toast=toast, in_plan=in_plan):
                then()
            return
        portfolio, prepare = self._base(in_plan), self._preparing(in_plan)
        self._apart(label, lambda progress: prepare(action(portfolio, progress)), toast, None, then)

    def _base(self, in_plan: bool) -> Portfolio:
        return self.document.actual if in_plan else self.portfolio

    def _preparing(self, in_plan: bool) -> Callable[[ChangeSet], Prepared | None]:
        """What makes a change set ready to be committed; it makes nothing of an empty one."""
        prepare = self.document.prepare_in_plan if in_plan else self.document.prepare
        return lambda change_set: prepare(change_set) if change_set else None

    def _finish(self, prepared: Prepared | None, origin: object | None = None) -> None:
        if prepared is not None:
            self.document.publish(prepared, self.document.commit(prepared), origin)

    def look_into(self, scenario: int | None) -> None:
        """See and change from here on what a what-if supposes; None for the plan again."""
        document = self.document
        held = document.actual.scenarios.get(scenario or 0)
        large = document.carried * 4 > LARGE or (held is not None and len(held.changes) > _LARGE_TEXT)
        try:
            if large and self.work_apart is not None:
                words = tr("Going back to the plan") if held is None else tr("Looking into {name}", name=held.name)
                self._apart(words, lambda _: document.prepare_look(scenario), False, None)
            else:
                document.look_into(scenario)
        except DeskError as error:
            self.refused.emit(str(error))

    def undo(self) -> None:
        """Take the last change back."""
        self._travel("undo")

    def redo(self) -> None:
        """Do again what was last taken back."""
        self._travel("redo")

    def _travel(self, step: Step) -> None:
        try:
            if self.document.step_size(step) > LARGE and self.work_apart is not None:
                undone, redone = self.document.undo_label or "", self.document.redo_label or ""
                words = tr("undo {what}", what=undone) if step == "undo" else tr("redo {what}", what=redone)
                self._apart(words, lambda _: self.document.prepare_step(step), False, None)
            else:
                self.document.undo() if step == "undo" else self.document.redo()
        except DeskError as error:
            self.refused.emit(str(error))

    def _apart(
        self,
        label: str,
        prepare: Callable[[Progress], Prepared | None],
        toast: bool,
        origin: object | None,
        then: Callable[[], object] | None = None,
    ) -> None:
        """Prepare and commit in a thread, publish here."""
        document = self.document

        def work(progress: Progress) -> tuple[Prepared, int] | None:
            prepared = prepare(progress)
            if prepared is None:
                return None
            seq = document.commit(prepared, progress)
            # Every pane asks who is shown now. And none of so much that is new is rubbish: to look would take long.
            _ = prepared.after.live
            gc.freeze()
            return prepared, seq

        def done(committed: tuple[Prepared, int] | None) -> None:
            if committed is not None:
                document.publish(*committed, origin)
                self._tell_done(committed[0].change_set.label, toast)
            if then is not None:
                then()

        def failed(error: BaseException) -> None:
            if not isinstance(error, DeskError):
                raise error
            self.refused.emit(str(error))

        assert self.work_apart is not None
        self.work_apart(_capitalised(label), work, done, failed)

    def _tell_done(self, label: str, toast: bool) -> None:
        if toast:
            self.done.emit(_capitalised(label))

    def select(self, entity_type: type[Entity] | None, ids: tuple[int, ...], current: int | None = None) -> None:
        """Select entities of one type everywhere. `current` is the one the inspector shows.

        What is not in the portfolio, or is not there any more, cannot be selected and is left out.
        """
        if entity_type is not None:
            table = self.portfolio.table(entity_type)
            ids = tuple(entity_id for entity_id in ids if entity_id in table)
            current = current if current in ids else None
        if current is None and ids:
            current = ids[0]
        selection = Selection(entity_type, ids, current)
        if selection != self.selection:
            self.selection = selection
            self.selection_changed.emit(selection)

    def close(self) -> None:
        """Stop listening to the document, and finding out about it."""
        if "findings" in vars(self):
            self.findings.close()
        self._unsubscribe()

    def _on_changed(self, changed: Changed) -> None:
        self.write_as_here()
        self._forget_removed()
        rescored = self._scores is not None and changed.change_set.touches(*_SCORED)
        if rescored and self._scores is not None:
            self._scores = self._scores.after(changed.change_set, changed.after)
        if "findings" in vars(self):
            self.findings.note(changed)
        self.changed.emit(changed)
        if rescored:
            self.scores_changed.emit()

    def _forget_removed(self) -> None:
        selection = self.selection
        if selection.entity_type is not None:
            table = self.portfolio.table(selection.entity_type)
            kept = tuple(entity_id for entity_id in selection.ids if entity_id in table)
            if kept != selection.ids:
                current = selection.current if selection.current in kept else None
                self.select(selection.entity_type, kept, current)


def _capitalised(label: str) -> str:
    return label[:1].upper() + label[1:]
