"""Cells gone through and selected by keyboard and mouse."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deliverydesk.domain.entities import Deliverable
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.panes.backlog.columns import COLUMNS, PLACE
from deliverydesk.ui.panes.backlog.filters import Filter
from deliverydesk.ui.panes.backlog.pane import BacklogPane
from deliverydesk.ui.panes.backlog.ranges import Spread, edge
from deliverydesk.ui.panes.backlog.rows import Sort

FIRST = 100
KEY, MODIFIER, LEFT = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton.LeftButton
SHIFT, CTRL = MODIFIER.ShiftModifier, MODIFIER.ControlModifier
OpenPane = Callable[..., BacklogPane]


def centre(pane: BacklogPane, row: int, column: str) -> QPoint:
    return pane.table.visualRect(pane.model.index(row, PLACE[column])).center()


def go_to(pane: BacklogPane, row: int, column: str) -> None:
    pane.table.setCurrentIndex(pane.model.index(row, PLACE[column]))


def active(pane: BacklogPane) -> tuple[int, str]:
    index = pane.table.currentIndex()
    return index.row(), COLUMNS[index.column()].key


def selected(pane: BacklogPane) -> tuple[list[int], list[str]] | None:
    """The rows and the columns of the range; None where rows are selected as such."""
    spread = pane.table.spread()
    if spread is None:
        return None
    return [entity_id - FIRST for entity_id in pane.table.ids_of(spread)], pane.table.keys_of(spread)


@pytest.mark.parametrize(
    ("start", "key", "modifier", "goal"),
    [
        ((3, "stage"), KEY.Key_Down, None, (4, "stage")),
        ((3, "stage"), KEY.Key_Right, None, (3, "score")),
        ((0, "stage"), KEY.Key_Up, None, (0, "stage")),
        ((3, "rank"), KEY.Key_Left, None, (3, "rank")),
        ((3, "stage"), KEY.Key_Home, None, (3, "rank")),
        ((3, "stage"), KEY.Key_End, None, (3, "target")),
        ((3, "stage"), KEY.Key_Home, CTRL, (0, "rank")),
        ((3, "stage"), KEY.Key_End, CTRL, (11, "target")),
        ((3, "stage"), KEY.Key_Down, CTRL, (11, "stage")),
        ((3, "stage"), KEY.Key_Up, CTRL, (0, "stage")),
        ((3, "stage"), KEY.Key_Left, CTRL, (3, "rank")),
        ((1, "target"), KEY.Key_Down, CTRL, (3, "target")),
        ((3, "target"), KEY.Key_Down, CTRL, (5, "target")),
        ((3, "stage"), KEY.Key_PageDown, None, (11, "stage")),
        ((11, "stage"), KEY.Key_PageUp, None, (0, "stage")),
    ],
)
def test_keys_lead_where_a_spreadsheet_leads(
    qtbot: QtBot,
    open_pane: OpenPane,
    start: tuple[int, str],
    key: Qt.Key,
    modifier: Qt.KeyboardModifier | None,
    goal: tuple[int, str],
) -> None:
    pane = open_pane()
    go_to(pane, *start)
    qtbot.keyClick(pane.table, key, modifier or MODIFIER.NoModifier)
    assert active(pane) == goal
    assert pane.table.selected() == (FIRST + goal[0],)


def test_a_page_is_what_is_seen(qtbot: QtBot, open_pane: OpenPane) -> None:
    pane = open_pane(900, 260)
    go_to(pane, 0, "stage")
    qtbot.keyClick(pane.table, KEY.Key_PageDown)
    page = pane.table.viewport().height() // pane.table.row_height() - 1
    assert active(pane) == (page, "stage")


@pytest.mark.parametrize(
    ("filled", "start", "goal"),
    [("xxx..x", 0, 2), ("xxx..x", 2, 5), ("xxx..x", 3, 5), ("x.....", 0, 5), ("......", 0, 5), ("xxxxxx", 0, 5)],
)
def test_ctrl_and_an_arrow_stop_where_filled_cells_begin_and_end(filled: str, start: int, goal: int) -> None:
    assert edge(lambda at: filled[at] == "x", start, len(filled) - 1, 1) == goal


def test_shift_and_arrows_select_a_rectangle_whose_rows_are_the_selection(
    qtbot: QtBot, open_pane: OpenPane, desk: Desk
) -> None:
    pane = open_pane()
    go_to(pane, 4, "stage")
    for key in (KEY.Key_Down, KEY.Key_Down, KEY.Key_Right, KEY.Key_Left, KEY.Key_Left):
        qtbot.keyClick(pane.table, key, SHIFT)
    assert selected(pane) == ([4, 5, 6], ["title", "stage"])
    assert active(pane) == (4, "stage")
    assert desk.selection.ids == (FIRST + 4, FIRST + 5, FIRST + 6)
    assert desk.selection.current == FIRST + 4
    qtbot.keyClick(pane.table, KEY.Key_End, CTRL | SHIFT)
    assert selected(pane) == (list(range(4, 12)), ["stage", "score", "gap", "effort", "team", "target"])
    qtbot.keyClick(pane.table, KEY.Key_Escape)
    assert selected(pane) == ([4], ["stage"])


def test_space_with_shift_and_with_ctrl_takes_rows_and_columns(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    pane.table.select_cells(4, PLACE["stage"], 5, PLACE["score"])
    qtbot.keyClick(pane.table, KEY.Key_Space, CTRL)
    assert selected(pane) == (list(range(12)), ["stage", "score"])
    pane.table.select_cells(4, PLACE["stage"], 5, PLACE["score"])
    qtbot.keyClick(pane.table, KEY.Key_Space, SHIFT)
    assert selected(pane) is None
    assert desk.selection.ids == (FIRST + 4, FIRST + 5)
    pane.table.select_cells(4, PLACE["stage"], 5, PLACE["score"])
    qtbot.keyClick(pane.table, KEY.Key_A, CTRL)
    assert len(desk.selection.ids) == 12
    assert selected(pane) is None


def drag(pane: BacklogPane, start: QPoint, *stops: QPoint) -> None:
    """By events of the mouse, as Qt sends them."""
    viewport = pane.table.viewport()
    QTest.mousePress(viewport, LEFT, MODIFIER.NoModifier, start)
    for stop in stops:
        QTest.mouseMove(viewport, (start + stop) / 2)
        QTest.mouseMove(viewport, stop)
        QApplication.processEvents()
    QTest.mouseRelease(viewport, LEFT, MODIFIER.NoModifier, stops[-1])


def test_dragging_over_cells_selects_them_and_moves_nothing(open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    before = desk.portfolio
    drag(pane, centre(pane, 2, "stage"), centre(pane, 5, "effort"))
    assert selected(pane) == ([2, 3, 4, 5], ["stage", "score", "gap", "effort"])
    assert active(pane) == (2, "stage")
    drag(pane, centre(pane, 6, "team"), centre(pane, 4, "team"))
    assert selected(pane) == ([4, 5, 6], ["team"])
    assert desk.portfolio is before


def test_shift_and_a_click_reach_from_the_active_cell(qtbot: QtBot, open_pane: OpenPane) -> None:
    pane = open_pane()
    qtbot.mouseClick(pane.table.viewport(), LEFT, pos=centre(pane, 2, "title"))
    qtbot.mouseClick(pane.table.viewport(), LEFT, SHIFT, centre(pane, 4, "stage"))
    assert selected(pane) == ([2, 3, 4], ["title", "stage"])
    qtbot.mouseClick(pane.table.viewport(), LEFT, SHIFT, centre(pane, 1, "title"))
    assert selected(pane) == ([1, 2], ["title"])


def test_a_rank_stands_for_its_row_and_so_does_a_click_with_ctrl(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    qtbot.mouseClick(pane.table.viewport(), LEFT, pos=centre(pane, 2, "rank"))
    assert selected(pane) is None
    qtbot.mouseClick(pane.table.viewport(), LEFT, pos=centre(pane, 3, "stage"))
    assert selected(pane) == ([3], ["stage"])
    qtbot.mouseClick(pane.table.viewport(), LEFT, CTRL, centre(pane, 6, "stage"))
    assert selected(pane) is None
    assert set(desk.selection.ids) == {FIRST + 3, FIRST + 6}


def test_what_another_pane_selects_are_rows(open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    pane.table.select_cells(4, PLACE["stage"], 5, PLACE["score"])
    desk.select(Deliverable, (FIRST + 4, FIRST + 5), FIRST + 4)
    assert selected(pane) is not None, "nothing new was selected"
    desk.select(Deliverable, (FIRST + 4, FIRST + 7), FIRST + 4)
    assert selected(pane) is None


def test_cells_stay_selected_while_their_rows_stay_together(open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    pane.table.select_cells(4, PLACE["stage"], 5, PLACE["score"])
    pane.filter_by(Filter("e"))
    pane.filter_by(Filter())
    assert selected(pane) == ([4, 5], ["stage", "score"])
    pane.sort_by(Sort("target"))
    assert selected(pane) is None
    assert set(desk.selection.ids) == {FIRST + 4, FIRST + 5}


def test_hidden_columns_are_no_part_of_a_range(qtbot: QtBot, open_pane: OpenPane) -> None:
    pane = open_pane()
    pane.show_column("score", on=False)
    go_to(pane, 1, "stage")
    qtbot.keyClick(pane.table, KEY.Key_Right, SHIFT)
    assert selected(pane) == ([1], ["stage", "gap"])


def test_the_footer_says_what_the_cells_come_to(qtbot: QtBot, open_pane: OpenPane) -> None:
    pane = open_pane()
    pane.table.select_cells(0, PLACE["effort"], 2, PLACE["effort"])
    qtbot.waitUntil(lambda: pane.footer.cells != "")
    assert pane.footer.cells == "3 cells, sum 15, average 5"
    assert "Selected: 3 cells" in pane.footer.accessibleName()
    pane.table.select_cells(0, PLACE["effort"], 2, PLACE["team"])
    qtbot.waitUntil(lambda: pane.footer.cells == "4 cells, effort sum 15, average 5")
    pane.table.select_cells(0, PLACE["title"], 2, PLACE["stage"])
    qtbot.waitUntil(lambda: pane.footer.cells == "6 cells")
    qtbot.keyClick(pane.table, KEY.Key_Escape)
    qtbot.waitUntil(lambda: pane.footer.cells == "")


def handle(pane: BacklogPane) -> QPoint:
    area: QRect = pane.table.area_of(pane.table.spread() or Spread(0, 0, 0, 0))
    return area.bottomRight()


def test_the_handle_copies_down_what_is_selected(open_pane: OpenPane, desk: Desk, done: list[str]) -> None:
    pane = open_pane()
    before = desk.portfolio
    pane.table.select_cells(1, PLACE["effort"], 2, PLACE["effort"])
    drag(pane, handle(pane), centre(pane, 6, "effort"))
    items = [desk.portfolio.deliverables[FIRST + n] for n in range(8)]
    assert [item.effort_likely for item in items] == [4.0, 5.0, 6.0, 5.0, 6.0, 5.0, 6.0, 11.0]
    assert (items[5].effort_low, items[5].effort_high) == (3.0, 10.0)
    assert done == ["Fill 4 cells"]
    assert selected(pane) == ([1, 2, 3, 4, 5, 6], ["effort"])
    desk.undo()
    assert desk.portfolio == before


def test_the_handle_copies_up_as_well(open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    go_to(pane, 5, "stage")
    stage = desk.portfolio.deliverables[FIRST + 5].stage
    drag(pane, handle(pane), centre(pane, 3, "stage"))
    assert [desk.portfolio.deliverables[FIRST + n].stage for n in (3, 4, 5)] == [stage] * 3


def test_escape_lets_go_of_the_handle(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    pane.table.select_cells(3, PLACE["stage"], 4, PLACE["stage"])
    viewport = pane.table.viewport()
    QTest.mousePress(viewport, LEFT, MODIFIER.NoModifier, handle(pane))
    QTest.mouseMove(viewport, centre(pane, 8, "stage"))
    qtbot.keyClick(pane.table, KEY.Key_Escape)
    QTest.mouseRelease(viewport, LEFT, MODIFIER.NoModifier, centre(pane, 8, "stage"))
    assert desk.document.undo_label is None
    assert selected(pane) == ([3, 4], ["stage"])


@pytest.mark.parametrize(("column", "carries"), [("rank", True), ("title", True), ("stage", False), ("effort", False)])
def test_an_item_is_carried_by_its_rank_and_its_title_alone(
    open_pane: OpenPane, monkeypatch: pytest.MonkeyPatch, column: str, carries: bool
) -> None:
    pane = open_pane()
    carried: list[tuple[int, ...]] = []
    monkeypatch.setattr(type(pane.table), "startDrag", lambda table, _actions: carried.append(table.selected()))
    drag(pane, centre(pane, 3, column), centre(pane, 5, column))
    assert carried == ([(FIRST + 3,)] if carries else [])
