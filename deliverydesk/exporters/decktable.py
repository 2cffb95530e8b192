"""Tables as native PowerPoint tables."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from deliverydesk.charts.format import number, shortened
from deliverydesk.charts.table import Cell, Column, TableData
from deliverydesk.charts.tablewords import column_decimals, shown
from deliverydesk.exporters.deck import Deck, DeckSlide
from deliverydesk.exporters.dressing import Room, Words
from deliverydesk.exporters.naming import describe
from deliverydesk.exporters.paging import paged, rows_words, table_alt
from deliverydesk.exporters.text import one_line
from deliverydesk.exporters.widths import lines_needed, text_width
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROW = 30.0
_PADDING, _EM = 16.0, 0.72
"""The margins of a cell, and the width of a letter to a point of its size."""
_BOLD = 1.2
"""How much wider bold words are than others, in the widest faces."""
_MOST_ROWS = 16
_MOST_COLUMNS = 10
"""More cannot be read on a slide; the slide says how many there are."""
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's style without fills and grid."""


def place_tables(
    deck: Deck, table: TableData, takeaway: str, source: str, rows: int | None, *, done: int = 0
) -> list[DeckSlide]:
    """One slide for every ``rows`` rows of ``table``, or for as many as there is room for; at least one, so that an
    empty table is seen to be empty. Columns that find no room are left out from the right, and the slide says so.
    ``done`` slides of ``rows`` rows are there already.
    """
    room = deck.room(Words(table.title, takeaway, source, "Rows"))
    wide = len(table.columns)
    shape = _shape_of(table, room.right - room.left)
    table = replace(
        table, columns=table.columns[: shape.columns], rows=tuple(row[: shape.columns] for row in table.rows)
    )
    rows = rows or _fitting_rows(room, shape)
    columns = ""
    if wide > shape.columns:
        columns = tr("{shown} of {count} columns", shown=number(shape.columns, 0), count=number(wide, 0))
    slides: list[DeckSlide] = []
    count = len(table.rows)
    pages = max(ceil(count / rows), 1)
    for first in range(done * rows, max(count, 1), rows):
        part = table.rows[first : first + rows]
        shown = ", ".join(filter(None, [rows_words(first, len(part), count), columns]))
        title = paged(table.title, done + len(slides) + 1, pages)
        slide = deck.add_slide(title, takeaway, source, shown)
        _place(slide, table, part, shape, table_alt(table.title, count, shown))
        slides.append(slide)
    return slides


def rows_that_fit(deck: Deck, table: TableData) -> int:
    """How many rows of a table a slide of this deck takes."""
    room = deck.room(Words(table.title, "Takeaway", "Source", "Rows"))
    return _fitting_rows(room, _shape_of(table, room.right - room.left))


def _fitting_rows(room: Room, shape: _Shape) -> int:
    return min(max(int((room.bottom - room.top - shape.head) // shape.row), 2), _MOST_ROWS)


class _Shape(NamedTuple):
    """How a table is laid out: how many of its columns, how wide each is in units, the size of its type in points, and
    how high its head and its rows are.
    """

    columns: int
    widths: list[float]
    points: float
    head: float
    row: float


def _shape_of(table: TableData, wide: float) -> _Shape:
    """As many columns as fit without cutting the words that most cells have."""
    points = 10.0 if len(table.columns) <= 6 else 9.0
    least = [_least(table, index, points) for index in range(len(table.columns))]
    count = min(len(least), _MOST_COLUMNS)
    while count > 2 and sum(least[:count]) > wide:
        count -= 1
    shares = [max(column.width, 3.0) * points * _EM + _PADDING for column in table.columns[:count]]
    spare = max(wide - sum(least[:count]), 0.0)
    more = [max(share - small, 1.0) for share, small in zip(shares, least[:count], strict=True)]
    widths = [small + spare * extra / sum(more) for small, extra in zip(least[:count], more, strict=True)]
    lines = max(
        lines_needed(one_line(column.header), points, (width - _PADDING) * 0.75 + 14.4)
        for column, width in zip(table.columns[:count], widths, strict=True)
    )
    row = max(_ROW, table.lines * points * 1.65 + 6)
    return _Shape(count, widths, points, max(_ROW, min(lines, 3) * points * 1.65 + 6), row)


def _least(table: TableData, index: int, points: float) -> float:
    """The least width of a column: its longest word, and what its kind of cell needs."""
    column = table.columns[index]
    word = max((text_width(word, points) * _BOLD for word in one_line(column.header).split()), default=0.0)
    if column.kind == "date":
        word = max(word, *(text_width(shown(row[index]), points) * 1.05 for row in table.rows), 0.0)
    letters = {"text": min(column.width / 2 + 3, 24.0), "date": 11.0, "number": 8.0}.get(column.kind, 5.0)
    return max(word, letters * points * _EM) + _PADDING


def _place(slide: DeckSlide, table: TableData, rows: tuple[tuple[Cell, ...], ...], shape: _Shape, alt: str) -> None:
    room, emu = slide.room, slide.emu
    wide = room.right - room.left
    high = shape.head + shape.row * len(rows)
    frame = slide.slide.shapes.add_table(
        len(rows) + 1, len(table.columns), emu(room.left), emu(room.top), emu(wide), emu(high)
    )
    describe(frame, tr("Table: {title}", title=table.title), alt)
    slide.keep(frame, "table", "")
    made = frame.table
    made.horz_banding = False
    made._tbl.tblPr.find(qn("a:tableStyleId")).text = _NO_STYLE  # noqa: SLF001 - python-pptx has no table styles
    made.rows[0].height = emu(shape.head)
    for index, (column, width) in enumerate(zip(table.columns, shape.widths, strict=True)):
        made.columns[index].width = emu(width)
        words = shortened(one_line(column.header), 60)
        _write(slide, made.cell(0, index), words, column, shape.points, head=True)
    for row_index, cells in enumerate(texts(table, rows, shape.widths, shape.points), start=1):
        made.rows[row_index].height = emu(shape.row)
        for index, (column, words) in enumerate(zip(table.columns, cells, strict=True)):
            _write(slide, made.cell(row_index, index), words, column, shape.points, head=False)


def texts(table: TableData, rows: Sequence[Sequence[Cell]], widths: Sequence[float], points: float) -> list[list[str]]:
    """What is written into the cells of these rows: on as many lines of its column as the table says, so that no row
    grows over the foot.
    """
    decimals = [column_decimals(table, index) for index in range(len(table.columns))]
    rooms = [max(int((width - _PADDING) / (0.7 * points)), 4) * table.lines for width in widths]
    return [
        [shortened(one_line(shown(cell, decimals[index])), rooms[index]) for index, cell in enumerate(row)]
        for row in rows
    ]


def _write(slide: DeckSlide, cell: Any, words: str, column: Column, points: float, *, head: bool) -> None:
    cell.text = words
    cell.margin_top = cell.margin_bottom = slide.emu(3)
    cell.margin_left = cell.margin_right = slide.emu(8)
    cell.fill.background()
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = 3 if column.kind in ("number", "whole", "percent") else 1
    paragraph.font.size, paragraph.font.bold = slide.deck.points(points), head
    slide.deck.palette.paint(paragraph.font.color, "text2" if head else "text")
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - python-pptx has no borders of cells
    colour = slide.deck.palette.xml("line2" if head else "line")
    rule = parse_xml(f'<a:lnB {nsdecls("a")} w="9525"><a:solidFill>{colour}</a:solidFill></a:lnB>')
    properties.insert(0, rule)
