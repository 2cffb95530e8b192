"""How many came to each stage by each day: the bands between the lines are what is in the stages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from deliverydesk.analysis.flow.little import Fit, Little, little_of
from deliverydesk.analysis.flow.throughput import Cumulative, cumulative
from deliverydesk.analysis.flow.words import FIT, finding_words
from deliverydesk.charts.axes import nice_range
from deliverydesk.charts.format import number
from deliverydesk.charts.spec import Axis, Band, ChartSpec, LegendEntry, Series
from deliverydesk.charts.table import Cell, Column, TableData
from deliverydesk.domain.choices import choice_label
from deliverydesk.domain.values import Stage
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.analysis.flow.history import History
    from deliverydesk.domain.portfolio import Portfolio

_ROLES = {
    Stage.RELEASED: "load3",
    Stage.DELIVERY: "fan50",
    Stage.READY: "fan80",
    Stage.SHAPING: "fan95",
    Stage.IDEA: "load0",
}
"""The roles of the bands: what is done in grey, what is under way in the strongest colour."""
SPAN = timedelta(days=365)


def cumulative_chart(portfolio: Portfolio, history: History, source: str = "") -> ChartSpec:
    """The cumulative flow of the last year, and what Little's law says of it."""
    begin = history.today - SPAN
    found = cumulative(history)
    if found is not None and found.days[0] < begin:
        found = cumulative(history, begin)
    law = little_of(history, begin if found is not None and found.days[0] == begin else None)
    takeaway = _takeaway(law)
    title = tr("Cumulative flow")
    if found is None or len(found.days) < 2:
        return ChartSpec(
            name="cumulative-flow",
            title=title,
            source=source,
            alt=tr("Chart of cumulative flow, nothing to show yet."),
            x=Axis("time", *_ends(history.today - timedelta(days=30), history.today), this_year=history.today.year),
            y=Axis("number", 0.0, 5.0),
            table=TableData(title, (Column(tr("Date"), "date", 13),), ()),
            empty=tr(
                "No day is known yet on which anything came to a stage. Move items on the board, or import dates."
            ),
        )
    xs = tuple(float(day.toordinal()) for day in found.days)
    # Below the lowest line nothing is known of what happened before the first day.
    _, high, step = nice_range(0.0, max(max(line) for _, line in found.reached) or 1, from_zero=True)
    spec = ChartSpec(
        name="cumulative-flow",
        title=title,
        takeaway=takeaway,
        source=source,
        alt=_alt(found, takeaway),
        x=Axis("time", xs[0], xs[-1], this_year=history.today.year),
        y=Axis("number", 0.0, high, tr("Deliverables that came so far"), step=max(step, 1.0)),
        series=tuple(_lines(found, xs)),
        bands=tuple(_bands(found, xs)),
        legend=tuple(LegendEntry(choice_label(stage), _ROLES[stage]) for stage, _ in found.reached),
        table=_table(found, title),
        footnotes=tuple(finding_words(portfolio, each) for each in history.findings),
    )
    named = tuple(replace(line, label=line.name) for line in spec.series)
    return replace(spec, native=replace(spec, series=named, bands=(), legend=()))


def _ends(first: date, last: date) -> tuple[float, float]:
    return float(first.toordinal()), float(last.toordinal())


def _lines(found: Cumulative, xs: tuple[float, ...]) -> list[Series]:
    return [
        Series(choice_label(stage), "line", xs, tuple(float(count) for count in line), role="text2", width=1.25)
        for stage, line in found.reached
    ]


def _bands(found: Cumulative, xs: tuple[float, ...]) -> list[Band]:
    under: tuple[int, ...] = (0,) * len(xs)
    bands = []
    for stage, line in found.reached:
        lows, highs = tuple(map(float, under)), tuple(map(float, line))
        bands.append(Band(choice_label(stage), xs, lows, highs, _ROLES[stage]))
        under = line
    return bands


def _takeaway(law: Little | None) -> str:
    if law is None or law.fit is Fit.NOTHING_UNDER_WAY:
        return FIT[Fit.NOTHING_UNDER_WAY]
    if law.time is None or law.ratio is None:
        return FIT[law.fit]
    told = tr(
        "{wip} under way on average, {rate} done a week, {days} days each: L ÷ λW is {ratio}.",
        wip=number(law.in_progress, 1),
        rate=number(law.rate * 7, 2),
        days=number(law.time, 0),
        ratio=number(law.ratio, 2),
    )
    return f"{told} {FIT[law.fit]}"


def _alt(found: Cumulative, takeaway: str) -> str:
    ends = ", ".join(
        tr("{stage} {n}", stage=choice_label(stage), n=number(line[-1], 0)) for stage, line in found.reached
    )
    return tr("Cumulative flow by stage; at the end {ends}.", ends=ends) + " " + takeaway


def _table(found: Cumulative, title: str) -> TableData:
    columns = (
        Column(tr("Date"), "date", 13),
        *(Column(choice_label(stage), "whole", 12) for stage, _ in found.reached),
    )
    lines = [line for _, line in found.reached]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (day, *(line[place] for line in lines)) for place, day in enumerate(found.days)
    )
    return TableData(title, columns, rows)
