"""The pane as a whole: selection, typing, pasting, sheets, undo, and what it loads when."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from deliverydesk.actions import records
from deliverydesk.charts.spec import ChartSpec
from deliverydesk.charts.table import TableData
from deliverydesk.domain.entities import Contribution, Deliverable, FormerTarget, Measurement, Outcome
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Direction
from deliverydesk.ui.panes.outcomes.compare_sheet import CompareSheet
from deliverydesk.ui.panes.outcomes.deliverable_sheet import DeliverableSheet, DeliverablesModel
from deliverydesk.ui.panes.outcomes.outcome_sheet import OutcomeSheet
from deliverydesk.ui.panes.outcomes.paste_sheet import PasteSheet
from deliverydesk.ui.theme import apply_theme
from tests.ui.panes.outcomes.conftest import TODAY, Pane

SOLVED = "Solved at first contact"


def type_into(qtbot: QtBot, pane: Pane, words: str, end: Qt.Key) -> None:
    """Type as a person does: the first key opens the cell."""
    view = pane.pane.readings
    qtbot.keyClicks(view, words[0])
    qtbot.keyClicks(open_editor(), words[1:])
    qtbot.keyClick(open_editor(), end)


def open_editor() -> QLineEdit:
    """The cell being edited."""
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    return editor


# -- typing --------------------------------------------------------------------------------------------------


def test_a_reading_is_typed_with_tab_and_enter(qtbot: QtBot, pane: Pane) -> None:
    outcome = pane.show(SOLVED)
    pane.pane.commands["add_reading"].trigger()
    type_into(qtbot, pane, "18 Aug", Qt.Key.Key_Tab)
    assert pane.pane.readings.currentIndex().column() == 1
    qtbot.keyClicks(open_editor(), "61,7")
    qtbot.keyClick(open_editor(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(pane.portfolio.measurements_of(outcome.id)) == 15)
    newest = pane.portfolio.measurements_of(outcome.id)[-1]
    assert (newest.date, newest.value) == (date(2026, 8, 18), 61.7)
    assert pane.desk.document.undo_label == "record 61.7 for “Solved at first contact” on 18 Aug 2026"
    assert pane.pane.readings.currentIndex().row() == pane.pane.readings_model.entry_row
    place = pane.pane.board.rows.place(outcome.id)
    assert place is not None
    assert pane.pane.board.rows.index(place, 3).data() == "61.7"
    pane.desk.undo()
    assert pane.pane.board.rows.index(pane.pane.board.rows.place(outcome.id) or 0, 3).data() == "61.1"


def test_enter_after_an_edit_goes_down_a_row(qtbot: QtBot, pane: Pane) -> None:
    outcome = pane.show(SOLVED)
    pane.pane.detail.show_panel("readings")
    first = pane.portfolio.measurements_of(outcome.id)[0]
    pane.pane.readings.go_to(first.id)
    type_into(qtbot, pane, "60.5", Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: pane.portfolio.measurements[first.id].value == 60.5)
    assert pane.pane.readings.currentIndex().row() == 1


def test_leaving_the_row_records_it(qtbot: QtBot, pane: Pane) -> None:
    outcome = pane.show(SOLVED)
    pane.pane.commands["add_reading"].trigger()
    qtbot.keyClick(pane.pane.readings, Qt.Key.Key_Right)
    type_into(qtbot, pane, "62.5", Qt.Key.Key_Tab)
    assert pane.portfolio.measurements_of(outcome.id)[-1].value == 61.1
    qtbot.keyClick(open_editor(), Qt.Key.Key_Escape)
    qtbot.keyClick(pane.pane.readings, Qt.Key.Key_Up)
    assert pane.portfolio.measurements_of(outcome.id)[-1].value == 62.5
    assert pane.portfolio.measurements_of(outcome.id)[-1].date == TODAY


def test_delete_removes_the_selected_readings_in_one_step(qtbot: QtBot, pane: Pane) -> None:
    outcome = pane.show(SOLVED)
    pane.pane.detail.show_panel("readings")
    view = pane.pane.readings
    view.go_to(pane.portfolio.measurements_of(outcome.id)[0].id)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert len(pane.portfolio.measurements_of(outcome.id)) == 12
    pane.desk.undo()
    assert len(pane.portfolio.measurements_of(outcome.id)) == 14


# -- pasting -------------------------------------------------------------------------------------------------


def clipboard(words: str) -> None:
    QGuiApplication.clipboard().setText(words)


def test_a_plain_paste_is_recorded_at_once_in_one_step(qtbot: QtBot, pane: Pane) -> None:
    outcome = pane.show("Nurse calls avoided")
    pane.pane.detail.show_panel("readings")
    clipboard("Date\tValue\n03.08.2026\t3,5\n17.08.2026\t4,0")
    qtbot.keyClick(pane.pane.readings, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [m.value for m in pane.portfolio.measurements_of(outcome.id)] == [1, 2, 3.5, 4]
    assert pane.done == ["Record 2 measurements of “Nurse calls avoided”"]
    pane.desk.undo()
    assert len(pane.portfolio.measurements_of(outcome.id)) == 2


def test_the_keys_of_paste_work_in_the_whole_pane(qtbot: QtBot, pane: Pane) -> None:
    outcome = pane.show("Nurse calls avoided")
    pane.pane.board.setFocus()
    clipboard("2026-08-17\t4")
    qtbot.keyClick(pane.pane.board, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(pane.portfolio.measurements_of(outcome.id)) == 3


def test_a_paste_with_problems_names_them_and_records_nothing_unasked(qtbot: QtBot, pane: Pane) -> None:
    outcome = pane.show("Nurse calls avoided")
    clipboard("Date\tValue\n2026-08-03\t3.5\nsoon\t4\n2026-08-17\tmany")
    pane.pane.commands["paste"].trigger()
    sheet = pane.pane.gestures.sheet
    assert isinstance(sheet, PasteSheet)
    listed = [sheet.problems.item(at).text() for at in range(sheet.problems.count())]
    assert listed[0].startswith("Row 3, Date: “soon”")
    assert listed[1].startswith("Row 4, Value: “many”")
    assert len(pane.portfolio.measurements_of(outcome.id)) == 2
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert len(pane.portfolio.measurements_of(outcome.id)) == 2
    pane.pane.commands["paste"].trigger()
    again = pane.pane.gestures.sheet
    assert isinstance(again, PasteSheet)
    qtbot.mouseClick(again.confirm, Qt.MouseButton.LeftButton)
    assert [m.value for m in pane.portfolio.measurements_of(outcome.id)] == [1, 2, 3.5]


def test_enter_on_the_list_of_problems_records_and_on_a_button_presses_it(qtbot: QtBot, pane: Pane) -> None:
    outcome = pane.show("Nurse calls avoided")

    def press(focus: Callable[[PasteSheet], QWidget], key: Qt.Key) -> None:
        pane.pane.gestures.paste("Date\tValue\n2026-08-03\t3.5\nsoon\t4")
        sheet = pane.pane.gestures.sheet
        assert isinstance(sheet, PasteSheet)
        focus(sheet).setFocus()
        qtbot.keyClick(focus(sheet), key)
        assert not sheet.isVisible()

    def nothing(sheet: PasteSheet) -> QWidget:
        return next(button for button in sheet.findChildren(QPushButton) if button.text() == "Record nothing")

    press(nothing, Qt.Key.Key_Return)
    assert len(pane.portfolio.measurements_of(outcome.id)) == 2
    press(lambda sheet: sheet.problems, Qt.Key.Key_Enter)
    assert [m.value for m in pane.portfolio.measurements_of(outcome.id)] == [1, 2, 3.5]


def test_a_paste_over_readings_that_are_there_asks_first(pane: Pane) -> None:
    outcome = pane.show(SOLVED)
    pane.pane.gestures.paste("2026-08-13\t64\n2026-08-14\t65")
    sheet = pane.pane.gestures.sheet
    assert isinstance(sheet, PasteSheet)
    assert "1 reading of a day that has one already will be replaced" in sheet.summary.text()
    assert pane.portfolio.measurements_of(outcome.id)[-1].value == 61.1


def test_dates_that_could_be_two_are_chosen_by_the_person(pane: Pane) -> None:
    outcome = pane.show("Nurse calls avoided")
    pane.pane.gestures.paste("03/04/2026\t1\n05/06/2026\t2")
    sheet = pane.pane.gestures.sheet
    assert isinstance(sheet, PasteSheet)
    sheet.dates.setCurrentText("mm/dd/yyyy")
    sheet.confirm.click()
    assert pane.portfolio.measurements_of(outcome.id)[0].date == date(2026, 3, 4)


def test_a_paste_of_something_else_is_refused_with_a_sentence(pane: Pane) -> None:
    pane.pane.gestures.paste("hello")
    assert pane.refusals == ["That is one column. Copy two, date and value, and paste them here."]


# -- selection -----------------------------------------------------------------------------------------------


def test_a_deliverable_selected_elsewhere_lights_up_its_outcomes(pane: Pane) -> None:
    chat = next(item for item in pane.portfolio.deliverables if item.title == "Ask-a-nurse chat")
    pane.show("Renewal rate")
    pane.desk.select(Deliverable, (chat.id,))
    lit = {pane.portfolio.outcomes[outcome].name for outcome in pane.pane.board.rows.lit}
    assert lit == {SOLVED, "Nurse calls avoided"}
    assert pane.pane.current == pane.outcome(SOLVED).id
    assert pane.desk.selection.entity_type is Deliverable, "following a selection selects nothing itself"


def test_moving_in_the_scoreboard_selects_the_outcome_everywhere(qtbot: QtBot, pane: Pane) -> None:
    board = pane.pane.board
    pane.pane.sort_by("", descending=False)
    board.setFocus()
    board.set_current(board.rows.outcome(0))
    qtbot.keyClick(board, Qt.Key.Key_Down)
    assert pane.desk.selection.entity_type is Outcome
    assert pane.desk.selection.current == board.rows.outcome(1) == pane.pane.current
    qtbot.mouseClick(board.viewport(), Qt.MouseButton.LeftButton, pos=board.visualRect(board.rows.index(4, 0)).center())
    assert pane.desk.selection.current == pane.outcome("Correct directory listings").id
    shown = {each.key: each.value for each in pane.pane.detail.figures.figures}
    assert shown["freshness"] == "41 days ago"


def test_a_click_on_a_header_sorts_and_a_third_gives_the_order_back(qtbot: QtBot, pane: Pane) -> None:
    board = pane.pane.board
    header = board.horizontalHeader()
    first = board.rows.outcome(0)
    at = QPoint(header.sectionViewportPosition(0) + 20, 12)
    names = []
    for _ in range(3):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
        names.append(pane.portfolio.outcomes[board.rows.outcome(0)].name)
    assert names == ["Bookings after a search", "Solved at first contact", pane.portfolio.outcomes[first].name]
    assert board.rows.sort_key == "trouble"


# -- outcomes and what moves them ----------------------------------------------------------------------------


def test_an_outcome_is_added_by_its_sheet(qtbot: QtBot, pane: Pane) -> None:
    pane.pane.commands["new"].trigger()
    sheet = pane.pane.gestures.sheet
    assert isinstance(sheet, OutcomeSheet)
    qtbot.keyClicks(sheet.name, "Letters read")
    qtbot.keyClicks(sheet.unit, "%")
    qtbot.keyClicks(sheet.baseline, "12,5")
    qtbot.keyClicks(sheet.target, "ten")
    sheet.confirm.click()
    assert sheet.problem.text() == "Target: “ten” is no number. Write it as 61.2 or 61,2."
    sheet.target.setText("10")
    sheet.confirm.click()
    assert "is to go up from 12.5" in sheet.problem.text(), "rules are said in the sheet, which stays"
    sheet.target.setText("40")
    sheet.due.setText("31.12.2026")
    qtbot.keyClick(sheet.due, Qt.Key.Key_Return)
    made = pane.outcome("Letters read")
    assert (made.baseline, made.target, made.due) == (12.5, 40, date(2026, 12, 31))
    assert pane.pane.current == made.id
    assert pane.pane.detail.chart.empty.missing.text() == "No readings yet"
    assert pane.desk.document.undo_label == "add outcome “Letters read”"


def test_editing_changes_only_what_was_changed(pane: Pane) -> None:
    before = pane.show("Crash-free sessions")
    pane.pane.commands["edit"].trigger()
    sheet = pane.pane.gestures.sheet
    assert isinstance(sheet, OutcomeSheet)
    assert sheet.hold_low.isVisible()
    assert not sheet.target.isVisible()
    sheet.hold_low.setText("99.4")
    sheet.confirm.click()
    after = pane.outcome("Crash-free sessions")
    assert after.hold_low == 99.4
    assert after.direction is Direction.HOLD
    assert pane.desk.document.undo_label == "set the lower bound of “Crash-free sessions” to 99.4"
    pane.desk.undo()
    assert pane.outcome("Crash-free sessions") == before


def test_saving_unchanged_settings_leaves_no_step(pane: Pane) -> None:
    pane.show(SOLVED)
    pane.pane.commands["edit"].trigger()
    sheet = pane.pane.gestures.sheet
    assert isinstance(sheet, OutcomeSheet)
    sheet.confirm.click()
    assert pane.desk.document.undo_label is None


def test_deleting_an_outcome_takes_its_readings_and_comes_back_whole(pane: Pane) -> None:
    before = pane.portfolio
    outcome = pane.show(SOLVED)
    pane.pane.commands["delete"].trigger()
    assert outcome.id not in pane.portfolio.outcomes
    assert not pane.portfolio.measurements.by("outcome", outcome.id)
    assert pane.pane.current in pane.portfolio.outcomes
    pane.desk.undo()
    assert pane.portfolio == before


def test_deliverables_are_added_and_removed(qtbot: QtBot, pane: Pane) -> None:
    outcome = pane.show(SOLVED)
    pane.pane.commands["add_movers"].trigger()
    sheet = pane.pane.gestures.sheet
    assert isinstance(sheet, DeliverableSheet)
    qtbot.keyClicks(sheet.search, "receipt")
    qtbot.keyClick(sheet.search, Qt.Key.Key_Return)
    added = pane.portfolio.contributions.by("outcome", outcome.id)[-1]
    assert pane.portfolio.deliverables[added.deliverable].title == "Receipt photos"
    movers = pane.pane.movers
    row = next(at for at in range(8) if movers.rows.mover(at).id == added.id)
    movers.select_row(row)
    assert pane.desk.selection.ids == (added.deliverable,)
    qtbot.keyClick(movers, Qt.Key.Key_Delete)
    assert added.id not in pane.portfolio.contributions
    assert pane.desk.document.undo_label == "no longer let “Receipt photos” move “Solved at first contact”"


def test_what_is_selected_stays_so_while_other_titles_are_searched(qtbot: QtBot, pane: Pane) -> None:
    pane.show("Renewal rate")
    pane.pane.commands["add_movers"].trigger()
    sheet = pane.pane.gestures.sheet
    assert isinstance(sheet, DeliverableSheet)
    shown = sheet.list.model().rowCount()
    place = sheet.list.visualRect(sheet.list.model().index(1, 0)).center()
    qtbot.mouseClick(sheet.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    chosen = sheet.chosen()
    assert len(chosen) == 1
    title = pane.portfolio.deliverables[chosen[0]].title
    qtbot.keyClicks(sheet.search, title[:3])
    assert sheet.chosen() == chosen
    assert sheet.list.model().rowCount() < shown
    sheet.search.clear()
    assert (sheet.chosen(), sheet.list.model().rowCount()) == (chosen, shown)
    qtbot.keyClicks(sheet.search, "no such title")
    assert (sheet.chosen(), sheet.confirm.isEnabled()) == ([], False)


def test_of_many_deliverables_few_are_read(qtbot: QtBot, pane: Pane, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    look = DeliverablesModel.data

    def data(model: DeliverablesModel, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        read.append(index.row())
        return look(model, index, role)

    monkeypatch.setattr(DeliverablesModel, "data", data)
    pane.show(SOLVED)
    pane.pane.commands["add_movers"].trigger()
    sheet = pane.pane.gestures.sheet
    assert isinstance(sheet, DeliverableSheet)
    qtbot.waitUntil(lambda: bool(read))
    assert len(set(read)) < sheet.list.model().rowCount()


# -- states --------------------------------------------------------------------------------------------------


def test_nothing_yet_says_what_to_do(qtbot: QtBot, open_pane: Callable[..., Pane]) -> None:
    empty = open_pane(Portfolio())
    qtbot.waitUntil(empty.pane.nothing.isVisible)
    empty.pane.nothing.button.click()
    assert isinstance(empty.pane.gestures.sheet, OutcomeSheet)


def test_an_outcome_without_readings_leads_to_the_grid(pane: Pane) -> None:
    outcome = pane.show(SOLVED)
    ids = [m.id for m in pane.portfolio.measurements_of(outcome.id)]
    pane.desk.do(lambda p: records.delete(p, Measurement, ids))
    assert pane.pane.detail.chart.empty.isVisible()
    pane.pane.detail.chart.empty.button.click()
    assert pane.pane.detail.panel == "readings"
    assert pane.pane.readings.currentIndex().row() == 0


def test_one_reading_is_a_chart_already(pane: Pane) -> None:
    outcome = pane.show("Nurse calls avoided")
    first = pane.portfolio.measurements_of(outcome.id)[0].id
    pane.desk.do(lambda p: records.delete(p, Measurement, [first]))
    assert pane.pane.detail.chart.plot is not None
    assert pane.pane.detail.chart.plot.isVisible()


def test_a_narrow_pane_shows_one_thing_at_a_time_a_wide_one_two(open_pane: Callable[..., Pane]) -> None:
    narrow, wide = open_pane(width=420), open_pane(width=900)
    for each in (narrow, wide):
        each.pane.detail.show_panel("readings")
        assert each.pane.readings.isVisible()
    assert not narrow.pane.detail.chart.isVisible()
    assert wide.pane.detail.chart.isVisible()
    assert narrow.pane.width() == 420


def test_a_low_pane_has_the_scoreboard_beside_the_chart_a_high_one_below(
    qtbot: QtBot, open_pane: Callable[..., Pane]
) -> None:
    opened = open_pane(width=730, height=430)
    detail, board = opened.pane.detail, opened.pane.board
    assert board.mapTo(opened.pane, QPoint()).x() > detail.width() - 5
    assert detail.chart.height() > 180
    opened.window.resize(730, 800)
    qtbot.waitUntil(lambda: board.mapTo(opened.pane, QPoint()).x() == 0)
    assert detail.chart.height() > 220
    assert board.height() > 150


def test_the_view_is_remembered(open_pane: Callable[..., Pane]) -> None:
    first = open_pane()
    first.show("Renewal rate")
    first.pane.detail.show_panel("movers")
    first.pane.commands["sort_progress"].trigger()
    first.pane.commands["legend"].trigger()
    state = first.pane.save_state()
    second = open_pane()
    second.pane.restore_state(state)
    assert second.pane.save_state() | {"split": []} == state | {"split": []}
    second.pane.restore_state({"outcome": 10**9, "panel": 5, "split": "x", "sort": "no such"})
    assert second.pane.detail.panel == ""


def test_work_elsewhere_leaves_the_zoom_alone(pane: Pane) -> None:
    plot = pane.pane.detail.chart.plot
    assert plot is not None
    plot.zoom(2)
    before = plot.view_range()
    chat = next(item for item in pane.portfolio.deliverables if item.title == "Ask-a-nurse chat")
    pane.desk.do(lambda p: records.edit(p, Deliverable, [chat.id], {"planned_end": date(2026, 10, 23)}))
    assert plot.view_range() == before
    pane.desk.do(
        lambda p: records.edit(p, Contribution, [p.contributions.by("deliverable", chat.id)[0].id], {"lag_days": 9})
    )
    assert plot.view_range() == before
    pane.show("Renewal rate")
    assert not plot.is_zoomed()


def test_what_can_be_exported_is_what_is_seen(pane: Pane) -> None:
    pane.show("Renewal rate")
    chart, board = pane.pane.exportables()
    made, table = chart.make(), board.make()
    assert isinstance(made, ChartSpec)
    assert made.title == "Renewal rate"
    assert "Larkfield Health" in made.source
    assert isinstance(table, TableData)
    assert len(table.rows) == 12
    outcome, delivery = next(row[-5:-3] for row in table.rows if row[1] == "Solved at first contact")
    assert outcome == pytest.approx(100 / 110, abs=0.01)
    assert delivery == pytest.approx(43, abs=1)


def test_the_title_is_in_full_ink_while_the_pane_has_the_focus(qtbot: QtBot, pane: Pane) -> None:
    pane.pane.board.setFocus()
    assert pane.pane.header.title.property("role") == "text"
    pane.window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    pane.window.setFocus()
    assert pane.pane.header.title.property("role") == "text2"


def test_the_chart_follows_a_change_of_theme(qtbot: QtBot, pane: Pane) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, "light")
    light = pane.pane.grab().toImage().pixelColor(20, 300)
    try:
        apply_theme(app, "dark")
        qtbot.waitUntil(lambda: pane.pane.grab().toImage().pixelColor(20, 300).lightness() < 60)
        line = pane.pane.detail.chart.plot.curves()[-1].opts["pen"]  # type: ignore[union-attr]
        assert line.color().lightness() > 180
    finally:
        apply_theme(app, "light")
    assert light.lightness() > 200


def test_after_its_end_nothing_brings_the_chart_back(pane: Pane) -> None:
    pane.pane.shut_down()
    pane.show("Renewal rate")
    assert pane.pane.detail.chart.plot is None


def test_every_command_has_words_and_a_name(pane: Pane) -> None:
    listed = [action for _, actions in pane.pane.command_groups() for action in actions if action is not None]
    made = [*pane.pane.commands.by_name.values(), *filter(None, pane.pane.views.actions())]
    assert {action.objectName() for action in listed} == {action.objectName() for action in made}
    assert all(action.text() and action.objectName().startswith("outcomes.") for action in listed)
    keys = [action.shortcut().toString() for action in listed if not action.shortcut().isEmpty()]
    assert len(keys) == len(set(keys))


_LAZY = """
import sys
from datetime import date
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
from deliverydesk.document.memory import MemoryDocument
from deliverydesk.importers.sample import sample_portfolio
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.theme import apply_theme, current_theme
from deliverydesk.ui.panes.outcomes.pane import OutcomesPane
apply_theme(app, "light")
desk = Desk(MemoryDocument(sample_portfolio(date.today())))
pane = OutcomesPane(desk, current_theme())
window = QMainWindow()
window.setCentralWidget(pane)
window.show()
window.grab()
heavy = {"numpy", "pyqtgraph"} & sys.modules.keys()
assert not heavy, heavy
while pane.detail.chart.plot is None:
    app.processEvents()
