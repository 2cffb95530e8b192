"""The program's mark: an ink square with a rising line."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from deliverydesk.ui.theme import current_theme

_DRAWN = 20
"""The side that the line's points are given for."""


class Mark(QWidget):
    """The mark in the theme's ink, ``side`` px square."""

    def __init__(self, parent: QWidget, side: int = _DRAWN) -> None:
        super().__init__(parent)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / _DRAWN, self.height() / _DRAWN)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("ink"))
        painter.drawRoundedRect(QRectF(1, 1, 18, 18), 4, 4)
        painter.setPen(QPen(theme.colour("onInk"), 1.6))
        painter.drawPolyline(QPolygonF([QPointF(5, 13), QPointF(8.5, 9.5), QPointF(11, 11.5), QPointF(15, 6.5)]))
