"""The chart on screen: pyqtgraph draws the data of a ChartSpec and turns wheel and drag into zoom and pan.

This is the one module that knows pyqtgraph; import it when a chart is first shown, it takes half a second. Grid,
axes, flags and labels are painted by the painter of pictures, so that screen and paper cannot disagree.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from deliverydesk.charts.spec import ChartSpec, Series
from deliverydesk.rendering.canvas import Canvas
from deliverydesk.rendering.frame import Frame, divide
from deliverydesk.support.language import tr
from deliverydesk.ui import mirror, text
from deliverydesk.ui.panes.outcomes.chart_menu import chart_menu, day_at
from deliverydesk.ui.panes.outcomes.hover import (
    Hover,
    figure_under,
    hover_of,
    nearest_flag,
    nearest_reading,
    paint_card,
    reading_at,
)
from deliverydesk.ui.panes.outcomes.layers import Layers, line_pen, paint_selected, shows_all, with_names
from deliverydesk.ui.panes.outcomes.spots import note_rings, reading_spots
from deliverydesk.ui.panes.outcomes.time_box import TimeBox
from deliverydesk.ui.theme import current_theme

# Process-wide, so it is set once, here.
pg.setConfigOptions(antialias=True, useOpenGL=False, enableExperimental=False, crashWarning=False)

_CLICK = 9.0
_SHORTEST_DAYS = 21.0
_ZOOM_STEP = 0.8


class OutcomePlot(pg.GraphicsView):  # type: ignore[misc]
    """One chart. `show_spec` draws it; signals tell which reading or marker was clicked."""

    reading_chosen = Signal(object)
    """The id of a reading that was clicked, or chosen from the menu of its point."""
    marker_chosen = Signal(object)
    """The id of the deliverable whose flag was clicked."""
    asked = Signal(str, object)
    """What was chosen in the menu, "phase", "lock", "follow" or "event", and the ordinal day pointed at."""
    event_chosen = Signal(object)
    """The id of the event whose triangle was clicked."""
    note_wanted = Signal(object, QRect)
    """The id of a reading whose note is to be written, and where its point is: a double click, Enter or the menu."""
    view_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mirror.keep_straight(self)
        self.setObjectName("outcomes.plot")
        self.setCacheMode(self.CacheModeFlag.CacheNone)
        self.setViewportUpdateMode(self.ViewportUpdateMode.FullViewportUpdate)
        self.setCentralItem(None)
        self.setBackground(None)
        self.setMinimumSize(220, 80)
        self._spec: ChartSpec | None = None
        self._frame: Frame | None = None
        self._hover: Hover | None = None
        self._pointer: QPointF | None = None
        self._selected_readings: frozenset[int] = frozenset()
        self._selected_items: frozenset[int] = frozenset()
        self._with_legend = False
        self._layers = Layers()
        self._arranging = False
        self._pressed: QPointF | None = None
        self.box = TimeBox()
        self.scene().addItem(self.box)
        self._points = pg.ScatterPlotItem(pxMode=True)
        self.box.addItem(self._points)
        self._curves: list[pg.PlotCurveItem] = []
        self.box.sigRangeChanged.connect(self._on_range)

    # -- what is shown ---------------------------------------------------------------------------------------

    def show_spec(self, spec: ChartSpec, *, keep_view: bool = False) -> None:
        """Draw another chart, or the same one anew: `keep_view` keeps the zoom where the axes still meet it."""
        self._spec = spec
        self._hover = None
        text.name(self, tr("Chart of {title}", title=spec.title), spec.alt)
        self._draw_lines(spec)
        self.box.setLimits(xMin=spec.x.low - 400, xMax=spec.x.high + 400, minXRange=_SHORTEST_DAYS, maxXRange=40_000)
        if keep_view:
            self._arrange()
        else:
            self.reset_view()

    @property
    def frame(self) -> Frame | None:
        """How the picture is divided now; None before the first chart."""
        return self._frame

    def curves(self) -> tuple[pg.PlotCurveItem, ...]:
        """The lines drawn, in the order of the chart's series."""
        return tuple(self._curves)

    @property
    def hover(self) -> Hover | None:
        """What the card says that is shown now."""
        return self._hover

    def set_selected(self, readings: frozenset[int], items: frozenset[int]) -> None:
        """Fill these readings' points and ring these deliverables' flags."""
        if (readings, items) != (self._selected_readings, self._selected_items):
            self._selected_readings, self._selected_items = readings, items
            self._draw_points()
            self.viewport().update()

    def set_legend(self, shown: bool) -> None:
        """Show a legend above the plot, beside the names at the lines."""
        self._with_legend = shown
        self._arrange()

    def restyle(self) -> None:
        """Draw again in the present theme."""
        if self._spec is not None:
            self._draw_lines(self._spec)
            self._draw_points()
        self.viewport().update()

    # -- zoom and pan ----------------------------------------------------------------------------------------

    def reset_view(self) -> None:
        """Show the whole chart."""
        if self._spec is not None:
            x, y = self._spec.x, self._spec.y
            self.box.setRange(xRange=(x.low, x.high), yRange=(y.low, y.high), padding=0, update=True)
            self._arrange()

    def zoom(self, steps: int) -> None:
        """Zoom time in (steps above 0) or out about the middle of the view."""
        self.box.scaleBy(x=_ZOOM_STEP**steps)

    def pan(self, share: float) -> None:
        """Move along time by a share of the width; later where it is above 0."""
        low, high = self.box.viewRange()[0]
        self.box.translateBy(x=(high - low) * share)

    def view_range(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """What is shown: days from and to, values from and to."""
        (x0, x1), (y0, y1) = self.box.viewRange()
        return (x0, x1), (y0, y1)

    def show_range(self, xs: tuple[float, float], ys: tuple[float, float]) -> None:
        """Show days from and to and values from and to, as far as the chart goes."""
        self.box.setRange(xRange=xs, yRange=ys, padding=0, update=True)

    def is_zoomed(self) -> bool:
        """Whether something else than the whole chart is shown."""
        return self._spec is not None and not shows_all(self._spec, self.view_range())

    def _on_range(self, *_: object) -> None:
        self._arrange()
        self.view_changed.emit()

    def _arrange(self) -> None:
        """Divide the picture for what is shown now and put the plot where the division says."""
        if self._spec is None or self._arranging or self.width() < 40 or self.height() < 40:
            return
        self._arranging = True
        try:
            self._frame = self._divided(self._spec)
            left, top, right, bottom = self._frame.box
            wanted = QRectF(left, top, right - left, bottom - top)
            if self.box.geometry() != wanted:
                (x0, x1), (y0, y1) = self.view_range()
                self.box.setGeometry(wanted)
                self.box.setRange(xRange=(x0, x1), yRange=(y0, y1), padding=0)
            self._draw_points()
        finally:
            self._arranging = False
        self.viewport().update()

    def _divided(self, spec: ChartSpec) -> Frame:
        """The division for what is shown now; the plot begins no higher than in the whole chart, so that it stays
        where it is while flags come and go under the hand.
        """
        whole = divide(with_names(spec, self._with_legend), self.width(), self.height(), dressed=False)
        if not self.is_zoomed():
            return whole
        frame = divide(self._zoomed(spec), self.width(), self.height(), dressed=False)
        left, top, right, bottom = frame.box
        return replace(frame, box=(left, max(top, whole.box[1]), right, bottom))

    def _zoomed(self, spec: ChartSpec) -> ChartSpec:
        (x0, x1), (y0, y1) = self.view_range()
        return replace(
            with_names(spec, self._with_legend),
            x=replace(spec.x, low=x0, high=x1),
            y=replace(spec.y, low=y0, high=y1, step=None),
        )

    # -- items -----------------------------------------------------------------------------------------------

    def _draw_lines(self, spec: ChartSpec) -> None:
        for curve in self._curves:
            self.box.removeItem(curve)
        self._curves = []
        for series in spec.series:
            if series.kind not in ("line", "step"):
                continue
            xs = np.array(series.xs, dtype=float)
            ys = np.array([np.nan if y is None else y for y in series.ys], dtype=float)
            mode = {"stepMode": "right"} if series.kind == "step" else {}
            curve = pg.PlotCurveItem(
                xs, ys, pen=line_pen(series, self.devicePixelRatioF()), connect="finite", antialias=True, **mode
            )
            curve.setZValue(1 if series.purpose == "data" else 0)
            self.box.addItem(curve)
            self._curves.append(curve)
        self._points.setZValue(2)

    def _measured(self) -> Series | None:
        """The series whose points are readings."""
        found = self._spec.by_purpose("data") if self._spec is not None else ()
        return found[0] if found else None

    def _draw_points(self) -> None:
        series, frame = self._measured(), self._frame
        if series is None or frame is None:
            self._points.setData([], [])
            return
        spots = [*note_rings(self._spec, self.devicePixelRatioF())] if self._spec is not None else []
        for each in frame.spec.by_purpose("data"):
            spots += reading_spots(frame, each, self._selected_readings, self.devicePixelRatioF())
        self._points.setData(spots)

    # -- painting --------------------------------------------------------------------------------------------

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:
        theme = current_theme()
        painter.fillRect(rect, theme.colour("surface"))
        if self._frame is not None:
            painter.drawPixmap(0, 0, self._layers.under(self._frame, self))

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        frame = self._frame
        if frame is None:
            return
        painter.drawPixmap(0, 0, self._layers.over(frame, self))
        canvas = Canvas(painter, current_theme().tokens)
        paint_selected(canvas, frame, self._selected_items)
        if self._hover is not None:
            paint_card(canvas, frame, self._hover)

    # -- pointer and keys ------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._pointer = event.position()
        self._look(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._set_hover(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pressed = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        if event.button() == Qt.MouseButton.LeftButton and pressed is not None:
            moved = pressed - event.position()
            if moved.manhattanLength() < 4:
                self._choose(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        reading = self._reading_at(event.position())
        if reading is None:
            self.reset_view()
        else:
            self._want_note(reading)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        frame, series = self._frame, self._measured()
        at = self._reading_at(QPointF(event.pos()))
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self._hover is not None:
            at = self._hover.reading
        if frame is None or series is None or frame.spec.name != "outcome":
            event.ignore()
            return
        day = day_at(frame, event.pos().x()) if at is None else int(series.xs[at])
        note = None if at is None else partial(self._want_note, at)
        show = None if at is None else partial(self.reading_chosen.emit, series.keys[at])
        chart_menu(self, day, note, show).popup(event.globalPos())
        event.accept()

    def _reading_at(self, place: QPointF) -> int | None:
        """The place in the series of the reading under the pointer."""
        frame, series = self._frame, self._measured()
        if frame is None or series is None:
            return None
        return reading_at(frame, series, place, 2 * _CLICK)

    def _want_note(self, at: int) -> None:
        frame, series = self._frame, self._measured()
        y = series.ys[at] if series is not None else None
        if frame is not None and series is not None and y is not None:
            point = QPointF(frame.x(series.xs[at]), frame.y(y)).toPoint()
            self._set_hover(None)
            self.note_wanted.emit(series.keys[at], QRect(point.x() - 8, point.y() - 8, 16, 16))

    def _choose(self, place: QPointF) -> None:
        frame, series = self._frame, self._measured()
        if frame is None:
            return
        flag, at = nearest_flag(frame, place, _CLICK), self._reading_at(place)
        if flag is not None and flag.key is not None and (at is None or flag.kind == "launch"):
            (self.event_chosen if flag.kind == "event" else self.marker_chosen).emit(flag.key)
        elif series is not None and at is not None:
            self.reading_chosen.emit(series.keys[at])

    def figure_at(self, pos: QPoint) -> tuple[str, QRect] | None:
        """The figure at a place of the viewport: natural limits, or the projected level."""
        return figure_under(self._frame, QPointF(pos)) if self._frame is not None else None

    def _look(self, place: QPointF) -> None:
        frame = self._frame
        if frame is None or self._spec is None:
            return
        series = self._measured()
        at = nearest_reading(frame, series, place) if series is not None else None
        self._set_hover(hover_of(frame, series, at, nearest_flag(frame, place, _CLICK)))

    def _set_hover(self, hover: Hover | None) -> None:
        if hover != self._hover:
            self._hover = hover
            self.viewport().update()

    def step(self, by: int) -> None:
        """Let the card say what the next reading (by 1) or the one before (by -1) was: hovering by keys."""
        series, frame = self._measured(), self._frame
        if series is None or frame is None or not series.xs:
            return
        now = self._hover.reading if self._hover is not None else None
        at = len(series.xs) - 1 if now is None else min(max(now + by, 0), len(series.xs) - 1)
        low, high = self.view_range()[0]
        if not low <= series.xs[at] <= high:
            self.box.translateBy(x=series.xs[at] - (low + high) / 2)
        self._set_hover(hover_of(self._frame or frame, series, at, None))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, series = event.key(), self._measured()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            by = 1 if key == Qt.Key.Key_Right else -1
            self.pan(by * 0.1) if shift else self.step(by)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom(-1 if key == Qt.Key.Key_Minus else 1)
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.reset_view()
        elif key == Qt.Key.Key_Escape and self._hover is not None:
            self._set_hover(None)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._hover is not None and series is not None:
            if self._hover.reading is not None:
                self._want_note(self._hover.reading)
        else:
            QWidget.keyPressEvent(self, event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.restyle()  # moved to a screen of another density
        return bool(super().event(event))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if hasattr(self, "box"):  # pyqtgraph resizes the view from its own constructor
            self._arrange()

    def shut_down(self) -> None:
        """Let go of everything in an order that Qt survives. The widget is gone after it."""
        self.box.sigRangeChanged.disconnect(self._on_range)
        self._frame = self._spec = None
        self._curves, self._layers = [], Layers()
        self.box.clear()
        self.scene().removeItem(self.box)
        self.close()
        self.deleteLater()
