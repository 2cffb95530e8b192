"""The menus: the same tree for the menu button, and for the menu bar that Alt brings (macOS always has it)."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from deliverydesk.support.language import tr
from deliverydesk.ui.dialogs.choosing import door as choosing
from deliverydesk.ui.theme import THEME_WORDS
from deliverydesk.ui.window import state

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliverydesk.ui.window.main_window import MainWindow


class _ThemeChoice(QActionGroup):
    """The themes to choose from; the chosen one is ticked, wherever it was chosen."""

    def tick(self, name: str) -> None:
        """Tick the action of a theme."""
        for action in self.actions():
            if action.objectName() == f"window.theme_{name}":
                action.setChecked(True)


def build(window: MainWindow) -> None:
    """Give the window its menus. Panes that are built later add theirs through `add_pane_menus`."""
    menus = [_file_menu(window), _edit_menu(window), *_pane_menus(window), _view_menu(window), _help_menu(window)]
    button_menu = QMenu(tr("Menu"), window)
    bar = window.menuBar()
    for menu in menus:
        button_menu.addMenu(menu)
        bar.addMenu(menu)
    window.top_bar.set_menu(button_menu)
    if sys.platform != "darwin":
        # A hidden bar would take its shortcuts along; the window holds the actions too.
        for menu in menus:
            _hold(window, menu)
        bar.hide()


def _hold(window: MainWindow, menu: QMenu) -> None:
    for action in menu.actions():
        submenu = action.menu()
        if isinstance(submenu, QMenu):
            _hold(window, submenu)
        elif not action.isSeparator() and not action.shortcut().isEmpty() and action.parent() is menu:
            window.addAction(action)


def _add(
    menu: QMenu, name: str, words: str, run: Callable[[], object], shortcut: str | QKeySequence.StandardKey = ""
) -> QAction:
    action = QAction(words, menu)
    action.setObjectName(f"window.{name}")
    if shortcut:
        action.setShortcut(QKeySequence(shortcut))
    action.triggered.connect(lambda: run())
    menu.addAction(action)
    return action


def _file_menu(window: MainWindow) -> QMenu:
    files = window.files
    menu = QMenu(tr("&File"), window)
    key = QKeySequence.StandardKey
    _add(menu, "new", tr("&New portfolio…"), lambda: files.new(window), key.New)
    _add(menu, "open", tr("&Open…"), lambda: files.open(window), key.Open)
    recent = menu.addMenu(tr("Open &recent"))
    recent.aboutToShow.connect(lambda: _fill_recent(window, recent))
    menu.addSeparator()
    _add(menu, "checkpoint", tr("Save a &checkpoint…"), lambda: files.checkpoint(window), key.Save)
    _add(menu, "keep_forecasts", tr("&Keep the forecasts"), lambda: _keep_forecasts(window))
    _add(menu, "save_copy", tr("Save a cop&y…"), lambda: files.save_copy(window), "Ctrl+Shift+S")
    _add(menu, "restore", tr("Restore a &backup…"), lambda: files.restore(window))
    _add(menu, "check", tr("Check the &file"), lambda: files.check(window))
    menu.addSeparator()
    _add(menu, "import", tr("&Import a table…"), lambda: files.import_table(window), "Ctrl+Shift+I")
    _add(menu, "earlier_imports", tr("Earlier i&mports…"), lambda: files.earlier_imports(window))
    _add(menu, "export", tr("&Export…"), lambda: files.export(window), "Ctrl+E")
    _add(menu, "pack", tr("Pac&k of slides…"), lambda: files.pack(window), "Ctrl+Shift+E")
    _add(menu, "print", tr("P&rint…"), lambda: files.print(window), key.Print)
    menu.addSeparator()
    _add(menu, "scenarios", tr("&What if…"), window.inside.open_sheet)
    menu.addMenu(window.inside.menu)
    menu.addAction(window.inside.back)
    _add(menu, "schedule", tr("Auto-sche&dule…"), lambda: _open_schedule(window))
    _add(menu, "best_set", tr("Best se&t…"), lambda: choosing.open_best_set(window.desk, window), choosing.SHORTCUT)
    _add(menu, "products", tr("Products, teams and &settings…"), lambda: files.settings(window), "Ctrl+,")
    menu.addSeparator()
    _add(menu, "close", tr("&Close"), window.close, key.Close)
    return menu


def _keep_forecasts(window: MainWindow) -> None:
    from deliverydesk.ui.window.keeping import keep_now

    keep_now(window.desk)


def _fill_recent(window: MainWindow, menu: QMenu) -> None:
    menu.clear()
    for path in state.known_files():
        missing = not path.is_file()
        name, folder = (str(part).replace("&", "&&") for part in (path.name, path.parent))
        where = tr("missing: take it off this list") if missing else folder
        action = QAction(f"{name}  –  {where}", menu)
        run = state.forget_file if missing else partial(window.files.open_path, window)
        action.triggered.connect(lambda _checked=False, path=path, run=run: run(path))
        menu.addAction(action)
    if menu.isEmpty():
        menu.addAction(tr("No files yet")).setEnabled(False)
    else:
        menu.addSeparator()
        menu.addAction(tr("Empty this list")).triggered.connect(lambda: state.update(recent=[]))


def _edit_menu(window: MainWindow) -> QMenu:
    menu = QMenu(tr("&Edit"), window)
    menu.addActions([window.undo_action, window.redo_action])
    menu.addSeparator()
    menu.addActions([window.palette_action, window.quick_action, window.today_action])
    menu.addSeparator()
    menu.addAction(window.history_action)
    return menu


def _pane_menus(window: MainWindow) -> list[QMenu]:
    menus: list[QMenu] = []
    for name, dock in window.docks.items():
        if name != "history":
            menu = QMenu(f"&{dock.windowTitle()}", window)
            if dock.pane is not None:
                fill_from_pane(menu, dock.pane)
            else:
                # The pane is built when it is first needed; its menu is a need.
                menu.aboutToShow.connect(lambda menu=menu, dock=dock: _fill_once(menu, dock))
            menus.append(menu)
    return menus


def _fill_once(menu: QMenu, dock: object) -> None:
    if menu.isEmpty():
        fill_from_pane(menu, dock.build())  # type: ignore[attr-defined]


def fill_from_pane(menu: QMenu, pane: object) -> None:
    """Put a pane's commands into its menu; groups but the first become submenus."""
    for number, (title, actions) in enumerate(pane.command_groups()):  # type: ignore[attr-defined]
        target = menu if number == 0 else menu.addMenu(title)
        target.setToolTipsVisible(True)
        for action in actions:
            if action is None:
                target.addSeparator()
            else:
                target.addAction(action)


