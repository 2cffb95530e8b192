"""Every gesture of the roadmap as an action with words and keys: for menus, the command field and the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from deliverydesk.charts.roadmap import GROUPINGS, Grouping
from deliverydesk.support.language import tr, trc
from deliverydesk.ui.dialogs.stopping import door

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
        self.plan = make("plan", tr("Plan…"), steps.plan, "Return", bound=False)
        self.unplace = make("unplace", tr("Take off the roadmap"), steps.unplace, "Del")
        self.earlier = make("earlier", tr("Move earlier"), lambda: steps.step(-1), "Alt+Left")
        self.later = make("later", tr("Move later"), lambda: steps.step(1), "Alt+Right")
        self.shorter = make("shorter", tr("End earlier"), lambda: steps.stretch(-1), "Alt+Shift+Left")
        self.longer = make("longer", tr("End later"), lambda: steps.stretch(1), "Alt+Shift+Right")
        self.lane_up = make("lane_up", tr("Move to the lane above"), lambda: steps.change_lane(-1), "Alt+Shift+Up")
        self.lane_down = make("lane_down", tr("Move to the lane below"), lambda: steps.change_lane(1), "Alt+Shift+Down")
        self.after = make("after", tr("Start after what it waits for"), steps.start_after)
        self.link = make("link", tr("Let the last selected wait for the others"), steps.link)
        self.waits = make("waits", tr("Depends on…"), steps.waits, "D")
        self.stop = make("stop", door.WORDS, steps.stop, door.SHORTCUT)
        self.edit_link = make("edit_link", tr("Why it waits…"), steps.edit_link)
        self.unlink = make("unlink", tr("Take the dependency away"), steps.unlink, "Del")
        self.milestone = make("milestone", tr("Add a milestone…"), steps.add_milestone, "M")
        self.edit_milestone = make("edit_milestone", tr("Change the milestone…"), steps.edit_milestone)
        self.needs = make("milestone_needs", tr("What the milestone needs…"), steps.needs, "N")
        self.delete_milestone = make("delete_milestone", tr("Delete the milestone"), steps.delete_milestone, "Del")
        self.mark_earlier = make(
            "mark_earlier", tr("Move the milestone earlier"), lambda: steps.step_mark(-1), "Alt+Left"
        )
        self.mark_later = make("mark_later", tr("Move the milestone later"), lambda: steps.step_mark(1), "Alt+Right")
        self.mark_day_earlier = make(
            "mark_day_earlier",
            tr("Move the milestone a day earlier"),
            lambda: steps.step_mark(-1, "day"),
            "Alt+Shift+Left",
        )
        self.mark_day_later = make(
            "mark_day_later", tr("Move the milestone a day later"), lambda: steps.step_mark(1, "day"), "Alt+Shift+Right"
        )
        self.next_mark = make("next_milestone", tr("Go to the next milestone"), steps.next_mark, "Shift+M")
        self.broken = make("broken", tr("Select what starts too early"), pane.choosing.select_broken)
        self.fold = make("fold_lane", tr("Collapse or expand the lane"), pane.toggle_current_lane, "C")
        self.fold_all = make("fold_lanes", tr("Collapse all lanes"), pane.fold_all, "Shift+C")
        self.unfold_all = make("unfold_lanes", tr("Expand all lanes"), pane.unfold_all, "Shift+E")
        self.save_baseline = make("save_baseline", tr("Save plan as baseline…"), pane.saved_plans.save)
        self.rename_baseline = make("rename_baseline", tr("Rename the baseline…"), pane.saved_plans.rename)
        self.delete_baseline = make("delete_baseline", tr("Delete the baseline"), pane.saved_plans.delete)
        self.slips = make("slips", tr("Days slipped on bars"), pane.renew_shown, on=True)
        self.compare = pane.saved_plans.menu.menuAction()
        area = pane.area
        self.zoom_in = make("zoom_in", tr("Zoom in"), area.zoom_in, "+", "=")
        self.zoom_out = make("zoom_out", tr("Zoom out"), area.zoom_out, "-")
        self.fit = make("fit", tr("Show everything"), area.fit, "0", "Ctrl+0", "Shift+1")
        self.fit_selected = make(
            "fit_selected", tr("Show the selection"), lambda: area.show_bars(steps.items()), "Shift+2"
        )
        self.quarter = make("quarter", tr("Show this quarter"), lambda: area.show_quarter(0), "Q")
        self.next_quarter = make("next_quarter", tr("Show the next quarter"), lambda: area.show_quarter(1), "Shift+Q")
        self.today = make("today", tr("Go to today"), area.go_to_today, "Home")
        self.find = make("find", tr("Find an item…"), lambda: pane.finding.open_bar(), "Ctrl+F")
        self.calendars = QActionGroup(pane)
        self.calendar = make("calendar_quarters", tr("Calendar quarters"), pane.rebuild_soon, on=False)
        self.fiscal = make("fiscal_quarters", tr("Fiscal quarters"), pane.rebuild_soon, on=True)
        for action in (self.calendar, self.fiscal):
            self.calendars.addAction(action)
        self.everything = make("select_all", tr("Select all"), pane.choosing.select_all, "Ctrl+A")
        self.actuals = make("actuals", tr("Actual dates"), pane.renew_shown, on=True)
        self.links = make("links", tr("Dependencies"), pane.renew_shown, on=True)
        self.forecast = make("forecast", tr("Forecast"), lambda: None, on=True)
        self.stopped = make("stopped", tr("Tabled and cancelled work"), pane.rebuild_soon, on=False)
        self.table = make("table", tr("Show as table"), pane.faces.toggle_table, on=False)
        self.waiting = make("waiting", tr("Unscheduled items"), pane.toggle_waiting, on=False)
        self.capacity = make("capacity", tr("Capacity of the teams"), pane.toggle_capacity, on=True)
        self.worst_week = make("worst_week", tr("Go to the worst overload"), pane.strip.go_to_worst)
        self.taller = make("capacity_taller", tr("More room for capacity"), lambda: pane.strip.grow(24), "Ctrl+Alt+Up")
        self.lower = make("capacity_lower", tr("Less room for capacity"), lambda: pane.strip.grow(-24), "Ctrl+Alt+Down")
        pane.strip.addActions([self.taller, self.lower])
        self.horizons = make("horizons", tr("Now, next, later"), pane.faces.toggle_horizons, on=False)
        put = pane.horizons.put_selected
        self.puts = {
            "now": make("put_now", tr("Put into now"), lambda: put("now")),
            "next": make("put_next", tr("Put into next"), lambda: put("next")),
            "later": make("put_later", tr("Put into later"), lambda: put("later")),
        }
        self.lanes = QActionGroup(pane)
        self.by: dict[Grouping, QAction] = {}
        for key, words in GROUPINGS.items():
            told = tr("Without lanes") if key == "none" else tr("Lanes by {lanes}", lanes=words)
            action = make(f"lanes_{key}", told, pane.rebuild_soon, on=key == "product")
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
            action.setText(f"{words}\t{QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText)}")
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
            self.lane_up, self.lane_down, None, self.after, self.link, self.waits, self.edit_link, self.unlink,
            None, *self.puts.values(), None, self.stop,
        ]  # fmt: skip
        marks: Group = [
            self.milestone, self.edit_milestone, self.needs, self.delete_milestone, self.mark_earlier, self.mark_later,
            self.mark_day_earlier, self.mark_day_later, self.next_mark,
        ]  # fmt: skip
        return [
            (tr("Roadmap"), [*items, None, *marks]),
            (tr("Lanes"), self.lane_group()),
            (trc("saved plan", "Baseline"), self.baseline_group()),
            (trc("menu", "View"), self.view_group()),
        ]

    def baseline_group(self) -> Group:
        """Saved plans."""
        return [
            self.save_baseline, self.compare, None, self.slips, None, self.rename_baseline, self.delete_baseline,
        ]  # fmt: skip

    def lane_group(self) -> Group:
        """How lanes are made, and which are collapsed."""
        return [*self.by.values(), None, self.fold, self.fold_all, self.unfold_all]

    def view_group(self) -> Group:
        """What changes only the view."""
        return [
            self.find, None, self.zoom_in, self.zoom_out, self.fit, self.fit_selected, self.quarter, self.next_quarter,
            self.today, None, self.calendar, self.fiscal, None, self.actuals, self.links, self.forecast, self.stopped,
            None, self.broken, self.everything, self.table, self.horizons, self.waiting,
            None, self.capacity, self.worst_week, self.taller, self.lower,
        ]  # fmt: skip

    def for_bars(self) -> Group:
        """The context menu of selected bars."""
        return [
            self.plan, self.unplace, None, self.earlier, self.later, self.shorter, self.longer, None,
            self.after, self.link, self.waits, None, self.stop,
        ]  # fmt: skip

    def for_link(self) -> Group:
        """The context menu of a dependency."""
        return [self.edit_link, self.after, None, self.unlink]

    def for_lane(self) -> Group:
        """The context menu of a lane's name."""
        return self.lane_group()[len(self.by) + 1 :]

    def for_mark(self) -> Group:
        """The context menu of a milestone."""
        return [
            self.edit_milestone, self.needs, None,
            self.mark_earlier, self.mark_later, self.mark_day_earlier, self.mark_day_later, None,
            self.delete_milestone,
        ]  # fmt: skip

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
            self.forecast,
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
        door.allow_stop(self.stop, self._pane.desk, items)
        self.link.setEnabled(len(items) > 1)
        self.link.setText(steps.link_words())
        self.after.setEnabled(any(link.successor in bars for link in shown.broken))
        linked = self._pane.area.shown.link is not None
        self.unlink.setEnabled(linked)
        self.edit_link.setEnabled(linked)
        for action in (
            self.edit_milestone, self.needs, self.delete_milestone, self.mark_earlier, self.mark_later,
            self.mark_day_earlier, self.mark_day_later,
        ):  # fmt: skip
            action.setEnabled(marked)
        self.next_mark.setEnabled(bool(shown.marks))
        behind = shown.behind is not None
        for action in (self.rename_baseline, self.delete_baseline, self.slips):
            action.setEnabled(behind)
        at = self._pane.current_lane()
        self.fold.setEnabled(at is not None)
        folded = at is not None and at < len(shown.lanes) and shown.lanes[at].folded
        self.fold.setText(tr("Expand the lane") if folded else tr("Collapse the lane"))
        self.fit_selected.setEnabled(bool(bars))
        for action in (self.calendar, self.fiscal):
            action.setVisible(self._pane.desk.portfolio.settings.fiscal_year_start != 1)
        self.unfold_all.setEnabled(bool(shown.folded))
        self.broken.setEnabled(bool(shown.broken))
