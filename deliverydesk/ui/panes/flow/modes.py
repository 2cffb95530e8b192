"""The switch of charts: two tracks, side by side where there is room, else one over the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from deliverydesk.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from collections.abc import Sequence

_GAP = 8


class Modes(QWidget):
    """One choice over all tracks."""

    chosen = Signal(object)
    """The key that a person chose; not sent by `set_value`."""

    def __init__(self, tracks: Sequence[tuple[str, Sequence[tuple[str, str]]]], parent: QWidget) -> None:
        """`tracks` are names for screen readers with keys and words."""
        super().__init__(parent)
        self.tracks = [Segmented(choices, name, self, compact=True) for name, choices in tracks]
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for track in self.tracks:
            self._row.addWidget(track, 0, Qt.AlignmentFlag.AlignLeading)
            track.chosen.connect(self._choose)
        for track in self.tracks[1:]:
            track.clear()

    def value(self) -> str:
        """The key of what is chosen."""
        return next(filter(None, (track.value() for track in self.tracks)), "")

    def set_value(self, key: str) -> None:
        """Choose without telling listeners."""
        for track in self.tracks:
            track.set_value(key) if track.has(key) else track.clear()

    def fit(self, width: int) -> bool:
        """Lay the tracks out for a width; False where not even the widest has room."""
        widths = [track.sizeHint().width() for track in self.tracks]
        wide = sum(widths) + _GAP * (len(widths) - 1) <= width
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(direction)
        self._row.setSpacing(_GAP if wide else _GAP // 2)
        return wide or max(widths) <= width

    def _choose(self, key: str) -> None:
        self.set_value(key)
        self.chosen.emit(key)
