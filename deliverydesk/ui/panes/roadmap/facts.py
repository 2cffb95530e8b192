"""What the timeline asks about the portfolio: words for tooltips, lengths of what is dropped, what a lane means."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from deliverydesk import actions
from deliverydesk.charts.common import product_numbers
from deliverydesk.charts.format import day, number
from deliverydesk.charts.roadmap_lanes import Lanes
from deliverydesk.domain.values import MilestoneKind
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trn
from deliverydesk.ui.mime import dragged_deliverables

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QMimeData

    from deliverydesk.actions.placing import Into
    from deliverydesk.charts.roadmap import RoadmapPicture
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.panes.roadmap.hits import Hit


class RoadmapFacts:
    """Answers from the desk's present portfolio and the picture shown."""

    def __init__(self, desk: Desk, picture: Callable[[], RoadmapPicture]) -> None:
        self._desk, self._picture = desk, picture
        self._lanes: tuple[Portfolio, Lanes] | None = None
        """Lanes made for a portfolio: a drag asks at every step."""

    def describe(self, found: Hit) -> str:
        """The tooltip of what was hit; empty for nothing."""
        picture, portfolio = self._picture(), self._desk.portfolio
        if found.kind in ("bar", "start", "end") and found.id is not None and found.id in picture.bars:
            from deliverydesk.charts.roadmap_words import described

            return described(picture, portfolio, picture.bars[found.id])
        if found.kind == "mark" and (mark := portfolio.milestones.get(found.id)) is not None:
            when = day(mark.date, date.fromordinal(picture.today))
            if mark.kind is MilestoneKind.OUTCOME:
                kind = tr("{day}, milestone of outcome", day=when)
            else:
                kind = tr("{day}, milestone of delivery", day=when)
            return "\n".join(filter(None, [mark.name, kind, *self._foreseen(mark.id), mark.notes]))
        if found.kind == "link":
            return self._link(found.id)
        if found.kind == "handle":
            return tr("Drag it onto what is to wait for this item")
        if found.kind in ("lane", "fold") and found.id is not None and found.id < len(picture.lanes):
            lane = picture.lanes[found.id]
            items = trn("{n} item", "{n} items", lane.count, n=figure(lane.count))
            weeks = tr("{n} person-weeks to come", n=number(lane.effort))
            return f"{lane.name}\n{items}, {weeks}"
        return ""

    def _foreseen(self, milestone: int) -> list[str]:
        ahead = self._picture().ahead
        if ahead is None:
            return []
        from deliverydesk.charts.roadmap_ahead_words import mark_lines

        return mark_lines(ahead, milestone)

    def _link(self, dependency_id: int | None) -> str:
        from deliverydesk.charts.roadmap_words import problem_words

        picture, portfolio = self._picture(), self._desk.portfolio
        dependency = portfolio.dependencies.get(dependency_id)
        if dependency is None:
            return ""
        first, second = (
            portfolio.deliverables[dependency.predecessor],
            portfolio.deliverables[dependency.successor],
        )
        links = picture.links.get(second.id, ())
        problem = next((problem_words(picture, link) for link in links if link.id == dependency_id), "")
        words = problem or tr("“{item}” waits for “{other}”.", item=second.title, other=first.title)
        return "\n".join(filter(None, [words, dependency.reason]))

    def link_refusal(self, predecessor: int, successor: int) -> str:
        """Why one deliverable cannot wait for another; empty where it can."""
        return actions.roadmap.link_refusal(self._desk.portfolio, predecessor, successor)

    def carried(self, data: QMimeData) -> Sequence[int]:
        """The ids that a drag carries; none on a desk that may only be read."""
        return () if self._desk.document.read_only else dragged_deliverables(self._desk, data)

    def measure(self, ids: Sequence[int]) -> tuple[list[int], list[int]]:
        """Lengths in days, and numbers of product colours."""
        portfolio = self._desk.portfolio
        numbers = product_numbers(portfolio)
        items = [portfolio.deliverables[one] for one in ids]
        colours = [numbers.get(item.product, 0) if item.product is not None else 0 for item in items]
        return [actions.roadmap.planned_span(item).days + 1 for item in items], colours

    def lane_change(self, ids: Sequence[int], lane: int | None) -> str:
        """The name of the lane where putting the items into it changes their product or team; else empty."""
        into = self.into(ids, lane)
        return self._picture().lanes[lane].name if into is not None and lane is not None else ""

    def into(self, ids: Sequence[int], lane: int | None) -> Into | None:
        """What putting items into a lane makes of them; None where they are in it already or lanes mean nothing."""
        picture, portfolio = self._picture(), self._desk.portfolio
        if lane is None or picture.by == "none" or lane >= len(picture.lanes):
            return None
        key = picture.lanes[lane].key
        if self._lanes is None or self._lanes[0] is not portfolio or self._lanes[1].by != picture.by:
            self._lanes = portfolio, Lanes(portfolio, picture.by)
        held_by = self._lanes[1].key
        held = {held_by(portfolio.deliverables[one]) for one in ids if one in portfolio.deliverables}
        return None if held == {key} else actions.placing.Into(picture.by, key)
