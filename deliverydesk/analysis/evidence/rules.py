"""Wheeler's three rules of a process behaviour chart, over values in standard deviations from the centre.

Each function takes z (..., n) and returns a mask of the same shape: true where a reading completes the pattern.
Wheeler, Understanding Variation (1993). A value on a limit is not beyond it; one on the centre is on neither side.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliverydesk.analysis.evidence.student import Bools, Floats


class Rule(Enum):
    """A pattern that routine variation seldom makes."""

    BEYOND_LIMIT = auto()
    """One reading beyond a limit."""
    RUN_OF_EIGHT = auto()
    """Eight readings in a row on one side of the centre."""
    THREE_OF_FOUR = auto()
    """Three of four readings in a row nearer to one limit than to the centre."""


LENGTHS = {Rule.BEYOND_LIMIT: 1, Rule.RUN_OF_EIGHT: 8, Rule.THREE_OF_FOUR: 4}
"""Readings that a pattern spans."""


def beyond_limit(z: Floats) -> Bools:
    """Above the upper limit."""
    return np.asarray(z > 3.0)


def run_of_eight(z: Floats) -> Bools:
    """The eighth in a row, or a later one, above the centre."""
    return _at_least(z > 0, 8, 8)


def three_of_four(z: Floats) -> Bools:
    """The last of four in a row of which three are nearer to the upper limit than to the centre, itself among them."""
    near = np.asarray(z > 1.5)
    return np.asarray(_at_least(near, 3, 4) & near)


ABOVE: dict[Rule, Callable[[Floats], Bools]] = {
    Rule.BEYOND_LIMIT: beyond_limit,
    Rule.RUN_OF_EIGHT: run_of_eight,
    Rule.THREE_OF_FOUR: three_of_four,
}
"""Each rule above the centre; below it, the same of −z."""


def completed(z: Floats, rule: Rule) -> Bools:
    """Where a rule's pattern is completed, on either side."""
    return np.asarray(ABOVE[rule](z) | ABOVE[rule](-z))


def _at_least(marked: Bools, count: int, width: int) -> Bools:
    """Where at least `count` of the last `width` are marked. Near the start fewer than `width` may be enough."""
    counts = np.cumsum(marked, -1, dtype=np.int64)
    counts[..., width:] -= counts[..., :-width].copy()
    return np.asarray(counts >= count)
