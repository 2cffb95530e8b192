"""Little's law, L = λ W, as a check of the dates: never as a forecast.

J. D. C. Little, Operations Research 9 (1961), 383-387; Little and Graves, “Building Intuition”, 2008, chapter 5. Over
a finite window it holds when work comes and goes at the same rate, all that is begun is finished, and the work in
progress is about the same at both ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from deliverydesk.analysis.flow.throughput import first_day, in_progress
from deliverydesk.analysis.flow.times import days_between

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from deliverydesk.analysis.flow.history import History

LOW, HIGH = 0.8, 1.25
"""Outside these ratios the averages do not fit together."""


class Fit(StrEnum):
    """What the ratio says of the dates."""

    CONSISTENT = "consistent"
    MORE_UNDER_WAY = "more under way"
    """L is over λW, more than what was finished explains: work piles up, is abandoned, or lacks an end."""
    LESS_UNDER_WAY = "less under way"
    """L is under λW: what was finished took longer than the window shows, as work begun before it does."""
    NOTHING_DONE = "nothing done"
    NOTHING_UNDER_WAY = "nothing under way"


@dataclass(frozen=True, slots=True)
class Little:
    """Averages over a window of days: work in progress L, done per day λ, days each took W, and L ÷ λW."""

    first: date
    last: date
    days: int
    in_progress: float
    rate: float
    time: float | None
    product: float | None
    ratio: float | None
    fit: Fit
    at_first: int
    """Work in progress on the first day and on the last."""
    at_last: int


def little(
    starts: Sequence[date],
    ends: Sequence[date | None],
    first: date,
    last: date,
    holidays: Collection[date] | None = None,
    finished: Sequence[bool] | None = None,
) -> Little:
    """The law over the days from `first` to `last`; over working days where holidays are given.

    `finished` tells which ends are of finished work, all where it is not given: what was stopped is in progress until
    then, but is not done.
    """
    counts = np.array(in_progress(starts, ends, first, last).counts, dtype=float)
    if holidays is not None:
        days = np.array([first + timedelta(days=place) for place in range(len(counts))], dtype="datetime64[D]")
        counts = counts[np.is_busday(days, holidays=sorted(holidays))]
    length = len(counts)
    really = finished if finished is not None else [True] * len(ends)
    done = [
        days_between(start, end, holidays)
        for start, end, counted in zip(starts, ends, really, strict=True)
        if counted and end is not None and first <= end <= last
    ]
    average = float(counts.mean()) if length else 0.0
    rate = len(done) / length if length else 0.0
    time = sum(done) / len(done) if done else None
    product = None if time is None else rate * time
    ratio = average / product if product else None
    ends_at = (int(counts[0]), int(counts[-1])) if length else (0, 0)
    return Little(first, last, length, average, rate, time, product, ratio, _fit(average, done, ratio), *ends_at)


def _fit(average: float, done: Sequence[int], ratio: float | None) -> Fit:
    if not average:
        return Fit.NOTHING_UNDER_WAY
    if not done or ratio is None:
        return Fit.NOTHING_DONE
    if ratio > HIGH:
        return Fit.MORE_UNDER_WAY
    return Fit.LESS_UNDER_WAY if ratio < LOW else Fit.CONSISTENT


def little_of(history: History, first: date | None = None) -> Little | None:
    """The law from `first`, or the first day known, to today; None where nothing was ever begun."""
    known = [each for each in history.passages if each.started is not None]
    begin = first or first_day(history)
    if begin is None or not known:
        return None
    starts = [each.started for each in known if each.started is not None]
    ends = [each.done or each.stopped for each in known]
    return little(starts, ends, begin, history.today, finished=[each.done is not None for each in known])
