"""Three-point estimates against their formulas, and a published network that shows the merge bias."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from deliverydesk.analysis.forecast.reasons import Reason
from deliverydesk.analysis.forecast.three_point import (
    BINS,
    Draws,
    Spread,
    SpreadBasis,
    distribution,
    expected,
    pert_mean,
    pert_variance,
    problem_of,
    spread_of,
)

MILWAUKEE = {
    "A": (1, 2, 3, ""),
    "B": (2, 3, 4, ""),
    "C": (1, 2, 3, "A"),
    "D": (2, 4, 6, "B"),
    "E": (1, 4, 7, "C"),
    "F": (1, 2, 9, "C"),
    "G": (3, 4, 11, "DE"),
    "H": (1, 2, 3, "FG"),
}
"""Heizer & Render, Operations Management, chapter 3: low, likely, high in weeks, and what is waited for."""


def test_pert_means_and_variances_of_the_milwaukee_network() -> None:
    means = {name: pert_mean(*each[:3]) for name, each in MILWAUKEE.items()}
    assert means == {"A": 2, "B": 3, "C": 2, "D": 4, "E": 4, "F": 3, "G": 5, "H": 2}
    variance = sum(pert_variance(MILWAUKEE[name][0], MILWAUKEE[name][2]) for name in "ACEGH")
    assert variance == pytest.approx(3.1111, abs=1e-4)
    assert math.sqrt(variance) == pytest.approx(1.7638, abs=1e-4)


def test_paths_that_merge_are_later_than_the_longest_of_them() -> None:
    """The critical path is 15 weeks long; simulated (400,000 runs of scipy's beta): mean 15.235, sd 1.714, P(T ≤ 15)
    .4769, P(T ≤ 16) .6903, P50 15.1, P85 17.054, P95 18.276, all ± 0.03.
    """
    paths, draws = 100_000, Draws(3, 100_000)
    ends: dict[str, NDArray[np.float32]] = {}
    for name, (low, likely, high, before) in MILWAUKEE.items():
        taken = np.empty(paths, dtype=np.float32)
        draws.take(distribution(low, likely, high, Spread()), taken)
        ends[name] = taken + np.maximum.reduce([np.zeros(paths, np.float32), *(ends[each] for each in before)])
    total = ends["H"]
    assert (total.mean(), total.std()) == pytest.approx((15.235, 1.714), abs=0.03)
    assert [np.mean(total <= weeks) for weeks in (15, 16)] == pytest.approx([0.4769, 0.6903], abs=0.01)
    assert np.quantile(total, [0.5, 0.85, 0.95]) == pytest.approx([15.1, 17.054, 18.276], abs=0.04)


def test_a_likely_estimate_alone_is_off_by_the_common_factor() -> None:
    """SiP: the 85th percentile of actual over estimated effort is 1.7."""
    table = distribution(None, 4.0, None, Spread()).quantiles
    assert np.median(table) == pytest.approx(4.0, rel=1e-3)
    assert table[int(0.85 * BINS)] == pytest.approx(6.8, rel=2e-3)
    assert table[int(0.15 * BINS)] == pytest.approx(4 / 1.7, rel=2e-3)
    assert distribution(1.0, 4.0, None, Spread()).quantiles == pytest.approx(table)  # one end is no range
    assert distribution(None, 4.0, None, Spread(), 2.0).quantiles[int(0.85 * BINS)] == pytest.approx(
        4 * 1.7**2, rel=4e-3
    )


def test_equal_ends_are_fixed() -> None:
    assert set(distribution(3.0, 3.0, 3.0, Spread()).quantiles.tolist()) == {3.0}


@given(st.floats(0, 50), st.floats(0, 50), st.floats(0.1, 50))
def test_a_table_has_pert_s_mean_and_stays_between_the_ends(low: float, rise: float, fall: float) -> None:
    likely, high = low + rise, low + rise + fall
    table = distribution(low, likely, high, Spread()).quantiles
    width = high - low
    assert table.mean() == pytest.approx(pert_mean(low, likely, high), abs=0.002 * width + 1e-5)
    assert low - 1e-4 <= table[0] <= table[-1] <= high + 1e-4
    assert np.all(np.diff(table) >= 0)


@pytest.mark.parametrize(
    ("estimate", "reason"),
    [
        ((None, None, None), Reason.NO_ESTIMATE),
        ((1.0, None, 3.0), Reason.NO_ESTIMATE),
        ((3.0, 2.0, 4.0), Reason.BAD_RANGE),
        ((1.0, 5.0, 4.0), Reason.BAD_RANGE),
        ((-1.0, 2.0, 4.0), Reason.BAD_RANGE),
        ((None, -2.0, None), Reason.BAD_RANGE),
        ((None, math.nan, None), Reason.BAD_RANGE),
        ((1.0, 2.0, math.inf), Reason.BAD_RANGE),
        ((None, 2.0, 4.0), None),
        ((0.0, 0.0, 0.0), None),
    ],
)
def test_what_is_no_estimate_says_why(estimate: tuple[float, float, float], reason: Reason | None) -> None:
    assert problem_of(*estimate) is reason


def test_twenty_finished_items_tell_their_own_spread() -> None:
    ratios = [1.0] * 10 + [1.2] * 6 + [2.5] * 4
    assert spread_of({SpreadBasis.SPENT: ratios[:19]}) == Spread()
    own = spread_of({SpreadBasis.SPENT: ratios[:5], SpreadBasis.DURATION: [*ratios, math.nan, 0.0, -1.0]})
    assert own == Spread(1.2, 2.5, 20, SpreadBasis.DURATION)  # the 11th and the 18th of 20
    assert np.quantile(distribution(None, 10, None, own).quantiles, [0.5, 0.85]) == pytest.approx([12, 25], rel=2e-3)
    assert expected(None, 10, None, own) == pytest.approx(12)
    assert expected(1, 2, 9, own) == pytest.approx(3)


def test_equal_seeds_draw_equal_bits_for_any_number_of_paths() -> None:
    effort = distribution(None, 1.0, None, Spread())
    for paths in (1, 3, 4, 1001):
        first, second = np.empty(paths, np.float32), np.empty(paths, np.float32)
        Draws(9, paths).take(effort, first)
        Draws(9, paths).take(effort, second)
        assert np.array_equal(first, second)


def test_draws_have_the_table_s_distribution() -> None:
    drawn = np.empty(200_000, np.float32)
    Draws(1, 200_000).take(distribution(None, 1.0, None, Spread()), drawn)
    assert np.quantile(drawn, [0.15, 0.5, 0.85]) == pytest.approx([1 / 1.7, 1.0, 1.7], rel=0.01)
