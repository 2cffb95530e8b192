"""Layouts of one's own: where the docks are, under a name. Kept for the person, not in the portfolio."""

from __future__ import annotations

import base64
import binascii
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from deliverydesk.domain.wording import quoted
from deliverydesk.support.language import tr
from deliverydesk.ui import text
from deliverydesk.ui.window import file_dialogs, state

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliverydesk.ui.window.main_window import MainWindow

NAME_LIMIT = 60
MOST = 40


def kept() -> dict[str, str]:
    """The arrangements by name, in the order in which they were saved. What cannot be read is left out."""
    listed = state.load().get("layouts")
    pairs = listed.items() if isinstance(listed, dict) else ()
    return {name: value for name, value in pairs if isinstance(value, str) and name.strip()}


def _keep(layouts: dict[str, str]) -> None:
    state.update(layouts=dict(list(layouts.items())[-MOST:]))


class Layouts:
    """What the menu "Layouts" and the palette offer for the arrangements of one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.menu = QMenu(tr("&Layouts"), window)
        self.save = self._action("save_layout", tr("Save this layout…"), self.ask_and_save)
        self.menu.aboutToShow.connect(self._fill)
        self._fill()

    def _action(self, name: str, words: str, run: Callable[[], object]) -> QAction:
        action = QAction(words, self._window)
        action.setObjectName(f"window.{name}")
        action.triggered.connect(lambda: run())
        return action

    def _fill(self) -> None:
        self.menu.clear()
        names = list(kept())
        for name in names:
            own = self.menu.addMenu(text.one_line(name, NAME_LIMIT).replace("&", "&&"))
            for words, run in (
                (tr("Take this layout"), self.choose),
                (tr("Update it to the present one"), self.store),
                (tr("Rename…"), self.ask_new_name),
                (tr("Delete"), self.delete),
            ):
                own.addAction(words).triggered.connect(partial(self._run, run, name))
        if names:
            self.menu.addSeparator()
        self.menu.addAction(self.save)

    @staticmethod
    def _run(run: Callable[[str], object], name: str, _checked: bool = False) -> None:
        run(name)

    # What can be done

    def choose(self, name: str) -> None:
        """Put everything where it is in a layout."""
        value = kept().get(name)
        try:
            wanted = base64.b64decode(value or "", validate=True)
        except (binascii.Error, ValueError):
            wanted = b""
        if not self._window.take_arrangement(QByteArray(wanted)):
            self._window.toast.say(tr("The layout {name} cannot be read. Save it once more.", name=quoted(name)))

    def store(self, name: str) -> None:
        """Keep the present arrangement under a name, in place of the one that has it."""
        _keep({**kept(), name: base64.b64encode(self._window.arrangement().data()).decode("ascii")})
        self._window.toast.say(tr("The layout {name} is saved", name=quoted(name)))

    def rename(self, name: str, new: str) -> None:
        """Give a layout another name. One that is taken is refused with a sentence."""
        new, layouts = _plain(new), kept()
        if not new or new == name or name not in layouts:
            return
        if new in layouts:
            self._window.toast.say(tr("There is a layout called {name} already.", name=quoted(new)))
            return
        _keep({new if each == name else each: value for each, value in layouts.items()})

    def delete(self, name: str) -> None:
        """Take a layout off the list. The window stays as it is."""
        _keep({each: value for each, value in kept().items() if each != name})
        self._window.toast.say(tr("The layout {name} is deleted", name=quoted(name)))

    def ask_and_save(self) -> None:
        """Ask for a name and keep the present arrangement under it."""
        name = self._ask(tr("Save this layout"), tr("Name the present arrangement of the panes:"), "")
        if name:
            self.store(name)

    def ask_new_name(self, name: str) -> None:
        """Ask for another name of a layout."""
        new = self._ask(tr("Rename the layout"), tr("Its new name:"), name)
        if new:
            self.rename(name, new)

    def _ask(self, title: str, words: str, begin: str) -> str:
        return _plain(file_dialogs.ask_name(self._window, title, words, begin) or "")


def _plain(name: str) -> str:
    return text.one_line(" ".join(name.split()), NAME_LIMIT)
