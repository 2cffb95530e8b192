"""From a portfolio to a schedule of its work in weeks, and back to dates.

What is scheduled: work under way, which goes on from now; pinned work, which stays; and what is ready or has planned
dates. Each asks in each of its weeks the same of a team: what is still to do over its weeks. A deliverable keeps the
length that it has; one without dates takes as long as its teams need with half of what they have.

Load is what `analysis.load` has: of work that goes on, the part of its estimate that is planned for the weeks ahead,
and what is planned but waits for what is not scheduled keeps its room. Only where what remains is known is it that
which counts here, and the whole estimate there (`counts_otherwise`).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import ceil
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from deliverydesk.analysis.capacity.overload import accepting
from deliverydesk.analysis.divergence import IN_FLIGHT
from deliverydesk.analysis.effort import to_come_by_team
from deliverydesk.analysis.load import weekly_capacity
from deliverydesk.analysis.planning.schedule.problem import Item, Problem
from deliverydesk.domain.readiness import readiness_of
from deliverydesk.domain.values import Stage
from deliverydesk.domain.workdays import WORKING_DAYS, monday, working_days

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.portfolio import Portfolio

WEEKS: Final = 104
"""Weeks whose capacity is known one by one; after them it is what is usual."""
UNIT: Final = 1000
"""Parts of a person-week that capacity is counted in; both sides are rounded to the nearest."""
SHARE: Final = 0.5
"""The share of a team's usual capacity that a deliverable without dates is given."""
MOST: Final = 10
"""What a week of the first in the manager's order costs; the last costs 1, the others evenly between them."""
CHANGE: Final = 5
"""What a week costs by which planned work is moved: the upper half of the order moves up where it can."""
_DONE = frozenset({Stage.RELEASED, Stage.IMPROVING})
_MOST_WEEKS = 520

Span = tuple[date, date]


class Aside(StrEnum):
    """Why open work is not scheduled."""

    NOT_VETTED = "not_vetted"
    NO_EFFORT = "no_effort"
    """Neither an effort nor dates say how long it takes."""
    WAITS = "waits"
    """It waits for something that is neither done nor scheduled."""
    PAST = "past"
    """It is pinned to dates that are over."""


@dataclass(frozen=True, eq=False)
class Scheduling:
    """A problem with what its places stand for."""

    problem: Problem
    weeks: tuple[date, ...]
    """The Monday of each period; after the last one follows week on week."""
    items: tuple[int, ...]
    """Deliverables by place, in the manager's order."""
    teams: tuple[int, ...]
    present: tuple[Span | None, ...]
    """Planned dates by place."""
    aside: Mapping[int, Aside]
    """Open work that is not scheduled, and why."""
    begun: tuple[date | None, ...]
    """By place the first day of what is pinned or under way, which stays."""

    counts_otherwise: tuple[int, ...] = ()
    """Scheduled work of which less or more is to come than the load counts: what remains of it is known."""

    def week(self, period: int) -> date:
        """The Monday of a period."""
        known = len(self.weeks)
        return self.weeks[period] if period < known else self.weeks[-1] + timedelta(weeks=period - known + 1)

    def dates(self, starts: Sequence[int]) -> dict[int, Span]:
        """{deliverable: (first day, last day)}: Mondays to Fridays, or just the present dates where it stays."""
        found = {}
        for at, each in enumerate(self.items):
            now = self.present[at]
            first, last = starts[at], starts[at] + max(self.problem.items[at].duration, 1) - 1
            start, end = self.week(first), self.week(last) + timedelta(days=WORKING_DAYS - 1)
            begun = self.begun[at]
            stays = now is not None and (begun is not None or _period(self.weeks, now[0]) == first)
            if now is not None and stays and _period(self.weeks, now[1]) == last:
                start, end = now
            found[each] = begun or start, end
        return found

    def placed(self, at: int) -> Place | None:
        """Where an item lies in the present plan, with what is still to do of it; None where it has no dates."""
        item, span = self.problem.items[at], self.present[at]
        if span is None:
            return None
        start, end = _periods(self.weeks, span)
        if end - start in (0, item.duration):
            return Place(start, end, item.demands)
        return Place(start, end, tuple(round(asked * item.duration / (end - start)) for asked in item.demands))

    def moves(self, starts: Sequence[int]) -> dict[int, Span]:
        """The dates of what a plan gives other dates than it has."""
        now = dict(zip(self.items, self.present, strict=True))
        return {each: span for each, span in self.dates(starts).items() if span != now[each]}


