"""Presenting: the keys of a clicker go through the saved views, what is shown is live, and nothing can be edited."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from pytestqt.qtbot import QtBot

from deliverydesk.actions import backlog, records
from deliverydesk.document.memory import MemoryDocument
from deliverydesk.domain.entities import SavedView
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.importers.sample import sample_portfolio
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.panes.backlog.pane import BacklogPane
from deliverydesk.ui.panes.outcomes.pane import OutcomesPane
from deliverydesk.ui.panes.roadmap.pane import RoadmapPane
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.window.present import Presenter, stops_of
from tests.ui.window.conftest import Desks

TODAY = date(2026, 8, 19)
KEY = Qt.Key


def view(portfolio: Portfolio, name: str, pane: str, state: dict[str, Any], position: int = 0) -> Portfolio:
    values = {"name": name, "pane": pane, "state": json.dumps(state), "position": position}
    return portfolio.after(records.add(portfolio, SavedView, values))


@pytest.fixture
def viewed() -> Portfolio:
    portfolio = sample_portfolio(TODAY)
    outcome = next(iter(portfolio.outcomes))
    portfolio = view(portfolio, "By team", "roadmap", {"by": "team"})
    portfolio = view(portfolio, "Second", "backlog", {"density": "roomy"}, position=2)
    portfolio = view(portfolio, "First", "backlog", {"density": "compact"}, position=1)
    return view(portfolio, "Contact", "outcomes", {"outcome": outcome.id})


@pytest.fixture(autouse=True)
def hosts() -> Iterator[list[QWidget]]:
    """The widgets that presenters belong to, which somebody has to hold."""
    yield _HOSTS
    _HOSTS.clear()


_HOSTS: list[QWidget] = []


def presenting(qtbot: QtBot, portfolio: Portfolio) -> Presenter:
    parent = QWidget()
    qtbot.addWidget(parent)
    desk = Desk(MemoryDocument(portfolio), parent)
    desk.load_scores()
    kinds: dict[str, Any] = {"backlog": BacklogPane, "roadmap": RoadmapPane, "outcomes": OutcomesPane}
    made = Presenter(desk, lambda name: kinds[name](desk, current_theme()), parent)
    _HOSTS.append(parent)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    with qtbot.waitExposed(made):
        made.show()
    return made


def colours(image: QImage) -> set[int]:
    return {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}


def test_saved_views_come_in_the_order_of_panes_and_positions(viewed: Portfolio) -> None:
    assert [stop.title for stop in stops_of(viewed)] == ["First", "Second", "By team", "Contact"]


def test_without_views_backlog_roadmap_and_each_outcome_are_shown() -> None:
    portfolio = sample_portfolio(TODAY)
    titles = [stop.title for stop in stops_of(portfolio)]
    assert titles[:2] == ["Backlog", "Roadmap"]
    assert titles[2:] == [outcome.name for outcome in portfolio.outcomes]


@pytest.mark.parametrize(("on", "back"), [(KEY.Key_Right, KEY.Key_Left), (KEY.Key_PageDown, KEY.Key_PageUp),
                                          (KEY.Key_Down, KEY.Key_Up), (KEY.Key_Space, KEY.Key_Backspace)])  # fmt: skip
def test_keys_go_on_and_back_and_stop_at_the_ends(qtbot: QtBot, viewed: Portfolio, on: KEY, back: KEY) -> None:
    shown = presenting(qtbot, viewed)
    qtbot.keyClick(shown, on)
    assert (shown.place, shown.accessibleName()) == (1, "Second, 2 of 4")
    for _ in range(9):
        qtbot.keyClick(shown, on)
    assert shown.stop.title == "Contact"
    for _ in range(9):
        qtbot.keyClick(shown, back)
    assert shown.place == 0


def test_numbers_jump_and_digits_that_follow_are_one_number(qtbot: QtBot) -> None:
    shown = presenting(qtbot, sample_portfolio(TODAY))
    qtbot.keyClicks(shown, "1")
    assert shown.place == 0
    qtbot.keyClicks(shown, "2")
    assert shown.place == 11
    qtbot.keyClicks(shown, "3")
    assert shown.place == 2
    qtbot.keyClicks(shown, "0")
    assert shown.place == 2
    qtbot.keyClick(shown, KEY.Key_End)
    assert shown.place == len(shown.stops) - 1


def test_b_blanks_the_screen_and_the_next_key_goes_on(qtbot: QtBot, viewed: Portfolio) -> None:
    shown = presenting(qtbot, viewed)
    qtbot.keyClicks(shown, "b")
    assert colours(shown.grab().toImage()) == {QColor("black").rgb()}
    qtbot.keyClick(shown, KEY.Key_Right)
    assert not shown.blank
    assert len(colours(shown.grab().toImage())) > 4


def test_every_view_is_painted_large_in_the_pixels_of_the_screen(qtbot: QtBot, viewed: Portfolio) -> None:
    shown = presenting(qtbot, viewed)
    for place in range(len(shown.stops)):
        shown.go(place)
        qtbot.waitUntil(lambda: len(colours(shown.picture())) > 6)
        assert shown.picture().width() == round(1280 * shown.devicePixelRatioF())
        assert shown._room().width() < 1280  # noqa: SLF001 - the type is larger by as much


def test_what_is_shown_is_live(qtbot: QtBot, viewed: Portfolio) -> None:
    shown = presenting(qtbot, viewed)
    qtbot.waitUntil(lambda: len(colours(shown.picture())) > 6)
    before = shown.picture()
    desk = shown._desk  # noqa: SLF001
    first = desk.portfolio.ranking[0]
    desk.do(lambda portfolio: backlog.edit_deliverables(portfolio, [first], {"title": "Something else altogether"}))
    qtbot.waitUntil(lambda: shown.picture() != before)


def test_a_view_that_goes_while_it_is_shown_makes_room_for_another(qtbot: QtBot, viewed: Portfolio) -> None:
    shown = presenting(qtbot, viewed)
    shown.go(3)
    desk = shown._desk  # noqa: SLF001
    ids = [one.id for one in desk.portfolio.saved_views if one.name == "Contact"]
    desk.do(lambda portfolio: records.delete(portfolio, SavedView, ids))
    assert shown.stop.title == "By team"


def test_no_key_and_no_click_edits_anything(qtbot: QtBot, viewed: Portfolio) -> None:
    shown = presenting(qtbot, viewed)
    before = shown._desk.portfolio  # noqa: SLF001
    none, control = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
    for place in range(len(shown.stops)):
        shown.go(place)
        for key in (KEY.Key_Delete, KEY.Key_F2, KEY.Key_F4, KEY.Key_Insert, KEY.Key_D, KEY.Key_V, KEY.Key_Z):
            for held in (none, control):
                QTest.keyClick(shown, key, held)
        QTest.mouseClick(shown, Qt.MouseButton.RightButton, none, QPoint(300, 300))
    assert shown._desk.portfolio is before  # noqa: SLF001


def test_a_click_goes_on_and_the_wheel_scrolls(qtbot: QtBot, viewed: Portfolio) -> None:
    shown = presenting(qtbot, viewed)
    pane = shown._pane  # noqa: SLF001
    table = next(area for area in pane.findChildren(QAbstractScrollArea) if area.verticalScrollBar().maximum() > 0)
    spot = QPointF(300, 300)
    none = Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(spot, spot, QPoint(0, 0), QPoint(0, -240), Qt.MouseButton.NoButton, none,
                        Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(shown, event)
    assert table.verticalScrollBar().value() > 0
    qtbot.mouseClick(shown, Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
    assert shown.place == 1


def test_f5_presents_and_escape_comes_back(qtbot: QtBot, desks: Desks, sample_file: Any) -> None:
    window = desks.open(sample_file)
    action = next(one for one in window.actions() if one.objectName() == "window.present")
    assert action.shortcut().toString() == "F5"
    action.trigger()
    shown = window.presenter
    assert shown is not None
    assert shown.isFullScreen()
    with qtbot.waitSignal(shown.left):
        qtbot.keyClick(shown, KEY.Key_Escape)
    assert window.presenter is None
    assert window.top_bar._layouts.value() == "plan"  # noqa: SLF001


def test_the_third_segment_presents(qtbot: QtBot, desks: Desks, sample_file: Any) -> None:
    window = desks.open(sample_file)
    button = window.top_bar._layouts.button("present")  # noqa: SLF001
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.presenter is not None
    assert window.top_bar._layouts.value() == "plan"  # noqa: SLF001
    window.presenter.leave()
