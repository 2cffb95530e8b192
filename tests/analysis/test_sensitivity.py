"""What would change the order: thresholds worked out by hand, and held against really moving the input."""

import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.analysis.scores import ScoreBoard
from deliverydesk.analysis.sensitivity import Leeway, leeways, worth_improving
from deliverydesk.domain.entities import Criterion, Rating
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import WEEKS_PER_MONTH, ScoringModel, Stage
from tests.analysis.cases import items, months, portfolio


def rice(reach: float, impact: float, confidence: float, effort: float) -> dict[str, Any]:
    return {"reach": reach, "impact": impact, "confidence": confidence, "effort_likely": months(effort)}


def found(base: Portfolio, deliverable: int) -> dict[str, Leeway]:
    return {each.input.field: each for each in leeways(base, ScoreBoard.of(base), deliverable)}


# McBride's three projects (Intercom, 2016) score 675, 400 and 800.
MCBRIDE = portfolio(*items(rice(450, 3, 1.0, 2), rice(2000, 1, 0.8, 4), rice(800, 2, 0.5, 1)))


@pytest.mark.parametrize(
    ("field", "rise", "fall"),
    [
        ("reach", 800 / 675 * 450, 400 / 675 * 450),
        ("impact", 800 / 675 * 3, 400 / 675 * 3),
        ("confidence", None, 400 / 675),  # a certainty cannot be surer
        ("effort", 675 / 800 * 2, 675 / 400 * 2),
    ],
)
def test_of_mcbride_s_first_project(field: str, rise: float | None, fall: float) -> None:
    leeway = found(MCBRIDE, 1)[field]
    assert leeway.rise == (None if rise is None else pytest.approx(rise))
    assert leeway.fall == pytest.approx(fall)


def test_the_first_cannot_rise_and_the_last_cannot_fall() -> None:
    assert all(leeway.rise is None for leeway in found(MCBRIDE, 3).values())
    assert all(leeway.fall is None for leeway in found(MCBRIDE, 2).values())


def test_one_of_two_that_tie_falls_by_the_least() -> None:
    base = portfolio(*items(rice(100, 1, 1, 1), rice(100, 1, 1, 1)))
    reach = found(base, 1)["reach"]
    assert reach.rise is None
    assert reach.fall == pytest.approx(100)
    assert reach.fall is not None
    assert reach.fall < 100


def test_what_is_not_ranked_has_no_leeway() -> None:
    base = portfolio(*items(rice(100, 1, 1, 1), {"stage": Stage.RELEASED, **rice(1, 1, 1, 1)}, {"reach": 3.0}))
    assert leeways(base, ScoreBoard.of(base), 2) == ()
    assert leeways(base, ScoreBoard.of(base), 3) == ()


def test_doubt_is_the_own_range_of_effort_before_any_assumption() -> None:
    row = {**rice(100, 1, 1, 2), "effort_low": months(1), "effort_high": months(8)}
    base = portfolio(*items(row, rice(150, 1, 1, 1), rice(50, 1, 1, 2)))
    effort = found(base, 1)["effort"]
    # 100 a month of effort at best, 12.5 at worst, against 150 and 25
    assert effort.doubt[1:] == pytest.approx((1, 8, 2, 3))
    assert found(base, 2)["effort"].doubt[1:3] == pytest.approx((1 / 1.7, 1.7))


def test_ratings_stay_on_their_scale() -> None:
    base = portfolio(
        *items({}, {}),
        Criterion(20, "Fit", 1.0, 1.0, 5.0),
        Criterion(21, "Risk", 1.0, 1.0, 5.0, lower_is_better=True),
        Rating(30, 1, 20, 4.0),
        Rating(31, 1, 21, 3.0),
        Rating(32, 2, 20, 5.0),
        Rating(33, 2, 21, 3.5),
        scoring_model=ScoringModel.WEIGHTED,
    )
    fit, risk = leeways(base, ScoreBoard.of(base), 1)
    assert fit.rise == pytest.approx(4.5)
    assert risk.rise == pytest.approx(2.5)
    assert fit.doubt[1:3] == pytest.approx((3.6, 4.4))
    assert fit.fall is risk.fall is None


def test_the_estimate_worth_improving_is_the_one_whose_doubt_moves_most_ranks() -> None:
    wide = {**rice(100, 1, 1, 2), "effort_low": months(0.2), "effort_high": months(40)}
    base = portfolio(*items(wide, *(rice(3 * 3**n, 1, 1, 1) for n in range(5)), rice(100_000, 1, 1, 1)))
    board = ScoreBoard.of(base)
    (first, doubt), *rest = worth_improving(base, board, board.ranked_ids())
    assert (first, doubt.input.field) == (1, "effort")
    assert doubt[3:] == (2, 7)
    assert all(doubt.swing >= other.swing > 0 for _, other in rest)
    assert 7 not in [each for each, _ in rest], "nothing comes near the best one"


_ROW = st.builds(
    rice,
    st.integers(1, 5000).map(float),
    st.sampled_from([0.25, 0.5, 1.0, 2.0, 3.0]),
    st.sampled_from([0.5, 0.8, 1.0]),
    st.integers(1, 20).map(float),
)
_FIELDS = {"reach": "reach", "impact": "impact", "confidence": "confidence", "effort": "effort_likely"}


@given(st.lists(_ROW, min_size=2, max_size=8))
def test_a_threshold_is_where_the_rank_really_changes(rows: list[dict[str, Any]]) -> None:
    base = portfolio(*items(*rows))
    board = ScoreBoard.of(base)

    def rank_at(field: str, value: float) -> int:
        own = value * WEEKS_PER_MONTH if field == "effort" else min(value, 1) if field == "confidence" else value
        item = replace(base.deliverables[1], **{_FIELDS[field]: own})
        moved = Portfolio.of([base.settings, item, *(each for each in base.deliverables if each.id != 1)])
        rank = ScoreBoard.of(moved).rank(1)
        assert rank is not None
        return rank

    here = board.rank(1)
    assert here is not None
    for field, leeway in found(base, 1).items():
        value = leeway.input.value
        assert value is not None
        if leeway.rise is not None:
            assert rank_at(field, _beyond(leeway.rise, value)) < here
            assert rank_at(field, value + (leeway.rise - value) * 0.999) == here
        if leeway.fall is not None:
            assert rank_at(field, _beyond(leeway.fall, value)) > here
            assert rank_at(field, value + (leeway.fall - value) * 0.999) == here
        _, low, high, *ranks = leeway.doubt
        assert sorted((rank_at(field, low), rank_at(field, high))) == ranks


def _beyond(threshold: float, value: float) -> float:
    """A hair further: weeks to months and back may round a threshold to the wrong side."""
    return threshold * (1 + math.copysign(1e-6, threshold - value))
