"""How readings scatter: estimated from them, or known from the denominators of a rate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from deliverydesk.analysis.evidence.slope import slope_posterior

if TYPE_CHECKING:
    from deliverydesk.analysis.evidence.readings import Readings
    from deliverydesk.analysis.evidence.student import Floats

OVERDISPERSED_BELOW = 0.01
"""Where the denominators alone would give so much scatter with less than this chance, they do not explain it."""

ROUNDING = 1e-12
"""Scatter of less than this share of the greatest value is rounding."""


@dataclass(frozen=True, slots=True)
class Noise:
    """How readings scatter about their line."""

    weights: Floats | None = None
    """Relative weights, 1 on average; None for equal ones."""
    sigma: float | None = None
    """Known standard deviation of a reading of weight 1; None where it is to be estimated."""
    overdispersed: bool = False
    none: bool = False
    """There is no scatter at all."""


def noise_of(readings: Readings) -> Noise:
    """The noise of at least three readings.

    With denominators n_i the variance is binomial, p (1 − p)/n_i with the pooled p: readings are weighted by n_i and
    the noise is known. Where chi-squared of what the weighted line leaves (n − 2 degrees of freedom) is too great for
    that, the weights stay and the noise is estimated.
    """
    values = readings.y
    if readings.bases is None:
        return Noise(none=is_constant(values))
    bases = np.array(readings.bases)
    weights = bases / bases.mean()
    p = float((values * weights).sum() / weights.sum()) / readings.whole
    sigma = float(np.sqrt(max(p * (1 - p), 0.0) / bases.mean())) * readings.whole
    if sigma == 0:
        return Noise(none=True)
    from scipy.special import chdtrc

    line = slope_posterior(readings.t, values, weights=weights, prior_sigmas=None)
    df = len(readings) - 2
    if chdtrc(df, df * float(line.sigma / sigma) ** 2) < OVERDISPERSED_BELOW:
        return Noise(weights, overdispersed=True)
    return Noise(weights, sigma)


def is_constant(values: Floats) -> bool:
    """Whether all values are equal but for rounding."""
    return bool(np.ptp(values) <= ROUNDING * np.abs(values).max())
