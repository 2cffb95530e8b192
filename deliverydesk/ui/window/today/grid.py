"""The grid of missing values: one row an outcome that is stale, typed or pasted, recorded together."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, glyphs, mirror, text
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.plain_table import PlainHeader
from deliverydesk.ui.window.today.model import (
    DATE,
    DAYS_ROLE,
    LAST,
    NAME,
    NOTE,
    OF,
    PROBLEM_ROLE,
    TYPED,
    VALUE,
    GridModel,
    Index,
    block_of,
)

ROW = 30


class _CellField(QLineEdit):
    """The field of a cell. A single value is pasted into it; a block of cells is for the grid, which a field of one
    line would make one long line of.
    """

    def __init__(self, parent: QWidget, grid: Grid) -> None:
        super().__init__(parent)
        self._grid = grid

    def event(self, event: QEvent) -> bool:
        return _keep_for_itself(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (event.matches(QKeySequence.StandardKey.Paste) and self._grid.paste_block(self)):
            super().keyPressEvent(event)


def _finishes(event: QKeyEvent) -> bool:
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def _keep_for_itself(event: QEvent) -> bool:
    """Whether these are the keys that finish: in the window they are a shortcut of something else."""
    ours = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _finishes(event)
    if ours:
        event.accept()
    return ours


class GridDelegate(QStyledItemDelegate):
    """Hairlines, a disc for freshness before each name, and frames around what can be typed into."""

    @mirror.cell
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = current_theme(), QRectF(option.rect)
        problem, at = index.data(PROBLEM_ROLE), index.column()
        painter.save()
        painter.fillRect(rect, theme.colour("surface"))
        painter.fillRect(QRectF(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if at in TYPED:
            focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
            role = "bad" if problem else "accent" if focused else "line2"
            painter.setPen(theme.pen(role, 2.0 if focused or problem else theme.edge_width))
            painter.drawRoundedRect(rect.adjusted(3, 3, -3, -4), 4, 4)
        room = rect.adjusted(10, 0, -8, -1)
        if at == NAME:
            disc = QRectF(rect.left() + 2, rect.center().y() - 6, 12, 12)
            glyphs.freshness(painter, disc, theme, index.data(DAYS_ROLE))
            room.setLeft(rect.left() + 22)
        words = str(index.data() or "")
        hint = "" if words or at not in TYPED else {DATE: tr("today")}.get(at, "")
        font = fonts.font(fonts.CELL, 500 if at == NAME else 400)
        painter.setFont(font)
        painter.setPen(theme.colour("text3" if hint else "text" if at in (NAME, *TYPED) else "text2"))
        said = QFontMetricsF(font).elidedText(
            text.one_line(words or hint, 200), Qt.TextElideMode.ElideRight, room.width()
        )
        mirror.words(painter, room, int(Qt.AlignmentFlag.AlignVCenter), said)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        field = _CellField(parent, self._grid())
        field.setObjectName("today.editor")
        field.setFont(fonts.font(fonts.CELL))
        field.setMaxLength(2_000)
        text.name(field, str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        return field

    def eventFilter(self, field: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(field, event)
        if event.key() == Qt.Key.Key_Escape and isinstance(field, QLineEdit) and not field.isModified():
            # The field opened by itself: who typed nothing leaves the sheet and not the field.
            self._grid().closeEditor(field, self.EndEditHint.RevertModelCache)
            return False
        if not _finishes(event):
            return super().eventFilter(field, event)
        # Qt's own way commits later, when what was typed would come too late to be recorded.
        assert isinstance(field, QWidget)
        self._grid().commitData(field)
        self._grid().closeEditor(field, self.EndEditHint.NoHint)
        self._grid().finished.emit()
        return True

    def _grid(self) -> Grid:
        grid = self.parent()
        assert isinstance(grid, Grid)
        return grid


class Grid(QTableView):
    """Tab and Enter walk the cells that can be typed into; Ctrl+V pastes a block.

    As in a spreadsheet, Enter goes down to the column where Tab began.
    """

    pasted = Signal(int, int)
    """How many rows were pasted, and how many of them found an outcome."""
    finished = Signal()
    """Ctrl+Enter: all is typed."""
    left = Signal()
    """Tab went past the last cell."""

    def __init__(self, model: GridModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("today.grid")
        text.name(self, tr("Missing values"), tr("Type or paste values; Tab and Enter go on."))
        self.grid_model = model
        self._column, self._by_tab = VALUE, QModelIndex()
        self.setModel(model)
        self.setItemDelegate(GridDelegate(self))
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.CurrentChanged
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        header = PlainHeader(self)
        self.setHorizontalHeader(header)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for at, width in ((LAST, 110), (OF, self._widest(OF)), (VALUE, 110), (DATE, 110), (NOTE, 230)):
            self.setColumnWidth(at, width)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _widest(self, at: int) -> int:
        metrics = QFontMetricsF(fonts.font(fonts.CELL))
        rows = range(self.grid_model.rowCount())
        words = (str(self.grid_model.index(row, at).data()) for row in rows)
        return max(90, *(round(metrics.horizontalAdvance(each)) + 24 for each in words), 0)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        steps = {QAbstractItemView.CursorAction.MoveNext: 1, QAbstractItemView.CursorAction.MovePrevious: -1}
        if action not in steps:
            return super().moveCursor(action, modifiers)
        current, wide = self.currentIndex(), len(TYPED)
        place = current.row() * wide + (TYPED.index(current.column()) if current.column() in TYPED else 0)
        row, at = divmod(place + steps[action], wide)
        if 0 <= row < self.model().rowCount():
            self._by_tab = self.model().index(row, TYPED[at])
            return self._by_tab
        return current

    def currentChanged(self, current: Index, previous: Index) -> None:
        if current.isValid() and current != self._by_tab:
            self._column = current.column()
        super().currentChanged(current, previous)

    def first_cell(self) -> None:
        """Put the cursor on the first value that is still missing; where none is, nowhere."""
        self.setCurrentIndex(self.grid_model.index(self.grid_model.first_missing(), VALUE))

    def event(self, event: QEvent) -> bool:
        return _keep_for_itself(event) or super().event(event)

    def _is_last(self, index: Index) -> bool:
        return index.row() == self.grid_model.rowCount() - 1 and index.column() == NOTE

    def paste_block(self, field: QWidget | None = None) -> bool:
        """Paste the cells on the clipboard from the current one on; False where there is a single value or none."""
        words = QGuiApplication.clipboard().text()
        lines = block_of(words)
        if len(lines) < 2 and not any(len(cells) > 1 for cells in lines):
            return False
        current = self.currentIndex()
        if field is not None:
            self.closeEditor(field, QStyledItemDelegate.EndEditHint.NoHint)
        placed = self.grid_model.paste(words, max(current.row(), 0), current.column())
        self.pasted.emit(len(lines), placed)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            if not self.paste_block():
                words = QGuiApplication.clipboard().text().strip()
                self.grid_model.setData(self.currentIndex(), words)
        elif _finishes(event):
            self.finished.emit()
        elif event.key() == Qt.Key.Key_Tab and self._is_last(self.currentIndex()):
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.grid_model.setData(self.currentIndex(), "")
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QStyledItemDelegate.EndEditHint) -> None:
        if hint == QStyledItemDelegate.EndEditHint.EditNextItem and self._is_last(self.currentIndex()):
            super().closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)
            self.left.emit()
            return
        super().closeEditor(editor, hint)
        if hint == QStyledItemDelegate.EndEditHint.SubmitModelCache:
            below = self.model().index(self.currentIndex().row() + 1, self._column)
            if below.isValid():
                self.setCurrentIndex(below)
