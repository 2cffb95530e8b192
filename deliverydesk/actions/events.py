"""Actions for what comes from outside: dated events, what they touch, and the fresh look that this deserves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.actions.draft import Draft
from deliverydesk.domain.entities import Deliverable, Event, EventMark, Outcome
from deliverydesk.domain.wording import named
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio


def note_event(
    portfolio: Portfolio,
    name: str,
    start: date,
    end: date | None = None,
    notes: str = "",
    outcomes: Iterable[int] = (),
    deliverables: Iterable[int] = (),
) -> ChangeSet:
    """Put an event on the timeline, and mark the outcomes and deliverables that it touches for a fresh look."""
    draft = Draft(portfolio)
    event = add_event(draft, name, start, end, notes, outcomes, deliverables)
    return draft.change_set(tr("note the event {event}", event=named(event)))


def add_event(
    draft: Draft,
    name: str,
    start: date,
    end: date | None = None,
    notes: str = "",
    outcomes: Iterable[int] = (),
    deliverables: Iterable[int] = (),
) -> Event:
    """As `note_event`, as a part of something larger."""
    event = draft.add(Event, {"name": name.strip(), "start": start, "end": end, "notes": notes})
    mark(draft, event.id, outcomes, deliverables)
    return event


def mark_touched(
    portfolio: Portfolio, event: int, outcomes: Iterable[int] = (), deliverables: Iterable[int] = ()
) -> ChangeSet:
    """Mark more of what an event touches; what is marked already stays as it is."""
    draft = Draft(portfolio)
    known = draft.get(Event, event)
    mark(draft, event, outcomes, deliverables)
    return draft.change_set(tr("mark what {event} touches", event=named(known)))


def mark(draft: Draft, event: int, outcomes: Iterable[int], deliverables: Iterable[int]) -> None:
    """As `mark_touched`, as a part of something larger."""
    marked = {(each.outcome, each.deliverable) for each in draft.portfolio.event_marks.by("event", event)}
    for outcome in dict.fromkeys(outcomes):
        if (outcome, None) not in marked:
            draft.add(EventMark, {"event": event, "outcome": draft.get(Outcome, outcome).id})
    for deliverable in dict.fromkeys(deliverables):
        if (None, deliverable) not in marked:
            draft.add(EventMark, {"event": event, "deliverable": draft.get(Deliverable, deliverable).id})


def mark_seen(portfolio: Portfolio, ids: Iterable[int]) -> ChangeSet:
    """The fresh look that an event asked for was taken today; `ids` are of its marks."""
    draft = Draft(portfolio)
    marks = [draft.get(EventMark, each) for each in dict.fromkeys(ids)]
    for each in marks:
        draft.edit(each, {"seen": today()})
    if len(marks) == 1:
        event = draft.get(Event, marks[0].event)
        return draft.change_set(tr("take a fresh look after {event}", event=named(event)))
    return draft.change_set(tr("take a fresh look after events"))
