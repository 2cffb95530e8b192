"""Which moves deserve a reason, and that the reason is kept."""

from datetime import date

import pytest

from deliverydesk.actions import backlog
from deliverydesk.actions.overriding import Move, give_reason
from deliverydesk.analysis.overrides import against_score
from deliverydesk.analysis.scores import ScoreBoard
from deliverydesk.domain import rules
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import ScoringModel
from tests.analysis.cases import items, months, portfolio

DAY = date(2026, 8, 19)
# By score in the manager's order: 100, 99, ... 91; and one without a score.
BASE = portfolio(
    *items(
        *({"reach": 100.0 - n, "impact": 1.0, "confidence": 1.0, "effort_likely": months(1)} for n in range(10)), {}
    ),
    rank_gap=4,
)


def moved(ids: list[int], rank: int, base: Portfolio = BASE) -> list[Move]:
    after = base.after(backlog.move_deliverables(base, ids, rank))
    return against_score(base, ScoreBoard.of(base), after, ScoreBoard.of(after), ids)


def test_a_move_as_far_as_the_portfolio_minds_is_found_with_its_ranks() -> None:
    assert moved([8], 4) == [Move(8, 8, 4, 8)]
    assert moved([8], 5) == []
    assert moved([1, 2], 9) == [Move(1, 1, 9, 1), Move(2, 2, 10, 2)]


def test_a_move_back_towards_the_score_needs_no_reason() -> None:
    away = BASE.after(backlog.move_deliverables(BASE, [10], 1))
    assert moved([10], 5, away) == []
    assert [move.rank_after for move in moved([10], 1, BASE)] == [1]


def test_what_has_no_score_goes_against_none() -> None:
    assert moved([11], 1) == []


def test_the_reason_is_kept_for_every_item_moved() -> None:
    moves = moved([1, 2], 9)
    change_set = give_reason(BASE, moves, ScoringModel.RICE, "  Promised to\nthe board ", DAY)
    after = BASE.after(change_set)
    rules.check(after, change_set)
    kept = list(after.overrides)
    assert [(each.deliverable, each.rank_after, each.reason) for each in kept] == [
        (1, 9, "Promised to the board"),
        (2, 10, "Promised to the board"),
    ]
    assert change_set.label == "say why 2 deliverables were moved"


def test_no_reason_is_no_reason() -> None:
    with pytest.raises(DeskError, match="leave it out"):
        give_reason(BASE, moved([8], 1), ScoringModel.RICE, " ", DAY)
