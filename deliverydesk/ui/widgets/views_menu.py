"""The saved views of a pane: a button with the name of the view that is shown, its menu, and keys for the first nine.

A pane gives it `save_state` and `restore_state`, tells it `renew` when its look may have changed, and puts `actions`
into its menus. It knows nothing else of panes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from deliverydesk.actions import viewing
from deliverydesk.domain.entities import SavedView
from deliverydesk.domain.wording import quoted
from deliverydesk.support.language import tr
from deliverydesk.ui import text
from deliverydesk.ui.saved_views import OWN, fits, state_of, written
from deliverydesk.ui.widgets.buttons import GivingButton

if TYPE_CHECKING:
    from deliverydesk.document.document import Changed
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.desk import Desk

KEYS = 9
"""So many views have a key, Alt+1 to Alt+9."""
_LONGEST = 24


class Viewed(Protocol):
    """A pane that has views."""

    def save_state(self) -> dict[str, Any]:
        """What is to be remembered of the view, as JSON values."""

    def restore_state(self, state: dict[str, Any]) -> None:
        """What `save_state` gave, of this version or another one."""


class ViewsMenu(QObject):
    """The views of the pane called ``name`` (the name of its dock). ``button`` is for the pane's header."""

    def __init__(self, desk: Desk, name: str, pane: QWidget, viewed: Viewed) -> None:
        super().__init__(pane)
        self._desk, self._name, self._pane, self._viewed = desk, name, pane, viewed
        self.current: int | None = None
        """The view shown, as it was saved or changed since."""
        self.changed = False
        self._basis = ""
        self.button = GivingButton(tr("Views"), "views", self.open_menu, pane)
        self.button.setObjectName(f"{name}.views")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._renew)
        self._made: dict[str, QAction] = {}
        self._make()
        desk.changed.connect(self._follow)
        self._renew()

    # ---- commands

    def _make(self) -> None:
        for number in range(1, KEYS + 1):
            words = tr("View {number}", number=number)
            action = self._add(f"view_{number}", words, partial(self._show_number, number))
            action.setShortcut(QKeySequence(f"Alt+{number}"))
            action.setCheckable(True)
        self._add("view_save", tr("Save as a view…"), self.ask_name)
        self._add("view_update", tr("Update the view"), self.update_view)
        self._add("view_reset", tr("Back to the view as saved"), self.reset)
        self._add("view_rename", tr("Rename the view…"), self.ask_rename)
        self._add("view_delete", tr("Delete the view"), self.delete_view)
        self._add("view_up", tr("Move the view up"), lambda: self._move(-1))
        self._add("view_down", tr("Move the view down"), lambda: self._move(1))

    def _add(self, name: str, words: str, run: Callable[[], object]) -> QAction:
        action = QAction(words, self._pane)
        action.setObjectName(f"{self._name}.{name}")
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False: run())
        self._pane.addAction(action)
        self._made[name] = action
        return action

    def __getitem__(self, name: str) -> QAction:
        return self._made[name]

    def actions(self) -> list[QAction | None]:
        """All commands, for a menu of the pane; None is a separator."""
        named = list(self._made.values())
        return [*named[:KEYS], None, *named[KEYS : KEYS + 3], None, *named[KEYS + 3 :]]

    def menu(self) -> QMenu:
        """Every view, and what can be done with the one that is shown."""
        menu = QMenu(self._pane)
        for number, view in enumerate(self.views(), start=1):
            if number <= KEYS:
                menu.addAction(self._made[f"view_{number}"])
            else:
                more = menu.addAction(_listed(view.name))
                more.setCheckable(True)
                more.setChecked(view.id == self.current)
                more.triggered.connect(lambda _on=False, id=view.id: self.show_view(id))
        for action in self.actions()[KEYS:]:
            if action is None:
                menu.addSeparator()
            else:
                menu.addAction(action)
        return menu

    def open_menu(self) -> None:
        """Open the menu under the button."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    # ---- views

    def views(self) -> list[SavedView]:
        """The views of the pane, in their order."""
        return viewing.views_of(self._desk.portfolio, self._name)

    def view(self) -> SavedView | None:
        """The view shown."""
        return self._desk.portfolio.saved_views.get(self.current)

    def show_view(self, view_id: int) -> None:
        """Let the pane look as a view says. What the pane does not know is left out, and that is said."""
        view = self._desk.portfolio.saved_views.get(view_id)
        if view is None:
            return
        state = state_of(view)
        self._viewed.restore_state(state)
        self.current, self._basis = view_id, self._now()
        self._renew()
        if not fits(state, json.loads(self._basis)):
            self._desk.refused.emit(
                tr(
                    "Part of the view {name} is not known here any more and was left out; the rest is shown.",
                    name=quoted(view.name, 40),
                )
            )

    def _show_number(self, number: int) -> None:
        views = self.views()
        if number <= len(views):
            self.show_view(views[number - 1].id)
        self._renew()

    def reset(self) -> None:
        """Show the view as it was saved."""
        if self.current is not None:
            self.show_view(self.current)

    def save_as(self, name: str) -> bool:
        """Keep how the pane looks now under a name, and show that view. False where it was refused."""
        state, pane = self._now(), self._name
        if not self._desk.do(lambda portfolio: viewing.save_view(portfolio, pane, name, state)):
            return False
        wanted = name.strip().casefold()
        self._take(next(view.id for view in self.views() if view.name.casefold() == wanted))
        return True

    def update_view(self) -> None:
        """Keep how the pane looks now in the view that is shown."""
        view, state = self.view(), self._now()
        if view is not None and self._desk.do(lambda p: viewing.update_view(p, view.id, state), toast=True):
            self._take(view.id)

    def rename(self, name: str) -> bool:
        """Give the view shown another name. False where it was refused."""
        view = self.view()
        return view is not None and self._desk.do(lambda p: viewing.rename_view(p, view.id, name))

    def delete_view(self) -> None:
        """Delete the view shown; the pane looks as it did, and the toast takes it back."""
        view = self.view()
        if view is not None:
            self._desk.do(lambda portfolio: viewing.delete_view(portfolio, [view.id]), toast=True)

    def _move(self, by: int) -> None:
        view, order = self.view(), [view.id for view in self.views()]
        if view is not None:
            position = order.index(view.id) + 1 + by
            self._desk.do(lambda portfolio: viewing.move_view(portfolio, view.id, position))

    def _take(self, view_id: int) -> None:
        self.current, self._basis = view_id, self._now()
        self._renew()

    # ---- asking

    def ask_name(self) -> QWidget:
        """Ask under which name to keep how the pane looks now."""
        return self._ask(tr("Save as a view"), tr("Name of the view"), tr("Save"), "", self.save_as, self._save_action)

    def ask_rename(self) -> QWidget | None:
        """Ask for another name of the view shown."""
        view = self.view()
        if view is None:
            return None
        return self._ask(
            tr("Rename the view"), tr("Name of the view"), tr("Rename"), view.name, self.rename, self._rename_action
        )

    def _save_action(self, name: str) -> Callable[[Portfolio], ChangeSet]:
        return lambda portfolio: viewing.save_view(portfolio, self._name, name, "{}")

    def _rename_action(self, name: str) -> Callable[[Portfolio], ChangeSet]:
        return lambda portfolio: viewing.rename_view(portfolio, self.current or 0, name)

    def _ask(
        self,
        title: str,
        label: str,
        button: str,
        begin: str,
        act: Callable[[str], bool],
        wish: Callable[[str], Callable[[Portfolio], ChangeSet]],
    ) -> QWidget:
        from deliverydesk.ui.typed import refusal
        from deliverydesk.ui.widgets.asking import AskSheet

        def go(name: str) -> str:
            reason = refusal(self._desk.portfolio, wish(name))
            if not reason:
                act(name)
            return reason

        sheet = AskSheet(self._pane, title, label, button, go, begin)
        sheet.setObjectName(f"{self._name}.ask_view")
        sheet.open()
        return sheet

    # ---- remembering and following

    def to_state(self) -> dict[str, Any]:
        """Which view is shown, for the pane's own state."""
        return {OWN: self.current}

    def take_state(self, state: dict[str, Any]) -> None:
        """What `to_state` gave. The pane looks as it was left; whether that is still the view is looked at."""
        view_id = state.get(OWN)
        if OWN not in state:
            return
        view = self._desk.portfolio.saved_views.get(view_id) if isinstance(view_id, int) else None
        here = view is not None and view.pane == self._name
        self.current = view.id if here and view is not None else None
        self._basis = written(state_of(view)) if here and view is not None else ""
        self.renew()

    def renew(self) -> None:
        """The pane may look otherwise now: say whether it still looks as the view does, once all is settled."""
        self._soon.start()

    def _now(self) -> str:
        return written(self._viewed.save_state())

    def _follow(self, changed: Changed) -> None:
        if not changed.change_set.touches(SavedView):
            return
        view = self.view()
        if view is None:
            self.current = None
        elif any(change.id == view.id for change in changed.change_set.of(SavedView)):
            self._basis = written(state_of(view))
        self._renew()

    def _renew(self) -> None:
        view, views = self.view(), self.views()
        self.changed = view is not None and self._basis != self._now()
        self._say(view, views)
        ids = [each.id for each in views]
        place = ids.index(view.id) if view is not None and view.id in ids else -1
        writable = not self._desk.document.read_only
        self._made["view_save"].setEnabled(writable)
        self._made["view_update"].setEnabled(writable and self.changed)
        self._made["view_reset"].setEnabled(self.changed)
        for name in ("view_rename", "view_delete"):
            self._made[name].setEnabled(writable and view is not None)
        self._made["view_up"].setEnabled(writable and place > 0)
        self._made["view_down"].setEnabled(writable and 0 <= place < len(ids) - 1)

    def _say(self, view: SavedView | None, views: Iterable[SavedView]) -> None:
        named = list(views)
        for number in range(1, KEYS + 1):
            action, there = self._made[f"view_{number}"], number <= len(named)
            action.setVisible(there)
            action.setEnabled(there)
            if there:
                action.setText(_listed(named[number - 1].name))
            action.setChecked(there and view is not None and named[number - 1].id == view.id)
        name = tr("Views") if view is None else text.one_line(view.name, _LONGEST).replace("&", "&&")
        words = f"{name} •" if self.changed else name
        if self.button.words != words:
            self.button.set_words(words)
        if view is None:
            told = tr("Views")
        elif self.changed:
            told = tr("View: {name}, changed since it was saved", name=view.name)
        else:
            told = tr("View: {name}", name=view.name)
        text.name(self.button, told)
        text.set_tooltip(self.button, told)


def _listed(name: str) -> str:
    return text.one_line(name, 60).replace("&", "&&")
