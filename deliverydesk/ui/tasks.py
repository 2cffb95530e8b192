"""Work that takes longer than a moment: done in a thread, with progress, a way to stop it, and never a frozen
window.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from contextvars import copy_context
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from deliverydesk.support.progress import Cancelled, Progress

if TYPE_CHECKING:
    from deliverydesk.ui.widgets.progress import ProgressSheet

SHOW_AFTER_MS = 100
"""Work shorter than this shows no sheet, which would only flash."""
_EVERY_SECONDS = 0.05
TURN_SECONDS = 0.0005
"""How long a thread may keep the interpreter while another waits for it. Painting gives it back at every call of Qt,
hundreds of times a frame; with Python's own 5 ms each frame beside a busy thread took half a second.
"""

Result = TypeVar("Result")
_LOG = logging.getLogger(__name__)


class Task(QObject):
    """One piece of work under way. Keep nothing of it: it lives until it has told how it ended, once."""

    progressed = Signal(object, object)
    ended = Signal(object)
    """Emitted in the thread, received in the window's: ("done", result), ("failed", error) or ("cancelled",
    None)."""

    def __init__(self, work: Callable[[Progress], Any]) -> None:
        super().__init__(QApplication.instance())
        # A thread begins with no context: it is to write days and numbers as whoever asked for the work does.
        self._work = work
        self._context = copy_context()
        self._stop = threading.Event()
        self._last = 0.0

    def start(self) -> None:
        """Begins the work in a thread of Qt's pool, which the application waits for when it closes."""
        sys.setswitchinterval(TURN_SECONDS)
        QThreadPool.globalInstance().start(self._run)

    def cancel(self) -> None:
        """Makes the work's next call of ``progress`` raise Cancelled."""
        self._stop.set()

    def _progress(self, done: int, total: int) -> None:
        if self._stop.is_set():
            raise Cancelled
        now = monotonic()
        if now - self._last >= _EVERY_SECONDS or done == total:
            self._last = now
            self.progressed.emit(done, total)

    def _run(self) -> None:
        try:
            result = self._context.run(self._work, self._progress)
        except Cancelled:
            outcome: tuple[str, object] = ("cancelled", None)
        # Whatever went wrong is told to the window's thread, where on_error makes a sentence of it.
        except BaseException as error:  # noqa: BLE001
            _LOG.info("A task failed", exc_info=True)
            outcome = ("failed", error)
        else:
            outcome = ("done", result)
        try:
            self.ended.emit(outcome)
        except RuntimeError:
            # The application closed while the work ran, and took this object with it: nobody is left to tell.
            _LOG.info("A task ended after the window had closed")


def run_task(
    parent: QWidget,
    title: str,
    work: Callable[[Progress], Result],
    on_done: Callable[[Result], object],
    on_error: Callable[[BaseException], object],
    on_cancel: Callable[[], object] | None = None,
    *,
    can_cancel: bool = True,
) -> Task:
    """Runs ``work(progress)`` in a thread and then, in the window's thread, one of: ``on_done(result)``,
    ``on_error(error)``, ``on_cancel()``. After 100 ms a sheet titled ``title`` shows the progress and a
    Cancel button.

    ``work`` touches no widget and no open portfolio. It calls ``progress(done, total)`` as often as it likes,
    and lets the Cancelled that this may raise pass, leaving everything as it was. Work that ends well before
    it notices that it was to stop counts as done, because it is. Where ``parent`` is gone by then, nobody is
    told.
    """
    task = Task(work)
    _Watch(parent, title, task, on_done, on_error, on_cancel, can_cancel)
    task.start()
    return task


class _Watch(QObject):
    """Stands in the window's thread between one task and the sheet, and dies with the widget that asked for
    it.
    """

    def __init__(
        self,
        parent: QWidget,
        title: str,
        task: Task,
        on_done: Callable[[Any], object],
        on_error: Callable[[BaseException], object],
        on_cancel: Callable[[], object] | None,
        can_cancel: bool,
    ) -> None:
        super().__init__(parent)
        self._parent, self._title, self._task, self._can_cancel = parent, title, task, can_cancel
        self._on_done, self._on_error, self._on_cancel = on_done, on_error, on_cancel
        self._sheet: ProgressSheet | None = None
        self._latest: tuple[int, int] | None = None
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.timeout.connect(self._show)
        self._delay.start(SHOW_AFTER_MS)
        task.progressed.connect(self._progressed)
        task.ended.connect(self._ended)
        parent.destroyed.connect(task.cancel)

    def _show(self) -> None:
        from deliverydesk.ui.widgets.progress import ProgressSheet

        self._sheet = ProgressSheet(self._parent, self._title, can_cancel=self._can_cancel)
        self._sheet.cancelled.connect(self._task.cancel)
        self._sheet.open()
        if self._latest is not None:
            self._sheet.advance(*self._latest)

    def _progressed(self, done: int, total: int) -> None:
        self._latest = (done, total)
        if self._sheet is not None:
            self._sheet.advance(done, total)

    def _ended(self, outcome: tuple[str, Any]) -> None:
        self._delay.stop()
        if self._sheet is not None:
            self._sheet.dismiss()
            self._sheet = None
        self._parent.destroyed.disconnect(self._task.cancel)
        self._task.deleteLater()
        self.deleteLater()
        how, value = outcome
        if how == "done":
            self._on_done(value)
        elif how == "failed":
            self._on_error(value)
        elif self._on_cancel is not None:
            self._on_cancel()
