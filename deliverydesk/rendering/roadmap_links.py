"""Dependencies between the bars of a roadmap, painted: right-angled lines, octagons where they are broken."""

from __future__ import annotations

from itertools import pairwise
from math import floor
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPolygonF

from deliverydesk.charts.roadmap_frame import Box, Place, RoadmapFrame, route
from deliverydesk.rendering.clip import polyline
from deliverydesk.rendering.roadmap_bars import Drawn, Shown, plain_lines
from deliverydesk.rendering.roadmap_inks import Inks, octagon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliverydesk.charts.roadmap import Link

_MOST_LINKS = 100


def links_to_draw(frame: RoadmapFrame, shown: Shown, drawn: Drawn) -> Iterator[Link]:
    """The dependencies of the bars that show. In a crowd only the broken and the selected are drawn."""
    links = frame.picture.links
    found: dict[int, Link] = {}
    for bar_id in drawn.ids:
        for link in links.get(bar_id, ()):
            found[link.id] = link
    if len(found) <= _MOST_LINKS:
        yield from sorted(found.values(), key=lambda link: bool(link.problem))
        return
    wanted = [link for link in found.values() if link.successor in shown.selected or link.predecessor in shown.selected]
    broken = [link for link in found.values() if link.problem and link not in wanted]
    yield from [*broken[: _MOST_LINKS - len(wanted)], *wanted]


def paint_links(painter: QPainter, frame: RoadmapFrame, inks: Inks, shown: Shown, drawn: Drawn) -> None:
    """Right-angled lines from what is waited for to what waits, broken ones dashed with an octagon."""
    box = (frame.left, frame.top, frame.right, frame.bottom)
    found = list(links_to_draw(frame, shown, drawn))
    crowded = len(found) >= _MOST_LINKS
    broken: list[QLineF] = []
    joins: list[Place] = []
    for link in found:
        near = link.successor in shown.selected or link.predecessor in shown.selected
        if crowded and link.problem and not near:
            left, top, _, bottom = frame.bar_box(frame.picture.bars[link.successor])
            joins.append((left - 7, (top + bottom) / 2))
            continue
        way = route(frame, link)
        if way is None:
            continue
        if link.problem:
            runs = polyline(way.corners, box)
            broken += [QLineF(*start, *end) for run in runs for start, end in pairwise(run)]
            joins.append(way.join)
        else:
            paint_line(painter, inks, way.corners, way.heading, box, "accent" if near else "text2")
    if broken:
        plain_lines(painter, broken, inks.pen("bad", 1.25, (4.0, 2.5)))
    for join in joins:
        if _within(join, box):
            octagon(painter, inks, *join)


def paint_line(
    painter: QPainter, inks: Inks, corners: Sequence[Place], heading: Place, box: Box, role: str, width: float = 1.25
) -> None:
    """A dependency with its arrow, cut to a box."""
    if inks.quick:
        corners = _crisp_line(painter, inks, corners, box, role, width)
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(inks.pen(role, width))
        for run in polyline(corners, box):
            if len(run) > 1:
                painter.drawPath(_rounded(run))
    if _within(corners[-1], box):
        _arrow(painter, inks, corners[-1], heading, role)


def _crisp_line(
    painter: QPainter,
    inks: Inks,
    corners: Sequence[Place],
    box: Box,
    role: str,
    width: float,
    radius: float = 3.0,
) -> Sequence[Place]:
    """The line on whole pixels, whose darkness does not hang on where it is cut. Returns its corners."""
    ratio = inks.ratio
    thick = max(round(width * ratio), 1) / ratio
    half, brush = thick / 2, inks.brush(role)
    on = [(floor(x * ratio) / ratio + half, floor(y * ratio) / ratio + half) for x, y in corners]
    last = len(on) - 1
    room = QRectF(QPointF(box[0], box[1]), QPointF(box[2], box[3]))
    for at, (start, end) in enumerate(pairwise(on)):
        if (
            max(start[0], end[0]) + thick < box[0]
            or min(start[0], end[0]) - thick > box[2]
            or max(start[1], end[1]) + thick < box[1]
            or min(start[1], end[1]) - thick > box[3]
        ):
            continue
        one = start if at == 0 else _towards(start, end, radius)
        two = end if at + 1 == last else _towards(end, start, radius)
        left, right = sorted((one[0], two[0]))
        top, bottom = sorted((one[1], two[1]))
        level = abs(end[0] - start[0]) > abs(end[1] - start[1])
        run = QRectF(left, top - half, right - left, thick) if level else QRectF(left - half, top, thick, bottom - top)
        shown = run & room
        if not shown.isEmpty():
            painter.fillRect(shown, brush)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(inks.pen(role, thick))
    for before, corner, then in zip(on, on[1:], on[2:], strict=False):
        if _within(corner, box):
            turn = QPainterPath(QPointF(*_towards(corner, before, radius)))
            turn.quadTo(QPointF(*corner), QPointF(*_towards(corner, then, radius)))
            painter.drawPath(turn)
    return on


def _within(place: Place, box: tuple[float, float, float, float]) -> bool:
    return box[0] <= place[0] <= box[2] and box[1] <= place[1] <= box[3]


def _rounded(corners: list[Place], radius: float = 3.0) -> QPainterPath:
    path = QPainterPath(QPointF(*corners[0]))
    for before, corner, then in zip(corners, corners[1:], corners[2:], strict=False):
        path.lineTo(QPointF(*_towards(corner, before, radius)))
        path.quadTo(QPointF(*corner), QPointF(*_towards(corner, then, radius)))
    path.lineTo(QPointF(*corners[-1]))
    return path


def _towards(place: Place, other: Place, far: float) -> Place:
    length = abs(other[0] - place[0]) + abs(other[1] - place[1])
    share = min(far / length, 0.5) if length else 0.0
    return place[0] + (other[0] - place[0]) * share, place[1] + (other[1] - place[1]) * share


def _arrow(painter: QPainter, inks: Inks, tip: Place, heading: Place, role: str) -> None:
    x, y = tip
    dx, dy = heading
    back, half = 5.0, 3.0
    points = [
        (x, y),
        (x - dx * back - dy * half, y - dy * back - dx * half),
        (x - dx * back + dy * half, y - dy * back + dx * half),
    ]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.brush(role))
    painter.drawPolygon(QPolygonF([QPointF(*point) for point in points]))
