"""Verdicts: worked cases, the thresholds, what earns "flat", rates with denominators, and odd input."""

import math
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.analysis.evidence.readings import Dated, Readings, clean
from deliverydesk.analysis.evidence.reasons import Caution, Reason, Verdict
from deliverydesk.analysis.evidence.slope import slope_posterior
from deliverydesk.analysis.evidence.verdict import CAP, judge, readings_needed, verdict_for
from deliverydesk.domain.values import Direction
from tests.analysis.evidence.cases import weekly

UP, DOWN, HOLD = Direction.UP, Direction.DOWN, Direction.HOLD
RISING = [50, 51, 53, 52, 55, 56]
FLAT = [50, 52, 49, 51, 50, 51, 49, 50]
FALLING = [9.1, 8.8, 8.9, 8.2, 8.3, 7.9, 7.4]


@pytest.mark.parametrize(
    ("values", "direction", "verdict", "p_good"),
    [
        (RISING, UP, Verdict.IMPROVING, 0.98675),
        (RISING, DOWN, Verdict.WORSENING, 1 - 0.98675),
        (FLAT, UP, Verdict.CANNOT_TELL, 0.26009),
        (FALLING, DOWN, Verdict.IMPROVING, 0.99483),
        (RISING[:4], UP, Verdict.TOO_FEW, None),
        ([], UP, Verdict.TOO_FEW, None),
    ],
)
def test_worked_cases(values: list[float], direction: Direction, verdict: Verdict, p_good: float | None) -> None:
    found = judge(weekly(values), direction)
    assert found.verdict is verdict
    assert found.p_good == (None if p_good is None else pytest.approx(p_good, abs=5e-6))


def test_thresholds() -> None:
    p_good = np.array([0.0250, 0.0251, 0.5, 0.9749, 0.9750])
    p_flat = np.array([0.99, 0.89, 0.90, 0.0, 0.95])
    worsening, flat, improving = Verdict.WORSENING.value, Verdict.FLAT.value, Verdict.IMPROVING.value
    unclear, few = Verdict.CANNOT_TELL.value, Verdict.TOO_FEW.value
    assert verdict_for(p_good, p_flat, 6).tolist() == [worsening, unclear, flat, unclear, improving]
    assert verdict_for(p_good, p_flat, 5).tolist() == [worsening, unclear, unclear, unclear, improving]
    assert verdict_for(p_good, None, 6).tolist() == [worsening, unclear, unclear, unclear, improving]
    assert verdict_for(p_good, p_flat, 4).tolist() == [few] * 5


def test_a_judgement_tells_what_it_rests_on() -> None:
    found = judge(weekly(RISING), UP, smallest_change=3)
    assert (found.n, found.first, found.last) == (6, date(2026, 1, 5), date(2026, 2, 9))
    assert found.change == pytest.approx(5 * 0.863158, abs=1e-5)
    assert found.change_80 is not None
    assert found.change_95 is not None
    assert found.change_95.low < found.change_80.low < found.change < found.change_80.high < found.change_95.high
    assert (found.prior_sigmas, found.smallest_change, found.noise_known) == (2.0, 3, False)
    assert found.sigma == pytest.approx(1.352, abs=1e-3)
    assert found.p_chance == pytest.approx(0.004293, abs=5e-7)  # ordinary least squares, two-sided


def test_flat_is_earned_by_the_smallest_change_that_matters_and_six_readings() -> None:
    assert judge(weekly(FLAT), UP).verdict is Verdict.CANNOT_TELL
    assert judge(weekly(FLAT), UP, smallest_change=0.5).verdict is Verdict.CANNOT_TELL
    found = judge(weekly(FLAT), UP, smallest_change=3)
    assert found.verdict is Verdict.FLAT
    assert found.p_flat == pytest.approx(0.9754, abs=1e-4)
    assert judge(weekly(FLAT[:5]), UP, smallest_change=50).verdict is Verdict.CANNOT_TELL


def test_a_sure_move_that_is_smaller_than_what_matters_says_so() -> None:
    found = judge(weekly(FALLING), DOWN, smallest_change=3)
    assert found.verdict is Verdict.IMPROVING
    assert Caution.SMALL in found.cautions


def test_thinned_readings_are_a_caution() -> None:
    found = judge(weekly(range(20)).thinned(14), UP)
    assert found.n == 10
    assert Caution.THINNED in found.cautions


# How many more.


def test_too_few_need_as_many_as_a_verdict_needs() -> None:
    assert judge(weekly(RISING[:3]), UP).more == 2


