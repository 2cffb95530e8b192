"""Finding items, and the zooms that keys bring."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from deliverydesk.actions import records, roadmap
from deliverydesk.domain.entities import SETTINGS_ID, Deliverable, Settings
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.ui.panes.roadmap.pane import RoadmapPane
from tests.charts.roadmap_example import example, item_id
from tests.ui.panes.roadmap.conftest import Make

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ARCHIVE = item_id("Claims archive, Q4")


@pytest.fixture
def held(pane: RoadmapPane, qtbot: QtBot) -> RoadmapPane:
    """The pane with the focus."""
    pane.activateWindow()
    pane.area.setFocus()
    qtbot.waitUntil(pane.area.hasFocus)
    return pane


def find(pane: RoadmapPane, qtbot: QtBot, words: str) -> None:
    qtbot.keyClick(pane.area, Qt.Key.Key_F, CTRL)
    assert pane.finding.field.hasFocus()
    qtbot.keyClicks(pane.finding.field, words)


def test_enter_jumps_among_the_matches_and_shift_enter_back(held: RoadmapPane, qtbot: QtBot) -> None:
    find(held, qtbot, "claim")
    wanted = [bar.id for bar in held.picture.ordered() if "claim" in bar.title.casefold()]
    assert held.finding.matches == [*wanted, ARCHIVE]
    assert held.finding.count.text() == "1 of 3"
    assert held.desk.selection.ids == (wanted[0],)
    assert held.area.shown.found >= set(wanted)
    qtbot.keyClick(held.finding.field, Qt.Key.Key_Return)
    assert (held.finding.count.text(), held.desk.selection.ids) == ("2 of 3", (wanted[1],))
    qtbot.keyClick(held.finding.field, Qt.Key.Key_Return, SHIFT)
    qtbot.keyClick(held.finding.field, Qt.Key.Key_Return, SHIFT)
    assert held.finding.count.text() == "3 of 3"
    assert held.waiting.is_open(), "what has no dates is found in the list of what waits"
    assert held.waiting.ids() == (ARCHIVE,)
    assert not held.grab().isNull()
    qtbot.keyClick(held.finding.field, Qt.Key.Key_Escape)
    assert not held.finding.isVisible()
    assert held.area.hasFocus()
    assert held.area.shown.found == frozenset()
    assert held.desk.selection.ids == (ARCHIVE,)


def test_what_was_found_far_away_in_a_collapsed_lane_is_brought_into_sight(held: RoadmapPane, qtbot: QtBot) -> None:
    held.fold_all()
    held.area.zoom(12)
    one = item_id("Open-enrolment readiness")
    find(held, qtbot, "readiness")
    assert [lane.folded for lane in held.picture.lanes] == [True, True, True, False]
    frame, box = held.area.frame(), held.area.frame().bar_box(held.picture.bars[one])
    assert frame.left <= box[0] < frame.right
    assert frame.top <= box[1]
    assert box[3] <= frame.bottom


def test_nothing_found_says_so_and_changes_follow(held: RoadmapPane, qtbot: QtBot) -> None:
    find(held, qtbot, "no such thing")
    assert held.finding.count.text() == "No match"
    held.finding.field.clear()
    assert held.finding.count.text() == ""
    qtbot.keyClicks(held.finding.field, "digital card")
    held.desk.do(lambda now: roadmap.shift(now, [item_id("Digital card")], 7))
    assert held.finding.count.text() == "1 of 1"
    held.desk.do(lambda now: records.delete(now, Deliverable, [item_id("Digital card")]))
    assert held.finding.count.text() == "No match"


@pytest.mark.parametrize(("key", "keys"), [(Qt.Key.Key_0, CTRL), (Qt.Key.Key_1, SHIFT), (Qt.Key.Key_0, None)])
def test_keys_show_everything(held: RoadmapPane, qtbot: QtBot, key: Qt.Key, keys: Qt.KeyboardModifier | None) -> None:
    held.area.zoom(8)
    qtbot.keyClick(held.area, key, keys or Qt.KeyboardModifier.NoModifier)
    low, high = held.area.visible_days()
    assert all(low <= bar.start and bar.end <= high for bar in held.picture.ordered())


def test_shift_2_shows_the_selection(held: RoadmapPane, qtbot: QtBot) -> None:
    ids = (item_id("Resume a quote"), item_id("Cover-end reminder"))
    held.desk.select(Deliverable, ids)
    qtbot.keyClick(held.area, Qt.Key.Key_2, SHIFT)
    low, high = held.area.visible_days()
    start, end = (date(2026, 7, 27).toordinal(), date(2026, 11, 8).toordinal())
    assert low <= start
    assert end <= high
    assert (high - low) < 1.1 * (end - start) + 2


@pytest.mark.parametrize(
    ("first_month", "keys", "low", "high"),
    [
        (1, Qt.KeyboardModifier.NoModifier, date(2026, 7, 1), date(2026, 10, 1)),
        (1, SHIFT, date(2026, 10, 1), date(2027, 1, 1)),
        (2, Qt.KeyboardModifier.NoModifier, date(2026, 8, 1), date(2026, 11, 1)),
    ],
)
def test_q_shows_this_quarter_and_shift_q_the_next(
    make: Make, qtbot: QtBot, first_month: int, keys: Qt.KeyboardModifier, low: date, high: date
) -> None:
    pane = make(beginning_in(first_month))
    pane.activateWindow()
    pane.area.setFocus()
    qtbot.waitUntil(pane.area.hasFocus)
    qtbot.keyClick(pane.area, Qt.Key.Key_Q, keys)
    first, last = pane.area.visible_days()
    assert 0 <= low.toordinal() - first <= 3
    assert 0 <= last - high.toordinal() <= 3


def beginning_in(month: int) -> Portfolio:
    """The example with a fiscal year from another month."""
    return Portfolio.of(
        replace(each, fiscal_year_start=month) if isinstance(each, Settings) else each for each in example().entities()
    )


def test_fiscal_quarters_head_the_roadmap_where_the_year_begins_in_another_month(make: Make) -> None:
    pane = make(beginning_in(10))
    assert pane.commands.fiscal.isVisible()
    words = [heading.words for heading in pane.area._heading(pane.area.frame()).upper]  # noqa: SLF001
    assert "FY27 Q1, Oct" in words
    pane.commands.calendar.trigger()
    words = [heading.words for heading in pane.area._heading(pane.area.frame()).upper]  # noqa: SLF001
    assert "Oct" in words
    other = make(beginning_in(10))
    other.restore_state(pane.save_state())
    assert other.picture.calendar.fiscal_start == 1
    assert other.exportables()[1].make().calendar.fiscal_start == 1


def test_a_change_of_the_fiscal_year_or_of_the_week_is_seen_at_once(pane: RoadmapPane) -> None:
    assert not pane.commands.fiscal.isVisible()
    given = {"fiscal_year_start": 4, "week_start": 7}
    pane.desk.do(lambda now: records.edit(now, Settings, [SETTINGS_ID], given))
    assert pane.picture.calendar == (4, 7)
    assert pane.commands.fiscal.isVisible()
    pane.desk.undo()
    assert pane.picture.calendar == (1, 1)
