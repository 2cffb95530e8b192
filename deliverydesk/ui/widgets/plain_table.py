"""A plain table: hairlines, a plain header, no grid, painted cells."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from deliverydesk.ui import fonts, mirror, text
from deliverydesk.ui.theme import Theme, current_theme

ROW = 28
HEADER = 26
PAD = 8
Index = QModelIndex | QPersistentModelIndex


class PlainHeader(QHeaderView):
    """Column names in 11 px over one hairline."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFixedHeight(HEADER)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(28)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    @mirror.cell
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        theme = current_theme()
        painter.fillRect(rect, theme.colour("surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.colour("line"))
        orientation = Qt.Orientation.Horizontal
        words = str(self.model().headerData(logicalIndex, orientation) or "")
        aligned = self.model().headerData(logicalIndex, orientation, Qt.ItemDataRole.TextAlignmentRole)
        side = aligned if isinstance(aligned, Qt.AlignmentFlag) else Qt.AlignmentFlag.AlignLeft
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex:
            words += " ↑" if self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder else " ↓"
        right = bool(side & Qt.AlignmentFlag.AlignRight)
        draw_words(painter, QRectF(rect), words, theme.colour("text2"), right=right, px=fonts.CAPTION, weight=500)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), current_theme().colour("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, current_theme().colour("line"))
        painter.end()
        super().paintEvent(event)


class PlainTable(QTableView):
    """A table without a grid, whose rows end in a hairline."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        text.name(self, name)
        self.setHorizontalHeader(PlainHeader(self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setFont(fonts.font())
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


class PlainDelegate(QStyledItemDelegate):
    """Paints the ground of a cell and, where nothing else is asked for, its text."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, ROW)

    @mirror.cell
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current_theme()
        painter.save()
        paint_ground(painter, option, theme, index)
        self.paint_value(painter, option, index, theme)
        painter.restore()

    def paint_value(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, theme: Theme) -> None:
        """The cell's content, over the ground."""
        aligned = index.data(Qt.ItemDataRole.TextAlignmentRole)
        right = isinstance(aligned, Qt.AlignmentFlag) and bool(aligned & Qt.AlignmentFlag.AlignRight)
        role = index.data(ROLE_ROLE) or "text"
        draw_words(
            painter, QRectF(option.rect), str(index.data() or ""), theme.colour(role), right=right, tabular=right
        )


ROLE_ROLE = Qt.ItemDataRole.UserRole + 7
"""The theme's role that a cell's text is coloured by."""
LIT_ROLE = Qt.ItemDataRole.UserRole + 8
"""Whether the row is lit up because what is selected elsewhere belongs to it."""


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, theme: Theme, index: Index) -> None:
    """Selected, lit, hovered or plain ground with the hairline at its foot."""
    rect = option.rect
    state = option.state
    selected = bool(state & QStyle.StateFlag.State_Selected)
    lit = bool(index.data(LIT_ROLE))
    hovered = bool(state & QStyle.StateFlag.State_MouseOver)
    ground = "sel" if selected or lit else "hover" if hovered else "surface"
    painter.fillRect(rect, theme.colour(ground))
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.colour("line"))
    if selected and index.column() == 0 and bool(state & QStyle.StateFlag.State_Active):
        painter.fillRect(rect.left(), rect.top(), 2, rect.height(), theme.colour("accent"))


def draw_words(
    painter: QPainter,
    rect: QRectF,
    words: str,
    colour: object,
    *,
    right: bool = False,
    tabular: bool = False,
    px: float = fonts.CELL,
    weight: int = 400,
    pad: float = PAD,
) -> None:
    """One line of text in a cell, cut to it; tabular is for figures, which never lose a digit."""
    used = fonts.font(px, weight, tabular)
    room = rect.adjusted(pad, 0, -pad, -1)
    painter.setFont(used)
    painter.setPen(colour)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    shown = text.cut(words, room.width(), QFontMetricsF(used), figure=tabular)
    painter.save()
    if text.may_be_tall(shown):
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    mirror.words(painter, room, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
    painter.restore()