@pytest.mark.parametrize("slope", [0.03, 0.04, 0.07, 0.09, 0.1])
@pytest.mark.parametrize("known", [False, True])
def test_the_number_that_would_settle_it_does_if_the_line_goes_on(slope: float, known: bool) -> None:
    sigma, step = 0.9, 7.0
    needed = readings_needed(4, step, slope, sigma, known=known)
    assert needed is not None
    assert p_of_going_on(needed, step, slope, sigma, known) >= 0.975
    assert p_of_going_on(needed - 1, step, slope, sigma, known) < 0.975
    assert readings_needed(4, step, -slope, sigma, known=known) == needed


def p_of_going_on(n: int, step: float, slope: float, sigma: float, known: bool) -> float:
    """P(up) of n readings that scatter about a line by exactly sigma, whatever the pattern."""
    days = np.arange(n) * step
    scatter = np.random.default_rng(5).normal(size=n)
    scatter -= np.polyval(np.polyfit(days, scatter, 1), days)
    scatter *= sigma * math.sqrt(n - 2) / math.sqrt((scatter**2).sum())
    return float(slope_posterior(days, slope * days + scatter, sigma=sigma if known else None).p_up())


def test_a_judgement_says_how_many_more() -> None:
    values = [50, 52, 51, 53, 52, 53]
    found = judge(weekly(values), UP)
    slope, left = np.polyfit(np.arange(6) * 7, values, 1, full=True)[:2]
    assert found.verdict is Verdict.CANNOT_TELL
    assert found.n + (found.more or 0) == readings_needed(6, 7.0, float(slope[0]), math.sqrt(float(left[0]) / 4))


def test_noise_without_slope_is_never_settled_and_says_why() -> None:
    found = judge(weekly([50, 52, 49, 49, 52, 50]), UP)
    assert (found.more, found.more_reason) == (None, Reason.BEYOND_CAP)
    assert readings_needed(6, 7.0, 0.0, 1.0) is None
    assert readings_needed(CAP, 7.0, 1.0, 1.0) is None


# Constant series.


def test_a_constant_series_is_named_and_not_called_flat() -> None:
    found = judge(weekly([5.0] * 12), UP, smallest_change=1)
    assert (found.verdict, found.reason, found.p_good) == (Verdict.CANNOT_TELL, Reason.NO_VARIATION, None)


def test_a_perfect_line_is_no_constant() -> None:
    assert judge(weekly([1, 2, 3, 4, 5]), UP).verdict is Verdict.IMPROVING


# Rates.


def test_known_denominators_see_with_few_readings_what_scatter_alone_cannot() -> None:
    rates, bases = [0.10, 0.16, 0.12, 0.19, 0.17], [2000.0] * 5
    assert judge(weekly(rates), UP).verdict is Verdict.CANNOT_TELL
    found = judge(weekly([0.10, 0.11, 0.13, 0.12, 0.14], bases), UP)
    assert found.noise_known
    assert found.verdict is Verdict.IMPROVING
    p = 0.12
    assert found.sigma == pytest.approx(math.sqrt(p * (1 - p) / 2000))


def test_rates_in_per_cent_and_as_shares_are_judged_alike() -> None:
    rates, bases = [0.10, 0.11, 0.13, 0.12, 0.14], [200.0, 300, 250, 900, 100]
    share = judge(weekly(rates, bases), UP)
    per_cent = judge(weekly([100 * rate for rate in rates], bases, whole=100), UP)
    assert per_cent.p_good == pytest.approx(share.p_good)
    assert per_cent.sigma == pytest.approx(100 * (share.sigma or 0))


def test_a_rate_of_a_few_weighs_little() -> None:
    rates = [0.10, 0.11, 0.10, 0.09, 0.10, 0.40]
    many = judge(weekly(rates, [1000.0] * 6), UP)
    few = judge(weekly(rates, [1000.0] * 5 + [5.0]), UP)
    assert Caution.OVERDISPERSED in many.cautions
    assert few.noise_known
    assert few.level is not None
    assert few.level.high < 0.15


def test_rates_that_scatter_beyond_their_denominators_are_not_believed_to_be_binomial() -> None:
    found = judge(weekly([0.10, 0.30, 0.05, 0.35, 0.12, 0.33], [5000.0] * 6), UP)
    assert not found.noise_known
    assert Caution.OVERDISPERSED in found.cautions
    assert found.verdict is Verdict.CANNOT_TELL


def test_constant_rates_have_the_noise_of_their_denominators() -> None:
    found = judge(weekly([0.2] * 6, [400.0] * 6), UP, smallest_change=0.1)
    assert (found.verdict, found.p_good) == (Verdict.FLAT, pytest.approx(0.5))
    assert judge(weekly([0.0] * 6, [400.0] * 6), UP).reason is Reason.NO_VARIATION


