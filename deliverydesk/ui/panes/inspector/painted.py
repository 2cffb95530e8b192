"""The painted parts of the drawer: marks, figures side by side, and words. Each knows how high it is at a width."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from deliverydesk.ui import fonts, glyphs, mirror, text
from deliverydesk.ui.figures import mark
from deliverydesk.ui.panes.inspector.parts import Figure, Figures, Mark, Words
from deliverydesk.ui.theme import Theme, current_theme
from deliverydesk.ui.widgets import prose

_LINE = 16


def elided(
    painter: QPainter,
    room: QRectF,
    words: str,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    *,
    figure: bool = False,
) -> float:
    """Draw one line in the painter's font and pen, cut to its room; how wide it became."""
    metrics = QFontMetricsF(painter.font())
    shown = text.cut(words, room.width(), metrics, figure=figure)
    painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
    return float(metrics.horizontalAdvance(shown))


class MarkView(QWidget):
    """A product's tag and name, or a stage's glyph and words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.part = Mark("")

    def show_part(self, part: Mark) -> None:
        """Show this mark."""
        if part != self.part:
            self.part = part
            text.name(self, part.words)
            text.set_tooltip(self, part.words)
            self.update()

    def height_for(self, _width: int) -> int:
        """Always one line."""
        return 22

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, part = current_theme(), self.part
        painter = mirror.painter(self)
        left = 0.0
        if part.code and part.hue is not None:
            glyphs.tag(painter, QRectF(0, 3, 27, 16), theme, part.code, part.hue)
            left = 34.0
        elif part.stage:
            glyphs.stage(painter, QRectF(0, 4, 14, 14), theme, part.stage)
            left = 20.0
        painter.setFont(fonts.font(fonts.DETAIL))
        painter.setPen(theme.colour("text2"))
        elided(painter, QRectF(left, 0, self.width() - left, self.height()), part.words)


class FiguresView(QWidget):
    """Two lone figures in one frame, with a line between them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        blank = Figure("", "", "", "")
        self.part = Figures(blank, blank)

    def show_part(self, part: Figures) -> None:
        """Show these figures."""
        if part == self.part:
            return
        self.part = part
        both = (part.left, part.right)
        text.name(self, ". ".join(f"{each.caption}: {each.value}, {each.note}" for each in both))
        text.set_tooltip(self, "  ".join(f"{each.caption}: {each.basis}" for each in both))
        self.update()

    def height_for(self, _width: int) -> int:
        """The frame and the room around it."""
        return 88

    def figure_at(self, pos: QPoint) -> tuple[str, QRect] | None:
        """The figure at a place."""
        rooms = zip(self.part.keys, self._rooms(), strict=True)
        places = ((key, mirror.rect(self, room.toAlignedRect())) for key, room in rooms)
        return next((place for place in places if place[1].contains(pos)), None)

    def _rooms(self) -> tuple[QRectF, QRectF]:
        middle = round(self.width() / 2)
        return QRectF(10, 8, middle - 14, 74), QRectF(middle + 11, 8, self.width() - middle - 15, 74)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        painter = mirror.painter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(0.5, 8.5, self.width() - 1, 73)
        painter.setPen(theme.pen("line2" if theme.contrast else "line", 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, 6, 6)
        middle = round(self.width() / 2)
        painter.fillRect(QRectF(middle, 9, 1, 72), theme.colour("line"))
        left, right = self._rooms()
        self._paint(painter, theme, left, self.part.left)
        self._paint(painter, theme, right, self.part.right)

    @staticmethod
    def _paint(painter: QPainter, theme: Theme, room: QRectF, figure: Figure) -> None:
        for words, top, high, px, weight, role in (
            (figure.caption, 9, 16, fonts.CAPTION, 400, "text2"),
            (figure.value, 26, 24, fonts.SHEET_TITLE, 600, "text"),
            (figure.note, 51, 16, fonts.CAPTION, 400, "text2" if figure.role == "text" else figure.role),
        ):
            painter.setFont(fonts.font(px, weight))
            painter.setPen(theme.colour(role))
            place = QRectF(room.left(), room.top() + top, room.width(), high)
            elided(painter, place, words, figure=words is figure.value)


class WordsView(QWidget):
    """A paragraph, with the sign of a state before it where it has one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.part = Words("")

    def show_part(self, part: Words) -> None:
        """Show these words."""
        if part != self.part:
            self.part = part
            mark(self, part.figure)
            text.name(self, f"{part.strong} {part.words}".strip())
            self.update()

    def _lines(self, width: int) -> list[str]:
        said = f"{self.part.strong}  {self.part.words}" if self.part.strong else self.part.words
        return prose.lines(said, fonts.font(fonts.DETAIL), width - self._left(), 8)

    def _left(self) -> int:
        return 18 if self.part.glyph else 0

    def height_for(self, width: int) -> int:
        """As many lines as it takes, eight at most."""
        return len(self._lines(width)) * _LINE + 4

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, part = current_theme(), self.part
        painter = mirror.painter(self)
        left = self._left()
        if part.glyph:
            glyphs.state(painter, QRectF(0, 4, 12, 12), theme, part.glyph)
        room = QRectF(left, 2, self.width() - left, self.height() - 2)
        font = fonts.font(fonts.DETAIL)
        lines = self._lines(self.width())
        prose.draw(painter, room, lines, font, theme.colour(part.role), _LINE)
        if part.strong:
            # Painted once more over itself, so that all words are broken into lines together.
            state = theme.colour(glyphs.STATES.get(part.glyph, "text"))
            first = QRectF(left, 2, QFontMetricsF(font).horizontalAdvance(lines[0]), _LINE)
            with mirror.run(painter, first, lines[0]):
                prose.draw(painter, first, [part.strong], font, state, _LINE)
