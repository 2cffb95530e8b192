"""The upper edge and the legend of the capacity strip."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from deliverydesk.rendering.load import paint_legend
from deliverydesk.rendering.roadmap_inks import Inks
from deliverydesk.ui import mirror
from deliverydesk.ui.theme import current_theme

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from deliverydesk.ui.panes.roadmap.strip.strip import CapacityStrip

LEGEND = 26
"""How high the legend is."""


class Grip(QWidget):
    """The upper edge, by which the strip is made higher or lower. The keys of the menu do the same."""

    def __init__(self, strip: CapacityStrip) -> None:
        super().__init__(strip)
        self._strip = strip
        self._from = 0.0
        self.setCursor(Qt.CursorShape.SizeVerCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._from = event.globalPosition().y()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        by = round(self._from - event.globalPosition().y())
        if by:
            before = self._strip.cells_height
            self._strip.grow(by)
            self._from -= self._strip.cells_height - before


class Legend(QWidget):
    """What the greys mean, under the cells."""

    def __init__(self, strip: CapacityStrip, left: Any) -> None:
        super().__init__(strip)
        mirror.keep_straight(self)
        self._left = left
        self.setFixedHeight(LEGEND)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inks = Inks(theme.tokens, fills=not theme.contrast)
        paint_legend(painter, inks, self._left(), self.height() / 2)
