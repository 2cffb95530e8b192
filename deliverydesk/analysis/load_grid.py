"""The load of all teams over many periods at once, and what it would be after a move: for the strip under a roadmap.

The same figures as `analysis.load`, in arrays. A preview while something is dragged takes the moved deliverables out
and puts them in again elsewhere; the other thousands are not looked at.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from deliverydesk.analysis.capacity.upkeep import Upkeep
from deliverydesk.analysis.load import weekly_capacity
from deliverydesk.analysis.load_shares import bounds, share, shares
from deliverydesk.analysis.periods import month_starts as month_starts
from deliverydesk.analysis.periods import quarter_starts as quarter_starts
from deliverydesk.domain.entities import Absence, Allocation, Deliverable, Demand, Holiday, Loan, Person, Product, Team
from deliverydesk.domain.spreading import Span as Span
from deliverydesk.domain.spreading import by_hand_of, counts, spread
from deliverydesk.domain.spreading import planned_span as planned_span
from deliverydesk.domain.workdays import monday, weeks_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from deliverydesk.domain.changes import Change, ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.domain.spreading import Piece

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
    kept: tuple[float, ...] = ()
    """The share of each team's time that is kept free for upkeep, which `capacity` is without; none where empty."""

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
        return LoadGrid(
            self.teams,
            tuple(starts),
            _summed(self.load, self.starts, starts),
            _summed(self.capacity, self.starts, starts),
            self.kept,
        )


def _summed(cells: NDArray[np.float64], days: Sequence[date], starts: Sequence[date]) -> NDArray[np.float64]:
    """Columns that begin on `days`, summed to periods that begin on `starts`."""
    edges = np.searchsorted([day.toordinal() for day in days], [day.toordinal() for day in starts])
    ends = np.append(edges[1:], len(days))
    whole = np.concatenate([np.zeros((len(cells), 1)), np.cumsum(cells, axis=1)], axis=1)
    result: NDArray[np.float64] = whole[:, ends] - whole[:, edges]
    return result


