"""Teams against periods as a picture: a row a team, opened into a row for each of its deliverables. No widgets."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from deliverydesk.charts.common import product_code, product_numbers
from deliverydesk.charts.format import day, number
from deliverydesk.charts.load import LoadPicture, cell_words, figure, load_picture, period_words
from deliverydesk.domain.spreading import spread_of
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy as np
    from numpy.typing import NDArray

    from deliverydesk.analysis.load_grid import Loads
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
    rows: tuple[GridRow, ...]

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


def capacity_grid(
    portfolio: Portfolio, loads: Loads, unit: Unit, today: date, opened: Collection[int] = ()
) -> CapacityGrid:
    """The grid of a weekly load in periods of a unit, with the deliverables of the teams in `opened`."""
    picture = load_picture(portfolio, loads.grid, unit, today)
    numbers = product_numbers(portfolio)
    rows: list[GridRow] = []
    for place, team in enumerate(picture.grid.teams):
        shown = tuple(picture.grid.load[place].tolist())
        rows.append(GridRow(team, place, picture.names[place], shown, open=team in opened))
        if team not in opened:
            continue
        weekly = loads.items(team)
        items = weekly if unit == "week" else weekly.summed(picture.grid.starts)
        since = bisect_left(weekly.starts, today - RECENT)
        seen = [at for at in range(len(items.items)) if weekly.load[at, since:].any() or weekly.by_hand[at].any()]
        order = sorted(seen, key=lambda at: (_begins(weekly.load[at]), items.items[at]))
        for at in order:
            item = portfolio.deliverables[items.items[at]]
            rows.append(
                GridRow(
                    team,
                    place,
                    item.title,
                    tuple(items.load[at].tolist()),
                    item.id,
                    tuple(items.by_hand[at].tolist()),
                    product_code(portfolio, item.product),
                    numbers.get(item.product, 0) - 1 if item.product is not None else -1,
                    unplaced=spread_of(portfolio, item, team).unplaced,
                )
            )
    return CapacityGrid(picture, tuple(rows))


def _begins(load: NDArray[np.float64]) -> int:
    """The first week in which something is asked for; 0 where nothing is."""
    found = load.nonzero()[0]
    return int(found[0]) if found.size else 0


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
