"""Colours, pens and measured words of a roadmap, made once: a pan paints hundreds of bars sixty times a second."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from math import floor
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap, QPolygonF

from deliverydesk.charts.format import calmed
from deliverydesk.rendering.canvas import elided, width_of
from deliverydesk.rendering.fonts import chart_font, metrics
from deliverydesk.support.tokens import Tokens, mixed

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHARES = {"light": (0.13, 0.34), "dark": (0.20, 0.46), "contrast": (0.0, 1.0)}
_VEIL = 0.16
_MOST_KEPT = 4000
_MOST_PICTURES = 1500
NO_PRODUCT = "ctl"


class Hue(NamedTuple):
    """What a bar of one product is painted with."""

    mark: QBrush
    fill: QBrush
    edge: QPen
    dashed_edge: QPen
    code: QPen
    hatched: bool
    veil: QBrush
    """Behind the tail of a forecast."""


class Inks:
    """What one theme's roadmap is painted with. `fills` is off under high contrast.

    `quick` keeps words as pictures for the window; on paper words are drawn as text, so that they stay text.
    """

    def __init__(self, tokens: Tokens, *, fills: bool = True, quick: bool = False) -> None:
        self.tokens = tokens
        self.quick = quick
        self.ratio = 1.0
        """Device pixels to a logical one of the window that is painted."""
        self._fill, self._edge = _SHARES.get(tokens.name, _SHARES["light"]) if fills else (0.0, 1.0)
        self.edge_width = 1.0 if fills and tokens.name != "contrast" else 2.0
        self.stamps: dict[tuple[float, float], QPixmap] = {}
        self.dashes: dict[tuple[object, ...], QPixmap] = {}
        self._hues: dict[int, Hue] = {}
        self._pens: dict[tuple[object, ...], QPen] = {}
        self._brushes: dict[tuple[str, float], QBrush] = {}
        self._widths: dict[tuple[str, int, int], float] = {}
        self._fitted: dict[tuple[str, int, int, int], str] = {}
        self._titles: dict[str, tuple[str, float]] = {}
        self._ends: dict[tuple[str, int, int], list[float]] = {}
        self._words: dict[tuple[object, ...], QPixmap] = {}
        self._ascents: dict[tuple[int, int], float] = {}

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
        veil = QBrush(QColor(mixed(colour, ground, _VEIL if self._fill else 0.0)))
        return Hue(QBrush(QColor(colour)), fill, edge, dashed, QPen(QColor(words)), hatched, veil)

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
            pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin)
            if dashes:
                pen.setDashPattern([length / width for length in dashes])
            self._pens[key] = pen
        return self._pens[key]

    def plain(self, colour: QColor) -> QPen:
        """A solid line of a pixel in a colour."""
        key = ("plain", colour.rgba())
        if key not in self._pens:
            self._pens[key] = QPen(colour, 1.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
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
        if self.quick:
            return self._cut(words, room, px, weight)
        # by steps of 4 pixels, so that words do not flicker and are not measured anew at each step of a pan
        steps = int(room) // 4
        key = (words, steps, px, weight)
        found = self._fitted.get(key)
        if found is None:
            if len(self._fitted) > _MOST_KEPT:
                self._fitted.clear()
            found = self._fitted[key] = elided(words, 4 * steps, px, weight)
        return found

    def _cut(self, words: str, room: float, px: int, weight: int) -> str:
        """The same without asking Qt again: a zoom cuts every title anew at every step."""
        ends = self.ends(words, px, weight)
        at = bisect_right(ends, room - self.width("…", px, weight))
        return words[:at].rstrip() + "…"

    def ends(self, words: str, px: int, weight: int) -> list[float]:
        """Where each letter ends; the letters' own widths, stretched to that of the whole."""
        key = (words, px, weight)
        found = self._ends.get(key)
        if found is None:
            if len(self._ends) > _MOST_KEPT:
                self._ends.clear()
            found = list(accumulate(self.width(letter, px, weight) for letter in words))
            whole = self.width(words, px, weight)
            stretch = whole / found[-1] if found and found[-1] else 1.0
            found = self._ends[key] = [end * stretch for end in found]
        return found

    def title(self, title: str) -> tuple[str, float]:
        """A bar's title on one line, at most 120 letters of it, and how wide that is."""
        found = self._titles.get(title)
        if found is None:
            if len(self._titles) > _MOST_KEPT:
                self._titles.clear()
            shown = " ".join((title if len(title) <= 120 else title[:119] + "…").split())
            found = self._titles[title] = (shown, self.width(shown, 11, 500))
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
        """Words from the left end of their base line; in the window they begin on whole pixels."""
        pen = role if isinstance(role, QPen) else self.pen(role)
        if not self.quick:
            painter.setPen(pen)
            painter.setFont(chart_font(px, weight))
            painter.drawText(QPointF(x, base), calmed(words))
            return
        ratio = self.ratio
        # pens live as long as these inks, so that one is known by its place in memory
        key = (words, px, weight, id(pen), ratio)
        kept = self._words.get(key)
        if kept is None:
            if len(self._words) > _MOST_PICTURES:
                self._words.clear()
            kept = self._words[key] = self._picture(words, px, weight, pen, ratio)
        top = base - self._ascent(px, weight)
        if ratio == 1:
            # half the time of a point, and a frame writes a hundred words
            painter.drawPixmap(floor(x + 0.5) - 2, floor(top + 0.5), kept)
            return
        painter.drawPixmap(QPointF(floor(x * ratio + 0.5) / ratio - 2, floor(top * ratio + 0.5) / ratio), kept)

    def cut_text(
        self, painter: QPainter, x: float, base: float, whole: str, shown: int, role: QPen, px: int, weight: int
    ) -> None:
        """The first `shown` letters and an ellipsis, cut from the picture of the whole: zooms need no new pictures."""
        ratio = self.ratio
        key = (whole, px, weight, id(role), ratio)
        kept = self._words.get(key)
        if kept is None:
            kept = self._words[key] = self._picture(whole, px, weight, role, ratio)
        end = self.ends(whole, px, weight)[shown - 1] if shown else 0.0
        wide = round((end + 2) * ratio)
        left, top = floor(x * ratio + 0.5) / ratio, floor((base - self._ascent(px, weight)) * ratio + 0.5) / ratio
        painter.drawPixmap(
            QRectF(left - 2, top, wide / ratio, kept.height() / ratio), kept, QRectF(0, 0, wide, kept.height())
        )
        self.text(painter, left - 2 + wide / ratio, base, "…", role, px, weight)

    def _ascent(self, px: int, weight: int) -> float:
        found = self._ascents.get((px, weight))
        if found is None:
            found = self._ascents[px, weight] = metrics(px, weight).ascent()
        return found

    def _picture(self, words: str, px: int, weight: int, pen: QPen, ratio: float) -> QPixmap:
        """Words as a picture with 2 pixels beside them: laying them out anew costs five times as much as a copy."""
        measured = metrics(px, weight)
        made = QPixmap(
            max(round((self.width(words, px, weight) + 4) * ratio), 1),
            max(round((measured.height() + 1) * ratio), 1),
        )
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setPen(pen)
        painter.setFont(chart_font(px, weight))
        painter.drawText(QPointF(2, measured.ascent()), words)
        painter.end()
        return made


