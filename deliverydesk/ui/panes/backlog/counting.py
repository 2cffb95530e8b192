"""Counts for the footer: at once where there is little to count, else in a thread when nothing else is to be done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from deliverydesk.ui.latest import Latest
from deliverydesk.ui.panes.backlog.counts import tally

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliverydesk.ui.panes.backlog.counts import Tally
    from deliverydesk.ui.panes.backlog.footer import Footer
    from deliverydesk.ui.panes.backlog.rows import Rows

_MANY = 2_000
"""Rows from which on counting is put off."""
_SETTLE_MS = 150


class Counting(QObject):
    """Tells a footer what the rows shown come to; `total` says how many there are to be shown."""

    def __init__(self, rows: Rows, total: Callable[[], int], footer: Footer) -> None:
        super().__init__(footer)
        self._rows, self._total, self._footer = rows, total, footer
        self._latest = Latest()
        self._timer = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._timer.timeout.connect(self._begin)

    @property
    def is_under_way(self) -> bool:
        """Whether counts are still to come."""
        return self._timer.isActive() or self._latest.busy

    def renew(self) -> None:
        """What is shown has changed, or its scores."""
        if len(self._rows.passing) < _MANY:
            self._timer.stop()
            self._latest.forget()
            self._say(self._count()())
        elif self._rows.sight.scores is not None and not self._timer.isActive():
            # Before there are scores the window has not been painted yet: it comes first.
            self._timer.start()

    def _begin(self) -> None:
        self._latest.run(self._count(), self._say, lambda _sentence: None)

    def _count(self) -> Callable[[], Tally]:
        return partial(tally, self._rows.sight, self._rows.passing, self._total())

    def _say(self, counts: Tally) -> None:
        if isValid(self):
            self._footer.say(counts)
