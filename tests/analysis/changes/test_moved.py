"""Who was moved in the order: the fewest that explain it, and never who only made room."""

from collections.abc import Sequence
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.actions import archiving, backlog
from deliverydesk.analysis.changes.moved import Move, moved
from deliverydesk.domain.changes import Change, ChangeSet
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.portfolio import Portfolio


def portfolio(count: int) -> Portfolio:
    return Portfolio.of([Deliverable(n, f"Item {n}", n * 1000) for n in range(10, 10 + count)])


def in_order(before: Portfolio, ids: Sequence[int]) -> Portfolio:
    """The same items in another order, all with new keys, as after a sort."""
    items = [before.deliverables[each] for each in ids]
    changes = (Change(was, Deliverable(was.id, was.title, 500_000 + n)) for n, was in enumerate(items))
    return before.after(ChangeSet("sort", tuple(changes)))


def test_one_that_is_moved_is_told_and_not_those_that_made_room() -> None:
    before = portfolio(9)
    for item, rank in ((17, 2), (11, 9), (10, 2), (18, 8)):
        after = before.after(backlog.move_deliverables(before, [item], rank))
        assert moved(before, after) == [Move(item, item - 9, rank)]


def test_added_deleted_and_archived_move_nobody() -> None:
    before = portfolio(6)
    after = before.after(backlog.add_deliverable(before, {"title": "New"}, rank=2))
    after = after.after(archiving.archive_deliverables(after, [13]))
    assert after.live != before.live
    assert moved(before, after) == []


def test_new_keys_in_the_old_order_are_no_moves() -> None:
    before = portfolio(5)
    assert moved(before, in_order(before, before.ranking.ids)) == []


@given(st.permutations(range(10, 17)))
def test_no_fewer_moves_would_do(ids: list[int]) -> None:
    before = portfolio(7)
    told = {move.deliverable for move in moved(before, in_order(before, ids))}
    staying = [each for each in ids if each not in told]
    at_the_same_rank = sum(ids[n] == 10 + n and ids[n] in told for n in range(7))
    longest = max(sum(1 for _ in run) for run in _ascending_runs(ids))
    assert not at_the_same_rank
    assert len(told) <= 7 - longest
    assert len(staying) >= longest


def _ascending_runs(ids: Sequence[int]) -> list[tuple[int, ...]]:
    chosen = ([each for n, each in enumerate(ids) if mask >> n & 1] for mask in range(1, 1 << len(ids)))
    return [tuple(run) for run in chosen if run == sorted(run)]


def test_every_order_of_four_is_explained() -> None:
    before = portfolio(4)
    for ids in permutations(range(10, 14)):
        for move in moved(before, in_order(before, ids)):
            assert ids[move.rank_after - 1] == move.deliverable
            assert move.rank_before == move.deliverable - 9
