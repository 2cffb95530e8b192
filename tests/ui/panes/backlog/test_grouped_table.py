"""Groups in the table by mouse and keyboard: folding, walking, dragging across, adding, remembering."""

import json
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from deliverydesk.actions import backlog
from deliverydesk.domain.entities import Deliverable, Demand
from deliverydesk.domain.values import Stage
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.mime import deliverables_data
from deliverydesk.ui.panes.backlog.columns import PLACE
from deliverydesk.ui.panes.backlog.filters import Filter
from deliverydesk.ui.panes.backlog.pane import BacklogPane
from deliverydesk.ui.panes.backlog.rows import Sort
from deliverydesk.ui.theme import current_theme

FIRST = 100
KEY, MODIFIER, LEFT = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton.LeftButton
OpenPane = Callable[..., BacklogPane]
HEADING = -1
BY_STAGE = [HEADING, 3, 7, 11, HEADING, 2, 6, 10, HEADING, 1, 5, 9, HEADING, 0, 4, 8]
"""The rows by stage (idea, shaping, ready, delivery), headings and places in the order."""


def lines(pane: BacklogPane) -> list[int]:
    return [HEADING if i < 0 else i - FIRST for i in pane.model.rows.ids]


def at(pane: BacklogPane, row: int, x: int = 200) -> QPoint:
    return QPoint(x, pane.table.row_top(row) + pane.table.row_height() // 2)


def click(qtbot: QtBot, pane: BacklogPane, row: int, x: int = 200) -> None:
    qtbot.mouseClick(pane.table.viewport(), LEFT, pos=at(pane, row, x))


@pytest.fixture
def pane(open_pane: OpenPane) -> BacklogPane:
    made = open_pane(900, 700)
    made.commands["group_stage"].trigger()
    return made


def test_the_rows_stand_under_their_headings(pane: BacklogPane, desk: Desk) -> None:
    assert lines(pane) == BY_STAGE
    assert pane.group_button.text() == "Group: stage"
    assert pane.header.count.text() == "12"
    assert pane.footer.accessibleName().startswith("12 items, 3 in delivery")
    said = [pane.model.index(row, PLACE["title"]).data() for row in (0, 8)]
    assert said == ["Idea: 3 items, 33 pw, 29 to 43", "Ready: 3 items, 27 pw, 23 to 37"]
    assert pane.model.index(0, PLACE["stage"]).data() == ""
    heading = pane.model.index(4, PLACE["title"])
    spoken = heading.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Stage group, unfolded. Shaping: 3 items")
    assert not heading.flags() & Qt.ItemFlag.ItemIsSelectable
    assert desk.document.undo_label is None
    pane.commands["group_none"].trigger()
    assert lines(pane) == list(range(12))
    assert pane.group_button.text() == "Group"


@pytest.mark.parametrize("how", ["triangle", "double click", "left", "enter", "space", "menu"])
def test_a_group_is_folded_and_unfolded(qtbot: QtBot, pane: BacklogPane, how: str) -> None:
    def toggle(back: bool) -> None:
        viewport = pane.table.viewport()
        if how == "triangle":
            click(qtbot, pane, 4, x=12)
        elif how == "double click":
            click(qtbot, pane, 4)
            qtbot.mouseDClick(viewport, LEFT, pos=at(pane, 4))
        else:
            click(qtbot, pane, 4)
            keys = {"left": KEY.Key_Right if back else KEY.Key_Left, "enter": KEY.Key_Return, "space": KEY.Key_Space}
            if how in keys:
                qtbot.keyClick(pane.table, keys[how])
            else:
                pane.commands["toggle_group"].trigger()

    folded = [*BY_STAGE[:5], *BY_STAGE[8:]]
    toggle(back=False)
    assert lines(pane) == folded
    if how != "triangle":
        assert pane.table.currentIndex().row() == 4
    assert pane.header.count.text() == "12"
    toggle(back=True)
    assert lines(pane) == BY_STAGE


def test_all_are_folded_and_unfolded_by_key(qtbot: QtBot, pane: BacklogPane, desk: Desk) -> None:
    click(qtbot, pane, 9)
    qtbot.keyClick(pane.table, KEY.Key_Minus, MODIFIER.AltModifier)
    assert lines(pane) == [HEADING] * 4
    assert pane.table.currentIndex().row() == 2
    assert desk.selection.ids == (FIRST + 1,)
    qtbot.keyClick(pane.table, KEY.Key_Plus, MODIFIER.AltModifier)
    assert lines(pane) == BY_STAGE
    assert pane.table.selected() == (FIRST + 1,)


def test_the_arrows_walk_over_headings(qtbot: QtBot, pane: BacklogPane, desk: Desk) -> None:
    click(qtbot, pane, 3)
    qtbot.keyClick(pane.table, KEY.Key_Down)
    assert pane.table.currentIndex().row() == 4
    assert desk.selection.ids == ()
    qtbot.keyClick(pane.table, KEY.Key_Down)
    assert desk.selection.ids == (FIRST + 2,)
    qtbot.keyClick(pane.table, KEY.Key_Down, MODIFIER.ShiftModifier)
    for _ in range(3):
        qtbot.keyClick(pane.table, KEY.Key_Down, MODIFIER.ShiftModifier)
    assert desk.selection.ids == (FIRST + 2, FIRST + 6, FIRST + 10, FIRST + 1, FIRST + 5), "headings are passed over"


def test_no_cell_of_a_heading_is_edited(qtbot: QtBot, pane: BacklogPane) -> None:
    click(qtbot, pane, 0)
    pane.table.open_cell()
    assert lines(pane)[:2] == [HEADING, HEADING]
    assert not pane.model.setData(pane.model.index(0, PLACE["title"]), "x")
    pane.why_current()
    assert pane.model.mimeData([pane.model.index(0, 0)]) is not None


def test_the_selection_stays_through_groups_folds_filters_and_sorts(pane: BacklogPane, desk: Desk) -> None:
    chosen = (FIRST + 1, FIRST + 8)
    desk.select(Deliverable, chosen, FIRST + 8)
    for change in (
        lambda: pane.group_by("team"),
        pane.fold_all,
        lambda: pane.sort_by(Sort("title")),
        lambda: pane.filter_by(Filter("quote")),
        lambda: pane.filter_by(Filter()),
        pane.unfold_all,
        lambda: pane.group_by(""),
    ):
        change()
        assert set(desk.selection.ids) == set(chosen)
    assert set(pane.table.selected()) == set(chosen)


# ---- dragging across


def drag(pane: BacklogPane, desk: Desk, ids: list[int], place: QPoint) -> str:
    """Drag over a place of the viewport and let go; what the note said."""
    data, viewport = deliverables_data(desk, ids), pane.table.viewport()
    action, none = Qt.DropAction.MoveAction, MODIFIER.NoModifier
    QApplication.sendEvent(viewport, QDragEnterEvent(place, action, data, LEFT, none))
    QApplication.sendEvent(viewport, QDragMoveEvent(place, action, data, LEFT, none))
    said = pane.table.note.words
    QApplication.sendEvent(viewport, QDropEvent(QPointF(place), action, data, LEFT, none))
    return said


def upper(pane: BacklogPane, row: int) -> QPoint:
    return QPoint(200, pane.table.row_top(row) + 3)


def test_a_drop_in_another_group_sets_the_field_and_takes_the_rank(
    pane: BacklogPane, desk: Desk, done: list[str]
) -> None:
    said = drag(pane, desk, [FIRST + 8], upper(pane, 10))
    assert said == "9 → 6  Stage: Ready"
    assert desk.portfolio.deliverables[FIRST + 8].stage is Stage.READY
    assert desk.portfolio.rank(FIRST + 8) == 6
    assert lines(pane)[8:] == [HEADING, 1, 8, 5, 9, HEADING, 0, 4]
    assert done == ["Put “Digital member card” under ready at rank 6"]
    desk.undo()
    assert lines(pane) == BY_STAGE
    assert desk.document.undo_label is None


def test_several_are_dropped_on_a_heading(pane: BacklogPane, desk: Desk) -> None:
    drag(pane, desk, [FIRST + 3, FIRST + 10], upper(pane, 12))
    assert lines(pane)[-6:] == [HEADING, 3, 10, 0, 4, 8]
    assert [desk.portfolio.rank(FIRST + n) for n in (3, 10)] == [1, 2]


def test_a_folded_group_takes_what_is_dropped_on_it_and_the_rank_stays(pane: BacklogPane, desk: Desk) -> None:
    pane.table.fold([Stage.READY], on=True)
    said = drag(pane, desk, [FIRST + 3], at(pane, 8))
    assert said == "Stage: Ready; its rank stays"
    assert desk.portfolio.deliverables[FIRST + 3].stage is Stage.READY
    assert desk.portfolio.rank(FIRST + 3) == 4


def test_what_teams_share_is_not_dropped_into_another_team(pane: BacklogPane, desk: Desk, refusals: list[str]) -> None:
    from deliverydesk.actions import records

    desk.do(lambda p: records.add(p, Demand, {"deliverable": FIRST, "team": 12, "likely": 1.0}))
    pane.group_by("team")
    growth = pane.model.rows.heading_row(12)
    assert growth is not None
    said = drag(pane, desk, [FIRST], at(pane, growth))
    assert said.startswith("“Claim status, plainly” is shared by several teams")
    assert refusals == [said]
    assert len(desk.portfolio.demands.by("deliverable", FIRST)) == 2


def test_a_group_is_chosen_by_keyboard_instead(qtbot: QtBot, pane: BacklogPane, desk: Desk) -> None:
    desk.select(Deliverable, (FIRST + 3, FIRST + 7), FIRST + 3)
    picker = pane.ask_group()
    assert picker is not None
    qtbot.keyClicks(picker.search, "imp")
    qtbot.keyClick(picker.search, KEY.Key_Return)
    assert [desk.portfolio.deliverables[FIRST + n].stage for n in (3, 7)] == [Stage.IMPROVING] * 2
    assert desk.portfolio.ranking.ids == list(range(FIRST, FIRST + 12))
    assert desk.selection.ids == (FIRST + 3, FIRST + 7)
    assert pane.table.hasFocus()


def test_alt_and_arrows_stay_within_the_group(qtbot: QtBot, pane: BacklogPane, desk: Desk) -> None:
    click(qtbot, pane, 10)
    qtbot.keyClick(pane.table, KEY.Key_Up, MODIFIER.AltModifier)
    assert lines(pane)[8:12] == [HEADING, 5, 1, 9]
    qtbot.keyClick(pane.table, KEY.Key_Up, MODIFIER.AltModifier)
    assert lines(pane)[8:12] == [HEADING, 5, 1, 9]
    assert desk.portfolio.deliverables[FIRST + 5].stage is Stage.READY


# ---- adding, following, remembering


def test_a_new_item_goes_into_the_group_of_the_current_row(qtbot: QtBot, pane: BacklogPane, desk: Desk) -> None:
    pane.group_by("team")
    data = pane.model.rows.heading_row(11)
    assert data is not None
    click(qtbot, pane, data + 1)
    pane.commands["add"].trigger()
    new = max(desk.portfolio.deliverables.ids)
    assert [demand.team for demand in desk.portfolio.demands.by("deliverable", new)] == [11]
    assert pane.table.viewport().focusWidget() is not None


def test_a_new_item_unfolds_its_group(qtbot: QtBot, pane: BacklogPane, desk: Desk) -> None:
    pane.fold_all()
    click(qtbot, pane, 2)
    pane.commands["add_end"].trigger()
    new = max(desk.portfolio.deliverables.ids)
    assert desk.portfolio.deliverables[new].stage is Stage.READY
    assert pane.model.rows.row_of(new) == 6
    assert lines(pane)[:3] == [HEADING] * 3


def test_after_the_last_of_a_group_is_deleted_another_is_selected(pane: BacklogPane, desk: Desk) -> None:
    desk.select(Deliverable, (FIRST + 10,), FIRST + 10)
    pane.delete()
    assert desk.selection.ids == (FIRST + 1,)


def test_an_edit_from_elsewhere_moves_the_row_and_the_figures(pane: BacklogPane, desk: Desk) -> None:
    before = pane.table.viewport().grab().toImage()
    desk.do(lambda p: backlog.edit_deliverables(p, [FIRST + 3], {"stage": Stage.READY, "effort_likely": 40.0}))
    assert lines(pane) == [HEADING, 7, 11, HEADING, 2, 6, 10, HEADING, 1, 3, 5, 9, HEADING, 0, 4, 8]
    assert pane.model.index(7, PLACE["title"]).data().startswith("Ready: 4 items, 67 pw, 63 to 77")
    assert pane.table.viewport().grab().toImage() != before


def test_groups_and_folds_are_remembered(qtbot: QtBot, pane: BacklogPane, desk: Desk) -> None:
    pane.table.fold([Stage.IDEA, Stage.READY], on=True)
    pane.group_by("product")
    pane.table.fold([None], on=True)
    state = json.loads(json.dumps(pane.save_state()))
    other = BacklogPane(desk, current_theme())
    qtbot.addWidget(other)
    other.restore_state(state)
    assert lines(other) == lines(pane)
    other.group_by("stage")
    assert lines(other) == [HEADING, HEADING, 2, 6, 10, HEADING, HEADING, 0, 4, 8]
    assert json.loads(json.dumps(other.save_state())) == {**state, "group": "stage"}
    other.restore_state({"group": "gone", "folded": {"gone": [1], "stage": 7}})
    assert lines(other) == list(range(12))


def test_the_menu_on_a_heading_is_that_of_groups(qtbot: QtBot, pane: BacklogPane) -> None:
    from PySide6.QtGui import QContextMenuEvent

    place = at(pane, 0)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, pane.table.viewport().mapToGlobal(place))
    QApplication.sendEvent(pane.table, event)
    menu = next(m for m in pane.findChildren(QMenu) if m.isVisible())
    assert "Fold all groups" in [action.text() for action in menu.actions()]
    menu.close()


def test_what_is_exported_is_what_passes_folded_or_not(pane: BacklogPane) -> None:
    pane.fold_all()
    (exportable,) = pane.exportables()
    table = exportable.make()
    titles = [column.name for column in table.columns].index("Title")  # type: ignore[union-attr]
    assert len(table.rows) == 12  # type: ignore[union-attr]
    assert table.rows[0][titles] == "Receipt photos"  # type: ignore[union-attr]
