"""What is painted under and over the data of the chart, by the painter of pictures, and kept between repaints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from deliverydesk.charts.spec import ChartSpec, LegendEntry, Series
from deliverydesk.rendering.canvas import Canvas
from deliverydesk.rendering.frame import Frame
from deliverydesk.rendering.painter import paint_over, paint_under
from deliverydesk.ui.theme import current_theme


class Layers:
    """Pictures of grid, axes, flags and labels: hovering repaints often and changes none of them."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[object, QPixmap]] = {}

    def under(self, frame: Frame, target: QWidget) -> QPixmap:
        """Legend, bands, grid, axes, reference lines and the lines of flags."""
        return self._layer("under", frame, target, paint_under)

    def over(self, frame: Frame, target: QWidget) -> QPixmap:
        """The ring that ends the target, today, flags and all labels."""
        return self._layer("over", frame, target, _paint_over)

    def _layer(self, name: str, frame: Frame, target: QWidget, paint: Callable[[Canvas, Frame], None]) -> QPixmap:
        theme, ratio = current_theme(), target.devicePixelRatioF()
        state = (frame, theme.name, theme.contrast, ratio, target.size())
        kept = self._kept.get(name)
        if kept is not None and kept[0] == state:
            return kept[1]
        made = QPixmap(target.size() * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        paint(Canvas(painter, theme.tokens), frame)
        painter.end()
        self._kept[name] = (state, made)
        return made


def _paint_over(canvas: Canvas, frame: Frame) -> None:
    for series in frame.spec.series:
        if series.ends_in_ring and series.xs:
            x, y = series.xs[-1], series.ys[-1]
            if y is not None and in_view(frame, x, y):
                canvas.ring((frame.x(x), frame.y(y)), series.role)
    paint_over(canvas, frame)


def with_names(spec: ChartSpec, shown: bool) -> ChartSpec:
    """The chart with a legend of all its lines, where one is wanted."""
    if not shown:
        return spec
    named = [LegendEntry(series.name, series.role) for series in spec.series]
    named += [LegendEntry(line.name, line.role) for line in spec.references]
    return replace(spec, legend=tuple(dict.fromkeys((*spec.legend, *named))))


def shows_all(spec: ChartSpec, shown: tuple[tuple[float, float], tuple[float, float]]) -> bool:
    """Whether these days and values are those of the whole chart, as near as anybody sees."""
    for (low, high), axis in zip(shown, (spec.x, spec.y), strict=True):
        near = (axis.high - axis.low) * 0.002
        if abs(low - axis.low) > near or abs(high - axis.high) > near:
            return False
    return True


def paint_selected(canvas: Canvas, frame: Frame, items: frozenset[int]) -> None:
    """Trace the lines of the launches of these deliverables."""
    for flag in frame.spec.flags:
        if flag.kind == "launch" and flag.key in items and frame.spec.x.low <= flag.at <= frame.spec.x.high:
            x = frame.x(flag.at)
            canvas.line((x, frame.box[1] - 4), (x, frame.box[3]), "accent", 2.0)


def in_view(frame: Frame, x: float, y: float) -> bool:
    """Whether a place of the data lies inside the plot."""
    spec = frame.spec
    return spec.x.low <= x <= spec.x.high and spec.y.low <= y <= spec.y.high


def line_pen(series: Series, ratio: float) -> QPen:
    """The pen of a line. Cosmetic, since pyqtgraph draws in the coordinates of the data; a cosmetic pen counts in
    pixels of the screen, of which there are `ratio` to a logical one.
    """
    pen = QPen(QColor(current_theme().tokens.colour(series.role)), series.width * ratio)
    if series.stroke != "solid":
        dashes = (5.0, 4.0) if series.stroke == "dashed" else (1.5, 2.5)
        pen.setDashPattern([length / series.width for length in dashes])
    pen.setCosmetic(True)
    return pen


def point_edge(role: str, ratio: float) -> QPen:
    """The edge of a point. Cosmetic, since pyqtgraph draws its symbols scaled up from one pixel."""
    pen = QPen(current_theme().colour(role), 1.5 * ratio)
    pen.setCosmetic(True)
    return pen
