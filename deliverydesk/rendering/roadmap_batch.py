"""The usual bars of the window painted together: a few calls for hundreds of bars, where one for each part of each bar
would cost three times as much.

Nothing hangs on where a part of the lanes ends: fills and edges are whole pixels, corners are cut by one pixel.
"""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush

from deliverydesk.rendering.roadmap_bars import plain_lines
from deliverydesk.rendering.roadmap_inks import dashes

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPainter

    from deliverydesk.rendering.roadmap_bars import Titled
    from deliverydesk.rendering.roadmap_inks import Hue, Inks

_ON, _OFF = 3, 2
"""The dashes of what is not started."""


class _Pile:
    """The parts of the bars of one product."""

    __slots__ = ("dashed", "done", "inner", "outer", "runs")

    def __init__(self) -> None:
        self.outer: list[QRectF] = []
        self.inner: list[QRectF] = []
        self.dashed: list[QLineF] = []
        self.done: list[QRectF] = []
        self.runs: list[tuple[float, float, float]] = []


class Batch:
    """Bars gathered to be painted with `draw`."""

    def __init__(self, inks: Inks) -> None:
        self._inks = inks
        self._piles: dict[int, _Pile] = {}
        self._plain = inks.edge_width == 1
        self._upright: list[tuple[float, float]] | None = None

    def takes(self, number: int) -> bool:
        """Whether bars of this product are painted together: not the hatched ones, nor those with thick edges."""
        return self._plain and not self._inks.hue(number).hatched

    def add(self, place: Titled, high: float, whole: tuple[float, float]) -> None:
        """Gather a bar; `whole` are its ends where `place` brought them nearer."""
        bar, x0, top, x1, _ = place
        pile = self._piles.get(bar.number)
        if pile is None:
            pile = self._piles[bar.number] = _Pile()
        wide = x1 - x0
        if bar.started:
            # two rectangles that overlap leave the corners out
            pile.outer += (QRectF(x0 + 1, top, wide - 2, high), QRectF(x0, top + 1, wide, high - 2))
            pile.inner.append(QRectF(x0 + 1, top + 1, wide - 2, high - 2))
        else:
            pile.inner.append(QRectF(x0, top, wide, high))
            pile.runs += ((x0 + 3, top, wide - 6), (x0 + 3, top + high - 1, wide - 6))
            for y, to in self._dashes(high):
                pile.dashed += (QLineF(x0 + 0.5, top + y, x0 + 0.5, top + to),)
                pile.dashed += (QLineF(x1 - 0.5, top + y, x1 - 0.5, top + to),)
        if bar.progress:
            ratio = self._inks.ratio
            done = floor((whole[0] + (whole[1] - whole[0]) * bar.progress) * ratio + 0.5) / ratio
            if done > x0:
                pile.done.append(QRectF(x0, top + high - 2.5, min(done, x1) - x0, 2.5))

    def _dashes(self, high: float) -> list[tuple[float, float]]:
        """Where the dashes of an upright edge begin and end, from the top of a bar."""
        if self._upright is None:
            ends = high - 3
            self._upright = [(y, min(y + _ON, ends)) for y in range(3, ceil(ends), _ON + _OFF)]
        return self._upright

    def draw(self, painter: QPainter) -> None:
        """Paint what was gathered."""
        inks = self._inks
        piles = [(inks.hue(number), pile) for number, pile in self._piles.items()]
        painter.setRenderHint(painter.RenderHint.Antialiasing, on=False)
        self._rects(painter, piles, lambda hue, pile: (QBrush(hue.edge.color()), pile.outer))
        self._rects(painter, piles, lambda hue, pile: (hue.fill, pile.inner))
        for hue, pile in piles:
            if pile.dashed:
                colour = hue.dashed_edge.color()
                plain_lines(painter, pile.dashed, inks.plain(colour))
                for run in pile.runs:
                    dashes(painter, inks, run, colour, (_ON, _OFF))
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        self._rects(painter, piles, lambda hue, pile: (hue.mark, pile.done))

    @staticmethod
    def _rects(
        painter: QPainter,
        piles: list[tuple[Hue, _Pile]],
        part: Callable[[Hue, _Pile], tuple[QBrush, list[QRectF]]],
    ) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for hue, pile in piles:
            brush, rects = part(hue, pile)
            if rects:
                painter.setBrush(brush)
                painter.drawRects(rects)
