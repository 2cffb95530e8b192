"""The whole backlog as a table, in the manager's order, with the score beside the rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.models import MODELS
from deliverydesk.analysis.scores import ScoreBoard
from deliverydesk.charts.table import Cell, Column, TableData

if TYPE_CHECKING:
    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.portfolio import Portfolio

_UNIT = "person-weeks"


def backlog_table(portfolio: Portfolio) -> TableData:
    """A row for each deliverable, open or not, in the manager's order. The heads are words that an import knows, so
    that the table can be edited elsewhere and brought in again: so the team that has most to do and the first outcome
    stand alone, and the others in columns of their own.
    """
    board = ScoreBoard.of(portfolio)
    columns = (
        Column("Rank", "whole", 7),
        Column("Title", width=44),
        Column("Product", width=20),
        Column("Stage", width=11),
        Column("Kind", width=10),
        Column(f"{MODELS[board.model].title} score", "number", 13),
        Column("Score rank", "whole", 11),
        Column("Gap", "whole", 7),
        Column("Effort", "number", 12, _UNIT),
        Column("Team", width=18),
        Column("Effort low", "number", 12, _UNIT),
        Column("Effort high", "number", 12, _UNIT),
        Column("Remaining effort", "number", 14, _UNIT),
        Column("Planned start", "date", 13),
        Column("Planned end", "date", 13),
        Column("Target date", "date", 13),
        Column("Outcome", width=30),
        Column("Owner", width=18),
        Column("Tags", width=20),
        Column("Key", width=12),
        Column("Other teams", width=20),
        Column("Other outcomes", width=30),
    )
    rows = tuple(
        _row(portfolio, board, rank, portfolio.deliverables[entity_id])
        for rank, entity_id in enumerate(portfolio.live, start=1)
    )
    return TableData("Backlog", columns, rows)


def _row(portfolio: Portfolio, board: ScoreBoard, rank: int, item: Deliverable) -> tuple[Cell, ...]:
    product = portfolio.products.get(item.product)
    demands = sorted(portfolio.demands.by("deliverable", item.id), key=lambda demand: -(demand.likely or 0.0))
    teams = [portfolio.teams[demand.team].name for demand in demands]
    outcomes = [portfolio.outcomes[each.outcome].name for each in portfolio.contributions.by("deliverable", item.id)]
    return (
        rank,
        item.title,
        product.name if product is not None else "",
        item.stage.value,
        item.kind.value,
        board.value(item.id),
        board.rank(item.id),
        board.gap(item.id),
        item.effort_likely,
        "".join(teams[:1]),
        item.effort_low,
        item.effort_high,
        item.remaining,
        item.planned_start,
        item.planned_end,
        item.target_date,
        "".join(outcomes[:1]),
        item.owner,
        ", ".join(item.tags),
        item.external_key,
        ", ".join(teams[1:]),
        ", ".join(outcomes[1:]),
    )
