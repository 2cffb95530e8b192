"""The figures above the chart, side by side: outcome and delivery are two, never one."""

from __future__ import annotations

from itertools import accumulate, pairwise

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, glyphs, mirror, text
from deliverydesk.ui.panes.outcomes.figure_words import Figure
from deliverydesk.ui.theme import Theme, current_theme

HEIGHT = 66
_NARROWEST = 128
_FIRST = 1.3
"""The verdict is in words and takes more room than a figure."""
_PAD = 12


class FigureStrip(QWidget):
    """Figures side by side, divided by hairlines; the last ones give way where it is narrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outcomes.figures")
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.figures: tuple[Figure, ...] = ()

    def set_figures(self, figures: tuple[Figure, ...]) -> None:
        """Show these."""
        if figures != self.figures:
            self.figures = figures
            spoken = [f"{f.caption}: {f.value}, {f.note}. {f.basis}" for f in figures]
            text.name(self, tr("Figures of the outcome"), " ".join(spoken))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(480, HEIGHT)

    def _boxes(self) -> list[QRectF]:
        shown = max(1, min(len(self.figures), self.width() // _NARROWEST))
        shares = [_FIRST if figure.key == "verdict" else 1.0 for figure in self.figures[:shown]] or [1.0]
        ends = list(accumulate((share / sum(shares) * self.width() for share in shares), initial=0.0))
        return [QRectF(left, 0, right - left, HEIGHT) for left, right in pairwise(ends)]

    def figure_at(self, pos: QPoint) -> tuple[str, QRect] | None:
        """The figure at a place."""
        boxes = zip(self.figures, self._boxes(), strict=False)
        places = ((figure.key, mirror.rect(self, box.toAlignedRect())) for figure, box in boxes)
        return next((place for place in places if place[1].contains(pos)), None)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            for figure, box in zip(self.figures, self._boxes(), strict=False):
                if box.contains(QPointF(mirror.x(self, event.pos().x()), event.pos().y())):
                    QToolTip.showText(event.globalPos(), text.tooltip(figure.basis), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = mirror.painter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        for at, (figure, box) in enumerate(zip(self.figures, self._boxes(), strict=False)):
            if at:
                painter.fillRect(QRectF(box.left(), 10, 1, HEIGHT - 20), theme.colour("line"))
            self._paint(painter, box.adjusted(_PAD, 0, -_PAD + 2, 0), theme, figure)

    @staticmethod
    def _paint(painter: QPainter, box: QRectF, theme: Theme, figure: Figure) -> None:
        def line(
            words: str, top: float, px: float, weight: int, role: str, left: float = 0.0, room: float = 0.0
        ) -> float:
            used = fonts.font(px, weight)
            measure = QFontMetricsF(used)
            place = QRectF(box.left() + left, top, (room or box.width()) - left, 22)
            words = text.cut(words, place.width(), measure, figure=px == fonts.SHEET_TITLE and len(words) < 12)
            painter.setFont(used)
            painter.setPen(theme.colour(role))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)
            return measure.horizontalAdvance(words)

        line(figure.caption, 4, fonts.CAPTION, 400, "text2")
        left = 0.0
        if figure.shape:
            glyphs.verdict(painter, QRectF(box.left(), 27, 12, 12), theme, figure.shape)
            left = 18.0
        if figure.disc:
            glyphs.freshness(painter, QRectF(box.left(), 28, 10, 10), theme, figure.days)
            left = 16.0
        stale = figure.disc and glyphs.freshness_role(figure.days) == "bad"
        size = fonts.ITEM_TITLE if figure.shape else fonts.SHEET_TITLE
        wide = line(figure.value, 22, size, 600, "bad" if stale else figure.role, left)
        if figure.share is not None and box.width() - wide > 44:
            meter = QRectF(box.left() + wide + 10, 29, min(box.width() - wide - 14, 84), 8)
            glyphs.meter(painter, meter, theme, figure.share)
        line(figure.note, 42, fonts.CAPTION, 400, "text2")
