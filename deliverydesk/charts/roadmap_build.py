"""How a roadmap is built from a portfolio: lanes, packed bars, dependencies with what is wrong with them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from deliverydesk.analysis.delivery import delivery_progress, progress_against
from deliverydesk.charts.roadmap import (
    STARTED,
    STOPPED,
    Bar,
    Grouping,
    Lane,
    LaneKey,
    Link,
    Mark,
    Problem,
    RoadmapPicture,
    is_waiting,
    packed,
    planned,
    span_of,
)
from deliverydesk.charts.roadmap_lanes import Head, Lanes, skyline
from deliverydesk.charts.roadmap_late import LateBars, LateRows, Work, among, spans_of
from deliverydesk.charts.roadmap_scale import Calendar
from deliverydesk.domain.values import OPEN_STAGES, MilestoneKind, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deliverydesk.charts.roadmap_behind import Behind
    from deliverydesk.charts.roadmap_late import Span
    from deliverydesk.domain.entities import Dependency
    from deliverydesk.domain.portfolio import Portfolio


class Builder:
    """Builds the roadmap of one portfolio: all of it, or the lanes that a change touches."""

    def __init__(
        self,
        portfolio: Portfolio,
        by: Grouping,
        today: int,
        window: tuple[int, int] | None,
        stopped: bool,
        folded: frozenset[LaneKey] = frozenset(),
        *,
        fiscal: bool = True,
        calendar: Calendar | None = None,
    ) -> None:
        """`calendar` is that of a picture to be changed; else the portfolio's settings tell it."""
        self._portfolio = portfolio
        self._items = portfolio.deliverables
        self._by = by
        self._today = today
        self._window = window
        self._stopped = stopped
        self._folded = folded
        settings = portfolio.settings
        own = Calendar(settings.fiscal_year_start if fiscal else 1, settings.week_start)
        self._calendar = own if calendar is None else calendar
        self._lanes = Lanes(portfolio, by)
        self._numbers, self._codes = self._lanes.numbers, self._lanes.codes

        self._works: dict[int, Work] = {}
        self._early = False

    def picture(self, source: str, baseline: int | None = None) -> RoadmapPicture:
        """The whole roadmap. A bar is made when somebody looks at it, as few are in sight at once."""
        self._works = {work.id: work for work in map(Work._make, self._items.values(*Work._fields))}
        gathered = self._gathered(self._works.values())
        lanes: list[Lane] = []
        bars = LateBars(self._bar)
        for head in self._lanes.heads(gathered.keys(), idle=self._window is None):
            lanes.append(self._late_lane(lanes, head, gathered.get(head.key, []), bars))
        waiting = sum(map(is_waiting, self._works.values()))
        return self._pictured(lanes, bars, self._all_links(), waiting, source, baseline)

    def first_sight(self, rows: int) -> RoadmapPicture:
        """The uppermost lanes by product, as many as have so many rows. Progress is told by an item's own estimate."""
        self._early = True
        lanes: list[Lane] = []
        bars = LateBars(self._bar)
        for product in (*self._portfolio.products.ids, None):
            works = [Work._make(each) for each in self._items.values_where("product", product, *Work._fields)]
            self._works.update((work.id, work) for work in works)
            gathered = self._gathered(works)
            for head in self._lanes.heads(gathered.keys(), idle=self._window is None):
                if head.key == product:
                    lanes.append(self._late_lane(lanes, head, gathered.get(product, []), bars))
            if sum(lane.height for lane in lanes) >= rows:
                break
        return self._pictured(lanes, bars, {}, 0, "")

    def _late_lane(self, above: list[Lane], head: Head, spans: list[Span], bars: LateBars) -> Lane:
        first_row = above[-1].first_row + above[-1].height if above else 0
        return self._lane(first_row, head, spans, LateRows(len(above), packed(spans), bars))

    def _pictured(
        self,
        lanes: list[Lane],
        bars: LateBars,
        links: dict[int, tuple[Link, ...]],
        unscheduled: int,
        source: str,
        baseline: int | None = None,
    ) -> RoadmapPicture:
        marks = self._marks()
        low, high = self._window or around(lanes, marks, self._today)
        return RoadmapPicture(
            by=self._by,
            today=self._today,
            low=low,
            high=high,
            lanes=tuple(lanes),
            bars=bars,
            links=links,
            marks=tuple(mark for mark in marks if low <= mark.day < high) if self._window else marks,
            unscheduled=unscheduled,
            cut=self._window is not None,
            stopped=self._stopped,
            source=source,
            folded=self._folded,
            calendar=self._calendar,
            behind=self._behind(baseline),
        )

    def _behind(self, baseline: int | None) -> Behind | None:
        if baseline is None:
            return None
        from deliverydesk.charts.roadmap_behind import behind

        return behind(self._portfolio, baseline)

    def changed(self, picture: RoadmapPicture, ids: list[int], linked: set[int], unscheduled: int) -> RoadmapPicture:
        """The picture with these deliverables looked at anew, and the dependencies of `linked` besides.

        `unscheduled` is how many open deliverables have no planned dates now.
        """
        assert isinstance(picture.bars, LateBars), "all bars of a whole roadmap are made late"
        lane_of = {lane.key: at for at, lane in enumerate(picture.lanes)}
        touched = {at for item_id in ids if (at := picture.bars.lane_of(item_id)) is not None}
        incoming: dict[int, list[Span]] = {}
        for item_id in ids:
            work = self._work(item_id)
            span = self._span(work) if work is not None else None
            if work is not None and span is not None:
                lane_at = lane_of.get(self._lanes.key(work))
                if lane_at is None:
                    return self.picture(picture.source, picture.behind.id if picture.behind is not None else None)
                incoming.setdefault(lane_at, []).append(span)
        changed_ids = set(ids)
        bars = picture.bars.after(self._bar, changed_ids)
        lanes: list[Lane] = []
        first_row = 0
        for at, lane in enumerate(picture.lanes):
            if at in touched or at in incoming:
                stay = [span for span in spans_of(lane.rows) if span[2] not in changed_ids]
                head = Head(lane.key, lane.name, lane.code, lane.number)
                spans = [*stay, *incoming.get(at, [])]
                made = self._lane(first_row, head, spans, LateRows(at, packed(spans), bars))
            else:
                made = replace(lane, first_row=first_row, rows=among(lane.rows, bars))
            lanes.append(made)
            first_row += made.height
        marks = self._marks()
        low, high = around(lanes, marks, self._today)
        return replace(
            picture,
            low=low,
            high=high,
            lanes=tuple(lanes),
            bars=bars,
            links=self._patched_links(picture.links, changed_ids | linked),
            marks=marks,
            unscheduled=unscheduled,
            behind=picture.behind.changed(self._portfolio, ids) if picture.behind is not None else None,
        )

    def _work(self, item_id: int) -> Work | None:
        work = self._works.get(item_id)
        if work is None and (item := self._items.get(item_id)) is not None:
            work = self._works[item_id] = Work.of(item)
        return work

    def _gathered(self, works: Iterable[Work]) -> dict[LaneKey, list[Span]]:
        """The spans of all bars, by the key of their lane."""
        gathered: dict[LaneKey, list[Span]] = defaultdict(list)
        for work in works:
            span = self._span(work)
            if span is not None:
                gathered[self._lanes.key(work)].append(span)
        return dict(gathered)

    def _span(self, work: Work) -> Span | None:
        start, end = work.planned_start, work.planned_end
        if (start is None and end is None) or work.archived or (work.stage in STOPPED and not self._stopped):
            return None
        if start is not None and end is not None:
            first, last = start.toordinal(), end.toordinal() + 1
        elif (reckoned := planned(self._items[work.id])) is not None:
            first, last, _ = reckoned
        else:
            return None
        if self._window is not None and (first >= self._window[1] or last <= self._window[0]):
            return None
        return first, last, work.id

    def _lane(
        self,
        first_row: int,
        head: Head,
        spans: list[Span],
        rows: LateRows,
    ) -> Lane:
        days = (min(span[0] for span in spans), max(span[1] for span in spans)) if spans else None
        folded = head.key in self._folded
        steps = skyline((start, end) for start, end, _ in spans) if folded else ()
        return Lane(*head, self._effort(head.key, spans), first_row, rows, days, folded, steps)

    def _bar(self, lane: int, row: int, span: Span) -> Bar:
        item = self._work(span[2])
        assert item is not None, "every span is of a deliverable"
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
            self._progress(item) if started else None,
            started,
            began.toordinal() if began is not None else None,
            finish,
            running,
            item.planned_start is None or item.planned_end is None,
        )

    def _progress(self, work: Work) -> float | None:
        if self._early:
            return progress_against(work, work.effort_likely).share
        return delivery_progress(self._portfolio, self._items[work.id]).share

    def _effort(self, key: LaneKey, spans: list[Span]) -> float:
        """What is to come of the work in a lane; for a team, as much as its share of the demand."""
        total = 0.0
        demands = self._portfolio.demands
        for _, _, item_id in spans:
            to_come = self._to_come(item_id)
            if to_come and self._by == "team" and key is not None:
                asked = {d.team: d.likely or 0.0 for d in demands.by("deliverable", item_id)}
                whole = sum(asked.values())
                to_come = to_come * asked.get(int(key), 0.0) / whole if whole else to_come
            total += to_come
        return total

    def _to_come(self, item_id: int) -> float:
        """Remaining effort, else the likely one, of open work."""
        item = self._works.get(item_id) or self._items[item_id]
        if item.stage not in OPEN_STAGES:
            return 0.0
        return (item.remaining if item.remaining is not None else item.effort_likely) or 0.0

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

    def _all_links(self) -> dict[int, tuple[Link, ...]]:
        gathered: dict[int, list[Link]] = {}
        for dependency in self._portfolio.dependencies:
            link = self._link(dependency)
            if link is not None:
                gathered.setdefault(link.successor, []).append(link)
                if link.placed:
                    gathered.setdefault(link.predecessor, []).append(link)
        return {key: tuple(links) for key, links in gathered.items()}

    def _patched_links(self, links: dict[int, tuple[Link, ...]], ids: set[int]) -> dict[int, tuple[Link, ...]]:
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
            found = [self._link(one) for one in table.by("successor", entity_id)]
            found += [
                link
                for one in table.by("predecessor", entity_id)
                if (link := self._link(one)) is not None and link.placed
            ]
            kept = tuple(link for link in found if link is not None)
            if kept:
                patched[entity_id] = kept
            else:
                patched.pop(entity_id, None)
        return patched

    def _link(self, dependency: Dependency) -> Link | None:
        """The dependency as drawn; None where its successor has no bar, or nothing is left to wait for."""
        first, second = self._work(dependency.predecessor), self._work(dependency.successor)
        after = self._span(second) if second is not None else None
        if first is None or second is None or after is None:
            return None
        before = self._span(first)
        problem: Problem = ""
        if before is None:
            problem = self._missing(first, second)
            if not problem:
                return None
        elif after[0] < before[1] and second.stage not in STOPPED and first.stage not in STOPPED:
            problem = "early"
        return Link(
            dependency.id,
            dependency.predecessor,
            dependency.successor,
            before is not None,
            problem,
            first.title,
            dependency.reason,
        )

    def _missing(self, first: Work, second: Work) -> Problem:
        if first.archived or second.stage not in OPEN_STAGES:
            return ""
        if first.stage in STOPPED:
            return "tabled" if first.stage is Stage.TABLED else "cancelled"
        undated = first.planned_start is None and first.planned_end is None
        return "undated" if undated and first.stage in OPEN_STAGES else ""


def around(lanes: Iterable[Lane], marks: Iterable[Mark], today: int) -> tuple[int, int]:
    """Whole months around everything; half a year around today where there is nothing."""
    from deliverydesk.charts.axes import month_range

    low, high = span_of(lanes, marks) or (today, today + 150)
    begin, end = month_range(date.fromordinal(low), date.fromordinal(max(high - 1, low)))
    return int(begin), int(end)
