"""Whether the level of an outcome is another one after a launch: pooled t, for a date fixed before looking.

That an outcome moved after a launch does not say that the launch moved it. At 10 %, four readings on either side see a
step of two standard deviations 81 times in 100; three see it 65, six 94 times.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING

import numpy as np

from deliverydesk.analysis.evidence.noise import is_constant
from deliverydesk.analysis.evidence.reasons import Caution, Reason
from deliverydesk.analysis.evidence.slope import slope_posterior
from deliverydesk.analysis.evidence.student import below, quantile
from deliverydesk.analysis.evidence.verdict import MIN_READINGS, Interval
from deliverydesk.domain.values import Direction

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.analysis.evidence.readings import Readings
    from deliverydesk.analysis.evidence.student import Floats

EACH_SIDE = 3
"""Readings needed on either side."""
SURE = 0.95
"""Both ways: the two-sided test at 10 %."""


class Moved(Enum):
    """What the two sides of a launch say."""

    UP = auto()
    DOWN = auto()
    CANNOT_TELL = auto()


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """The levels on both sides of a launch. What cannot be said is None and has a reason."""

    launch: date
    moved: Moved = Moved.CANNOT_TELL
    reason: Reason | None = None
    lag_days: int = 0
    """Days after the launch whose readings belong to neither side: the lag, or the window a reading looks back."""
    before: int = 0
    after: int = 0
    skipped: int = 0
    """Readings within the lag."""
    mean_before: float | None = None
    mean_after: float | None = None
    step: float | None = None
    """Mean after minus mean before, in the unit."""
    step_80: Interval | None = None
    step_95: Interval | None = None
    p_up: float | None = None
    """P(the level after is above that before)."""
    good: bool | None = None
    """It moved the way wanted; None where it is not known to have moved, or is to be held."""
    sigma: float | None = None
    cautions: tuple[Caution, ...] = ()


def before_after(readings: Readings, launch: date, direction: Direction, *, lag_days: int | None = None) -> BeforeAfter:
    """The levels before `launch` and from `lag_days` after it on."""
    # A reading of the day of the launch still looks back over window − 1 days before it.
    lag = max(lag_days or 0, (readings.window_days or 1) - 1)
    old = readings.during(None, launch - timedelta(days=1))
    new = readings.during(launch + timedelta(days=lag), None)
    skipped = len(readings) - len(old) - len(new)
    told = BeforeAfter(launch, lag_days=lag, before=len(old), after=len(new), skipped=skipped)
    if not len(readings):
        return replace(told, reason=Reason.NO_READINGS)
    if len(old) < EACH_SIDE:
        return replace(told, reason=Reason.TOO_FEW_BEFORE)
    if len(new) < EACH_SIDE:
        return replace(told, reason=Reason.TOO_FEW_AFTER)
    told = replace(told, mean_before=float(old.y.mean()), mean_after=float(new.y.mean()))
    if is_constant(old.y) and is_constant(new.y):
        return replace(told, reason=Reason.NO_VARIATION)
    step, error, sigma = pooled(old.y, new.y)
    df = len(old) + len(new) - 2
    p_up = float(below(step / error, df))
    moved = Moved.UP if p_up >= SURE else Moved.DOWN if p_up <= 1 - SURE else Moved.CANNOT_TELL
    good = None
    if moved is not Moved.CANNOT_TELL and direction is not Direction.HOLD:
        good = (moved is Moved.UP) is (direction is Direction.UP)
    return replace(
        told,
        moved=moved,
        step=float(step),
        step_80=_about(float(step), float(error), 0.80, df),
        step_95=_about(float(step), float(error), 0.95, df),
        p_up=p_up,
        good=good,
        sigma=float(sigma),
        cautions=(Caution.MOVING_BEFORE,) if _moves(old) else (),
    )


def pooled(old: Floats, new: Floats) -> tuple[Floats, Floats, Floats]:
    """Step of the mean from `old` (..., m) to `new` (..., k), its standard error and the pooled standard deviation."""
    m, k = old.shape[-1], new.shape[-1]
    squares = ((old - old.mean(-1, keepdims=True)) ** 2).sum(-1) + ((new - new.mean(-1, keepdims=True)) ** 2).sum(-1)
    sigma = np.sqrt(squares / (m + k - 2))
    return np.asarray(new.mean(-1) - old.mean(-1)), np.asarray(sigma * math.sqrt(1 / m + 1 / k)), np.asarray(sigma)


def _moves(old: Readings) -> bool:
    """Whether the readings before the launch had a slope themselves, as surely as a step is asked to be."""
    if len(old) < MIN_READINGS or is_constant(old.y):
        return False
    return not 1 - SURE < float(slope_posterior(old.t, old.y).p_up()) < SURE


def _about(step: float, error: float, share: float, df: int) -> Interval:
    reach = quantile((1 + share) / 2, df) * error
    return Interval(step - reach, step + reach)
