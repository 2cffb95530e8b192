"""The capacity strip under the roadmap: in step with it, previewing a drag, walked by keys, telling who and what."""

from __future__ import annotations

import json
from datetime import date, timedelta

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deliverydesk.actions import records, roadmap
from deliverydesk.charts.spec import ChartSpec
from deliverydesk.domain.entities import Absence, Deliverable, Demand, Settings, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage
from deliverydesk.ui.mime import deliverables_data
from deliverydesk.ui.panes.roadmap.pane import RoadmapPane
from deliverydesk.ui.theme import apply_theme
from deliverydesk.ui.widgets.who import WhoPopover
from tests.charts.roadmap_example import TODAY, example, item_id
from tests.ui.panes.roadmap.conftest import Make, middle
from tests.ui.panes.roadmap.test_drags import LEFT, NONE, days, over, press_and_move, send

MONDAY = date(2026, 8, 17)


def filled(make: Make, qtbot: QtBot, portfolio: Portfolio | None = None) -> RoadmapPane:
    pane = make(portfolio, capacity=True)
    pane.area.go_to_today()
    qtbot.waitUntil(lambda: pane.strip.picture is not None)
    return pane


def crowded() -> Portfolio:
    """Two teams of six; Data has 124 % in week 36 and Care next to nothing."""
    start = MONDAY + timedelta(weeks=2)
    return Portfolio.of(
        [
            Settings(1, "Small"),
            Team(1, "Care", 6.0, 1.0),
            Team(2, "Data", 6.0, 1.0),
            Deliverable(10, "Search", 1, stage=Stage.DELIVERY, planned_start=start, planned_end=start + timedelta(4)),
            Deliverable(11, "Prices", 2, stage=Stage.READY, planned_start=start + timedelta(28),
                        planned_end=start + timedelta(32)),
            Deliverable(12, "Letters", 3, stage=Stage.READY, effort_likely=1.0),
            Demand(20, 10, 2, likely=7.44),
            Demand(21, 11, 2, likely=0.84),
            Demand(22, 12, 2, likely=3.0),
            Demand(23, 10, 1, likely=1.0),
        ]
    )  # fmt: skip


def click(pane: RoadmapPane, cell: tuple[int, int], qtbot: QtBot) -> WhoPopover:
    at = pane.strip.cells.box(cell).center()
    qtbot.mouseClick(pane.strip.cells.viewport(), LEFT, NONE, at)
    (popover,) = [one for one in pane.findChildren(WhoPopover) if one.isVisible()]
    return popover


def week(pane: RoadmapPane, start: date) -> int:
    picture = pane.strip.picture
    assert picture is not None
    found = picture.column_at(start.toordinal())
    assert found is not None
    return found


def test_cells_lie_under_the_weeks_of_the_roadmap_and_go_with_it(make: Make, qtbot: QtBot) -> None:
    pane = filled(make, qtbot)
    for step in ("", "pan", "zoom"):
        if step == "pan":
            pane.area.pan(-75, 0)
        if step == "zoom":
            pane.area.zoom(1.5)
        frame, column = pane.area.frame(), week(pane, MONDAY + timedelta(weeks=3))
        box = pane.strip.cells.box((0, column))
        x0, x1 = (frame.scale.x((MONDAY + timedelta(weeks=n)).toordinal()) for n in (3, 4))
        assert box.left() == pytest.approx(x0, abs=2)
        assert box.right() == pytest.approx(x1 - 2, abs=1.5)
    assert pane.strip.cells.frame().left == pane.area.frame().left


def test_further_away_the_cells_are_months_and_quarters(make: Make, qtbot: QtBot) -> None:
    pane = filled(make, qtbot)
    assert pane.strip.header.count.text().startswith("pw a week")
    pane.area.restore_view({"per_day": 0.8, "origin": TODAY.toordinal() - 60})
    assert pane.strip.picture is not None
    assert pane.strip.picture.unit == "month"
    assert pane.strip.header.count.text().startswith("pw a month")
    pane.area.restore_view({"per_day": 0.1, "origin": TODAY.toordinal() - 900})
    assert pane.strip.picture.unit == "quarter"
    assert pane.strip.picture.stops[0] <= pane.area.visible_days()[0], "reckoned as far as is seen"