assert "pyqtgraph" in sys.modules
window.close()
app.quit()
app.aboutToQuit.emit()
print("closed in order")
"""


def test_pyqtgraph_waits_for_the_first_paint_and_leaves_in_order() -> None:
    done = subprocess.run([sys.executable, "-c", _LAZY], capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr
    assert "closed in order" in done.stdout


# -- targets that change -------------------------------------------------------------------------------------


def edited(qtbot: QtBot, pane: Pane, target: str) -> OutcomeSheet:
    pane.pane.commands["edit"].trigger()
    sheet = pane.pane.gestures.sheet
    assert isinstance(sheet, OutcomeSheet)
    assert not sheet.step.isVisible()
    sheet.target.selectAll()
    qtbot.keyClicks(sheet.target, target)
    return sheet


def steps_of_solved(pane: Pane) -> tuple[FormerTarget, ...]:
    outcome = next(each for each in pane.portfolio.outcomes if each.name == SOLVED)
    return pane.portfolio.former_targets.by("outcome", outcome.id)


def test_a_changed_target_asks_from_which_day_and_why_and_is_a_step(qtbot: QtBot, pane: Pane) -> None:
    outcome = pane.show(SOLVED)
    sheet = edited(qtbot, pane, "75")
    assert sheet.step.isVisible()
    sheet.step.since.selectAll()
    qtbot.keyClicks(sheet.step.since, "4 May 2026")
    qtbot.keyClicks(sheet.step.reason, "the board wants more")
    qtbot.mouseClick(sheet.confirm, Qt.MouseButton.LeftButton)
    (former,) = steps_of_solved(pane)
    assert (former.until, former.target, former.reason) == (date(2026, 5, 4), 72.0, "the board wants more")
    spec = pane.pane.exportables()[0].make()
    assert [series.name for series in spec.by_purpose("target")] == ["Target until 4 May 2026", "Target"]
    assert [series.name for series in spec.by_purpose("path")] == ["Required path until 4 May 2026", "Required path"]
    assert "the board wants more" in spec.footnotes[-1]
    pane.pane.commands["forget_step"].trigger()
    assert steps_of_solved(pane) == ()
    pane.desk.undo()
    pane.desk.undo()
    assert pane.portfolio.outcomes[outcome.id].target == 72.0


def test_a_typo_is_corrected_without_a_step(qtbot: QtBot, pane: Pane) -> None:
    outcome = pane.show(SOLVED)
    sheet = edited(qtbot, pane, "73")
    sheet.step.typo.click()
    assert not sheet.step.since.isEnabled()
    qtbot.mouseClick(sheet.confirm, Qt.MouseButton.LeftButton)
    assert pane.portfolio.outcomes[outcome.id].target == 73.0
    assert steps_of_solved(pane) == ()
    assert pane.desk.document.undo_label is not None
    assert pane.desk.document.undo_label.endswith("as a correction")


def test_a_step_on_an_impossible_day_is_refused_and_nothing_is_lost(qtbot: QtBot, pane: Pane) -> None:
    pane.show(SOLVED)
    sheet = edited(qtbot, pane, "75")
    sheet.step.since.selectAll()
    qtbot.keyClicks(sheet.step.since, "2027-01-01")
    qtbot.mouseClick(sheet.confirm, Qt.MouseButton.LeftButton)
    assert "has not been yet" in sheet.problem.text()
    assert sheet.target.text() == "75"
    assert steps_of_solved(pane) == ()


def test_a_pasted_table_of_several_outcomes_goes_to_the_import(qtbot: QtBot, pane: Pane) -> None:
    pane.show("Nurse calls avoided")
    told: list[str] = []
    pane.pane.table_pasted.connect(told.append)
    wide = "Outcome\t2026-08-03\t2026-08-17\nRenewal rate\t86\t86.5\nNurse calls avoided\t3\t4"
    clipboard(wide)
    qtbot.keyClick(pane.pane.board, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert told == [wide]
    clipboard("Date\tRenewal rate\tNurse calls avoided\n2026-08-03\t86\t3\n2026-08-17\t86.5\t4")
    qtbot.keyClick(pane.pane.board, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(told) == 2
    clipboard("Date\tValue\n2026-08-17\t4")
    qtbot.keyClick(pane.pane.board, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(told) == 2, "two columns are readings of the current outcome"


# -- notes on points -----------------------------------------------------------------------------------------


def point_of(pane: Pane, place: int) -> QPoint:
    """Where a reading's point is in the chart."""
    plot = pane.pane.detail.chart.plot
    assert plot is not None
    frame = plot.frame
    assert frame is not None
    series = frame.spec.by_purpose("data")[0]
    return QPoint(round(frame.x(series.xs[place])), round(frame.y(series.ys[place] or 0.0)))


