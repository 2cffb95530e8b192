"""How the grid of teams and periods is painted: greys by how full, red edge where over, a corner where by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPolygonF

from deliverydesk.charts.format import number
from deliverydesk.charts.load import OVER
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, glyphs, text
from deliverydesk.ui.theme import current_theme

if TYPE_CHECKING:
    from deliverydesk.charts.capacity_grid import CapacityGrid, GridRow
    from deliverydesk.ui.panes.capacity.grid import GridView
    from deliverydesk.ui.theme import Theme

ROW: Final = 28
HEAD: Final = 38
NAMES: Final = 248
WIDTHS: Final = {"week": 36, "month": 58, "quarter": 76}
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


def paint_grid(painter: QPainter, view: GridView) -> None:
    """One frame: cells, names over what scrolled below them, the head on top."""
    theme, grid = current_theme(), view.grid
    painter.fillRect(view.seen(), theme.colour("surface"))
    if grid is None:
        return
    across, down = view.horizontalScrollBar().value(), view.verticalScrollBar().value()
    width, height = view.viewport().width(), view.viewport().height()
    columns = range(max(across // view.wide, 0), min((across + width - NAMES) // view.wide + 1, view.columns))
    rows = range(down // ROW, min((down + height - HEAD) // ROW + 1, len(grid.rows)))
    painter.setClipRect(QRectF(NAMES, HEAD, width - NAMES, height - HEAD))
    for row in rows:
        for column in columns:
            _cell(painter, view, theme, grid, row, column)
    _marks(painter, view, theme, grid, columns)
    painter.setClipRect(QRectF(0, HEAD, NAMES, height - HEAD))
    for row in rows:
        _name(painter, theme, grid, grid.rows[row], HEAD + row * ROW - down)
    painter.setClipRect(QRectF(NAMES, 0, width - NAMES, HEAD))
    _head(painter, view, theme, grid, columns)
    painter.setClipping(False)
    painter.fillRect(QRectF(0, HEAD - 1, width, 1), theme.colour("line"))
    if view.hasFocus() and view.current is None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(theme.pen("accent", 2.0))
        painter.drawRect(view.seen().adjusted(1, 1, -1, -1))


def _box(view: GridView, row: int, column: int) -> QRectF:
    from deliverydesk.ui.panes.capacity.grid import Cell

    return QRectF(view.box(Cell(row, column))).adjusted(1, 2, -1, -2)


def _cell(painter: QPainter, view: GridView, theme: Theme, grid: CapacityGrid, row: int, column: int) -> None:
    shown, box = grid.rows[row], _box(view, row, column)
    words, role = grid.words(row, column), "text"
    if shown.deliverable is None:
        level = grid.picture.level(shown.place, column)
        if level == OVER:
            painter.setPen(theme.pen("over", 1.25))
            painter.setBrush(theme.colour("overBg"))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
            role = "bad"
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(f"load{level}"))
            painter.drawRoundedRect(box, 3, 3)
            if grid.picture.unit != "week" and grid.picture.weeks_over(shown.place, column):
                painter.fillRect(QRectF(box.left() + 1, box.bottom() - 3, box.width() - 2, 3), theme.colour("over"))
        _figure(painter, theme, box, words, role, 500)
        return
    if words:
        hand = shown.by_hand[column]
        painter.setPen(theme.pen("line2") if hand else Qt.PenStyle.NoPen)
        painter.setBrush(theme.series_fill(shown.colour) if shown.colour >= 0 else theme.colour("sunken"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if hand:
            corner = box.topRight()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawPolygon(QPolygonF([corner, corner + QPointF(-7, 0), corner + QPointF(0, 7)]))
        _figure(painter, theme, box, words, "text", 500 if hand else 400)


def _figure(painter: QPainter, theme: Theme, box: QRectF, words: str, role: str, weight: int) -> None:
    if words:
        painter.setFont(fonts.font(fonts.AXIS, weight, tabular=True))
        painter.setPen(theme.colour(role))
        painter.drawText(box, _CENTRE, words)


def _marks(painter: QPainter, view: GridView, theme: Theme, grid: CapacityGrid, columns: range) -> None:
    """What is chosen, the worst cell, the one under the pointer, the current one, and today."""
    from deliverydesk.ui.panes.capacity.ranges import block_of

    block = block_of(view)
    if block is not None and (block.top, block.left) != (block.bottom, block.right):
        ends = (_box(view, block.top, block.left), _box(view, block.bottom, block.right))
        painter.fillRect(ends[0].united(ends[1]).adjusted(-1, -2, 1, 2), theme.veil("accent", 0.12))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if (ringed := grid.picture.ringed) is not None and ringed[1] in columns:
        painter.setPen(theme.pen("text", 1.5))
        box = _box(view, grid.rows.heads[ringed[0]], ringed[1])
        painter.drawRoundedRect(box.adjusted(-0.75, -0.75, 0.75, 0.75), 4, 4)
    for cell, role, width in ((view.hovered, "ctl", 1.0), (view.current, "accent", 2.0)):
        if cell is not None and cell.row < len(grid.rows) and cell.column in columns:
            painter.setPen(theme.pen(role, width))
            painter.drawRoundedRect(_box(view, *cell).adjusted(-0.75, -0.75, 0.75, 0.75), 4, 4)
    column = grid.picture.column_at(grid.picture.today)
    if column is not None:
        box = _box(view, 0, column)
        span = grid.picture.stops[column + 1] - grid.picture.stops[column]
        x = box.left() - 1 + view.wide * (grid.picture.today - grid.picture.stops[column] + 0.5) / span
        painter.fillRect(QRectF(x - 0.75, HEAD, 1.5, len(grid.rows) * ROW), theme.veil("accent", 0.4))


def _name(painter: QPainter, theme: Theme, grid: CapacityGrid, shown: GridRow, top: float) -> None:
    painter.fillRect(QRectF(0, top, NAMES, ROW), theme.colour("surface"))
    if shown.deliverable is None:
        over = shown.place in grid.picture.over_rows
        painter.setPen(theme.pen("text2", 1.5))
        middle, left = top + ROW / 2, 14.0
        arrow = (
            [QPointF(left, middle - 2), QPointF(left + 4, middle + 2), QPointF(left + 8, middle - 2)]
            if shown.open
            else [QPointF(left + 2, middle - 4), QPointF(left + 6, middle), QPointF(left + 2, middle + 4)]
        )
        painter.drawPolyline(QPolygonF(arrow))
        _words(
            painter,
            theme,
            QRectF(30, top, NAMES - 86, ROW),
            shown.name,
            "bad" if over else "text",
            600 if over else 500,
        )
        painter.setFont(fonts.font(fonts.CAPTION, 400, tabular=True))
        painter.setPen(theme.colour("text2"))
        painter.drawText(QRectF(NAMES - 58, top, 48, ROW), _RIGHT, number(grid.picture.usual[shown.place], 1))
        return
    if shown.code and shown.colour >= 0:
        glyphs.tag(painter, QRectF(30, top + 6, glyphs.TAG_WIDTH, glyphs.TAG_HEIGHT), theme, shown.code, shown.colour)
    left = 0
    if shown.unplaced:
        left = 62
        painter.setFont(fonts.font(fonts.CAPTION, 500, tabular=True))
        painter.setPen(theme.colour("warn"))
        words = tr("+{n} left", n=number(shown.unplaced, 1))
        painter.drawText(QRectF(NAMES - left - 8, top, left, ROW), _RIGHT, words)
    _words(painter, theme, QRectF(64, top, NAMES - 74 - left, ROW), text.one_line(shown.name, 120), "text", 400)


def _words(painter: QPainter, theme: Theme, room: QRectF, words: str, role: str, weight: int) -> None:
    font = fonts.font(fonts.DETAIL, weight)
    painter.setFont(font)
    painter.setPen(theme.colour(role))
    elided = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, _LEFT, elided)


def _head(painter: QPainter, view: GridView, theme: Theme, grid: CapacityGrid, columns: range) -> None:
    heads = grid.heads()
    now = grid.picture.column_at(grid.picture.today)
    begun = next((heads[at][0] for at in range(columns.start, -1, -1) if heads[at][0]), "") if columns else ""
    for column in columns:
        box = _box(view, 0, column)
        above, own = heads[column]
        words = above or (begun if column == columns.start and not any(heads[at][0] for at in columns[:2]) else "")
        if words:
            painter.setFont(fonts.font(fonts.CAPTION, 500))
            painter.setPen(theme.colour("text2"))
            painter.drawText(QRectF(max(box.left(), NAMES) + 2, 3, 160, 16), _LEFT, words)
        painter.setFont(fonts.font(fonts.AXIS, 600 if column == now else 400, tabular=True))
        painter.setPen(theme.colour("accentText" if column == now else "text3"))
        painter.drawText(QRectF(box.left(), 19, box.width(), 16), _CENTRE, own)
