"""A column on its rounded ground: head and cards, or the narrow strip of a folded one, which takes drops too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deliverydesk.domain.choices import choice_words
from deliverydesk.support.language import tr
from deliverydesk.ui.mime import DELIVERABLES
from deliverydesk.ui.panes.backlog.board.column import ColumnView
from deliverydesk.ui.panes.backlog.board.head import NARROW, ColumnHead, FoldedHead
from deliverydesk.ui.panes.backlog.board.lists import FOLDED_AT_FIRST
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.buttons import ToolButton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.ui.panes.backlog.board.lists import Fill
    from deliverydesk.ui.panes.backlog.board.view import Board

_LEAST = 172
_RADIUS = 8


class ColumnFrame(QWidget):
    """One stage of the board."""

    def __init__(self, board: Board, fill: Fill) -> None:
        super().__init__()
        self._board, self.stage, self.fill = board, fill.stage, fill
        self.view = ColumnView(board, fill.stage, self)
        self.head = ColumnHead(fill, self)
        self.strip = FoldedHead(fill, self)
        self.folded = fill.stage in FOLDED_AT_FIRST
        self._aimed = False
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(0)
        top.addWidget(self.head, 1)
        self.closer: ToolButton | None = None
        if self.folded:
            words = tr("Fold the column {stage}", stage=choice_words(self.stage))
            self.closer = ToolButton("close", words, self._fold, side=24)
            top.addWidget(self.closer)
            top.addSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.view, 1)
        column.addWidget(self.strip, 1)
        self.head.clicked.connect(lambda: board.ask_limit(self))
        self.strip.clicked.connect(self._open)
        self.setAcceptDrops(True)
        self.fold(self.folded)

    def fold(self, folded: bool) -> None:
        """Show the strip alone, or the column."""
        self.folded = folded
        self.strip.setVisible(folded)
        for part in (self.head, self.view, self.closer):
            if part is not None:
                part.setVisible(not folded)
        self.setMinimumWidth(NARROW if folded else _LEAST)
        self.setMaximumWidth(NARROW if folded else 16_777_215)

    def show_cards(self, ids: Sequence[int], fill: Fill) -> None:
        """Show these cards, and how full the stage is."""
        self.fill = fill
        self.view.over = bool(fill.over)
        self.head.say(fill)
        self.strip.say(fill)
        self.view.show_cards(ids)
        self.update()

    def _fold(self) -> None:
        self._board.fold(self.stage, folded=True)

    def _open(self) -> None:
        self._board.fold(self.stage, folded=False)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.pen("accent", 2.0) if self._aimed else Qt.PenStyle.NoPen)
        if theme.contrast and not self._aimed:
            painter.setPen(theme.pen("line", 1.0))
        painter.setBrush(theme.colour("badBg" if self.fill.over else "canvas"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)

    # ---- drops on the strip, and on the head of an open column: at the end of the column

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.acceptProposedAction() if event.mimeData().hasFormat(DELIVERABLES) else event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._aim(self._board.drags.aim_at_stage(self, event))
        if self._aimed:
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._aim(False)
        self._board.drags.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        self._aim(False)
        if self._board.drags.drop_on_stage(self, event):
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
        else:
            event.ignore()

    def _aim(self, aimed: bool) -> None:
        if aimed != self._aimed:
            self._aimed = aimed
            self.update()
