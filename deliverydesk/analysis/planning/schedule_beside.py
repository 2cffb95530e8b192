"""What the moves of a schedule do to each team: its load week by week and when its work ends, before and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import numpy as np

from deliverydesk.analysis.capacity.overload import ROUNDING, accepting
from deliverydesk.analysis.load_grid import LoadGrid, Loads
from deliverydesk.domain.workdays import WORKING_DAYS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from deliverydesk.analysis.planning.schedule_of import Scheduling, Span
    from deliverydesk.domain.portfolio import Portfolio

_MOST_WEEKS: Final = 208


@dataclass(frozen=True, eq=False)
class TeamPlan:
    """One team under one plan."""

    load: NDArray[np.float64]
    """Person-weeks a week."""
    over: float
    """Person-weeks beyond what it has, but for weeks whose overload was accepted."""
    weeks_over: int
    end: date | None
    """The last working day of the last week in which it has planned work."""


@dataclass(frozen=True, eq=False)
class TeamBeside:
    """One team before and after the moves, in the same weeks."""

    team: int
    capacity: NDArray[np.float64]
    before: TeamPlan
    after: TeamPlan


class Beside:
    """The present load of all teams in the weeks that a schedule is about."""

    def __init__(self, portfolio: Portfolio, asked: Scheduling, moves: Mapping[int, Span]) -> None:
        """`moves` are all that may be asked for: they say how many weeks are looked at."""
        first = asked.week(0)
        ends = [end for _, end in moves.values()]
        ends += [span[1] for span in asked.present if span is not None]
        weeks = (max(ends, default=first) - first).days // 7 + 1
        self._loads = Loads(portfolio, first, min(max(weeks, 1), _MOST_WEEKS))
        grid = self._loads.grid
        self._open = np.array(
            [[not accepting(portfolio, team, week) for week in grid.starts] for team in grid.teams], dtype=np.bool_
        )
        self._before = [self._plan(grid, row) for row in range(len(grid.teams))]

    @property
    def starts(self) -> tuple[date, ...]:
        """The Mondays of the weeks."""
        return self._loads.grid.starts

    def after(self, moves: Mapping[int, Span]) -> tuple[TeamBeside, ...]:
        """The teams with these moves: those that have any work, in their own order."""
        grid = self._loads.after(moves)
        found = []
        for row, team in enumerate(grid.teams):
            before, after = self._before[row], self._plan(grid, row)
            if before.end is not None or after.end is not None:
                found.append(TeamBeside(team, grid.capacity[row], before, after))
        return tuple(found)

    def _plan(self, grid: LoadGrid, row: int) -> TeamPlan:
        load = grid.load[row]
        over = np.where(self._open[row], load - grid.capacity[row], 0.0)
        over[over <= ROUNDING] = 0.0
        busy = np.flatnonzero(load > ROUNDING)
        end = grid.starts[busy[-1]] + timedelta(days=WORKING_DAYS - 1) if len(busy) else None
        return TeamPlan(load, float(over.sum()), int(np.count_nonzero(over)), end)
