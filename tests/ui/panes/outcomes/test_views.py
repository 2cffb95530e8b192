"""Saved views of the outcomes: kept in the file, shown by key, and taken as far as they go."""

import json
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from deliverydesk.actions import records, viewing
from deliverydesk.domain.entities import Outcome
from deliverydesk.ui.widgets.asking import AskSheet
from tests.ui.panes.outcomes.conftest import Pane

KEY, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier
SOLVED = "Solved at first contact"


def keep(qtbot: QtBot, pane: Pane, name: str) -> None:
    """Save how the pane looks under a name, typed into the sheet that asks for it."""
    sheet = pane.pane.views.ask_name()
    assert isinstance(sheet, AskSheet)
    qtbot.keyClicks(sheet.field, name)
    qtbot.keyClick(sheet.field, KEY.Key_Return)
    settled(qtbot, pane, name)


def settled(qtbot: QtBot, pane: Pane, words: str) -> None:
    qtbot.waitUntil(lambda: pane.pane.views.button.words == words)


def wheel(target: QWidget, place: QPoint, notches: int) -> None:
    """Turn the wheel over a place, as a person zooms time."""
    none = Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        QPointF(place),
        QPointF(target.mapToGlobal(place)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        none,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(target, event)


def zoom_in(qtbot: QtBot, pane: Pane) -> None:
    plot = pane.pane.detail.chart.plot
    assert plot is not None
    wheel(plot.viewport(), plot.viewport().rect().center(), 4)
    qtbot.waitUntil(plot.is_zoomed)


def shown(pane: Pane) -> tuple[str, str]:
    current = pane.pane.current
    return pane.pane.mode, "" if current is None else pane.portfolio.outcomes[current].name


@pytest.fixture
def views(qtbot: QtBot, pane: Pane) -> Pane:
    """A pane with two views: "Close" on a zoomed chart with its readings and, shown, "Weak" on the scoreboard."""
    pane.show(SOLVED)
    qtbot.mouseClick(pane.pane.detail.switch.button("readings"), Qt.MouseButton.LeftButton)
    zoom_in(qtbot, pane)
    keep(qtbot, pane, "Close")
    qtbot.keyClick(pane.pane, KEY.Key_3, ALT)
    qtbot.keyClicks(pane.pane.boards.filter.field, "claim")
    qtbot.waitUntil(lambda: pane.pane.boards.rows.filter_words == "claim")
    pane.pane.commands["sort_due"].trigger()
    keep(qtbot, pane, "Weak")
    return pane


def test_a_view_keeps_page_outcome_panel_and_range_and_its_key_shows_it(qtbot: QtBot, views: Pane) -> None:
    other = views.outcome("Renewal rate")
    chart = views.pane.detail.chart
    views.pane.boards.filter.field.clear()
    views.pane.choose(other.id)
    qtbot.keyClick(views.pane, KEY.Key_5, ALT)
    settled(qtbot, views, "Close")
    assert shown(views) == ("chart", SOLVED)
    assert views.pane.detail.panel == "readings"
    kept = json.loads(views.pane.views.views()[0].state)
    assert chart.plot is not None
    for pair, now in zip(kept["range"], chart.plot.view_range(), strict=True):
        assert now == pytest.approx(pair, rel=1e-6)
    qtbot.keyClick(views.pane, KEY.Key_6, ALT)
    settled(qtbot, views, "Weak")
    assert (views.pane.mode, views.pane.board.rows.sort_key) == ("scoreboard", "due")
    assert views.pane.boards.rows.filter_words == "claim"
    assert views.pane.views["view_2"].isChecked()


def test_the_first_keys_still_show_the_pages(qtbot: QtBot, views: Pane) -> None:
    for key, mode in ((KEY.Key_1, "chart"), (KEY.Key_2, "multiples"), (KEY.Key_4, "effort"), (KEY.Key_3, "scoreboard")):
        qtbot.keyClick(views.pane, key, ALT)
        assert views.pane.mode == mode
    settled(qtbot, views, "Weak")


def test_a_dot_says_that_the_page_looks_otherwise(qtbot: QtBot, views: Pane) -> None:
    views.pane.commands["sort_name"].trigger()
    settled(qtbot, views, "Weak •")
    views.pane.views["view_reset"].trigger()
    settled(qtbot, views, "Weak")
    qtbot.keyClick(views.pane, KEY.Key_5, ALT)
    settled(qtbot, views, "Close")
    for change in (
        lambda: zoom_in(qtbot, views),
        lambda: views.pane.commands["reset_zoom"].trigger(),
        lambda: views.pane.commands["legend"].trigger(),
        lambda: qtbot.mouseClick(views.pane.detail.switch.button("movers"), Qt.MouseButton.LeftButton),
        lambda: qtbot.keyClick(views.pane.board, KEY.Key_Down),
    ):
        change()
        settled(qtbot, views, "Close •")
        views.pane.views["view_reset"].trigger()
        settled(qtbot, views, "Close")
        assert shown(views) == ("chart", SOLVED)
    views.pane.commands["legend"].trigger()
    settled(qtbot, views, "Close •")
    views.pane.views["view_update"].trigger()
    settled(qtbot, views, "Close")
    assert views.done == ["Update the view “Close”"]


def test_a_view_of_a_page_leaves_the_others_as_they_are(qtbot: QtBot, views: Pane) -> None:
    qtbot.keyClick(views.pane, KEY.Key_4, ALT)
    qtbot.mouseClick(views.pane.effort.by.button("theme"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(views.pane, KEY.Key_6, ALT)
    settled(qtbot, views, "Weak")
    assert views.pane.effort.by.value() == "theme"
    views.pane.choose(views.outcome(SOLVED).id)
    settled(qtbot, views, "Weak")


def test_the_compared_outcome_is_kept(qtbot: QtBot, pane: Pane) -> None:
    pane.show(SOLVED)
    other = pane.outcome("Renewal rate")
    assert pane.pane.gestures.compare_with(other.id) == ""
    keep(qtbot, pane, "Both")
    pane.pane.commands["compare_none"].trigger()
    settled(qtbot, pane, "Both •")
    qtbot.keyClick(pane.pane, KEY.Key_5, ALT)
    settled(qtbot, pane, "Both")
    assert pane.pane.comparison.other(pane.portfolio, pane.outcome(SOLVED).id) == other.id


def test_which_view_is_shown_is_remembered_with_its_range(
    qtbot: QtBot, views: Pane, open_pane: Callable[..., Pane]
) -> None:
    qtbot.keyClick(views.pane, KEY.Key_5, ALT)
    settled(qtbot, views, "Close")
    state = json.loads(json.dumps(views.pane.save_state()))
    second = open_pane(views.portfolio, width=700)
    second.pane.restore_state(state)
    settled(qtbot, second, "Close")
    assert second.pane.detail.chart.zoomed_to() is not None
    QApplication.processEvents()
    assert second.pane.views.button.words == "Close", "another width is no other view"


def test_a_view_of_what_is_gone_is_taken_as_far_as_it_goes(qtbot: QtBot, views: Pane) -> None:
    gone = views.outcome(SOLVED)
    views.desk.do(lambda p: records.delete(p, Outcome, [gone.id]))
    strange = {"mode": "chart", "panel": "movers", "range": [[3, 1], ["x"]], "compare": [10**9, True], "moon": "full"}
    views.desk.do(lambda p: viewing.save_view(p, "outcomes", "Strange", json.dumps(strange)))
    qtbot.keyClick(views.pane, KEY.Key_5, ALT)
    assert views.pane.mode == "chart"
    assert views.refusals == [
        "Part of the view “Close” is not known here any more and was left out; the rest is shown."
    ]
    qtbot.keyClick(views.pane, KEY.Key_7, ALT)
    settled(qtbot, views, "Strange")
    assert (views.pane.detail.panel, views.pane.detail.chart.zoomed_to()) == ("movers", None)
    assert len(views.refusals) == 2


@pytest.mark.parametrize("width", [340, 420, 700])
def test_the_button_is_there_where_the_header_has_room(open_pane: Callable[..., Pane], width: int) -> None:
    pane = open_pane(width=width)
    header, button, modes = pane.pane.header, pane.pane.views.button, pane.pane.modes
    assert button.isVisible() is (width > 340)
    if button.isVisible():
        place = button.mapTo(header, QPoint(0, 0)).x()
        assert modes.width() == modes.sizeHint().width()
        assert modes.geometry().right() <= place
        assert place + button.width() <= pane.pane.new_button.mapTo(header, QPoint(0, 0)).x()
