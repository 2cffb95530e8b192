"""Shadows of what floats, from a nine-patch painted once per scale and corner. Never QGraphicsEffect: it
repaints all.
"""

from __future__ import annotations

from functools import lru_cache
from math import erf

from PySide6.QtCore import QMargins, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from deliverydesk.ui.theme import Theme

REACH = QMargins(20, 14, 20, 26)
"""How far a shadow reaches out of the box that casts it: keep this much room round a floating widget's
box."""

# (offset down, blur, opacity), as the look gives them: a close one and a wide one.
_LAYERS = ((1.0, 2.0, 0.10), (6.0, 20.0, 0.13))
_CORE = 8


def draw_shadow(painter: QPainter, box: QRect, theme: Theme, radius: int = 8) -> None:
    """Paints the shadow of the rounded ``box`` round it, below where the box itself will be painted."""
    ratio = painter.device().devicePixelRatioF()
    patch = _patch(radius, ratio, 1.8 if theme.dark else 1.0)
    outer = box.marginsAdded(REACH)
    across_corner = min(_corner(radius), outer.width() // 2)
    down_corner = min(_corner(radius), outer.height() // 2)
    left, right = outer.left(), outer.right() + 1
    top, bottom = outer.top(), outer.bottom() + 1
    columns = (left, left + across_corner, right - across_corner, right)
    rows = (top, top + down_corner, bottom - down_corner, bottom)
    side = patch.width() / ratio
    from_columns = (0.0, float(across_corner), side - across_corner, side)
    from_rows = (0.0, float(down_corner), side - down_corner, side)
    for across in range(3):
        for down in range(3):
            if (across, down) == (1, 1):
                continue
            target = QRectF(
                columns[across],
                rows[down],
                columns[across + 1] - columns[across],
                rows[down + 1] - rows[down],
            )
            source = QRectF(
                from_columns[across] * ratio,
                from_rows[down] * ratio,
                (from_columns[across + 1] - from_columns[across]) * ratio,
                (from_rows[down + 1] - from_rows[down]) * ratio,
            )
            painter.drawPixmap(target, patch, source)


def _corner(radius: int) -> int:
    """From the rim of the shadow to where its edge is the same all along: the blur outside the box, the
    corner, and the blur inside it.
    """
    return 20 + radius + 20


@lru_cache(maxsize=16)
def _patch(radius: int, ratio: float, strength: float) -> QPixmap:
    """The shadow of the smallest box with corners of ``radius`` that still has an edge to stretch."""
    side = 2 * _corner(radius) + _CORE
    box = QRectF(REACH.left(), REACH.top(), side - 40, side - 40)
    made = QPixmap(round(side * ratio), round(side * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for offset, blur, opacity in _LAYERS:
        _layer(painter, box.translated(0, offset), radius, blur, min(opacity * strength, 0.5))
    painter.end()
    return made


def _layer(painter: QPainter, box: QRectF, radius: float, blur: float, opacity: float) -> None:
    """One blurred box: rounded boxes laid over one another from the outside in, each adding what a Gaussian
    blur of sigma blur/2 would hold more at its edge than at the edge before.
    """
    steps = max(4, round(blur * 2))
    shown = 0.0
    for number in range(steps + 1):
        outward = blur * (1 - 2 * number / steps)
        wanted = opacity * 0.5 * (1 - erf(outward / (blur / 2) / 2**0.5))
        added = (wanted - shown) / (1 - shown)
        shown = wanted
        colour = QColor(0, 0, 0)
        colour.setAlphaF(max(0.0, min(1.0, added)))
        painter.setBrush(colour)
        corner = max(1.0, radius + outward)
        painter.drawRoundedRect(box.adjusted(-outward, -outward, outward, outward), corner, corner)
