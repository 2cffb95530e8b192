"""Forecasts from throughput: closed forms, a published workbook, and honest refusals."""

import math
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.analysis.forecast.reasons import Reason
from deliverydesk.analysis.forecast.throughput import (
    Basis,
    Method,
    Periods,
    amounts,
    counts_before,
    how_many,
    regime_deviation,
    stability,
    when,
)

START = date(2026, 11, 30)
PLAIN = Method(c=0.0, bayesian=False)
TEAM = [1, 5, 11, 7, 7, 16, 9, 11, 10, 6, 7, 12, 6, 8, 8, 8, 9]


def after(weeks: int) -> date:
    return START + timedelta(weeks=weeks, days=-1)


def test_a_constant_speed_leaves_no_doubt() -> None:
    told = when([4] * 8, 20, START)
    assert told.periods == Periods(5, 5, 5)
    assert told.day(told.periods.p85) == after(5) == date(2027, 1, 3)
    assert (told.chance(after(4)), told.chance(after(5)), told.chance(START)) == (0.0, 1.0, 0.0)


def test_nothing_or_two_is_geometric() -> None:
    """Plain bootstrap of 0 or 2 with probability ½, two items: P(weeks ≤ k) = 1 − 2⁻ᵏ."""
    told = when([0, 2] * 3, 2, START, method=PLAIN)
    assert told.chances[:6] == pytest.approx([1 - 2**-k for k in range(6)], abs=0.015)
    assert (told.periods.p85, told.periods.p95) == (3, 5)


def test_how_many_in_two_weeks_of_nothing_or_two() -> None:
    """0, 2 and 4 with probability ¼, ½ and ¼: at least 2 with 75 %, at least 0 with 85 %."""
    told = how_many([0, 2] * 3, after(2), START, method=PLAIN)
    assert (told.p50, told.p85, told.p95, told.periods) == (2, 0, 0, 2)


def test_magennis_workbook() -> None:
    """FocusedObjective, “Completed Throughput Forecast”: 50 to 58 stories that split 1 to 2 times, 3 to 6 a week:
    P50, P85 and P95 in 19, 23 and 25 weeks, published from 500 trials; a week either way.
    """
    told = when([3, 4, 5, 6] * 4, 54, START, growth=(1.0, 2.0), method=PLAIN)
    assert told.grown is not None
    assert told.grown.p50 == pytest.approx(19, abs=1)
    assert told.grown.p85 == pytest.approx(23, abs=1)
    assert told.grown.p95 == pytest.approx(25, abs=1)
    assert told.periods.p50 == 12  # shown apart: 54 stories at 4.5 a week


def test_the_urn_is_rubin_s_bootstrap() -> None:
    """Against weights drawn from Dirichlet(1, …, 1), as the paper has it."""
    rng = np.random.default_rng(7)
    weights = rng.dirichlet(np.ones(len(TEAM)), 20_000).cumsum(axis=1)
    at = (weights[:, None, :] < rng.random((20_000, 6, 1))).sum(axis=2)
    direct = np.array(TEAM, dtype=float)[np.minimum(at, len(TEAM) - 1)].sum(axis=1)
    ours = amounts(Basis(tuple(TEAM), 7, START, 1.0, 0.0, Method(paths=20_000)), 6, rng)
    quantiles = [0.05, 0.15, 0.5, 0.85, 0.95]
    assert np.quantile(ours, quantiles) == pytest.approx(np.quantile(direct, quantiles), abs=1)
    assert ours.std() == pytest.approx(direct.std(), rel=0.03)
    assert ours.std() > 1.05 * np.array(TEAM, dtype=float).std() * math.sqrt(6)  # wider than the plain bootstrap


def test_the_regime_factor_is_as_wide_as_its_formula() -> None:
    counts = np.array(TEAM, dtype=float)
    error = counts.std(ddof=1) / math.sqrt(17) / counts.mean()
    assert regime_deviation(TEAM, 1.5) == pytest.approx(math.sqrt(math.log(1 + (1.5 * error) ** 2)))
    assert when(TEAM, 100, START, widening=2.0).basis.regime == pytest.approx(regime_deviation(TEAM, 3.0))
    assert regime_deviation([4] * 9, 1.5) == regime_deviation([0] * 9, 1.5) == regime_deviation([], 1.5) == 0


