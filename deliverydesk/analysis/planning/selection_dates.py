"""Dates for a chosen set: each deliverable in its period, after what it waits for, where its teams have room."""

from __future__ import annotations

from datetime import date, timedelta
from graphlib import TopologicalSorter
from math import ceil
from typing import TYPE_CHECKING, Final

import numpy as np

from deliverydesk.analysis.divergence import IN_FLIGHT
from deliverydesk.analysis.load_grid import Loads
from deliverydesk.domain.workdays import WORKING_DAYS, monday

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from deliverydesk.analysis.planning.selection_of import Selection
    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.domain.spreading import Span

SHARE: Final = 0.5
"""The share of a team's usual capacity that a deliverable without a length is given, as a schedule gives it."""
_CRUMB = 1e-9
_MOST_WEEKS = 520
_LONG_AGO = date.min


def dates_of(portfolio: Portfolio, selection: Selection, periods: Sequence[int], today: date) -> dict[int, Span]:
    """{deliverable: (first day, last day)} of all that a plan, [item], has in it.

    What is under way or planned within its period keeps its dates. The others are placed in whole weeks, what is
    waited for first and then in the manager's order: so as to end as early as the room allows that the plan leaves to
    their teams. Where no weeks have room for one, it has all that is left of its period; where even its teams alone
    could not do it in that, it ends later.
    """
    spans = selection.spans(periods, today)
    kept = {each: now for each, span in spans.items() if (now := _kept(portfolio.deliverables[each], span)) is not None}
    moved = [each for each in portfolio.live if each in spans and each not in kept]
    grid = Loads(portfolio, selection.first, selection.weeks * selection.problem.periods).after(dict.fromkeys(moved))
    rows = [grid.teams.index(team) for team in selection.teams]
    room = _Room(grid.capacity[rows], grid.load[rows], selection.first, today)
    found = dict(kept)
    at = {each: item for item, each in enumerate(selection.items)}
    after = {each: [one for one in _before(portfolio, each) if one in spans and one not in kept] for each in moved}
    for each in TopologicalSorter(after).static_order():
        item = portfolio.deliverables[each]
        ends = [_end(portfolio, found, before) + timedelta(days=1) for before in _before(portfolio, each)]
        earliest = max([today, item.earliest_start or today, *ends])
        found[each] = room.place(item, selection.problem.effort[at[each]], spans[each], earliest)
    return found


class _Room:
    """What teams have left in each week; what is placed takes of it."""

    def __init__(self, able: NDArray[np.float64], load: NDArray[np.float64], first: date, today: date) -> None:
        """`able` and `load` are person-weeks, [team, week]."""
        self._free, self._usual = np.maximum(able - load, 0.0), np.median(able, axis=1)
        self._first, self._today = first, today

    def place(self, item: Deliverable, effort: NDArray[np.float64], span: Span, earliest: date) -> Span:
        """Take room for so many person-weeks, [team], within a span."""
        # A week that has begun has less room than it says.
        begin = self._column(max(span[0], self._today) + timedelta(days=6))
        end = self._column(span[1]) + 1
        begin = min(max(begin, self._column(earliest + timedelta(days=6))), end)
        usual, most = self._length(item, effort), max(end - begin, 0)
        lengths = (range(usual, most + 1), range(1, min(usual, most + 1)))
        place = next((found for each in lengths if (found := self._earliest(effort, begin, end, each))), None)
        if place is None:
            place = begin, max(end - begin, self._weeks(effort, 1.0))
        start, weeks = place
        self._free[:, start : start + weeks] -= effort[:, None] / weeks
        return self._monday(start), self._monday(start + weeks - 1) + timedelta(days=WORKING_DAYS - 1)

    def _earliest(self, effort: NDArray[np.float64], begin: int, end: int, lengths: range) -> tuple[int, int] | None:
        """(week, length) of what ends first among some lengths in weeks, of these the shorter."""
        best: tuple[int, int] | None = None
        for weeks in lengths:
            able = (self._free[:, begin:end] + _CRUMB >= effort[:, None] / weeks).all(axis=0)
            runs = np.convolve(able, np.ones(weeks, dtype=np.int64), "valid") == weeks
            if runs.any():
                start = begin + int(np.argmax(runs))
                if best is None or start + weeks < sum(best):
                    best = start, weeks
                if start == begin:
                    break
        return best

    def _length(self, item: Deliverable, effort: NDArray[np.float64]) -> int:
        """Weeks that a deliverable takes, where there is room for so many."""
        if item.planned_start is not None and item.planned_end is not None:
            return max(ceil(((item.planned_end - item.planned_start).days + 1) / 7), 1)
        if item.duration_weeks is not None:
            return max(ceil(item.duration_weeks), 1)
        return self._weeks(effort, SHARE)

    def _weeks(self, effort: NDArray[np.float64], share: float) -> int:
        """Weeks in which the teams do it with a share of what they usually have."""
        asked = (effort > 0) & (self._usual > 0)
        weeks = float((effort[asked] / (share * self._usual[asked])).max(initial=0.0))
        return min(max(ceil(weeks - _CRUMB), 1), _MOST_WEEKS)

    def _column(self, day: date) -> int:
        return max((monday(day) - self._first).days // 7, 0)

    def _monday(self, column: int) -> date:
        return self._first + timedelta(weeks=column)


def _kept(item: Deliverable, span: Span) -> Span | None:
    """The dates that a deliverable keeps: those that it has, or its period where it is under way without any."""
    start, end = item.planned_start, item.planned_end
    if start is None or end is None:
        return span if item.stage in IN_FLIGHT else None
    return (start, end) if item.stage in IN_FLIGHT or (span[0] <= start and end <= span[1]) else None


def _before(portfolio: Portfolio, each: int) -> list[int]:
    return [one.predecessor for one in portfolio.dependencies.by("successor", each)]


def _end(portfolio: Portfolio, found: Mapping[int, Span], each: int) -> date:
    """The day on which something that is waited for ends."""
    if each in found:
        return found[each][1]
    item = portfolio.deliverables[each]
    return item.planned_end if item.is_open and item.planned_end is not None else _LONG_AGO
