"""Now, next and later in the roadmap pane: dragging between columns plans, by mouse and by keys, in one step."""

from __future__ import annotations

import json
from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deliverydesk.actions import records
from deliverydesk.analysis.horizons import When
from deliverydesk.domain.entities import Deliverable
from deliverydesk.ui.mime import deliverables_data
from deliverydesk.ui.panes.roadmap.horizons.view import HorizonView
from deliverydesk.ui.panes.roadmap.pane import RoadmapPane
from deliverydesk.ui.theme import apply_theme
from tests.charts.roadmap_example import TODAY, item_id
from tests.ui.panes.roadmap.conftest import Make

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
REFUSALS = item_id("Refusals explained")
LETTERS = item_id("Letters to inbox")
CARD = item_id("Digital card")
DEBIT = item_id("Direct debit for premiums")


def opened(pane: RoadmapPane) -> HorizonView:
    pane.commands.horizons.trigger()
    assert pane.horizons.view is not None
    return pane.horizons.view


def middle(view: HorizonView, one: int) -> QPoint:
    view.select(view.lit.selected, one)
    return view.box(one).center().toPoint()


def column(view: HorizonView, when: When, y: int) -> QPoint:
    frame = view.frame()
    return QPoint(round(frame.column_x(when) + frame.column / 2), y)


def send(view: HorizonView, kind: QEvent.Type, at: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    port = view.viewport()
    down = LEFT if kind != QEvent.Type.MouseButtonRelease else Qt.MouseButton.NoButton
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else LEFT
    QApplication.sendEvent(port, QMouseEvent(kind, QPointF(at), QPointF(port.mapToGlobal(at)), button, down, keys))


def hold(view: HorizonView, start: QPoint, end: QPoint) -> None:
    send(view, QEvent.Type.MouseButtonPress, start)
    for step in range(1, 6):
        send(view, QEvent.Type.MouseMove, start + (end - start) * step / 5)


def item(pane: RoadmapPane, one: int) -> Deliverable:
    return pane.desk.portfolio.deliverables[one]


def test_the_header_switches_between_timeline_and_columns(pane: RoadmapPane, qtbot: QtBot) -> None:
    qtbot.mouseClick(pane.header.view.button("horizons"), LEFT)
    assert pane.horizons.view is not None
    assert pane.horizons.view.isVisible()
    assert not pane.area.isVisible()
    assert not pane.strip.isVisible(), "a time axis is not there"
    qtbot.mouseClick(pane.header.view.button("timeline"), LEFT)
    assert pane.area.isVisible()
    assert pane.strip.isVisible()
    pane.commands.horizons.trigger()
    pane.commands.table.trigger()
    assert pane.faces.table is not None
    assert pane.faces.table.isVisible()
    assert pane.header.view.value() == "timeline"


@pytest.mark.parametrize(
    ("when", "start", "end", "words"),
    [
        ("next", date(2026, 10, 1), date(2026, 11, 16), "1 Oct – 16 Nov, 47 days"),
        ("later", date(2027, 1, 1), date(2027, 2, 16), "1 Jan 2027 – 16 Feb 2027, 47 days"),
        ("unplanned", None, None, "Off the roadmap"),
    ],
)
def test_a_card_dragged_into_another_column_is_planned_there(
    pane: RoadmapPane, when: When, start: date | None, end: date | None, words: str
) -> None:
    view = opened(pane)
    before = item(pane, REFUSALS)
    at = middle(view, REFUSALS)
    hold(view, at, column(view, when, at.y()))
    assert view.words() == words
    assert view.lit.into == when
    assert item(pane, REFUSALS) == before, "nothing is changed while the button is down"
    send(view, QEvent.Type.MouseButtonRelease, column(view, when, at.y()))
    assert (item(pane, REFUSALS).planned_start, item(pane, REFUSALS).planned_end) == (start, end)
    assert item(pane, REFUSALS).stage == before.stage
    assert view.board.cards[REFUSALS].when == when
    pane.desk.undo()
    assert item(pane, REFUSALS) == before
    assert view.board.cards[REFUSALS].when == "now"


def test_into_now_work_starts_today(pane: RoadmapPane) -> None:
    view = opened(pane)
    at = middle(view, DEBIT)
    hold(view, at, column(view, "now", at.y()))
    send(view, QEvent.Type.MouseButtonRelease, column(view, "now", at.y()))
    assert item(pane, DEBIT).planned_start == TODAY
    assert item(pane, DEBIT).planned_end == date(2026, 9, 22), "five weeks, as its effort says"


def test_what_is_under_way_stays_in_now_and_the_note_says_so(pane: RoadmapPane, qtbot: QtBot) -> None:
    view = opened(pane)
    at = middle(view, CARD)
    hold(view, at, column(view, "later", at.y()))
    assert "is under way, so it stays in Now" in view.words()
    with qtbot.waitSignal(pane.desk.refused):
        send(view, QEvent.Type.MouseButtonRelease, column(view, "later", at.y()))
    assert pane.desk.document.undo_label is None


def test_escape_and_the_own_column_change_nothing(pane: RoadmapPane, qtbot: QtBot) -> None:
    view = opened(pane)
    at = middle(view, REFUSALS)
    hold(view, at, column(view, "later", at.y()))
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    send(view, QEvent.Type.MouseButtonRelease, column(view, "later", at.y()))
    assert pane.desk.document.undo_label is None
    hold(view, at, at + QPoint(0, 40))
    assert view.words() == "Stays where it is"
    send(view, QEvent.Type.MouseButtonRelease, at + QPoint(0, 40))
    assert pane.desk.document.undo_label is None


def test_keys_move_many_cards_at_once(pane: RoadmapPane, qtbot: QtBot) -> None:
    view = opened(pane)
    pane.desk.select(Deliverable, (REFUSALS, LETTERS), REFUSALS)
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert {view.board.cards[one].when for one in (REFUSALS, LETTERS)} == {"next"}
    assert item(pane, LETTERS).planned_start == date(2026, 10, 1)
    assert pane.desk.selection.ids == (REFUSALS, LETTERS)
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert view.board.cards[REFUSALS].when == "later"
    pane.desk.undo()
    pane.desk.undo()
    assert item(pane, REFUSALS).planned_start == date(2026, 9, 7)
    pane.commands.puts["later"].trigger()
    assert view.board.cards[LETTERS].when == "later"
    qtbot.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert view.board.cards[LETTERS].when == "next"


def test_arrows_walk_the_cards_and_a_reader_hears_them(pane: RoadmapPane, qtbot: QtBot) -> None:
    view = opened(pane)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    first = next(iter(view.board.cards))
    assert pane.desk.selection.current == first
    qtbot.keyClick(view, Qt.Key.Key_Down)
    second = pane.desk.selection.current
    assert second is not None
    assert view.board.cards[second].when == view.board.cards[first].when
    assert view.accessibleDescription().startswith(view.board.cards[second].title)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(pane.desk.selection.ids) == 2
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.board.cards[pane.desk.selection.ids[0]].when == "next"
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(pane.desk.selection.ids) == len(view.board.cards)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert pane.desk.selection.ids == ()


def test_clicks_select_in_all_panes_and_selection_comes_back(pane: RoadmapPane, qtbot: QtBot) -> None:
    view = opened(pane)
    qtbot.mouseClick(view.viewport(), LEFT, NONE, middle(view, REFUSALS))
    assert pane.desk.selection.ids == (REFUSALS,)
    assert pane.area.shown.selected == {REFUSALS}
    qtbot.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.ControlModifier, middle(view, LETTERS))
    assert set(pane.desk.selection.ids) == {REFUSALS, LETTERS}
    pane.desk.select(Deliverable, (DEBIT,))
    assert view.lit.selected == {DEBIT}
    box = view.box(DEBIT)
    assert box.top() > 0
    assert box.bottom() <= view.viewport().height()


