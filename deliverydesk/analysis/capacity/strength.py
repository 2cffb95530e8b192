"""How many people of each team work on each day: joining and leaving, leave, holidays and loans."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from deliverydesk.analysis.capacity.upkeep import Upkeep
from deliverydesk.domain.workdays import WORKING_DAYS, monday, working_days_before

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from deliverydesk.domain.entities import Team
    from deliverydesk.domain.portfolio import Portfolio


class Days:
    """The working days of so many weeks from a Monday on, by index."""

    def __init__(self, first: date, weeks: int) -> None:
        self.monday, self.weeks = monday(first), weeks
        self.count = weeks * WORKING_DAYS
        self._before = working_days_before(self.monday)

    def within(self, start: date | None, end: date | None) -> slice:
        """The working days from one day to another, both included; None is without end."""
        low = 0 if start is None else self._index(start)
        high = self.count if end is None else self._index(end + timedelta(days=1)) if end < date.max else self.count
        return slice(min(max(low, 0), self.count), min(max(high, 0), self.count))

    def _index(self, day: date) -> int:
        return working_days_before(day) - self._before

    def by_week(self, of_days: NDArray[np.float64]) -> NDArray[np.float64]:
        """The mean of each week's working days, over the last axis."""
        return of_days.reshape(*of_days.shape[:-1], self.weeks, WORKING_DAYS).mean(axis=-1)  # type: ignore[no-any-return]


class Strength(NamedTuple):
    """Full-time equivalents at work, (team, week), in the order asked for."""

    own: NDArray[np.float64]
    """Of the team's own people, whether they work for it or are lent."""
    here: NDArray[np.float64]
    """Who work for the team: its own without those it lends, and those that are lent to it."""


def strength(portfolio: Portfolio, teams: Sequence[int], first: date, weeks: int) -> Strength:
    """Who is at work in so many weeks from that of `first` on. A week is the mean of its five days.

    A team of which people are known has their shares from joining to leaving, another one its `members`. Absences of
    a person take their own share at most; those of the team take what is left, never more. Nobody works on a holiday
    of all or of the own team, and the borrowed keep the holidays of the team they work for. A team lends no more
    people than it has there on the day: what several loans promise beyond that is shared out among them.
    """
    days = Days(first, weeks)
    known: dict[int, NDArray[np.float64]] = {}

    def own(team: int) -> NDArray[np.float64]:
        if team not in known:
            known[team] = _own(portfolio, portfolio.teams[team], days)
        return known[team]

    here = []
    for team in teams:
        at_work = own(team).copy()
        at_work -= _lent(portfolio, team, days) * _kept(portfolio, team, own(team), days)
        borrowed = np.zeros(days.count)
        for loan in portfolio.loans.by("borrower", team):
            on = days.within(loan.start, loan.end)
            if on.start < on.stop:
                borrowed[on] += loan.members * _kept(portfolio, loan.lender, own(loan.lender), days)[on]
        if borrowed.any():
            borrowed[_free(portfolio, team, days)] = 0.0
        here.append(np.maximum(at_work + borrowed, 0.0))
    shape = (len(teams), days.count)
    mine = np.array([own(team) for team in teams]).reshape(shape)
    return Strength(days.by_week(mine), days.by_week(np.array(here).reshape(shape)))


def _own(portfolio: Portfolio, team: Team, days: Days) -> NDArray[np.float64]:
    """The team's own people at work, day by day."""
    absences = portfolio.absences.by("team", team.id)
    people = portfolio.people.by("team", team.id)
    if people:
        at_work = np.zeros(days.count)
        for person in people:
            there = days.within(person.joins, person.leaves)
            away = [each for each in absences if each.person == person.id]
            if not away:
                at_work[there] += person.share
                continue
            left = np.full(days.count, person.share)
            for each in away:
                left[days.within(each.start, each.end)] -= each.members
            at_work[there] += np.maximum(left[there], 0.0)
    else:
        at_work = np.full(days.count, max(team.members, 0.0))
    for each in absences:
        if not people or each.person is None:
            at_work[days.within(each.start, each.end)] -= each.members
    at_work[_free(portfolio, team.id, days)] = 0.0
    return np.maximum(at_work, 0.0)


def _lent(portfolio: Portfolio, team: int, days: Days) -> NDArray[np.float64]:
    """What loans promise of a team, day by day."""
    promised = np.zeros(days.count)
    for loan in portfolio.loans.by("lender", team):
        promised[days.within(loan.start, loan.end)] += loan.members
    return promised


def _kept(portfolio: Portfolio, team: int, own: NDArray[np.float64], days: Days) -> NDArray[np.float64]:
    """The share of the promise that a team can keep, day by day: below 1 where it has fewer people than it lends."""
    promised = _lent(portfolio, team, days)
    return np.minimum(np.divide(own, promised, out=np.ones_like(own), where=promised > 0), 1.0)


def _free(portfolio: Portfolio, team: int, days: Days) -> list[int]:
    """The indices of the days on which a team does not work."""
    return [
        day
        for holiday in portfolio.holidays
        if holiday.team in (None, team) and holiday.date.weekday() < WORKING_DAYS
        for day in range(*days.within(holiday.date, holiday.date).indices(days.count))
    ]


def last_change(portfolio: Portfolio, teams: Iterable[int]) -> date | None:
    """The last day that is known to differ from the days after it; None where nothing differs."""
    found: list[date] = []
    for team in teams:
        found += [each.end for each in portfolio.absences.by("team", team)]
        found += [day for each in portfolio.people.by("team", team) for day in (each.joins, each.leaves) if day]
        loans = (*portfolio.loans.by("lender", team), *portfolio.loans.by("borrower", team))
        found += [each.end for each in loans]
        # who lends may have fewer people than it lends
        found += [each.end for loan in loans for each in portfolio.absences.by("team", loan.lender)]
        found += [each.date for each in portfolio.holidays if each.team in (None, team)]
    return max(found, default=None)


def usual_members(portfolio: Portfolio, team: int, today: date) -> float:
    """Full-time equivalents of a team without leave, holidays and loans: its people of today, else its `members`."""
    people = portfolio.people.by("team", team)
    if not people:
        return portfolio.teams[team].members
    return sum(
        person.share
        for person in people
        if (person.joins is None or person.joins <= today) and (person.leaves is None or today <= person.leaves)
    )


def usual_capacity(
    portfolio: Portfolio, teams: Sequence[int], today: date, kept: Sequence[float] = ()
) -> tuple[float, ...]:
    """Person-weeks that each team can give to planned work in a week without leave, holidays and loans.

    `kept` is the share of each that is kept free for upkeep, where it is known already.
    """
    shares = kept or [Upkeep(portfolio, team).share(team) for team in teams]
    return tuple(
        max(usual_members(portfolio, team, today), 0.0) * portfolio.teams[team].focus * (1 - share)
        for team, share in zip(teams, shares, strict=True)
    )
