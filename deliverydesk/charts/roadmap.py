"""The roadmap as data: lanes, rows of bars that do not overlap, dependencies, milestones.

The window, pictures and PowerPoint all draw the same `RoadmapPicture`. Days are ordinals
(`date.toordinal()`), and an end is the day after the last, so that a bar covers [start, end) and its width is
its length.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Literal, NamedTuple

from deliverydesk import actions
from deliverydesk.charts.roadmap_late import spans_of
from deliverydesk.charts.roadmap_scale import CALENDAR, Calendar
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.values import OPEN_STAGES, Stage
from deliverydesk.support.language import tr, trc
from deliverydesk.support.value import Value, value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from deliverydesk.charts.roadmap_ahead import Ahead
    from deliverydesk.charts.roadmap_behind import Behind
    from deliverydesk.charts.roadmap_lanes import Step
    from deliverydesk.charts.roadmap_late import Work
    from deliverydesk.domain.portfolio import Portfolio

Grouping = Literal["product", "team", "theme", "horizon", "owner", "none"]
GROUPINGS: dict[Grouping, str] = {
    "product": trc("lanes by", "product"),
    "team": trc("lanes by", "team"),
    "theme": trc("lanes by", "theme"),
    "horizon": trc("lanes by", "horizon"),
    "owner": trc("lanes by", "owner"),
    "none": tr("no lanes"),
}
"""How lanes are made, and the word for it."""

REST: dict[Grouping, str] = {
    "product": tr("No product"),
    "team": tr("No team"),
    "theme": tr("No theme"),
    "horizon": tr("No horizon"),
    "owner": tr("No owner"),
    "none": tr("All work"),
}
"""The lane of what has no product, team and so on."""

LaneKey = int | str | None
"""What the items of a lane share: the id of a product or team, a theme, a horizon, an owner; None for none."""

STARTED = frozenset({Stage.DELIVERY, Stage.RELEASED, Stage.IMPROVING})
STOPPED = frozenset({Stage.TABLED, Stage.CANCELLED})


class Bar(NamedTuple):
    """One deliverable on the roadmap, in row `row` of lane `lane` (both from 0)."""

    id: int
    lane: int
    row: int
    start: int
    end: int
    title: str
    number: int
    """The number of its product's colour, from 1; 0 for no product."""
    code: str
    """Its product's letters, where the lanes do not tell the product."""
    stage: Stage
    progress: float | None
    started: bool
    actual_start: int | None
    actual_end: int | None
    """The day after the work ended, or after today while it goes on."""
    running: bool
    guessed: bool
    """Only one of its two dates is planned; the other is reckoned from the effort."""


Problem = Literal["", "early", "undated", "tabled", "cancelled"]
"""What is wrong with a dependency: its successor starts too early, or its predecessor has no dates or was
stopped.
"""


class Link(NamedTuple):
    """A dependency of a bar; `roadmap_words.problem_words` has the sentence for its problem."""

    id: int
    predecessor: int
    successor: int
    placed: bool
    """False where the predecessor has no bar on the roadmap."""
    problem: Problem
    predecessor_title: str
    note: str


class Mark(NamedTuple):
    """A milestone."""

    id: int
    name: str
    day: int
    outcome: bool
    """A promise of an outcome; otherwise of delivery."""
    number: int


