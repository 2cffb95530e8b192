"""A small picture of an outcome: its readings against where they began, where they are to go, and the way there."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QWidget

from deliverydesk.ui import fonts, mirror, text
from deliverydesk.ui.panes.inspector.parts import Spark
from deliverydesk.ui.theme import Theme, current_theme

HEIGHT = 84
_LABEL = 14.0


class SparkView(QWidget):
    """Paints a `Spark`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        mirror.keep_straight(self)
        self.part = Spark("", (), 0)

    def show_part(self, part: Spark) -> None:
        """Show this spark."""
        if part != self.part:
            self.part = part
            text.name(self, part.spoken)
            text.set_tooltip(self, part.spoken)
            self.update()

    def height_for(self, _width: int) -> int:
        """Always the same."""
        return HEIGHT

    def paintEvent(self, _event: QPaintEvent) -> None:
        part = self.part
        if not part.readings:
            return
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot = QRectF(4, _LABEL + 3, self.width() - 8, self.height() - 2 * _LABEL - 8)
        scale = _Scale(part, plot)
        painter.save()
        painter.setClipRect(QRectF(0, plot.top() - 4, self.width(), plot.height() + 8))
        self._goals(painter, theme, scale, plot)
        self._line(painter, theme, scale)
        painter.restore()
        self._labels(painter, theme, scale, plot)

    def _goals(self, painter: QPainter, theme: Theme, scale: _Scale, plot: QRectF) -> None:
        part = self.part
        if part.low is not None or part.high is not None:
            top = scale.y(part.high) if part.high is not None else plot.top() - 4
            foot = scale.y(part.low) if part.low is not None else plot.bottom() + 4
            painter.fillRect(QRectF(plot.left(), top, plot.width(), foot - top), theme.colour("sunken"))
            painter.setPen(theme.pen("ok", 1.25))
            for bound in (part.low, part.high):
                if bound is not None:
                    painter.drawLine(QLineF(plot.left(), scale.y(bound), plot.right(), scale.y(bound)))
        if part.baseline is not None:
            painter.setPen(theme.pen("ctl", 1.0, Qt.PenStyle.DotLine))
            painter.drawLine(QLineF(plot.left(), scale.y(part.baseline), plot.right(), scale.y(part.baseline)))
        if part.target is not None:
            painter.setPen(theme.pen("ok", 1.5))
            painter.drawLine(QLineF(plot.left(), scale.y(part.target), plot.right(), scale.y(part.target)))
        if part.path is not None:
            pen = theme.pen("text", 1.0).__class__(theme.pen("text2", 1.0))
            pen.setDashPattern([5, 4])
            painter.setPen(pen)
            painter.drawLine(QLineF(*(scale.at(*end) for end in part.path)))

    def _line(self, painter: QPainter, theme: Theme, scale: _Scale) -> None:
        points = [scale.at(day, value) for day, value in self.part.readings]
        painter.setPen(theme.pen("text", 1.75))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("text"))
        few = len(points) <= 16
        for place in points[:-1] if few else ():
            painter.drawEllipse(place, 1.6, 1.6)
        painter.drawEllipse(points[-1], 3.0, 3.0)

    def _labels(self, painter: QPainter, theme: Theme, scale: _Scale, plot: QRectF) -> None:
        part = self.part
        font = fonts.font(fonts.AXIS)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        lower = part.baseline is not None and part.target is not None and part.target < part.baseline
        wanted = [
            (part.baseline, part.baseline_words, "text3", lower),
            (part.target, part.target_words, "ok", not lower),
        ]
        for value, words, role, above in wanted:
            if value is None or not words:
                continue
            y = scale.y(value)
            top = y - _LABEL - 1 if above else y + 2
            width = metrics.horizontalAdvance(words)
            room = QRectF(plot.right() - width, min(max(top, 0.0), self.height() - _LABEL), width + 1, _LABEL)
            painter.setPen(theme.colour(role))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), words)


class _Scale:
    """Days and values to places in the plot."""

    def __init__(self, part: Spark, plot: QRectF) -> None:
        values = [value for _, value in part.readings]
        values += [v for v in (part.baseline, part.target, part.low, part.high) if v is not None]
        self._low, high = min(values), max(values)
        self._tall = (high - self._low) or 1.0
        self._first, last = part.days
        self._wide = last - self._first
        self._plot = plot

    def y(self, value: float) -> float:
        """From the top of the widget."""
        return self._plot.bottom() - (value - self._low) / self._tall * self._plot.height()

    def at(self, day: int, value: float) -> QPointF:
        """The place of a value on a day."""
        return QPointF(self._plot.left() + (day - self._first) / self._wide * self._plot.width(), self.y(value))
