"""The marks of a chart: bands, reference lines, lines, points and bars, cut to the plot."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush

from deliverydesk.charts.spec import Reference, Series
from deliverydesk.rendering.canvas import Canvas, width_of
from deliverydesk.rendering.clip import Place, inside, polygon, polyline, segment
from deliverydesk.rendering.frame import Frame
from deliverydesk.support.tokens import Tokens

DIAMOND = 1.25
"""From the middle of a diamond to its corners, in radii of the disc that it stands for."""
_CROWDED = 7.0
"""Points nearer to one another than this many pixels are left out and the line alone is drawn."""


def paint_bands(canvas: Canvas, frame: Frame) -> None:
    """The filled regions, each with its dotted edges."""
    for band in frame.spec.bands:
        over = [(frame.x(x), frame.y(y)) for x, y in zip(band.xs, band.highs, strict=True)]
        under = [(frame.x(x), frame.y(y)) for x, y in zip(band.xs, band.lows, strict=True)]
        shape = polygon([*over, *reversed(under)], frame.box)
        if len(shape) > 2:
            canvas.polygon(shape, band.role)
        if band.edge:
            for edge in (over, under):
                for run in polyline(edge, frame.box):
                    canvas.polyline(run, band.edge, 1.0, "dotted")


def reference_ends(frame: Frame, line: Reference) -> tuple[Place, Place] | None:
    """Both ends of a reference line inside the plot, or None where it lies outside."""
    left, top, right, bottom = frame.box
    if line.axis == "y":
        y = frame.y(line.value)
        start = left if line.first is None else frame.x(line.first)
        end = right if line.last is None else frame.x(line.last)
        return segment((start, y), (end, y), frame.box)
    x = frame.x(line.value)
    start = bottom if line.first is None else frame.y(line.first)
    end = top if line.last is None else frame.y(line.last)
    return segment((x, start), (x, end), frame.box)


def paint_references(canvas: Canvas, frame: Frame) -> None:
    """The lines across the plot."""
    for line in frame.spec.references:
        ends = reference_ends(frame, line)
        if ends is not None:
            canvas.line(*ends, line.role, line.width, line.stroke)


def paint_series(canvas: Canvas, frame: Frame) -> None:
    """Bars first, then lines, then points, so that no line crosses a hollow point."""
    bars = [series for series in frame.spec.series if series.kind == "bars"]
    if bars:
        _paint_bars(canvas, frame, bars)
    cells = frame.spec.cells
    if cells is not None:
        _paint_cells(canvas, frame, cells)
    others = [series for series in frame.spec.series if series.kind not in ("bars", "cells")]
    for series in others:
        if series.kind in ("line", "step"):
            for run in runs_of(frame, series):
                for part in polyline(run, frame.box):
                    canvas.polyline(part, series.role, series.width, series.stroke)
    for series in others:
        _paint_points(canvas, frame, series)


def runs_of(frame: Frame, series: Series) -> Iterator[list[Place]]:
    """The places of a line in pixels, one list for each run without a gap; a step has its corners."""
    run: list[Place] = []
    for x, y in zip(series.xs, series.ys, strict=True):
        if y is None:
            if run:
                yield run
            run = []
            continue
        place = (frame.x(x), frame.y(y))
        if series.kind == "step" and run:
            run.append((place[0], run[-1][1]))
        run.append(place)
    if run:
        yield run


def _paint_points(canvas: Canvas, frame: Frame, series: Series) -> None:
    count = len(series.ys)
    drawn = [at for at, y in enumerate(series.ys) if y is not None]
    all_roles, radii = series.roles or (series.role,) * count, series.sizes or (series.marker,) * count
    places = [(frame.x(series.xs[at]), frame.y(series.ys[at] or 0.0)) for at in drawn]
    crowded = len(places) > 1 and (places[-1][0] - places[0][0]) / (len(places) - 1) < _CROWDED
    shown = [(place, all_roles[at], radii[at]) for place, at in zip(places, drawn, strict=True) if radii[at]]
    if crowded and series.kind != "points":
        shown = shown[-1:]
    for place, role, radius in shown:
        if inside(place, frame.box):
            fill = "surface" if series.hollow else role
            stroke = series.stroke if series.kind == "points" else "solid"
            if series.shape == "diamond":
                x, y = place
                far = radius * DIAMOND
                canvas.polygon([(x, y - far), (x + far, y), (x, y + far), (x - far, y)], fill, role, 1.5)
                continue
            canvas.circle(place, radius, fill, role, tint=1.0 if series.hollow else series.tint, stroke=stroke)
    if series.ends_in_ring and places and inside(places[-1], frame.box):
        canvas.ring(places[-1], series.role)


def _paint_bars(canvas: Canvas, frame: Frame, bars: list[Series]) -> None:
    lying = frame.spec.horizontal
    reached: dict[float, float] = {}
    for series in bars:
        across, along = (series.ys, series.xs) if lying else (series.xs, series.ys)
        for index, (category, value) in enumerate(zip(across, along, strict=True)):
            if category is None or value is None:
                continue
            start = reached.get(category, 0.0)
            reached[category] = start + value
            box = bar_box(frame, category, start, start + value)
            if abs(value) < 1e-12 or box[2] - box[0] < 0.05 or box[3] - box[1] < 0.05:
                continue
            role = series.roles[index] if series.roles else series.role
            fill = canvas.colour(role, series.tint)
            radius = 0.0 if len(bars) > 1 else min(3.0, (box[2] - box[0]) / 2, (box[3] - box[1]) / 2)
            canvas.box(box, fill, radius=radius)
            if role.startswith("product:") and Tokens.hatched(int(role.split(":")[1])):
                canvas.painter.setPen(Qt.PenStyle.NoPen)
                canvas.painter.setBrush(QBrush(canvas.colour("surface"), Qt.BrushStyle.BDiagPattern))
                canvas.painter.drawRect(QRectF(box[0], box[1], box[2] - box[0], box[3] - box[1]))
    _zero_line(canvas, frame)


def _paint_cells(canvas: Canvas, frame: Frame, cells: Series) -> None:
    """A box of its role's colour at each place, its figure inside where there is room."""
    for index, (x, y) in enumerate(zip(cells.xs, cells.ys, strict=True)):
        if y is None:
            continue
        box = (frame.x(x - 0.5) + 1, frame.y(y - 0.5) + 1, frame.x(x + 0.5) - 1, frame.y(y + 0.5) - 1)
        role = cells.roles[index] if cells.roles else cells.role
        over = role == "overBg"
        canvas.box(box, canvas.colour(role), canvas.pen("over", 1.25) if over else None, radius=3)
        words = cells.labels[index] if cells.labels else ""
        wide = width_of(words, 11, 500)
        if words and wide <= box[2] - box[0]:
            at = ((box[0] + box[2] - wide) / 2, (box[1] + box[3]) / 2 + 4)
            canvas.text(at, words, "bad" if over else "text", 11, 600 if over else 400)


def bar_box(frame: Frame, category: float, start: float, end: float) -> tuple[float, float, float, float]:
    """The rectangle of a bar from ``start`` to ``end`` at ``category``, cut to the plot."""
    left, top, right, bottom = frame.box
    if frame.spec.horizontal:
        slot = (bottom - top) / max(len(frame.spec.y.categories), 1)
        thick, middle = min(26.0, slot * 0.62), frame.y(category)
        low, high = sorted((frame.x(start), frame.x(end)))
        return max(low, left), middle - thick / 2, min(high, right), middle + thick / 2
    slot = (right - left) / max(len(frame.spec.x.categories), 1)
    thick, middle = min(42.0, slot * 0.62), frame.x(category)
    low, high = sorted((frame.y(start), frame.y(end)))
    return middle - thick / 2, max(low, top), middle + thick / 2, min(high, bottom)


def _zero_line(canvas: Canvas, frame: Frame) -> None:
    left, top, right, bottom = frame.box
    if frame.spec.horizontal:
        x = frame.x(0.0)
        canvas.line((x, top), (x, bottom), "ctl")
    else:
        y = frame.y(0.0)
        canvas.line((left, y), (right, y), "ctl")
