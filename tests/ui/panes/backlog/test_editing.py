"""Cells edited by keyboard and mouse."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtWidgets import QApplication, QCalendarWidget, QWidget
from pytestqt.qtbot import QtBot

from deliverydesk.domain.values import Stage
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.panes.backlog.columns import COLUMNS, PLACE
from deliverydesk.ui.panes.backlog.editors import CellField, ChoiceField, DateField
from deliverydesk.ui.panes.backlog.filters import Filter
from deliverydesk.ui.panes.backlog.pane import BacklogPane
from deliverydesk.ui.panes.backlog.rows import Sort

FIRST = 100
KEY, MODIFIER = Qt.Key, Qt.KeyboardModifier
OpenPane = Callable[..., BacklogPane]


def editor_of(pane: BacklogPane) -> CellField:
    """The editor that is open."""
    field = QApplication.focusWidget()
    assert isinstance(field, CellField), field
    return field


def edit(
    qtbot: QtBot, pane: BacklogPane, row: int, column: str, words: str, key: Qt.Key | None = KEY.Key_Return
) -> None:
    pane.table.setCurrentIndex(pane.model.index(row, PLACE[column]))
    qtbot.keyClick(pane.table, KEY.Key_F2)
    field = editor_of(pane)
    field.selectAll()
    qtbot.keyClicks(field, words)
    if key is not None:
        qtbot.keyClick(field, key)


def test_f2_type_enter(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    edit(qtbot, pane, 2, "title", "Provider data, hourly")
    assert desk.portfolio.deliverables[FIRST + 2].title == "Provider data, hourly"
    assert desk.document.undo_label is not None
    qtbot.waitUntil(pane.table.hasFocus)


def test_enter_opens_the_cell_and_escape_leaves_it_as_it_was(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    pane.table.setCurrentIndex(pane.model.index(2, PLACE["title"]))
    qtbot.keyClick(pane.table, KEY.Key_Return)
    qtbot.keyClicks(editor_of(pane), "something else")
    qtbot.keyClick(editor_of(pane), KEY.Key_Escape)
    qtbot.waitUntil(pane.table.hasFocus)
    assert desk.portfolio.deliverables[FIRST + 2].title == "Provider data check"
    assert desk.document.undo_label is None


def test_typing_nothing_new_writes_nothing(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    pane.table.setCurrentIndex(pane.model.index(1, PLACE["effort"]))
    qtbot.keyClick(pane.table, KEY.Key_F2)
    qtbot.keyClick(editor_of(pane), KEY.Key_Return)
    assert desk.document.undo_label is None


def current(pane: BacklogPane) -> tuple[int, str]:
    """The row and the column of the active cell."""
    index = pane.table.currentIndex()
    return index.row(), COLUMNS[index.column()].key


def test_tab_goes_through_the_cells_that_can_be_edited_and_typing_replaces(
    qtbot: QtBot, open_pane: OpenPane, desk: Desk
) -> None:
    pane = open_pane()
    edit(qtbot, pane, 1, "title", "One", KEY.Key_Tab)
    assert current(pane) == (1, "stage")
    qtbot.keyClick(pane.table, KEY.Key_Tab)
    assert current(pane) == (1, "effort")
    qtbot.keyClicks(pane.table, "4")
    qtbot.keyClicks(editor_of(pane), "-9")
    qtbot.keyClick(editor_of(pane), KEY.Key_Backtab, MODIFIER.ShiftModifier)
    assert current(pane) == (1, "stage")
    item = desk.portfolio.deliverables[FIRST + 1]
    assert (item.title, item.effort_low, item.effort_high) == ("One", 4.0, 9.0)


def test_enter_after_tabs_goes_back_below_the_first_cell_of_the_run(qtbot: QtBot, open_pane: OpenPane) -> None:
    pane = open_pane()
    edit(qtbot, pane, 1, "stage", "Ready", KEY.Key_Tab)
    qtbot.keyClicks(pane.table, "3")
    qtbot.keyClick(editor_of(pane), KEY.Key_Tab)
    qtbot.keyClicks(pane.table, "D")
    qtbot.keyClicks(editor_of(pane), "ata")
    qtbot.keyClick(editor_of(pane), KEY.Key_Return)
    assert current(pane) == (2, "stage")
    qtbot.keyClick(pane.table, KEY.Key_Tab)
    qtbot.keyClick(pane.table, KEY.Key_Return)
    assert current(pane) == (3, "stage"), "also where the last cell was only passed"


def test_an_arrow_ends_the_run_of_tabs(qtbot: QtBot, open_pane: OpenPane) -> None:
    pane = open_pane()
    edit(qtbot, pane, 1, "stage", "Ready", KEY.Key_Tab)
    qtbot.keyClick(pane.table, KEY.Key_Down)
    qtbot.keyClicks(pane.table, "3")
    qtbot.keyClick(editor_of(pane), KEY.Key_Return)
    assert current(pane) == (3, "effort")


def test_enter_goes_down_and_with_shift_up(qtbot: QtBot, open_pane: OpenPane) -> None:
    pane = open_pane()
    edit(qtbot, pane, 1, "effort", "3")
    assert current(pane) == (2, "effort")
    qtbot.keyClicks(pane.table, "5")
    qtbot.keyClick(editor_of(pane), KEY.Key_Return, MODIFIER.ShiftModifier)
    assert current(pane) == (1, "effort")
    edit(qtbot, pane, 11, "effort", "3")
    assert current(pane) == (11, "effort"), "below the last row there is nothing"


def test_f2_has_the_caret_at_the_end_and_enter_selects_all(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    pane.table.setCurrentIndex(pane.model.index(2, PLACE["title"]))
    qtbot.keyClick(pane.table, KEY.Key_F2)
    assert (editor_of(pane).cursorPosition(), editor_of(pane).hasSelectedText()) == (19, False)
    qtbot.keyClicks(editor_of(pane), "ed")
    qtbot.keyClick(editor_of(pane), KEY.Key_Return)
    assert desk.portfolio.deliverables[FIRST + 2].title == "Provider data checked"
    qtbot.keyClick(pane.table, KEY.Key_Return)
    assert editor_of(pane).selectedText() == "Receipt photos"


def test_typing_over_a_cell_that_is_worked_out_looks_for_a_title(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    pane.table.setCurrentIndex(pane.model.index(0, PLACE["score"]))
    qtbot.keyClicks(pane.table, "rec")
    assert current(pane) == (3, "score")
    assert desk.document.undo_label is None


def test_ctrl_and_enter_sets_the_column_of_all_selected_rows(
    qtbot: QtBot, open_pane: OpenPane, desk: Desk, done: list[str]
) -> None:
    pane = open_pane()
    pane.table.select_cells(2, PLACE["stage"], 5, PLACE["stage"])
    before = desk.portfolio
    qtbot.keyClicks(pane.table, "C")
    qtbot.keyClicks(editor_of(pane), "ancelled")
    qtbot.keyClick(editor_of(pane), KEY.Key_Return, MODIFIER.ControlModifier)
    stages = [item.stage is Stage.CANCELLED for item in desk.portfolio.deliverables]
    assert stages == [False, False, True, True, True, True, *[False] * 6]
    assert current(pane) == (2, "stage")
    assert done == ["Set the stage of 4 deliverables to cancelled"]
    desk.undo()
    assert desk.portfolio == before


def test_ctrl_and_enter_that_is_refused_keeps_what_was_typed(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    pane.table.select_cells(2, PLACE["effort"], 5, PLACE["effort"])
    qtbot.keyClicks(pane.table, "x")
    qtbot.keyClick(editor_of(pane), KEY.Key_Return, MODIFIER.ControlModifier)
    assert editor_of(pane).text() == "x"
    assert "is no effort" in pane.table.delegate.note.words
    assert desk.document.undo_label is None


def test_tab_goes_on_from_a_field_whose_list_is_open(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    edit(qtbot, pane, 1, "stage", "Sha", key=None)
    completer = editor_of(pane).completer()
    assert completer is not None
    qtbot.waitUntil(completer.popup().isVisible)
    qtbot.keyClicks(editor_of(pane), "ping")
    qtbot.keyClick(completer.popup(), KEY.Key_Tab)
    assert current(pane) == (1, "effort")
    assert desk.portfolio.deliverables[FIRST + 1].stage is Stage.SHAPING


def test_tab_after_the_last_cell_goes_to_the_next_row(qtbot: QtBot, open_pane: OpenPane) -> None:
    pane = open_pane()
    edit(qtbot, pane, 1, "target", "6 Nov", KEY.Key_Tab)
    assert current(pane) == (2, "rank")


def test_tab_leaves_the_table_where_nothing_was_edited(qtbot: QtBot, open_pane: OpenPane) -> None:
    pane = open_pane()
    pane.table.setCurrentIndex(pane.model.index(1, PLACE["target"]))
    qtbot.keyClick(pane.table, KEY.Key_Tab)
    assert not pane.table.hasFocus()


@pytest.mark.parametrize(
    ("column", "typed", "words"),
    [
        ("effort", "lots", "is no effort"),
        ("target", "soon", "is no date"),
        ("rank", "99", "Ranks go from 1 to 12"),
        ("product", "Payments", "no product called"),
        ("title", "   ", "needs a title"),
    ],
)
def test_a_refused_edit_says_why_and_keeps_what_was_typed(
    qtbot: QtBot, open_pane: OpenPane, desk: Desk, refusals: list[str], column: str, typed: str, words: str
) -> None:
    pane = open_pane()
    edit(qtbot, pane, 1, column, typed)
    field, note = editor_of(pane), pane.table.delegate.note
    assert field.text() == typed
    assert words in note.words
    qtbot.keyClicks(field, "x")
    assert note.words == ""
    qtbot.keyClick(field, KEY.Key_Escape)
    qtbot.waitUntil(pane.table.hasFocus)
    assert refusals == []
    assert desk.document.undo_label is None


def test_a_typed_rank_moves_the_item(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    edit(qtbot, pane, 9, "rank", "2")
    assert desk.portfolio.rank(FIRST + 9) == 2
    assert pane.table.current_id() == FIRST + 9


def test_a_choice_is_completed_from_the_list(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    edit(qtbot, pane, 1, "stage", "rele", None)
    field = editor_of(pane)
    assert isinstance(field, ChoiceField)
    completer = field.completer()
    assert completer.currentCompletion() == "Released"
    qtbot.keyClick(field, KEY.Key_Return)
    assert desk.portfolio.deliverables[FIRST + 1].stage is Stage.RELEASED


def test_choosing_from_the_open_list_keeps_it(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    pane.table.setCurrentIndex(pane.model.index(1, PLACE["stage"]))
    qtbot.keyClick(pane.table, KEY.Key_F2)
    field = editor_of(pane)
    assert isinstance(field, ChoiceField)
    field.show_all()
    popup = field.completer().popup()
    assert popup.model().rowCount() == len(Stage)
    qtbot.keyClick(popup, KEY.Key_Down)
    qtbot.keyClick(popup, KEY.Key_Return)
    assert desk.portfolio.deliverables[FIRST + 1].stage is Stage.IDEA


def test_the_calendar_gives_a_date(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    pane.table.setCurrentIndex(pane.model.index(1, PLACE["target"]))
    qtbot.keyClick(pane.table, KEY.Key_F2)
    field = editor_of(pane)
    assert isinstance(field, DateField)
    field.show_calendar()
    assert field.calendar is not None
    sheet = field.calendar.findChild(QCalendarWidget)
    assert sheet.selectedDate() == QDate(2026, 9, 2)
    sheet.activated.emit(QDate(2026, 10, 5))
    assert field.text() == "5 Oct 2026"
    qtbot.keyClick(field, KEY.Key_Return)
    assert desk.portfolio.deliverables[FIRST + 1].target_date == date(2026, 10, 5)


def test_a_click_elsewhere_keeps_what_was_typed(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    edit(qtbot, pane, 1, "title", "Kept", None)
    rect = pane.table.visualRect(pane.model.index(6, PLACE["title"]))
    qtbot.mouseClick(pane.table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert desk.portfolio.deliverables[FIRST + 1].title == "Kept"


def test_a_click_elsewhere_with_a_bad_value_says_why_and_changes_nothing(
    qtbot: QtBot, open_pane: OpenPane, desk: Desk, refusals: list[str]
) -> None:
    pane = open_pane()
    edit(qtbot, pane, 1, "effort", "lots", None)
    pane.filters.search.setFocus()
    assert len(refusals) == 1
    assert "is no effort" in refusals[0]
    assert desk.document.undo_label is None


def test_an_edit_that_filters_its_row_out_lets_it_go(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    pane.filter_by(Filter().with_values("stage", ["ready"]))
    edit(qtbot, pane, 1, "stage", "Cancelled")
    assert list(pane.model.rows.ids) == [FIRST + 1, FIRST + 9]
    desk.undo()
    assert list(pane.model.rows.ids) == [FIRST + 1, FIRST + 5, FIRST + 9]


def test_what_is_typed_survives_a_change_from_elsewhere(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    from deliverydesk.actions import backlog

    pane = open_pane()
    edit(qtbot, pane, 3, "title", "Half typed", None)
    desk.do(lambda p: backlog.edit_deliverables(p, [FIRST + 3], {"owner": "Somebody"}))
    assert editor_of(pane).text() == "Half typed"
    qtbot.keyClick(editor_of(pane), KEY.Key_Return)
    item = desk.portfolio.deliverables[FIRST + 3]
    assert (item.title, item.owner) == ("Half typed", "Somebody")


def test_an_edit_goes_to_its_item_though_the_rows_moved_meanwhile(
    qtbot: QtBot, open_pane: OpenPane, desk: Desk
) -> None:
    from deliverydesk.actions import backlog

    pane = open_pane()
    edit(qtbot, pane, 3, "title", "Mine", None)
    desk.do(lambda p: backlog.move_deliverables(p, [FIRST + 3], 9))
    field: QWidget | None = QApplication.focusWidget()
    if isinstance(field, CellField):
        qtbot.keyClick(field, KEY.Key_Return)
    titles = {item.id: item.title for item in desk.portfolio.deliverables}
    assert titles[FIRST + 3] == "Mine"
    assert list(titles.values()).count("Mine") == 1


def test_a_double_click_edits_and_a_choice_shows_its_list(qtbot: QtBot, open_pane: OpenPane) -> None:
    pane = open_pane()
    place: QPoint = pane.table.visualRect(pane.model.index(1, PLACE["stage"])).center()
    qtbot.mouseClick(pane.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(pane.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    field = pane.table.viewport().findChild(ChoiceField)
    assert field is not None
    assert field.completer().popup().isVisible()
    qtbot.keyClick(field.completer().popup(), KEY.Key_Escape)


def test_a_sorted_view_keeps_the_row_under_the_hand(qtbot: QtBot, open_pane: OpenPane) -> None:
    pane = open_pane()
    pane.sort_by(Sort("title"))
    first = pane.model.id_at(0)
    edit(qtbot, pane, 0, "title", "Zzz")
    assert pane.model.id_at(0) == first
    assert pane.filters.sorting is not None
    assert "changed since" in pane.filters.sorting.accessibleName()
    qtbot.mouseClick(pane.filters.sorting, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    assert pane.model.id_at(11) == first
