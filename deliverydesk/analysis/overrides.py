"""Moves that go against the score: those that leave a gap as large as the portfolio minds, and larger than before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.actions.overriding import Move

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deliverydesk.analysis.scores import ScoreBoard
    from deliverydesk.domain.portfolio import Portfolio


def against_score(
    before: Portfolio, scores_before: ScoreBoard, after: Portfolio, scores_after: ScoreBoard, ids: Iterable[int]
) -> list[Move]:
    """Of the deliverables that were moved, those whose gap to the score grew to `settings.rank_gap` or more.

    An item without a score rank cannot go against it. Ranks are the manager's among all deliverables.
    """
    found = []
    for each in ids:
        gap = scores_after.gap(each)
        earlier = scores_before.gap(each) if each in before.deliverables else None
        if gap is None or abs(gap) < after.settings.rank_gap or abs(gap) <= abs(earlier or 0):
            continue
        rank_before = before.rank(each) if each in before.deliverables else after.rank(each)
        found.append(Move(each, rank_before, after.rank(each), scores_after.rank(each)))
    return found
