"""Actions of the backlog: adding, editing, duplicating and ranking deliverables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deliverydesk.actions.cells import give_to, let_move, set_cells, set_fields, whole_of
from deliverydesk.actions.draft import Draft
from deliverydesk.actions.records import edit_label
from deliverydesk.domain.changes import ChangeSet
from deliverydesk.domain.entities import (
    Contribution,
    Deliverable,
    Demand,
    Outcome,
    Rating,
    Team,
    field_names,
)
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.wording import counted, named, quoted, several, value_words
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from deliverydesk.domain.portfolio import Portfolio


def add_deliverable(
    portfolio: Portfolio,
    values: Mapping[str, Any],
    *,
    rank: int | None = None,
    team: int | None = None,
    outcome: int | None = None,
) -> ChangeSet:
    """Add a deliverable at a rank (from 1; at the end without one).

    `team` adds a demand for its effort on that team, `outcome` a contribution to that outcome.
    """
    draft = Draft(portfolio)
    target = len(portfolio.ranking) if rank is None else _position(portfolio, rank)
    keys = portfolio.ranking.placed([draft.portfolio.next_id], target)
    key = keys.pop(portfolio.next_id)
    item = draft.add(Deliverable, {**values, "order_key": key})
    _rekey(draft, keys)
    if team is not None:
        draft.add(Demand, {"deliverable": item.id, "team": team, **whole_of(item)})
    if outcome is not None:
        draft.add(Contribution, {"deliverable": item.id, "outcome": outcome})
    return draft.change_set(tr("add {item}", item=named(item)))


def add_deliverables(
    portfolio: Portfolio, titles: Sequence[str], *, rank: int | None = None, values: Mapping[str, Any] | None = None
) -> ChangeSet:
    """Add deliverables by their titles, one below the other from a rank on (from 1; at the end without one)."""
    added = [{**(values or {}), "title": title} for title in titles]
    words = quoted(titles[0]) if len(titles) == 1 else counted(len(titles), "deliverable")
    return set_cells(portfolio, {}, added, rank=rank, label=tr("add {item}", item=words))


def _rekey(draft: Draft, keys: Mapping[int, int]) -> None:
    for entity_id, key in keys.items():
        draft.edit(draft.get(Deliverable, entity_id), {"order_key": key})


def edit_deliverables(portfolio: Portfolio, ids: Iterable[int], values: Mapping[str, Any]) -> ChangeSet:
    """Set the same fields of deliverables.

    Where a deliverable is wholly one team's, a new effort is that team's demand too.
    """
    draft = Draft(portfolio)
    items = [draft.get(Deliverable, entity_id) for entity_id in dict.fromkeys(ids)]
    for item in items:
        set_fields(draft, item, values)
    if values and all(name.startswith("effort_") for name in values):
        return draft.change_set(
            tr(
                "set the effort of {items} to {effort}",
                items=several(items),
                effort=value_words(values.get("effort_likely")),
            )
        )
    return draft.change_set(edit_label(portfolio, items, values))


def set_team(portfolio: Portfolio, ids: Iterable[int], team: int | None) -> ChangeSet:
    """Give deliverables wholly to one team, or to none.

    Their effort becomes the team's demand: the own estimate, else the sum of the demands that there were. Where the
    demand goes without another in its place, that sum becomes the own estimate, so that no estimate is lost.
    """
    draft = Draft(portfolio)
    items = [draft.get(Deliverable, entity_id) for entity_id in dict.fromkeys(ids)]
    receiver = None if team is None else draft.get(Team, team)
    for item in items:
        give_to(draft, item, () if team is None else (team,))
    if receiver is None:
        return draft.change_set(tr("give {items} to no team", items=several(items)))
    return draft.change_set(tr("give {items} to {team}", items=several(items), team=named(receiver)))


def set_outcome(portfolio: Portfolio, ids: Iterable[int], outcome: int | None) -> ChangeSet:
    """Make one outcome the only one that the deliverables are to move, or none."""
    draft = Draft(portfolio)
    items = [draft.get(Deliverable, entity_id) for entity_id in dict.fromkeys(ids)]
    moved = None if outcome is None else draft.get(Outcome, outcome)
    for item in items:
        let_move(draft, item, () if outcome is None else (outcome,))
    if moved is None:
        return draft.change_set(tr("let {items} move no outcome", items=several(items)))
    return draft.change_set(tr("let {items} move {outcome}", items=several(items), outcome=named(moved)))


def set_tags(portfolio: Portfolio, ids: Iterable[int], tags: Sequence[str]) -> ChangeSet:
    """Set the tags of deliverables; order kept, doubles dropped."""
    return edit_deliverables(portfolio, ids, {"tags": tuple(dict.fromkeys(tag.strip() for tag in tags if tag.strip()))})


def rate(portfolio: Portfolio, deliverable: int, criterion: int, value: float | None) -> ChangeSet:
    """Rate a deliverable by a criterion of the weighted model; None takes the rating back."""
    draft = Draft(portfolio)
    item = draft.get(Deliverable, deliverable)
    rating = next((r for r in portfolio.ratings.by("deliverable", item.id) if r.criterion == criterion), None)
    if rating is None and value is not None:
        draft.add(Rating, {"deliverable": item.id, "criterion": criterion, "value": value})
    elif rating is not None and value is None:
        draft.remove(rating)
    elif rating is not None:
        draft.edit(rating, {"value": value})
    name = portfolio.criteria[criterion].name if criterion in portfolio.criteria else str(criterion)
    return draft.change_set(
        tr("rate {item} {value} by {criterion}", item=named(item), value=value_words(value), criterion=quoted(name))
    )


def duplicate_deliverables(portfolio: Portfolio, ids: Iterable[int]) -> ChangeSet:
    """Copy deliverables, each to just below the one it copies, with their demands, contributions and ratings.

    Dates, progress and the external key are not copied: they are facts about the original.
    """
    facts = {"actual_start", "actual_end", "spent", "remaining", "external_key", "id", "order_key", "title"}
    draft = Draft(portfolio)
    items = _in_rank_order(portfolio, ids)
    ranking = portfolio.ranking
    for item in items:
        position = ranking.position(item.order_key)
        copy_id = draft.next_id
        keys = ranking.placed([copy_id], position + 1)
        ranking = ranking.with_keys([(i, _key_in(draft, i, copy_id), key) for i, key in keys.items()])
        values = {name: getattr(item, name) for name in field_names(Deliverable) if name not in facts}
        copy = draft.add(
            Deliverable, {**values, "title": tr("{title} (copy)", title=item.title), "order_key": keys.pop(copy_id)}
        )
        _rekey(draft, keys)
        _copy_owned(draft, item, copy)
    return draft.change_set(tr("duplicate {items}", items=several(items)))


def _key_in(draft: Draft, entity_id: int, new_id: int) -> int | None:
    return None if entity_id == new_id else draft.get(Deliverable, entity_id).order_key


def _copy_owned(draft: Draft, item: Deliverable, copy: Deliverable) -> None:
    for entity_type in (Demand, Contribution, Rating):
        for owned in draft.portfolio.table(entity_type).by("deliverable", item.id):
            values = {name: getattr(owned, name) for name in field_names(entity_type) if name != "id"}
            draft.add(entity_type, {**values, "deliverable": copy.id})


def _in_rank_order(portfolio: Portfolio, ids: Iterable[int]) -> list[Deliverable]:
    draft = Draft(portfolio)
    return sorted((draft.get(Deliverable, i) for i in dict.fromkeys(ids)), key=lambda item: item.order_key)


def move_deliverables(portfolio: Portfolio, ids: Iterable[int], rank: int) -> ChangeSet:
    """Move deliverables together, in their present order, so that the first of them has `rank` (from 1).

    What is archived has no part in ranks, and stays where it is in the order.

    One move writes one row; where the gap between two neighbours is used up, a few neighbours get new keys too.
    The change set is empty where nothing would move.
    """
    moved = _in_rank_order(portfolio, ids)
    return _moved_to(portfolio, moved, _position(portfolio, rank, moved))


def _position(portfolio: Portfolio, rank: int, moved: Sequence[Deliverable] = ()) -> int:
    """The position, from 0 and among all that stay, where the first of what is moved gets a rank."""
    live, ranking, place = portfolio.live, portfolio.ranking, max(rank, 1) - 1
    for item in moved:
        if not item.archived and portfolio.rank(item.id) - 1 <= place:
            place += 1
    if place >= len(live):
        return len(ranking) - len(moved)
    key = portfolio.deliverables[live[place]].order_key
    return ranking.position(key) - sum(item.order_key < key for item in moved)


def _moved_to(portfolio: Portfolio, moved: Sequence[Deliverable], target: int) -> ChangeSet:
    """Move deliverables, which are in order, to a position among all that stay, from 0."""
    if not moved:
        return ChangeSet(tr("move nothing"), ())
    ranking = portfolio.ranking
    positions = [ranking.position(item.order_key) for item in moved]
    label = tr("move {items} to rank {rank}", items=several(moved), rank=_rank_at(portfolio, positions, target))
    if positions == list(range(target, target + len(moved))):
        return ChangeSet(label, ())
    draft = Draft(portfolio)
    _rekey(draft, ranking.placed([item.id for item in moved], target, [item.order_key for item in moved]))
    return draft.change_set(label)


def _rank_at(portfolio: Portfolio, leaving: Sequence[int], target: int) -> int:
    """The rank that a position among all that stay gives, where those at the positions `leaving` are moved there."""
    at = target
    for position in leaving:
        at += position <= at
    above = portfolio.rank(portfolio.ranking[at]) - 1 if at < len(portfolio.ranking) else len(portfolio.live)
    moved = (portfolio.deliverables[portfolio.ranking[position]] for position in leaving if position < at)
    return above - sum(not item.archived for item in moved) + 1


def move_above(portfolio: Portfolio, ids: Iterable[int], anchor: int | None) -> ChangeSet:
    """Move deliverables to just above another one; to the end where `anchor` is None."""
    moved = _in_rank_order(portfolio, ids)
    return _moved_to(portfolio, moved, _above(portfolio, moved, anchor))


def rank_above(portfolio: Portfolio, ids: Iterable[int], anchor: int | None) -> int:
    """The rank that `move_above` gives to the first of them."""
    moved = _in_rank_order(portfolio, ids)
    positions = [portfolio.ranking.position(item.order_key) for item in moved]
    return _rank_at(portfolio, positions, _above(portfolio, moved, anchor))


def _above(portfolio: Portfolio, moved: Sequence[Deliverable], anchor: int | None) -> int:
    """The position just above a deliverable among all that stay; the end where there is none."""
    if anchor is None:
        return len(portfolio.ranking) - len(moved)
    # An anchor that moves too stands for the next row that stays.
    anchor_position = portfolio.ranking.position(Draft(portfolio).get(Deliverable, anchor).order_key)
    before = sum(portfolio.ranking.position(item.order_key) < anchor_position for item in moved)
    return anchor_position - before


def move_below(portfolio: Portfolio, ids: Iterable[int], anchor: int) -> ChangeSet:
    """Move deliverables to just below another one."""
    ids = tuple(dict.fromkeys(ids))
    if anchor in ids:
        raise DeskError(tr("An item cannot be moved below itself."))
    position = portfolio.ranking.position(Draft(portfolio).get(Deliverable, anchor).order_key)
    below = portfolio.ranking[position + 1] if position + 1 < len(portfolio.ranking) else None
    return move_above(portfolio, ids, below)


def move_by(portfolio: Portfolio, ids: Iterable[int], steps: int) -> ChangeSet:
    """Move deliverables up (negative) or down by so many ranks, counted from the first of them."""
    moved = _in_rank_order(portfolio, ids)
    if not moved:
        return ChangeSet(tr("move nothing"), ())
    first = portfolio.rank(moved[0].id)
    return move_deliverables(portfolio, ids, max(first + steps, 1))


def reorder(portfolio: Portfolio, ids: Sequence[int], label: str) -> ChangeSet:
    """Put deliverables into this order, at the ranks that they hold together now; others keep their ranks.

    The order keys that they have are dealt out anew, so nothing else is written.
    """
    draft = Draft(portfolio)
    items = [draft.get(Deliverable, entity_id) for entity_id in dict.fromkeys(ids)]
    for item, key in zip(items, sorted(item.order_key for item in items), strict=True):
        draft.edit(item, {"order_key": key})
    return draft.change_set(label)
