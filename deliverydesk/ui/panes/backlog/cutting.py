"""The cut line of the backlog and its column of chances: what is asked for, found in a thread, handed to the rows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QActionGroup
from shiboken6 import isValid

from deliverydesk.support.clock import today
from deliverydesk.support.language import tr
from deliverydesk.ui.latest import Latest
from deliverydesk.ui.panes.backlog.outlook import ASKED, PERIODS, Outlook, outlook_of, period_end

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction

    from deliverydesk.ui.panes.backlog.pane import BacklogPane

CUTTING = " ".join(["cut_none", *(f"cut_{each}" for each in ASKED), "-", *(f"cut_period_{n}" for n in range(PERIODS))])
"""The menu of the cut line."""


class Cutting(QObject):
    """Asks for forecasts only while the line or the column shows and the pane is seen."""

    def __init__(self, pane: BacklogPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self.asked: int | None = None
        """The chance in per cent; None without a line."""
        self.period = 0
        """How many quarters ahead the period ends; 0 with this one."""
        self._listens = False
        self._finding = Latest()
        self._told: tuple[object, ...] = ()
        """What the present outlook was made of."""
        pane.installEventFilter(self)
        pane.desk.scores_changed.connect(self.want)
        pane.desk.changed.connect(self.want)
        pane.desk.day_changed.connect(self.want)
        pane.columns.changed.connect(self.want)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self.want()
        return False

    def cut(self, asked: int | None) -> None:
        """Show the cut line of a chance in per cent, or none."""
        self.asked = asked
        self._choose()

    def choose_period(self, ahead: int) -> None:
        """Let the period end with this quarter, or so many quarters later."""
        self.period = ahead
        self._choose()

    def _choose(self) -> None:
        self._pane.commands.renew()
        self._pane.views.renew()
        self.want()

    def want(self) -> None:
        """See to it that line and column are of the portfolio as it is, soon."""
        pane, desk = self._pane, self._pane.desk
        if self.asked is None and not pane.is_shown("chance"):
            if self._told:
                self._told = ()
                pane.model.take_outlook(None)
            return
        if not pane.isVisible() or desk.scores is None:
            return
        if not self._listens:
            self._listens = True
            desk.findings.renewed.connect(self.want)
        if not desk.findings.current:
            desk.findings.ask()
            return
        forecast = desk.findings.forecast
        assert forecast is not None
        wanted = forecast, period_end(desk.portfolio, today(), self.period), self.asked
        if wanted != self._told:
            self._told = wanted
            self._finding.run(partial(outlook_of, *wanted), self._take, desk.refused.emit)

    def _take(self, outlook: Outlook) -> None:
        if isValid(self._pane):
            self._pane.model.take_outlook(outlook)

    def save_state(self) -> dict[str, Any]:
        """What is asked for, as JSON values."""
        return {"asked": self.asked, "period": self.period}

    def restore_state(self, state: object) -> None:
        """Ask for what was asked for."""
        if isinstance(state, dict):
            asked, period = state.get("asked"), state.get("period")
            self.asked = asked if asked in ASKED else None
            self.period = period if isinstance(period, int) and period in range(PERIODS) else 0
            self._choose()


def add_cutting(pane: BacklogPane, add: Callable[..., QAction]) -> None:
    """Make the commands by `add`."""
    group = QActionGroup(pane)
    for asked in (None, *ASKED):
        said = tr("No cut line") if asked is None else tr("Cut line at {n} in 100", n=str(asked))
        action = add(f"cut_{asked or 'none'}", said, partial(pane.cut_at, asked), everywhere=True)
        action.setCheckable(True)
        group.addAction(action)
    periods = (
        tr("By the end of this quarter"),
        tr("By the end of the next quarter"),
        tr("By the end of the quarter after next"),
    )
    group = QActionGroup(pane)
    for ahead, said in enumerate(periods):
        action = add(f"cut_period_{ahead}", said, partial(pane.cut_by, ahead), everywhere=True)
        action.setCheckable(True)
        group.addAction(action)


def renew_cutting(cutting: Cutting, made: dict[str, QAction]) -> None:
    """Check what holds."""
    made[f"cut_{cutting.asked or 'none'}"].setChecked(True)
    made[f"cut_period_{cutting.period}"].setChecked(True)
