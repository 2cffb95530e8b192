"""Saved views of the roadmap: kept with lanes, time and what is switched on, shown by key, compared with what shows."""

import json

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from deliverydesk.actions import baselining, records
from deliverydesk.domain.entities import Baseline
from deliverydesk.ui.panes.roadmap.pane import RoadmapPane
from deliverydesk.ui.widgets.asking import AskSheet
from tests.charts.roadmap_example import TODAY
from tests.ui.panes.roadmap.conftest import Make

KEY, MODIFIER = Qt.Key, Qt.KeyboardModifier


def save(qtbot: QtBot, sheet: QWidget | None, name: str) -> None:
    assert isinstance(sheet, AskSheet)
    sheet.field.clear()
    qtbot.keyClicks(sheet.field, name)
    qtbot.keyClick(sheet.field, KEY.Key_Return)


def settled(qtbot: QtBot, pane: RoadmapPane, words: str) -> None:
    qtbot.waitUntil(lambda: pane.views.button.words == words)


def wheel(pane: RoadmapPane, *, across: int) -> None:
    view = pane.area.viewport()
    at = QPointF(view.width() / 2, view.height() / 2)
    glob = QPointF(view.mapToGlobal(at.toPoint()))
    turn = QPoint(0, across)
    none, shift = Qt.MouseButton.NoButton, MODIFIER.ShiftModifier
    event = QWheelEvent(at, glob, QPoint(), turn, none, shift, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(view, event)


@pytest.fixture
def viewed(qtbot: QtBot, make: Make) -> RoadmapPane:
    """A pane with two views: "Quarter", by product, and, shown, "Teams", folded, without dependencies, all of it."""
    pane = make(width=1100)
    pane.area.setFocus()
    qtbot.keyClick(pane.area, KEY.Key_Q)
    save(qtbot, pane.views.ask_name(), "Quarter")
    pane.commands.by["team"].trigger()
    pane.commands.links.trigger()
    qtbot.keyClick(pane.area, KEY.Key_C, MODIFIER.ShiftModifier)
    qtbot.keyClick(pane.area, KEY.Key_0)
    save(qtbot, pane.views.ask_name(), "Teams")
    settled(qtbot, pane, "Teams")
    return pane


def noted(qtbot: QtBot, pane: RoadmapPane) -> None:
    """Wait until the views have looked at all that came before."""
    QApplication.processEvents()
    pane.note_look()
    qtbot.waitUntil(lambda: pane.look_is_noted)


def test_a_view_keeps_lanes_folds_time_and_what_is_switched_on(qtbot: QtBot, viewed: RoadmapPane) -> None:
    pane = viewed
    days = pane.area.visible_days()
    qtbot.keyClick(pane.area, KEY.Key_1, MODIFIER.AltModifier)
    settled(qtbot, pane, "Quarter")
    assert (pane.picture.by, bool(pane.picture.folded), pane.area.shown.links) == ("product", False, True)
    low, high = pane.area.visible_days()
    assert low <= TODAY.toordinal() < high
    assert high - low < 110
    qtbot.keyClick(pane.area, KEY.Key_2, MODIFIER.AltModifier)
    settled(qtbot, pane, "Teams")
    assert (pane.picture.by, pane.area.shown.links) == ("team", False)
    assert all(lane.folded for lane in pane.picture.lanes)
    assert pane.area.visible_days() == days
    assert pane.views["view_2"].isChecked()


def test_a_pan_is_a_change_which_reset_takes_back_and_update_keeps(qtbot: QtBot, viewed: RoadmapPane) -> None:
    pane = viewed
    noted(qtbot, pane)
    place = pane.area.view()["origin"]
    wheel(pane, across=240)
    settled(qtbot, pane, "Teams •")
    assert pane.area.view()["origin"] != place
    pane.views["view_reset"].trigger()
    settled(qtbot, pane, "Teams")
    assert pane.area.view()["origin"] == place
    for change in (
        lambda: pane.commands.actuals.trigger(),
        lambda: pane.commands.table.trigger(),
        lambda: pane.commands.horizons.trigger(),
        lambda: qtbot.keyClick(pane.area, KEY.Key_E, MODIFIER.ShiftModifier),
        lambda: pane.commands.capacity.trigger(),
    ):
        change()
        settled(qtbot, pane, "Teams •")
        pane.views["view_reset"].trigger()
        settled(qtbot, pane, "Teams")
    assert pane.area.isVisible()
    wheel(pane, across=-240)
    settled(qtbot, pane, "Teams •")
    pane.views["view_update"].trigger()
    settled(qtbot, pane, "Teams")
    pane.desk.undo()
    settled(qtbot, pane, "Teams •")


def test_what_is_of_one_sitting_is_no_part_of_a_view(qtbot: QtBot, make: Make) -> None:
    pane = make(width=1100, height=420, capacity=True)
    save(qtbot, pane.views.ask_name(), "All")
    settled(qtbot, pane, "All")
    down = pane.area.verticalScrollBar()
    assert down.maximum() > 0
    down.setValue(down.maximum())
    pane.commands.waiting.trigger()
    pane.strip.grow(24)
    noted(qtbot, pane)
    assert pane.views.button.words == "All"
    down.setValue(down.maximum())
    pane.views.show_view(pane.views.views()[0].id)
    assert down.value() == down.maximum() > 0
    assert pane.waiting.is_open()


def test_the_button_in_the_header_lists_the_views(qtbot: QtBot, viewed: RoadmapPane) -> None:
    pane = viewed
    button = pane.views.button
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    first = menu.actions()[0]
    assert [action.text() for action in menu.actions()][:2] == ["Quarter", "Teams"]
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(first).center())
    settled(qtbot, pane, "Quarter")
    assert pane.picture.by == "product"
    assert ("Views", pane.views.actions()) in pane.command_groups()


