"""What-ifs side by side: value, dates, load and guardrails of the present portfolio and of up to four others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from deliverydesk.actions.scenarios import supposed
from deliverydesk.analysis.capacity.guardrails import Standing, balance
from deliverydesk.analysis.forecast.portfolio import forecast_of
from deliverydesk.analysis.load import team_load
from deliverydesk.domain.workdays import weeks_from
from deliverydesk.support.progress import no_progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.support.progress import Progress

MOST = 4
"""More than this nobody compares."""
WEEKS = 13
HORIZON_WEEKS = 52
_PATHS = 4_000


@dataclass(frozen=True, slots=True)
class Outlook:
    """One portfolio, present or supposed, over the next quarter."""

    scenario: int | None
    """None: the portfolio as it is."""
    changes: int
    """How many things it supposes otherwise."""
    capacity: float
    """Person-weeks that all teams can give in the quarter."""
    load: float
    """Person-weeks that are planned for them."""
    overloaded: int
    """In how many weeks of a team it is asked for more than it can give."""
    done: int
    """How many deliverables are done within the quarter with at least 85 %."""
    open: int
    last: date | None
    """P85 of the last end; None where nobody can say for one of them."""
    value: float
    """Σ cost of delay a week × weeks from the P50 end to a year from now, of all that can be forecast."""
    outside: int
    """Guardrails outside their bands."""


def compared(
    portfolio: Portfolio, scenarios: Sequence[int], today: date, progress: Progress = no_progress
) -> tuple[Outlook, ...]:
    """The present portfolio first, then the scenarios; some tenths of a second each, so not in the window's thread."""
    chosen = list(scenarios)[:MOST]
    found = [_outlook(portfolio, None, 0, today)]
    for at, scenario in enumerate(chosen):
        progress(at, len(chosen))
        laid = supposed(portfolio, scenario)
        found.append(_outlook(laid.portfolio, scenario, len(laid.changes.changes), today))
    progress(len(chosen), len(chosen))
    return tuple(found)


def _outlook(portfolio: Portfolio, scenario: int | None, changes: int, today: date) -> Outlook:
    weeks = weeks_from(today, WEEKS)
    loads = [week for team in team_load(portfolio, weeks).values() for week in team.weeks]
    forecast = forecast_of(portfolio, today, paths=_PATHS)
    end = weeks[-1] + timedelta(days=6)
    ends = forecast.items()
    lasts = [each.p85 for each in ends.values()]
    known = [each for each in lasts if each is not None]
    value = 0.0
    for deliverable, each in ends.items():
        worth = portfolio.deliverables[deliverable].cost_of_delay
        if worth and each.p50 is not None:
            value += worth * max(HORIZON_WEEKS - (each.p50 - today).days / 7, 0.0)
    rails = balance(portfolio, weeks[0], end).rails
    return Outlook(
        scenario,
        changes,
        sum(week.capacity for week in loads),
        sum(week.load for week in loads),
        sum(week.over > 1e-9 for week in loads),
        sum(each <= end for each in known),
        len(ends),
        max(known, default=None) if len(known) == len(lasts) else None,
        value,
        sum(rail.standing in (Standing.BELOW, Standing.ABOVE) for rail in rails),
    )
