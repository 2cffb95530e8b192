"""The waste and delay bill as charts and as a table: what moves nothing, is old or split, and what waiting costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.briefing_words import some
from deliverydesk.analysis.coverage import Amount
from deliverydesk.analysis.waste import Moves, Waste, waste_of
from deliverydesk.charts.axes import nice_range
from deliverydesk.charts.common import coded, product_legend, product_numbers, product_role
from deliverydesk.charts.format import number, shortened, with_unit
from deliverydesk.charts.spec import Axis, ChartSpec, Series
from deliverydesk.charts.table import Cell, Column, TableData
from deliverydesk.domain.wording import named
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from deliverydesk.domain.portfolio import Portfolio

_MOST = 14
"""So much ready work is drawn; the table has all."""
LINES = {
    Moves.WORSENING: tr("Its outcome gets worse"),
    Moves.FLAT: tr("Its outcome stays flat"),
    Moves.UNMEASURED: tr("Its outcome is not measured"),
}
_ROLES = {Moves.WORSENING: "over", Moves.FLAT: "text2", Moves.UNMEASURED: "text3"}


def waste_chart(portfolio: Portfolio, *, today: date, source: str = "") -> ChartSpec:
    """The bill from a portfolio; of a thousand outcomes their evidence takes half a second."""
    return chart_of(portfolio, _waste(portfolio, today), source=source)


def delay_chart(portfolio: Portfolio, *, today: date, source: str = "") -> ChartSpec:
    """What waiting costs, from a portfolio."""
    return delay_chart_of(portfolio, _waste(portfolio, today), source=source)


def _waste(portfolio: Portfolio, today: date) -> Waste:
    from deliverydesk.analysis.evidence.page import evidence_of_all

    return waste_of(portfolio, evidence_of_all(portfolio, today).evidence, today)


def chart_of(portfolio: Portfolio, waste: Waste, *, source: str = "") -> ChartSpec:
    """A bar for each line of work in flight, in person-weeks still to come. Lines overlap and are not added."""
    drawn = _drawn(waste)
    efforts = [amount.effort for _, amount, _ in drawn]
    _, high, step = nice_range(0.0, max(efforts, default=0.0) or 1.0, from_zero=True)
    bars = Series(
        tr("Effort to come"),
        "bars",
        tuple(efforts),
        tuple(float(place) for place in range(len(drawn))),
        tint=0.75,
        roles=tuple(role for _, _, role in drawn),
        labels=tuple(_label(amount) for _, amount, _ in drawn),
        keys=tuple(-1 - place for place in range(len(drawn))),
        rank=4,
    )
    takeaway = _takeaway(portfolio, waste)
    alt = tr("Bar chart of the effort still to come of work that moves nothing or is old.")
    return ChartSpec(
        name="waste",
        title=tr("Waste and delay bill"),
        takeaway=takeaway,
        source=source,
        alt=f"{alt} {takeaway}".strip(),
        x=Axis("number", 0.0, high, tr("Person-weeks still to do"), step=step),
        y=Axis("category", -0.5, max(len(drawn), 1) - 0.5, categories=tuple(name for name, _, _ in drawn)),
        series=(bars,) if drawn else (),
        table=bill_table(portfolio, waste),
        empty=""
        if drawn
        else tr("Nothing in flight is on the bill. It fills once readings say that an outcome does not move."),
        footnotes=_footnotes(portfolio, waste),
    )


def _drawn(waste: Waste) -> list[tuple[str, Amount, str]]:
    """The lines that anything stands on: name, amount, colour."""
    lines = [(LINES[line.moves], line.amount, _ROLES[line.moves]) for line in waste.lines]
    lines.append((tr("Under way too long"), waste.ageing.amount, "accent"))
    return [each for each in lines if each[1].deliverables]


def rows_of(waste: Waste) -> dict[int, tuple[int, ...]]:
    """The deliverables that each bar of the bill stands on, by the key of the bar: negative, as it is of several."""
    return {-1 - place: amount.deliverables for place, (_, amount, _) in enumerate(_drawn(waste))}


def _label(amount: Amount) -> str:
    count, effort = len(amount.deliverables), with_unit(amount.effort, tr("pw"))
    return trn("{effort}, {n} deliverable", "{effort}, {n} deliverables", count, effort=effort, n=number(count, 0))


def _takeaway(portfolio: Portfolio, waste: Waste) -> str:
    idle = [waste.line(each).amount for each in (Moves.WORSENING, Moves.FLAT)]
    told = []
    if effort := sum(amount.effort for amount in idle):
        told.append(
            tr(
                "{effort} person-weeks and {money} still to come are for outcomes that stay flat or get worse",
                effort=number(effort),
                money=with_unit(sum(amount.money for amount in idle), portfolio.settings.currency),
            )
        )
    if waste.waiting.total is not None:
        cost = with_unit(waste.waiting.total, portfolio.settings.currency)
        told.append(tr("each week that ready work waits costs {money}", money=cost))
    words = "; ".join(told)
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def _footnotes(portfolio: Portfolio, waste: Waste) -> tuple[str, ...]:
    told = [
        tr("One deliverable may stand on several lines, so lines are not added. What is spent already is not in them.")
    ]
    level = waste.ageing.level
    if level.days is None:
        told.append(
            tr(
                "What is under way too long cannot be told before {needs} are finished; {n} are.",
                needs=number(level.needs, 0),
                n=number(level.n, 0),
            )
        )
    else:
        told.append(
            tr(
                "Under way too long: longer than the {days} days that 85 % of finished work kept.",
                days=number(level.days, 0),
            )
        )
    if waste.splits:
        teams = some([portfolio.teams[each.team].name for each in waste.splits])
        told.append(tr("With more in delivery at once than half their people: {teams}.", teams=teams))
    return tuple(told)


def bill_table(portfolio: Portfolio, waste: Waste) -> TableData:
    """The whole bill: one row for every line that anything stands on, with what it stands on."""
    currency = portfolio.settings.currency
    columns = (
        Column(tr("Line"), "text", 34),
        Column(tr("Stands on"), "text", 50),
        Column(tr("Deliverables"), "whole", 12),
        Column(tr("Effort to come"), "number", 13, tr("pw")),
        Column(tr("Money to come"), "number", 13, currency),
        Column(tr("Spent already"), "number", 13, currency),
        Column(tr("A week of waiting"), "number", 13, currency),
    )
    rows = [_row(portfolio, LINES[line.moves], line.amount) for line in waste.lines]
    rows.append(_row(portfolio, tr("Under way too long"), waste.ageing.amount))
    for split in waste.splits:
        team = portfolio.teams[split.team]
        name = tr("{team} is split, {people} people", team=team.name, people=number(split.people))
        rows.append((name, _titles(portfolio, split.deliverables), len(split.deliverables), None, None, None, None))
    rows.append((*_row(portfolio, tr("Ready, and waiting"), waste.waiting.amount)[:-1], waste.waiting.total))
    return TableData(tr("Waste and delay bill"), columns, tuple(row for row in rows if row[2]), lines=2)


def _row(portfolio: Portfolio, name: str, amount: Amount) -> tuple[Cell, ...]:
    titles = _titles(portfolio, amount.deliverables)
    return (name, titles, len(amount.deliverables), amount.effort, amount.money, amount.spent, None)


def _titles(portfolio: Portfolio, deliverables: Iterable[int]) -> str:
    return some([named(portfolio.deliverables[each]) for each in deliverables])


def bill_exhibit(portfolio: Portfolio, today: date) -> tuple[TableData, str]:
    """The bill as a table, and what it comes to."""
    waste = _waste(portfolio, today)
    words = _takeaway(portfolio, waste)
    return bill_table(portfolio, waste), words or tr("There is nothing on the bill.")


def delay_chart_of(portfolio: Portfolio, waste: Waste, *, source: str = "") -> ChartSpec:
    """A bar for each ready deliverable that waits, by the cost of a week's delay, the dearest first."""
    waiting, currency = waste.waiting, portfolio.settings.currency
    shown = waiting.costed[:_MOST]
    items, numbers = portfolio.deliverables, product_numbers(portfolio)
    names = tuple(coded(portfolio, items[each].product, shortened(items[each].title, 40)) for each in shown)
    costs = waiting.per_week[: len(shown)]
    bars = Series(
        tr("Cost of delay"),
        "bars",
        costs,
        tuple(float(place) for place in range(len(shown))),
        roles=tuple(product_role(numbers, items[each].product) for each in shown),
        labels=tuple(with_unit(cost, currency) for cost in costs),
        keys=shown,
        rank=4,
    )
    _, high, step = nice_range(0.0, max(costs, default=0.0) or 1.0, from_zero=True)
    takeaway = _delay_takeaway(portfolio, waste)
    alt = tr("Bar chart of what each week of waiting costs, by ready deliverable.")
    return ChartSpec(
        name="delay",
        title=tr("What waiting costs"),
        takeaway=takeaway,
        source=source,
        alt=f"{alt} {takeaway}".strip(),
        x=Axis("number", 0.0, high, tr("{currency} a week", currency=currency), step=step),
        y=Axis("category", -0.5, max(len(shown), 1) - 0.5, categories=names),
        series=(bars,) if shown else (),
        legend=product_legend(portfolio, {items[each].product for each in shown}),
        table=_delay_table(portfolio, waste),
        empty=_delay_empty(waste),
        footnotes=_delay_footnotes(waste),
    )


