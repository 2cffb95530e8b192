"""The keyboard's way to everything that can be dragged, and what screen readers are told."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from pytestqt.qtbot import QtBot

from deliverydesk.domain.entities import Deliverable, Dependency, Milestone
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.ui.panes.roadmap.hits import Hit
from deliverydesk.ui.panes.roadmap.pane import RoadmapPane
from deliverydesk.ui.panes.roadmap.picking import WaitsSheet
from deliverydesk.ui.panes.roadmap.popovers import LinkPopover, MilestonePopover
from deliverydesk.ui.panes.roadmap.sheets import PlanSheet
from tests.charts.roadmap_example import item_id
from tests.ui.panes.roadmap.conftest import Make

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
REFUSALS = item_id("Refusals explained")
LETTERS = item_id("Letters to inbox")


@pytest.fixture
def held(pane: RoadmapPane, qtbot: QtBot) -> RoadmapPane:
    """The pane with the focus and one bar selected."""
    pane.activateWindow()
    pane.area.setFocus()
    qtbot.waitUntil(pane.area.hasFocus)
    pane.desk.select(Deliverable, (REFUSALS,))
    return pane


def item(pane: RoadmapPane, one: int = REFUSALS) -> Deliverable:
    return pane.desk.portfolio.deliverables[one]


def test_alt_and_arrows_move_by_weeks_and_with_shift_move_the_end(held: RoadmapPane, qtbot: QtBot) -> None:
    qtbot.keyClick(held.area, Qt.Key.Key_Right, ALT)
    assert (item(held).planned_start, item(held).planned_end) == (date(2026, 9, 14), date(2026, 10, 30))
    qtbot.keyClick(held.area, Qt.Key.Key_Left, ALT)
    qtbot.keyClick(held.area, Qt.Key.Key_Left, ALT)
    assert item(held).planned_start == date(2026, 8, 31)
    qtbot.keyClick(held.area, Qt.Key.Key_Right, ALT | SHIFT)
    assert (item(held).planned_start, item(held).planned_end) == (date(2026, 8, 31), date(2026, 10, 23))


def test_alt_shift_down_puts_it_into_the_lane_below(held: RoadmapPane, qtbot: QtBot) -> None:
    qtbot.keyClick(held.area, Qt.Key.Key_Down, ALT | SHIFT)
    assert item(held).product == 13
    qtbot.keyClick(held.area, Qt.Key.Key_Up, ALT | SHIFT)
    assert item(held).product == 12


def test_delete_takes_it_off_the_roadmap_with_a_way_back(held: RoadmapPane, qtbot: QtBot) -> None:
    with qtbot.waitSignal(held.desk.done):
        qtbot.keyClick(held.area, Qt.Key.Key_Delete)
    assert item(held).planned_start is None
    assert held.picture.unscheduled == 4
    held.desk.undo()
    assert REFUSALS in held.picture.bars


def test_tab_walks_the_bars_and_says_each(held: RoadmapPane, qtbot: QtBot) -> None:
    held.desk.select(Deliverable, ())
    order = [bar.id for bar in held.picture.ordered()]
    assert order == list(held.picture.ordered_ids())
    for wanted in order[:3]:
        qtbot.keyClick(held.area, Qt.Key.Key_Tab)
        assert held.desk.selection.current == wanted
        assert held.area.accessibleDescription().startswith(item(held, wanted).title)
    qtbot.keyClick(held.area, Qt.Key.Key_Backtab, SHIFT)
    assert held.desk.selection.current == order[1]


def test_zoom_keys(held: RoadmapPane, qtbot: QtBot) -> None:
    before = held.area.per_day
    qtbot.keyClick(held.area, Qt.Key.Key_Plus)
    assert held.area.per_day > before
    qtbot.keyClick(held.area, Qt.Key.Key_Minus)
    assert held.area.per_day == pytest.approx(before)
    qtbot.keyClick(held.area, Qt.Key.Key_0)
    low, high = held.area.visible_days()
    assert all(low <= bar.start and bar.end <= high for bar in held.picture.ordered())
    for _ in range(30):
        held.area.zoom_in()
    qtbot.keyClick(held.area, Qt.Key.Key_Home)
    low, high = held.area.visible_days()
    assert low < held.picture.today < high


def test_arrows_pan(held: RoadmapPane, qtbot: QtBot) -> None:
    first = held.area.visible_days()[0]
    qtbot.keyClick(held.area, Qt.Key.Key_Right)
    assert held.area.visible_days()[0] > first


def test_enter_asks_for_dates_and_plans_by_them(held: RoadmapPane, qtbot: QtBot) -> None:
    qtbot.keyClick(held.area, Qt.Key.Key_Return)
    sheet = held.findChild(PlanSheet)
    assert sheet is not None
    assert sheet.start.date() == QDate(2026, 9, 7)
    sheet.start.setDate(QDate(2026, 9, 9))
    assert sheet.end.date() == QDate(2026, 10, 25), "a new first day takes the last one along"
    sheet.end.setDate(QDate(2026, 9, 1))
    assert not sheet.go.isEnabled()
    sheet.end.setDate(QDate(2026, 11, 2))
    qtbot.mouseClick(sheet.go, Qt.MouseButton.LeftButton)
    assert (item(held).planned_start, item(held).planned_end) == (date(2026, 9, 9), date(2026, 11, 2))


def test_two_selected_are_linked_by_the_menu_and_unlinked_by_the_lines(held: RoadmapPane) -> None:
    first, second = item_id("Digital card"), item_id("Resume a quote")
    held.desk.select(Deliverable, (first, second))
    assert held.commands.link.text() == "Let “Resume a quote” wait for “Digital card”"
    held.commands.link.trigger()
    (made,) = held.desk.portfolio.dependencies.by("successor", second)
    assert made.predecessor == first
    menu = held.menu_for(Hit("link", made.id), QPoint())
    assert held.commands.unlink in menu.actions()
    held.commands.unlink.trigger()
    assert not held.desk.portfolio.dependencies.by("successor", second)


def test_a_circle_of_dependencies_is_refused_in_words(held: RoadmapPane, qtbot: QtBot) -> None:
    held.desk.select(Deliverable, (REFUSALS, item_id("Receipt photos")))
    with qtbot.waitSignal(held.desk.refused) as refused:
        held.commands.link.trigger()
    assert "circle of dependencies" in refused.args[0]


def test_what_starts_too_early_is_counted_selected_and_put_right(held: RoadmapPane) -> None:
    assert held.header.wrong.text() == "1 too early"
    held.commands.broken.trigger()
    assert held.desk.selection.ids == (item_id("Accessible sign-in"),)
    held.commands.after.trigger()
    assert item(held, item_id("Accessible sign-in")).planned_start == date(2026, 10, 1)
    assert held.header.wrong.isHidden()


def test_the_sheet_of_dependencies_finds_adds_and_takes_away(held: RoadmapPane, qtbot: QtBot) -> None:
    held.commands.waits.trigger()
    sheet = held.findChild(WaitsSheet)
    assert sheet is not None
    assert sheet.held.count() == 1
    qtbot.keyClicks(sheet.search, "digital ca")
    assert [sheet.found.item(at).text() for at in range(sheet.found.count())] == ["Digital card"]
    qtbot.mouseClick(sheet.add, Qt.MouseButton.LeftButton)
    assert len(held.desk.portfolio.dependencies.by("successor", REFUSALS)) == 2
    sheet.held.setCurrentRow(0)
    qtbot.mouseClick(sheet.away, Qt.MouseButton.LeftButton)
    assert len(held.desk.portfolio.dependencies.by("successor", REFUSALS)) == 1
    sheet.accept()


def test_a_milestone_is_added_changed_moved_and_deleted_by_keyboard(held: RoadmapPane, qtbot: QtBot) -> None:
    qtbot.keyClick(held.area, Qt.Key.Key_M)
    popover = held.window().findChild(MilestonePopover)
    assert popover is not None
    assert popover.name_field.hasFocus()
    assert not popover.go.isEnabled()
    qtbot.keyClick(popover.name_field, Qt.Key.Key_Return)
    assert popover.isVisible(), "Enter does nothing as long as there is no name"
    qtbot.keyClicks(popover.name_field, "Board review")
    popover.when.setDate(QDate(2026, 10, 2))
    qtbot.keyClick(popover.name_field, Qt.Key.Key_Return)
    made = next(one for one in held.desk.portfolio.milestones if one.name == "Board review")
    assert made.date == date(2026, 10, 2)
    assert held.desk.selection.ids == (made.id,), "what was made is selected"

    def when() -> date:
        return held.desk.portfolio.milestones[made.id].date

    qtbot.keyClick(held.area, Qt.Key.Key_Right, ALT)
    assert when() == date(2026, 10, 9)
    qtbot.keyClick(held.area, Qt.Key.Key_Left, ALT | SHIFT)
    assert when() == date(2026, 10, 8)
    qtbot.keyClick(held.area, Qt.Key.Key_Return)
    again = next(one for one in held.window().findChildren(MilestonePopover) if one.isVisible())
    again.kind.set_value("outcome")
    again.outcome.setCurrentIndex(1)
    qtbot.mouseClick(again.go, Qt.MouseButton.LeftButton)
    assert held.desk.portfolio.milestones[made.id].outcome == 500
    qtbot.keyClick(held.area, Qt.Key.Key_Delete)
    assert made.id not in held.desk.portfolio.milestones
    assert item(held).planned_start is not None, "the bars keep their dates"


def test_shift_m_walks_the_milestones_from_today(held: RoadmapPane, qtbot: QtBot) -> None:
    for wanted in (501, 502, 503, 501):
        qtbot.keyClick(held.area, Qt.Key.Key_M, SHIFT)
        assert held.desk.selection == (Milestone, (wanted,), wanted)


def test_a_double_click_in_the_strip_makes_a_milestone_of_that_day(pane: RoadmapPane, qtbot: QtBot) -> None:
    frame = pane.area.frame()
    at = QPoint(round(frame.scale.x(date(2026, 9, 24).toordinal() + 0.5)), round(frame.top) - 30)
    qtbot.mouseDClick(pane.area.viewport(), Qt.MouseButton.LeftButton, pos=at)
    popover = pane.window().findChild(MilestonePopover)
    assert popover is not None
    assert popover.when.date() == QDate(2026, 9, 24)


def test_a_selected_dependency_is_given_a_reason_and_deleted(held: RoadmapPane, qtbot: QtBot) -> None:
    (link,) = held.picture.broken
    held.desk.select(Dependency, (link.id,), link.id)
    qtbot.keyClick(held.area, Qt.Key.Key_Return)
    popover = held.window().findChild(LinkPopover)
    assert popover is not None
    qtbot.keyClicks(popover.reason, "needs its tokens")
    qtbot.keyClick(popover.reason, Qt.Key.Key_Return)
    assert held.desk.portfolio.dependencies[link.id].reason == "needs its tokens"
    assert "needs its tokens" in held.facts.describe(Hit("link", link.id))
    qtbot.keyClick(held.area, Qt.Key.Key_Delete)
    assert link.id not in held.desk.portfolio.dependencies
    held.desk.undo()
    assert held.desk.portfolio.dependencies[link.id].reason == "needs its tokens"


def test_every_gesture_is_an_action_with_words_and_a_name(pane: RoadmapPane) -> None:
    names = set()
    for _, actions in pane.command_groups():
        for action in actions:
            if action is not None:
                assert action.text()
                assert action.objectName().startswith("roadmap.")
                names.add(action.objectName())
    assert {"roadmap.plan", "roadmap.later", "roadmap.link", "roadmap.milestone", "roadmap.fit"} <= names


def test_the_table_says_the_same_and_shares_the_selection(held: RoadmapPane, qtbot: QtBot) -> None:
    held.commands.table.trigger()
    table = held.faces.table
    assert table is not None
    assert table.isVisible()
    titles = [table.rows.data(table.rows.index(row, 1)) for row in range(table.rows.rowCount())]
    assert titles == [bar.title for bar in held.picture.ordered()]
    assert [index.row() for index in table.selectionModel().selectedRows()] == [titles.index("Refusals explained")]
    table.selectRow(0)
    assert held.desk.selection.ids == (held.picture.lanes[0].rows[0][0].id,)
    held.commands.table.trigger()
    assert held.area.isVisible()


def test_an_empty_roadmap_says_what_to_do(make: Make) -> None:
    pane = make(Portfolio.of([Deliverable(1, "Only one", 1, effort_likely=2.0)]))
    empty = pane._empty  # noqa: SLF001
    assert empty.isVisible()
    assert "Drag a ready item here" in empty.advice.text()
    empty.button.click()
    assert pane.waiting.is_open()
    sheet = pane.findChild(PlanSheet)
    assert sheet is not None
    sheet.go.click()
    assert 1 in pane.picture.bars
    assert not empty.isVisible()
