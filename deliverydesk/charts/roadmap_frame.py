"""Where everything of a roadmap lies: lanes, bars, dependencies, milestones, in whatever unit the drawing
has.

The window, pictures and slides divide their room with this and nothing else, so that they cannot disagree.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.charts.roadmap_scale import TimeScale

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from deliverydesk.charts.roadmap import Bar, Lane, Link, Mark, RoadmapPicture
    from deliverydesk.charts.roadmap_behind import Ghost

_SHORTEST_NAME = 36.0
"""A name with less room than this says nothing and is left out."""

Place = tuple[float, float]
Box = tuple[float, float, float, float]
"""left, top, right, bottom"""


class Measures(NamedTuple):
    """The sizes of a roadmap's parts. The defaults are logical pixels of the window at standard density."""

    row: float = 28.0
    bar: float = 21.0
    lane_pad: float = 5.0
    label: float = 92.0
    header: float = 40.0
    strip: float = 46.0
    strip_row: float = 19.0
    inset: float = 12.0
    """From the left of the label column to its words."""

    @property
    def bar_top(self) -> float:
        """From the top of a row to its bar: a little more above than below, for the line of actual dates."""
        return float(round((self.row - self.bar) * 0.6))


GHOST_ROOM = 3.0
"""How much lower bars are where a saved plan is shown under them."""


def with_ghosts(measures: Measures, picture: RoadmapPicture) -> Measures:
    """The sizes with room for a saved plan, where one is shown."""
    return measures if picture.behind is None else measures._replace(bar=measures.bar - GHOST_ROOM)


class Placed(NamedTuple):
    """A milestone on one of the strip's lines, and the room its name has there; 0 where it has none."""

    mark: Mark
    x: float
    line: int
    name_left: bool
    """The name stands left of the mark."""
    room: float


