"""What must be done for a milestone to be met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.actions.draft import Draft
from deliverydesk.domain.entities import Deliverable, Milestone, MilestoneItem
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.wording import named, several
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio


def needed(portfolio: Portfolio, milestone: int) -> dict[int, int]:
    """The deliverables that a milestone needs, each with the id of its `MilestoneItem`."""
    return {each.deliverable: each.id for each in portfolio.milestone_items.by("milestone", milestone)}


def need(portfolio: Portfolio, milestone: int, deliverables: Iterable[int]) -> ChangeSet:
    """Let a milestone be met only once these are done too. What it needs already stays as it is."""
    draft = Draft(portfolio)
    promised = draft.get(Milestone, milestone)
    known = needed(portfolio, milestone)
    items = [draft.get(Deliverable, each) for each in dict.fromkeys(deliverables) if each not in known]
    for item in items:
        draft.add(MilestoneItem, {"milestone": milestone, "deliverable": item.id})
    what = several(items) if items else tr("nothing more")
    return draft.change_set(tr("let {milestone} need {items}", milestone=named(promised), items=what))


def spare(portfolio: Portfolio, milestone: int, deliverable: int) -> ChangeSet:
    """No longer ask for a deliverable for a milestone to be met. Raises DeskError where it was not asked for."""
    draft = Draft(portfolio)
    promised, item = draft.get(Milestone, milestone), draft.get(Deliverable, deliverable)
    held = needed(portfolio, milestone).get(deliverable)
    if held is None:
        raise DeskError(tr("{milestone} does not need {item}.", milestone=named(promised), item=named(item)))
    draft.remove(draft.get(MilestoneItem, held))
    return draft.change_set(tr("no longer let {milestone} need {item}", milestone=named(promised), item=named(item)))
