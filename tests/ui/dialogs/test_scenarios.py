"""What-ifs by mouse and keyboard: begun, duplicated, renamed, compared, worked in, promoted and deleted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from deliverydesk.actions import backlog, scenarios
from deliverydesk.document.memory import MemoryDocument
from deliverydesk.domain.entities import Deliverable, Demand, Person, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.dialogs.scenarios import ScenariosSheet
from deliverydesk.ui.dialogs.scenarios.begin import BeginSheet
from deliverydesk.ui.dialogs.scenarios.table import APART_ROLE
from deliverydesk.ui.widgets.asking import AskSheet
from deliverydesk.ui.widgets.buttons import Button

STEP = 1 << 40
WEB, APP = 9, 12


@pytest.fixture(name="desk")
def _desk() -> Desk:
    entities = [
        Team(WEB, "Web", 5, 0.8),
        Team(APP, "App", 4, 0.5),
        Deliverable(1, "Search", STEP, stage=Stage.READY, cost_of_delay=1000),
        Demand(10, 1, WEB, 2, 3, 4),
    ]
    return Desk(MemoryDocument(Portfolio.of(entities)))


@pytest.fixture(name="sheet")
def _sheet(qtbot: QtBot, desk: Desk) -> ScenariosSheet:
    host = QWidget()
    host.resize(1000, 760)
    qtbot.addWidget(host)
    host.show()
    sheet = ScenariosSheet(desk, host)
    sheet.open()
    qtbot.waitUntil(lambda: sheet.model.rowCount() > 0)
    return sheet


def press(qtbot: QtBot, button: Button) -> None:
    assert button.isEnabled(), button.toolTip()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def begin(sheet: ScenariosSheet, qtbot: QtBot, name: str, capacity: str) -> None:
    """Begin one, and wait until it is compared."""
    press(qtbot, sheet.beginner)
    asking = sheet.window().findChild(BeginSheet)
    qtbot.keyClicks(asking.name, name)
    qtbot.keyClicks(asking.capacity, capacity)
    press(qtbot, asking.begin)
    qtbot.waitUntil(lambda: name in sheet.model.names)


def said(sheet: ScenariosSheet, column: int) -> list[str]:
    return [sheet.model.index(row, column).data() for row in range(sheet.model.rowCount())]


def listed(sheet: ScenariosSheet) -> list[str]:
    return [sheet.supposed.item(row).text() for row in range(sheet.supposed.count())]


def test_a_tenth_less_is_compared_with_the_plan_and_promoted_in_one_step(
    sheet: ScenariosSheet, desk: Desk, qtbot: QtBot
) -> None:
    begin(sheet, qtbot, "A tenth less", "90 %")
    assert sheet.model.names == ["As it is", "A tenth less"]
    assert said(sheet, 1)[1] == "78"
    assert said(sheet, 2)[1] == "70"
    assert sheet.heading.text() == "What “A tenth less” supposes"
    assert "The focus of team “Web” was 0.8 and is 0.72 now." in listed(sheet)
    assert desk.portfolio.teams[WEB].focus == 0.8
    press(qtbot, sheet.promoter)
    assert desk.portfolio.teams[WEB].focus == pytest.approx(0.72)
    assert not desk.portfolio.scenarios
    desk.document.undo()
    assert desk.portfolio.teams[WEB].focus == 0.8


def test_each_team_has_its_own_capacity_and_hires(sheet: ScenariosSheet, desk: Desk, qtbot: QtBot) -> None:
    press(qtbot, sheet.beginner)
    asking = sheet.window().findChild(BeginSheet)
    qtbot.keyClicks(asking.name, "Two for the web")
    qtbot.keyClicks(asking.capacity, "90 %")
    qtbot.keyClicks(asking.factors[APP], "120 %")
    qtbot.keyClicks(asking.hires[WEB], "-1")
    press(qtbot, asking.work)
    assert asking.problem.text() == "A team can hire from 0 to 100 people."
    asking.hires[WEB].clear()
    qtbot.keyClicks(asking.hires[WEB], "2")
    press(qtbot, asking.work)
    assert desk.document.inside is not None
    teams = desk.portfolio.teams
    assert (teams[WEB].focus, teams[WEB].members) == (pytest.approx(0.72), 7)
    assert teams[APP].focus == pytest.approx(0.6)
    assert not list(desk.portfolio.table(Person))
    assert desk.document.actual.teams[WEB].members == 5
    qtbot.waitUntil(lambda: not sheet.isVisible())


def test_the_best_set_is_planned_in_it_alone(sheet: ScenariosSheet, desk: Desk, qtbot: QtBot) -> None:
    begin(sheet, qtbot, "Best", "")
    qtbot.waitUntil(lambda: sheet.chosen is not None)
    assert listed(sheet) == ["Nothing yet: it is as the plan is. Work in it, and it differs."]
    sheet.fill()
    qtbot.waitUntil(lambda: sheet.model.columnCount() == 3 and said(sheet, 2)[0] == "1", timeout=20_000)
    assert desk.portfolio.deliverables[1].planned_start is None


def test_without_a_name_it_says_so(sheet: ScenariosSheet, desk: Desk, qtbot: QtBot) -> None:
    press(qtbot, sheet.beginner)
    asking = sheet.window().findChild(BeginSheet)
    press(qtbot, asking.begin)
    assert asking.problem.text() == "A scenario needs a name."
    assert not desk.portfolio.scenarios


def test_one_is_duplicated_renamed_and_deleted(sheet: ScenariosSheet, desk: Desk, qtbot: QtBot) -> None:
    begin(sheet, qtbot, "Less", "90 %")
    press(qtbot, sheet.duplicator)
    press(qtbot, sheet.window().findChild(BeginSheet).begin)
    qtbot.waitUntil(lambda: sheet.model.names == ["As it is", "Less", "Less 2"] and sheet.chosen == sheet.ids[1])
    press(qtbot, sheet.renamer)
    asking = sheet.window().findChild(AskSheet)
    qtbot.keyClicks(asking.field, "Much less")
    qtbot.keyClick(asking.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sheet.model.names == ["As it is", "Less", "Much less"])
    press(qtbot, sheet.deleter)
    qtbot.waitUntil(lambda: sheet.model.names == ["As it is", "Less"])
    assert [each.name for each in desk.portfolio.scenarios] == ["Less"]


def test_a_duplicate_supposes_more_and_each_figure_says_how_far_it_is_from_the_plan(
    sheet: ScenariosSheet, desk: Desk, qtbot: QtBot
) -> None:
    begin(sheet, qtbot, "Less", "90 %")
    press(qtbot, sheet.duplicator)
    asking = sheet.window().findChild(BeginSheet)
    assert asking.name.text() == "Less 2"
    qtbot.keyClicks(asking.name, "Less, and one more")
    qtbot.keyClicks(asking.hires[WEB], "1")
    press(qtbot, asking.begin)
    qtbot.waitUntil(lambda: sheet.model.names == ["As it is", "Less", "Less, and one more"])
    assert said(sheet, 3)[1] == "80", "one more at a focus of 72 % for 13 weeks"
    assert [sheet.model.index(1, column).data(APART_ROLE) for column in (1, 2, 3)] == [
        None,
        ("−8", "text2"),
        ("+2", "text2"),
    ]
    spoken = sheet.model.index(1, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "70, −8 against the plan"
    assert desk.portfolio.teams[WEB].members == 5


def test_the_newest_four_of_more_are_compared_and_others_if_wanted(
    sheet: ScenariosSheet, desk: Desk, qtbot: QtBot
) -> None:
    for n in range(1, 6):
        desk.do(lambda plan, n=n: scenarios.new_scenario(plan, f"No. {n}"))
    begin(sheet, qtbot, "No. 6", "")
    assert sheet.model.names == ["As it is", "No. 3", "No. 4", "No. 5", "No. 6"]
    assert sheet.which.text() == "Compared: 4 of 6"
    sheet.which.menu().actions()[0].trigger()
    qtbot.waitUntil(lambda: sheet.model.names == ["As it is", "No. 1", "No. 4", "No. 5", "No. 6"])
    sheet.which.menu().actions()[4].trigger()
    qtbot.waitUntil(lambda: sheet.model.names == ["As it is", "No. 1", "No. 4", "No. 6"])


def test_within_one_it_is_the_plan_that_is_compared(sheet: ScenariosSheet, desk: Desk, qtbot: QtBot) -> None:
    begin(sheet, qtbot, "Less", "50 %")
    press(qtbot, sheet.worker)
    assert desk.portfolio.teams[WEB].focus == pytest.approx(0.4)
    desk.do(lambda now: backlog.edit_deliverables(now, [1], {"title": "Find"}))
    again = ScenariosSheet(desk, sheet.window())
    again.open()
    qtbot.waitUntil(lambda: again.model.columnCount() == 3)
    assert said(again, 1)[1] == "78"
    assert "“Search” is called “Find” now." in listed(again)
    assert not again.worker.isEnabled()
    press(qtbot, again.promoter)
    assert desk.document.inside is None
    assert desk.portfolio.deliverables[1].title == "Find"


def test_what_the_plan_has_changed_since_is_told(sheet: ScenariosSheet, desk: Desk, qtbot: QtBot) -> None:
    begin(sheet, qtbot, "Less", "50 %")
    scenario = sheet.chosen
    desk.look_into(scenario)
    desk.do(lambda now: backlog.edit_deliverables(now, [1], {"title": "Find"}))
    desk.look_into(None)
    desk.do(lambda now: backlog.edit_deliverables(now, [1], {"title": "Seek"}))
    sheet.renew(scenario)
    wanted = "Changed in the plan since: the title of “Find”; the what-if has “Find”."
    qtbot.waitUntil(lambda: wanted in listed(sheet))