def test_a_note_is_written_by_a_double_click_on_its_point(qtbot: QtBot, pane: Pane) -> None:
    outcome = pane.show("Renewal rate")
    plot = pane.pane.detail.chart.plot
    assert plot is not None
    qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=point_of(pane, 3))
    qtbot.mouseDClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=point_of(pane, 3))
    note = pane.pane.gestures.note
    assert note.field.hasFocus()
    qtbot.keyClicks(note.field, "New letter to members")
    qtbot.keyClick(note.field, Qt.Key.Key_Return)
    reading = pane.portfolio.measurements_of(outcome.id)[3]
    assert reading.note == "New letter to members"
    assert pane.pane.detail.panel == "", "the click of the double click opened nothing"
    spec = pane.pane.exportables()[0].make()
    (ring,) = [series for series in spec.by_purpose("mark") if series.shape == "disc"]
    assert (ring.keys, ring.labels) == ((reading.id,), ("1",))
    assert spec.footnotes[0].startswith("1. ")
    assert spec.footnotes[0].endswith("New letter to members")
    assert spec.table.rows[3][3] == "1. New letter to members"
    pane.desk.undo()
    assert pane.portfolio.measurements[reading.id].note == ""


def test_enter_on_a_point_writes_its_note_and_escape_keeps_the_old_one(qtbot: QtBot, pane: Pane) -> None:
    outcome = pane.show("Renewal rate")
    plot = pane.pane.detail.chart.plot
    assert plot is not None
    plot.setFocus()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Return):
        qtbot.keyClick(plot, key)
    qtbot.keyClicks(pane.pane.gestures.note.field, "never mind")
    qtbot.keyClick(pane.pane.gestures.note.field, Qt.Key.Key_Escape)
    assert all(not reading.note for reading in pane.portfolio.measurements_of(outcome.id))


