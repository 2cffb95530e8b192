"""The roadmap as data: lanes, rows of bars that do not overlap, dependencies, milestones.

The window, pictures and PowerPoint all draw the same `RoadmapPicture`. Days are ordinals
(`date.toordinal()`), and an end is the day after the last, so that a bar covers [start, end) and its width is
its length.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Literal, NamedTuple

from deliverydesk.actions.roadmap import planned_span
from deliverydesk.charts.common import product_code, product_numbers
from deliverydesk.domain.entities import Deliverable, Demand, Dependency, Milestone, Product, Team
from deliverydesk.domain.values import OPEN_STAGES, MilestoneKind, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio

Grouping = Literal["product", "team", "none"]
GROUPINGS: dict[Grouping, str] = {"product": "product", "team": "team", "none": "no lanes"}
"""How lanes are made, and the word for it."""

STARTED = frozenset({Stage.DELIVERY, Stage.RELEASED, Stage.IMPROVING})
STOPPED = frozenset({Stage.TABLED, Stage.CANCELLED})
_SMALL_CHANGE = 200


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


@dataclass(frozen=True, slots=True)
class Lane:
    """A product or team with its rows of bars, each sorted by start. `first_row` counts the rows of the lanes
    above.
    """

    key: int | None
    name: str
    code: str
    number: int
    effort: float
    """Person-weeks to come of the work that is on the roadmap and open."""
    first_row: int
    rows: tuple[tuple[Bar, ...], ...]

    @property
    def height(self) -> int:
        """How many rows the lane takes: at least one, so that something can be dropped on it."""
        return max(len(self.rows), 1)


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
    bars: dict[int, Bar]
    links: dict[int, tuple[Link, ...]]
    marks: tuple[Mark, ...]
    unscheduled: int
    """How many open deliverables have no planned dates."""
    cut: bool = False
    """True where only what lies in [low, high) was taken."""
    stopped: bool = False
    """True where tabled and cancelled work is shown too."""
    source: str = ""

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
            link
            for bar_id, links in self.links.items()
            for link in links
            if link.problem and link.successor == bar_id
        )

    @cached_property
    def span(self) -> tuple[int, int] | None:
        """From the first day to after the last of all bars and milestones; None where there are none."""
        days = [mark.day for mark in self.marks]
        starts = [row[0].start for lane in self.lanes for row in lane.rows]
        ends = [row[-1].end for lane in self.lanes for row in lane.rows]
        if not days and not starts:
            return None
        return min([*days, *starts]), max([*(day + 1 for day in days), *ends])

    def neighbour(self, bar: Bar) -> Bar | None:
        """The next bar in the same row."""
        row = self.lanes[bar.lane].rows[bar.row]
        at = bisect_right(row, bar.start, key=_start)
        return row[at] if at < len(row) else None

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
) -> RoadmapPicture:
    """The roadmap of a portfolio. With a `window` of days only the bars in it are taken, and packed anew.

    `stopped` takes tabled and cancelled work too. Takes time n log n in the number of deliverables.
    """
    builder = _Builder(portfolio, by, today.toordinal(), window, stopped)
    return builder.picture(source)


def after(picture: RoadmapPicture, portfolio: Portfolio, change_set: ChangeSet) -> RoadmapPicture:
    """The roadmap after a change set that led to `portfolio`; the same object where nothing of it changed.

    A few deliverables changed cost no more than the lanes that they lie in.
    """
    if picture.cut:
        raise ValueError("a roadmap cut to a window is built anew, not changed")
    items = [change for change in change_set.of(Deliverable) if _matters(change.before, change.after)]
    others = change_set.touches(Product, Team) or (picture.by == "team" and change_set.touches(Demand))
    moved = change_set.touches(Dependency, Milestone)
    if not items and not others and not moved:
        return picture
    builder = _Builder(portfolio, picture.by, picture.today, None, picture.stopped)
    if others or len(change_set.changes) > _SMALL_CHANGE:
        return builder.picture(picture.source)
    linked = {
        end
        for change in change_set.of(Dependency)
        for image in (change.before, change.after)
        if isinstance(image, Dependency)
        for end in (image.predecessor, image.successor)
    }
    return builder.changed(picture, [change.id for change in items], linked)


_FIELDS = [
    "title",
    "product",
    "stage",
    "planned_start",
    "planned_end",
    "actual_start",
    "actual_end",
    "remaining",
    "effort_likely",
    "duration_weeks",
]


def _matters(before: object, after: object) -> bool:
    if before is None or after is None:
        return True
    return any(getattr(before, name) != getattr(after, name) for name in _FIELDS)


def delivery_progress(item: Deliverable) -> float | None:
    """The share of the work that is done, from the effort to come; None where nobody has said."""
    if item.stage in (Stage.RELEASED, Stage.IMPROVING) or item.actual_end is not None:
        return 1.0
    if item.remaining is None or not item.effort_likely:
        return None
    return min(max(1.0 - item.remaining / item.effort_likely, 0.0), 1.0)


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
        return start.toordinal(), start.toordinal() + planned_span(item).days + 1, True
    if end is not None:
        return end.toordinal() - planned_span(item).days, end.toordinal() + 1, True
    return None


def unscheduled(portfolio: Portfolio) -> list[int]:
    """The open deliverables without planned dates, in the manager's order."""
    found = [
        (item.order_key, item.id)
        for item in portfolio.deliverables
        if item.planned_start is None and item.planned_end is None and item.stage in OPEN_STAGES
    ]
    return [entity_id for _, entity_id in sorted(found)]


