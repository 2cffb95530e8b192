"""Teams against periods as a picture: a row a team, opened into a row for each of its deliverables. No widgets."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.charts.common import product_code, product_numbers
from deliverydesk.charts.format import day, number
from deliverydesk.charts.load import LoadPicture, cell_words, figure, load_picture, period_words
from deliverydesk.domain.spreading import spread_of
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from deliverydesk.analysis.load_grid import ItemGrid, Loads
    from deliverydesk.charts.load import Unit
    from deliverydesk.domain.portfolio import Portfolio


RECENT = timedelta(weeks=5)
"""What ended longer ago is not listed any more."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row: a team, or what one deliverable gets of it. Person-weeks by period."""

    team: int
    place: int
    """The team's row in the load picture."""
    name: str
    load: tuple[float, ...]
    deliverable: int | None = None
    by_hand: tuple[bool, ...] = ()
    code: str = ""
    colour: int = -1
    """Of the deliverable's product, from 0."""
    open: bool = False
    unplaced: float = 0.0
    """Person-weeks for which figures by hand leave no week."""


@dataclass(frozen=True)
class CapacityGrid:
    """What the pane shows."""

    picture: LoadPicture
    rows: Rows

    def words(self, row: int, column: int) -> str:
        """What stands in a cell: per cent of a team's capacity, person-weeks of a deliverable."""
        shown = self.rows[row]
        if shown.deliverable is None:
            share = self.picture.share(shown.place, column)
            return figure(share) if share else ""
        effort = shown.load[column]
        if effort < 0.005:
            return "0" if shown.by_hand[column] else ""
        return number(effort, 1) if effort >= 0.05 else number(effort, 2)

    def weeks(self, column: int) -> list[date]:
        """The Mondays that count in a period."""
        first, last = self.picture.days(column)
        return [week for week in self.picture.weekly.starts if first <= week <= last]

    def tells(self, row: int, column: int) -> list[str]:
        """A cell in a few lines."""
        shown, picture = self.rows[row], self.picture
        if shown.deliverable is None:
            return cell_words(picture, shown.place, column)
        today = date.fromordinal(picture.today)
        when = period_words(picture.days(column)[0], picture.unit, today, picture.fiscal)
        lines = [
            tr("{item}, {team}, {when}", item=shown.name, team=picture.names[shown.place], when=when),
            tr("{n} person-weeks", n=number(shown.load[column], 2)),
        ]
        if shown.by_hand[column]:
            lines.append(tr("Given by hand; the rest is spread over its other weeks"))
        if shown.unplaced:
            lines.append(tr("{n} person-weeks of it have no week left", n=number(shown.unplaced, 1)))
        return lines

    def heads(self) -> list[tuple[str, str]]:
        """For every period what stands above it, once for several, and itself: ("Aug", "34")."""
        today, picture = date.fromordinal(self.picture.today), self.picture
        told: list[tuple[str, str]] = []
        last = ""
        for column in range(len(picture.stops) - 1):
            first = picture.days(column)[0]
            if picture.unit == "week":
                above, own = period_words(first, "month", today), str(first.isocalendar().week)
            else:
                above, own = str(first.year), period_words(first, picture.unit, first, picture.fiscal)
            told.append((above if above != last else "", own))
            last = above
        return told


class _Opened(NamedTuple):
    """What an opened team works on."""

    weekly: ItemGrid
    order: list[int]
    """Rows of it that are listed, by when they begin."""


