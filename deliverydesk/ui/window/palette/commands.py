"""Every action of a window and its panes as a line of the palette, and why one cannot be done now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from shiboken6 import isValid

from deliverydesk.support.language import tr, trc
from deliverydesk.ui.allowing import why_locked
from deliverydesk.ui.dialogs.shortcuts import keys_words, place_of, plain_words
from deliverydesk.ui.window.palette.entries import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliverydesk.ui.window.main_window import MainWindow

GROUP = tr("Actions")
ITSELF = "window.palette"
_REASONS = {
    "window.undo": tr("There is nothing to undo."),
    "window.redo": tr("There is nothing to redo."),
    "window.back_to_plan": tr("You are in the plan."),
    "backlog.clear_filters": tr("No filter is on."),
    "backlog.unsort": tr("The list is in your order already."),
    "roadmap.broken": tr("No order is broken."),
    "roadmap.unlink": tr("No dependency is chosen on the roadmap."),
    "roadmap.link": tr("Select two items or more first."),
    "roadmap.after": tr("What is selected starts after what it waits for."),
    "roadmap.edit_milestone": tr("Select a milestone first."),
    "roadmap.delete_milestone": tr("Select a milestone first."),
    "roadmap.mark_earlier": tr("Select a milestone first."),
    "roadmap.mark_later": tr("Select a milestone first."),
}
"""What the general sentences would not say rightly."""
_ALSO = {
    "window.scenarios": trc("other words for what-ifs", "new scenario scenarios simulate plan the quarter"),
    "window.best_set": trc("other words for the best set", "optimise optimize select knapsack plan the quarter"),
    "window.schedule": trc("other words for auto-schedule", "optimise optimize dates level resources"),
    "roadmap.forecast": trc("other words for the forecast", "simulation simulate monte carlo probability"),
    "capacity.people": trc("other words for teams and people", "leave holidays hire absence focus capacity skills"),
    "window.products": trc("other words for the settings", "preferences options teams products"),
}
"""Words of the field by which people look for what has another name here."""


def actions_of(window: MainWindow) -> Iterator[QAction]:
    """The actions with a name and words, of the window and of the panes that are built."""
    for action in window.findChildren(QAction):
        name = action.objectName()
        if (
            isValid(action)
            and name
            and not name.startswith(("_q", "qt_"))
            and name != ITSELF
            and action.text()
            and not action.isSeparator()
            and action.menu() is None
        ):
            yield action


def command_entries(window: MainWindow) -> dict[str, Entry]:
    """The lines of all actions, by name."""
    menus = {action: plain_words(menu.title()) for menu in window.findChildren(QMenu) for action in menu.actions()}
    return {action.objectName(): _entry(window, action, place_of(action, menus)) for action in actions_of(window)}


def _entry(window: MainWindow, action: QAction, where: str) -> Entry:
    words = plain_words(action.text().partition("\t")[0])
    on = tr("{place}, on", place=where) if action.isCheckable() and action.isChecked() else where
    return Entry(
        action.objectName(),
        GROUP,
        words,
        on,
        "command",
        keys_words(action.shortcut()) if not action.shortcut().isEmpty() else action.text().partition("\t")[2],
        "" if action.isEnabled() else why_not(window, action),
        action.trigger,
        also=_ALSO.get(action.objectName(), ""),
    )


def why_not(window: MainWindow, action: QAction) -> str:
    """Why an action cannot be done now, in a sentence."""
    name = action.objectName()
    read_only = window.desk.document.read_only
    if read_only and not name.startswith(("window.show", "backlog.clear", "backlog.unsort")):
        return read_only
    if locked := why_locked(action):
        return locked
    if name in _REASONS:
        return _REASONS[name]
    if not window.desk.selection.ids:
        return tr("Select something first.")
    return tr("This cannot be done with what is selected.")
