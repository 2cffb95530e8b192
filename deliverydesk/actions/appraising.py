"""What dragging an item over value and effort changes: its effort, and the input that its value comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deliverydesk.actions import backlog
from deliverydesk.actions.draft import Draft
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.estimates import effort_of, has_own_estimate
from deliverydesk.domain.wording import field_words, named, value_words
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio

LEVERS = ("reach", "ice_impact", "business_value", "cost_of_delay")
"""The fields that a value may be moved by."""


def appraise(
    portfolio: Portfolio,
    deliverable: int,
    effort: float | None = None,
    field: str = "",
    value: float | None = None,
) -> ChangeSet:
    """Set the likely effort of a deliverable in person-weeks, and one input of its value.

    Low and high keep their distance in proportion; where the effort is the sum of teams' demands, these are changed in
    proportion. Without `effort` or `field` that part stays.
    """
    draft = Draft(portfolio)
    item = draft.get(Deliverable, deliverable)
    values: dict[str, Any] = {}
    if field:
        if field not in LEVERS:
            raise DeskError(
                tr(
                    "“{field}” is no input that a value is moved by. There are {fields}.",
                    field=field[:40],
                    fields=", ".join(LEVERS),
                )
            )
        values[field] = value
    if effort is not None:
        if not effort > 0:
            raise DeskError(tr("An effort is more than 0 person-weeks."))
        values |= _scaled_estimate(portfolio, item, effort)
    changed = backlog.edit_deliverables(portfolio, [deliverable], values) if values else None
    for change in changed.changes if changed else ():
        assert change.after is not None
        draft.edit(draft.get(change.entity_type, change.id), _fields_of(change.before, change.after))
    if effort is not None and not any(name.startswith("effort_") for name in values):
        _scale_demands(draft, item, effort)
    return draft.change_set(_label(item, effort, field, value))


def _label(item: Deliverable, effort: float | None, field: str, value: float | None) -> str:
    words = {"item": named(item), "field": field_words(field) if field else "", "value": value_words(value)}
    if field and effort is not None:
        return tr(
            "set the {field} to {value} and the effort to {effort} of {item}", **words, effort=value_words(effort)
        )
    if field:
        return tr("set the {field} to {value} of {item}", **words)
    if effort is not None:
        return tr("set the effort to {effort} of {item}", item=named(item), effort=value_words(effort))
    return tr("change nothing")


def _fields_of(before: Any, after: Any) -> dict[str, Any]:
    names = after.__dataclass_fields__
    return {name: getattr(after, name) for name in names if getattr(after, name) != getattr(before, name)}


def _scaled_estimate(portfolio: Portfolio, item: Deliverable, effort: float) -> dict[str, float | None]:
    """The three figures of the item's own estimate for another likely one; none where teams' demands make it up."""
    low, likely, high, _ = effort_of(portfolio, item)
    if not has_own_estimate(item) and likely:
        return {}
    share = effort / likely if likely else 0.0
    return {
        "effort_low": round(low * share, 2) if low is not None and share else None,
        "effort_likely": effort,
        "effort_high": round(high * share, 2) if high is not None and share else None,
    }


def _scale_demands(draft: Draft, item: Deliverable, effort: float) -> None:
    likely = effort_of(draft.portfolio, item).likely
    assert likely
    share = effort / likely
    for demand in draft.portfolio.demands.by("deliverable", item.id):
        parts = {"low": demand.low, "likely": demand.likely, "high": demand.high}
        draft.edit(demand, {name: None if part is None else round(part * share, 4) for name, part in parts.items()})
