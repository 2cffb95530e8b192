"""Rectangles of cells: which rows and columns, where a key leads, and what the figures in them come to. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.charts.format import number
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trn
from deliverydesk.ui.panes.backlog.columns import COLUMNS, PLACE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from deliverydesk.ui.panes.backlog.sight import Sight

CARRIERS = frozenset({"rank", "title"})
"""The columns that stand for the item itself: dragging them moves it, and Delete on them alone deletes it."""

_NO_SUM = frozenset({"rank", "score_rank", "gap", "target"})
"""Figures that are places or days; nobody adds them."""


class Spread(NamedTuple):
    """A rectangle of cells; rows as they are shown, columns as places from the left among those shown."""

    top: int
    bottom: int
    left: int
    right: int

    @classmethod
    def between(cls, row: int, place: int, other_row: int, other_place: int) -> Spread:
        """The rectangle with these two corners."""
        rows, places = sorted((row, other_row)), sorted((place, other_place))
        return cls(rows[0], rows[1], places[0], places[1])

    @property
    def single(self) -> bool:
        """True for one cell alone."""
        return self.top == self.bottom and self.left == self.right

    @property
    def height(self) -> int:
        """How many rows."""
        return self.bottom - self.top + 1

    @property
    def width(self) -> int:
        """How many columns."""
        return self.right - self.left + 1


def edge(filled: Callable[[int], bool], start: int, last: int, step: int) -> int:
    """Where Ctrl and an arrow lead from `start`, as in spreadsheets: to the end of a run of filled cells, or over a
    gap to the next filled one, or to the last.
    """
    at = start
    if at == last:
        return last
    if filled(at) and filled(at + step):
        while at != last and filled(at + step):
            at += step
        return at
    at += step
    while at != last and not filled(at):
        at += step
    return at


def figures(sight: Sight, ids: Sequence[int], columns: Sequence[str]) -> str:
    """How many cells are filled, and sum and average of each column of figures: "3 cells, sum 23, average 7.7".

    Score and effort are never added to one another.
    """
    filled = 0
    sums: list[tuple[str, list[float]]] = []
    for key in columns:
        column = COLUMNS[PLACE[key]]
        if column.cell is None or key in _NO_SUM:
            filled += sum(bool(column.text(sight, sight.item(entity_id))) for entity_id in ids)
            continue
        held = (column.cell(sight, sight.item(entity_id)) for entity_id in ids)
        known = [float(value) for value in held if isinstance(value, (int, float))]
        filled += len(known)
        if len(known) > 1:
            sums.append((column.name if len(columns) > 1 else "", known))
    cells = trn("{n} cell", "{n} cells", filled, n=figure(filled))
    return ", ".join([cells, *(_sum_words(name, known) for name, known in sums)])


def _sum_words(column: str, known: Sequence[float]) -> str:
    figures = {"sum": number(sum(known)), "average": number(sum(known) / len(known))}
    if column:
        return tr("{column} sum {sum}, average {average}", column=column, **figures)
    return tr("sum {sum}, average {average}", **figures)


def holds_something(sight: Sight, entity_id: int, column: str) -> bool:
    """Whether a cell is not empty."""
    if column in ("title", "rank", "stage", "kind"):
        return True
    from deliverydesk.ui.panes.backlog.clips import clip

    return bool(clip(sight, sight.item(entity_id), column).text)


def spans_of(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Ascending rows as ranges, both ends included."""
    spans: list[tuple[int, int]] = []
    for row in rows:
        if spans and row == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], row)
        else:
            spans.append((row, row))
    return spans