def test_each_doubt_widens_the_forecast() -> None:
    def late(method: Method, widening: float = 1.0) -> int:
        found = when(TEAM, 200, START, method=method, widening=widening).periods.p85
        assert found is not None
        return found

    assert late(PLAIN) < late(Method(c=0.0)) < late(Method()) < late(Method(), widening=2.0)


def test_weeks_with_nothing_count() -> None:
    with_gaps, without = when([4, 0] * 6, 40, START).periods, when([4] * 6, 40, START).periods
    assert without.p50 == 10
    assert with_gaps.p50 is not None
    assert with_gaps.p50 >= 18


def test_equal_seeds_give_equal_bits() -> None:
    assert when(TEAM, 150, START) == when(TEAM, 150, START)
    assert when(TEAM, 150, START).chances != when(TEAM, 150, START, method=Method(seed=2)).chances


@pytest.mark.parametrize(
    ("history", "reason"),
    [
        ([], Reason.TOO_FEW),
        ([3] * 5, Reason.TOO_FEW),
        ([0] * 12, Reason.ALL_ZERO),
        ([3.0] * 9 + [math.nan], Reason.NOT_A_NUMBER),
        ([3.0] * 9 + [math.inf], Reason.NOT_A_NUMBER),
        ([3] * 9 + [-1], Reason.NOT_A_NUMBER),
    ],
)
def test_a_history_without_a_forecast_says_why(history: list[float], reason: Reason) -> None:
    told = when(history, 10, START)
    assert (told.reason, told.periods, told.chance(after(9))) == (reason, Periods(), None)
    assert (how_many(history, after(4), START).reason, how_many(history, after(4), START).p85) == (reason, None)


def test_other_questions_without_an_answer_say_why() -> None:
    assert when(TEAM, math.nan, START).reason is Reason.NOT_A_NUMBER
    assert when(TEAM, 10, START, growth=(2.0, 1.0)).reason is Reason.BAD_RANGE
    assert when(TEAM, 10, START, growth=(0.0, 1.0)).reason is Reason.BAD_RANGE
    assert how_many(TEAM, START, START).reason is Reason.LESS_THAN_A_PERIOD
    assert how_many(TEAM, date(2020, 1, 1), START).reason is Reason.LESS_THAN_A_PERIOD
    assert how_many(TEAM, date(2090, 1, 1), START).reason is Reason.BEYOND_HORIZON
    endless = when([0] * 11 + [1], 100, START, method=Method(paths=500))
    assert (endless.periods.p95, endless.reason) == (None, Reason.BEYOND_HORIZON)
    assert endless.day(endless.periods.p95) is None


def test_nothing_to_do_is_done() -> None:
    told = when(TEAM, 0, START)
    assert told.periods == Periods(0, 0, 0)
    assert told.day(0) == START - timedelta(days=1)
    assert told.chance(START) == 1.0


def test_halves_that_differ_show_a_drift() -> None:
    drift, steady = stability([1, 2, 1, 2, 1, 8, 9, 7, 8, 9]), stability(TEAM)
    assert drift is not None
    assert steady is not None
    assert drift.drifts
    assert (drift.before, drift.after) == pytest.approx((1.4, 8.2))
    assert not steady.drifts
    assert stability([1, 2, 3]) is None
    still = stability([2] * 8)
    assert still is not None
    assert not still.drifts


def test_whole_weeks_before_today_are_counted_with_their_gaps() -> None:
    monday = date(2026, 11, 30)
    finished = [date(2026, 11, 29), date(2026, 11, 23), date(2026, 11, 10), monday, date(2026, 11, 5), date(2027, 1, 1)]
    assert counts_before(finished, monday, first=date(2026, 11, 4)) == (1, 0, 2)
    assert counts_before(finished, date(2026, 12, 6), first=date(2026, 11, 2)) == (1, 1, 0, 2)
    assert counts_before(finished, monday, first=date(2026, 1, 1), at_most=2) == (0, 2)
    assert counts_before([], monday, first=monday) == ()


@given(
    st.lists(st.floats(allow_nan=True, allow_infinity=True) | st.integers(0, 5), max_size=30),
    st.floats() | st.integers(0, 50),
    st.floats(0, 5),
)
def test_odd_input_never_gives_a_silent_figure(history: list[float], items: float, widening: float) -> None:
    method = Method(paths=60, horizon=60)
    told = when(history, items, START, widening=widening, method=method)
    assert (told.periods.p95 is None) == (told.reason is not None)
    if told.periods.p85 is not None:
        assert told.periods.p50 is not None
        assert told.periods.p50 <= told.periods.p85