@dataclass(frozen=True)
class ItemGrid:
    """What deliverables ask of one team in person-weeks, one row a deliverable in the order of `items`, one column a
    period. Arrays are not to be written to.
    """

    items: tuple[int, ...]
    starts: tuple[date, ...]
    load: NDArray[np.float64]
    by_hand: NDArray[np.bool_]
    """Where a figure was given by hand, for one week of the period at least."""

    @cached_property
    def order(self) -> tuple[int, ...]:
        """The rows by the first week in which something is asked for, then by deliverable."""
        first: list[int] = (self.load != 0).argmax(axis=1).tolist() if self.items else []
        return tuple(sorted(range(len(self.items)), key=lambda row: (first[row], self.items[row])))

    @cached_property
    def last(self) -> tuple[int, ...]:
        """For every row the last period in which something is asked for; all periods where a figure is by hand."""
        if not self.items:
            return ()
        count = len(self.starts)
        last = count - 1 - (self.load != 0)[:, ::-1].argmax(axis=1)
        return tuple(np.where(np.any(self.by_hand, axis=1), count, last).tolist())

    def summed(self, starts: Sequence[date]) -> ItemGrid:
        """Coarser periods, as `LoadGrid.summed` has them."""
        return ItemGrid(
            self.items,
            tuple(starts),
            _summed(self.load, self.starts, starts),
            _summed(self.by_hand.astype(np.float64), self.starts, starts) > 0,
        )


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
        self._items: dict[int, ItemGrid] = {}
        """Of the teams that were asked about."""
        self._upkeep = Upkeep(portfolio)
        by_hand = {each.deliverable for each in portfolio.allocations}
        asks = self._asked(each for each in portfolio.demands if each.deliverable not in by_hand)
        for one in by_hand:
            asks += self._asks_of(portfolio.deliverables[one])
        load = self._added(np.zeros((len(self._rows), weeks)), asks)
        self.grid = LoadGrid(tuple(self._rows), self._mondays, load, self._able(), self._kept())

    def after(self, moves: Mapping[int, Span | None]) -> LoadGrid:
        """The load as it would be with these deliverables planned elsewhere, or nowhere. Costs by the moves alone."""
        asks: list[Ask] = []
        for deliverable, span in moves.items():
            item = self._portfolio.deliverables.get(deliverable)
            if item is None or not counts(item):
                continue
            start, end = span or (None, None)
            asks += _taken(self._asks_of(item))
            asks += self._asks_of(replace(item, planned_start=start, planned_end=end))
        return self._with(asks)

    def preview(self, change_set: ChangeSet) -> LoadGrid:
        """The load as it would be after changes of deliverables, demands and allocations. Costs by the changes alone.

        What changes people, leave, holidays, loans or floors is for `changed`.
        """
        return self._preview(change_set)[0]

    def _preview(self, change_set: ChangeSet) -> tuple[LoadGrid, Upkeep]:
        replanned = change_set.of(Deliverable) if change_set.alters(Deliverable, (*_ASKED_BY, *_WEIGHED_BY)) else ()
        items = {each.id: each.after for each in replanned if _differs(each, (*_ASKED_BY, *_WEIGHED_BY))}
        demands = {change.id: change.after for change in change_set.of(Demand)}
        given = {change.id: change.after for change in change_set.of(Allocation)}
        touched = set(items)
        for change in (*change_set.of(Demand), *change_set.of(Allocation)):
            for image in (change.before, change.after):
                if isinstance(image, Demand | Allocation):
                    touched.add(image.deliverable)
        if not touched:
            return self.grid, self._upkeep
        portfolio = self._portfolio

        def item_after(one: int) -> Deliverable | None:
            image = items.get(one)
            return image if isinstance(image, Deliverable) or one in items else portfolio.deliverables.get(one)  # type: ignore[return-value]

        asks: list[Ask] = []
        needed_before: list[Demand] = []
        needed_after: list[Demand] = []
        for one in sorted(touched):
            before, hand = portfolio.demands.by("deliverable", one), portfolio.allocations.by("deliverable", one)
            new = [each for each in demands.values() if isinstance(each, Demand) and each.deliverable == one]
            new = [*(each for each in before if each.id not in demands), *new]
            typed = [each for each in given.values() if isinstance(each, Allocation) and each.deliverable == one]
            typed = [*(each for each in hand if each.id not in given), *typed]
            asks += _taken(self._asks_of(portfolio.deliverables.get(one), before, hand))
            asks += self._asks_of(item_after(one), new, typed)
            needed_before += before
            needed_after += new
        upkeep = self._upkeep
        if demands or any(_differs(each, _WEIGHED_BY) for each in replanned):
            upkeep = upkeep.after(needed_before, needed_after, portfolio.deliverables.get, item_after)
        return self._with(asks, upkeep), upkeep

    def _with(self, asks: Sequence[Ask], upkeep: Upkeep | None = None) -> LoadGrid:
        load = self._added(self.grid.load.copy(), asks)
        # What was added and taken away again leaves crumbs.
        load[np.abs(load) < _CRUMB] = 0.0
        if upkeep is None or upkeep is self._upkeep:
            return replace(self.grid, load=load)
        return replace(self.grid, load=load, capacity=self._able(upkeep), kept=self._kept(upkeep))

    def changed(self, portfolio: Portfolio, change_set: ChangeSet) -> Loads:
        """The loads of the portfolio that a change set led to."""
        if change_set.touches(Team):
            return Loads(portfolio, self._mondays[0], len(self._mondays))
        made = copy(self)
        stale = self._teams_of(portfolio, change_set)
        made._items = {team: grid for team, grid in self._items.items() if team not in stale}  # noqa: SLF001
        made.grid, made._upkeep = self._preview(change_set)  # noqa: SLF001 - of its own kind
        made._portfolio = portfolio  # noqa: SLF001
        if change_set.touches(Product):
            made._upkeep = Upkeep(portfolio)  # noqa: SLF001
        if change_set.touches(Absence, Person, Holiday, Loan, Product):
            made.grid = replace(made.grid, capacity=made._able(), kept=made._kept())  # noqa: SLF001
        return made

    def _teams_of(self, after: Portfolio, change_set: ChangeSet) -> set[int]:
        """The teams whose work may be another after a change."""
        edited = change_set.of(Deliverable) if change_set.alters(Deliverable, _ASKED_BY) else ()
        stale: set[int] = set()
        for one in (each.id for each in edited if _differs(each, _ASKED_BY)):
            for portfolio in (self._portfolio, after):
                stale.update(each.team for each in portfolio.demands.by("deliverable", one))
                stale.update(each.team for each in portfolio.allocations.by("deliverable", one))
        given = (*change_set.of(Demand), *change_set.of(Allocation))
        images = (image for change in given for image in (change.before, change.after))
        return stale.union(image.team for image in images if isinstance(image, Demand | Allocation))

    def shares(self, team: int, first: date, last: date) -> list[Share]:
        """What the deliverables ask of a team from one day to another, the most first."""
        edges = np.array([first.toordinal(), last.toordinal() + 1], dtype=np.int64)
        found: dict[int, float] = {}
        pieces = [
            (one, piece) for one, piece in self._pieces_for(team) if piece.span[0] <= last and piece.span[1] >= first
        ]
        parts = shares(edges, [piece.span for _, piece in pieces])[:, 0] if pieces else ()
        for (one, piece), part in zip(pieces, parts, strict=True):
            if part > 0:
                found[one] = found.get(one, 0.0) + float(part) * piece.effort
        return [Share(*pair) for pair in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))]

    def items(self, team: int) -> ItemGrid:
        """What each deliverable asks of a team, week by week; those that ask for something in these weeks."""
        if team not in self._items:
            self._items[team] = self._items_of(team)
        return self._items[team]

    def _items_of(self, team: int) -> ItemGrid:
        pieces = list(self._pieces_for(team))
        ids = list(dict.fromkeys(one for one, _ in pieces))
        rows = {one: row for row, one in enumerate(ids)}
        shape = (len(ids), len(self._mondays))
        load = self._added(np.zeros(shape), [Ask(rows[one], piece.effort, piece.span) for one, piece in pieces])
        by_hand = np.zeros(shape, dtype=np.bool_)
        for each in self._portfolio.allocations.by("team", team):
            column = (each.week - self._mondays[0]).days // 7
            if each.deliverable in rows and 0 <= column < shape[1]:
                by_hand[rows[each.deliverable], column] = True
        seen = np.flatnonzero(np.any(load, axis=1) | np.any(by_hand, axis=1)).tolist()
        return ItemGrid(tuple(ids[row] for row in seen), self._mondays, load[seen], by_hand[seen])

    def _pieces_for(self, team: int) -> Iterable[tuple[int, Piece]]:
        """What each deliverable asks of a team, piece by piece."""
        portfolio = self._portfolio
        given: dict[int, dict[date, float]] = {}
        for each in portfolio.allocations.by("team", team):
            given.setdefault(each.deliverable, {})[each.week] = each.effort
        needed = {each.deliverable: each.likely for each in portfolio.demands.by("team", team)}
        for one in dict.fromkeys((*needed, *given)):
            item = portfolio.deliverables[one]
            if counts(item):
                for piece in spread(needed.get(one), planned_span(item), given.get(one, {})).pieces:
                    yield one, piece

    def _asked(self, demands: Iterable[Demand]) -> list[Ask]:
        """What demands without allocations by hand ask where their deliverables are planned."""
        rows, items = self._rows, self._portfolio.deliverables
        found = []
        for demand in demands:
            if demand.likely is None:
                continue
            span = planned_span(items[demand.deliverable])
            if span is not None:
                found.append(Ask(rows[demand.team], demand.likely, span))
        return found

    def _asks_of(
        self,
        item: Deliverable | None,
        demands: Sequence[Demand] | None = None,
        allocations: Sequence[Allocation] | None = None,
    ) -> list[Ask]:
        """What one deliverable asks of all teams; by its demands and allocations, where no others are given."""
        if item is None or not counts(item):
            return []
        needed = self._portfolio.demands.by("deliverable", item.id) if demands is None else demands
        given = self._portfolio.allocations.by("deliverable", item.id) if allocations is None else allocations
        span, likely = planned_span(item), {each.team: each.likely for each in needed}
        return [
            Ask(self._rows[team], piece.effort, piece.span)
            for team in dict.fromkeys((*likely, *(each.team for each in given)))
            if team in self._rows
            for piece in spread(likely.get(team), span, by_hand_of(given, team)).pieces
        ]

    def _added(self, load: NDArray[np.float64], asks: Sequence[Ask]) -> NDArray[np.float64]:
        """The load with what is asked; each ask looks at the weeks of its own span alone."""
        if not asks or not load.size:
            return load
        weeks = len(self._mondays)
        rows = np.array([ask.row for ask in asks], dtype=np.int64)
        efforts = np.array([ask.effort for ask in asks])
        starts, ends = bounds([ask.span for ask in asks])
        first = np.clip(np.searchsorted(self._edges, starts, side="right") - 1, 0, weeks)
        last = np.clip(np.searchsorted(self._edges, ends, side="left"), first, weeks)
        counts = last - first
        which = np.repeat(np.arange(len(asks)), counts)
        columns = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts) + first[which]
        parts = share(starts[which], ends[which], self._edges[columns], self._edges[columns + 1])
        sums = np.bincount(rows[which] * weeks + columns, weights=efforts[which] * parts, minlength=load.size)
        result: NDArray[np.float64] = load + sums.reshape(load.shape)
        return result

    def _able(self, upkeep: Upkeep | None = None) -> NDArray[np.float64]:
        """The capacity of every team in every week."""
        return weekly_capacity(
            self._portfolio, tuple(self._rows), self._mondays[0], len(self._mondays), upkeep or self._upkeep
        )

    def _kept(self, upkeep: Upkeep | None = None) -> tuple[float, ...]:
        """The share of its time that every team keeps free for upkeep."""
        return tuple((upkeep or self._upkeep).share(team) for team in self._rows)


_ASKED_BY = ("planned_start", "planned_end", "stage", "archived")
"""Fields of a deliverable that decide in which weeks it asks for capacity."""
_WEIGHED_BY = ("stage", "archived", "product", "kind", "actual_end")
"""Fields that decide how much of its teams' time is kept for upkeep."""


def _differs(change: Change, fields: Sequence[str]) -> bool:
    """Whether a deliverable may ask for other capacity. Ten thousands in another order do not."""
    before, after = change.before, change.after
    if not isinstance(before, Deliverable) or not isinstance(after, Deliverable):
        return True
    return any(getattr(before, name) != getattr(after, name) for name in fields)


def _taken(asks: Iterable[Ask]) -> list[Ask]:
    return [ask._replace(effort=-ask.effort) for ask in asks]