@value
class Lane(Value):
    """A product, team or the like with its rows of bars, each sorted by start. `first_row` counts the rows of the
    lanes above.
    """

    key: LaneKey
    name: str
    code: str
    number: int
    effort: float
    """Person-weeks to come of the work that is on the roadmap and open."""
    first_row: int
    rows: Sequence[Sequence[Bar]]
    days: tuple[int, int] | None
    """From the first day to after the last of all its bars; None where there are none."""
    folded: bool = False
    """Collapsed: it takes one row, which tells how many items run at once."""
    steps: tuple[Step, ...] = ()
    """That, for a folded lane; else empty."""

    @property
    def height(self) -> int:
        """How many rows the lane takes: at least one, so that something can be dropped on it."""
        return 1 if self.folded else max(len(self.rows), 1)

    @property
    def room(self) -> int:
        """How many usual rows it needs with its name: a lane that is not folded has room for two lines."""
        return 1 if self.folded else max(len(self.rows), 2)

    def ids(self) -> Iterator[int]:
        """The ids of its bars, row by row; none needs to be made for it."""
        return (span[2] for span in spans_of(self.rows))

    @property
    def count(self) -> int:
        """How many bars it has, folded or not."""
        return sum(map(len, self.rows))


@dataclass(frozen=True)
class RoadmapPicture:
    """A whole roadmap. `low` and `high` bound the days shown; `links` holds each bar's dependencies by its
    id.
    """

    by: Grouping
    today: int
    low: int
    high: int
    lanes: tuple[Lane, ...]
    bars: Mapping[int, Bar]
    links: dict[int, tuple[Link, ...]]
    marks: tuple[Mark, ...]
    unscheduled: int
    """How many open deliverables have no planned dates."""
    cut: bool = False
    """True where only what lies in [low, high) was taken."""
    stopped: bool = False
    """True where tabled and cancelled work is shown too."""
    source: str = ""
    folded: frozenset[LaneKey] = frozenset()
    """The keys of the lanes that are collapsed, also of those that have no bars now."""
    calendar: Calendar = CALENDAR
    """Which quarters and weeks its head shows."""
    behind: Behind | None = None
    """The saved plan that is shown behind the present one."""
    ahead: Ahead | None = None
    """The forecast that is shown before the plan."""

    @cached_property
    def title(self) -> str:
        """What the roadmap comes to, in one line."""
        from deliverydesk.charts.roadmap_words import title

        return title(self)

    @cached_property
    def takeaway(self) -> str:
        """The line under the title."""
        from deliverydesk.charts.roadmap_words import takeaway

        return takeaway(self)

    @property
    def row_count(self) -> int:
        """The rows of all lanes together."""
        return sum(lane.height for lane in self.lanes)

    @cached_property
    def broken(self) -> tuple[Link, ...]:
        """The dependencies that something is wrong with."""
        return tuple(
            link for bar_id, links in self.links.items() for link in links if link.problem and link.successor == bar_id
        )

    @cached_property
    def span(self) -> tuple[int, int] | None:
        """From the first day to after the last of all bars and milestones; None where there are none."""
        return span_of(self.lanes, self.marks)

    def neighbour(self, bar: Bar) -> Bar | None:
        """The next bar in the same row."""
        row = self.lanes[bar.lane].rows[bar.row]
        at = bisect_right(row, bar.start, key=_start)
        return row[at] if at < len(row) else None

    def ordered_ids(self) -> Iterator[int]:
        """The ids of all bars, lane by lane and row by row; no bar is made for it."""
        from deliverydesk.charts.roadmap_late import spans_of

        return (bar_id for lane in self.lanes for _, _, bar_id in spans_of(lane.rows))

    def ordered(self) -> Iterator[Bar]:
        """All bars, lane by lane and row by row."""
        for lane in self.lanes:
            for row in lane.rows:
                yield from row


def _start(bar: Bar) -> int:
    return bar.start


def bar_end(bar: Bar) -> int:
    """The key by which the bars of a row are searched."""
    return bar.end


