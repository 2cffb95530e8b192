"""The roadmap under a real mouse: bars moved and resized, an item dropped in from a list beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QSplitter

from deliverydesk.document.memory import MemoryDocument
from deliverydesk.domain.entities import Deliverable
from deliverydesk.rendering.roadmap_head import mark_y, marks_of
from deliverydesk.rendering.roadmap_inks import Inks
from deliverydesk.support.tokens import load_tokens
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.panes.roadmap.hits import handle_place
from deliverydesk.ui.panes.roadmap.pane import RoadmapPane
from deliverydesk.ui.panes.roadmap.popovers import MilestonePopover
from deliverydesk.ui.theme import apply_theme, current_theme
from tests.charts.roadmap_example import TODAY, example, item_id
from tests.xserver.hand import Hand

REFUSALS = item_id("Refusals explained")


@pytest.fixture
def pane(hand: Hand, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[RoadmapPane]:
    monkeypatch.setenv("DELIVERYDESK_TODAY", TODAY.isoformat())
    apply_theme(qapp, "light")
    desk = Desk(MemoryDocument(example()))
    made = RoadmapPane(desk, current_theme())
    made.resize(900, 800)
    hand.open(made)
    yield made
    desk.close()


def place(pane: RoadmapPane, item: int, share: float = 0.5) -> QPoint:
    """A place on a bar: its start at share 0, its end at 1."""
    x0, y0, x1, y1 = pane.area.frame().bar_box(pane.picture.bars[item])
    return QPoint(round(x0 + 2 + (x1 - x0 - 4) * share), round((y0 + y1) / 2))


def item(pane: RoadmapPane) -> Deliverable:
    return pane.desk.portfolio.deliverables[REFUSALS]


def test_the_mouse_moves_a_bar_by_weeks(pane: RoadmapPane, hand: Hand) -> None:
    start = place(pane, REFUSALS)
    by = QPoint(round(14 * pane.area.per_day), 0)
    hand.drag(pane.area.viewport(), start, pane.area.viewport(), start + by)
    hand.until(lambda: item(pane).planned_start == date(2026, 9, 21))
    assert item(pane).planned_end == date(2026, 11, 6)
    assert pane.desk.selection.ids == (REFUSALS,)


def test_the_mouse_moves_the_end_of_a_bar(pane: RoadmapPane, hand: Hand) -> None:
    start = place(pane, REFUSALS, 1.0)
    by = QPoint(round(21 * pane.area.per_day), 0)
    hand.drag(pane.area.viewport(), start, pane.area.viewport(), start + by)
    hand.until(lambda: item(pane).planned_end == date(2026, 11, 13))
    assert item(pane).planned_start == date(2026, 9, 7)


def test_the_mouse_draws_a_dependency_from_bar_to_bar(pane: RoadmapPane, hand: Hand) -> None:
    first, second = item_id("Digital card"), item_id("Resume a quote")
    view = pane.area.viewport()
    hand.hover(view, place(pane, first))
    hand.until(lambda: pane.area.shown.hovered == first)
    spot = handle_place(pane.area.frame(), pane.picture.bars[first])
    assert spot is not None
    hand.drag(view, QPoint(round(spot[0]), round(spot[1])), view, place(pane, second), linger=0.2)
    hand.until(lambda: bool(pane.desk.portfolio.dependencies.by("successor", second)))
    (made,) = pane.desk.portfolio.dependencies.by("successor", second)
    assert made.predecessor == first
    hand.press("Delete")
    hand.until(lambda: not pane.desk.portfolio.dependencies.by("successor", second))


def test_the_mouse_makes_a_milestone_and_moves_it(pane: RoadmapPane, hand: Hand) -> None:
    view, frame = pane.area.viewport(), pane.area.frame()
    at = QPoint(round(frame.scale.x(date(2026, 9, 24).toordinal() + 0.5)), round(frame.top) - 12)
    hand.double_click(view, at)
    hand.until(lambda: pane.window().findChild(MilestonePopover) is not None)
    popover = pane.window().findChild(MilestonePopover)
    hand.until(popover.name_field.hasFocus)
    hand.type("Board review")
    hand.press("Return")
    hand.until(lambda: len(pane.desk.portfolio.milestones) == 4)
    made = max(pane.desk.portfolio.milestones, key=lambda one: one.id)
    assert (made.name, made.date) == ("Board review", date(2026, 9, 24))
    placed = next(each for each in marks_of(pane.area.frame(), Inks(load_tokens())) if each.mark.id == made.id)
    start = QPoint(round(placed.x), round(mark_y(pane.area.frame(), placed)))
    hand.drag(view, start, view, start + QPoint(round(14 * pane.area.per_day), 0))
    hand.until(lambda: pane.desk.portfolio.milestones[made.id].date == date(2026, 10, 9))


def test_a_click_on_the_name_of_a_lane_collapses_it(pane: RoadmapPane, hand: Hand) -> None:
    frame = pane.area.frame()
    hand.click(pane.area.viewport(), QPoint(40, round(frame.lane_y(1)) + 40))
    hand.until(lambda: pane.picture.lanes[1].folded)


def test_the_wheel_scrolls_and_with_ctrl_zooms(pane: RoadmapPane, hand: Hand) -> None:
    pane.resize(900, 420)
    before = pane.area.per_day
    hand.until(lambda: pane.area.verticalScrollBar().maximum() > 0)
    hand.wheel(pane.area.viewport(), pane.area.viewport().rect().center(), -2)
    hand.until(lambda: pane.area.verticalScrollBar().value() > 0)
    assert pane.area.per_day == before


def test_an_unscheduled_item_is_dragged_up_onto_a_date(pane: RoadmapPane, hand: Hand) -> None:
    pane.commands.waiting.trigger()
    rows = pane.waiting.list
    one = item_id("Claims archive, Q4")
    hand.until(lambda: rows.model().rowCount() == 3 and pane.waiting.geometry().bottom() < pane.height())
    source = rows.visualRect(rows.model().index(0, 0)).center()
    x = round(pane.area.frame().scale.x(date(2026, 10, 13).toordinal()))
    target = QPoint(x, place(pane, REFUSALS).y())
    hand.drag(rows.viewport(), source, pane.area.viewport(), target, linger=0.3)
    hand.until(lambda: one in pane.picture.bars)
    planned = pane.desk.portfolio.deliverables[one]
    assert planned.planned_start == date(2026, 10, 12)
    assert planned.planned_end == date(2026, 11, 8)


def test_a_row_of_the_backlog_is_dragged_onto_the_roadmap(
    hand: Hand, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    backlog = pytest.importorskip("deliverydesk.ui.panes.backlog.pane", reason="needs the backlog pane")
    monkeypatch.setenv("DELIVERYDESK_TODAY", TODAY.isoformat())
    apply_theme(qapp, "light")
    desk = Desk(MemoryDocument(example()))
    both = QSplitter()
    rows, pane = backlog.BacklogPane(desk, current_theme()), RoadmapPane(desk, current_theme())
    both.addWidget(rows)
    both.addWidget(pane)
    both.resize(1240, 760)
    both.setSizes([560, 680])
    hand.open(both)
    one = item_id("Claims archive, Q4")
    table = rows.table
    row = list(desk.portfolio.ranking).index(one)
    table.scrollTo(table.model().index(row, 0))
    source = table.visualRect(table.model().index(row, 1)).center()
    x = round(pane.area.frame().scale.x(date(2026, 9, 15).toordinal()))
    target = QPoint(x, place(pane, REFUSALS).y())
    hand.drag(table.viewport(), source, pane.area.viewport(), target, linger=0.3)
    hand.until(lambda: one in pane.picture.bars)
    assert desk.portfolio.deliverables[one].planned_start == date(2026, 9, 14)
    desk.close()
