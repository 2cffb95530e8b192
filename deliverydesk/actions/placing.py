"""Placing work on the roadmap together with the lane that it is put into: dates and product, team, theme, horizon or
owner in one step.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from deliverydesk.actions import backlog, records, roadmap
from deliverydesk.actions.grouping import NO_HEADING
from deliverydesk.domain.changes import Change, ChangeSet, collapsed
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.errors import DeskError, NotFound
from deliverydesk.domain.values import Horizon
from deliverydesk.domain.wording import named, quoted, several, value_words
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from deliverydesk.domain.portfolio import Portfolio


Laned = Literal["product", "team", "theme", "horizon", "owner"]
"""What lanes can be made by, and a deliverable be put under."""


class Into(NamedTuple):
    """The product, team, theme, horizon or owner that deliverables are put under; products and teams by id, horizons
    from 1 to 3, None for none.
    """

    by: Laned
    key: int | str | None

    def words(self, portfolio: Portfolio) -> str:
        """How a sentence names it: “Claims”, horizon 2, no owner."""
        if self.key is None:
            return NO_HEADING[self.by]
        if self.by == "product":
            return named(portfolio.products[int(self.key)])
        if self.by == "team":
            return named(portfolio.teams[int(self.key)])
        return tr("horizon {n}", n=self.key) if self.by == "horizon" else quoted(str(self.key))


def place(
    portfolio: Portfolio, ids: Iterable[int], start: date, end: date | None = None, into: Into | None = None
) -> ChangeSet:
    """Plan deliverables from `start`, each as long as it is (or as its effort says), or all of them to `end`."""
    items = _items(portfolio, ids)
    steps: list[Callable[[Portfolio], ChangeSet]] = [
        lambda now, one=item.id: roadmap.schedule(now, one, start, end)  # type: ignore[misc]
        for item in items
    ]
    label = tr("plan {items} from {start}", items=several(items), start=value_words(start))
    if len(items) == 1:
        planned_end = end or start + roadmap.planned_span(items[0])
        label = tr(
            "plan {item} from {start} to {end}",
            item=named(items[0]),
            start=value_words(start),
            end=value_words(planned_end),
        )
    return _together(portfolio, items, steps, into, label)


def move(portfolio: Portfolio, ids: Iterable[int], days: int, into: Into | None = None) -> ChangeSet:
    """Move the planned dates of deliverables by so many days, into another lane if one is given."""
    items = _items(portfolio, ids)
    alone = items[0] if len(items) == 1 else None
    if days and alone is not None and alone.planned_start is not None and alone.planned_end is not None:
        by = timedelta(days=days)
        return place(portfolio, [alone.id], alone.planned_start + by, alone.planned_end + by, into)
    moved = roadmap.shift(portfolio, [item.id for item in items], days)
    if not days:
        return _together(portfolio, items, [], into, tr("move {items}", items=several(items)))
    return _together(portfolio, items, [lambda now: roadmap.shift(now, [i.id for i in items], days)], into, moved.label)


def start_after_predecessors(portfolio: Portfolio, ids: Iterable[int]) -> ChangeSet:
    """Move deliverables later, so that each starts on the day after all that it waits for has ended; never earlier."""
    items = sorted(_items(portfolio, ids), key=lambda item: (item.planned_start is None, item.planned_start))
    now = portfolio
    changes: list[Change] = []
    for item in items:
        begins = _earliest(now, item)
        if item.planned_start is not None and begins is not None and begins > item.planned_start:
            step = roadmap.schedule(now, item.id, begins)
            changes += step.changes
            now = now.after(step)
    return ChangeSet(tr("start {items} after what it waits for", items=several(items)), collapsed(changes))


def _earliest(portfolio: Portfolio, item: Deliverable) -> date | None:
    ends = [
        end
        for one in portfolio.dependencies.by("successor", item.id)
        if (end := portfolio.deliverables[one.predecessor].planned_end) is not None
    ]
    return max(ends) + timedelta(days=1) if ends else None


def _items(portfolio: Portfolio, ids: Iterable[int]) -> list[Deliverable]:
    found = [portfolio.deliverables.get(entity_id) for entity_id in dict.fromkeys(ids)]
    items = [item for item in found if item is not None]
    if not items or len(items) < len(found):
        raise NotFound(tr("What was to be placed is not in this portfolio any more."))
    return items


def _together(
    portfolio: Portfolio,
    items: Sequence[Deliverable],
    steps: Iterable[Callable[[Portfolio], ChangeSet]],
    into: Into | None,
    label: str,
) -> ChangeSet:
    """What the steps do one after the other, and the change of lane, as one change set."""
    now = portfolio
    changes: list[Change] = []
    for step in steps:
        made = step(now)
        changes += made.changes
        now = now.after(made)
    if into is not None:
        made = _change_lane(now, items, into)
        if made:
            changes += made.changes
            label = tr("{label} under {lane}", label=label, lane=into.words(portfolio))
    return ChangeSet(label, collapsed(changes))


def _change_lane(portfolio: Portfolio, items: Sequence[Deliverable], into: Into) -> ChangeSet:
    ids = [item.id for item in items]
    if into.by != "team":
        return records.edit(portfolio, Deliverable, ids, {into.by: _value(into)})
    for item in items:
        if len(portfolio.demands.by("deliverable", item.id)) > 1:
            raise DeskError(
                tr(
                    "{item} is shared by several teams, so it cannot be given to one by moving it. Change its teams "
                    "first.",
                    item=named(item),
                )
            )
    return backlog.set_team(portfolio, ids, None if into.key is None else int(into.key))


def _value(into: Into) -> Any:
    """The key as the field of a deliverable holds it."""
    if into.by == "horizon":
        return None if into.key is None else Horizon(int(into.key))
    return "" if into.key is None and into.by in ("theme", "owner") else into.key
