"""What a drag on the roadmap would do, painted over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt

from deliverydesk.rendering.roadmap_inks import octagon

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from deliverydesk.charts.roadmap_frame import RoadmapFrame
    from deliverydesk.rendering.roadmap_inks import Inks
    from deliverydesk.ui.panes.roadmap.gestures import Preview


def paint_ghosts(painter: QPainter, frame: RoadmapFrame, inks: Inks, shown: Preview) -> None:
    """The bars as they would lie, the day marked, the rubber band."""
    if shown.day is not None:
        x = frame.scale.x(shown.day)
        painter.setPen(inks.pen("accent", 1.0, (3.0, 3.0)))
        painter.drawLine(QPointF(x, frame.top), QPointF(x, frame.bottom))
    for ghost in shown.ghosts:
        left, top, right, bottom = frame.span_box(ghost.lane, ghost.row, ghost.start, ghost.end)
        rect = QRectF(left, top, max(right - left, 2.0), bottom - top)
        painter.setOpacity(0.85)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(inks.hue(ghost.number).fill)
        painter.drawRoundedRect(rect, 3, 3)
        painter.setOpacity(1.0)
        painter.setPen(inks.pen("accent", 2.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    if shown.band is not None:
        painter.setPen(inks.pen("accent", 1.0, (5.0, 4.0)))
        fill = inks.colour("accent")
        fill.setAlphaF(0.07)
        painter.setBrush(fill)
        painter.drawRect(shown.band)


def paint_words(painter: QPainter, frame: RoadmapFrame, inks: Inks, shown: Preview) -> None:
    """The new dates, and the team they overload, in a small box above the pointer, always inside the pane."""
    if not shown.words or shown.at is None:
        return
    words = inks.fitted(shown.words, frame.right - 24, 12, 500)
    load = inks.fitted(shown.load, frame.right - 44, 12, 600)
    tall = 43 if load else 24
    wide = max(inks.width(words, 12, 500), inks.width(load, 12, 600) + 18 if load else 0.0) + 16
    left = min(max(shown.at.x() + 12, 4.0), frame.right - wide - 4)
    top = shown.at.y() - 12 - tall
    if top < 4:
        top = shown.at.y() + 20
    painter.setPen(inks.pen("accent", 1.0))
    painter.setBrush(inks.brush("raised"))
    painter.drawRoundedRect(QRectF(left, top, wide, tall), 6, 6)
    inks.text(painter, left + 8, top + 16.2, words, "text", 12, 500)
    if load:
        if shown.over:
            octagon(painter, inks, left + 14, top + 30, 5.5)
        inks.text(painter, left + (26 if shown.over else 8), top + 34.4, load, "bad" if shown.over else "ok", 12, 600)