# Autocorrelation.


def test_readings_that_resemble_each_other_are_cautioned_and_widened() -> None:
    waves = [0, 1, 2, 3, 3, 2, 1, 0, 0, 1, 2, 3, 4, 4, 5, 6]
    guarded, plain = judge(weekly(waves), UP), judge(weekly(waves), UP, guard=False)
    assert guarded.autocorrelation is not None
    assert guarded.autocorrelation > 0.55
    assert Caution.AUTOCORRELATED in guarded.cautions
    assert guarded.p_good is not None
    assert plain.p_good is not None
    assert 0.5 < guarded.p_good < plain.p_good
    assert judge(weekly(waves[:11]), UP).autocorrelation is None


# Hold.


@pytest.mark.parametrize(
    ("bounds", "verdict"),
    [
        ((40.0, 60.0), Verdict.HOLDING),
        ((None, 60.0), Verdict.HOLDING),
        ((40.0, None), Verdict.HOLDING),
        ((60.0, 70.0), Verdict.OUTSIDE),
        ((None, 40.0), Verdict.OUTSIDE),
        ((50.0, 60.0), Verdict.CANNOT_TELL),
    ],
)
def test_hold_is_judged_by_the_level_at_the_latest_reading(
    bounds: tuple[float | None, float | None], verdict: Verdict
) -> None:
    found = judge(weekly(FLAT), HOLD, bounds=bounds)
    assert found.verdict is verdict
    assert found.level is not None
    assert found.level.low < 50 < found.level.high


def test_hold_looks_at_where_the_level_has_gone_and_not_at_its_mean() -> None:
    rising = judge(weekly([50, 51.2, 52, 52.9, 54.1, 55, 56.2, 57]), HOLD, bounds=(45, 55))
    assert rising.verdict is Verdict.OUTSIDE


def test_a_perfect_line_to_hold_tells_not_how_far_it_may_be_off() -> None:
    assert judge(weekly([50, 51, 52, 53, 54]), HOLD, bounds=(45, 53)).reason is Reason.NO_VARIATION


def test_hold_without_bounds_has_a_reason() -> None:
    found = judge(weekly(FLAT), HOLD)
    assert (found.verdict, found.reason) == (Verdict.CANNOT_TELL, Reason.NO_BOUNDS)


def test_a_level_near_its_bound_says_how_many_more() -> None:
    found = judge(weekly(FLAT), HOLD, bounds=(48.8, 60))
    assert found.verdict is Verdict.CANNOT_TELL
    assert found.more is not None
    assert found.more > 0


# Odd input.

VALUES = st.floats(allow_nan=True, allow_infinity=True) | st.integers(-3, 3).map(float) | st.just(7.0)
BASES = st.none() | st.floats(-1, 1e6)


@given(
    st.lists(st.tuples(st.integers(0, 400), VALUES, BASES), max_size=20),
    st.sampled_from(list(Direction)),
    st.none() | st.floats(1e-3, 1e3),
    st.tuples(st.none() | st.floats(-10, 0), st.none() | st.floats(0, 10)),
)
def test_whatever_is_entered_gets_a_probability_or_a_reason(
    entered: list[tuple[int, float, float | None]],
    direction: Direction,
    smallest: float | None,
    bounds: tuple[float | None, float | None],
) -> None:
    start = date(2026, 1, 1)
    dated = [Dated(start + timedelta(days=day), value, base) for day, value, base in entered]
    readings = clean(dated, date(2026, 12, 31))
    found = judge(readings, direction, bounds=bounds, smallest_change=smallest)
    assert (found.p_good is None) == (found.reason is not None)
    assert found.p_good is None or 0 <= found.p_good <= 1
    assert found.more is not None or found.more_reason is not None
    assert (found.verdict is Verdict.TOO_FEW) == (found.n < 5)


@given(st.lists(st.floats(-1e6, 1e6), min_size=5, max_size=15))
def test_a_metric_turned_upside_down_is_judged_the_other_way(values: list[float]) -> None:
    turned = [-value for value in values]
    up, down = judge(weekly(values), UP), judge(weekly(turned), DOWN)
    assert up.verdict is down.verdict
    if up.p_good is not None:
        assert down.p_good == pytest.approx(up.p_good, abs=1e-9)


def test_days_count_and_not_the_number_of_the_reading() -> None:
    early = Readings((1, 2, 3, 4, 101), (1.0, 2.0, 1.0, 2.0, 1.6))
    even = Readings((1, 26, 51, 76, 101), (1.0, 2.0, 1.0, 2.0, 1.6))
    assert judge(early, UP).p_good != judge(even, UP).p_good
