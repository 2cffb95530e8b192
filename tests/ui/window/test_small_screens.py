"""A screen of 1920 by 1080 at 200 per cent has 960 by 540 pixels, of which the system takes some."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from deliverydesk.ui.widgets.buttons import ToolButton
from tests.ui.window.conftest import Desks, settle

ROOM = (960, 520)


@pytest.mark.parametrize("layout", ["plan", "measure"])
@pytest.mark.parametrize("before", [ROOM, (1440, 900)])
def test_the_window_fits_a_small_screen(desks: Desks, sample_file: Path, layout: str, before: tuple[int, int]) -> None:
    window = desks.open(sample_file)
    window.resize(*before)
    window.choose_layout(layout)
    settle()
    least = window.minimumSizeHint()
    assert (least.width() <= ROOM[0], least.height() <= ROOM[1]) == (True, True), least
    window.resize(*ROOM)
    settle()
    assert window.size().toTuple() == ROOM
    for dock in window.docks.values():
        if not dock.isVisible():
            continue
        assert window.rect().contains(dock.geometry())
        for tool in dock.titleBarWidget().findChildren(ToolButton):
            _assert_whole(dock, tool)
    chart = window.docks["outcomes"].pane.detail.chart
    assert chart.height() >= 80
    assert chart.width() >= 220


def _assert_whole(dock: QWidget, tool: QWidget) -> None:
    if tool.isVisible():
        place = tool.rect().translated(tool.mapTo(dock, tool.rect().topLeft()))
        assert dock.rect().contains(place), tool.accessibleName()
