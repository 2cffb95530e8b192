"""A forecast of the portfolio as the rows that keep it: what was said of all open work and of every milestone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from deliverydesk.actions.forecasting import keep_forecasts
from deliverydesk.analysis.divergence import due_of
from deliverydesk.analysis.effort import effort_of
from deliverydesk.analysis.forecast.inputs import inputs_of
from deliverydesk.analysis.forecast.portfolio import forecast_of
from deliverydesk.domain.changes import ChangeSet
from deliverydesk.support.progress import no_progress

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.analysis.forecast.inputs import Inputs
    from deliverydesk.analysis.forecast.portfolio import ItemForecast, PortfolioForecast
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.support.progress import Progress

Row = dict[str, Any]
"""The fields of `Forecast` without `id` and `made`."""
_GENERAL = ("seed", "paths", "c", "speed_error", "people_per_item", "scheduled")
"""Of what the whole forecast was reckoned from, what every row keeps."""


def keep_todays(
    portfolio: Portfolio, today: date, *, forecast: PortfolioForecast | None = None, progress: Progress = no_progress
) -> ChangeSet:
    """Keep what is forecast today. Empty where nothing can be forecast, or all of it is kept already.

    `forecast` is that of this portfolio and day where it is known; else one is made, which takes as long as that takes.
    """
    rows = rows_of(portfolio, forecast or forecast_of(portfolio, today, progress=progress))
    return keep_forecasts(portfolio, today, rows) if rows else ChangeSet("", ())


def rows_of(portfolio: Portfolio, forecast: PortfolioForecast) -> list[Row]:
    """A row for each open deliverable that has days, in the manager's order, and then for each such milestone."""
    teams, general = deciding_teams(inputs_of(portfolio, forecast.today)), forecast.inputs()
    rows = []
    for rank, deliverable in enumerate(forecast.order, start=1):
        told, item, team = forecast.item(deliverable), portfolio.deliverables[deliverable], teams.get(deliverable)
        if told.p50 is None:
            continue
        due = due_of(item)
        if due is not None and due < forecast.today:
            due = None  # of a day that is over nothing is forecast
        chance = None if due is None else forecast.chance(deliverable, due)
        basis = {"rank": rank, "effort": list(effort_of(portfolio, item)[:3]), "remaining": item.remaining}
        rows.append({"deliverable": deliverable, **_row(told, due, chance, team, general, basis)})
    for milestone, met in forecast.milestones().items():
        if not met.open or met.forecast.p50 is None:
            continue
        named = [each.deliverable for each in portfolio.milestone_items.by("milestone", milestone)]
        decided = {teams[each] for each in named if each in teams}
        team = decided.pop() if len(decided) == 1 else None
        due, chance = (met.by, met.chance) if met.by >= forecast.today else (None, None)
        basis = {"deliverables": named}
        rows.append({"milestone": milestone, **_row(met.forecast, due, chance, team, general, basis)})
    return rows


def deciding_teams(inputs: Inputs) -> dict[int, int]:
    """The team that each scheduled deliverable waits for longest: the one whose part of it takes most weeks."""
    weeks = [crew.places / crew.rate for crew in inputs.crews]
    return {
        deliverable: inputs.teams[max(task.parts, key=lambda part: part.expected * weeks[part.crew]).crew]
        for deliverable, task in zip(inputs.ids, inputs.tasks, strict=True)
        if task.parts
    }


def _row(told: ItemForecast, due: date | None, chance: float | None, team: int | None, general: Row, basis: Row) -> Row:
    widening = {} if team is None else {str(team): general["widening"][str(team)]}
    inputs = {**{name: general[name] for name in _GENERAL}, "widening": widening, **basis}
    return {
        "team": team,
        "p50": told.p50,
        "p85": told.p85,
        "p95": told.p95,
        "by": due if chance is not None else None,
        "chance": chance,
        "inputs": json.dumps(inputs, ensure_ascii=False),
    }
