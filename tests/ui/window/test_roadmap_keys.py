"""The roadmap's keys in a whole window: none of them is lost to another pane or to another action of the same key."""

from __future__ import annotations

from collections import defaultdict

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from deliverydesk.domain.entities import Deliverable, Dependency, Milestone
from deliverydesk.ui.panes.roadmap.pane import RoadmapPane
from deliverydesk.ui.window.main_window import MainWindow
from tests.ui.window.conftest import Desks, close_overlays, settle


def focused(window: MainWindow, desks: Desks) -> RoadmapPane:
    pane: RoadmapPane = window.docks["roadmap"].build()
    window.choose_layout("plan")
    window.activateWindow()
    pane.area.setFocus()
    settle()
    desks.qtbot.waitUntil(pane.area.hasFocus)
    return pane


def test_keys_reach_the_roadmap_that_has_the_focus(window: MainWindow, desks: Desks) -> None:
    pane = focused(window, desks)
    press = desks.qtbot.keyClick
    control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
    press(pane.area, Qt.Key.Key_F, control)
    assert pane.finding.field.hasFocus(), "and not the backlog's field"
    press(pane.finding.field, Qt.Key.Key_Escape)
    pane.area.zoom(9)
    press(pane.area, Qt.Key.Key_0, control)
    assert pane.area.visible_days()[0] < (pane.picture.span or (0, 0))[0]
    mark = pane.picture.marks[0]
    window.desk.select(Milestone, (mark.id,), mark.id)
    press(pane.area, Qt.Key.Key_Right, alt)
    assert window.desk.portfolio.milestones[mark.id].date.toordinal() > mark.day
    press(pane.area, Qt.Key.Key_Delete)
    assert mark.id not in window.desk.portfolio.milestones
    window.desk.undo()
    window.desk.undo()
    press(pane.area, Qt.Key.Key_M)
    assert isinstance(QApplication.focusWidget().window(), MainWindow)
    close_overlays(window)


def test_no_two_actions_of_the_roadmap_take_one_key_at_the_same_time(window: MainWindow, desks: Desks) -> None:
    pane = focused(window, desks)
    desk = window.desk
    bars = tuple(pane.picture.bars)[:2]
    link = next(iter(desk.portfolio.dependencies.ids))
    for kind, ids in ((Deliverable, bars), (Milestone, (pane.picture.marks[0].id,)), (Dependency, (link,)), (None, ())):
        desk.select(kind, ids)
        keys: dict[str, list[str]] = defaultdict(list)
        for action in [*pane.area.actions(), *window.actions()]:
            for key in action.shortcuts() if action.isEnabled() else ():
                keys[key.toString()].append(action.objectName())
        assert {key: names for key, names in keys.items() if len(set(names)) > 1} == {}, kind
