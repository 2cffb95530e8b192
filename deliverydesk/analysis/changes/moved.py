"""Who was moved in the manager's order between two portfolios, told from those who only made room."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from deliverydesk.domain.portfolio import Portfolio


class Move(NamedTuple):
    """A deliverable that was moved; ranks count from 1 among what is not archived."""

    deliverable: int
    rank_before: int
    rank_after: int


def moved(before: Portfolio, after: Portfolio) -> list[Move]:
    """The fewest deliverables whose moves explain the new order, in that order.

    Whose order key did not change was not moved. Of the others those stay that stand between the same neighbours as
    before: the longest run of them that keeps its order (Schensted's longest increasing subsequence). n log n.
    """
    if before.live == after.live:
        return []
    was = {item: rank for rank, item in enumerate(before.live, start=1)}
    listed = [(item, rank, was[item]) for rank, item in enumerate(after.live, start=1) if item in was]
    keys, former = after.deliverables, before.deliverables
    fixed = [keys[item].order_key == former[item].order_key for item, _, _ in listed]
    staying = _staying([place for _, _, place in listed], fixed)
    return [
        Move(item, place, rank)
        for index, (item, rank, place) in enumerate(listed)
        if index not in staying and place != rank
    ]


def _staying(places: Sequence[int], fixed: Sequence[bool]) -> set[int]:
    """The indexes of the longest run of ascending places that holds all fixed ones."""
    ends = [index for index, stays in enumerate(fixed) if stays]
    staying = set(ends)
    for start, end in zip([-1, *ends], [*ends, len(places)], strict=True):
        low = places[start] if start >= 0 else 0
        high = places[end] if end < len(places) else len(places) + max(places, default=0)
        between = (index for index in range(start + 1, end) if low < places[index] < high)
        staying.update(_longest_ascending(places, between))
    return staying


def _longest_ascending(places: Sequence[int], indexes: Iterable[int]) -> list[int]:
    tails: list[int] = []  # the lowest place that a run of each length ends with
    holders: list[int] = []
    before: dict[int, int | None] = {}
    for index in indexes:
        at = bisect_left(tails, places[index])
        before[index] = holders[at - 1] if at else None
        tails[at : at + 1] = [places[index]]
        holders[at : at + 1] = [index]
    run: list[int] = []
    last: int | None = holders[-1] if holders else None
    while last is not None:
        run.append(last)
        last = before[last]
    return run
