"""Bars, their actual dates and their dependencies, painted into a divided roadmap: only those that show."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPen, QPolygonF

from deliverydesk.charts.roadmap import STOPPED, Bar, Link, bar_end
from deliverydesk.charts.roadmap_frame import Place, RoadmapFrame, cut_box, route
from deliverydesk.rendering.clip import polyline, segment
from deliverydesk.rendering.roadmap_inks import Inks, octagon

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_LINKS = 150
_FINE = 10.0
"""Bars narrower than this are plain rectangles: nobody sees a corner of 3 px on them, and they are many."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the window shows beside the picture: the selection, what is being dragged, what is switched off."""

    selected: frozenset[int] = frozenset()
    focused: int | None = None
    dragged: frozenset[int] = frozenset()
    hovered: int | None = None
    actuals: bool = True
    links: bool = True


@dataclass(slots=True)
class Drawn:
    """What was painted, for whoever comes next: the bars that have titles, and all ids that show."""

    titled: list[tuple[Bar, float, float, float, float | None]] = field(default_factory=list)
    """bar, left, top and right of what shows of it, and where the next bar begins."""
    ids: list[int] = field(default_factory=list)


def paint_bars(painter: QPainter, frame: RoadmapFrame, inks: Inks, shown: Shown) -> Drawn:
    """Paint the bars of all rows that show."""
    drawn = Drawn()
    scale, left, right = frame.scale, frame.left, frame.right
    first_day = scale.day(left)
    for lane, row in frame.visible_rows():
        bars = frame.picture.lanes[lane].rows[row]
        at = bisect_right(bars, first_day, key=bar_end)
        count = len(bars)
        top = frame.row_y(lane, row) + frame.measures.bar_top
        reached = left - 1.0
        while at < count:
            bar = bars[at]
            x0 = scale.x(bar.start)
            if x0 >= right:
                break
            x1 = scale.x(bar.end)
            drawn.ids.append(bar.id)
            if x1 - x0 < 1.5:
                if x1 > reached:
                    x0 = max(x0, left)
                    painter.fillRect(QRectF(x0, top, 1.0, frame.measures.bar), inks.hue(bar.number).mark)
                    reached = x0 + 1.0
                # whatever ends within the pixel just painted cannot be told from it
                at = max(bisect_right(bars, scale.day(reached), lo=at, key=bar_end), at + 1)
                continue
            at += 1
            following = scale.x(bars[at].start) if at < count else None
            _bar(painter, frame, inks, shown, bar, max(x0, left), top, min(x1, right), x0 < left, x1 > right)
            drawn.titled.append((bar, max(x0, left), top, min(x1, right), following))
    return drawn


def _bar(
    painter: QPainter,
    frame: RoadmapFrame,
    inks: Inks,
    shown: Shown,
    bar: Bar,
    x0: float,
    top: float,
    x1: float,
    cut_left: bool,
    cut_right: bool,
) -> None:
    high = frame.measures.bar
    hue = inks.hue(bar.number)
    if x1 - x0 < _FINE:
        painter.fillRect(QRectF(x0, top, x1 - x0, high), hue.fill if bar.started else inks.brush("surface"))
        painter.fillRect(QRectF(x0, top, x1 - x0, 2.5), hue.mark)
        if bar.id in shown.selected:
            painter.fillRect(QRectF(x0, top, x1 - x0, high), inks.brush("accent"))
        return
    stopped = bar.stage in STOPPED
    faint = bar.id in shown.dragged
    if faint:
        painter.setOpacity(0.35)
    dashed = stopped or not bar.started
    painter.setPen(Qt.PenStyle.NoPen if dashed else hue.edge)
    painter.setBrush(inks.brush("surface") if stopped else hue.fill)
    inset = inks.edge_width / 2
    # a cut end is square and has no edge: the bar goes on
    rect = QRectF(x0 + (0 if cut_left else inset), top + inset, 0, high - 2 * inset)
    rect.setRight(x1 - (0 if cut_right else inset))
    if cut_left or cut_right:
        _open_bar(painter, rect, cut_left, cut_right)
    else:
        painter.drawRoundedRect(rect, 3, 3)
    if dashed:
        _dashed_edge(painter, rect, hue.dashed_edge, cut_left, cut_right)
    if hue.hatched and not stopped:
        _hatch(painter, inks, rect, bar.number)
    if bar.progress and not stopped:
        _progress(painter, frame, hue.mark, bar, x0, top, x1)
    if faint:
        painter.setOpacity(1.0)


