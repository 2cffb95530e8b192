"""What stopping work has brought: value recovered and person-weeks set free, by the decisions of a fiscal year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from deliverydesk.domain.values import DecisionChoice

if TYPE_CHECKING:
    from deliverydesk.domain.portfolio import Portfolio

_STOPS = frozenset({DecisionChoice.TABLE, DecisionChoice.CANCEL, DecisionChoice.RETIRE})


@dataclass(frozen=True, slots=True)
class Recovered:
    """What the decisions to stop of one fiscal year add up to."""

    since: date
    """The first day of the fiscal year."""
    decisions: tuple[int, ...]
    value: float | None
    """Money; None where no decision says how much."""
    freed: float
    """Person-weeks."""


def recovered_in_year(portfolio: Portfolio, today: date) -> Recovered:
    """Value recovered from the first day of the fiscal year to `today`, as it was reckoned when it was decided."""
    month = portfolio.settings.fiscal_year_start
    since = date(today.year if today.month >= month else today.year - 1, month, 1)
    found = [each for each in portfolio.decisions if each.choice in _STOPS and since <= each.date <= today]
    values = [each.recovered for each in found if each.recovered is not None]
    return Recovered(
        since,
        tuple(each.id for each in found),
        sum(values) if values else None,
        sum(each.freed or 0.0 for each in found),
    )
