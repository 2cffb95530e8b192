"""The cells of the capacity strip, on any painter: greys by how full, red edge and figure where over."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF, Qt

from deliverydesk.charts.format import number
from deliverydesk.charts.load import OVER, figure
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from deliverydesk.charts.load import LoadPicture
    from deliverydesk.charts.roadmap_scale import TimeScale
    from deliverydesk.rendering.roadmap_inks import Inks

ROW = 24.0
Cell = tuple[int, int]
"""Row and column."""


class StripFrame(NamedTuple):
    """Where the cells lie. The time scale is the roadmap's own, so that weeks stand under weeks."""

    scale: TimeScale
    left: float
    right: float
    height: float
    scroll: float = 0.0
    inset: float = 12.0
    row: float = ROW

    def rows(self, count: int) -> range:
        """The rows that show."""
        first = max(int(self.scroll // self.row), 0)
        return range(min(first, count), min(int((self.scroll + self.height) // self.row) + 1, count))

    def row_top(self, row: int) -> float:
        """Where a row begins."""
        return row * self.row - self.scroll

    def box(self, picture: LoadPicture, row: int, column: int) -> QRectF:
        """A cell, a pixel away from its neighbours, cut at both ends of the plot."""
        x0 = max(self.scale.x(picture.stops[column]), self.left)
        x1 = min(self.scale.x(picture.stops[column + 1]), self.right)
        left, right = round(x0) + 1, round(x1) - 1
        return QRectF(left, self.row_top(row) + 2, max(right - left, 1), self.row - 4)

    def columns(self, picture: LoadPicture) -> range:
        """The periods that show."""
        return picture.columns(self.scale.day(self.left), self.scale.day(self.right))

    def cell_at(self, picture: LoadPicture, x: float, y: float) -> Cell | None:
        """The cell at a place."""
        row, column = self.row_at(y, len(picture.names)), picture.column_at(self.scale.day(x))
        inside = self.left <= x <= self.right
        return (row, column) if inside and row is not None and column is not None else None

    def row_at(self, y: float, count: int) -> int | None:
        """The row at a height, of so many."""
        row = int((y + self.scroll) // self.row)
        return row if y >= 0 and 0 <= row < count else None


class Marked(NamedTuple):
    """Which cells are marked, and whether every cell says its figure."""

    current: Cell | None = None
    hovered: Cell | None = None
    figures: bool = False


def paint_names(painter: QPainter, frame: StripFrame, inks: Inks, picture: LoadPicture) -> None:
    """The teams and what they can give in a week; a team that is over in bold."""
    for row in frame.rows(len(picture.names)):
        base = frame.row_top(row) + frame.row / 2 + 4
        able = number(picture.usual[row], 1)
        wide = inks.width(able, 11)
        right = frame.left - 8 - wide
        over = row in picture.over_rows
        weight = 600 if over else 400
        name = inks.fitted(picture.names[row], right - frame.inset - 4, 12, weight)
        inks.text(painter, frame.inset, base, name, "bad" if over else "text", 12, weight)
        inks.text(painter, right, base, able, "text2", 11)


def paint_cells(painter: QPainter, frame: StripFrame, inks: Inks, picture: LoadPicture, marked: Marked) -> None:
    """All cells that show, and over them the worst, the current one and the one under the pointer."""
    columns = frame.columns(picture)
    for row in frame.rows(len(picture.names)):
        for column in columns:
            hovered = marked.hovered == (row, column)
            _cell(painter, frame, inks, picture, (row, column), figures=marked.figures or hovered)
    ringed = picture.ringed
    if ringed is not None and ringed[1] in columns:
        _ring(painter, inks, frame.box(picture, *ringed), "text", 1.5)
    for cell, role in ((marked.hovered, "ctl"), (marked.current, "accent")):
        if cell is not None and cell[1] in columns and cell[0] < len(picture.names):
            _ring(painter, inks, frame.box(picture, *cell), role, 2.0 if role == "accent" else 1.0)


def _cell(painter: QPainter, frame: StripFrame, inks: Inks, picture: LoadPicture, cell: Cell, *, figures: bool) -> None:
    box, share = frame.box(picture, *cell), picture.share(*cell)
    level = picture.level(*cell)
    radius = min(3.0, box.width() / 3)
    if level == OVER:
        painter.setPen(inks.pen("over", 1.25))
        painter.setBrush(inks.brush("overBg"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(inks.brush(f"load{level}"))
        painter.drawRoundedRect(box, radius, radius)
    if level != OVER and picture.unit != "week" and picture.weeks_over(*cell):
        # a part of the period is over: a red foot
        painter.fillRect(QRectF(box.left() + 1, box.bottom() - 3, box.width() - 2, 3), inks.brush("over"))
    if level == OVER or (figures and share):
        words = figure(share)
        px = 10 if inks.width(words, 10, 500) <= box.width() - 1 else 9
        wide = inks.width(words, px, 500)
        if wide <= box.width() + 1:
            role = "bad" if level == OVER else "text"
            base = box.center().y() + px * 0.36
            inks.text(painter, box.center().x() - wide / 2, base, words, role, px, 500)
        elif level == OVER:
            # too narrow for a figure: a bar tells it without colour
            painter.fillRect(QRectF(box.left() + 1, box.center().y() - 1, box.width() - 2, 2), inks.brush("bad"))


def _ring(painter: QPainter, inks: Inks, box: QRectF, role: str, width: float) -> None:
    painter.setPen(inks.pen(role, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(-0.75, -0.75, 0.75, 0.75), 4, 4)


def paint_now(painter: QPainter, frame: StripFrame, inks: Inks, today: int) -> None:
    """The line of today, going on from the roadmap's."""
    x = frame.scale.x(today + (0.5 if frame.scale.per_day >= 7 else 0.0))
    if frame.left <= x <= frame.right:
        painter.fillRect(QRectF(x - 0.75, 0, 1.5, frame.height), inks.pen("accent", 1.5, alpha=0.4).color())


def paint_legend(painter: QPainter, inks: Inks, left: float, middle: float) -> None:
    """What the greys and the red edge mean, from the left."""
    painter.setPen(Qt.PenStyle.NoPen)
    for level in range(OVER):
        painter.setPen(inks.pen("line2"))
        painter.setBrush(inks.brush(f"load{level}"))
        painter.drawRoundedRect(QRectF(left + 18 * level + 0.5, middle - 4.5, 13, 9), 2, 2)
    x = left + 18 * OVER + 6
    words = tr("0 to 100 % booked")
    inks.text(painter, x, middle + 4, words, "text2", 11)
    x += inks.width(words, 11) + 18
    painter.setPen(inks.pen("over", 1.25))
    painter.setBrush(inks.brush("overBg"))
    painter.drawRoundedRect(QRectF(x + 0.5, middle - 4.5, 13, 9), 2, 2)
    inks.text(painter, x + 20, middle + 4, tr("over, with the figure"), "text2", 11)
