"""What a pane shows when it has nothing: what is missing, what to do about it, and one button that does
it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deliverydesk.ui import fonts, icons, text
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.buttons import Button

_ICON = 20
_MEASURE = 360
_MARGIN = 24


class EmptyState(QWidget):
    """An icon (a key of icons.NAMES), a line, a line and a button, in the middle of the pane."""

    def __init__(
        self,
        icon: str,
        missing: str,
        advice: str,
        button: str = "",
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        middle = Qt.AlignmentFlag.AlignHCenter
        self._icon = _Icon(icon, self)
        self.missing = text.label(missing, fonts.TITLE, 500, parent=self, wrap=True)
        self.advice = text.label(advice, fonts.DETAIL, 400, "text2", parent=self, wrap=True)
        self.button = Button(button, on_click, self)
        self.button.setVisible(bool(button))
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 16, _MARGIN, 16)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self._icon, 0, middle)
        column.addSpacing(8)
        for line in (self.missing, self.advice):
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            column.addWidget(line, 0, middle)
            column.addSpacing(2)
        column.addSpacing(10)
        column.addWidget(self.button, 0, middle)
        column.addStretch(1)
        text.name(self, missing, advice)

    def say(self, missing: str, advice: str, button: str = "", icon: str = "") -> None:
        """Other words on the same place: "No item matches “hospital”", say."""
        text.set_text(self.missing, missing)
        text.set_text(self.advice, advice)
        text.name(self, missing, advice)
        self.button.set_words(button)
        self.button.setVisible(bool(button))
        self._fit()
        if icon:
            self._icon.take(icon)

    def minimumSizeHint(self) -> QSize:
        """Small: lines of a fixed width would keep the pane from ever getting narrower again."""
        return QSize(min(super().minimumSizeHint().width(), 80 + 2 * _MARGIN), 60)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        """Gives each line its width and the height it then needs, which a layout that centres does not ask for."""
        width = max(80, min(_MEASURE, self.width() - 2 * _MARGIN))
        for line in (self.missing, self.advice):
            line.setMinimumSize(0, 0)  # a label reckons with the least that it was told before
            line.setFixedSize(width, line.heightForWidth(width))


class _Icon(QWidget):
    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self.setFixedSize(_ICON, _ICON)

    def take(self, name: str) -> None:
        self._name = name
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        icons.draw(QPainter(self), QRectF(self.rect()), current_theme(), self._name, "text2")
