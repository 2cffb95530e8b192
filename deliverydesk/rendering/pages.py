"""Exhibits as pages to look at and to print: a chart on one page, a table or roadmap on as many as its rows need."""

from __future__ import annotations

from functools import partial
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from deliverydesk.charts.roadmap import RoadmapPicture
from deliverydesk.charts.roadmap_frame import lane_tops
from deliverydesk.charts.roadmap_pages import pages as roadmap_pages
from deliverydesk.charts.spec import ChartSpec
from deliverydesk.charts.tablewords import column_decimals, shown
from deliverydesk.rendering.canvas import Canvas, elided, width_of, wrapped
from deliverydesk.rendering.painter import paint_chart
from deliverydesk.rendering.roadmap import PAPER, paint_roadmap
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QPainter

    from deliverydesk.charts.exhibits import Exhibit
    from deliverydesk.charts.table import TableData
    from deliverydesk.rendering.export import Paint, Size
    from deliverydesk.support.tokens import Tokens

_MARGIN, _ROW, _PAD = 32.0, 24.0, 8.0
_LINE = 14.0
"""What each further line of a text adds to a row."""
_HEAD, _FOOT = 82.0, 40.0
_LEAST_COLUMN = 34.0
_ROADMAP_ROW = 24.0
_ROADMAP_REST = 190.0
"""What title, legend and source take of a roadmap's page."""


def exhibit_pages(exhibit: Exhibit, size: Size, tokens: Tokens) -> list[Paint]:
    """What paints each page of an exhibit, on ``size`` logical pixels from the painter's origin."""
    item = exhibit.item
    if isinstance(item, ChartSpec):
        return [partial(_paint_chart, spec=item, size=size, tokens=tokens)]
    if isinstance(item, RoadmapPicture):
        fitting = (size[1] - _ROADMAP_REST - PAPER.header - PAPER.strip) / (_ROADMAP_ROW + 2)
        whole = lane_tops(item.lanes, PAPER)[-1] <= size[1] - _ROADMAP_REST - PAPER.header - PAPER.strip
        parts = [item] if whole else roadmap_pages(item, max(int(fitting), 2))
        for number, part in enumerate(parts, start=1):
            title = exhibit.title
            if len(parts) > 1:
                title = tr("{title} ({page} of {pages})", title=title, page=number, pages=len(parts))
            vars(part).update(title=title, takeaway=exhibit.takeaway)
        return [partial(_paint_roadmap, picture=part, size=size, tokens=tokens) for part in parts]
    count = max(ceil(len(item.rows) / rows_per_page(size, item.lines)), 1)
    painted = partial(_paint_table, exhibit=exhibit, count=count, size=size, tokens=tokens)
    return [partial(painted, page=page) for page in range(count)]


def rows_per_page(size: Size, lines: int = 1) -> int:
    """How many rows of a table a page takes, its texts on so many lines."""
    return max(int((size[1] - 2 * _MARGIN - _HEAD - _FOOT - _ROW) // _high(lines)), 1)


def _high(lines: int) -> float:
    return _ROW + _LINE * (lines - 1)


def page_image(exhibit: Exhibit, size: Size, scale: float, tokens: Tokens) -> QImage:
    """The first page as an image: how a slide will look, near enough."""
    from deliverydesk.rendering.export import painted_image

    return painted_image(exhibit_pages(exhibit, size, tokens)[0], size, scale)


def _paint_chart(painter: QPainter, spec: ChartSpec, size: Size, tokens: Tokens) -> None:
    paint_chart(painter, spec, size, tokens)


def _paint_roadmap(painter: QPainter, picture: RoadmapPicture, size: Size, tokens: Tokens) -> None:
    paint_roadmap(painter, picture, size, tokens)


def _paint_table(painter: QPainter, exhibit: Exhibit, page: int, count: int, size: Size, tokens: Tokens) -> None:
    """One page of a table: its head is written on each, and the foot says which page it is."""
    from deliverydesk.charts.table import TableData

    table = exhibit.item
    assert isinstance(table, TableData)
    canvas = Canvas(painter, tokens)
    painter.fillRect(QRectF(0, 0, *size), canvas.colour("surface"))
    wide = size[0] - 2 * _MARGIN
    canvas.text((_MARGIN, _MARGIN + 18), elided(exhibit.title, wide, 18, 600), "text", 18, 600)
    y = _MARGIN + 42
    for line in wrapped(exhibit.takeaway, wide, 13, 400, 2):
        canvas.text((_MARGIN, y), line, "text2", 13)
        y += 18
    per = rows_per_page(size, table.lines)
    widths = _widths(table, wide)
    decimals = [column_decimals(table, index) for index in range(len(widths))]
    top = _MARGIN + _HEAD
    _row(canvas, table, [column.header for column in table.columns], widths, top, head=True)
    top += _ROW
    for row in table.rows[page * per : (page + 1) * per]:
        cells = [shown(cell, decimals[index]) for index, cell in enumerate(row[: len(widths)])]
        _row(canvas, table, cells, widths, top, head=False)
        top += _high(table.lines)
    told = tr("Page {page} of {pages}", page=page + 1, pages=count) if count > 1 else ""
    _foot(canvas, exhibit.source, told, size)


def _widths(table: TableData, wide: float) -> list[float]:
    """Columns as wide as their words ask for, those from the right left out that find no room."""
    wanted = [max(column.width * 7.0, width_of(column.header, 11, 500)) + 2 * _PAD for column in table.columns]
    least = [min(want, max(want * 0.55, _LEAST_COLUMN)) for want in wanted]
    count = len(wanted)
    while count > 1 and sum(least[:count]) > wide:
        count -= 1
    ratio = wide / sum(wanted[:count])
    return [want * ratio for want in wanted[:count]]


def _row(canvas: Canvas, table: TableData, cells: list[str], widths: list[float], top: float, *, head: bool) -> None:
    x, base = _MARGIN, top + _ROW / 2 + 4
    weight, role = (500, "text2") if head else (400, "text")
    lines = 1 if head else table.lines
    for column, words, wide in zip(table.columns, cells, widths, strict=False):
        room = wide - 2 * _PAD
        told = wrapped(words, room, 11, weight, lines) if lines > 1 else [elided(words, room, 11, weight)]
        for line, said in enumerate(told):
            right = column.kind in ("number", "whole", "percent")
            at = x + wide - _PAD - width_of(said, 11, weight) if right else x + _PAD
            canvas.text((at, base + _LINE * line), said, role, 11, weight)
        x += wide
    foot = top + _high(lines)
    canvas.line((_MARGIN, foot), (x, foot), "line2" if head else "line")


def _foot(canvas: Canvas, source: str, page: str, size: Size) -> None:
    foot = size[1] - _MARGIN
    right = size[0] - _MARGIN
    if source or page:
        canvas.line((_MARGIN, foot - 18), (right, foot - 18), "line2")
    room = right - _MARGIN - (width_of(page) + 20 if page else 0)
    canvas.text((_MARGIN, foot - 1), elided(source, room), "text3")
    if page:
        canvas.text((right - width_of(page), foot - 1), page, "text3")
