"""What changed between two moments: sentences that lead to their rows, words to filter by, a copy as it stood."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCalendarWidget, QWidget
from pytestqt.qtbot import QtBot

from deliverydesk.actions import backlog
from deliverydesk.document.document import Document
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.exportable import Exportable
from deliverydesk.ui.panes.history.changes_sheet import NOW, ChangesSheet
from tests.support.portfolios import fresh_file


@pytest.fixture(name="desk")
def _desk(qtbot: QtBot, tmp_path: Path) -> Desk:
    desk = Desk(fresh_file(tmp_path / "plan.ddesk", Portfolio()))
    for title in ("Search", "Refunds"):
        desk.do(lambda portfolio, title=title: backlog.add_deliverable(portfolio, {"title": title}))
    desk.document.checkpoint("Before Monday")
    desk.do(lambda portfolio: backlog.add_deliverable(portfolio, {"title": "Letters", "effort_likely": 4.0}))
    ids = desk.portfolio.ranking.ids
    desk.do(lambda portfolio: backlog.edit_deliverables(portfolio, [ids[0]], {"title": "Search anew"}))
    return desk


@pytest.fixture
def handed_out() -> list[Exportable]:
    """What was given to the export."""
    return []


@pytest.fixture(name="sheet")
def _sheet(qtbot: QtBot, desk: Desk, handed_out: list[Exportable]) -> ChangesSheet:
    host = QWidget()
    host.resize(1000, 700)
    qtbot.addWidget(host)
    host.show()
    sheet = ChangesSheet(desk, host, handed_out.append)
    sheet.open()
    qtbot.waitUntil(lambda: sheet.found is not None)
    return sheet


def test_it_begins_with_what_changed_since_the_last_checkpoint(sheet: ChangesSheet) -> None:
    assert sheet.since.currentText() == "Before Monday"
    assert sheet.until.currentText() == NOW
    words = sheet.words()
    assert "Letters" in words
    assert "Search anew" in words
    assert "Refunds" not in words


def test_a_sentence_leads_to_what_it_is_about(sheet: ChangesSheet, desk: Desk, qtbot: QtBot) -> None:
    (letters,) = (item.id for item in desk.portfolio.deliverables if item.title == "Letters")
    (row,) = (sheet.list.item(at) for at in range(sheet.list.count()) if "“Letters”" in sheet.list.item(at).text())
    centre = sheet.list.visualItemRect(row).center()
    qtbot.mouseClick(sheet.list.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    assert desk.selection.deliverables() == (letters,)


def test_words_filter(sheet: ChangesSheet, qtbot: QtBot) -> None:
    qtbot.keyClicks(sheet.search, "anew")
    qtbot.waitUntil(lambda: "Letters" not in sheet.words())
    assert "Search anew" in sheet.words()


def test_a_day_before_the_first_is_a_sentence(sheet: ChangesSheet, qtbot: QtBot) -> None:
    sheet.since.setCurrentText("2001-01-01")
    qtbot.waitUntil(lambda: sheet.found is None)
    assert "is not known: the history of this file begins on" in sheet.said.text()
    assert not sheet.opener.isEnabled()


def test_it_is_saved_as_it_stood(sheet: ChangesSheet, desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "then.ddesk"
    written: list[Path] = []
    assert sheet.found is not None
    sheet.write(path, sheet.found.before, lambda: written.append(path))
    qtbot.waitUntil(lambda: bool(written))
    document = Document.open(path, read_only=True)
    assert sorted(item.title for item in document.portfolio.deliverables) == ["Refunds", "Search"]
    document.close()


def test_it_is_looked_at_as_it_stood(sheet: ChangesSheet, qtbot: QtBot) -> None:
    with qtbot.waitSignal(sheet.past_wanted) as told:
        qtbot.mouseClick(sheet.opener, Qt.MouseButton.LeftButton)
    (path,) = told.args
    document = Document.open(path, read_only=True)
    assert sorted(item.title for item in document.portfolio.deliverables) == ["Refunds", "Search"]
    document.close()
    assert not sheet.isVisible()


def test_copying_offers_to_undo_nothing(sheet: ChangesSheet, desk: Desk, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(desk.done), qtbot.waitSignal(desk.refused):
        qtbot.mouseClick(sheet.copier, Qt.MouseButton.LeftButton)


def test_a_day_is_chosen_from_the_calendar(sheet: ChangesSheet, qtbot: QtBot) -> None:
    line = sheet.since.lineEdit()
    assert line is not None
    (button,) = (each for each in line.actions() if each.text() == "Show the calendar")
    button.trigger()
    (calendar,) = sheet.findChildren(QCalendarWidget)
    calendar.clicked.emit(QDate(2001, 1, 1))
    assert sheet.since.currentText() == "1 Jan 2001"
    qtbot.waitUntil(lambda: sheet.found is None)


def test_it_is_handed_out_as_a_table_with_all_of_it(sheet: ChangesSheet, handed_out: list[Exportable]) -> None:
    sheet.hand_out()
    (given,) = handed_out
    table = given.make()
    assert table.title == "What changed from Before Monday to Now"
    assert [column.header for column in table.columns] == ["Topic", "What changed", "Effort, pw"]
    assert table.rows == (
        ("Scope added", "“Letters” was added at rank 3: 4 person-weeks.", 4.0),
        ("Scope changed", "“Search” is called “Search anew” now.", None),
    )


def test_of_very_many_sentences_the_first_are_listed_and_words_find_the_others(
    sheet: ChangesSheet, desk: Desk, qtbot: QtBot
) -> None:
    for n in range(130):
        desk.do(lambda portfolio, n=n: backlog.add_deliverable(portfolio, {"title": f"Item {n}."}))
    more = ChangesSheet(desk, sheet.parentWidget(), print)
    more.open()
    qtbot.waitUntil(lambda: more.found is not None)
    assert "and 31 more: filter by words" in more.words()
    assert "“Item 129.”" not in more.words()
    qtbot.keyClicks(more.search, "129.")
    assert "“Item 129.”" in more.words()
    assert "more: filter" not in more.words()


def test_a_new_portfolio_has_nothing_to_tell(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(fresh_file(tmp_path / "new.ddesk", Portfolio()))
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    sheet = ChangesSheet(desk, host, print)
    sheet.open()
    qtbot.waitUntil(lambda: sheet.found is not None)
    assert sheet.said.text() == "Nothing changed."
    assert sheet.list.count() == 0


def test_without_a_checkpoint_it_begins_where_the_file_began(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(fresh_file(tmp_path / "new.ddesk", Portfolio()))
    desk.do(lambda portfolio: backlog.add_deliverable(portfolio, {"title": "Search"}))
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    sheet = ChangesSheet(desk, host, print)
    sheet.open()
    qtbot.waitUntil(lambda: sheet.found is not None)
    assert sheet.since.currentText().startswith("Beginning, ")
    assert "“Search” was added at rank 1" in sheet.words()
