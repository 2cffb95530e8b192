"""How long each piece of work took, by the day it was done, with the times that the next one keeps."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from deliverydesk.analysis.flow.times import MANY_OPEN, Lacking, Times, times_of
from deliverydesk.analysis.flow.words import finding_words
from deliverydesk.charts.axes import month_range, nice_range
from deliverydesk.charts.common import coded, product_legend, product_numbers, product_role
from deliverydesk.charts.format import day, number, percent, shortened
from deliverydesk.charts.scatter import by_role
from deliverydesk.charts.spec import Axis, ChartSpec, Reference, Series
from deliverydesk.charts.table import Column, TableData
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliverydesk.analysis.flow.history import History
    from deliverydesk.analysis.flow.times import Finished, Level
    from deliverydesk.domain.portfolio import Portfolio

_NAMED = 8
"""So many of the slowest have their name."""
_MOST = 60
"""A native chart leaves out the marks of a longer run of points."""
_STROKES: dict[float, tuple[str, float]] = {0.5: ("text3", 1.0), 0.85: ("accent", 1.5), 0.95: ("text3", 1.0)}


def cycle_chart(portfolio: Portfolio, history: History, source: str = "") -> ChartSpec:
    """Points at the day of completion and the days from start to end, and the lines of 50, 85 and 95 %."""
    times = times_of(history)
    timed = [each for each in times.finished if each.cycle is not None]
    items, numbers = portfolio.deliverables, product_numbers(portfolio)
    slow = {each.deliverable for each in sorted(timed, key=lambda each: -(each.cycle or 0))[:_NAMED]}
    dots = Series(
        tr("Cycle time"),
        "points",
        tuple(float(each.done.toordinal()) for each in timed),
        tuple(float(each.cycle or 0) for each in timed),
        marker=4.0,
        hollow=False,
        roles=tuple(product_role(numbers, items[each.deliverable].product) for each in timed),
        labels=tuple(
            shortened(items[each.deliverable].title, 28) if each.deliverable in slow else "" for each in timed
        ),
        keys=tuple(each.deliverable for each in timed),
    )
    x, y = _axes(times, timed, history.today)
    spec = ChartSpec(
        name="cycle-time",
        title=tr("Cycle time of finished work"),
        takeaway=_takeaway(times),
        source=source,
        alt=_alt(times),
        x=x,
        y=y,
        series=(dots,) if timed else (),
        references=tuple(_lines(times)),
        legend=product_legend(portfolio, {items[each.deliverable].product for each in timed}),
        table=_table(portfolio, times),
        empty=""
        if timed
        else tr("Nothing is done yet with a known start. Set the actual start and end of finished work."),
        footnotes=tuple(finding_words(portfolio, each) for each in history.findings),
    )
    return replace(spec, native=replace(spec, series=tuple(_runs(spec))))


def _axes(times: Times, timed: list[Finished], today: date) -> tuple[Axis, Axis]:
    days = [each.done for each in timed] or [today]
    low, high = month_range(min(days), max(*days, today))
    longest = max([*times.cycles, *(level.days or 0 for level in times.levels), 5])
    _, top, step = nice_range(0.0, longest * 1.06, from_zero=True)
    return (
        Axis("time", low, high, this_year=today.year),
        Axis("number", 0.0, top, tr("Days from start to end"), step=step),
    )


def _lines(times: Times) -> Iterator[Reference]:
    for level in times.levels:
        if level.days is not None:
            role, width = _STROKES[level.p]
            label_role = "accentText" if role == "accent" else role
            words = tr("{share} within {n} days", share=percent(level.p), n=number(level.days, 0))
            yield Reference(
                words, "y", level.days, role, stroke="dashed", width=width, label=words, label_role=label_role
            )


def _runs(spec: ChartSpec) -> Iterator[Series]:
    """The points as series that have one point a day, as a native chart over dates needs them."""
    for series in by_role(spec):
        layers: defaultdict[int, list[int]] = defaultdict(list)
        seen: defaultdict[float, int] = defaultdict(int)
        for index, x in enumerate(series.xs):
            layers[seen[x]].append(index)
            seen[x] += 1
        for run in layers.values():
            for begin in range(0, len(run), _MOST):
                own = run[begin : begin + _MOST]
                yield replace(
                    series,
                    xs=tuple(series.xs[index] for index in own),
                    ys=tuple(series.ys[index] for index in own),
                    labels=tuple(series.labels[index] for index in own),
                    keys=tuple(series.keys[index] for index in own),
                )


def _takeaway(times: Times) -> str:
    told = _expectation(times.expected)
    if times.open_share is None or times.open_share <= MANY_OPEN:
        return told
    share = percent(times.open_share)
    if times.with_open is None:
        return told + " " + tr("{share} is still open, so finished work alone flatters.", share=share)
    return told + " " + tr("With the {share} still open, {n} days.", share=share, n=number(times.with_open, 0))


def _expectation(level: Level) -> str:
    if level.reason is Lacking.NOTHING_DONE:
        return tr("Nothing is done yet with a known start.")
    if level.days is None:
        return trn(
            "Cannot tell yet what to expect: it takes {needs} finished, and there is {n}.",
            "Cannot tell yet what to expect: it takes {needs} finished, and there are {n}.",
            level.n,
            needs=number(level.needs, 0),
            n=number(level.n, 0),
        )
    return trn(
        "{share} is done within {days} days of its start, judging by {n} finished.",
        "{share} is done within {days} days of its start, judging by {n} finished.",
        level.n,
        share=percent(level.p),
        days=number(level.days, 0),
        n=number(level.n, 0),
    )


def _alt(times: Times) -> str:
    timed = [each for each in times.finished if each.cycle is not None]
    if not timed:
        return tr("Scatter chart of cycle times, nothing finished yet.")
    words = trn(
        "Scatter chart of the cycle time of {n} finished deliverable, from {first} to {last}.",
        "Scatter chart of the cycle times of {n} finished deliverables, from {first} to {last}.",
        len(timed),
        n=number(len(timed), 0),
        first=day(timed[0].done),
        last=day(timed[-1].done),
    )
    ends = tr(
        "They took {least} to {most} days.", least=number(min(times.cycles), 0), most=number(max(times.cycles), 0)
    )
    return f"{words} {ends} {_expectation(times.expected)}"


def _table(portfolio: Portfolio, times: Times) -> TableData:
    columns = (
        Column(tr("Deliverable"), "text", 44),
        Column(tr("Done"), "date", 13),
        Column(tr("Cycle time"), "whole", 12, tr("days")),
        Column(tr("Lead time"), "whole", 12, tr("days")),
    )
    items = portfolio.deliverables
    rows = tuple(
        (
            coded(portfolio, items[each.deliverable].product, items[each.deliverable].title),
            each.done,
            each.cycle,
            each.lead,
        )
        for each in times.finished
    )
    return TableData(tr("Cycle time of finished work"), columns, rows)
