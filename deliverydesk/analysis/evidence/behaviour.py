"""The process behaviour chart (XmR): routine variation, and what is no routine.

Centre: mean of the baseline; limits: centre ± 2.66 mean moving range; the range's own limit 3.268 mean moving range
(Wheeler 1993). Limits come from a locked baseline and stay, so that what is judged does not move its own judge. From
4 to 12 readings the rules almost never cry wolf (0 to 4 in 100) and seldom see a trend (of one of three standard
deviations 7 to 27 in 100 on the side it goes to): the verdict sees that, this shows strays and shifts against a long
baseline.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from deliverydesk.analysis.evidence.noise import is_constant
from deliverydesk.analysis.evidence.reasons import Reason
from deliverydesk.analysis.evidence.rules import ABOVE, LENGTHS, Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.analysis.evidence.readings import Readings
    from deliverydesk.analysis.evidence.student import Floats

LIMITS = 2.66
RANGE_LIMIT = 3.268
MIN_BASIS = 5
"""Readings of a baseline under which there are no limits, only values."""
LOCKED_FROM = 12
"""From so many readings on limits are no longer on trial, and without a phase of its own the baseline stays there."""
GAP = 1.75
"""A step longer than so many median steps: a planned reading is missing, and no moving range spans it."""


class Phase(NamedTuple):
    """A stretch of the chart with limits of its own, and why it was split off."""

    start: date
    locked: date | None = None
    """The last day of the baseline; None: limits follow all readings of the phase."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a phase. Without them, a reason."""

    start: int
    """Index of its first reading."""
    stop: int
    """Index after its last reading."""
    basis: int
    """Readings that the limits come from, the first of the phase."""
    why: str = ""
    """Why the phase was begun, in the words of who did."""
    reason: Reason | None = None
    centre: float | None = None
    lower: float | None = None
    upper: float | None = None
    range_mean: float | None = None
    range_upper: float | None = None
    trial: bool = False
    """Fewer than LOCKED_FROM readings; the limits' relative uncertainty is about 1/√(2 × degrees of freedom)."""


@dataclass(frozen=True, slots=True)
class Signal:
    """A pattern that routine variation seldom makes."""

    rule: Rule
    first: int
    """Index of its first reading."""
    last: int
    """Index of its last reading; in a run, of the last that goes on with it."""
    above: bool


@dataclass(frozen=True, slots=True)
class Behaviour:
    """The chart of a series."""

    readings: Readings
    ranges: tuple[float | None, ...] = ()
    """From the reading before to each; None at the first of a phase and after a gap."""
    gaps: tuple[int, ...] = ()
    """Indexes of the readings before which planned readings are missing."""
    phases: tuple[Limits, ...] = ()
    signals: tuple[Signal, ...] = ()
    wide_ranges: tuple[int, ...] = ()
    """Indexes of readings whose moving range is beyond its limit."""

    @property
    def present(self) -> Limits | None:
        """The limits in force at the latest reading."""
        return self.phases[-1] if self.phases else None


def behaviour(readings: Readings, phases: Sequence[Phase] = (), *, basis: int | None = LOCKED_FROM) -> Behaviour:
    """The chart of a series in phases.

    What comes before the first phase, or everything where there is none, is a phase by itself that locks after `basis`
    readings; None takes all of them.
    """
    if not len(readings):
        return Behaviour(readings)
    gaps = _gaps(readings)
    ranges: list[float | None] = [None] * len(readings)
    found: list[Limits] = []
    signals: list[Signal] = []
    wide: list[int] = []
    for start, stop, phase in _stretches(readings, phases):
        for at in range(start + 1, stop):
            if at not in gaps:
                ranges[at] = abs(readings.values[at] - readings.values[at - 1])
        limits = _limits(readings, ranges, start, stop, phase, basis)
        found.append(limits)
        signals += _signals(readings, limits)
        wide += [
            at
            for at in range(start, stop)
            if limits.range_upper is not None and (ranges[at] or 0.0) > limits.range_upper
        ]
    return Behaviour(readings, tuple(ranges), tuple(sorted(gaps)), tuple(found), tuple(signals), tuple(wide))


