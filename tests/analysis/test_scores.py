"""What a manager sees beside the rank: a score or the reason for none, flags, ranks, gaps, explanations."""

import math
from typing import Any

import pytest

from deliverydesk.analysis.scores import ScoreBoard
from deliverydesk.domain.entities import Criterion, Demand, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Period, ScoringModel, Stage
from tests.analysis.cases import items, months, portfolio

WHOLE = {"reach": 100.0, "impact": 1.0, "confidence": 0.8, "effort_likely": months(2)}


def board_of(*rows: dict[str, Any], **settings: Any) -> ScoreBoard:
    return ScoreBoard.of(portfolio(*items(*rows), **settings))


@pytest.mark.parametrize(
    ("changed", "value", "reason"),
    [
        ({}, 40.0, None),
        ({"reach": 0.0}, 0.0, None),
        ({"impact": -1.0}, -40.0, None),
        ({"reach": None}, None, "Reach is missing."),
        ({"reach": None, "impact": None, "effort_likely": None}, None, "Reach, impact and effort are missing."),
        ({"effort_likely": 0.0}, None, "Effort is 0; nothing can be divided by it. Estimate it above 0."),
        (
            {"confidence": 1.2},
            None,
            "Confidence is 1.2; it must be more than 0 and at most 1. Were 1.2 %, that is 0.012, meant?",
        ),
        (
            {"confidence": 80.0},
            None,
            "Confidence is 80; it must be more than 0 and at most 1. Were 80 %, that is 0.8, meant?",
        ),
        ({"confidence": 0.0}, None, "Confidence is 0; it must be more than 0 and at most 1."),
        ({"confidence": 800.0}, None, "Confidence is 800; it must be more than 0 and at most 1."),
        ({"reach": -5.0}, None, "Reach is -5; it must be 0 or more."),
        ({"reach": 1e308, "impact": 3.0}, None, "The inputs are too large to be multiplied."),
    ],
)
def test_rice_edge_cases(changed: dict[str, Any], value: float | None, reason: str | None) -> None:
    board = board_of({**WHOLE, **changed})
    score = board.score(1)
    assert score.value == pytest.approx(value)
    assert score.reason == reason
    assert score.rank == (None if value is None else 1)
    assert board.value(1) == score.value
    assert math.isnan(board.values[0]) == (value is None)


@pytest.mark.parametrize(
    ("model", "row", "value", "reason"),
    [
        ("ice", {"ice_impact": 10.0, "ice_confidence": 0.0, "ice_ease": 10.0}, 0.0, None),
        (
            "ice",
            {"ice_impact": 11.0, "ice_confidence": 1.0, "ice_ease": 1.0},
            None,
            "Impact is 11; it must be from 0 to 10.",
        ),
        ("ice", {"ice_impact": 1.0}, None, "Confidence and ease are missing."),
        (
            "wsjf",
            {"business_value": 13.0, "time_criticality": 0.0, "risk_opportunity": 0.0, "job_size": 0.0},
            None,
            "Job size is 0; it must be more than 0.",
        ),
        ("wsjf", {"business_value": 0.0, "time_criticality": 0.0, "risk_opportunity": 0.0, "job_size": 5.0}, 0.0, None),
        (
            "wsjf",
            {"business_value": -3.0, "time_criticality": 0.0, "risk_opportunity": 0.0, "job_size": 5.0},
            None,
            "User and business value is -3; it must be 0 or more.",
        ),
        (
            "wsjf",
            {"business_value": 3.0, "time_criticality": 1.0, "risk_opportunity": 1.0, "effort_likely": 4.0},
            None,
            "Job size is missing.",
        ),
        ("cd3", {"cost_of_delay": 1000.0, "duration_weeks": 0.0}, None, "Duration is 0 weeks; it must be more than 0."),
        ("cd3", {"cost_of_delay": 1000.0}, None, "Duration is missing."),
        ("weighted", {}, None, "There are no criteria yet. Add criteria with their weights."),
    ],
)
def test_edge_cases_of_the_other_models(model: str, row: dict[str, Any], value: float | None, reason: str) -> None:
    score = board_of(row, scoring_model=ScoringModel(model)).score(1)
    assert (score.value, score.reason) == (value, reason)


