"""Paints one entry of the history: its sentence over two lines, when and who, and whether it is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from deliverydesk.support.clock import today
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, icons, mirror, text
from deliverydesk.ui.panes.history.model import moment, sentence
from deliverydesk.ui.theme import current_theme

if TYPE_CHECKING:
    from deliverydesk.document.document import HistoryEntry

HEIGHT = 46
_LEFT, _RIGHT, _ICON = 36.0, 12.0, 14.0


class HistoryDelegate(QStyledItemDelegate):
    """Rows of one height, so that a long history scrolls at once."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, HEIGHT)

    @mirror.cell
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry: HistoryEntry = index.data(Qt.ItemDataRole.UserRole)
        theme = current_theme()
        box = QRectF(option.rect)
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.fillRect(box, theme.colour("sel" if selected else "hover" if hovered else "surface"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.colour("line"))
        named = entry.kind == "checkpoint"
        icon = {"checkpoint": "checkpoint", "undo": "undo", "redo": "redo"}.get(entry.kind)
        if icon is not None:
            place = QRectF(box.left() + 12, box.top() + 8, _ICON, _ICON)
            icons.draw(painter, place, theme, icon, "accentText" if named else "text3")
        width = box.width() - _LEFT - _RIGHT
        font = fonts.font(fonts.CELL, 600 if named else 400)
        if entry.undone:
            font = QFont(font)  # the one it comes from is everybody's
            font.setStrikeOut(True)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(theme.colour("text3" if entry.undone or entry.kind in ("undo", "redo") else "text"))
        words = metrics.elidedText(text.one_line(sentence(entry)), Qt.TextElideMode.ElideRight, width)
        mirror.words(
            painter, QRectF(box.left() + _LEFT, box.top() + 5, width, 18), Qt.AlignmentFlag.AlignVCenter, words
        )
        painter.setFont(fonts.font(fonts.CAPTION))
        painter.setPen(theme.colour("text3"))
        below = f"{moment(entry.at, today())} · {entry.author}"
        if entry.undone:
            below = tr("{when} · taken back", when=below)
        mirror.words(
            painter, QRectF(box.left() + _LEFT, box.top() + 23, width, 16), Qt.AlignmentFlag.AlignVCenter, below
        )
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange:
            painter.setPen(theme.pen("accent", 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -2), 3, 3)
        painter.restore()
