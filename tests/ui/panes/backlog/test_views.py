"""Saved views of the backlog: kept, shown by key, changed, and taken as far as they go."""

import json
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from deliverydesk.actions import viewing
from deliverydesk.domain.values import Stage
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.panes.backlog.columns import PLACE
from deliverydesk.ui.panes.backlog.filters import Filter
from deliverydesk.ui.panes.backlog.pane import BacklogPane
from deliverydesk.ui.panes.backlog.rows import Sort
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.asking import AskSheet

KEY, MODIFIER = Qt.Key, Qt.KeyboardModifier
OpenPane = Callable[..., BacklogPane]


def type_name(qtbot: QtBot, sheet: QWidget | None, name: str) -> AskSheet:
    assert isinstance(sheet, AskSheet)
    sheet.field.clear()
    qtbot.keyClicks(sheet.field, name)
    qtbot.keyClick(sheet.field, KEY.Key_Return)
    return sheet


def settled(qtbot: QtBot, pane: BacklogPane, words: str) -> None:
    qtbot.waitUntil(lambda: pane.views.button.words == words)


@pytest.fixture
def pane(qtbot: QtBot, open_pane: OpenPane) -> BacklogPane:
    """A pane with two views: "Ready" and, shown, "By team"."""
    made = open_pane(1000)
    made.filter_by(Filter("e").with_values("stage", ["ready"]))
    made.sort_by(Sort("title"))
    type_name(qtbot, made.views.ask_name(), "Ready")
    made.clear_filters()
    made.sort_by(None)
    made.group_by("team")
    made.table.fold([11], on=True)
    made.show_column("owner", on=True)
    made.table.horizontalHeader().resizeSection(PLACE["owner"], 133)
    type_name(qtbot, made.views.ask_name(), "By team")
    return made


def test_to_save_a_view_changes_nothing_that_rows_are_sorted_by(open_pane: OpenPane) -> None:
    pane = open_pane()
    pane.sort_by(Sort("title"))
    assert pane.views.save_as("By title")
    assert not pane.model.rows.stale


def test_a_view_keeps_columns_widths_filter_search_sort_groups_and_folds(
    qtbot: QtBot, pane: BacklogPane, desk: Desk
) -> None:
    settled(qtbot, pane, "By team")
    rows = list(pane.model.rows.ids)
    qtbot.keyClick(pane.table, KEY.Key_1, MODIFIER.AltModifier)
    settled(qtbot, pane, "Ready")
    assert pane.model.rows.filter == Filter("e").with_values("stage", ["ready"])
    assert pane.filters.search.text() == "e"
    assert pane.model.rows.sort == Sort("title")
    assert (pane.model.rows.grouping, pane.is_shown("owner")) == ("", False)
    qtbot.keyClick(pane.table, KEY.Key_2, MODIFIER.AltModifier)
    settled(qtbot, pane, "By team")
    assert [i for i in pane.model.rows.ids if i >= 0] == [i for i in rows if i >= 0]
    assert pane.model.rows.groups[0].folded
    assert pane.table.horizontalHeader().sectionSize(PLACE["owner"]) == 133
    assert pane.views["view_2"].isChecked()
    assert not pane.views["view_1"].isChecked()


def test_a_dot_says_that_it_has_changed_and_update_keeps_it(qtbot: QtBot, pane: BacklogPane, desk: Desk) -> None:
    settled(qtbot, pane, "By team")
    assert not pane.views["view_update"].isEnabled()
    pane.sort_by(Sort("effort", True))
    settled(qtbot, pane, "By team •")
    assert pane.views.button.accessibleName() == "View: By team, changed since it was saved"
    pane.views["view_reset"].trigger()
    settled(qtbot, pane, "By team")
    assert pane.model.rows.sort is None
    for change in (
        lambda: pane.filter_by(Filter("x")),
        lambda: pane.table.fold([12], on=True),
        lambda: pane.table.horizontalHeader().resizeSection(PLACE["owner"], 90),
        lambda: pane.show_column("tags", on=True),
    ):
        change()
        settled(qtbot, pane, "By team •")
        pane.views["view_reset"].trigger()
        settled(qtbot, pane, "By team")
    pane.sort_by(Sort("effort", True))
    settled(qtbot, pane, "By team •")
    pane.views["view_update"].trigger()
    settled(qtbot, pane, "By team")
    desk.undo()
    settled(qtbot, pane, "By team •")
    desk.redo()
    settled(qtbot, pane, "By team")


