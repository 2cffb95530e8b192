"""The log of follow-ups: what was taken on, ticked off when it is done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from deliverydesk.actions import reviewing
from deliverydesk.charts.reviewing import follow_up_rows, follow_ups_table
from deliverydesk.domain.entities import FollowUp
from deliverydesk.support.language import tr
from deliverydesk.ui.exportable import Exportable
from deliverydesk.ui.panes.review.log_page import Log, LogModel, LogPage
from deliverydesk.ui.widgets.buttons import Button
from deliverydesk.ui.widgets.empty import EmptyState

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from deliverydesk.ui.desk import Desk


class FollowUpsPage(LogPage):
    """What was taken on, ticked off when it is done."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        columns = [tr("Due"), tr("What"), tr("Owner"), tr("Of"), tr("Done")]
        log = Log(tr("Follow-ups"), LogModel(columns, parent), (100, 360, 120, 220, 100), parent)
        log.setObjectName("review.follow_ups")
        log.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        empty = EmptyState(
            "check", tr("Nothing was taken on yet"), tr("Follow-ups are noted when a review is closed."), parent=parent
        )
        super().__init__(desk, log, empty, tr("Search the follow-ups"), parent)
        self.tick = Button(tr("Done"), self.finish, self, size="header")
        self.tick.setObjectName("review.done")
        self.foot.addWidget(self.tick)
        self.foot.addStretch(1)
        log.activated_row.connect(self.finish)

    def renew(self) -> None:
        """Show the follow-ups as they are."""
        self.take(follow_up_rows(self.desk.portfolio))

    def _follow_up(self) -> FollowUp | None:
        row = self.log.current_row()
        return None if row is None else self.desk.portfolio.follow_ups.get(row.id)

    def show_current(self) -> None:
        current = self._follow_up()
        locked = self.desk.locked(FollowUp)
        self.tick.allow(locked)
        self.tick.setEnabled(current is not None and not locked)
        self.tick.set_words(tr("Not done") if current is not None and current.done else tr("Done"))

    def finish(self) -> None:
        """Tick the current one off, or take the tick back."""
        current = self._follow_up()
        if current is not None:
            self.act(lambda p: reviewing.finish_follow_up(p, current.id, done=current.done is None))

    def exportable(self) -> Exportable:
        make = partial(follow_ups_table, self.desk.portfolio, self.log.shown())
        return Exportable("follow-ups", tr("Follow-ups, as in the pane"), make, apart=True)
