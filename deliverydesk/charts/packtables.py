"""The tables that go onto slides: few columns, many rows left out, and one sentence about what they come to."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from deliverydesk.analysis.effort import effort_to_come
from deliverydesk.analysis.models import MODELS
from deliverydesk.analysis.outcomes import OutcomeProgress, progress_of
from deliverydesk.analysis.scores import ScoreBoard
from deliverydesk.charts.common import coded
from deliverydesk.charts.format import number
from deliverydesk.charts.table import Cell, Column, TableData
from deliverydesk.domain.choices import choice_words
from deliverydesk.support.language import tr, trc, trn

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.domain.entities import Deliverable, Outcome
    from deliverydesk.domain.portfolio import Portfolio


def backlog_exhibit(portfolio: Portfolio, top: int, *, owners: bool = True) -> tuple[TableData, str]:
    """The first ``top`` open items in the manager's order, and what they come to. ``owners`` False leaves out who has
    them.
    """
    ranked = [portfolio.deliverables[item] for item in portfolio.ranking]
    listed = [item for item in ranked if item.stage.is_open and not item.archived]
    shown, board = listed[:top], ScoreBoard.of(portfolio)
    columns = [
        Column(tr("Rank"), "whole", 6),
        Column(tr("Title"), width=40),
        Column(tr("Product"), width=16),
        Column(tr("Stage"), width=10),
        Column(tr("{model} score", model=MODELS[board.model].title), "number", 10),
        Column(tr("Effort to come"), "number", 10, tr("pw")),
        Column(tr("Team"), width=14),
        Column(tr("Planned end"), "date", 12),
        Column(tr("Owner"), width=14),
    ]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            place,
            item.title,
            product.name if product else "",
            choice_words(item.stage),
            board.value(item.id),
            effort_to_come(portfolio, item),
            _team(portfolio, item),
            item.planned_end,
            item.owner,
        )
        for place, item in enumerate(shown, start=1)
        for product in [portfolio.products.get(item.product)]
    )
    if not owners or not any(row[-1] for row in rows):
        columns, rows = columns[:-1], tuple(row[:-1] for row in rows)
    count = number(len(shown), 0)
    title = tr("The first {count} of the backlog", count=count) if len(shown) > 1 else tr("The backlog")
    return TableData(title, tuple(columns), rows), _backlog_takeaway(portfolio, shown, len(listed))


def _team(portfolio: Portfolio, item: Deliverable) -> str:
    demands = sorted(portfolio.demands.by("deliverable", item.id), key=lambda demand: -(demand.likely or 0.0))
    return portfolio.teams[demands[0].team].name if demands else ""


def _backlog_takeaway(portfolio: Portfolio, shown: list[Deliverable], total: int) -> str:
    if not shown:
        return tr("There are no open items.")
    efforts = [effort_to_come(portfolio, item) for item in shown]
    known = [effort for effort in efforts if effort is not None]
    words = trn(
        "The first {count} of {n} open item come to {effort} person-weeks",
        "The first {count} of {n} open items come to {effort} person-weeks",
        total,
        n=number(total, 0),
        count=number(len(shown), 0),
        effort=number(sum(known)),
    )
    if silent := len(efforts) - len(known):
        words = tr("{said}, {count} of them not estimated", said=words, count=number(silent, 0))
    named = [product.name for item in shown if (product := portfolio.products.get(item.product))]
    most = Counter(named).most_common(2)
    if most and most[0][1] > 1 and (len(most) == 1 or most[0][1] > most[1][1]):
        name, count = most[0]
        words += "; " + tr("{count} are of {product}", count=number(count, 0), product=name)
    return f"{words}."


def scoreboard_exhibit(portfolio: Portfolio, today: date) -> tuple[TableData, str]:
    """Every outcome with its figures, those furthest behind their path first, and what they come to."""
    standings = [(outcome, progress_of(portfolio, outcome.id, today)) for outcome in portfolio.outcomes]
    standings.sort(key=lambda each: (_lag(*each) is None, -(_lag(*each) or 0.0), each[0].name))
    columns = (
        Column(tr("Outcome"), width=36),
        Column(tr("Unit"), width=10),
        Column(trc("of an outcome", "Baseline"), "number", 9),
        Column(trc("latest reading", "Now"), "number", 9),
        Column(tr("Target"), "number", 9),
        Column(tr("Progress"), "percent", 9, "%"),
        Column(tr("On its path"), width=12),
        Column(tr("Last measured"), "date", 13),
    )
    rows = tuple(
        (
            coded(portfolio, outcome.product, outcome.name),
            outcome.unit,
            outcome.baseline,
            now.latest,
            outcome.target,
            None if now.raw is None or now.inside is not None else round(100 * now.raw),
            _standing(now),
            now.latest_date,
        )
        for outcome, now in standings
    )
    return TableData(tr("Scoreboard of outcomes"), columns, rows), path_takeaway(portfolio, today)


def _standing(now: OutcomeProgress) -> str:
    if now.inside is not None:
        return tr("within limits") if now.inside else tr("outside limits")
    if now.ahead_by is None:
        return ""
    if now.ahead_by == 0:
        return trc("required path", "on path")
    return trc("required path", "behind") if now.ahead_by < 0 else trc("required path", "ahead")


def _lag(outcome: Outcome, now: OutcomeProgress) -> float | None:
    """How far an outcome is behind its path, as a share of the whole way; below 0 ahead, None where nobody can say."""
    if now.ahead_by is None or outcome.baseline is None or outcome.target is None:
        return None
    way = abs(outcome.target - outcome.baseline)
    return -now.ahead_by / way if way else None


def path_takeaway(portfolio: Portfolio, today: date) -> str:
    """Like "3 of 12 outcomes are behind their path, Claim rework rate by most; 2 are not measured"."""
    outcomes = list(portfolio.outcomes)
    if not outcomes:
        return tr("There are no outcomes yet.")
    standings = [(outcome, progress_of(portfolio, outcome.id, today)) for outcome in outcomes]
    lags = [(lag, outcome.name) for outcome, now in standings if (lag := _lag(outcome, now)) is not None]
    behind = [one for one in lags if one[0] > 0]
    total, n = len(outcomes), number(len(outcomes), 0)
    if not lags:
        words = trn(
            "None of {n} outcome can be held against a path",
            "None of {n} outcomes can be held against a path",
            total,
            n=n,
        )
    elif not behind:
        words = trn(
            "The outcome is on its path",
            "All {n} outcomes with a path are on it or ahead",
            len(lags),
            n=number(len(lags), 0),
        )
    elif len(behind) == 1:
        words = trn(
            "1 of {n} outcome is behind its path: {name}",
            "1 of {n} outcomes is behind its path: {name}",
            total,
            n=n,
            name=behind[0][1],
        )
    else:
        words = tr(
            "{count} of {n} outcomes are behind their path, {name} by most",
            count=number(len(behind), 0),
            n=n,
            name=max(behind)[1],
        )
    told = [words]
    if outside := sum(now.inside is False for _, now in standings):
        told.append(trn("{n} outside its limits", "{n} outside their limits", outside, n=number(outside, 0)))
    if silent := sum(now.latest is None for _, now in standings):
        told.append(trn("{n} is not measured", "{n} are not measured", silent, n=number(silent, 0)))
    return f"{'; '.join(told)}."
