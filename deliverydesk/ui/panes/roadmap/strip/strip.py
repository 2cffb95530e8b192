"""The capacity strip: what the plan asks of each team, under the roadmap's weeks, also while something is dragged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from deliverydesk.charts.load import (
    PER,
    cell_facts,
    cell_name,
    full,
    headline,
    load_picture,
    turn_words,
    unit_for,
    weeks_for,
    worst_turn,
)
from deliverydesk.domain.entities import (
    Absence,
    AcceptedLoad,
    Allocation,
    Deliverable,
    Demand,
    Holiday,
    Loan,
    Person,
    Product,
    Settings,
    Team,
)
from deliverydesk.rendering.load import ROW
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr
from deliverydesk.ui import icons, text
from deliverydesk.ui.figures import mark
from deliverydesk.ui.panes.roadmap.strip.cells import LoadCells
from deliverydesk.ui.panes.roadmap.strip.parts import LEGEND, Grip, Legend
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.buttons import Button, GivingButton, GivingRow, ToolButton
from deliverydesk.ui.widgets.header import HEIGHT, PaneHeader

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QIcon, QPaintEvent, QResizeEvent

    from deliverydesk.analysis.load_grid import Loads, Span
    from deliverydesk.charts.load import LoadPicture
    from deliverydesk.document.document import Changed
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.rendering.load import Cell
    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.panes.roadmap.area import RoadmapArea
    from deliverydesk.ui.tasks import Task
    from deliverydesk.ui.widgets.who import Asker

_MANY = 10_000
"""From so many demands on their load is added up in a thread."""
_MOST_SHOWN = 8
"""So many teams show before the strip scrolls, until somebody makes it taller."""
_LEAST = 2 * int(ROW)
_SHARE = 0.5
_REST = 220
"""The strip takes no more than this share of the pane, and leaves so many pixels to what is above and below it."""


_FIX_FROM = 420
"""Narrower than this, the header has no room for the button that helps."""
_SHOWN = (Deliverable, Demand, Allocation, Product, Settings, Team, Person, Absence, Holiday, Loan, AcceptedLoad)
"""What the load is reckoned from."""


class CapacityStrip(QWidget):
    """Header with the worst overload, cells, legend. Hidden while there are no teams."""

    folded = Signal(bool)
    """Whether the cells show now."""
    fixes_wanted = Signal(object)
    """What helps against the overload of a team on a day, or with None against the worst one, is asked for; whoever
    knows how shows it."""

    def __init__(self, desk: Desk, area: RoadmapArea, warning: Callable[[], QIcon], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._area, self._pane = desk, area, parent
        self._warning = warning
        self.loads: Loads | None = None
        self._ahead = False
        self._is_open = True
        self._apart = False
        self._task: Task | None = None
        self._hint = HEIGHT + 1
        self.cells_height = 0
        """What the cells get once the pane is laid out."""
        self.setMinimumHeight(self._hint)
        self._height = 0
        """What somebody made the cells high; 0 for as high as the teams need."""
        self.cells = LoadCells(area, current_theme(), self)
        self.header = PaneHeader(tr("Capacity"), PER["week"], self)
        row = GivingRow(self.header)
        self.worst = GivingButton("", "warning", self.go_to_worst, row)
        self.worst.setObjectName("roadmap.capacity_worst")
        mark(self.worst, "overload")
        self.worst.hide()
        self.fold = ToolButton("down", tr("Hide the capacity"), self.toggle, self.header, side=24)
        row.add(self.worst)
        self.header.add_right(row, last=True)
        self.fix = Button(tr("Suggest fixes"), lambda: self.fixes_wanted.emit(None), self.header, size="header")
        self.fix.hide()
        self.header.add_right(self.fix)
        self.header.add_right(self.fold)
        for label in (self.header.title, self.header.count):
            mark(label, "capacity")
        self._legend = Legend(self, lambda: int(area.frame().left))
        mark(self._legend, "utilisation")
        self._grip = Grip(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 1, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.cells, 1)
        column.addWidget(self._legend)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._fill)
        self.setObjectName("roadmap.capacity")
        text.name(self, tr("Capacity"))
        self.cells.wanted.connect(self._ask)
        self.cells.opened.connect(self.tell)
        area.viewed.connect(self._follow)
        desk.loaded.connect(self._ask)
        parent.installEventFilter(self)
        self._show_if_needed()
        self.fit()

    def set_apart(self, *, apart: bool) -> None:
        """Hide while something without a time axis is shown above."""
        self._apart = apart
        self._show_if_needed()

    def _show_if_needed(self) -> None:
        self.setVisible(self._has_teams() and not self._apart)

    def _has_teams(self) -> bool:
        return len(self._desk.portfolio.teams) > 0

    @property
    def picture(self) -> LoadPicture | None:
        """What is shown; None before it was first painted."""
        return self.cells.picture

    # the figures: not before the first paint, since they need a library that takes long to load

    def _ask(self) -> None:
        if self.loads is None and not self._desk.document.loading:
            self._later.start(0)

    def _fill(self) -> None:
        if self.loads is None and self._has_teams():
            self.build()

    def build(self) -> None:
        """Reckon the load of the whole plan anew."""
        from deliverydesk.analysis.load_grid import Loads

        if self._task is not None:
            return
        portfolio = self._desk.portfolio
        first, weeks = weeks_for(self._area.picture.span, self._area.visible_days(), today().toordinal())
        if len(portfolio.demands) <= _MANY:
            self.loads = Loads(portfolio, first, weeks)
            self._show()
            return
        from deliverydesk.ui.tasks import Task

        task = self._task = Task(lambda _: Loads(portfolio, first, weeks))

        def ended(outcome: tuple[str, Any]) -> None:
            task.deleteLater()
            if not isValid(self):
                return
            self._task = None
            if outcome[0] != "done":
                raise outcome[1]
            if self._desk.portfolio is portfolio:
                self.loads = outcome[1]
                self._show()
            else:
                self.build()

        task.ended.connect(ended, Qt.ConnectionType.QueuedConnection)
        task.start()

    def _covers(self, low: int, high: int) -> bool:
        starts = self.loads.grid.starts if self.loads is not None else ()
        return bool(starts) and starts[0].toordinal() <= low and high <= starts[-1].toordinal() + 7

    def follow(self, changed: Changed) -> None:
        """The plan changed, and the roadmap above has followed."""
        change_set = changed.change_set
        if change_set.touches(Team):
            self._show_if_needed()
            self.fit()
        if self.loads is None or not change_set.touches(*_SHOWN):
            return
        span = self._area.picture.span
        if span is not None and not self._covers(*span):
            self.build()
            return
        self.loads = self.loads.changed(changed.after, change_set)
        self._show()

    def _follow(self) -> None:
        """The roadmap shows other days, or shows them otherwise."""
        if self.loads is None:
            return
        if not self._covers(*self._area.visible_days()):
            self.build()
        elif self.picture is not None and unit_for(self._area.per_day) != self.picture.unit:
            self._show()

    def _show(self) -> None:
        assert self.loads is not None
        self._ahead = False
        before = self.picture
        picture = load_picture(self._desk.portfolio, self.loads.grid, unit_for(self._area.per_day), today())
        self._put(picture)
        if before is None or len(before.names) != len(picture.names):
            self.fit()
        if before is None and picture.ringed is not None:
            # fitting comes with a resize only where the height changes
            self.cells.show_row(picture.ringed[0])

    def _put(self, picture: LoadPicture) -> None:
        self.cells.show_picture(picture)
        words = headline(picture)
        if words and self.worst.isHidden():
            self.worst.setIcon(self._warning())
        self.worst.set_words(words)
        text.set_tooltip(self.worst, tr("{overload}. Go to the worst week", overload=words))
        self.worst.setVisible(bool(words))
        self.fix.setVisible(bool(words) and self.width() >= _FIX_FROM)
        unit = PER[picture.unit]
        self.header.set_count(unit if words else tr("{unit}, no team is over", unit=unit))

    # looking ahead

    def look_ahead(self, changes: ChangeSet | Mapping[int, Span | None] | None) -> tuple[str, bool]:
        """Show the load as it would be after changes or with other dates by id, or without any as it is.

        Returns the week that they turn most, in words, and whether it is left with too much.
        """
        if self.loads is None:
            return "", False
        if changes is None:
            if self._ahead:
                self._show()
            return "", False
        after = self.loads.after(changes) if isinstance(changes, Mapping) else self.loads.preview(changes)
        self._ahead = True
        picture = load_picture(self._desk.portfolio, after, unit_for(self._area.per_day), today())
        self._put(picture)
        turn = worst_turn(self.loads.grid, after)
        return (turn_words(picture, turn), turn.after > 1) if turn is not None else ("", False)

    # one cell

    def go_to_worst(self) -> None:
        """Bring the worst week into sight and make it the current cell."""
        ringed = self.picture.ringed if self.picture is not None else None
        if ringed is not None:
            self.set_open(open_=True)
            self.cells.go_to(ringed)
            self.cells.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, cell: Cell) -> None:
        """Open the popover with who and what fills a cell."""
        picture = self.picture
        if picture is None or self.loads is None:
            return
        title, closing = cell_name(picture, *cell), ". ".join(cell_facts(picture, *cell))
        from deliverydesk.ui.widgets.who import Offer, WhoPopover

        about = (picture.grid.teams[cell[0]], picture.days(cell[1])[0])
        fixes = Offer(tr("Suggest fixes"), lambda: self.fixes_wanted.emit(about))
        offer = fixes if picture.can_be_helped(*cell) else None
        popover = WhoPopover(self, title, full(picture.share(*cell)), self.askers(cell), closing, offer=offer)
        popover.chosen.connect(self._choose)
        popover.open_at(self.cells.box(cell), self.cells.viewport())

    def askers(self, cell: Cell) -> list[Asker]:
        """The items that fill a cell, the most asking first."""
        from deliverydesk.ui.widgets.who import askers_of

        assert self.picture is not None
        assert self.loads is not None
        shares = self.loads.shares(self.picture.grid.teams[cell[0]], *self.picture.days(cell[1]))
        return askers_of(self._desk.portfolio, shares, float(self.picture.grid.capacity[cell]))

    def _choose(self, item: int) -> None:
        self._desk.select(Deliverable, (item,), item)
        self._area.reveal(item)

    # size and state

    def is_open(self) -> bool:
        """Whether the cells show."""
        return self._is_open

    def toggle(self) -> None:
        """Fold or unfold the cells."""
        self.set_open(open_=not self._is_open)

    def set_open(self, *, open_: bool) -> None:
        """Show the cells, or the header alone."""
        self._is_open = open_
        self.fit()
        self.folded.emit(open_)

    def grow(self, by: int) -> None:
        """Make the cells higher by so many pixels."""
        self._height = max(self.cells_height + by, _LEAST)
        self.fit()

    def fit(self) -> None:
        """As high as the teams need, or as somebody wished, while the bars above keep their room.

        Where room is short the legend goes first, and then the cells.
        """
        rows = len(self._desk.portfolio.teams)
        wanted = self._height or min(rows, _MOST_SHOWN) * int(ROW) + 4
        room = min(int(self._pane.height() * _SHARE), self._pane.height() - _REST) - HEIGHT - 1
        shows = self._is_open and room >= min(wanted, _LEAST)
        legend = LEGEND if shows and room >= min(wanted, 4 * int(ROW)) + LEGEND else 0
        self.cells.setVisible(shows)
        self._grip.setVisible(shows)
        self._legend.setVisible(bool(legend))
        self.cells_height = min(wanted, room - legend) if shows else 0
        self._hint = HEIGHT + 1 + self.cells_height + legend
        self.setMaximumHeight(self._hint)
        self.updateGeometry()
        words = tr("Hide the capacity") if self._is_open else tr("Show the capacity")
        self.fold.setIcon(icons.icon("down" if self._is_open else "up"))
        text.name(self.fold, words)
        text.set_tooltip(self.fold, words)
        if self.loads is None:
            self._ask()

    def sizeHint(self) -> QSize:
        """As high as was found to fit; a pane that gets lower squeezes it until it has been fitted anew."""
        return QSize(super().sizeHint().width(), self._hint)

    def save_state(self) -> dict[str, Any]:
        """Whether it is open and how high, to be remembered."""
        return {"open": self._is_open, "height": self._height}

    def restore_state(self, state: object) -> None:
        """A remembered state; what does not fit is left as it is."""
        if isinstance(state, dict):
            height = state.get("height")
            self._height = height if isinstance(height, int) and 0 <= height <= 4000 else self._height
            self.set_open(open_=bool(state.get("open", True)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._pane and event.type() == QEvent.Type.Resize:
            self.fit()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grip.setGeometry(0, 0, self.width(), 5)
        self._grip.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.fillRect(0, 0, self.width(), 1, theme.colour("line"))
