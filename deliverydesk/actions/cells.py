"""Setting cells of deliverables, as a table has them: of each row its own values, all as one change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deliverydesk.actions.draft import Draft
from deliverydesk.domain.entities import Contribution, Deliverable, Demand
from deliverydesk.domain.estimates import effort_of, has_own_estimate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio

LINKS = ("teams", "outcomes")
"""What a row may hold beside the fields of a deliverable: ids of the teams it needs and of the outcomes it moves."""


def set_cells(
    portfolio: Portfolio,
    rows: Mapping[int, Mapping[str, Any]],
    added: Sequence[Mapping[str, Any]] = (),
    *,
    rank: int | None = None,
    label: str,
) -> ChangeSet:
    """Set the values of each deliverable by its id, and add deliverables together at a rank (from 1; else at the end).

    Values go by field name, with `LINKS` beside them.
    """
    draft = Draft(portfolio)
    for entity_id, values in rows.items():
        set_values(draft, draft.get(Deliverable, entity_id), values)
    if added:
        _add(draft, added, rank)
    return draft.change_set(label)


def _add(draft: Draft, added: Sequence[Mapping[str, Any]], rank: int | None) -> None:
    ranking = draft.portfolio.ranking
    target = len(ranking) if rank is None else min(max(rank, 1) - 1, len(ranking))
    new_ids = range(draft.next_id, draft.next_id + len(added))
    keys = ranking.placed(list(new_ids), target)
    # The ids of deliverables come first, so that they are the ones that the keys were made for.
    items = [
        draft.add(Deliverable, {**_own(values), "order_key": keys.pop(entity_id)})
        for entity_id, values in zip(new_ids, added, strict=True)
    ]
    for entity_id, key in keys.items():
        draft.edit(draft.get(Deliverable, entity_id), {"order_key": key})
    for item, values in zip(items, added, strict=True):
        _link(draft, item, values)


def set_values(draft: Draft, item: Deliverable, values: Mapping[str, Any]) -> Deliverable:
    """Set values of one deliverable. Its effort first: a new team takes it over."""
    edited = set_fields(draft, item, _own(values))
    _link(draft, edited, values)
    return edited


def _own(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in LINKS}


def _link(draft: Draft, item: Deliverable, values: Mapping[str, Any]) -> None:
    if "teams" in values:
        give_to(draft, item, values["teams"])
    if "outcomes" in values:
        let_move(draft, item, values["outcomes"])


def set_fields(draft: Draft, item: Deliverable, values: Mapping[str, Any]) -> Deliverable:
    """Set own fields. Where the deliverable is wholly one team's, a new effort is that team's demand too."""
    effort_changed = any(name.startswith("effort_") for name in values)
    demands = draft.portfolio.demands.by("deliverable", item.id) if effort_changed else []
    edited = draft.edit(item, values)
    if len(demands) == 1 and whole_of(item) == _parts(demands[0]):
        draft.edit(demands[0], whole_of(edited))
    return edited


def whole_of(item: Deliverable) -> dict[str, float | None]:
    """A deliverable's own estimate as the values of a demand."""
    return {"low": item.effort_low, "likely": item.effort_likely, "high": item.effort_high}


def _parts(demand: Demand) -> dict[str, float | None]:
    return {"low": demand.low, "likely": demand.likely, "high": demand.high}


def give_to(draft: Draft, item: Deliverable, teams: Sequence[int]) -> None:
    """Let these teams alone work on a deliverable.

    A single team takes over its effort: the own estimate, else the sum of the demands that there were. Where all
    demands go, that sum becomes the own estimate, so that no estimate is lost. Of several teams those that are new
    come without an effort, for nobody knows how it is shared.
    """
    demands = draft.portfolio.demands.by("deliverable", item.id)
    low, likely, high, _ = effort_of(draft.portfolio, item)
    whole = {"low": low, "likely": likely, "high": high}
    kept = {demand.team: demand for demand in demands if demand.team in teams}
    for demand in demands:
        if demand.team not in teams:
            draft.remove(demand)
    if len(teams) == 1 and kept:
        draft.edit(kept[teams[0]], whole)
    for team in teams:
        if team not in kept:
            draft.add(Demand, {"deliverable": item.id, "team": team, **(whole if len(teams) == 1 else {})})
    if not teams and demands and not has_own_estimate(item):
        draft.edit(item, {f"effort_{name}": value for name, value in whole.items()})


def let_move(draft: Draft, item: Deliverable, outcomes: Sequence[int]) -> None:
    """Make these outcomes the only ones that a deliverable is to move. What is known of those that stay is kept."""
    contributions = draft.portfolio.contributions.by("deliverable", item.id)
    for contribution in contributions:
        if contribution.outcome not in outcomes:
            draft.remove(contribution)
    known = {contribution.outcome for contribution in contributions}
    for outcome in outcomes:
        if outcome not in known:
            draft.add(Contribution, {"deliverable": item.id, "outcome": outcome})
