"""Keeping what is forecast today, so that the desk can be held to it: at a checkpoint, and when somebody says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.support.clock import today
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.support.progress import Progress
    from deliverydesk.ui.desk import Desk


def keep(desk: Desk, then: Callable[[], object]) -> None:
    """Keep the forecasts of the plan, of all open work and milestones, as one step; then go on, also where there is
    none.

    Whoever closes a review calls this first, as a checkpoint does.
    """
    if desk.document.read_only is not None:
        then()  # which says better what cannot be done, and why
        return
    desk.document.finish_loading()
    day = today()
    known = desk.findings.forecast if desk.findings.current and desk.document.inside is None else None

    def action(portfolio: Portfolio, progress: Progress) -> ChangeSet:
        from deliverydesk.analysis.forecast.keeping import keep_todays

        return keep_todays(portfolio, day, forecast=known, progress=progress)

    desk.do_apart(tr("Keeping the forecasts"), action, then, in_plan=True)


def keep_now(desk: Desk) -> None:
    """Keep them because somebody says so, and say what became of it."""
    before = desk.document.actual.forecasts

    def tell() -> None:
        if desk.document.actual.forecasts is not before:
            desk.done.emit(tr("Today’s forecasts are kept"))
        elif desk.document.read_only is not None:
            desk.refused.emit(desk.document.read_only)
        elif before.by("made", today()):
            desk.refused.emit(tr("Today’s forecasts are kept already, and are still the same."))
        else:
            desk.refused.emit(tr("There is no forecast to keep: nothing that is open can be forecast yet."))

    keep(desk, tell)
