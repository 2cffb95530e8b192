"""“Order by score” as an action."""

import pytest

from deliverydesk.analysis.ordering import order_by_score
from deliverydesk.analysis.scores import ScoreBoard
from deliverydesk.domain import rules
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import ScoringModel, Stage
from tests.analysis.cases import items, portfolio


def backlog(*reaches: float | None) -> Portfolio:
    return portfolio(
        *items(*[{"reach": reach, "impact": 1.0, "confidence": 1.0, "effort_likely": 1.0} for reach in reaches])
    )


def test_ranked_items_are_dealt_among_their_own_ranks_and_the_rest_stay() -> None:
    before = backlog(10, None, 30, 20, None)
    change_set = order_by_score(before, ScoreBoard.of(before))
    after = before.after(change_set)
    rules.check(after, change_set)
    assert list(after.ranking) == [3, 2, 4, 1, 5]
    assert change_set.label == "order 3 deliverables by RICE score"
    assert before.after(change_set).after(change_set.inverse()) == before
    board = ScoreBoard.of(after)
    assert not board.gaps.any()
    assert not order_by_score(after, board)


def test_only_the_ids_given_are_ordered() -> None:
    before = backlog(10, 20, 30, 40)
    assert list(before.after(order_by_score(before, ScoreBoard.of(before), [1, 4])).ranking) == [4, 2, 3, 1]


def test_closed_items_keep_their_ranks() -> None:
    first, second, third = items(
        *[{"reach": r, "impact": 1.0, "confidence": 1.0, "effort_likely": 1.0} for r in (1.0, 2.0, 3.0)]
    )
    released = Deliverable(9, "Released", -1, reach=9.0, impact=1.0, confidence=1.0, effort_likely=1.0)
    before = portfolio(first, second, third, released, scoring_model=ScoringModel.RICE)
    closed = portfolio(
        first, second, third, Deliverable(9, "Released", -1, stage=Stage.RELEASED, reach=0.0, impact=1.0)
    )
    assert list(before.after(order_by_score(before, ScoreBoard.of(before))).ranking) == [9, 3, 2, 1]
    assert list(closed.after(order_by_score(closed, ScoreBoard.of(closed))).ranking) == [9, 3, 2, 1]


def test_nothing_scored_is_a_sentence() -> None:
    before = backlog(None, None)
    with pytest.raises(DeskError, match=r"^Nothing can be ordered: no open item here has a RICE score\.$"):
        order_by_score(before, ScoreBoard.of(before))