def _delay_empty(waste: Waste) -> str:
    if waste.waiting.costed:
        return ""
    if waste.waiting.amount.deliverables:
        return tr("Ready work has no cost of delay yet. Fill it in, and what waiting costs is shown here.")
    return tr("Nothing is ready and waiting.")


def _delay_takeaway(portfolio: Portfolio, waste: Waste) -> str:
    waiting, currency = waste.waiting, portfolio.settings.currency
    if waiting.total is None:
        return ""
    week = with_unit(waiting.total, currency)
    count = len(waiting.costed)
    if waiting.so_far is None:
        return trn(
            "{n} ready deliverable waits, at {week} a week.",
            "{n} ready deliverables wait, at {week} a week.",
            count,
            n=number(count, 0),
            week=week,
        )
    return trn(
        "{n} ready deliverable waits, at {week} a week; so far that has cost {so_far}.",
        "{n} ready deliverables wait, at {week} a week; so far that has cost {so_far}.",
        count,
        n=number(count, 0),
        week=week,
        so_far=with_unit(float(f"{waiting.so_far:.3g}"), currency),
    )


def _delay_footnotes(waste: Waste) -> tuple[str, ...]:
    waiting, told = waste.waiting, []
    if waiting.uncosted:
        told.append(
            trn(
                "{n} ready deliverable has no cost of delay.",
                "{n} ready deliverables have no cost of delay.",
                waiting.uncosted,
                n=number(waiting.uncosted, 0),
            )
        )
    if waiting.undated:
        told.append(
            trn(
                "Of {n} nobody knows since when it is ready.",
                "Of {n} nobody knows since when they are ready.",
                waiting.undated,
                n=number(waiting.undated, 0),
            )
        )
    return tuple(told)


def _delay_table(portfolio: Portfolio, waste: Waste) -> TableData:
    waiting, currency = waste.waiting, portfolio.settings.currency
    columns = (
        Column(tr("Deliverable"), "text", 44),
        Column(tr("A week of waiting"), "number", 14, currency),
        Column(tr("Weeks ready"), "number", 12),
        Column(tr("Cost so far"), "number", 14, currency),
    )
    costed = zip(waiting.costed, waiting.per_week, waiting.weeks, strict=True)
    rows: list[tuple[Cell, ...]] = [
        (
            _coded_title(portfolio, each),
            cost,
            None if weeks is None else round(weeks, 1),
            None if weeks is None else cost * weeks,
        )
        for each, cost, weeks in costed
    ]
    known = frozenset(waiting.costed)
    bare = [each for each in waiting.amount.deliverables if each not in known]
    rows += [(_coded_title(portfolio, each), None, None, None) for each in bare]
    return TableData(tr("What waiting costs"), columns, tuple(rows))


def _coded_title(portfolio: Portfolio, deliverable: int) -> str:
    item = portfolio.deliverables[deliverable]
    return coded(portfolio, item.product, item.title)
