"""The forecast painted: a tail behind each bar, to the day by which its work is done in 85 of 100 cases.

What comes too late for its target date is dashed from there on, and the date is ticked. Where the next bar of the row
begins, a tail ends in an arrow: the tooltip has the rest.
"""

from __future__ import annotations

from math import floor, inf
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPolygonF

from deliverydesk.charts.roadmap_tails import TailPlace, tail_place
from deliverydesk.rendering.roadmap_inks import dashes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QPainter

    from deliverydesk.charts.roadmap import Bar
    from deliverydesk.charts.roadmap_frame import RoadmapFrame
    from deliverydesk.rendering.roadmap_inks import Hue, Inks

LINE, CAP, VEIL = 1.5, 11.0, 10.0
"""How thick the line of a tail is, how high its cap and its veil are."""
_LATE_CAP = 3.0
"""How thick the cap of a tail is that ends too late."""
_LATE = (3, 2)
_PERIOD = sum(_LATE)
"""The dashes of a tail that is too late. They begin at its own start, wherever the drawing does."""
_NARROWEST = 6.0
"""Bars narrower than this are too many for tails, and nobody could tell whose they are."""


def paint_tails(painter: QPainter, frame: RoadmapFrame, inks: Inks, bars: Iterable[Bar], reach: float = inf) -> None:
    """The tails of these bars, at most `reach` beyond their ends."""
    ahead = frame.picture.ahead
    if ahead is None:
        return
    per_day = frame.scale.per_day
    for bar in bars:
        if (bar.end - bar.start) * per_day < _NARROWEST:
            continue
        tail = ahead.tail(bar)
        if tail is None:
            continue
        place = tail_place(frame, bar, tail)
        middle = frame.row_y(bar.lane, bar.row) + frame.measures.bar_top + frame.measures.bar / 2
        if place is None:
            inks.text(painter, frame.scale.x(bar.end) + 5, middle + 4, "?", "text2", 11, 600)
            continue
        limit = min(frame.right, _crisp(frame.scale.x(bar.end), inks) + reach)
        draw_tail(painter, inks, inks.hue(bar.number), _snapped(place, inks), middle, (frame.left, limit))


def draw_tail(
    painter: QPainter, inks: Inks, hue: Hue, place: TailPlace, middle: float, limits: tuple[float, float]
) -> None:
    """One tail about a height, cut to what lies between two places."""
    low, high = limits[0], limits[1] if place.cut is None else min(limits[1], place.cut)

    def block(x0: float, x1: float, tall: float, brush: QBrush) -> None:
        begin, end = max(x0, low), min(x1, high)
        if begin < end:
            painter.fillRect(QRectF(begin, middle - tall / 2, end - begin, tall), brush)

    late = place.cap if place.late is None else place.late
    block(place.veil, place.cap, VEIL, hue.veil)
    block(place.line, late, LINE, hue.mark)
    mark = hue.mark
    if place.late is not None:
        begin = late + _PERIOD * max(floor((low - late) / _PERIOD), 0)
        _late_line(painter, inks, (begin, min(place.cap, high)), middle)
        mark = inks.brush("bad")
    if place.cut is None:
        block(place.cap - (LINE if place.late is None else _LATE_CAP), place.cap, CAP, mark)
    elif low <= place.cut <= limits[1]:
        x = place.cut
        _triangle(painter, mark, (x - 5.5, middle - 4), (x - 5.5, middle + 4), (x, middle))
    if place.due is not None and low <= place.due <= high:
        x, top = place.due, middle - VEIL / 2
        _triangle(painter, inks.brush("text"), (x - 3.5, top - 3), (x + 3.5, top - 3), (x, top + 3))


def _triangle(painter: QPainter, brush: QBrush, *corners: tuple[float, float]) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush)
    painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))


def _late_line(painter: QPainter, inks: Inks, run: tuple[float, float], middle: float) -> None:
    if run[0] >= run[1]:
        return
    if inks.quick:
        at = floor((middle - LINE / 2) * inks.ratio + 0.5) / inks.ratio
        dashes(painter, inks, (run[0], at, run[1] - run[0]), inks.colour("bad"), _LATE, thick=LINE)
        return
    painter.setPen(inks.pen("bad", LINE, tuple(map(float, _LATE))))
    painter.drawLine(QPointF(run[0], middle), QPointF(run[1], middle))


def _snapped(place: TailPlace, inks: Inks) -> TailPlace:
    """Crisp ends in the window."""
    if not inks.quick:
        return place

    def maybe(x: float | None) -> float | None:
        return None if x is None else _crisp(x, inks)

    line, veil, cap = (_crisp(x, inks) for x in place[:3])
    return TailPlace(line, veil, cap, maybe(place.late), maybe(place.due), maybe(place.cut))


def _crisp(x: float, inks: Inks) -> float:
    return floor(x * inks.ratio + 0.5) / inks.ratio if inks.quick else x
