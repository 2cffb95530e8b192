"""What lies under the pointer on the roadmap."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Literal, NamedTuple

from deliverydesk.charts.roadmap import Bar, bar_end
from deliverydesk.charts.roadmap_frame import Placed, RoadmapFrame, route

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from deliverydesk.charts.roadmap import Link

Kind = Literal["bar", "start", "end", "handle", "mark", "link", "lane", "fold", "header", "strip", "empty"]
BARS: tuple[Kind, ...] = ("bar", "start", "end")
HANDLE = 4.5
"""The radius of the handle that a dependency is drawn from."""
_EDGE = 5.0
_GRIP = 18.0
"""Bars narrower than this can be moved, but their ends are too near to one another to be hit."""


class Hit(NamedTuple):
    """What was hit: a bar, its start, end or handle, a milestone, a dependency, a lane's name or what it shows while it
    is folded (both with the lane's place), the header, or nothing.
    """

    kind: Kind
    id: int | None = None


def hit(
    frame: RoadmapFrame,
    marks: Sequence[Placed],
    links: Iterable[Link],
    heights: dict[int, float],
    x: float,
    y: float,
    handles: Iterable[Bar] = (),
) -> Hit:
    """What lies at a place. `heights` are those of the milestones, by id; `handles` are the bars that have one."""
    if y < frame.top:
        for placed in marks:
            name = min(placed.room + 10, 60.0) if placed.room else 0.0
            low, high = (placed.x - name, placed.x + 7) if placed.name_left else (placed.x - 7, placed.x + name)
            if low <= x <= high and abs(y - heights[placed.mark.id]) <= 9:
                return Hit("mark", placed.mark.id)
        in_strip = y >= frame.top - frame.measures.strip
        return Hit("strip" if in_strip and x >= frame.left else "header")
    if x < frame.left:
        lane = frame.lane_at(y)
        return Hit("lane", lane)
    for one in handles:
        spot = handle_place(frame, one)
        if spot is not None and abs(spot[0] - x) <= HANDLE + 2 and abs(spot[1] - y) <= HANDLE + 2:
            return Hit("handle", one.id)
    for link in links:
        way = route(frame, link) if link.problem else None
        if way is not None and abs(way.join[0] - x) <= 6 and abs(way.join[1] - y) <= 6:
            return Hit("link", link.id)
    bar = bar_at(frame, x, y)
    if bar is not None:
        x0, _, x1, _ = frame.bar_box(bar)
        if x1 - x0 >= _GRIP:
            if x - x0 <= _EDGE:
                return Hit("start", bar.id)
            if x1 - x <= _EDGE:
                return Hit("end", bar.id)
        return Hit("bar", bar.id)
    found = link_at(frame, links, x, y)
    if found is not None:
        return Hit("link", found.id)
    at = frame.lane_at(y)
    return Hit("fold", at) if at is not None and frame.picture.lanes[at].folded else Hit("empty")


def handle_place(frame: RoadmapFrame, bar: Bar) -> tuple[float, float] | None:
    """The middle of a bar's handle: beyond its end, or before it where the next bar begins at once; None where the end
    does not show or the bar is too narrow.
    """
    x0, top, x1, bottom = frame.bar_box(bar)
    following = frame.picture.neighbour(bar)
    near = following is not None and frame.scale.x(following.start) < x1 + 3 * HANDLE + 2
    x = x1 - 3 * HANDLE if near else x1 + HANDLE + 3.5
    if (near and x1 - x0 < 40) or not frame.left + HANDLE < x < frame.right - HANDLE:
        return None
    return x, (top + bottom) / 2


def bar_at(frame: RoadmapFrame, x: float, y: float) -> Bar | None:
    """The bar at a place; bars thinner than 4 pixels are met a little beside them too."""
    spot = frame.row_at(y)
    if spot is None:
        return None
    lane, row = spot
    rows = frame.picture.lanes[lane].rows
    if row >= len(rows) or frame.picture.lanes[lane].folded:
        return None
    top = frame.row_y(lane, row) + frame.measures.bar_top
    if not top - 1 <= y <= top + frame.measures.bar + 1:
        return None
    bars = rows[row]
    at = bisect_right(bars, frame.scale.day(x - 2), key=bar_end)
    for bar in bars[at : at + 2]:
        x0, x1 = frame.scale.x(bar.start), frame.scale.x(bar.end)
        slack = 2.0 if x1 - x0 < 4 else 0.0
        if x0 - slack <= x <= x1 + slack:
            return bar
    return None


def link_at(frame: RoadmapFrame, links: Iterable[Link], x: float, y: float) -> Link | None:
    """The dependency whose line passes within 4 pixels."""
    for link in links:
        way = route(frame, link)
        if way is None:
            continue
        for (x0, y0), (x1, y1) in zip(way.corners, way.corners[1:], strict=False):
            if min(x0, x1) - 4 <= x <= max(x0, x1) + 4 and min(y0, y1) - 4 <= y <= max(y0, y1) + 4:
                return link
    return None


def bars_between(frame: RoadmapFrame, left: float, top: float, right: float, bottom: float) -> list[int]:
    """The ids of all bars that a rubber band touches."""
    found: list[int] = []
    low, high = frame.scale.day(left), frame.scale.day(right)
    for lane, row in frame.visible_rows():
        y = frame.row_y(lane, row) + frame.measures.bar_top
        if y + frame.measures.bar < top or y > bottom:
            continue
        bars = frame.picture.lanes[lane].rows[row]
        for bar in bars[bisect_right(bars, low, key=bar_end) :]:
            if bar.start > high:
                break
            found.append(bar.id)
    return found
