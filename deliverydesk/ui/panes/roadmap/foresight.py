"""The forecast before the roadmap: asked for while its switch is on and the pane is seen, shown once it is found."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from shiboken6 import isValid

from deliverydesk.support.clock import today
from deliverydesk.ui.latest import Latest

if TYPE_CHECKING:
    from deliverydesk.charts.roadmap import RoadmapPicture
    from deliverydesk.charts.roadmap_ahead import Ahead
    from deliverydesk.ui.panes.roadmap.pane import RoadmapPane

_MOST_AT_ONCE = 2_000
"""Of so many bars in sight the percentiles are found in the thread."""


class Foresight(QObject):
    """Keeps the forecast of one roadmap pane. What was shown last stays until a newer one is found."""

    def __init__(self, pane: RoadmapPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._listens = False
        self._ahead: Ahead | None = None
        self._finding = Latest()
        pane.installEventFilter(self)
        pane.desk.scores_changed.connect(self.want)
        pane.desk.changed.connect(self.want)
        pane.desk.day_changed.connect(self.want)
        pane.commands.forecast.toggled.connect(self._switched)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self.want()
        return False

    @property
    def _is_on(self) -> bool:
        return self._pane.commands.forecast.isChecked()

    def want(self) -> None:
        """See to it that the forecast shown is current, soon. Nothing is asked before all was read and scored."""
        desk = self._pane.desk
        if not self._is_on or not self._pane.isVisible() or desk.scores is None:
            return
        if not self._listens:
            self._listens = True
            desk.findings.renewed.connect(self.want)
        if not desk.findings.current:
            desk.findings.ask()
        elif self._ahead is None or self._ahead.forecast is not desk.findings.forecast:
            self._find()

    def before(self, picture: RoadmapPicture) -> RoadmapPicture:
        """A picture with the forecast that is to be shown before it."""
        ahead = self._ahead if self._is_on else None
        return picture if picture.ahead is ahead else replace(picture, ahead=ahead)

    def made(self) -> Ahead:
        """The forecast of the portfolio as it is, for an export: the one that is shown, or one made now."""
        findings = self._pane.desk.findings
        if self._ahead is not None and findings.current and self._ahead.forecast is findings.forecast:
            return self._ahead
        from deliverydesk.charts.roadmap_ahead import foreseen

        return foreseen(self._pane.desk.portfolio, today())

    def _switched(self) -> None:
        self._ahead = None
        self._show()
        self.want()
        self._pane.note_look()

    def _find(self) -> None:
        from deliverydesk.charts.roadmap_ahead import ahead_of

        findings, frame = self._pane.desk.findings, self._pane.area.frame()
        assert findings.forecast is not None
        assert findings.evidence is not None
        seen = [bar.id for bar in islice(frame.bars_around(0), _MOST_AT_ONCE)]
        work = partial(ahead_of, self._pane.desk.portfolio, findings.forecast, findings.evidence.evidence, seen)
        self._finding.run(work, self._take, self._pane.desk.refused.emit)

    def _take(self, ahead: Ahead) -> None:
        if isValid(self._pane) and self._is_on:
            self._ahead = ahead
            self._show()

    def _show(self) -> None:
        self._pane.shown = self.before(self._pane.shown)
        self._pane.area.show_picture(self._pane.shown)
