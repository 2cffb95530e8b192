"""The effort of a deliverable: its own estimate, else the sum of what it needs of its teams."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection

    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.portfolio import Portfolio


class EffortRange(NamedTuple):
    """Person-weeks, low to high, and where they come from. A figure that is not known is None."""

    low: float | None
    likely: float | None
    high: float | None
    teams: int = 0
    """0: the deliverable's own estimate, or none at all. Else over how many teams' demands this is the sum."""


def effort_of(portfolio: Portfolio, item: Deliverable) -> EffortRange:
    """The item's own estimate where it has any, else the sum of its demands."""
    if has_own_estimate(item):
        return EffortRange(item.effort_low, item.effort_likely, item.effort_high)
    demands = portfolio.demands.by("deliverable", item.id)
    return EffortRange(
        total([demand.low for demand in demands]),
        total([demand.likely for demand in demands]),
        total([demand.high for demand in demands]),
        len(demands),
    )


def has_own_estimate(item: Deliverable) -> bool:
    """True where the deliverable itself carries a low, likely or high effort."""
    return not (item.effort_likely is None and item.effort_low is None and item.effort_high is None)


def total(parts: Collection[float | None]) -> float | None:
    """The sum; None where there is no part or one is not known: a partial sum would pass for a whole one."""
    known = [part for part in parts if part is not None]
    return sum(known) if known and len(known) == len(parts) else None
