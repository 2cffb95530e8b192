"""The cells of the capacity strip: under the roadmap's weeks, walked by arrows, opened by a click or Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPainter

from deliverydesk.charts.load import OVER, cell_words
from deliverydesk.rendering.load import ROW, Marked, StripFrame, paint_cells, paint_names, paint_now
from deliverydesk.support.language import tr
from deliverydesk.ui import text
from deliverydesk.ui.panes.roadmap.painted import PaintedArea
from deliverydesk.ui.panes.roadmap.scrolling import ZOOM_STEP
from deliverydesk.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from deliverydesk.charts.load import LoadPicture
    from deliverydesk.rendering.load import Cell
    from deliverydesk.ui.panes.roadmap.scrolling import Scrolling

_HINT = tr("Arrows walk the cells, Enter tells who and what.")


class LoadCells(PaintedArea):
    """Shows a load picture on the time axis of a timeline. Tells what was asked for and changes nothing itself."""

    opened = Signal(object)
    """A cell (row, column) whose load is to be told."""
    wanted = Signal()
    """There is nothing to paint yet, and somebody looks."""

    def __init__(self, area: Scrolling, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._area = area
        self.picture: LoadPicture | None = None
        self.marked = Marked(figures=theme.contrast)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(int(ROW))
        self.setObjectName("roadmap.capacity_cells")
        text.name(self, tr("Capacity of the teams"), _HINT)
        area.viewed.connect(self.viewport().update)

    # what is shown

    def show_picture(self, picture: LoadPicture | None) -> None:
        """Another load; a current cell that is not there any more is forgotten."""
        before, self.picture = self.picture, picture
        if picture is not before:
            current = self.marked.current
            if picture is None or (before is not None and before.stops != picture.stops):
                self.marked = self.marked._replace(current=None, hovered=None)
            elif current is not None and current[0] >= len(picture.names):
                self.marked = self.marked._replace(current=None)
        self._relayout()
        self.viewport().update()

    def frame(self) -> StripFrame:
        """Where the cells lie now: on the time axis of the roadmap above."""
        above = self._area.frame()
        right = min(above.right, float(self.viewport().width()))
        return StripFrame(
            above.scale,
            above.left,
            right,
            float(self.viewport().height()),
            float(self.verticalScrollBar().value()),
            above.measures.inset,
        )

    def cell_at(self, at: QPointF) -> Cell | None:
        """The cell at a place of the viewport."""
        return self.frame().cell_at(self.picture, at.x(), at.y()) if self.picture is not None else None

    def figure_at(self, pos: QPoint) -> tuple[str, QRect] | None:
        """The figure at a place of the viewport: how full a cell is, or what a team can give beside its name."""
        frame, cell = self.frame(), self.cell_at(QPointF(pos))
        if self.picture is None or cell is not None:
            return self._figure_of(cell)
        row = frame.row_at(pos.y(), len(self.picture.names))
        if row is None or pos.x() >= frame.left:
            return None
        return "capacity", QRectF(0, frame.row_top(row), frame.left, frame.row).toAlignedRect()

    def current_figure(self) -> tuple[str, QRect] | None:
        """The figure of the current cell."""
        return self._figure_of(self.marked.current)

    def _figure_of(self, cell: Cell | None) -> tuple[str, QRect] | None:
        if self.picture is None or cell is None:
            return None
        return "overload" if self.picture.level(*cell) == OVER else "utilisation", self.box(cell)

    def box(self, cell: Cell) -> QRect:
        """Where a cell lies in the viewport."""
        assert self.picture is not None
        return self.frame().box(self.picture, *cell).toAlignedRect()

    def _relayout(self) -> None:
        rows = len(self.picture.names) if self.picture is not None else 0
        bar = self.verticalScrollBar()
        bar.setPageStep(max(self.viewport().height(), 1))
        bar.setRange(0, max(round(rows * ROW) - self.viewport().height(), 0))

    # pointing

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and cell is not None:
            self.go_to(cell)
            self.opened.emit(cell)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.cell_at(event.position()))

    def _hover(self, cell: Cell | None) -> None:
        if cell != self.marked.hovered:
            self.marked = self.marked._replace(hovered=cell)
            shape = Qt.CursorShape.PointingHandCursor if cell is not None else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            cell = self.cell_at(QPointF(event.pos()))
            return self.tell(event, "\n".join(self.words_at(cell)))
        if event.type() == QEvent.Type.Leave:
            self._hover(None)
        return super().viewportEvent(event)

    def words_at(self, cell: Cell | None) -> list[str]:
        """What there is to say about a cell, in lines."""
        return cell_words(self.picture, *cell) if self.picture is not None and cell is not None else []

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Down and up through the teams; across and zoom move the roadmap, which this follows."""
        turn, fine = event.angleDelta(), event.pixelDelta()
        keys = event.modifiers()
        if keys & Qt.KeyboardModifier.ControlModifier:
            self._area.zoom(ZOOM_STEP ** ((turn.y() or turn.x()) / 120), event.position().x())
        elif keys & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier):
            self._area.pan((fine.x() or fine.y()) if not fine.isNull() else (turn.x() or turn.y()) * 0.8, 0)
        else:
            if turn.x():
                self._area.pan(fine.x() if not fine.isNull() else turn.x() * 0.8, 0)
            super().wheelEvent(event)
        event.accept()

    # keys

    def go_to(self, cell: Cell) -> None:
        """Make a cell the current one and bring it into sight."""
        if self.picture is None:
            return
        self.marked = self.marked._replace(current=cell)
        self._reveal(cell)
        self.say(". ".join(self.words_at(cell)))
        self.viewport().update()

    def _reveal(self, cell: Cell) -> None:
        assert self.picture is not None
        frame = self.frame()
        x0, x1 = frame.scale.x(self.picture.stops[cell[1]]), frame.scale.x(self.picture.stops[cell[1] + 1])
        if x0 < frame.left:
            self._area.pan(frame.left - x0 + 40, 0)
        elif x1 > frame.right:
            self._area.pan(frame.right - x1 - 40, 0)
        self.show_row(cell[0])

    def show_row(self, row: int) -> None:
        """Scroll as little as needed so that a team can be seen."""
        frame = self.frame()
        top, bar = frame.row_top(row), self.verticalScrollBar()
        if top < 0:
            bar.setValue(bar.value() + round(top))
        elif top + frame.row > frame.height:
            bar.setValue(bar.value() + round(top + frame.row - frame.height))

    def _first(self) -> Cell | None:
        """Where a walk begins: the worst cell, else the first team now."""
        if self.picture is None or not self.picture.names:
            return None
        if self.picture.ringed is not None:
            return self.picture.ringed
        column = self.picture.column_at(self.picture.today)
        return (0, column) if column is not None else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        key, current = Qt.Key(event.key()), self.marked.current
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in steps and plain and self.picture is not None:
            cell = current or self._first()
            if cell is not None and current is not None:
                down, across = steps[key]
                row = min(max(cell[0] + down, 0), len(self.picture.names) - 1)
                cell = (row, min(max(cell[1] + across, 0), len(self.picture.stops) - 2))
            if cell is not None:
                self.go_to(cell)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and current is not None:
            self.opened.emit(current)
        elif key == Qt.Key.Key_Escape and current is not None:
            self.marked = self.marked._replace(current=None)
            self.setAccessibleDescription(_HINT)
            self.viewport().update()
        else:
            event.ignore()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self.paint(painter)
        painter.end()
        if self.picture is None:
            self.wanted.emit()

    def paint(self, painter: QPainter) -> None:
        """One frame."""
        frame, inks = self.frame(), self._inks
        inks.ratio = painter.device().devicePixelRatioF()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.viewport().rect(), inks.brush("surface"))
        if self.picture is None:
            return
        paint_names(painter, frame, inks, self.picture)
        painter.setClipRect(QRectF(frame.left, 0, frame.right - frame.left, frame.height))
        paint_cells(painter, frame, inks, self.picture, self.marked)
        paint_now(painter, frame, inks, self.picture.today)
        painter.setClipping(False)
        if self.hasFocus() and self.marked.current is None:
            self.paint_ring(painter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._relayout()
        if self.marked.current is None and self.picture is not None and self.picture.ringed is not None:
            # where not all teams have room, the one in trouble is in sight
            self.show_row(self.picture.ringed[0])

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        self.marked = self.marked._replace(figures=theme.contrast)
