"""What is found out of a portfolio in a thread, for all panes of a window: evidence, forecasts, both together.

No pane waits for it. Until it is renewed, what was found last stays, and `current` says that it is of before.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from deliverydesk.analysis.finding import READ, find
from deliverydesk.domain.passage import with_moves
from deliverydesk.support.clock import today
from deliverydesk.ui.tasks import Task

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deliverydesk.analysis.briefing import Briefing
    from deliverydesk.analysis.divergence import Divergence
    from deliverydesk.analysis.evidence.page import Page
    from deliverydesk.analysis.finding import Found
    from deliverydesk.analysis.forecast.portfolio import PortfolioForecast
    from deliverydesk.document.document import Changed
    from deliverydesk.ui.desk import Desk

_SETTLE_MS = 120
"""So long no further change comes before anything is found out: a drag makes many."""
_LONGEST_MS = 2_000
_PATIENCE = 0.2
"""Of what took long last time a further change is waited for longer, for this share of it."""


class Findings(QObject):
    """One for each desk. A pane asks when it is shown and after each change that it sees, and hears `renewed`."""

    renewed = Signal()
    """Something new was found out."""
    renewing = Signal(bool)
    """Whether something is being found out."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.evidence: Page | None = None
        """Of all outcomes; None until it was asked for."""
        self.forecast: PortfolioForecast | None = None
        """Of all open work; None until it was asked for."""
        self.divergence: Divergence | None = None
        """Of all work in flight; None until it was asked for."""
        self.briefings: Mapping[int | None, Briefing] = {}
        """Of the portfolio, at None, and of each product; nothing until it was asked for."""
        self._found: Found | None = None
        self._stale = True
        self._settle_ms = _SETTLE_MS
        self._asked = self._closed = False
        self._task: Task | None = None
        self._timer = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._timer.timeout.connect(self._begin)
        desk.loaded.connect(self._loaded)

    @property
    def current(self) -> bool:
        """Whether what was found is of the portfolio as it is, and of today."""
        return not self._stale and self._found is not None and self._found.today == today()

    def ask(self) -> None:
        """See to it that what is found is current, soon."""
        self._asked = True
        if self._closed:
            return
        # Before all is read there are no scores, and nothing to go by.
        if self.current or self._desk.scores is None or (self._task is not None and not self._timer.isActive()):
            return
        self._timer.start(0 if self._found is None else self._settle_ms)

    def close(self) -> None:
        """Find out nothing more."""
        self._closed = True
        self._timer.stop()
        self._drop()

    def _loaded(self) -> None:
        if self._asked:
            QTimer.singleShot(0, self.ask)

    def note(self, changed: Changed) -> None:
        """What was found may be of before. The desk says so before it tells the panes of the change."""
        if changed.change_set.touches(*READ):
            self._stale = True
            self._drop()

    def _drop(self) -> None:
        """What is being found out is of a portfolio that is no more."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _begin(self) -> None:
        self._drop()
        portfolio, day, moves = self._desk.portfolio, today(), self._desk.document.moves
        before, begun = self._found, monotonic()
        task = self._task = Task(lambda progress: find(with_moves(portfolio, moves()), day, progress, before))

        def ended(outcome: tuple[str, Any]) -> None:
            task.deleteLater()
            if self._task is not task or not isValid(self):
                return  # of a portfolio that is no more, or of a window that is closed
            self._task = None
            how, value = outcome
            if how == "failed":
                self.renewing.emit(False)
                raise value
            self._take(value)
            self._settle_ms = min(max(_SETTLE_MS, round((monotonic() - begun) * 1000 * _PATIENCE)), _LONGEST_MS)
            self.renewing.emit(False)
            self.renewed.emit()

        task.ended.connect(ended, Qt.ConnectionType.QueuedConnection)
        self.renewing.emit(True)
        task.start()

    def _take(self, found: Found) -> None:
        self._found, self._stale = found, False
        self.evidence, self.forecast = found.evidence, found.forecast
        self.divergence, self.briefings = found.divergence, found.briefings