class Place(NamedTuple):
    """Where an item lies: from a period up to one, and what it takes of each resource in each of them."""

    start: int
    end: int
    demands: tuple[int, ...]


class _Asked(NamedTuple):
    """One deliverable to be scheduled."""

    item: Deliverable
    effort: Mapping[int, float]
    start: int | None
    """The period in which it has to start: it is pinned or under way."""
    weeks: int


def schedule_of(portfolio: Portfolio, today: date, *, change: int = CHANGE) -> Scheduling:
    """The problem of a portfolio from the first Monday on that is not before today.

    `change` is what a week costs by which planned work is moved, beside 1 to 10 by rank for a week of waiting. Weeks
    in which every team has less than half of what is usual (such as between the years) are no periods: work rests.
    Under way is never stopped: it is stretched where its teams cannot keep the pace, and where even that finds no
    room what it takes counts as there. So does what is planned in weeks whose overload was accepted. What is planned
    and waits for what is not scheduled leaves to others, but for pins, only the rest of its weeks.
    """
    teams = tuple(team.id for team in portfolio.teams)
    first = monday(today + timedelta(days=6))
    able = weekly_capacity(portfolio, teams, first, WEEKS).reshape(len(teams), WEEKS)
    usual = np.median(able, axis=1)
    works = (able >= usual[:, None] / 2).any(axis=0) if teams else np.ones(WEEKS, bool)
    weeks = tuple(first + timedelta(weeks=int(n)) for n in np.flatnonzero(works))
    able = np.concatenate([able[:, works], usual[:, None]], axis=1)
    aside: dict[int, Aside] = {}
    asked = _asked(portfolio, today, weeks, dict(zip(teams, usual.tolist(), strict=True)), aside)
    _set_aside_waiting(portfolio, asked, aside)
    chosen = [each for at, each in asked.items() if at not in aside]
    waiting = [each for at, each in asked.items() if at in aside and _span(each.item) is not None]
    units = np.rint(able * UNIT).astype(np.int64)
    _allow_accepted(portfolio, [*chosen, *waiting], units, weeks, teams)
    _leave_room(waiting, chosen, units, weeks, teams)
    chosen = _stretched(chosen, units, teams)
    at = {each.item.id: n for n, each in enumerate(chosen)}
    items = tuple(
        Item(
            each.weeks,
            tuple(_units(each, team) for team in teams),
            _after(portfolio, each, at),
            each.start if each.start is not None else _earliest(weeks, each.item),
            each.start is not None,
            1 + round((MOST - 1) * (len(chosen) - 1 - n) / max(len(chosen) - 1, 1)),
            _present(weeks, each),
            change if _span(each.item) is not None else 0,
        )
        for n, each in enumerate(chosen)
    )
    return Scheduling(
        Problem(items, tuple(tuple(row) for row in units.tolist())),
        weeks,
        tuple(at),
        teams,
        tuple(_span(each.item) for each in chosen),
        {each: why for each, why in aside.items() if each not in at},
        tuple(None if each.start is None else _begun(each.item, weeks[0]) for each in chosen),
        tuple(each.item.id for each in chosen if each.item.remaining is not None and _span(each.item) is not None),
    )


def _span(item: Deliverable) -> Span | None:
    if item.planned_start is None or item.planned_end is None:
        return None
    return item.planned_start, item.planned_end


def _periods(weeks: Sequence[date], span: Span) -> tuple[int, int]:
    """The periods from the first of planned dates up to where they end; none of what is over."""
    return max(_period(weeks, span[0]), 0), max(_period(weeks, span[1]) + 1, 0)


