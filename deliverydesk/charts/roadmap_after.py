"""The roadmap after a change: what the change set does not touch is kept from the roadmap before it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deliverydesk.charts.roadmap import is_waiting
from deliverydesk.charts.roadmap_build import Builder
from deliverydesk.domain.entities import (
    Baseline,
    BaselineItem,
    Deliverable,
    Demand,
    Dependency,
    Milestone,
    Product,
    Team,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deliverydesk.charts.roadmap import RoadmapPicture
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.entities import Entity
    from deliverydesk.domain.portfolio import Portfolio

_SMALL_CHANGE = 200


def after(picture: RoadmapPicture, portfolio: Portfolio, change_set: ChangeSet) -> RoadmapPicture:
    """The roadmap after a change set that led to `portfolio`; the same object where nothing of it changed.

    A few deliverables changed cost no more than the lanes that they lie in.
    """
    if picture.cut:
        raise ValueError("a roadmap cut to a window is built anew, not changed")
    fields = (*_FIELDS, picture.by) if picture.by in _LANE_FIELDS else _FIELDS
    # Ten thousands in another order are none of them worth a look.
    edits = change_set.of(Deliverable) if change_set.alters(Deliverable, fields) else ()
    items = [change for change in edits if _matters(change.before, change.after, fields)]
    baseline = picture.behind.id if picture.behind is not None else None
    others = change_set.touches(Product, Team) or (baseline is not None and change_set.touches(Baseline, BaselineItem))
    others = others or (picture.by == "team" and change_set.touches(Demand))
    moved = change_set.touches(Dependency, Milestone)
    needed = {
        image.deliverable
        for change in change_set.of(Demand)
        for image in (change.before, change.after)
        if isinstance(image, Demand)
    }
    if not items and not others and not moved and not needed:
        return picture
    builder = Builder(
        portfolio, picture.by, picture.today, None, picture.stopped, picture.folded, calendar=picture.calendar
    )
    if others or len(change_set.changes) > _SMALL_CHANGE:
        return replace(builder.picture(picture.source, baseline), ahead=picture.ahead)
    linked = {
        end
        for change in change_set.of(Dependency)
        for image in (change.before, change.after)
        if isinstance(image, Dependency)
        for end in (image.predecessor, image.successor)
    }
    waiting = sum(_waits(change.after) - _waits(change.before) for change in items)
    ids = [*dict.fromkeys([*(change.id for change in items), *needed])]
    made = builder.changed(picture, ids, linked, picture.unscheduled + waiting)
    return replace(made, ahead=picture.ahead)


_FIELDS = (
    "title",
    "product",
    "stage",
    "planned_start",
    "planned_end",
    "actual_start",
    "actual_end",
    "remaining",
    "effort_likely",
    "duration_weeks",
    "archived",
)
_LANE_FIELDS = frozenset({"theme", "horizon", "owner"})


def _matters(before: object, after: object, fields: Iterable[str]) -> bool:
    if before is None or after is None:
        return True
    return any(getattr(before, name) != getattr(after, name) for name in fields)


def _waits(image: Entity | None) -> bool:
    return isinstance(image, Deliverable) and is_waiting(image)
