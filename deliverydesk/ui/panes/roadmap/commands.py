"""Every gesture of the roadmap as an action with words and keys: for menus, the command field and the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from deliverydesk.charts.roadmap import GROUPINGS, Grouping

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from deliverydesk.ui.panes.roadmap.pane import RoadmapPane

Group = list[QAction | None]


class Commands:
    """The actions of one roadmap pane."""

    def __init__(self, pane: RoadmapPane) -> None:
        self._pane = pane
        make = self._make
        steps = pane.steps
        self.plan = make("plan", "Plan…", steps.plan, "Return", bound=False)
        self.unplace = make("unplace", "Take off the roadmap", steps.unplace, "Del")
        self.earlier = make("earlier", "Move earlier", lambda: steps.step(-1), "Alt+Left")
        self.later = make("later", "Move later", lambda: steps.step(1), "Alt+Right")
        self.shorter = make("shorter", "End earlier", lambda: steps.stretch(-1), "Alt+Shift+Left")
        self.longer = make("longer", "End later", lambda: steps.stretch(1), "Alt+Shift+Right")
        self.lane_up = make("lane_up", "Move to the lane above", lambda: steps.change_lane(-1), "Alt+Shift+Up")
        self.lane_down = make("lane_down", "Move to the lane below", lambda: steps.change_lane(1), "Alt+Shift+Down")
        self.after = make("after", "Start after what it waits for", steps.start_after)
        self.link = make("link", "Let the last selected wait for the others", steps.link)
        self.waits = make("waits", "What it waits for…", steps.waits)
        self.unlink = make("unlink", "Take the dependency away", steps.unlink)
        self.milestone = make("milestone", "Add a milestone…", steps.add_milestone)
        self.edit_milestone = make("edit_milestone", "Change the milestone…", steps.edit_milestone)
        self.delete_milestone = make("delete_milestone", "Delete the milestone", steps.delete_milestone)
        self.mark_earlier = make("mark_earlier", "Move the milestone earlier", lambda: steps.step_mark(-1))
        self.mark_later = make("mark_later", "Move the milestone later", lambda: steps.step_mark(1))
        self.broken = make("broken", "Select what starts too early", pane.select_broken)
        area = pane.area
        self.zoom_in = make("zoom_in", "Zoom in", area.zoom_in, "+", "=")
        self.zoom_out = make("zoom_out", "Zoom out", area.zoom_out, "-")
        self.fit = make("fit", "Show everything", area.fit, "0")
        self.today = make("today", "Go to today", area.go_to_today, "Home")
        self.everything = make("select_all", "Select all", pane.select_all, "Ctrl+A")
        self.actuals = make("actuals", "Actual dates", pane.renew_shown, on=True)
        self.links = make("links", "Dependencies", pane.renew_shown, on=True)
        self.stopped = make("stopped", "Tabled and cancelled work", pane.rebuild, on=False)
        self.table = make("table", "Show as table", pane.show_table, on=False)
        self.waiting = make("waiting", "Unscheduled items", pane.toggle_waiting, on=False)
        self.capacity = make("capacity", "Capacity of the teams", pane.toggle_capacity, on=True)
        self.worst_week = make("worst_week", "Go to the worst overload", pane.strip.go_to_worst)
        self.taller = make("capacity_taller", "More room for capacity", lambda: pane.strip.grow(24), "Ctrl+Alt+Up")
        self.lower = make("capacity_lower", "Less room for capacity", lambda: pane.strip.grow(-24), "Ctrl+Alt+Down")
        pane.strip.addActions([self.taller, self.lower])
        self.horizons = make("horizons", "Now, next, later", pane.show_horizons, on=False)
        put = pane.horizons.put_selected
        self.puts = {
            "now": make("put_now", "Put into now", lambda: put("now")),
            "next": make("put_next", "Put into next", lambda: put("next")),
            "later": make("put_later", "Put into later", lambda: put("later")),
        }
        self.lanes = QActionGroup(pane)
        self.by: dict[Grouping, QAction] = {}
        for key, words in GROUPINGS.items():
            told = "Without lanes" if key == "none" else f"Lanes by {words}"
            action = make(f"lanes_{key}", told, pane.rebuild, on=key == "product")
            self.lanes.addAction(action)
            self.by[key] = action

    def _make(
        self,
        name: str,
        words: str,
        do: Callable[[], object],
        *keys: str,
        on: bool | None = None,
        bound: bool = True,
    ) -> QAction:
        """An action of the pane; `on` makes it one to tick, `bound` false only shows its key, which the area hears."""
        action = QAction(words, self._pane)
        action.setObjectName(f"roadmap.{name}")
        if on is not None:
            action.setCheckable(True)
            action.setChecked(on)
        if keys and bound:
            action.setShortcuts([QKeySequence(key) for key in keys])
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        elif keys:
            action.setText(f"{words}\t{keys[0]}")
        action.triggered.connect(lambda: do())
        self._owner().addAction(action)
        return action

    def _owner(self) -> QWidget:
        # on the area and not the pane, so that Del and "+" keep their meaning in the list and in fields
        return self._pane.area

    def groups(self) -> list[tuple[str, Group]]:
        """The actions by menu."""
        items: Group = [
            self.plan, self.unplace, None, self.earlier, self.later, self.shorter, self.longer,
            self.lane_up, self.lane_down, None, self.after, self.link, self.waits, self.unlink,
            None, *self.puts.values(),
        ]  # fmt: skip
        marks: Group = [
            self.milestone, self.edit_milestone, self.delete_milestone, self.mark_earlier, self.mark_later,
        ]  # fmt: skip
        return [("Roadmap", [*items, None, *marks]), ("View", self.view_group())]

    def view_group(self) -> Group:
        """What changes only the view."""
        return [
            *self.by.values(), None, self.zoom_in, self.zoom_out, self.fit, self.today, None, self.actuals, self.links,
            self.stopped, None, self.broken, self.everything, self.table, self.horizons, self.waiting,
            None, self.capacity, self.worst_week, self.taller, self.lower,
        ]  # fmt: skip

    def for_bars(self) -> Group:
        """The context menu of selected bars."""
        return [
            self.plan, self.unplace, None, self.earlier, self.later, self.shorter, self.longer, None,
            self.after, self.link, self.waits,
        ]  # fmt: skip

    def for_mark(self) -> Group:
        """The context menu of a milestone."""
        return [self.edit_milestone, self.mark_earlier, self.mark_later, None, self.delete_milestone]

    def for_ground(self) -> Group:
        """The context menu where nothing lies."""
        return [
            self.milestone,
            None,
            self.today,
            self.fit,
            self.zoom_in,
            self.zoom_out,
            None,
            self.actuals,
            self.links,
        ]

    def renew(self) -> None:
        """Allow what can be done with the present selection, and say it in its words."""
        steps = self._pane.steps
        bars, marked = steps.placed(), self._pane.area.selected_mark is not None
        items, shown = steps.items(), self._pane.shown
        for action in (self.unplace, self.earlier, self.later, self.shorter, self.longer):
            action.setEnabled(bool(bars))
        lanes = shown.by != "none"
        for action in (self.lane_up, self.lane_down):
            action.setEnabled(bool(bars) and lanes)
        for action in (self.plan, *self.puts.values()):
            action.setEnabled(bool(items))
        self.waits.setEnabled(len(items) == 1)
        self.link.setEnabled(len(items) > 1)
        self.link.setText(steps.link_words())
        self.after.setEnabled(any(link.successor in bars for link in shown.broken))
        self.unlink.setEnabled(steps.link_at is not None)
        for action in (self.edit_milestone, self.delete_milestone, self.mark_earlier, self.mark_later):
            action.setEnabled(marked)
        self.broken.setEnabled(bool(shown.broken))
