"""Auto-schedule in the window: what would move is said with its bound, accepted in one step and undone in one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from deliverydesk.document.memory import MemoryDocument
from deliverydesk.domain.entities import Deliverable, Demand, Dependency, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.dialogs.scheduling import ScheduleSheet

STEP = 1 << 40
ENTITIES = (
    Team(9, "Web", 4, 1.0),
    Deliverable(1, "Search", STEP, stage=Stage.READY),
    Deliverable(2, "Filters", 2 * STEP, stage=Stage.READY),
    Demand(10, 1, 9, 2, 4, 6),
    Demand(11, 2, 9, 2, 4, 6),
    Dependency(12, 1, 2),
)


def opened(qtbot: QtBot, portfolio: Portfolio) -> ScheduleSheet:
    desk = Desk(MemoryDocument(portfolio))
    host = QWidget()
    host.resize(1000, 700)
    qtbot.addWidget(host)
    host.show()
    sheet = ScheduleSheet(desk, host, seconds=0.5)
    sheet.open()
    return sheet


def test_a_schedule_is_accepted_in_one_step(qtbot: QtBot) -> None:
    sheet = opened(qtbot, Portfolio.of(ENTITIES))
    qtbot.waitUntil(lambda: sheet.plan is not None and sheet.search is None, timeout=30_000)
    assert "weighted by rank" in sheet.said.text()
    assert sheet.list.count() == 2
    desk = sheet.desk
    qtbot.mouseClick(sheet.confirm, Qt.MouseButton.LeftButton)
    first, second = desk.portfolio.deliverables[1], desk.portfolio.deliverables[2]
    assert first.planned_end is not None
    assert second.planned_start is not None
    assert first.planned_end < second.planned_start
    desk.document.undo()
    assert desk.portfolio.deliverables[1].planned_start is None


def test_closing_it_ends_the_search_and_leaves_all_as_it_was(qtbot: QtBot) -> None:
    sheet = opened(qtbot, Portfolio.of(ENTITIES))
    qtbot.waitUntil(lambda: sheet.search is not None or sheet.plan is not None, timeout=30_000)
    desk, search = sheet.desk, sheet.search
    sheet.reject()
    assert search is None or not search.running
    assert desk.portfolio == Portfolio.of(ENTITIES)


@pytest.mark.parametrize("entities", [(), ENTITIES[:2]])
def test_with_nothing_to_schedule_it_says_so(qtbot: QtBot, entities: tuple[Deliverable | Team, ...]) -> None:
    sheet = opened(qtbot, Portfolio.of(entities))
    qtbot.waitUntil(lambda: sheet.said.text().startswith("Nothing is to be scheduled"), timeout=30_000)
    assert not sheet.confirm.isEnabled()
