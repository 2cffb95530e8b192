"""A card at the top of the window with one field in it, over everything else; a click beside it closes it."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.card import Card
from deliverydesk.ui.widgets.overlay import Overlay
from deliverydesk.ui.widgets.search import SearchField
from deliverydesk.ui.widgets.shadow import draw_shadow

WIDTH = 640
_TOP, _RADIUS, _MARGIN = 52, 10, 16


class TopCard(Overlay):
    """Put widgets into ``column``; it is as high as they need."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, scrim=0.0, click_closes=True)
        self.card = Card(self, _RADIUS)
        self.column = QVBoxLayout(self.card)
        self.column.setContentsMargins(10, 10, 10, 8)
        self.column.setSpacing(6)
        self.closed.connect(self.deleteLater)

    def open(self) -> None:
        super().open()
        self.place()

    def place(self) -> None:
        width = min(WIDTH, self.width() - 2 * _MARGIN)
        self.column.activate()
        needed = self.column.heightForWidth(width) if self.column.hasHeightForWidth() else 0
        height = min(max(needed, self.card.sizeHint().height()), self.height() - _TOP - _MARGIN)
        self.card.setGeometry(QRect((self.width() - width) // 2, _TOP, width, max(height, 60)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_shadow(QPainter(self), self.card.geometry(), current_theme(), _RADIUS)


class QueryField(SearchField):
    """The field of a card. Arrows and Enter are for what is below it, Escape closes at once."""

    moved = Signal(int)
    chosen = Signal()

    _STEPS: ClassVar = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in self._STEPS and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.moved.emit(self._STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
