"""The backlog as seen, as a table that exporters write: the columns and rows shown, in their order. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.charts.table import Column, TableData
from deliverydesk.domain.choices import choice_label
from deliverydesk.domain.values import ScoringModel
from deliverydesk.support.language import tr
from deliverydesk.ui.panes.backlog.columns import COLUMNS, PLACE
from deliverydesk.ui.panes.backlog.columns import Column as Shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.charts.table import Cell
    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.ui.panes.backlog.sight import Sight


def table_of(sight: Sight, ids: Sequence[int], keys: Sequence[str], title: str) -> TableData:
    """The table. An effort is written as three columns, low, likely and high, so that nothing of it is lost."""
    columns: list[Column] = []
    for key in keys:
        columns += _columns(COLUMNS[PLACE[key]], sight)
    items = sight.portfolio.deliverables
    rows = tuple(tuple(_cells(sight, items[entity_id], keys)) for entity_id in ids)
    return TableData(title, tuple(columns), rows)


def _columns(shown: Shown, sight: Sight) -> list[Column]:
    if shown.key == "effort":
        return [
            Column(name, "number", 12, shown.unit)
            for name in (tr("Effort low"), tr("Effort likely"), tr("Effort high"))
        ]
    name = shown.title
    if shown.key == "score":
        name = _score_name(sight.portfolio.settings.scoring_model)
    return [Column(name, shown.kind, max(shown.width / 7, 8), shown.unit)]


def _score_name(model: ScoringModel) -> str:
    if model is ScoringModel.WEIGHTED:
        return tr("Weighted score")
    return tr("{model} score", model=choice_label(model))


def _cells(sight: Sight, item: Deliverable, keys: Sequence[str]) -> list[Cell]:
    cells: list[Cell] = []
    for key in keys:
        column = COLUMNS[PLACE[key]]
        if key == "effort":
            effort = sight.effort(item)
            cells += [effort.low, effort.likely, effort.high]
        elif column.cell is not None:
            cells.append(column.cell(sight, item))
        else:
            cells.append(column.text(sight, item) or None)
    return cells
