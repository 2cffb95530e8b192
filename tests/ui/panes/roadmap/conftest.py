"""A roadmap pane on a small portfolio, on a fixed day."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deliverydesk.document.memory import MemoryDocument
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.panes.roadmap.pane import RoadmapPane
from deliverydesk.ui.theme import apply_theme, current_theme
from tests.charts.roadmap_example import TODAY, example

Make = Callable[..., RoadmapPane]


@pytest.fixture
def make(qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    """Makes a shown pane of a portfolio; the desk is `pane.desk`."""
    monkeypatch.setenv("DELIVERYDESK_TODAY", TODAY.isoformat())
    apply_theme(qapp, "light")
    desks: list[Desk] = []

    def made(
        portfolio: Portfolio | None = None, width: int = 900, height: int = 700, *, capacity: bool = False
    ) -> RoadmapPane:
        desk = Desk(MemoryDocument(example() if portfolio is None else portfolio))
        desks.append(desk)
        pane = RoadmapPane(desk, current_theme())
        pane.strip.set_open(open_=capacity)
        qtbot.addWidget(pane)
        pane.resize(width, height)
        with qtbot.waitExposed(pane):
            pane.show()
        return pane

    yield made
    for desk in desks:
        desk.close()


@pytest.fixture
def pane(make: Make) -> RoadmapPane:
    return make()


def middle(pane: RoadmapPane, item: int) -> QPoint:
    """The middle of what shows of a bar, in the area's viewport."""
    frame = pane.area.frame()
    x0, y0, x1, y1 = frame.bar_box(pane.picture.bars[item])
    return QPoint(round((max(x0, frame.left) + min(x1, frame.right)) / 2), round((y0 + y1) / 2))


def edge(pane: RoadmapPane, item: int, *, end: bool) -> QPoint:
    """A place on the start or end of a bar."""
    x0, y0, x1, y1 = pane.area.frame().bar_box(pane.picture.bars[item])
    return QPoint(round(x1) - 2 if end else round(x0) + 2, round((y0 + y1) / 2))
