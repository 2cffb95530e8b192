"""Tells when the window was first painted, for the benchmark of start-up and the test of what it loads."""

from __future__ import annotations

import json
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

HEAVY = ("sqlalchemy", "alembic", "numpy", "pyqtgraph", "pptx", "xlsxwriter", "python_calamine", "qtawesome", "lxml")
UNDONE = ("deliverydesk.actions.backlog", "deliverydesk.actions.placing", "deliverydesk.actions.roadmap")
NOT_SHOWN = ("QCalendarWidget", "QDialog", "QSplitter", "QTabWidget")
"""Some types of widgets that no window begins with. PySide makes all types ready where it must tell what one is."""


class _Watcher(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            # The backing store is flushed when this round of the event loop ends.
            QTimer.singleShot(0, _tell)
        return False


def _tell() -> None:
    loaded = [name for name in (*HEAVY, *UNDONE) if name in sys.modules]
    ready = [kind.__name__ for kind in QWidget.__subclasses__() if kind.__name__ in NOT_SHOWN]
    sys.stdout.write(json.dumps({"first_paint": time.monotonic(), "modules": loaded, "types": ready}) + "\n")
    sys.stdout.flush()
    app = QApplication.instance()
    assert app is not None
    for widget in QApplication.topLevelWidgets():
        widget.close()
    app.quit()


def report_first_paint(app: QApplication) -> None:
    """Print one line of JSON after the first paint of the main window, then end the program."""
    watcher = _Watcher(app)
    for window in QApplication.topLevelWidgets():
        if window.objectName() == "window":
            window.installEventFilter(watcher)
