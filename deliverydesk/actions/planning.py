"""Accepting what planning proposes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.actions.draft import Draft
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.values import Stage
from deliverydesk.domain.wording import named, several, value_words
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio

_UNDER_WAY = frozenset({Stage.DELIVERY, Stage.IMPROVING})


def take_on(portfolio: Portfolio, periods: Mapping[int, tuple[date, date]]) -> ChangeSet:
    """Plan deliverables for their periods, by id the first and the last day: one step.

    Work under way stays as it is, and so does what is planned within its period already. The others are planned for
    the whole of it (`analysis.planning.selection_dates` gives each of a chosen set a period of its own). Stages stay:
    work begins when somebody begins it.
    """
    draft = Draft(portfolio)
    planned = []
    for entity_id, (start, end) in periods.items():
        item = draft.get(Deliverable, entity_id)
        if end < start:
            raise DeskError(tr("A period cannot end on {end}, before it starts.", end=value_words(end)))
        if not item.stage.is_open:
            raise DeskError(tr("{item} is not open work, so there is nothing to plan.", item=named(item)))
        if item.stage in _UNDER_WAY or _within(item, start, end):
            continue
        draft.edit(item, {"planned_start": start, "planned_end": end})
        planned.append(item)
    if not planned:
        return draft.change_set(tr("plan nothing"))
    last = max(end for _, end in periods.values())
    return draft.change_set(tr("take on {items} until {end}", items=several(planned), end=value_words(last)))


def apply_schedule(portfolio: Portfolio, dates: Mapping[int, tuple[date, date]]) -> ChangeSet:
    """Give deliverables the planned dates of a schedule, by id the first and the last day: one step.

    What has these dates already stays as it is. Raises DeskError where a pinned deliverable would get other dates.
    """
    draft = Draft(portfolio)
    moved = []
    for entity_id, (start, end) in dates.items():
        item = draft.get(Deliverable, entity_id)
        if end < start:
            raise DeskError(tr("{item} cannot end on {end}, before it starts.", item=named(item), end=value_words(end)))
        if (item.planned_start, item.planned_end) == (start, end):
            continue
        if item.pinned and item.planned_start is not None and item.planned_end is not None:
            raise DeskError(
                tr("{item} is pinned to its dates, so no schedule moves it. Unpin it first.", item=named(item))
            )
        if not item.is_open:
            raise DeskError(tr("{item} is not open work, so there is nothing to plan.", item=named(item)))
        draft.edit(item, {"planned_start": start, "planned_end": end})
        moved.append(item)
    if not moved:
        return draft.change_set(tr("schedule nothing"))
    return draft.change_set(tr("schedule {items}", items=several(moved)))


def _within(item: Deliverable, start: date, end: date) -> bool:
    return (
        item.planned_start is not None
        and item.planned_end is not None
        and start <= item.planned_start
        and item.planned_end <= end
    )
