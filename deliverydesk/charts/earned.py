"""Earned schedule as a chart: what was planned by each day, what is earned now, and when it ends at this pace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.divergence_words import spi_figure, why_words
from deliverydesk.analysis.earned_plan import EarnedPlan, NoPlan, earned_plan_of
from deliverydesk.charts.axes import nice_range
from deliverydesk.charts.common import coded
from deliverydesk.charts.format import day, number, with_unit
from deliverydesk.charts.spec import Axis, ChartSpec, Flag, LegendEntry, Reference, Series
from deliverydesk.charts.table import Cell, Column, TableData
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from deliverydesk.domain.portfolio import Portfolio

_MOST_DRAWN = 80
"""Points of the plan that are drawn at most."""


def earned_chart(
    portfolio: Portfolio, *, today: date, ids: Collection[int] | None = None, source: str = ""
) -> ChartSpec:
    """The chart of all live work, or of these deliverables."""
    return chart_of(portfolio, earned_plan_of(portfolio, today, ids), ids=ids, source=source)


def chart_of(
    portfolio: Portfolio, found: EarnedPlan | NoPlan, *, ids: Collection[int] | None = None, source: str = ""
) -> ChartSpec:
    """The chart of what was found out already; its table has a row for each product of `ids`."""
    title = tr("Work against its plan")
    empty = _nothing(found) if isinstance(found, NoPlan) else ""
    told = found if isinstance(found, EarnedPlan) else None
    first, last = _ends(found)
    _, high, step = nice_range(0.0, max(told.budget if told else 0.0, 1.0) * 1.05, from_zero=True)
    takeaway = takeaway_of(told) if told else empty
    alt = tr("Chart of planned and earned value over time.")
    return ChartSpec(
        name="earned-schedule",
        title=title,
        takeaway=takeaway,
        source=source,
        alt=f"{alt} {takeaway}",
        x=Axis("time", float(first), float(last), this_year=found.today.year),
        y=Axis("number", 0.0, high, tr("Person-weeks"), step=step),
        series=tuple(_lines(told)) if told else (),
        references=(_budget(told),) if told else (),
        flags=(Flag(float(found.today.toordinal()), tr("today"), "today"),) if told else (),
        legend=(LegendEntry(tr("Planned value"), "text2"), LegendEntry(tr("Earned value"), "accent")) if told else (),
        table=_table(portfolio, found.today, ids, title),
        empty=empty,
        footnotes=tuple(_notes(portfolio, told)) if told else (),
    )


def _nothing(found: NoPlan) -> str:
    advice = tr("Give work a planned start, a planned end and an estimate, and say what remains of it.")
    if not found.left_out:
        return tr("No work has a plan yet. {advice}", advice=advice)
    return tr("No work can be held against a plan: {reasons}. {advice}", reasons=_left_out(found), advice=advice)


def left_out_words(found: EarnedPlan | NoPlan) -> str:
    """How many are not in the plan, and why; empty where all are."""
    return tr("Left out: {reasons}.", reasons=_left_out(found)) if found.left_out else ""


def _left_out(found: EarnedPlan | NoPlan) -> str:
    return "; ".join(tr("of {n} {why}", n=number(n, 0), why=why_words(why)) for why, n in found.left_out)


def _ends(found: EarnedPlan | NoPlan) -> tuple[int, int]:
    today = found.today.toordinal()
    if isinstance(found, NoPlan):
        return today - 30, today + 30
    known = [found.start.toordinal(), today, found.end.toordinal()]
    if found.forecast_end is not None:  # one that is years away would squeeze the plan to nothing
        known.append(min(found.forecast_end.toordinal(), max(known) + 2 * (max(known) - min(known))))
    return min(known), max(known) + 7


def _lines(found: EarnedPlan) -> Iterator[Series]:
    begin, today, end = found.start.toordinal() - 1, found.today.toordinal(), found.end.toordinal()
    step = -(-(len(found.planned) - 1) // _MOST_DRAWN) or 1
    places = sorted({*range(0, len(found.planned), step), len(found.planned) - 1})
    name = tr("Planned value")
    yield Series(
        name,
        "line",
        (*(float(max(begin + at, found.start.toordinal())) for at in places), float(max(today, end + 1))),
        (*(found.planned[at] for at in places), found.budget),
        "text2",
        "path",
        1.75,
        "dashed",
    )
    if today < found.start.toordinal():
        return
    xs, ys = (float(found.start.toordinal()), float(today)), (0.0, found.earned)
    yield Series(tr("Earned value"), "line", xs, ys, "accent", "data", 2.0, ends_in_ring=True)
    if found.earned_on is not None and found.behind is not None and abs(found.behind) >= 1:
        at = (float(found.earned_on.toordinal()), float(today))
        late = found.behind > 0
        yield Series(
            behind_words(found.behind),
            "line",
            at,
            (found.earned,) * 2,
            "over" if late else "ok",
            "limit",
            1.25,
            "dotted",
        )
    if found.forecast_end is not None and found.earned < found.budget and found.forecast_end > found.today:
        ends = (float(today), float(found.forecast_end.toordinal()))
        words = tr("at this pace")
        yield Series(
            words, "line", ends, (found.earned, found.budget), "accent", "forecast", 1.5, "dashed", label=words
        )


def _budget(found: EarnedPlan) -> Reference:
    words = tr("All: {budget}", budget=with_unit(found.budget, tr("pw")))
    return Reference(tr("Budget"), "y", found.budget, label=words)


def behind_words(days: float) -> str:
    """How far work is from its plan: "9 days behind"."""
    whole = round(abs(days))
    if not whole:
        return tr("on plan")
    n = number(whole, 0)
    if days > 0:
        return trn("{n} day behind", "{n} days behind", whole, n=n)
    return trn("{n} day ahead", "{n} days ahead", whole, n=n)


def takeaway_of(found: EarnedPlan) -> str:
    """What was planned by now and what is earned, how far that is from the plan, and when it ends at this pace."""
    told = tr(
        "{earned} person-weeks are earned of {planned} planned by now",
        earned=number(found.earned),
        planned=number(found.planned_now),
    )
    spi_t = found.schedule.spi_t
    if spi_t.value is None or found.behind is None:
        return tr("{told}.", told=told)
    told = tr(
        "{told}: SPI(t) {spi}, {behind}", told=told, spi=spi_figure(spi_t.value), behind=behind_words(found.behind)
    )
    if found.forecast_end is None or found.earned >= found.budget:
        return tr("{told}.", told=told)
    return tr(
        "{told}. At this pace all is done on {day}; planned is {end}.",
        told=told,
        day=day(found.forecast_end, found.today),
        end=day(found.end, found.today),
    )


def _notes(portfolio: Portfolio, found: EarnedPlan) -> Iterator[str]:
    yield tr(
        "What is earned is known of today alone; the line to it is straight. A pace is no chance: see the forecast."
    )
    money = found.money
    if money is not None and money.cpi.value is not None:
        currency = portfolio.settings.currency
        yield tr(
            "Of what has a cost: spent {spent}, earned {earned}, CPI {cpi}.",
            spent=with_unit(money.actual, currency),
            earned=with_unit(float(f"{money.earned:.3g}"), currency),
            cpi=spi_figure(money.cpi.value),
        )
    if left_out := left_out_words(found):
        yield left_out


def _table(portfolio: Portfolio, today: date, ids: Collection[int] | None, title: str) -> TableData:
    currency, unit = portfolio.settings.currency, tr("pw")
    columns = (
        Column(tr("Product"), "text", 24),
        Column(tr("Deliverables"), "whole", 12),
        Column(tr("Budget"), "number", 10, unit),
        Column(tr("Planned value"), "number", 13, unit),
        Column(tr("Earned value"), "number", 12, unit),
        Column(tr("SPI(t)"), "number", 8),
        Column(tr("Days behind"), "number", 11),
        Column(tr("Planned end"), "date", 12),
        Column(tr("At this pace"), "date", 12),
        Column(tr("Spent"), "number", 12, currency),
        Column(tr("CPI"), "number", 8),
    )
    wanted = list(portfolio.live if ids is None else ids)
    by_product: dict[int | None, list[int]] = {}
    for each in wanted:
        by_product.setdefault(portfolio.deliverables[each].product, []).append(each)
    rows: list[tuple[Cell, ...]] = []
    for product in sorted(by_product, key=lambda each: (each is None, each or 0)):
        known = portfolio.products.get(product)
        name = tr("No product") if known is None else coded(portfolio, known.id, known.name)
        rows += _row(name, earned_plan_of(portfolio, today, by_product[product]))
    if len(rows) > 1:
        rows += _row(tr("All products"), earned_plan_of(portfolio, today, wanted))
    return TableData(title, columns, tuple(rows))


def _row(name: str, found: EarnedPlan | NoPlan) -> Iterator[tuple[Cell, ...]]:
    if isinstance(found, EarnedPlan):
        spi, money = found.schedule.spi_t.value, found.money
        cpi = None if money is None else money.cpi.value
        yield (
            name,
            len(found.deliverables),
            round(found.budget, 1),
            round(found.planned_now, 1),
            round(found.earned, 1),
            None if spi is None else round(spi, 2),
            None if found.behind is None else round(found.behind),
            found.end,
            found.forecast_end,
            None if money is None else money.actual,
            None if cpi is None else round(cpi, 2),
        )