def test_criteria_without_any_weight_say_so_once() -> None:
    board = ScoreBoard.of(portfolio(*items({}), Criterion(9, "Fit", 0.0)), ScoringModel.WEIGHTED)
    assert board.score(1).reason == "Every criterion has the weight 0. Give at least one a weight."
    assert board.warnings == ("Every criterion has the weight 0. Give at least one a weight.",)


def test_ties_share_a_rank_and_stand_by_less_effort_then_by_age() -> None:
    big = {**WHOLE, "reach": 200.0, "effort_likely": months(4)}
    board = board_of(big, WHOLE, big, {**WHOLE, "reach": 1.0})
    assert [board.rank(i) for i in (1, 2, 3, 4)] == [1, 1, 1, 4]
    assert board.order() == [2, 1, 3, 4]


def test_rounding_noise_does_not_part_a_tie() -> None:
    """0.1 + 0.2 is not 0.3 to a computer; it is to a manager."""
    sums = [(0.1, 0.2, 0.3), (0.3, 0.2, 0.1), (0.0, 0.6, 0.0)]
    rows = [{"business_value": a, "time_criticality": b, "risk_opportunity": c, "job_size": 1.0} for a, b, c in sums]
    board = board_of(*rows, scoring_model=ScoringModel.WSJF)
    assert len(set(board.values.tolist())) > 1
    assert [board.rank(i) for i in (1, 2, 3)] == [1, 1, 1]


def test_harm_ranks_below_all_that_does_none_and_is_flagged() -> None:
    board = board_of({**WHOLE, "impact": -1.0}, {**WHOLE, "reach": 0.0}, {**WHOLE, "impact": -0.25})
    assert board.order() == [2, 3, 1]
    assert board.score(1).flags == (
        "The impact is negative: this does harm, and ranks below everything that does not.",
    )
    assert math.copysign(1, board.values[1]) == 1  # no minus zero


def test_small_effort_is_flagged_and_not_clamped() -> None:
    board = board_of({**WHOLE, "effort_likely": months(0.25)})
    assert board.value(1) == pytest.approx(320)
    assert board.score(1).flags[0].startswith("The effort is under half a person-month")


def test_mixed_reach_periods_are_converted_and_said() -> None:
    board = board_of(
        {**WHOLE, "reach_period": Period.MONTH},
        WHOLE,
        {**WHOLE, "reach": 1200.0, "reach_period": Period.YEAR},
        {**WHOLE, "reach_period": Period.QUARTER},
    )
    assert [board.value(i) for i in (1, 2, 3, 4)] == pytest.approx([120, 40, 120, 40])
    assert board.score(1).flags == ("100 a month converted to a quarter.",)
    assert board.score(2).flags == ()
    assert board.warnings == (
        "Reach periods are mixed: a month (1), a quarter (2) and a year (1). All are converted to a quarter, "
        "which holds only where people are not counted twice.",
    )
    assert board_of(WHOLE, {**WHOLE, "reach_period": Period.QUARTER}).warnings == ()


def test_effort_falls_back_to_the_sum_of_the_demands_never_to_a_part_of_it() -> None:
    rows = items({**WHOLE, "effort_likely": None}, {**WHOLE, "effort_likely": None}, WHOLE)
    teams = [Team(20, "A"), Team(21, "B")]
    demands = [
        Demand(30, 1, 20, likely=months(1)),
        Demand(31, 1, 21, likely=months(3)),
        Demand(32, 2, 20, likely=months(1)),
        Demand(33, 2, 21),
        Demand(34, 3, 20, likely=months(40)),
    ]
    board = ScoreBoard.of(portfolio(*rows, *teams, *demands))
    assert [board.value(i) for i in (1, 2, 3)] == [pytest.approx(20), None, pytest.approx(40)]
    assert "sum of the demands on 2 teams" in board.explain(1).rows[3].note
    assert board.explain(2).rows[3].note == "not every team's demand has a likely effort"


