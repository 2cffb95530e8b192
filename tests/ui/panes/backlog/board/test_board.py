"""The board by real events: mouse, keyboard, limits, one selection with the list."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from deliverydesk.actions import records
from deliverydesk.actions.stages import set_stage_limit
from deliverydesk.domain.entities import Deliverable, Gate
from deliverydesk.domain.values import GateCheck, Stage
from deliverydesk.ui import fonts
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.mime import deliverables_data
from deliverydesk.ui.panes.backlog.board import depths
from deliverydesk.ui.panes.backlog.board.column import ColumnView
from deliverydesk.ui.panes.backlog.board.head import ColumnHead, LimitPopover
from deliverydesk.ui.panes.backlog.board.lists import Fill
from deliverydesk.ui.panes.backlog.board.view import Board
from deliverydesk.ui.panes.backlog.filters import Filter
from deliverydesk.ui.panes.backlog.pane import BacklogPane
from deliverydesk.ui.widgets.sheet import Sheet

KEY, CONTROL, SHIFT, ALT = (
    Qt.Key,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
OpenPane = Callable[..., BacklogPane]


@pytest.fixture
def pane(open_pane: OpenPane) -> BacklogPane:
    shown = open_pane(1300, 620)
    shown.commands["view_board"].trigger()
    return shown


@pytest.fixture
def board(pane: BacklogPane) -> Board:
    assert pane.switch.board is not None
    return pane.switch.board


def click(column: ColumnView, row: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.mouseClick(column.viewport(), Qt.MouseButton.LeftButton, modifier, column.card_rect(row).center())


def drop(board: Board, stage: Stage, row: int, ids: list[int]) -> bool:
    """Drop deliverables above a row of a column, through the view's own event."""
    column = board.column(stage)
    place = QPointF(60, column.card_rect(row).top() + 4)
    data = deliverables_data(board.desk, ids)
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(place, Qt.DropAction.MoveAction, data, buttons, none)
    column.dropEvent(event)
    return event.isAccepted()


def shown(board: Board) -> dict[Stage, list[int]]:
    return {stage: list(board.column(stage).cards.ids) for stage in Stage if board.column(stage).cards.ids}


def test_every_item_stands_once_by_stage(board: Board, pane: BacklogPane, desk: Desk) -> None:
    assert shown(board) == {
        Stage.IDEA: [103, 107, 111],
        Stage.SHAPING: [102, 106, 110],
        Stage.READY: [101, 105, 109],
        Stage.DELIVERY: [100, 104, 108],
    }
    assert pane.table.isHidden()
    assert board.frames[Stage.TABLED].folded


def test_the_filter_of_the_pane_applies(board: Board, pane: BacklogPane) -> None:
    pane.filter_by(Filter(text="plainly"))
    assert shown(board) == {Stage.DELIVERY: [100]}
    assert board.frames[Stage.DELIVERY].fill.words == "1 of 3 shown"


def test_one_selection_with_the_list(board: Board, pane: BacklogPane, desk: Desk) -> None:
    click(board.column(Stage.READY), 1)
    assert desk.selection == (Deliverable, (105,), 105)
    click(board.column(Stage.IDEA), 0, CONTROL)
    assert desk.selection.ids == (103, 105)
    click(board.column(Stage.IDEA), 2, SHIFT)
    assert desk.selection.ids == (103, 107, 111)
    assert pane.table.selected() == (103, 107, 111)
    desk.select(Deliverable, (100, 102), 100)
    assert board.column(Stage.DELIVERY).selectionModel().selectedRows()[0].row() == 0
    assert not board.column(Stage.IDEA).selectionModel().hasSelection()


def test_a_click_on_one_of_many_selects_it_when_let_go(board: Board, desk: Desk) -> None:
    desk.select(Deliverable, (100, 104), 100)
    column = board.column(Stage.DELIVERY)
    QTest.mousePress(column.viewport(), Qt.MouseButton.LeftButton, pos=column.card_rect(1).center())
    assert desk.selection.ids == (100, 104)
    QTest.mouseRelease(column.viewport(), Qt.MouseButton.LeftButton, pos=column.card_rect(1).center())
    assert desk.selection.ids == (104,)


def test_a_drop_sets_stage_and_rank_in_one_step(board: Board, desk: Desk, done: list[str]) -> None:
    before = desk.portfolio
    assert drop(board, Stage.DELIVERY, 1, [111, 101])
    assert shown(board)[Stage.DELIVERY] == [100, 101, 111, 104, 108]
    assert list(desk.portfolio.ranking)[:5] == [100, 102, 103, 101, 111]
    assert done == ["Move 2 deliverables to delivery"]
    desk.undo()
    assert desk.portfolio == before
    assert shown(board)[Stage.DELIVERY] == [100, 104, 108]


