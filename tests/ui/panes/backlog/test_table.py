"""The table by mouse and keyboard: selection, ranking, dragging, painting."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QBuffer, QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deliverydesk.actions import backlog
from deliverydesk.domain.entities import Deliverable, Outcome
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.mime import deliverables_data
from deliverydesk.ui.panes.backlog.bands import Band
from deliverydesk.ui.panes.backlog.columns import PLACE
from deliverydesk.ui.panes.backlog.filters import Filter
from deliverydesk.ui.panes.backlog.pane import BacklogPane
from deliverydesk.ui.panes.backlog.rows import Sort
from deliverydesk.ui.theme import current_theme

FIRST = 100
KEY, MODIFIER = Qt.Key, Qt.KeyboardModifier
OpenPane = Callable[..., BacklogPane]


def centre(pane: BacklogPane, row: int, column: str = "title") -> QPoint:
    return pane.table.visualRect(pane.model.index(row, PLACE[column])).center()


def click(qtbot: QtBot, pane: BacklogPane, row: int, modifier: Qt.KeyboardModifier = MODIFIER.NoModifier) -> None:
    qtbot.mouseClick(pane.table.viewport(), Qt.MouseButton.LeftButton, modifier, centre(pane, row))


def order(desk: Desk) -> list[int]:
    return [i - FIRST for i in desk.portfolio.ranking.ids]


def test_a_click_selects_for_all_panes(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    click(qtbot, pane, 3)
    assert (desk.selection.ids, desk.selection.current) == ((FIRST + 3,), FIRST + 3)
    click(qtbot, pane, 5, MODIFIER.ShiftModifier)
    assert desk.selection.ids == (FIRST + 3, FIRST + 4, FIRST + 5)
    click(qtbot, pane, 8, MODIFIER.ControlModifier)
    assert set(desk.selection.ids) == {FIRST + 3, FIRST + 4, FIRST + 5, FIRST + 8}


def test_what_another_pane_selects_is_selected_and_scrolled_into_sight(open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane(900, 220)
    desk.select(Deliverable, (FIRST + 11,), FIRST + 11)
    assert pane.table.selected() == (FIRST + 11,)
    row = pane.table.visualRect(pane.model.index(11, 2))
    assert pane.table.viewport().rect().contains(row.center())
    desk.select(Outcome, (21,), 21)
    assert pane.table.selected() == ()


def test_the_selection_stays_with_its_items_through_sort_filter_and_move(open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    desk.select(Deliverable, (FIRST + 1, FIRST + 9), FIRST + 9)
    pane.sort_by(Sort("title", True))
    assert set(pane.table.selected()) == {FIRST + 1, FIRST + 9}
    pane.filter_by(Filter("cover"))
    assert pane.table.selected() == (FIRST + 9,)
    pane.filter_by(Filter())
    pane.sort_by(None)
    pane.move_top()
    assert pane.table.selected() == (FIRST + 1, FIRST + 9)
    assert desk.selection.current == FIRST + 9
    rows = {index.row() for index in pane.table.selectionModel().selectedRows()}
    assert rows == {0, 1}


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ([(KEY.Key_Up, 1)], [0, 1, 2, 4, 3, 5]),
        ([(KEY.Key_Up, 9)], [4, 0, 1, 2, 3, 5]),
        ([(KEY.Key_Down, 2)], [0, 1, 2, 3, 5, 6, 4]),
        ([(KEY.Key_Home, 1)], [4, 0, 1, 2]),
        ([(KEY.Key_Home, 1), (KEY.Key_Down, 1)], [0, 4, 1, 2]),
    ],
)
def test_alt_and_keys_change_the_rank(
    qtbot: QtBot, open_pane: OpenPane, desk: Desk, keys: list[tuple[Qt.Key, int]], expected: list[int]
) -> None:
    pane = open_pane()
    click(qtbot, pane, 4)
    for key, times in keys:
        for _ in range(times):
            qtbot.keyClick(pane.table, key, MODIFIER.AltModifier)
    assert order(desk)[: len(expected)] == expected
    assert pane.table.selected() == (FIRST + 4,)


def test_alt_end_goes_to_the_end_and_keeps_several_together(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    click(qtbot, pane, 1)
    click(qtbot, pane, 6, MODIFIER.ControlModifier)
    qtbot.keyClick(pane.table, KEY.Key_End, MODIFIER.AltModifier)
    assert order(desk)[-2:] == [1, 6]
    qtbot.keyClick(pane.table, KEY.Key_Up, MODIFIER.AltModifier)
    assert order(desk)[-3:] == [1, 6, 11]


def test_alt_up_is_refused_while_sorted(qtbot: QtBot, open_pane: OpenPane, desk: Desk, refusals: list[str]) -> None:
    pane = open_pane()
    pane.sort_by(Sort("target"))
    click(qtbot, pane, 4)
    qtbot.keyClick(pane.table, KEY.Key_Up, MODIFIER.AltModifier)
    assert order(desk) == list(range(12))
    assert refusals
    assert refusals[0].startswith("Sorted by target date")


def test_every_key_of_the_rows_is_the_tables_own_and_no_fields(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    click(qtbot, pane, 4)
    pane.go_to_search()
    qtbot.keyClick(pane.filters.search, KEY.Key_Delete)
    qtbot.keyClick(pane.filters.search, KEY.Key_Up, MODIFIER.AltModifier)
    assert order(desk) == list(range(12))


# ---- drag and drop, by the events that Qt sends (the real mouse is in tests/xserver)


def drag(pane: BacklogPane, desk: Desk, ids: list[int], places: list[QPoint], *, drop: bool = True) -> list[str]:
    """Carry ids over the places; what the note says at each."""
    data: QMimeData = deliverables_data(desk, ids)
    action, buttons = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    viewport, said = pane.table.viewport(), []
    enter = QDragEnterEvent(places[0], action, data, buttons, MODIFIER.NoModifier)
    QApplication.sendEvent(viewport, enter)
    for place in places:
        QApplication.sendEvent(viewport, QDragMoveEvent(place, action, data, buttons, MODIFIER.NoModifier))
        said.append(pane.table.note.words)
    if drop:
        event = QDropEvent(QPointF(places[-1]), action, data, buttons, MODIFIER.NoModifier)
        QApplication.sendEvent(viewport, event)
    else:
        QApplication.sendEvent(viewport, QDragLeaveEvent())
    return said


def above(pane: BacklogPane, row: int) -> QPoint:
    rect = pane.table.visualRect(pane.model.index(row, PLACE["title"]))
    return QPoint(rect.center().x(), rect.top() + 3)


def test_a_drop_ranks_and_the_note_said_so(open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    said = drag(pane, desk, [FIRST + 9], [above(pane, 7), above(pane, 2)])
    assert said == ["10 → 8", "10 → 3"]
    assert order(desk)[:4] == [0, 1, 9, 2]
    assert pane.table.note.words == ""
    assert len(order(desk)) == 12


def test_the_lower_half_of_a_row_is_below_it(open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    drag(pane, desk, [FIRST + 9, FIRST + 10], [above(pane, 2) + QPoint(0, 20)])
    assert order(desk)[:5] == [0, 1, 2, 9, 10]


def test_a_drop_below_the_last_row_goes_to_the_end(open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane(900, 700)
    said = drag(pane, desk, [FIRST], [QPoint(200, pane.table.viewport().height() - 40)])
    assert said == ["1 → 12"]
    assert order(desk)[-1] == 0


def test_a_filtered_drop_says_where_it_goes(open_pane: OpenPane, desk: Desk, done: list[str]) -> None:
    pane = open_pane()
    pane.filter_by(Filter().with_values("stage", ["ready"]))
    said = drag(pane, desk, [FIRST + 9], [above(pane, 1)])
    assert said == ["10 → 6  Filtered: goes to rank 6, just above “Booking inside search”"]
    assert desk.portfolio.rank(FIRST + 9) == 6
    assert done == ["Move “Cover-end reminder” to rank 6"]


def test_a_sorted_drop_says_why_not(open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    pane.sort_by(Sort("title"))
    said = drag(pane, desk, [FIRST + 9], [above(pane, 1)])
    assert said == ["Sorted by title; switch to your order to drag"]
    assert order(desk) == list(range(12))


def test_leaving_puts_all_back(open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    before = pane.grab().toImage()
    drag(pane, desk, [FIRST + 9], [above(pane, 2)], drop=False)
    assert pane.table.note.isHidden()
    assert pane.grab().toImage() == before
    assert order(desk) == list(range(12))


@pytest.mark.parametrize("edge", ["top", "bottom"])
def test_near_an_edge_the_rows_scroll_while_the_pointer_rests(
    qtbot: QtBot, open_pane: OpenPane, desk: Desk, edge: str
) -> None:
    pane = open_pane(900, 240)
    bar = pane.table.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    start = bar.value()
    y = 4 if edge == "top" else pane.table.viewport().height() - 4
    data = deliverables_data(desk, [FIRST])
    arguments = (Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, MODIFIER.NoModifier)
    QApplication.sendEvent(pane.table.viewport(), QDragEnterEvent(QPoint(200, y), *arguments))
    QApplication.sendEvent(pane.table.viewport(), QDragMoveEvent(QPoint(200, y), *arguments))
    goal = bar.minimum() if edge == "top" else bar.maximum()
    qtbot.waitUntil(lambda: bar.value() == goal)
    assert start != goal
    QApplication.sendEvent(pane.table.viewport(), QDragLeaveEvent())


def test_other_things_are_not_taken(open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    data = QMimeData()
    data.setText("words")
    event = QDragEnterEvent(
        QPoint(100, 100), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, MODIFIER.NoModifier
    )
    QApplication.sendEvent(pane.table.viewport(), event)
    assert not event.isAccepted()


# ---- looks


def test_what_changes_is_seen(open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()

    def seen() -> object:
        return pane.table.viewport().grab().toImage()

    looks = [seen()]
    for change in (
        lambda: desk.select(Deliverable, (FIRST + 2,), FIRST + 2),
        lambda: pane.set_density("compact"),
        lambda: pane.show_column("owner", on=True),
        lambda: pane.sort_by(Sort("effort", True)),
        lambda: pane.filter_by(Filter("claim")),
        lambda: desk.do(lambda p: backlog.edit_deliverables(p, [FIRST], {"title": "Claims, plainly"})),
    ):
        change()
        looks.append(seen())
    assert [before != after for before, after in pairwise(looks)] == [True] * 6


def test_a_cell_has_a_ring_and_a_row_only_for_the_keyboard(qtbot: QtBot, open_pane: OpenPane) -> None:
    pane = open_pane()
    click(qtbot, pane, 2)
    assert pane.table.ring() == pane.table.visualRect(pane.model.index(2, PLACE["title"])).adjusted(0, 0, 0, -1)
    qtbot.mouseClick(pane.table.viewport(), Qt.MouseButton.LeftButton, pos=centre(pane, 2, "rank"))
    assert pane.table.ring() is None
    by_mouse = pane.table.viewport().grab().toImage()
    qtbot.keyClick(pane.table, KEY.Key_Right)
    qtbot.keyClick(pane.table, KEY.Key_Left)
    assert pane.table.viewport().grab().toImage() != by_mouse


def test_the_row_under_the_pointer_is_tinted(qtbot: QtBot, open_pane: OpenPane) -> None:
    pane = open_pane()
    plain = pane.table.viewport().grab().toImage()
    qtbot.mouseMove(pane.table.viewport(), centre(pane, 3))
    qtbot.waitUntil(lambda: pane.table.viewport().grab().toImage() != plain)
    QApplication.sendEvent(pane.table.viewport(), QEvent(QEvent.Type.Leave))
    assert pane.table.viewport().grab().toImage() == plain


def test_letters_typed_on_a_rank_go_to_the_next_title(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    qtbot.mouseClick(pane.table.viewport(), Qt.MouseButton.LeftButton, pos=centre(pane, 0, "rank"))
    qtbot.keyClicks(pane.table, "rec")
    assert desk.selection.current == FIRST + 3


def test_thousands_of_scattered_rows_stay_selected_by_id(open_pane: OpenPane, desk: Desk) -> None:
    def many(portfolio: object) -> object:
        ids = list(desk.portfolio.deliverables.ids)
        return backlog.duplicate_deliverables(desk.portfolio, ids)

    pane = open_pane()
    for _ in range(7):
        desk.do(many)  # type: ignore[arg-type]
    ids = desk.portfolio.ranking.ids
    chosen = tuple(ids[::2])[:700]
    desk.select(Deliverable, chosen, chosen[3])
    assert len(pane.table.selected()) == len(chosen)
    pane.sort_by(Sort("score", True))
    assert set(pane.table.selected()) == set(chosen)
    assert set(desk.selection.ids) == set(chosen)


# ---- what does not fit


def drawn(pane: BacklogPane, row: int, column: str) -> str:
    """What a cell shows, read from the drawing."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    painter = QPainter(generator)
    table, cell = pane.table, pane.table.visualRect(pane.model.index(row, PLACE[column]))
    band = Band([pane.model.rows.ids[row]], row, [cell.top()], cell.height() + 1)
    table.painter_of_rows.paint_column(
        painter, pane.model.rows, current_theme(), column, cell.left(), cell.width(), band
    )
    painter.end()
    root = ET.fromstring(buffer.data().data())
    return "".join(each.text or "" for each in root.iter("{http://www.w3.org/2000/svg}text"))


