"""What is said beside a point of a chart: a few lines in a small box that stays within the widget."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from deliverydesk.ui import fonts
from deliverydesk.ui.theme import current_theme

_FAR, _LINE, _PAD = 14.0, 18.0, 10.0


def paint_beside(painter: QPainter, widget: QWidget, place: QPointF, lines: Sequence[str]) -> None:
    """Paint words right of a place and below it, above it where there is no room; the first line strong."""
    theme, strong, plain = current_theme(), fonts.font(fonts.DETAIL, 600), fonts.font(fonts.DETAIL)
    metrics = QFontMetricsF(strong)
    wide = min(max(metrics.horizontalAdvance(line) for line in lines) + 2 * _PAD, widget.width() - 8.0)
    tall = _PAD + _LINE * len(lines)
    left = min(max(place.x() + _FAR, 4), widget.width() - wide - 4)
    below = place.y() + _FAR
    top = below if below + tall < widget.height() else place.y() - _FAR - tall
    box = QRectF(left, max(top, 2), wide, tall)
    painter.setPen(theme.pen("line2", 1.0))
    painter.setBrush(theme.colour("raised"))
    painter.drawRoundedRect(box, 6, 6)
    for number, line in enumerate(lines):
        painter.setFont(plain if number else strong)
        painter.setPen(theme.colour("text2" if number else "text"))
        shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, wide - 16)
        painter.drawText(QPointF(box.left() + _PAD, box.top() + _LINE * (number + 1)), shown)
