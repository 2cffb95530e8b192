"""Other lanes of a large roadmap are built in a thread, while the former ones stay."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from deliverydesk.actions import roadmap
from deliverydesk.domain.entities import Deliverable
from deliverydesk.ui.panes.roadmap.pane import RoadmapPane
from tests.support.portfolios import synthetic_portfolio
from tests.ui.panes.roadmap.conftest import Make


@pytest.fixture
def pane(make: Make, qtbot: QtBot) -> Iterator[RoadmapPane]:
    made = make(synthetic_portfolio(2_500))
    yield made
    qtbot.waitUntil(lambda: not made.is_building)


def test_what_is_shown_stays_until_the_other_lanes_are_there(pane: RoadmapPane, qtbot: QtBot) -> None:
    former = pane.shown
    pane.commands.by["team"].trigger()
    assert pane.shown is former
    qtbot.waitUntil(lambda: pane.shown is not former)
    assert pane.shown.by == "team"


def test_the_lanes_asked_for_last_are_those_that_come(pane: RoadmapPane, qtbot: QtBot) -> None:
    pane.commands.by["team"].trigger()
    pane.commands.by["horizon"].trigger()
    qtbot.waitUntil(lambda: not pane.is_building)
    assert pane.shown.by == "horizon"


def test_a_change_meanwhile_shows_at_once_and_is_not_lost(pane: RoadmapPane, qtbot: QtBot) -> None:
    moved = next(iter(pane.shown.bars))
    before = pane.shown.bars[moved].start
    pane.commands.by["team"].trigger()
    pane.desk.do(lambda portfolio: roadmap.shift(portfolio, [moved], 7))
    assert pane.shown.bars[moved].start == before + 7
    qtbot.waitUntil(lambda: not pane.is_building)
    assert pane.shown.by == "team"
    assert pane.shown.bars[moved].start == before + 7


def test_what_is_asked_meanwhile_is_asked_of_what_is_shown(pane: RoadmapPane) -> None:
    former = pane.shown
    pane.commands.by["team"].trigger()
    pane.desk.select(Deliverable, tuple(former.bars)[:1])
    assert pane.picture is former
