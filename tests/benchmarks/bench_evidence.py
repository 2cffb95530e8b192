"""How often evidence is wrong, by simulation with the program's own functions, against the rates that are stated of it;
and what it takes for 1,000 outcomes.

The figure of a calibration is its greatest departure from a stated rate, in tolerances: half the last digit stated plus
four standard errors of both simulations, theirs of 20,000 series. Each rate goes to the standard error.
"""

import math
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from deliverydesk.analysis.evidence.before_after import SURE as MOVED_SURE
from deliverydesk.analysis.evidence.before_after import pooled
from deliverydesk.analysis.evidence.behaviour import in_sigmas, xmr
from deliverydesk.analysis.evidence.discovery import FALSE_SHARE, benjamini_hochberg
from deliverydesk.analysis.evidence.reach import alarms, projections
from deliverydesk.analysis.evidence.reasons import Verdict
from deliverydesk.analysis.evidence.rules import ABOVE
from deliverydesk.analysis.evidence.slope import inflation_for, slope_posterior
from deliverydesk.analysis.evidence.student import below
from deliverydesk.analysis.evidence.verdict import SURE, guarding, verdict_for
from tests.benchmarks.harness import Measured, benchmark, cpu, medians

SERIES = 40_000
THEIRS = 20_000
SMALLEST = 2.0
"""Smallest change that matters, in standard deviations of the noise."""

Floats = NDArray[np.float64]


class Rate(NamedTuple):
    """A rate that was stated, to so many digits, and the one found here."""

    what: str
    stated: float
    found: float
    digits: int = 3

    @property
    def departure(self) -> float:
        """In tolerances."""
        p = min(max(self.stated, 0.5 / THEIRS), 1 - 0.5 / THEIRS)
        error = math.sqrt(p * (1 - p) * (1 / SERIES + 1 / THEIRS))
        return abs(self.found - self.stated) / (0.5 * 10**-self.digits + 4 * error)


def told(rates: Iterable[Rate]) -> Measured:
    """The greatest departure; every rate is told on the way."""
    rates = list(rates)
    for rate in rates:
        print(f"  {rate.what}: stated {rate.stated:.{rate.digits}f}, found {rate.found:.4f}", file=sys.stderr)
    return Measured(max(rate.departure for rate in rates), 1.0)


def calibration(what: str) -> Callable[[Callable[[], Measured]], Callable[[], Measured]]:
    return benchmark(f"evidence calibration: {what}", goal=1.0, unit="tolerances")


def noise(n: int, change: float = 0.0, rho: float = 0.0) -> tuple[Floats, Floats]:
    """Days and SERIES series of standard normal noise, autocorrelated by `rho`, on a line that rises by `change`."""
    rng = np.random.default_rng([n, round(100 * change) + 1000, round(100 * rho)])
    values = rng.normal(size=(SERIES, n))
    for at in range(1, n):
        values[:, at] = rho * values[:, at - 1] + math.sqrt(1 - rho**2) * values[:, at]
    days = np.arange(n) * 7.0
    return days, values + change * days / days[-1]


STATES = (Verdict.IMPROVING, Verdict.WORSENING, Verdict.FLAT, Verdict.CANNOT_TELL)
# Four states at one look, smallest change two sigma: improving, worsening, flat, cannot tell.
FOUR_STATES = {
    (0, 6): (0.012, 0.010, 0.419, 0.558),
    (0, 8): (0.015, 0.015, 0.513, 0.456),
    (0, 10): (0.016, 0.017, 0.629, 0.339),
    (0, 12): (0.018, 0.017, 0.716, 0.249),
    (1, 6): (0.044, 0.002, 0.336, 0.618),
    (1, 12): (0.127, 0.001, 0.510, 0.363),
    (2, 6): (0.127, 0.000, 0.158, 0.714),
    (2, 12): (0.436, 0.000, 0.163, 0.400),
    (3, 6): (0.284, 0.000, 0.042, 0.674),
    (3, 8): (0.525, 0.000, 0.035, 0.440),
    (3, 10): (0.680, 0.000, 0.030, 0.291),
    (3, 12): (0.784, 0.000, 0.020, 0.196),
    (4, 6): (0.478, 0.000, 0.007, 0.515),
    (4, 12): (0.960, 0.000, 0.001, 0.039),
    (-3, 8): (0.000, 0.519, 0.037, 0.445),
}


