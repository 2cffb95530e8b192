"""Percentiles of few values against their closed form, and of paths against their definition."""

import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.analysis.forecast.percentiles import at_least, fewest, latest, latest_of, order_statistic
from deliverydesk.analysis.forecast.reasons import Reason


@pytest.mark.parametrize(("n", "k"), [(6, 6), (7, 7), (10, 10), (20, 18), (30, 27), (50, 44), (19, 17)])
def test_the_85th_of_n_is_the_k_th_smallest(n: int, k: int) -> None:
    """The ⌈p(n+1)⌉-th: David & Nagaraja, Order Statistics, 2003."""
    assert order_statistic(random.Random(n).sample(range(1, n + 1), n), 0.85).value == k


def test_few_values_have_no_high_percentile() -> None:
    assert [fewest(p) for p in (0.5, 0.85, 0.95)] == [1, 6, 19]
    told = order_statistic([1, 2, 3, 4, 5], 0.85)
    assert (told.value, told.reason, told.n, told.needed) == (None, Reason.TOO_FEW, 5, 6)
    assert order_statistic([], 0.5).reason is Reason.TOO_FEW
    assert order_statistic(range(18), 0.95).value is None
    assert order_statistic(range(19), 0.95).value == 18


def test_it_covers_the_next_value_as_often_as_it_says() -> None:
    """With 10 values the 85th percentile is the greatest: it covers the next one 10 times in 11."""
    rng = np.random.default_rng(5)
    drawn = rng.exponential(size=(20_000, 11))
    covered = [row[10] <= (order_statistic(row[:10].tolist(), 0.85).value or 0) for row in drawn]
    assert np.mean(covered) == pytest.approx(10 / 11, abs=0.01)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_has_no_percentile(bad: float) -> None:
    assert order_statistic([1.0] * 9 + [bad], 0.5).reason is Reason.NOT_A_NUMBER


@pytest.mark.parametrize("p", [0.0, 1.0, -1, 85])
def test_a_percentile_is_between_0_and_1(p: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        order_statistic([1, 2, 3], p)


@given(st.lists(st.integers(-5, 5), min_size=1, max_size=60), st.sampled_from([0.05, 0.5, 0.85, 0.95]))
def test_percentiles_of_paths_keep_their_definition(values: list[int], p: float) -> None:
    paths = np.array(values, dtype=np.float32)
    late, amount = latest(paths, p), at_least(paths, p)
    assert np.mean(paths <= late) >= p - 1e-9
    assert np.mean(paths < late) < p
    assert np.mean(paths >= amount) >= p - 1e-9
    assert np.mean(paths > amount) < p


@given(st.lists(st.floats(-1e6, 1e6), min_size=6, max_size=50))
def test_the_percentile_is_one_of_the_values(values: list[float]) -> None:
    assert order_statistic(values, 0.85).value in values


@pytest.mark.parametrize("kind", [np.float32, np.int32, np.float64])
def test_many_paths_are_sorted_exactly(kind: type) -> None:
    drawn = np.random.default_rng(2).lognormal(3, 1.5, 4001)
    for paths in (
        drawn.astype(kind),
        (drawn % 3).astype(kind),
        np.full(900, 7, kind),
        np.append(drawn, 1e30 if kind is not np.int32 else 9),
    ):
        shares = [0.001, 0.5, 0.85, 0.95, 0.9999]
        ordered = np.sort(paths)
        assert latest_of(paths, shares).tolist() == [ordered[math.ceil(p * len(paths) - 1e-9) - 1] for p in shares]
