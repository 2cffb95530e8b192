"""Putting deliverables under another heading of a grouped backlog: a field and the rank change in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from deliverydesk.actions import backlog
from deliverydesk.domain.changes import Change, ChangeSet, collapsed
from deliverydesk.domain.entities import Deliverable, Product, Team, singular
from deliverydesk.domain.errors import DeskError, NotFound
from deliverydesk.domain.wording import named, noun, several, value_words
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from deliverydesk.domain.entities import Entity
    from deliverydesk.domain.portfolio import Portfolio

FIELDS: dict[str, type[Entity] | None] = {
    "product": Product,
    "stage": None,
    "team": Team,
    "theme": None,
    "horizon": None,
    "owner": None,
}
"""What deliverables can be put under, and the type of entity that it is."""


NO_HEADING = {
    "product": tr("no product"),
    "stage": tr("no stage"),
    "team": tr("no team"),
    "theme": tr("no theme"),
    "horizon": tr("no horizon"),
    "owner": tr("no owner"),
}
"""The heading, or lane, of what has no value in a field."""


class Above(NamedTuple):
    """A place in the manager's order: just above a deliverable, or with None at the end."""

    anchor: int | None


def put_under(
    portfolio: Portfolio, ids: Iterable[int], field: str, value: Any, place: Above | None = None
) -> ChangeSet:
    """Set what deliverables are grouped by (a key of FIELDS), and move them to a place in the manager's order.

    Without a place they keep their ranks. A team is given the whole of them, as by `backlog.set_team`. Raises
    DeskError where that would take a deliverable from teams that share it.
    """
    wanted = tuple(dict.fromkeys(ids))
    changing = [i for i in wanted if _value(portfolio, i, field) != value]
    why_not = refusal(portfolio, changing, field, value)
    if why_not:
        raise DeskError(why_not)
    now, changes = portfolio, list[Change]()
    if changing:
        step = _set(portfolio, changing, field, value)
        changes += step.changes
        now = now.after(step)
    moved = backlog.move_above(now, wanted, place.anchor) if place is not None else ChangeSet("", ())
    changes += moved.changes
    if not changing:
        return ChangeSet(moved.label or tr("move nothing"), collapsed(changes))
    words = {"items": several(_items(portfolio, wanted)), "heading": under_words(portfolio, field, value)}
    label = tr("put {items} under {heading}", **words)
    if place is not None and moved:
        rank = backlog.rank_above(now, wanted, place.anchor)
        label = tr("put {items} under {heading} at rank {rank}", **words, rank=rank)
    return ChangeSet(label, collapsed(changes))


def refusal(portfolio: Portfolio, ids: Sequence[int], field: str, value: Any) -> str:
    """Why these deliverables cannot be put under a value by moving them, in a sentence; empty where they can."""
    if field != "team":
        return ""
    for item in _items(portfolio, ids):
        if len(portfolio.demands.by("deliverable", item.id)) > 1 and main_team(portfolio, item.id) != value:
            return tr(
                "{item} is shared by several teams, so it cannot be given to one by moving it. Change its teams first.",
                item=named(item),
            )
    return ""


def main_team(portfolio: Portfolio, deliverable_id: int) -> int | None:
    """The team that has most to do of a deliverable, the first of equals; None where it needs none."""
    demands = portfolio.demands.by("deliverable", deliverable_id)
    return max(demands, key=lambda d: d.likely or d.high or 0.0).team if demands else None


def under_words(portfolio: Portfolio, field: str, value: Any) -> str:
    """What deliverables are put under, in a sentence: "“Claims”", "ready", "no team"."""
    entity_type = FIELDS[field]
    if value in (None, ""):
        return NO_HEADING[field]
    if entity_type is not None:
        entity = portfolio.table(entity_type).get(value)
        if entity is None:
            raise NotFound(tr("There is no {what} {id} in this portfolio.", what=noun(singular(entity_type)), id=value))
        return named(entity)
    return tr("horizon {n}", n=int(value)) if field == "horizon" else value_words(value)


def _value(portfolio: Portfolio, deliverable_id: int, field: str) -> Any:
    if field == "team":
        return main_team(portfolio, deliverable_id)
    (item,) = _items(portfolio, [deliverable_id])
    return getattr(item, field)


def _set(portfolio: Portfolio, ids: Sequence[int], field: str, value: Any) -> ChangeSet:
    if field == "team":
        return backlog.set_team(portfolio, ids, value)
    return backlog.edit_deliverables(portfolio, ids, {field: value})


def _items(portfolio: Portfolio, ids: Iterable[int]) -> list[Deliverable]:
    items = [portfolio.deliverables.get(entity_id) for entity_id in ids]
    found = [item for item in items if item is not None]
    if len(found) < len(items):
        raise NotFound(tr("What was to be moved is not in this portfolio any more."))
    return found
