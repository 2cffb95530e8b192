"""Actions of the roadmap: placing work in time, and the order between pieces of work."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from deliverydesk.actions.draft import Draft
from deliverydesk.domain.circles import dependency_chain
from deliverydesk.domain.entities import Deliverable, Dependency
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.wording import counted, figure, named, several, value_words
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio

DEFAULT_WEEKS = 4
"""How long a deliverable without an estimate is planned for when it is dropped on the roadmap."""


def planned_span(item: Deliverable) -> timedelta:
    """From start to end, both included: the planned dates', else the likely effort taken as weeks of one person."""
    if item.planned_start is not None and item.planned_end is not None:
        return item.planned_end - item.planned_start
    weeks = item.duration_weeks or item.effort_likely or DEFAULT_WEEKS
    return timedelta(days=max(round(min(weeks, 520) * 7), 1) - 1)


def schedule(portfolio: Portfolio, deliverable: int, start: date, end: date | None = None) -> ChangeSet:
    """Plan a deliverable from `start` to `end`, both included. Without an end it keeps its length, or gets one."""
    draft = Draft(portfolio)
    item = draft.get(Deliverable, deliverable)
    if end is None:
        end = _later(start, planned_span(item))
    if end < start:
        raise DeskError(
            tr(
                "{item} cannot end on {end}, before it starts on {start}.",
                item=named(item),
                end=end.isoformat(),
                start=start.isoformat(),
            )
        )
    if item.planned_start is not None and item.planned_end is not None and end - start == planned_span(item):
        _carry(draft, item, start - item.planned_start)
    draft.edit(item, {"planned_start": start, "planned_end": end})
    return draft.change_set(
        tr("plan {item} from {start} to {end}", item=named(item), start=value_words(start), end=value_words(end))
    )


def shift(portfolio: Portfolio, ids: Iterable[int], days: int) -> ChangeSet:
    """Move the planned dates of deliverables by so many days. Those without dates stay as they are."""
    draft = Draft(portfolio)
    items = [draft.get(Deliverable, entity_id) for entity_id in dict.fromkeys(ids)]
    by = _days(days)
    for item in items:
        values: dict[str, Any] = {
            name: _later(value, by)
            for name in ("planned_start", "planned_end")
            if (value := getattr(item, name)) is not None
        }
        draft.edit(item, values)
        if len(values) == 2:
            _carry(draft, item, by)
    words = {"items": several(items), "days": counted(abs(days), "day")}
    later = tr("plan {items} {days} later", **words)
    return draft.change_set(later if days > 0 else tr("plan {items} {days} earlier", **words))


def _carry(draft: Draft, item: Deliverable, by: timedelta) -> None:
    """What a deliverable is given by hand goes along with its dates, by the nearest number of weeks."""
    weeks = timedelta(weeks=round(by.days / 7))
    if weeks:
        for each in draft.portfolio.allocations.by("deliverable", item.id):
            draft.edit(each, {"week": _later(each.week, weeks)})


def _days(days: int) -> timedelta:
    try:
        return timedelta(days=days)
    except OverflowError:
        raise DeskError(tr("So many days are more than any plan has.")) from None


def _later(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        raise DeskError(
            tr("{days} days from {day} is beyond the calendar.", days=figure(by.days), day=day.isoformat())
        ) from None


def unschedule(portfolio: Portfolio, ids: Iterable[int]) -> ChangeSet:
    """Take deliverables off the roadmap: their planned dates are emptied."""
    draft = Draft(portfolio)
    items = [draft.get(Deliverable, entity_id) for entity_id in dict.fromkeys(ids)]
    for item in items:
        draft.edit(item, {"planned_start": None, "planned_end": None})
    return draft.change_set(tr("take {items} off the roadmap", items=several(items)))


def link(portfolio: Portfolio, predecessor: int, successor: int, reason: str = "") -> ChangeSet:
    """Let `successor` wait for `predecessor`."""
    draft = Draft(portfolio)
    first, second = draft.get(Deliverable, predecessor), draft.get(Deliverable, successor)
    draft.add(Dependency, {"predecessor": first.id, "successor": second.id, "reason": reason})
    return draft.change_set(tr("let {second} wait for {first}", second=named(second), first=named(first)))


def link_refusal(portfolio: Portfolio, predecessor: int, successor: int) -> str:
    """Why `successor` cannot be made to wait for `predecessor`, in one sentence; empty where it can."""
    second, first = portfolio.deliverables[successor], portfolio.deliverables[predecessor]
    if predecessor == successor:
        return tr("{second} cannot wait for itself.", second=named(second))
    if any(each.predecessor == predecessor for each in portfolio.dependencies.by("successor", successor)):
        return tr("{second} waits for {first} already.", second=named(second), first=named(first))
    if dependency_chain(portfolio, successor, predecessor) is not None:
        return tr("{first} comes after {second}: that would make a circle.", first=named(first), second=named(second))
    return ""


def edit_reason(portfolio: Portfolio, dependency: int, reason: str) -> ChangeSet:
    """Say why one deliverable waits for another."""
    draft = Draft(portfolio)
    entity = draft.get(Dependency, dependency)
    draft.edit(entity, {"reason": reason.strip()})
    second, first = portfolio.deliverables[entity.successor], portfolio.deliverables[entity.predecessor]
    return draft.change_set(tr("say why {second} waits for {first}", second=named(second), first=named(first)))


def unlink(portfolio: Portfolio, dependency: int) -> ChangeSet:
    """Take a dependency away."""
    draft = Draft(portfolio)
    entity = draft.get(Dependency, dependency)
    draft.remove(entity)
    second = portfolio.deliverables[entity.successor]
    return draft.change_set(
        tr(
            "no longer let {second} wait for {first}",
            second=named(second),
            first=named(portfolio.deliverables[entity.predecessor]),
        )
    )
