"""The effort still to come of every product, by stage."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from deliverydesk.charts.axes import nice_range
from deliverydesk.charts.common import NO_PRODUCT, coded, product_numbers, product_role
from deliverydesk.charts.format import counted, number
from deliverydesk.charts.spec import Axis, ChartSpec, LegendEntry, Series
from deliverydesk.charts.table import Cell, Column, TableData
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.estimates import effort_of
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage

# the nearer to people's hands, the fuller the colour; stages are ink only
_STAGES = (
    (Stage.DELIVERY, "In delivery", 1.0),
    (Stage.IMPROVING, "Improving", 0.78),
    (Stage.READY, "Ready", 0.56),
    (Stage.SHAPING, "Shaping", 0.36),
    (Stage.IDEA, "Idea", 0.18),
)


def effort_to_come(portfolio: Portfolio, item: Deliverable) -> float | None:
    """Person-weeks still to do: the remaining effort where it is kept, else the likely estimate; None where
    neither is.
    """
    return item.remaining if item.remaining is not None else effort_of(portfolio, item).likely


def effort_chart(portfolio: Portfolio, *, today: date, source: str = "") -> ChartSpec:
    """A bar for every product, the most effort first, its parts by stage; open deliverables only."""
    del today  # the same on every day
    sums: dict[int | None, dict[Stage, float]] = defaultdict(lambda: defaultdict(float))
    unknown: dict[int | None, int] = defaultdict(int)
    for item in portfolio.deliverables:
        if not item.is_open:
            continue
        product = item.product if item.product in portfolio.products else None
        effort = effort_to_come(portfolio, item)
        if effort is None:
            unknown[product] += 1
        else:
            sums[product][item.stage] += effort
    shown = sorted({*sums, *unknown}, key=lambda product: (-sum(sums[product].values()), product or 0))
    totals = [sum(sums[product].values()) for product in shown]
    _, high, step = nice_range(0.0, max(totals, default=0.0) or 1.0, from_zero=True)
    names = tuple(_name(portfolio, product) for product in shown)
    return ChartSpec(
        name="effort",
        title="Effort still to come, by product",
        takeaway=_takeaway(totals, sum(unknown.values())),
        source=source,
        alt=_alt(names, totals),
        x=Axis("number", 0.0, high, "Person-weeks still to do", step=step),
        y=Axis("category", -0.5, max(len(shown), 1) - 0.5, categories=names),
        series=_series(portfolio, shown, sums, unknown),
        legend=tuple(LegendEntry(words, "text2", tint) for stage, words, tint in _STAGES if _is_used(stage, sums)),
        table=_table(names, shown, sums, unknown),
        empty="" if shown else "No open deliverables yet. Add one, or import a backlog.",
    )


def _is_used(stage: Stage, sums: dict[int | None, dict[Stage, float]]) -> bool:
    return any(parts.get(stage) for parts in sums.values())


def _name(portfolio: Portfolio, product_id: int | None) -> str:
    product = portfolio.products.get(product_id)
    return "No product" if product is None else coded(portfolio, product.id, product.name)


def _series(
    portfolio: Portfolio,
    shown: list[int | None],
    sums: dict[int | None, dict[Stage, float]],
    unknown: dict[int | None, int],
) -> tuple[Series, ...]:
    numbers = product_numbers(portfolio)
    roles = tuple(product_role(numbers, product) for product in shown)
    used = [entry for entry in _STAGES if _is_used(entry[0], sums)] or list(_STAGES[:1])
    made = []
    for stage, words, tint in used:
        values = tuple(sums[product].get(stage, 0.0) for product in shown)
        labels = tuple(_total(sums[product], unknown[product]) for product in shown) if stage is used[-1][0] else ()
        places = tuple(float(place) for place in range(len(shown)))
        made.append(
            Series(words, "bars", values, places, role=NO_PRODUCT, tint=tint, roles=roles, labels=labels, rank=4)
        )
    return tuple(made)


def _total(parts: dict[Stage, float], unknown: int) -> str:
    words = f"{number(sum(parts.values()))} pw"
    return f"{words}, {number(unknown, 0)} not estimated" if unknown else words


def _takeaway(totals: list[float], unknown: int) -> str:
    words = f"{number(sum(totals))} person-weeks still to do in {counted(len(totals), 'product')}"
    return f"{words}; {counted(unknown, 'deliverable')} not estimated." if unknown else f"{words}."


def _alt(names: tuple[str, ...], totals: list[float]) -> str:
    if not names:
        return "Bar chart of the effort still to come, no open deliverables yet."
    words = f"Stacked bar chart of the effort still to come: {number(sum(totals))} person-weeks"
    return f"{words} in {counted(len(names), 'product')}. Most has {names[0]} with {number(totals[0])}."


def _table(
    names: tuple[str, ...],
    shown: list[int | None],
    sums: dict[int | None, dict[Stage, float]],
    unknown: dict[int | None, int],
) -> TableData:
    columns = (
        Column("Product", "text", 28),
        *(Column(words, "number", 12, "pw") for _, words, _ in _STAGES),
        Column("Total", "number", 12, "pw"),
        Column("Not estimated", "whole", 14),
    )
    rows: list[tuple[Cell, ...]] = []
    for name, product in zip(names, shown, strict=True):
        parts = [sums[product].get(stage, 0.0) for stage, _, _ in _STAGES]
        rows.append((name, *parts, sum(parts), unknown[product]))
    return TableData("Effort still to come, by product", columns, tuple(rows))
