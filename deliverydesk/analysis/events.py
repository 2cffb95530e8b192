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
    """The outcome's own mark; None where the event touches what is to move it, or is not marked for anything."""


def touching(portfolio: Portfolio, outcome_id: int) -> list[Touch]:
    """The events that touch an outcome, by their first days: those marked for it or for a deliverable that is to move
    it. One without any mark touches nothing until somebody says what; see `unmarked`.
    """
    movers = {each.deliverable for each in portfolio.contributions.by("outcome", outcome_id)}
    found = []
    for event in portfolio.events:
        marks = portfolio.event_marks.by("event", event.id)
        own = next((mark for mark in marks if mark.outcome == outcome_id), None)
        if own is not None or any(mark.deliverable in movers for mark in marks):
            found.append(Touch(event, own))
    return _by_day(found)


def unmarked(portfolio: Portfolio) -> list[Touch]:
    """The events of which nobody has said what they touch, by their first days."""
    marked = {mark.event for mark in portfolio.event_marks}
    return _by_day([Touch(event, None) for event in portfolio.events if event.id not in marked])


def _by_day(found: list[Touch]) -> list[Touch]:
    return sorted(found, key=lambda each: (each.event.start, each.event.id))
