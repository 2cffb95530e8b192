"""A table as data: what a pane shows, or the figures under a chart. Exporters write it, panes and charts
produce it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

ColumnKind = Literal["text", "number", "whole", "percent", "date"]
"""How a column is written: text as it is, numbers with their digits, whole numbers, percent as "62" (not
0.62), dates.
"""

Cell = str | float | int | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``width`` is in characters of the body font, ``unit`` stands in the header and never in the
    cells.
    """

    name: str
    kind: ColumnKind = "text"
    width: float = 14.0
    unit: str = ""

    @property
    def header(self) -> str:
        """The name with its unit, as written at the head of the column."""
        return f"{self.name}, {self.unit}" if self.unit else self.name


@dataclass(frozen=True, slots=True)
class TableData:
    """A titled table; every row has one cell a column, None where there is nothing to show. ``lines`` is how many lines
    a text may take on a slide or a page, where it would be cut otherwise.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    lines: int = 1

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(f"row {number} of {self.title} has {len(row)} cells for {len(self.columns)} columns")
