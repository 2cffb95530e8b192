"""How many by when, and when all: what was done so far, and the range of what comes, up to the open backlog."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from deliverydesk.analysis.forecast.burnup import BurnUp, burn_up
from deliverydesk.analysis.forecast.words import basis_words, reason_words, stability_words, when_words
from deliverydesk.charts.axes import nice_range
from deliverydesk.charts.format import day, number, percent
from deliverydesk.charts.spec import Axis, Band, ChartSpec, Flag, LegendEntry, Reference, Series, Stroke
from deliverydesk.charts.table import Cell, Column, TableData
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from deliverydesk.analysis.flow.history import History
    from deliverydesk.analysis.flow.scope import Scope
    from deliverydesk.domain.portfolio import Portfolio

_WEEK = timedelta(days=7)
_MOST_DRAWN = 52
"""Points of the course that are drawn at most; the table has every week."""


def fan_chart(portfolio: Portfolio, history: History, scope: Scope, source: str = "") -> ChartSpec:
    """The fan of what is in scope, from the history of it. Half of all paths lie above its middle line, 85 % above the
    one below, about 9 of 10 above the lowest.
    """
    return fan_of(burn_up(portfolio, history, scope), source)


def fan_of(found: BurnUp, source: str = "") -> ChartSpec:
    """The fan of what was found out already."""
    title, told = tr("How many by when, and when all"), found.when
    empty = _empty(found)
    base = len(found.done) - bisect_left(found.done, _begin(found))
    before = len(found.done) - base
    weeks = _drawn(len(found.course))
    whole = base + found.open * told.growth[1]
    _, high, step = nice_range(0.0, max(whole, 4.0), from_zero=True)
    last = found.today + max(len(found.course), 4) * _WEEK
    spec = ChartSpec(
        name="forecast",
        title=title,
        takeaway=empty or _takeaway(found),
        source=source,
        alt=tr("Chart of a forecast, nothing to show.") if empty else _alt(found),
        x=Axis("time", *_ends(_begin(found), last), this_year=found.today.year),
        y=Axis("number", 0.0, high, tr("Deliverables done"), step=max(step, 1.0)),
        series=() if empty else tuple(_lines(found, before, base, weeks)),
        bands=() if empty else tuple(_bands(found, base, weeks)),
        references=() if empty else (_backlog(found, base),),
        flags=() if empty else tuple(_flags(found)),
        legend=() if empty else _legend(),
        table=_table(found, before, title),
        empty=empty,
        footnotes=tuple(_notes(found)),
    )
    named = tuple(replace(line, label=line.name) for line in spec.series)
    return replace(spec, native=replace(spec, series=named, bands=(), legend=()))


def _begin(found: BurnUp) -> date:
    """The first day of the history that the forecast rests on."""
    monday = found.today - timedelta(days=found.today.weekday())
    return monday - len(found.when.basis.history) * _WEEK


def _ends(first: date, last: date) -> tuple[float, float]:
    return float(first.toordinal()), float(last.toordinal())


def _drawn(weeks: int) -> list[int]:
    """The weeks whose points are drawn: so few that lines stay lines, the last always."""
    step = -(-weeks // _MOST_DRAWN) or 1
    return sorted({*range(step, weeks + 1, step), weeks}) if weeks else []


def _empty(found: BurnUp) -> str:
    if not found.open:
        return tr("Nothing is open: there is nothing to forecast.")
    if found.when.reason is None:
        return ""
    weeks = trn(
        "{n} whole week lies between the first day known and this week.",
        "{n} whole weeks lie between the first day known and this week.",
        len(found.when.basis.history),
        n=number(len(found.when.basis.history), 0),
    )
    return tr("{first} {second}", first=reason_words(found.when.reason), second=weeks)


def _lines(found: BurnUp, before: int, base: int, weeks: list[int]) -> Iterator[Series]:
    today = float(found.today.toordinal())
    begin = float(_begin(found).toordinal())
    days = sorted({each.toordinal() for each in found.done[before:]})
    steps = [begin, *(float(each) for each in days), today]
    counts = [float(bisect_right(found.done, _day(found, each)) - before) for each in steps]
    yield Series(tr("Done so far"), "step", tuple(steps), tuple(counts), role="text", width=2.0)
    xs = (today, *(today + 7.0 * week for week in weeks))
    strokes: tuple[tuple[str, float, Stroke], ...] = (
        (tr("half of all cases"), 2.0, "solid"),
        (tr("85 %"), 1.5, "dashed"),
        (tr("about 9 of 10"), 1.0, "dotted"),
    )
    for place, (name, width, stroke) in enumerate(strokes):
        heights = [min(found.course[week - 1][place], found.open) for week in weeks]
        end = next((at for at, each in enumerate(heights) if each == found.open), len(heights))  # there all is done
        ys = (float(base), *(float(base + each) if at <= end else None for at, each in enumerate(heights)))
        yield Series(name, "line", xs, ys, "accent", "forecast", width, stroke)


def _day(found: BurnUp, ordinal: float) -> date:
    return found.today + timedelta(days=int(ordinal) - found.today.toordinal())


def _bands(found: BurnUp, base: int, weeks: list[int]) -> Iterator[Band]:
    """Scope growth over the backlog, and the fan under its middle line."""
    today = float(found.today.toordinal())
    xs = (today, *(today + 7.0 * week for week in weeks))
    top = base + found.open
    grown = base + found.open * found.when.growth[1]
    yield Band(tr("if more is added"), (xs[0], xs[-1]), (top, top), (top, grown), "sunken")
    rows = [(base, base, base), *(tuple(min(base + each, top) for each in found.course[week - 1]) for week in weeks)]
    half, most, nearly = (tuple(float(row[place]) for row in rows) for place in range(3))
    yield Band(tr("half of all cases to 85 %"), xs, most, half, "fan50")
    yield Band(tr("85 % to about 9 of 10"), xs, nearly, most, "fan80")


def _backlog(found: BurnUp, base: int) -> Reference:
    words = trn("all {n} open", "all {n} open", found.open, n=number(found.open, 0))
    return Reference(words, "y", base + found.open, "text2", "target", "solid", 1.25, label=words, label_role="text2")


def _flags(found: BurnUp) -> Iterator[Flag]:
    yield Flag(float(found.today.toordinal()), tr("today"), "today", "text2", rank=1)
    told = found.when.periods
    for name, periods in (("P50", told.p50), ("P85", told.p85), ("P95", told.p95)):
        when = found.when.day(periods)
        if when is not None and periods is not None and periods <= len(found.course):
            words = tr("{name} {day}", name=name, day=day(when, found.today))
            yield Flag(float(when.toordinal()), words, "event", "accent")


def _legend() -> tuple[LegendEntry, ...]:
    return (
        LegendEntry(tr("half of all cases to 85 %"), "fan50"),
        LegendEntry(tr("85 % to about 9 of 10"), "fan80"),
        LegendEntry(tr("if more is added"), "sunken"),
    )


def _takeaway(found: BurnUp) -> str:
    told = when_words(found.when)
    grown = found.when.grown
    last = None if grown is None else found.when.day(grown.p85)
    if last is None:
        return told
    return (
        told
        + " "
        + tr(
            "If the backlog grows by up to {share} meanwhile: by {day} in 85 %.",
            share=percent(found.when.growth[1] - 1),
            day=day(last, found.today),
        )
    )


def _alt(found: BurnUp) -> str:
    what = trn(
        "Chart of what was done and of the forecast of {n} open deliverable.",
        "Chart of what was done and of the forecast of {n} open deliverables.",
        found.open,
        n=number(found.open, 0),
    )
    return f"{what} {_takeaway(found)}"


def _notes(found: BurnUp) -> Iterator[str]:
    basis = found.when.basis
    if not basis.history:
        return
    yield basis_words(basis)
    if found.stability is not None:
        yield stability_words(found.stability)
    yield tr("Work is counted and not sized; how much may be added is assumed, not measured.")
    yield tr(
        "Bayesian bootstrap of whole weeks, times a factor of speed with s = {s}; {paths} runs, seed {seed}.",
        s=number(basis.regime, 2),
        paths=number(basis.method.paths, 0),
        seed=number(basis.method.seed, 0),
    )


def _table(found: BurnUp, before: int, title: str) -> TableData:
    columns = (
        Column(tr("Until"), "date", 13),
        Column(tr("Done"), "whole", 10),
        Column(tr("Half of all cases"), "whole", 14),
        Column(tr("In 85 %"), "whole", 12),
        Column(tr("In about 9 of 10"), "whole", 14),
    )
    begin = _begin(found)
    ends = [begin + (at + 1) * _WEEK - timedelta(days=1) for at in range(len(found.when.basis.history))]
    past: list[tuple[Cell, ...]] = [
        (end, bisect_right(found.done, end) - before, None, None, None) for end in (*ends, found.today)
    ]
    base = len(found.done) - before
    ahead: list[tuple[Cell, ...]] = [
        (found.today + at * _WEEK - timedelta(days=1), None, *(base + min(each, found.open) for each in counts))
        for at, counts in enumerate(found.course, start=1)
    ]
    return TableData(title, columns, (*past, *ahead) if found.when.basis.history else ())
