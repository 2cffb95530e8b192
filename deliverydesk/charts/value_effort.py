"""Value against effort: every open item as a point, cut into quick wins, big bets, fill-ins and question marks."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.analysis.value_effort import Field, field_of
from deliverydesk.charts.axes import nice_range
from deliverydesk.charts.common import coded, product_legend, product_numbers, product_role
from deliverydesk.charts.format import number, shortened
from deliverydesk.charts.spec import Axis, ChartSpec, Note, Reference, Series
from deliverydesk.charts.table import Column, TableData
from deliverydesk.domain.choices import choice_words
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from deliverydesk.domain.portfolio import Portfolio

LABELLED = 120
"""So many points, by rank, have a name where it finds room."""
QUICK, BIG, FILL, QUESTION = tr("Quick wins"), tr("Big bets"), tr("Fill-ins"), tr("Question marks")
BORDER = tr("borderline")
_COUNTED: dict[str, Callable[[int, str], str]] = {
    QUICK: lambda count, n: trn("{n} quick win", "{n} quick wins", count, n=n),
    BIG: lambda count, n: trn("{n} big bet", "{n} big bets", count, n=n),
    FILL: lambda count, n: trn("{n} fill-in", "{n} fill-ins", count, n=n),
    QUESTION: lambda count, n: trn("{n} question mark", "{n} question marks", count, n=n),
    BORDER: lambda count, n: trn("{n} borderline", "{n} borderline", count, n=n),
}
_SPAN = 12.0
"""From this ratio of the largest to the smallest on, a scale is logarithmic."""
_NEAR = 0.02


class Cuts(NamedTuple):
    """Where the field is cut; None for the median."""

    effort: float | None = None
    value: float | None = None

    def at(self, field: Field) -> tuple[float, float]:
        """The effort and value of the cut lines."""
        effort, value = field.medians()
        return (self.effort or effort), (value if self.value is None else self.value)


def value_effort_chart(
    portfolio: Portfolio,
    *,
    today: date,
    source: str = "",
    ids: Iterable[int] | None = None,
    cuts: Cuts = Cuts(),  # noqa: B008 - immutable
) -> ChartSpec:
    """Points at likely effort in person-weeks and value by the portfolio's scoring model."""
    del today  # the same on every day
    return chart_of(portfolio, field_of(portfolio, ids), cuts, source=source)


def chart_of(portfolio: Portfolio, field: Field, cuts: Cuts, *, source: str = "") -> ChartSpec:
    """The chart of a field that has been gathered already."""
    at = cuts.at(field)
    items, numbers = portfolio.deliverables, product_numbers(portfolio)
    x = _axis([*(point.effort for point in field.points), at[0]], tr("Likely effort, person-weeks"))
    y = _axis([*(point.value for point in field.points), at[1]], _value_words(portfolio, field))
    titles = [shortened(items[point.id].title, 32) for point in field.points[:LABELLED]]
    dots = Series(
        tr("Deliverables"),
        "points",
        tuple(point.effort for point in field.points),
        tuple(point.value for point in field.points),
        marker=4.0,
        hollow=False,
        roles=tuple(product_role(numbers, items[point.id].product) for point in field.points),
        labels=(*titles, *("",) * (len(field.points) - len(titles))),
        keys=tuple(point.id for point in field.points),
    )
    quadrants = [quadrant(x, y, at, point.effort, point.value) for point in field.points]
    return ChartSpec(
        name="value-effort",
        title=tr("Value against effort"),
        takeaway=_takeaway(field, quadrants),
        source=source,
        alt=_alt(field, quadrants),
        x=x,
        y=y,
        series=(dots,) if field.points else (),
        references=(
            Reference(tr("Effort cut"), "x", at[0], "ctl", stroke="dashed", width=1.25),
            Reference(tr("Value cut"), "y", at[1], "ctl", stroke="dashed", width=1.25),
        ),
        notes=_names(x, y),
        legend=product_legend(portfolio, {items[point.id].product for point in field.points}),
        table=_table(portfolio, field, quadrants),
        empty="" if field.points else tr("No open item has both an effort and a value yet."),
    )


