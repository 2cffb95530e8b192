"""The actions of capacity with their fields, for the registry."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from deliverydesk.actions import allocating, relieving
from deliverydesk.actions.fields import Field
from deliverydesk.domain.entities import Deliverable, Team

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliverydesk.domain.changes import ChangeSet


def capacity_actions() -> list[tuple[Callable[..., ChangeSet], tuple[Field, ...]]]:
    """Each action, and what it is given."""
    item, team = _must("deliverable", Deliverable), _must("team", Team)
    start, end = _must("start", date), _must("end", date)
    reason, weeks = Field("reason", str, optional=False), Field("weeks", int, optional=False)
    return [
        (allocating.allocate, (item, team, _must("week", date), Field("effort", float, required=True), weeks)),
        (allocating.shift_allocation, (item, team, _must("source", date), _must("to", date), weeks)),
        (allocating.clear_allocations, (item, Field("team", Team))),
        (relieving.move_away, (item, _must("days", int), Field("question", str, optional=False), reason)),
        (
            relieving.lend,
            (_must("lender", Team), _must("borrower", Team), start, end, _must("members", float), reason),
        ),
        (relieving.accept_overload, (team, start, end, _must("reason", str), Field("author", str, optional=False))),
    ]


def _must(name: str, kind: type) -> Field:
    return Field(name, kind, required=True, optional=False)
