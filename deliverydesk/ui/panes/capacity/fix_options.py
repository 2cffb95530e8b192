"""The list of what helps against an overload: what is done, and below it what that leaves. Pointing at one shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, icons, mirror, text
from deliverydesk.ui.theme import current_theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QWidget

_ROW = 50
_LEFT = 36
_NOTE, _ICON = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class OptionList(QListWidget):
    """Rows of an icon, a title and a note. The current row is what will be done; the one pointed at is looked at."""

    looked = Signal(int)
    """The row to look at: the one under the pointer, else the current one."""

    def __init__(self, options: Sequence[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hovered = -1
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        text.name(self, tr("What helps"))
        for icon, title, note in options:
            row = QListWidgetItem(text.one_line(title, 160), self)
            row.setData(_NOTE, note)
            row.setData(_ICON, icon)
            row.setData(Qt.ItemDataRole.AccessibleTextRole, f"{text.one_line(title, 160)}. {note}")
        self.currentRowChanged.connect(self._current)

    def _current(self, row: int) -> None:
        self._hovered = -1
        self.looked.emit(row)

    def _look(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.looked.emit(row if row >= 0 else self.currentRow())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._look(self.indexAt(event.position().toPoint()).row())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == event.Type.Leave:
            self._look(-1)
        return super().viewportEvent(event)


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, _ROW)

    @mirror.cell
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, rect = current_theme(), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = rect.adjusted(1, 1, -1, -1)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(theme.pen("accent", 1.25))
            painter.setBrush(theme.colour("sel"))
            painter.drawRoundedRect(box, 6, 6)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(box, 6, 6)
        icons.draw(painter, QRectF(rect.left() + 11, rect.top() + 10, 16, 16), theme, index.data(_ICON), "text2")
        words = rect.adjusted(_LEFT, 0, -10, 0)
        for said, top, font, role in (
            (str(index.data()), 7, fonts.font(fonts.CELL, 500), "text"),
            (str(index.data(_NOTE)), 27, fonts.font(fonts.CAPTION), "text2"),
        ):
            painter.setFont(font)
            painter.setPen(theme.colour(role))
            shown = QFontMetricsF(font).elidedText(said, Qt.TextElideMode.ElideRight, words.width())
            place = QRectF(words.left(), rect.top() + top, words.width(), 18)
            mirror.words(painter, place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        painter.restore()
