"""Deliverables in groups by a property of theirs: which groups there are, in which order, who is in which. No Qt.

The table stays flat: a group's heading is a row like any other, known by a negative id, with the rows of its
deliverables after it unless it is folded.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from deliverydesk.domain.choices import choice_label
from deliverydesk.domain.values import Horizon, Stage
from deliverydesk.support.language import tr, trc

if TYPE_CHECKING:
    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.ui.panes.backlog.sight import Sight


class Grouping(NamedTuple):
    """A property to group by."""

    title: str
    name: str
    """In a sentence: "Group by product"."""
    key: Callable[[Sight, Deliverable], Hashable]
    """The group of one deliverable: an id, a value or a text; None and "" stand for none."""
    keys: Callable[[Sight, Iterable[Deliverable]], Iterable[Hashable]]
    """The groups of many at once."""
    place: Callable[[Sight, Any], Any]
    """What groups are sorted by; the group of those without comes last in any case."""
    words: Callable[[Sight, Any], str]
    nothing: str
    """The name of the group of those without."""
    known: Callable[[Sight], Iterable[Hashable]]
    """Every group that a deliverable may be put into, but the one of those without."""


def _plain(
    field: str,
) -> tuple[Callable[[Sight, Deliverable], Hashable], Callable[[Sight, Iterable[Deliverable]], Iterable[Hashable]]]:
    """The ways to read a group that is a field of the deliverable."""
    read = attrgetter(field)
    return lambda _sight, item: read(item), lambda _sight, items: map(read, items)


def _said(field: str) -> Callable[[Sight], Iterable[Hashable]]:
    """The texts that a field has anywhere."""
    read = attrgetter(field)
    return lambda sight: {read(item) for item in sight.portfolio.deliverables} - {""}


def _folded_case(_sight: Sight, words: str) -> str:
    return words.casefold()


_STAGES = {stage: place for place, stage in enumerate(Stage)}

GROUPINGS: dict[str, Grouping] = {
    "product": Grouping(
        tr("Product"),
        trc("in a sentence", "product"),
        *_plain("product"),
        lambda sight, key: sight.product_places[key],
        lambda sight, key: sight.product_names[key],
        tr("No product"),
        lambda sight: sight.portfolio.products.ids,
    ),
    "stage": Grouping(
        tr("Stage"),
        trc("in a sentence", "stage"),
        *_plain("stage"),
        lambda _sight, key: _STAGES[key],
        lambda _sight, key: choice_label(key),
        tr("No stage"),
        lambda _sight: Stage,
    ),
    "team": Grouping(
        tr("Team"),
        trc("in a sentence", "team"),
        lambda sight, item: sight.main_team(item.id),
        lambda sight, items: (sight.main_teams.get(item.id) for item in items),
        lambda sight, key: sight.portfolio.teams[key].name.casefold(),
        lambda sight, key: sight.portfolio.teams[key].name,
        tr("No team"),
        lambda sight: sight.portfolio.teams.ids,
    ),
    "theme": Grouping(
        tr("Theme"),
        trc("in a sentence", "theme"),
        *_plain("theme"),
        _folded_case,
        lambda _sight, key: str(key),
        tr("No theme"),
        _said("theme"),
    ),
    "horizon": Grouping(
        tr("Horizon"),
        trc("in a sentence", "horizon"),
        *_plain("horizon"),
        lambda _sight, key: int(key),
        lambda _sight, key: tr("Horizon {number}", number=int(key)),
        tr("No horizon"),
        lambda _sight: Horizon,
    ),
    "owner": Grouping(
        tr("Owner"),
        trc("in a sentence", "owner"),
        *_plain("owner"),
        _folded_case,
        lambda _sight, key: str(key),
        tr("No owner"),
        _said("owner"),
    ),
}
"""What the backlog can be grouped by. A deliverable that several teams share stands under the one with most to do."""

NOWHERE = (None, "")
"""The groups of those without."""


class Group(NamedTuple):
    """One group that has somebody in it: the id of its heading, which is negative, and its deliverables in order."""

    id: int
    key: Hashable
    ids: Sequence[int]
    folded: bool = False


def group_words(sight: Sight, by: str, key: Hashable) -> str:
    """The name of a group: "Claims", "Horizon 1", "No team"."""
    known = GROUPINGS[by]
    return known.nothing if key in NOWHERE else known.words(sight, key)


def in_order(sight: Sight, by: str, keys: Iterable[Hashable]) -> list[Hashable]:
    """Groups in their natural order; those without come last."""
    known = GROUPINGS[by]
    some = [key for key in keys if key not in NOWHERE]
    some.sort(key=lambda key: (known.place(sight, key), str(key)))
    return [*some, *(key for key in keys if key in NOWHERE)]


def every_group(sight: Sight, by: str) -> list[Hashable]:
    """The groups that a deliverable can be put into, those included that nobody is in."""
    known = list(GROUPINGS[by].known(sight))
    if by == "stage":
        return in_order(sight, by, known)
    return in_order(sight, by, [*known, "" if by in ("theme", "owner") else None])


class Headings:
    """Gives each group's heading an id that it keeps while the view is grouped by the same property."""

    def __init__(self) -> None:
        self._ids: dict[tuple[str, Hashable], int] = {}

    def of(self, by: str, key: Hashable) -> int:
        """The heading's id: negative, so that no deliverable has it."""
        return self._ids.setdefault((by, key), -1 - len(self._ids))


