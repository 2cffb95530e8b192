"""Ranking with a real mouse and keyboard: what Qt's drag does to the rows is only seen on a real X server."""

import subprocess
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from deliverydesk.domain.entities import Deliverable
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.panes.backlog.columns import PLACE
from deliverydesk.ui.panes.backlog.pane import BacklogPane
from deliverydesk.ui.panes.backlog.rows import Sort
from tests.xserver.hand import Hand


@pytest.fixture
def pane(open_backlog: Callable[[int, int], BacklogPane]) -> BacklogPane:
    return open_backlog(720, 620)


def at(pane: BacklogPane, row: int, down: int = 14) -> QPoint:
    rect = pane.table.visualRect(pane.model.index(row, PLACE["title"]))
    return QPoint(rect.left() + 40, rect.top() + down)


def test_a_drag_moves_one_row(hand: Hand, pane: BacklogPane, desk: Desk) -> None:
    before = list(desk.portfolio.ranking.ids)
    viewport = pane.table.viewport()
    hand.drag(viewport, at(pane, 9), viewport, at(pane, 3, down=4))
    moved = [*before[:3], before[9], *before[3:9], *before[10:]]
    hand.until(lambda: list(desk.portfolio.ranking.ids) == moved)
    assert len(desk.portfolio.deliverables) == len(before), "Qt deletes rows after a move unless it is kept from it"
    assert list(pane.model.rows.ids) == list(desk.portfolio.live)
    assert pane.table.selected() == (before[9],)


def test_a_drag_moves_three_rows(hand: Hand, pane: BacklogPane, desk: Desk) -> None:
    before = list(desk.portfolio.ranking.ids)
    chosen = [before[n] for n in (4, 8, 11)]
    desk.select(Deliverable, tuple(chosen), chosen[0])
    viewport = pane.table.viewport()
    hand.drag(viewport, at(pane, 8), viewport, at(pane, 1, down=4))
    hand.until(lambda: list(desk.portfolio.ranking.ids)[1:4] == chosen)
    assert len(desk.portfolio.deliverables) == len(before)
    assert pane.table.selected() == tuple(chosen)
    desk.undo()
    assert list(desk.portfolio.ranking.ids) == before


def test_near_the_edge_the_rows_scroll_and_the_drop_goes_where_they_are(
    hand: Hand, pane: BacklogPane, desk: Desk
) -> None:
    first = desk.portfolio.ranking[0]
    viewport = pane.table.viewport()
    low = QPoint(120, viewport.height() - 6)
    hand.drag(viewport, at(pane, 0), viewport, low, linger=1.5)
    hand.until(lambda: desk.portfolio.rank(first) > 25)
    assert pane.table.verticalScrollBar().value() > 0


def test_a_sorted_view_takes_no_drop(hand: Hand, pane: BacklogPane, desk: Desk) -> None:
    before = list(desk.portfolio.ranking.ids)
    pane.sort_by(Sort("target"))
    viewport = pane.table.viewport()
    hand.drag(viewport, at(pane, 9), viewport, at(pane, 3, down=4))
    assert list(desk.portfolio.ranking.ids) == before
    assert pane.table.note.isHidden()


def test_alt_up_moves_the_clicked_row(hand: Hand, pane: BacklogPane, desk: Desk) -> None:
    before = list(desk.portfolio.ranking.ids)
    hand.click(pane.table.viewport(), at(pane, 5))
    hand.until(lambda: desk.selection.current == before[5])
    hand.press("alt+Up", "alt+Up")
    hand.until(lambda: desk.portfolio.rank(before[5]) == 4)
    hand.press("alt+Down")
    hand.until(lambda: desk.portfolio.rank(before[5]) == 5)


def test_a_title_is_edited_where_it_stands(hand: Hand, pane: BacklogPane, desk: Desk) -> None:
    item = desk.portfolio.ranking[2]
    hand.double_click(pane.table.viewport(), at(pane, 2))
    hand.until(lambda: QApplication.focusWidget() is not pane.table)
    hand.type("Other words")
    hand.press("Return")
    hand.until(lambda: desk.portfolio.deliverables[item].title == "Other words")


def test_escape_leaves_everything_as_it_was(hand: Hand, pane: BacklogPane, desk: Desk) -> None:
    before = list(desk.portfolio.ranking.ids)
    viewport = pane.table.viewport()
    start, end = viewport.mapToGlobal(at(pane, 9)), viewport.mapToGlobal(at(pane, 3))
    words = ["mousemove", str(start.x()), str(start.y()), "mousedown", "1"]
    for step in range(1, 7):
        words += ["sleep", "0.03", "mousemove", str(start.x()), str(start.y() + (end.y() - start.y()) * step // 6)]
    words += ["sleep", "0.1", "key", "Escape", "sleep", "0.1", "mouseup", "1"]
    with subprocess.Popen(["xdotool", *words]) as gesture:
        hand.until(lambda: gesture.poll() is not None)
    assert list(desk.portfolio.ranking.ids) == before
    assert pane.table.note.isHidden()


def test_a_drag_across_groups_changes_the_group_and_the_rank(hand: Hand, pane: BacklogPane, desk: Desk) -> None:
    pane.group_by("stage")
    pane.table.fold([pane.model.rows.groups[0].key], on=True)
    rows, before = pane.model.rows, list(desk.portfolio.ranking.ids)
    shaping, ready = rows.groups[1], rows.groups[2]
    moved, anchor = shaping.ids[2], ready.ids[3]
    viewport = pane.table.viewport()
    source, target = rows.row_of(moved), rows.row_of(anchor)
    assert source is not None
    assert target is not None
    hand.drag(viewport, at(pane, source), viewport, at(pane, target, down=4))
    hand.until(lambda: desk.portfolio.deliverables[moved].stage is desk.portfolio.deliverables[anchor].stage)
    assert desk.portfolio.rank(moved) == desk.portfolio.rank(anchor) - 1
    assert list(pane.model.rows.groups[2].ids)[3:5] == [moved, anchor]
    assert pane.table.selected() == (moved,)
    desk.undo()
    assert list(desk.portfolio.ranking.ids) == before
    assert rows.row_of(moved) == source


def test_a_group_is_folded_by_its_triangle_and_by_a_double_click(hand: Hand, pane: BacklogPane, desk: Desk) -> None:
    pane.group_by("product")
    viewport, count = pane.table.viewport(), len(pane.model.rows.ids)
    hand.click(viewport, QPoint(14, 14))
    hand.until(lambda: len(pane.model.rows.ids) < count)
    hand.double_click(viewport, QPoint(300, 14))
    hand.until(lambda: len(pane.model.rows.ids) == count)
    hand.press("Left")
    hand.until(lambda: len(pane.model.rows.ids) < count)
