"""The slope's posterior in closed form, held against worked cases and against a grid."""

import numpy as np
import pytest
from numpy.typing import NDArray

from deliverydesk.analysis.evidence.slope import inflation_for, is_autocorrelated, lag_one, slope_posterior

# Worked by hand for unit steps; each P checked there against a numerical integration over slope and noise.
WORKED = [
    ([50, 51, 53, 52, 55, 56], 0.863158, 0.277411, 5, 0.98675),
    ([50, 52, 49, 51, 50, 51, 49, 50], -0.092166, 0.136148, 7, 0.26009),
    ([9.1, 8.8, 8.9, 8.2, 8.3, 7.9, 7.4], -0.202703, 0.055101, 6, 0.00517),
]


@pytest.mark.parametrize(("values", "mean", "scale", "df", "p_up"), WORKED)
@pytest.mark.parametrize("step", [1, 7])
def test_worked_cases(values: list[float], mean: float, scale: float, df: int, p_up: float, step: int) -> None:
    found = slope_posterior(np.arange(len(values)) * float(step) + 739_000, np.array(values, float))
    assert float(found.mean) * step == pytest.approx(mean, abs=5e-7)
    assert float(found.scale) * step == pytest.approx(scale, abs=5e-7)
    assert found.df == df
    assert float(found.p_up()) == pytest.approx(p_up, abs=5e-6)


def grid_p_up(days: NDArray[np.float64], values: NDArray[np.float64]) -> float:
    """P(b > 0) by summing the joint density over a grid of slopes and noises; the level is integrated by hand."""
    n, span = len(days), days[-1] - days[0]
    x, y = days - days.mean(), values - values.mean()
    b = np.linspace(-4, 4, 4001)[:, None] / span * y.std() * 3
    s = np.geomspace(y.std() / 30, y.std() * 30, 1500)[None, :]
    left = ((y - b[..., None] * x) ** 2).sum(-1)
    log = -n * np.log(s) - left / (2 * s**2)  # (n − 1) of the likelihood, 1 of Jeffreys' prior, times ds
    log += -np.log(s) - (b * span / (2 * s)) ** 2 / 2
    weight = np.exp(log - log.max()) * s  # even in log s
    return float(weight[(b > 0).ravel()].sum() / weight.sum())


def test_unequal_steps_agree_with_a_grid() -> None:
    days, values = np.array([0.0, 3, 10, 24, 31, 80]), np.array([5.0, 4, 7, 6, 7, 12])
    assert float(slope_posterior(days, values).p_up()) == pytest.approx(grid_p_up(days, values), abs=2e-3)


def test_many_series_go_the_same_way_as_one() -> None:
    rng = np.random.default_rng(1)
    days, many = np.arange(8.0), rng.normal(size=(5, 8))
    together = slope_posterior(days, many)
    for at, one in enumerate(many):
        alone = slope_posterior(days, one)
        assert float(together.p_up()[at]) == pytest.approx(float(alone.p_up()))
        assert together.change(0.8)[0][at] == pytest.approx(float(alone.change(0.8)[0]))


def test_intervals_and_probabilities_are_of_one_distribution() -> None:
    found = slope_posterior(np.arange(6.0), np.array(WORKED[0][0], float))
    low, _ = found.change(0.95)
    assert float(low) > 0  # as P(up) is above .975
    still = slope_posterior(np.arange(6.0), np.array([1.0, 3, 2, 2, 3, 1]))
    assert float(still.mean) == 0
    assert float(still.p_within(float(still.change(0.9)[1]))) == pytest.approx(0.9)


def test_known_noise_is_normal_and_weights_count() -> None:
    days, values = np.arange(4.0), np.array([1.0, 2, 3, 4])
    found = slope_posterior(days, values, sigma=1.0)
    assert float(found.mean) == pytest.approx(5 / (5 + 1.5**2))  # Sxy/K of Sxx = 5, span = 3
    assert float(found.scale) == pytest.approx(1 / np.sqrt(5 + 1.5**2))
    assert float(found.p_up()) == pytest.approx(0.9683, abs=1e-4)  # Φ(0.68966/0.37139) = Φ(1.857)
    twice = slope_posterior(np.array([0.0, 1, 2]), np.array([1.0, 5, 2]), weights=np.array([1.0, 2, 1]))
    assert float(twice.level) == pytest.approx(13 / 4)


def test_least_squares_and_autocorrelation() -> None:
    days = np.arange(6.0)
    line = slope_posterior(days, np.array(WORKED[0][0], float), prior_sigmas=None)
    assert float(line.mean) == pytest.approx(1.171429, abs=5e-7)
    assert 2 * (1 - float(line.p_up())) == pytest.approx(0.004293, abs=5e-7)
    assert line.residuals(days, np.array(WORKED[0][0], float)).sum() == pytest.approx(0)
    assert float(lag_one(days, np.array([1.0, -1, 1, -1, 1, -1]))) < -0.7
    assert float(lag_one(days, np.full(6, 3.0))) == 0
    assert float(inflation_for(0.3)) == pytest.approx(np.sqrt(1.3 / 0.7))
    assert float(inflation_for(-0.5)) == 1.0
    assert float(inflation_for(0.99)) == pytest.approx(2.0)
    plain, widened = (slope_posterior(days, np.array(WORKED[0][0], float), inflation=by) for by in (1.0, 2.0))
    assert (float(widened.scale), float(widened.sigma)) == (2 * float(plain.scale), float(plain.sigma))


@pytest.mark.parametrize("rho", [0.0, 0.3])
def test_autocorrelation_is_about_right_in_the_mean(rho: float) -> None:
    values = np.random.default_rng(7).normal(size=(20_000, 16))
    for at in range(1, 16):
        values[:, at] = rho * values[:, at - 1] + np.sqrt(1 - rho**2) * values[:, at]
    r = lag_one(np.arange(16.0), values)
    assert float(r.mean()) == pytest.approx(rho, abs=0.04)
    if not rho:
        assert float(is_autocorrelated(r, 16).mean()) == pytest.approx(0.05, abs=0.03)
