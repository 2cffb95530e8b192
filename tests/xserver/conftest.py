"""The lane on a real X server: marks its tests and lends them a hand with a mouse."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

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