def test_the_lanes_are_the_roadmaps_and_changes_show_at_once(pane: RoadmapPane) -> None:
    view = opened(pane)
    pane.commands.by["team"].trigger()
    assert view.board.by == "team"
    pane.desk.do(lambda now: records.edit(now, Deliverable, [REFUSALS], {"title": "Refusals told"}))
    assert view.board.cards[REFUSALS].title == "Refusals told"
    pane.commands.horizons.trigger()
    pane.desk.do(lambda now: records.delete(now, Deliverable, [LETTERS]))
    assert LETTERS not in opened(pane).board.cards


def test_items_from_another_pane_are_dropped_into_a_column(pane: RoadmapPane) -> None:
    view = opened(pane)
    data = deliverables_data(pane.desk, [DEBIT])
    at = column(view, "next", 200)
    QApplication.sendEvent(view.viewport(), QDragEnterEvent(at, Qt.DropAction.CopyAction, data, LEFT, NONE))
    assert view.words() == "1 Oct – 4 Nov, 35 days"
    QApplication.sendEvent(view.viewport(), QDropEvent(QPointF(at), Qt.DropAction.CopyAction, data, LEFT, NONE))
    assert item(pane, DEBIT).planned_start == date(2026, 10, 1)


def test_the_view_is_remembered_and_all_themes_paint(make: Make, qapp: QApplication) -> None:
    pane = make()
    view = opened(pane)
    for theme in ("dark", "contrast", "light"):
        apply_theme(qapp, theme)
        assert not view.grab().isNull()
    other = make()
    other.restore_state(json.loads(json.dumps(pane.save_state())))
    assert other.commands.horizons.isChecked()
    assert other.horizons.view is not None
    assert other.horizons.view.isVisible()
    other.restore_state({})
    assert other.area.isVisible()


def test_a_narrow_header_lets_tools_go_and_takes_them_back(make: Make, qtbot: QtBot) -> None:
    pane = make(width=1000)
    assert pane.header.zoom.isVisible()
    pane.resize(480, 700)
    qtbot.waitUntil(lambda: not pane.header.zoom.isVisible())
    assert pane.header.lanes.isVisible()
    pane.resize(1000, 700)
    qtbot.waitUntil(lambda: pane.header.zoom.isVisible())
