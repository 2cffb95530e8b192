"""The header of a pane: its title, how many things it shows, and its tools; 36 px high, on the pane's own
surface.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

from deliverydesk.ui import fonts, text
from deliverydesk.ui.theme import current_theme

HEIGHT = 36


class PaneHeader(QWidget):
    """Title and count at the left, tools after them (``add``) and at the right (``add_right``)."""

    def __init__(self, title: str, count: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self._active = False
        self.least = 0
        """How narrow the header may get, where it sees to its tools itself; 0 for as wide as all of them."""
        self.title = text.label(title, fonts.TITLE, 600, "text2", parent=self)
        self.count = text.label(count, fonts.DETAIL, 400, "text2", parent=self)
        self._left = QHBoxLayout()
        self._right = QHBoxLayout()
        for side in (self._left, self._right):
            side.setContentsMargins(0, 0, 0, 0)
            side.setSpacing(6)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 1)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self.count)
        row.addLayout(self._left)
        row.addStretch(1)
        row.addLayout(self._right)
        text.name(self, title)

    def sizeHint(self) -> QSize:
        """As high as it is fixed to be: a dock asks for the hint alone when the header is its title bar."""
        return QSize(super().sizeHint().width(), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self.least), hint.height()) if self.least else hint

    def needed(self, up_to: float = math.inf) -> int:
        """How wide it would have to be for all that it shows; what is more than `up_to` need not be exact."""
        return _least_width(self._row, up_to)

    def add(self, tool: QWidget) -> None:
        """Puts ``tool`` after the title."""
        self._left.addWidget(tool)

    def add_right(self, tool: QWidget, *, last: bool = False) -> None:
        """Puts ``tool`` at the right end. One that comes ``last`` has the room that all others leave."""
        self._right.addWidget(tool, int(last))
        if last:
            self._row.setStretchFactor(self._right, 1000)

    def set_title(self, title: str) -> None:
        """Another title, on the screen and for screen readers."""
        text.set_text(self.title, title)
        text.name(self, title)

    def set_count(self, count: str) -> None:
        """What stands beside the title: "60", "12 of 60", "week 34"."""
        text.set_text(self.count, count)

    def set_active(self, active: bool) -> None:
        """The pane that has the focus has its title in full ink, the others in text2; without room for a title the
        line below the header says it.
        """
        self._active = active
        self.update()
        text.set_role(self.title, "text" if active else "text2")

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        if self._active and self.title.isHidden():
            painter.fillRect(0, self.height() - 2, self.width(), 2, theme.colour("accent"))
        else:
            painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))


def _least_width(row: QLayout, up_to: float) -> int:
    """The least width of a row of widgets and rows, as they are now. A row within a row remembers what it was; to
    invalidate it would ask for a new layout, and whoever reckons layouts would do so without end.
    """
    margins, between, places = row.contentsMargins(), row.spacing(), range(row.count())
    width, gap = margins.left() + margins.right(), 0
    for item in (row.itemAt(place) for place in places):
        inner = item.layout() if item is not None else None
        if inner is not None:
            if within := _least_width(inner, up_to):
                width, gap = width + gap + within, between
        elif item is not None and not item.isEmpty():
            width, gap = width + gap + item.minimumSize().width(), between
        if width >= up_to:
            break
    return width
