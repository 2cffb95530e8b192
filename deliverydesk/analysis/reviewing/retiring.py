"""What retiring a product would mean: what of its open work ends, what stays, and whom it sets free."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deliverydesk.actions.deciding import effort_freed, ends_with
from deliverydesk.analysis.effort import to_come_by_team

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deliverydesk.domain.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Retiring:
    """All in the manager's order."""

    product: int
    ends: tuple[int, ...]
    stays: tuple[int, ...]
    """Open work that keeps the product running and safe, or must be done."""
    waiting: tuple[int, ...]
    """Open work elsewhere that depends on what ends."""
    freed: float
    """Person-weeks still to come of what ends."""
    teams: Mapping[int, float]
    """Of which each team would have been asked."""


def retiring_of(portfolio: Portfolio, product: int) -> Retiring:
    """Look at retiring a product."""
    ended = ends_with(portfolio, product)
    ends = {item.id for item in ended}
    stays = [
        item.id
        for item in portfolio.deliverables.by("product", product)
        if item.is_open and not item.archived and item.id not in ends
    ]
    waiting = {
        each.successor
        for one in ends
        for each in portfolio.dependencies.by("predecessor", one)
        if each.successor not in ends and portfolio.deliverables[each.successor].is_open
    }
    teams: dict[int, float] = defaultdict(float)
    for item in ended:
        for team, effort in to_come_by_team(portfolio, item).items():
            teams[team] += effort
    return Retiring(
        product,
        tuple(sorted(ends, key=portfolio.rank)),
        tuple(sorted(stays, key=portfolio.rank)),
        tuple(sorted(waiting, key=portfolio.rank)),
        sum(effort_freed(portfolio, item) for item in ended),
        {team.id: teams[team.id] for team in portfolio.teams if teams[team.id]},
    )