def test_over_the_limit_is_warned_of_and_not_forbidden(board: Board, desk: Desk, done: list[str]) -> None:
    desk.do(lambda portfolio: set_stage_limit(portfolio, Stage.DELIVERY, 3))
    assert not board.column(Stage.DELIVERY).over
    assert drop(board, Stage.DELIVERY, 3, [111])
    assert shown(board)[Stage.DELIVERY][-1] == 111
    assert done[-1] == "Delivery: 4 of 3, 1 over its limit."
    assert board.column(Stage.DELIVERY).over
    assert board.frames[Stage.DELIVERY].head.accessibleName() == (
        "Delivery: 4 of 3, 1 over its limit, 39 person-weeks."
    )


def test_what_was_dragged_from_elsewhere_is_not_taken(board: Board, desk: Desk) -> None:
    before = desk.portfolio
    assert not drop(board, Stage.DELIVERY, 0, [])
    assert desk.portfolio is before


def test_arrows_walk_and_select(board: Board, desk: Desk) -> None:
    click(board.column(Stage.DELIVERY), 0)
    column = board.column(Stage.DELIVERY)
    QTest.keyClick(column, KEY.Key_Down)
    assert desk.selection.ids == (104,)
    QTest.keyClick(column, KEY.Key_Down, SHIFT)
    assert desk.selection.ids == (104, 108)
    QTest.keyClick(column, KEY.Key_Left)
    assert board.column(Stage.READY).hasFocus()
    assert desk.selection.ids == (109,)
    QTest.keyClick(board.column(Stage.READY), KEY.Key_Home)
    assert desk.selection.ids == (101,)
    QTest.keyClick(board.column(Stage.READY), KEY.Key_A, CONTROL)
    assert desk.selection.ids == (101, 105, 109)


def test_ctrl_arrows_go_to_the_neighbouring_stage(board: Board, desk: Desk) -> None:
    click(board.column(Stage.SHAPING), 1)
    QTest.keyClick(board.column(Stage.SHAPING), KEY.Key_Right, CONTROL)
    assert desk.portfolio.deliverables[106].stage is Stage.READY
    assert desk.portfolio.rank(106) == 7, "the rank stays"
    assert board.column(Stage.READY).hasFocus()
    QTest.keyClick(board.column(Stage.READY), KEY.Key_Left, CONTROL)
    QTest.keyClick(board.column(Stage.SHAPING), KEY.Key_Left, CONTROL)
    QTest.keyClick(board.column(Stage.IDEA), KEY.Key_Left, CONTROL)
    assert desk.portfolio.deliverables[106].stage is Stage.IDEA


def test_alt_arrows_rank_within_the_column(board: Board, desk: Desk, refusals: list[str]) -> None:
    click(board.column(Stage.READY), 1)
    QTest.keyClick(board.column(Stage.READY), KEY.Key_Up, ALT)
    assert shown(board)[Stage.READY] == [105, 101, 109]
    assert list(desk.portfolio.ranking)[:3] == [100, 105, 101]
    QTest.keyClick(board.column(Stage.READY), KEY.Key_Down, ALT)
    QTest.keyClick(board.column(Stage.READY), KEY.Key_Down, ALT)
    assert shown(board)[Stage.READY] == [101, 109, 105]
    desk.select(Deliverable, (101, 100), 101)
    board.step(up=True)
    assert refusals == ["One place up or down means the cards of one column. Select cards of one alone."]


def test_delete_works_on_cards(board: Board, desk: Desk) -> None:
    click(board.column(Stage.READY), 0)
    QTest.keyClick(board.column(Stage.READY), KEY.Key_Delete)
    assert 101 not in desk.portfolio.deliverables
    assert shown(board)[Stage.READY] == [105, 109]


def test_a_click_on_the_head_asks_for_the_limit(qtbot: QtBot, board: Board, pane: BacklogPane, desk: Desk) -> None:
    head = board.frames[Stage.READY].head
    for words, limit in (("4", 4), ("2", 2), ("", None)):
        qtbot.mouseClick(head, Qt.MouseButton.LeftButton)
        popover = pane.window().findChildren(LimitPopover)[-1]
        qtbot.waitUntil(popover.field.hasFocus)
        popover.field.setText(words)
        qtbot.keyClick(popover.field, KEY.Key_Return)
        qtbot.waitUntil(popover.isHidden)
        assert [each.limit for each in desk.portfolio.stage_limits] == ([] if limit is None else [limit])