def test_the_header_names_the_worst_and_goes_there(make: Make, qtbot: QtBot) -> None:
    pane = filled(make, qtbot, crowded())
    assert pane.strip.worst.text() == "Data over by 1.4 pw, week 36"
    pane.area.pan(4000, 0)
    qtbot.mouseClick(pane.strip.worst, LEFT)
    cell = pane.strip.cells.marked.current
    assert cell == (1, week(pane, MONDAY + timedelta(weeks=2)))
    frame = pane.area.frame()
    assert frame.left <= pane.strip.cells.box(cell).left() <= frame.right
    pane.desk.do(lambda now: roadmap.unschedule(now, [10]))
    assert pane.strip.worst.isHidden()
    assert pane.strip.header.count.text() == "pw a week, no team is over"


def test_a_drag_shows_the_load_as_it_will_be_and_says_the_worst_of_it(make: Make, qtbot: QtBot) -> None:
    pane = filled(make, qtbot, crowded())
    before = pane.strip.picture
    assert before is not None
    start = middle(pane, 11)
    end = start - QPoint(days(pane, 28), 0)
    press_and_move(pane, start, end)
    looked = pane.area.looked_ahead()
    assert looked is not None
    assert looked.load == "Data, week 36: 124 → 138\u2009%"
    assert looked.over
    assert not pane.grab().isNull()
    shown = pane.strip.picture
    assert shown is not None
    assert shown.share(1, week(pane, MONDAY + timedelta(weeks=2))) == pytest.approx(1.38)
    assert pane.strip.worst.text() == "Data over by 2.3 pw, week 36"
    assert pane.desk.document.undo_label is None, "nothing is done while the button is down"
    send(pane, QEvent.Type.MouseButtonRelease, end)
    done = pane.strip.picture
    assert done is not None
    assert np.allclose(done.grid.load, shown.grid.load), "what was shown is what was done"
    pane.desk.undo()
    assert np.allclose(pane.strip.picture.grid.load, before.grid.load)  # type: ignore[union-attr]


