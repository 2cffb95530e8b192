"""The message at the foot of a window: its link keeps within it, whichever way the window runs."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from deliverydesk.ui.widgets.shadow import REACH
from deliverydesk.ui.widgets.toast import Toast


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_the_link_keeps_within_the_card(qtbot: QtBot, direction: Qt.LayoutDirection) -> None:
    host = QWidget()
    host.resize(900, 400)
    host.setLayoutDirection(direction)
    qtbot.addWidget(host)
    host.show()
    toast = Toast(host)
    toast.say("Moved “Search” to rank 3", lambda: None)
    qtbot.waitUntil(lambda: toast.link.isVisible() and toast.link.width() > 20)
    toast.layout().activate()
    card = toast.rect().adjusted(REACH.left(), REACH.top(), -REACH.right(), -REACH.bottom())
    assert card.contains(toast.link.geometry())
