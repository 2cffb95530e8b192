"""Outlines written over several columns: each level indented into a column of its own, a row filled in one of them."""

from deliverydesk.importers.model import Table, cell_text
from deliverydesk.importers.plan import ImportPlan
from deliverydesk.importers.words import is_nothing

_APART = 0.9
"""The share of a column's cells beside which the title has to be empty for the two to be levels of one outline."""


def outline_columns(table: Table, plan: ImportPlan) -> tuple[str, ...]:
    """Columns of words next to the title's, not taken for anything, that are filled where the title is not."""
    titles = plan.of_field("title")
    if plan.what != "deliverables" or not titles:
        return ()
    place = table.places(titles[0].column)[0]
    found: list[tuple[int, str]] = []
    for step in (-1, 1):
        at = place + step
        while 0 <= at < len(table.headers) and _is_level(table, plan, at, place):
            found.append((at, table.headers[at]))
            at += step
    return tuple(name for _, name in sorted(found))


def _is_level(table: Table, plan: ImportPlan, at: int, title: int) -> bool:
    name = table.headers[at]
    if plan.column(name).field or table.guess(name).kind != "text" or len(table.places(name)) > 1:
        return False
    rows = [row for row, cell in enumerate(table.columns[at]) if not is_nothing(cell)]
    apart = sum(not cell_text(table.columns[title][row]).strip() for row in rows)
    return bool(rows) and apart >= _APART * len(rows)
