"""Coverage as a chart: effort or money to come of every product, by whether what it is for is measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from deliverydesk.analysis.coverage import Amount, Cover, Coverage, Lack, ProductCoverage, coverage_of
from deliverydesk.charts.axes import nice_range
from deliverydesk.charts.common import NO_PRODUCT, coded, product_numbers, product_role
from deliverydesk.charts.format import number, percent, with_unit
from deliverydesk.charts.spec import Axis, ChartSpec, LegendEntry, Series
from deliverydesk.charts.table import Cell, Column, TableData
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.domain.portfolio import Portfolio

Measure = Literal["effort", "money"]

COVERS = {
    Cover.MEASURED: tr("Measured"),
    Cover.TOO_EARLY: tr("Too early"),
    Cover.UNMEASURED: tr("Not measured"),
}
# the less is known, the emptier the bar
_TINTS = {Cover.MEASURED: 1.0, Cover.TOO_EARLY: 0.5, Cover.UNMEASURED: 0.15}
_LACKS = {
    Lack.NO_OUTCOME: lambda count, n: trn("{n} has no outcome", "{n} have no outcome", count, n=n),
    Lack.NO_READINGS: lambda count, n: trn(
        "the outcome of {n} was never read", "the outcomes of {n} were never read", count, n=n
    ),
    Lack.NO_GOAL: lambda count, n: trn(
        "the outcome of {n} does not say what is to be reached by when",
        "the outcomes of {n} do not say what is to be reached by when",
        count,
        n=n,
    ),
    Lack.NO_VARIATION: lambda count, n: trn(
        "the readings of {n} are all the same", "the readings of {n} are all the same", count, n=n
    ),
    Lack.STALE: lambda count, n: trn(
        "{n} has an outcome last read long ago", "{n} have outcomes last read long ago", count, n=n
    ),
}


def coverage_chart(portfolio: Portfolio, *, today: date, source: str = "", measure: Measure = "effort") -> ChartSpec:
    """The chart from a portfolio; of a thousand outcomes their evidence takes half a second."""
    from deliverydesk.analysis.evidence.page import evidence_of_all

    evidence = evidence_of_all(portfolio, today).evidence
    return chart_of(portfolio, coverage_of(portfolio, evidence, today), source=source, measure=measure)


def chart_of(portfolio: Portfolio, coverage: Coverage, *, source: str = "", measure: Measure = "effort") -> ChartSpec:
    """The chart of what was found out already. What is spent stands in the table and is added to nothing."""
    shown = coverage.products
    names = tuple(_name(portfolio, each) for each in shown)
    totals = [sum(_value(part.amount, measure) for part in each.parts) for each in shown]
    _, high, step = nice_range(0.0, max(totals, default=0.0) or 1.0, from_zero=True)
    unit = tr("pw") if measure == "effort" else portfolio.settings.currency
    used = [cover for cover in Cover if any(_value(each.amount(cover), measure) for each in shown)]
    takeaway = _takeaway(portfolio, coverage, measure)
    effort = measure == "effort"
    nothing = tr("Bar chart of the coverage of work to come, no open deliverables yet.")
    alt = tr("Stacked bar chart of work to come by whether what it is for is measured.") if shown else nothing
    return ChartSpec(
        name="coverage" if effort else "coverage-money",
        title=tr("Effort to come, by whether it is measured")
        if effort
        else tr("Money to come, by whether it is measured"),
        takeaway=takeaway,
        source=source,
        alt=f"{alt} {takeaway}"
        if shown
        else tr("Bar chart of the coverage of work to come, no open deliverables yet."),
        x=Axis("number", 0.0, high, tr("Person-weeks still to do") if effort else unit, step=step),
        y=Axis("category", -0.5, max(len(shown), 1) - 0.5, categories=names),
        series=_series(portfolio, coverage, measure, used or list(Cover)[:1], totals, unit),
        legend=tuple(LegendEntry(COVERS[cover], "text2", _TINTS[cover]) for cover in used),
        table=_table(portfolio, coverage),
        empty="" if shown else tr("No open deliverables yet. Add one, or import a backlog."),
        footnotes=_footnotes(coverage),
    )


def _value(amount: Amount, measure: Measure) -> float:
    return amount.effort if measure == "effort" else amount.money


def _name(portfolio: Portfolio, each: ProductCoverage) -> str:
    product = portfolio.products.get(each.product)
    return tr("No product") if product is None else coded(portfolio, product.id, product.name)


def _series(
    portfolio: Portfolio, coverage: Coverage, measure: Measure, used: list[Cover], totals: list[float], unit: str
) -> tuple[Series, ...]:
    shown, numbers = coverage.products, product_numbers(portfolio)
    places = tuple(float(place) for place in range(len(shown)))
    labels = tuple(with_unit(total, unit) for total in totals)
    return tuple(
        Series(
            COVERS[cover],
            "bars",
            tuple(_value(each.amount(cover), measure) for each in shown),
            places,
            role=NO_PRODUCT,
            tint=_TINTS[cover],
            roles=tuple(product_role(numbers, each.product) for each in shown),
            labels=labels if cover is used[-1] else (),
            keys=tuple(_key(place, cover) for place in range(len(shown))),
            rank=4,
        )
        for cover in used
        if shown
    )


def _key(place: int, cover: Cover) -> int:
    return -1 - place * len(Cover) - list(Cover).index(cover)


def rows_of(coverage: Coverage) -> dict[int, tuple[int, ...]]:
    """The deliverables that each part of a bar stands on, by its key: negative, as it is of several."""
    return {
        _key(place, part.cover): part.amount.deliverables
        for place, each in enumerate(coverage.products)
        for part in each.parts
        if part.amount.deliverables
    }


def _takeaway(portfolio: Portfolio, coverage: Coverage, measure: Measure) -> str:
    whole = sum(_value(part.amount, measure) for part in coverage.whole.parts)
    if not whole:
        return ""
    bare = percent(_value(coverage.whole.amount(Cover.UNMEASURED), measure) / whole)
    if measure == "effort":
        told = tr(
            "{bare} of {whole} person-weeks to come are on work without a measured outcome",
            bare=bare,
            whole=number(whole),
        )
    else:
        told = tr(
            "{bare} of {whole} still to be spent is for work without a measured outcome",
            bare=bare,
            whole=with_unit(whole, portfolio.settings.currency),
        )
    early = _value(coverage.whole.amount(Cover.TOO_EARLY), measure)
    if early:
        told = tr("{told}; for another {early} it is too early to tell", told=told, early=percent(early / whole))
    return tr("{told}.", told=told)


def _footnotes(coverage: Coverage) -> tuple[str, ...]:
    told = [
        _LACKS[lack](len(amount.deliverables), number(len(amount.deliverables), 0)) for lack, amount in coverage.lacks
    ]
    return (tr("Not measured: {reasons}.", reasons="; ".join(told)),) if told else ()


def _table(portfolio: Portfolio, coverage: Coverage) -> TableData:
    currency = portfolio.settings.currency
    columns = (
        Column(tr("Product"), "text", 24),
        Column(tr("Outcome"), "text", 14),
        Column(tr("Deliverables"), "whole", 12),
        Column(tr("Effort to come"), "number", 14, tr("pw")),
        Column(tr("Not estimated"), "whole", 13),
        Column(tr("Money to come"), "number", 14, currency),
        Column(tr("Without a cost"), "whole", 13),
        Column(tr("Spent already"), "number", 14, currency),
    )
    named = [(_name(portfolio, each), each) for each in coverage.products]
    if len(named) > 1:
        named.append((tr("All products"), coverage.whole))
    rows: list[tuple[Cell, ...]] = []
    for name, each in named:
        for part in each.parts:
            amount = part.amount
            if amount.deliverables:
                rows.append(
                    (
                        name,
                        COVERS[part.cover],
                        len(amount.deliverables),
                        amount.effort,
                        amount.unestimated,
                        amount.money,
                        amount.uncosted,
                        amount.spent,
                    )
                )
    return TableData(tr("Coverage"), columns, tuple(rows))
