"""The sheet of stopping is reached from every pane that shows work, and Today tells of what it brought."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel

from deliverydesk.actions import deciding
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.values import DecisionChoice, Stage
from deliverydesk.ui.dialogs.stopping.sheet import StoppingSheet
from deliverydesk.ui.window.main_window import MainWindow
from deliverydesk.ui.window.today.sheet import TodaySheet
from tests.ui.window.conftest import Desks, close_overlays, overlays, settle

CHAT = "Ask-a-nurse chat"


def select(window: MainWindow, title: str = CHAT) -> int:
    wanted = next(each.id for each in window.desk.portfolio.deliverables if each.title == title)
    window.desk.select(Deliverable, (wanted,), wanted)
    settle()
    return wanted


def the_sheet(desks: Desks, window: MainWindow) -> StoppingSheet:
    desks.qtbot.waitUntil(lambda: any(isinstance(each, StoppingSheet) for each in overlays(window)), timeout=20_000)
    (sheet,) = (each for each in overlays(window) if isinstance(each, StoppingSheet))
    return sheet


@pytest.mark.parametrize("name", ["backlog.stop", "roadmap.stop", "divergence.stop", "inspector.stop"])
def test_every_pane_that_shows_work_opens_it(desks: Desks, window: MainWindow, name: str) -> None:
    dock = window.docks[name.split(".")[0]]
    dock.build()
    dock.bring()
    desks.qtbot.waitUntil(lambda: window.desk.scores is not None)
    wanted = select(window)
    if name == "divergence.stop":
        desks.qtbot.waitUntil(lambda: window.desk.findings.current, timeout=20_000)
        settle()
    action = window.findChild(QAction, name)
    assert action is not None
    assert action.isEnabled()
    action.trigger()
    assert the_sheet(desks, window).found.deliverable == wanted
    close_overlays(window)


def test_the_key_opens_it_from_the_roadmap(desks: Desks, window: MainWindow) -> None:
    wanted = select(window)
    window.docks["roadmap"].bring()
    area = window.docks["roadmap"].build().area
    area.setFocus()
    desks.qtbot.keyClick(area, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert the_sheet(desks, window).found.deliverable == wanted
    close_overlays(window)


def test_what_is_done_is_not_stopped(desks: Desks, window: MainWindow) -> None:
    done = next(each for each in window.desk.portfolio.deliverables if each.stage is Stage.RELEASED)
    window.docks["inspector"].build()
    select(window, done.title)
    action = window.findChild(QAction, "inspector.stop")
    assert action is not None
    assert not action.isEnabled()
    assert action.statusTip() == "Select one deliverable that is open, to table or cancel it."


def test_today_offers_what_has_stalled_and_tells_what_was_recovered(desks: Desks, window: MainWindow) -> None:
    wanted = select(window)
    window.desk.do(
        lambda now: deciding.decide(now, DecisionChoice.TABLE, "Moved nothing", wanted, recovered=219_000.0, freed=13.0)
    )
    desks.qtbot.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    settle()
    (sheet,) = overlays(window)
    assert isinstance(sheet, TodaySheet)
    recovered = sheet.findChild(QLabel, "today.recovered")
    assert recovered is not None
    assert recovered.text() == "Recovered this year by 1 decision to stop: €219,000, 13 pw set free."
    entries = [sheet.lines.model().index(row, 0) for row in range(sheet.lines.model().rowCount())]
    stalled = next(
        index for index in entries if "table or cancel it?" in str(index.data(Qt.ItemDataRole.AccessibleTextRole))
    )
    sheet.lines.setCurrentIndex(stalled)
    sheet.lines.setFocus()
    desks.qtbot.keyClick(sheet.lines, Qt.Key.Key_Return)
    the_sheet(desks, window)
    close_overlays(window)
