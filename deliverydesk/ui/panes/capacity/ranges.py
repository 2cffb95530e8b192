"""A block of cells of the capacity grid: copied as text with tabs, pasted, filled to the right and down."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.ui.panes.capacity.grid import Cell
from deliverydesk.ui.typed import written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliverydesk.ui.panes.capacity.grid import GridView

Figures = list[tuple[Cell, str]]
"""Cells of deliverables, and what is to stand in each; nothing is spread automatically."""


class Block(NamedTuple):
    """Rows and columns, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def rows(self) -> range:
        """Its rows."""
        return range(self.top, self.bottom + 1)

    @property
    def columns(self) -> range:
        """Its columns."""
        return range(self.left, self.right + 1)


def block_of(view: GridView) -> Block | None:
    """The cells from where Shift was first held to the current one; without a current one there is none."""
    if view.current is None:
        return None
    one, other = view.current, view.anchor or view.current
    return Block(
        min(one.row, other.row), min(one.column, other.column), max(one.row, other.row), max(one.column, other.column)
    )


def copied(view: GridView) -> str:
    """The block as text with tabs, with all digits of person-weeks."""
    grid, block = view.grid, block_of(view)
    if grid is None or block is None:
        return ""
    return "\n".join("\t".join(_figure(view, Cell(row, column)) for column in block.columns) for row in block.rows)


def pasted(view: GridView, words: str) -> Figures:
    """What a paste puts where: from the first cell of the block on, and a single figure into all of it."""
    block = block_of(view)
    lines = [line.split("\t") for line in words.rstrip("\r\n").splitlines()]
    if block is None or not lines:
        return []
    if len(lines) == 1 and len(lines[0]) == 1:
        return [(cell, lines[0][0].strip()) for cell in _cells(view, block)]
    given = [
        (Cell(block.top + down, block.left + across), each.strip())
        for down, line in enumerate(lines)
        for across, each in enumerate(line)
    ]
    return [(cell, each) for cell, each in given if _is_given_by_hand(view, cell)]


def filled_right(view: GridView) -> Figures:
    """The first column of the block in all others; of a single cell, the one before it."""
    block = block_of(view)
    if block is None:
        return []
    if block.left == block.right:
        block = block._replace(left=max(block.left - 1, 0))
    rest = block._replace(left=block.left + 1)
    return [(cell, _figure(view, cell._replace(column=block.left))) for cell in _cells(view, rest)]


def filled_down(view: GridView) -> Figures:
    """The first row of the block in all others; of a single row, the one above it. Rows of teams are passed over."""
    block = block_of(view)
    if block is None:
        return []
    first = block.top - 1 if block.top == block.bottom else block.top
    if first < 0 or not _is_given_by_hand(view, Cell(first, block.left)):
        return []
    rest = block._replace(top=first + 1)
    return [(cell, _figure(view, cell._replace(row=first))) for cell in _cells(view, rest)]


def emptied(view: GridView) -> Figures:
    """Nothing by hand in the whole block."""
    block = block_of(view)
    return [] if block is None else [(cell, "") for cell in _cells(view, block)]


def _cells(view: GridView, block: Block) -> Iterator[Cell]:
    cells = (Cell(row, column) for row in block.rows for column in block.columns)
    return (cell for cell in cells if _is_given_by_hand(view, cell))


def _is_given_by_hand(view: GridView, cell: Cell) -> bool:
    grid = view.grid
    inside = grid is not None and 0 <= cell.row < len(grid.rows) and 0 <= cell.column < view.columns
    return inside and grid is not None and grid.rows[cell.row].deliverable is not None


def _figure(view: GridView, cell: Cell) -> str:
    grid = view.grid
    if grid is None:
        return ""
    row = grid.rows[cell.row]
    return written(round(row.load[cell.column], 6)) if row.deliverable is not None else grid.words(*cell)
