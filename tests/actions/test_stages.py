"""From stage to stage with a rank in one step, and the limits of stages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.actions import stages
from deliverydesk.actions.registry import actions
from deliverydesk.domain.entities import Deliverable, StageLimit
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.ranking import GAP
from deliverydesk.domain.rules import check
from deliverydesk.domain.values import Stage

STAGES = (Stage.IDEA, Stage.READY, Stage.DELIVERY)


def made(count: int = 9) -> Portfolio:
    return Portfolio.of([Deliverable(n, f"Item {n}", n * GAP, stage=STAGES[n % 3]) for n in range(1, count + 1)])


def test_a_move_sets_stage_and_rank_at_once() -> None:
    before = made()
    change_set = stages.move_to_stage(before, [7, 2], Stage.DELIVERY, above=5)
    after = before.after(change_set)
    assert list(after.ranking) == [1, 3, 4, 2, 7, 5, 6, 8, 9]
    assert {after.deliverables[i].stage for i in (7, 2)} == {Stage.DELIVERY}
    assert len(change_set.changes) == 2, "one change an item, so that one undo takes both back"
    assert change_set.label == "move 2 deliverables to delivery"


def test_below_and_without_a_place() -> None:
    before = made()
    assert list(before.after(stages.move_to_stage(before, [1], Stage.IDEA, below=9)).ranking)[-1] == 1
    kept = before.after(stages.move_to_stage(before, [1], Stage.IDEA))
    assert list(kept.ranking) == list(before.ranking)
    assert kept.deliverables[1].stage is Stage.IDEA
    assert not stages.move_to_stage(before, [], Stage.IDEA)


@given(
    ids=st.lists(st.integers(1, 9), min_size=1, max_size=5, unique=True),
    stage=st.sampled_from(Stage),
    above=st.none() | st.integers(1, 9),
)
def test_any_move_keeps_the_rules_and_undoes(ids: list[int], stage: Stage, above: int | None) -> None:
    before = made()
    change_set = stages.move_to_stage(before, ids, stage, above=above)
    after = before.after(change_set)
    check(after, change_set)
    assert sorted(after.ranking) == sorted(before.ranking)
    assert all(after.deliverables[i].stage is stage for i in ids)
    stay = [i for i in before.ranking if i not in ids]
    assert [i for i in after.ranking if i not in ids] == stay
    assert after.after(change_set.inverse()) == before


def test_a_limit_is_set_changed_and_taken_off() -> None:
    portfolio = made()
    for limit in (3, 5, None, None):
        portfolio = portfolio.after(stages.set_stage_limit(portfolio, Stage.READY, limit))
        assert [each.limit for each in portfolio.stage_limits] == ([limit] if limit else [])


def test_a_limit_under_one_is_refused_and_the_registry_knows_both() -> None:
    portfolio, listed = made(), actions()
    change_set = listed["set_stage_limit"].prepare(portfolio, {"stage": "ready", "limit": 0})
    with pytest.raises(DeskError):
        check(portfolio.after(change_set), change_set)
    moved = listed["move_to_stage"].prepare(portfolio, {"ids": [1], "stage": "tabled", "below": 9})
    assert portfolio.after(moved).deliverables[1].stage is Stage.TABLED
    limited = portfolio.after(listed["set_stage_limit"].prepare(portfolio, {"stage": "idea", "limit": 4}))
    assert [(each.stage, each.limit) for each in limited.table(StageLimit)] == [(Stage.IDEA, 4)]
