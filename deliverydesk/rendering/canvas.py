"""What the painters draw with: lines, shapes and words in roles of the theme, on any QPainter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPaintEngine, QPainter, QPainterPath, QPen, QPolygonF

from deliverydesk.charts.format import calmed
from deliverydesk.rendering.clip import Box, Place
from deliverydesk.rendering.fonts import chart_font, metrics
from deliverydesk.support.tokens import Tokens, mixed

if TYPE_CHECKING:
    from deliverydesk.charts.spec import Stroke

HALO = 3.0
_CHUNK = 4


class Canvas:
    """A painter that speaks in roles. All measures are logical pixels of the picture."""

    def __init__(self, painter: QPainter, tokens: Tokens) -> None:
        self.painter = painter
        self.tokens = tokens
        self._raster = painter.paintEngine().type() == QPaintEngine.Type.Raster
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # Words on a chart read as they are written, whichever way the window is read.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)

    def colour(self, role: str, tint: float = 1.0, ground: str = "surface") -> QColor:
        """The colour of a role, or ``tint`` (0 to 1) of it mixed into ``ground``."""
        value = self.tokens.colour(role)
        return QColor(value if tint >= 1 else mixed(value, self.tokens.colour(ground), tint))

    def pen(self, role: str, width: float = 1.0, stroke: Stroke = "solid") -> QPen:
        """A pen; dashes are 5 4 and dots 1 2.5, in pixels whatever the width."""
        pen = QPen(self.colour(role), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin)
        if stroke != "solid":
            pattern = (5.0, 4.0) if stroke == "dashed" else (1.5, 2.5)
            pen.setDashPattern([length / width for length in pattern])
        return pen

    def line(self, start: Place, end: Place, role: str, width: float = 1.0, stroke: Stroke = "solid") -> None:
        """A straight line."""
        self.painter.setPen(self.pen(role, width, stroke))
        self.painter.drawLine(QPointF(*start), QPointF(*end))

    def polyline(self, places: Sequence[Place], role: str, width: float, stroke: Stroke = "solid") -> None:
        """A line through places."""
        pen = self.pen(role, width, stroke)
        points = [QPointF(*place) for place in places]
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        if stroke != "solid" or len(points) <= _CHUNK or not self._raster:
            self.painter.setPen(pen)
            self.painter.drawPolyline(QPolygonF(points))
            return
        # Qt strokes a long line as one shape and takes 50 times as long to fill it as its parts; round caps join them
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        self.painter.setPen(pen)
        for first in range(0, len(points) - 1, _CHUNK):
            self.painter.drawPolyline(QPolygonF(points[first : first + _CHUNK + 1]))

    def polygon(self, places: Sequence[Place], fill: str | None, edge: str | None = None, width: float = 1.0) -> None:
        """A closed shape, filled and edged by roles."""
        self.painter.setPen(self.pen(edge, width) if edge else QPen(Qt.PenStyle.NoPen))
        self.painter.setBrush(QBrush(self.colour(fill)) if fill else QBrush(Qt.BrushStyle.NoBrush))
        self.painter.drawPolygon(QPolygonF([QPointF(*place) for place in places]))

    def circle(
        self,
        centre: Place,
        radius: float,
        fill: str | None,
        edge: str | None,
        width: float = 1.5,
        *,
        tint: float = 1.0,
        stroke: Stroke = "solid",
    ) -> None:
        """A disc or ring; ``tint`` is the share of the colour in its fill."""
        self.painter.setPen(self.pen(edge, width, stroke) if edge else QPen(Qt.PenStyle.NoPen))
        self.painter.setBrush(QBrush(self.colour(fill, tint)) if fill else QBrush(Qt.BrushStyle.NoBrush))
        self.painter.drawEllipse(QPointF(*centre), radius, radius)

    def box(self, box: Box, fill: QColor | None, edge: QPen | None = None, radius: float = 0.0) -> None:
        """A rectangle from left, top, right, bottom with round corners."""
        self.painter.setPen(edge if edge is not None else QPen(Qt.PenStyle.NoPen))
        self.painter.setBrush(QBrush(fill) if fill is not None else QBrush(Qt.BrushStyle.NoBrush))
        rect = QRectF(box[0], box[1], box[2] - box[0], box[3] - box[1])
        if radius > 0:
            self.painter.drawRoundedRect(rect, radius, radius)
        else:
            self.painter.drawRect(rect)

    def ring(self, centre: Place, role: str) -> None:
        """The ringed dot that ends a target and marks a milestone of an outcome."""
        self.circle(centre, 4.75, "surface", role, 1.5)
        self.circle(centre, 1.75, role, None)

    def text(
        self,
        at: Place,
        words: str,
        role: str = "text2",
        px: int = 11,
        weight: int = 400,
        *,
        halo: str = "",
    ) -> None:
        """Words from the left end of their base line; ``halo`` is the role of the ground to keep 3 px of
        round them.
        """
        font = chart_font(px, weight)
        words = calmed(words)
        if halo:
            path = QPainterPath()
            path.addText(QPointF(*at), font, words)
            self.painter.setPen(_halo_pen(self.tokens.colour(halo)))
            self.painter.setBrush(Qt.BrushStyle.NoBrush)
            self.painter.drawPath(path)
        self.painter.setFont(font)
        self.painter.setPen(QPen(self.colour(role)))
        self.painter.drawText(QPointF(*at), words)


@lru_cache(maxsize=8)
def _halo_pen(colour: str) -> QPen:
    return QPen(QColor(colour), 2 * HALO, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def width_of(words: str, px: int = 11, weight: int = 400) -> float:
    """How wide ``words`` are, in logical pixels."""
    return float(metrics(px, weight).horizontalAdvance(words))


def elided(words: str, room: float, px: int = 11, weight: int = 400) -> str:
    """``words`` cut with an ellipsis to ``room`` pixels."""
    return str(metrics(px, weight).elidedText(words, Qt.TextElideMode.ElideRight, room))


def wrapped(words: str, room: float, px: int, weight: int, most: int) -> list[str]:
    """``words`` on at most ``most`` lines of ``room`` pixels, the last one elided."""
    lines: list[str] = []
    # a thin space before a per cent sign is no place to break a line
    rest = [word for word in re.split("[ \t\r\n]+", words) if word]
    while rest and len(lines) < most:
        if len(lines) == most - 1:
            lines.append(elided(" ".join(rest), room, px, weight))
            break
        count = 1
        while count < len(rest) and width_of(" ".join(rest[: count + 1]), px, weight) <= room:
            count += 1
        lines.append(elided(" ".join(rest[:count]), room, px, weight))
        rest = rest[count:]
    return lines