def _allow_accepted(
    portfolio: Portfolio,
    asked: Sequence[_Asked],
    units: NDArray[np.int64],
    weeks: Sequence[date],
    teams: Sequence[int],
) -> None:
    """Raise `units` to what is planned in the weeks in which a team's overload was accepted."""
    if not portfolio.accepted_loads:
        return
    planned = np.zeros_like(units)
    for each in asked:
        span = _span(each.item)
        start, end = (0, 0) if span is None else _periods(weeks, span)
        for row, team in enumerate(teams):
            if end > start:
                planned[row, start:end] += _units(each, team, end - start)
    for row, team in enumerate(teams):
        for period, week in enumerate(weeks):
            if accepting(portfolio, team, week):
                units[row, period] = max(units[row, period], planned[row, period])


def _leave_room(
    waiting: Sequence[_Asked],
    chosen: Sequence[_Asked],
    units: NDArray[np.int64],
    weeks: Sequence[date],
    teams: Sequence[int],
) -> None:
    """Lower `units` by what is planned and waits, but not below what is pinned."""
    pinned = np.zeros_like(units)
    for each in chosen:
        if each.item.pinned and each.start is not None:
            for row, team in enumerate(teams):
                pinned[row, each.start : each.start + each.weeks] += _units(each, team)
    for each in waiting:
        span = _span(each.item)
        start, end = (0, 0) if span is None else _periods(weeks, span)
        share = 1.0 if span is None else _share_ahead(span, weeks[0])
        for row, team in enumerate(teams):
            if end > start:
                left = units[row, start:end] - round(share * each.effort.get(team, 0.0) * UNIT / (end - start))
                units[row, start:end] = np.minimum(units[row, start:end], np.maximum(left, pinned[row, start:end]))


def _share_ahead(span: Span, first: date) -> float:
    """The share of planned days from one on."""
    whole = working_days(*span)
    return working_days(max(span[0], first), span[1]) / whole if whole else 1.0


def _begun(item: Deliverable, first: date) -> date:
    start = item.planned_start or item.actual_start or first
    return start if item.pinned else min(start, first)


def _period(weeks: Sequence[date], day: date) -> int:
    """The period of a day: the last that begins on it or before; below 0 for what is over."""
    if day < weeks[0]:
        return -1
    if day >= weeks[-1] + timedelta(weeks=1):
        return len(weeks) - 1 + (day - weeks[-1]).days // 7
    return bisect_right(weeks, day) - 1


def _asked(
    portfolio: Portfolio, today: date, weeks: Sequence[date], usual: Mapping[int, float], aside: dict[int, Aside]
) -> dict[int, _Asked]:
    """What is to be scheduled, by id in the manager's order; what is not goes aside."""
    found: dict[int, _Asked] = {}
    for each in portfolio.live:
        item = portfolio.deliverables[each]
        span = _span(item)
        if not item.stage.is_open:
            continue
        under_way, pinned = item.stage in IN_FLIGHT, item.pinned and span is not None
        if not (under_way or span or readiness_of(portfolio, item, today).vetted):
            aside[each] = Aside.NOT_VETTED
            continue
        effort = to_come_by_team(portfolio, item)
        first = -1 if span is None else _period(weeks, span[0])
        last = -1 if span is None else _period(weeks, span[1])
        if (under_way or pinned) and span is not None and last >= 0 and item.remaining is None:
            ahead = _share_ahead(span, weeks[0])
            effort = {team: work * ahead for team, work in effort.items()}
        if pinned and last < 0:
            aside[each] = Aside.PAST
        elif pinned:
            found[each] = _Asked(item, effort, max(first, 0), last - max(first, 0) + 1)
        elif under_way and last >= 0:
            found[each] = _Asked(item, effort, 0, last + 1)
        else:
            length = _length(item, effort, usual, None if span is None or under_way else last - first + 1)
            if length:
                found[each] = _Asked(item, effort, 0 if under_way else None, length)
            else:
                aside[each] = Aside.NO_EFFORT
    return found


