"""Python's cyclic collector, run in the window's thread alone.

By itself it runs in whichever thread makes the next object, and a widget that it finds in a circle is then destroyed in
a thread of work, which Qt does not survive. So it is switched off and asked here, between two events.
"""

from __future__ import annotations

import gc
from time import monotonic

from PySide6.QtCore import QCoreApplication, QObject, Qt, QThreadPool, QTimer
from PySide6.QtGui import QGuiApplication

_EVERY_MS = 500
_MANY = 100_000
"""So many new objects at once are a table or a picture that somebody keeps: to go through them would take long."""
_WHOLE_SECONDS = 60.0
"""All objects that may be rubbish are looked at no more often than this."""


class Collector(QObject):
    """Collects what is due by Python's own thresholds, for as long as it lives."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._whole = monotonic()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation that is due; nothing where none is, or while threads still make things."""
        if QThreadPool.globalInstance().activeThreadCount():
            return
        if gc.get_count()[0] > _MANY:
            gc.freeze()
        young, middle, old = (n > most for n, most in zip(gc.get_count(), gc.get_threshold(), strict=True))
        if old and monotonic() - self._whole >= _WHOLE_SECONDS:
            self._collect_whole()
        elif young or middle:
            gc.collect(1 if middle else 0)

    def _collect_whole(self) -> None:
        """Collect, and look at what is left no more: a large portfolio takes a tenth of a second each time.

        Where nobody looks at the program, all is gone through once more.
        """
        if QGuiApplication.applicationState() != Qt.ApplicationState.ApplicationActive:
            gc.unfreeze()
        gc.collect()
        gc.freeze()
        self._whole = monotonic()


def collect_here() -> None:
    """From now on collect in this thread, which is the application's, and in no other."""
    application = QCoreApplication.instance()
    if application is not None and application.findChild(Collector) is None:
        Collector(application)
