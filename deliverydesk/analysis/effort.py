"""Effort for columns and charts: what `domain.estimates` says of one deliverable, and in one pass of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.domain.estimates import EffortRange, effort_of, has_own_estimate, total

if TYPE_CHECKING:
    from collections.abc import Collection

    from deliverydesk.domain.entities import Deliverable, Demand
    from deliverydesk.domain.portfolio import Portfolio

__all__ = [
    "EffortRange",
    "effort_of",
    "effort_to_come",
    "has_own_estimate",
    "likely_by_demands",
    "money_to_come",
    "total",
]


def effort_to_come(portfolio: Portfolio, item: Deliverable) -> float | None:
    """Person-weeks still to do: the remaining effort where it is kept, else the likely estimate; None where
    neither is.
    """
    return item.remaining if item.remaining is not None else effort_of(portfolio, item).likely


def money_to_come(item: Deliverable) -> float | None:
    """Money still to be spent on open work: cost − spent, never below 0; None where no cost is known."""
    return None if item.cost is None else max(item.cost - (item.spent or 0.0), 0.0)


def likely_by_demands(demands: Collection[Demand]) -> dict[int, float | None]:
    """The summed likely effort for every deliverable that has demands; one pass, for columns of a whole file."""
    gathered: dict[int, list[float | None]] = {}
    for demand in demands:
        gathered.setdefault(demand.deliverable, []).append(demand.likely)
    return {deliverable: total(parts) for deliverable, parts in gathered.items()}
