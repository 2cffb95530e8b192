"""How a roadmap is built from a portfolio: lanes, packed bars, dependencies with what is wrong with them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from deliverydesk.charts.common import product_code, product_numbers
from deliverydesk.charts.roadmap import (
    STARTED,
    STOPPED,
    Bar,
    Grouping,
    Lane,
    Link,
    Mark,
    Problem,
    RoadmapPicture,
    delivery_progress,
    main_teams,
    packed,
    planned,
)
from deliverydesk.domain.values import OPEN_STAGES, MilestoneKind, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from deliverydesk.domain.entities import Deliverable, Dependency
    from deliverydesk.domain.portfolio import Portfolio


class Builder:
    """Builds the roadmap of one portfolio: all of it, or the lanes that a change touches."""

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
        """The whole roadmap."""
        gathered = self._gathered()
        lanes: list[Lane] = []
        first_row = 0
        for key, name, code, number in self._heads(gathered):
            lane = self._lane(len(lanes), first_row, (key, name, code, number), gathered.get(key, []))
            lanes.append(lane)
            first_row += lane.height
        bars = {bar.id: bar for lane in lanes for row in lane.rows for bar in row}
        marks = self._marks()
        low, high = self._window or around(lanes, marks, self._today)
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
                stay = [(bar.start, bar.end, bar.id) for row in lane.rows for bar in row if bar.id not in changed_ids]
                head = (lane.key, lane.name, lane.code, lane.number)
                made = self._lane(at, first_row, head, [*stay, *incoming.get(at, [])])
                bars.update((bar.id, bar) for row in made.rows for bar in row)
            elif lane.first_row != first_row:
                made = replace(lane, first_row=first_row)
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
        if span is None or item.archived or (item.stage in STOPPED and not self._stopped):
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
            tuple(self._bar(at, row, span) for span in spans_of_row) for row, spans_of_row in enumerate(packed(spans))
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
            1 for item in self._items if item.planned_start is None and item.planned_end is None and item.is_open
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
        if item is None or item.archived or second.stage not in OPEN_STAGES:
            return "", ""
        if item.stage in STOPPED:
            return item.title, "tabled" if item.stage is Stage.TABLED else "cancelled"
        if planned(item) is None and item.stage in OPEN_STAGES:
            return item.title, "undated"
        return "", ""


def around(lanes: Iterable[Lane], marks: tuple[Mark, ...], today: int) -> tuple[int, int]:
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
