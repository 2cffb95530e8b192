"""The grid of teams and periods: walked by arrows, typed into, shifted by dragging a figure to another period."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QLineEdit, QToolTip

from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, mirror, text
from deliverydesk.ui.panes.capacity.painting import HEAD, NAMES, ROW, WIDTHS, paint_grid

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from deliverydesk.charts.capacity_grid import CapacityGrid

_HINT = tr(
    "Arrows walk the cells, with Shift they choose several; Space opens a team, Enter tells who and what, a figure "
    "typed is given by hand."
)
_DRAGGED = 6
"""So many pixels make a press a drag."""


class Cell(NamedTuple):
    """Row and column of the grid."""

    row: int
    column: int


class GridView(QAbstractScrollArea):
    """Shows a grid. Tells what was asked for and changes nothing itself."""

    opened = Signal(object)
    """A cell whose load is to be told."""
    toggled = Signal(int)
    """A team whose deliverables are to be shown or hidden."""
    given = Signal(object)
    """A list of cells of deliverables, each with what was typed into it; nothing is spread automatically."""
    shifted = Signal(object, int)
    """A cell of a deliverable, and the column that its figure is dragged to; let go."""
    looked = Signal(object, int)
    """The same while it is dragged; no cell once that ends."""
    moved = Signal()
    """Another cell is the current one."""
    _editor: QLineEdit | None = None
    # Here and not in __init__: Qt asks the filter for events while it makes the view.

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mirror.keep_straight(self)
        self.grid: CapacityGrid | None = None
        self.current: Cell | None = None
        self.anchor: Cell | None = None
        """Where the block of chosen cells begins, which ends at the current one."""
        self.hovered: Cell | None = None
        self.editable = True
        self._pressed: tuple[Cell, QPointF] | None = None
        self._dragged = False
        self.setObjectName("capacity.grid")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        text.name(self, tr("Teams and periods"), _HINT)

    # what is shown

    def show_grid(self, grid: CapacityGrid) -> None:
        """Another grid. The current cell and the place that is seen stay where they are, in other periods near it."""
        before, self.grid = self.grid, grid
        if before is not None and before.picture.stops != grid.picture.stops:
            day = before.picture.stops[self.current.column] if self.current is not None else None
            column = grid.picture.column_at(day) if day is not None else None
            self.current = None if column is None or self.current is None else self.current._replace(column=column)
            self.hovered = None
            self.anchor = self.current
        if self.current is not None and self.current.row >= len(grid.rows):
            self.current = self.anchor = None
        if self.anchor is not None and self.anchor.row >= len(grid.rows):
            self.anchor = self.current
        self._relayout()
        if before is None or before.picture.unit != grid.picture.unit:
            self.go_to_today()
        self.viewport().update()

    @property
    def wide(self) -> int:
        """How wide a cell is."""
        return WIDTHS[self.grid.picture.unit] if self.grid is not None else 34

    @property
    def columns(self) -> int:
        """How many periods there are."""
        return len(self.grid.picture.stops) - 1 if self.grid is not None else 0

    def box(self, cell: Cell) -> QRect:
        """Where a cell lies in the viewport."""
        x = NAMES + cell.column * self.wide - self.horizontalScrollBar().value()
        return QRect(x, HEAD + cell.row * ROW - self.verticalScrollBar().value(), self.wide, ROW)

    def is_chosen(self, cell: Cell) -> bool:
        """Whether a cell is within the block that is chosen."""
        from deliverydesk.ui.panes.capacity.ranges import block_of

        block = block_of(self)
        return block is not None and cell.row in block.rows and cell.column in block.columns

    def cell_at(self, at: QPointF) -> Cell | None:
        """The cell at a place of the viewport."""
        row = self.row_at(at)
        column = int((at.x() - NAMES + self.horizontalScrollBar().value()) // self.wide)
        return Cell(row, column) if row is not None and at.x() >= NAMES and 0 <= column < self.columns else None

    def row_at(self, at: QPointF) -> int | None:
        """The row at a place of the viewport."""
        row = int((at.y() - HEAD + self.verticalScrollBar().value()) // ROW)
        return row if self.grid is not None and at.y() >= HEAD and 0 <= row < len(self.grid.rows) else None

    def go_to_today(self) -> None:
        """Bring this week near the left edge."""
        column = self.grid.picture.column_at(self.grid.picture.today) if self.grid is not None else None
        if column is not None:
            self.horizontalScrollBar().setValue(max(column - 2, 0) * self.wide)

    def go_to(self, cell: Cell, *, extend: bool = False) -> None:
        """Make a cell the current one and bring it into sight; `extend` chooses all from where one was on."""
        if self.grid is None:
            return
        self.current = cell
        if not extend or self.anchor is None:
            self.anchor = cell
        box, across, down = self.box(cell), self.horizontalScrollBar(), self.verticalScrollBar()
        if box.left() < NAMES:
            across.setValue(across.value() + box.left() - NAMES)
        elif box.right() > self.viewport().width():
            across.setValue(across.value() + box.right() - self.viewport().width())
        if box.top() < HEAD:
            down.setValue(down.value() + box.top() - HEAD)
        elif box.bottom() > self.viewport().height():
            down.setValue(down.value() + box.bottom() - self.viewport().height())
        self.setAccessibleDescription(". ".join(self.grid.tells(*cell)))
        self.viewport().update()
        self.moved.emit()

    def _relayout(self) -> None:
        rows = len(self.grid.rows) if self.grid is not None else 0
        room = self.viewport().size()
        for bar, whole, seen, step in (
            (self.horizontalScrollBar(), self.columns * self.wide, room.width() - NAMES, self.wide),
            (self.verticalScrollBar(), rows * ROW, room.height() - HEAD, ROW),
        ):
            bar.setPageStep(max(seen, 1))
            bar.setSingleStep(step)
            bar.setRange(0, max(whole - seen, 0))

    # pointing

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row, cell = self.row_at(event.position()), self.cell_at(event.position())
        if event.button() != Qt.MouseButton.LeftButton or self.grid is None:
            if event.button() == Qt.MouseButton.RightButton and cell is not None and not self.is_chosen(cell):
                self.go_to(cell)
            super().mousePressEvent(event)
        elif cell is not None and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.go_to(cell, extend=True)
        elif cell is not None:
            self.go_to(cell)
            self._pressed, self._dragged = (cell, event.position()), False
        elif row is not None and self.grid.rows[row].deliverable is None:
            self.toggled.emit(self.grid.rows[row].team)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position())
        if self._pressed is not None and self.grid is not None:
            source, begun = self._pressed
            far = abs(event.position().x() - begun.x()) > _DRAGGED
            if self.editable and self.grid.rows[source.row].deliverable is not None and (far or self._dragged):
                self._dragged = True
                self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
                column = self._column_under(event.position())
                self.hovered = Cell(source.row, column)
                self.looked.emit(source, column)
            return
        if cell != self.hovered:
            self.hovered = cell
            team = cell is None and (row := self.row_at(event.position())) is not None and self._is_team(row)
            hand = cell is not None or team
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, dragged = self._pressed, self._dragged
        self._pressed, self._dragged = None, False
        if pressed is None:
            super().mouseReleaseEvent(event)
        elif dragged:
            self._end_look()
            column = self._column_under(event.position())
            if column != pressed[0].column:
                self.shifted.emit(pressed[0], column)
        else:
            self.opened.emit(pressed[0])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position())
        if cell is not None:
            self.edit(cell)

    def _column_under(self, at: QPointF) -> int:
        column = int((at.x() - NAMES + self.horizontalScrollBar().value()) // self.wide)
        return min(max(column, 0), self.columns - 1)

    def _is_team(self, row: int) -> bool:
        return self.grid is not None and self.grid.rows[row].deliverable is None

    def _end_look(self) -> None:
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self.hovered = None
        self.looked.emit(None, 0)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self.grid is not None:
            cell, row = self.cell_at(QPointF(event.pos())), self.row_at(QPointF(event.pos()))
            words = "\n".join(self.grid.tells(*cell)) if cell is not None else ""
            if cell is None and row is not None:
                words = self.grid.rows[row].name
            QToolTip.showText(event.globalPos(), text.tooltip(words), self.viewport())
            return True
        if event.type() == QEvent.Type.Leave and not self._dragged:
            self.hovered = None
            self.viewport().update()
        return super().viewportEvent(event)

    def figure_at(self, pos: QPoint) -> tuple[str, QRect] | None:
        """The figure at a place of the viewport, and where it lies."""
        cell = self.cell_at(QPointF(pos))
        if cell is not None:
            return ("utilisation" if self._is_team(cell.row) else "load"), self.box(cell)
        row = self.row_at(QPointF(pos))
        return ("capacity", QRect(0, HEAD + row * ROW, NAMES, ROW)) if row is not None and self._is_team(row) else None

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        key, cell, grid = Qt.Key(event.key()), self.current, self.grid
        if key == Qt.Key.Key_Escape and self._pressed is not None:
            self._pressed, self._dragged = None, False
            self._end_look()
        elif grid is None or not grid.rows:
            event.ignore()
        elif cell is None and key in steps:
            today = grid.picture.column_at(grid.picture.today) or 0
            ringed = grid.picture.ringed
            row = grid.rows.heads[ringed[0]] if ringed else 0
            self.go_to(Cell(row, ringed[1] if ringed else today))
        elif cell is None:
            event.ignore()
        elif key in steps and event.modifiers() & Qt.KeyboardModifier.AltModifier and steps[key][1]:
            column = cell.column + steps[key][1]
            if self.editable and not self._is_team(cell.row) and 0 <= column < self.columns:
                self.shifted.emit(cell, column)
                self.go_to(cell._replace(column=column))
        elif key in steps:
            down, across = steps[key]
            row = min(max(cell.row + down, 0), len(grid.rows) - 1)
            extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.go_to(Cell(row, min(max(cell.column + across, 0), self.columns - 1)), extend=extend)
        elif key == Qt.Key.Key_Space:
            self.toggled.emit(grid.rows[cell.row].team)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(cell)
        elif key == Qt.Key.Key_F2:
            self.edit(cell)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            from deliverydesk.ui.panes.capacity.ranges import emptied

            self.given.emit(emptied(self))
        elif event.text().strip() and event.text() in "0123456789.,":
            self.edit(cell, event.text())
        else:
            event.ignore()

    # typing

    def edit(self, cell: Cell, begin: str | None = None) -> None:
        """Open a field over a deliverable's cell; what is empty when it closes is spread automatically again."""
        if self.grid is None or self._is_team(cell.row) or not self.editable:
            return
        self.go_to(cell)
        editor = self._editor = QLineEdit(self.viewport())
        editor.setFont(fonts.font(fonts.CAPTION, tabular=True))
        editor.setAlignment(Qt.AlignmentFlag.AlignCenter)
        editor.setGeometry(self.box(cell).adjusted(-8, 1, 8, -1))
        editor.setText(self.grid.words(*cell) if begin is None else begin)
        if begin is None:
            editor.selectAll()
        text.name(editor, tr("Person-weeks"), ". ".join(self.grid.tells(*cell)))
        editor.installEventFilter(self)
        editor.show()
        editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self._editor and self._editor is not None:
            if event.type() == QEvent.Type.KeyPress:
                key = event.key()  # type: ignore[attr-defined]
                if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
                    self._close_editor(take=True)
                    return True
                if key == Qt.Key.Key_Escape:
                    self._close_editor(take=False)
                    return True
            elif event.type() == QEvent.Type.FocusOut:
                self._close_editor(take=True)
        return False

    def _close_editor(self, *, take: bool) -> None:
        editor, self._editor = self._editor, None
        if editor is None:
            return
        words, cell = editor.text().strip(), self.current
        changed = editor.isModified() or (
            cell is not None and self.grid is not None and words != self.grid.words(*cell)
        )
        editor.hide()
        editor.deleteLater()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if take and changed and cell is not None:
            self.given.emit([(cell, words)])

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_grid(painter, self)
        painter.end()

    def seen(self) -> QRectF:
        """The whole viewport."""
        return QRectF(self.viewport().rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._relayout()

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.viewport().update()

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.viewport().update()
