"""The history pane by mouse and keyboard: sentences, pages, and the way back."""

from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, Qt

from deliverydesk.actions import backlog
from deliverydesk.document.memory import MemoryDocument
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.ui import fonts
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.panes.history.model import HistoryModel, moment
from deliverydesk.ui.panes.history.pane import HistoryPane
from deliverydesk.ui.theme import plain_theme


@pytest.fixture
def desk(qtbot):
    desk = Desk(MemoryDocument(Portfolio()))
    for title in ("Search", "Refunds", "Letters"):
        desk.do(lambda portfolio, title=title: backlog.add_deliverable(portfolio, {"title": title}))
    return desk


@pytest.fixture
def pane(desk, qtbot):
    pane = HistoryPane(desk, plain_theme())
    qtbot.addWidget(pane)
    pane.resize(300, 500)
    pane.show()
    qtbot.waitExposed(pane)
    return pane


def lines(pane):
    return [pane.model.index(row).data() for row in range(pane.model.rowCount())]


def click(pane, qtbot, row):
    place = pane.list.visualRect(pane.model.index(row)).center()
    qtbot.mouseClick(pane.list.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_newest_first_in_plain_sentences(pane):
    assert lines(pane) == ["Add “Letters”", "Add “Refunds”", "Add “Search”", "Begin the portfolio"]


def test_going_back_takes_back_everything_after_the_chosen_line(pane, desk, qtbot):
    click(pane, qtbot, 2)
    qtbot.mouseClick(pane.button, Qt.MouseButton.LeftButton)
    assert [item.title for item in desk.portfolio.deliverables] == ["Search"]
    assert lines(pane)[:2] == ["Undid: add “Refunds”", "Undid: add “Letters”"]
    desk.redo()
    desk.redo()
    assert len(desk.portfolio.deliverables) == 3


def test_what_is_taken_back_is_said_and_cannot_be_gone_back_to(pane, desk, qtbot):
    desk.undo()
    undone = pane.model.index(1)
    assert undone.data() == "Add “Letters”"
    assert "taken back" in undone.data(Qt.ItemDataRole.AccessibleTextRole)
    click(pane, qtbot, 1)
    assert not pane.button.isEnabled()
    assert "taken back already" in pane.button.toolTip()


def test_only_what_is_taken_back_is_struck_out(pane, desk, qtbot):
    desk.undo()
    pane.grab()
    assert not any(fonts.font(fonts.CELL, weight).strikeOut() for weight in (400, 600))


def test_the_newest_line_is_where_we_are(pane, qtbot):
    click(pane, qtbot, 0)
    assert not pane.button.isEnabled()


def test_a_checkpoint_is_a_line_to_go_back_to(pane, desk, qtbot):
    desk.document.checkpoint("Before Monday")
    desk.do(lambda portfolio: backlog.add_deliverable(portfolio, {"title": "Late"}))
    pane.renew()
    assert lines(pane)[1] == "Checkpoint “Before Monday”"
    click(pane, qtbot, 1)
    qtbot.keyClick(pane.button, Qt.Key.Key_Space)
    assert "Late" not in [item.title for item in desk.portfolio.deliverables]


def test_older_pages_come_when_they_are_needed(desk, qtmodeltester):
    for n in range(450):
        desk.do(lambda portfolio, n=n: backlog.add_deliverable(portfolio, {"title": f"Item {n}"}))
    model = HistoryModel(desk.document)
    qtmodeltester.check(model)
    fetched = model.rowCount()
    assert fetched == 200 or not model.canFetchMore(QModelIndex())
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    assert model.rowCount() == 454
    assert len({model.entry(row).seq for row in range(454)}) == 454


def test_moments_are_said_from_today():
    at = "2026-08-18T14:05:00+00:00"
    local = moment(at, date(2026, 8, 18))
    assert moment(at, date(2026, 8, 19)) == f"yesterday {local}"
    assert moment(at, date(2026, 9, 30)).startswith("18 Aug ")
    assert moment(at, date(2027, 1, 2)).startswith("18 Aug 2026 ")
