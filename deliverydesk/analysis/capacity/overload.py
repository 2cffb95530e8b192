"""Weeks on end in which a team has more to do than it can, and what that comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.domain.workdays import monday

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.analysis.load_grid import LoadGrid, Loads, Share
    from deliverydesk.domain.entities import Absence, AcceptedLoad, Holiday, Loan
    from deliverydesk.domain.portfolio import Portfolio

ROUNDING = 1e-6
"""Person-weeks that are no overload."""


@dataclass(frozen=True, slots=True)
class Overrun:
    """Weeks on end, by their Mondays, both included, in which a team is over; person-weeks."""

    team: int
    first: date
    last: date
    over: float
    """Too many in all of them together."""
    peak: date
    """The worst of the weeks."""
    load: float
    capacity: float
    accepted: tuple[AcceptedLoad, ...] = ()
    """Who has accepted it; empty unless that is so of every week."""

    @property
    def end(self) -> date:
        """Its last working day."""
        return self.last + timedelta(days=4)


class Causes(NamedTuple):
    """What an overrun comes from."""

    shares: tuple[Share, ...]
    """The deliverables, the most asking first."""
    absences: tuple[Absence, ...]
    holidays: tuple[Holiday, ...]
    lent: tuple[Loan, ...]


def overruns(portfolio: Portfolio, grid: LoadGrid, since: date) -> list[Overrun]:
    """All from the week of a day on, those that nobody accepted first, and the most too much first. Weekly grids."""
    found = []
    for row, team in enumerate(grid.teams):
        run: list[int] = []
        for column, week in enumerate(grid.starts):
            over = week >= monday(since) and grid.load[row, column] > grid.capacity[row, column] + ROUNDING
            if over:
                run.append(column)
            if run and (not over or column == len(grid.starts) - 1):
                found.append(_overrun(portfolio, grid, row, team, run))
                run = []
    return sorted(found, key=lambda each: (bool(each.accepted), -each.over, each.first, each.team))


def _overrun(portfolio: Portfolio, grid: LoadGrid, row: int, team: int, columns: Sequence[int]) -> Overrun:
    over = [float(grid.load[row, at] - grid.capacity[row, at]) for at in columns]
    peak = columns[over.index(max(over))]
    weeks = [grid.starts[at] for at in columns]
    covering = [accepting(portfolio, team, week) for week in weeks]
    return Overrun(
        team,
        weeks[0],
        weeks[-1],
        sum(over),
        grid.starts[peak],
        sum(float(grid.load[row, at]) for at in columns),
        sum(float(grid.capacity[row, at]) for at in columns),
        tuple(dict.fromkeys(each for some in covering for each in some)) if all(covering) else (),
    )


def accepting(portfolio: Portfolio, team: int, week: date) -> tuple[AcceptedLoad, ...]:
    """Who has accepted that a team has too much to do in the week of a Monday."""
    friday = week + timedelta(days=4)
    return tuple(
        each for each in portfolio.accepted_loads.by("team", team) if each.start <= friday and each.end >= week
    )


def causes(portfolio: Portfolio, loads: Loads, overrun: Overrun) -> Causes:
    """Who and what makes a team have too much to do."""
    return present(portfolio, loads, overrun.team, overrun.first, overrun.last + timedelta(days=6))


def present(portfolio: Portfolio, loads: Loads, team: int, first: date, last: date) -> Causes:
    """What is asked of a team from one day to another, and who of it is not there."""
    return Causes(
        tuple(loads.shares(team, first, last)),
        tuple(a for a in portfolio.absences.by("team", team) if a.start <= last and a.end >= first),
        tuple(h for h in portfolio.holidays if h.team in (None, team) and first <= h.date <= last),
        tuple(x for x in portfolio.loans.by("lender", team) if x.start <= last and x.end >= first),
    )
