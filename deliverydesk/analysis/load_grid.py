"""The load of all teams over many periods at once, and what it would be after a move: for the strip under a roadmap.

The same figures as `analysis.load`, in arrays. A preview while something is dragged takes the moved deliverables out
and puts them in again elsewhere; the other thousands are not looked at.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from deliverydesk.analysis.load import WORKING_DAYS, capacity, monday, weeks_from
from deliverydesk.domain.entities import Absence, Deliverable, Demand, Team
from deliverydesk.domain.values import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from deliverydesk.domain.changes import Change, ChangeSet
    from deliverydesk.domain.portfolio import Portfolio

Span = tuple[date, date]
"""First and last planned day, both included."""
_CRUMB = 1e-12


class Share(NamedTuple):
    """What one deliverable asks of a team in one period."""

    deliverable: int
    effort: float
    """Person-weeks."""


class Overload(NamedTuple):
    """A team that is asked for more than it can give in one period."""

    team: int
    period: int
    """Index of the period."""
    load: float
    capacity: float

    @property
    def over(self) -> float:
        """Person-weeks too many."""
        return self.load - self.capacity


@dataclass(frozen=True)
class LoadGrid:
    """Load and capacity in person-weeks, one row a team in the order of `teams`, one column a period.

    Arrays are not to be written to.
    """

    teams: tuple[int, ...]
    starts: tuple[date, ...]
    """The first day of each period; a week's is its Monday."""
    load: NDArray[np.float64]
    capacity: NDArray[np.float64]

    @property
    def overloads(self) -> list[Overload]:
        """Every cell above its capacity by more than a rounding error, the worst first."""
        rows, columns = np.nonzero(self.load > self.capacity + 1e-9)
        found = [
            Overload(self.teams[row], int(column), float(self.load[row, column]), float(self.capacity[row, column]))
            for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
        ]
        return sorted(found, key=lambda each: (-each.over, each.period, each.team))

    def summed(self, starts: Sequence[date]) -> LoadGrid:
        """Coarser periods, which begin on these days in ascending order: a period of this grid counts where it begins.

        What begins before the first of them is left out.
        """
        edges = np.searchsorted([day.toordinal() for day in self.starts], [day.toordinal() for day in starts])

        def sums(cells: NDArray[np.float64]) -> NDArray[np.float64]:
            ends = np.append(edges[1:], len(self.starts))
            whole = np.concatenate([np.zeros((len(self.teams), 1)), np.cumsum(cells, axis=1)], axis=1)
            result: NDArray[np.float64] = whole[:, ends] - whole[:, edges]
            return result

        return LoadGrid(self.teams, tuple(starts), sums(self.load), sums(self.capacity))


class Ask(NamedTuple):
    """What one demand asks of the team in row `row`: person-weeks, spread over the span; less than 0 takes it away."""

    row: int
    effort: float
    span: Span


