"""The headings of groups: what a screen reader is told of them, and how they look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from deliverydesk.domain.values import Stage
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trn
from deliverydesk.ui import fonts, glyphs, icons, text
from deliverydesk.ui.figures import FIGURE_ROLE
from deliverydesk.ui.panes.backlog.groups import GROUPINGS, group_words

if TYPE_CHECKING:
    from deliverydesk.ui.panes.backlog.groups import Group
    from deliverydesk.ui.panes.backlog.rows import Rows
    from deliverydesk.ui.theme import Theme

TRIANGLE = 26
"""How wide the place of the triangle is, at the left."""
_BETWEEN = 10.0


def heading_words(rows: Rows, group: Group) -> str:
    """All that a heading says, in one sentence: "Claims: 12 items, 86 pw, 60 to 120"."""
    said = [_items(len(group.ids))]
    if efforts := rows.sum_of(group).words():
        said.append(efforts)
    return f"{group_words(rows.sight, rows.grouping, group.key)}: {', '.join(said)}"


def _items(count: int) -> str:
    return trn("{n} item", "{n} items", count, n=figure(count))


def heading_data(rows: Rows, row: int, column: str, role: int) -> Any:
    """What the model says of a heading; all of it stands in the title's column."""
    group = rows.heading_at(row)
    if group is None or role == Qt.ItemDataRole.UserRole:
        return None
    if role == Qt.ItemDataRole.AccessibleTextRole:
        words = {"grouping": GROUPINGS[rows.grouping].title, "words": heading_words(rows, group)}
        folded = tr("{grouping} group, folded. {words}", **words)
        return text.one_line(folded if group.folded else tr("{grouping} group, unfolded. {words}", **words))
    if role == Qt.ItemDataRole.DisplayRole:
        return text.one_line(heading_words(rows, group)) if column == "title" else ""
    if role == FIGURE_ROLE:
        return "sum_of_effort"
    if role == Qt.ItemDataRole.ToolTipRole:
        efforts = rows.sum_of(group)
        lines = [heading_words(rows, group)]
        if efforts.unknown:
            lines.append(tr("{items} without an estimate", items=_items(efforts.unknown)))
        return text.tooltip("\n".join(lines))
    return None


def paint_heading(painter: QPainter, rows: Rows, theme: Theme, group: Group, place: QRectF, px: float) -> None:
    """Paint a heading over the whole width of the table: triangle, sign, name, count and effort."""
    painter.fillRect(place, theme.colour("canvas"))
    painter.fillRect(QRectF(place.left(), place.bottom() - 1, place.width(), 1), theme.colour("line2"))
    middle = place.top() + (place.height() - 1) / 2
    arrow = QRectF(place.left() + 8, round(middle - 6), 12, 12)
    icons.draw(painter, arrow, theme, "expand" if group.folded else "collapse", "text")
    x = _sign(painter, rows, theme, group, place.left() + TRIANGLE, middle)
    strong, plain = fonts.font(px, 600), fonts.font(px - 0.5, 400, tabular=True)
    efforts = rows.sum_of(group).words()
    tail = figure(len(group.ids))
    metrics = QFontMetricsF(plain)
    room = place.right() - 12 - x - metrics.horizontalAdvance(tail) - _BETWEEN
    needed = metrics.horizontalAdvance(efforts) + _BETWEEN if efforts else 0.0
    bold = QFontMetricsF(strong)
    name = text.one_line(group_words(rows.sight, rows.grouping, group.key))
    with_efforts = bool(efforts) and room - needed >= min(bold.horizontalAdvance(name), 80.0)
    name = bold.elidedText(name, Qt.TextElideMode.ElideRight, max(room - (needed if with_efforts else 0), 20))
    base = middle - bold.height() / 2 + bold.ascent()
    painter.setFont(strong)
    painter.setPen(theme.colour("text"))
    painter.drawText(QPointF(x, base), name)
    x += bold.horizontalAdvance(name) + _BETWEEN
    painter.setFont(plain)
    painter.setPen(theme.colour("text2"))
    painter.drawText(QPointF(x, base), tail)
    if with_efforts:
        painter.drawText(QPointF(place.right() - 12 - metrics.horizontalAdvance(efforts), base), efforts)


def _sign(painter: QPainter, rows: Rows, theme: Theme, group: Group, left: float, middle: float) -> float:
    """A product's tag or a stage's glyph; where the words after it begin."""
    sight = rows.sight
    if rows.grouping == "product" and isinstance(group.key, int):
        tag = QRectF(left, round(middle - glyphs.TAG_HEIGHT / 2), glyphs.TAG_WIDTH, glyphs.TAG_HEIGHT)
        glyphs.tag(painter, tag, theme, sight.product_codes[group.key], sight.product_places[group.key])
        return left + glyphs.TAG_WIDTH + 8
    if isinstance(group.key, Stage):
        glyphs.stage(painter, QRectF(left, round(middle - 7), 14, 14), theme, group.key.value)
        return left + 22
    return left