@pytest.mark.parametrize("many", [0, 100])
def test_several_bars_are_looked_ahead_to_together(
    make: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr("deliverydesk.ui.panes.roadmap.strip.ahead._MANY", many)
    pane = filled(make, qtbot, crowded())
    pane.desk.select(Deliverable, (10, 11))
    start = middle(pane, 11)
    press_and_move(pane, start, start + QPoint(days(pane, 14), 0))
    shown = pane.strip.picture
    send(pane, QEvent.Type.MouseButtonRelease, start + QPoint(days(pane, 14), 0))
    assert shown is not None
    assert pane.desk.document.undo_label == "plan 2 deliverables 14 days later"
    assert np.allclose(pane.strip.picture.grid.load, shown.grid.load)  # type: ignore[union-attr]
    assert shown.share(1, week(pane, MONDAY + timedelta(weeks=4))) == pytest.approx(1.24)


def test_escape_puts_the_load_back(make: Make, qtbot: QtBot) -> None:
    pane = filled(make, qtbot, crowded())
    before = pane.strip.picture
    assert before is not None
    press_and_move(pane, middle(pane, 11), middle(pane, 11) - QPoint(days(pane, 28), 0))
    assert not np.allclose(pane.strip.picture.grid.load, before.grid.load)  # type: ignore[union-attr]
    qtbot.keyClick(pane.area, Qt.Key.Key_Escape)
    assert np.allclose(pane.strip.picture.grid.load, before.grid.load)  # type: ignore[union-attr]


def test_an_item_held_over_the_roadmap_is_counted_too(make: Make, qtbot: QtBot) -> None:
    pane = filled(make, qtbot, crowded())
    frame = pane.area.frame()
    at = QPoint(round(frame.scale.x((MONDAY + timedelta(weeks=2)).toordinal())) + 1, round(frame.top) + 20)
    data = deliverables_data(pane.desk, [12])
    over(pane, data, at)
    looked = pane.area.looked_ahead()
    assert looked is not None
    assert looked.load == "Data, week 36: 124 → 174\u2009%"


def test_a_click_tells_who_and_what_and_selects_it_everywhere(make: Make, qtbot: QtBot) -> None:
    pane = filled(make, qtbot, crowded())
    pane.desk.do(lambda now: roadmap.schedule(now, 12, MONDAY + timedelta(weeks=2), MONDAY + timedelta(days=18)))
    cell = (1, week(pane, MONDAY + timedelta(weeks=2)))
    popover = click(pane, cell, qtbot)
    askers = pane.strip.askers(cell)
    assert [(one.title, one.effort, one.share) for one in askers] == [
        ("Search", "7.44 pw", "124\u2009%"),
        ("Letters", "3.00 pw", "50\u2009%"),
    ]
    assert popover.list.count() == 2
    assert QApplication.focusWidget() is popover.list
    qtbot.keyClick(popover.list, Qt.Key.Key_Down)
    qtbot.keyClick(popover.list, Qt.Key.Key_Return)
    assert pane.desk.selection.ids == (12,)
    assert not popover.isVisible()


def test_a_click_on_an_item_of_the_popover_selects_it(make: Make, qtbot: QtBot) -> None:
    pane = filled(make, qtbot, crowded())
    popover = click(pane, (1, week(pane, MONDAY + timedelta(weeks=2))), qtbot)
    place = popover.list.visualItemRect(popover.list.item(0)).center()
    qtbot.mouseClick(popover.list.viewport(), LEFT, NONE, place)
    assert pane.desk.selection.ids == (10,)


def test_arrows_walk_the_cells_and_a_reader_hears_them(make: Make, qtbot: QtBot) -> None:
    pane = filled(make, qtbot, crowded())
    cells = pane.strip.cells
    cells.setFocus()
    qtbot.keyClick(cells, Qt.Key.Key_Right)
    column = week(pane, MONDAY + timedelta(weeks=2))
    assert cells.marked.current == (1, column), "a walk begins at the worst"
    assert cells.accessibleDescription().startswith("Data, week 36 (31 Aug – 6 Sep). 7.44 of 6 person-weeks, 124")
    qtbot.keyClick(cells, Qt.Key.Key_Up)
    qtbot.keyClick(cells, Qt.Key.Key_Left)
    assert cells.marked.current == (0, column - 1)
    assert cells.accessibleDescription().startswith("Care, week 35")
    for _ in range(40):
        qtbot.keyClick(cells, Qt.Key.Key_Right)
    current = cells.marked.current
    assert current is not None
    assert cells.box(current).right() <= pane.area.frame().right + 2, "the roadmap goes along"
    qtbot.keyClick(cells, Qt.Key.Key_Return)
    (popover,) = [one for one in pane.findChildren(WhoPopover) if one.isVisible()]
    qtbot.keyClick(popover.list, Qt.Key.Key_Escape)
    assert not popover.isVisible()
    qtbot.keyClick(cells, Qt.Key.Key_Escape)
    assert cells.marked.current is None


def test_the_pointer_tells_the_figures(make: Make, qtbot: QtBot) -> None:
    pane = filled(make, qtbot, crowded())
    cells = pane.strip.cells
    at = cells.box((1, week(pane, MONDAY + timedelta(weeks=2)))).center()
    place = QPointF(at)
    move = QMouseEvent(
        QEvent.Type.MouseMove, place, QPointF(cells.viewport().mapToGlobal(at)), Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton, NONE,
    )  # fmt: skip
    QApplication.sendEvent(cells.viewport(), move)
    assert cells.marked.hovered == (1, week(pane, MONDAY + timedelta(weeks=2)))
    assert cells.words_at(cells.marked.hovered)[1] == "7.44 of 6 person-weeks, 124\u2009%, over by 1.44"
    assert cells.words_at(cells.cell_at(QPointF(20, 20))) == []


def test_absences_and_focus_change_what_a_team_can_give(make: Make, qtbot: QtBot) -> None:
    pane = filled(make, qtbot, crowded())
    cell = (1, week(pane, MONDAY))
    assert pane.strip.picture is not None
    away = {"team": 2, "start": MONDAY, "end": MONDAY + timedelta(days=4), "members": 2.0}
    pane.desk.do(lambda now: records.add(now, Absence, away))
    assert float(pane.strip.picture.grid.capacity[cell]) == pytest.approx(4.0)
    pane.desk.do(lambda now: records.edit(now, Team, [2], {"focus": 0.5}))
    assert float(pane.strip.picture.grid.capacity[cell]) == pytest.approx(2.0)
    assert pane.strip.cells.words_at(cell)[-1] == "1 person-weeks fewer than usual, as people are away"


def test_the_strip_folds_grows_and_is_remembered(make: Make, qtbot: QtBot) -> None:
    pane = filled(make, qtbot)
    high = 6 * 24 + 4
    qtbot.waitUntil(lambda: pane.strip.cells.height() == high)
    qtbot.mouseClick(pane.strip.fold, LEFT)
    assert not pane.strip.cells.isVisible()
    assert not pane.commands.capacity.isChecked()
    assert pane.strip.header.isVisible()
    pane.commands.capacity.trigger()
    assert pane.strip.cells.isVisible()
    pane.commands.lower.trigger()
    qtbot.waitUntil(lambda: pane.strip.cells.height() == high - 24)
    state = json.loads(json.dumps(pane.save_state()))
    other = make(capacity=True)
    other.restore_state(state)
    assert other.strip.save_state() == {"open": True, "height": high - 24}
    other.restore_state({"capacity": {"open": False, "height": "high"}})
    assert other.strip.save_state() == {"open": False, "height": high - 24}


def test_the_upper_edge_is_dragged(make: Make, qtbot: QtBot) -> None:
    pane = filled(make, qtbot)
    high = 6 * 24 + 4
    qtbot.waitUntil(lambda: pane.strip.cells.height() == high)
    grip = pane.strip._grip  # noqa: SLF001
    for kind, y in ((QEvent.Type.MouseButtonPress, 2), (QEvent.Type.MouseMove, 32)):
        at = QPoint(300, y)
        event = QMouseEvent(kind, QPointF(at), QPointF(grip.mapToGlobal(at)), LEFT, LEFT, NONE)
        QApplication.sendEvent(grip, event)
    qtbot.waitUntil(lambda: pane.strip.cells.height() == high - 30)


def test_a_low_pane_keeps_its_room_for_bars_and_no_teams_need_no_strip(make: Make, qtbot: QtBot) -> None:
    pane = make(height=300, capacity=True)
    assert not pane.strip.cells.isVisible()
    bare = make(Portfolio.of([Settings(1), Deliverable(1, "Search", 1)]), capacity=True)
    assert not bare.strip.isVisible()
    bare.desk.do(lambda now: records.add(now, Team, {"name": "Data"}))
    assert bare.strip.isVisible()
    qtbot.waitUntil(lambda: bare.strip.picture is not None)
    bare.desk.undo()
    assert not bare.strip.isVisible()


def test_where_room_is_short_the_team_in_trouble_is_in_sight(make: Make, qtbot: QtBot) -> None:
    # the last of six teams
    heavy = Demand(901, item_id("Refusals explained"), 26, likely=90.0)
    pane = make(Portfolio.of([*example().entities(), heavy]), height=380, capacity=True)
    qtbot.waitUntil(lambda: pane.strip.picture is not None)
    cells = pane.strip.cells
    assert pane.strip.picture is not None
    ringed = pane.strip.picture.ringed
    assert ringed is not None
    assert ringed[0] == 5
    qtbot.waitUntil(lambda: 0 < cells.box(ringed).bottom() <= cells.viewport().height())
    assert cells.viewport().height() < 6 * 24


def test_new_work_far_ahead_is_reckoned_with(make: Make, qtbot: QtBot) -> None:
    pane = filled(make, qtbot, crowded())
    far = date(2031, 3, 3)
    pane.desk.do(lambda now: roadmap.schedule(now, 12, far, far + timedelta(days=4)))
    assert pane.strip.picture is not None
    assert float(pane.strip.picture.grid.load[1, week(pane, far)]) == pytest.approx(3.0)


def test_many_demands_are_added_up_beside_the_window(make: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deliverydesk.ui.panes.roadmap.strip.strip._MANY", 3)
    pane = make(crowded(), capacity=True)
    qtbot.waitUntil(lambda: pane.strip.picture is not None)
    assert pane.strip.worst.text() == "Data over by 1.4 pw, week 36"
    pane.strip.build()
    pane.desk.do(lambda now: roadmap.unschedule(now, [10]))
    qtbot.waitUntil(lambda: pane.strip._task is None)  # noqa: SLF001
    assert pane.strip.worst.isHidden(), "what changed meanwhile is in it"


def test_what_is_seen_is_exported(make: Make, qtbot: QtBot) -> None:
    pane = filled(make, qtbot)
    spec = next(one.make() for one in pane.exportables() if one.name == "capacity-seen")
    assert isinstance(spec, ChartSpec)
    low, high = pane.area.visible_days()
    assert len(spec.x.categories) == pytest.approx((high - low) / 7, abs=1.5)
    assert spec.y.categories[4] == "Data, 4.8 pw"


def test_all_themes_and_zooms_paint(make: Make, qtbot: QtBot, qapp: QApplication) -> None:
    pane = filled(make, qtbot, Portfolio.of([*example().entities(), Team(90, "<b>A team of a very long name", 0.0)]))
    for theme in ("dark", "contrast", "light"):
        apply_theme(qapp, theme)
        for zoom in (0.06, 0.3, 0.9, 3.0, 48.0):
            pane.area.restore_view({"per_day": zoom, "origin": TODAY.toordinal() - 20})
            assert not pane.grab().isNull()