class Loads:
    """The weekly load of one portfolio over a span of weeks. Immutable."""

    def __init__(self, portfolio: Portfolio, first: date, weeks: int) -> None:
        """`first` is any day of the first of `weeks` weeks."""
        self._portfolio = portfolio
        self._mondays = tuple(weeks_from(first, weeks))
        self._edges = np.array([monday(first).toordinal() + 7 * n for n in range(weeks + 1)], dtype=np.int64)
        self._rows = {team.id: row for row, team in enumerate(portfolio.teams)}
        load = self._added(
            np.zeros((len(self._rows), weeks)), self._asked(portfolio.demands, portfolio.deliverables.get)
        )
        self.grid = LoadGrid(tuple(self._rows), self._mondays, load, self._able())

    def after(self, moves: Mapping[int, Span | None]) -> LoadGrid:
        """The load as it would be with these deliverables planned elsewhere, or nowhere. Costs by the moves alone."""
        asks: list[Ask] = []
        for deliverable, span in moves.items():
            item = self._portfolio.deliverables.get(deliverable)
            if item is None or not _counts(item):
                continue
            before = planned_span(item)
            for demand in self._portfolio.demands.by("deliverable", deliverable):
                if demand.likely is not None and before is not None:
                    asks.append(Ask(self._rows[demand.team], -demand.likely, before))
                if demand.likely is not None and span is not None:
                    asks.append(Ask(self._rows[demand.team], demand.likely, span))
        return self._with(asks)

    def preview(self, change_set: ChangeSet) -> LoadGrid:
        """The load as it would be after changes of deliverables and demands. Costs by the changes alone."""
        replanned = change_set.of(Deliverable) if change_set.alters(Deliverable, _ASKED_BY) else ()
        items = {change.id: change.after for change in replanned if _asks_otherwise(change)}
        images = {change.id: change.after for change in change_set.of(Demand)}
        touched = set(items)
        for change in change_set.of(Demand):
            touched.update(image.deliverable for image in (change.before, change.after) if isinstance(image, Demand))
        if not touched:
            return self.grid
        portfolio = self._portfolio
        before = [demand for one in touched for demand in portfolio.demands.by("deliverable", one)]
        kept = [demand for demand in before if demand.id not in images]
        new = [image for image in images.values() if isinstance(image, Demand)]

        def item_after(one: int) -> Deliverable | None:
            image = items.get(one)
            return (
                image if isinstance(image, Deliverable) else None if one in items else portfolio.deliverables.get(one)
            )

        asks = [ask._replace(effort=-ask.effort) for ask in self._asked(before, portfolio.deliverables.get)]
        asks += self._asked([*kept, *new], item_after)
        return self._with(asks)

    def _with(self, asks: Sequence[Ask]) -> LoadGrid:
        load = self._added(self.grid.load.copy(), asks)
        # What was added and taken away again leaves crumbs.
        load[np.abs(load) < _CRUMB] = 0.0
        return LoadGrid(self.grid.teams, self.grid.starts, load, self.grid.capacity)

    def changed(self, portfolio: Portfolio, change_set: ChangeSet) -> Loads:
        """The loads of the portfolio that a change set led to."""
        if change_set.touches(Team, Absence):
            return Loads(portfolio, self._mondays[0], len(self._mondays))
        made = copy(self)
        made._portfolio, made.grid = portfolio, self.preview(change_set)  # noqa: SLF001 - of its own kind
        return made

    def shares(self, team: int, first: date, last: date) -> list[Share]:
        """What the deliverables ask of a team from one day to another, the most first."""
        edges = np.array([first.toordinal(), last.toordinal() + 1], dtype=np.int64)
        asked = [
            (demand.deliverable, demand.likely, span)
            for demand in self._portfolio.demands.by("team", team)
            if demand.likely is not None
            and (span := planned_span(self._portfolio.deliverables[demand.deliverable])) is not None
            and span[0] <= last
            and span[1] >= first
        ]
        parts = _shares(edges, [span for _, _, span in asked])[:, 0] if asked else ()
        found: dict[int, float] = {}
        for (deliverable, likely, _), part in zip(asked, parts, strict=True):
            if part > 0:
                found[deliverable] = found.get(deliverable, 0.0) + float(part) * likely
        return [Share(*pair) for pair in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))]

    def _asked(self, demands: Iterable[Demand], item_of: Callable[[int], Deliverable | None]) -> list[Ask]:
        """What the demands with an estimate ask where their deliverables are planned."""
        rows = self._rows
        found = []
        for demand in demands:
            if demand.likely is None or demand.team not in rows:
                continue
            item = item_of(demand.deliverable)
            span = planned_span(item) if item is not None else None
            if span is not None:
                found.append(Ask(rows[demand.team], demand.likely, span))
        return found

    def _added(self, load: NDArray[np.float64], asks: Sequence[Ask]) -> NDArray[np.float64]:
        """The load with what is asked; each ask looks at the weeks of its own span alone."""
        if not asks or not load.size:
            return load
        weeks = len(self._mondays)
        rows = np.array([ask.row for ask in asks], dtype=np.int64)
        efforts = np.array([ask.effort for ask in asks])
        starts, ends = _bounds([ask.span for ask in asks])
        first = np.clip(np.searchsorted(self._edges, starts, side="right") - 1, 0, weeks)
        last = np.clip(np.searchsorted(self._edges, ends, side="left"), first, weeks)
        counts = last - first
        which = np.repeat(np.arange(len(asks)), counts)
        columns = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts) + first[which]
        shares = _share(starts[which], ends[which], self._edges[columns], self._edges[columns + 1])
        sums = np.bincount(rows[which] * weeks + columns, weights=efforts[which] * shares, minlength=load.size)
        result: NDArray[np.float64] = load + sums.reshape(load.shape)
        return result

    def _able(self) -> NDArray[np.float64]:
        """The capacity of every team in every week."""
        teams = list(self._portfolio.teams)
        able = np.array([[max(team.members, 0.0) * team.focus] for team in teams]).reshape(len(teams), 1)
        able = np.repeat(able, len(self._mondays), axis=1)
        for row, team in enumerate(teams):
            for absence in self._portfolio.absences.by("team", team.id):
                begin, end = bisect_left(self._mondays, monday(absence.start)), bisect_right(self._mondays, absence.end)
                for column in range(begin, end):
                    able[row, column] = capacity(self._portfolio, team, self._mondays[column])
        return able


