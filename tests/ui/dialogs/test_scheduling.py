"""Auto-schedule in the window: what would move is said with its bound, accepted in one step and undone in one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
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


def opened(qtbot: QtBot, portfolio: Portfolio, seconds: float = 0.5) -> ScheduleSheet:
    desk = Desk(MemoryDocument(portfolio))
    host = QWidget()
    host.resize(1000, 700)
    qtbot.addWidget(host)
    host.show()
    sheet = ScheduleSheet(desk, host, seconds=seconds)
    sheet.open()
    return sheet


def test_a_schedule_is_accepted_in_one_step(qtbot: QtBot) -> None:
    sheet = opened(qtbot, Portfolio.of(ENTITIES))
    qtbot.waitUntil(lambda: sheet.plan is not None and sheet.search is None, timeout=30_000)
    assert "weighted by rank" in sheet.said.text()
    assert len(sheet.list.moves.rows) == 2
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
    qtbot.waitUntil(lambda: sheet.empty.isVisible(), timeout=30_000)
    assert sheet.empty.missing.text() == "Nothing is to be scheduled"
    assert not sheet.list.isVisible() or sheet.list.moves.rows[0].aside
    assert not sheet.confirm.isEnabled()


def ready(qtbot: QtBot, portfolio: Portfolio) -> ScheduleSheet:
    """The sheet with its plan found and weighed."""
    sheet = opened(qtbot, portfolio)
    qtbot.waitUntil(lambda: sheet.plan is not None and sheet.search is None and weighed(sheet), timeout=30_000)
    return sheet


def weighed(sheet: ScheduleSheet) -> bool:
    return sheet.teams.isVisible() and not sheet.confirm.toolTip().startswith("<p>Whether")


def press(qtbot: QtBot, sheet: ScheduleSheet, row: int) -> None:
    """Space on a row."""
    sheet.list.setFocus()
    sheet.list.selectRow(row)
    qtbot.keyClick(sheet.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: weighed(sheet), timeout=30_000)


def test_what_is_not_ticked_stays_where_it_is(qtbot: QtBot) -> None:
    sheet = ready(qtbot, Portfolio.of(ENTITIES))
    press(qtbot, sheet, 1)
    assert sheet.ticked == {1}
    assert sheet.going.text() == "1 of 2 deliverables are to move; the others stay where they are."
    qtbot.mouseClick(sheet.confirm, Qt.MouseButton.LeftButton)
    table = sheet.desk.portfolio.deliverables
    assert table[1].planned_start is not None
    assert table[2] == ENTITIES[2]


def test_what_cannot_be_done_alone_says_so_and_takes_what_it_needs(qtbot: QtBot) -> None:
    sheet = ready(qtbot, Portfolio.of(ENTITIES))
    press(qtbot, sheet, 0)
    assert "“Filters” would start before “Search”" in sheet.problem.text()
    assert not sheet.confirm.isEnabled()
    assert sheet.mend.text() == "Tick 1 more"
    qtbot.mouseClick(sheet.mend, Qt.MouseButton.LeftButton)
    assert sheet.ticked == {1, 2}
    assert sheet.confirm.isEnabled()
    qtbot.waitUntil(lambda: not sheet.problem.isVisible(), timeout=30_000)


def test_a_tick_is_set_by_mouse_and_all_of_them_by_buttons(qtbot: QtBot) -> None:
    sheet = ready(qtbot, Portfolio.of(ENTITIES))
    place = sheet.list.visualRect(sheet.list.moves.index(1, 0))
    qtbot.mouseClick(
        sheet.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place.left() + 12, place.center().y())
    )
    assert sheet.ticked == {1}
    qtbot.mouseClick(sheet.none, Qt.MouseButton.LeftButton)
    assert sheet.ticked == frozenset()
    assert not sheet.confirm.isEnabled()
    qtbot.mouseClick(sheet.all, Qt.MouseButton.LeftButton)
    assert sheet.ticked == {1, 2}


def test_a_tick_stops_the_search_and_what_is_selected_is_so_on_the_desk(qtbot: QtBot) -> None:
    portfolio = Portfolio.of(
        (Team(9, "Web", 4, 1.0), *(each for n in range(1, 40) for each in asking(n))),
    )
    sheet = opened(qtbot, portfolio, 600.0)
    qtbot.waitUntil(lambda: sheet.search is not None and sheet.plan is not None, timeout=30_000)
    search = sheet.search
    assert search is not None
    press(qtbot, sheet, 0)
    assert sheet.search is None
    assert not search.running
    assert sheet.desk.selection.deliverables() == (sheet.list.moves.rows[0].deliverable,)
    sheet.reject()
    assert sheet.desk.portfolio == portfolio


def asking(number: int) -> tuple[Deliverable, Demand]:
    """A deliverable that nothing holds but its team."""
    effort = float(3 + number * 7 % 11)
    item = Deliverable(number, f"Item {number}", number * STEP, stage=Stage.READY)
    return item, Demand(1000 + number, number, 9, None, effort, None)


def test_a_plan_that_is_as_good_as_any_moves_nothing_and_says_so(qtbot: QtBot) -> None:
    sheet = ready(qtbot, Portfolio.of(ENTITIES))
    desk = sheet.desk
    qtbot.mouseClick(sheet.confirm, Qt.MouseButton.LeftButton)
    again = ready(qtbot, desk.portfolio)
    assert again.empty.missing.text() == "Nothing moves"
    assert again.empty.isVisible()
    assert not again.list.isVisible()
