"""A part of the lanes painted for the window, such that parts painted one after another fit together to the pixel.

Nothing here may depend on where the part ends: a bar is drawn whole and cut by the clip alone, dashes and hatching
begin at the bar's own start, a dependency is drawn as far as `reach` from its ends wherever the window is. Then a
picture of the lanes may be pushed about and only what came into sight be painted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import pairwise
from math import floor, inf
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF

from deliverydesk.charts.roadmap import STOPPED, bar_end
from deliverydesk.charts.roadmap_frame import Box, Place, RoadmapFrame, route
from deliverydesk.charts.roadmap_scale import TimeScale
from deliverydesk.rendering.roadmap_bars import (
    Drawn,
    Edges,
    paint_bar,
    paint_narrow,
    paint_selection,
    paint_titles,
)
from deliverydesk.rendering.roadmap_batch import Batch
from deliverydesk.rendering.roadmap_folds import paint_folds
from deliverydesk.rendering.roadmap_ghosts import paint_ghosts, paint_slips
from deliverydesk.rendering.roadmap_head import paint_grid, paint_mark_lines_below, paint_today
from deliverydesk.rendering.roadmap_inks import Inks, dashes, octagon
from deliverydesk.rendering.roadmap_links import paint_line
from deliverydesk.rendering.roadmap_tails import paint_tails

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QPainter

    from deliverydesk.charts.roadmap import Bar, Link, RoadmapPicture
    from deliverydesk.charts.roadmap_frame import Measures
    from deliverydesk.charts.roadmap_scale import Header
    from deliverydesk.rendering.roadmap_bars import Shown

PAD = 20
"""How far signs reach beyond their bars: octagons, the accent round a selected bar, brackets of dependencies."""
_FINE = 10.0
_MOST_LINKS = 100
_MOST_NEAR = 200
_LINKS_TO_A_JOB, _TITLES_TO_A_JOB = 80, 160
_BEYOND = 60
"""Bars are drawn at most so far beyond the part; a multiple of all dashes and of the hatching."""
_BROKEN = (4, 3)
_PERIOD = sum(_BROKEN)
"""The dashes of a broken dependency."""


class Sight(NamedTuple):
    """What a part is painted of. `crowded` leaves only broken and selected dependencies; `reach` is how far from its
    bars a long dependency, or a run of actual dates, is drawn.
    """

    picture: RoadmapPicture
    measures: Measures
    per_day: float
    lane_tops: tuple[float, ...]
    shown: Shown
    crowded: bool
    reach: tuple[float, float]

    def same(self, other: Sight | None) -> bool:
        """Whether both look the same; another picture never does, and is not compared bar by bar."""
        return other is not None and self.picture is other.picture and self[1:] == other[1:]

    def zoomed(self, other: Sight | None) -> bool:
        """Whether it is the other at another zoom; then whether it is crowded may differ too."""
        return other is not None and self.same(other._replace(per_day=self.per_day, crowded=self.crowded))


def is_crowded(links: int, share: float) -> bool:
    """Whether too many dependencies would be drawn, where `share` of the roadmap shows. It is asked of the whole
    roadmap at this zoom, so that nothing comes and goes while the paper is pushed about.
    """
    return 2 * links * share > _MOST_LINKS


def part_of(sight: Sight, left: int, top: int, width: int, height: int) -> RoadmapFrame:
    """The part whose corner lies so far from day 0 and from the first lane, widened by `PAD`, its corner at (0, 0)."""
    scale = TimeScale(float(-PAD), (left - PAD) / sight.per_day, sight.per_day)
    return RoadmapFrame(
        sight.picture, sight.measures, scale, float(-PAD), float(width + PAD), float(-PAD), float(height + PAD),
        sight.lane_tops, float(top - PAD),
    )  # fmt: skip


def paint_bars(painter: QPainter, frame: RoadmapFrame, inks: Inks, sight: Sight, head: Header) -> Drawn:
    """Grid, today and bars."""
    paint_mark_lines_below(painter, frame, inks)
    paint_grid(painter, frame, inks, head)
    paint_today(painter, frame, inks, over_bars=False)
    paint_folds(painter, frame, inks, sight.shown.selected)
    drawn = _paint_bars(painter, frame, inks, sight.shown)
    if frame.picture.ahead is not None:
        paint_tails(painter, frame, inks, frame.bars_around(sight.reach[0]), sight.reach[0])
    paint_today(painter, frame, inks, over_bars=True)
    return drawn


Job = Callable[["QPainter"], None]
"""A part of a painting that takes little time."""


def over_bars(frame: RoadmapFrame, inks: Inks, sight: Sight, drawn: Drawn) -> Iterator[Job]:
    """What lies over the bars, in the order of painting: actual dates, dependencies, the selection."""
    if frame.picture.behind is not None:
        yield lambda painter: paint_ghosts(painter, frame, inks, frame.bars_around(sight.reach[0]), sight.reach[0])
    if sight.shown.actuals:
        yield lambda painter: _paint_actuals(painter, frame, inks, sight)
    if sight.shown.links:
        chosen = _chosen_links(frame, sight, drawn)
        joins: list[Place] = []
        for at in range(0, len(chosen), _LINKS_TO_A_JOB):
            some = chosen[at : at + _LINKS_TO_A_JOB]
            yield lambda painter, some=some: _paint_links(painter, frame, inks, sight, some, joins)  # type: ignore[misc]
        for join in joins:
            yield lambda painter, join=join: octagon(painter, inks, *join)  # type: ignore[misc]
    yield lambda painter: paint_selection(painter, frame, inks, sight.shown, drawn)


def words(frame: RoadmapFrame, inks: Inks, sight: Sight, drawn: Drawn) -> Iterator[Job]:
    """The titles, none of them cut because the part ends."""
    wider = frame._replace(right=inf)
    for at in range(0, len(drawn.titled), _TITLES_TO_A_JOB):
        some = Drawn(drawn.titled[at : at + _TITLES_TO_A_JOB])
        yield lambda painter, some=some: paint_titles(painter, wider, inks, sight.shown, some)  # type: ignore[misc]
        if sight.shown.slips:
            yield lambda painter, some=some: paint_slips(painter, frame, inks, some.titled)  # type: ignore[misc]


def snapped(x: float, ratio: float) -> float:
    """The nearest whole device pixel: bars in the window have crisp ends."""
    return floor(x * ratio + 0.5) / ratio


def _paint_bars(painter: QPainter, frame: RoadmapFrame, inks: Inks, shown: Shown) -> Drawn:
    drawn, edges, batch = Drawn(), Edges(), Batch(inks)
    dragged = shown.dragged
    scale, left, right, high, ratio = frame.scale, frame.left, frame.right, frame.measures.bar, inks.ratio
    begin, per_day = scale.x(0), scale.per_day
    first_day = scale.day(left)
    for lane, row in frame.visible_rows():
        bars = frame.picture.lanes[lane].rows[row]
        first = max(bisect_right(bars, first_day, key=bar_end) - 1, 0)
        at, count = first, len(bars)
        top = frame.row_y(lane, row) + frame.measures.bar_top
        reached: float = -inf
        while at < count:
            bar = bars[at]
            exact0, exact1 = begin + bar.start * per_day, begin + bar.end * per_day
            if exact0 >= right:
                break
            if exact1 - exact0 < 1.5:
                before = reached
                reached, at = _thin(painter, frame, inks, bar, (exact0, exact1), top, reached, at)
                if reached > before:
                    drawn.ids.append(bar.id)
                continue
            at += 1
            x0, x1 = snapped(exact0, ratio), snapped(exact1, ratio)
            following = begin + bars[at].start * per_day if at < count else None
            place = (bar, x0, top, x1, following)
            if x1 > left:
                drawn.ids.append(bar.id)
                shorter = (bar, _near_start(x0, left), top, min(x1, right + _BEYOND), following)
                if exact1 - exact0 < _FINE:
                    paint_narrow(painter, inks, shown, shorter, high)
                elif bar.stage in STOPPED or bar.id in dragged or not batch.takes(bar.number):
                    paint_bar(painter, inks, shown, edges, shorter, high, (x0, x1))
                else:
                    batch.add(shorter, high, (x0, x1))
            # the words of the bar before the part may reach into it
            drawn.titled.append(place)
    batch.draw(painter)
    edges.draw(painter, inks)
    return drawn


def _near_start(x: float, left: float) -> float:
    """A start far beyond the part brought nearer by whole dashes."""
    return x if x >= left - _BEYOND else x + _BEYOND // 2 * floor((left - _BEYOND - x) / (_BEYOND // 2))


def _thin(
    painter: QPainter,
    frame: RoadmapFrame,
    inks: Inks,
    bar: Bar,
    ends: tuple[float, float],
    top: float,
    reached: float,
    at: int,
) -> tuple[float, int]:
    """A bar of about a pixel: whole pixels, none painted twice. Returns the pixel reached and the bar to go on with."""
    x0 = floor(ends[0] + 0.5)
    x1 = max(floor(ends[1] + 0.5), x0 + 1)
    if x1 > reached:
        first = max(x0, reached)
        painter.fillRect(int(first), int(top), int(x1 - first), round(frame.measures.bar), inks.hue(bar.number).mark)
        reached = x1
    # whatever ends within the pixels just painted cannot be told from them
    bars = frame.picture.lanes[bar.lane].rows[bar.row]
    return reached, max(bisect_right(bars, frame.scale.day(reached - 0.5) - 1e-6, lo=at, key=bar_end), at + 1)


def _paint_actuals(painter: QPainter, frame: RoadmapFrame, inks: Inks, sight: Sight) -> None:
    lift = frame.measures.bar_top
    if lift < 2.5:
        return
    x_of, ratio, reach = frame.scale.x, inks.ratio, sight.reach[0]
    for bar in frame.bars_around(reach):
        if bar.actual_start is None or bar.actual_end is None:
            continue
        x0, x1 = x_of(bar.start), x_of(bar.end)
        if x1 - x0 < 1.5:
            continue
        y = frame.row_y(bar.lane, bar.row) + frame.measures.bar_top - lift / 2
        low, high = max(x0 - reach, frame.left), min(x1 + reach, frame.right)
        plan_end = max(bar.end, bar.actual_start)
        ended = bar.actual_end - 0.5 if bar.running else bar.actual_end
        runs = [(bar.actual_start, min(ended, plan_end), "text2")]
        if ended > plan_end:
            runs.append((plan_end, ended, "bad"))
        for start, end, role in runs:
            begin, stop = max(snapped(x_of(start), ratio), low), min(snapped(x_of(end), ratio), high)
            if begin < stop:
                painter.setPen(inks.pen(role, 1.5))
                painter.drawLine(QPointF(begin, y), QPointF(stop, y))
        painter.setPen(inks.pen("bad" if bar.actual_end > plan_end else "text2", 1.5))
        for day in [bar.actual_start] if bar.running else [bar.actual_start, bar.actual_end]:
            x = snapped(x_of(day), ratio)
            if low <= x <= high:
                painter.drawLine(QPointF(x, y - 1.75), QPointF(x, y + 1.75))


Chosen = tuple[bool, bool, int, "Link"]
"""Whether a dependency is broken, whether it is of something selected, its id, itself."""


def _chosen_links(frame: RoadmapFrame, sight: Sight, drawn: Drawn) -> list[Chosen]:
    """The dependencies to paint, in their order: those that hold, the broken, each with the selected ones last."""
    links, shown = frame.picture.links, sight.shown
    near = shown.selected if len(shown.selected) <= _MOST_NEAR else frozenset()
    ids = (
        drawn.ids
        if sight.crowded
        else [bar.id for bar in frame.bars_around(2 * sight.reach[0] + 40, 2 * sight.reach[1] + 40)]
    )
    found = {link.id: link for one in (*ids, *near) for link in links.get(one, ())}
    every = [
        (bool(link.problem), link.successor in near or link.predecessor in near, link.id, link)
        for link in _meeting(frame, found.values())
    ]
    return sorted(each for each in every if not sight.crowded or each[0] or each[1] or each[2] == shown.link)


def _paint_links(
    painter: QPainter, frame: RoadmapFrame, inks: Inks, sight: Sight, chosen: Iterable[Chosen], joins: list[Place]
) -> None:
    """Paint some dependencies; `joins` gathers where the broken ones have their octagons."""
    for problem, is_near, link_id, link in chosen:
        picked = link_id == sight.shown.link
        if sight.crowded and problem and not is_near and not picked:
            left, top, _, bottom = frame.bar_box(frame.picture.bars[link.successor])
            joins.append((left - 7, (top + bottom) / 2))
            continue
        for corners, box, heading, join in _ways(frame, sight, link):
            if problem:
                for start, end in pairwise(corners):
                    _dashed(painter, inks, start, end, box, picked=picked)
                if box[0] <= join[0] < box[2] and box[1] <= join[1] < box[3]:
                    joins.append(join)
            else:
                role = "accent" if is_near or picked else "text2"
                paint_line(painter, inks, corners, heading, box, role, 2.25 if picked else 1.25)


def _meeting(frame: RoadmapFrame, links: Iterable[Link]) -> list[Link]:
    """The dependencies whose days and lanes meet those of a part: thousands are asked before any is looked at."""
    bars, lanes, scale = frame.picture.bars, frame.visible_lanes(), frame.scale
    low, high = scale.day(frame.left - PAD), scale.day(frame.right + PAD)
    found: list[Link] = []
    for link in links:
        two = bars[link.successor]
        one = bars.get(link.predecessor, two)
        if (
            (one.start <= high or two.start <= high)
            and (one.end >= low or two.end >= low)
            and (one.lane < lanes.stop or two.lane < lanes.stop)
            and (one.lane >= lanes.start or two.lane >= lanes.start)
        ):
            found.append(link)
    return found


def _ways(frame: RoadmapFrame, sight: Sight, link: Link) -> Iterator[tuple[tuple[Place, ...], Box, Place, Place]]:
    """A dependency's corners and where to cut them: once, or near either end where it is longer than two windows."""
    bars, (across, down) = frame.picture.bars, sight.reach
    whole = (frame.left, frame.top, frame.right, frame.bottom)
    ends = [frame.bar_box(bars[one]) for one in (link.predecessor, link.successor) if one in bars]
    left, top = min(end[0] for end in ends), min(end[1] for end in ends)
    right, bottom = max(end[2] for end in ends), max(end[3] for end in ends)
    if right + PAD < whole[0] or left - PAD > whole[2] or bottom + PAD < whole[1] or top - PAD > whole[3]:
        return
    way = route(frame, link)
    if way is None:
        return
    xs, ys = [corner[0] for corner in way.corners], [corner[1] for corner in way.corners]
    if max(xs) + PAD < whole[0] or min(xs) - PAD > whole[2] or max(ys) + PAD < whole[1] or min(ys) - PAD > whole[3]:
        return
    first, last = way.corners[0], way.corners[-1]
    if abs(first[0] - last[0]) <= 2 * across and abs(first[1] - last[1]) <= 2 * down:
        yield way.corners, whole, way.heading, way.join
        return
    # two boxes that have nothing in common: what is drawn twice is darker
    for x, y in (first, last):
        box = _common(whole, (x - across, y - down, x + across, y + down))
        if box is not None:
            yield way.corners, box, way.heading, way.join


def _common(one: Box, other: Box) -> Box | None:
    left, top = max(one[0], other[0]), max(one[1], other[1])
    right, bottom = min(one[2], other[2]), min(one[3], other[3])
    return (left, top, right, bottom) if left < right and top < bottom else None


def _dashed(painter: QPainter, inks: Inks, start: Place, end: Place, box: Box, *, picked: bool) -> None:
    """An upright or level line cut to about a box, by whole dashes from its own start."""
    axis = 0 if abs(end[0] - start[0]) > abs(end[1] - start[1]) else 1
    across = 1 - axis
    if not box[across] - 2 <= start[across] <= box[across + 2] + 2:
        return
    low, high = sorted((snapped(start[axis], inks.ratio), snapped(end[axis], inks.ratio)))
    begin = low + _PERIOD * max(floor((box[axis] - low) / _PERIOD), 0)
    length = min(high, floor(box[axis + 2]) + 1) - begin
    if length > 0:
        side = snapped(start[across], inks.ratio)
        run = (side, begin, length) if axis else (begin, side, length)
        colour, thick = inks.colour("accent" if picked else "bad"), 2.25 if picked else 1.25
        dashes(painter, inks, run, colour, _BROKEN, thick=thick, upright=bool(axis))