@pytest.mark.parametrize("words", ["many", "0", "-3", "2.5"])
def test_a_limit_that_is_none_is_said_and_escape_leaves_it(
    qtbot: QtBot, board: Board, pane: BacklogPane, desk: Desk, words: str
) -> None:
    popover = board.ask_limit(board.frames[Stage.READY])
    popover.field.setText(words)
    qtbot.keyClick(popover.field, KEY.Key_Return)
    assert popover.isVisible()
    assert popover.reason.text().endswith(".")
    qtbot.keyClick(popover.field, KEY.Key_Escape)
    assert popover.isHidden()
    assert not len(desk.portfolio.stage_limits)


def test_a_folded_column_opens_and_takes_drops(qtbot: QtBot, board: Board, desk: Desk) -> None:
    frame = board.frames[Stage.TABLED]
    qtbot.mouseClick(frame.strip, Qt.MouseButton.LeftButton)
    assert not frame.folded
    assert drop(board, Stage.TABLED, 0, [100])
    assert shown(board)[Stage.TABLED] == [100]
    assert frame.closer is not None
    qtbot.mouseClick(frame.closer, Qt.MouseButton.LeftButton)
    assert frame.folded
    data = deliverables_data(desk, [104])
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    frame.dropEvent(QDropEvent(QPointF(10, 80), Qt.DropAction.MoveAction, data, buttons, none))
    assert desk.portfolio.deliverables[104].stage is Stage.TABLED


def test_f2_renames(qtbot: QtBot, board: Board, pane: BacklogPane, desk: Desk) -> None:
    click(board.column(Stage.READY), 0)
    qtbot.keyClick(board.column(Stage.READY), KEY.Key_F2)
    sheet = next(sheet for sheet in pane.window().findChildren(Sheet) if sheet.isVisible())
    field = sheet.findChild(QLineEdit)
    assert field is not None
    field.setText("Other words")
    qtbot.keyClick(field, KEY.Key_Return)
    assert desk.portfolio.deliverables[101].title == "Other words"


def test_the_view_is_remembered(board: Board, pane: BacklogPane, open_pane: OpenPane) -> None:
    board.fold(Stage.CANCELLED, folded=False)
    state = pane.save_state()
    other = open_pane(1300, 620)
    other.restore_state(state)
    assert other.switch.shown == "board"
    assert other.switch.board is not None
    assert not other.switch.board.frames[Stage.CANCELLED].folded
    assert other.switch.board.frames[Stage.TABLED].folded
    other.commands["view_list"].trigger()
    assert other.table.isVisible()
    assert other.switch.board.isHidden()


def test_the_note_says_what_a_drop_would_do(board: Board, desk: Desk) -> None:
    desk.do(lambda portfolio: set_stage_limit(portfolio, Stage.DELIVERY, 3))
    column = board.column(Stage.DELIVERY)
    place = QPoint(60, column.card_rect(1).top() + 4)
    data = deliverables_data(desk, [111])
    event = QDragMoveEvent(
        place,
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    column.dragMoveEvent(event)
    assert event.isAccepted()
    assert board.drags.note.words == "12 → 5  Delivery: 4 of 3, 1 over its limit"
    board.drags.leave()
    assert board.drags.note.isHidden()


def test_a_narrow_pane_has_a_button_for_the_views(qtbot: QtBot, open_pane: OpenPane) -> None:
    pane = open_pane(1100, 400)
    control = pane.switch.control
    assert control.segments.isVisible()
    wide = pane.minimumSizeHint().width()
    pane.resize(max(wide, 380), 400)
    qtbot.waitUntil(control.button.isVisible)
    assert control.segments.isHidden()
    control.button.click()
    menu = control.findChild(QMenu)
    assert menu is not None
    assert [action.text() for action in menu.actions()] == ["Show as list", "Show as board", "Show as value/effort"]
    menu.actions()[1].trigger()
    assert pane.switch.shown == "board"
    menu.close()


def test_a_narrow_head_says_its_count_in_figures_before_its_stage_is_cut(qtbot: QtBot) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    head = ColumnHead(Fill(Stage.DELIVERY, 17, 17, 16, 0.0), over)
    head.resize(300, 48)
    assert head.count_words() == "17 of 16"
    stage = QFontMetricsF(fonts.font(fonts.TITLE, 600)).horizontalAdvance("Delivery")
    head.resize(round(stage) + 100, 48)
    assert head.count_words() == "17/16"


def test_of_much_work_it_is_told_later_how_ready_it_is(
    board: Board, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(depths, "_AT_ONCE", 0)
    desk.do(lambda portfolio: records.add(portfolio, Gate, {"name": "Owner", "check": GateCheck.OWNER}))
    assert not board.depths.isEnabled(), "what is shown is of before"
    assert not board.depths.gauges
    qtbot.waitUntil(board.depths.isEnabled)
    assert [each.team for each in board.depths.gauges] == [team.id for team in desk.portfolio.teams]
