"""A clean series from dated values, and what was left out of it and why."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from deliverydesk.analysis.evidence.reasons import LeftOut

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deliverydesk.analysis.evidence.student import Floats

LARGEST = 1e100
"""Beyond it squares and their sums leave the range of floating point."""


class Dated(NamedTuple):
    """A value as it was entered, `base` being the denominator of a rate."""

    day: date
    value: float
    base: float | None = None


@dataclass(frozen=True, slots=True)
class Readings:
    """A series with one finite value a day, the earliest first."""

    days: tuple[int, ...] = ()
    """Ordinals (`date.toordinal`), strictly ascending."""
    values: tuple[float, ...] = ()
    bases: tuple[float, ...] | None = None
    """Denominators of a rate, all positive; None unless every reading has one."""
    whole: float = 1.0
    """What a share of one is in the unit of the values: 100 for per cent."""
    left_out: tuple[tuple[LeftOut, int], ...] = ()
    """Each reason with how many readings it kept out."""
    window_days: int | None = None
    bases_incomplete: bool = False
    """Some readings have a usable denominator, others not."""

    def __len__(self) -> int:
        return len(self.days)

    @property
    def t(self) -> Floats:
        """Days, as floats."""
        return np.array(self.days, float)

    @property
    def y(self) -> Floats:
        """Values."""
        return np.array(self.values, float)

    @property
    def step(self) -> float | None:
        """Median days from a reading to the next; None under two readings."""
        return float(median(later - day for day, later in pairwise(self.days))) if len(self) > 1 else None

    @property
    def first(self) -> date | None:
        """The day of the earliest reading."""
        return date.fromordinal(self.days[0]) if self.days else None

    @property
    def last(self) -> date | None:
        """The day of the latest reading."""
        return date.fromordinal(self.days[-1]) if self.days else None

    def count_left_out(self, why: LeftOut) -> int:
        """How many readings were left out for a reason."""
        return dict(self.left_out).get(why, 0)

    def during(self, since: date | None = None, until: date | None = None) -> Readings:
        """Those from a day to a day, both included; None is no end."""
        low = since.toordinal() if since else 0
        high = until.toordinal() if until else date.max.toordinal()
        at = [n for n, day in enumerate(self.days) if low <= day <= high]
        return self._only(at, ())

    def thinned(self, window_days: int | None) -> Readings:
        """Those whose windows do not overlap, chosen from the newest backwards, with the number dropped told.

        Each reading covers `window_days` up to its day. A 4-period rolling mean read every period gives 31 to 46 % of
        false alarms for a nominal 10 %.
        """
        if not window_days or len(self) < 2:
            return self
        kept = [len(self) - 1]
        for at in range(len(self) - 2, -1, -1):
            if self.days[at] <= self.days[kept[-1]] - window_days:
                kept.append(at)
        dropped = len(self) - len(kept)
        return self._only(kept[::-1], ((LeftOut.OVERLAP, dropped),) if dropped else (), window_days)

    def _only(self, at: list[int], dropped: tuple[tuple[LeftOut, int], ...], window: int | None = None) -> Readings:
        return Readings(
            tuple(self.days[n] for n in at),
            tuple(self.values[n] for n in at),
            tuple(self.bases[n] for n in at) if self.bases else None,
            self.whole,
            self.left_out + dropped,
            window or self.window_days,
            self.bases_incomplete,
        )


def clean(entered: Iterable[Dated], today: date, *, window_days: int | None = None, whole: float = 1.0) -> Readings:
    """The series of what was entered, in the order of entering: of one day the last entered counts.

    Left out are values that are no finite number, days after `today`, earlier entries of the same day, and readings
    whose windows overlap a later one. `whole` is 100 where shares are in per cent.
    """
    by_day: dict[date, Dated] = {}
    left: Counter[LeftOut] = Counter()
    for each in entered:
        if not math.isfinite(each.value):
            left[LeftOut.NOT_A_NUMBER] += 1
        elif abs(each.value) > LARGEST:
            left[LeftOut.TOO_LARGE] += 1
        elif each.day > today:
            left[LeftOut.FUTURE] += 1
        else:
            if each.day in by_day:
                left[LeftOut.SAME_DAY] += 1
            by_day[each.day] = each
    kept = [by_day[day] for day in sorted(by_day)]
    usable = [_usable(each, whole) for each in kept]
    bases = tuple(base for base in usable if base is not None)
    complete = bool(kept) and len(bases) == len(kept)
    series = Readings(
        tuple(each.day.toordinal() for each in kept),
        tuple(float(each.value) for each in kept),
        bases if complete else None,
        whole,
        tuple((why, left[why]) for why in LeftOut if left[why]),
        None,
        bases_incomplete=bool(bases) and not complete,
    )
    return series.thinned(window_days)


def _usable(reading: Dated, whole: float) -> float | None:
    """The denominator, if it is one and the value is a share."""
    base = reading.base
    if base is None or not math.isfinite(base) or base <= 0 or base > LARGEST:
        return None
    return float(base) if 0 <= reading.value <= whole else None
