"""What-ifs by mouse and keyboard: begun, compared, promoted and deleted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from deliverydesk.document.memory import MemoryDocument
from deliverydesk.domain.entities import Deliverable, Demand, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.dialogs.scenarios import ScenariosSheet

STEP = 1 << 40


@pytest.fixture(name="desk")
def _desk() -> Desk:
    entities = [
        Team(9, "Web", 5, 0.8),
        Deliverable(1, "Search", STEP, stage=Stage.READY, cost_of_delay=1000),
        Demand(10, 1, 9, 2, 3, 4),
    ]
    return Desk(MemoryDocument(Portfolio.of(entities)))


@pytest.fixture(name="sheet")
def _sheet(qtbot: QtBot, desk: Desk) -> ScenariosSheet:
    host = QWidget()
    host.resize(1000, 700)
    qtbot.addWidget(host)
    host.show()
    sheet = ScenariosSheet(desk, host)
    sheet.open()
    qtbot.waitUntil(lambda: sheet.model.rowCount() > 0)
    return sheet


def begin(sheet: ScenariosSheet, qtbot: QtBot, name: str, capacity: str) -> None:
    qtbot.keyClicks(sheet.name, name)
    qtbot.keyClicks(sheet.capacity, capacity)
    sheet.begin()


def said(sheet: ScenariosSheet, column: int) -> list[str]:
    return [sheet.model.index(row, column).data() for row in range(sheet.model.rowCount())]


def test_a_tenth_less_is_compared_with_the_plan_and_promoted_in_one_step(
    sheet: ScenariosSheet, desk: Desk, qtbot: QtBot
) -> None:
    begin(sheet, qtbot, "A tenth less", "90 %")
    qtbot.waitUntil(lambda: sheet.model.columnCount() == 3)
    assert sheet.model.names == ["As it is", "A tenth less"]
    assert said(sheet, 1)[1] == "52"
    assert said(sheet, 2)[1] == "47"
    assert desk.portfolio.teams[9].focus == 0.8
    assert sheet.promoter.isEnabled()
    qtbot.mouseClick(sheet.promoter, Qt.MouseButton.LeftButton)
    assert desk.portfolio.teams[9].focus == pytest.approx(0.72)
    assert not desk.portfolio.scenarios
    desk.document.undo()
    assert desk.portfolio.teams[9].focus == 0.8


def test_the_best_set_is_planned_in_it_alone(sheet: ScenariosSheet, desk: Desk, qtbot: QtBot) -> None:
    begin(sheet, qtbot, "Best", "")
    qtbot.waitUntil(lambda: sheet.chosen is not None)
    sheet.fill()
    qtbot.waitUntil(lambda: sheet.model.columnCount() == 3 and said(sheet, 2)[0] == "1", timeout=20_000)
    assert desk.portfolio.deliverables[1].planned_start is None


def test_without_a_name_it_says_so(sheet: ScenariosSheet, desk: Desk) -> None:
    sheet.begin()
    assert sheet.problem.text() == "A scenario needs a name."
    assert not desk.portfolio.scenarios
