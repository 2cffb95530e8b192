"""The three pictured cards of the start page: the sample, a spreadsheet, an empty portfolio."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from deliverydesk.support.language import tr, trc
from deliverydesk.ui import fonts, icons, mirror, text
from deliverydesk.ui.theme import Theme, current_theme
from deliverydesk.ui.widgets import prose

_PAD, _PICTURE = 18, 150
_RADIUS = 8
HEIGHT = 314


class StartCard(QAbstractButton):
    """One of three ways to begin. A click chooses it, Enter or a double click goes on with it."""

    gone_on = Signal()

    def __init__(self, key: str, title: str, words: str, foot: str, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key, self.words, self.foot, self.icon_name = key, words, foot, icon
        self.setObjectName(f"start.{key}")
        self.setText(title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        text.name(self, title, f"{words} {foot}")

    def sizeHint(self) -> QSize:
        return QSize(320, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(220, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            self.gone_on.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.gone_on.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), mirror.painter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        painter.setPen(theme.pen("accent" if chosen else "line2", 2.0 if chosen else theme.edge_width))
        painter.setBrush(theme.colour("hover" if self.underMouse() and not chosen else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        box = QRectF(_PAD, _PAD, self.width() - 2 * _PAD, _PICTURE)
        painter.setPen(theme.pen("line", theme.edge_width))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(box, 6, 6)
        painter.save()
        painter.setClipRect(box.adjusted(1, 1, -1, -1))
        {"sample": _divergence, "import": _table, "empty": _lines}[self.key](painter, box, theme)
        painter.restore()
        self._write(painter, theme, box.bottom() + 12)

    def _write(self, painter: QPainter, theme: Theme, top: float) -> None:
        title = fonts.font(fonts.ITEM_TITLE - 1, 600)
        painter.setFont(title)
        painter.setPen(theme.colour("text"))
        room = QRectF(_PAD, top, self.width() - 2 * _PAD, 22)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), self.text())
        font = fonts.font(fonts.CELL)
        said = prose.lines(self.words, font, room.width(), 4)
        prose.draw(painter, room.adjusted(0, 26, 0, 98), said, font, theme.colour("text2"), 18)
        foot = QRectF(_PAD, self.height() - 30, room.width(), 18)
        icons.draw(painter, QRectF(_PAD, foot.top() + 2, 14, 14), theme, self.icon_name, "text2")
        small = fonts.font(fonts.DETAIL)
        painter.setFont(small)
        painter.setPen(theme.colour("text2"))
        place = foot.adjusted(20, 0, 0, 0)
        painter.drawText(
            place, int(Qt.AlignmentFlag.AlignVCenter), text.cut(self.foot, place.width(), QFontMetricsF(small))
        )


_DISCS = (
    (0.18, 0.28, 4, 2),
    (0.45, 0.40, 4, 0),
    (0.29, 0.60, 5, 2),
    (0.22, 0.80, 9, 1),
    (0.42, 0.73, 5, 3),
    (0.66, 0.24, 6, 1),
    (0.80, 0.19, 7, 2),
    (0.93, 0.14, 4, 3),
    (0.72, 0.42, 5, 3),
    (0.85, 0.34, 4, 1),
    (0.80, 0.82, 5, 3),
    (0.90, 0.89, 10, 0),
)
"""Across, down, radius and hue of the discs of the first picture."""


def _divergence(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """Delivery against outcome: what is green and moves nothing lies in the corner that is tinted."""
    cut = QPointF(box.left() + box.width() * 0.52, box.top() + box.height() * 0.6)
    painter.fillRect(QRectF(cut, box.bottomRight()), theme.colour("warnBg"))
    painter.setPen(theme.pen("line2", 1.0))
    painter.drawLine(QPointF(cut.x(), box.top()), QPointF(cut.x(), box.bottom()))
    painter.drawLine(QPointF(box.left(), cut.y()), QPointF(box.right(), cut.y()))
    painter.setFont(fonts.font(fonts.AXIS, 600))
    painter.setPen(theme.colour("warn"))
    painter.drawText(QPointF(cut.x() + 7, cut.y() + 16), tr("moves nothing"))
    for across, down, radius, hue in _DISCS:
        fill = QColor(theme.series(hue))
        fill.setAlphaF(0.45)
        painter.setPen(QPen(theme.series(hue), 1.5))
        painter.setBrush(fill)
        place = QPointF(box.left() + across * box.width(), box.top() + down * box.height())
        painter.drawEllipse(place, radius, radius)


_NO_DATE = trc("a cell instead of a date", "n/a")
_ROWS = (
    (
        trc("column of a spreadsheet", "Feature"),
        trc("column of a spreadsheet", "Owner"),
        trc("column of a spreadsheet", "Size"),
        trc("column of a spreadsheet", "Due"),
    ),
    (tr("Receipt photos"), "J. Lind", "5", "4.9.26"),
    (tr("Family accounts"), "R. Okon", "10", "18.12.26"),
    (tr("Quote autofill"), "", "3,5", _NO_DATE),
    (tr("Listing fixes"), "M. Sato", "5", "20.11.26"),
)
_COLUMNS = (0.0, 0.31, 0.55, 0.72)


def _table(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """A spreadsheet as they are: a comma for a point, and a date that is none."""
    high = box.height() / (len(_ROWS) + 0.6)
    for number, row in enumerate(_ROWS):
        top = box.top() + number * high
        painter.setPen(theme.pen("line", 1.0))
        painter.drawLine(QPointF(box.left(), top + high), QPointF(box.right(), top + high))
        for at, words in enumerate(row):
            left = box.left() + _COLUMNS[at] * box.width()
            right = box.left() + (_COLUMNS[at + 1] if at + 1 < len(row) else 1.0) * box.width()
            if at and not number:
                painter.drawLine(QPointF(left, box.top()), QPointF(left, box.bottom()))
            cell = QRectF(left + 7, top, right - left - 9, high)
            font = fonts.font(fonts.AXIS, 600 if not number else 400)
            painter.setFont(font)
            painter.setPen(theme.colour("warn" if words == _NO_DATE else "text2" if not number else "text"))
            said = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, cell.width())
            painter.drawText(cell, int(Qt.AlignmentFlag.AlignVCenter), said)
            painter.setPen(theme.pen("line", 1.0))
    painter.setPen(theme.pen("accent", 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    left, right = (box.left() + _COLUMNS[at] * box.width() for at in (2, 3))
    painter.drawRect(QRectF(left, box.top() + 3 * high, right - left, high))


def _lines(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """Empty lines, and the place where the first one goes."""
    left, right = box.left() + 20, box.right() - 20
    painter.setPen(theme.pen("line", 1.0))
    for number in range(1, 5):
        y = box.top() + 10 + number * 28
        painter.drawLine(QPointF(left, y), QPointF(right, y))
    y = box.top() + 24
    painter.setPen(theme.pen("accent", 2.0))
    painter.drawLine(QPointF(left + 8, y), QPointF(right, y))
    painter.setBrush(theme.colour("surface"))
    painter.drawEllipse(QPointF(left + 4, y), 4, 4)
    painter.setFont(fonts.font(fonts.AXIS))
    painter.setPen(theme.colour("text2"))
    painter.drawText(QPointF(left + 4, y + 30), tr("Type a deliverable, then Enter"))