class RoadmapFrame(NamedTuple):
    """A picture divided. `top` is where the lanes begin before any scrolling; `scroll` is how far they moved
    up.
    """

    picture: RoadmapPicture
    measures: Measures
    scale: TimeScale
    left: float
    right: float
    top: float
    bottom: float
    lane_tops: tuple[float, ...]
    """From the top of the first lane, one more than there are lanes."""
    scroll: float = 0.0

    @property
    def height(self) -> float:
        """The height of all lanes together."""
        return self.lane_tops[-1]

    def lane_y(self, at: int) -> float:
        """Where a lane begins."""
        return self.top - self.scroll + self.lane_tops[at]

    def row_y(self, lane: int, row: int) -> float:
        """Where a row begins; all bars of a folded lane lie in its one row."""
        down = 0 if self.picture.lanes[lane].folded else row
        return self.lane_y(lane) + self.measures.lane_pad + down * self.measures.row

    def bar_box(self, bar: Bar) -> Box:
        """The whole bar, also where it reaches beyond the plot."""
        return self.span_box(bar.lane, bar.row, bar.start, bar.end)

    def span_box(self, lane: int, row: int, start: float, end: float) -> Box:
        """The box of a bar over the days [start, end)."""
        top = self.row_y(lane, row) + self.measures.bar_top
        return self.scale.x(start), top, self.scale.x(end), top + self.measures.bar

    def lane_at(self, y: float) -> int | None:
        """The lane at a height; None above the first and below the last."""
        inside = y - self.top + self.scroll
        if inside < 0 or inside >= self.height:
            return None
        return bisect_right(self.lane_tops, inside) - 1

    def row_at(self, y: float) -> tuple[int, int] | None:
        """Lane and row at a height."""
        lane = self.lane_at(y)
        if lane is None:
            return None
        row = int((y - self.lane_y(lane) - self.measures.lane_pad) // self.measures.row)
        return lane, min(max(row, 0), self.picture.lanes[lane].height - 1)

    def visible_rows(self) -> Iterable[tuple[int, int]]:
        """(lane, row) of all rows that show between top and bottom; a folded lane has none."""
        measures = self.measures
        for at in self.visible_lanes():
            if self.picture.lanes[at].folded:
                continue
            y = self.row_y(at, 0)
            rows = len(self.picture.lanes[at].rows)
            first = max(int((self.top - y) // measures.row), 0)
            last = min(int((self.bottom - y) // measures.row) + 1, rows)
            for row in range(first, last):
                yield at, row

    def bars_around(self, across: float, down: float = 0.0) -> Iterator[Bar]:
        """All bars that show, or lie so far outside."""
        wider = self._replace(top=self.top - down, bottom=self.bottom + down, scroll=self.scroll - down)
        low, high = self.scale.day(self.left - across), self.scale.day(self.right + across)
        for lane, row in wider.visible_rows():
            bars = self.picture.lanes[lane].rows[row]
            for at in range(bisect_right(bars, low, key=lambda bar: bar.end), len(bars)):
                if bars[at].start > high:
                    break
                yield bars[at]

    def visible_lanes(self) -> range:
        """The lanes that show between top and bottom."""
        first = max(bisect_right(self.lane_tops, self.scroll) - 1, 0)
        last = bisect_right(self.lane_tops, self.scroll + self.bottom - self.top)
        return range(min(first, len(self.picture.lanes)), min(last, len(self.picture.lanes)))


def divide(
    picture: RoadmapPicture,
    measures: Measures,
    box: Box,
    *,
    origin: float | None = None,
    per_day: float | None = None,
    scroll: float = 0.0,
    tops: tuple[float, ...] | None = None,
) -> RoadmapFrame:
    """Divide `box` among label column, header, strip and lanes. Without `origin` and `per_day` the picture's
    days fill the width. `tops` are the `lane_tops`, from whoever knows them already.
    """
    left, top, right, bottom = box
    plot_left = left + measures.label
    if per_day is None:
        per_day = (right - plot_left) / max(picture.high - picture.low, 1)
    scale = TimeScale(plot_left, picture.low if origin is None else origin, per_day)
    tops = lane_tops(picture.lanes, measures) if tops is None else tops
    head = top + measures.header + measures.strip
    return RoadmapFrame(picture, measures, scale, plot_left, right, head, bottom, tops, scroll)


def lane_tops(lanes: Iterable[Lane], measures: Measures) -> tuple[float, ...]:
    """Where each lane begins, from the first, and where the last one ends."""
    tops = [0.0]
    for lane in lanes:
        rows = lane.room if measures.row < 36 else lane.height
        tops.append(tops[-1] + rows * measures.row + 2 * measures.lane_pad)
    return tuple(tops)


def place_marks(
    marks: Iterable[Mark],
    frame: RoadmapFrame,
    width_of: Callable[[Mark], float],
    lines: int = 2,
) -> list[Placed]:
    """Milestones with a place for their names: on the first line with room, right of the mark and else left of it.

    A mark that finds no room shortens the name before it on its line, so that no sign lies on words.
    """
    ends = [frame.left - 8.0] * lines
    latest: list[int | None] = [None] * lines
    placed: list[Placed] = []
    for mark in marks:
        x = frame.scale.x(mark.day)
        if not frame.left <= x <= frame.right:
            continue
        wide = width_of(mark)
        spot = _spot(ends, x, wide + 12, frame.right)
        if spot is None:
            line, left, room = ends.index(min(ends)), False, 0.0
            before = latest[line]
            if before is not None and not placed[before].name_left:
                placed[before] = _shortened(placed[before], x)
        else:
            line, left = spot
            room = wide
        ends[line] = x + 8 if left or not room else x + wide + 16
        latest[line] = len(placed)
        placed.append(Placed(mark, x, line, left, room))
    return placed


def _spot(ends: list[float], x: float, wide: float, right: float) -> tuple[int, bool] | None:
    for line, end in enumerate(ends):
        if end <= x - 6 and x + wide <= right:
            return line, False
    for line, end in enumerate(ends):
        if end <= x - wide:
            return line, True
    return None


def _shortened(placed: Placed, x: float) -> Placed:
    room = min(placed.room, x - 10 - (placed.x + 10))
    return placed._replace(room=room if room >= _SHORTEST_NAME else 0.0)


class Route(NamedTuple):
    """How a dependency runs: its corners, the way its arrow points, and where the octagon of a broken one
    sits.
    """

    corners: tuple[Place, ...]
    heading: Place
    join: Place


def route(frame: RoadmapFrame, link: Link) -> Route | None:
    """The way of a dependency between its bars; a short stub where the predecessor has none."""
    bars = frame.picture.bars
    second = frame.bar_box(bars[link.successor])
    middle = (second[1] + second[3]) / 2
    if not link.placed:
        x = second[0] - 7
        return Route(((x, second[1] - 3), (x, middle)), (0, 1), (x, middle))
    first = frame.bar_box(bars[link.predecessor])
    same_row = first[1] == second[1]
    if same_row:
        return _bracket(frame, first, second)
    down = second[1] > first[1]
    leave = first[3] if down else first[1]
    if link.problem:
        return _broken(first, second, leave, middle)
    x = min(first[2] - 6, second[0] - 9)
    if x >= first[0] + 2 and _is_blocked(frame, bars[link.successor], x):
        # other work lies on the way along the successor's row: go along the gap beside the predecessor instead
        gap, near = leave + (2 if down else -2), second[0] - 9
        corners = ((x, leave), (x, gap), (near, gap), (near, middle), (second[0], middle))
        return Route(corners, (1, 0), (near, middle))
    if x >= first[0] + 2:
        return Route(((x, leave), (x, middle), (second[0], middle)), (1, 0), (second[0] - 7, middle))
    # far apart, or a predecessor shorter than the line needs: run between the rows, over no words, and come down on
    # the successor
    x = max(min(first[2] - 6, second[0] - 9), (first[0] + first[2]) / 2)
    turn = second[1] - 3 if down else second[3] + 3
    over = second[0] + 6
    return Route(
        ((x, leave), (x, turn), (over, turn), (over, turn + (3 if down else -3))),
        (0, 1 if down else -1),
        (x, turn),
    )


def _is_blocked(frame: RoadmapFrame, second: Bar, x: float) -> bool:
    """Whether the bar before `second` in its row reaches beyond `x`."""
    row = frame.picture.lanes[second.lane].rows[second.row]
    at = bisect_left(row, second.start, key=lambda bar: bar.start)
    return at > 0 and frame.scale.x(row[at - 1].end) > x


def _bracket(frame: RoadmapFrame, first: Box, second: Box) -> Route:
    foot = first[3]
    below = foot + min(frame.measures.row - frame.measures.bar, 7) * 0.45
    if second[0] >= first[2]:
        begin = max(first[2] - 8, (first[0] + first[2]) / 2)
        end = min(second[0] + 8, (second[0] + second[2]) / 2)
    else:
        begin = min(first[0] + 8, (first[0] + first[2]) / 2)
        end = max(second[2] - 8, (second[0] + second[2]) / 2)
    corners = ((begin, foot), (begin, below), (end, below), (end, foot))
    return Route(corners, (0, -1), (end, below))


def _broken(first: Box, second: Box, leave: float, middle: float) -> Route:
    x = second[0] - 7
    start = min(max(x, first[0] + 4), max(first[2] - 4, first[0]))
    if abs(start - x) < 0.5:
        corners: tuple[Place, ...] = ((x, leave), (x, middle))
    else:
        gap = leave + (4 if middle > leave else -4)
        corners = ((start, leave), (start, gap), (x, gap), (x, middle))
    return Route(corners, (0, 1 if middle > leave else -1), (x, middle))


def cut_box(box: Box, left: float, right: float) -> tuple[Box, bool, bool] | None:
    """The part of a bar inside [left, right], and whether its left and right ends were cut; None outside."""
    if box[2] <= left or box[0] >= right:
        return None
    cut = (max(box[0], left), box[1], min(box[2], right), box[3])
    return cut, box[0] < left - 0.01, box[2] > right + 0.01


def ghost_box(frame: RoadmapFrame, bar: Bar, ghost: Ghost) -> Box:
    """Where a bar lay in a saved plan: a thin bar under the present one."""
    measures = frame.measures
    below = frame.row_y(bar.lane, bar.row) + measures.bar_top + measures.bar
    gap = measures.row - measures.bar_top - measures.bar
    return frame.scale.x(ghost.start), below + 1, frame.scale.x(ghost.end), below + min(gap, 5.0) - 0.5


def step_height(count: int, peak: int) -> float:
    """How high a step of a folded lane's skyline is, as a share of a bar's height: one item is seen well, too."""
    return 0.3 + 0.7 * (count - 1) / max(peak - 1, 1)


def skylines(frame: RoadmapFrame, at: int) -> list[list[Place]]:
    """The outlines of what a folded lane shows between the plot's ends, each a run of days without a gap."""
    lane = frame.picture.lanes[at]
    peak = max((step.at_once for step in lane.steps), default=1)
    foot = frame.row_y(at, 0) + frame.measures.bar_top + frame.measures.bar
    found: list[list[Place]] = []
    until: int | None = None
    for step in lane.steps[bisect_right(lane.steps, frame.scale.day(frame.left), key=lambda step: step.end) :]:
        x0, x1 = max(frame.scale.x(step.start), frame.left), min(frame.scale.x(step.end), frame.right)
        if x0 >= frame.right:
            break
        top = foot - frame.measures.bar * step_height(step.at_once, peak)
        if step.start == until:
            found[-1][-1:] = [(x0, top), (x1, top), (x1, foot)]
        else:
            found.append([(x0, foot), (x0, top), (x1, top), (x1, foot)])
        until = step.end
    return found
