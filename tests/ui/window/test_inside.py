"""A window that looks into a what-if: the band says so, every pane works in it, and the plan keeps as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from deliverydesk.actions import scenarios
from deliverydesk.domain.entities import Deliverable, Product, Scenario
from deliverydesk.ui.panes.backlog.columns import PLACE
from deliverydesk.ui.panes.backlog.editors import CellField
from deliverydesk.ui.widgets.sheet import Sheet
from deliverydesk.ui.window.main_window import MainWindow
from deliverydesk.ui.window.palette.commands import why_not
from tests.ui.window.conftest import Desks, overlays, settle


@pytest.fixture(name="scenario")
def _scenario(window: MainWindow) -> int:
    assert window.desk.do(lambda plan: scenarios.new_scenario(plan, "A tenth less", capacity=0.9))
    return next(iter(window.desk.portfolio.scenarios)).id


def command(window: MainWindow, name: str) -> QAction:
    found = window.findChild(QAction, name)
    assert isinstance(found, QAction)
    return found


def shown_titles(window: MainWindow) -> list[str]:
    model = window.docks["backlog"].pane.model
    return [window.desk.portfolio.deliverables[model.id_at(row)].title for row in range(3)]


def test_one_goes_in_works_there_and_comes_back_to_the_plan_as_it_was(
    window: MainWindow, scenario: int, qtbot: QtBot
) -> None:
    desk, top = window.desk, window.top_bar
    plan = desk.document.actual
    titles, height = shown_titles(window), top.height()
    back = command(window, "window.back_to_plan")
    assert not back.isEnabled()
    command(window, f"window.look_into_{scenario}").trigger()
    band = window.inside.band
    assert band.isVisible()
    assert top.height() > height
    assert band.name.text() == "What if: A tenth less"
    assert window.windowTitle().startswith("What if: A tenth less – Larkfield")

    table = window.docks["backlog"].pane.table
    third = desk.portfolio.live[2]
    desk.select(Deliverable, (third,), third)
    table.setFocus()
    command(window, "backlog.move_up").trigger()
    assert shown_titles(window) == [titles[0], titles[2], titles[1]]
    assert band.differences.text().startswith(f"{len(desk.document.inside.laid.changes.changes)} things")  # type: ignore[union-attr]
    assert "suppose in" in window.undo_action.text()

    table.setCurrentIndex(table.model().index(0, PLACE["title"]))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    field = QApplication.focusWidget()
    assert isinstance(field, CellField)
    field.selectAll()
    qtbot.keyClicks(field, "Called otherwise")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert shown_titles(window)[0] == "Called otherwise"
    desk.undo()
    desk.redo()
    assert shown_titles(window) == ["Called otherwise", titles[2], titles[1]]

    qtbot.mouseClick(band.back, Qt.MouseButton.LeftButton)
    assert not band.isVisible()
    assert top.height() == height
    assert shown_titles(window) == titles
    for entity_type in (Deliverable, Product):
        assert desk.portfolio.table(entity_type) == plan.table(entity_type)
    assert window.windowTitle().startswith("Larkfield")


def test_what_is_of_the_plan_alone_is_greyed_beforehand_and_says_why(window: MainWindow, scenario: int) -> None:
    item = next(each.id for each in window.desk.portfolio.deliverables if each.is_open)
    window.desk.select(Deliverable, (item,), item)
    window.docks["inspector"].build()
    window.docks["outcomes"].build()
    window.docks["review"].build()
    pane = window.docks["review"].pane
    pane.begin()
    decisions = [command(window, f"{each}.stop") for each in ("backlog", "roadmap", "inspector")]
    readings = [command(window, f"outcomes.{each}") for each in ("add_reading", "paste", "delete_readings")]
    assert all(each.isEnabled() for each in (*decisions, *readings))
    window.desk.look_into(scenario)
    settle()
    for action in decisions:
        assert not action.isEnabled()
        assert why_not(window, action) == "Decisions are made in the plan itself. Go back to the plan first."
        assert action.statusTip() == why_not(window, action)
        assert action.statusTip() in action.toolTip()
    for action in readings:
        assert not action.isEnabled()
        assert why_not(window, action) == "What was measured is no what-if. Go back to the plan to enter it."
    assert not pane.agenda.start.isEnabled()
    held = "Reviews are held of the plan itself. Go back to the plan first."
    assert held in pane.agenda.start.toolTip()
    assert why_not(window, command(window, "review.start_review")) == held
    assert command(window, "outcomes.edit").isEnabled(), "a target may be another one"
    window.desk.look_into(None)
    settle()
    assert all(each.isEnabled() for each in (*decisions, *readings))
    assert not command(window, "backlog.stop").statusTip()


def test_a_sheet_says_beside_its_title_which_what_if_it_is_about(window: MainWindow, scenario: int) -> None:
    def opened() -> Sheet:
        window.inside.open_sheet()
        sheet = overlays(window)[-1]
        assert isinstance(sheet, Sheet)
        return sheet

    window.desk.look_into(scenario)
    within = opened()
    assert within.where.isVisible()
    assert within.where.text() == "What if: A tenth less"
    within.reject()
    settle()
    window.desk.look_into(None)
    assert not opened().where.isVisible()


def test_looking_says_nothing_of_saving(window: MainWindow, scenario: int) -> None:
    window.status.say_open("Larkfield.ddesk")
    window.desk.look_into(scenario)
    window.desk.look_into(None)
    assert "All changes saved" in [label.text() for label in window.status.findChildren(QLabel)]


def test_the_band_is_reached_and_pressed_by_keyboard(window: MainWindow, scenario: int, qtbot: QtBot) -> None:
    window.desk.look_into(scenario)
    band = window.inside.band
    band.compare.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(band.compare, Qt.Key.Key_Tab)
    assert band.promote.hasFocus()
    qtbot.keyClick(band.promote, Qt.Key.Key_Tab)
    assert band.back.hasFocus()
    qtbot.keyClick(band.back, Qt.Key.Key_Escape)
    assert window.desk.document.inside is not None, "Escape is for other things"
    qtbot.keyClick(band.back, Qt.Key.Key_Return)
    assert window.desk.document.inside is None


def test_from_the_band_it_becomes_the_plan(window: MainWindow, scenario: int, qtbot: QtBot, desks: Desks) -> None:
    window.desk.look_into(scenario)
    supposed = window.desk.portfolio.teams
    qtbot.mouseClick(window.inside.band.promote, Qt.MouseButton.LeftButton)
    desks.idle()
    assert window.desk.document.inside is None
    assert window.desk.portfolio.teams == supposed
    assert not window.inside.band.isVisible()
    assert window.toast.words().startswith("Promote the what-if “A tenth less”")
    assert window.inside.menu.isEmpty()
    window.desk.undo()
    assert window.desk.portfolio.teams != supposed
    assert not window.inside.menu.isEmpty()


def test_what_is_of_the_plan_is_refused_with_the_way_back(window: MainWindow, scenario: int) -> None:
    window.desk.look_into(scenario)
    window.desk.do(lambda now: scenarios.new_scenario(now, "Another"))
    assert window.toast.words() == "A what-if begins from the plan itself. Go back to the plan first."


def test_checkpoints_with_their_forecasts_are_of_the_plan(
    window: MainWindow, scenario: int, desks: Desks, monkeypatch: pytest.MonkeyPatch
) -> None:
    from deliverydesk.ui.window import file_dialogs

    monkeypatch.setattr(file_dialogs, "ask_name", lambda *_given: "Before the board")
    window.desk.look_into(scenario)
    window.files.checkpoint(window)
    desks.idle()
    assert window.desk.document.history(1)[0].label == "Before the board"
    assert len(window.desk.document.actual.forecasts) > 0
    assert window.desk.document.inside is not None


def test_a_window_begins_in_the_plan(desks: Desks, sample_file: Path) -> None:
    window = desks.open(sample_file)
    window.desk.do(lambda plan: scenarios.new_scenario(plan, "Less", capacity=0.9))
    (scenario,) = window.desk.portfolio.table(Scenario).ids
    window.desk.look_into(scenario)
    desks.close(window)
    desks.again()
    settle()
    window = desks.open(sample_file)
    assert window.desk.document.inside is None
    assert "band" not in vars(window.inside)
    assert command(window, f"window.look_into_{scenario}").isEnabled()
