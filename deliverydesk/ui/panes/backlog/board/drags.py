"""Cards under the pointer: dragging the selected ones, what a drop would do, and the drop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDrag

from deliverydesk.ui.mime import deliverables_data, dragged_deliverables
from deliverydesk.ui.panes.backlog.board import card
from deliverydesk.ui.panes.backlog.drag import DropNote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QDragMoveEvent, QDropEvent

    from deliverydesk.domain.values import Stage
    from deliverydesk.ui.panes.backlog.board.column import ColumnView
    from deliverydesk.ui.panes.backlog.board.frame import ColumnFrame
    from deliverydesk.ui.panes.backlog.board.view import Board

_BELOW_GHOST = QPoint(-10, card.HEIGHT - 54)
"""From the pointer to where the note would hang under the smaller ghost of a row."""


class Drags:
    """The drags of one board, from wherever they began."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self.ids: frozenset[int] = frozenset()
        """What is dragged of this board's own cards."""
        self.note = DropNote(board.viewport())

    def start(self, column: ColumnView, row: int) -> None:
        """Drag the selected cards, from the one that was pressed."""
        board = self._board
        ids = board.desk.selection.deliverables()
        if not ids or row < 0 or board.desk.document.read_only:
            return
        pressed = column.cards.ids[row]
        shown = (pressed, *(each for each in ids if each != pressed))
        width, ratio = column.card_rect(0).width(), board.devicePixelRatioF()
        drag = QDrag(column)
        drag.setMimeData(deliverables_data(board.desk, ids))
        drag.setPixmap(card.ghost(board.cards, board.sight, shown, width, ratio))
        drag.setHotSpot(card.HOT_SPOT)
        self.ids = frozenset(ids)
        board.repaint_cards()
        drag.exec(Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, Qt.DropAction.MoveAction)
        self.ids = frozenset()
        self.leave()
        board.repaint_cards()

    def aim(self, column: ColumnView, event: QDragMoveEvent | QDropEvent) -> int | None:
        """Say what a drop here would do; the row of the drop line, None where nothing can be dropped."""
        ids = self._ids(event)
        if not ids:
            return None
        pointer = event.position().toPoint()
        row = column.row_between(pointer.y())
        spot = self._board.land(column.stage, ids, row)
        self.note.say(spot.place, column.viewport().mapTo(self._board.viewport(), pointer) + _BELOW_GHOST)
        return None if spot.place.refused else row

    def drop(self, column: ColumnView, event: QDropEvent) -> bool:
        """Carry what was dropped to where it was dropped."""
        return self._dropped(column.stage, event, column.row_between(event.position().toPoint().y()))

    def aim_at_stage(self, frame: ColumnFrame, event: QDragMoveEvent) -> bool:
        """Say what a drop on the head or strip of a column would do."""
        ids = self._ids(event)
        if not ids:
            return False
        spot = self._board.land(frame.stage, ids, 0)
        pointer = frame.mapTo(self._board.viewport(), event.position().toPoint())
        self.note.say(spot.place, pointer + _BELOW_GHOST)
        return not spot.place.refused

    def drop_on_stage(self, frame: ColumnFrame, event: QDropEvent) -> bool:
        """Carry what was dropped on a head or strip to the top of that stage."""
        return self._dropped(frame.stage, event, 0)

    def leave(self) -> None:
        """The drag has left, or ended."""
        self.note.hide()

    def _ids(self, event: QDropEvent) -> Sequence[int]:
        return dragged_deliverables(self._board.desk, event.mimeData())

    def _dropped(self, stage: Stage, event: QDropEvent, row: int) -> bool:
        self.leave()
        ids = self._ids(event)
        return bool(ids) and self._board.carry(ids, self._board.land(stage, ids, row))
