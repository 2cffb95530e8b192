"""The levels on both sides of a launch."""

import warnings
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from deliverydesk.analysis.evidence.before_after import Moved, before_after
from deliverydesk.analysis.evidence.reasons import Caution, Reason
from deliverydesk.domain.values import Direction
from tests.analysis.evidence.cases import START, weekly

UP, DOWN, HOLD = Direction.UP, Direction.DOWN, Direction.HOLD
# Student's sleep data (1908), hours gained under two drugs; as two samples t = −1.8608 on 18 degrees of freedom,
# p = .07919, interval −3.3639 to .2039 (R, t.test(extra ~ group, data = sleep, var.equal = TRUE)).
FIRST = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
SECOND = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]


def test_published_case() -> None:
    found = before_after(weekly(FIRST + SECOND), START + timedelta(weeks=10), UP)
    assert (found.before, found.after, found.skipped) == (10, 10, 0)
    assert (found.mean_before, found.mean_after) == (pytest.approx(0.75), pytest.approx(2.33))
    assert found.step == pytest.approx(1.58)
    assert found.p_up == pytest.approx(1 - 0.07919 / 2, abs=5e-6)
    assert found.step_95 is not None
    assert (found.step_95.low, found.step_95.high) == (
        pytest.approx(-0.203874, abs=5e-6),
        pytest.approx(3.363874, abs=5e-6),
    )
    assert (found.moved, found.good) == (Moved.UP, True)


@pytest.mark.parametrize(("direction", "good"), [(UP, True), (DOWN, False), (HOLD, None)])
def test_good_is_the_way_wanted(direction: Direction, good: bool | None) -> None:
    found = before_after(weekly([1, 2, 1, 8, 9, 8]), START + timedelta(weeks=3), direction)
    assert (found.moved, found.good) == (Moved.UP, good)


def test_the_day_of_the_launch_is_after_it_and_the_lag_belongs_to_neither_side() -> None:
    launch = START + timedelta(weeks=3)
    assert before_after(weekly([1, 2, 1, 8, 9, 8]), launch, UP).after == 3
    lagged = before_after(weekly([1, 2, 1, 1, 2, 8, 9, 8]), launch, UP, lag_days=14)
    assert (lagged.before, lagged.skipped, lagged.after) == (3, 2, 3)
    assert lagged.moved is Moved.UP


def test_a_reading_that_looks_back_over_the_launch_is_of_neither_side() -> None:
    at_launch, day_before = START + timedelta(weeks=3), START + timedelta(days=15)
    assert before_after(weekly(range(7)).thinned(7), at_launch, UP).skipped == 1
    assert before_after(weekly(range(7)).thinned(7), day_before, UP).skipped == 0
    assert before_after(weekly(range(9)), START + timedelta(days=25), UP).skipped == 0
    assert before_after(weekly(range(9)).thinned(5), START + timedelta(days=25), UP).skipped == 1


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([], Reason.NO_READINGS),
        ([1, 2, 3, 4], Reason.TOO_FEW_AFTER),
        ([1, 1, 1, 5, 5, 5], Reason.NO_VARIATION),
    ],
)
def test_why_nothing_can_be_said(values: list[float], reason: Reason) -> None:
    found = before_after(weekly(values), START + timedelta(weeks=3), UP)
    assert (found.moved, found.reason, found.p_up) == (Moved.CANNOT_TELL, reason, None)


def test_too_few_before() -> None:
    assert before_after(weekly([1, 2, 3, 4, 5]), START + timedelta(weeks=2), UP).reason is Reason.TOO_FEW_BEFORE


def test_an_outcome_that_was_moving_before_is_a_caution() -> None:
    moving = before_after(weekly([1, 2, 3, 4, 5, 6, 7, 8, 9]), START + timedelta(weeks=6), UP)
    assert moving.moved is Moved.UP
    assert moving.cautions == (Caution.MOVING_BEFORE,)


@given(
    st.lists(st.integers(-50, 50).map(float), min_size=3, max_size=8),
    st.lists(st.integers(-50, 50).map(float), min_size=3, max_size=8),
)
def test_as_scipy_has_it(old: list[float], new: list[float]) -> None:
    found = before_after(weekly(old + new), START + timedelta(weeks=len(old)), UP)
    if found.reason is Reason.NO_VARIATION:
        assert len(set(old)) == len(set(new)) == 1
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # one side may be constant
        theirs = stats.ttest_ind(np.array(new), np.array(old), alternative="less")
    assert found.p_up == pytest.approx(theirs.pvalue, abs=1e-12)