def test_only_open_items_with_a_score_are_ranked_and_the_gap_counts_among_them() -> None:
    def row(reach: float | None, stage: Stage = Stage.IDEA) -> dict[str, Any]:
        return {**WHOLE, "reach": reach, "stage": stage}

    board = board_of(
        row(9000.0, Stage.RELEASED), row(10.0), row(None), row(8000.0, Stage.CANCELLED), row(20.0), row(30.0)
    )
    assert board.value(1) == pytest.approx(3600)
    assert [board.rank(i) for i in range(1, 7)] == [None, 3, None, None, 2, 1]
    # Among the ranked 2, 5 and 6 the manager has 2 first, 5 second and 6 third.
    assert [board.gap(i) for i in range(1, 7)] == [None, -2, None, None, 0, 2]
    assert board.order() == [6, 5, 2, 1, 3, 4]
    assert board.ranked_ids() == [6, 5, 2]
    assert board.ranks.tolist() == [0, 3, 0, 0, 2, 1]
    assert board.gaps.tolist() == [0, -2, 0, 0, 0, 2]


def test_the_model_is_switched_by_the_settings_or_asked_for() -> None:
    row = {**WHOLE, "cost_of_delay": 10.0, "duration_weeks": 4.0}
    board = board_of(row, scoring_model=ScoringModel.CD3)
    assert (board.model, board.value(1)) == (ScoringModel.CD3, 2.5)
    assert board.by(ScoringModel.RICE).value(1) == pytest.approx(40)
    assert board.by(ScoringModel.CD3) is board


def test_an_explanation_has_every_input_formula_result_and_source() -> None:
    explained = board_of(
        {"reach": 2000.0, "impact": 1.0, "confidence": 0.8, "effort_likely": months(4), "reach_period": Period.MONTH}
    ).explain(1)
    assert [(row.name, row.words) for row in explained.rows] == [
        ("Reach", "6,000 a quarter"),
        ("Impact", "1 (medium)"),
        ("Confidence", "80 % (medium)"),
        ("Effort", "4 person-months"),
    ]
    assert explained.rows[0].note == "2,000 a month converted to a quarter"
    assert explained.rows[3].note == "17.33 person-weeks × 12 ÷ 52, own estimate"
    assert explained.formula == "6,000 × 1 × 0.8 ÷ 4"
    assert (explained.result, explained.missing, explained.gap) == ("1,200", (), 0)
    assert "McBride" in explained.source


def test_an_explanation_names_what_is_missing() -> None:
    explained = board_of({**WHOLE, "impact": None, "effort_likely": None}).explain(1)
    assert explained.missing == ("Impact", "Effort")
    assert explained.formula == "100 × ? × 0.8 ÷ ?"
    assert (explained.result, explained.score.rank) == ("no score", None)
    assert explained.rows[3].note == "neither estimated nor demanded of a team"


@pytest.mark.parametrize("model", list(ScoringModel))
def test_every_model_names_its_source(model: ScoringModel) -> None:
    explained = board_of(WHOLE).by(model).explain(1)
    assert explained.model is model
    assert len(explained.source) > 20
    assert explained.title


def test_an_empty_portfolio_has_an_empty_board() -> None:
    board = ScoreBoard.of(Portfolio())
    assert board.order() == []
    assert (len(board.ids), len(board.ranks), len(board.gaps)) == (0, 0, 0)
    assert board.warnings == ()


def test_an_unknown_deliverable_is_a_key_error() -> None:
    board = board_of(WHOLE)
    for ask in (board.score, board.value, board.rank, board.gap, board.explain):
        with pytest.raises(KeyError):
            ask(7)


def test_deliverables_added_out_of_the_order_of_their_ids() -> None:
    one, two = items(WHOLE, {**WHOLE, "reach": 5.0})
    board = ScoreBoard.of(Portfolio.of([two, one]))
    assert board.ids.tolist() == [1, 2]
    assert [board.value(1), board.value(2)] == pytest.approx([40, 2])