_ASKED_BY = ("planned_start", "planned_end", "stage", "archived")


def _asks_otherwise(change: Change) -> bool:
    """Whether a deliverable may ask for capacity in other weeks. Ten thousands in another order do not."""
    before, after = change.before, change.after
    if not isinstance(before, Deliverable) or not isinstance(after, Deliverable):
        return True
    return any(getattr(before, name) != getattr(after, name) for name in _ASKED_BY)


def planned_span(item: Deliverable) -> Span | None:
    """The planned days of a deliverable that asks for capacity; None for one that is not planned, or is stopped."""
    if not _counts(item) or item.planned_start is None or item.planned_end is None:
        return None
    return item.planned_start, item.planned_end


def _counts(item: Deliverable) -> bool:
    return item.stage not in (Stage.TABLED, Stage.CANCELLED) and not item.archived


def _bounds(spans: Sequence[Span]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The first days, and the days after the last, as ordinals."""
    starts = np.array([start.toordinal() for start, _ in spans], dtype=np.int64)
    return starts, np.array([end.toordinal() + 1 for _, end in spans], dtype=np.int64)


def _shares(edges: NDArray[np.int64], spans: Sequence[Span]) -> NDArray[np.float64]:
    """The share of each span's working days in each period, (span, period). Periods end where the next begins."""
    starts, ends = _bounds(spans)
    return _share(starts[:, None], ends[:, None], edges[None, :-1], edges[None, 1:])


def _share(
    starts: NDArray[np.int64], ends: NDArray[np.int64], begins: NDArray[np.int64], stops: NDArray[np.int64]
) -> NDArray[np.float64]:
    """The share of the working days of [start, end) that lie in [begin, stop), element by element.

    A span without a working day, planned for a weekend, falls whole into the period that it begins in.
    """
    low, high = np.maximum(starts, begins), np.minimum(ends, stops)
    within = np.maximum(_working_days_before(high) - _working_days_before(low), 0)
    whole = _working_days_before(ends) - _working_days_before(starts)
    begun = (starts >= begins) & (starts < stops)
    shares: NDArray[np.float64] = np.where(whole > 0, within / np.maximum(whole, 1), begun.astype(np.float64))
    return shares


def _working_days_before(days: NDArray[np.int64]) -> NDArray[np.int64]:
    weeks, weekday = np.divmod(days - 1, 7)  # day 1 of the calendar was a Monday
    return weeks * WORKING_DAYS + np.minimum(weekday, WORKING_DAYS)


def month_starts(first: date, last: date) -> list[date]:
    """The first days of the months from that of `first` to that of `last`."""
    found = [first.replace(day=1)]
    while (after := (found[-1] + timedelta(days=32)).replace(day=1)) <= last:
        found.append(after)
    return found


def quarter_starts(first: date, last: date, fiscal_year_start: int = 1) -> list[date]:
    """The first days of the quarters from that of `first` to that of `last`; a year may begin in any month."""
    months = month_starts(first - timedelta(days=92), last)
    begun = [day for day in months if (day.month - fiscal_year_start) % 3 == 0]
    while len(begun) > 1 and begun[1] <= first:
        begun.pop(0)
    return begun
