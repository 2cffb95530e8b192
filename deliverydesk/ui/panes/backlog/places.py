"""Where a drop or a step would take deliverables, said before it happens. No Qt.

While a view is filtered, dropping between two rows means "just above the lower one"; while it is sorted by a column,
a place among the rows says nothing about rank, so a drop is refused with the reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from deliverydesk import actions
from deliverydesk.domain.wording import quoted
from deliverydesk.support.language import tr, trc, trn
from deliverydesk.ui.panes.backlog.groups import GROUPINGS, NOWHERE, group_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.panes.backlog.groups import Group
    from deliverydesk.ui.panes.backlog.rows import Rows


class Place(NamedTuple):
    """Where a drop goes. `anchor` is the deliverable it goes above, None for the end; `rank` that of the first."""

    row: int
    anchor: int | None
    rank: int
    figure: str
    """As in "16 → 6"."""
    words: str = ""
    """What there is to say beyond that; the reason where it is refused."""
    refused: bool = False
    stays: bool = False
    into: Group | None = None
    """The group that what is dropped is put into, where not all of it is in there."""
    keeps_rank: bool = False
    """The drop says which group, but nothing of a rank."""

    def action(self, by: str, ids: Sequence[int]) -> Callable[[Portfolio], ChangeSet]:
        """What the drop does, in a view grouped by `by`."""
        group, anchor = self.into, self.anchor
        if group is None:
            return lambda portfolio: actions.backlog.move_above(portfolio, ids, anchor)
        above = None if self.keeps_rank else actions.grouping.Above(anchor)
        return lambda portfolio: actions.grouping.put_under(portfolio, ids, by, group.key, above)


def place_for(rows: Rows, ids: Sequence[int], row: int, read_only: str | None = None) -> Place:
    """What dropping deliverables above a row does; `row` may be the number of rows, for the end.

    In a grouped view what is dropped goes into the group of the row above. Where that group is folded, or the view
    is sorted, there is no place among ranks to be seen: the group changes and the ranks stay.
    """
    row = min(max(row, 1 if rows.groups else 0), len(rows.ids))
    if read_only:
        return Place(row, None, 0, "", read_only, refused=True)
    group = rows.group_at(row - 1)
    into = group if group is not None and _strangers(rows, ids, group) else None
    if into is not None:
        why_not = actions.grouping.refusal(rows.sight.portfolio, _strangers(rows, ids, into), rows.grouping, into.key)
        if why_not:
            return Place(row, None, 0, "", why_not, refused=True)
    if rows.sort is not None or (group is not None and group.folded):
        return _without_rank(rows, ids, row, into)
    return _ranked(rows, ids, row, into)


def _without_rank(rows: Rows, ids: Sequence[int], row: int, into: Group | None) -> Place:
    if into is not None:
        group = _into_words(rows, into)
        words = trn("{group}; its rank stays", "{group}; their ranks stay", len(ids), group=group)
        return Place(row, None, 0, "", words, into=into, keeps_rank=True)
    if rows.sort is None:
        return Place(row, None, 0, "", stay_words(len(ids)), stays=True)
    words = tr("{sorted_by}; switch to your order to drag", sorted_by=rows.sort.by)
    return Place(row, None, 0, "", words, refused=True)


def _ranked(rows: Rows, ids: Sequence[int], row: int, into: Group | None) -> Place:
    portfolio = rows.sight.portfolio
    anchor = anchor_at(rows, row)
    target = rank_above(portfolio, ids, anchor)
    figure, stays = _figure(portfolio, ids, target)
    if stays and into is None:
        return Place(row, anchor, target, figure, stay_words(len(ids)), stays=True)
    said = [] if into is None else [_into_words(rows, into)]
    if rows.filter:
        filtered = trn(
            "Filtered: goes to rank {rank}, {beside}",
            "Filtered: they go to rank {rank}, {beside}",
            len(ids),
            rank=target,
            beside=_beside(rows, ids, row),
        )
        said.append(filtered)
    return Place(row, anchor, target, figure, "; ".join(said), into=into)


def stay_words(count: int) -> str:
    """What a drop says that changes nothing."""
    return trn("Stays where it is", "They stay", count)


def _strangers(rows: Rows, ids: Sequence[int], group: Group) -> list[int]:
    """Those that are not in a group."""
    items, key_of = rows.sight.portfolio.deliverables, GROUPINGS[rows.grouping].key
    return [i for i in ids if key_of(rows.sight, items[i]) != group.key]


def _into_words(rows: Rows, group: Group) -> str:
    """As in "Stage: Ready"."""
    title = GROUPINGS[rows.grouping].title
    name = group_words(rows.sight, rows.grouping, group.key)
    return name if group.key in NOWHERE else f"{title}: {name.removeprefix(f'{title} ')}"


def anchor_at(rows: Rows, row: int) -> int | None:
    """The deliverable that a drop above this row goes above, in the manager's order; None for the end."""
    if row < len(rows.ids) and rows.ids[row] >= 0:
        return rows.ids[row]
    # At the end of a group, or of a list that does not show all: just below the last one that is seen there.
    if (rows.filter or rows.groups) and row > 0 and rows.ids[row - 1] >= 0:
        return _following(rows, rows.ids[row - 1])
    return None


