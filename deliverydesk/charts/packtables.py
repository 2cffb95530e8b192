"""The tables that go onto slides: few columns, many rows left out, and one sentence about what they come to."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from deliverydesk.analysis.models import MODELS
from deliverydesk.analysis.outcomes import OutcomeProgress, progress_of
from deliverydesk.analysis.scores import ScoreBoard
from deliverydesk.charts.common import coded
from deliverydesk.charts.effort import effort_to_come
from deliverydesk.charts.format import counted, number
from deliverydesk.charts.table import Cell, Column, TableData

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
        Column("Rank", "whole", 6),
        Column("Title", width=40),
        Column("Product", width=16),
        Column("Stage", width=10),
        Column(f"{MODELS[board.model].title} score", "number", 10),
        Column("Effort to come", "number", 10, "pw"),
        Column("Team", width=14),
        Column("Planned end", "date", 12),
        Column("Owner", width=14),
    ]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            place,
            item.title,
            product.name if product else "",
            item.stage.value,
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
    title = f"The first {len(shown)} of the backlog" if len(shown) > 1 else "The backlog"
    return TableData(title, tuple(columns), rows), _backlog_takeaway(portfolio, shown, len(listed))


def _team(portfolio: Portfolio, item: Deliverable) -> str:
    demands = sorted(portfolio.demands.by("deliverable", item.id), key=lambda demand: -(demand.likely or 0.0))
    return portfolio.teams[demands[0].team].name if demands else ""


def _backlog_takeaway(portfolio: Portfolio, shown: list[Deliverable], total: int) -> str:
    if not shown:
        return "There are no open items."
    efforts = [effort_to_come(portfolio, item) for item in shown]
    known = [effort for effort in efforts if effort is not None]
    words = f"The first {len(shown)} of {counted(total, 'open item')} come to {number(sum(known))} person-weeks"
    silent = len(efforts) - len(known)
    words += f", {silent} of them not estimated" if silent else ""
    named = [product.name for item in shown if (product := portfolio.products.get(item.product))]
    most = Counter(named).most_common(2)
    if most and (len(most) == 1 or most[0][1] > most[1][1]):
        words += f"; {most[0][1]} are of {most[0][0]}" if most[0][1] > 1 else ""
    return f"{words}."


def scoreboard_exhibit(portfolio: Portfolio, today: date) -> tuple[TableData, str]:
    """Every outcome with its figures, those furthest behind their path first, and what they come to."""
    standings = [(outcome, progress_of(portfolio, outcome.id, today)) for outcome in portfolio.outcomes]
    standings.sort(key=lambda each: (_lag(*each) is None, -(_lag(*each) or 0.0), each[0].name))
    columns = (
        Column("Outcome", width=36),
        Column("Unit", width=10),
        Column("Baseline", "number", 9),
        Column("Now", "number", 9),
        Column("Target", "number", 9),
        Column("Progress", "percent", 9, "%"),
        Column("On its path", width=12),
        Column("Last measured", "date", 13),
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
    return TableData("Scoreboard of outcomes", columns, rows), path_takeaway(portfolio, today)


def _standing(now: OutcomeProgress) -> str:
    if now.inside is not None:
        return "within limits" if now.inside else "outside limits"
    if now.ahead_by is None:
        return ""
    return "behind" if now.ahead_by < 0 else "on path" if now.ahead_by == 0 else "ahead"


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
        return "There are no outcomes yet."
    standings = [(outcome, progress_of(portfolio, outcome.id, today)) for outcome in outcomes]
    lags = [(lag, outcome.name) for outcome, now in standings if (lag := _lag(outcome, now)) is not None]
    behind = [one for one in lags if one[0] > 0]
    of = counted(len(outcomes), "outcome")
    if not lags:
        words = f"None of {of} can be held against a path"
    elif not behind:
        words = (
            f"All {len(lags)} outcomes with a path are on it or ahead"
            if len(lags) > 1
            else "The outcome is on its path"
        )
    elif len(behind) == 1:
        words = f"1 of {of} is behind its path: {behind[0][1]}"
    else:
        words = f"{len(behind)} of {of} are behind their path, {max(behind)[1]} by most"
    outside = sum(now.inside is False for _, now in standings)
    silent = sum(now.latest is None for _, now in standings)
    words += f"; {outside} outside {'its' if outside == 1 else 'their'} limits" if outside else ""
    words += f"; {silent} {'is' if silent == 1 else 'are'} not measured" if silent else ""
    return f"{words}."
