"""How old the work under way is, held against what finished work keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.flow.times import EXPECTED, Times, times_of
from deliverydesk.analysis.flow.words import finding_words
from deliverydesk.charts.axes import nice_range
from deliverydesk.charts.common import coded, product_legend, product_numbers, product_role
from deliverydesk.charts.format import number, percent, shortened
from deliverydesk.charts.spec import Axis, ChartSpec, LegendEntry, Note, Reference, Series
from deliverydesk.charts.table import Column, TableData
from deliverydesk.domain.choices import choice_label
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from deliverydesk.analysis.flow.history import History
    from deliverydesk.analysis.flow.times import Aged
    from deliverydesk.domain.portfolio import Portfolio

MOST = 16
"""So many of the oldest are drawn; the table has all."""


def ageing_chart(portfolio: Portfolio, history: History, source: str = "") -> ChartSpec:
    """A bar for each piece of work under way, the oldest first, and the 85 % line of finished work."""
    times = times_of(history)
    shown = times.ages[:MOST]
    items, numbers = portfolio.deliverables, product_numbers(portfolio)
    names = tuple(
        coded(portfolio, items[each.deliverable].product, shortened(items[each.deliverable].title, 40))
        for each in shown
    )
    bars = Series(
        tr("Age, days"),
        "bars",
        tuple(float(each.age) for each in shown),
        tuple(float(place) for place in range(len(shown))),
        roles=tuple("over" if each.over else product_role(numbers, items[each.deliverable].product) for each in shown),
        labels=tuple(_label(each) for each in shown),
        keys=tuple(each.deliverable for each in shown),
        rank=4,
    )
    line = times.expected.days
    _, high, step = nice_range(0.0, max([each.age for each in shown] + [line or 0, 5]), from_zero=True)
    legend = product_legend(portfolio, {items[each.deliverable].product for each in shown if not each.over})
    if any(each.over for each in shown):
        legend = (*legend, LegendEntry(tr("older than the 85 % line"), "over"))
    return ChartSpec(
        name="ageing",
        title=tr("Age of work under way"),
        takeaway=_takeaway(times),
        source=source,
        alt=_alt(times),
        x=Axis("number", 0.0, high, tr("Days since it was begun"), step=step),
        y=Axis("category", -0.5, max(len(shown), 1) - 0.5, categories=names),
        series=(bars,) if shown else (),
        references=(_line(line),) if line is not None and shown else (),
        # beside the youngest, whose bars are short
        notes=(Note(line, len(shown) - 1.0, _line_words(line), "accentText", "right"),)
        if line is not None and shown
        else (),
        legend=legend,
        table=_table(portfolio, times),
        empty=""
        if shown
        else tr("Nothing is under way with a known start. Move an item to delivery, or set its actual start."),
        footnotes=_footnotes(portfolio, history, times),
    )


def _line(days: float) -> Reference:
    return Reference(_line_words(days), "x", days, "accent", stroke="dashed", width=1.5)


def _line_words(days: float) -> str:
    return tr("{share} within {n} days", share=percent(EXPECTED), n=number(days, 0))


def _footnotes(portfolio: Portfolio, history: History, times: Times) -> tuple[str, ...]:
    told = [finding_words(portfolio, each) for each in history.findings]
    if (rest := len(times.ages) - MOST) > 0:
        words = trn("{n} younger item is in the table.", "{n} younger items are in the table.", rest, n=number(rest, 0))
        told = [words, *told]
    return tuple(told)


def _label(each: Aged) -> str:
    days = number(each.age, 0)
    if each.over:
        return trn("{n} day, over the line", "{n} days, over the line", each.age, n=days)
    return trn("{n} day", "{n} days", each.age, n=days)


def _takeaway(times: Times) -> str:
    if not times.ages:
        return ""
    count, line = len(times.ages), times.expected.days
    n = number(count, 0)
    if line is None:
        return trn(
            "{n} item is under way; how old is too old cannot be told before {needs} are finished.",
            "{n} items are under way; how old is too old cannot be told before {needs} are finished.",
            count,
            n=n,
            needs=number(times.expected.needs, 0),
        )
    over = sum(bool(each.over) for each in times.ages)
    return trn(
        "{over} of {n} item under way is older than the {days} days within which {share} of finished work was done.",
        "{over} of {n} items under way are older than the {days} days within which {share} of finished work was done.",
        count,
        over=number(over, 0),
        n=n,
        days=number(line, 0),
        share=percent(EXPECTED),
    )


def _alt(times: Times) -> str:
    if not times.ages:
        return tr("Bar chart of the age of work under way, nothing is under way.")
    oldest = number(times.ages[0].age, 0)
    return tr("Bar chart of the age of work under way, {most} days at most.", most=oldest) + " " + _takeaway(times)


def _table(portfolio: Portfolio, times: Times) -> TableData:
    columns = (
        Column(tr("Deliverable"), "text", 44),
        Column(tr("Stage"), "text", 12),
        Column(tr("Begun"), "date", 13),
        Column(tr("Age"), "whole", 10, tr("days")),
        Column(tr("Older than the 85 % line"), "text", 16),
    )
    items = portfolio.deliverables
    words = {True: tr("yes"), False: tr("no"), None: tr("cannot tell yet")}
    rows = tuple(
        (
            coded(portfolio, items[each.deliverable].product, items[each.deliverable].title),
            choice_label(items[each.deliverable].stage),
            each.started,
            each.age,
            words[each.over],
        )
        for each in times.ages
    )
    return TableData(tr("Age of work under way"), columns, rows)
