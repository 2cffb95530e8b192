"""What the sheets of exports and packs stand on: a window with the example's portfolio on a fixed day."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from deliverydesk.document.memory import MemoryDocument
from deliverydesk.importers.sample import sample_portfolio
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.widgets.toast import Toast

TODAY = date(2026, 8, 19)


class ExampleWindow(QMainWindow):
    """As much of the main window as a sheet needs."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk(MemoryDocument(sample_portfolio(TODAY)), self)
        self.toast = Toast(self)
        self.resize(1300, 860)


@pytest.fixture
def example_window(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[ExampleWindow]:
    """The window, shown. Work in threads is waited for at the end."""
    monkeypatch.setenv("DELIVERYDESK_TODAY", TODAY.isoformat())
    made = ExampleWindow()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    QThreadPool.globalInstance().waitForDone()
