"""Which events from outside touch an outcome, and which of them still ask for a fresh look. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deliverydesk.domain.entities import Event, EventMark
    from deliverydesk.domain.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Touch:
    """An event as one outcome sees it."""

    event: Event
    mark: EventMark | None
    """The outcome's own mark; None where the event touches what is to move it, or everything."""


def touching(portfolio: Portfolio, outcome_id: int) -> list[Touch]:
    """The events that touch an outcome, by their first days: those marked for it or for a deliverable that is to move
    it, and those without any mark, which touch everything.
    """
    movers = {each.deliverable for each in portfolio.contributions.by("outcome", outcome_id)}
    found = []
    for event in portfolio.events:
        marks = portfolio.event_marks.by("event", event.id)
        own = next((mark for mark in marks if mark.outcome == outcome_id), None)
        if own is not None or not marks or any(mark.deliverable in movers for mark in marks):
            found.append(Touch(event, own))
    return sorted(found, key=lambda each: (each.event.start, each.event.id))
