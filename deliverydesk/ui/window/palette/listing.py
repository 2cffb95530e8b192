"""The list below the palette's field: entries under the headings of their groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, icons, mirror, text
from deliverydesk.ui.figures import FIGURE_ROLE
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.window.palette.entries import Entry

Index = QModelIndex | QPersistentModelIndex
ENTRY_ROLE = Qt.ItemDataRole.UserRole
ROW, HEADING = 30, 26
_HIGHEST = 480


class EntryModel(QAbstractListModel):
    """Entries and headings."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def take(self, entries: Sequence[Entry]) -> None:
        """Show other entries."""
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.entries[index.row()].is_heading:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return entry.spoken()
        if role == Qt.ItemDataRole.ToolTipRole:
            return text.tooltip(entry.reason or entry.words)
        if role == FIGURE_ROLE:
            return entry.figure or None
        return None


class EntryDelegate(QStyledItemDelegate):
    """Icon, words, where it is, and the keys at the right. What cannot be done is grey, with the reason beside it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, HEADING if index.data(ENTRY_ROLE).is_heading else ROW)

    @mirror.cell
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY_ROLE)
        theme, rect = current_theme(), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.is_heading:
            painter.setFont(fonts.font(fonts.CAPTION, 500))
            painter.setPen(theme.colour("text2"))
            mirror.words(painter, rect.adjusted(8, 4, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), entry.words)
            painter.restore()
            return
        if option.state & QStyle.StateFlag.State_Selected and self._listens():
            painter.setPen(theme.pen("accent", 1.0) if theme.name == "contrast" else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("sel"))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        icons.draw(
            painter, QRectF(rect.left() + 8, rect.center().y() - 7, 14, 14), theme, entry.icon or "right", "text2"
        )
        right = _keys(painter, rect, entry.shortcut) if entry.shortcut else rect.right() - 8
        words = fonts.font(fonts.CELL, 400)
        room = right - rect.left() - 32
        colour = theme.colour("text3" if entry.reason else "text")
        used = _line(painter, QRectF(rect.left() + 32, rect.top(), room, rect.height()), entry.words, words, colour)
        beside = entry.reason or entry.detail
        if beside and room - used > 40:
            place = QRectF(rect.left() + 32 + used + 12, rect.top(), room - used - 20, rect.height())
            _line(painter, place, beside, fonts.font(fonts.DETAIL), theme.colour("text3"), right=not entry.reason)
        painter.restore()

    def _listens(self) -> bool:
        """A list that takes no focus follows a field; any other shows its current line only while it has the focus."""
        view = self.parent()
        assert isinstance(view, QListView)
        return view.focusPolicy() == Qt.FocusPolicy.NoFocus or view.hasFocus()


def _line(painter: QPainter, room: QRectF, words: str, font: Any, colour: Any, *, right: bool = False) -> float:
    metrics = QFontMetricsF(font)
    said = metrics.elidedText(text.one_line(words, 300), Qt.TextElideMode.ElideRight, room.width())
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.setFont(font)
    painter.setPen(colour)
    mirror.words(painter, room, int(side | Qt.AlignmentFlag.AlignVCenter), said)
    return metrics.horizontalAdvance(said)


def _keys(painter: QPainter, rect: QRectF, keys: str) -> float:
    """The keys in a cap at the right; where it begins."""
    theme, font = current_theme(), fonts.font(fonts.CAPTION, 500)
    width = QFontMetricsF(font).horizontalAdvance(keys) + 12
    box = QRectF(rect.right() - width - 6, rect.center().y() - 9, width, 18).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(theme.pen("line2", 1.0))
    painter.setBrush(theme.colour("canvas"))
    painter.drawRoundedRect(box, 4, 4)
    painter.setFont(font)
    painter.setPen(theme.colour("text2"))
    mirror.words(painter, box, int(Qt.AlignmentFlag.AlignCenter), keys)
    return box.left() - 8


class EntryList(QListView):
    """Follows the field above it: arrows move in it while the focus stays in the field."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entry_model = EntryModel(self)
        self._wanted = 0
        self.setModel(self.entry_model)
        self.setItemDelegate(EntryDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        text.name(self, tr("Found"))

    def show_entries(self, entries: Sequence[Entry], *, keep: bool) -> None:
        """Show entries, the first one current; `keep`: the one that is current stays so where it is among them."""
        before = self.current() if keep else None
        self.entry_model.take(entries)
        keys = [entry.key for entry in entries]
        at = keys.index(before.key) if before is not None and before.key in keys else self._next(-1, 1)
        self._go(at)
        self._wanted = min(sum(HEADING if entry.is_heading else ROW for entry in entries) + 4, _HIGHEST)
        self.setFixedHeight(self._wanted)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._wanted)

    def current(self) -> Entry | None:
        """The entry that Enter chooses."""
        row = self.currentIndex().row()
        return self.entry_model.entries[row] if 0 <= row < len(self.entry_model.entries) else None

    def step(self, by: int) -> None:
        """Go so many entries up or down; past an end it comes round, a page stops there."""
        row, step = self.currentIndex().row(), 1 if by > 0 else -1
        for count in range(abs(by)):
            further = self._next(row, step)
            if further < 0 and abs(by) == 1:
                further = self._next(-1 if step > 0 else len(self.entry_model.entries), step)
            if further < 0:
                break
            row = further
            if count > len(self.entry_model.entries):
                break
        self._go(row)

    def _next(self, row: int, step: int) -> int:
        entries = self.entry_model.entries
        row += step
        while 0 <= row < len(entries) and entries[row].is_heading:
            row += step
        return row if 0 <= row < len(entries) else -1

    def _go(self, row: int) -> None:
        index = self.entry_model.index(max(row, 0))
        if row >= 0 and index.isValid():
            self.setCurrentIndex(index)
            if row == 1:
                self.scrollToTop()
        else:
            self.clearSelection()
