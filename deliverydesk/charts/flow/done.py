"""What is done, week by week or month by month, and of which kinds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from deliverydesk.analysis.flow.throughput import Span, Throughput, distribution, throughput_of
from deliverydesk.analysis.flow.words import LACKING, finding_words
from deliverydesk.charts.axes import nice_range
from deliverydesk.charts.format import MONTHS, day, number, percent
from deliverydesk.charts.spec import Axis, ChartSpec, Note, Reference, Series
from deliverydesk.charts.table import Column, TableData
from deliverydesk.domain.choices import choice_label, choice_words
from deliverydesk.domain.values import Kind
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deliverydesk.analysis.flow.history import History
    from deliverydesk.domain.portfolio import Portfolio

_SHOWN: dict[Span, int] = {"week": 26, "month": 24}
"""So many of the latest whole periods are drawn, and counted in the mean."""
YEAR = timedelta(days=365)


def weekly_chart(portfolio: Portfolio, history: History, source: str = "") -> ChartSpec:
    """Deliverables done in each of the latest whole weeks."""
    return _throughput(portfolio, history, source, "week")


def monthly_chart(portfolio: Portfolio, history: History, source: str = "") -> ChartSpec:
    """Deliverables done in each of the latest whole months."""
    return _throughput(portfolio, history, source, "month")


def _throughput(portfolio: Portfolio, history: History, source: str, span: Span) -> ChartSpec:
    whole = throughput_of(history, span, portfolio.settings.week_start)
    firsts, counts = whole.firsts[-_SHOWN[span] :], whole.counts[-_SHOWN[span] :]
    title = tr("Done per week") if span == "week" else tr("Done per month")
    mean = sum(counts) / len(counts) if counts else None
    _, high, step = nice_range(0.0, max([*counts, 4]) * 1.1, from_zero=True)
    bars = Series(
        tr("Done"),
        "bars",
        tuple(float(place) for place in range(len(counts))),
        tuple(float(count) for count in counts),
        role="accent",
        tint=0.75,
        labels=tuple(number(count, 0) if count else "" for count in counts),
        rank=4,
    )
    names = tuple(_short(first, span, history.today) for first in firsts)
    takeaway = _takeaway(whole, counts, span)
    return ChartSpec(
        name="throughput" if span == "week" else "throughput-month",
        title=title,
        takeaway=takeaway,
        source=source,
        alt=_alt(counts, span, takeaway),
        x=Axis("category", -0.5, max(len(names), 1) - 0.5, _axis_words(span), categories=names),
        y=Axis("number", 0.0, high, tr("Deliverables done"), step=max(step, 1.0)),
        series=(bars,) if counts else (),
        references=(_mean_line(mean),) if mean else (),
        notes=(Note(len(names) - 0.5, mean, _mean_words(mean), "text3", "right"),) if mean else (),
        table=_table(whole, title, span),
        empty="" if counts and sum(counts) else _empty(whole),
        footnotes=tuple(finding_words(portfolio, each) for each in history.findings),
    )


def _short(first: date, span: Span, today: date) -> str:
    if span == "week":
        return day(first, today)
    return MONTHS[first.month - 1] if first.year == today.year else f"{MONTHS[first.month - 1]} {first.year}"


def _axis_words(span: Span) -> str:
    return tr("First day of the week") if span == "week" else tr("Month")


def _mean_line(mean: float) -> Reference:
    return Reference(_mean_words(mean), "y", mean, "text3", stroke="dashed")


def _mean_words(mean: float) -> str:
    return tr("mean {n}", n=number(mean, 2))


def _empty(whole: Throughput) -> str:
    if whole.reason is not None:
        return LACKING[whole.reason]
    return tr("Nothing was done in the latest whole periods. Release an item, or set the actual end of finished work.")


def _takeaway(whole: Throughput, counts: tuple[int, ...], span: Span) -> str:
    if not counts:
        return _empty(whole)
    idle, n = counts.count(0), number(len(counts), 0)
    done, mean = number(sum(counts), 0), number(sum(counts) / len(counts), 2)
    if span == "week":
        told = trn(
            "{done} done in {n} whole week, {mean} a week.",
            "{done} done in {n} whole weeks, {mean} a week.",
            len(counts),
            done=done,
            n=n,
            mean=mean,
        )
        quiet = trn("In {n} week nothing was done.", "In {n} weeks nothing was done.", idle, n=number(idle, 0))
    else:
        told = trn(
            "{done} done in {n} whole month, {mean} a month.",
            "{done} done in {n} whole months, {mean} a month.",
            len(counts),
            done=done,
            n=n,
            mean=mean,
        )
        quiet = trn("In {n} month nothing was done.", "In {n} months nothing was done.", idle, n=number(idle, 0))
    if idle:
        told += " " + quiet
    if whole.left_out:
        told += " " + trn(
            "{n} done in a week or month that is not whole is left out.",
            "{n} done in a week or month that is not whole are left out.",
            whole.left_out, n=number(whole.left_out, 0),
        )  # fmt: skip
    return told


def _alt(counts: tuple[int, ...], span: Span, takeaway: str) -> str:
    if not counts:
        return tr("Column chart of what was done, nothing to show yet.")
    what = (
        tr("Column chart of what was done per week.")
        if span == "week"
        else tr("Column chart of what was done per month.")
    )
    return f"{what} {takeaway}"


def _table(whole: Throughput, title: str, span: Span) -> TableData:
    head = tr("Week from") if span == "week" else tr("Month from")
    columns = (Column(head, "date", 14), Column(tr("Done"), "whole", 10))
    return TableData(title, columns, tuple(zip(whole.firsts, whole.counts, strict=True)))


def kinds_chart(portfolio: Portfolio, history: History, source: str = "") -> ChartSpec:
    """How many of each kind were done in the last year."""
    since = history.today - YEAR
    found = distribution(portfolio, history, since)
    kinds = list(Kind)
    counts = [found.counts[kind] for kind in kinds]
    _, high, step = nice_range(0.0, max([*counts, 4]) * 1.1, from_zero=True)
    bars = Series(
        tr("Done"),
        "bars",
        tuple(float(count) for count in counts),
        tuple(float(place) for place in range(len(kinds))),
        role="accent",
        tint=0.75,
        labels=tuple(
            tr("{n}, {share}", n=number(found.counts[kind], 0), share=percent(found.share(kind))) for kind in kinds
        )
        if found.total
        else (),
        rank=4,
    )
    title = tr("What was done, by kind")
    columns = (Column(tr("Kind"), "text", 16), Column(tr("Done"), "whole", 10), Column(tr("Share"), "percent", 10, "%"))
    shares = [found.share(kind) for kind in kinds]
    rows = tuple(
        (choice_label(kind), count, None if share is None else round(100 * share, 1))
        for kind, count, share in zip(kinds, counts, shares, strict=True)
    )
    takeaway = _kinds_words(found.counts, found.total)
    return ChartSpec(
        name="flow-kinds",
        title=title,
        takeaway=takeaway,
        source=source,
        alt=tr("Bar chart of what was done by kind of work.") + " " + takeaway,
        x=Axis("number", 0.0, high, tr("Deliverables done in a year"), step=max(step, 1.0)),
        y=Axis("category", -0.5, len(kinds) - 0.5, categories=tuple(choice_label(kind) for kind in kinds)),
        series=(bars,) if found.total else (),
        table=TableData(title, columns, rows),
        empty="" if found.total else tr("Nothing was done in the last year whose day is known."),
        footnotes=tuple(finding_words(portfolio, each) for each in history.findings),
    )


def _kinds_words(counts: Mapping[Kind, int], total: int) -> str:
    if not total:
        return tr("Nothing was done in the last year whose day is known.")
    most = max(counts, key=lambda kind: counts[kind])
    return trn(
        "Of {n} deliverable done in the last year, {count} is of the kind {kind}.",
        "Of {n} deliverables done in the last year, {count} are of the kind {kind}.",
        total,
        n=number(total, 0),
        count=number(counts[most], 0),
        kind=choice_words(most),
    )
