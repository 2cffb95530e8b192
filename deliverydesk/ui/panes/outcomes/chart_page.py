"""The page of one outcome: all about it, and the list of the others below or beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from deliverydesk.ui.panes.outcomes.board_head import HEIGHT, HeadedBoard
from deliverydesk.ui.panes.outcomes.detail import Detail

_CHART_FIRST = 414
"""Height that the figures and a chart worth reading take before the list gets the rest."""
_AROUND = HEIGHT + 26
"""Height of the line over the list and of its header."""
_LOW, _BESIDE = 524, 640
_LOWER, _LEAST = 330, 520
"""A page lower than the first and at least as wide as the second has the list beside the chart."""


class ChartPage(QSplitter):
    """Shares its room between the chart and the list, until a person has moved the handle."""

    def __init__(self, detail: Detail, headed: HeadedBoard, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._board = headed.board
        self._sized = self._begun = False
        self.setHandleWidth(5)
        self.setChildrenCollapsible(False)
        self.addWidget(detail)
        self.addWidget(headed)
        self.setStretchFactor(0, 1)
        self.splitterMoved.connect(self._split_moved)

    def begin(self) -> None:
        """Share the room, now that there are rows."""
        self._begun = True
        self.share_room()

    def kept_sizes(self) -> list[int]:
        """The sizes that a person gave; empty where nobody did."""
        return self.sizes() if self._sized else []

    def restore_sizes(self, sizes: object) -> None:
        """Take sizes that `kept_sizes` gave; others are left out."""
        if isinstance(sizes, list) and len(sizes) == 2 and all(isinstance(size, int) and size > 0 for size in sizes):
            self.setSizes(sizes)
            self._sized = True

    def share_room(self) -> None:
        """Give the chart its room first, the list the rest; below it, or beside it where the page is low."""
        low = self.height() < _LOW and self.width() >= (_BESIDE if self.height() >= _LOWER else _LEAST)
        orientation = Qt.Orientation.Horizontal if low else Qt.Orientation.Vertical
        if self.orientation() != orientation:
            self.setOrientation(orientation)
            self._sized = False
        if self._sized:
            return
        if low:
            board = max(int(self.width() * 0.36), 260)
            self.setSizes([self.width() - board, board])
        else:
            rows = _AROUND + 28 * max(self._board.rows.rowCount(), 3) + 2
            board = max(min(rows, int(self.height() * 0.46), self.height() - _CHART_FIRST), _AROUND + 3 * 28)
            self.setSizes([self.height() - board, board])

    def _split_moved(self) -> None:
        self._sized = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._begun:
            self.share_room()
