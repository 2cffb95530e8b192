"""Where a drop or a step would take deliverables, said before it happens. No Qt.

While a view is filtered, dropping between two rows means "just above the lower one"; while it is sorted by a column,
a place among the rows says nothing about rank, so a drop is refused with the reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.domain.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.domain.portfolio import Portfolio
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


def place_for(rows: Rows, ids: Sequence[int], row: int, read_only: str | None = None) -> Place:
    """What dropping deliverables above a row does; `row` may be the number of rows, for the end."""
    portfolio = rows.sight.portfolio
    row = min(max(row, 0), len(rows.ids))
    if read_only:
        return Place(row, None, 0, "", read_only, refused=True)
    if rows.sort is not None:
        by = rows.sort.words.partition(",")[0]
        return Place(row, None, 0, "", f"{by}; switch to your order to drag", refused=True)
    anchor = anchor_at(rows, row)
    target = rank_above(portfolio, ids, anchor)
    figure, stays = _figure(portfolio, ids, target)
    if stays:
        return Place(row, anchor, target, figure, "Stays where it is" if len(ids) == 1 else "They stay", stays=True)
    words = ""
    if rows.filter:
        words = f"Filtered: {'goes' if len(ids) == 1 else 'they go'} to rank {target}, {_beside(rows, ids, row)}"
    return Place(row, anchor, target, figure, words)


def anchor_at(rows: Rows, row: int) -> int | None:
    """The deliverable that a drop above this row goes above, in the manager's order; None for the end."""
    if row < len(rows.ids):
        return rows.ids[row]
    return _following(rows, len(rows.ids) - 1) if rows.filter and rows.ids else None


def rank_above(portfolio: Portfolio, ids: Sequence[int], anchor: int | None) -> int:
    """The rank that the first of the deliverables gets just above `anchor`, or at the end."""
    if anchor is None:
        return len(portfolio.ranking) - len(ids) + 1
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
        if rows.ids[below] not in moving:
            return f"just above {quoted(items[rows.ids[below]].title, 40)}"
    for above in range(min(row, len(rows.ids)) - 1, -1, -1):
        if rows.ids[above] not in moving:
            return f"just below {quoted(items[rows.ids[above]].title, 40)}"
    return "alone"


def step_anchor(rows: Rows, ids: Sequence[int], up: bool) -> tuple[bool, int | None]:
    """Where one step among the rows shown leads: whether it leads anywhere, and above whom (None: to the end)."""
    shown = sorted(row for row in map(rows.row_of, ids) if row is not None)
    if not shown:
        return False, None
    moving = set(ids)
    if up:
        row = shown[0] - 1
        return (True, rows.ids[row]) if row >= 0 else (_scattered(shown), rows.ids[shown[0]])
    row = shown[-1] + 1
    while row < len(rows.ids) and rows.ids[row] in moving:
        row += 1
    if row >= len(rows.ids):
        return _scattered(shown), anchor_at(rows, len(rows.ids))
    return True, _following(rows, row)


def _following(rows: Rows, row: int) -> int | None:
    """Who comes after the deliverable of a row in the manager's order, shown or not."""
    ranking, rank = rows.sight.portfolio.ranking, rows.rank_at(row)
    return ranking[rank] if rank < len(ranking) else None


def _scattered(shown: Sequence[int]) -> bool:
    return shown[-1] - shown[0] + 1 != len(shown)
