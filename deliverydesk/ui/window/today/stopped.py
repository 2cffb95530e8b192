"""What Today says of stopping work: what was recovered by it this year, and what has stalled and may be stopped."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from deliverydesk.analysis.reviewing.stalls import stalls
from deliverydesk.analysis.stopping.recovering import recovered_in_year
from deliverydesk.charts.format import number, with_unit
from deliverydesk.domain.wording import counted
from deliverydesk.support.language import tr
from deliverydesk.ui.window.palette.entries import Entry

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from deliverydesk.domain.portfolio import Portfolio


def recovered_words(portfolio: Portfolio, today: date) -> str:
    """Value recovered this year in a sentence; empty where nothing was stopped."""
    found = recovered_in_year(portfolio, today)
    if not found.decisions:
        return ""
    decisions, freed = counted(len(found.decisions), "decision"), number(round(found.freed, 1))
    if found.value is None:
        return tr("Set free this year by {decisions} to stop: {freed} pw.", decisions=decisions, freed=freed)
    return tr(
        "Recovered this year by {decisions} to stop: {value}, {freed} pw set free.",
        decisions=decisions,
        value=with_unit(round(found.value), portfolio.settings.currency, 0),
        freed=freed,
    )


def stalled_lines(portfolio: Portfolio, today: date, stop: Callable[[int], object]) -> list[Entry]:
    """A line for each deliverable that has stalled, the longest first; following it asks whether to stop it."""
    return [
        Entry(
            f"stalled/{each.deliverable}",
            "",
            portfolio.deliverables[each.deliverable].title,
            tr("nothing has moved for {days}: table or cancel it?", days=counted(each.days, "day")),
            "warning",
            run=partial(stop, each.deliverable),
        )
        for each in stalls(portfolio, today)
    ]
