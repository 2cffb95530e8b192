"""What a person can do on the roadmap, each one action on the desk. Drags, keys, menus and sheets all end here."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from deliverydesk import actions
from deliverydesk.charts.roadmap_scale import Unit, next_workweek, snap_unit, stepped
from deliverydesk.domain.changes import Change, ChangeSet, collapsed
from deliverydesk.domain.entities import Deliverable, Dependency, Milestone
from deliverydesk.domain.wording import figure, named, quoted, several
from deliverydesk.support.language import tr, trn
from deliverydesk.ui.dialogs.stopping import door

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from deliverydesk.charts.roadmap import Bar
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.panes.roadmap.gestures import Meant
    from deliverydesk.ui.panes.roadmap.pane import RoadmapPane
    from deliverydesk.ui.panes.roadmap.picking import PickingSheet
    from deliverydesk.ui.typed import Action


class Steps:
    """The gestures of one roadmap pane."""

    def __init__(self, pane: RoadmapPane) -> None:
        self._pane = pane
        self._desk = pane.desk

    # what they are about

    def items(self) -> tuple[int, ...]:
        """The selected deliverables, in the order they were selected."""
        return self._desk.selection.deliverables()

    def placed(self) -> list[int]:
        """Those of them that have bars."""
        items = self.items()
        # Where nothing is selected nobody asks for all bars, which a start has not made yet.
        bars = self._pane.picture.bars if items else {}
        return list(filter(bars.__contains__, items))

    def _bars(self) -> list[Bar]:
        return [self._pane.picture.bars[one] for one in self.placed()]

    def stop(self) -> None:
        """Look at tabling or cancelling the selected item, and at what to begin instead."""
        door.stop(self._desk, self._pane, self.items())

    # dates

    def action(self, meant: Meant) -> Callable[[Portfolio], ChangeSet]:
        """The action of a drag, to be done or to be looked at beforehand."""
        kind, values = meant
        if kind == "resize":
            item, start, end = values
            first, last = date.fromordinal(start), date.fromordinal(end - 1)
            return lambda now: actions.roadmap.schedule(now, item, first, last)
        ids, by, lane = values
        into = self._pane.facts.into(ids, lane)
        if kind == "move":
            return lambda now: actions.placing.move(now, ids, by, into)
        return lambda now: actions.placing.place(now, ids, date.fromordinal(by), into=into)

    def move(self, ids: Sequence[int], days: int, lane: int | None) -> None:
        """Bars were dragged by so many days, into another lane if one is given."""
        into = self._pane.facts.into(ids, lane)
        self._desk.do(self.action(("move", (ids, days, lane))), toast=into is not None)

    def resize(self, item: int, start: int, end: int) -> None:
        """A bar was given other ends; `end` is the day after the last."""
        self._desk.do(self.action(("resize", (item, start, end))))

    def drop(self, ids: Sequence[int], start: int, lane: int | None) -> None:
        """Items were dropped on a day."""
        done = self._desk.do(self.action(("drop", (ids, start, lane))), toast=True)
        if done:
            self._pane.show_stopped_if_needed(ids)
            self._desk.select(Deliverable, tuple(ids))

    def step(self, steps: int) -> None:
        """Move the selected bars by snap units of the present zoom."""
        bars = self._bars()
        if bars:
            unit = snap_unit(self._pane.area.per_day)
            first = min(bars, key=lambda bar: bar.start)
            days = stepped(first.start, unit, steps) - first.start
            ids = [bar.id for bar in bars]
            if self._desk.do(lambda now: actions.placing.move(now, ids, days)):
                self._pane.area.reveal(first.id)

    def stretch(self, steps: int) -> None:
        """Let the selected bars end so many snap units later."""
        unit = snap_unit(self._pane.area.per_day)
        spans = [(bar.id, bar.start, stepped(bar.end, unit, steps)) for bar in self._bars()]
        spans = [(item, start, max(end, start + 1)) for item, start, end in spans]
        if not spans:
            return
        if len(spans) == 1:
            self.resize(*spans[0])
            return

        def all_of_them(now: Portfolio) -> ChangeSet:
            made = [
                actions.roadmap.schedule(now, item, date.fromordinal(start), date.fromordinal(end - 1))
                for item, start, end in spans
            ]
            changes = collapsed(change for one in made for change in one.changes)
            count = len(spans)
            if steps > 0:
                words = trn("end {n} deliverable later", "end {n} deliverables later", count, n=figure(count))
            else:
                words = trn("end {n} deliverable earlier", "end {n} deliverables earlier", count, n=figure(count))
            return ChangeSet(words, changes)

        self._desk.do(all_of_them)

    def change_lane(self, by: int) -> None:
        """Put the selected bars into the lane above or below."""
        bars = self._bars()
        lanes = self._pane.picture.lanes
        if not bars or self._pane.picture.by == "none":
            return
        target = bars[0].lane + by
        if 0 <= target < len(lanes):
            self.move([bar.id for bar in bars], 0, target)
            self._pane.area.reveal(bars[0].id)

    def plan(self) -> None:
        """Ask for dates."""
        self.plan_items(self.items())

    def plan_items(self, ids: Sequence[int]) -> None:
        """Ask for the dates of these items."""
        from deliverydesk.ui.panes.roadmap.sheets import PlanSheet

        portfolio = self._desk.portfolio
        items = [item for one in ids if (item := portfolio.deliverables.get(one)) is not None]
        if not items:
            return
        start, end = self._span(items)
        sheet = PlanSheet(self._pane, items, start, end)
        ids = [item.id for item in items]
        sheet.planned.connect(lambda first, last: self._planned(ids, start, first, last))
        sheet.removed.connect(lambda: self._desk.do(lambda now: actions.roadmap.unschedule(now, ids), toast=True))
        sheet.open()

    def _span(self, items: Sequence[Deliverable]) -> tuple[date, date]:
        from deliverydesk.charts.roadmap import planned

        spans = [span for item in items if (span := planned(item)) is not None]
        if spans:
            start, end = min(span[0] for span in spans), max(span[1] for span in spans) - 1
            return date.fromordinal(start), date.fromordinal(end)
        begin = date.fromordinal(next_workweek(self._pane.picture.today))
        return begin, begin + max(actions.roadmap.planned_span(item) for item in items)

    def _planned(self, ids: Sequence[int], before: date, first: date, last: date) -> None:
        portfolio = self._desk.portfolio
        if len(ids) == 1:
            self._desk.do(lambda now: actions.placing.place(now, ids, first, last))
        elif all(portfolio.deliverables[one].planned_start is not None for one in ids):
            self._desk.do(lambda now: actions.placing.move(now, ids, (first - before).days))
        else:
            self._desk.do(lambda now: actions.placing.place(now, ids, first))
        self._pane.show_stopped_if_needed(ids)
        self._desk.select(Deliverable, tuple(ids))
        self._pane.area.reveal(ids[0])

    def unplace(self) -> None:
        """Take the selected bars off the roadmap."""
        ids = self.placed()
        if ids:
            self._desk.do(lambda now: actions.roadmap.unschedule(now, ids), toast=True)

    # order

    def start_after(self) -> None:
        """Let the selected bars start after what they wait for."""
        ids = self.placed()
        if ids:
            self._desk.do(lambda now: actions.placing.start_after_predecessors(now, ids), toast=True)

    def link_words(self) -> str:
        """The words for letting the last selected wait for the others."""
        ids = self.items()
        table = self._desk.portfolio.deliverables
        if len(ids) < 2 or ids[-1] not in table or ids[0] not in table:
            return tr("Let one item wait for another")
        last, others = quoted(table[ids[-1]].title, 28), len(ids) - 1
        if others == 1:
            words = tr("Let {item} wait for {other}", item=last, other=quoted(table[ids[0]].title, 28))
        else:
            words = tr("Let {item} wait for the other {n}", item=last, n=figure(others))
        # an ampersand in a title is no mnemonic
        return words.replace("&", "&&")

    def link(self) -> None:
        """Let the last selected item wait for the others."""
        *first, last = self.items()

        def add(now: Portfolio) -> ChangeSet:
            changes: list[Change] = []
            after = now
            for one in first:
                made = actions.roadmap.link(after, one, last)
                changes += made.changes
                after = after.after(made)
            whose, what = named(now.deliverables[last]), several([now.deliverables[one] for one in first])
            return ChangeSet(tr("let {item} wait for {others}", item=whose, others=what), tuple(changes))

        if first:
            self._desk.do(add)

    def waits(self) -> None:
        """Show what the selected item waits for, to add to it or take from it."""
        from deliverydesk.ui.panes.roadmap.picking import WaitsSheet

        ids = self.items()
        item = self._desk.portfolio.deliverables.get(ids[0]) if ids else None
        if item is None:
            return
        sheet = WaitsSheet(self._pane, self._desk.portfolio, item)
        self._open(
            sheet,
            lambda other: lambda now: actions.roadmap.link(now, other, item.id),
            lambda dependency: lambda now: actions.roadmap.unlink(now, dependency),
        )

    def _open(self, sheet: PickingSheet, add: Callable[[int], Action], take_away: Callable[[int], Action]) -> None:
        """Open a sheet that does what is picked in it at once."""

        def do(action: Action) -> None:
            self._desk.do(action)
            sheet.renew(self._desk.portfolio)

        sheet.added.connect(lambda picked: do(add(picked)))
        sheet.taken_away.connect(lambda picked: do(take_away(picked)))
        sheet.open()

    def link_two(self, first: int, second: int) -> None:
        """A dependency was drawn from one bar to another; it is selected, so that its reason can be given."""
        if self._desk.do(lambda now: actions.roadmap.link(now, first, second)):
            made = self._desk.portfolio.dependencies.by("successor", second)
            one = next(each.id for each in made if each.predecessor == first)
            self._desk.select(Dependency, (one,), one)

    def _link(self) -> Dependency | None:
        shown = self._pane.area.shown.link
        return self._desk.portfolio.dependencies.get(shown) if shown is not None else None

    def unlink(self) -> None:
        """Take away the selected dependency."""
        dependency = self._link()
        if dependency is not None:
            self._desk.do(lambda now: actions.roadmap.unlink(now, dependency.id), toast=True)

    def edit_link(self) -> None:
        """Ask why the selected dependency is there."""
        from deliverydesk.ui.panes.roadmap.popovers import LinkPopover

        dependency = self._link()
        if dependency is None:
            return
        one = dependency.id
        popover = LinkPopover(self._pane, self._desk.portfolio, dependency)
        popover.saved.connect(lambda reason: self._desk.do(lambda now: actions.roadmap.edit_reason(now, one, reason)))
        popover.deleted.connect(self.unlink)
        popover.open_at(self._pane.area.bar_anchor(dependency.successor), self._pane.area.viewport())

    # milestones

    def add_milestone(self, when: date | None = None) -> None:
        """Ask for a milestone and add it."""
        from deliverydesk.ui.panes.roadmap.popovers import MilestonePopover

        shown = when or self._pane.day_of_menu or date.fromordinal(self._pane.picture.today)
        popover = MilestonePopover(self._pane, self._desk.portfolio, shown)
        popover.saved.connect(self._add_milestone)
        popover.open_at(self._pane.area.day_anchor(shown.toordinal()), self._pane.area.viewport())

    def _add_milestone(self, values: dict[str, Any]) -> None:
        before = self._desk.portfolio.milestones
        if self._desk.do(lambda now: actions.records.add(now, Milestone, values)):
            made = next(one for one in self._desk.portfolio.milestones if one.id not in before)
            self._desk.select(Milestone, (made.id,), made.id)
            self._pane.area.reveal_day(made.date.toordinal())

    def _milestone(self) -> Milestone | None:
        return self._desk.portfolio.milestones.get(self._pane.area.selected_mark)

    def edit_milestone(self) -> None:
        """Ask for changes to the selected milestone."""
        from deliverydesk.ui.panes.roadmap.popovers import MilestonePopover

        milestone = self._milestone()
        if milestone is None:
            return
        popover = MilestonePopover(self._pane, self._desk.portfolio, milestone.date, milestone)
        one = milestone.id
        popover.saved.connect(
            lambda values: self._desk.do(lambda now: actions.records.edit(now, Milestone, [one], values))
        )
        popover.deleted.connect(self.delete_milestone)
        popover.needs_asked.connect(self.needs)
        popover.open_at(self._pane.area.day_anchor(milestone.date.toordinal()), self._pane.area.viewport())

    def needs(self) -> None:
        """Show what must be done for the selected milestone, to add to it or take from it."""
        from deliverydesk.ui.panes.roadmap.picking import NeedsSheet

        milestone = self._milestone()
        if milestone is not None:
            one = milestone.id
            self._open(
                NeedsSheet(self._pane, self._desk.portfolio, milestone),
                lambda item: lambda now: actions.milestoning.need(now, one, [item]),
                lambda item: lambda now: actions.milestoning.spare(now, one, item),
            )

    def delete_milestone(self) -> None:
        """Delete the selected milestone."""
        milestone = self._milestone()
        if milestone is not None:
            one = milestone.id
            self._desk.do(lambda now: actions.records.delete(now, Milestone, [one]), toast=True)

    def move_mark(self, milestone: int, day: int) -> None:
        """A milestone was dragged to a day."""
        when = date.fromordinal(day)
        self._desk.do(lambda now: actions.records.edit(now, Milestone, [milestone], {"date": when}))

    def step_mark(self, steps: int, unit: Unit | None = None) -> None:
        """Move the selected milestone by snap units of the present zoom, or by others."""
        milestone = self._milestone()
        if milestone is not None:
            by = unit or snap_unit(self._pane.area.per_day)
            self.move_mark(milestone.id, stepped(milestone.date.toordinal(), by, steps))
            self._pane.area.reveal_day(self._desk.portfolio.milestones[milestone.id].date.toordinal())

    def next_mark(self) -> None:
        """Select the milestone after the selected one, the first after today without one; in a circle."""
        marks = self._pane.picture.marks
        if marks:
            shown = self._pane.area.selected_mark
            at = next((at for at, mark in enumerate(marks) if mark.id == shown), None)
            later = (at for at, mark in enumerate(marks) if mark.day >= self._pane.picture.today)
            mark = marks[(at + 1) % len(marks) if at is not None else next(later, 0)]
            self._desk.select(Milestone, (mark.id,), mark.id)
            self._pane.area.reveal_day(mark.day)
