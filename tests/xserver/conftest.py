"""The lane on a real X server: marks its tests and lends them a hand with a mouse."""

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deliverydesk.document.memory import MemoryDocument
from deliverydesk.importers.sample import sample_portfolio
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.panes.backlog.pane import BacklogPane
from deliverydesk.ui.theme import apply_theme, current_theme
from tests.xserver.hand import Hand

_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker(pytest.mark.xserver)


@pytest.fixture
def hand(qtbot: QtBot) -> Iterator[Hand]:
    """A hand on the mouse and the keyboard of the X server."""
    if os.environ.get("QT_QPA_PLATFORM") != "xcb":
        pytest.skip("needs a real X server: python3 dev.py test --xserver")
    held = Hand(qtbot)
    yield held
    held.let_go()


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    """A desk over the sample portfolio, in memory."""
    apply_theme(qapp, "light")
    made = Desk(MemoryDocument(sample_portfolio(date(2026, 8, 19))))
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def open_backlog(hand: Hand, desk: Desk) -> Callable[[int, int], BacklogPane]:
    """Shows the backlog of the desk, with its scores, in a window of this width and height."""

    def opened(width: int, height: int) -> BacklogPane:
        pane = BacklogPane(desk, current_theme())
        pane.resize(width, height)
        hand.open(pane)
        desk.load_scores()
        return pane

    return opened
