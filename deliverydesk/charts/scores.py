"""The scores of the first items of the backlog, in the manager's order: where rank and score agree and where
not.
"""

from __future__ import annotations

from datetime import date

from deliverydesk.analysis.models import MODELS
from deliverydesk.analysis.scores import Score, ScoreBoard
from deliverydesk.charts.axes import nice_range
from deliverydesk.charts.common import coded, product_legend, product_numbers, product_role
from deliverydesk.charts.format import number
from deliverydesk.charts.spec import Axis, ChartSpec, Series
from deliverydesk.charts.table import Column, TableData
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.support.language import tr, trc, trn

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
    head = _head(model)
    bars = Series(
        head,
        "bars",
        tuple(values),
        tuple(float(place) for place in range(len(shown))),
        roles=tuple(product_role(numbers, item.product) for _, item, _ in shown),
        labels=tuple(_words(score) for _, _, score in shown),
        keys=tuple(item.id for _, item, _ in shown),
    )
    return ChartSpec(
        name="scores",
        title=tr("{model} score beside the manager’s rank, top {count}", model=model, count=number(len(shown), 0))
        if shown
        else tr("Score beside rank"),
        takeaway=_takeaway(shown, model),
        source=source,
        alt=_alt(shown, model),
        x=Axis("number", low, high, head, step=step),
        y=Axis("category", -0.5, max(len(shown), 1) - 0.5, categories=tuple(_name(portfolio, *one) for one in shown)),
        series=(bars,) if shown else (),
        legend=product_legend(portfolio, {item.product for _, item, _ in shown}),
        table=_table(portfolio, shown, model),
        empty="" if shown else tr("No open deliverables yet. Add one, or import a backlog."),
    )


_Row = tuple[int, Deliverable, Score]


def _head(model: str) -> str:
    return tr("{model} score", model=model)


def _name(portfolio: Portfolio, place: int, item: Deliverable, score: Score) -> str:
    del score
    return f"{place}  {coded(portfolio, item.product, item.title)}"


def _words(score: Score) -> str:
    if score.value is None:
        return tr("no score")
    value = number(score.value)
    return value if score.rank is None else tr("{value}, {rank} by score", value=value, rank=_ordinal(score.rank))


def _ordinal(rank: int) -> str:
    n = number(rank, 0)
    if rank % 100 in (11, 12, 13) or rank % 10 not in (1, 2, 3):
        return trc("place by score", "{n}th", n=n)
    if rank % 10 == 1:
        return trc("place by score", "{n}st", n=n)
    return trc("place by score", "{n}nd", n=n) if rank % 10 == 2 else trc("place by score", "{n}rd", n=n)


def _takeaway(shown: list[_Row], model: str) -> str:
    count = len(shown)
    both = sum(1 for _, _, score in shown if score.rank is not None and score.rank <= count)
    silent = sum(1 for _, _, score in shown if score.value is None)
    words = tr(
        "{both} of the first {count} are also among the first {count} by {model}",
        both=number(both, 0),
        count=number(count, 0),
        model=model,
    )
    if silent:
        words += "; " + trn("{n} item without a score", "{n} items without a score", silent, n=number(silent, 0))
    return f"{words}."


def _alt(shown: list[_Row], model: str) -> str:
    scored = [(item, score.value) for _, item, score in shown if score.value is not None]
    words = trn(
        "Bar chart of the {model} scores of the first {n} item in the manager’s order.",
        "Bar chart of the {model} scores of the first {n} items in the manager’s order.",
        len(shown),
        n=number(len(shown), 0),
        model=model,
    )
    if not scored:
        return words + " " + tr("None has a score.")
    best, score = max(scored, key=lambda one: one[1])
    return words + " " + tr("Highest is {title} with {score}.", title=best.title, score=number(score))


def _table(portfolio: Portfolio, shown: list[_Row], model: str) -> TableData:
    columns = (
        Column(tr("Rank"), "whole", 8),
        Column(tr("Deliverable"), "text", 44),
        Column(tr("Product"), "text", 20),
        Column(_head(model), "number", 14),
        Column(tr("Rank by score"), "whole", 14),
    )
    rows = tuple(
        (place, item.title, product.name if product else "", score.value, score.rank)
        for place, item, score in shown
        for product in [portfolio.products.get(item.product)]
    )
    return TableData(tr("Score beside rank"), columns, rows)