def test_a_figure_wider_than_its_cell_is_shortened_and_told_in_full_by_the_tooltip(
    open_pane: OpenPane, desk: Desk
) -> None:
    desk.do(lambda now: backlog.edit_deliverables(now, [FIRST], {"reach": 9e12, "effort_likely": 13.0 / 3}))
    pane = open_pane()
    header, score = pane.table.horizontalHeader(), PLACE["score"]
    header.resizeSection(score, 200)
    assert drawn(pane, 0, "score") == "7,200,000,000,000"
    header.resizeSection(score, 60)
    assert drawn(pane, 0, "score") == "7.2 tn"
    header.resizeSection(score, header.minimumSectionSize())
    assert "…" not in drawn(pane, 0, "score")
    index = pane.model.index(0, score)
    assert "7,200,000,000,000" in pane.model.data(index, Qt.ItemDataRole.ToolTipRole)


def test_a_target_that_has_passed_is_told_without_its_year_rather_than_not_at_all(
    open_pane: OpenPane, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DELIVERYDESK_TODAY", "2027-01-18")
    dates = {FIRST: date(2026, 12, 11), FIRST + 1: date(2024, 12, 11)}
    for item, due in dates.items():
        desk.do(lambda now, i=item, d=due: backlog.edit_deliverables(now, [i], {"target_date": d}))
    pane = open_pane()
    assert drawn(pane, 0, "target") == "11 Dec"
    assert drawn(pane, 1, "target") == "####", "day and month alone would name another day"
    pane.table.horizontalHeader().resizeSection(PLACE["target"], 140)
    assert drawn(pane, 0, "target") == "11 Dec 2026"


def test_a_new_day_shows_what_has_passed_since(
    open_pane: OpenPane, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.do(lambda now: backlog.edit_deliverables(now, [FIRST], {"target_date": date(2026, 8, 19)}))
    pane = open_pane()
    index = pane.model.index(0, PLACE["target"])
    assert "has passed" not in pane.model.data(index, Qt.ItemDataRole.ToolTipRole)
    monkeypatch.setenv("DELIVERYDESK_TODAY", "2026-08-20")
    desk.look_at_clock()
    assert "has passed" in pane.model.data(index, Qt.ItemDataRole.ToolTipRole)


def test_letters_higher_than_a_row_stay_in_it(open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()

    def neighbours(title: str) -> QImage:
        desk.do(lambda now: backlog.edit_deliverables(now, [FIRST + 3], {"title": title}))
        picture = pane.table.viewport().grab().toImage()
        row, painter = pane.table.visualRect(pane.model.index(3, PLACE["title"])), QPainter(picture)
        painter.fillRect(0, row.top(), picture.width(), row.height(), Qt.GlobalColor.black)
        painter.end()
        return picture

    stacked = "Z" + "\u030d\u0316" * 40
    assert neighbours(stacked * 12) == neighbours("Z")
    for marks in (2, 4):
        assert neighbours(("Z" + "\u030d" * marks + "\u0316" * marks) * 12) == neighbours("Z")
