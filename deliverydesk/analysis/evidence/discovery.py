"""Many outcomes looked at together: which verdicts stand once it is counted how many were tested.

Benjamini & Hochberg 1995: of m tested, the verdicts with the k smallest p stand, k being the greatest with
p₍ₖ₎ ≤ k q/m; of those that stand a share q at most is expected to be false. The p is that of the least-squares slope:
without a prior it is uniform where nothing moves, as the method asks.

Measured with 6, 8 and 12 readings: of twenty outcomes of which none moves, 34, 45 and 51 looks in 100 show a false
verdict of .975 each by itself, 10 in 100 one that stands. Where five of twenty move by four standard deviations of
their noise, 50, 78 and 96 in 100 have a verdict by themselves, 39, 70 and 94 one that stands; 7 in 100 are false.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from deliverydesk.analysis.evidence.reasons import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deliverydesk.analysis.evidence.student import Bools, Floats
    from deliverydesk.analysis.evidence.verdict import Judgement

FALSE_SHARE = 0.10
"""Of the verdicts that stand, the share expected to be false at most."""

MOVES = frozenset({Verdict.IMPROVING, Verdict.WORSENING})
"""Verdicts that are put to the test. To be flat or within bounds is earned otherwise, and would lend its certainty to
weak ones; not to know is no claim.
"""


@dataclass(frozen=True, slots=True)
class Discovery:
    """How many were tested and which verdicts stand."""

    tested: int
    """Outcomes that are to go up or down and have enough readings, whatever their verdict."""
    claimed: int
    """Of these, with a verdict of MOVES by themselves."""
    standing: frozenset[int]
    """Ids of those whose verdict of MOVES stands."""
    fallen: frozenset[int]
    """Ids of those whose verdict of MOVES does not: as weak ones are expected by chance among so many."""
    false_share: float = FALSE_SHARE


def discoveries(judged: Mapping[int, Judgement], *, false_share: float = FALSE_SHARE) -> Discovery:
    """False discovery control over judgements by the ids of their outcomes."""
    p = {outcome: each.p_chance for outcome, each in judged.items() if each.p_chance is not None}
    passing = benjamini_hochberg(np.array(list(p.values())), false_share)
    claimed = frozenset(outcome for outcome in p if judged[outcome].verdict in MOVES)
    standing = claimed & {outcome for outcome, passes in zip(p, passing, strict=True) if passes}
    return Discovery(len(p), len(claimed), standing, claimed - standing, false_share)


def benjamini_hochberg(p: Floats, q: float) -> Bools:
    """Which of m p-values are rejected at the false discovery rate q; a mask of m."""
    if not len(p):
        return np.zeros(0, bool)
    order = np.argsort(p)
    within = p[order] <= q * np.arange(1, len(p) + 1) / len(p)
    passing = np.zeros(len(p), bool)
    if within.any():
        passing[order[: np.flatnonzero(within)[-1] + 1]] = True
    return passing
