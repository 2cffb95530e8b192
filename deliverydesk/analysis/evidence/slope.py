"""The posterior of the slope of a series, in closed form.

Model y = a + b t + e, var e = σ²/w. Flat prior on a, Jeffreys on σ, b | σ ~ N(0, (2σ/span)²): before looking, a change
over the window of up to some two standard deviations of the noise either way is thought likely. With x = t − mean t,
K = Sxx + (span/2)²: b is Student's t with n − 1 degrees of freedom, mean Sxy/K, scale² = (Syy − Sxy²/K) / ((n − 1) K).
Where σ is known, as with rates whose denominators are known, b is normal with scale σ/√K. With a flat prior on b too
this is least squares: K = Sxx, n − 2 degrees of freedom.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from deliverydesk.analysis.evidence.student import KNOWN, below, between, quantile

if TYPE_CHECKING:
    from deliverydesk.analysis.evidence.student import Bools, Floats

PRIOR_SIGMAS = 2.0
"""Standard deviation of the prior of the change over the window, in standard deviations of the noise."""


MOST = 0.6
"""The greatest autocorrelation that a spread is widened for."""


@dataclass(frozen=True, slots=True)
class Slope:
    """The posterior of a slope, in units per day. Arrays where many series were given."""

    mean: Floats
    scale: Floats
    df: float
    """Degrees of freedom; infinite where the noise is known."""
    sigma: Floats
    """Standard deviation of the noise of a reading of mean weight, not widened."""
    span: float
    """Days from the first reading to the last."""
    centre: float
    """The (weighted) mean day."""
    level: Floats
    """The (weighted) mean value: the level at `centre`."""
    level_scale: Floats
    """Scale of that level."""
    weights: Floats | None = None
    inflation: Floats | float = 1.0

    def p_up(self) -> Floats:
        """P(b > 0)."""
        return below(_over(self.mean, self.scale), self.df)

    def p_within(self, change: float) -> Floats:
        """P(|b| span ≤ change)."""
        most = change / self.span
        return between(-most, most, self.mean, self.scale, self.df)

    def change(self, share: float) -> tuple[Floats, Floats]:
        """Central interval that holds the change over the window with probability `share`."""
        reach = quantile((1 + share) / 2, self.df) * self.scale
        return (self.mean - reach) * self.span, (self.mean + reach) * self.span

    def level_at(self, day: float) -> tuple[Floats, Floats]:
        """Mean and scale of the level on a day, Student's t like the slope."""
        x = day - self.centre
        return self.level + self.mean * x, np.sqrt(self.level_scale**2 + (self.scale * x) ** 2)

    def residuals(self, days: Floats, values: Floats) -> Floats:
        """What the line leaves of `values` (..., n)."""
        return np.asarray(values - self.level[..., None] - self.mean[..., None] * (days - self.centre))


def slope_posterior(
    days: Floats,
    values: Floats,
    *,
    weights: Floats | None = None,
    sigma: float | None = None,
    inflation: Floats | float = 1.0,
    prior_sigmas: float | None = PRIOR_SIGMAS,
) -> Slope:
    """The posterior of the slope.

    `days`: n ascending days. `values`: (..., n). `weights`: n relative weights, 1 by default; `sigma` the known
    standard deviation of a reading of weight 1. `inflation` widens the scale, see `inflation_for`. `prior_sigmas` None
    is the flat prior of least squares. Needs three readings of which not all are equal, else the scale is 0 or NaN.
    """
    w = np.ones(len(days)) if weights is None else weights
    total = float(w.sum())
    centre, span = float((w * days).sum() / total), float(days[-1] - days[0])
    level = (values * w).sum(-1) / total
    x, y = days - centre, values - level[..., None]
    k = float((w * x * x).sum()) + (0.0 if prior_sigmas is None else (span / prior_sigmas) ** 2)
    sxy, syy = (w * x * y).sum(-1), (w * y * y).sum(-1)
    if sigma is None:
        df = len(days) - (2.0 if prior_sigmas is None else 1.0)
        noise = np.sqrt(np.maximum(syy - sxy * sxy / k, 0.0) / df)
    else:
        df, noise = KNOWN, np.full_like(level, sigma)
    scale, level_scale = noise * inflation / np.sqrt(k), noise * inflation / np.sqrt(total)
    return Slope(sxy / k, scale, df, noise, span, centre, level, level_scale, weights, inflation)


def lag_one(days: Floats, values: Floats) -> Floats:
    """Correlation of each residual of the least-squares line with the next, corrected for the line having been fitted.

    Reading after reading, whatever their distance. Without any autocorrelation the raw correlation r is −2/n on
    average; (n r + 2)/(n − 4) is about right. Of values (..., n); 0 without noise.
    """
    n = len(days)
    e = slope_posterior(days, values, prior_sigmas=None).residuals(days, values)
    squares = (e * e).sum(-1)
    r = (e[..., 1:] * e[..., :-1]).sum(-1) / np.where(squares > 0, squares, 1.0)
    return np.asarray(np.where(squares > 0, np.clip((n * r + 2) / (n - 4), -1.0, 1.0), 0.0))


def is_autocorrelated(r: Floats, n: int) -> Bools:
    """Whether a correlation of `lag_one` is greater than 5 in 100 series of n independent readings have it."""
    return np.asarray(r > 1.645 * np.sqrt(n) / (n - 4))


def inflation_for(r: Floats | float) -> Floats:
    """√((1 + r)/(1 − r)), by which autocorrelation of lag one widens a spread; 1 for none or a negative one, 2 at most.

    Beyond r = .6 a step, which no line fits, looks like autocorrelation as much as noise does, and is not to be hidden.
    """
    r = np.clip(r, 0.0, MOST)
    return np.asarray(np.sqrt((1 + r) / (1 - r)))


def _over(mean: Floats, scale: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(mean / scale)
