"""A desk with the sample, held still on one day, and the pane on it in a window."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from deliverydesk.document.memory import MemoryDocument
from deliverydesk.domain.entities import Outcome
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.importers.sample import sample_portfolio
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.panes.outcomes.pane import OutcomesPane
from deliverydesk.ui.theme import current_theme

TODAY = date(2026, 8, 19)


@pytest.fixture(autouse=True)
def still_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DELIVERYDESK_TODAY", TODAY.isoformat())


@pytest.fixture(scope="session")
def sample() -> Portfolio:
    return sample_portfolio(TODAY)


class Pane:
    """The pane with what a test asks of it."""

    def __init__(self, pane: OutcomesPane, window: QMainWindow) -> None:
        self.pane, self.window, self.desk = pane, window, pane.desk
        self.refusals: list[str] = []
        self.done: list[str] = []
        pane.desk.refused.connect(self.refusals.append)
        pane.desk.done.connect(self.done.append)

    @property
    def portfolio(self) -> Portfolio:
        return self.desk.portfolio

    def outcome(self, name: str) -> Outcome:
        return next(outcome for outcome in self.portfolio.outcomes if outcome.name == name)

    def show(self, name: str) -> Outcome:
        outcome = self.outcome(name)
        self.desk.select(Outcome, (outcome.id,))
        return outcome


@pytest.fixture
def open_pane(qtbot: QtBot, sample: Portfolio) -> Iterator[Callable[..., Pane]]:
    opened: list[Pane] = []

    def make(portfolio: Portfolio | None = None, width: int = 900, height: int = 860) -> Pane:
        desk = Desk(MemoryDocument(portfolio or sample))
        window = QMainWindow()
        qtbot.addWidget(window)
        pane = OutcomesPane(desk, current_theme())
        window.setCentralWidget(pane)
        desk.setParent(window)
        window.resize(width, height)
        with qtbot.waitExposed(window):
            window.show()
        qtbot.waitUntil(lambda: pane.header.count.text() != "" or not len(desk.portfolio.outcomes))
        opened.append(Pane(pane, window))
        return opened[-1]

    yield make
    for each in opened:
        each.pane.shut_down()


@pytest.fixture
def pane(open_pane: Callable[..., Pane]) -> Pane:
    return open_pane()