def grouped(
    sight: Sight, by: str, ids: Sequence[int], headings: Headings, folded: frozenset[Hashable]
) -> tuple[Group, ...]:
    """The groups of these deliverables; within each they stay in their order."""
    keys = sight.kept(("groups", by), lambda: _keys_of(sight, by))
    members: defaultdict[Hashable, list[int]] = defaultdict(list)
    for entity_id in ids:
        members[keys[entity_id]].append(entity_id)
    return tuple(
        Group(headings.of(by, key), key, members[key], key in folded) for key in in_order(sight, by, list(members))
    )


def _keys_of(sight: Sight, by: str) -> dict[int, Hashable]:
    table = sight.portfolio.deliverables
    return dict(zip(table.ids, GROUPINGS[by].keys(sight, table), strict=True))


def regrouped(
    groups: Sequence[Group],
    sight: Sight,
    by: str,
    touched: Mapping[int, bool],
    headings: Headings,
    folded: frozenset[Hashable],
    *,
    sorted_view: bool,
) -> tuple[Group, ...]:
    """The groups after edits of a few deliverables; `touched` says of each whether it is shown now.

    In the manager's order each goes where its order key puts it. In a sorted view whoever stays in its group stays
    where it is, and who is new to one comes last.
    """
    items, key_of = sight.portfolio.deliverables, GROUPINGS[by].key
    wanted = {i: key_of(sight, items[i]) for i, passes in touched.items() if passes}
    members = {group.key: group.ids for group in groups}
    for key, ids in list(members.items()):
        leaving = {i for i in ids if i in touched and not (sorted_view and wanted.get(i, _GONE) == key)}
        if leaving:
            members[key] = [i for i in ids if i not in leaving]
    for entity_id, key in sorted(wanted.items(), key=lambda pair: items[pair[0]].order_key):
        ids = members.get(key, ())
        if sorted_view:
            members[key] = ids if entity_id in ids else [*ids, entity_id]
        else:
            at = bisect_left(ids, items[entity_id].order_key, key=lambda i: items[i].order_key)
            members[key] = [*ids[:at], entity_id, *ids[at:]]
    there = in_order(sight, by, [key for key, ids in members.items() if ids])
    return tuple(Group(headings.of(by, key), key, members[key], key in folded) for key in there)


_GONE = object()


def lines_of(groups: Iterable[Group]) -> list[int]:
    """The rows: each heading, and after it the deliverables of its group unless it is folded."""
    lines: list[int] = []
    for group in groups:
        lines.append(group.id)
        if not group.folded:
            lines.extend(group.ids)
    return lines
