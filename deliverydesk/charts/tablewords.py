"""The cells of a table in words, as slides and printed pages write them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from deliverydesk.charts.format import day, decimals_of, number

if TYPE_CHECKING:
    from deliverydesk.charts.table import Cell, TableData


def column_decimals(table: TableData, index: int) -> int:
    """How many decimals all figures of a column are written with, at most two, so that they stand under one
    another.
    """
    values = [row[index] for row in table.rows]
    return max((decimals_of(value, 2) for value in values if isinstance(value, int | float)), default=0)


def shown(cell: Cell, decimals: int | None = None) -> str:
    """A cell as it is read; line breaks are for whoever writes it."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return day(cell)
    return " ".join(cell.split()) if isinstance(cell, str) else number(cell, decimals)