def _dashed_edge(painter: QPainter, rect: QRectF, pen: QPen, cut_left: bool, cut_right: bool) -> None:
    """The dashes of a bar that has not begun, along its straight edges: a dashed rounded path costs ten times that."""
    x0, x1 = rect.left() + (0 if cut_left else 3), rect.right() - (0 if cut_right else 3)
    y0, y1 = rect.top() + 3, rect.bottom() - 3
    lines = [QLineF(x0, rect.top(), x1, rect.top()), QLineF(x0, rect.bottom(), x1, rect.bottom())]
    if not cut_left:
        lines.append(QLineF(rect.left(), y0, rect.left(), y1))
    if not cut_right:
        lines.append(QLineF(rect.right(), y0, rect.right(), y1))
    plain_lines(painter, lines, pen)


def plain_lines(painter: QPainter, lines: list[QLineF], pen: QPen) -> None:
    """Upright and level dashed lines, drawn on whole pixels: smoothing them costs twenty times as much and shows
    nothing.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(pen)
    painter.drawLines(lines)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _open_bar(painter: QPainter, rect: QRectF, cut_left: bool, cut_right: bool) -> None:
    """A bar that goes on beyond the plot: filled to the end, without an edge there."""
    pen = painter.pen()
    painter.fillRect(rect, painter.brush())
    if pen.style() == Qt.PenStyle.NoPen:
        return
    painter.setPen(pen)
    lines = [QLineF(rect.topLeft(), rect.topRight()), QLineF(rect.bottomLeft(), rect.bottomRight())]
    if not cut_left:
        lines.append(QLineF(rect.topLeft(), rect.bottomLeft()))
    if not cut_right:
        lines.append(QLineF(rect.topRight(), rect.bottomRight()))
    painter.drawLines(lines)


def _progress(
    painter: QPainter, frame: RoadmapFrame, brush: QBrush, bar: Bar, x0: float, top: float, x1: float
) -> None:
    done = frame.scale.x(bar.start + (bar.end - bar.start) * (bar.progress or 0.0))
    if done > x0:
        foot = top + frame.measures.bar
        painter.fillRect(QRectF(x0, foot - 2.5, min(done, x1) - x0, 2.5), brush)


def _hatch(painter: QPainter, inks: Inks, rect: QRectF, number: int) -> None:
    box = (rect.left(), rect.top(), rect.right(), rect.bottom())
    painter.setPen(inks.hue(number).edge)
    x = rect.left() - rect.height()
    while x < rect.right():
        part = segment((x, rect.bottom()), (x + rect.height(), rect.top()), box)
        if part is not None:
            painter.drawLine(QPointF(*part[0]), QPointF(*part[1]))
        x += 6


def paint_selection(painter: QPainter, frame: RoadmapFrame, inks: Inks, shown: Shown, drawn: Drawn) -> None:
    """The accent round selected bars, and a thinner one round the hovered."""
    for bar, x0, top, x1, _ in drawn.titled:
        if bar.id not in shown.selected and bar.id != shown.hovered:
            continue
        rect = QRectF(x0, top, x1 - x0, frame.measures.bar)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if bar.id in shown.selected:
            painter.setPen(inks.pen("accent", 2.0, alpha=0.35))
            painter.drawRoundedRect(rect.adjusted(-2, -2, 2, 2), 5, 5)
            painter.setPen(inks.pen("accent", 2.0))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
            if bar.id == shown.focused and len(shown.selected) > 1:
                painter.setPen(inks.pen("accent", 2.0))
                painter.drawRoundedRect(rect.adjusted(-3, -3, 3, 3), 6, 6)
        else:
            painter.setPen(inks.hue(bar.number).code)
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)


def paint_actuals(painter: QPainter, frame: RoadmapFrame, inks: Inks, drawn: Drawn) -> None:
    """Over each bar a thin line of when the work really ran, in `bad` where it runs past its plan."""
    lift = frame.measures.bar_top
    if lift < 2.5:
        return
    for bar, _, top, _, _ in drawn.titled:
        if bar.actual_start is None or bar.actual_end is None:
            continue
        y = top - lift / 2
        plan_end = max(bar.end, bar.actual_start)
        # work that goes on is drawn to the line of today
        ended = bar.actual_end - 0.5 if bar.running else bar.actual_end
        _actual_run(painter, frame, inks, bar.actual_start, min(ended, plan_end), y, "text2")
        if ended > plan_end:
            _actual_run(painter, frame, inks, plan_end, ended, y, "bad")
        caps = [bar.actual_start] if bar.running else [bar.actual_start, bar.actual_end]
        painter.setPen(inks.pen("bad" if bar.actual_end > plan_end else "text2", 1.5))
        for day in caps:
            x = frame.scale.x(day)
            if frame.left <= x <= frame.right:
                painter.drawLine(QPointF(x, y - 1.75), QPointF(x, y + 1.75))


def _actual_run(
    painter: QPainter, frame: RoadmapFrame, inks: Inks, start: float, end: float, y: float, role: str
) -> None:
    box = (frame.scale.x(start), y, frame.scale.x(end), y)
    cut = cut_box(box, frame.left, frame.right)
    if cut is not None:
        painter.setPen(inks.pen(role, 1.5))
        painter.drawLine(QPointF(cut[0][0], y), QPointF(cut[0][2], y))


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
    wanted = [
        link
        for link in found.values()
        if link.successor in shown.selected or link.predecessor in shown.selected
    ]
    broken = [link for link in found.values() if link.problem and link not in wanted]
    yield from [*broken[: _MOST_LINKS - len(wanted)], *wanted]


def paint_links(painter: QPainter, frame: RoadmapFrame, inks: Inks, shown: Shown, drawn: Drawn) -> None:
    """Right-angled lines from what is waited for to what waits, broken ones dashed with an octagon."""
    box = (frame.left, frame.top, frame.right, frame.bottom)
    found = list(links_to_draw(frame, shown, drawn))
    crowded = len(found) >= _MOST_LINKS
    for link in found:
        way = route(frame, link)
        if way is None:
            continue
        near = link.successor in shown.selected or link.predecessor in shown.selected
        role = "bad" if link.problem else "accent" if near else "text2"
        if near or not crowded:
            _line(painter, inks, polyline(way.corners, box), role, broken=bool(link.problem))
        tip = way.corners[-1]
        if not link.problem and _within(tip, box):
            _arrow(painter, inks, tip, way.heading, role)
        if link.problem and _within(way.join, box):
            octagon(painter, inks, *way.join)


def _line(painter: QPainter, inks: Inks, runs: list[list[Place]], role: str, *, broken: bool) -> None:
    if broken:
        lines = [QLineF(*start, *end) for run in runs for start, end in pairwise(run)]
        plain_lines(painter, lines, inks.pen(role, 1.25, (4.0, 2.5)))
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(inks.pen(role, 1.25))
    for run in runs:
        if len(run) > 1:
            painter.drawPath(_rounded(run))


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


def paint_titles(painter: QPainter, frame: RoadmapFrame, inks: Inks, shown: Shown, drawn: Drawn) -> None:
    """Titles inside their bars, beside bars that are too short, or cut with an ellipsis."""
    drop = (frame.measures.bar - 11) / 2 + 9.2
    for bar, x0, top, x1, following in drawn.titled:
        if bar.id in shown.dragged:
            continue
        lead = 0.0
        if bar.code and x1 - x0 > 34:
            inks.text(painter, x0 + 6, top + drop, bar.code, inks.hue(bar.number).code, 10, 600)
            lead = inks.width(bar.code, 10, 600) + 5
        role = "text3" if bar.stage in STOPPED else "text"
        place = title_place(
            inks, bar.title, x0 + lead, x1, frame.right if following is None else following - 4, frame.right
        )
        if place is not None:
            inks.text(painter, place[0], top + drop, place[1], role, 11, 500)


def title_place(
    inks: Inks, title: str, x0: float, x1: float, next_x: float, right: float
) -> tuple[float, str] | None:
    """Where a bar's title goes and how much of it: inside, else right of the bar, else cut; None without room."""
    title = title if len(title) <= 120 else title[:119] + "…"
    title = " ".join(title.split())
    needed = inks.width(title, 11, 500)
    inside = x1 - x0 - 12
    if needed <= inside:
        return x0 + 6, title
    beside = min(next_x, right) - x1 - 8
    if needed <= beside:
        return x1 + 6, title
    if inside >= 26:
        return x0 + 6, inks.fitted(title, inside, 11, 500)
    if beside >= 40:
        return x1 + 6, inks.fitted(title, beside, 11, 500)
    return None
