"""The scores of the first items of the backlog, in the manager's order: where rank and score agree and where
not.
"""

from __future__ import annotations

from datetime import date

from deliverydesk.analysis.models import MODELS
from deliverydesk.analysis.scores import Score, ScoreBoard
from deliverydesk.charts.axes import nice_range
from deliverydesk.charts.common import coded, product_legend, product_numbers, product_role
from deliverydesk.charts.format import counted, number
from deliverydesk.charts.spec import Axis, ChartSpec, Series
from deliverydesk.charts.table import Column, TableData
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.portfolio import Portfolio

TOP = 15


def scores_chart(portfolio: Portfolio, *, today: date, source: str = "", top: int = TOP) -> ChartSpec:
    """A bar with the score of each of the first ``top`` open items in the manager's order, by the portfolio's
    model.

    Rank and score are two things: the order is the manager's, the bar's length is the score, the words give
    the rank by score.
    """
    del today  # the same on every day
    board = ScoreBoard.of(portfolio)
    model = MODELS[board.model].title
    items = [portfolio.deliverables[item] for item in portfolio.live if portfolio.deliverables[item].is_open]
    shown = [(place, item, board.score(item.id)) for place, item in enumerate(items[:top], start=1)]
    values = [score.value or 0.0 for _, _, score in shown]
    low, high, step = nice_range(min(values, default=0.0), max(values, default=0.0), from_zero=True)
    numbers = product_numbers(portfolio)
    bars = Series(
        f"{model} score",
        "bars",
        tuple(values),
        tuple(float(place) for place in range(len(shown))),
        roles=tuple(product_role(numbers, item.product) for _, item, _ in shown),
        labels=tuple(_words(score) for _, _, score in shown),
        keys=tuple(item.id for _, item, _ in shown),
    )
    return ChartSpec(
        name="scores",
        title=f"{model} score beside the manager\u2019s rank, top {len(shown)}" if shown else "Score beside rank",
        takeaway=_takeaway(shown, model),
        source=source,
        alt=_alt(shown, model),
        x=Axis("number", low, high, f"{model} score", step=step),
        y=Axis("category", -0.5, max(len(shown), 1) - 0.5, categories=tuple(_name(portfolio, *one) for one in shown)),
        series=(bars,) if shown else (),
        legend=product_legend(portfolio, {item.product for _, item, _ in shown}),
        table=_table(portfolio, shown, model),
        empty="" if shown else "No open deliverables yet. Add one, or import a backlog.",
    )


_Row = tuple[int, Deliverable, Score]


def _name(portfolio: Portfolio, place: int, item: Deliverable, score: Score) -> str:
    del score
    return f"{place}  {coded(portfolio, item.product, item.title)}"


def _words(score: Score) -> str:
    if score.value is None:
        return "no score"
    return number(score.value) if score.rank is None else f"{number(score.value)}, {_ordinal(score.rank)} by score"


def _ordinal(rank: int) -> str:
    ending = "th" if rank % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{number(rank, 0)}{ending}"


def _takeaway(shown: list[_Row], model: str) -> str:
    count = len(shown)
    both = sum(1 for _, _, score in shown if score.rank is not None and score.rank <= count)
    silent = sum(1 for _, _, score in shown if score.value is None)
    words = f"{number(both, 0)} of the first {number(count, 0)} are also among the first {number(count, 0)} by {model}"
    return f"{words}; {counted(silent, 'item')} without a score." if silent else f"{words}."


def _alt(shown: list[_Row], model: str) -> str:
    scored = [(item, score.value) for _, item, score in shown if score.value is not None]
    words = f"Bar chart of the {model} scores of the first {counted(len(shown), 'item')} in the manager\u2019s order."
    if not scored:
        return f"{words} None has a score."
    best = max(scored, key=lambda one: one[1])
    return f"{words} Highest is {best[0].title} with {number(best[1])}."


def _table(portfolio: Portfolio, shown: list[_Row], model: str) -> TableData:
    columns = (
        Column("Rank", "whole", 8),
        Column("Deliverable", "text", 44),
        Column("Product", "text", 20),
        Column(f"{model} score", "number", 14),
        Column("Rank by score", "whole", 14),
    )
    rows = tuple(
        (place, item.title, product.name if product else "", score.value, score.rank)
        for place, item, score in shown
        for product in [portfolio.products.get(item.product)]
    )
    return TableData("Score beside rank", columns, rows)
