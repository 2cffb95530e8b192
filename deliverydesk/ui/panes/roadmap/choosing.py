"""The roadmap and the selection that all panes share: bars, milestones and dependencies chosen here or elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deliverydesk.domain.entities import Deliverable, Dependency, Milestone
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from deliverydesk.ui.desk import Selection
    from deliverydesk.ui.panes.roadmap.hits import Hit
    from deliverydesk.ui.panes.roadmap.pane import RoadmapPane

IDLE = tr("No item is current. Tab walks the items.")
"""What a screen reader is told while no bar is current."""


class Choosing:
    """What is selected on one roadmap pane."""

    def __init__(self, pane: RoadmapPane) -> None:
        self._pane = pane
        self._desk = pane.desk
        self._area = pane.area

    def pick(self, ids: tuple[int, ...], current: int | None) -> None:
        """Bars were selected on the roadmap or in its table."""
        if ids or self._desk.selection.entity_type is Deliverable:
            self._desk.select(Deliverable, ids, current)

    def choose(self, found: Hit | None) -> None:
        """Select the milestone or dependency that was hit; None for neither."""
        selection = self._desk.selection
        if found is not None and found.id is not None:
            self._desk.select(Milestone if found.kind == "mark" else Dependency, (found.id,), found.id)
        elif selection.entity_type in (Milestone, Dependency):
            self._desk.select(None, ())

    def take(self, selection: Selection) -> None:
        """Show what is selected, here or elsewhere."""
        area, pane = self._area, self._pane
        ids = frozenset(selection.deliverables())
        current = selection.current if selection.entity_type is Deliverable else None
        focused = current if current is not None and current in pane.picture.bars else None
        area.selected_mark = selection.current if selection.entity_type is Milestone else None
        link = selection.current if selection.entity_type is Dependency else None
        if selection.ids:
            area.focused_lane = None
        area.show_state(replace(area.shown, selected=ids, focused=focused, link=link))
        pane.faces.take_selection(ids, current)
        if focused is not None and not self._is_ours():
            area.reveal(focused)
        self._say(focused)
        pane.commands.renew()

    def _is_ours(self) -> bool:
        return self._area.hasFocus() or self._area.holds()

    def _say(self, focused: int | None) -> None:
        """Tell a screen reader about the current bar."""
        words = IDLE
        if focused is not None:
            from deliverydesk.charts.roadmap_words import described

            bar = self._pane.picture.bars[focused]
            words = described(self._pane.picture, self._desk.portfolio, bar).replace("\n", ". ")
        self._area.say(words)

    def select_all(self) -> None:
        """Select all bars."""
        self._desk.select(Deliverable, tuple(one for lane in self._pane.picture.lanes for one in lane.ids()))

    def select_broken(self) -> None:
        """Select all bars that start too early and bring the first into sight."""
        ids = tuple(dict.fromkeys(link.successor for link in self._pane.picture.broken))
        if ids:
            self._desk.select(Deliverable, ids)
            self._area.reveal(ids[0])
