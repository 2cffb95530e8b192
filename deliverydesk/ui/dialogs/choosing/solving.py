"""The search behind the sheet: an answer at once from a thread, better ones and reasons from a process of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from deliverydesk.analysis.planning.selection.choose import improving
from deliverydesk.analysis.planning.selection_reasons import SAMPLES, Reasoned, reasoning
from deliverydesk.analysis.planning.worker import Search
from deliverydesk.domain.errors import DeskError
from deliverydesk.support.language import tr
from deliverydesk.ui.tasks import Task

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliverydesk.analysis.planning.selection.choose import Choice
    from deliverydesk.analysis.planning.selection_of import Selection

SECONDS = 10.0
"""For the plan itself, where it is not proved sooner."""
EACH = 0.5
"""Seconds at most for each reason."""
_EVERY_MS = 120


class Solver(QObject):
    """One search at a time; a new question ends the one before."""

    came = Signal(object)
    """A `Reasoned`: a plan, a better one, or more reasons for it."""
    failed = Signal(str)
    """The search came to grief; one sentence."""
    turned = Signal()
    """It has begun, gone over to the reasons, or ended."""

    def __init__(self, parent: QObject, *, seconds: float = SECONDS, each: float = EACH) -> None:
        super().__init__(parent)
        self._seconds, self._each = seconds, each
        self._task: Task | None = None
        self._search: Search[Reasoned] | None = None
        self._told: Reasoned | None = None
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._look)

    @property
    def running(self) -> bool:
        """Whether more may come."""
        return self._task is not None or self._search is not None

    def ask(self, question: Callable[[], Selection]) -> None:
        """Choose among what `question`, which is called in a thread, gives."""
        self.end()
        task = self._task = Task(lambda _progress: _at_once(question()))

        def ended(outcome: tuple[str, Any]) -> None:
            task.deleteLater()
            if not isValid(self) or self._task is not task:
                return
            self._task = None
            how, found = outcome
            if how == "done":
                self._go_on(found)
            elif how == "failed":
                self._fail(found)

        task.ended.connect(ended, Qt.ConnectionType.QueuedConnection)
        task.start()
        self.turned.emit()

    def _go_on(self, found: Reasoned) -> None:
        if not found.selection.items:
            self.came.emit(found)
            self.turned.emit()
            return
        choice = found.choice
        if choice.periods is None:
            self._begin(found.selection, None)
            return
        self.came.emit(found)
        self._begin(found.selection, choice)

    def _begin(self, selection: Selection, choice: Choice | None, *, reasons: bool = False) -> None:
        """In a process: from a plan on, or with `reasons` those alone."""
        start = None if choice is None or choice.periods is None else np.array(choice.periods, dtype=np.int64)
        known = choice if choice is not None and (reasons or choice.proved) else None
        try:
            self._search = Search(reasoning, selection, self._seconds, self._each, SAMPLES, known, start)
        except OSError as error:
            self._fail(error)
            return
        self._timer.start()
        self.turned.emit()

    def _look(self) -> None:
        search = self._search
        if search is None:
            return
        problem = ""
        try:
            search.poll()
        except DeskError as error:
            problem = str(error)
        if search.best is not None and search.best is not self._told:
            self._told = search.best
            self.came.emit(search.best)
        if problem:
            self.failed.emit(problem)
        if not search.running and self._search is search:
            self.end()

    def stop(self) -> None:
        """Look for no better plan, and give the reasons for the best so far; a second time, give no more reasons."""
        search, told = self._search, self._told
        best = search.cancel() if search is not None else None
        self.end()
        best = best if best is not None else told
        if search is not None and best is not None:
            self.came.emit(best)
            if not best.questions and best.choice.periods is not None:
                self._begin(best.selection, best.choice, reasons=True)

    def end(self) -> None:
        """Look for nothing more."""
        self._timer.stop()
        self._task = self._told = None
        search, self._search = self._search, None
        if search is not None:
            search.cancel()
        self.turned.emit()

    def _fail(self, error: BaseException) -> None:
        self.end()
        self.failed.emit(str(error) if isinstance(error, DeskError) else tr("The search could not be begun."))


def _at_once(selection: Selection) -> Reasoned:
    return Reasoned(selection, next(improving(selection.problem, 0.0)))