def _view_menu(window: MainWindow) -> QMenu:
    menu = QMenu(tr("&View"), window)
    _add(menu, "plan", tr("Layout &Plan"), lambda: window.choose_layout("plan"), "Ctrl+1")
    _add(menu, "measure", tr("Layout &Measure"), lambda: window.choose_layout("measure"), "Ctrl+2")
    _add(menu, "review", tr("Layout Re&view"), lambda: window.choose_layout("review"), "Ctrl+3")
    _add(menu, "present", tr("P&resent"), window.present, "F5")
    menu.addMenu(window.layouts.menu)
    menu.addSeparator()
    for dock in window.docks.values():
        menu.addAction(dock.show_action)
    menu.addSeparator()
    themes = menu.addMenu(tr("&Theme"))
    group = _ThemeChoice(menu)
    for name, words in THEME_WORDS.items():
        action = _add(themes, f"theme_{name}", words, lambda name=name: window.themes.choose(name))  # type: ignore[misc]
        action.setCheckable(True)
        group.addAction(action)
    group.tick(window.themes.choice)
    window.themes.chosen.connect(group.tick)
    menu.addSeparator()
    _add(menu, "next_pane", tr("&Next pane"), lambda: _walk(window, 1), "F6")
    _add(menu, "previous_pane", tr("P&revious pane"), lambda: _walk(window, -1), "Shift+F6")
    return menu


def _focused(window: MainWindow) -> QWidget | None:
    # Qt's stubs leave out that there may be none.
    return window.focusWidget()


def _walk(window: MainWindow, step: int) -> None:
    """Give the focus to the next pane that can be seen."""
    panes = [dock.pane for dock in window.docks.values() if dock.pane is not None and dock.in_front]
    focused = _focused(window)
    at = next((n for n, pane in enumerate(panes) if focused is not None and pane.isAncestorOf(focused)), -step)
    if panes:
        target = panes[(at + step) % len(panes)]
        (target.focusProxy() or target).setFocus()


def _help_menu(window: MainWindow) -> QMenu:
    menu = QMenu(tr("&Help"), window)
    _add(menu, "help", tr("&Guide and terms"), lambda: _open_help(window), "F1")
    _add(menu, "what_is", tr("&What is this?"), lambda: _ask_what_is(window), "Shift+F1")
    _add(menu, "shortcuts", tr("&Keyboard shortcuts"), lambda: window.files.shortcuts(window), "Ctrl+F1")
    _add(menu, "sample", tr("Open the &sample"), lambda: window.files.open_sample(window))
    _add(menu, "about", tr("&About DeliveryDesk"), lambda: window.files.about(window))
    return menu


def _open_schedule(window: MainWindow) -> None:
    from deliverydesk.ui.dialogs.scheduling import ScheduleSheet

    ScheduleSheet(window.desk, window).open()


def _open_help(window: MainWindow) -> None:
    from deliverydesk.ui.help.sheet import open_help

    # A step of the guide leads to an action, which a pane that nobody has looked at does not have yet.
    for dock in window.docks.values():
        dock.build()
    open_help(window)


def _ask_what_is(window: MainWindow) -> None:
    from deliverydesk.ui.help.whatis import ask

    ask(window)
