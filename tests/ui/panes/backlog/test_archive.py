"""The archive in the backlog: out of sight, asked for by a filter, and back again."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from deliverydesk.actions.archiving import archive_deliverables
from deliverydesk.domain.entities import Deliverable
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.panes.backlog.columns import PLACE
from deliverydesk.ui.panes.backlog.filters import Filter
from deliverydesk.ui.panes.backlog.pane import BacklogPane

FIRST = 100
KEY, MODIFIER = Qt.Key, Qt.KeyboardModifier
OpenPane = Callable[..., BacklogPane]


def shown(pane: BacklogPane) -> list[int]:
    return [i - FIRST for i in pane.model.rows.ids]


def ranks(pane: BacklogPane) -> list[str]:
    return [pane.model.index(row, PLACE["rank"]).data() for row in range(len(pane.model.rows.ids))]


def test_a_key_archives_what_is_selected_and_undo_brings_it_back(
    qtbot: QtBot, open_pane: OpenPane, desk: Desk, done: list[str]
) -> None:
    pane = open_pane()
    desk.select(Deliverable, (FIRST + 2, FIRST + 3), FIRST + 2)
    qtbot.keyClick(pane.table, KEY.Key_A, MODIFIER.ControlModifier | MODIFIER.ShiftModifier)
    assert shown(pane) == [0, 1, *range(4, 12)]
    assert ranks(pane) == [str(n) for n in range(1, 11)]
    assert pane.header.count.text() == "10"
    assert pane.footer.accessibleName().startswith("10 items, 3 in delivery")
    assert desk.selection.ids == (FIRST + 4,)
    assert done == ["Archive 2 deliverables"]
    desk.undo()
    assert shown(pane) == list(range(12))


def test_what_is_archived_is_shown_where_it_is_asked_for(open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    desk.do(lambda p: archive_deliverables(p, [FIRST + 1, FIRST + 5]))
    pane.commands["show_archived"].trigger()
    assert shown(pane) == list(range(12))
    assert pane.header.count.text() == "12"
    assert ranks(pane) == ["1", "", "2", "3", "4", "", *(str(n) for n in range(5, 11))]
    title = pane.model.index(1, PLACE["title"])
    assert title.data(Qt.ItemDataRole.AccessibleTextRole).endswith(", archived")
    assert "Archived" in title.data(Qt.ItemDataRole.ToolTipRole)
    dimmed = pane.table.viewport().grab().toImage()
    assert pane.commands["show_archived"].isChecked()
    pane.filter_by(Filter().with_view("archived", on=True))
    assert shown(pane) == [1, 5]
    pane.filter_by(Filter().with_view("archived", on=True).with_values("stage", ["ready"]))
    assert shown(pane) == [1, 5]
    pane.filter_by(Filter().with_values("stage", ["ready"]))
    assert shown(pane) == [9]
    pane.filter_by(Filter().with_view("with_archived", on=True).with_values("stage", ["ready"])._replace(any_of=True))
    assert shown(pane) == [1, 5, 9]
    desk.do(lambda p: archive_deliverables(p, [FIRST]))
    pane.filter_by(Filter().with_view("with_archived", on=True))
    assert pane.table.viewport().grab().toImage() != dimmed


def test_it_comes_back_to_where_it_was(open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    desk.do(lambda p: archive_deliverables(p, [FIRST + 3]))
    pane.filter_by(Filter().with_view("archived", on=True))
    desk.select(Deliverable, (FIRST + 3,), FIRST + 3)
    assert pane.commands["unarchive"].isEnabled()
    assert not pane.commands["archive"].isEnabled()
    pane.commands["unarchive"].trigger()
    assert shown(pane) == []
    pane.clear_filters()
    assert shown(pane) == list(range(12))


def test_a_drop_beside_the_archive_gets_the_rank_that_was_said(open_pane: OpenPane, desk: Desk) -> None:
    from deliverydesk.ui.panes.backlog.places import place_for

    pane = open_pane()
    desk.do(lambda p: archive_deliverables(p, [FIRST, FIRST + 3, FIRST + 11]))
    for row in range(10):
        for moved in (FIRST + 4, FIRST + 9):
            place = place_for(pane.model.rows, [moved], row)
            after = desk.portfolio.after(place.action("", [moved])(desk.portfolio))
            assert after.rank(moved) == place.rank


def test_rows_are_selected_whose_items_are_just_gone(open_pane: OpenPane, desk: Desk) -> None:
    opened: list[BacklogPane] = []
    # Before the rows follow, as Qt does when it looks for a new current row while some are taken out.
    desk.changed.connect(lambda _changed: opened[0].table.selectAll())
    opened.append(open_pane())
    desk.select(Deliverable, (FIRST + 2, FIRST + 3), FIRST + 2)
    opened[0].delete()
    assert shown(opened[0]) == [0, 1, *range(4, 12)]
    assert opened[0].commands["archive"].isEnabled() == bool(desk.selection.ids)
