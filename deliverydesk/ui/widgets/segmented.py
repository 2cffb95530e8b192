"""A segmented control: a few words of which one is chosen, on one track. Arrow keys walk it, Tab passes it as
one.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from deliverydesk.ui import fonts, mirror, text
from deliverydesk.ui.theme import RING_TARGET, current_theme

_PADDING = 12.0


class Segmented(QWidget):
    """One choice of a few. ``choices`` pairs each key with its words; ``name`` is what a screen reader calls
    the whole. 28 px high, ``compact`` 26.
    """

    chosen = Signal(object)
    """The key that a person chose; not sent by ``set_value``."""

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        name: str,
        parent: QWidget | None = None,
        *,
        compact: bool = False,
    ) -> None:
        super().__init__(parent)
        text.name(self, name)
        self._keys = [key for key, _ in choices]
        self._group = QButtonGroup(self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for number, (_, words) in enumerate(choices):
            segment = _Segment(words, 24 if compact else 26, self)
            self._group.addButton(segment, number)
            row.addWidget(segment)
        self._group.buttons()[0].setChecked(True)
        self._rove()
        self._group.idClicked.connect(self._click)

    def value(self) -> str:
        """The key of the chosen segment; empty after `clear`."""
        place = self._group.checkedId()
        return self._keys[place] if place >= 0 else ""

    def has(self, key: str) -> bool:
        """Whether there is a segment of ``key``."""
        return key in self._keys

    def clear(self) -> None:
        """Chooses none: what is chosen is a segment of another control."""
        self._group.setExclusive(False)
        for segment in self._group.buttons():
            segment.setChecked(False)
        self._group.setExclusive(True)
        self._rove()

    def set_value(self, key: str) -> None:
        """Chooses the segment of ``key`` without telling listeners."""
        self._group.button(self._keys.index(key)).setChecked(True)
        self._rove()

    def button(self, key: str) -> QAbstractButton:
        """The segment of ``key``, to give it a tooltip or to disable it."""
        return self._group.button(self._keys.index(key))

    def _click(self, number: int) -> None:
        self._rove()
        self.chosen.emit(self._keys[number])

    def step(self, by: int) -> None:
        """Chooses the next enabled segment to the right (``by`` = 1) or left (-1), and gives it the focus."""
        place = self._group.checkedId() + by
        while 0 <= place < len(self._keys):
            segment = self._group.button(place)
            if segment.isEnabled():
                segment.setChecked(True)
                self._rove()
                segment.setFocus(Qt.FocusReason.TabFocusReason)
                self.chosen.emit(self._keys[place])
                return
            place += by

    def _rove(self) -> None:
        """Lets Tab stop at the chosen segment alone, or at the first where none is."""
        stop = max(self._group.checkedId(), 0)
        for place, segment in enumerate(self._group.buttons()):
            segment.setFocusPolicy(Qt.FocusPolicy.StrongFocus if place == stop else Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.pen("line2", 1.0) if theme.contrast else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sunken"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)


class _Segment(QAbstractButton):
    """One choice on the track. It is a button of its own so that screen readers find a group of radio
    buttons.
    """

    def __init__(self, words: str, height: int, control: Segmented) -> None:
        super().__init__(control)
        self._control = control
        self._height = height
        self.setText(words)
        self.setAccessibleName(words)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty(RING_TARGET, control)

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(fonts.font(fonts.CELL, 500)).horizontalAdvance(self.text())
        return QSize(round(width + 2 * _PADDING), self._height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        by = steps.get(mirror.key(self, event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self._control.step(by)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = mirror.painter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        if on:
            painter.setPen(theme.pen("text" if theme.contrast else "line2", 1.0))
            painter.setBrush(theme.colour("raised"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5.5, 5.5)
        strong = on or self.underMouse() or theme.contrast
        role = "text3" if not self.isEnabled() else "text" if strong else "text2"
        painter.setPen(theme.colour(role))
        painter.setFont(fonts.font(fonts.CELL, 500))
        painter.drawText(QRectF(self.rect()), int(Qt.AlignmentFlag.AlignCenter), self.text())
