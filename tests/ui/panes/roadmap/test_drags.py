"""Dragging on the roadmap with mouse events: one change set on release, nothing before, nothing after Escape."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deliverydesk.charts.roadmap_frame import route
from deliverydesk.domain.entities import Deliverable, Demand, Dependency
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.rendering.roadmap_head import mark_y, marks_of
from deliverydesk.rendering.roadmap_inks import Inks
from deliverydesk.support.tokens import load_tokens
from deliverydesk.ui.mime import deliverables_data
from deliverydesk.ui.panes.roadmap.hits import handle_place
from deliverydesk.ui.panes.roadmap.pane import RoadmapPane
from tests.charts.roadmap_example import TODAY, example, item_id
from tests.ui.panes.roadmap.conftest import Make, edge, middle

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
CARD = item_id("Digital card")
REFUSALS = item_id("Refusals explained")


def send(pane: RoadmapPane, kind: QEvent.Type, at: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    view = pane.area.viewport()
    down = LEFT if kind != QEvent.Type.MouseButtonRelease else Qt.MouseButton.NoButton
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else LEFT
    place = QPointF(at)
    event = QMouseEvent(kind, place, QPointF(view.mapToGlobal(at)), button, down, keys)
    QApplication.sendEvent(view, event)


def press_and_move(pane: RoadmapPane, start: QPoint, end: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    send(pane, QEvent.Type.MouseButtonPress, start, keys)
    for step in range(1, 6):
        send(pane, QEvent.Type.MouseMove, start + (end - start) * step / 5, keys)


def drag(pane: RoadmapPane, start: QPoint, end: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    press_and_move(pane, start, end, keys)
    send(pane, QEvent.Type.MouseButtonRelease, end, keys)


def item(pane: RoadmapPane, one: int) -> Deliverable:
    return pane.desk.portfolio.deliverables[one]


def days(pane: RoadmapPane, count: float) -> int:
    return round(count * pane.area.per_day)


def test_a_bar_dragged_three_weeks_on_is_planned_three_weeks_later(pane: RoadmapPane) -> None:
    before = item(pane, REFUSALS)
    start = middle(pane, REFUSALS)
    press_and_move(pane, start, start + QPoint(days(pane, 22), 0))
    assert item(pane, REFUSALS) == before, "nothing is changed while the button is down"
    assert pane.desk.document.undo_label is None
    send(pane, QEvent.Type.MouseButtonRelease, start + QPoint(days(pane, 22), 0))
    moved = item(pane, REFUSALS)
    # from a Monday to the nearest Monday, its length kept
    assert moved.planned_start == before.planned_start + timedelta(days=21)  # type: ignore[operator]
    assert moved.planned_end == before.planned_end + timedelta(days=21)  # type: ignore[operator]
    pane.desk.undo()
    assert item(pane, REFUSALS) == before
    assert pane.desk.document.undo_label is None, "the whole drag was one step"


def test_alt_leaves_out_the_snapping(pane: RoadmapPane) -> None:
    before = item(pane, REFUSALS)
    start = middle(pane, REFUSALS)
    drag(pane, start, start + QPoint(days(pane, 10), 0), Qt.KeyboardModifier.AltModifier)
    moved = item(pane, REFUSALS)
    assert (moved.planned_start - before.planned_start).days == 10  # type: ignore[operator]


def test_escape_leaves_all_as_it_was(pane: RoadmapPane, qtbot: QtBot) -> None:
    before = item(pane, REFUSALS)
    start = middle(pane, REFUSALS)
    press_and_move(pane, start, start + QPoint(120, 0))
    assert pane.area.looked_ahead() is not None
    qtbot.keyClick(pane.area, Qt.Key.Key_Escape)
    assert pane.area.looked_ahead() is None
    send(pane, QEvent.Type.MouseButtonRelease, start + QPoint(120, 0))
    assert item(pane, REFUSALS) == before
    assert pane.desk.document.undo_label is None


@pytest.mark.parametrize("end", [True, False])
def test_an_end_dragged_moves_that_end_alone(pane: RoadmapPane, end: bool) -> None:
    before = item(pane, REFUSALS)
    start = edge(pane, REFUSALS, end=end)
    drag(pane, start, start + QPoint(days(pane, 14), 0))
    after = item(pane, REFUSALS)
    if end:
        assert after.planned_start == before.planned_start
        # 23 October was a Friday, and so is the day two weeks on
        assert after.planned_end == date(2026, 11, 6)
    else:
        assert after.planned_end == before.planned_end
        assert after.planned_start == date(2026, 9, 21)


def test_a_bar_cannot_end_before_it_starts(pane: RoadmapPane) -> None:
    start = edge(pane, REFUSALS, end=True)
    drag(pane, start, start - QPoint(days(pane, 200), 0))
    after = item(pane, REFUSALS)
    assert after.planned_end == after.planned_start == date(2026, 9, 7)


def test_the_preview_says_the_dates_that_letting_go_gives(pane: RoadmapPane) -> None:
    start = middle(pane, REFUSALS)
    press_and_move(pane, start, start + QPoint(days(pane, 21), 0))
    looked = pane.area.looked_ahead()
    assert looked is not None
    assert looked.words == "28 Sep – 13 Nov, 47 days"
    send(pane, QEvent.Type.MouseButtonRelease, start + QPoint(days(pane, 21), 0))
    assert item(pane, REFUSALS).planned_start == date(2026, 9, 28)
    assert item(pane, REFUSALS).planned_end == date(2026, 11, 13)


def test_several_selected_bars_move_together_in_one_step(pane: RoadmapPane) -> None:
    ids = (REFUSALS, item_id("Letters to inbox"))
    pane.desk.select(Deliverable, ids)
    before = [item(pane, one) for one in ids]
    start = middle(pane, REFUSALS)
    drag(pane, start, start + QPoint(days(pane, 14), 0))
    for one, was in zip(ids, before, strict=True):
        assert (item(pane, one).planned_start - was.planned_start).days == 14  # type: ignore[operator]
    assert pane.desk.document.undo_label == "plan 2 deliverables 14 days later"
    pane.desk.undo()
    assert [item(pane, one) for one in ids] == before


def test_a_bar_dragged_into_another_lane_changes_its_product_and_says_so(pane: RoadmapPane) -> None:
    start = middle(pane, REFUSALS)
    target = QPoint(start.x(), middle(pane, item_id("Booking inside search")).y())
    press_and_move(pane, start, target)
    looked = pane.area.looked_ahead()
    assert looked is not None
    assert looked.words.endswith("→ Care Finder")
    send(pane, QEvent.Type.MouseButtonRelease, target)
    after = item(pane, REFUSALS)
    assert after.product == 13
    assert after.planned_start == date(2026, 9, 7), "straight down changes no dates"
    pane.desk.undo()
    assert item(pane, REFUSALS).product == 12


def test_in_lanes_by_team_the_other_lane_takes_the_work_over(pane: RoadmapPane) -> None:
    pane.commands.by["team"].trigger()
    start = middle(pane, REFUSALS)
    drag(pane, start, QPoint(start.x(), middle(pane, item_id("Quote on one page")).y()))
    assert [demand.team for demand in pane.desk.portfolio.demands.by("deliverable", REFUSALS)] == [24]


def test_work_of_several_teams_is_not_given_to_one_by_a_drag(make: Make, qtbot: QtBot) -> None:
    pane = make(Portfolio.of([*example().entities(), Demand(900, REFUSALS, 25, likely=2.0)]))
    pane.commands.by["team"].trigger()
    start = middle(pane, REFUSALS)
    with qtbot.waitSignal(pane.desk.refused) as refused:
        drag(pane, start, QPoint(start.x(), middle(pane, item_id("Quote on one page")).y()))
    assert "shared by several teams" in refused.args[0]
    assert len(pane.desk.portfolio.demands.by("deliverable", REFUSALS)) == 2


def test_a_milestone_is_dragged_to_another_day(pane: RoadmapPane) -> None:
    frame = pane.area.frame()
    placed = next(p for p in marks_of(frame, Inks(load_tokens())) if p.mark.name == "Open enrolment")
    start = QPoint(round(placed.x), round(mark_y(frame, placed)))
    drag(pane, start, start + QPoint(days(pane, 12), 0))
    assert pane.desk.portfolio.milestones[502].date == date(2026, 11, 13)


def handle(pane: RoadmapPane, one: int) -> QPoint:
    place = handle_place(pane.area.frame(), pane.picture.bars[one])
    assert place is not None
    return QPoint(round(place[0]), round(place[1]))


def test_a_dependency_is_drawn_from_the_handle_of_a_bar_to_another(pane: RoadmapPane) -> None:
    second = item_id("Resume a quote")
    send(pane, QEvent.Type.MouseMove, middle(pane, CARD))
    press_and_move(pane, handle(pane, CARD), middle(pane, second))
    looked = pane.area.looked_ahead()
    assert looked is not None
    assert (looked.target, looked.refused) == (second, False)
    assert looked.words == "“Resume a quote” waits for “Digital card”"
    assert not pane.grab().isNull()
    assert not pane.desk.portfolio.dependencies.by("successor", second)
    send(pane, QEvent.Type.MouseButtonRelease, middle(pane, second))
    (made,) = pane.desk.portfolio.dependencies.by("successor", second)
    assert made.predecessor == CARD
    assert pane.desk.selection == (Dependency, (made.id,), made.id)
    pane.desk.undo()
    assert not pane.desk.portfolio.dependencies.by("successor", second)


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("Refusals explained", "Receipt photos", "circle"),
        ("Receipt photos", "Refusals explained", "already"),
        ("Receipt photos", "Receipt photos", "itself"),
    ],
)
def test_what_cannot_wait_says_why_while_it_is_pointed_at(
    pane: RoadmapPane, first: str, second: str, words: str
) -> None:
    before = pane.desk.portfolio
    one, two = item_id(first), item_id(second)
    pane.desk.select(Deliverable, (one,))
    press_and_move(pane, handle(pane, one), middle(pane, two))
    looked = pane.area.looked_ahead()
    assert looked is not None
    assert looked.refused
    assert words in looked.words
    assert not pane.grab().isNull()
    send(pane, QEvent.Type.MouseButtonRelease, middle(pane, two))
    assert pane.desk.portfolio is before


def test_escape_lets_a_dependency_go(pane: RoadmapPane, qtbot: QtBot) -> None:
    second = item_id("Resume a quote")
    pane.desk.select(Deliverable, (CARD,))
    press_and_move(pane, handle(pane, CARD), middle(pane, second))
    qtbot.keyClick(pane.area, Qt.Key.Key_Escape)
    send(pane, QEvent.Type.MouseButtonRelease, middle(pane, second))
    assert not pane.desk.portfolio.dependencies.by("successor", second)


def test_a_click_on_a_dependency_selects_it_and_one_elsewhere_lets_it_go(pane: RoadmapPane, qtbot: QtBot) -> None:
    (link,) = pane.picture.broken
    way = route(pane.area.frame(), link)
    assert way is not None
    qtbot.mouseClick(pane.area.viewport(), LEFT, NONE, QPoint(round(way.join[0]), round(way.join[1])))
    assert pane.desk.selection.entity_type is Dependency
    assert pane.area.shown.link == link.id
    assert pane.commands.unlink.isEnabled()
    assert not pane.commands.unplace.isEnabled()
    qtbot.mouseClick(pane.area.viewport(), LEFT, NONE, middle(pane, CARD))
    assert pane.area.shown.link is None


def test_empty_ground_pans_and_shift_draws_a_rubber_band(pane: RoadmapPane) -> None:
    ground = QPoint(pane.area.viewport().width() - 60, middle(pane, item_id("Open-enrolment readiness")).y())
    first = pane.area.visible_days()[0]
    drag(pane, ground, ground - QPoint(days(pane, 30), 0))
    assert pane.area.visible_days()[0] == pytest.approx(first + 30, abs=1)
    assert pane.desk.document.undo_label is None
    drag(pane, ground, ground + QPoint(days(pane, 30), 0))
    letters = middle(pane, item_id("Letters to inbox"))
    refusals = middle(pane, REFUSALS)
    begin = QPoint(pane.area.viewport().width() - 60, refusals.y() - 12)
    drag(
        pane,
        begin,
        QPoint(min(letters.x(), refusals.x()) + 20, letters.y() + 4),
        Qt.KeyboardModifier.ShiftModifier,
    )
    assert set(pane.desk.selection.ids) == {REFUSALS, item_id("Letters to inbox")}


def test_clicks_select_add_and_clear(pane: RoadmapPane, qtbot: QtBot) -> None:
    view = pane.area.viewport()
    qtbot.mouseClick(view, LEFT, NONE, middle(pane, REFUSALS))
    assert pane.desk.selection.ids == (REFUSALS,)
    qtbot.mouseClick(view, LEFT, Qt.KeyboardModifier.ControlModifier, middle(pane, CARD))
    assert set(pane.desk.selection.ids) == {REFUSALS, CARD}
    qtbot.mouseClick(view, LEFT, Qt.KeyboardModifier.ControlModifier, middle(pane, CARD))
    assert pane.desk.selection.ids == (REFUSALS,)
    qtbot.mouseClick(view, LEFT, NONE, QPoint(view.width() - 40, middle(pane, CARD).y()))
    assert pane.desk.selection.ids == ()


def wheel(pane: RoadmapPane, at: QPoint, turn: int, keys: Qt.KeyboardModifier = NONE) -> None:
    view = pane.area.viewport()
    event = QWheelEvent(
        QPointF(at), QPointF(view.mapToGlobal(at)), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton, keys,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


def test_the_wheel_scrolls_down_with_shift_across_and_with_ctrl_zooms_at_the_pointer(make: Make) -> None:
    pane = make(height=420)
    at = QPoint(500, 200)
    scale = pane.area.frame().scale
    wheel(pane, at, -120)
    assert pane.area.verticalScrollBar().value() > 0
    assert pane.area.frame().scale == scale
    wheel(pane, at, -120, Qt.KeyboardModifier.ShiftModifier)
    assert pane.area.frame().scale.origin > scale.origin
    day, per_day = pane.area.frame().scale.day(500), pane.area.per_day
    wheel(pane, at, 120, Qt.KeyboardModifier.ControlModifier)
    assert pane.area.per_day > per_day
    assert pane.area.frame().scale.day(500) == pytest.approx(day)


# dropping from the backlog


def over(pane: RoadmapPane, data: QMimeData, at: QPoint) -> QDragEnterEvent:
    view = pane.area.viewport()
    enter = QDragEnterEvent(at, Qt.DropAction.CopyAction, data, LEFT, NONE)
    QApplication.sendEvent(view, enter)
    if enter.isAccepted():
        move = QDragMoveEvent(at, Qt.DropAction.CopyAction, data, LEFT, NONE)
        QApplication.sendEvent(view, move)
    return enter


def drop(pane: RoadmapPane, data: QMimeData, at: QPoint) -> None:
    over(pane, data, at)
    event = QDropEvent(QPointF(at), Qt.DropAction.CopyAction, data, LEFT, NONE)
    QApplication.sendEvent(pane.area.viewport(), event)


def test_an_unscheduled_item_is_dropped_on_a_week_and_keeps_its_length(pane: RoadmapPane) -> None:
    one = item_id("Direct debit for premiums")
    frame = pane.area.frame()
    at = QPoint(round(frame.scale.x(date(2026, 10, 6).toordinal())), middle(pane, item_id("Resume a quote")).y())
    data = deliverables_data(pane.desk, [one])
    over(pane, data, at)
    looked = pane.area.looked_ahead()
    assert looked is not None
    assert looked.words == "5 Oct – 8 Nov, 35 days"
    drop(pane, data, at)
    assert item(pane, one).planned_start == date(2026, 10, 5)
    assert item(pane, one).planned_end == date(2026, 11, 8)
    assert pane.desk.selection.ids == (one,)
    assert pane.picture.unscheduled == 2


def test_dropping_in_the_lane_of_another_product_sets_dates_and_product_in_one_step(
    pane: RoadmapPane,
) -> None:
    one = item_id("Direct debit for premiums")
    before = item(pane, one)
    at = QPoint(500, middle(pane, REFUSALS).y())
    drop(pane, deliverables_data(pane.desk, [one]), at)
    assert item(pane, one).product == 12
    assert item(pane, one).planned_start is not None
    pane.desk.undo()
    assert item(pane, one) == before


def test_a_drag_that_comes_in_over_the_names_of_lanes_can_go_on_to_the_dates(pane: RoadmapPane) -> None:
    data = deliverables_data(pane.desk, [CARD])
    # Qt tells no more of a drag that was refused where it came in
    assert over(pane, data, QPoint(10, 300)).isAccepted()
    move = QDragMoveEvent(QPoint(10, 300), Qt.DropAction.CopyAction, data, LEFT, NONE)
    QApplication.sendEvent(pane.area.viewport(), move)
    assert not move.isAccepted()


def test_a_drag_that_leaves_again_changes_nothing(pane: RoadmapPane) -> None:
    over(pane, deliverables_data(pane.desk, [CARD]), QPoint(500, 300))
    assert pane.area.looked_ahead() is not None
    QApplication.sendEvent(pane.area.viewport(), QDragLeaveEvent())
    assert pane.area.looked_ahead() is None
    assert pane.desk.document.undo_label is None


def test_what_is_no_deliverable_of_this_desk_is_not_taken(pane: RoadmapPane, make: Make) -> None:
    words = QMimeData()
    words.setText("Digital card")
    assert not over(pane, words, QPoint(500, 300)).isAccepted()
    other = make()
    assert not over(pane, deliverables_data(other.desk, [CARD]), QPoint(500, 300)).isAccepted()


def test_a_tabled_item_that_is_dropped_is_shown(pane: RoadmapPane) -> None:
    one = item_id("Fax gateway")
    assert one not in pane.picture.bars
    drop(pane, deliverables_data(pane.desk, [one]), QPoint(500, middle(pane, REFUSALS).y()))
    assert one in pane.picture.bars
    assert item(pane, one).planned_start != TODAY
