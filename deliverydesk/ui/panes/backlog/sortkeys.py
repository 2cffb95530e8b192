"""What the columns of the backlog are sorted by. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from deliverydesk.domain.entities import Deliverable
from deliverydesk.ui.panes.backlog.sight import Sight

Keys = Callable[[Sight], dict[int, Any]]
"""Sort keys by id, in bulk; an item without a key has nothing to sort by and goes last."""


def attribute(read: Callable[[Deliverable], Any]) -> Keys:
    """Keys from a deliverable itself; None and "" are none."""

    def keys(sight: Sight) -> dict[int, Any]:
        items = sight.portfolio.deliverables
        return {item.id: key for item in items if (key := read(item)) is not None and key != ""}

    return keys


def by_score(sight: Sight) -> dict[int, float]:
    """Keys of those that have a score."""
    scores = sight.scores
    if scores is None:
        return {}
    pairs = zip(scores.ids.tolist(), scores.values.tolist(), strict=True)
    return {entity_id: value for entity_id, value in pairs if value == value}


def ranked(array: str) -> Keys:
    """Keys from an array of the scores, for the items that have a score rank."""

    def keys(sight: Sight) -> dict[int, int]:
        scores = sight.scores
        if scores is None:
            return {}
        rows = zip(scores.ids.tolist(), getattr(scores, array).tolist(), scores.ranks.tolist(), strict=True)
        return {entity_id: key for entity_id, key, rank in rows if rank}

    return keys


def by_product(sight: Sight) -> dict[int, str]:
    """By the name of the product."""
    names = {product_id: name.casefold() for product_id, name in sight.product_names.items()}
    return {item.id: names[item.product] for item in sight.portfolio.deliverables if item.product is not None}


def by_team(sight: Sight) -> dict[int, str]:
    """By the team that has most to do, which is the one that the cell names first."""
    names = {team.id: team.name.casefold() for team in sight.portfolio.teams}
    keys: dict[int, str] = {}
    most: dict[int, float] = {}
    for demand in sight.portfolio.demands:
        effort = demand.likely or demand.high or 0.0
        if effort > most.get(demand.deliverable, -1.0):
            most[demand.deliverable] = effort
            keys[demand.deliverable] = names[demand.team]
    return keys


def by_outcome(sight: Sight) -> dict[int, str]:
    """By the name of the outcome."""
    names = {outcome.id: outcome.name.casefold() for outcome in sight.portfolio.outcomes}
    return {c.deliverable: names[c.outcome] for c in sight.portfolio.contributions}


def by_effort(sight: Sight) -> dict[int, float]:
    """By the likely effort, else by what is known of it."""
    keys = {}
    for item in sight.portfolio.deliverables:
        likely = item.effort_likely
        if likely is None:
            effort = sight.effort(item)
            known = [value for value in (effort.likely, effort.high, effort.low) if value is not None]
            likely = known[0] if known else None
        if likely is not None:
            keys[item.id] = likely
    return keys
