"""Now, next and later of a large portfolio is built in a thread; what is shown stays and follows meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from deliverydesk.charts.horizons import build_board
from deliverydesk.domain.entities import Deliverable
from deliverydesk.support.clock import today
from deliverydesk.ui.panes.roadmap.horizons.view import HorizonView
from deliverydesk.ui.panes.roadmap.pane import RoadmapPane
from tests.support.portfolios import synthetic_portfolio
from tests.ui.panes.roadmap.conftest import Make


@pytest.fixture
def pane(make: Make, qtbot: QtBot) -> Iterator[RoadmapPane]:
    made = make(synthetic_portfolio(2_500))
    yield made
    qtbot.waitUntil(lambda: not made.is_building and not made.horizons.is_building)


def begun(pane: RoadmapPane) -> HorizonView:
    pane.commands.horizons.trigger()
    assert pane.horizons.view is not None
    return pane.horizons.view


def opened(pane: RoadmapPane, qtbot: QtBot) -> HorizonView:
    view = begun(pane)
    qtbot.waitUntil(lambda: not pane.horizons.is_building)
    return view


def matches(pane: RoadmapPane, view: HorizonView) -> bool:
    return view.board == build_board(pane.desk.portfolio, today=today(), by=pane.shown.by)


def test_it_says_that_the_cards_are_to_come_until_they_are_there(pane: RoadmapPane, qtbot: QtBot) -> None:
    one = pane.desk.portfolio.live[0]
    pane.desk.select(Deliverable, (one,), one)
    view = begun(pane)
    assert view.is_waiting
    assert view.isVisible()
    assert not view.grab().isNull()
    qtbot.waitUntil(lambda: not view.is_waiting)
    assert matches(pane, view)
    assert view.lit.selected == {one}, "what was selected before the cards came is lit"


def test_the_former_board_stays_until_that_of_the_other_lanes_is_there(pane: RoadmapPane, qtbot: QtBot) -> None:
    view = opened(pane, qtbot)
    former = view.board
    pane.commands.by["team"].trigger()
    assert view.board is former
    qtbot.waitUntil(lambda: view.board.by == "team")
    assert matches(pane, view)


def test_a_change_meanwhile_shows_at_once_and_is_not_lost(pane: RoadmapPane, qtbot: QtBot) -> None:
    view = opened(pane, qtbot)
    pane.horizons.renew()
    assert pane.horizons.is_building
    one = next(card.id for card in view.board.cards.values() if card.when == "later")
    pane.horizons.put([one], "unplanned")
    assert view.board.cards.get(one) != build_board(synthetic_portfolio(2_500), today=today()).cards[one]
    qtbot.waitUntil(lambda: not pane.horizons.is_building)
    assert matches(pane, view)


def test_a_board_that_was_under_way_when_the_plan_changed_is_dropped(pane: RoadmapPane, qtbot: QtBot) -> None:
    view = begun(pane)
    one = pane.desk.portfolio.live[0]
    pane.horizons.put([one], "next")
    pane.horizons.put([one], "later")
    qtbot.waitUntil(lambda: not pane.horizons.is_building)
    assert matches(pane, view)


def test_what_changed_while_it_was_hidden_is_there_when_it_is_shown_again(pane: RoadmapPane, qtbot: QtBot) -> None:
    view = opened(pane, qtbot)
    pane.commands.horizons.trigger()
    one = pane.desk.portfolio.live[0]
    pane.horizons.put([one], "next")
    assert not pane.horizons.is_building, "nobody looks"
    pane.commands.horizons.trigger()
    qtbot.waitUntil(lambda: not pane.horizons.is_building)
    assert matches(pane, view)