def rank_above(portfolio: Portfolio, ids: Sequence[int], anchor: int | None) -> int:
    """The rank that the first of the deliverables gets just above `anchor`, or at the end."""
    if anchor is None:
        return len(portfolio.live) - sum(not portfolio.deliverables[i].archived for i in ids) + 1
    position = portfolio.rank(anchor)
    return position - sum(portfolio.rank(entity_id) < position for entity_id in ids)


def _figure(portfolio: Portfolio, ids: Sequence[int], target: int) -> tuple[str, bool]:
    ranks = sorted(portfolio.rank(entity_id) for entity_id in ids)
    stays = ranks == list(range(target, target + len(ranks)))
    if len(ranks) == 1:
        return (f"{ranks[0]}" if stays else f"{ranks[0]} → {target}"), stays
    return f"→ {target}–{target + len(ranks) - 1}", stays


def _beside(rows: Rows, ids: Sequence[int], row: int) -> str:
    items, moving = rows.sight.portfolio.deliverables, set(ids)
    for below in range(row, min(row + len(ids) + 1, len(rows.ids))):
        if rows.ids[below] < 0:
            break
        if rows.ids[below] not in moving:
            return tr("just above {title}", title=quoted(items[rows.ids[below]].title, 40))
    for above in range(min(row, len(rows.ids)) - 1, -1, -1):
        if rows.ids[above] < 0:
            break
        if rows.ids[above] not in moving:
            return tr("just below {title}", title=quoted(items[rows.ids[above]].title, 40))
    return trc("among those shown", "alone")


def step_anchor(rows: Rows, ids: Sequence[int], up: bool) -> tuple[bool, int | None]:
    """Where one step among the rows shown leads: whether it leads anywhere, and above whom (None: to the end).

    In a grouped view no step leads out of the group that it begins in.
    """
    shown = sorted(row for row in map(rows.row_of, ids) if row is not None)
    if not shown:
        return False, None
    moving = set(ids)
    if up:
        row = shown[0] - 1
        if row >= 0 and rows.ids[row] >= 0:
            return True, rows.ids[row]
        return _scattered(shown), rows.ids[shown[0]]
    row = shown[-1] + 1
    while row < len(rows.ids) and rows.ids[row] in moving:
        row += 1
    if row >= len(rows.ids) or rows.ids[row] < 0:
        return _scattered(shown), anchor_at(rows, row)
    return True, _following(rows, rows.ids[row])


def _following(rows: Rows, deliverable_id: int) -> int | None:
    """Who comes after a deliverable in the manager's order, shown or not."""
    portfolio = rows.sight.portfolio
    position = portfolio.ranking.position(portfolio.deliverables[deliverable_id].order_key) + 1
    return portfolio.ranking[position] if position < len(portfolio.ranking) else None


def _scattered(shown: Sequence[int]) -> bool:
    return shown[-1] - shown[0] + 1 != len(shown)
