"""Colours, pens and measured words of a roadmap, made once: a pan paints hundreds of bars sixty times a second."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap, QPolygonF, QStaticText

from deliverydesk.rendering.canvas import elided, width_of
from deliverydesk.rendering.fonts import chart_font, metrics
from deliverydesk.support.tokens import Tokens, mixed

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHARES = {"light": (0.13, 0.34), "dark": (0.20, 0.46), "contrast": (0.0, 1.0)}
_MOST_KEPT = 4000
NO_PRODUCT = "ctl"


@dataclass(frozen=True, slots=True)
class Hue:
    """What a bar of one product is painted with."""

    mark: QBrush
    fill: QBrush
    edge: QPen
    dashed_edge: QPen
    code: QPen
    hatched: bool


class Inks:
    """What one theme's roadmap is painted with. `fills` is off under high contrast.

    `quick` keeps laid-out words for the window; on paper words are drawn as text, so that they stay text.
    """

    def __init__(self, tokens: Tokens, *, fills: bool = True, quick: bool = False) -> None:
        self.tokens = tokens
        self.quick = quick
        self._fill, self._edge = _SHARES.get(tokens.name, _SHARES["light"]) if fills else (0.0, 1.0)
        self.edge_width = 1.0 if fills and tokens.name != "contrast" else 2.0
        self.stamps: dict[tuple[float, float], QPixmap] = {}
        self._hues: dict[int, Hue] = {}
        self._pens: dict[tuple[object, ...], QPen] = {}
        self._brushes: dict[tuple[str, float], QBrush] = {}
        self._widths: dict[tuple[str, int, int], float] = {}
        self._fitted: dict[tuple[str, int, int, int], str] = {}
        self._laid: dict[tuple[str, int, int], QStaticText] = {}

    def hue(self, number: int) -> Hue:
        """The colours of the product with this number; 0 is none."""
        if number not in self._hues:
            self._hues[number] = self._made_hue(number)
        return self._hues[number]

    def _made_hue(self, number: int) -> Hue:
        colour = self.tokens.colour(f"product:{number}" if number else NO_PRODUCT)
        words = self.tokens.colour(f"productText:{number}" if number else "text2")
        ground = self.tokens.colour("surface")
        edge = QPen(QColor(mixed(colour, ground, self._edge)), self.edge_width)
        edge.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        dashed = QPen(QColor(mixed(colour, ground, max(self._edge, 0.6))), self.edge_width)
        dashed.setCapStyle(Qt.PenCapStyle.FlatCap)
        dashed.setDashPattern([3.0 / self.edge_width, 2.0 / self.edge_width])
        fill = QBrush(QColor(mixed(colour, ground, self._fill)))
        hatched = bool(number) and Tokens.hatched(number, len(self.tokens.series))
        return Hue(QBrush(QColor(colour)), fill, edge, dashed, QPen(QColor(words)), hatched)

    def colour(self, role: str, share: float = 1.0, ground: str = "surface") -> QColor:
        """The colour of a role, or `share` of it on `ground`, opaque: QSvgGenerator knows no other."""
        value = self.tokens.colour(role)
        return QColor(value if share >= 1 else mixed(value, self.tokens.colour(ground), share))

    def brush(self, role: str, share: float = 1.0) -> QBrush:
        """A brush in the colour of a role."""
        key = (role, share)
        if key not in self._brushes:
            self._brushes[key] = QBrush(self.colour(role, share))
        return self._brushes[key]

    def pen(
        self,
        role: str,
        width: float = 1.0,
        dashes: Sequence[float] = (),
        share: float = 1.0,
        alpha: float = 1.0,
    ) -> QPen:
        """A pen with flat ends; `dashes` are in pixels whatever the width."""
        key = (role, width, tuple(dashes), share, alpha)
        if key not in self._pens:
            colour = self.colour(role, share)
            colour.setAlphaF(alpha)
            pen = QPen(
                colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin
            )
            if dashes:
                pen.setDashPattern([length / width for length in dashes])
            self._pens[key] = pen
        return self._pens[key]

    def width(self, words: str, px: int = 11, weight: int = 400) -> float:
        """How wide words are."""
        key = (words, px, weight)
        found = self._widths.get(key)
        if found is None:
            if len(self._widths) > _MOST_KEPT:
                self._widths.clear()
            found = self._widths[key] = width_of(words, px, weight)
        return found

    def fitted(self, words: str, room: float, px: int = 11, weight: int = 400) -> str:
        """Words cut with an ellipsis to so much room."""
        if self.width(words, px, weight) <= room:
            return words
        key = (words, int(room), px, weight)
        found = self._fitted.get(key)
        if found is None:
            if len(self._fitted) > _MOST_KEPT:
                self._fitted.clear()
            found = self._fitted[key] = elided(words, int(room), px, weight)
        return found

    def text(
        self,
        painter: QPainter,
        x: float,
        base: float,
        words: str,
        role: str | QPen = "text2",
        px: int = 11,
        weight: int = 400,
    ) -> None:
        """Words from the left end of their base line."""
        painter.setPen(role if isinstance(role, QPen) else self.pen(role))
        painter.setFont(chart_font(px, weight))
        if not self.quick:
            painter.drawText(QPointF(x, base), words)
            return
        key = (words, px, weight)
        laid = self._laid.get(key)
        if laid is None:
            if len(self._laid) > _MOST_KEPT:
                self._laid.clear()
            laid = QStaticText(words)
            laid.setTextFormat(Qt.TextFormat.PlainText)
            laid.prepare(font=chart_font(px, weight))
            self._laid[key] = laid
        painter.drawStaticText(QPointF(x, base - metrics(px, weight).ascent()), laid)


def octagon(painter: QPainter, inks: Inks, x: float, y: float, radius: float = 5.0) -> None:
    """The sign of something broken: an octagon with a cross. The window keeps it as a picture."""
    if not inks.quick:
        _octagon(painter, inks, x, y, radius)
        return
    ratio = painter.device().devicePixelRatioF()
    kept = inks.stamps.get((ratio, radius))
    if kept is None:
        side = 2 * radius + 4
        kept = inks.stamps[ratio, radius] = QPixmap(round(side * ratio), round(side * ratio))
        kept.setDevicePixelRatio(ratio)
        kept.fill(Qt.GlobalColor.transparent)
        stamp = QPainter(kept)
        stamp.setRenderHint(QPainter.RenderHint.Antialiasing)
        _octagon(stamp, inks, side / 2, side / 2, radius)
        stamp.end()
    painter.drawPixmap(QPointF(round(x - radius - 2), round(y - radius - 2)), kept)


def _octagon(painter: QPainter, inks: Inks, x: float, y: float, radius: float) -> None:
    side = radius * 0.4142
    points = [
        (-side, -radius), (side, -radius), (radius, -side), (radius, side),
        (side, radius), (-side, radius), (-radius, side), (-radius, -side),
    ]  # fmt: skip
    painter.setPen(inks.pen("surface", 1.0))
    painter.setBrush(inks.brush("bad"))
    painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in points]))
    arm = radius * 0.38
    painter.setPen(inks.pen("surface", 1.25))
    painter.drawLine(QPointF(x - arm, y - arm), QPointF(x + arm, y + arm))
    painter.drawLine(QPointF(x - arm, y + arm), QPointF(x + arm, y - arm))


def diamond(
    painter: QPainter, inks: Inks, x: float, y: float, radius: float = 5.5, role: str = "ink"
) -> None:
    """A promise of delivery."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.brush(role))
    corners = ((0, -radius), (radius, 0), (0, radius), (-radius, 0))
    painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in corners]))


def ringed_dot(painter: QPainter, inks: Inks, x: float, y: float, role: str = "ink") -> None:
    """A promise of an outcome."""
    painter.setPen(inks.pen(role, 1.5))
    painter.setBrush(inks.brush("surface"))
    painter.drawEllipse(QPointF(x, y), 5.0, 5.0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.brush(role))
    painter.drawEllipse(QPointF(x, y), 2.0, 2.0)


def tag(painter: QPainter, inks: Inks, x: float, y: float, code: str, number: int) -> None:
    """A product's tag, 27 x 16: its fill, a 3 px edge in its hue and its letters."""
    hue = inks.hue(number)
    painter.setPen(Qt.PenStyle.NoPen if inks.edge_width == 1 else hue.edge)
    painter.setBrush(hue.fill)
    painter.drawRoundedRect(QRectF(x, y, 27, 16), 3, 3)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(hue.mark)
    painter.drawRoundedRect(QRectF(x, y, 3, 16), 1.5, 1.5)
    shown = inks.fitted(code, 22, 10, 600)
    inks.text(painter, x + 3 + (24 - inks.width(shown, 10, 600)) / 2, y + 11.7, shown, hue.code, 10, 600)
