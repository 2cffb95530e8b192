"""The import sheet by mouse and keyboard: what it shows, what can be changed, and what it does to the file."""

import contextlib
import hashlib
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, QThreadPool, QTimer
from PySide6.QtWidgets import QComboBox, QMainWindow
from pytestqt.qtbot import QtBot

from deliverydesk.document.document import Document
from deliverydesk.importers.fields import FIELDS
from deliverydesk.importers.sample import sample_portfolio
from deliverydesk.storage import backups
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.dialogs.import_table import import_table
from deliverydesk.ui.dialogs.import_table.columns_model import BECOMES, READ_AS
from deliverydesk.ui.dialogs.import_table.reports import ReportSheet
from deliverydesk.ui.dialogs.import_table.sheet import ImportSheet
from deliverydesk.ui.dialogs.import_table.tables import PaintedTable
from deliverydesk.ui.widgets.progress import ProgressSheet
from deliverydesk.ui.widgets.sheet import Sheet
from deliverydesk.ui.widgets.toast import Toast

TABLE = """Summary;Product;Status;Due;Effort (days);Owner
Search in the archive;Claims;To do;03/09/2026;10;Ana
Shorter form;Claims;Someday maybe;14/09/2026;about ten;Ana
Letters by post;Claims;Done;28/09/2026;5;Ana
Renewal notice;Claims;To do;01/10/2026;15;Ana
Callback;Claims;To do;12/10/2026;20;Ana
;Claims;To do;13/10/2026;5;Ana
"""


