"""Lanes: made by any of six things, collapsed and expanded, and what putting a bar into one of them changes."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from deliverydesk.actions import roadmap
from deliverydesk.charts.roadmap import Grouping
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Horizon
from deliverydesk.ui.panes.roadmap.hits import Hit
from deliverydesk.ui.panes.roadmap.pane import RoadmapPane
from tests.charts.roadmap_example import example, item_id
from tests.ui.panes.roadmap.conftest import Make, middle
from tests.ui.panes.roadmap.test_drags import drag, press_and_move, send

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
REFUSALS = item_id("Refusals explained")
CARD = item_id("Digital card")


def sorted_out() -> Portfolio:
    """The example with themes, horizons and owners for some."""
    given = {
        REFUSALS: {"theme": "Clarity", "horizon": Horizon.ONE, "owner": "I. Brandt"},
        CARD: {"theme": "Self service", "horizon": Horizon.TWO, "owner": "R. Haas"},
    }
    return Portfolio.of(
        replace(entity, **given[entity.id]) if isinstance(entity, Deliverable) and entity.id in given else entity  # type: ignore[arg-type]
        for entity in example().entities()
    )


def lane_head(pane: RoadmapPane, at: int) -> QPoint:
    frame = pane.area.frame()
    return QPoint(30, round((frame.lane_y(at) + frame.lane_y(at + 1)) / 2))


@pytest.mark.parametrize(
    ("by", "names"),
    [
        ("theme", ["Clarity", "Self service", "No theme"]),
        ("owner", ["I. Brandt", "R. Haas", "No owner"]),
        (
            "horizon",
            [
                "Horizon 1, defend the core",
                "Horizon 2, build the emerging",
                "Horizon 3, create options",
                "No horizon",
            ],
        ),
    ],
)
def test_lanes_by_theme_owner_and_horizon_end_with_what_has_none(make: Make, by: Grouping, names: list[str]) -> None:
    pane = make(sorted_out())
    pane.commands.by[by].trigger()
    assert [lane.name for lane in pane.picture.lanes] == names
    assert pane.picture.lanes[0].rows[0][0].id == REFUSALS


@pytest.mark.parametrize(
    ("by", "value", "none"),
    [("theme", "Self service", ""), ("owner", "R. Haas", ""), ("horizon", Horizon.TWO, None)],
)
def test_a_bar_dragged_into_another_lane_takes_what_the_lane_stands_for(
    make: Make, by: Grouping, value: object, none: object
) -> None:
    pane = make(sorted_out(), height=1000)
    pane.commands.by[by].trigger()
    before = pane.desk.portfolio.deliverables[REFUSALS]
    at = middle(pane, REFUSALS)
    target = QPoint(at.x(), middle(pane, CARD).y())
    press_and_move(pane, at, target)
    looked = pane.area.looked_ahead()
    assert looked is not None
    assert looked.words.endswith(f"→ {pane.picture.lanes[1].name}")
    send(pane, QEvent.Type.MouseButtonRelease, target)
    after = pane.desk.portfolio.deliverables[REFUSALS]
    assert getattr(after, by) == value
    assert after.planned_start == before.planned_start
    last = len(pane.picture.lanes) - 1
    frame = pane.area.frame()
    drag(pane, middle(pane, REFUSALS), QPoint(at.x(), round(frame.row_y(last, 0)) + 10))
    assert getattr(pane.desk.portfolio.deliverables[REFUSALS], by) == none
    pane.desk.undo()
    pane.desk.undo()
    assert pane.desk.portfolio.deliverables[REFUSALS] == before


def test_a_click_on_its_name_collapses_a_lane_and_another_expands_it(pane: RoadmapPane, qtbot: QtBot) -> None:
    whole = pane.area.frame().height
    qtbot.mouseClick(pane.area.viewport(), LEFT, NONE, lane_head(pane, 1))
    assert pane.picture.lanes[1].folded
    assert pane.area.frame().height < whole
    assert pane.area.hit(QPointF(middle(pane, REFUSALS))) == Hit("fold", 1)
    assert pane.header.count.text() == str(len(pane.picture.bars)), "what is collapsed still counts"
    assert "items" in pane.facts.describe(Hit("fold", 1))
    assert not pane.grab().isNull()
    qtbot.mouseClick(pane.area.viewport(), LEFT, NONE, lane_head(pane, 1))
    assert not pane.picture.lanes[1].folded
    assert pane.area.frame().height == whole


def test_a_collapsed_lane_shows_how_many_items_run_at_once(pane: RoadmapPane) -> None:
    pane.toggle_lane(0)
    lane = pane.picture.lanes[0]
    bars = [bar for row in lane.rows for bar in row]
    for step in lane.steps:
        for day in (step.start, step.end - 1):
            assert step.at_once == sum(bar.start <= day < bar.end for bar in bars)
    assert sum((step.end - step.start) * step.at_once for step in lane.steps) == sum(b.end - b.start for b in bars)


def test_keys_collapse_the_lane_of_the_current_bar_and_tab_stops_at_its_name(pane: RoadmapPane, qtbot: QtBot) -> None:
    pane.activateWindow()
    pane.area.setFocus()
    qtbot.waitUntil(pane.area.hasFocus)
    pane.desk.select(Deliverable, (REFUSALS,))
    qtbot.keyClick(pane.area, Qt.Key.Key_C)
    assert [lane.folded for lane in pane.picture.lanes] == [False, True, False, False]
    assert pane.area.focused_lane == 1
    assert not pane.grab().isNull()
    qtbot.keyClick(pane.area, Qt.Key.Key_Tab)
    assert pane.desk.selection.current == pane.picture.lanes[2].rows[0][0].id
    qtbot.keyClick(pane.area, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert pane.area.focused_lane == 1
    qtbot.keyClick(pane.area, Qt.Key.Key_Return)
    assert not pane.picture.lanes[1].folded
    qtbot.keyClick(pane.area, Qt.Key.Key_C, Qt.KeyboardModifier.ShiftModifier)
    assert all(lane.folded for lane in pane.picture.lanes)
    qtbot.keyClick(pane.area, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    assert not any(lane.folded for lane in pane.picture.lanes)


def test_what_is_collapsed_stays_so_after_changes_in_the_view_kept_and_in_what_is_exported(make: Make) -> None:
    pane = make(sorted_out())
    pane.toggle_lane(1)
    pane.commands.by["theme"].trigger()
    pane.fold_all()
    pane.desk.do(lambda now: roadmap.shift(now, [REFUSALS], 7))
    assert all(lane.folded for lane in pane.picture.lanes)
    state = json.loads(json.dumps(pane.save_state()))
    other = make(sorted_out())
    other.restore_state(state)
    assert other.save_state() == state
    assert all(lane.folded for lane in other.picture.lanes)
    other.commands.by["product"].trigger()
    assert [lane.folded for lane in other.picture.lanes] == [False, True, False, False]
    seen = other.exportables()[1].make()
    assert [lane.folded for lane in seen.lanes] == [False, True, False, False]


def test_a_bar_dropped_on_a_collapsed_lane_goes_into_it(pane: RoadmapPane) -> None:
    pane.toggle_lane(1)
    start = middle(pane, CARD)
    drag(pane, start, QPoint(start.x(), middle(pane, REFUSALS).y()))
    assert pane.desk.portfolio.deliverables[CARD].product == 12
    assert pane.picture.lanes[1].folded