def test_the_button_gives_way_where_the_header_is_narrow(qtbot: QtBot, viewed: RoadmapPane) -> None:
    viewed.resize(420, 600)
    assert not viewed.views.button.isVisible()
    width = next(width for width in range(421, 1100) if _fits(viewed, width) and viewed.views.button.text())
    viewed.views.rename("Teams and all that they do")
    qtbot.waitUntil(lambda: not viewed.views.button.text())
    assert viewed.views.button.isVisible(), "its words go before it does"
    viewed.resize(width + 200, 600)
    assert viewed.views.button.isVisible()


def _fits(pane: RoadmapPane, width: int) -> bool:
    pane.resize(width, 600)
    return pane.views.button.isVisible()


def test_a_pane_remembers_its_view_and_what_was_remembered_before_there_were_any(qtbot: QtBot, make: Make) -> None:
    pane = make(width=1100)
    qtbot.keyClick(pane.area, KEY.Key_Q)
    save(qtbot, pane.views.ask_name(), "Quarter")
    state = json.loads(json.dumps(pane.save_state()))
    wheel(pane, across=400)
    qtbot.keyClick(pane.area, KEY.Key_1, MODIFIER.AltModifier)
    settled(qtbot, pane, "Quarter")
    pane.restore_state(state)
    settled(qtbot, pane, "Quarter")
    before = {key: value for key, value in state.items() if key != "place"}
    pane.restore_state({**before, "view": {"per_day": 2.0, "origin": TODAY.toordinal() - 50.0, "down": 0}})
    assert (pane.area.per_day, pane.area.view()["origin"]) == (2.0, TODAY.toordinal() - 50)
    settled(qtbot, pane, "Views")


def test_a_view_of_a_baseline_that_is_gone_says_so(qtbot: QtBot, make: Make) -> None:
    pane = make(width=1100)
    pane.desk.do(lambda now: baselining.save_baseline(now, "Board plan", TODAY))
    one = next(iter(pane.desk.portfolio.baselines)).id
    pane.compare_with(one)
    save(qtbot, pane.views.ask_name(), "Against the board")
    pane.desk.do(lambda now: records.delete(now, Baseline, [one]))
    with qtbot.waitSignal(pane.desk.refused) as told:
        qtbot.keyClick(pane.area, KEY.Key_1, MODIFIER.AltModifier)
    assert told.args
    assert "Against the board" in told.args[0]
    assert pane.picture.behind is None
