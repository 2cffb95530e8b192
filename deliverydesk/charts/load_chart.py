"""The capacity of the teams as a chart for paper and slides: a heat map, a row a team, a figure in every cell."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from deliverydesk.charts.format import number
from deliverydesk.charts.load import OVER, LoadPicture, figure, headline, load_picture, month_words, period_words
from deliverydesk.charts.spec import Axis, ChartSpec, LegendEntry, Series
from deliverydesk.charts.table import Cell, Column, TableData
from deliverydesk.support.language import tr, trc, trn

if TYPE_CHECKING:
    from deliverydesk.charts.load import Unit
    from deliverydesk.domain.portfolio import Portfolio

WEEKS = 26
"""How many periods a picture or slide has room for."""
_TITLE = tr("Capacity of the teams")
_LOAD = tr("Load, pw")
_CAPACITY = tr("Capacity, pw")
_SHARE = tr("Load, % of capacity")


def capacity_chart(
    portfolio: Portfolio,
    *,
    today: date,
    source: str = "",
    window: tuple[int, int] | None = None,
) -> ChartSpec:
    """The load of every team over its capacity, in the next half year or a window of days (the last one excluded).

    In weeks where they fit, else in months, else in quarters.
    """
    if not len(portfolio.teams):
        words = tr("No teams yet. Add the teams and what they can give, to see their capacity here.")
        return _spec((), (), None, "", words, source)
    picture = chart_picture(portfolio, today, window)
    periods = tuple(_short(picture, column) for column in range(len(picture.stops) - 1))
    usual = zip(picture.names, picture.usual, strict=True)
    names = tuple(tr("{team}, {n} pw", team=name, n=number(able, 1)) for name, able in usual)
    told = headline(picture)
    takeaway = f"{told}." if told else tr("No team is asked for more than it can give.")
    return _spec(periods, names, picture, takeaway, "", source)


def chart_picture(portfolio: Portfolio, today: date, window: tuple[int, int] | None) -> LoadPicture:
    """The load picture of a window of days, in the finest periods that a picture has room for."""
    from deliverydesk.analysis.load_grid import Loads
    from deliverydesk.domain.workdays import monday

    begin = monday(today).toordinal()
    low, high = window or (begin, begin + 7 * WEEKS)
    days = max(high - low, 1)
    unit: Unit = "week" if days <= 7 * (WEEKS + 1) else "month" if days <= 31 * WEEKS else "quarter"
    first = date.fromordinal(low)
    weeks = max(-(-(days + first.weekday()) // 7), 1)
    if unit != "week":
        first = first.replace(day=1)
        first += timedelta(days=-first.weekday() % 7)  # months hold the weeks that begin in them
        weeks = max(-(-(high - first.toordinal()) // 7), 1)
    return load_picture(portfolio, Loads(portfolio, first, weeks).grid, unit, today)


def _short(picture: LoadPicture, column: int) -> str:
    first = picture.days(column)[0]
    if picture.unit == "week":
        return str(first.isocalendar().week)
    today = date.fromordinal(picture.today)
    if picture.unit == "quarter" and picture.fiscal > 1:
        return month_words(first, today)
    return period_words(first, picture.unit, today, picture.fiscal)


def _spec(
    words: tuple[str, ...],
    names: tuple[str, ...],
    picture: LoadPicture | None,
    takeaway: str,
    empty: str,
    source: str,
) -> ChartSpec:
    units = {"week": tr("Week"), "month": tr("Month"), "quarter": tr("Quarter")}
    return ChartSpec(
        name="capacity",
        title=_TITLE,
        takeaway=takeaway,
        source=source,
        alt=_alt(picture, takeaway),
        x=Axis("category", -0.5, max(len(words), 1) - 0.5, units[picture.unit] if picture else "", categories=words),
        y=Axis("category", -0.5, max(len(names), 1) - 0.5, categories=names),
        series=(_cells(picture),) if picture is not None else (),
        legend=(
            LegendEntry(tr("to {n} %", n=40), "load0"),
            LegendEntry(tr("to {n} %", n=65), "load1"),
            LegendEntry(tr("to {n} %", n=80), "load2"),
            LegendEntry(tr("to {n} %", n=92), "load3"),
            LegendEntry(tr("to {n} % booked", n=100), "load4"),
            LegendEntry(trc("load of a team", "over"), "over"),
        )
        if picture is not None
        else (),
        table=capacity_table(picture),
        empty=empty,
    )


def _cells(picture: LoadPicture) -> Series:
    places = [(row, column) for row in range(len(picture.names)) for column in range(len(picture.stops) - 1)]
    levels = [picture.level(*place) for place in places]
    return Series(
        _SHARE,
        "cells",
        tuple(float(column) for _, column in places),
        tuple(float(row) for row, _ in places),
        roles=tuple("overBg" if level == OVER else f"load{level}" for level in levels),
        labels=tuple(figure(picture.share(*place)) for place in places),
    )


def _alt(picture: LoadPicture | None, takeaway: str) -> str:
    if picture is None:
        return tr("Heat map of the capacity of the teams, no teams yet.")
    count = len(picture.names)
    teams = trn("{n} team", "{n} teams", count, n=number(count, 0))
    sentences = [tr("Heat map of {teams} over {periods}.", teams=teams, periods=_periods(picture)), takeaway]
    over = [picture.names[row] for row in sorted(picture.over_rows)]
    if over:
        sentences.append(tr("Over at some time: {teams}.", teams=", ".join(over)))
    return " ".join(sentences)


def _periods(picture: LoadPicture) -> str:
    count = len(picture.stops) - 1
    shown = number(count, 0)
    if picture.unit == "week":
        return trn("{n} week", "{n} weeks", count, n=shown)
    if picture.unit == "month":
        return trn("{n} month", "{n} months", count, n=shown)
    return trn("{n} quarter", "{n} quarters", count, n=shown)


def capacity_table(picture: LoadPicture | None) -> TableData:
    """For every team its load and capacity in person-weeks and their ratio, a column a period."""
    firsts = (Column(tr("Team"), "text", 24), Column(tr("Figure"), "text", 20))
    if picture is None:
        return TableData(_TITLE, firsts, ())
    now = date.fromordinal(picture.today)
    heads = []
    for column in range(len(picture.stops) - 1):
        first = picture.days(column)[0]
        words = period_words(first, picture.unit, now, picture.fiscal)
        heads.append(Column(words[:1].upper() + words[1:], "number", 11))
    rows: list[tuple[Cell, ...]] = []
    for row, name in enumerate(picture.names):
        load, able = picture.grid.load[row].tolist(), picture.grid.capacity[row].tolist()
        rows.append((name, _LOAD, *(round(value, 4) for value in load)))
        rows.append((name, _CAPACITY, *(round(value, 4) for value in able)))
        shares = (picture.share(row, column) for column in range(len(heads)))
        told = (None if share is None or share == float("inf") else round(share * 100, 1) for share in shares)
        rows.append((name, _SHARE, *told))
    return TableData(_TITLE, (*firsts, *heads), tuple(rows))
