"""Actions that keep why a move went against the score, to be judged once it is known who was right."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.actions.draft import Draft
from deliverydesk.domain.entities import Deliverable, Override
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.wording import several
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.domain.values import ScoringModel


class Move(NamedTuple):
    """A deliverable that was moved, with its manager's ranks before and after and its rank by score."""

    deliverable: int
    rank_before: int
    rank_after: int
    score_rank: int | None


def give_reason(
    portfolio: Portfolio, moves: Iterable[Move], scoring_model: ScoringModel, reason: str, day: date
) -> ChangeSet:
    """Keep why deliverables were moved against their score. Raises DeskError without a reason."""
    words = " ".join(reason.split())
    if not words:
        raise DeskError(tr("Say in a line why, or leave it out."))
    draft = Draft(portfolio)
    moved = []
    for move in moves:
        moved.append(draft.get(Deliverable, move.deliverable))
        draft.add(Override, {**move._asdict(), "date": day, "scoring_model": scoring_model, "reason": words})
    return draft.change_set(
        trn("say why {items} was moved", "say why {items} were moved", len(moved), items=several(moved))
    )
