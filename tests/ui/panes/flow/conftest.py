"""A desk held still on one day, and the flow pane on it in a window."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from deliverydesk.document.memory import MemoryDocument
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.importers.sample import sample_portfolio
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.panes.flow.pane import FlowPane
from deliverydesk.ui.theme import current_theme

TODAY = date(2026, 8, 19)
Open = Callable[..., FlowPane]


@pytest.fixture(autouse=True)
def still_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DELIVERYDESK_TODAY", TODAY.isoformat())


@pytest.fixture(scope="session")
def sample() -> Portfolio:
    return sample_portfolio(TODAY)


@pytest.fixture
def open_pane(qtbot: QtBot, sample: Portfolio) -> Iterator[Open]:
    opened: list[QMainWindow] = []

    def make(portfolio: Portfolio | None = None, width: int = 900, height: int = 800) -> FlowPane:
        desk = Desk(MemoryDocument(portfolio or sample))
        window = QMainWindow()
        opened.append(window)
        qtbot.addWidget(window)
        pane = FlowPane(desk, current_theme())
        window.setCentralWidget(pane)
        desk.setParent(window)
        window.resize(width, height)
        with qtbot.waitExposed(window):
            window.show()
        qtbot.waitUntil(lambda: pane.built is not None and not pane.busy, timeout=20_000)
        return pane

    yield make
    opened.clear()


@pytest.fixture
def pane(open_pane: Open) -> FlowPane:
    return open_pane()
