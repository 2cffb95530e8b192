"""Many outcomes looked at together: which verdicts stand once it is counted how many were tested.

Benjamini & Hochberg 1995: of m tested, the verdicts with the k smallest p stand, k being the greatest with
p₍ₖ₎ ≤ k q/m; of those that stand a share q is expected to be false. Twenty outcomes of which nothing moves would at
.975 each show one false verdict every other look.
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
"""Of the verdicts that stand, the share expected to be false. With a quarter of the outcomes moving this asks P ≥ .9875
of each; with one of twenty P ≥ .9975.
"""

MOVES = frozenset({Verdict.IMPROVING, Verdict.WORSENING, Verdict.HOLDING, Verdict.OUTSIDE})
"""Verdicts that are put to the test; to be flat is earned otherwise, and not to know is no claim."""


@dataclass(frozen=True, slots=True)
class Discovery:
    """How many were tested and which verdicts stand."""

    tested: int
    """Outcomes with a probability, whatever their verdict."""
    claimed: int
    """Of these, with a verdict of MOVES by themselves."""
    standing: frozenset[int]
    """Ids of those whose verdict of MOVES stands."""
    fallen: frozenset[int]
    """Ids of those whose verdict of MOVES does not: as weak ones are expected by chance among so many."""
    false_share: float = FALSE_SHARE


def discoveries(judged: Mapping[int, Judgement], *, false_share: float = FALSE_SHARE) -> Discovery:
    """False discovery control over judgements by the ids of their outcomes."""
    told = [(outcome, each, each.p_good) for outcome, each in judged.items()]
    tested = [(outcome, each, p) for outcome, each, p in told if p is not None]
    passing = benjamini_hochberg(np.array([2 * min(p, 1 - p) for _, _, p in tested]), false_share)
    claimed = frozenset(outcome for outcome, each, _ in tested if each.verdict in MOVES)
    standing = claimed & {tested[at][0] for at in np.flatnonzero(passing)}
    return Discovery(len(tested), len(claimed), standing, claimed - standing, false_share)


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
