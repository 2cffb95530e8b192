"""The line of evidence above the chart, on two rows where one is too short; all it rests on is its tooltip."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from deliverydesk.rendering.canvas import wrapped
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, mirror, text
from deliverydesk.ui.theme import current_theme

_ROW = 14.0
_ROWS = 2


class EvidenceLine(QWidget):
    """Says one sentence in the room that is left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outcomes.evidence")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.words = ""

    def say(self, words: str, basis: str) -> None:
        """Say this; `basis` is what it rests on, a sentence a line."""
        self.words = words
        text.name(self, tr("Evidence"), f"{words} {basis}")
        text.set_tooltip(self, basis)
        self.update()

    def figure_at(self, pos: QPoint) -> tuple[str, QRect] | None:
        """The figure at a place: the line is one."""
        return ("evidence_line", self.rect()) if self.words and self.rect().contains(pos) else None

    def sizeHint(self) -> QSize:
        return QSize(120, int(_ROWS * _ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, room = mirror.painter(self), self.width() - 12
        if not self.words or room < 80:
            return
        px = int(fonts.CAPTION)
        lines = wrapped(text.one_line(self.words, 400), room, px, 400, _ROWS)
        painter.setFont(fonts.font(fonts.CAPTION))
        painter.setPen(current_theme().colour("text2"))
        tall = max(_ROW, QFontMetricsF(painter.font()).height())
        top = (self.height() - tall * len(lines)) / 2
        for at, line in enumerate(lines):
            place = QRectF(8, top + at * tall, room, tall)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), line)
