"""What changed between two moments: sentences that lead to their rows, words to filter by, a copy as it stood."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from deliverydesk.actions import backlog
from deliverydesk.document.document import Document
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.ui.desk import Desk
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


@pytest.fixture(name="sheet")
def _sheet(qtbot: QtBot, desk: Desk) -> ChangesSheet:
    host = QWidget()
    host.resize(1000, 700)
    qtbot.addWidget(host)
    host.show()
    sheet = ChangesSheet(desk, host)
    sheet.open()
    qtbot.waitUntil(lambda: sheet.changes is not None)
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
    qtbot.waitUntil(lambda: sheet.changes is None)
    assert "is not known: the history of this file begins on" in sheet.said.text()
    assert not sheet.opener.isEnabled()


def test_it_is_saved_as_it_stood(sheet: ChangesSheet, desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "then.ddesk"
    with qtbot.waitSignal(desk.done):
        sheet.write(path)
    document = Document.open(path, read_only=True)
    assert sorted(item.title for item in document.portfolio.deliverables) == ["Refunds", "Search"]
    document.close()
