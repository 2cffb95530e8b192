"""The line of figures under the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QFontMetricsF, QPaintEvent
from PySide6.QtWidgets import QWidget

from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, mirror, text
from deliverydesk.ui.theme import current_theme

if TYPE_CHECKING:
    from deliverydesk.ui.panes.backlog.counts import Tally

HEIGHT = 26
_LEFT = 12.0
_BETWEEN = 26.0


class Footer(QWidget):
    """Groups of figures, the strong ones in ink; groups without room are left out, and in the tooltip."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self.setObjectName("backlog.footer")
        self._groups: list[list[tuple[str, bool]]] = []
        self._keys: list[str] = []
        self._places: list[tuple[str, QRect]] = []
        """The figures as they were painted, and where."""
        self._said = self.cells = ""

    def say(self, tally: Tally) -> None:
        """Show these figures."""
        self._groups, self._keys, self._said = tally.parts(), tally.figures(), tally.sentence()
        self._tell()

    def say_cells(self, words: str) -> None:
        """Show what the selected cells come to, at the right end; nothing for no words."""
        if words != self.cells:
            self.cells = words
            self._tell()

    def _tell(self) -> None:
        said = ". ".join(filter(None, (self._said, self.cells and tr("Selected: {cells}", cells=self.cells))))
        text.name(self, said)
        text.set_tooltip(self, said)
        self.update()

    def figure_at(self, pos: QPoint) -> tuple[str, QRect] | None:
        """The figure at a place: the gaps, or the effort."""
        places = ((key, mirror.rect(self, box)) for key, box in self._places if key)
        return next((place for place in places if place[1].contains(pos)), None)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), mirror.painter(self)
        painter.fillRect(self.rect(), theme.colour("canvas"))
        painter.fillRect(0, 0, self.width(), 1, theme.colour("line"))
        plain, strong = fonts.font(fonts.CAPTION), fonts.font(fonts.CAPTION, 600)
        metrics = {False: QFontMetricsF(plain), True: QFontMetricsF(strong)}
        base = (HEIGHT - metrics[False].height()) / 2 + metrics[False].ascent()
        x, room = _LEFT, self.width() - _LEFT
        if self.cells:
            room -= metrics[True].horizontalAdvance(self.cells)
            painter.setFont(strong)
            painter.setPen(theme.colour("accentText"))
            painter.drawText(QPointF(max(room, _LEFT), base), self.cells)
            room -= _BETWEEN
        self._places = []
        for key, group in zip(self._keys, self._groups, strict=True):
            width = sum(metrics[is_strong].horizontalAdvance(words) for words, is_strong in group)
            if (x > _LEFT or self.cells) and x + width > room:
                break
            self._places.append((key, QRectF(x, 0, width, HEIGHT).toAlignedRect()))
            at = x
            with mirror.run(painter, QRectF(x, 0, width, HEIGHT), "".join(words for words, _ in group)):
                for words, is_strong in group:
                    painter.setFont(strong if is_strong else plain)
                    painter.setPen(theme.colour("text" if is_strong else "text2"))
                    painter.drawText(QPointF(at, base), words)
                    at += metrics[is_strong].horizontalAdvance(words)
            x += width + _BETWEEN
