"""The palette by keyboard and mouse: what it finds, what Enter does, and that typing in it never waits."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from deliverydesk.actions import backlog, records
from deliverydesk.domain.entities import Deliverable, Outcome, Product, SavedView, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage
from deliverydesk.ui.dialogs.settings.sheet import SettingsSheet
from deliverydesk.ui.widgets.overlay import Overlay
from deliverydesk.ui.window.main_window import MainWindow
from deliverydesk.ui.window.palette.entries import Entry
from deliverydesk.ui.window.palette.listing import ENTRY_ROLE
from deliverydesk.ui.window.palette.palette import Palette
from deliverydesk.ui.window.palette.quick_add import QuickAdd
from tests.support.portfolios import fresh_file, synthetic_portfolio
from tests.ui.window.conftest import Desks, overlays, settle

CTRL = Qt.KeyboardModifier.ControlModifier


def opened(desks: Desks, window: MainWindow, words: str = "") -> Palette:
    """The palette by its key, with words typed into it and everything found."""
    desks.qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    (palette,) = overlays(window)
    assert isinstance(palette, Palette)
    desks.qtbot.keyClicks(QApplication.focusWidget(), words)
    wait(desks, palette)
    return palette


def wait(desks: Desks, palette: Palette) -> None:
    desks.qtbot.waitUntil(lambda: palette.idle)


def listed(palette: Palette) -> list[Entry]:
    model = palette.list.model()
    entries = [model.index(row, 0).data(ENTRY_ROLE) for row in range(model.rowCount())]
    return [entry for entry in entries if not entry.is_heading]


def enter(desks: Desks) -> None:
    desks.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle()


def test_the_field_in_the_header_opens_it_and_escape_closes_it(desks: Desks, window: MainWindow) -> None:
    from deliverydesk.ui.window.top_bar import CommandField

    field = window.findChild(CommandField)
    assert field is not None
    desks.qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    (palette,) = overlays(window)
    assert isinstance(palette, Palette)
    assert palette.query.hasFocus()
    desks.qtbot.keyClick(palette.query, Qt.Key.Key_Escape)
    assert not overlays(window)


def test_an_item_is_found_and_selected_everywhere(desks: Desks, window: MainWindow) -> None:
    palette = opened(desks, window, "refusals exp")
    assert listed(palette)[0].words == "Refusals explained"
    enter(desks)
    (chosen,) = window.desk.selection.deliverables()
    assert window.desk.portfolio.deliverables[chosen].title == "Refusals explained"
    assert not overlays(window)
    assert window.docks["backlog"].pane.table.selected() == (chosen,)


def test_an_action_runs_and_comes_first_the_next_time(desks: Desks, window: MainWindow) -> None:
    opened(desks, window, "dark")
    enter(desks)
    assert window.themes.choice == "dark"
    palette = opened(desks, window)
    assert listed(palette)[0].key == "window.theme_dark"


def test_what_cannot_be_done_says_why_and_is_not_done(desks: Desks, window: MainWindow) -> None:
    window.desk.select(None, ())
    palette = opened(desks, window, ">duplicate")
    entry = listed(palette)[0]
    assert entry.key == "backlog.duplicate"
    assert entry.reason == "Select something first."
    before = window.desk.portfolio
    enter(desks)
    assert overlays(window) == [palette]
    assert window.desk.portfolio is before


def test_reasons_where_the_file_is_read_only(desks: Desks, sample_file: Path) -> None:
    window = desks.open(sample_file, read_only=True)
    window.desk.select(Deliverable, (window.desk.portfolio.ranking[0],))
    palette = opened(desks, window, ">move to the top")
    assert listed(palette)[0].reason == window.desk.document.read_only
    assert not [entry for entry in listed(palette) if entry.key.startswith("set/")]


@pytest.mark.parametrize("words", ["move to rank 5", "rank 5"])
def test_a_rank_is_typed_with_the_action(desks: Desks, window: MainWindow, words: str) -> None:
    item = window.desk.portfolio.ranking[20]
    window.desk.select(Deliverable, (item,))
    palette = opened(desks, window, words)
    assert listed(palette)[0].words == "Move to rank 5"
    enter(desks)
    assert window.desk.portfolio.rank(item) == 5
    window.desk.undo()
    assert window.desk.portfolio.rank(item) == 21


def test_a_stage_and_a_target_are_set_for_all_that_is_selected(desks: Desks, window: MainWindow) -> None:
    items = tuple(window.desk.portfolio.ranking)[:3]
    window.desk.select(Deliverable, items)
    opened(desks, window, "stage tabled")
    enter(desks)
    assert {window.desk.portfolio.deliverables[item].stage for item in items} == {Stage.TABLED}
    opened(desks, window, "target 2026-12-01")
    enter(desks)
    assert {str(window.desk.portfolio.deliverables[item].target_date) for item in items} == {"2026-12-01"}


def test_marks_narrow_what_is_looked_for(desks: Desks, window: MainWindow) -> None:
    only = opened(desks, window, ">undo")
    assert {entry.group for entry in listed(only)} == {"Actions"}
    only.dismiss()
    settle()
    tags = opened(desks, window, "#")
    assert {entry.group for entry in listed(tags)} == {"Tags"}
    tag = listed(tags)[0].words
    enter(desks)
    chosen = window.desk.selection.deliverables()
    assert chosen
    assert all(tag in window.desk.portfolio.deliverables[item].tags for item in chosen)
    owners = opened(desks, window, "@")
    owner = listed(owners)[0].words
    enter(desks)
    assert {window.desk.portfolio.deliverables[item].owner for item in window.desk.selection.ids} == {owner}


def test_outcomes_products_teams_views_and_settings_are_found(desks: Desks, window: MainWindow) -> None:
    kept = window.docks["backlog"].pane.save_state()
    import json

    view = {"name": "My own view", "pane": "backlog", "state": json.dumps({**kept, "density": "roomy"})}
    assert window.desk.do(lambda p: records.add(p, SavedView, view))
    portfolio = window.desk.portfolio
    for entity_type in (Outcome, Product, Team):
        thing = next(iter(portfolio.table(entity_type)))
        palette = opened(desks, window, thing.name.lower())
        assert thing.name in [entry.words for entry in listed(palette)]
        while palette.list.current().words != thing.name or palette.list.current().key.startswith("set/"):
            desks.qtbot.keyClick(palette.query, Qt.Key.Key_Down)
        enter(desks)
        assert window.desk.selection == (entity_type, (thing.id,), thing.id)
    opened(desks, window, "my own view")
    enter(desks)
    pane = window.docks["backlog"].pane
    assert pane.density == "roomy"
    assert pane.views.view().name == "My own view", "its button and its menu know which view is shown"
    opened(desks, window, "appearance")
    enter(desks)
    (sheet,) = overlays(window)
    assert isinstance(sheet, SettingsSheet)
    assert sheet.tabs.value() == "appearance"
    sheet.reject()
    settle()
    opened(desks, window, "settings teams")
    enter(desks)
    assert overlays(window)


def test_the_mouse_chooses_too_and_a_click_beside_closes(desks: Desks, window: MainWindow) -> None:
    palette = opened(desks, window, "refusals exp")
    place = palette.list.visualRect(palette.list.model().index(1, 0)).center()
    desks.qtbot.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.desk.selection.deliverables()
    again = opened(desks, window)
    desks.qtbot.mouseClick(again, Qt.MouseButton.LeftButton, pos=again.rect().bottomLeft())
    assert not overlays(window)


def test_arrows_pass_headings_and_come_round(desks: Desks, window: MainWindow) -> None:
    palette = opened(desks, window, "claim")
    first = palette.list.current()
    desks.qtbot.keyClick(palette.query, Qt.Key.Key_Up)
    last = palette.list.current()
    assert last == listed(palette)[-1]
    desks.qtbot.keyClick(palette.query, Qt.Key.Key_Down)
    assert palette.list.current() == first
    for _ in listed(palette):
        assert not palette.list.current().is_heading
        desks.qtbot.keyClick(palette.query, Qt.Key.Key_Down)


def test_names_follow_the_changes(desks: Desks, window: MainWindow) -> None:
    opened(desks, window, "xylophone").dismiss()
    settle()
    item = window.desk.portfolio.ranking[0]
    window.desk.do(lambda p: backlog.edit_deliverables(p, [item], {"title": "Xylophone"}))
    palette = opened(desks, window, "xylophone")
    assert listed(palette)[0].words == "Xylophone"
    palette.dismiss()
    settle()
    window.desk.undo()
    palette = opened(desks, window, "xylophone")
    assert "Deliverables" not in {entry.group for entry in listed(palette)}


def test_nothing_in_an_empty_portfolio(desks: Desks, empty_file: Path) -> None:
    window = desks.open(empty_file)
    palette = opened(desks, window, "anything at all")
    assert not listed(palette)
    assert palette.said.isVisible()


def test_every_action_that_a_menu_has_is_in_the_palette(desks: Desks, window: MainWindow) -> None:
    palette = opened(desks, window)
    offered = set(palette.offered)
    names = {
        action.objectName()
        for action in window.findChildren(QAction)
        if action.objectName().partition(".")[0] in ("window", "backlog", "roadmap", "outcomes", "inspector", "history")
        and action.text()
        and action.menu() is None
    }
    assert names - offered == {"window.palette"}


def test_a_large_portfolio_is_searched_in_slices(desks: Desks, tmp_path: Path) -> None:
    path = tmp_path / "large.ddesk"
    fresh_file(path, synthetic_portfolio(20_000)).close()
    window = desks.open(path)
    desks.qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    (palette,) = overlays(window)
    assert isinstance(palette, Palette)
    assert not palette.idle, "20,000 names were read at once"
    desks.qtbot.keyClicks(palette.query, "renew search")
    assert palette.query.text() == "renew search"
    wait(desks, palette)
    assert "Renew search" in listed(palette)[0].words


# Quick add


def quick(desks: Desks, window: MainWindow) -> QuickAdd:
    desks.qtbot.keyClick(window, Qt.Key.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier)
    card = window.findChild(QuickAdd)
    assert card is not None
    return card


def test_quick_add_echoes_adds_and_stays(desks: Desks, window: MainWindow) -> None:
    card = quick(desks, window)
    desks.qtbot.keyClicks(card.line, "Fix refunds #claims ~3w >2027-Q1")
    assert card.chips.pairs == [
        ("Title", "Fix refunds"),
        ("Effort", "3 pw"),
        ("Target", "31 Mar 2027"),
        ("Tag", "claims"),
    ]
    before = window.desk.portfolio
    enter(desks)
    portfolio: Portfolio = window.desk.portfolio
    added = portfolio.deliverables[portfolio.ranking[len(portfolio.ranking) - 1]]
    assert (added.title, added.tags, added.effort_likely) == ("Fix refunds", ("claims",), 3.0)
    assert card.isVisible()
    assert card.line.text() == ""
    assert card.line.hasFocus()
    desks.qtbot.keyClicks(card.line, "Another")
    enter(desks)
    desks.qtbot.keyClick(card.line, Qt.Key.Key_Escape)
    assert not overlays(window)
    window.desk.undo()
    window.desk.undo()
    assert window.desk.portfolio == before


def test_marks_without_a_title_are_asked_for_one(desks: Desks, window: MainWindow) -> None:
    card = quick(desks, window)
    desks.qtbot.keyClicks(card.line, "~3w")
    before = window.desk.portfolio
    enter(desks)
    assert window.desk.portfolio is before
    assert card.said.text().startswith("Write a title.")
    assert card.line.text() == "~3w"


def test_a_plus_in_the_palette_begins_quick_add(desks: Desks, window: MainWindow) -> None:
    desks.qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    (palette,) = overlays(window)
    assert isinstance(palette, Palette)
    desks.qtbot.keyClicks(palette.query, "+")
    settle()
    card = window.findChild(QuickAdd)
    assert card is not None
    assert card.line.hasFocus()
    desks.qtbot.keyClicks(card.line, "Thing")
    assert card.chips.pairs == [("Title", "Thing")]
    assert [type(each) for each in window.findChildren(Overlay) if each.isVisible()] == [QuickAdd]
