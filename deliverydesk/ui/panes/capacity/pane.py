"""The capacity pane: a grid of teams and periods to look into and type into, and the guardrails behind it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from deliverydesk.actions import allocating
from deliverydesk.charts.load import PER, headline, loads_of
from deliverydesk.domain.entities import (
    Absence,
    AcceptedLoad,
    Allocation,
    Deliverable,
    Demand,
    Guardrail,
    Holiday,
    Loan,
    Person,
    Product,
    Settings,
    Team,
)
from deliverydesk.support.clock import today
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, icons, text
from deliverydesk.ui.latest import Latest
from deliverydesk.ui.panes.capacity import commands
from deliverydesk.ui.panes.capacity.grid import Cell, GridView
from deliverydesk.ui.panes.capacity.telling import leaves, loaded, look_ahead
from deliverydesk.ui.typed import read_number
from deliverydesk.ui.widgets.buttons import Button, QuietButton
from deliverydesk.ui.widgets.empty import EmptyState
from deliverydesk.ui.widgets.header import PaneHeader
from deliverydesk.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtGui import QAction, QResizeEvent, QShowEvent

    from deliverydesk.analysis.load_grid import Loads
    from deliverydesk.charts.capacity_grid import CapacityGrid
    from deliverydesk.charts.load import Unit
    from deliverydesk.document.document import Changed
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.exportable import Exportable
    from deliverydesk.ui.panes.capacity.rails import RailsPage
    from deliverydesk.ui.panes.capacity.ranges import Figures
    from deliverydesk.ui.theme import Theme

_SHOWN = (
    *(Deliverable, Demand, Allocation, Product, Settings, Team),
    *(Person, Absence, Holiday, Loan, AcceptedLoad, Guardrail),
)
_UNITS: tuple[tuple[Unit, str], ...] = (("week", tr("Weeks")), ("month", tr("Months")), ("quarter", tr("Quarters")))
_PAGES = (("load", tr("Load")), ("guardrails", tr("Guardrails")))
_PEOPLE = tr("Teams and people…")
_NARROW = 760
_AT_ONCE = 5_000
"""Of more deliverables than this the load is added up in a thread."""


class CapacityPane(QWidget):
    """Works from about 480 px on; best as wide as the window."""

    wanted = Signal()
    """A command shows something here: the pane is to be seen."""
    settings_wanted = Signal()
    """The people, leave, holidays and loans of the teams are to be edited."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        del theme  # painted in whichever is current
        self.setObjectName("capacity")
        text.name(self, tr("Capacity"), tr("What the plan asks of each team, against what it can give"))
        self.desk = desk
        self.loads: Loads | None = None
        self.opened: set[int] = set()
        self._unit: Unit = "week"
        self._rails: RailsPage | None = None
        self._begun = False
        self._is_late = False
        """Whether something changed that is not shown yet: nobody waits for a pane that is out of sight."""
        self._building = Latest()
        self._wished: Callable[[], None] | None = None
        """To be done once the load is known."""
        self._make_widgets()
        self.actions_ = commands.make_actions(self)
        desk.changed.connect(self._changed)

    def _make_widgets(self) -> None:
        self.header = PaneHeader(tr("Capacity"), parent=self)
        self.pages = Segmented(_PAGES, tr("What of the capacity"), self, compact=True)
        self.units = Segmented(_UNITS, tr("Periods"), self, compact=True)
        self.worst = QuietButton("", self.go_to_worst, self, size="header")
        self.worst.setIcon(icons.icon("warning", "bad"))
        self.fix = Button(tr("Suggest fixes"), self.suggest, self, size="header")
        self.people = QuietButton(_PEOPLE, self.settings_wanted.emit, self, icon="teams", size="header")
        text.set_tooltip(self.people, _PEOPLE)
        self.header.add(self.pages)
        self.header.add(self.units)
        for tool in (self.worst, self.fix, self.people):
            self.header.add_right(tool)
        self.header.least = 300
        self.pages.chosen.connect(self.show_page)
        self.units.chosen.connect(self.show_unit)
        self.view = GridView(self)
        self.view.toggled.connect(self.toggle)
        self.view.opened.connect(self.tell)
        self.view.given.connect(self.give)
        self.view.shifted.connect(self.shift)
        self.view.looked.connect(partial(look_ahead, self))
        self.ahead = text.label("", fonts.DETAIL, 500, "text", parent=self)
        self.ahead.setContentsMargins(12, 4, 12, 6)
        self.ahead.hide()
        words = tr("Per cent of capacity; opened, person-weeks. A corner marks what was given by hand.")
        self.legend = text.label(words, fonts.CAPTION, 400, "text2", parent=self)
        self.legend.setContentsMargins(12, 4, 12, 6)
        self.nothing = EmptyState(
            "teams",
            tr("No teams yet"),
            tr("Add the teams and their people, to see what the plan asks of them."),
            tr("Add teams"),
            self.settings_wanted.emit,
            parent=self,
        )
        load = QWidget(self)
        column = QVBoxLayout(load)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self.ahead)
        column.addWidget(self.legend)
        self._load_page = load
        stack = QWidget(self)
        self._stack = QStackedLayout(stack)
        self._stack.addWidget(load)
        self._stack.addWidget(self.nothing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(stack, 1)
        self.setFocusProxy(self.view)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.setMinimumWidth(360)

    # ---- for the window

    def command_groups(self) -> list[tuple[str, list[QAction | None]]]:
        """The pane's menu."""
        return [(tr("Capacity"), list(self.actions_))]

    def exportables(self) -> list[Exportable]:
        """The heat map with its figures, and the guardrails."""
        return commands.exportables(self)

    def window_days(self) -> tuple[int, int] | None:
        """The days that are in sight, the last one excluded."""
        grid, view = self.view.grid, self.view
        if grid is None or not view.columns:
            return None
        first = view.horizontalScrollBar().value() // view.wide
        last = min(first + max(view.horizontalScrollBar().pageStep() // view.wide, 1), view.columns)
        return grid.picture.stops[first], grid.picture.stops[last]

    def save_state(self) -> dict[str, Any]:
        """Page, periods and opened teams."""
        return {"page": self.pages.value(), "unit": self._unit, "open": sorted(self.opened)}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Take what `save_state` gave; what does not fit any more is left out."""
        opened = state.get("open")
        if isinstance(opened, list):
            self.opened = {each for each in opened if isinstance(each, int) and each in self.desk.portfolio.teams}
        if state.get("unit") in {unit for unit, _ in _UNITS}:
            self.units.set_value(state["unit"])
            self._unit = state["unit"]
        if state.get("page") in {page for page, _ in _PAGES}:
            self.show_page(state["page"])
        self.show_loads()

    def begin(self) -> None:
        """Fill the pane, once it is seen."""
        if not self._begun:
            self._begun = True
            self.rebuild()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_late:
            self.show_loads()
        QTimer.singleShot(0, self.begin)

    def sizeHint(self) -> QSize:
        return QSize(1000, 420)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        words = bool(self.worst.text()) and self.pages.value() == "load"
        self.worst.setVisible(words and self.width() >= _NARROW)
        self.fix.setVisible(words)
        self.people.setText(_PEOPLE if self.width() >= _NARROW + 120 else "")
        self.units.setVisible(self.pages.value() == "load" and self.width() >= _NARROW - 120)
        self.header.count.setVisible(self.width() >= _NARROW + 40)

    # ---- showing

    def show_page(self, page: str) -> None:
        """The load, or the guardrails."""
        self.pages.set_value(page)
        if page == "guardrails" and self._rails is None:
            from deliverydesk.ui.panes.capacity.rails import RailsPage

            self._rails = RailsPage(self.desk, self)
            self._stack.addWidget(self._rails)
        self.show_loads()

    def show_unit(self, unit: str) -> None:
        """Weeks, months or quarters."""
        self._unit = cast("Unit", unit)
        self.units.set_value(unit)
        self.show_loads()

    def toggle(self, team: int) -> None:
        """Show or hide what a team works on."""
        self.opened ^= {team}
        self.show_loads()

    def open_all(self) -> None:
        """Show what every team works on; if all show it, hide it."""
        teams = {team.id for team in self.desk.portfolio.teams}
        self.opened = set() if self.opened >= teams else teams
        if self.opened and len(self.desk.portfolio.deliverables) > _AT_ONCE:
            self.rebuild()
        else:
            self.show_loads()

    def rebuild(self) -> None:
        """Reckon the load of the whole plan anew; of a large one in a thread."""
        portfolio, day = self.desk.portfolio, today()
        if self.desk.document.loading:
            return
        if len(portfolio.deliverables) <= _AT_ONCE:
            self._take(loads_of(portfolio, day))
            return
        self.loads = None
        self.header.set_count(tr("Adding up the load…"))
        self._building.run(partial(loaded, portfolio, day, frozenset(self.opened)), self._take, self.desk.refused.emit)

    def _take(self, loads: Loads) -> None:
        if isValid(self):
            self.loads = loads
            self.show_loads()
            wished, self._wished = self._wished, None
            if wished is not None:
                wished()

    def show_loads(self) -> None:
        """Show the load as it is."""
        if not self._begun:
            return
        self._is_late = False
        if self.loads is None:
            if not self._building.busy:
                self.rebuild()
            return
        if self.pages.value() == "guardrails" and self._rails is not None:
            self._rails.renew()
            self._stack.setCurrentWidget(self._rails)
            self.header.set_count("")
            self._fit()
            return
        has_teams = bool(len(self.desk.portfolio.teams))
        self._stack.setCurrentWidget(self._load_page if has_teams else self.nothing)
        self.view.editable = self.desk.document.read_only is None
        self.view.show_grid(self.grid_of(self.desk.portfolio, self.loads))
        assert self.view.grid is not None
        words = headline(self.view.grid.picture)
        self.worst.set_words(words)
        text.set_tooltip(self.worst, tr("{overload}. Go to the worst week", overload=words))
        per = PER[self._unit]
        self.header.set_count(per if words or not has_teams else tr("{unit}, no team is over", unit=per))
        self._fit()

    def grid_of(self, portfolio: Portfolio, loads: Loads) -> CapacityGrid:
        """The grid of a load, in the periods and with the opened teams that are shown."""
        from deliverydesk.charts.capacity_grid import capacity_grid

        return capacity_grid(portfolio, loads, self._unit, today(), self.opened)

    def _changed(self, changed: Changed) -> None:
        if not self._begun or not changed.change_set.touches(*_SHOWN):
            return
        self.opened &= set(self.desk.portfolio.teams.ids)
        if self.loads is None or leaves(self.loads, changed.change_set):
            self.rebuild()
            return
        self.loads = self.loads.changed(changed.after, changed.change_set)
        if self.isVisible():
            self.show_loads()
        else:
            self._is_late = True

    # ---- gestures

    def tell(self, cell: Cell) -> None:
        """Open the popover with who and what fills a cell; a deliverable's cell selects it."""
        grid = self.view.grid
        if grid is None or self.loads is None:
            return
        row = grid.rows[cell.row]
        if row.deliverable is not None:
            self.desk.select(Deliverable, (row.deliverable,), row.deliverable)
            return
        from deliverydesk.ui.panes.capacity.telling import tell

        tell(self, self.view, self.desk, self.loads, cell, self.suggest)

    def give(self, figures: Figures) -> None:
        """Give by hand what was typed or pasted into cells, as one step; nothing is spread automatically again."""
        grid, given = self.view.grid, []
        if grid is None or not figures or self.desk.document.read_only:
            return
        try:
            for cell, words in figures:
                row, weeks = grid.rows[cell.row], grid.weeks(cell.column)
                effort = read_number(words) if words else None
                if row.deliverable is not None and weeks:
                    given.append(allocating.Given(row.deliverable, row.team, weeks[0], effort, len(weeks)))
        except DeskError as error:
            self.desk.refused.emit(str(error))
            return
        self.desk.do(lambda portfolio: allocating.allocate_all(portfolio, given), toast=True, size=len(given))

    def shifting(self, cell: Cell, column: int) -> Any:
        """The action that takes a figure to another period; None where there is nothing to take."""
        grid = self.view.grid
        if grid is None:
            return None
        row, source, to = grid.rows[cell.row], grid.weeks(cell.column), grid.weeks(column)
        if row.deliverable is None or not source or not to or cell.column == column:
            return None
        item, team = row.deliverable, row.team
        return lambda portfolio: allocating.shift_allocation(
            portfolio, item, team, source[0], to[0], weeks=len(source), to_weeks=len(to)
        )

    def shift(self, cell: Cell, column: int) -> None:
        """Take a figure to another period."""
        action = self.shifting(cell, column)
        if action is not None:
            self.desk.do(action, toast=True)

    def clear(self) -> None:
        """Forget what the deliverable of the current row was given of this team by hand."""
        cell, grid = self.view.current, self.view.grid
        row = grid.rows[cell.row] if grid is not None and cell is not None else None
        if row is None or row.deliverable is None:
            self.desk.refused.emit(tr("Open a team and choose one of its deliverables first."))
            return
        item, team = row.deliverable, row.team
        self.desk.do(lambda portfolio: allocating.clear_allocations(portfolio, item, team), toast=True)

    def go_to_worst(self) -> None:
        """Bring the worst week into sight and make it the current cell."""
        self.show_page("load")
        grid = self.view.grid
        ringed = grid.picture.ringed if grid is not None else None
        if grid is not None and ringed is not None:
            self.view.go_to(Cell(grid.rows.heads[ringed[0]], ringed[1]))
            self.view.setFocus()

    def suggest(self, about: tuple[int, date] | None = None) -> None:
        """Open what helps against the overload of a team on a day, of the current cell, or else the worst one."""
        from deliverydesk.ui.panes.capacity.fixes import open_fixes

        if self.loads is None:
            self._wished = lambda: self.suggest(about)
            self.begin()
            return
        open_fixes(self, self.loads, about)
