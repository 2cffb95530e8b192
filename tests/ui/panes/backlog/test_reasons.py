"""A move against the score asks why in passing; what would change the order is a list that leads to the items."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from deliverydesk.actions import backlog, records
from deliverydesk.document.memory import MemoryDocument
from deliverydesk.domain.entities import SETTINGS_ID, Deliverable, Settings
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.ranking import GAP
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.panes.backlog.doubts import DoubtsSheet
from deliverydesk.ui.panes.backlog.pane import BacklogPane
from deliverydesk.ui.panes.backlog.reasons import ReasonBar, ReasonsSheet

KEY = Qt.Key
SURE = {"impact": 1.0, "confidence": 1.0}
OpenPane = Callable[..., BacklogPane]


@pytest.fixture
def desk() -> Iterator[Desk]:
    """Ten items whose scores fall as their ranks do; four ranks from the score are far."""
    items = [
        Deliverable(
            100 + n, f"Item {n + 1}", (n + 1) * GAP, reach=100.0 - n, impact=1.0, confidence=1.0, effort_likely=4.0
        )
        for n in range(10)
    ]
    made = Desk(MemoryDocument(Portfolio.of([Settings(SETTINGS_ID, rank_gap=4), *items])))
    yield made
    made.close()


@pytest.fixture
def bar(open_pane: OpenPane) -> ReasonBar:
    pane = open_pane()
    assert pane.reason is not None
    return pane.reason


def test_a_far_move_asks_and_enter_keeps_the_reason(qtbot: QtBot, bar: ReasonBar, desk: Desk, done: list[str]) -> None:
    desk.select(Deliverable, (107,), 107)
    pane = bar.parentWidget()
    assert isinstance(pane, BacklogPane)
    pane.commands["move_top"].trigger()
    assert bar.isVisible()
    assert bar.words.text() == "“Item 8” is at rank 1, by score at 8."
    assert not bar.field.hasFocus()
    assert "Ctrl+Shift+K" in bar.field.placeholderText(), "the line says how to get there without a mouse"
    pane.commands["reason"].trigger()
    qtbot.waitUntil(bar.field.hasFocus)
    qtbot.keyClicks(bar.field, "Promised to the board")
    qtbot.keyClick(bar.field, KEY.Key_Return)
    assert bar.isHidden()
    (kept,) = desk.portfolio.overrides
    assert (kept.deliverable, kept.rank_before, kept.rank_after, kept.score_rank) == (107, 8, 1, 8)
    assert kept.reason == "Promised to the board"
    assert done[-1] == "Say why “Item 8” was moved"
    qtbot.waitUntil(pane.table.hasFocus)


def test_a_near_move_an_undo_and_an_edit_ask_nothing(bar: ReasonBar, desk: Desk) -> None:
    desk.do(lambda portfolio: backlog.move_deliverables(portfolio, [107], 5))
    assert bar.isHidden()
    desk.do(lambda portfolio: backlog.move_deliverables(portfolio, [107], 1))
    assert bar.isVisible()
    desk.undo()
    assert bar.isHidden()
    desk.redo()
    assert bar.isHidden()
    desk.do(lambda portfolio: records.edit(portfolio, Deliverable, [100], {"reach": 1.0}))
    assert bar.isHidden()


def test_escape_and_the_next_change_leave_it_out(qtbot: QtBot, bar: ReasonBar, desk: Desk) -> None:
    desk.do(lambda portfolio: backlog.move_deliverables(portfolio, [107, 108], 1))
    assert bar.words.text() == "2 items moved against the score."
    assert bar.take_focus()
    qtbot.keyClick(bar.field, KEY.Key_Escape)
    assert bar.isHidden()
    desk.do(lambda portfolio: backlog.move_deliverables(portfolio, [109], 1))
    assert bar.isVisible()
    desk.do(lambda portfolio: records.edit(portfolio, Deliverable, [100], {"title": "Else"}))
    assert bar.isHidden()
    assert not len(desk.portfolio.overrides)


def test_it_goes_by_itself(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    quick = ReasonBar(desk, pane, pane.footer, pane.commands["reason"].shortcut(), seconds=0.02)
    desk.do(lambda portfolio: backlog.move_deliverables(portfolio, [107], 1))
    qtbot.waitUntil(quick.isHidden)


def test_without_a_move_the_key_says_so(bar: ReasonBar, desk: Desk, qtbot: QtBot) -> None:
    pane = bar.parentWidget()
    assert isinstance(pane, BacklogPane)
    with qtbot.waitSignal(desk.refused) as told:
        pane.commands["reason"].trigger()
    assert told.args == ["The last move did not go far against the score."]


def test_the_reasons_lead_to_their_items(qtbot: QtBot, bar: ReasonBar, desk: Desk) -> None:
    pane = bar.parentWidget()
    assert isinstance(pane, BacklogPane)
    desk.do(lambda portfolio: backlog.move_deliverables(portfolio, [107], 1))
    bar.field.setText("An audit")
    qtbot.keyClick(bar.field, KEY.Key_Return)
    pane.commands["reasons"].trigger()
    sheet = pane.findChild(ReasonsSheet)
    assert sheet is not None
    assert sheet.listed.item(0).text() == "19 Aug: Item 8, from rank 8 to 1, by score 8 then and 8 now. An audit"
    qtbot.keyClick(sheet.listed, KEY.Key_Return)
    assert desk.selection.current == 107


def test_the_doubts_lead_to_their_items(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    pane.commands["doubts"].trigger()
    sheet = pane.findChild(DoubtsSheet)
    assert sheet is not None
    assert sheet.listed.count() == 10
    assert "which puts it anywhere from rank 1 to 10" in sheet.listed.item(0).text()
    sheet.listed.setCurrentRow(1)
    qtbot.keyClick(sheet.listed, KEY.Key_Return)
    assert desk.selection.current == 101


def test_nothing_to_doubt_is_said(open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    desk.do(lambda portfolio: records.edit(portfolio, Deliverable, list(portfolio.deliverables.ids), {"reach": None}))
    pane.commands["doubts"].trigger()
    sheet = pane.findChild(DoubtsSheet)
    assert sheet is not None
    assert sheet.listed.count() == 0
