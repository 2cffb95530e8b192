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


def to_come_by_team(portfolio: Portfolio, item: Deliverable) -> dict[int, float]:
    """Person-weeks still asked of each team: likely demands, in their shares of what remains where that is kept.

    A demand without an estimate is left out, but where it is the only one all that is to come is asked of its team.
    """
    demands = portfolio.demands.by("deliverable", item.id)
    asked: dict[int, float] = {}
    for demand in demands:
        if demand.likely is not None:
            asked[demand.team] = asked.get(demand.team, 0.0) + demand.likely
    if not asked and len(demands) == 1:
        to_come = effort_to_come(portfolio, item)
        return {} if to_come is None else {demands[0].team: to_come}
    whole = sum(asked.values())
    if item.remaining is None or not whole:
        return asked
    return {team: effort * item.remaining / whole for team, effort in asked.items()}