class Window(QMainWindow):
    """As much of the main window as a sheet needs."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.desk = Desk(Document.create(path, sample_portfolio(date(2026, 8, 19))), self)
        self.toast = Toast(self)
        self.refusals: list[str] = []
        self.desk.refused.connect(self.refusals.append)
        self.resize(1300, 860)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    made = Window(tmp_path / "portfolio.ddesk")
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    QThreadPool.globalInstance().waitForDone()
    made.desk.document.close()


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "backlog.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


Open = Callable[[Path], ImportSheet]


@pytest.fixture
def opened(qtbot: QtBot, window: Window) -> Open:
    def call(path: Path) -> ImportSheet:
        import_table(window, window.desk, path)  # type: ignore[arg-type]
        qtbot.waitUntil(lambda: any(sheet.isVisible() for sheet in window.findChildren(ImportSheet)))
        qtbot.waitUntil(lambda: sum(sheet.isVisible() for sheet in window.findChildren(Sheet)) == 1)
        return next(sheet for sheet in window.findChildren(ImportSheet) if sheet.isVisible())

    return call


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def line(sheet: ImportSheet, name: str) -> int:
    return next(row for row, each in enumerate(sheet.columns.lines) if each.name == name)


def words(table: PaintedTable) -> list[list[str]]:
    model = table.model()
    return [
        [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def choose(qtbot: QtBot, sheet: ImportSheet, name: str, column: int, key: str) -> None:
    """Click a cell of the table of columns, and take a line of the list that opens."""
    grid = sheet.column_table
    index = grid.model().index(line(sheet, name), column)
    grid.scrollTo(index)
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.visualRect(index).center())
    qtbot.waitUntil(lambda: any(box.view().isVisible() for box in grid.viewport().findChildren(QComboBox)))
    box = next(box for box in grid.viewport().findChildren(QComboBox) if box.view().isVisible())
    view = box.view()
    view.setCurrentIndex(box.model().index(box.findData(key), 0))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not sheet.busy)


def test_everything_understood_is_shown(opened: Open, table: Path) -> None:
    sheet = opened(table)

    lines = {row[0].strip(): row[2:] for row in words(sheet.column_table)}
    assert lines["Summary"] == ["Title", ""]
    assert lines["Due"] == ["Target date", "dd/mm/yyyy"]
    assert lines["Effort (days)"] == ["Effort", "Person-days"]
    assert lines["“Someday maybe”"] == ["Leave as it is", ""]
    assert sheet.options.delimiter.currentData() == ";"
    assert sheet.options.encoding.currentData() == "utf-8"
    assert sheet.options.header.currentData() == 1
    assert sheet.counts.text() == "5 new · 0 updated · 0 unchanged · 1 not taken"
    assert sheet.import_button.text() == "Import 5 deliverables"


def test_problem_rows_are_marked_with_row_column_value_and_reason(qtbot: QtBot, opened: Open, table: Path) -> None:
    sheet = opened(table)
    qtbot.mouseClick(sheet.part.button("problems"), Qt.MouseButton.LeftButton)

    assert sheet.problem_table.isVisible()
    first, second = words(sheet.problem_table)
    assert first[:3] == ["3", "Effort (days)", "about ten"]
    assert first[3].startswith("is no effort")
    assert (second[0], second[1], second[4]) == ("7", "Summary", "the row is left out")
    states = {row[0]: row[2] for row in words(sheet.row_table)}
    assert states["2"] == "New"
    assert states["3"] == "New, but 1 cell is not taken"
    assert states["7"] == "Not taken"


def test_import_is_one_step_with_a_backup_and_a_report(qtbot: QtBot, window: Window, opened: Open, table: Path) -> None:
    before = window.desk.portfolio
    sheet = opened(table)

    qtbot.mouseClick(sheet.import_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(window.findChildren(ReportSheet)))

    assert len(window.desk.portfolio.deliverables) == len(before.deliverables) + 5
    assert [each.reason for each in backups.listed(window.desk.document.store.portfolio_id)] == ["before an import"]
    report = window.findChild(ReportSheet)
    lines = [report.lines.item(row).text() for row in range(report.lines.count())]
    assert "5 deliverables added" in report.headline.text()
    assert any(each.startswith("Row 7, Summary") for each in lines)
    report.accept()
    qtbot.mouseClick(window.toast.link, Qt.MouseButton.LeftButton)
    assert window.desk.portfolio == before


@pytest.mark.parametrize("by", ["Escape", "Cancel"])
def test_leaving_the_sheet_leaves_the_file_as_it_was(
    qtbot: QtBot, window: Window, opened: Open, table: Path, by: str
) -> None:
    before = digest(window.desk.document.path)
    sheet = opened(table)

    if by == "Escape":
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    else:
        qtbot.mouseClick(sheet.cancel_button, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: not window.findChildren(ImportSheet))
    assert digest(window.desk.document.path) == before
    assert window.desk.document.undo_label is None


def test_a_column_can_become_something_else_and_that_is_remembered(
    qtbot: QtBot, window: Window, opened: Open, table: Path
) -> None:
    sheet = opened(table)
    choose(qtbot, sheet, "Owner", BECOMES, "theme")
    choose(qtbot, sheet, "Effort (days)", READ_AS, "person-weeks")
    choose(qtbot, sheet, "Someday maybe", BECOMES, "tabled")
    qtbot.mouseClick(sheet.import_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(window.findChildren(ReportSheet)))
    window.findChild(ReportSheet).accept()

    found = {item.title: item for item in window.desk.portfolio.deliverables}
    assert (found["Search in the archive"].theme, found["Search in the archive"].owner) == ("Ana", "")
    assert found["Search in the archive"].effort_likely == 10.0
    assert found["Shorter form"].stage == "tabled"
    qtbot.waitUntil(lambda: not window.findChildren(ImportSheet))
    again = opened(table)
    assert words(again.column_table)[line(again, "Owner")][2] == "Theme"
    assert again.counts.text() == "0 new · 0 updated · 5 unchanged · 1 not taken"
    assert not again.import_button.isEnabled()


def test_a_plan_without_a_title_says_so_and_cannot_be_imported(qtbot: QtBot, opened: Open, table: Path) -> None:
    sheet = opened(table)
    choose(qtbot, sheet, "Summary", BECOMES, "")

    assert "title" in sheet.counts.text()
    assert not sheet.import_button.isEnabled()
    choose(qtbot, sheet, "Summary", BECOMES, "title")
    assert sheet.import_button.isEnabled()


def test_another_encoding_reads_the_file_again(qtbot: QtBot, opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes("Title\nČeské dopisy\n".encode("cp1250"))
    sheet = opened(path)
    assert sheet.options.encoding.currentData() == "cp1252"

    sheet.options.encoding.setCurrentIndex(sheet.options.encoding.findData("cp1250"))
    sheet.options.encoding.activated.emit(sheet.options.encoding.currentIndex())
    qtbot.waitUntil(lambda: not sheet.busy)

    assert words(sheet.row_table)[0][1] == "České dopisy"


def test_measurements_go_into_the_outcome_that_is_chosen(
    qtbot: QtBot, window: Window, opened: Open, tmp_path: Path
) -> None:
    path = tmp_path / "readings.csv"
    path.write_text("Date,Value\n2026-08-17,71.5\n2026-08-18,72\n", encoding="utf-8")
    outcome = next(iter(window.desk.portfolio.outcomes))
    sheet = opened(path)
    assert sheet.what.value() == "measurements"

    choose(qtbot, sheet, "Value", READ_AS, outcome.name)
    qtbot.mouseClick(sheet.import_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.findChildren(ImportSheet))

    readings = window.desk.portfolio.measurements_of(outcome.id)
    assert [(each.date.day, each.value) for each in readings][-2:] == [(17, 71.5), (18, 72.0)]


def test_a_table_taken_for_deliverables_can_be_said_to_hold_measurements(
    qtbot: QtBot, opened: Open, tmp_path: Path
) -> None:
    path = tmp_path / "readings.csv"
    path.write_text("Datum;Messwert\n03.08.2026;71,5\n10.08.2026;72,25\n17.08.2026;viel\n", encoding="utf-8")
    sheet = opened(path)
    assert sheet.what.value() == "deliverables", "two numbers of three are no column of numbers"

    qtbot.mouseClick(sheet.what.button("measurements"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not sheet.busy)

    assert sheet.counts.text() == "2 new · 0 updated · 0 unchanged · 1 not taken"
    assert words(sheet.problem_table)[0][:3] == ["4", "Messwert", "viel"]
    qtbot.mouseClick(sheet.what.button("deliverables"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not sheet.busy)
    assert sheet.counts.text().startswith("3 new")


def test_what_is_no_table_is_refused_in_a_sentence(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    path = tmp_path / "picture.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(60))

    import_table(window, window.desk, path)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: bool(window.refusals))

    assert "picture" in window.refusals[0]
    assert not window.findChildren(ImportSheet)


class Pulse(QObject):
    """Counts how long the window's thread was ever away."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.longest, self._last = 0.0, time.monotonic()
        timer = QTimer(self)
        timer.timeout.connect(self._beat)
        timer.start(5)

    def _beat(self) -> None:
        now = time.monotonic()
        self.longest, self._last = max(self.longest, now - self._last), now


