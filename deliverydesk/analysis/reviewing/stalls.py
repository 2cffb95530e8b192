"""Stalls: work in delivery on which nothing has moved for longer than the portfolio allows."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from deliverydesk.domain.values import Stage

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from deliverydesk.domain.portfolio import Portfolio

NEVER: Mapping[int, date] = MappingProxyType({})
"""No journal is at hand."""


@dataclass(frozen=True, slots=True)
class Stall:
    """Work that has not moved."""

    deliverable: int
    since: date
    """The last day on which something of it moved: it began, or came to a stage, or it was decided on."""
    days: int


def stalls(portfolio: Portfolio, today: date, progressed: Mapping[int, date] = NEVER) -> tuple[Stall, ...]:
    """Deliverables in delivery without progress for `settings.stall_days`, the longest first.

    `progressed` is what the journal remembers: the last day on which what remains of a deliverable was changed; see
    `Document.progressed`. The portfolio itself knows the start, the days on which stages were come to, and decisions.
    Work of which no day is known at all has not stalled: nobody can say.
    """
    limit = portfolio.settings.stall_days
    found = []
    for entity_id in portfolio.live:
        item = portfolio.deliverables[entity_id]
        if item.stage is not Stage.DELIVERY:
            continue
        days = [each.date for each in portfolio.stage_dates.by("deliverable", entity_id) if each.date <= today]
        days += [each.date for each in portfolio.decisions.by("deliverable", entity_id) if each.date <= today]
        if entity_id in progressed:
            days.append(progressed[entity_id])
        if item.actual_start is not None and item.actual_start <= today:
            days.append(item.actual_start)
        if days and (still := (today - max(days)).days) >= limit:
            found.append(Stall(entity_id, max(days), still))
    return tuple(sorted(found, key=lambda each: (-each.days, each.deliverable)))
