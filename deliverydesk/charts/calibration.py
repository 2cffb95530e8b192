"""How often forecasts came true, held against how often they were to: the record of the desk itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.forecast.kept import judged
from deliverydesk.analysis.forecast.ledger import record_of
from deliverydesk.analysis.forecast.words import brier_words, reason_words, record_words, verdict_words
from deliverydesk.charts.common import coded
from deliverydesk.charts.format import number, percent
from deliverydesk.charts.spec import Axis, ChartSpec, Series
from deliverydesk.charts.table import Cell, Column, TableData
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from deliverydesk.analysis.forecast.ledger import ChanceScore, Entry, QuantileScore, Record
    from deliverydesk.domain.entities import Forecast
    from deliverydesk.domain.portfolio import Portfolio


def calibration_chart(
    portfolio: Portfolio, *, today: date, of: Collection[int] | None = None, source: str = ""
) -> ChartSpec:
    """The share of P50, P85 and P95 that were kept, with the range in which the true share lies, over the diagonal.

    `of` are the deliverables meant; None for all, and milestones too.
    """
    entries = [entry for _, entry in judged(portfolio, of)]
    record = record_of(entries, today)
    scores = [each for each in (record.p50, record.p85, record.p95) if each.coverage is not None]
    title = tr("Did the forecasts come true?")
    empty = "" if scores else _too_few(record, len(entries))
    return ChartSpec(
        name="calibration",
        title=title,
        takeaway=empty or f"{record_words(record.p85)} {verdict_words(record.p85)}",
        source=source,
        alt=_alt(scores) if scores else tr("Chart of forecasts that came true, too few to judge."),
        x=Axis("number", 0.0, 100.0, tr("Forecast to come true, %"), step=20.0),
        y=Axis("number", 0.0, 100.0, tr("Came true, %"), step=20.0),
        series=(_diagonal(), *_ranges(scores), *_bins(record.chances), _points(scores)) if scores else (),
        table=_table(record, title),
        empty=empty,
        footnotes=tuple(_notes(record)) if scores else (),
    )


def ledger_table(portfolio: Portfolio, *, today: date, of: Collection[int] | None = None) -> TableData:
    """The forecasts that count, the newest first: what was said, and what became of it."""
    columns = (
        Column(tr("Forecast of"), "text", 34),
        Column(tr("Made"), "date", 13),
        Column("P50", "date", 13),
        Column("P85", "date", 13),
        Column("P95", "date", 13),
        Column(tr("Done"), "date", 13),
        Column(tr("By P85?"), "text", 16),
        Column(tr("Chance"), "percent", 9, "%"),
        Column(tr("Chance until"), "date", 13),
    )
    rows = tuple(
        (
            _subject(portfolio, kept),
            kept.made,
            kept.p50,
            kept.p85,
            kept.p95,
            entry.ended,
            _came(entry, today),
            None if kept.chance is None else round(100 * kept.chance),
            kept.by,
        )
        for kept, entry in reversed(judged(portfolio, of))
    )
    return TableData(tr("Ledger of forecasts"), columns, rows)


def _subject(portfolio: Portfolio, kept: Forecast) -> str:
    if kept.deliverable is not None:
        item = portfolio.deliverables[kept.deliverable]
        return coded(portfolio, item.product, item.title)
    return portfolio.milestones[kept.milestone].name if kept.milestone is not None else ""


def _came(entry: Entry, today: date) -> str:
    if entry.cancelled:
        return tr("cancelled")
    if entry.p85 is None:
        return ""
    if entry.ended is not None:
        return tr("yes") if entry.ended <= entry.p85 else tr("no")
    return tr("no, still open") if entry.p85 < today else tr("not due yet")


def _diagonal() -> Series:
    words = tr("as forecast")
    return Series(words, "line", (0.0, 100.0), (0.0, 100.0), "text3", "target", 1.25, "dashed", label=words)


def _ranges(scores: list[QuantileScore]) -> Iterator[Series]:
    for each in scores:
        assert each.range is not None
        at, (low, high) = 100 * each.p, each.range
        name = tr("{name}, range", name=_name(each.p))
        yield Series(name, "line", (at, at), (100 * low, 100 * high), "accent", "limit", 2.5)


def _points(scores: list[QuantileScore]) -> Series:
    return Series(
        tr("Days"),
        "points",
        tuple(100 * each.p for each in scores),
        tuple(100 * (each.coverage or 0.0) for each in scores),
        role="accent",
        marker=5.0,
        hollow=False,
        labels=tuple(
            tr("{name}: {hits} of {n}", name=_name(each.p), hits=number(each.hits, 0), n=number(each.n, 0))
            for each in scores
        ),
        rank=3,
    )


def _bins(chances: ChanceScore) -> Iterator[Series]:
    """The chances that were told, those of nearly the same chance together."""
    if chances.bins:
        yield Series(
            tr("Chances"),
            "points",
            tuple(100 * each.chance for each in chances.bins),
            tuple(100 * each.share for each in chances.bins),
            role="text3",
            marker=4.0,
            labels=tuple(number(each.n, 0) for each in chances.bins),
            rank=6,
        )


def _name(p: float) -> str:
    return f"P{100 * p:.0f}"


def _too_few(record: Record, kept: int) -> str:
    if not kept:
        return tr(
            "No forecast is kept yet. Each checkpoint keeps what is forecast of all open work; so does “Keep the "
            "forecasts” in the File menu."
        )
    assert record.p85.reason is not None
    came = trn(
        "So far the day of {n} forecast has passed.",
        "So far the days of {n} forecasts have passed.",
        record.p85.n,
        n=number(record.p85.n, 0),
    )
    return tr("{first} {second}", first=reason_words(record.p85.reason), second=came)


def _notes(record: Record) -> Iterator[str]:
    for each in (record.p50, record.p85, record.p95):
        told = f"{record_words(each)} {verdict_words(each)}"
        if each.pinball is not None and each.kupiec is not None:
            told += " " + tr(
                "Pinball loss {loss} days, Kupiec p = {p}.",
                loss=number(each.pinball, 1),
                p=number(max(each.kupiec, 0.001), 3),
            )
        yield told
    if record.chances.brier is not None:
        yield brier_words(record.chances) + " " + tr("Hollow points are those chances, with how many there were.")
    if record.pending:
        yield trn(
            "{n} forecast has not come due yet.",
            "{n} forecasts have not come due yet.",
            record.pending,
            n=number(record.pending, 0),
        )
    yield tr("Of each piece of work and each milestone the first forecast counts; the bars are 90 % ranges (Wilson).")


def _alt(scores: list[QuantileScore]) -> str:
    told = ", ".join(
        tr("{name} came true in {share}", name=_name(each.p), share=percent(each.coverage)) for each in scores
    )
    return tr("Chart of forecasts that came true against those that were to: {told}.", told=told)


def _table(record: Record, title: str) -> TableData:
    columns = (
        Column(tr("Forecast"), "text", 18),
        Column(tr("To come true"), "percent", 12, "%"),
        Column(tr("Came true"), "percent", 12, "%"),
        Column(tr("At least"), "percent", 10, "%"),
        Column(tr("At most"), "percent", 10, "%"),
        Column(tr("Kept"), "whole", 9),
        Column(tr("Came due"), "whole", 10),
        Column(tr("Cancelled"), "whole", 10),
        Column(tr("Pinball loss"), "number", 12, tr("days")),
        Column(tr("Kupiec p"), "number", 10),
    )
    rows: list[tuple[Cell, ...]] = []
    for each in (record.p50, record.p85, record.p95):
        low, high = each.range or (None, None)
        rows.append(
            (
                _name(each.p),
                100 * each.p,
                _hundredths(each.coverage),
                _hundredths(low),
                _hundredths(high),
                each.hits,
                each.n,
                each.cancelled,
                None if each.pinball is None else round(each.pinball, 2),
                None if each.kupiec is None else round(each.kupiec, 4),
            )
        )
    for group in record.chances.bins:
        name = tr("Chance {low} to {high}", low=percent(group.low), high=percent(group.high))
        told, came = _hundredths(group.chance), _hundredths(group.share)
        rows.append((name, told, came, None, None, round(group.n * group.share), group.n, None, None, None))
    return TableData(title, columns, tuple(rows))


def _hundredths(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 1)
