"""The whole backlog as a table, in the manager's order, with the score beside the rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.models import MODELS
from deliverydesk.analysis.scores import ScoreBoard
from deliverydesk.charts.table import Cell, Column, TableData
from deliverydesk.support.language import tr, trc

if TYPE_CHECKING:
    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.portfolio import Portfolio

_UNIT = tr("person-weeks")


def backlog_table(portfolio: Portfolio) -> TableData:
    """A row for each deliverable, open or not, in the manager's order. The heads are words that an import knows in
    every language, stages, kinds and flags are its English ones, so that the table can be edited elsewhere and brought
    in again: so the team that has most to do and the first outcome stand alone, the others in columns of their own.
    """
    board = ScoreBoard.of(portfolio)
    columns = (
        Column(tr("Rank"), "whole", 7),
        Column(tr("Title"), width=44),
        Column(tr("Product"), width=20),
        Column(trc("heading that an import reads", "Stage"), width=11),
        Column(tr("Kind"), width=10),
        Column(tr("{model} score", model=MODELS[board.model].title), "number", 13),
        Column(tr("Score rank"), "whole", 11),
        Column(tr("Gap"), "whole", 7),
        Column(tr("Effort"), "number", 12, _UNIT),
        Column(tr("Team"), width=18),
        Column(tr("Skill asked for"), width=16),
        Column(tr("Effort low"), "number", 12, _UNIT),
        Column(tr("Effort high"), "number", 12, _UNIT),
        Column(tr("Remaining effort"), "number", 14, _UNIT),
        Column(tr("Planned start"), "date", 13),
        Column(tr("Planned end"), "date", 13),
        Column(tr("Target date"), "date", 13),
        Column(tr("Earliest start"), "date", 13),
        Column(tr("Pinned to its dates"), width=11),
        Column(tr("Must be done"), width=11),
        Column(tr("Either-or group"), width=16),
        Column(tr("Outcome"), width=30),
        Column(tr("Owner"), width=18),
        Column(tr("Tags"), width=20),
        Column(tr("Key"), width=12),
        Column(tr("Other teams"), width=20),
        Column(tr("Other outcomes"), width=30),
    )
    rows = tuple(
        _row(portfolio, board, rank, portfolio.deliverables[entity_id])
        for rank, entity_id in enumerate(portfolio.live, start=1)
    )
    return TableData(tr("Backlog"), columns, rows)


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
        "".join(demand.skill for demand in demands[:1]),
        item.effort_low,
        item.effort_high,
        item.remaining,
        item.planned_start,
        item.planned_end,
        item.target_date,
        item.earliest_start,
        "yes" if item.pinned else "",
        "yes" if item.must_do else "",
        item.choice_group,
        "".join(outcomes[:1]),
        item.owner,
        ", ".join(item.tags),
        item.external_key,
        ", ".join(teams[1:]),
        ", ".join(outcomes[1:]),
    )
