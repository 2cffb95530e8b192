"""What Today says of stopping work: what was recovered by it this year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.stopping.recovering import recovered_in_year
from deliverydesk.charts.format import number, with_unit
from deliverydesk.domain.wording import counted
from deliverydesk.support.language import tr

if TYPE_CHECKING:
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
