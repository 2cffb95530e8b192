"""The load of the teams as a picture: a row a team, a cell a period, by weeks or, further away, months and quarters.

The strip under the roadmap, pictures and slides all show the same `LoadPicture`. Days are ordinals, person-weeks are
spelt pw.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from deliverydesk.charts.format import EN_DASH, MONTHS, day, number, percent
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from deliverydesk.analysis.load_grid import LoadGrid, Loads
    from deliverydesk.domain.portfolio import Portfolio

Unit = Literal["week", "month", "quarter"]
PER: dict[Unit, str] = {"week": tr("pw a week"), "month": tr("pw a month"), "quarter": tr("pw a quarter")}
STEPS = (0.40, 0.65, 0.80, 0.92)
"""The shares of capacity above which a cell is one grey darker."""
OVER = 5
"""The level of a cell that asks for more than there is."""
_SPARE = 366
"""Days before and after what is planned and seen that a load is reckoned for."""
_ROUNDING = 1e-9


def level_of(share: float | None) -> int:
    """0 to 4 for a share of capacity, `OVER` beyond it."""
    if share is None:
        return 0
    return OVER if share > 1 + _ROUNDING else sum(share > step for step in STEPS)


class Run(NamedTuple):
    """Weeks on end in which one team is over; indices of the weekly grid, `last` included."""

    row: int
    first: int
    last: int
    over: float
    """Person-weeks too many in all of them."""
    peak: int
    """The worst of the weeks."""


class Turn(NamedTuple):
    """How a change turns one week of one team; shares of capacity, infinite without any."""

    row: int
    week: int
    before: float
    after: float


@dataclass(frozen=True)
class LoadPicture:
    """The load in periods of one unit. `stops` bounds the periods: one more day than there are periods."""

    unit: Unit
    weekly: LoadGrid
    grid: LoadGrid
    stops: tuple[int, ...]
    names: tuple[str, ...]
    usual: tuple[float, ...]
    """What each team can give in a week in which nobody is away, in person-weeks."""
    today: int
    fiscal: int = 1
    """The month in which the fiscal year begins."""
    excused: frozenset[tuple[int, int]] = frozenset()
    """Weeks, as row and index of the weekly grid, in which somebody accepted that a team is over."""

    def share(self, row: int, column: int) -> float | None:
        """Load over capacity; infinite where there is load without capacity, None where there is neither."""
        return _share(self.grid, row, column)

    def level(self, row: int, column: int) -> int:
        """How full a cell is, 0 to 4, and `OVER`."""
        return level_of(self.share(row, column))

    @cached_property
    def _weeks_over(self) -> LoadGrid:
        over = (self.weekly.load > self.weekly.capacity + _ROUNDING).astype(float)
        weeks = replace(self.weekly, load=over)
        return weeks if self.unit == "week" else weeks.summed(self.grid.starts)

    def weeks_over(self, row: int, column: int) -> int:
        """In how many weeks of a period the team is over, even where the whole period is not."""
        return round(float(self._weeks_over.load[row, column]))

    def can_be_helped(self, row: int, column: int) -> bool:
        """Whether the team is over in a period that has not passed yet."""
        return self.stops[column + 1] > self.today and self.weeks_over(row, column) > 0

    def columns(self, low: float, high: float) -> range:
        """The periods that touch the days [low, high)."""
        first = max(bisect_right(self.stops, low) - 1, 0)
        return range(first, max(min(bisect_left(self.stops, high), len(self.stops) - 1), first))

    def column_at(self, day_: float) -> int | None:
        """The period that a day lies in."""
        at = bisect_right(self.stops, day_) - 1
        return at if 0 <= at < len(self.stops) - 1 else None

    def days(self, column: int) -> tuple[date, date]:
        """The first and last day of a period."""
        return date.fromordinal(self.stops[column]), date.fromordinal(self.stops[column + 1] - 1)

    @cached_property
    def worst(self) -> Run | None:
        """The weeks on end, from this one on, in which a team is most over: what is past cannot be helped, and what
        is accepted need not.
        """
        return worst_run(self._alarming, date.fromordinal(self.today))

    @cached_property
    def _alarming(self) -> LoadGrid:
        """The weekly grid, without the load of weeks in which it is accepted."""
        if not self.excused:
            return self.weekly
        load = self.weekly.load.copy()
        for cell in self.excused:
            load[cell] = 0.0
        return replace(self.weekly, load=load)

    @cached_property
    def ringed(self) -> tuple[int, int] | None:
        """Row and column of the worst cell."""
        run = self.worst
        if run is None:
            return None
        column = self.column_at(self.weekly.starts[run.peak].toordinal())
        return None if column is None else (run.row, column)

    @cached_property
    def over_rows(self) -> frozenset[int]:
        """The teams that are over in this week or a later one."""
        first = _week_of(self.weekly, date.fromordinal(self.today))
        load = self._alarming.load
        over = (load[:, first:] - self.weekly.capacity[:, first:]).max(axis=1, initial=0.0)
        return frozenset(row for row, much in enumerate(over.tolist()) if much > _ROUNDING)


def _share(grid: LoadGrid, row: int, column: int) -> float | None:
    load, capacity = float(grid.load[row, column]), float(grid.capacity[row, column])
    if capacity > 0:
        return load / capacity
    return float("inf") if load > 0 else None


def _week_of(grid: LoadGrid, when: date) -> int:
    return max(bisect_right(grid.starts, when) - 1, 0)


def worst_run(grid: LoadGrid, since: date) -> Run | None:
    """The weeks on end from that of `since` on with the most person-weeks above capacity; None where none is over."""
    import numpy as np

    first = _week_of(grid, since)
    over = grid.load[:, first:] - grid.capacity[:, first:]
    over = np.where(over > _ROUNDING, over, 0.0)
    if not over.any():
        return None
    edges = np.diff(np.pad(over > 0, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, begins = np.nonzero(edges == 1)
    _, ends = np.nonzero(edges == -1)
    sums = np.pad(np.cumsum(over, axis=1), ((0, 0), (1, 0)))
    whole = sums[rows, ends] - sums[rows, begins]
    at = int(np.argmax(whole))
    row, begin, end = int(rows[at]), int(begins[at]), int(ends[at])
    peak = begin + int(np.argmax(over[row, begin:end]))
    return Run(row, first + begin, first + end - 1, float(whole[at]), first + peak)


def worst_turn(before: LoadGrid, after: LoadGrid) -> Turn | None:
    """What a change does that matters most: the week that it leaves most over, else the one that it relieves most."""
    import numpy as np

    if before is after or not before.load.size:
        return None
    moved = after.load - before.load
    over = np.maximum(after.load - after.capacity, 0.0)
    risen = np.where((moved > _ROUNDING) & (over > _ROUNDING), over, 0.0)
    relieved = np.minimum(np.maximum(before.load - before.capacity, 0.0), np.maximum(-moved, 0.0))
    for cells in (risen, relieved):
        at = int(np.argmax(cells))
        row, column = divmod(at, cells.shape[1])
        if cells[row, column] > _ROUNDING:
            old, new = _share(before, row, column), _share(after, row, column)
            return Turn(row, column, old or 0.0, new or 0.0)
    return None


def weeks_for(span: tuple[int, int] | None, seen: tuple[int, int], today: int) -> tuple[date, int]:
    """The first day and the number of weeks that hold a plan, what is seen of it and today, with room to drag."""
    low, high = span or (today, today)
    low = max(min(low, seen[0], today) - _SPARE, 8)
    high = min(max(high, seen[1], today) + _SPARE, date.max.toordinal() - _SPARE)
    return date.fromordinal(low), max((high - low) // 7 + 1, 1)


def unit_for(per_day: float) -> Unit:
    """Weeks while a cell has room to be seen and hit, then months, then quarters."""
    if per_day * 7 >= 11:
        return "week"
    return "month" if per_day * 30 >= 14 else "quarter"


def load_picture(portfolio: Portfolio, grid: LoadGrid, unit: Unit, today: date) -> LoadPicture:
    """The picture of a weekly grid in periods of a unit."""
    from deliverydesk.analysis.capacity.strength import usual_capacity

    teams = [portfolio.teams[team] for team in grid.teams]
    fiscal = portfolio.settings.fiscal_year_start
    summed, stops = _in_periods(grid, unit, fiscal)
    return LoadPicture(
        unit,
        grid,
        summed,
        stops,
        tuple(team.name for team in teams),
        usual_capacity(portfolio, grid.teams, today, grid.kept),
        today.toordinal(),
        fiscal,
        _excused(portfolio, grid),
    )


def _excused(portfolio: Portfolio, grid: LoadGrid) -> frozenset[tuple[int, int]]:
    rows = {team: row for row, team in enumerate(grid.teams)}
    return frozenset(
        (rows[each.team], column)
        for each in portfolio.accepted_loads
        for column, week in enumerate(grid.starts)
        if each.start <= week + timedelta(days=4) and each.end >= week
    )


def _in_periods(grid: LoadGrid, unit: Unit, fiscal: int) -> tuple[LoadGrid, tuple[int, ...]]:
    from deliverydesk.analysis.load_grid import month_starts, quarter_starts

    first, last = grid.starts[0], grid.starts[-1]
    if unit == "week":
        return grid, tuple(start.toordinal() for start in (*grid.starts, last + timedelta(days=7)))
    made = month_starts(first, last) if unit == "month" else quarter_starts(first, last, fiscal)
    end = month_starts(made[-1], made[-1] + timedelta(days=31 if unit == "month" else 95))[1 if unit == "month" else 3]
    return grid.summed(made), tuple(start.toordinal() for start in (*made, end))


def renewed(picture: LoadPicture, portfolio: Portfolio, grid: LoadGrid) -> LoadPicture:
    """The same periods with another load."""
    return load_picture(portfolio, grid, picture.unit, date.fromordinal(picture.today))


# in words


def period_words(start: date, unit: Unit, today: date, fiscal: int = 1) -> str:
    """Like "week 36", "Sep", "Q3 2026", "quarter from Nov 2026"; the year where it is not this one."""
    if unit == "week":
        week = start.isocalendar()
        if week.year == today.year:
            return tr("week {week}", week=week.week)
        return tr("week {week} of {year}", week=week.week, year=week.year)
    if unit == "month":
        return month_words(start, today)
    if fiscal > 1:
        return tr("quarter from {month}", month=month_words(start, today))
    quarter = tr("Q{quarter}", quarter=(start.month + 2) // 3)
    return quarter if start.year == today.year else f"{quarter} {start.year}"


def month_words(start: date, today: date) -> str:
    """Like "Sep", "Sep 2027"; the year where it is not this one."""
    month = MONTHS[start.month - 1]
    return month if start.year == today.year else tr("{month} {year}", month=month, year=start.year)


def full(share: float | None) -> str:
    """A share of capacity as per cent; load without any capacity has no figure."""
    if share is None:
        return percent(0.0)
    return tr("no capacity") if share == float("inf") else percent(share)


def figure(share: float | None) -> str:
    """The figure in a cell: "138", without its sign; "!" for load without capacity."""
    if share is None:
        return "0"
    return "!" if share == float("inf") else number(share * 100, 0)


def headline(picture: LoadPicture) -> str:
    """Like "Data over by 5.2 pw, weeks 34–37"; empty where no team is over from this week on."""
    run = picture.worst
    if run is None:
        return ""
    first, last = picture.weekly.starts[run.first], picture.weekly.starts[run.last]
    now = date.fromordinal(picture.today)
    when = period_words(first, "week", now)
    if run.last > run.first:
        one, other = first.isocalendar(), last.isocalendar()
        if one.year == other.year == now.year:
            when = tr("weeks {first}–{last}", first=one.week, last=other.week)
        else:
            when = tr("{first} to {last}", first=when, last=period_words(last, "week", now))
    return tr("{team} over by {n} pw, {when}", team=picture.names[run.row], n=number(run.over, 1), when=when)


def turn_words(picture: LoadPicture, turn: Turn) -> str:
    """Like "Data, week 36: 124 → 138 %"."""
    when = period_words(picture.weekly.starts[turn.week], "week", date.fromordinal(picture.today))
    if turn.after == float("inf"):
        return tr("{team}, {when}: no capacity", team=picture.names[turn.row], when=when)
    return f"{picture.names[turn.row]}, {when}: {figure(turn.before)} → {full(turn.after)}"


def cell_name(picture: LoadPicture, row: int, column: int) -> str:
    """Like "Data, week 36"."""
    when = period_words(picture.days(column)[0], picture.unit, date.fromordinal(picture.today), picture.fiscal)
    return f"{picture.names[row]}, {when}"


def cell_words(picture: LoadPicture, row: int, column: int) -> list[str]:
    """A cell in a few lines: whose and when, and what `cell_facts` has."""
    now = date.fromordinal(picture.today)
    first, last = picture.days(column)
    days = f"{day(first, now)} {EN_DASH} {day(last, now)}"
    return [f"{cell_name(picture, row, column)} ({days})", *cell_facts(picture, row, column)]


def cell_facts(picture: LoadPicture, row: int, column: int) -> list[str]:
    """What there is to say about a cell, in lines: the figures, who is away."""
    first, last = picture.days(column)
    load, able = float(picture.grid.load[row, column]), float(picture.grid.capacity[row, column])
    share = full(picture.share(row, column))
    words = tr("{load} of {capacity} person-weeks, {share}", load=number(load), capacity=number(able), share=share)
    if load > able + _ROUNDING:
        words = tr("{load}, over by {n}", load=words, n=number(load - able))
    lines = [words]
    over = picture.weeks_over(row, column)
    if picture.unit != "week" and over:
        lines.append(trn("Over in {n} week of it", "Over in {n} weeks of it", over, n=number(over, 0)))
    weeks = sum(1 for start in picture.weekly.starts if first <= start <= last)
    missing = picture.usual[row] * weeks - able
    if missing > _ROUNDING:
        lines.append(tr("{n} person-weeks fewer than usual, as people are away", n=number(missing)))
    return lines


def loads_of(portfolio: Portfolio, today: date, seen: tuple[int, int] | None = None) -> Loads:
    """The weekly load of a whole plan, and of the days seen."""
    from deliverydesk.analysis.load_grid import Loads, planned_span

    spans = [span for item in portfolio.deliverables if (span := planned_span(item)) is not None]
    low = min((start for start, _ in spans), default=today).toordinal()
    high = max((end for _, end in spans), default=today).toordinal()
    first, weeks = weeks_for((low, high), seen or (today.toordinal(), today.toordinal()), today.toordinal())
    return Loads(portfolio, first, weeks)