class _Builder:
    def __init__(
        self, portfolio: Portfolio, by: Grouping, today: int, window: tuple[int, int] | None, stopped: bool
    ) -> None:
        self._portfolio = portfolio
        self._items = portfolio.deliverables
        self._by = by
        self._today = today
        self._window = window
        self._stopped = stopped
        self._numbers = product_numbers(portfolio)
        self._codes = {product: product_code(portfolio, product) for product in self._numbers}
        self._teams = main_teams(portfolio) if by == "team" else {}

    def picture(self, source: str) -> RoadmapPicture:
        gathered = self._gathered()
        lanes: list[Lane] = []
        first_row = 0
        for key, name, code, number in self._heads(gathered):
            lane = self._lane(len(lanes), first_row, (key, name, code, number), gathered.get(key, []))
            lanes.append(lane)
            first_row += lane.height
        bars = {bar.id: bar for lane in lanes for row in lane.rows for bar in row}
        marks = self._marks()
        low, high = self._window or _around(lanes, marks, self._today)
        return RoadmapPicture(
            by=self._by,
            today=self._today,
            low=low,
            high=high,
            lanes=tuple(lanes),
            bars=bars,
            links=self._all_links(bars),
            marks=tuple(mark for mark in marks if low <= mark.day < high) if self._window else marks,
            unscheduled=self._unscheduled(),
            cut=self._window is not None,
            stopped=self._stopped,
            source=source,
        )

    def changed(self, picture: RoadmapPicture, ids: list[int], linked: set[int]) -> RoadmapPicture:
        """The picture with these deliverables looked at anew, and the dependencies of `linked` besides."""
        lane_of = {lane.key: at for at, lane in enumerate(picture.lanes)}
        touched = {picture.bars[item_id].lane for item_id in ids if item_id in picture.bars}
        incoming: dict[int, list[tuple[int, int, int]]] = {}
        for item_id in ids:
            item = self._items.get(item_id)
            span = self._span(item) if item is not None else None
            if item is not None and span is not None:
                lane_at = lane_of.get(self._key(item))
                if lane_at is None:
                    return self.picture(picture.source)
                incoming.setdefault(lane_at, []).append((span[0], span[1], item_id))
        changed_ids = set(ids)
        bars = {key: bar for key, bar in picture.bars.items() if key not in changed_ids}
        lanes: list[Lane] = []
        first_row = 0
        for at, lane in enumerate(picture.lanes):
            made = lane
            if at in touched or at in incoming:
                stay = [
                    (bar.start, bar.end, bar.id)
                    for row in lane.rows
                    for bar in row
                    if bar.id not in changed_ids
                ]
                head = (lane.key, lane.name, lane.code, lane.number)
                made = self._lane(at, first_row, head, [*stay, *incoming.get(at, [])])
                bars.update((bar.id, bar) for row in made.rows for bar in row)
            elif lane.first_row != first_row:
                made = replace(lane, first_row=first_row)
            lanes.append(made)
            first_row += made.height
        marks = self._marks()
        low, high = _around(lanes, marks, self._today)
        return replace(
            picture,
            low=low,
            high=high,
            lanes=tuple(lanes),
            bars=bars,
            links=self._patched_links(picture.links, bars, changed_ids | linked),
            marks=marks,
            unscheduled=self._unscheduled(),
        )

    def _gathered(self) -> dict[int | None, list[tuple[int, int, int]]]:
        """(start, end, id) of all bars, by the key of their lane."""
        gathered: dict[int | None, list[tuple[int, int, int]]] = defaultdict(list)
        for item in self._items:
            if item.planned_start is not None or item.planned_end is not None:
                span = self._span(item)
                if span is not None:
                    gathered[self._key(item)].append((span[0], span[1], item.id))
        return dict(gathered)

    def _span(self, item: Deliverable) -> tuple[int, int, bool] | None:
        span = planned(item)
        if span is None or (item.stage in STOPPED and not self._stopped):
            return None
        if self._window is not None and (span[0] >= self._window[1] or span[1] <= self._window[0]):
            return None
        return span

    def _key(self, item: Deliverable) -> int | None:
        if self._by == "product":
            return item.product
        return self._teams.get(item.id) if self._by == "team" else None

    def _heads(
        self, gathered: dict[int | None, list[tuple[int, int, int]]]
    ) -> Iterator[tuple[int | None, str, str, int]]:
        """Key, name, letters and colour of each lane; one for what has no product or team only where there is
        any.
        """
        if self._by == "none":
            yield None, "All work", "", 0
            return
        if self._by == "product":
            for product in self._portfolio.products:
                if product.id in gathered or (self._window is None and product.life_stage != "retire"):
                    yield product.id, product.name, self._codes[product.id], self._numbers[product.id]
        else:
            for team in self._portfolio.teams:
                if team.id in gathered or self._window is None:
                    yield team.id, team.name, "", 0
        if None in gathered:
            yield None, f"No {self._by}", "", 0

    def _lane(
        self,
        at: int,
        first_row: int,
        head: tuple[int | None, str, str, int],
        spans: list[tuple[int, int, int]],
    ) -> Lane:
        rows = tuple(
            tuple(self._bar(at, row, span) for span in spans_of_row)
            for row, spans_of_row in enumerate(packed(spans))
        )
        return Lane(*head, self._effort(head[0], rows), first_row, rows)

    def _bar(self, lane: int, row: int, span: tuple[int, int, int]) -> Bar:
        item = self._items[span[2]]
        began, ended, product = item.actual_start, item.actual_end, item.product
        running = began is not None and ended is None and item.stage in (Stage.DELIVERY, Stage.READY)
        finish = ended.toordinal() + 1 if ended is not None else self._today + 1 if running else None
        started = began is not None or item.stage in STARTED
        return Bar(
            item.id,
            lane,
            row,
            span[0],
            span[1],
            item.title,
            0 if product is None else self._numbers.get(product, 0),
            "" if product is None or self._by == "product" else self._codes.get(product, ""),
            item.stage,
            delivery_progress(item) if started else None,
            started,
            began.toordinal() if began is not None else None,
            finish,
            running,
            item.planned_start is None or item.planned_end is None,
        )

    def _effort(self, key: int | None, rows: tuple[tuple[Bar, ...], ...]) -> float:
        """Remaining effort, else the likely one, of the open work; for a team, as much as its share of the
        demand.
        """
        total = 0.0
        demands = self._portfolio.demands
        for row in rows:
            for bar in row:
                if bar.stage not in OPEN_STAGES:
                    continue
                item = self._items[bar.id]
                to_come = item.remaining if item.remaining is not None else item.effort_likely
                if self._by == "team" and key is not None:
                    asked = {d.team: d.likely or 0.0 for d in demands.by("deliverable", bar.id)}
                    whole = sum(asked.values())
                    to_come = (to_come or 0.0) * asked.get(key, 0.0) / whole if whole else to_come
                total += to_come or 0.0
        return total

    def _marks(self) -> tuple[Mark, ...]:
        return tuple(
            Mark(
                one.id,
                one.name,
                one.date.toordinal(),
                one.kind is MilestoneKind.OUTCOME,
                self._numbers.get(one.product, 0) if one.product is not None else 0,
            )
            for one in sorted(self._portfolio.milestones, key=lambda one: (one.date, one.id))
        )

    def _unscheduled(self) -> int:
        return sum(
            1
            for item in self._items
            if item.planned_start is None and item.planned_end is None and item.stage in OPEN_STAGES
        )

    def _all_links(self, bars: dict[int, Bar]) -> dict[int, tuple[Link, ...]]:
        gathered: dict[int, list[Link]] = {}
        for dependency in self._portfolio.dependencies:
            link = self._link(dependency, bars)
            if link is not None:
                gathered.setdefault(link.successor, []).append(link)
                if link.placed:
                    gathered.setdefault(link.predecessor, []).append(link)
        return {key: tuple(links) for key, links in gathered.items()}

    def _patched_links(
        self, links: dict[int, tuple[Link, ...]], bars: dict[int, Bar], ids: set[int]
    ) -> dict[int, tuple[Link, ...]]:
        """The links with those of `ids`, and of everything beside them, made anew."""
        table = self._portfolio.dependencies
        around = set(ids)
        for entity_id in ids:
            around.update(link.successor for link in links.get(entity_id, ()))
            around.update(link.predecessor for link in links.get(entity_id, ()))
            around.update(one.successor for one in table.by("predecessor", entity_id))
            around.update(one.predecessor for one in table.by("successor", entity_id))
        patched = dict(links)
        for entity_id in around:
            found = [self._link(one, bars) for one in table.by("successor", entity_id)]
            found += [
                link
                for one in table.by("predecessor", entity_id)
                if (link := self._link(one, bars)) is not None and link.placed
            ]
            kept = tuple(link for link in found if link is not None)
            if kept:
                patched[entity_id] = kept
            else:
                patched.pop(entity_id, None)
        return patched

    def _link(self, dependency: Dependency, bars: dict[int, Bar]) -> Link | None:
        """The dependency as drawn; None where its successor has no bar, or nothing is left to wait for."""
        second = bars.get(dependency.successor)
        if second is None:
            return None
        first = bars.get(dependency.predecessor)
        problem: Problem = ""
        if first is None:
            title, problem = self._missing(dependency.predecessor, second)
            if not problem:
                return None
        else:
            title = first.title
            if second.start < first.end and second.stage not in STOPPED and first.stage not in STOPPED:
                problem = "early"
        return Link(
            dependency.id,
            dependency.predecessor,
            dependency.successor,
            first is not None,
            problem,
            title,
            dependency.reason,
        )

    def _missing(self, predecessor: int, second: Bar) -> tuple[str, Problem]:
        item = self._items.get(predecessor)
        if item is None or second.stage not in OPEN_STAGES:
            return "", ""
        if item.stage in STOPPED:
            return item.title, "tabled" if item.stage is Stage.TABLED else "cancelled"
        if planned(item) is None and item.stage in OPEN_STAGES:
            return item.title, "undated"
        return "", ""


def main_teams(portfolio: Portfolio) -> dict[int, int]:
    """For each deliverable with demands the team that it needs most; the one first given among equals."""
    best: dict[int, tuple[float, int]] = {}
    for demand in portfolio.demands:
        size = demand.likely or 0.0
        found = best.get(demand.deliverable)
        if found is None or size > found[0]:
            best[demand.deliverable] = (size, demand.team)
    return {deliverable: team for deliverable, (_, team) in best.items()}


def _around(lanes: Iterable[Lane], marks: tuple[Mark, ...], today: int) -> tuple[int, int]:
    """Whole months around everything; half a year around today where there is nothing."""
    from deliverydesk.charts.axes import month_range

    # Bars of a row do not overlap: the first one starts it and the last one ends it.
    rows = [row for lane in lanes for row in lane.rows]
    low = min((row[0].start for row in rows), default=today)
    high = max((row[-1].end for row in rows), default=today + 150)
    for mark in marks:
        low, high = min(low, mark.day), max(high, mark.day + 1)
    begin, end = month_range(date.fromordinal(low), date.fromordinal(max(high - 1, low)))
    return int(begin), int(end)
