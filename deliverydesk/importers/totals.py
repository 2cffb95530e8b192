"""Rows of sums, which spreadsheets have below the work and which are no work."""

import re
from math import isclose

from deliverydesk.importers.figures import parse_number
from deliverydesk.importers.model import Cell, Table, cell_text
from deliverydesk.importers.plan import ColumnPlan, ImportPlan

_WORDS = re.compile(
    r"(?:(?:grand|sub|overall|sous)[\s-]?)?totals?|total (?:général|general)|sum|somme|suma"
    r"|(?:gesamt|zwischen|end)?summe|gesamt|insgesamt",
    re.IGNORECASE,
)
_ADDED_UP = frozenset({"effort", "effort_low", "effort_high", "remaining", "cost", "spent", "job_size", "reach"})
_NEAR = 0.005
"""Printed sums are rounded."""


def total_rows(table: Table, plan: ImportPlan) -> frozenset[int]:
    """The indices of rows that are named as a sum and have one: of all rows above, or of those since the last sum.

    A word alone is not enough, as work may be called so.
    """
    titles = plan.of_field("title")
    if not titles:
        return frozenset()
    names = table.columns[table.places(titles[0].column)[0]]
    called = [
        index for index, cell in enumerate(names) if _WORDS.fullmatch(cell_text(cell).strip().rstrip(":").strip())
    ]
    figures = [
        (column, table.columns[table.places(column.column)[0]]) for column in plan.columns if column.field in _ADDED_UP
    ]
    found: set[int] = set()
    for index in called:
        since = max(found, default=-1) + 1
        if any(_is_sum(column, cells, index, since, found) for column, cells in figures):
            found.add(index)
    return frozenset(found)


def _is_sum(column: ColumnPlan, cells: tuple[Cell, ...], index: int, since: int, totals: set[int]) -> bool:
    value = _number(cells[index], column)
    if not value:
        return False
    numbers = [0.0 if at in totals else _number(cells[at], column) or 0.0 for at in range(index)]
    return any(
        len([each for each in part if each]) > 1 and isclose(sum(part), value, rel_tol=_NEAR)
        for part in (numbers, numbers[since:])
    )


def _number(cell: Cell, column: ColumnPlan) -> float | None:
    if isinstance(cell, str):
        return parse_number(cell, column.number_style or "point")
    return float(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else None