def build_roadmap(
    portfolio: Portfolio,
    *,
    today: date,
    by: Grouping = "product",
    window: tuple[int, int] | None = None,
    stopped: bool = False,
    source: str = "",
    folded: frozenset[LaneKey] = frozenset(),
    baseline: int | None = None,
    fiscal: bool = True,
    ahead: Ahead | None = None,
) -> RoadmapPicture:
    """The roadmap of a portfolio. With a `window` of days only the bars in it are taken, and packed anew.

    `stopped` takes tabled and cancelled work too; the lanes whose keys are in `folded` are collapsed; `baseline` is
    the id of a saved plan to show behind the present one; without `fiscal` its head shows quarters of the calendar also
    where the fiscal year begins in another month; `ahead` is a forecast to show. Takes time n log n in the number of
    deliverables.
    """
    from deliverydesk.charts.roadmap_build import Builder

    made = Builder(portfolio, by, today.toordinal(), window, stopped, folded, fiscal=fiscal).picture(source, baseline)
    return made if ahead is None else ahead.before(made)


def fold(picture: RoadmapPicture, keys: frozenset[LaneKey]) -> RoadmapPicture:
    """The same roadmap with the lanes of these keys collapsed, and no others."""
    from deliverydesk.charts.roadmap_lanes import skyline
    from deliverydesk.charts.roadmap_late import spans_of

    lanes: list[Lane] = []
    first_row = 0
    for lane in picture.lanes:
        folded = lane.key in keys
        made = lane
        if folded != lane.folded or lane.first_row != first_row:
            days = ((start, end) for start, end, _ in spans_of(lane.rows))
            steps = lane.steps if folded == lane.folded else skyline(days) if folded else ()
            made = replace(lane, folded=folded, steps=steps, first_row=first_row)
        lanes.append(made)
        first_row += made.height
    return replace(picture, lanes=tuple(lanes), folded=keys)


def first_sight(portfolio: Portfolio, *, today: date, rows: int) -> RoadmapPicture:
    """The uppermost lanes of the roadmap by product, as many as have so many rows, and the milestones; no dependencies.

    For a window that is shown before all deliverables are read: of the others nothing is read here.
    """
    from deliverydesk.charts.roadmap_build import Builder

    return Builder(portfolio, "product", today.toordinal(), None, stopped=False).first_sight(rows)


def span_of(lanes: Iterable[Lane], marks: Iterable[Mark]) -> tuple[int, int] | None:
    """From the first day to after the last of bars and milestones; None where there are none."""
    days = [*(lane.days for lane in lanes if lane.days is not None), *((mark.day, mark.day + 1) for mark in marks)]
    return (min(first for first, _ in days), max(last for _, last in days)) if days else None


def packed(spans: Iterable[tuple[int, int, int]]) -> list[list[tuple[int, int, int]]]:
    """Rows of spans (start, end, id) that do not overlap: as few as can be, each span in the highest free
    one.
    """
    rows: list[list[tuple[int, int, int]]] = []
    busy: list[tuple[int, int]] = []
    free: list[int] = []
    for span in sorted(spans):
        while busy and busy[0][0] <= span[0]:
            heappush(free, heappop(busy)[1])
        if free:
            at = heappop(free)
            rows[at].append(span)
        else:
            at = len(rows)
            rows.append([span])
        heappush(busy, (span[1], at))
    return rows


def planned(item: Deliverable) -> tuple[int, int, bool] | None:
    """(start, end, whether one was reckoned) of a deliverable with a planned date; None for one without."""
    start, end = item.planned_start, item.planned_end
    if start is not None and end is not None:
        return start.toordinal(), end.toordinal() + 1, False
    if start is not None:
        return start.toordinal(), start.toordinal() + actions.roadmap.planned_span(item).days + 1, True
    if end is not None:
        return end.toordinal() - actions.roadmap.planned_span(item).days, end.toordinal() + 1, True
    return None


def is_waiting(item: Deliverable | Work) -> bool:
    """Whether it is open and has no planned dates."""
    return item.planned_start is None and item.planned_end is None and item.stage in OPEN_STAGES and not item.archived


def unscheduled(portfolio: Portfolio) -> list[int]:
    """The open deliverables without planned dates, in the manager's order."""
    found = [(item.order_key, item.id) for item in portfolio.deliverables if is_waiting(item)]
    return [entity_id for _, entity_id in sorted(found)]
