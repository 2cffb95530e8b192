"""Tables as native PowerPoint tables."""

from __future__ import annotations

from datetime import date
from typing import Any

from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from deliverydesk.charts.format import day, decimals_of, number, shortened
from deliverydesk.charts.table import Cell, Column, TableData
from deliverydesk.exporters.deck import CONTENT_TOP, LEFT, RIGHT, Deck, DeckSlide, describe, emu
from deliverydesk.exporters.text import one_line

_ROW = 30.0
_MOST_COLUMNS = 10
"""More cannot be read on a slide; the slide says how many there are."""
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's style without fills and grid."""


def place_tables(deck: Deck, table: TableData, takeaway: str, source: str, rows: int) -> list[DeckSlide]:
    """One slide for every ``rows`` rows of ``table``; at least one, so that an empty table is seen to be
    empty.
    """
    slides: list[DeckSlide] = []
    count, wide = len(table.rows), len(table.columns)
    if wide > _MOST_COLUMNS:
        table = TableData(table.title, table.columns[:_MOST_COLUMNS], tuple(row[:_MOST_COLUMNS] for row in table.rows))
    columns = f"{_MOST_COLUMNS} of {wide} columns" if wide > _MOST_COLUMNS else ""
    for first in range(0, max(count, 1), rows):
        part = table.rows[first : first + rows]
        shown = f"Rows {first + 1} to {first + len(part)} of {count}" if count > rows else ""
        shown = ", ".join(words for words in (shown, columns) if words)
        slide = deck.add_slide(table.title, takeaway, source, shown)
        _place(slide, table, part, f"Table {table.title}, {count} rows. {shown}".strip())
        slides.append(slide)
    return slides


def _place(slide: DeckSlide, table: TableData, rows: tuple[tuple[Cell, ...], ...], alt: str) -> None:
    wide = RIGHT - LEFT
    shapes = slide.slide.shapes
    frame = shapes.add_table(
        len(rows) + 1, len(table.columns), emu(LEFT), emu(CONTENT_TOP), emu(wide), emu(_ROW * (len(rows) + 1))
    )
    describe(frame, f"Table: {table.title}", alt)
    made = frame.table
    made.horz_banding = False
    made._tbl.tblPr.find(qn("a:tableStyleId")).text = _NO_STYLE  # noqa: SLF001 - python-pptx has no table styles
    decimals = [_decimals(table, index) for index in range(len(table.columns))]
    shares = [max(column.width, 5.0 + max(map(len, column.header.split()), default=0)) for column in table.columns]
    total = sum(shares) or 1.0
    points = 10.0 if len(table.columns) <= 6 else 9.0
    # on one line of a slide's body text, so that no row grows over the foot
    rooms = [int((wide * share / total - 16) / (0.7 * points)) for share in shares]
    for index, column in enumerate(table.columns):
        made.columns[index].width = emu(wide * shares[index] / total)
        words = shortened(one_line(column.header), max(2 * rooms[index], 4))
        _write(slide, made.cell(0, index), words, column, points, head=True)
    for row_index, row in enumerate(rows, start=1):
        made.rows[row_index].height = emu(_ROW)
        for index, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            words = shortened(shown(cell, decimals[index]), max(rooms[index], 4))
            _write(slide, made.cell(row_index, index), words, column, points, head=False)


def _decimals(table: TableData, index: int) -> int:
    """How many decimals all figures of a column are written with, at most two, so that they stand under one
    another.
    """
    values = [row[index] for row in table.rows]
    return max((decimals_of(value, 2) for value in values if isinstance(value, int | float)), default=0)


def shown(cell: Cell, decimals: int | None = None) -> str:
    """A cell as it is read on a slide."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return day(cell)
    if isinstance(cell, str):
        return one_line(cell)
    return number(cell, decimals)


def _write(slide: DeckSlide, cell: Any, words: str, column: Column, points: float, *, head: bool) -> None:
    cell.text = words
    cell.margin_top = cell.margin_bottom = emu(3)
    cell.margin_left = cell.margin_right = emu(8)
    cell.fill.background()
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = 3 if column.kind in ("number", "whole", "percent") else 1
    paragraph.font.size, paragraph.font.bold = Pt(points), head
    paragraph.font.color.rgb = slide.deck.colour("text2" if head else "text")
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - python-pptx has no borders of cells
    colour = slide.deck.colour("line2" if head else "line")
    rule = parse_xml(f'<a:lnB {nsdecls("a")} w="9525"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:lnB>')
    properties.insert(0, rule)
