"""Actions of the board: taking deliverables from stage to stage, and how many may be in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.actions import backlog
from deliverydesk.actions.draft import Draft
from deliverydesk.domain.changes import Change, ChangeSet
from deliverydesk.domain.choices import choice_words
from deliverydesk.domain.entities import Deliverable, StageLimit
from deliverydesk.domain.wording import several
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.domain.values import Stage


def move_to_stage(
    portfolio: Portfolio, ids: Iterable[int], stage: Stage, above: int | None = None, below: int | None = None
) -> ChangeSet:
    """Take deliverables to a stage, and rank them just above or below another one; without one they keep their ranks.

    A limit of the stage is a warning for who moves, and forbids nothing.
    """
    ids = tuple(dict.fromkeys(ids))
    if not ids:
        return ChangeSet(tr("move nothing"), ())
    draft = Draft(portfolio)
    for entity_id in ids:
        draft.edit(draft.get(Deliverable, entity_id), {"stage": stage})
    ranked: tuple[Change, ...] = ()
    if above is not None:
        ranked = backlog.move_above(portfolio, ids, above).changes
    elif below is not None:
        ranked = backlog.move_below(portfolio, ids, below).changes
    for change in ranked:
        assert isinstance(change.after, Deliverable)
        draft.edit(draft.get(Deliverable, change.id), {"order_key": change.after.order_key})
    return draft.change_set(
        tr(
            "move {items} to {stage}",
            items=several([portfolio.deliverables[i] for i in ids]),
            stage=choice_words(stage),
        )
    )


def set_stage_limit(portfolio: Portfolio, stage: Stage, limit: int | None) -> ChangeSet:
    """Say how many deliverables may be in a stage at a time; no limit where `limit` is None."""
    draft = Draft(portfolio)
    present = next((each for each in portfolio.stage_limits if each.stage is stage), None)
    if limit is None:
        if present is not None:
            draft.remove(present)
        return draft.change_set(tr("take the limit off {stage}", stage=choice_words(stage)))
    if present is None:
        draft.add(StageLimit, {"stage": stage, "limit": limit})
    else:
        draft.edit(present, {"limit": limit})
    return draft.change_set(tr("limit {stage} to {n}", stage=choice_words(stage), n=limit))
