"""The points of the chart as pyqtgraph takes them: readings, and rings round those with a note."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtGui import QBrush

from deliverydesk.charts.spec import ChartSpec, Series
from deliverydesk.rendering.frame import Frame
from deliverydesk.rendering.marks import DIAMOND
from deliverydesk.ui.panes.outcomes.layers import point_edge
from deliverydesk.ui.theme import current_theme

_CROWDED = 7.0
"""Points nearer than this many pixels are left out and the line alone is drawn, as in pictures."""


def reading_spots(frame: Frame, series: Series, selected: frozenset[int], ratio: float) -> Iterator[dict[str, Any]]:
    """Hollow points, the last one full, selected ones in the accent; where they are crowded only these two."""
    theme = current_theme()
    apart = (frame.x(series.xs[-1]) - frame.x(series.xs[0])) / max(len(series.xs) - 1, 1)
    crowded = len(series.xs) > 1 and apart < _CROWDED
    pen, ground = point_edge(series.role, ratio), QBrush(theme.colour("surface"))
    full, chosen = QBrush(theme.colour(series.role)), QBrush(theme.colour("accent"))
    for at, (x, y, key) in enumerate(zip(series.xs, series.ys, series.keys, strict=True)):
        lit, last = key in selected, at == len(series.xs) - 1
        if y is None or not (lit or last or not crowded):
            continue
        brush = chosen if lit else full if last else ground
        edge = point_edge("accent", ratio) if lit else pen
        yield {"pos": (x, y), "brush": brush, "pen": edge, "size": 2 * series.marker + (3.0 if lit else 1.0)}


def note_rings(spec: ChartSpec, ratio: float) -> Iterator[dict[str, Any]]:
    """A ring round each reading with a note, a diamond round each that is no routine."""
    ground = QBrush(current_theme().colour("surface"))
    for series in spec.by_purpose("mark"):
        edge = point_edge(series.role, ratio)
        for x, y in zip(series.xs, series.ys, strict=True):
            spot = {"pos": (x, y), "brush": ground, "pen": edge, "size": 2 * series.marker + 1.0}
            yield spot | ({"symbol": "d", "size": 2 * series.marker * DIAMOND + 1} if series.shape == "diamond" else {})