def quadrant(x: Axis, y: Axis, at: tuple[float, float], effort: float, value: float) -> str:
    """The name of the quarter that a place is in; borderline on a cut line."""
    across, up = x.share(effort) - x.share(at[0]), y.share(value) - y.share(at[1])
    if abs(across) < _NEAR or abs(up) < _NEAR:
        return BORDER
    if up > 0:
        return QUICK if across < 0 else BIG
    return FILL if across < 0 else QUESTION


def _axis(values: Sequence[float], title: str) -> Axis:
    low, high = min(values), max(values)
    if low > 0 and high / low >= _SPAN:
        title = tr("{axis}, logarithmic scale", axis=title)
        return Axis("number", _below(low / 1.15), _above(high * 1.15), title, log=True)
    first, last, step = nice_range(low, high * 1.05 if high > 0 else high, from_zero=True)
    return Axis("number", first, last, title, step=step)


def _below(value: float) -> float:
    ten = 10.0 ** math.floor(math.log10(value))
    return max(ten * each for each in (1, 2, 5) if ten * each <= value * (1 + 1e-12))


def _above(value: float) -> float:
    ten = 10.0 ** math.floor(math.log10(value))
    return min(ten * each for each in (1, 2, 5, 10) if ten * each >= value * (1 - 1e-12))


def _value_words(portfolio: Portfolio, field: Field) -> str:
    words = field.measure.words
    if field.measure.field == "reach":
        period = choice_words(portfolio.settings.reach_period)
        return tr("{measure} (people a {period})", measure=words, period=period)
    if field.measure.field == "cost_of_delay":
        return f"{words}, {portfolio.settings.currency}"
    return words


def _names(x: Axis, y: Axis) -> tuple[Note, ...]:
    left, right = x.low, x.high
    top, foot = y.at(0.985), y.at(0.015)
    return (
        Note(left, top, QUICK, "text3", "right", rank=0, bold=True),
        Note(right, top, BIG, "text3", "left", rank=0, bold=True),
        Note(left, foot, FILL, "text3", "right", rank=0, bold=True),
        Note(right, foot, QUESTION, "text3", "left", rank=0, bold=True),
    )


def _takeaway(field: Field, quadrants: Sequence[str]) -> str:
    if not quadrants:
        return ""
    words = trn(
        "{quick} and {big} among {n} open item",
        "{quick} and {big} among {n} open items",
        len(quadrants),
        n=number(len(quadrants), 0),
        quick=_counted(quadrants, QUICK),
        big=_counted(quadrants, BIG),
    )
    if missing := len(field.missing):
        n = number(missing, 0)
        words += "; " + trn("{n} item without value or effort", "{n} items without value or effort", missing, n=n)
    return f"{words}."


def _counted(quadrants: Sequence[str], name: str) -> str:
    count = quadrants.count(name)
    return _COUNTED[name](count, number(count, 0))


def _alt(field: Field, quadrants: Sequence[str]) -> str:
    if not quadrants:
        return tr(
            "Scatter chart of value ({measure}) against likely effort in person-weeks; nothing can be placed yet.",
            measure=field.measure.words,
        )
    return trn(
        "Scatter chart of value ({measure}) against likely effort in person-weeks of {n} open item: {found}.",
        "Scatter chart of value ({measure}) against likely effort in person-weeks of {n} open items: {found}.",
        len(quadrants),
        n=number(len(quadrants), 0),
        measure=field.measure.words,
        found=", ".join(_counted(quadrants, name) for name in (QUICK, BIG, FILL, QUESTION, BORDER)),
    )


def _table(portfolio: Portfolio, field: Field, quadrants: Sequence[str]) -> TableData:
    columns = (
        Column(tr("Rank"), "whole", 8),
        Column(tr("Deliverable"), "text", 44),
        Column(tr("Effort"), "number", 10, tr("pw")),
        Column(field.measure.words, "number", 22),
        Column(tr("Quadrant"), "text", 18),
    )
    items = portfolio.deliverables

    def name(entity_id: int) -> str:
        return coded(portfolio, items[entity_id].product, items[entity_id].title)

    placed = [
        (portfolio.rank(point.id), name(point.id), point.effort, point.value, where)
        for point, where in zip(field.points, quadrants, strict=True)
    ]
    rest = [
        (portfolio.rank(each.id), name(each.id), None, None, tr("not placed: {reason}", reason=each.reason))
        for each in field.missing
    ]
    return TableData(tr("Value against effort"), columns, (*placed, *rest))