class Rows:
    """The rows of a grid, each made when it is looked at: of a large portfolio there are tens of thousands."""

    def __init__(self, portfolio: Portfolio, picture: LoadPicture, opened: Mapping[int, _Opened]) -> None:
        self._portfolio, self._picture, self._opened = portfolio, picture, opened
        self._numbers = product_numbers(portfolio)
        self._items: dict[int, ItemGrid] = {}
        self._made: dict[int, GridRow] = {}
        self.heads: list[int] = []
        """Where each team of the picture stands."""
        self._count = 0
        for team in picture.grid.teams:
            self.heads.append(self._count)
            self._count += 1 + (len(opened[team].order) if team in opened else 0)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, at: int) -> GridRow:
        if not 0 <= at < self._count:
            raise IndexError(at)
        if at not in self._made:
            place = bisect_right(self.heads, at) - 1
            below = at - self.heads[place] - 1
            self._made[at] = self._of_team(place) if below < 0 else self._of_item(place, below)
        return self._made[at]

    def __iter__(self) -> Iterator[GridRow]:
        return (self[at] for at in range(self._count))

    def _of_team(self, place: int) -> GridRow:
        picture, team = self._picture, self._picture.grid.teams[place]
        load = tuple(picture.grid.load[place].tolist())
        return GridRow(team, place, picture.names[place], load, open=team in self._opened)

    def _of_item(self, place: int, below: int) -> GridRow:
        team = self._picture.grid.teams[place]
        weekly, order = self._opened[team]
        if team not in self._items:
            by_week = self._picture.unit == "week"
            self._items[team] = weekly if by_week else weekly.summed(self._picture.grid.starts)
        items, at = self._items[team], order[below]
        item = self._portfolio.deliverables[items.items[at]]
        return GridRow(
            team,
            place,
            item.title,
            tuple(items.load[at].tolist()),
            item.id,
            tuple(items.by_hand[at].tolist()),
            product_code(self._portfolio, item.product),
            self._numbers.get(item.product, 0) - 1 if item.product is not None else -1,
            unplaced=spread_of(self._portfolio, item, team).unplaced,
        )


def capacity_grid(
    portfolio: Portfolio, loads: Loads, unit: Unit, today: date, opened: Collection[int] = ()
) -> CapacityGrid:
    """The grid of a weekly load in periods of a unit, with the deliverables of the teams in `opened`."""
    picture = load_picture(portfolio, loads.grid, unit, today)
    listed = {team: _listed(loads.items(team), today) for team in picture.grid.teams if team in opened}
    return CapacityGrid(picture, Rows(portfolio, picture, listed))


def _listed(weekly: ItemGrid, today: date) -> _Opened:
    since = bisect_left(weekly.starts, today - RECENT)
    return _Opened(weekly, [row for row in weekly.order if weekly.last[row] >= since])


def who_words(portfolio: Portfolio, team: int, first: date, last: date, today: date) -> list[str]:
    """Who of a team is there from a day to a day, and who is not, a line each."""
    lines: list[str] = []
    people = portfolio.people.by("team", team)
    there = [p.name for p in people if (p.joins is None or p.joins <= last) and (p.leaves is None or p.leaves >= first)]
    gone = []
    for away in portfolio.absences.by("team", team):
        if away.start <= last and away.end >= first:
            person = portfolio.people.get(away.person)
            whom = person.name if person is not None else tr("{n} people", n=number(away.members))
            words = tr("{whom} to {day}", whom=whom, day=day(away.end, today))
            gone.append(tr("{whom} ({reason})", whom=words, reason=away.reason) if away.reason else words)
    if there:
        lines.append(tr("Team: {people}", people=", ".join(there)))
    if gone:
        lines.append(tr("Away: {people}", people=", ".join(gone)))
    free = [h for h in portfolio.holidays if h.team in (None, team) and first <= h.date <= last]
    if free:
        days = ", ".join(tr("{name} on {day}", name=h.name, day=day(h.date, today)) for h in free)
        lines.append(tr("No work: {days}", days=days))
    for loan in portfolio.loans:
        if loan.start <= last and loan.end >= first and team in (loan.lender, loan.borrower):
            n, until = number(loan.members), day(loan.end, today)
            if loan.lender == team:
                other = portfolio.teams[loan.borrower].name
                lines.append(tr("{n} lent to {team} to {day}", n=n, team=other, day=until))
            else:
                other = portfolio.teams[loan.lender].name
                lines.append(tr("{n} borrowed of {team} to {day}", n=n, team=other, day=until))
    return lines


def period_of(first: date, weeks: int, today: date) -> str:
    """Like "17 Aug – 13 Sep"."""
    return tr("{first} – {last}", first=day(first, today), last=day(first + timedelta(weeks=weeks, days=-1), today))
