"""The gauges over the board by real events: they stay in sight, wrap, and lead to what is closest to ready."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from deliverydesk.actions.gating import set_up_gates
from deliverydesk.actions.stages import move_to_stage
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.values import Stage
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.panes.backlog.board.depths import GaugeButton
from deliverydesk.ui.panes.backlog.board.view import Board
from deliverydesk.ui.panes.backlog.pane import BacklogPane
from deliverydesk.ui.panes.backlog.vetting import Alarm
from deliverydesk.ui.widgets.who import WhoPopover

OpenPane = Callable[..., BacklogPane]
LEFT = Qt.MouseButton.LeftButton
ALARM = Alarm("“Call back, not queue” outranks “Ask-a-nurse chat”", "A week is worth more on the one.", (101, 100))


def board_of(open_pane: OpenPane, desk: Desk, width: int) -> Board:
    desk.do(set_up_gates)
    pane = open_pane(width, 620)
    pane.commands["view_board"].trigger()
    assert pane.switch.board is not None
    return pane.switch.board


@pytest.fixture
def board(open_pane: OpenPane, desk: Desk) -> Board:
    return board_of(open_pane, desk, 1300)


@pytest.fixture
def narrow(open_pane: OpenPane, desk: Desk) -> Board:
    return board_of(open_pane, desk, 560)


def test_gauges_stay_while_the_columns_scroll_sideways(narrow: Board) -> None:
    gauge = narrow.depths.gauges[0]
    place = gauge.mapTo(narrow, QPoint())
    narrow.horizontalScrollBar().setValue(narrow.horizontalScrollBar().maximum())
    assert narrow.horizontalScrollBar().value() > 0
    assert gauge.mapTo(narrow, QPoint()) == place
    assert narrow.viewport().geometry().top() == narrow.depths.height()


def test_an_alarm_without_room_takes_a_line_of_its_own(qtbot: QtBot, narrow: Board) -> None:
    narrow.depths.show_alarm(ALARM)
    narrow.resize(narrow.width() - 150, narrow.height())
    last = narrow.depths.gauges[-1]
    assert narrow.depths.alarm.text() == ALARM.words
    assert narrow.depths.alarm.y() > last.y()
    assert narrow.depths.rect().contains(narrow.depths.alarm.geometry())
    with qtbot.waitSignal(narrow.desk.selection_changed):
        QTest.mouseClick(narrow.depths.alarm, LEFT)
    assert narrow.desk.selection.deliverables() == (100, 101)


def test_an_alarm_with_room_stands_beside_the_gauges(board: Board) -> None:
    board.depths.show_alarm(ALARM)
    board.resize(board.width() - 1, board.height())
    assert abs(board.depths.alarm.geometry().center().y() - board.depths.gauges[-1].geometry().center().y()) <= 1


def opened(board: Board, gauge: GaugeButton) -> WhoPopover:
    QTest.mouseClick(gauge, LEFT)
    found = board.window().findChild(WhoPopover, "backlog.board.nearest")
    assert found is not None
    return found


def test_a_click_on_a_gauge_lists_what_is_closest_to_ready(qtbot: QtBot, board: Board, desk: Desk) -> None:
    data = next(each for each in board.depths.gauges if each.team == 11)
    popover = opened(board, data)
    titles = [popover.list.item(row).text() for row in range(popover.list.count())]
    assert titles == ["Open-enrolment readiness"], "what is in delivery and what needs another team is not listed"
    place = popover.list.visualItemRect(popover.list.item(0)).center()
    with qtbot.waitSignal(desk.inspect_wanted):
        QTest.mouseClick(popover.list.viewport(), LEFT, pos=place)
    assert desk.selection.deliverables() == (106,)


def test_all_that_is_listed_can_be_selected(board: Board, desk: Desk) -> None:
    growth = next(each for each in board.depths.gauges if each.team == 12)
    popover = opened(board, growth)
    assert popover.list.count() == 2
    assert popover.offer is not None
    QTest.mouseClick(popover.offer, LEFT)
    assert desk.selection.deliverables() == (103, 109)
    assert popover.isHidden()


def test_a_double_click_or_enter_on_a_card_looks_at_it_closely(qtbot: QtBot, board: Board, desk: Desk) -> None:
    column = board.column(Stage.SHAPING)
    place = column.card_rect(1).center()
    QTest.mouseClick(column.viewport(), LEFT, pos=place)
    with qtbot.waitSignal(desk.inspect_wanted):
        QTest.mouseDClick(column.viewport(), LEFT, pos=place)
    assert desk.selection.deliverables() == (106,)
    board.activateWindow()
    column.setFocus()
    QTest.keyClick(column, Qt.Key.Key_Up)
    with qtbot.waitSignal(desk.inspect_wanted):
        QTest.keyClick(column, Qt.Key.Key_Return)
    assert desk.selection == (Deliverable, (102,), 102)


def test_without_gates_the_board_offers_the_usual_ones(open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane(1300, 620)
    pane.commands["view_board"].trigger()
    assert pane.switch.board is not None
    depths = pane.switch.board.depths
    assert (depths.gauges, depths.offer.isVisible()) == ([], True)
    QTest.mouseClick(depths.offer, LEFT)
    assert len(desk.portfolio.gates) == 6
    assert len(depths.gauges) == 2
    assert not depths.offer.isVisible()


def test_a_card_that_was_approved_is_followed_to_its_column(narrow: Board, desk: Desk) -> None:
    narrow.select((106,), 106)
    narrow.horizontalScrollBar().setValue(0)
    ready = narrow.column(Stage.DELIVERY)
    assert not narrow.viewport().rect().contains(ready.mapTo(narrow.viewport(), ready.rect().center()))
    desk.do(lambda now: move_to_stage(now, [106], Stage.DELIVERY))
    assert narrow.viewport().rect().contains(ready.mapTo(narrow.viewport(), ready.rect().center()))
