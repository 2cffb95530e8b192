"""Saving the plan as it is, to hold later plans against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.actions.draft import Draft
from deliverydesk.domain.entities import Baseline, BaselineItem
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.values import Stage
from deliverydesk.domain.wording import named
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio


def save_baseline(portfolio: Portfolio, name: str, date: date, notes: str = "") -> ChangeSet:
    """Save the present plan under a name: planned dates and likely effort of every deliverable that has dates.

    Archived, tabled and cancelled work is no part of a plan.
    """
    draft = Draft(portfolio)
    items = [
        item
        for item in portfolio.deliverables
        if not item.archived
        and item.stage not in (Stage.TABLED, Stage.CANCELLED)
        and (item.planned_start is not None or item.planned_end is not None)
    ]
    if not items:
        raise DeskError(tr("Nothing is planned yet, so there is no plan to save."))
    baseline = draft.add(Baseline, {"name": name.strip(), "date": date, "notes": notes})
    for item in items:
        draft.add(
            BaselineItem,
            {
                "baseline": baseline.id,
                "deliverable": item.id,
                "planned_start": item.planned_start,
                "planned_end": item.planned_end,
                "effort_likely": item.effort_likely,
            },
        )
    return draft.change_set(tr("save the plan as {baseline}", baseline=named(baseline)))
