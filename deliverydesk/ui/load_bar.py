"""The load of a team, before and after, as a track that ends a quarter above what the team can give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt

from deliverydesk.ui.theme import current_theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

_END = 1.25
_TRACK, _DOT, _TICK = 2.5, 3.5, 6


def draw_load(painter: QPainter, left: float, middle: float, width: float, before: float, after: float) -> None:
    """Hollow is before, full is after, in the colour of what is wrong where it is above 1; the stroke is 1."""
    theme = current_theme()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("line" if theme.contrast else "sunken"))
    painter.drawRoundedRect(QRectF(left, middle - _TRACK, width, 2 * _TRACK), _TRACK, _TRACK)
    then, now, full = (left + width * min(each / _END, 1.0) for each in (before, after, 1.0))
    painter.setPen(theme.pen("ctl", 1.25))
    painter.drawLine(QPointF(full, middle - _TICK), QPointF(full, middle + _TICK))
    painter.drawLine(QPointF(then, middle), QPointF(now, middle))
    painter.setBrush(theme.colour("surface"))
    painter.drawEllipse(QPointF(then, middle), _DOT, _DOT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("bad" if after > 1 else "text"))
    painter.drawEllipse(QPointF(now, middle), _DOT, _DOT)
