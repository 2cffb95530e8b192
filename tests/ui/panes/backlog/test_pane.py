"""The whole pane: filters, sorting, counts, columns, adding and deleting, scores, state, export."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from deliverydesk.actions import backlog, records
from deliverydesk.charts.table import TableData
from deliverydesk.document.memory import MemoryDocument
from deliverydesk.domain.choices import choice_label
from deliverydesk.domain.entities import Deliverable, Product
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import ScoringModel, Stage
from deliverydesk.ui import fonts
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.panes.backlog import layout
from deliverydesk.ui.panes.backlog.columns import COLUMNS, ORDER, PLACE
from deliverydesk.ui.panes.backlog.editors import CellField
from deliverydesk.ui.panes.backlog.filters import Filter
from deliverydesk.ui.panes.backlog.layout import first_width
from deliverydesk.ui.panes.backlog.pane import BacklogPane
from deliverydesk.ui.panes.backlog.rows import Sort
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.picker import Picker
from deliverydesk.ui.widgets.popover import Popover

FIRST = 100
KEY, MODIFIER = Qt.Key, Qt.KeyboardModifier
OpenPane = Callable[..., BacklogPane]


def shown(pane: BacklogPane) -> list[int]:
    return [i - FIRST for i in pane.model.rows.ids]


def click_head(qtbot: QtBot, pane: BacklogPane, column: str) -> None:
    head = pane.table.horizontalHeader()
    place = head.sectionViewportPosition(PLACE[column]) + head.sectionSize(PLACE[column]) // 2
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place, 10))


def footer(pane: BacklogPane) -> str:
    return pane.footer.accessibleName()


# ---- filters and sorting


def test_every_letter_filters_and_escape_brings_all_back(qtbot: QtBot, open_pane: OpenPane) -> None:
    pane = open_pane()
    pane.go_to_search()
    qtbot.keyClicks(pane.filters.search, "claim")
    assert shown(pane) == [0, 2, 4, 6, 7, 8]
    qtbot.keyClicks(pane.filters.search, " rules")
    assert shown(pane) == [7]
    assert pane.header.count.text() == "1 of 12"
    qtbot.keyClick(pane.filters.search, KEY.Key_Escape)
    assert shown(pane) == list(range(12))
    qtbot.keyClick(pane.filters.search, KEY.Key_Escape)
    assert pane.table.hasFocus()


def test_ctrl_f_goes_to_the_search(qtbot: QtBot, open_pane: OpenPane) -> None:
    pane = open_pane()
    qtbot.keyClick(pane.table, KEY.Key_F, MODIFIER.ControlModifier)
    assert pane.filters.search.hasFocus()


def test_the_filter_menu_adds_a_chip_and_its_cross_takes_it_off(qtbot: QtBot, open_pane: OpenPane) -> None:
    pane = open_pane()
    menu = pane.filters.menu()
    next(a for a in menu.actions() if a.text() == "Stage…").trigger()
    picker = pane.findChild(Picker) or pane.window().findChild(Picker)
    assert isinstance(picker, Picker)
    assert picker.search.hasFocus()
    qtbot.keyClicks(picker.search, "rea")
    qtbot.keyClick(picker.search, KEY.Key_Return)
    assert shown(pane) == [1, 5, 9]
    qtbot.keyClick(picker.search, KEY.Key_Escape)
    qtbot.keyClick(picker.search, KEY.Key_Escape)
    assert not picker.isVisible()
    chip = pane.filters.chips.shown[0]
    assert chip.text() == "Ready"
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 8, 11))
    assert shown(pane) == list(range(12))
    assert pane.filters.chips.shown == []
    menu.deleteLater()


def test_a_click_on_a_column_sorts_up_then_down_then_not(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    assert pane.filters.order.text() == "In your order, not sorted"
    click_head(qtbot, pane, "target")
    assert pane.filters.sorting is not None
    assert pane.filters.sorting.accessibleName() == "Sorted by target date, earliest first"
    assert shown(pane)[:3] == [1, 2, 3]
    click_head(qtbot, pane, "target")
    assert pane.filters.sorting.accessibleName() == "Sorted by target date, latest first"
    assert shown(pane)[0] == 11
    click_head(qtbot, pane, "target")
    assert pane.filters.sorting is None
    assert shown(pane) == list(range(12))
    assert desk.document.undo_label is None


def test_scores_sort_from_the_highest_first(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    click_head(qtbot, pane, "score")
    assert desk.scores is not None
    values = [desk.scores.value(i) for i in pane.model.rows.ids]
    known = [value for value in values if value is not None]
    assert known == sorted(known, reverse=True)
    assert values[-1] is None


def test_the_cross_of_the_sorting_goes_back_to_the_managers_order(qtbot: QtBot, open_pane: OpenPane) -> None:
    pane = open_pane()
    pane.sort_by(Sort("title"))
    chip = pane.filters.sorting
    assert chip is not None
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 8, 11))
    assert shown(pane) == list(range(12))


def test_a_filter_that_hides_all_says_how_many_and_offers_to_clear(qtbot: QtBot, open_pane: OpenPane) -> None:
    pane = open_pane()
    pane.filter_by(Filter("hospital").with_view("open", on=True).with_view("next", on=True))
    assert pane.empty.isVisible()
    assert pane.empty.missing.text() == "No item matches “hospital”"
    assert pane.empty.advice.text() == "12 items are hidden by 2 filters."
    qtbot.mouseClick(pane.empty.button, Qt.MouseButton.LeftButton)
    assert not pane.empty.isVisible()
    assert shown(pane) == list(range(12))


# ---- counts


def test_the_figures_under_the_table(open_pane: OpenPane) -> None:
    pane = open_pane()
    assert footer(pane).startswith("12 items, 3 in delivery, 3 ready. 1 gap of 8 or more. ")
    likely = sum(4 + n for n in range(12) if n != 6) + 3
    assert f"{likely} pw likely" in footer(pane)
    pane.filter_by(Filter().with_values("stage", ["ready"]))
    assert footer(pane).startswith("3 of 12 items, 0 in delivery, 3 ready.")


def test_the_figures_follow_edits(open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    desk.do(lambda p: backlog.edit_deliverables(p, [FIRST + 2, FIRST + 3], {"stage": Stage.DELIVERY}))
    assert footer(pane).startswith("12 items, 5 in delivery")


# ---- columns


def test_columns_are_hidden_moved_sized_and_remembered(open_pane: OpenPane, qtbot: QtBot, desk: Desk) -> None:
    pane = open_pane()
    assert pane.columns.shown() == [key for key in ORDER if COLUMNS[PLACE[key]].shown]
    pane.show_column("owner", on=True)
    pane.show_column("team", on=False)
    head = pane.table.horizontalHeader()
    head.moveSection(head.visualIndex(PLACE["owner"]), 1)
    head.resizeSection(PLACE["owner"], 133)
    pane.set_density("roomy")
    pane.filter_by(Filter("claim").with_values("product", [1]))
    pane.sort_by(Sort("effort", True))
    state = pane.save_state()
    import json

    assert json.loads(json.dumps(state)) == state
    other = BacklogPane(desk, current_theme())
    qtbot.addWidget(other)
    other.restore_state(json.loads(json.dumps(state)))
    assert other.save_state() == state
    assert other.columns.shown()[:2] == ["rank", "owner"]
    assert other.table.row_height() == 36
    assert list(other.model.rows.ids) == list(pane.model.rows.ids)
    pane.reset_columns()
    assert pane.columns.shown() == [key for key in ORDER if COLUMNS[PLACE[key]].shown]


def test_a_hidden_column_comes_back_as_wide_as_it_was(open_pane: OpenPane, qtbot: QtBot, desk: Desk) -> None:
    pane = open_pane()
    pane.table.horizontalHeader().resizeSection(PLACE["team"], 111)
    pane.show_column("team", on=False)
    other = BacklogPane(desk, current_theme())
    qtbot.addWidget(other)
    other.resize(900, 400)
    with qtbot.waitExposed(other):
        other.show()
    other.restore_state(pane.save_state())
    other.show_column("team", on=True)
    assert other.table.horizontalHeader().sectionSize(PLACE["team"]) == 111


def test_a_state_that_makes_no_sense_is_left_aside(open_pane: OpenPane) -> None:
    pane = open_pane()
    before = pane.save_state()
    pane.restore_state({"columns": [{"key": "gone"}, 7, {"key": "title", "width": "wide"}], "sort": {"column": "x"}})
    pane.restore_state({"columns": None, "density": "huge", "filter": [], "sort": 3})
    assert pane.columns.shown()[0] in ("title", "rank")
    assert pane.density == before["density"]


def test_the_title_fills_the_table_and_a_narrow_pane_drops_columns(open_pane: OpenPane) -> None:
    pane = open_pane(900)
    head = pane.table.horizontalHeader()
    assert head.length() == pane.table.viewport().width()
    pane.resize(430, 500)
    hidden = [key for key in pane.columns.shown() if head.isSectionHidden(PLACE[key])]
    assert hidden[:1] == ["effort"]
    assert head.sectionSize(PLACE["title"]) >= 110
    assert head.length() <= pane.table.viewport().width()
    pane.resize(900, 500)
    assert not any(head.isSectionHidden(PLACE[key]) for key in pane.columns.shown())


def test_the_menu_of_a_column_sorts_and_hides(open_pane: OpenPane) -> None:
    pane = open_pane()
    head = pane.table.horizontalHeader()
    head.customContextMenuRequested.emit(QPoint(head.sectionViewportPosition(PLACE["team"]) + 5, 5))
    menu = next(m for m in pane.findChildren(QMenu) if m.isVisible())
    actions = {action.text(): action for action in menu.actions()}
    actions["Sort Z to A"].trigger()
    assert pane.model.rows.sort == Sort("team", True)
    actions["Hide team"].trigger()
    assert not pane.is_shown("team")
    menu.close()


# ---- adding, copying, deleting


@pytest.mark.parametrize(("command", "rank"), [("add", 5), ("add_top", 1), ("add_end", 13)])
def test_an_item_is_added_where_it_is_wanted_and_its_title_is_edited(
    qtbot: QtBot, open_pane: OpenPane, desk: Desk, command: str, rank: int
) -> None:
    pane = open_pane()
    desk.select(Deliverable, (FIRST + 3,), FIRST + 3)
    pane.commands[command].trigger()
    field = pane.table.viewport().findChild(CellField)
    assert field is not None
    assert field.selectedText() == "New item"
    qtbot.keyClicks(field, "Fresh")
    qtbot.keyClick(field, KEY.Key_Return)
    (new,) = [item for item in desk.portfolio.deliverables if item.title == "Fresh"]
    assert desk.portfolio.rank(new.id) == rank
    assert desk.portfolio.rank(desk.selection.current) == rank + 1, "Enter goes on to the next new title"


def _field(pane: BacklogPane) -> CellField:
    (field,) = [each for each in pane.table.viewport().findChildren(CellField) if each.isVisible()]
    return field


def test_titles_are_typed_one_below_the_other_until_escape(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    desk.select(Deliverable, (FIRST + 3,), FIRST + 3)
    pane.add_below()
    for title in ("One", "Two", "Three"):
        qtbot.keyClicks(_field(pane), title)
        qtbot.keyClick(_field(pane), KEY.Key_Return)
    qtbot.keyClick(_field(pane), KEY.Key_Escape)
    titles = [desk.portfolio.deliverables[i].title for i in desk.portfolio.ranking.ids]
    assert titles[4:7] == ["One", "Two", "Three"]
    assert len(titles) == 15, "the item that got no title is gone"
    pane.table.edit_cell(FIRST, "title")
    qtbot.keyClicks(_field(pane), "Renamed")
    qtbot.keyClick(_field(pane), KEY.Key_Return)
    assert len(desk.portfolio.deliverables) == 15, "only a new item's title begins another item"


def test_enter_on_an_untyped_title_keeps_the_item_and_begins_no_other(
    qtbot: QtBot, open_pane: OpenPane, desk: Desk
) -> None:
    pane = open_pane()
    pane.add_end()
    qtbot.keyClick(_field(pane), KEY.Key_Return)
    assert len(desk.portfolio.deliverables) == 13


def test_escape_takes_back_nothing_but_the_addition(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    pane.add_end()
    desk.do(lambda portfolio: backlog.edit_deliverables(portfolio, [FIRST], {"owner": "A. Other"}))
    qtbot.keyClick(_field(pane), KEY.Key_Escape)
    assert len(desk.portfolio.deliverables) == 13
    assert desk.portfolio.deliverables[FIRST].owner == "A. Other"


def test_a_new_item_belongs_to_the_only_product(open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    new_id = desk.portfolio.next_id
    pane.add_end()
    assert desk.portfolio.deliverables[new_id].product is None
    desk.do(lambda portfolio: records.delete(portfolio, Product, [2]))
    pane.add_end()
    assert desk.portfolio.deliverables[new_id + 1].product == 1


def test_an_item_that_is_added_while_ctrl_is_held_stays_selected(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    new_id = desk.portfolio.next_id
    qtbot.mouseClick(pane.header, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.ControlModifier
    pane.commands["add_end"].trigger()
    assert desk.selection.deliverables() == (new_id,)
    qtbot.mouseClick(pane.header, Qt.MouseButton.LeftButton)


def test_a_new_item_takes_over_what_is_filtered_by(open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    pane.filter_by(Filter().with_values("product", [2]).with_values("stage", ["ready"]))
    new_id = desk.portfolio.next_id
    pane.add_end()
    item = desk.portfolio.deliverables[new_id]
    assert (item.product, item.stage) == (2, Stage.READY)
    assert pane.model.rows.filter
    pane.filter_by(Filter("claim"))
    pane.add_end()
    assert not pane.model.rows.filter


def test_duplicate_and_delete_with_keys(qtbot: QtBot, open_pane: OpenPane, desk: Desk, done: list[str]) -> None:
    pane = open_pane()
    desk.select(Deliverable, (FIRST + 1, FIRST + 2), FIRST + 1)
    qtbot.keyClick(pane.table, KEY.Key_D, MODIFIER.ControlModifier | MODIFIER.ShiftModifier)
    assert len(desk.portfolio.deliverables) == 14
    assert [desk.portfolio.deliverables[i].title for i in desk.selection.ids] == [
        "Quote on one page (copy)",
        "Provider data check (copy)",
    ]
    qtbot.keyClick(pane.table, KEY.Key_Delete)
    assert len(desk.portfolio.deliverables) == 12
    assert done == ["Duplicate 2 deliverables", "Delete 2 deliverables"]
    assert len(desk.selection.ids) == 1
    desk.undo()
    assert len(desk.portfolio.deliverables) == 14


def test_deleting_everything_leaves_an_empty_pane_that_says_what_to_do(
    qtbot: QtBot, open_pane: OpenPane, desk: Desk
) -> None:
    pane = open_pane()
    pane.table.selectAll()
    assert len(desk.selection.ids) == 12
    pane.delete()
    assert pane.empty.missing.text() == "The backlog is empty"
    qtbot.mouseClick(pane.empty.button, Qt.MouseButton.LeftButton)
    assert len(desk.portfolio.deliverables) == 1


def test_rows_are_copied_with_their_headings(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    desk.select(Deliverable, (FIRST + 1, FIRST + 2), FIRST + 1)
    qtbot.keyClick(pane.table, KEY.Key_C, MODIFIER.ControlModifier | MODIFIER.ShiftModifier)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert lines[0][:3] == ["Rank", "Product", "Title"]
    assert [line[2] for line in lines[1:]] == ["Quote on one page", "Provider data check"]
    assert {len(line) for line in lines} == {len(lines[0])}


def test_the_menu_sets_a_value_for_all_selected_items(open_pane: OpenPane, desk: Desk, done: list[str]) -> None:
    pane = open_pane()
    desk.select(Deliverable, (FIRST, FIRST + 1, FIRST + 2), FIRST)
    menu = pane.commands.row_menu(pane)
    part = next(a.menu() for a in menu.actions() if a.text() == "Set team")
    assert isinstance(part, QMenu)
    part.aboutToShow.emit()
    next(a for a in part.actions() if a.text() == "Growth").trigger()
    assert all([d.team for d in desk.portfolio.demands.by("deliverable", FIRST + n)] == [12] for n in range(3))
    assert done == ["Give 3 deliverables to “Growth”"]
    menu.deleteLater()


def test_taking_off_the_roadmap(open_pane: OpenPane, desk: Desk) -> None:
    from deliverydesk.actions import roadmap

    pane = open_pane()
    desk.do(lambda p: roadmap.schedule(p, FIRST, date(2026, 9, 7)))
    desk.select(Deliverable, (FIRST,), FIRST)
    pane.unplan()
    assert desk.portfolio.deliverables[FIRST].planned_start is None


# ---- scores


def test_before_scores_are_computed_their_cells_are_empty(open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane(scores=False)
    before = pane.table.viewport().grab().toImage()
    assert "of 8 or more" not in footer(pane)
    desk.load_scores()
    assert pane.table.viewport().grab().toImage() != before
    assert "1 gap of 8 or more" in footer(pane)


def test_another_model_is_chosen_in_the_header(open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    assert pane.score_button.words == "Score: RICE"
    pane.commands["model_wsjf"].trigger()
    assert desk.portfolio.settings.scoring_model is ScoringModel.WSJF
    assert pane.score_button.words == "Score: WSJF"
    assert pane.commands["model_wsjf"].isChecked()
    desk.undo()
    assert pane.score_button.words == "Score: RICE"
    assert pane.commands["model_rice"].isChecked()


def test_a_click_on_a_score_explains_it_input_by_input(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    from PySide6.QtWidgets import QLabel

    pane = open_pane()
    cell = pane.table.visualRect(pane.model.index(1, PLACE["score"]))
    qtbot.mouseClick(pane.table.viewport(), Qt.MouseButton.LeftButton, pos=cell.center())
    popover = pane.window().findChild(Popover)
    assert popover is not None
    said = [label.text() for label in popover.findChildren(QLabel)]
    assert {"Reach", "Impact", "Confidence", "Effort", "Score"} <= set(said)
    assert said[0].startswith("Why RICE ")
    qtbot.keyClick(popover, KEY.Key_Escape)
    qtbot.waitUntil(pane.table.hasFocus)


def test_enter_on_a_score_that_is_not_there_says_why(qtbot: QtBot, open_pane: OpenPane) -> None:
    from PySide6.QtWidgets import QLabel

    pane = open_pane()
    pane.table.setCurrentIndex(pane.model.index(4, PLACE["score"]))
    qtbot.keyClick(pane.table, KEY.Key_Return)
    popover = pane.window().findChild(Popover)
    assert popover is not None
    said = " ".join(label.text() for label in popover.findChildren(QLabel))
    assert "Why no score" in said
    assert "Reach is missing." in said


def test_order_by_score_is_a_step_that_can_be_taken_back(open_pane: OpenPane, desk: Desk, done: list[str]) -> None:
    pane = open_pane()
    pane.order_by_score()
    assert desk.scores is not None
    values = [desk.scores.value(i) for i in desk.portfolio.ranking.ids]
    known = [value for value in values if value is not None]
    assert known == sorted(known, reverse=True)
    assert desk.portfolio.rank(FIRST + 4) == 5, "no score is no verdict"
    assert done == ["Order 11 deliverables by RICE score"]
    desk.undo()
    assert shown(pane) == list(range(12))


# ---- menus, export


def test_every_command_has_words_a_name_and_no_shared_key(open_pane: OpenPane) -> None:
    pane = open_pane()
    actions = [action for _, group in pane.command_groups() for action in group if action is not None]
    assert all(action.text() and action.objectName().startswith("backlog.") for action in actions)
    keys = [action.shortcut().toString() for action in set(actions) if not action.shortcut().isEmpty()]
    assert len(keys) == len(set(keys))
    assert pane.command_groups()[0][0] == "Backlog"


def test_what_needs_a_selection_is_grey_without_one(open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    assert not pane.commands["delete"].isEnabled()
    assert pane.commands["add"].isEnabled()
    desk.select(Deliverable, (FIRST,), FIRST)
    assert pane.commands["delete"].isEnabled()
    desk.select(None, ())
    assert not pane.commands["move_up"].isEnabled()


def test_the_backlog_is_exported_as_seen(open_pane: OpenPane) -> None:
    pane = open_pane()
    pane.filter_by(Filter().with_values("stage", ["ready"]))
    pane.sort_by(Sort("title", True))
    (exportable,) = pane.exportables()
    table = exportable.make()
    assert isinstance(table, TableData)
    names = [column.name for column in table.columns]
    assert names[:3] == ["Rank", "Product", "Title"]
    assert {"RICE score", "Effort low", "Effort likely", "Effort high", "Target date"} <= set(names)
    rows = [dict(zip(names, row, strict=True)) for row in table.rows]
    assert [row["Title"] for row in rows] == ["Quote on one page", "Cover-end reminder", "Booking inside search"]
    assert rows[0]["Rank"] == 2
    assert rows[0]["Target date"] == date(2026, 9, 2)
    assert rows[0]["Effort high"] == 10.0
    assert rows[0]["Team"] is None


@pytest.fixture
def empty_desk(qapp: object) -> Iterator[Desk]:
    made = Desk(MemoryDocument(Portfolio.of([])))
    yield made
    made.close()


def test_an_empty_portfolio_has_a_pane_too(qtbot: QtBot, empty_desk: Desk) -> None:
    pane = BacklogPane(empty_desk, current_theme())
    qtbot.addWidget(pane)
    with qtbot.waitExposed(pane):
        pane.show()
    empty_desk.load_scores()
    assert pane.empty.isVisible()
    pane.add_below()
    assert not pane.empty.isVisible()
    assert pane.header.count.text() == "1"
    assert len(pane.exportables()[0].make().rows) == 1


@pytest.mark.parametrize("width", [560, 640, 660, 700])
def test_the_columns_of_a_new_portfolio_fit_beside_each_other(open_pane: OpenPane, width: int) -> None:
    pane = open_pane()
    pane.resize(width, 700)
    QApplication.processEvents()
    header = pane.table.horizontalHeader()
    assert header.length() <= pane.table.viewport().width()
    assert not pane.table.horizontalScrollBar().isVisible()


def test_days_that_a_language_writes_longer_have_room_at_first(monkeypatch: pytest.MonkeyPatch) -> None:
    column = COLUMNS[PLACE["target"]]
    assert first_width(column) == column.width
    long = "28. September 2028"
    monkeypatch.setattr(layout, "day", lambda _when: long)
    assert first_width(column) > QFontMetricsF(fonts.font(fonts.CELL)).horizontalAdvance(long) > column.width
    stage = COLUMNS[PLACE["stage"]]
    metrics = QFontMetricsF(fonts.font(fonts.CELL))
    assert all(first_width(stage) >= metrics.horizontalAdvance(choice_label(each)) + 31 for each in Stage)
    title = COLUMNS[PLACE["title"]]
    assert first_width(title) == title.width
