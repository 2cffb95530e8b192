"""What the plan asks of each team, week by week, against what the team can give."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from deliverydesk.analysis.capacity.strength import strength
from deliverydesk.analysis.capacity.upkeep import Upkeep
from deliverydesk.domain.spreading import by_hand_of, counts, planned_span, share_in, spread
from deliverydesk.domain.workdays import monday

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from deliverydesk.domain.entities import Team
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.domain.spreading import Span


@dataclass(frozen=True, slots=True)
class WeekLoad:
    """One week of one team, in person-weeks."""

    week: date
    """The week's Monday."""
    capacity: float
    load: float

    @property
    def over(self) -> float:
        """By how much the load is above the capacity; 0 where it is not."""
        return max(self.load - self.capacity, 0.0)

    @property
    def utilisation(self) -> float | None:
        """Load over capacity; None where there is no capacity."""
        return self.load / self.capacity if self.capacity else None


@dataclass(frozen=True, slots=True)
class TeamLoad:
    """The weeks of one team, and what the plan does not show yet."""

    team: int
    weeks: tuple[WeekLoad, ...]
    undated: float
    """Person-weeks that open deliverables without planned dates need of the team."""
    unestimated: int
    """How many open deliverables need the team without saying how much."""
    unplaced: float = 0.0
    """Person-weeks for which allocations by hand leave no week; see `domain.spreading`."""


def team_load(portfolio: Portfolio, weeks: Sequence[date]) -> dict[int, TeamLoad]:
    """For every team its load and capacity in the weeks given by any day in each, ascending.

    A demand's likely effort is spread over the deliverable's planned dates, by hand where there are allocations and
    evenly over working days elsewhere (`domain.spreading`); what is tabled, cancelled or archived asks for nothing.
    """
    mondays = [monday(day) for day in weeks]
    loads = {team.id: [0.0] * len(mondays) for team in portfolio.teams}
    undated, unplaced = dict.fromkeys(loads, 0.0), dict.fromkeys(loads, 0.0)
    unestimated = dict.fromkeys(loads, 0)
    for asking, team, likely in _asking(portfolio):
        item = portfolio.deliverables[asking]
        span = planned_span(item)
        given = by_hand_of(portfolio.allocations.by("deliverable", asking), team)
        found = spread(likely, span, given)
        unplaced[team] += found.unplaced
        if likely is None:
            unestimated[team] += item.is_open and not given
        elif span is None and item.is_open:
            undated[team] += max(likely - sum(given.values()), 0.0)
        for piece in found.pieces:
            for week, share in _in_weeks(piece.span, mondays):
                loads[team][week] += piece.effort * share
    able = _able(portfolio, mondays)
    return {
        team.id: TeamLoad(
            team.id,
            tuple(
                WeekLoad(week, able[team.id][week], load) for week, load in zip(mondays, loads[team.id], strict=True)
            ),
            undated[team.id],
            unestimated[team.id],
            unplaced[team.id],
        )
        for team in portfolio.teams
    }


def _asking(portfolio: Portfolio) -> Iterator[tuple[int, int, float | None]]:
    """(deliverable, team, likely effort) of all that asks for capacity, demands first, then what is only by hand."""
    seen = set()
    for demand in portfolio.demands:
        if counts(portfolio.deliverables[demand.deliverable]):
            seen.add((demand.deliverable, demand.team))
            yield demand.deliverable, demand.team, demand.likely
    for pair in {(each.deliverable, each.team): None for each in portfolio.allocations}:
        if pair not in seen and counts(portfolio.deliverables[pair[0]]):
            yield *pair, None


def _able(portfolio: Portfolio, mondays: Sequence[date]) -> dict[int, dict[date, float]]:
    """The capacity of every team in these weeks."""
    if not mondays:
        return {team.id: {} for team in portfolio.teams}
    first, count = mondays[0], (mondays[-1] - mondays[0]).days // 7 + 1
    teams = [team.id for team in portfolio.teams]
    able = weekly_capacity(portfolio, teams, first, count, Upkeep(portfolio)).tolist()
    return {
        team: {week: row[(week - first).days // 7] for week in mondays} for team, row in zip(teams, able, strict=True)
    }


def capacity(portfolio: Portfolio, team: Team, week: date) -> float:
    """Person-weeks that a team can give to planned work in the week of a Monday; see `weekly_capacity`."""
    return float(weekly_capacity(portfolio, [team.id], week, 1)[0, 0])


def weekly_capacity(
    portfolio: Portfolio, teams: Sequence[int], first: date, weeks: int, upkeep: Upkeep | None = None
) -> NDArray[np.float64]:
    """Person-weeks that teams can give to planned work in so many weeks from that of `first` on, (team, week).

    People at work (`analysis.capacity.strength`) × focus × (1 − share reserved for upkeep, `analysis.capacity.upkeep`).
    Borrowed people work with the focus of the team that they are lent to. `upkeep` is given where it is known already.
    """
    at_work = strength(portfolio, teams, first, weeks).here
    kept = [portfolio.teams[team].focus * (1 - (upkeep or Upkeep(portfolio, team)).share(team)) for team in teams]
    able: NDArray[np.float64] = at_work * np.array(kept).reshape(len(teams), 1)
    return able


def _in_weeks(span: Span, mondays: Sequence[date]) -> Iterator[tuple[int, float]]:
    """(index of the week, share of the effort) for the weeks that planned days touch."""
    for at in range(bisect_left(mondays, monday(span[0])), bisect_right(mondays, span[1])):
        if share := share_in(span, mondays[at]):
            yield at, share
