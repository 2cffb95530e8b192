"""A table dropped on the real window opens the import sheet."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QThreadPool, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deliverydesk.document.document import Document
from deliverydesk.importers.sample import sample_portfolio
from deliverydesk.ui.dialogs.import_table.sheet import ImportSheet
from deliverydesk.ui.theme import apply_theme
from deliverydesk.ui.window.files import Files
from deliverydesk.ui.window.main_window import MainWindow


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    files = Files(apply_theme(qapp, "light"))
    made = files.show(Document.create(tmp_path / "plan.ddesk", sample_portfolio(date(2026, 8, 19))))
    qtbot.waitUntil(lambda: made.desk.scores is not None)
    yield made
    QThreadPool.globalInstance().waitForDone()
    with qtbot.waitSignal(made.destroyed):
        made.close()


def test_a_dropped_table_opens_the_sheet(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "backlog.csv"
    path.write_text("Title,Owner\nSearch,Ana\n", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)

    enter = QDragEnterEvent(QPoint(300, 300), *how)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(300, 300), *how))
    qtbot.waitUntil(lambda: bool(window.findChildren(ImportSheet)))

    sheet = window.findChild(ImportSheet)
    assert sheet.reading.path == path
    sheet.reject()
