"""The check-in by keyboard, clipboard and mouse: values recorded as one step, lines that lead to what they tell of."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication
from PySide6.QtWidgets import QApplication

from deliverydesk.actions import backlog, records
from deliverydesk.analysis.readiness.overtaking import overtakings
from deliverydesk.domain.entities import Deliverable, Product, Settings
from deliverydesk.ui import fonts
from deliverydesk.ui.window.main_window import MainWindow
from deliverydesk.ui.window.today.grid import Grid
from deliverydesk.ui.window.today.model import DATE, DAYS_ROLE, NAME, NOTE, OF, VALUE, GridModel
from deliverydesk.ui.window.today.sheet import TodaySheet
from tests.ui.window.conftest import TODAY, Desks, overlays, settle

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def weekly(window: MainWindow) -> MainWindow:
    """The sample, where everything is to be measured every three days."""
    products = [product.id for product in window.desk.portfolio.products]
    assert window.desk.do(lambda p: records.edit(p, Settings, [1], {"review_cadence_days": 3}))
    assert window.desk.do(lambda p: records.edit(p, Product, products, {"review_cadence_days": 3}))
    return window


def opened(desks: Desks, window: MainWindow) -> TodaySheet:
    desks.qtbot.keyClick(window, Qt.Key.Key_T, CTRL)
    settle()
    (sheet,) = overlays(window)
    assert isinstance(sheet, TodaySheet)
    return sheet


def type_in(desks: Desks, words: str, then: Qt.Key) -> None:
    """Type letter by letter into whatever has the focus."""
    for letter in words:
        desks.qtbot.keyClicks(QApplication.focusWidget(), letter)
    desks.qtbot.keyClick(QApplication.focusWidget(), then)
    settle()


def test_values_are_typed_with_tab_and_enter_and_recorded_as_one_step(desks: Desks, weekly: MainWindow) -> None:
    sheet = opened(desks, weekly)
    first, second = sheet.model.outcome(0), sheet.model.outcome(1)
    before = weekly.desk.portfolio
    type_in(desks, "12.5", Qt.Key.Key_Tab)
    type_in(desks, "17 Aug", Qt.Key.Key_Tab)
    type_in(desks, "counted by hand", Qt.Key.Key_Tab)
    type_in(desks, "7", Qt.Key.Key_Return)
    assert sheet.record.text() == "Record 2 readings"
    desks.qtbot.mouseClick(sheet.record, Qt.MouseButton.LeftButton)
    portfolio = weekly.desk.portfolio
    one, two = portfolio.measurements_of(first)[-1], portfolio.measurements_of(second)[-1]
    assert (one.value, one.date, one.note) == (12.5, date(2026, 8, 17), "counted by hand")
    assert (two.value, two.date) == (7.0, TODAY)
    assert sheet.model.index(1, NAME).data(DAYS_ROLE) == 0, "the disc is as fresh as the value"
    assert sheet.isVisible()
    desks.qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    weekly.desk.undo()
    assert weekly.desk.portfolio == before


def test_values_are_pasted_from_a_spreadsheet_by_place_and_by_name(desks: Desks, weekly: MainWindow) -> None:
    sheet = opened(desks, weekly)
    QGuiApplication.clipboard().setText("1,5\t2026-08-18\r\n2\t\r\n3\r\n")
    desks.qtbot.keyClick(sheet.grid, Qt.Key.Key_V, CTRL)
    assert sheet.record.text() == "Record 3 readings"
    name = weekly.desk.portfolio.outcomes[sheet.model.outcome(4)].name
    QGuiApplication.clipboard().setText(f"{name}\t44\t2026-08-16\n")
    desks.qtbot.keyClick(sheet.grid, Qt.Key.Key_V, CTRL)
    (reading,) = sheet.model.readings()[sheet.model.outcome(4)]
    assert (reading.value, reading.date) == (44.0, date(2026, 8, 16))


def test_a_block_is_pasted_into_the_grid_while_a_cell_is_being_typed_into(desks: Desks, weekly: MainWindow) -> None:
    sheet = opened(desks, weekly)
    type_in(desks, "1", Qt.Key.Key_Return)
    desks.qtbot.keyClicks(QApplication.focusWidget(), "9")
    field = QApplication.focusWidget()
    assert field.objectName() == "today.editor"
    QGuiApplication.clipboard().setText('2,5\t2026-08-18\t"said\tso"\n3\n')
    desks.qtbot.keyClick(field, Qt.Key.Key_V, CTRL)
    settle()
    readings = sheet.model.readings()
    first, second, third = (readings[sheet.model.outcome(row)][0] for row in range(3))
    assert (first.value, second.value, second.date, third.value) == (1.0, 2.5, date(2026, 8, 18), 3.0)
    assert second.note == "said so" or second.note == "said\tso"
    QGuiApplication.clipboard().setText("17")
    type_in(desks, "", Qt.Key.Key_Down)
    desks.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_V, CTRL)
    desks.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle()
    assert sheet.model.readings()[sheet.model.outcome(2)][0].value == 17.0, "one value is the field's own affair"


def test_enter_goes_down_to_where_tab_began(desks: Desks, weekly: MainWindow) -> None:
    sheet = opened(desks, weekly)
    type_in(desks, "1", Qt.Key.Key_Tab)
    type_in(desks, "", Qt.Key.Key_Tab)
    type_in(desks, "counted", Qt.Key.Key_Return)
    type_in(desks, "2", Qt.Key.Key_Return)
    assert [sheet.model.index(row, VALUE).data() for row in range(2)] == ["1", "2"]
    assert (sheet.grid.currentIndex().row(), sheet.grid.currentIndex().column()) == (2, VALUE)


def test_ctrl_enter_records_and_the_next_value_that_is_missing_is_typed_at_once(
    desks: Desks, weekly: MainWindow
) -> None:
    sheet = opened(desks, weekly)
    type_in(desks, "1", Qt.Key.Key_Return)
    desks.qtbot.keyClicks(QApplication.focusWidget(), "2")
    desks.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    settle()
    assert [sheet.model.index(row, NAME).data(DAYS_ROLE) for row in range(2)] == [0, 0]
    type_in(desks, "3", Qt.Key.Key_Return)
    assert sheet.model.index(2, VALUE).data() == "3"


def test_tab_goes_on_from_the_last_cell(desks: Desks, weekly: MainWindow) -> None:
    sheet = opened(desks, weekly)
    sheet.model.setData(sheet.model.index(0, VALUE), "3")
    sheet.grid.setCurrentIndex(sheet.model.index(sheet.model.rowCount() - 1, NOTE))
    type_in(desks, "", Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is sheet.record
    sheet.model.setData(sheet.model.index(0, VALUE), "")
    sheet.grid.setFocus()
    type_in(desks, "", Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is sheet.lines


def test_pasted_rows_that_found_no_outcome_are_told(desks: Desks, weekly: MainWindow) -> None:
    sheet = opened(desks, weekly)
    name = weekly.desk.portfolio.outcomes[sheet.model.outcome(1)].name
    QGuiApplication.clipboard().setText(f"{name}\t44\nNobody knows it\t5\n")
    desks.qtbot.keyClick(sheet.grid, Qt.Key.Key_V, CTRL)
    assert sheet.said.isVisible()
    assert sheet.said.text().startswith("1 pasted row found no outcome here")
    assert sheet.record.isEnabled(), "what found its place can be recorded"


def test_all_lines_can_be_reached(desks: Desks, weekly: MainWindow) -> None:
    weekly.resize(1366, 768)
    overdue = weekly.desk.portfolio.ranking.ids[:9]
    weekly.desk.do(lambda p: backlog.edit_deliverables(p, overdue, {"target_date": date(2026, 8, 1)}))
    sheet = opened(desks, weekly)
    assert sheet.lines.minimumHeight() <= sheet.lines.height() <= sheet.lines.maximumHeight()
    assert sheet.lines.geometry().top() - sheet.grid.geometry().bottom() < 24, "no void between the two"
    sheet.lines.scrollToBottom()
    last = sheet.lines.visualRect(sheet.lines.model().index(sheet.lines.model().rowCount() - 1, 0))
    assert sheet.lines.viewport().rect().contains(last)


def test_days_of_another_year_have_room(desks: Desks, weekly: MainWindow) -> None:
    portfolio = weekly.desk.portfolio
    model = GridModel(portfolio, [each.id for each in portfolio.outcomes], date(2027, 1, 18), weekly)
    grid = Grid(model, weekly)
    metrics = QFontMetricsF(fonts.font(fonts.CELL))
    days = [str(model.index(row, OF).data()) for row in range(model.rowCount())]
    assert any("2026" in words for words in days)
    assert max(map(metrics.horizontalAdvance, days)) <= grid.columnWidth(OF) - 18


@pytest.mark.parametrize(
    ("value", "day"), [("many", ""), ("1,234", ""), ("5", "1 Sep 2026"), ("5", "soon"), ("", "today")]
)
def test_what_cannot_be_is_said_and_nothing_is_recorded(desks: Desks, weekly: MainWindow, value: str, day: str) -> None:
    sheet = opened(desks, weekly)
    before = weekly.desk.portfolio
    sheet.model.setData(sheet.model.index(0, VALUE), value)
    sheet.model.setData(sheet.model.index(0, DATE), day)
    assert sheet.said.isVisible()
    assert sheet.said.text().startswith("“")
    assert not sheet.record.isEnabled()
    assert weekly.desk.portfolio is before


def test_what_is_typed_is_not_lost_by_escape_at_once(desks: Desks, weekly: MainWindow) -> None:
    sheet = opened(desks, weekly)
    sheet.model.setData(sheet.model.index(0, VALUE), "5")
    desks.qtbot.mouseClick(sheet.close_button, Qt.MouseButton.LeftButton)
    assert sheet.isVisible()
    assert "not recorded yet" in sheet.said.text()
    desks.qtbot.mouseClick(sheet.close_button, Qt.MouseButton.LeftButton)
    assert not overlays(weekly)


def test_escape_leaves_the_field_that_was_typed_into_and_else_the_sheet(desks: Desks, weekly: MainWindow) -> None:
    sheet = opened(desks, weekly)
    type_in(desks, "", Qt.Key.Key_Down)
    desks.qtbot.keyClicks(QApplication.focusWidget(), "9")
    type_in(desks, "", Qt.Key.Key_Escape)
    assert sheet.isVisible()
    assert not sheet.model.pending
    sheet.grid.setCurrentIndex(sheet.model.index(0, VALUE))
    assert QApplication.focusWidget().objectName() == "today.editor"
    type_in(desks, "", Qt.Key.Key_Escape)
    assert not overlays(weekly)


def test_a_line_leads_to_what_it_tells_of(desks: Desks, window: MainWindow) -> None:
    item = window.desk.portfolio.ranking[4]
    window.desk.do(lambda p: backlog.edit_deliverables(p, [item], {"target_date": date(2026, 8, 1)}))
    sheet = opened(desks, window)
    model = sheet.lines.model()
    assert "1 target date has passed" in sheet.summary.text()
    assert model.index(0, 0).data() == "Target dates that have passed"
    place = sheet.lines.visualRect(model.index(1, 0)).center()
    desks.qtbot.mouseClick(sheet.lines.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.desk.selection == (Deliverable, (item,), item)
    assert not overlays(window)


def test_what_was_done_since_the_last_look_is_listed(desks: Desks, window: MainWindow) -> None:
    opened(desks, window).reject()
    settle()
    item = window.desk.portfolio.ranking[0]
    window.desk.do(lambda p: backlog.edit_deliverables(p, [item], {"owner": "Somebody new"}))
    sheet = opened(desks, window)
    said = [sheet.lines.model().index(row, 0).data() for row in range(sheet.lines.model().rowCount())]
    assert any("Somebody new" in words for words in said)


def test_the_date_in_the_header_opens_it(desks: Desks, window: MainWindow) -> None:
    from PySide6.QtWidgets import QPushButton

    (date_button,) = [each for each in window.top_bar.findChildren(QPushButton) if "week" in each.text()]
    desks.qtbot.mouseClick(date_button, Qt.MouseButton.LeftButton)
    assert isinstance(overlays(window)[0], TodaySheet)


def test_an_empty_portfolio_has_nothing_to_look_at(desks: Desks, empty_file: Path) -> None:
    sheet = opened(desks, desks.open(empty_file))
    assert sheet.summary.text().startswith("There is nothing to look at yet")
    assert not sheet.grid.isVisible()
    assert not sheet.record.isVisible()


def test_read_only_has_no_grid(desks: Desks, sample_file: Path) -> None:
    sheet = opened(desks, desks.open(sample_file, read_only=True))
    assert not sheet.grid.isVisible()


def test_ready_work_that_outranks_work_in_flight_is_an_alarm(desks: Desks, window: MainWindow) -> None:
    found = overtakings(window.desk.portfolio, TODAY).overtakings
    assert len(found) > 5, "the sample has some"
    sheet = opened(desks, window)
    entries = sheet.lines.model().entries
    group = f"Ready work that outranks work in flight, the first 5 of {len(found)}"
    at = [each.words for each in entries].index(group)
    items = window.desk.portfolio.deliverables
    line = entries[at + 1]
    assert line.words == items[found[0].ready].title
    assert line.detail.endswith(f"“{items[found[0].in_flight].title}”")
    line.run()
    assert window.desk.selection.current == found[0].ready
