"""The tables of this sheet: plain ones, with marks in their cells, and a choice that opens where it stands."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from shiboken6 import isValid

from deliverydesk.ui import fonts, glyphs, icons, mirror, text
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.plain_table import PAD, ROW, Index, PlainTable

CHOICES = Qt.ItemDataRole.UserRole + 1
"""A cell's choices, as pairs of key and words; with it the cell is a choice."""
ROLE = Qt.ItemDataRole.UserRole + 2
"""The theme's role that a cell's words are coloured by."""
MARK = Qt.ItemDataRole.UserRole + 3
"""A state that is drawn before the words: bad or watch."""


class PaintedTable(PlainTable):
    """A table of fixed rows. ``widths`` are those of its columns, the widest (0) takes what is left."""

    def __init__(self, name: str, model: QAbstractItemModel, widths: tuple[int, ...], parent: QWidget) -> None:
        super().__init__(name, parent)
        self.setModel(model)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        # A click opens the list by itself, below; Qt's own way would open it a second time.
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.AnyKeyPressed)
        self.setItemDelegate(PaintedCell(self))
        header = self.horizontalHeader()
        for section, width in enumerate(widths):
            mode = QHeaderView.ResizeMode.Interactive if width else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(section, mode)
            if width:
                header.resizeSection(section, width)
        self.clicked.connect(self._open)

    def _open(self, index: QModelIndex) -> None:
        if index.flags() & Qt.ItemFlag.ItemIsEditable and self.state() != QAbstractItemView.State.EditingState:
            self.edit(index)

    def keyPressEvent(self, event: Any) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
            return
        if event.key() == Qt.Key.Key_Escape:
            # Not ours: the sheet closes with it.
            event.ignore()
            return
        super().keyPressEvent(event)


class PaintedCell(QStyledItemDelegate):
    """Paints words, a mark before them, and a caret where there is a choice; edits by a list that opens at once."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, ROW)

    @mirror.cell
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current_theme()
        rect, state = option.rect, option.state
        selected = bool(state & QStyle.StateFlag.State_Selected) and bool(state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        choices = bool(index.data(CHOICES))
        ground = theme.colour("sel") if selected else theme.colour("hover") if hovered and choices else _ground()
        painter.fillRect(rect, ground)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.colour("line"))
        room = QRectF(rect).adjusted(PAD, 0, -PAD, -1)
        mark = index.data(MARK)
        if mark:
            box = QRectF(room.left(), room.center().y() - 6.5, 13, 13)
            painter.save()
            glyphs.state(painter, box, theme, mark)
            painter.restore()
            room.setLeft(room.left() + 19)
        if choices:
            icons.draw(painter, QRectF(room.right() - 12, room.center().y() - 6, 12, 12), theme, "down", "text2")
            room.setRight(room.right() - 18)
        right = _is_right(index.data(Qt.ItemDataRole.TextAlignmentRole))
        used = fonts.font(fonts.CELL, 400, right)
        painter.setFont(used)
        painter.setPen(theme.colour(index.data(ROLE) or "text"))
        words = text.one_line(str(index.data() or ""), 300)
        elided = QFontMetricsF(used).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        mirror.words(painter, room, int(side | Qt.AlignmentFlag.AlignVCenter), elided)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        box = QComboBox(parent)
        box.setFont(fonts.font())
        box.setMaxVisibleItems(18)
        text.name(box, str(index.data(Qt.ItemDataRole.AccessibleTextRole) or ""))
        for key, words in index.data(CHOICES) or []:
            box.addItem(text.one_line(words, 80), key)
        box.activated.connect(lambda _: self._take(box))
        QTimer.singleShot(0, box, lambda: _pop_up(box))
        return box

    def _take(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(index.data(Qt.ItemDataRole.EditRole))))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect)


def _pop_up(box: QComboBox) -> None:
    if isValid(box) and box.isVisible():
        box.showPopup()


def _is_right(aligned: Any) -> bool:
    return isinstance(aligned, Qt.AlignmentFlag) and bool(aligned & Qt.AlignmentFlag.AlignRight)


def _ground() -> Any:
    return current_theme().colour("surface")
