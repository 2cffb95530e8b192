"""The roadmap pane: header, timeline, the strip of unscheduled items, and the table that says the same."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from deliverydesk.charts.roadmap import STOPPED, Grouping, LaneKey, build_roadmap, first_sight, fold
from deliverydesk.charts.roadmap_after import after
from deliverydesk.domain.entities import Baseline, BaselineItem, Deliverable, Settings
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr
from deliverydesk.ui import text
from deliverydesk.ui.latest import Latest
from deliverydesk.ui.panes.roadmap import keeping, menus
from deliverydesk.ui.panes.roadmap.area import RoadmapArea
from deliverydesk.ui.panes.roadmap.choosing import Choosing
from deliverydesk.ui.panes.roadmap.commands import Commands
from deliverydesk.ui.panes.roadmap.faces import Faces
from deliverydesk.ui.panes.roadmap.facts import RoadmapFacts
from deliverydesk.ui.panes.roadmap.finding import FindBar
from deliverydesk.ui.panes.roadmap.foresight import Foresight
from deliverydesk.ui.panes.roadmap.header import RoadmapHeader, octagon
from deliverydesk.ui.panes.roadmap.horizons.part import Horizons
from deliverydesk.ui.panes.roadmap.saved_plans import SavedPlans
from deliverydesk.ui.panes.roadmap.scrolling import ROWS
from deliverydesk.ui.panes.roadmap.steps import Steps
from deliverydesk.ui.panes.roadmap.strip.ahead import LookAhead
from deliverydesk.ui.panes.roadmap.strip.strip import CapacityStrip
from deliverydesk.ui.panes.roadmap.waiting import WaitingStrip
from deliverydesk.ui.widgets.views_menu import ViewsMenu

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu

    from deliverydesk.charts.roadmap import RoadmapPicture
    from deliverydesk.document.document import Changed
    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.exportable import Exportable
    from deliverydesk.ui.panes.roadmap.hits import Hit
    from deliverydesk.ui.theme import Theme
    from deliverydesk.ui.widgets.empty import EmptyState


_SETTLED = 150
"""Milliseconds without a change of the look until it is compared with the saved view: not at every step of a pan."""
_SEEN_SETTINGS = ("name", "currency", "fiscal_year_start", "date_style", "number_style", "week_start")
"""Settings that are read off a roadmap; how work is scored is none of them."""
_MANY = 2_000
"""From so many deliverables on, a window that is just being opened shows the uppermost lanes first."""
_INPUT = {QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.KeyPress, QEvent.Type.ContextMenu}
_INPUT |= {QEvent.Type.DragEnter, QEvent.Type.NativeGesture}
_NOTHING = tr("Nothing is placed")
_ADVICE = tr("Drag a ready item here, or plan one by its dates.")
_PLAN = tr("Plan an item…")


class RoadmapPane(QWidget):
    """Work in time, in lanes by product, team, theme, horizon or owner."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.day_of_menu: date | None = None
        self.folded: dict[Grouping, frozenset[LaneKey]] = {}
        """The collapsed lanes of each way to make them."""
        self.baseline: int | None = None
        """The saved plan that is shown behind the present one."""
        self._building = Latest()
        self._in_part = desk.document.loading and len(desk.portfolio.deliverables) > _MANY
        self.shown = self._first_sight() if self._in_part else build_roadmap(desk.portfolio, today=today())
        self.facts = RoadmapFacts(desk, lambda: self.picture)
        self.area = RoadmapArea(self.shown, theme, self.facts, self)
        self.choosing = Choosing(self)
        self.steps = Steps(self)
        self.saved_plans = SavedPlans(self)
        self.waiting = WaitingStrip(desk, self)
        self.strip = CapacityStrip(desk, self.area, lambda: octagon(self.devicePixelRatioF()), self)
        self.horizons = Horizons(self)
        self.faces = Faces(self)
        self.commands = Commands(self)
        self.foresight = Foresight(self)
        self.views = ViewsMenu(desk, "roadmap", self, keeping.Look(self))
        self._looks_other = QTimer(self, singleShot=True, interval=_SETTLED)
        self.header = RoadmapHeader(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.header)
        self.finding = FindBar(self)
        self._column.addWidget(self.finding)
        self._column.addLayout(self.faces.stack, 1)
        self._column.addWidget(self.strip)
        self._column.addWidget(self.waiting)
        self.setObjectName("roadmap")
        text.name(self, tr("Roadmap"))
        self.setFocusProxy(self.area)
        self._connect()
        self.renew_shown()
        self._show_picture()

    def _connect(self) -> None:
        area, desk = self.area, self.desk
        area.moved.connect(self.steps.move)
        area.resized.connect(self.steps.resize)
        area.dropped_in.connect(self.steps.drop)
        area.mark_moved.connect(self.steps.move_mark)
        area.linked.connect(self.steps.link_two)
        area.picked.connect(self.choosing.pick)
        area.chosen.connect(self.choosing.choose)
        area.fold_wanted.connect(self.toggle_lane)
        area.opened.connect(lambda found: menus.open_hit(self, found))
        area.menu_wanted.connect(lambda found, place: menus.popup(self, found, place))
        self.waiting.planned.connect(self.steps.plan_items)
        self.waiting.chosen.connect(lambda ids: desk.select(Deliverable, ids))
        desk.loaded.connect(self.show_whole)
        area.foretell = LookAhead(lambda: desk.portfolio, self.steps, self.strip)
        self.strip.folded.connect(self.commands.capacity.setChecked)
        self.strip.folded.connect(lambda _open: self.note_look())
        area.viewed.connect(self.note_look)
        self._looks_other.timeout.connect(self.views.renew)
        desk.changed.connect(self._changed)
        desk.day_changed.connect(self._new_day)
        desk.changed.connect(self.strip.follow)
        desk.changed.connect(self.horizons.follow)
        desk.selection_changed.connect(self.choosing.take)
        area.installEventFilter(self)
        self.strip.cells.installEventFilter(self)
        area.viewport().installEventFilter(self)

    # what is shown

    @property
    def picture(self) -> RoadmapPicture:
        """The roadmap, all of it: whoever asks before it is read waits for it."""
        self.show_whole()
        return self.shown

    def _first_sight(self) -> RoadmapPicture:
        """The lanes that fill the screen in the lowest rows there are."""
        rows = self.screen().size().height() // int(ROWS["compact"][0])
        return first_sight(self.desk.portfolio, today=today(), rows=rows)

    def show_whole(self) -> None:
        """Show all lanes, where the uppermost ones alone were shown so far."""
        if self._in_part:
            self.rebuild()

    def _changed(self, changed: Changed) -> None:
        if self._in_part:
            self.show_whole()
            return
        if self._building.busy:
            # The lanes to come are of the portfolio before; those that are shown follow until then.
            self.rebuild_soon()
        if changed.change_set.alters(Settings, _SEEN_SETTINGS) or (
            self.baseline is not None and changed.change_set.touches(Baseline, BaselineItem)
        ):
            self.rebuild()
            return
        picture = after(self.shown, changed.after, changed.change_set)
        if picture is not self.shown:
            self.shown = picture
            self._show_picture()
        elif changed.change_set.touches(Deliverable) and self.waiting.is_open():
            self.waiting.renew(self.shown.unscheduled)

    def _new_day(self) -> None:
        self.rebuild_soon()
        if self.strip.loads is not None:
            self.strip.build()

    def rebuild(self) -> None:
        """Other lanes, or other work: build it all anew, at once."""
        self._building.forget()
        self._take(self._builder()())

    def rebuild_soon(self) -> None:
        """The same as a person asks for it: where there is much, in a thread, and what is shown stays until then."""
        if self.is_large:
            self._building.run(self._builder(), self._take, self.desk.refused.emit)
        else:
            self.rebuild()

    @property
    def is_large(self) -> bool:
        """Whether building it all takes so long that it is done in a thread, which must read nothing of the file."""
        return len(self.desk.portfolio.deliverables) > _MANY and not self.desk.document.loading

    @property
    def is_building(self) -> bool:
        """Whether lanes that were asked for are still to come."""
        return self._building.busy

    def _builder(self) -> Callable[[], RoadmapPicture]:
        by = next(key for key, action in self.commands.by.items() if action.isChecked())
        return partial(
            build_roadmap,
            self.desk.portfolio,
            today=today(),
            by=by,
            stopped=self.commands.stopped.isChecked(),
            folded=self.folded.get(by, frozenset()),
            baseline=self.baseline,
            fiscal=self.commands.fiscal.isChecked(),
        )

    def _take(self, picture: RoadmapPicture) -> None:
        if not isValid(self):
            return
        self._in_part = False
        self.shown = self.foresight.before(picture)
        self._show_picture()
        self.horizons.renew()

    def _show_picture(self) -> None:
        picture = self.shown
        self.faces.show_picture(picture)
        self.header.renew(picture, in_part=self._in_part)
        self.finding.renew()
        self.waiting.renew(None if self._in_part else picture.unscheduled)
        self.show_waiting()
        self._show_empty()
        self.choosing.take(self.desk.selection)

    @cached_property
    def _empty(self) -> EmptyState:
        from deliverydesk.ui.widgets.empty import EmptyState

        empty = EmptyState("nothing-placed", _NOTHING, _ADVICE, _PLAN, self._start, self.area.viewport())
        empty.setAutoFillBackground(False)
        return empty

    def _show_empty(self) -> None:
        if self.shown.bars or self._in_part:
            if "_empty" in vars(self):
                self._empty.hide()
            return
        self._empty.show()
        if self.picture.unscheduled:
            self._empty.say(_NOTHING, _ADVICE, _PLAN)
        else:
            self._empty.say(_NOTHING, tr("The backlog has no open items yet; add some there first."))
        self._place_empty()

    def _place_empty(self) -> None:
        frame = self.area.frame()
        top = int(frame.top) + 1
        view = self.area.viewport()
        self._empty.setGeometry(int(frame.left), top, view.width() - int(frame.left), max(view.height() - top, 0))

    def _start(self) -> None:
        """The button of the empty roadmap: unfold the list, with the first item current."""
        self.commands.waiting.setChecked(True)
        self.toggle_waiting()
        self.waiting.list.setCurrentIndex(self.waiting.model.index(0))
        self.waiting.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.steps.plan_items(self.waiting.ids())

    def renew_shown(self) -> None:
        """Actual dates or dependencies were switched on or off."""
        self.area.show_state(
            replace(
                self.area.shown,
                actuals=self.commands.actuals.isChecked(),
                links=self.commands.links.isChecked(),
                slips=self.commands.slips.isChecked(),
            )
        )
        self.note_look()

    def note_look(self) -> None:
        """The roadmap may look otherwise than the saved view that is shown."""
        self._looks_other.start()

    @property
    def look_is_noted(self) -> bool:
        """Whether the saved views know how the roadmap looks now."""
        return not self._looks_other.isActive()

    def show_stopped_if_needed(self, ids: Sequence[int]) -> None:
        """Tabled or cancelled work that was just placed is shown: nothing vanishes where it was dropped."""
        table = self.desk.portfolio.deliverables
        if not self.picture.stopped and any(one in table and table[one].stage in STOPPED for one in ids):
            self.commands.stopped.setChecked(True)
            self.rebuild()

    def toggle_waiting(self) -> None:
        """Fold or unfold the unscheduled items."""
        self.waiting.setVisible(True)
        self.waiting.set_open(open_=self.commands.waiting.isChecked())

    def show_waiting(self) -> None:
        """Show the strip of unscheduled items where there are any, and nothing takes its place."""
        some = self._in_part or bool(self.shown.unscheduled) or self.waiting.is_open()
        self.waiting.setVisible(some and not self.commands.horizons.isChecked())

    def toggle_capacity(self) -> None:
        """Fold or unfold the capacity of the teams."""
        self.strip.set_open(open_=self.commands.capacity.isChecked())

    def set_density(self, name: str) -> None:
        """Compact, standard or roomy rows."""
        self.area.set_density(name)

    # lanes

    def fold(self, keys: frozenset[LaneKey]) -> None:
        """Collapse the lanes of these keys, and no others."""
        self.folded[self.picture.by] = keys
        self.shown = fold(self.picture, keys)
        self._show_picture()

    def toggle_lane(self, at: int) -> None:
        """Collapse a lane, or expand it."""
        self.fold(self.picture.folded ^ {self.picture.lanes[at].key})
        self.area.reveal_lane(at)

    def current_lane(self) -> int | None:
        """The lane that the keyboard is at: by its name, else by the current bar."""
        bar = self.picture.bars.get(self.area.shown.focused) if self.area.shown.focused is not None else None
        return bar.lane if bar is not None else self.area.focused_lane

    def toggle_current_lane(self) -> None:
        """Collapse or expand the lane that the keyboard is at, which its name keeps."""
        at = self.current_lane()
        if at is not None:
            self.toggle_lane(at)
            if self.picture.lanes[at].folded:
                self.choosing.pick((), None)
                self.area.focused_lane = at

    def fold_all(self) -> None:
        """Collapse all lanes."""
        self.fold(frozenset(lane.key for lane in self.picture.lanes))

    def unfold_all(self) -> None:
        """Expand all lanes."""
        self.fold(frozenset())

    def compare_with(self, baseline: int | None) -> None:
        """Show a saved plan behind the present one, or none."""
        self.baseline = baseline
        self.rebuild_soon()

    # menus, export and state

    def menu_for(self, found: Hit, place: QPoint) -> QMenu:
        """The context menu of what was hit at a global place."""
        return menus.menu_for(self, found, place)

    def command_groups(self) -> list[tuple[str, list[QAction | None]]]:
        """Menu titles and their actions; None is a separator."""
        return [*self.commands.groups(), (tr("Views"), self.views.actions())]

    def exportables(self) -> list[Exportable]:
        """The months that show, the whole roadmap, and its table."""
        return keeping.exportables(self)

    def save_state(self) -> dict[str, Any]:
        """The view, to be remembered."""
        return {**keeping.kept(self), **self.views.to_state()}

    def restore_state(self, state: dict[str, Any]) -> None:
        """A remembered view; what does not fit is left as it is."""
        keeping.restore(self, state)
        self.views.take_state(state)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if self._in_part and event.type() in _INPUT:
            self.show_whole()
        if watched is not self.area.viewport() and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            focus = QApplication.focusWidget()
            self.header.set_active(focus is not None and (focus is self or self.isAncestorOf(focus)))
        if watched is self.area.viewport() and event.type() == QEvent.Type.Resize and "_empty" in vars(self):
            self._place_empty()
        return False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.header.dress()
            self.strip.worst.setIcon(octagon(self.devicePixelRatioF()))
