"""What the tour waits for: a window that has settled, a sheet that is open. It stops with a sentence."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr
from deliverydesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from deliverydesk.ui.window.main_window import MainWindow

_PATIENCE = 30.0
_SHEETS = TypeVar("_SHEETS", bound=QWidget)


def expect(holds: bool, words: str) -> None:
    """Stop the tour with a sentence where something does not hold. Raises DeskError."""
    if not holds:
        raise DeskError(tr("The tour stopped: {reason}.", reason=words))


def settle() -> None:
    """Carry out what was put off to the next turns of the event loop."""
    for _ in range(4):
        QApplication.sendPostedEvents()
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)


def until(holds: Callable[[], bool], words: str) -> None:
    """Wait for something to hold. Raises DeskError with what did not come."""
    end = time.monotonic() + _PATIENCE
    while not holds():
        expect(time.monotonic() < end, words)
        QApplication.processEvents(
            QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20
        )
    settle()


def shown(window: MainWindow, kind: type[_SHEETS]) -> _SHEETS:
    """The sheet of this kind once it is open."""

    def open_ones() -> list[_SHEETS]:
        return [sheet for sheet in window.findChildren(kind) if sheet.isVisible()]

    until(lambda: bool(open_ones()), tr("{name} did not open", name=kind.__name__))
    # A sheet that shows the progress of work may still lie over it.
    until(lambda: len([one for one in window.findChildren(Sheet) if one.isVisible()]) == 1, tr("A sheet stayed open"))
    return open_ones()[0]
