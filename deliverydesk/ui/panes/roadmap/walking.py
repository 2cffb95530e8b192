"""Where Tab stops on the roadmap: the bars in reading order, the names of folded lanes, then the milestones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.ui.panes.roadmap.hits import Hit

if TYPE_CHECKING:
    from deliverydesk.charts.roadmap import RoadmapPicture


def stops(picture: RoadmapPicture) -> list[Hit]:
    """All stops in their order."""
    found: list[Hit] = []
    for at, lane in enumerate(picture.lanes):
        if lane.folded:
            found.append(Hit("lane", at))
        else:
            found += [Hit("bar", bar.id) for row in lane.rows for bar in row]
    return [*found, *(Hit("mark", mark.id) for mark in picture.marks)]


def next_stop(picture: RoadmapPicture, current: Hit | None, *, forward: bool) -> Hit | None:
    """The stop after the current one, or before it; None beyond the last."""
    order = stops(picture)
    if not order:
        return None
    if current not in order:
        return order[0 if forward else -1]
    at = order.index(current) + (1 if forward else -1)
    return order[at] if 0 <= at < len(order) else None
