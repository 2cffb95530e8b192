"""Choosing a backup by mouse and keyboard, and what is shown where there is none."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from deliverydesk.document.document import Document
from deliverydesk.storage import backups
from deliverydesk.ui import text
from deliverydesk.ui.dialogs import restore
from deliverydesk.ui.dialogs.restore import RestoreDialog, choose_backup
from tests.support.portfolios import synthetic_portfolio


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    with contextlib.closing(Document.create(tmp_path / "plan.ddesk", synthetic_portfolio(5))) as document:
        backups.take(document.store, "when the file was opened")
        document.checkpoint("one more")
        backups.take(document.store, "every half hour")
        yield document


@pytest.fixture
def answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    target = tmp_path / "restored.ddesk"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    return target


def _dialog(qtbot: QtBot, document: Document) -> RestoreDialog:
    dialog = RestoreDialog(document.path, backups.listed(document.store.portfolio_id))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_backups_are_listed_newest_first(qtbot: QtBot, document: Document) -> None:
    dialog = _dialog(qtbot, document)
    rows = [[dialog.table.item(row, column).text() for column in range(4)] for row in range(dialog.table.rowCount())]
    assert [row[1] for row in rows] == ["Every half hour", "When the file was opened"]
    assert [row[2] for row in rows] == ["2 edits", "1 edit"]
    assert all(row[3].endswith("KB") for row in rows)
    assert dialog.empty.isHidden()


def test_the_keyboard_alone_restores_an_older_one(qtbot: QtBot, document: Document, answer: Path) -> None:
    dialog = _dialog(qtbot, document)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    assert dialog.chosen is not None
    assert dialog.chosen.reason == "when the file was opened"
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog.restored == answer
    with contextlib.closing(Document.open(answer)) as restored:
        assert restored.portfolio == document.portfolio
        assert len(restored.history()) == 1


def test_the_button_restores_the_newest(qtbot: QtBot, document: Document, answer: Path) -> None:
    dialog = _dialog(qtbot, document)
    qtbot.mouseClick(dialog.restore_button, Qt.MouseButton.LeftButton)
    assert dialog.restored == answer
    with contextlib.closing(Document.open(answer)) as restored:
        assert len(restored.history()) == 2


def test_what_is_in_the_way_is_said_and_the_dialog_stays(
    qtbot: QtBot, document: Document, answer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(text, "message", lambda _parent, _title, words: said.append(words))
    answer.write_text("mine")
    dialog = _dialog(qtbot, document)
    qtbot.mouseClick(dialog.restore_button, Qt.MouseButton.LeftButton)
    assert said == ["restored.ddesk exists already. Choose another name, or open it."]
    assert dialog.isVisible()
    assert dialog.restored is None
    assert answer.read_text() == "mine"


def test_without_a_name_nothing_happens(qtbot: QtBot, document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    dialog = _dialog(qtbot, document)
    qtbot.mouseClick(dialog.restore_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert dialog.restored is None


def test_a_file_without_backups_says_when_there_will_be_one(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = RestoreDialog(tmp_path / "new.ddesk", [])
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.empty.isVisible()
    assert not dialog.table.isVisible()
    assert not dialog.restore_button.isVisible()
    assert "no backup of new.ddesk" in dialog.empty.missing.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.parametrize("how", ["by id", "by its own id", "by path"])
def test_a_file_finds_its_backups(qtbot: QtBot, document: Document, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[list[backups.Backup]] = []

    class Seen(RestoreDialog):
        def __init__(self, path: Path, found: list[backups.Backup], parent: None = None) -> None:
            super().__init__(path, found, parent)
            shown.append(found)

        def exec(self) -> int:
            return 0

    monkeypatch.setattr(restore, "RestoreDialog", Seen)
    portfolio_id = document.store.portfolio_id
    document.close()
    if how == "by path":
        document.path.write_bytes(b"gone")
    assert choose_backup(None, document.path, portfolio_id if how == "by id" else None) is None
    assert [len(found) for found in shown] == [2]
