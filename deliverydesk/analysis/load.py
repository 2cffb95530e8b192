"""What the plan asks of each team, week by week, against what the team can give."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from deliverydesk.domain.values import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliverydesk.domain.entities import Absence, Deliverable, Team
    from deliverydesk.domain.portfolio import Portfolio

WORKING_DAYS = 5
"""Monday to Friday."""


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


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def weeks_from(first: date, count: int) -> list[date]:
    """The Mondays of so many weeks from the one of `first` on."""
    return [monday(first) + timedelta(weeks=n) for n in range(count)]


def team_load(portfolio: Portfolio, weeks: Sequence[date]) -> dict[int, TeamLoad]:
    """For every team its load and capacity in the weeks given by any day in each, ascending.

    Capacity is (members − members away) × focus. A demand's likely effort is spread evenly over the working days
    of the deliverable's planned dates; what is tabled, cancelled or archived asks for nothing.
    """
    mondays = [monday(day) for day in weeks]
    loads = {team.id: [0.0] * len(mondays) for team in portfolio.teams}
    undated = dict.fromkeys(loads, 0.0)
    unestimated = dict.fromkeys(loads, 0)
    for demand in portfolio.demands:
        item = portfolio.deliverables[demand.deliverable]
        if item.archived or item.stage in (Stage.TABLED, Stage.CANCELLED):
            continue
        if demand.likely is None:
            unestimated[demand.team] += item.is_open
        elif item.planned_start is None or item.planned_end is None:
            undated[demand.team] += demand.likely if item.is_open else 0.0
        else:
            for week, share in _spread(item, mondays):
                loads[demand.team][week] += demand.likely * share
    return {
        team.id: TeamLoad(
            team.id,
            tuple(
                WeekLoad(week, capacity(portfolio, team, week), load)
                for week, load in zip(mondays, loads[team.id], strict=True)
            ),
            undated[team.id],
            unestimated[team.id],
        )
        for team in portfolio.teams
    }


def capacity(portfolio: Portfolio, team: Team, week: date) -> float:
    """Person-weeks that a team can give in the week of a Monday."""
    away = sum(_away(absence, week) for absence in portfolio.absences.by("team", team.id))
    return max(team.members - away, 0.0) * team.focus


def _away(absence: Absence, week: date) -> float:
    first, last = max(absence.start, week), min(absence.end, week + timedelta(days=WORKING_DAYS - 1))
    return absence.members * max((last - first).days + 1, 0) / WORKING_DAYS


def working_days(first: date, last: date) -> int:
    """Mondays to Fridays from one day to another, both included."""
    return max(_working_days_before(last + timedelta(days=1)) - _working_days_before(first), 0)


def _working_days_before(day: date) -> int:
    weeks, weekday = divmod(day.toordinal() - 1, 7)  # day 1 of the calendar was a Monday
    return weeks * WORKING_DAYS + min(weekday, WORKING_DAYS)


def _spread(item: Deliverable, mondays: Sequence[date]) -> Iterator[tuple[int, float]]:
    """(index of the week, share of the effort) for the weeks that the planned dates touch."""
    start, end = item.planned_start, item.planned_end
    assert start is not None
    assert end is not None
    whole = working_days(start, end)
    first = bisect_left(mondays, monday(start))
    for at in range(first, bisect_right(mondays, end)):
        if whole == 0:  # planned for a weekend
            yield at, 1.0
            return
        within = working_days(max(start, mondays[at]), min(end, mondays[at] + timedelta(days=6)))
        if within:
            yield at, within / whole