def test_a_click_on_a_point_shows_its_row(qtbot: QtBot, pane: Pane) -> None:
    outcome = pane.show("Renewal rate")
    plot = pane.pane.detail.chart.plot
    assert plot is not None
    qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=point_of(pane, 3))
    qtbot.waitUntil(lambda: pane.pane.detail.panel == "readings")
    reading = pane.pane.readings_model.reading(pane.pane.readings.currentIndex().row())
    assert reading == pane.portfolio.measurements_of(outcome.id)[3].id


# -- two over each other -------------------------------------------------------------------------------------


def test_a_second_outcome_is_drawn_over_the_current_one(qtbot: QtBot, pane: Pane) -> None:
    pane.show("Renewal rate")
    pane.pane.commands["compare"].trigger()
    sheet = pane.pane.gestures.sheet
    assert isinstance(sheet, CompareSheet)
    sheet.outcome.setCurrentIndex(sheet.outcome.findText("Days to pay a claim"))
    qtbot.mouseClick(sheet.confirm, Qt.MouseButton.LeftButton)
    made = pane.pane.exportables()[0].make()
    assert made.title == "Renewal rate and Days to pay a claim"
    plot = pane.pane.detail.chart.plot
    assert plot is not None
    assert len(plot.curves()) == 2
    qtbot.mouseMove(plot.viewport(), point_of(pane, 2))
    assert plot.hover is not None
    pane.show(SOLVED)
    assert pane.pane.exportables()[0].make().title == SOLVED
    pane.show("Renewal rate")
    pane.pane.commands["compare_none"].trigger()
    assert pane.pane.exportables()[0].make().title == "Renewal rate"


def test_what_cannot_be_indexed_says_so_in_the_sheet(qtbot: QtBot, pane: Pane) -> None:
    pane.show("Renewal rate")
    pane.pane.commands["compare"].trigger()
    sheet = pane.pane.gestures.sheet
    assert isinstance(sheet, CompareSheet)
    sheet.outcome.setCurrentIndex(sheet.outcome.findText("Crash-free sessions"))
    sheet.indexed.click()
    qtbot.mouseClick(sheet.confirm, Qt.MouseButton.LeftButton)
    assert "has no way" in sheet.problem.text()
    assert sheet.isVisible()
