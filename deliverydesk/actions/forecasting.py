"""Actions that keep what was forecast, so that the desk can be held to it, and that correct its spread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deliverydesk.actions.draft import Draft
from deliverydesk.domain.entities import Forecast, Team
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.wording import counted, figure, named
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio


def keep_forecasts(portfolio: Portfolio, made: date, forecasts: Iterable[Mapping[str, Any]]) -> ChangeSet:
    """Keep forecasts as they were made on a day, each given by the fields of `Forecast` without `id` and `made`.

    One of the same day about the same thing is replaced. Raises DeskError where there is nothing to keep.
    """
    draft = Draft(portfolio)
    present = {(each.deliverable, each.milestone): each for each in portfolio.forecasts.by("made", made)}
    count = 0
    for values in forecasts:
        known = present.get((values.get("deliverable"), values.get("milestone")))
        if known is None:
            draft.add(Forecast, {**values, "made": made})
        else:
            draft.edit(known, values)
        count += 1
    if not count:
        raise DeskError(tr("There is no forecast to keep: nothing that is open can be forecast yet."))
    return draft.change_set(tr("keep {forecasts}", forecasts=counted(count, "forecast")))


def widen_forecasts(portfolio: Portfolio, team: int, factor: float) -> ChangeSet:
    """Multiply the spread of forecasts for a team by a factor; 1 is as it was before any correction."""
    draft = Draft(portfolio)
    known = draft.get(Team, team)
    draft.edit(known, {"widening": factor})
    return draft.change_set(tr("widen the forecasts of {team} by {factor}", team=named(known), factor=figure(factor)))
