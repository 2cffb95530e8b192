"""A chart the size of a stamp: lines, points and two figures on its axis, no words."""

from __future__ import annotations

from deliverydesk.charts.axes import calendar_ticks
from deliverydesk.charts.spec import ChartSpec
from deliverydesk.rendering.canvas import Canvas, width_of
from deliverydesk.rendering.clip import Box, inside
from deliverydesk.rendering.frame import TICK_PX, Frame
from deliverydesk.rendering.marks import paint_bands, paint_series

_FOOT = 15.0
_FIGURES = 34.0
"""Room for the figures left of the plot, the same for all so that their days stand over one another."""


def small_frame(spec: ChartSpec, box: Box) -> Frame:
    """``spec`` divided over ``box``: left, top, right and bottom of the whole small chart."""
    left, top, right, bottom = box
    plot = (left + _FIGURES, top + 4, max(right - 6, left + _FIGURES + 10), max(bottom - _FOOT, top + 10))
    y_ticks = spec.y.ticks(room=3)
    x_ticks = calendar_ticks(spec.x.low, spec.x.high, 3, spec.x.this_year)
    return Frame(spec, right, bottom, left, plot, (), (), top, x_ticks, y_ticks, (), top, dressed=False)


def paint_small(canvas: Canvas, spec: ChartSpec, box: Box) -> None:
    """Paint ``spec`` within ``box``."""
    frame = small_frame(spec, box)
    left, _, right, bottom = frame.box
    paint_bands(canvas, frame)
    for tick in (frame.y_ticks[:1] + frame.y_ticks[-1:]) if len(frame.y_ticks) > 1 else frame.y_ticks:
        y = frame.y(tick.value)
        canvas.line((left, y), (right, y), "line")
        canvas.text((left - 5 - width_of(tick.label, TICK_PX), y + 4), tick.label, "text3", TICK_PX)
    for tick in frame.x_ticks:
        x, wide = frame.x(tick.value), width_of(tick.label, TICK_PX)
        if x + wide / 2 <= right + 6:
            canvas.line((x, bottom), (x, bottom + 3), "line2")
            canvas.text((x - wide / 2, bottom + 13), tick.label, "text3", TICK_PX)
    for flag in spec.flags:
        if flag.kind == "today" and spec.x.low <= flag.at <= spec.x.high:
            canvas.line((frame.x(flag.at), bottom - 10), (frame.x(flag.at), bottom), "accent", 1.5)
    paint_series(canvas, frame)
    measured = spec.by_purpose("data")
    if measured:
        last = (frame.x(measured[0].xs[-1]), frame.y(measured[0].ys[-1] or 0.0))
        if inside(last, frame.box):
            canvas.circle(last, 3.0, "text", None)
