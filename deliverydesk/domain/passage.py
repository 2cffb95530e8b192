"""How a deliverable came to its stages: what a journal remembers of it, and what was written down beside it."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.domain.changes import Change, ChangeSet
from deliverydesk.domain.entities import StageDate
from deliverydesk.domain.values import Stage

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from deliverydesk.domain.portfolio import Portfolio


class StageMove(NamedTuple):
    """One change of a deliverable's stage that was not taken back. None before: it was added; after: removed."""

    deliverable: int
    day: date
    before: Stage | None
    after: Stage | None

    @property
    def tells_the_day(self) -> bool:
        """Whether it came to the stage on that day. Of what was added in a later stage than idea nobody knows when."""
        return self.after is not None and (self.before is not None or self.after is Stage.IDEA)


def with_moves(portfolio: Portfolio, moves: Iterable[StageMove]) -> Portfolio:
    """The portfolio with a stage date for each move, where none is written down for that stage: to be looked at by who
    has no journal, as exports, and never to be kept.
    """
    written = {(each.deliverable, each.stage) for each in portfolio.stage_dates}
    entered = dict.fromkeys(
        (move.deliverable, move.after, move.day)
        for move in moves
        if move.after is not None and move.tells_the_day and move.deliverable in portfolio.deliverables
    )
    ids = count(portfolio.next_id)
    dates = (
        StageDate(next(ids), deliverable, stage, day)
        for deliverable, stage, day in entered
        if (deliverable, stage) not in written
    )
    return portfolio.after(ChangeSet("", tuple(Change(None, each) for each in dates)))
