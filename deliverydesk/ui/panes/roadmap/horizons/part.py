"""Now, next and later beside the timeline of one roadmap pane: built when first asked for, then kept in step."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from shiboken6 import isValid

from deliverydesk.charts.format import day
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.wording import figure
from deliverydesk.support.clock import today
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr, trc, trn
from deliverydesk.ui.latest import Latest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QPoint

    from deliverydesk.analysis.horizons import Quarters, When
    from deliverydesk.charts.horizons import HorizonBoard
    from deliverydesk.document.document import Changed
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.panes.roadmap.horizons.view import HorizonView
    from deliverydesk.ui.panes.roadmap.pane import RoadmapPane


class Horizons:
    """Makes the board, puts items where they were dropped, and says beforehand what that does."""

    def __init__(self, pane: RoadmapPane) -> None:
        self._pane, self._desk = pane, pane.desk
        self.view: HorizonView | None = None
        self._stale = False
        self._building = Latest()

    def shown(self) -> HorizonView:
        """The view, made now if it was not; of a large portfolio, its cards come a moment later."""
        if self.view is None:
            from deliverydesk.charts.horizons import build_board
            from deliverydesk.domain.portfolio import Portfolio
            from deliverydesk.ui.panes.roadmap.horizons.view import HorizonView
            from deliverydesk.ui.theme import current_theme

            pane = self._pane
            many = pane.is_large
            board = build_board(Portfolio.of([]), today=today(), by="none") if many else self.board()
            self.view = HorizonView(board, current_theme(), pane.facts.carried, self.note, pane)
            self.view.put.connect(self.put)
            self.view.picked.connect(lambda ids, current: self._desk.select(Deliverable, ids, current))
            self.view.opened.connect(lambda one: pane.steps.plan_items([one]))
            self.view.menu_wanted.connect(self._menu)
            self.view.installEventFilter(pane)
            self.view.addActions([pane.commands.unplace, pane.commands.horizons])
            if many:
                self.view.wait()
                self._stale = True
        if self._stale or self.view.board.quarters.today != today():
            self._build()
        return self.view

    @property
    def is_building(self) -> bool:
        """Whether the board is still to come."""
        return self._building.busy

    def board(self, source: str = "") -> HorizonBoard:
        """The board of the present plan, in the lanes chosen for the roadmap."""
        return self._builder(source)()

    def _builder(self, source: str = "") -> Callable[[], HorizonBoard]:
        from deliverydesk.charts.horizons import build_board

        return partial(build_board, self._desk.portfolio, today=today(), by=self._pane.picture.by, source=source)

    def renew(self) -> None:
        """Other lanes, or another plan: soon where it is seen, else when it is next shown."""
        if self.view is None:
            return
        if self.view.isVisible():
            self._build()
        else:
            self._stale = True
            self._building.forget()

    def _build(self) -> None:
        """Build it anew: where there is much, in a thread, and what is shown stays until then."""
        self._stale = False
        if self._pane.is_large:
            self._building.run(self._builder(), self._take, self._desk.refused.emit)
        else:
            self._building.forget()
            self._take(self.board())

    def _take(self, board: HorizonBoard) -> None:
        if self.view is None or not isValid(self.view):
            return
        self.view.show_board(board)
        selection = self._desk.selection
        self.view.select(frozenset(selection.deliverables()), selection.current)

    def follow(self, changed: Changed) -> None:
        """The plan changed."""
        if self.view is None or not self.view.isVisible():
            self._stale = True
            self._building.forget()
            return
        from deliverydesk.charts import horizons

        board = self.view.board
        same_day = board.quarters.today == today()
        made = horizons.changed(board, changed.after, changed.change_set) if same_day else None
        if made is None or self._building.busy:
            # What is under way is of the plan before: it is passed over, and what is shown follows until then.
            self._build()
        if made is not None and made is not board and not self.view.is_waiting:
            self._take(made)

    def action(self, ids: Sequence[int], when: When) -> Callable[[Portfolio], ChangeSet]:
        """The action that puts items into a column; those that are there already keep their dates."""
        from deliverydesk.actions import horizons

        moved, start = self._moved(ids, when), self._quarters().start_of(when)
        return lambda now: horizons.put(now, moved, start, now=when == "now")

    def _quarters(self) -> Quarters:
        from deliverydesk.analysis.horizons import Quarters

        return Quarters.of(today(), self._desk.portfolio.settings.fiscal_year_start)

    def _moved(self, ids: Sequence[int], when: When) -> list[int]:
        """Those that are not in a column yet."""
        from deliverydesk.analysis.horizons import when_of

        portfolio, quarters = self._desk.portfolio, self._quarters()
        return [one for one in ids if when_of(portfolio.deliverables[one], quarters) != when]

    def put(self, ids: Sequence[int], when: When) -> None:
        """Put items into a column: one step to undo."""
        if self._desk.do(self.action(ids, when), toast=True):
            self._desk.select(Deliverable, tuple(ids), self._desk.selection.current)

    def put_selected(self, when: When) -> None:
        """Put what is selected into a column."""
        ids = self._desk.selection.deliverables()
        if ids:
            self.put(ids, when)

    def note(self, ids: Sequence[int], when: When) -> str:
        """What putting items into a column does: the dates it gives, or why it cannot be."""
        if not self._moved(ids, when):
            return trc("cards", "Stays where it is")
        try:
            change_set = self.action(ids, when)(self._desk.portfolio)
        except DeskError as error:
            return str(error)
        images = [change.after for change in change_set.of(Deliverable)]
        items = [image for image in images if isinstance(image, Deliverable)]
        if when == "unplanned":
            held = any(item.target_date is not None or item.horizon is not None for item in items)
            if held:
                return tr("Off the roadmap; a target date or horizon keeps it in Later")
            return tr("Off the roadmap")
        alone = items[0] if len(items) == 1 else None
        if alone is not None and alone.planned_start is not None and alone.planned_end is not None:
            from deliverydesk.charts.roadmap_words import dates_words

            return dates_words(alone.planned_start.toordinal(), alone.planned_end.toordinal() + 1, today().toordinal())
        starts = [item.planned_start for item in items if item.planned_start is not None]
        if not starts:
            return trc("cards", "Stays where it is")
        count, first = len(items), day(min(starts), today())
        return tr("{items} from {day}", items=trn("{n} item", "{n} items", count, n=figure(count)), day=first)

    def _menu(self, place: QPoint) -> None:
        from PySide6.QtWidgets import QMenu

        commands = self._pane.commands
        commands.renew()
        menu = QMenu(self.view)
        menu.addActions([commands.plan, *commands.puts.values(), commands.unplace])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)