def large(path: Path) -> Path:
    rows = (f"Item {n},Claims,To do,{n % 9 + 1}" for n in range(20_000))
    path.write_text("Title,Product,Status,Effort\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_20_000_rows_never_freeze_the_window(qtbot: QtBot, window: Window, opened: Open, tmp_path: Path) -> None:
    path = large(tmp_path / "large.csv")
    pulse = Pulse(window)
    import_table(window, window.desk, path)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: bool(window.findChildren(ImportSheet)), timeout=30_000)
    sheet = window.findChild(ImportSheet)
    assert sheet.row_table.model().rowCount() == 20_000

    sheet.take()
    qtbot.waitUntil(lambda: len(window.desk.portfolio.deliverables) > 20_000, timeout=60_000)

    assert pulse.longest < 1.0, f"the window stood still for {pulse.longest:.2f} s"
    assert window.desk.document.undo_label == "import 20,000 deliverables from “large.csv”"


def test_an_import_that_is_cancelled_changes_nothing(
    qtbot: QtBot, window: Window, opened: Open, tmp_path: Path
) -> None:
    sheet_path = large(tmp_path / "large.csv")
    before, portfolio = digest(window.desk.document.path), window.desk.portfolio
    import_table(window, window.desk, sheet_path)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: bool(window.findChildren(ImportSheet)), timeout=30_000)
    sheet = window.findChild(ImportSheet)
    qtbot.waitUntil(lambda: not any(each.isVisible() for each in window.findChildren(ProgressSheet)))

    sheet.take()
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(ProgressSheet)), timeout=20_000)
    progress = next(each for each in window.findChildren(ProgressSheet) if each.isVisible())
    qtbot.mouseClick(progress.button, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    qtbot.waitUntil(lambda: not any(each.isVisible() for each in window.findChildren(ProgressSheet)), timeout=30_000)

    with contextlib.suppress(RuntimeError):
        assert sheet.isVisible()
    assert window.desk.portfolio is portfolio
    assert digest(window.desk.document.path) == before


def test_outcomes_are_a_third_kind_of_table(qtbot: QtBot, window: Window, opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "goals.csv"
    path.write_text("Outcome,Direction,From,To\nWaiting time,down,12,4\nReach,up,5,one\n", encoding="utf-8")
    sheet = opened(path)
    assert sheet.what.value() == "outcomes"
    assert sheet.import_button.text() == "Import 2 outcomes"
    assert [row[2:] for row in words(sheet.column_table)] == [
        ["Outcome", ""],
        ["Direction", ""],
        ["Baseline value", ""],
        ["Not taken", ""],
    ]

    choose(qtbot, sheet, "To", BECOMES, "target")
    assert [row[:3] for row in words(sheet.problem_table)] == [["3", "To", "one"]]
    qtbot.mouseClick(sheet.import_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Reach" in {each.name for each in window.desk.portfolio.outcomes})
    found = {each.name: (each.baseline, each.target) for each in window.desk.portfolio.outcomes}
    assert (found["Waiting time"], found["Reach"]) == ((12.0, 4.0), (5.0, None))
    window.desk.undo()
    assert "Waiting time" not in {each.name for each in window.desk.portfolio.outcomes}


def test_what_a_table_holds_is_chosen_and_the_columns_follow(qtbot: QtBot, opened: Open, table: Path) -> None:
    sheet = opened(table)
    qtbot.mouseClick(sheet.what.button("outcomes"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not sheet.busy)
    lines = {row[0].strip(): row[2] for row in words(sheet.column_table)}
    assert (lines["Product"], lines["Due"], lines["Owner"]) == ("Product", "Due", "Owner")
    assert "name" in sheet.reading.problem
    choose(qtbot, sheet, "Summary", BECOMES, "name")
    assert sheet.import_button.text() == "Import 5 outcomes"


def test_people_are_shown_as_such_and_taken(opened: Open, window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "people.csv"
    team = next(iter(window.desk.portfolio.teams))
    path.write_text(
        f"Person,Team,Share,Joins\nZoe,{team.name},50 %,2026-10-01\nYan,{team.name},150 %,\n", encoding="utf-8"
    )
    sheet = opened(path)
    assert sheet.what.value() == "people"
    assert sheet.import_button.text() == "Import 2 people"
    assert [row[:3] for row in words(sheet.problem_table)] == [["3", "Share", "150 %"]]
    qtbot.mouseClick(sheet.import_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Zoe" in {person.name for person in window.desk.portfolio.people})
    made = {person.name: person for person in window.desk.portfolio.people}
    assert (made["Zoe"].team, made["Zoe"].share, made["Zoe"].joins) == (team.id, 0.5, date(2026, 10, 1))
    window.desk.undo()
    assert not {"Zoe", "Yan"} & {person.name for person in window.desk.portfolio.people}
    report = ReportSheet(window)
    qtbot.addWidget(report)
    assert report.headline.text().startswith("2 rows: 2 people added")


def test_what_a_table_holds_is_chosen_of_all_kinds(opened: Open, table: Path, qtbot: QtBot) -> None:
    sheet = opened(table)
    for what in FIELDS:
        qtbot.mouseClick(sheet.what.button(what), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not sheet.busy)
        assert (sheet.what.value(), sheet.reading.plan.what) == (what, what)
        fields = [key for key, _ in sheet.columns.choices(sheet.columns.index(0, BECOMES))]
        assert set(fields) - {""} == set(FIELDS[what]) - {"dated"}
