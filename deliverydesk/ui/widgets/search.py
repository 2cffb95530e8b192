"""A field to search or filter with: icon, words, a cross to clear it, and a key's name at its right when it
is empty.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, icons, mirror, text
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.buttons import ToolButton

_LONGEST = 500


class SearchField(QLineEdit):
    """``searched`` tells every change at once. Escape clears the words; with none left it tells ``left``, so
    that the pane can take the focus back. ``framed`` false is for filter rows. ``key`` is the shortcut's name
    to show.
    """

    searched = Signal(str)
    left = Signal()

    def __init__(
        self,
        placeholder: str,
        parent: QWidget | None = None,
        *,
        icon: str = "find",
        framed: bool = True,
        key: str = "",
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._framed = framed
        self._key = key
        self.setFont(fonts.font())
        self.setPlaceholderText(placeholder)
        self.setMaxLength(_LONGEST)
        self.setFixedHeight(28)
        text.name(self, placeholder)
        if not framed:
            self.setProperty("dress", "bare")
        self.clearer = ToolButton("close", tr("Clear the search"), self.clear, self, side=20)
        self.clearer.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clearer.setCursor(Qt.CursorShape.ArrowCursor)
        self.clearer.hide()
        sides = (22, 22 if not key else round(self._key_width()) + 8)
        left, right = reversed(sides) if self.isRightToLeft() else sides
        self.setTextMargins(left, 0, right, 0)
        if self.isRightToLeft():
            self.setAlignment(text.FROM_RIGHT)
        self.textChanged.connect(self._changed)

    def _changed(self, words: str) -> None:
        self.clearer.setVisible(bool(words))
        self.searched.emit(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        place = QRect(self.clearer.rect())
        place.moveTo(self.width() - place.width() - 4, (self.height() - place.height()) // 2)
        self.clearer.setGeometry(mirror.rect(self, place))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = current_theme()
        painter = mirror.painter(self)
        left = 8 if self._framed else 2
        icons.draw(painter, QRectF(left, (self.height() - 16) / 2, 16, 16), theme, self._icon, "text2")
        if self._key and not self.text():
            self._draw_key(painter)

    def _key_width(self) -> float:
        return QFontMetricsF(fonts.font(fonts.AXIS, 500)).horizontalAdvance(self._key) + 10

    def _draw_key(self, painter: QPainter) -> None:
        theme, font = current_theme(), fonts.font(fonts.AXIS, 500)
        width = self._key_width()
        box = QRectF(self.width() - width - 6, (self.height() - 16) / 2, width, 16).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.pen("line2", 1.0))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(theme.colour("text2"))
        painter.setFont(font)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._key)
