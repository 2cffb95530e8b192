"""Putting deliverables into now, next, later or among the unplanned: a change of their dates, and of nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.actions import placing, roadmap
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.values import Stage
from deliverydesk.domain.wording import named
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio


def put(portfolio: Portfolio, ids: Sequence[int], start: date | None, *, now: bool = False) -> ChangeSet:
    """Let deliverables start on a day, each as long as it was or as its effort says; without a day, take their dates.

    What is in delivery is under way now, whatever its dates: putting it elsewhere is refused in a sentence.
    """
    for one in ids:
        item = portfolio.deliverables.get(one)
        if not now and item is not None and item.stage in (Stage.DELIVERY, Stage.IMPROVING):
            raise DeskError(tr("{item} is under way, so it stays in Now; change its stage first.", item=named(item)))
    if start is None:
        return roadmap.unschedule(portfolio, ids)
    return placing.place(portfolio, ids, start)