def xmr(values: Floats) -> tuple[Floats, Floats]:
    """Mean and mean moving range of values (..., n) without gaps."""
    return np.asarray(values.mean(-1)), np.asarray(np.abs(np.diff(values, axis=-1)).mean(-1))


def in_sigmas(values: Floats, centre: Floats, mean_range: Floats) -> Floats:
    """How far values (..., n) are from the centre, where the limits are 3 away."""
    return np.asarray((values - centre[..., None]) * 3.0 / (LIMITS * mean_range[..., None]))


def _gaps(readings: Readings) -> set[int]:
    step = readings.step
    if step is None:
        return set()
    return {at for at, (day, later) in enumerate(pairwise(readings.days), 1) if later - day > GAP * step}


def _stretches(readings: Readings, phases: Sequence[Phase]) -> list[tuple[int, int, Phase | None]]:
    """Start and stop of each phase that has readings; of two that begin before the same reading the later counts."""
    starts: dict[int, Phase | None] = {0: None}
    for phase in sorted(phases, key=lambda each: each.start):
        starts[int(np.searchsorted(readings.days, phase.start.toordinal()))] = phase
    starts.pop(len(readings), None)
    ends = [*list(starts)[1:], len(readings)]
    return [(start, stop, phase) for (start, phase), stop in zip(starts.items(), ends, strict=True)]


def _limits(
    readings: Readings, ranges: list[float | None], start: int, stop: int, phase: Phase | None, basis: int | None
) -> Limits:
    size = stop - start
    if phase is None and basis is not None:
        size = min(basis, size)
    elif phase is not None and phase.locked is not None:
        size = sum(day <= phase.locked.toordinal() for day in readings.days[start:stop])
    told = Limits(start, stop, size, phase.reason if phase else "")
    values = readings.y[start : start + size]
    known = [each for each in ranges[start : start + size] if each is not None]
    if size < MIN_BASIS or len(known) < MIN_BASIS - 1:
        return replace(told, reason=Reason.TOO_FEW)
    centre, mean_range = float(values.mean()), float(np.mean(known))
    if mean_range == 0 or is_constant(values):
        return replace(told, reason=Reason.NO_VARIATION, centre=centre, range_mean=0.0)
    return replace(
        told,
        centre=centre,
        lower=centre - LIMITS * mean_range,
        upper=centre + LIMITS * mean_range,
        range_mean=mean_range,
        range_upper=RANGE_LIMIT * mean_range,
        trial=size < LOCKED_FROM,
    )


def _signals(readings: Readings, limits: Limits) -> list[Signal]:
    """Patterns within a phase. Runs go on over gaps, as the readings are still one after the other."""
    if limits.centre is None or limits.range_mean is None or limits.lower is None:
        return []
    values = readings.y[limits.start : limits.stop]
    z = in_sigmas(values, np.array(limits.centre), np.array(limits.range_mean))
    found: list[Signal] = []
    for rule in Rule:
        for above in (True, False):
            found += _merged(np.flatnonzero(ABOVE[rule](z if above else -z)).tolist(), rule, above, limits.start)
    return sorted(found, key=lambda each: (each.first, each.rule.value))


def _merged(completions: list[int], rule: Rule, above: bool, start: int) -> list[Signal]:
    """One signal for each pattern; a longer run, and patterns of one rule that overlap or follow at once, are one."""
    found: list[Signal] = []
    for at in completions:
        first = max(at - LENGTHS[rule] + 1, 0) + start
        if found and first <= found[-1].last + 1:
            found[-1] = Signal(rule, found[-1].first, at + start, above)
        else:
            found.append(Signal(rule, first, at + start, above))
    return found
