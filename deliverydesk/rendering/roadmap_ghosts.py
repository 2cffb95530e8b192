"""A saved plan behind the present one: a thin bar at the foot of each row, and how many days its bar slipped."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from deliverydesk.charts.format import number
from deliverydesk.charts.roadmap_frame import ghost_box
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QPainter

    from deliverydesk.charts.roadmap import Bar
    from deliverydesk.charts.roadmap_frame import RoadmapFrame
    from deliverydesk.rendering.roadmap_bars import Titled
    from deliverydesk.rendering.roadmap_inks import Inks

_NARROWEST = 64
"""Bars narrower than this have no room for a slip beside their title."""


def paint_ghosts(
    painter: QPainter, frame: RoadmapFrame, inks: Inks, bars: Iterable[Bar], reach: float | None = None
) -> None:
    """Where these bars lay, at most `reach` beyond their present ends."""
    behind = frame.picture.behind
    if behind is None:
        return
    fill, cap = inks.brush("line2"), inks.brush("ctl")
    for bar in bars:
        ghost = behind.ghosts.get(bar.id)
        if ghost is None:
            continue
        x0, top, x1, bottom = ghost_box(frame, bar, ghost)
        low, high = frame.left, frame.right
        if reach is not None:
            low, high = max(low, frame.scale.x(bar.start) - reach), min(high, frame.scale.x(bar.end) + reach)
        x0, x1 = _snapped(x0, inks), _snapped(x1, inks)
        begin, end = max(x0, low), min(x1, high)
        if begin >= end:
            continue
        painter.fillRect(QRectF(begin, top, end - begin, bottom - top), fill)
        for x in (x0, x1 - 1):
            if low <= x <= high:
                painter.fillRect(QRectF(x, top - 1, 1, bottom - top + 2), cap)


def paint_slips(painter: QPainter, frame: RoadmapFrame, inks: Inks, titled: Iterable[Titled]) -> None:
    """How many days each bar slipped, at its right end, on its own ground."""
    behind = frame.picture.behind
    if behind is None:
        return
    drop = (frame.measures.bar - 11) / 2 + 9.2
    for bar, x0, top, x1, _ in titled:
        ground = slip_box(frame, inks, bar, (x0, top, x1))
        if ground is None:
            continue
        days = behind.ghosts[bar.id].slip.days
        painter.fillRect(ground, inks.hue(bar.number).fill)
        inks.text(painter, ground.left() + 4, top + drop, slip_words(days), "bad" if days > 0 else "ok", 10, 600)


def slip_box(frame: RoadmapFrame, inks: Inks, bar: Bar, place: tuple[float, float, float]) -> QRectF | None:
    """The ground of the slip of a bar at `place`, its left, top and right; None where there is none to tell."""
    x0, top, x1 = place
    ghost = frame.picture.behind.ghosts.get(bar.id) if frame.picture.behind is not None else None
    days = ghost.slip.days if ghost is not None else 0
    if not days or x1 - x0 < _NARROWEST:
        return None
    left = _snapped(x1 - inks.width(slip_words(days), 10, 600) - 6, inks)
    return QRectF(left - 4, top + 2, x1 - left + 2, frame.measures.bar - 5)


def slip_words(days: int) -> str:
    """Like "+12 d"; earlier with a minus."""
    return tr("{n} d", n=number(days, 0, signed=True))


def _snapped(x: float, inks: Inks) -> float:
    return floor(x * inks.ratio + 0.5) / inks.ratio if inks.quick else x
