"""Effort for columns and charts: what `domain.estimates` says of one deliverable, and in one pass of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.domain.estimates import EffortRange, effort_of, has_own_estimate, total

if TYPE_CHECKING:
    from collections.abc import Collection

    from deliverydesk.domain.entities import Demand

__all__ = ["EffortRange", "effort_of", "has_own_estimate", "likely_by_demands", "total"]


def likely_by_demands(demands: Collection[Demand]) -> dict[int, float | None]:
    """The summed likely effort for every deliverable that has demands; one pass, for columns of a whole file."""
    gathered: dict[int, list[float | None]] = {}
    for demand in demands:
        gathered.setdefault(demand.deliverable, []).append(demand.likely)
    return {deliverable: total(parts) for deliverable, parts in gathered.items()}
