"""Ideas pasted on the board: a list of titles makes new items, and what is there already is pointed out first."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from deliverydesk.domain.values import Stage
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.panes.backlog.alike_sheet import AlikeSheet
from deliverydesk.ui.panes.backlog.board.view import Board
from deliverydesk.ui.panes.backlog.pane import BacklogPane

OpenPane = Callable[..., BacklogPane]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def board(open_pane: OpenPane) -> Board:
    pane = open_pane(1300, 620)
    pane.commands["view_board"].trigger()
    assert pane.switch.board is not None
    return pane.switch.board


def paste(board: Board, words: str) -> None:
    column = board.column(Stage.SHAPING)
    QTest.mouseClick(column.viewport(), LEFT, pos=column.card_rect(0).center())
    board.activateWindow()
    column.setFocus()
    QGuiApplication.clipboard().setText(words)
    QTest.keyClick(column, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def ideas(board: Board) -> list[str]:
    return [board.desk.portfolio.deliverables[each].title for each in board.column(Stage.IDEA).cards.ids]


def test_titles_pasted_on_the_board_are_new_ideas(board: Board, desk: Desk, done: list[str]) -> None:
    before = ideas(board)
    paste(board, "Voice assistant\nDental plan preview")
    assert sorted(set(ideas(board)) - set(before)) == ["Dental plan preview", "Voice assistant"]
    assert done[-1] == "Add 2 items from the clipboard"
    assert len(desk.selection.deliverables()) == 2


def test_what_is_there_already_is_offered_before_it_is_added(board: Board, desk: Desk) -> None:
    before = len(desk.portfolio.deliverables)
    paste(board, "Photos of receipts\nVoice assistant\nCard for digital members")
    [sheet] = board.window().findChildren(AlikeSheet)
    assert len(desk.portfolio.deliverables) == before
    assert [sheet.list.topLevelItem(row).text(1) for row in range(sheet.list.topLevelItemCount())] == [
        "like “Receipt photos”, idea",
        "like “Digital member card”, delivery",
    ]
    assert sheet.confirm.text() == "Add 1 item"
    place = sheet.list.visualItemRect(sheet.list.topLevelItem(1))
    QTest.mouseClick(sheet.list.viewport(), LEFT, pos=QPoint(place.left() + 10, place.center().y()))
    assert sheet.confirm.text() == "Add 2 items"
    QTest.mouseClick(sheet.confirm, LEFT)
    added = [item.title for item in desk.portfolio.deliverables][before:]
    assert sorted(added) == ["Card for digital members", "Voice assistant"]


def test_a_table_is_for_the_list(board: Board, desk: Desk, refusals: list[str]) -> None:
    before = desk.portfolio
    paste(board, "Voice assistant\t3\nDental plan\t4")
    assert desk.portfolio is before
    assert "Show the list" in refusals[-1]
