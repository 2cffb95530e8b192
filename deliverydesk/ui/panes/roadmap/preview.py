"""What a drag on the roadmap would do, painted over it."""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPolygonF

from deliverydesk.rendering.roadmap_inks import octagon
from deliverydesk.ui.panes.roadmap.hits import HANDLE, handle_place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QPainter

    from deliverydesk.charts.roadmap import Bar
    from deliverydesk.charts.roadmap_frame import RoadmapFrame
    from deliverydesk.rendering.roadmap_inks import Inks
    from deliverydesk.ui.panes.roadmap.gestures import Preview


_MOST_PALED = 500


def paint_held(painter: QPainter, frame: RoadmapFrame, inks: Inks, shown: Preview, dragged: Iterable[int]) -> None:
    """The bars that are dragged paled, and the lane tinted that they would be put into. Painted over the lanes, so that
    those need not be painted anew.
    """
    pale, bars = inks.colour("surface"), frame.picture.bars
    pale.setAlphaF(0.65)
    for one in [*dragged][:_MOST_PALED]:
        if one in bars:
            left, top, right, bottom = frame.bar_box(bars[one])
            if left < frame.right and right > frame.left:
                painter.fillRect(QRectF(left - 2, top - 2, right - left + 4, bottom - top + 4), pale)
    if shown.lane is not None and shown.lane < len(frame.picture.lanes):
        tint = inks.colour("accent")
        tint.setAlphaF(0.08)
        top, bottom = frame.lane_y(shown.lane), frame.lane_y(shown.lane + 1)
        painter.fillRect(QRectF(frame.left, top, frame.right - frame.left, bottom - top - 1), tint)


def paint_ghosts(painter: QPainter, frame: RoadmapFrame, inks: Inks, shown: Preview) -> None:
    """The bars as they would lie, the day marked, the rubber band."""
    if shown.day is not None:
        x = frame.scale.x(shown.day)
        painter.setPen(inks.pen("accent", 1.0, (3.0, 3.0)))
        painter.drawLine(QPointF(x, frame.top), QPointF(x, frame.bottom))
    for ghost in shown.ghosts:
        left, top, right, bottom = frame.span_box(ghost.lane, ghost.row, ghost.start, ghost.end)
        rect = QRectF(left, top, max(right - left, 2.0), bottom - top)
        painter.setOpacity(0.85)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(inks.hue(ghost.number).fill)
        painter.drawRoundedRect(rect, 3, 3)
        painter.setOpacity(1.0)
        painter.setPen(inks.pen("accent", 2.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    if shown.line is not None:
        _paint_line(painter, frame, inks, shown)
    if shown.band is not None:
        painter.setPen(inks.pen("accent", 1.0, (5.0, 4.0)))
        fill = inks.colour("accent")
        fill.setAlphaF(0.07)
        painter.setBrush(fill)
        painter.drawRect(shown.band)


def _paint_line(painter: QPainter, frame: RoadmapFrame, inks: Inks, shown: Preview) -> None:
    """A dependency being drawn, and the bar that it would end at."""
    assert shown.line is not None
    role = "bad" if shown.refused else "accent"
    bar = frame.picture.bars.get(shown.target) if shown.target is not None else None
    if bar is not None:
        left, top, right, bottom = frame.bar_box(bar)
        rect = QRectF(max(left, frame.left - 60), top, 0, bottom - top)
        rect.setRight(min(right, frame.right + 60))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(inks.pen(role, 2.0, (4.0, 2.5) if shown.refused else ()))
        painter.drawRoundedRect(rect.adjusted(-1.5, -1.5, 1.5, 1.5), 4, 4)
    start, end = shown.line
    painter.setPen(inks.pen(role, 1.5, (4.0, 2.5) if shown.refused else ()))
    painter.drawLine(start, end)
    far = hypot(end.x() - start.x(), end.y() - start.y())
    if far > 8:
        dx, dy = (end.x() - start.x()) / far, (end.y() - start.y()) / far
        back = QPointF(end.x() - 7 * dx, end.y() - 7 * dy)
        side = QPointF(-4 * dy, 4 * dx)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(inks.brush(role))
        painter.drawPolygon(QPolygonF([end, back + side, back - side]))


def paint_handle(painter: QPainter, frame: RoadmapFrame, inks: Inks, bar: Bar) -> None:
    """The ring that a dependency is drawn from."""
    spot = handle_place(frame, bar)
    if spot is not None:
        painter.setPen(inks.pen("accent", 1.5))
        painter.setBrush(inks.brush("surface"))
        painter.drawEllipse(QPointF(*spot), HANDLE, HANDLE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(inks.brush("accent"))
        painter.drawEllipse(QPointF(*spot), 1.5, 1.5)


def paint_words(painter: QPainter, frame: RoadmapFrame, inks: Inks, shown: Preview) -> None:
    """The new dates, and the team they overload, in a small box above the pointer, always inside the pane."""
    if not shown.words or shown.at is None:
        return
    words = inks.fitted(shown.words, frame.right - 24, 12, 500)
    load = inks.fitted(shown.load, frame.right - 44, 12, 600)
    tall = 43 if load else 24
    wide = max(inks.width(words, 12, 500), inks.width(load, 12, 600) + 18 if load else 0.0) + 16
    left = min(max(shown.at.x() + 12, 4.0), frame.right - wide - 4)
    top = shown.at.y() - 12 - tall
    if top < 4:
        top = shown.at.y() + 20
    painter.setPen(inks.pen("bad" if shown.refused else "accent", 1.0))
    painter.setBrush(inks.brush("raised"))
    painter.drawRoundedRect(QRectF(left, top, wide, tall), 6, 6)
    inks.text(painter, left + 8, top + 16.2, words, "text", 12, 500)
    if load:
        if shown.over:
            octagon(painter, inks, left + 14, top + 30, 5.5)
        inks.text(painter, left + (26 if shown.over else 8), top + 34.4, load, "bad" if shown.over else "ok", 12, 600)
