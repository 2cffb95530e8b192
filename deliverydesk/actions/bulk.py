"""Changing many deliverables from what each of them has: dates by so many days, efforts by a factor."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING

from deliverydesk.actions.cells import set_fields
from deliverydesk.actions.draft import Draft
from deliverydesk.domain.changes import ChangeSet, collapsed
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.wording import counted, figure, named, several
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from deliverydesk.domain.portfolio import Portfolio

_EFFORTS = ("effort_low", "effort_likely", "effort_high", "remaining")


def shift_targets(portfolio: Portfolio, ids: Iterable[int], days: int) -> ChangeSet:
    """Move the target dates of deliverables by so many days, back where negative. Those without one stay without."""
    draft = Draft(portfolio)
    items = [draft.get(Deliverable, entity_id) for entity_id in dict.fromkeys(ids)]
    for item in items:
        if item.target_date is not None:
            try:
                draft.edit(item, {"target_date": item.target_date + timedelta(days=days)})
            except OverflowError:
                raise DeskError(
                    tr("So many days from the target of {item} is beyond the calendar.", item=named(item))
                ) from None
    words = {"items": several(items), "days": counted(abs(days), "day")}
    later = tr("move the target of {items} {days} later", **words)
    return draft.change_set(later if days >= 0 else tr("move the target of {items} {days} earlier", **words))


def scale_effort(portfolio: Portfolio, ids: Iterable[int], factor: float) -> ChangeSet:
    """Multiply the efforts of deliverables, own estimates and what teams need for them, the remaining effort too."""
    if not (math.isfinite(factor) and factor > 0):
        raise DeskError(
            tr("An effort is multiplied by a number above 0, such as 1.2, not by {factor}.", factor=figure(factor))
        )
    draft = Draft(portfolio)
    items = [draft.get(Deliverable, entity_id) for entity_id in dict.fromkeys(ids)]
    for item in items:
        set_fields(draft, item, {name: _times(getattr(item, name), factor) for name in _EFFORTS})
        for demand in portfolio.demands.by("deliverable", item.id):
            draft.edit(demand, {name: _times(getattr(demand, name), factor) for name in ("low", "likely", "high")})
    return draft.change_set(
        tr("multiply the effort of {items} by {factor}", items=several(items), factor=figure(factor))
    )


def scale_cost(portfolio: Portfolio, ids: Iterable[int], factor: float) -> ChangeSet:
    """Multiply the costs of deliverables. What is spent already stays."""
    if not (math.isfinite(factor) and factor >= 0):
        raise DeskError(tr("A cost is multiplied by a number such as 1.2, not by {factor}.", factor=figure(factor)))
    draft = Draft(portfolio)
    items = [draft.get(Deliverable, entity_id) for entity_id in dict.fromkeys(ids)]
    for item in items:
        draft.edit(item, {"cost": _times(item.cost, factor)})
    return draft.change_set(tr("multiply the cost of {items} by {factor}", items=several(items), factor=figure(factor)))


def _times(value: float | None, factor: float) -> float | None:
    # Six figures are finer than any estimate, and hide the noise of multiplying.
    return None if value is None else float(f"{value * factor:.6g}")


def together(portfolio: Portfolio, actions: Sequence[Callable[[Portfolio], ChangeSet]], label: str = "") -> ChangeSet:
    """Several actions, one after the other, as one change. With one action alone its own words are the label."""
    made = []
    for action in actions:
        made.append(action(portfolio))
        portfolio = portfolio.after(made[-1])
    if len(made) == 1:
        return made[0]
    return ChangeSet(label, collapsed(change for change_set in made for change in change_set.changes))
