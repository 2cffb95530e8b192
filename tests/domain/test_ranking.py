"""The manager's order: sparse keys that behave like a list, whatever is done to them."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.actions import backlog
from deliverydesk.domain.bounds import KEY_LIMIT
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.ranking import GAP, Ranking


def of(count: int) -> Portfolio:
    return Portfolio.of([Deliverable(at, f"Item {at}", at * GAP) for at in range(1, count + 1)])


def moved_in_list(order: list[int], ids: list[int], rank: int) -> list[int]:
    """What a person means: take them out in their order, put them back so that the first has the rank."""
    moving = [each for each in order if each in ids]
    staying = [each for each in order if each not in ids]
    target = min(max(rank, 1) - 1, len(staying))
    return [*staying[:target], *moving, *staying[target:]]


@given(st.data())
def test_moves_do_what_they_do_to_a_list(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 8))
    portfolio, order = of(count), list(range(1, count + 1))
    for _ in range(data.draw(st.integers(1, 12))):
        ids = data.draw(st.lists(st.sampled_from(order), min_size=1, max_size=count, unique=True))
        rank = data.draw(st.integers(-1, count + 2))
        how = data.draw(st.sampled_from(["rank", "above", "below", "by"]))
        anchor = data.draw(st.sampled_from(order))
        if how == "rank":
            change_set = backlog.move_deliverables(portfolio, ids, rank)
            order = moved_in_list(order, ids, rank)
        elif how == "above":
            change_set = backlog.move_above(portfolio, ids, anchor)
            staying_before = [each for each in order[: order.index(anchor)] if each not in ids]
            order = moved_in_list(order, ids, len(staying_before) + 1)
        elif how == "below" and anchor not in ids:
            change_set = backlog.move_below(portfolio, ids, anchor)
            staying = [each for each in order if each not in ids]
            order = moved_in_list(order, ids, staying.index(anchor) + 2)
        else:
            first = min(order.index(each) for each in ids) + 1
            change_set = backlog.move_by(portfolio, ids, rank)
            order = moved_in_list(order, ids, first + rank)
        portfolio = portfolio.after(change_set)
        assert list(portfolio.ranking) == order
        assert [portfolio.rank(each) for each in order] == list(range(1, count + 1))
        assert portfolio.ranking == Ranking((item.order_key, item.id) for item in portfolio.deliverables)


def drop(ranking: Ranking, keys: dict[int, int], moved: int, target: int) -> tuple[Ranking, int]:
    """Drop one row at a place among the others; gives the rows written."""
    placed = ranking.placed([moved], target, [keys[moved]])
    ranking = ranking.with_keys([(each, keys[each], key) for each, key in placed.items()])
    keys.update(placed)
    return ranking, len(placed)


@pytest.mark.parametrize("where", ["one place", "between the same two", "the top", "the end", "anywhere", "zigzag"])
def test_ten_thousand_adversarial_drops_write_two_rows_each_at_most(where: str) -> None:
    count, drops, dice = 500, 10_000, random.Random(7)
    keys = {each: each * GAP for each in range(1, count + 1)}
    ranking = Ranking((key, each) for each, key in keys.items())
    written = 0
    for turn in range(drops):
        target = {
            "one place": count // 2,
            "between the same two": ranking.position(keys[250]),
            "the top": 0,
            "the end": count - 1,
            "anywhere": dice.randrange(count),
            "zigzag": 100 + turn % 2,
        }[where]
        moved = ranking[-1] if where in ("the top", "one place") else dice.choice((1, 2, 3, 490, 491))
        if where == "the end":
            moved = ranking[0]
        target = min(target, count - 1)
        ranking, rows = drop(ranking, keys, moved, target)
        written += rows
        assert ranking[target] == moved
    assert written <= 2 * drops
    assert len(set(keys.values())) == count
    assert max(map(abs, keys.values())) <= KEY_LIMIT < 2**63
    assert ranking == Ranking((key, each) for each, key in keys.items())


def test_one_drop_writes_one_row() -> None:
    portfolio = of(1000)
    change_set = backlog.move_deliverables(portfolio, [900], 3)
    assert [change.id for change in change_set.changes] == [900]
    assert change_set.label == "move “Item 900” to rank 3"


def test_many_rows_dropped_into_a_gap_that_is_used_up_make_room() -> None:
    portfolio = Portfolio.of([Deliverable(at, f"Item {at}", at) for at in range(1, 101)])
    change_set = backlog.move_deliverables(portfolio, range(51, 61), 11)
    after = portfolio.after(change_set)
    assert list(after.ranking) == moved_in_list(list(range(1, 101)), list(range(51, 61)), 11)


def test_two_rows_never_share_a_key() -> None:
    with pytest.raises(ValueError, match="share an order key"):
        Ranking([(5, 1), (5, 2)])
    ranking = Ranking((at * GAP, at) for at in range(1, 200))
    with pytest.raises(ValueError, match="share an order key"):
        ranking.with_keys([(1, GAP, 2 * GAP)])
    with pytest.raises(ValueError, match="share an order key"):
        ranking.with_keys([(at, at * GAP, 7) for at in range(1, 100)])
