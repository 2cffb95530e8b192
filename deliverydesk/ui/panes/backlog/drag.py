"""What is seen while rows are dragged: the ghost under the pointer, and below it what a drop would do.

The picture of a drag cannot change on its way, so only the ghost is that picture;
the words are a widget over the table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from deliverydesk.domain.wording import figure
from deliverydesk.support.language import trn
from deliverydesk.ui import fonts, glyphs, icons, mirror, text
from deliverydesk.ui.theme import current_theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.ui.panes.backlog.places import Place
    from deliverydesk.ui.panes.backlog.sight import Sight
    from deliverydesk.ui.theme import Theme

WIDTH = 300
HEIGHT = 34
HOT_SPOT = QPoint(-10, -10)
"""The ghost hangs to the lower right of the pointer, so that the drop line stays in sight."""


def ghost(sight: Sight, ids: Sequence[int], ratio: float) -> QPixmap:
    """The picture of what is dragged: grip, tag, title, and the rank it comes from or how many there are."""
    theme = current_theme()
    made = QPixmap(round(WIDTH * ratio), round(HEIGHT * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = mirror.painter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.pen("accent", 1.0))
    painter.setBrush(theme.colour("raised"))
    painter.drawRoundedRect(QRectF(0.5, 0.5, WIDTH - 1, HEIGHT - 1), 6, 6)
    icons.draw(painter, QRectF(8, HEIGHT / 2 - 7, 14, 14), theme, "grip", "text3")
    item = sight.item(ids[0])
    left = 28.0
    if item.product is not None:
        code, place = sight.product_codes[item.product], sight.product_places[item.product]
        glyphs.tag(painter, QRectF(left, 0, glyphs.TAG_WIDTH, HEIGHT), theme, code, place)
        left += 35
    many = trn("{n} item", "{n} items", len(ids), n=figure(len(ids)))
    figure_words = many if len(ids) > 1 else f"#{sight.rank(ids[0])}"
    right = _figure(painter, theme, figure_words)
    painter.setFont(fonts.font(fonts.CELL, 500))
    painter.setPen(theme.colour("text"))
    metrics = QFontMetricsF(painter.font())
    title = metrics.elidedText(text.one_line(item.title), Qt.TextElideMode.ElideRight, right - left - 8)
    painter.drawText(QPointF(left, (HEIGHT - metrics.height()) / 2 + metrics.ascent()), title)
    painter.end()
    return made


def _figure(painter: QPainter, theme: Theme, words: str) -> float:
    """Write the figure at the right end; where it begins."""
    painter.setFont(fonts.font(fonts.CELL, 600, tabular=True))
    painter.setPen(theme.colour("accentText"))
    metrics = QFontMetricsF(painter.font())
    left = WIDTH - 12 - metrics.horizontalAdvance(words)
    painter.drawText(QPointF(left, (HEIGHT - metrics.height()) / 2 + metrics.ascent()), words)
    return left


class DropNote(QWidget):
    """Below the ghost: "16 → 6", and what there is to say about it. Follows the pointer, takes no part in the drag."""

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setObjectName("backlog.drop_note")
        self._place: Place | None = None
        self.hide()

    @property
    def words(self) -> str:
        """What the note says; empty while it is hidden."""
        place = self._place
        if place is None or self.isHidden():
            return ""
        return f"{place.figure}  {place.words}".strip()

    def say(self, place: Place, pointer: QPoint) -> None:
        """Show what a drop would do, below the ghost that hangs at the pointer (in the table's viewport)."""
        self._place = place
        text.name(self, self._spoken())
        size = self._size()
        room = self._viewport.rect()
        left = min(pointer.x() - HOT_SPOT.x(), room.right() - size.width())
        below = pointer.y() - HOT_SPOT.y() + HEIGHT + 2
        if below + size.height() > room.bottom():
            # No room under the ghost: above the pointer then, where the ghost is not.
            below = pointer.y() - size.height() - 12
        self.setGeometry(max(left, 0), max(below, 0), size.width(), size.height())
        self.show()
        self.raise_()
        self.update()

    def _spoken(self) -> str:
        return "" if self._place is None else f"{self._place.figure} {self._place.words}".strip()

    def _size(self) -> QSize:
        place = self._place
        assert place is not None
        numbers = QFontMetricsF(fonts.font(fonts.CELL, 600, tabular=True)).horizontalAdvance(place.figure)
        words = QFontMetricsF(fonts.font(fonts.DETAIL)).horizontalAdvance(place.words)
        gap = 10 if place.figure and place.words else 0
        wide = 20 + numbers + gap + words + (20 if place.refused else 0)
        return QSize(min(round(wide), max(self._viewport.width() - 8, 120)), 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        place, theme = self._place, current_theme()
        if place is None:
            return
        painter = mirror.painter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.pen("bad" if place.refused else "accent", 1.0))
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        x = 10.0
        if place.refused:
            glyphs.state(painter, QRectF(x, (self.height() - 13) / 2, 13, 13), theme, "bad")
            x += 20
        if place.figure:
            x = self._write(painter, x, place.figure, fonts.font(fonts.CELL, 600, tabular=True), "accentText")
            x += 10
        self._write(painter, x, place.words, fonts.font(fonts.DETAIL), "bad" if place.refused else "text2")

    def _write(self, painter: QPainter, x: float, words: str, font: object, role: str) -> float:
        painter.setFont(font)  # type: ignore[arg-type]
        painter.setPen(current_theme().colour(role))
        metrics = QFontMetricsF(painter.font())
        base = (self.height() - metrics.height()) / 2 + metrics.ascent()
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, self.width() - x - 8)
        painter.drawText(QPointF(x, base), shown)
        return x + metrics.horizontalAdvance(shown)
