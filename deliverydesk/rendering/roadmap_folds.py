"""Collapsed lanes: a skyline of how many items run at once, and the mark of those that are selected."""

from __future__ import annotations

from bisect import bisect_right
from math import floor
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPolygonF

from deliverydesk.charts.roadmap_frame import skylines, step_height

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QPainter

    from deliverydesk.charts.roadmap_frame import RoadmapFrame
    from deliverydesk.rendering.roadmap_inks import Inks

_MOST_MARKED = 200


def paint_folds(painter: QPainter, frame: RoadmapFrame, inks: Inks, selected: Iterable[int] = ()) -> None:
    """The skylines of the folded lanes that show, with a mark under the items selected in them."""
    lanes = frame.picture.lanes
    shown = [at for at in frame.visible_lanes() if lanes[at].folded]
    for at in shown:
        (_paint_crisp if inks.quick else _paint_outline)(painter, frame, inks, at)
    if not shown:
        return
    bars = frame.picture.bars
    for one in [*selected][:_MOST_MARKED]:
        bar = bars.get(one)
        if bar is not None and bar.lane in shown:
            x0, _, x1, foot = frame.bar_box(bar)
            x0, x1 = max(x0, frame.left), min(x1, frame.right)
            if x0 < x1:
                painter.fillRect(QRectF(x0, foot - 0.5, x1 - x0, 2.5), inks.brush("accent"))


def _paint_outline(painter: QPainter, frame: RoadmapFrame, inks: Inks, at: int) -> None:
    hue = inks.hue(frame.picture.lanes[at].number)
    painter.setPen(hue.edge)
    painter.setBrush(hue.fill)
    for outline in skylines(frame, at):
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in outline]))


def _paint_crisp(painter: QPainter, frame: RoadmapFrame, inks: Inks, at: int) -> None:
    """Whole pixels, so that parts painted one after another fit together."""
    lane = frame.picture.lanes[at]
    hue, high, ratio = inks.hue(lane.number), frame.measures.bar, inks.ratio
    foot = frame.row_y(at, 0) + frame.measures.bar_top + high
    peak = max((step.at_once for step in lane.steps), default=1)
    first = bisect_right(lane.steps, frame.scale.day(frame.left), key=lambda step: step.end)
    reached = frame.left
    for step in lane.steps[first:]:
        x0, x1 = (floor(frame.scale.x(day) * ratio + 0.5) / ratio for day in (step.start, step.end))
        if x0 >= frame.right:
            break
        x0, x1 = max(x0, reached), min(x1, frame.right)
        if x1 <= x0:
            continue
        y = foot - floor(high * step_height(step.at_once, peak) + 0.5)
        painter.fillRect(QRectF(x0, y, x1 - x0, foot - y), hue.fill)
        painter.fillRect(QRectF(x0, y, x1 - x0, 2), hue.mark)
        reached = x1


def caret(painter: QPainter, inks: Inks, x: float, y: float, *, folded: bool) -> None:
    """The sign that a lane can be folded or unfolded, about its middle."""
    corners = ((-1.75, -3.5), (1.75, 0), (-1.75, 3.5)) if folded else ((-3.5, -1.75), (3.5, -1.75), (0, 1.75))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.brush("text2"))
    painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in corners]))
