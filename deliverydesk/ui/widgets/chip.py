"""A chip: one filter that is on, with a cross that takes it off."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, icons, mirror, text
from deliverydesk.ui.theme import current_theme

_HEIGHT = 22
_CROSS = 20
_LIMIT = 40
_LEAST = 72


class Chip(QAbstractButton):
    """Says ``words``. A click on the cross, Delete or Backspace tells ``removed``; any other click or Enter
    tells ``clicked``, to change the filter. ``checkable`` chips are filters to turn on and off, and have no
    cross. One that ``gives`` way may be narrower than its words.
    """

    removed = Signal()

    def __init__(
        self, words: str, parent: QWidget | None = None, *, checkable: bool = False, gives: bool = False
    ) -> None:
        super().__init__(parent)
        self._gives = gives
        self.setText(text.one_line(words, _LIMIT))
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        across = QSizePolicy.Policy.Maximum if gives else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        advice = "" if checkable else tr("Delete takes this filter off.")
        text.name(self, words, advice)
        text.set_tooltip(self, tr("{filter}. {advice}", filter=words, advice=advice) if advice else words)

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(fonts.font(fonts.DETAIL, 500)).horizontalAdvance(self.text())
        return QSize(round(width) + (18 if self.isCheckable() else 10 + _CROSS), _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint().boundedTo(QSize(_LEAST, _HEIGHT)) if self._gives else self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self.isCheckable():
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._on_cross(event.position()) and self.isDown():
            self.setDown(False)
            self.removed.emit()
            return
        super().mouseReleaseEvent(event)

    def _on_cross(self, place: QPointF) -> bool:
        return (
            not self.isCheckable()
            and self.rect().contains(place.toPoint())
            and mirror.x(self, place.x()) >= self.width() - _CROSS
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = mirror.painter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        painter.setPen(theme.pen("accent" if on else "line2", theme.edge_width))
        painter.setBrush(theme.colour("sel" if on else "hover" if self.underMouse() else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(theme.colour("accentText" if on else "text2"))
        painter.setFont(fonts.font(fonts.DETAIL, 500))
        box = QRectF(9, 0, self.width() - (18 if self.isCheckable() else 10 + _CROSS) + 2, self.height())
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, round(box.width()))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading), words)
        if not self.isCheckable():
            cross = QRectF(self.width() - _CROSS + 3, (self.height() - 11) / 2, 11, 11)
            icons.draw(painter, cross, theme, "close", "text2")
