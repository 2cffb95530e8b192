"""The keyboard of the board: arrows walk the cards, with Shift they select, with Ctrl they go from stage to stage.
Enter opens a card in the inspector.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from deliverydesk.support.language import tr
from deliverydesk.ui import mirror, typed
from deliverydesk.ui.panes.backlog import edits
from deliverydesk.ui.panes.backlog.placing import subject
from deliverydesk.ui.widgets.asking import AskSheet

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from deliverydesk.ui.panes.backlog.board.column import ColumnView
    from deliverydesk.ui.panes.backlog.board.view import Board

_Key = Qt.Key
_Modifier = Qt.KeyboardModifier
_SIDEWAYS = {_Key.Key_Left: -1, _Key.Key_Right: 1}


def press(board: Board, column: ColumnView, event: QKeyEvent) -> bool:
    """Do what a key means in a column; False where it means nothing here."""
    key, modifiers = mirror.key(board, event.key()), event.modifiers() & ~_Modifier.KeypadModifier
    control = modifiers == _Modifier.ControlModifier
    if modifiers & _Modifier.AltModifier:
        return False
    if key in _SIDEWAYS:
        if control:
            board.to_neighbour(right=key == _Key.Key_Right)
        else:
            _go_sideways(board, column, _SIDEWAYS[key])
        return True
    if key in (_Key.Key_Return, _Key.Key_Enter):
        if column.current_row() >= 0:
            board.open(column, column.current_row())
        return True
    if key == _Key.Key_F2:
        rename(board, column)
        return True
    if key == _Key.Key_Delete and not modifiers:
        board.delete_action.trigger()
        return True
    if key == _Key.Key_Space:
        _space(board, column)
        return True
    if control and key == _Key.Key_A:
        board.select(column.cards.ids, column.cards.ids[max(column.current_row(), 0)] if column.cards.ids else None)
        return True
    row = _row_for(column, key)
    if row is None or not column.cards.ids:
        return row is not None
    row = min(max(row, 0), len(column.cards.ids) - 1)
    if modifiers & _Modifier.ShiftModifier:
        board.select_to(column, row)
        column.go_to(row)
    elif control:
        column.go_to(row)
    else:
        board.select_alone(column, row)
    return True


def _row_for(column: ColumnView, key: Qt.Key) -> int | None:
    page = max(column.row_between(column.viewport().height()) - column.row_between(0) - 1, 1)
    now, last = column.current_row(), len(column.cards.ids) - 1
    rows = {
        _Key.Key_Up: now - 1,
        _Key.Key_Down: now + 1,
        _Key.Key_Home: 0,
        _Key.Key_End: last,
        _Key.Key_PageUp: now - page,
        _Key.Key_PageDown: now + page,
    }
    return rows.get(key)


def _go_sideways(board: Board, column: ColumnView, by: int) -> None:
    """To the card beside, at the same height; over columns without cards."""
    shown = board.open_stages()
    place, row = shown.index(column.stage) + by, max(column.current_row(), 0)
    y = column.card_rect(row).center().y()
    while 0 <= place < len(shown):
        beside = board.column(shown[place])
        if beside.cards.ids:
            board.select_alone(beside, min(max(beside.row_between(y - 1), 0), len(beside.cards.ids) - 1))
            board.ensureWidgetVisible(beside, 0, 0)
            return
        place += by


def _space(board: Board, column: ColumnView) -> None:
    """Take the current card into the selection, or out of it."""
    row = column.current_row()
    if row < 0:
        return
    entity_id, chosen = column.cards.ids[row], board.desk.selection.deliverables()
    left = [each for each in chosen if each != entity_id]
    board.select(left if entity_id in chosen else [*chosen, entity_id], entity_id)


def rename(board: Board, column: ColumnView) -> None:
    """Ask for another title of the current card."""
    row, desk = column.current_row(), board.desk
    if row < 0 or desk.document.read_only:
        return
    ids = (column.cards.ids[row],)

    def act(words: str) -> str:
        wish = edits.edit("title", ids, words)
        reason = typed.refusal(desk.portfolio, wish)
        if not reason:
            desk.do(wish)
        return reason

    title = desk.portfolio.deliverables[ids[0]].title
    heading = tr("Rename {item}", item=subject(desk, ids))
    sheet = AskSheet(board, heading, tr("Title"), tr("Rename"), act, title)
    sheet.setObjectName("backlog.board.rename")
    sheet.open()