def dashes(
    painter: QPainter,
    inks: Inks,
    run: tuple[float, float, float],
    colour: QColor,
    pattern: tuple[int, int],
    *,
    thick: float = 1.0,
    upright: bool = False,
    phase: float = 0.0,
) -> None:
    """A level or upright dashed line for the window from a kept picture: x, y of its corner and its length.

    Qt begins a dashed line anew wherever a clip cuts it; these dashes stay where they are on the paper.
    """
    x, y, length = run
    key = (colour.rgba(), pattern, thick, upright, inks.ratio)
    kept = inks.dashes.get(key)
    if kept is None:
        period, repeats = sum(pattern), 24
        long = round(period * repeats * inks.ratio)
        across = max(round(thick * inks.ratio), 1)
        kept = inks.dashes[key] = QPixmap(*((across, long) if upright else (long, across)))
        kept.fill(Qt.GlobalColor.transparent)
        stamp = QPainter(kept)
        for at in range(repeats):
            begin, on = round(at * period * inks.ratio), round(pattern[0] * inks.ratio)
            stamp.fillRect(*((0, begin, across, on) if upright else (begin, 0, on, across)), colour)
        stamp.end()
        kept.setDevicePixelRatio(inks.ratio)
    thick = max(round(thick * inks.ratio), 1) / inks.ratio
    room = QRectF(x, y, thick, length) if upright else QRectF(x, y, length, thick)
    painter.drawTiledPixmap(room, kept, QPointF(0, phase) if upright else QPointF(phase, 0))


def octagon(painter: QPainter, inks: Inks, x: float, y: float, radius: float = 5.0) -> None:
    """The sign of something broken: an octagon with a cross. The window keeps it as a picture."""
    if not inks.quick:
        _octagon(painter, inks, x, y, radius)
        return
    ratio = inks.ratio
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
    painter.drawPixmap(QPointF(floor(x - radius - 1.5), floor(y - radius - 1.5)), kept)


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


def diamond(painter: QPainter, inks: Inks, x: float, y: float, radius: float = 5.5, role: str = "ink") -> None:
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
