"""Stopping work and beginning other, vetted work with the people it sets free: one step, with its record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deliverydesk.actions import deciding
from deliverydesk.actions.draft import Draft
from deliverydesk.domain.entities import Deliverable, Product
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

BEGAN = "began"
"""Where the evidence of a decision keeps the deliverables that began instead."""


def stop_and_refill(
    portfolio: Portfolio,
    choice: DecisionChoice,
    reason: str,
    deliverable: int | None,
    begins: Mapping[int, tuple[date, date]],
    *,
    product: int | None = None,
    **given: Any,
) -> ChangeSet:
    """Table or cancel a deliverable, or retire a product, and plan vetted deliverables from their first to their last
    days in the place of what stops.

    What begins today or before goes into delivery; what begins later is planned, and stays ready until then. Further
    fields are those of `deciding.decide`. Raises DeskError for work that is not vetted, or stops with its product, and
    for another choice.
    """
    draft = Draft(portfolio)
    words = _stopped_words(draft, choice, deliverable, product)
    ends = set() if product is None else {each.id for each in deciding.ends_with(portfolio, product)}
    items = []
    for entity_id, (start, end) in begins.items():
        item = draft.get(Deliverable, entity_id)
        if not readiness_of(portfolio, item, today()).vetted:
            raise DeskError(tr("{item} is not vetted, so nobody can begin on it. Approve it first.", item=named(item)))
        if entity_id in ends:
            raise DeskError(tr("{item} stops with its product, so nobody can begin on it.", item=named(item)))
        values: dict[str, Any] = {"planned_start": start, "planned_end": end}
        if start <= today():
            values |= {"stage": Stage.DELIVERY, "actual_start": today()}
        items.append(draft.edit(item, values))
    evidence = {**(given.pop("evidence", None) or {}), **({BEGAN: list(begins)} if begins else {})}
    deciding.record(draft, choice, reason, deliverable, product, evidence=evidence, **given)
    return draft.change_set(tr("{stop}, and begin {items}", stop=words, items=several(items)) if items else words)


def _stopped_words(draft: Draft, choice: DecisionChoice, deliverable: int | None, product: int | None) -> str:
    if choice is DecisionChoice.RETIRE and product is not None:
        return tr("retire {product}", product=named(draft.get(Product, product)))
    if deliverable is not None and choice is DecisionChoice.TABLE:
        return tr("table {item}", item=named(draft.get(Deliverable, deliverable)))
    if deliverable is not None and choice is DecisionChoice.CANCEL:
        return tr("cancel {item}", item=named(draft.get(Deliverable, deliverable)))
    raise DeskError(tr("A deliverable is tabled or cancelled, a product is retired; choose one that sets people free."))
