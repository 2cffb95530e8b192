"""Stopping work and beginning other, vetted work with the people it sets free: one step, with its record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deliverydesk.actions import deciding
from deliverydesk.actions.draft import Draft
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.readiness import readiness_of
from deliverydesk.domain.values import DecisionChoice, Stage
from deliverydesk.domain.wording import named, several
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio


def stop_and_refill(
    portfolio: Portfolio,
    choice: DecisionChoice,
    reason: str,
    deliverable: int,
    begins: Mapping[int, tuple[date, date]],
    **given: Any,
) -> ChangeSet:
    """Table or cancel a deliverable, and plan vetted ones from their first to their last days in its place.

    What begins today or before goes into delivery; what begins later is planned, and stays ready until then. Further
    fields are those of `deciding.decide`. Raises DeskError for work that is not vetted, and for another choice.
    """
    if choice not in (DecisionChoice.TABLE, DecisionChoice.CANCEL):
        raise DeskError(tr("Only what is tabled or cancelled sets people free; choose one of the two."))
    draft = Draft(portfolio)
    stopped = draft.get(Deliverable, deliverable)
    items = []
    for entity_id, (start, end) in begins.items():
        item = draft.get(Deliverable, entity_id)
        if not readiness_of(portfolio, item, today()).vetted:
            raise DeskError(tr("{item} is not vetted, so nobody can begin on it. Approve it first.", item=named(item)))
        values: dict[str, Any] = {"planned_start": start, "planned_end": end}
        if start <= today():
            values |= {"stage": Stage.DELIVERY, "actual_start": today()}
        items.append(draft.edit(item, values))
    deciding.record(draft, choice, reason, deliverable, **given)
    words = tr("table {item}", item=named(stopped))
    if choice is DecisionChoice.CANCEL:
        words = tr("cancel {item}", item=named(stopped))
    return draft.change_set(tr("{stop}, and begin {items}", stop=words, items=several(items)) if items else words)
