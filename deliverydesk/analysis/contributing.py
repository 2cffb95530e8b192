"""How the work goes that is to move an outcome. Standard library only; what the outcome does never enters here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deliverydesk.analysis.delivery import delivery_progress
from deliverydesk.analysis.effort import effort_of
from deliverydesk.domain.values import Stage
from deliverydesk.domain.wording import counted, figure
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class DeliveryTowards:
    """The deliverables that are to move an outcome, taken together."""

    items: tuple[int, ...]
    """Their ids; those tabled, cancelled or archived are not among them."""
    ended: int
    """How many of them have ended or are released."""
    share: float | None
    """Done work as a share of their likely effort, 0 to 1; None where nothing can be said."""
    to_come: float
    """Effort still to do, in person-weeks, as far as it is estimated."""
    basis: str
    """A sentence: what the share comes from, or why there is none."""


def delivery_towards(portfolio: Portfolio, outcome_id: int) -> DeliveryTowards:
    """Delivery progress of an outcome's deliverables, each weighted by its likely effort.

    One without an estimate is left out of the share and said to be.
    """
    items = [
        item
        for contribution in portfolio.contributions.by("outcome", outcome_id)
        if (item := portfolio.deliverables.get(contribution.deliverable)) is not None
        and not item.archived
        and item.stage not in (Stage.TABLED, Stage.CANCELLED)
    ]
    done, whole, to_come, left_out, ended = 0.0, 0.0, 0.0, 0, 0
    for item in items:
        share, likely = delivery_progress(portfolio, item).share, effort_of(portfolio, item).likely
        ended += item.actual_end is not None or item.stage is Stage.RELEASED
        to_come += _to_come(item, share, likely)
        if share is None or not likely:
            left_out += 1
        else:
            done, whole = done + share * likely, whole + likely
    basis = _basis(len(items), left_out)
    return DeliveryTowards(tuple(item.id for item in items), ended, done / whole if whole else None, to_come, basis)


@dataclass(frozen=True, slots=True)
class MoneyTowards:
    """The money of what is to move an outcome, in the portfolio's currency."""

    spent: float
    """On all of it, what was given up among it."""
    to_come: float
    """Cost minus spent, never below 0, of what is open."""


def money_towards(portfolio: Portfolio, outcome_id: int) -> MoneyTowards | None:
    """What is spent and still to be spent to move an outcome; None where nobody has entered any money."""
    items = [
        item
        for contribution in portfolio.contributions.by("outcome", outcome_id)
        if (item := portfolio.deliverables.get(contribution.deliverable)) is not None
    ]
    if all(item.spent is None and item.cost is None for item in items):
        return None
    to_come = (max((item.cost or 0.0) - (item.spent or 0.0), 0.0) for item in items if item.stage.is_open)
    return MoneyTowards(sum(item.spent or 0.0 for item in items), sum(to_come))


def _to_come(item: Deliverable, share: float | None, likely: float | None) -> float:
    if share == 1.0:
        return 0.0
    if item.remaining is not None:
        return item.remaining
    return likely or 0.0


def _basis(count: int, left_out: int) -> str:
    if not count:
        return tr("No deliverable is to move this outcome.")
    if left_out == count:
        return tr("No effort is estimated for what is to move this outcome.")
    words = tr(
        "The share of the likely effort of {items} that is done.", items=counted(count - left_out, "deliverable")
    )
    if left_out:
        left = trn(
            "{n} deliverable without an estimate is left out.",
            "{n} deliverables without an estimate are left out.",
            left_out,
            n=figure(left_out),
        )
        words = f"{words} {left}"
    return words
