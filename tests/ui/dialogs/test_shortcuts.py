"""The shortcuts sheet: every key, under the pane or menu it belongs to, found by word and by key."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QWidget

from deliverydesk.ui.dialogs.shortcuts import Entry, ShortcutModel, matching, open_shortcuts, shortcuts_of
from deliverydesk.ui.theme import apply_theme


def action(parent, name, words, *keys):
    made = QAction(words, parent)
    made.setObjectName(name)
    made.setShortcuts([QKeySequence(key) for key in keys])
    return made


@pytest.fixture
def window(qapp, qtbot):
    apply_theme(qapp, "light")
    made = QMainWindow()
    qtbot.addWidget(made)
    made.resize(900, 700)
    files, edit = made.menuBar().addMenu("&File"), made.menuBar().addMenu("&Edit")
    edit.addAction(action(made, "window.undo", "Undo", "Ctrl+Z"))
    files.addAction(action(made, "window.export", "&Export…", "Ctrl+E"))
    files.addAction(action(made, "window.about", "About"))
    pane = QWidget(made)
    pane.addAction(action(pane, "backlog.move_up", "Move up", "Alt+Up"))
    pane.addAction(action(pane, "backlog.zoom", "Rock && roll", "+", "="))
    made.setCentralWidget(pane)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_actions_with_keys_are_listed_by_menu_and_pane(window):
    assert shortcuts_of(window) == [
        Entry("File", "Export", ("Ctrl+E",)),
        Entry("Edit", "Undo", ("Ctrl+Z",)),
        Entry("Backlog", "Move up", ("Alt+Up",)),
        Entry("Backlog", "Rock & roll", ("+", "=")),
    ]


def test_a_search_finds_words_keys_and_groups(window):
    entries = shortcuts_of(window)
    assert [entry.words for entry in matching(entries, "ctrl+z")] == ["Edit", "Undo"]
    assert [entry.words for entry in matching(entries, "up backlog")] == ["Backlog", "Move up"]
    assert matching(entries, "nothing like it") == []


def test_the_sheet_searches_as_one_types_and_closes(window, qtbot):
    sheet = open_shortcuts(window)
    qtbot.waitUntil(sheet.search.hasFocus)
    qtbot.keyClicks(sheet.search, "move")
    assert sheet.model.rowCount() == 2
    qtbot.keyClicks(sheet.search, " zzz")
    assert sheet.nothing.isVisible()
    assert "zzz" in sheet.nothing.text()
    qtbot.keyClick(sheet.search, Qt.Key.Key_Escape)
    assert sheet.search.text() == ""
    with qtbot.waitSignal(sheet.closed):
        qtbot.keyClick(sheet.search, Qt.Key.Key_Escape)


def test_the_list_keeps_the_rules_of_models(window, qtmodeltester):
    model = ShortcutModel(shortcuts_of(window))
    qtmodeltester.check(model)
    model.search("undo")
    qtmodeltester.check(model)
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsSelectable, "a heading"
