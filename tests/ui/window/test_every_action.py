"""Every action of the window, on three portfolios and four selections: no exception, no warning, and undo undoes it.

What a person can reach is collected from the menus, the panes and their context menus; dialogs that would wait close
at once, sheets that open are dismissed.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMenu
from shiboken6 import isValid

from deliverydesk.domain.entities import Deliverable, Outcome
from deliverydesk.ui.window.main_window import MainWindow
from deliverydesk.ui.window.palette.palette import Palette
from tests.ui.window.conftest import Desks, close_overlays, overlays, settle, windows

_NOT = {"window.close"}
"""Closing has its own test."""
_BUILD = ("backlog", "roadmap", "outcomes", "inspector", "history")


def _leaves(menu: QMenu) -> Iterator[QAction]:
    menu.aboutToShow.emit()
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from _leaves(inner)
        elif not action.isSeparator():
            yield action


def _reachable(window: MainWindow) -> list[QAction]:
    found: dict[int, QAction] = {}
    menus = [menu for action in window.menuBar().actions() if isinstance(menu := action.menu(), QMenu)]
    leaves = [leaf for menu in menus for leaf in _leaves(menu)]
    # Menus that are filled anew when they are shown delete what they held.
    for action in filter(isValid, [*window.findChildren(QAction), *leaves]):
        if not action.isSeparator() and action.menu() is None and not isinstance(action.parent(), QLineEdit):
            found.setdefault(id(action), action)
    return list(found.values())


def _names(window: MainWindow) -> list[str]:
    named = {action.objectName() for action in _reachable(window)} - {""}
    return sorted(named - _NOT)


def _by_name(window: MainWindow, name: str) -> QAction:
    return next(action for action in _reachable(window) if action.objectName() == name)


def _trigger(desks: Desks, window: MainWindow, action: QAction) -> None:
    """Trigger it and look at what it did."""
    if isValid(action) and action.isEnabled():
        _drive(desks, window, action.objectName() or action.text(), action.trigger)


def _drive(desks: Desks, window: MainWindow, name: str, run: Callable[[], object]) -> None:
    """Do it; where it changed the portfolio, undo has to give the former state back, and redo the new one."""
    before, seq = window.desk.portfolio, window.desk.document.store.last_seq()
    selection = window.desk.selection
    run()
    # What runs in a thread is waited for, as its sheet makes a person do, which nobody can take away.
    desks.idle()
    close_overlays(window)
    settle()
    if name.endswith(("theme_dark", "theme_contrast")):
        window.grab()
    document = window.desk.document
    changes = [entry for entry in document.history(50) if entry.seq > seq and entry.kind in ("do", "undo", "redo")]
    after = window.desk.portfolio
    if changes and changes[0].kind == "do":
        for _ in changes:
            document.undo()
        assert window.desk.portfolio == before, f"undo of {name}"
        for _ in changes:
            document.redo()
        assert window.desk.portfolio == after, f"redo of {name}"
        for _ in changes:
            document.undo()
    elif changes:
        # Undo or redo itself: the other one gives the former state back.
        (document.redo if changes[0].kind == "undo" else document.undo)()
        assert window.desk.portfolio == before, name
    else:
        assert after is before, name
    settle()
    window.desk.select(*selection)


def _show_everything(window: MainWindow) -> None:
    for name in _BUILD:
        window.docks[name].show()
        window.docks[name].build()
    settle()


def _nothing(window: MainWindow) -> None:
    window.desk.select(None, ())


def _one(window: MainWindow) -> None:
    ids = tuple(window.desk.portfolio.ranking)[:1]
    window.desk.select(Deliverable, ids, ids[0] if ids else None)


def _many(window: MainWindow) -> None:
    ids = tuple(window.desk.portfolio.ranking)[2:40:3]
    window.desk.select(Deliverable, ids, ids[-1] if ids else None)


def _outcome(window: MainWindow) -> None:
    ids = tuple(outcome.id for outcome in window.desk.portfolio.outcomes)[:1]
    window.desk.select(Outcome, ids, ids[0] if ids else None)


Select = Callable[[MainWindow], None]
_SELECTIONS: dict[str, Select] = {"nothing": _nothing, "one": _one, "many": _many, "outcome": _outcome}


@pytest.mark.parametrize("selection", list(_SELECTIONS))
@pytest.mark.parametrize("portfolio", ["sample", "empty", "read-only"])
def test_every_action(
    desks: Desks,
    sample_file: Path,
    empty_file: Path,
    nobody_answers: list[str],
    portfolio: str,
    selection: str,
) -> None:
    path = empty_file if portfolio == "empty" else sample_file
    window = desks.open(path, read_only=portfolio == "read-only")
    _show_everything(window)
    start = window.desk.portfolio
    names = _names(window)
    assert len(names) > 80
    for name in names:
        _SELECTIONS[selection](window)
        settle()
        _trigger(desks, window, _by_name(window, name))
        assert window.isVisible(), name
        for other in windows():
            if other is not window:
                desks.close(other)
    desks.idle()
    assert window.desk.portfolio == start
    assert window.desk.document.store.verify() == []


def _context_menus(pane: Any) -> list[QMenu]:
    commands = pane.commands
    return [commands.row_menu(pane), commands.column_menu(pane), commands.score_menu(pane), commands.add_menu(pane)]


@pytest.mark.parametrize("selection", ["one", "many"])
def test_every_line_of_the_backlogs_own_menus(
    desks: Desks, sample_file: Path, nobody_answers: list[str], selection: str
) -> None:
    window = desks.open(sample_file)
    start = window.desk.portfolio
    for menu in _context_menus(window.docks["backlog"].pane):
        # By words: a submenu is filled anew each time it is shown.
        for words in [action.text() for action in _leaves(menu)]:
            _SELECTIONS[selection](window)
            settle()
            action = next((each for each in _leaves(menu) if each.text() == words), None)
            if action is not None:
                _trigger(desks, window, action)
    assert window.desk.portfolio == start


def _palette(window: MainWindow) -> Palette:
    # Not by its key: the actions before may have hidden or floated what had the focus.
    window.palette_action.trigger()
    (palette,) = overlays(window)
    assert isinstance(palette, Palette)
    return palette


def _choose(desks: Desks, window: MainWindow, key: str, words: str) -> None:
    """Type the words, go down to the line that is meant, press Enter."""
    palette = _palette(window)
    palette.query.setText(words)
    desks.qtbot.waitUntil(lambda: palette.idle)
    for _ in range(palette.list.model().rowCount()):
        current = palette.list.current()
        if current is not None and current.key == key:
            break
        desks.qtbot.keyClick(palette.query, Qt.Key.Key_Down)
    current = palette.list.current()
    assert current is not None
    assert current.key == key, f"{words} does not find {key}"
    assert not current.reason
    desks.qtbot.keyClick(palette.query, Qt.Key.Key_Return)


@pytest.mark.parametrize("selection", ["nothing", "many"])
def test_every_line_of_the_palette_by_its_keys(
    desks: Desks, sample_file: Path, nobody_answers: list[str], selection: str
) -> None:
    window = desks.open(sample_file)
    _show_everything(window)
    start = window.desk.portfolio
    _SELECTIONS[selection](window)
    palette = _palette(window)
    keys = [key for key in palette.offered if key not in _NOT]
    close_overlays(window)
    settle()
    assert len(keys) > 80
    done = 0
    for key in keys:
        _SELECTIONS[selection](window)
        settle()
        palette = _palette(window)
        entry = palette.entry(key)
        close_overlays(window)
        settle()
        if entry is None or entry.reason:
            continue
        mark = ">" if entry.group == "Actions" else ""
        _drive(desks, window, key, lambda key=key, words=mark + entry.words: _choose(desks, window, key, words))
        done += 1
        for other in windows():
            if other is not window:
                desks.close(other)
    assert done > 60
    desks.idle()
    assert window.desk.portfolio == start
