"""“Order by score”: the explicit action that turns a score into the manager's order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.actions.backlog import reorder
from deliverydesk.analysis.models import MODELS
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.wording import counted
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deliverydesk.analysis.scores import ScoreBoard
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio


def order_by_score(portfolio: Portfolio, board: ScoreBoard, ids: Iterable[int] | None = None) -> ChangeSet:
    """Put the ranked items, or those of `ids`, into the order of their scores at the ranks that they hold together.

    Items without a score rank stay where they are: no score is no verdict. Raises DeskError where none has one.
    """
    wanted = None if ids is None else set(ids)
    ordered = [each for each in board.ranked_ids() if wanted is None or each in wanted]
    title = MODELS[board.model].title
    if not ordered:
        raise DeskError(tr("Nothing can be ordered: no open item here has a {title} score.", title=title))
    return reorder(
        portfolio,
        ordered,
        tr("order {count} by {title} score", count=counted(len(ordered), "deliverable"), title=title),
    )