def _length(
    item: Deliverable, effort: Mapping[int, float], usual: Mapping[int, float], planned: int | None
) -> int | None:
    """Weeks that a deliverable takes, no fewer than its teams need with all that they have; None where nothing says."""
    whole = {team: work / usual[team] for team, work in effort.items() if usual.get(team)}
    least = ceil(max(whole.values(), default=0.0) - 1e-9)
    if planned is None and item.duration_weeks is not None:
        planned = ceil(item.duration_weeks)
    if planned is None:
        planned = ceil(max(whole.values(), default=0.0) / SHARE - 1e-9)
        if not effort:
            return None
    return min(max(planned, least, 1), _MOST_WEEKS)


def _set_aside_waiting(portfolio: Portfolio, asked: Mapping[int, _Asked], aside: dict[int, Aside]) -> None:
    """What waits, over others too, for anything that is neither done nor scheduled; what is fixed does not wait."""
    waiting = [each for each, found in asked.items() if found.start is None]
    while waiting:
        left = []
        for each in waiting:
            before = (portfolio.deliverables[one.predecessor] for one in portfolio.dependencies.by("successor", each))
            if any(one.stage not in _DONE and (one.id not in asked or one.id in aside) for one in before):
                aside[each] = Aside.WAITS
            else:
                left.append(each)
        if len(left) == len(waiting):
            return
        waiting = left


def _after(portfolio: Portfolio, each: _Asked, at: Mapping[int, int]) -> tuple[int, ...]:
    """The places of what a deliverable waits for; one that has begun waits no longer."""
    if each.start is not None and not each.item.pinned:
        return ()
    before = (portfolio.deliverables[one.predecessor] for one in portfolio.dependencies.by("successor", each.item.id))
    return tuple(dict.fromkeys(at[one.id] for one in before if one.id in at and one.stage not in _DONE))


def _units(each: _Asked, team: int, weeks: int | None = None) -> int:
    return round(each.effort.get(team, 0.0) * UNIT / (weeks or each.weeks))


def _earliest(weeks: Sequence[date], item: Deliverable) -> int:
    """The first period that does not begin before the earliest start."""
    if item.earliest_start is None or item.earliest_start <= weeks[0]:
        return 0
    period = _period(weeks, item.earliest_start)
    begins = item.earliest_start in weeks or (item.earliest_start > weeks[-1] and not item.earliest_start.weekday())
    return period if begins else period + 1


def _present(weeks: Sequence[date], each: _Asked) -> int | None:
    if each.start is not None:
        return each.start
    span = _span(each.item)
    return None if span is None else max(_period(weeks, span[0]), 0)


def _stretched(asked: Sequence[_Asked], units: NDArray[np.int64], teams: Sequence[int]) -> list[_Asked]:
    """Work under way as long as its teams need beside the pins and beside what is before it in the order.

    Where no length has room, `units` is raised to what it takes with the length that it has.
    """
    left = units.copy()
    rows = {team: row for row, team in enumerate(teams)}
    for each in asked:
        if each.item.pinned and each.start is not None:
            for team in each.effort:
                left[rows[team], each.start : each.start + each.weeks] -= _units(each, team)
    found = []
    for each in asked:
        if each.start is None or each.item.pinned:
            found.append(each)
            continue
        lengths = range(each.weeks, min(each.weeks + WEEKS, units.shape[1]))
        fits = (
            weeks
            for weeks in lengths
            if all((left[rows[team], :weeks] >= _units(each, team, weeks)).all() for team in each.effort)
        )
        longer = each._replace(weeks=next(fits, each.weeks))
        for team in longer.effort:
            row = rows[team]
            left[row, : longer.weeks] -= _units(longer, team)
            lacking = np.maximum(-left[row, : longer.weeks], 0)
            units[row, : longer.weeks] += lacking[: units.shape[1]]
            left[row, : longer.weeks] += lacking
        found.append(longer)
    return found
