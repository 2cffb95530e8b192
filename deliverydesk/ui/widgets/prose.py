"""Paragraphs in painted widgets: broken between words, and inside one only where it is longer than the line."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from deliverydesk.ui import mirror, text

_LIMIT = 1_500


def lines(words: str, font: QFont, width: float, most: int) -> list[str]:
    """``words`` in lines of at most ``width``; the last of ``most`` ends in an ellipsis where more would follow."""
    found: list[str] = []
    paragraphs = text.shorten(words, _LIMIT).splitlines() or [""]
    for number, paragraph in enumerate(paragraphs):
        plain = text.one_line(paragraph, _LIMIT)
        for start, end in _breaks(plain, font, max(width, 20.0)):
            if len(found) == most - 1 and (end < len(plain) or number < len(paragraphs) - 1):
                rest = plain[start:] if end < len(plain) else plain[start:end] + text.ELLIPSIS
                return [*found, QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)]
            found.append(plain[start:end].rstrip())
    return found


def _breaks(words: str, font: QFont, width: float) -> list[tuple[int, int]]:
    layout = QTextLayout(words, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    found = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        found.append((line.textStart(), line.textStart() + line.textLength()))
    layout.endLayout()
    return found or [(0, 0)]


def draw(painter: QPainter, room: QRectF, said: list[str], font: QFont, colour: QColor, line: float) -> None:
    """Draws lines, ``line`` pixels apart, from the top of ``room``."""
    painter.setFont(font)
    painter.setPen(colour)
    metrics = QFontMetricsF(font)
    base = room.top() + (line - metrics.height()) / 2 + metrics.ascent()
    for number, words in enumerate(said):
        mirror.words(painter, QPointF(room.left(), base + number * line), words)