@calibration("the four verdicts at one look")
def four_verdicts() -> Measured:
    def rates() -> Iterator[Rate]:
        for (change, n), stated in FOUR_STATES.items():
            slope = slope_posterior(*noise(n, change))
            calls = verdict_for(slope.p_up(), slope.p_within(SMALLEST), n)
            for state, rate in zip(STATES, stated, strict=True):
                yield Rate(f"change {change}, n {n}, {state.name.lower()}", rate, float((calls == state.value).mean()))

    return told(rates())


@calibration("P of .975, at one look and after every reading")
def posterior() -> Measured:
    def rates() -> Iterator[Rate]:
        for n, stated in ((4, 0.00), (6, 0.02), (8, 0.03), (12, 0.03)):
            yield Rate(f"no change, n {n}", stated, float(sure(*noise(n)).mean()), 2)
        for n, stated in ((6, 0.28), (8, 0.52), (12, 0.79)):
            up = slope_posterior(*noise(n, 3)).p_up() >= SURE
            yield Rate(f"change 3, n {n}", stated, float(up.mean()), 2)
        days, values = noise(12)
        ever = np.any([sure(days[:n], values[:, :n]) for n in range(4, 13)], axis=0)
        yield Rate("no change, ever in readings 4 to 12", 0.1202, float(ever.mean()), 4)

    return told(rates())


def sure(days: Floats, values: Floats, inflation: Floats | float = 1.0) -> NDArray[np.bool_]:
    p = slope_posterior(days, values, inflation=inflation).p_up()
    return np.asarray((p >= SURE) | (p <= 1 - SURE))


# Autocorrelation and readings: false alarms without and with the widened scale, then detection of change 3 with it.
GUARD = {
    (0.3, 6): (0.045, 0.001, 0.023),
    (0.3, 8): (0.074, 0.014, 0.259),
    (0.3, 12): (0.103, 0.029, 0.536),
    (0.6, 6): (0.100, 0.000, 0.000),
    (0.6, 8): (0.177, 0.000, 0.002),
    (0.6, 12): (0.249, 0.015, 0.275),
}


@calibration("the guard against autocorrelation")
def guard() -> Measured:
    def rates() -> Iterator[Rate]:
        for (rho, n), (plain, guarded, seen) in GUARD.items():
            days, values = noise(n, 0, rho)
            widened = float(inflation_for(rho))
            yield Rate(f"rho {rho}, n {n}, unguarded", plain, float(sure(days, values).mean()))
            yield Rate(f"rho {rho}, n {n}, guarded", guarded, float(sure(days, values, widened).mean()))
            days, values = noise(n, 3, rho)
            up = slope_posterior(days, values, inflation=widened).p_up() >= SURE
            yield Rate(f"rho {rho}, n {n}, change 3, guarded", seen, float(up.mean()))

    return told(rates())


# What the outcome should do over twelve periods, in sigma: share caught by reading 10 when flat and at half the speed.
CAUGHT = {2: (0.70, 0.38, 9), 3: (0.92, 0.54, 8), 4: (0.99, 0.70, 7), 6: (1.0, 0.92, 6)}


# Autocorrelation and readings: false alarms with the scale widened by what the readings themselves show.
ESTIMATED = {(0.0, 12): 0.03, (0.3, 12): 0.09, (0.6, 12): 0.20, (0.3, 24): 0.10, (0.6, 24): 0.13}


@calibration("the guard where autocorrelation is estimated")
def estimated_guard() -> Measured:
    def rates() -> Iterator[Rate]:
        for (rho, n), stated in ESTIMATED.items():
            days, values = noise(n, 0, rho)
            _, widened = guarding(days, values)
            yield Rate(f"rho {rho}, n {n}", stated, float(sure(days, values, widened).mean()), 2)
        days, values = noise(12, 3)
        up = slope_posterior(days, values, inflation=guarding(days, values)[1]).p_up() >= SURE
        yield Rate("independent, n 12, change 3", 0.76, float(up.mean()), 2)

    return told(rates())


# Readings: looks at twenty outcomes of which none moves with a false verdict, alone and standing; then of five of
# twenty that move by four sigma those with a verdict alone and standing.
TWENTY = {6: (0.34, 0.10, 0.50, 0.39), 8: (0.45, 0.10, 0.78, 0.70), 12: (0.51, 0.10, 0.96, 0.94)}


