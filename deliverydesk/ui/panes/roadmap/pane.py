"""The roadmap pane: header, timeline, the strip of unscheduled items, and the table that says the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAction, QCursor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QMenu, QStackedLayout, QVBoxLayout, QWidget

from deliverydesk.charts.roadmap import GROUPINGS, STOPPED, Grouping, after, build_roadmap, first_sight
from deliverydesk.charts.roadmap_words import described
from deliverydesk.domain.entities import Deliverable, Milestone
from deliverydesk.support.clock import today
from deliverydesk.ui import fonts, text
from deliverydesk.ui.exportable import Exportable
from deliverydesk.ui.panes.roadmap.area import RoadmapArea
from deliverydesk.ui.panes.roadmap.commands import Commands
from deliverydesk.ui.panes.roadmap.facts import RoadmapFacts
from deliverydesk.ui.panes.roadmap.heading import RoadmapHeader
from deliverydesk.ui.panes.roadmap.horizons.part import Horizons
from deliverydesk.ui.panes.roadmap.steps import Steps
from deliverydesk.ui.panes.roadmap.strip.ahead import LookAhead
from deliverydesk.ui.panes.roadmap.strip.strip import CapacityStrip
from deliverydesk.ui.panes.roadmap.timeline import ROWS
from deliverydesk.ui.panes.roadmap.waiting import WaitingStrip
from deliverydesk.ui.widgets.buttons import QuietButton, ToolButton
from deliverydesk.ui.widgets.empty import EmptyState
from deliverydesk.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.charts.roadmap import RoadmapPicture
    from deliverydesk.charts.spec import ChartSpec
    from deliverydesk.charts.table import TableData
    from deliverydesk.document.document import Changed
    from deliverydesk.ui.desk import Desk, Selection
    from deliverydesk.ui.panes.roadmap.commands import Group
    from deliverydesk.ui.panes.roadmap.hits import Hit
    from deliverydesk.ui.panes.roadmap.twin import RoadmapTable
    from deliverydesk.ui.theme import Theme


_MANY = 2_000
"""From so many deliverables on, a window that is just being opened shows the uppermost lanes first."""
_INPUT = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.KeyPress,
        QEvent.Type.ContextMenu,
        QEvent.Type.DragEnter,
        QEvent.Type.NativeGesture,
    }
)
_ADVICE = "Drag a ready item here, or plan one by its dates."


class RoadmapPane(QWidget):
    """Work in time, by product or team."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.day_of_menu: date | None = None
        self._in_part = desk.document.loading and len(desk.portfolio.deliverables) > _MANY
        self.shown = self._first_sight() if self._in_part else build_roadmap(desk.portfolio, today=today())
        self.facts = RoadmapFacts(desk, lambda: self.picture)
        self.area = RoadmapArea(self.shown, theme, self.facts, self)
        self.steps = Steps(self)
        self._table: RoadmapTable | None = None
        self.waiting = WaitingStrip(desk, self)
        self.strip = CapacityStrip(desk, self.area, _octagon(self.devicePixelRatioF()), self)
        self.horizons = Horizons(self)
        self.commands = Commands(self)
        self.header = self._made_header()
        self._empty = EmptyState(
            "nothing-placed", "Nothing is placed", _ADVICE, "Plan an item…", self._start, self.area.viewport()
        )
        self._empty.setAutoFillBackground(False)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.area)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(self._stack, 1)
        column.addWidget(self.strip)
        column.addWidget(self.waiting)
        self.setObjectName("roadmap")
        text.name(self, "Roadmap")
        self.setFocusProxy(self.area)
        self._connect()
        self._show_picture()
        self._selected(desk.selection)

    def _made_header(self) -> RoadmapHeader:
        header = RoadmapHeader("Roadmap", self)
        choices = [("timeline", "Timeline"), ("horizons", "Now, next, later")]
        self._view = Segmented(choices, "View of the roadmap", header, compact=True)
        self._view.chosen.connect(lambda _key: self.commands.horizons.trigger())
        header.add(self._view)
        self._wrong = QuietButton("", self.select_broken, header, size="header")
        self._wrong.setObjectName("roadmap.broken_count")
        text.set_tooltip(self._wrong, "Select what starts before what it waits for")
        header.add(self._wrong)
        self._lanes = QuietButton("", None, header, size="header")
        self._lanes.setObjectName("roadmap.lanes")
        menu = QMenu(self._lanes)
        menu.addActions(list(self.commands.by.values()))
        self._lanes.setMenu(menu)
        self._zoom_name = text.label("Weeks", fonts.DETAIL, 400, "text2", parent=header)
        self._zoom_name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._zoom_name.setMinimumWidth(52)
        header.add_right(self._lanes)
        smaller = ToolButton("zoom-out", "Zoom out (−)", self.area.zoom_out, header, side=24)
        larger = ToolButton("zoom-in", "Zoom in (+)", self.area.zoom_in, header, side=24)
        self._zooms = (smaller, self._zoom_name, larger)
        for tool in self._zooms:
            header.add_right(tool)
        header.give_way(self._zoom_name, smaller, larger, self._wrong, self._view)
        more = ToolButton("more", "More", None, header, side=24)
        more_menu = QMenu(more)
        _fill(more_menu, [self.commands.milestone, None, *self.commands.view_group()[len(GROUPINGS) + 1 :]])
        more.setMenu(more_menu)
        header.add_right(more)
        return header

    def _connect(self) -> None:
        area, desk = self.area, self.desk
        area.moved.connect(self.steps.move)
        area.resized.connect(self.steps.resize)
        area.dropped_in.connect(self.steps.drop)
        area.mark_moved.connect(self.steps.move_mark)
        area.picked.connect(self._pick)
        area.mark_picked.connect(self._pick_mark)
        area.opened.connect(self._open)
        area.menu_wanted.connect(self._menu)
        area.zoomed.connect(lambda name: text.set_text(self._zoom_name, name))
        self.waiting.planned.connect(self.steps.plan_items)
        self.waiting.chosen.connect(lambda ids: desk.select(Deliverable, ids))
        desk.loaded.connect(self.show_whole)
        area.foretell = LookAhead(lambda: desk.portfolio, self.steps, self.strip)
        self.strip.folded.connect(self.commands.capacity.setChecked)
        desk.changed.connect(self._changed)
        desk.changed.connect(self.strip.follow)
        desk.changed.connect(self.horizons.follow)
        desk.selection_changed.connect(self._selected)
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
        picture = after(self.shown, changed.after, changed.change_set)
        if picture is not self.shown:
            self.shown = picture
            self._show_picture()
        elif changed.change_set.touches(Deliverable) and self.waiting.is_open():
            self.waiting.renew(self.shown.unscheduled)

    def rebuild(self) -> None:
        """Other lanes, or other work: build it all anew."""
        by = next(key for key, action in self.commands.by.items() if action.isChecked())
        stopped = self.commands.stopped.isChecked()
        self._in_part = False
        self.shown = build_roadmap(self.desk.portfolio, today=today(), by=by, stopped=stopped)
        self._show_picture()
        self.horizons.renew()

    def _show_picture(self) -> None:
        picture = self.shown
        self.area.show_picture(picture)
        if self._table is not None:
            self._table.show_picture(picture)
        words = GROUPINGS[picture.by]
        self._lanes.set_words("No lanes" if picture.by == "none" else f"Lanes: {words}")
        broken = len({link.successor for link in picture.broken})
        self._wrong.set_words(f"{broken:,} too early" if broken else "")
        self.header.want(self._wrong, bool(broken))
        if broken:
            self._wrong.setIcon(_octagon(self.devicePixelRatioF()))
        count = f"{len(picture.bars):,}" if picture.bars else ""
        self.header.set_count("…" if self._in_part else count)
        self.waiting.renew(None if self._in_part else picture.unscheduled)
        self._show_waiting()
        self._show_empty()
        self._selected(self.desk.selection)

    def _show_empty(self) -> None:
        empty = not self.shown.bars and not self._in_part
        self._empty.setVisible(empty)
        if not empty:
            return
        if self.picture.unscheduled:
            self._empty.say("Nothing is placed", _ADVICE, "Plan an item…")
        else:
            self._empty.say("Nothing is placed", "The backlog has no open items yet; add some there first.")
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
            )
        )

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

    def show_horizons(self) -> None:
        """Now, next and later instead of the timeline, or the timeline again."""
        wanted = self.commands.horizons.isChecked()
        before = self._stack.currentWidget()
        had_focus = before is not None and before.hasFocus()
        if wanted:
            view = self.horizons.shown()
            if self._stack.indexOf(view) < 0:
                self._stack.addWidget(view)
            self.commands.table.setChecked(False)
            self._stack.setCurrentWidget(view)
            self.setFocusProxy(view)
            self.horizons.renew()
            self._selected(self.desk.selection)
        else:
            self.show_table()
        self._view.set_value("horizons" if wanted else "timeline")
        for tool in self._zooms:
            self.header.want(tool, not wanted)
        self.strip.set_apart(apart=wanted)
        self._show_waiting()
        shown = self._stack.currentWidget()
        if had_focus and shown is not None:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_waiting(self) -> None:
        some = self._in_part or bool(self.shown.unscheduled) or self.waiting.is_open()
        self.waiting.setVisible(some and not self.commands.horizons.isChecked())

    def toggle_capacity(self) -> None:
        """Fold or unfold the capacity of the teams."""
        self.strip.set_open(open_=self.commands.capacity.isChecked())

    def show_table(self) -> None:
        """The table instead of the timeline, or the timeline again."""
        wanted = self.commands.table.isChecked()
        if wanted and self.commands.horizons.isChecked():
            self.commands.horizons.setChecked(False)
            self.show_horizons()
            return
        if self._table is None and wanted:
            from deliverydesk.ui.panes.roadmap.twin import RoadmapTable

            self._table = RoadmapTable(self.picture, self)
            self._table.show_picture(self.picture)
            self._table.picked.connect(self._pick)
            self._table.opened.connect(lambda one: self.steps.plan_items([one]))
            self._table.addAction(self.commands.table)
            self._stack.addWidget(self._table)
        if self._table is None:
            self._stack.setCurrentWidget(self.area)
            self.setFocusProxy(self.area)
        else:
            had_focus = self.area.hasFocus() or self._table.hasFocus()
            shown: QWidget = self._table if wanted else self.area
            self._stack.setCurrentWidget(shown)
            self.setFocusProxy(shown)
            self._table.take_selection(self.area.shown.selected)
            if had_focus:
                shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_density(self, name: str) -> None:
        """Compact, standard or roomy rows."""
        self.area.set_density(name)

    # selection

    def _pick(self, ids: tuple[int, ...], current: int | None) -> None:
        kept = self.desk.selection
        if not ids and kept.entity_type is not Deliverable:
            return
        self.desk.select(Deliverable, ids, current)

    def _pick_mark(self, milestone: int | None) -> None:
        if self.area.selected_mark == milestone:
            return
        self.area.selected_mark = milestone
        if milestone is not None:
            self.desk.select(Milestone, (milestone,), milestone)
        self.area.viewport().update()
        self.commands.renew()

    def _selected(self, selection: Selection) -> None:
        ids = frozenset(selection.deliverables())
        current = selection.current if selection.entity_type is Deliverable else None
        focused = current if current is not None and current in self.picture.bars else None
        self.area.show_state(replace(self.area.shown, selected=ids, focused=focused))
        if selection.entity_type is Milestone:
            self.area.selected_mark = selection.current
        elif selection.entity_type is not None:
            self.area.selected_mark = None
        if self.horizons.view is not None:
            self.horizons.view.select(ids, current)
        if self._table is not None and self._table.isVisible() and not self._table.hasFocus():
            self._table.take_selection(ids)
        if focused is not None and not self._is_ours():
            self.area.reveal(focused)
        self._say(focused)
        self.commands.renew()

    def _is_ours(self) -> bool:
        return self.area.hasFocus() or self.area.looked_ahead() is not None

    def _say(self, focused: int | None) -> None:
        """Tell a screen reader about the current bar."""
        words = "No item is current. Tab walks the items."
        if focused is not None:
            words = described(self.picture, self.desk.portfolio, self.picture.bars[focused]).replace("\n", ". ")
        words = text.shorten(words)
        if words == self.area.accessibleDescription():
            return
        from PySide6.QtGui import QAccessible, QAccessibleEvent

        self.area.setAccessibleDescription(words)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self.area, QAccessible.Event.DescriptionChanged))

    def select_all(self) -> None:
        """Select all bars."""
        ids = tuple(bar.id for bar in self.picture.ordered())
        self.desk.select(Deliverable, ids)

    def select_broken(self) -> None:
        """Select all bars that start too early and bring the first into sight."""
        ids = tuple(dict.fromkeys(link.successor for link in self.picture.broken))
        if ids:
            self.desk.select(Deliverable, ids)
            self.area.reveal(ids[0])

    # menus

    def _open(self, found: Hit) -> None:
        if found.kind in ("bar", "start", "end") and found.id is not None:
            self.steps.plan_items([found.id])
        elif found.kind == "mark":
            self._pick_mark(found.id)
            self.steps.edit_milestone()
        elif found.kind == "strip":
            self.steps.add_milestone(self._day_under_pointer())

    def _day_under_pointer(self) -> date:
        at = self.area.viewport().mapFromGlobal(QCursor.pos())
        return self._day_at(QPointF(at))

    def _day_at(self, at: QPointF) -> date:
        frame = self.area.frame()
        return date.fromordinal(int(frame.scale.day(min(max(at.x(), frame.left), frame.right))))

    def _menu(self, found: Hit, place: QPoint) -> None:
        menu = self.menu_for(found, place)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def menu_for(self, found: Hit, place: QPoint) -> QMenu:
        """The context menu of what was hit at a global place."""
        self.steps.link_at = found.id if found.kind == "link" else None
        self.day_of_menu = self._day_at(QPointF(self.area.viewport().mapFromGlobal(place)))
        if found.kind == "mark":
            self._pick_mark(found.id)
        self.commands.renew()
        menu = QMenu(self)
        groups: dict[str, Group] = {
            "mark": self.commands.for_mark(),
            "link": [self.commands.unlink, self.commands.after],
        }
        bars = self.commands.for_bars()
        _fill(
            menu,
            bars if found.kind in ("bar", "start", "end") else groups.get(found.kind, self.commands.for_ground()),
        )
        return menu

    def command_groups(self) -> list[tuple[str, list[QAction | None]]]:
        """Menu titles and their actions; None is a separator."""
        return self.commands.groups()

    # export and state

    def exportables(self) -> list[Exportable]:
        """The months that show, the whole roadmap, and its table."""
        return [
            Exportable("roadmap", "Roadmap, the months shown", self._seen),
            Exportable("roadmap-whole", "Roadmap, all of it", lambda: self._made(None)),
            Exportable("roadmap-table", "Roadmap as a table", self._as_table),
            Exportable("horizons", "Now, next, later", lambda: self.horizons.board(self._source())),
            Exportable("capacity-seen", "Capacity of the teams, the time shown", self._capacity),
        ]

    def _seen(self) -> RoadmapPicture:
        return self._made(self.area.visible_days())

    def _made(self, window: tuple[int, int] | None) -> RoadmapPicture:
        by, stopped = self.shown.by, self.shown.stopped
        return build_roadmap(
            self.desk.portfolio, today=today(), by=by, window=window, stopped=stopped, source=self._source()
        )

    def _source(self) -> str:
        from deliverydesk.charts.format import day
        from deliverydesk.document.memory import MemoryDocument

        document = self.desk.document
        whose = self.desk.portfolio.settings.name if isinstance(document, MemoryDocument) else document.path.name
        return f"Source: {whose}, {day(today())}"

    def _capacity(self) -> ChartSpec:
        from deliverydesk.charts.load_chart import capacity_chart

        window = self.area.visible_days()
        return capacity_chart(self.desk.portfolio, today=today(), source=self._source(), window=window)

    def _as_table(self) -> TableData:
        from deliverydesk.charts.roadmap_words import roadmap_table

        return roadmap_table(self.picture, self.desk.portfolio)

    def save_state(self) -> dict[str, Any]:
        """The view, to be remembered."""
        commands = self.commands
        return {
            "by": self.shown.by,
            "view": self.area.view(),
            "actuals": commands.actuals.isChecked(),
            "links": commands.links.isChecked(),
            "stopped": commands.stopped.isChecked(),
            "waiting": self.waiting.is_open(),
            "table": commands.table.isChecked(),
            "horizons": commands.horizons.isChecked(),
            "capacity": self.strip.save_state(),
        }

    def restore_state(self, state: dict[str, Any]) -> None:
        """A remembered view; what does not fit is left as it is."""
        commands = self.commands
        by: Grouping = state["by"] if state.get("by") in GROUPINGS else "product"
        commands.by[by].setChecked(True)
        for name in ("actuals", "links", "stopped"):
            action: QAction = getattr(commands, name)
            action.setChecked(bool(state.get(name, action.isChecked())))
        if by != self.shown.by or commands.stopped.isChecked() != self.shown.stopped:
            self.rebuild()
        self.renew_shown()
        view = state.get("view")
        if isinstance(view, dict) and all(isinstance(view.get(key), (int, float)) for key in ("per_day", "origin")):
            if view.get("down"):
                self.show_whole()
            self.area.restore_view(view)
        commands.waiting.setChecked(bool(state.get("waiting")))
        self.waiting.set_open(open_=bool(state.get("waiting")))
        self.strip.restore_state(state.get("capacity"))
        if bool(state.get("horizons")) != commands.horizons.isChecked():
            commands.horizons.trigger()
        if state.get("table"):
            commands.table.setChecked(True)
            self.show_table()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if self._in_part and event.type() in _INPUT:
            self.show_whole()
        if watched is not self.area.viewport() and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            focus = QApplication.focusWidget()
            self.header.set_active(focus is not None and (focus is self or self.isAncestorOf(focus)))
        if watched is self.area.viewport() and event.type() == QEvent.Type.Resize and not self._empty.isHidden():
            self._place_empty()
        return False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._wrong.setIcon(_octagon(self.devicePixelRatioF()))
            self.strip.worst.setIcon(_octagon(self.devicePixelRatioF()))


def _octagon(ratio: float) -> QIcon:
    """The sign of something broken, in the colours of the present theme."""
    from deliverydesk.ui import glyphs
    from deliverydesk.ui.theme import current_theme

    picture = QPixmap(round(16 * ratio), round(16 * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    glyphs.state(painter, QRectF(1, 1, 14, 14), current_theme(), "bad")
    painter.end()
    return QIcon(picture)


def _fill(menu: QMenu, group: Group) -> None:
    for action in group:
        if action is None:
            menu.addSeparator()
        else:
            menu.addAction(action)
