"""Progress of the work, planned against actual, and broken orders between pieces of work.

Outcomes never enter here: a deliverable can be wholly done and move nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from deliverydesk.analysis.effort import EffortRange, effort_of
from deliverydesk.analysis.words import spoken
from deliverydesk.domain.values import Stage
from deliverydesk.domain.wording import quoted
from deliverydesk.support.language import tr
from deliverydesk.support.value import Value, value

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.domain.entities import Deliverable, Dependency
    from deliverydesk.domain.portfolio import Portfolio

__all__ = [
    "DeliveryProgress",
    "EffortRange",
    "Schedule",
    "Violation",
    "delivery_progress",
    "effort_of",
    "schedule_of",
    "violation",
    "violations",
]


@value
class DeliveryProgress(Value):
    """How much of the work is done, from 0 to 1, and what that rests on."""

    share: float | None
    basis: str
    """A sentence: what the share comes from, or why there is none."""


class Worked(Protocol):
    """What tells how far a piece of work is."""

    @property
    def stage(self) -> Stage: ...
    @property
    def remaining(self) -> float | None: ...
    @property
    def actual_start(self) -> date | None: ...
    @property
    def actual_end(self) -> date | None: ...


def delivery_progress(portfolio: Portfolio, item: Deliverable) -> DeliveryProgress:
    """1 − remaining ÷ likely effort; 1 once it has ended, 0 before it has begun.

    Remaining effort is an estimate to complete. Time gone by is no progress and is never used for it.
    """
    return progress_against(item, effort_of(portfolio, item).likely)


def progress_against(item: Worked, likely: float | None) -> DeliveryProgress:
    """The same against a likely effort that is known already."""
    if item.actual_end is not None:
        return DeliveryProgress(1.0, tr("Ended on {actual_end}.", actual_end=spoken(item.actual_end)))
    if item.stage is Stage.RELEASED:
        return DeliveryProgress(1.0, tr("Released."))
    if item.remaining is not None and likely:
        if item.remaining > likely:
            return DeliveryProgress(0.0, tr("More effort remains than was estimated for the whole."))
        return DeliveryProgress(1 - item.remaining / likely, tr("Likely effort less what remains."))
    if item.remaining == 0:
        return DeliveryProgress(1.0, tr("No effort remains."))
    if item.actual_start is None and item.stage not in (Stage.DELIVERY, Stage.IMPROVING):
        return DeliveryProgress(0.0, tr("Not begun."))
    if item.remaining is None:
        return DeliveryProgress(None, tr("It has begun, but nobody has said what effort remains."))
    return DeliveryProgress(None, tr("No likely effort is estimated, so what remains has no whole to be held against."))


@value
class Schedule(Value):
    """Planned against actual, in days; positive is later than planned. None where a date is missing."""

    start_late: int | None
    """Actual start against the planned one; for work not begun, how long the planned start is past."""
    end_late: int | None
    """Actual end against the planned one; for work not ended, how long the planned end is past."""
    target_late: int | None
    """The end, actual or else planned, against the target date."""
    planned_share: float | None
    """The share of the planned time that has gone by: where delivery progress would be if it went by plan."""


def schedule_of(item: Deliverable, today: date) -> Schedule:
    """How a deliverable stands against its planned dates."""
    end = item.actual_end or item.planned_end
    return Schedule(
        start_late=_late(item.planned_start, item.actual_start or item.actual_end, today),
        end_late=_late(item.planned_end, item.actual_end, today),
        target_late=None if end is None or item.target_date is None else (end - item.target_date).days,
        planned_share=_planned_share(item, today),
    )


def _late(planned: date | None, actual: date | None, today: date) -> int | None:
    if planned is None:
        return None
    if actual is not None:
        return (actual - planned).days
    return (today - planned).days if today > planned else None


def _planned_share(item: Deliverable, today: date) -> float | None:
    if item.planned_start is None or item.planned_end is None:
        return None
    days = (item.planned_end - item.planned_start).days + 1
    return min(max(((today - item.planned_start).days + 1) / days, 0.0), 1.0)


@value
class Violation(Value):
    """A dependency that the dates break."""

    dependency: int
    predecessor: int
    successor: int
    days: int
    """How many days the successor starts too early."""
    reason: str
    """“B” starts on 3 Sep, before “A” ends on 12 Sep."""


_NO_LONGER_COUNTS = frozenset({Stage.RELEASED, Stage.TABLED, Stage.CANCELLED})


def violation(portfolio: Portfolio, dependency: Dependency) -> Violation | None:
    """How the dates break a dependency; None where they keep it, or a date is missing.

    Actual dates go before planned ones. Work that is released, tabled or cancelled waits for nothing any more, and
    nothing waits for work that is tabled or cancelled; what is archived has no part in it. Starting on the day the
    other ends is in order.
    """
    first = portfolio.deliverables[dependency.predecessor]
    second = portfolio.deliverables[dependency.successor]
    end = first.actual_end or first.planned_end
    start = second.actual_start or second.planned_start
    if end is None or start is None or start >= end or second.stage in _NO_LONGER_COUNTS:
        return None
    if first.archived or second.archived or first.stage in (Stage.TABLED, Stage.CANCELLED):
        return None
    reason = _too_early(second.actual_start is not None, first.actual_end is not None).format(
        second=quoted(second.title), start=spoken(start, end), first=quoted(first.title), end=spoken(end, start)
    )
    return Violation(dependency.id, first.id, second.id, (end - start).days, reason)


def _too_early(started: bool, ended: bool) -> str:
    if started and ended:
        return tr("{second} started on {start}, before {first} ended on {end}.")
    if started:
        return tr("{second} started on {start}, before {first} ends on {end}.")
    if ended:
        return tr("{second} starts on {start}, before {first} ended on {end}.")
    return tr("{second} starts on {start}, before {first} ends on {end}.")


def violations(portfolio: Portfolio) -> list[Violation]:
    """Every dependency that the dates break, by the dependency's id."""
    found = (violation(portfolio, dependency) for dependency in portfolio.dependencies)
    return sorted((each for each in found if each is not None), key=lambda each: each.dependency)
