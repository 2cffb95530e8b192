"""The table that rows are dragged in and dropped on: the drop line, the note, scrolling near the edges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from deliverydesk.ui.mime import DELIVERABLES, deliverables_data, dragged_deliverables
from deliverydesk.ui.panes.backlog.bands import DENSITIES
from deliverydesk.ui.panes.backlog.drag import HOT_SPOT, DropNote, ghost
from deliverydesk.ui.panes.backlog.painting import RowPainter
from deliverydesk.ui.panes.backlog.places import Place, place_for
from deliverydesk.ui.theme import Theme
from deliverydesk.ui.viewports import own_viewport

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.panes.backlog.model import BacklogModel

EDGE = 32
"""How near to the upper or lower edge a drag scrolls the rows."""


class RankingTable(QTableView):
    """Drags rows by their ids, and says where a drop would put them. The drop runs an action; no row is taken out."""

    def __init__(self, desk: Desk, model: BacklogModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        own_viewport(self)
        self._desk, self._model = desk, model
        self.painter_of_rows = RowPainter()
        self.note = DropNote(self.viewport())
        self._place: Place | None = None
        self._dragged: tuple[int, ...] = ()
        self._aimed: tuple[int, ...] = ()
        self._pointer = QPoint()
        self._roll = QTimer(self)
        self._roll.setInterval(16)
        self._roll.timeout.connect(self._scroll_on)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setAutoScroll(False)

    def selected(self) -> tuple[int, ...]:
        """The deliverables that a drag takes along, in the order of the rows."""
        return ()

    def set_density(self, name: str) -> None:
        """compact, standard or roomy rows."""
        density = DENSITIES[name]
        self.painter_of_rows.set_density(density)
        upright = self.verticalHeader()
        upright.setDefaultSectionSize(density.height)
        self.verticalScrollBar().setSingleStep(density.height)
        self.viewport().update()

    def row_height(self) -> int:
        """The height of every row."""
        return self.painter_of_rows.density.height

    def first_row_at(self, y: int) -> int:
        """The row at a height of the viewport, whether there is one or not: all rows are equally high."""
        return (y + self.verticalOffset()) // self.row_height()

    def row_top(self, row: int) -> int:
        """Where a row begins in the viewport."""
        return row * self.row_height() - self.verticalOffset()

    def paint_drop_line(self, painter: QPainter, theme: Theme) -> None:
        """Draw where a drop would go, while one is aimed at a place that takes it."""
        if self._place is None or self._place.refused:
            return
        row = self._place.row
        y = min(max(self.row_top(row) - 1, 4), self.viewport().height() - 5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(10, y - 1, self.viewport().width() - 10, 2, theme.colour("accent"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.pen("accent", 2.0))
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(QRectF(3, y - 4, 8, 8))

    def startDrag(self, supported: Qt.DropAction) -> None:
        """Qt's own would delete the dragged rows after a move; here the drop's action is all that happens."""
        ids = self.selected()
        if not ids or self.state() == QAbstractItemView.State.EditingState:
            return
        drag = QDrag(self)
        drag.setMimeData(deliverables_data(self._desk, ids))
        drag.setPixmap(ghost(self._model.rows.sight, ids, self.devicePixelRatioF()))
        drag.setHotSpot(HOT_SPOT)
        self._dragged = ids
        self.viewport().update()
        drag.exec(supported, Qt.DropAction.MoveAction)
        self._dragged = ()
        self._end_drop()
        self.viewport().update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(DELIVERABLES):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        ids = dragged_deliverables(self._desk, event.mimeData())
        if not ids:
            event.ignore()
            return
        self._pointer = event.position().toPoint()
        self._aim(ids)
        if not self._roll.isActive():
            self._roll.start()
        if self._place is not None and self._place.refused:
            event.ignore()
        else:
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._end_drop()

    def dropEvent(self, event: QDropEvent) -> None:
        self._pointer = event.position().toPoint()
        row = self._row_between(self._pointer)
        self._end_drop()
        # Qt's own would ask the model to move rows, and the source to remove them.
        if self._model.dropMimeData(event.mimeData(), Qt.DropAction.MoveAction, row, 0, QModelIndex()):
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
        else:
            event.ignore()

    def _row_between(self, place: QPoint) -> int:
        """The row that something dropped here goes above. On a heading it goes below it, into its group."""
        on = self.first_row_at(place.y())
        if self._model.rows.heading_at(on) is not None:
            return on + 1
        row = (place.y() + self.verticalOffset() + self.row_height() // 2) // self.row_height()
        return min(max(row, 0), len(self._model.rows.ids))

    def _aim(self, ids: Sequence[int]) -> None:
        self._aimed = tuple(ids)
        row = self._row_between(self._pointer)
        before = self._place
        self._place = place_for(self._model.rows, ids, row, self._desk.document.read_only)
        if before is None or before.row != row:
            self.viewport().update()
        self.note.say(self._place, self._pointer)

    def _end_drop(self) -> None:
        self._roll.stop()
        self._place, self._aimed = None, ()
        self.note.hide()
        self.viewport().update()

    def _scroll_on(self) -> None:
        """Near an edge the rows move on, the faster the nearer, also while the pointer rests."""
        height, y = self.viewport().height(), self._pointer.y()
        depth = y - EDGE if y < EDGE else y - (height - EDGE) if y > height - EDGE else 0
        if not depth:
            return
        bar = self.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + (round(depth / EDGE * 22) or (1 if depth > 0 else -1)))
        if bar.value() != before and self._aimed:
            self._aim(self._aimed)
