"""Many spans of days against many periods at once, as arrays: which share of a span's working days lies where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from deliverydesk.domain.workdays import WORKING_DAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from deliverydesk.domain.spreading import Span


def bounds(spans: Sequence[Span]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The first days, and the days after the last, as ordinals."""
    starts = np.array([start.toordinal() for start, _ in spans], dtype=np.int64)
    return starts, np.array([end.toordinal() + 1 for _, end in spans], dtype=np.int64)


def shares(edges: NDArray[np.int64], spans: Sequence[Span]) -> NDArray[np.float64]:
    """The share of each span's working days in each period, (span, period). Periods end where the next begins."""
    starts, ends = bounds(spans)
    return share(starts[:, None], ends[:, None], edges[None, :-1], edges[None, 1:])


def share(
    starts: NDArray[np.int64], ends: NDArray[np.int64], begins: NDArray[np.int64], stops: NDArray[np.int64]
) -> NDArray[np.float64]:
    """The share of the working days of [start, end) that lie in [begin, stop), element by element.

    A span without a working day, planned for a weekend, falls whole into the period that it begins in.
    """
    low, high = np.maximum(starts, begins), np.minimum(ends, stops)
    within = np.maximum(working_days_before(high) - working_days_before(low), 0)
    whole = working_days_before(ends) - working_days_before(starts)
    begun = (starts >= begins) & (starts < stops)
    parts: NDArray[np.float64] = np.where(whole > 0, within / np.maximum(whole, 1), begun.astype(np.float64))
    return parts


def working_days_before(days: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many working days of the calendar lie before each of these days, as ordinals."""
    weeks, weekday = np.divmod(days - 1, 7)  # day 1 of the calendar was a Monday
    return weeks * WORKING_DAYS + np.minimum(weekday, WORKING_DAYS)
