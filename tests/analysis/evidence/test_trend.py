"""Mann-Kendall and Theil-Sen: published and tabled cases, exact p by going through all orders."""

import math
from collections import Counter
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.analysis.evidence.readings import Readings
from deliverydesk.analysis.evidence.reasons import Reason
from deliverydesk.analysis.evidence.trend import exact_p, trend, trend_of, variance_of


@pytest.mark.parametrize(
    ("n", "s", "p"),
    [
        # The exact null distribution of Kendall's S, as tabled: Hollander, Wolfe & Chicken, table A.30.
        *((3, 3, 0.333333), (4, 4, 0.333333), (4, 6, 0.083333), (5, 8, 0.083333), (5, 10, 0.016667)),
        *((6, 11, 0.055556), (7, 13, 0.069048), (8, 16, 0.061012), (9, 18, 0.075176), (10, 21, 0.07255)),
        *((11, 23, 0.086561), (12, 26, 0.086317), (12, 30, 0.044737), (12, 0, 1.0)),
    ],
)
def test_exact_p_as_tabled(n: int, s: int, p: float) -> None:
    assert exact_p(s, n) == pytest.approx(p, abs=5e-7)
    assert exact_p(-s, n) == exact_p(s, n)


def test_cloud_seeding() -> None:
    """Hollander, Wolfe & Chicken, Nonparametric Statistical Methods, example 9.1 (Smith 1967)."""
    found = trend(np.arange(1.0, 6), np.array([1.26, 1.27, 1.12, 1.16, 1.03]))
    assert found.s == -6
    assert found.p is not None
    assert found.p / 2 == pytest.approx(0.117, abs=5e-4)  # published for one side
    assert found.slope == pytest.approx(-0.056, abs=5e-4)
    assert found.intercept == pytest.approx(1.32875)
    assert found.z == pytest.approx(-1.224744871391589)


@pytest.mark.parametrize(
    ("values", "s", "z", "slope", "variance"),
    [
        # S, z, variance and slope as both scipy 1.17 and pymannkendall give them.
        ([49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1], 27, 2.3255106965997814, 0.5, 125),
        ([23, 24, 29, 6, 29, 24, 24, 29, 23], 3, 0.2186521551237011, 0.0, 83.66666666666667),
        ([1, 2, 3, 4, 5, 6], 15, 2.630142022557628, 1.0, 28.333333333333332),
        ([8.1, 7.9, 8.0, 7.4, 7.5, 7.0], -11, -1.8786728732554487, -0.22, 28.333333333333332),
    ],
)
def test_cases_that_two_libraries_agree_on(
    values: list[float], s: int, z: float, slope: float, variance: float
) -> None:
    found = trend(np.arange(len(values), dtype=float), np.array(values, float))
    ties = tuple(count for count in Counter(values).values() if count > 1)
    assert (found.s, found.z, found.slope) == (s, pytest.approx(z), pytest.approx(slope))
    assert variance_of(len(values), ties) == pytest.approx(variance)
    assert found.exact
    assert found.ties == bool(ties)


def by_all_orders(values: list[int]) -> float:
    def s_of(order: tuple[int, ...]) -> int:
        rises = (b - a for at, a in enumerate(order) for b in order[at + 1 :])
        return sum((rise > 0) - (rise < 0) for rise in rises)

    given_s, orders = abs(s_of(tuple(values))), list(permutations(values))
    return sum(abs(s_of(order)) >= given_s for order in orders) / len(orders)


@given(st.lists(st.integers(0, 3), min_size=3, max_size=6).filter(lambda values: len(set(values)) > 1))
def test_exact_p_with_ties_is_that_of_all_orders(values: list[int]) -> None:
    found = trend(np.arange(len(values), dtype=float), np.array(values, float))
    assert found.p == pytest.approx(by_all_orders(values))


def test_many_readings_go_by_the_normal_distribution() -> None:
    values = np.array([3.0, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9])
    found = trend(np.arange(13.0), values)
    assert not found.exact
    assert found.p == pytest.approx(math.erfc(found.z / math.sqrt(2)))


def test_slopes_are_per_day() -> None:
    assert trend(np.array([0.0, 7, 14]), np.array([1.0, 2, 3])).slope == pytest.approx(1 / 7)


@pytest.mark.parametrize(
    ("values", "reason"), [([], Reason.NO_READINGS), ([1, 2], Reason.TOO_FEW), ([5, 5, 5, 5], Reason.NO_VARIATION)]
)
def test_why_there_is_no_p(values: list[float], reason: Reason) -> None:
    readings = Readings(tuple(range(1, len(values) + 1)), tuple(values))
    found = trend_of(readings)
    assert (found.p, found.reason) == (None, reason)
