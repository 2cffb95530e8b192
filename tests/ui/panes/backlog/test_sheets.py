"""The sheets that ask where to, and the criteria."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from deliverydesk.domain.entities import Deliverable
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.dialogs.settings.sheet import SettingsSheet
from deliverydesk.ui.panes.backlog.pane import BacklogPane
from deliverydesk.ui.panes.backlog.placing import AskSheet, PickSheet

FIRST = 100
KEY = Qt.Key
OpenPane = Callable[..., BacklogPane]


def test_a_rank_is_asked_for_and_a_wrong_one_stays_open(
    qtbot: QtBot, open_pane: OpenPane, desk: Desk, done: list[str]
) -> None:
    pane = open_pane()
    desk.select(Deliverable, (FIRST + 8, FIRST + 9), FIRST + 8)
    pane.commands["move_to_rank"].trigger()
    sheet = pane.findChild(AskSheet)
    assert sheet is not None
    sheet.field.setText("50")
    qtbot.keyClick(sheet.field, KEY.Key_Return)
    assert "Ranks go from 1 to 12" in sheet.reason.text()
    assert sheet.isVisible()
    sheet.field.setText("3")
    qtbot.keyClick(sheet.field, KEY.Key_Return)
    assert [i - FIRST for i in desk.portfolio.ranking.ids][2:4] == [8, 9]
    assert done == ["Move 2 deliverables to rank 3"]
    qtbot.waitUntil(pane.table.hasFocus)


def test_an_item_to_go_above_or_below_is_picked_by_its_title(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    desk.select(Deliverable, (FIRST + 9,), FIRST + 9)
    pane.commands["move_above"].trigger()
    sheet = pane.findChild(PickSheet)
    assert sheet is not None
    qtbot.keyClicks(sheet.search, "photos")
    assert sheet.listed.count() == 1
    qtbot.keyClick(sheet.search, KEY.Key_Return)
    assert desk.portfolio.rank(FIRST + 9) == 4
    pane.commands["move_below"].trigger()
    sheet = next(found for found in pane.findChildren(PickSheet) if found.isVisible())
    qtbot.keyClick(sheet.search, KEY.Key_Down)
    qtbot.keyClick(sheet.search, KEY.Key_Return)
    assert desk.portfolio.rank(FIRST + 9) == 3


def test_escape_leaves_the_picking(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    desk.select(Deliverable, (FIRST + 9,), FIRST + 9)
    pane.pick(below=True)
    sheet = pane.findChild(PickSheet)
    assert sheet is not None
    qtbot.keyClick(sheet.search, KEY.Key_Escape)
    assert not sheet.isVisible()
    assert desk.document.undo_label is None


def test_items_are_planned_from_a_day(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    desk.select(Deliverable, (FIRST, FIRST + 1), FIRST)
    pane.commands["plan"].trigger()
    sheet = pane.findChild(AskSheet)
    assert sheet is not None
    assert sheet.field.text() == "24 Aug 2026"
    sheet.field.setText("whenever")
    qtbot.keyClick(sheet.field, KEY.Key_Return)
    assert "is no date" in sheet.reason.text()
    sheet.field.setText("7 sep")
    qtbot.keyClick(sheet.field, KEY.Key_Return)
    assert {desk.portfolio.deliverables[FIRST + n].planned_start for n in (0, 1)} == {date(2026, 9, 7)}


def test_the_criteria_are_edited_in_the_settings(open_pane: OpenPane) -> None:
    pane = open_pane()
    pane.edit_criteria()
    sheet = pane.findChild(SettingsSheet)
    assert sheet is not None
    assert sheet.pages["scoring"].isVisible()
