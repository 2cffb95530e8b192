"""What comes in, what is under way and what goes out, over time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

import numpy as np

from deliverydesk.analysis.flow.history import WAY
from deliverydesk.domain.values import Kind, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from deliverydesk.analysis.flow.history import History, Passage
    from deliverydesk.domain.portfolio import Portfolio

Span = Literal["week", "month"]

ACTIVE = frozenset({Stage.SHAPING, Stage.DELIVERY, Stage.IMPROVING})
"""The stages in which somebody works on a deliverable; in the others it waits."""


class Lacking(StrEnum):
    """Why there is no figure."""

    NOTHING_DONE = "nothing done"
    NO_WHOLE_PERIOD = "no whole period"
    """Between the first day known and today there is no whole week or month."""
    NO_WAITING_KNOWN = "no waiting known"
    """Only start and end are known: that work waited for nothing cannot be told from that it was not written down."""


@dataclass(frozen=True, slots=True)
class Throughput:
    """How much was done in each whole period, those with nothing included; the first and last partial ones left out."""

    span: Span
    firsts: tuple[date, ...]
    """The first day of each period."""
    counts: tuple[int, ...]
    left_out: int
    """How many were done in a partial period."""
    reason: Lacking | None = None

    @property
    def mean(self) -> float | None:
        """Done per period; None where there is none."""
        return sum(self.counts) / len(self.counts) if self.counts else None


def throughput(
    dones: Iterable[date], first: date | None, today: date, span: Span = "week", week_start: int = 1
) -> Throughput:
    """Count what was done in whole weeks or months from `first`, the earliest day anything is known of, to `today`.

    A period is whole where both its first and its last day are within. `week_start` is 1 for Monday to 7 for Sunday.
    """
    days = sorted(day for day in dones if day <= today)
    if first is None:
        return Throughput(span, (), (), 0, Lacking.NOTHING_DONE)
    begin = _first_of(first, span, week_start)
    if begin < first:
        begin = _next(begin, span)
    firsts = []
    while (following := _next(begin, span)) <= today + timedelta(days=1):
        firsts.append(begin)
        begin = following
    if not firsts:
        return Throughput(span, (), (), len(days), Lacking.NO_WHOLE_PERIOD)
    edges = np.array([each.toordinal() for each in (*firsts, begin)])
    places = np.searchsorted(edges, [day.toordinal() for day in days], side="right") - 1
    inside = places[(places >= 0) & (places < len(firsts))].astype(int)
    counts = np.bincount(inside, minlength=len(firsts))
    return Throughput(span, tuple(firsts), tuple(map(int, counts)), len(days) - len(inside))


def _first_of(day: date, span: Span, week_start: int) -> date:
    return day.replace(day=1) if span == "month" else day - timedelta(days=(day.isoweekday() - week_start) % 7)


def _next(first: date, span: Span) -> date:
    return (first + timedelta(days=31)).replace(day=1) if span == "month" else first + timedelta(days=7)


def throughput_of(history: History, span: Span = "week", week_start: int = 1) -> Throughput:
    """Throughput from the first day anything was begun or done."""
    dones = [each.done for each in history.passages if each.done is not None]
    return throughput(dones, first_day(history), history.today, span, week_start)


def first_day(history: History) -> date | None:
    """The first day on which anything was begun or done."""
    known = [day for each in history.passages for day in (each.started, each.done) if day is not None]
    return min(known, default=None)


@dataclass(frozen=True, slots=True)
class InProgress:
    """How much was under way on each day from `first` on. Both the day it began and the day it ended count."""

    first: date
    counts: tuple[int, ...]


def in_progress(starts: Sequence[date], ends: Sequence[date | None], first: date, last: date) -> InProgress:
    """Count per day from `first` to `last`, both included. An end of None is not over yet."""
    length = max((last - first).days + 1, 0)
    steps = np.zeros(length + 1, dtype=int)
    for start, end in zip(starts, ends, strict=True):
        begin = max((start - first).days, 0)
        stop = length if end is None else min((end - first).days + 1, length)
        if begin < stop:
            steps[begin] += 1
            steps[stop] -= 1
    return InProgress(first, tuple(map(int, np.cumsum(steps)[:length])))


def in_progress_of(history: History, first: date | None = None) -> InProgress | None:
    """Work in progress from `first`, or the first day known, to today; None where nothing was ever begun."""
    begin = first or first_day(history)
    known = [(each.started, each.done or each.stopped) for each in history.passages if each.started is not None]
    if begin is None or not known:
        return None
    return in_progress([start for start, _ in known], [end for _, end in known], begin, history.today)


@dataclass(frozen=True, slots=True)
class Cumulative:
    """How many had come to each stage, or to a later one, by each day. It never falls, and stages are nested."""

    days: tuple[date, ...]
    reached: tuple[tuple[Stage, tuple[int, ...]], ...]
    """From the last stage of the way to the first."""


def cumulative(history: History, first: date | None = None, most: int = 400) -> Cumulative | None:
    """The cumulative flow from `first`, or the first day known, to today, at most at `most` days; None for nothing.

    What came to a stage unseen came there, at the latest, when it came to the next one.
    """
    reached = [_reached(each) for each in history.passages]
    begin = first or min((day for days in reached for day in days if day is not None), default=None)
    if begin is None:
        return None
    length = (history.today - begin).days + 1
    step = -(-length // most)
    days = [history.today - timedelta(days=back) for back in range(0, length, step)][::-1]
    ends = np.array([day.toordinal() for day in days])
    lines = []
    seen = {each.stage for passage in history.passages for each in passage.entered}
    for place, stage in reversed(list(enumerate(WAY))):
        if stage not in seen:
            continue  # nobody knows when anything came there
        known = sorted(day.toordinal() for days_ in reached if (day := days_[place]) is not None)
        if known:
            lines.append((stage, tuple(map(int, np.searchsorted(known, ends, side="right")))))
    return Cumulative(tuple(days), tuple(lines))


def _reached(passage: Passage) -> list[date | None]:
    """The day on which each stage of the way, or a later one, was first come to."""
    days: list[date | None] = [None] * len(WAY)
    following: date | None = passage.done
    days[-1] = following
    for place in range(len(WAY) - 2, -1, -1):
        own = [each.day for each in passage.entered if each.stage is WAY[place]]
        known = [day for day in (*own, following) if day is not None]
        following = days[place] = min(known, default=None)
    return days


@dataclass(frozen=True, slots=True)
class Efficiency:
    """Days in which finished work was worked on, as a share of all its days; None with the reason."""

    share: float | None
    active: int
    total: int
    n: int
    """So many pieces of work have a known wait."""
    active_stages: frozenset[Stage] = ACTIVE
    reason: Lacking | None = None


def efficiency(history: History, active: frozenset[Stage] = ACTIVE) -> Efficiency:
    """Flow efficiency of what is done: from the day it left the ideas to the day it was done.

    Only work with a known day in a stage before delivery is counted.
    """
    worked = total = n = 0
    for each in history.passages:
        way = [entry for entry in each.entered if entry.stage is not Stage.IDEA]
        if each.done is None or each.started is None or not way or way[0].day >= each.started:
            continue
        days = [entry for entry in way if entry.day < each.done]
        stops = [*(entry.day for entry in days[1:]), each.done]
        n += 1
        total += (each.done - days[0].day).days + 1
        worked += sum((stop - entry.day).days for entry, stop in zip(days, stops, strict=True) if entry.stage in active)
        worked += 1  # the day it was done
    if not n:
        done = any(each.done is not None for each in history.passages)
        return Efficiency(None, 0, 0, 0, active, Lacking.NO_WAITING_KNOWN if done else Lacking.NOTHING_DONE)
    return Efficiency(worked / total, worked, total, n, active)


@dataclass(frozen=True, slots=True)
class Distribution:
    """How many of each kind were done since a day, and their shares; no shares where nothing was done."""

    since: date | None
    counts: Mapping[Kind, int]
    reason: Lacking | None = None

    @property
    def total(self) -> int:
        """All that was done."""
        return sum(self.counts.values())

    def share(self, kind: Kind) -> float | None:
        """The share of a kind, 0 to 1; None where nothing was done."""
        return self.counts[kind] / self.total if self.total else None


def distribution(portfolio: Portfolio, history: History, since: date | None = None) -> Distribution:
    """The kinds of what was done, from `since` on where it is given."""
    counts = dict.fromkeys(Kind, 0)
    for each in history.passages:
        if each.done is not None and (since is None or each.done >= since):
            counts[portfolio.deliverables[each.deliverable].kind] += 1
    return Distribution(since, counts, None if any(counts.values()) else Lacking.NOTHING_DONE)