@calibration("what stands of twenty outcomes")
def twenty() -> Measured:
    def rates() -> Iterator[Rate]:
        for n, (alone, standing, seen, seen_standing) in TWENTY.items():
            still, moving = claims(*noise(n)), claims(*noise(n, 4))
            none = [each.reshape(-1, 20) for each in still]
            yield Rate(f"none of twenty moves, n {n}, alone", alone, float(none[1].any(1).mean()), 2)
            yield Rate(f"none of twenty moves, n {n}, standing", standing, float(standing_of(*none).any(1).mean()), 2)
            pages = SERIES // 20
            five = [
                np.hstack([moves[: 5 * pages].reshape(-1, 5), stays[: 15 * pages].reshape(-1, 15)])
                for moves, stays in zip(moving, still, strict=True)
            ]
            stands = standing_of(*five)
            yield Rate(f"five of twenty move, n {n}, alone", seen, float(five[1][:, :5].mean()), 2)
            yield Rate(f"five of twenty move, n {n}, standing", seen_standing, float(stands[:, :5].mean()), 2)
            false = stands[:, 5:].sum(1) / np.maximum(stands.sum(1), 1)
            yield Rate(f"five of twenty move, n {n}, false share", 0.07, float(false.mean()), 2)

    return told(rates())


def claims(days: Floats, values: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Two-sided p of the least-squares slope, and whether a series has a verdict by itself."""
    p = slope_posterior(days, values, prior_sigmas=None).p_up()
    return np.asarray(2 * np.minimum(p, 1 - p)), sure(days, values)


def standing_of(p: Floats, claimed: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Of pages of twenty, which verdicts stand."""
    return np.array([benjamini_hochberg(page, FALSE_SHARE) for page in p]) & claimed


@calibration("the crash test by reading 10, due at reading 13")
def crash() -> Measured:
    def rates() -> Iterator[Rate]:
        for needed, (flat, half, median) in CAUGHT.items():
            found = alarmed(needed, 0)
            yield Rate(f"need {needed}, flat", flat, float(found.any(1).mean()), 2)
            first = np.where(found.any(1), found.argmax(1) + 1, 99)
            yield Rate(
                f"need {needed}, flat, median reading {np.median(first):.0f}", 0, float(np.median(first) != median), 2
            )
            yield Rate(f"need {needed}, half speed", half, float(alarmed(needed, 0.5).any(1).mean()), 2)
            yield Rate(f"need {needed}, on its path", 0.14, float(alarmed(needed, 1).any(1).mean()), 2)

    return told(rates())


def alarmed(needed: float, speed: float) -> NDArray[np.bool_]:
    days, values = noise(10, needed * speed * 9 / 12)
    return alarms(projections(days, values, 12 * 7.0).p_within(needed, math.inf))


@calibration("the rules of the behaviour chart")
def behaviour_chart() -> Measured:
    def rates() -> Iterator[Rate]:
        for n, quiet, seen in ((6, 0.01, 0.07), (8, 0.02, 0.15), (12, 0.04, 0.27)):
            yield Rate(f"no change, n {n}", quiet, float(signalled(noise(n)[1]).mean()), 2)
            yield Rate(
                f"change 3, n {n}, on the side it moves to", seen, float(signalled_above(noise(n, 3)[1]).mean()), 2
            )

    return told(rates())


def signalled(values: Floats) -> NDArray[np.bool_]:
    return np.asarray(signalled_above(values) | signalled_above(-values))


def signalled_above(values: Floats) -> NDArray[np.bool_]:
    z = in_sigmas(values, *xmr(values))
    return np.any([rule(z).any(-1) for rule in ABOVE.values()], axis=0)


@calibration("the levels before and after a launch")
def launch() -> Measured:
    def rates() -> Iterator[Rate]:
        for side, quiet, seen in ((3, 0.10, 0.65), (4, 0.10, 0.81), (6, 0.10, 0.94)):
            _, values = noise(2 * side)
            for step, stated in ((0, quiet), (2, seen)):
                change, error, _ = pooled(values[:, :side], values[:, side:] + step)
                p = below(change / error, 2 * side - 2)
                yield Rate(
                    f"{side} and {side}, step {step}",
                    stated,
                    float(((p >= MOVED_SURE) | (p <= 1 - MOVED_SURE)).mean()),
                    2,
                )

    return told(rates())


@benchmark("evidence: all of 1,000 outcomes with 24 readings, in a second", goal=1.0)
def thousand() -> Measured:
    from deliverydesk.analysis.evidence.page import evidence_of_all
    from tests.benchmarks.bench_outcomes import TODAY, portfolio

    whole = portfolio()
    return medians(lambda: cpu(lambda: evidence_of_all(whole, TODAY)), lambda: 1000.0, repeats=5)
