"""The usual bars of the window painted together: a few calls for hundreds of bars, where one for each part of each bar
would cost three times as much.

Nothing hangs on where a part of the lanes ends: fills and edges are whole pixels, corners are cut by one pixel.
"""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, Qt

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

    __slots__ = ("dashed", "done", "edges", "fills", "runs")

    def __init__(self) -> None:
        self.fills: list[QRectF] = []
        self.edges: list[QLineF] = []
        self.dashed: list[QLineF] = []
        self.done: list[QRectF] = []
        self.runs: list[tuple[float, float, float]] = []


class Batch:
    """Bars gathered to be painted with `draw`."""

    def __init__(self, inks: Inks) -> None:
        self._inks = inks
        self._piles: dict[int, _Pile] = {}
        self._plain = inks.edge_width == 1

    def takes(self, number: int) -> bool:
        """Whether bars of this product are painted together: not the hatched ones, nor those with thick edges."""
        return self._plain and not self._inks.hue(number).hatched

    def add(self, place: Titled, high: float, whole: tuple[float, float]) -> None:
        """Gather a bar; `whole` are its ends where `place` brought them nearer."""
        bar, x0, top, x1, _ = place
        pile = self._piles.get(bar.number)
        if pile is None:
            pile = self._piles[bar.number] = _Pile()
        pile.fills.append(QRectF(x0, top, x1 - x0, high))
        bottom = top + high - 0.5
        if bar.started:
            pile.edges += (
                QLineF(x0 + 1, top + 0.5, x1 - 1, top + 0.5),
                QLineF(x0 + 1, bottom, x1 - 1, bottom),
                QLineF(x0 + 0.5, top + 1, x0 + 0.5, bottom - 0.5),
                QLineF(x1 - 0.5, top + 1, x1 - 0.5, bottom - 0.5),
            )
        else:
            wide = x1 - x0 - 6
            pile.runs += ((x0 + 3, top, wide), (x0 + 3, top + high - 1, wide))
            y, end = top + 3, top + high - 3
            while y < end:
                to = min(y + _ON, end)
                pile.dashed += (QLineF(x0 + 0.5, y, x0 + 0.5, to), QLineF(x1 - 0.5, y, x1 - 0.5, to))
                y += _ON + _OFF
        if bar.progress:
            ratio = self._inks.ratio
            done = floor((whole[0] + (whole[1] - whole[0]) * bar.progress) * ratio + 0.5) / ratio
            if done > x0:
                pile.done.append(QRectF(x0, top + high - 2.5, min(done, x1) - x0, 2.5))

    def draw(self, painter: QPainter) -> None:
        """Paint what was gathered."""
        inks = self._inks
        piles = [(inks.hue(number), pile) for number, pile in self._piles.items()]
        painter.setRenderHint(painter.RenderHint.Antialiasing, on=False)
        self._rects(painter, piles, lambda hue, pile: (hue.fill, pile.fills))
        for hue, pile in piles:
            if pile.edges:
                plain_lines(painter, pile.edges, hue.edge)
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
        part: Callable[[Hue, _Pile], tuple[object, list[QRectF]]],
    ) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for hue, pile in piles:
            brush, rects = part(hue, pile)
            if rects:
                painter.setBrush(brush)  # type: ignore[arg-type]
                painter.drawRects(rects)
