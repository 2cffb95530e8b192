"""Zoom and pan of the chart. Imports pyqtgraph: only the chart itself may import this."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import Qt


class TimeBox(pg.ViewBox):  # type: ignore[misc]
    """Wheel zooms time, with Shift the values; the left button pans; a double click shows all again."""

    def __init__(self) -> None:
        super().__init__(enableMenu=False, defaultPadding=0.0)
        self.setMouseEnabled(True, True)
        self.disableAutoRange()

    def wheelEvent(self, event: object, axis: int | None = None) -> None:
        upright = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)  # type: ignore[attr-defined]
        super().wheelEvent(event, axis=1 if upright else 0)

    def mouseDragEvent(self, event: object, axis: int | None = None) -> None:
        if event.button() == Qt.MouseButton.RightButton:  # type: ignore[attr-defined]
            event.ignore()  # type: ignore[attr-defined]
        else:
            super().mouseDragEvent(event, axis)
