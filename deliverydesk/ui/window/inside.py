"""Which what-if a window looks into: the ways in and out, and the band that says where one is."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from deliverydesk.domain.entities import Scenario
from deliverydesk.support.language import tr
from deliverydesk.ui import text

if TYPE_CHECKING:
    from deliverydesk.document.document import Changed
    from deliverydesk.ui.window.band import Band
    from deliverydesk.ui.window.main_window import MainWindow


class Inside(QObject):
    """One for each window. The plan is where a window begins."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._desk = window, window.desk
        self.menu = QMenu(tr("&Look into a what-if"), window)
        """An action for each what-if; none where there is none."""
        self.back = QAction(tr("Back to the pla&n"), window)
        self.back.setObjectName("window.back_to_plan")
        self.back.triggered.connect(self.go_back)
        self._shown: int | None = None
        self._list_what_ifs()

    @property
    def title(self) -> str:
        """What the window's title begins with: nothing in the plan."""
        name = text.one_line(self._desk.what_if, 40)
        return tr("What if: {name} – ", name=name) if name else ""

    @cached_property
    def band(self) -> Band:
        """Says where one is, below the top bar; made when it is first needed."""
        from deliverydesk.ui.window.band import Band

        band = Band(self)
        self._window.top_bar.put_below(band)
        return band

    def open_sheet(self) -> None:
        """Compare what-ifs, begin one, and what else can be done with them."""
        from deliverydesk.ui.dialogs.scenarios import ScenariosSheet

        ScenariosSheet(self._desk, self._window).open()

    def go_back(self) -> None:
        """Back to the plan."""
        self._desk.look_into(None)

    def promote(self) -> None:
        """Make the what-if that is looked into the plan, as one step."""
        from deliverydesk.actions.scenarios import promote

        inside = self._desk.document.inside
        if inside is not None:
            size = len(inside.laid.changes.changes)
            self._desk.do(lambda plan: promote(plan, inside.scenario), toast=True, size=size, in_plan=True)

    def follow(self, changed: Changed) -> bool:
        """Show where one is now. True where that is not where one was, or it has another name."""
        document = self._desk.document
        inside = document.inside
        renamed = changed.change_set.alters(Scenario, ("name",))
        if renamed:
            self._list_what_ifs()
        name = text.one_line(self._desk.what_if, 60)
        self._window.setProperty(text.WHERE, tr("What if: {name}", name=name) if name else "")
        if inside is not None:
            self.band.say(self._desk.what_if, len(inside.laid.changes.changes))
        moved = (None if inside is None else inside.scenario) != self._shown
        if moved:
            self._shown = None if inside is None else inside.scenario
            self.back.setEnabled(inside is not None)
            self.band.leave_focus(inside is not None)
            self._window.top_bar.show_below(inside is not None)
        return moved or renamed

    def _list_what_ifs(self) -> None:
        self.menu.clear()
        for scenario in self._desk.document.actual.scenarios:
            name = text.one_line(scenario.name, 40).replace("&", "&&")
            action = self.menu.addAction(tr("Look into {name}", name=name))
            action.setObjectName(f"window.look_into_{scenario.id}")
            action.triggered.connect(partial(self._look, scenario.id))
        self.menu.menuAction().setEnabled(not self.menu.isEmpty())
        self.back.setEnabled(self._desk.document.inside is not None)

    def _look(self, scenario: int, _checked: bool = False) -> None:
        self._desk.look_into(scenario)
