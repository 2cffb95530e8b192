"""The load of all teams over many periods at once, and what it would be after a move: for the strip under a roadmap.

The same figures as `analysis.load`, in arrays. A preview while something is dragged takes the moved deliverables out
and puts them in again elsewhere; the other thousands are not looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from deliverydesk.analysis.load import WORKING_DAYS, capacity, monday, weeks_from
from deliverydesk.domain.values import Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.portfolio import Portfolio

Span = tuple[date, date]
"""First and last planned day, both included."""


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


class Loads:
    """The weekly load of one portfolio over a span of weeks. Immutable, but for what it keeps to be quick."""

    def __init__(self, portfolio: Portfolio, first: date, weeks: int) -> None:
        """`first` is any day of the first of `weeks` weeks."""
        self._portfolio = portfolio
        self._mondays = tuple(weeks_from(first, weeks))
        self._edges = np.array([monday(first).toordinal() + 7 * n for n in range(weeks + 1)], dtype=np.int64)
        self._rows = {team.id: row for row, team in enumerate(portfolio.teams)}
        demands = [
            (self._rows[demand.team], demand.likely, span)
            for demand in portfolio.demands
            if demand.likely is not None
            and (span := planned_span(portfolio.deliverables[demand.deliverable])) is not None
        ]
        load = np.zeros((len(self._rows), weeks))
        if demands:
            rows, likely, spans = zip(*demands, strict=True)
            np.add.at(load, np.array(rows), np.array(likely)[:, None] * self._shares(spans))
        able = np.array([[capacity(portfolio, team, week) for week in self._mondays] for team in portfolio.teams])
        self.grid = LoadGrid(tuple(self._rows), self._mondays, load, able.reshape(load.shape))

    def after(self, moves: Mapping[int, Span | None]) -> LoadGrid:
        """The load as it would be with these deliverables planned elsewhere, or nowhere. Costs by the moves alone."""
        load = self.grid.load.copy()
        for deliverable, span in moves.items():
            item = self._portfolio.deliverables.get(deliverable)
            if item is None:
                continue
            now = planned_span(item)
            then = span if _counts(item) else None
            change = np.zeros(len(self._mondays))
            if now is not None:
                change -= self._shares([now])[0]
            if then is not None:
                change += self._shares([then])[0]
            for demand in self._portfolio.demands.by("deliverable", deliverable):
                if demand.likely is not None:
                    load[self._rows[demand.team]] += demand.likely * change
        # What was added and taken away again leaves crumbs.
        load[np.abs(load) < 1e-12] = 0.0
        return LoadGrid(self.grid.teams, self.grid.starts, load, self.grid.capacity)

    def shares(self, team: int, first: date, last: date) -> list[Share]:
        """What the deliverables ask of a team from one day to another, the most first."""
        found: dict[int, float] = {}
        for demand in self._portfolio.demands.by("team", team):
            span = planned_span(self._portfolio.deliverables[demand.deliverable])
            if demand.likely is None or span is None:
                continue
            edges = np.array([first.toordinal(), last.toordinal() + 1], dtype=np.int64)
            part = float(_shares(edges, [span])[0, 0]) * demand.likely
            if part > 0:
                found[demand.deliverable] = found.get(demand.deliverable, 0.0) + part
        return [Share(*pair) for pair in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))]

    def _shares(self, spans: Iterable[Span]) -> NDArray[np.float64]:
        return _shares(self._edges, list(spans))


def planned_span(item: Deliverable) -> Span | None:
    """The planned days of a deliverable that asks for capacity; None for one that is not planned, or is stopped."""
    if not _counts(item) or item.planned_start is None or item.planned_end is None:
        return None
    return item.planned_start, item.planned_end


def _counts(item: Deliverable) -> bool:
    return item.stage not in (Stage.TABLED, Stage.CANCELLED) and not item.archived


def _shares(edges: NDArray[np.int64], spans: Sequence[Span]) -> NDArray[np.float64]:
    """The share of each span's working days in each period, (span, period). Periods end where the next begins.

    A span without a working day, planned for a weekend, falls whole into the period that it begins in.
    """
    starts = np.array([start.toordinal() for start, _ in spans], dtype=np.int64)[:, None]
    ends = np.array([end.toordinal() + 1 for _, end in spans], dtype=np.int64)[:, None]
    low, high = np.maximum(starts, edges[None, :-1]), np.minimum(ends, edges[None, 1:])
    within = np.maximum(_working_days_before(high) - _working_days_before(low), 0)
    whole = _working_days_before(ends) - _working_days_before(starts)
    begun = (starts >= edges[None, :-1]) & (starts < edges[None, 1:])
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