def test_views_are_renamed_moved_and_deleted_and_undo_brings_them_back(
    qtbot: QtBot, pane: BacklogPane, desk: Desk
) -> None:
    type_name(qtbot, pane.views.ask_rename(), "Teams")
    settled(qtbot, pane, "Teams")
    pane.views["view_up"].trigger()
    assert [view.name for view in pane.views.views()] == ["Teams", "Ready"]
    assert not pane.views["view_up"].isEnabled()
    assert [action.text() for action in pane.views.menu().actions()][:2] == ["Teams", "Ready"]
    qtbot.keyClick(pane.table, KEY.Key_2, MODIFIER.AltModifier)
    settled(qtbot, pane, "Ready")
    before = pane.save_state()
    pane.views["view_delete"].trigger()
    settled(qtbot, pane, "Views")
    assert {**pane.save_state(), "view": before["view"]} == before
    assert not pane.views["view_2"].isVisible()
    desk.undo()
    assert [view.name for view in pane.views.views()] == ["Teams", "Ready"]


def test_a_name_that_cannot_be_keeps_the_sheet_open(qtbot: QtBot, pane: BacklogPane, desk: Desk) -> None:
    sheet = type_name(qtbot, pane.views.ask_rename(), "Ready")
    assert sheet.isVisible()
    assert sheet.reason.text()
    qtbot.keyClick(sheet.field, KEY.Key_Escape)
    sheet = type_name(qtbot, pane.views.ask_name(), " ")
    assert sheet.isVisible()
    assert sheet.reason.text() == "Give the view a name."
    qtbot.keyClick(sheet.field, KEY.Key_Escape)
    assert [view.name for view in pane.views.views()] == ["Ready", "By team"]


def test_which_view_is_shown_is_remembered(qtbot: QtBot, pane: BacklogPane, desk: Desk) -> None:
    settled(qtbot, pane, "By team")
    state = json.loads(json.dumps(pane.save_state()))
    other = BacklogPane(desk, current_theme())
    qtbot.addWidget(other)
    other.restore_state(state)
    settled(qtbot, other, "By team")
    pane.sort_by(Sort("title"))
    other.restore_state(json.loads(json.dumps(pane.save_state())))
    settled(qtbot, other, "By team •")
    other.restore_state({**state, "view": 999})
    settled(qtbot, other, "Views")


def test_a_view_of_another_program_is_taken_as_far_as_it_goes(
    qtbot: QtBot, pane: BacklogPane, desk: Desk, refusals: list[str]
) -> None:
    strange = {
        "columns": [{"key": "owner", "width": 120, "shown": True}, {"key": "moon", "width": 50, "shown": True}],
        "filter": {"text": "claim", "terms": [{"what": "tides", "values": [1], "not": False}], "any": False},
        "group": "stage",
        "folded": {"stage": ["idea"]},
        "sort": {"column": "weather", "descending": True},
        "animation": "fast",
    }
    desk.do(lambda p: viewing.save_view(p, "backlog", "Strange", json.dumps(strange)))
    desk.do(lambda p: viewing.save_view(p, "backlog", "Short", '{"group": "stage"}'))
    qtbot.keyClick(pane.table, KEY.Key_3, MODIFIER.AltModifier)
    settled(qtbot, pane, "Strange")
    assert refusals == ["Part of the view “Strange” is not known here any more and was left out; the rest is shown."]
    assert pane.model.rows.filter == Filter("claim")
    assert pane.model.rows.sort is None
    assert pane.model.rows.groups[0].key is Stage.IDEA
    assert pane.model.rows.groups[0].folded
    qtbot.keyClick(pane.table, KEY.Key_4, MODIFIER.AltModifier)
    settled(qtbot, pane, "Short")
    assert len(refusals) == 1
    assert (pane.model.rows.grouping, pane.model.rows.filter) == ("stage", Filter())
