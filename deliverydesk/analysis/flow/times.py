"""How long work takes from start to end, how old open work is, and what may be expected of the next piece.

A piece that is begun and done on one day takes one day. Calendar days count by default; with holidays, working days
from Monday to Friday, both ends included.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from deliverydesk.analysis.flow.survival import kaplan_meier
from deliverydesk.analysis.forecast.percentiles import order_statistic

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from deliverydesk.analysis.flow.history import History

LEVELS = (0.5, 0.85, 0.95)
EXPECTED = 0.85
"""The level of the service level expectation."""
MANY_OPEN = 0.2
"""From this share of open work on, times of finished work alone flatter."""


def days_between(first: date, last: date, holidays: Collection[date] | None = None) -> int:
    """How many days from `first` to `last`, both included: last − first + 1, or working days where holidays are given.

    0 or less where the last day is before the first.
    """
    if holidays is None:
        return (last - first).days + 1
    return int(np.busday_count(first, last + timedelta(days=1), holidays=sorted(holidays)))


class Lacking(StrEnum):
    """Why there is no figure."""

    NOTHING_DONE = "nothing done"
    TOO_FEW = "too few"
    """Fewer values than the order statistic needs."""


@dataclass(frozen=True, slots=True)
class Level:
    """A service level: a share `p` of the work like this is done within `days`; None with the reason."""

    p: float
    n: int
    needs: int
    days: float | None
    reason: Lacking | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """One piece of finished work. Times are in days; None where the day it began, or was ready, is not known."""

    deliverable: int
    done: date
    cycle: int | None
    lead: int | None


@dataclass(frozen=True, slots=True)
class Aged:
    """One piece of work under way, its age in days, and whether it is older than the 85 % line (None: no line)."""

    deliverable: int
    started: date
    age: int
    over: bool | None


@dataclass(frozen=True, slots=True)
class Times:
    """The times of finished work by the day it was done, their levels, and the ages of open work, oldest first."""

    finished: tuple[Finished, ...]
    levels: tuple[Level, ...]
    ages: tuple[Aged, ...]
    working_days: bool
    open_share: float | None
    """Open work as a share of all that was begun; None where nothing was."""
    with_open: float | None
    """The 85 % level that counts open work too, by Kaplan and Meier, where much is open; None where it cannot be
    told.
    """

    @property
    def expected(self) -> Level:
        """The service level expectation."""
        return next(level for level in self.levels if level.p == EXPECTED)

    @property
    def cycles(self) -> tuple[int, ...]:
        """All cycle times that are known."""
        return tuple(each.cycle for each in self.finished if each.cycle is not None)


def level_of(values: Sequence[float], p: float) -> Level:
    """One level of these times."""
    found = order_statistic(values, p)
    reason = None if found.value is not None else Lacking.TOO_FEW if values else Lacking.NOTHING_DONE
    return Level(p, found.n, found.needed, found.value, reason)


def times_of(history: History, holidays: Collection[date] | None = None, since: date | None = None) -> Times:
    """The times of what was done (from `since` on, where given) and the ages of what is under way today."""
    finished = [
        Finished(
            each.deliverable,
            each.done,
            None if each.started is None else days_between(each.started, each.done, holidays),
            None
            if each.committed is None or each.committed > (each.started or each.done)
            else days_between(each.committed, each.done, holidays),
        )
        for each in history.passages
        if each.done is not None and (since is None or each.done >= since)
    ]
    finished.sort(key=lambda each: (each.done, each.deliverable))
    cycles = [each.cycle for each in finished if each.cycle is not None]
    levels = tuple(level_of(cycles, p) for p in LEVELS)
    line = next(level.days for level in levels if level.p == EXPECTED)
    ages = []
    for each in history.passages:
        if each.under_way and each.started is not None:
            age = days_between(each.started, history.today, holidays)
            ages.append(Aged(each.deliverable, each.started, age, None if line is None else age > line))
    ages.sort(key=lambda each: (-each.age, each.deliverable))
    begun = len(cycles) + len(ages)
    share = len(ages) / begun if begun else None
    with_open = None
    if share is not None and share > MANY_OPEN:
        seen = [*cycles, *(each.age for each in ages)]
        with_open = kaplan_meier(seen, [True] * len(cycles) + [False] * len(ages), EXPECTED)
    return Times(tuple(finished), levels, tuple(ages), holidays is not None, share, with_open)
