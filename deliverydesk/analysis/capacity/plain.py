"""Overloads, guardrails and split people as JSON knows them, for `report --json`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from deliverydesk.analysis.capacity.guardrails import balance, split_people
from deliverydesk.analysis.capacity.overload import overruns
from deliverydesk.analysis.load_grid import Loads

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.domain.portfolio import Portfolio

WEEKS = 26
"""How far ahead overloads are told."""
QUARTER = timedelta(weeks=12)
"""What guardrails are held against: this week and twelve more."""


def plain_capacity(portfolio: Portfolio, today: date) -> dict[str, Any]:
    """Overloads of half a year ahead, and shares and split people of a quarter; days are ISO days."""
    grid = Loads(portfolio, today, WEEKS).grid
    found = balance(portfolio, today, today + QUARTER)
    return {
        "overloads": [
            {
                "team": each.team,
                "name": portfolio.teams[each.team].name,
                "first": each.first.isoformat(),
                "last": each.end.isoformat(),
                "over": each.over,
                "load": each.load,
                "capacity": each.capacity,
                "worst_week": each.peak.isoformat(),
                "accepted": [accepted.reason for accepted in each.accepted],
            }
            for each in overruns(portfolio, grid, today)
        ],
        "guardrails": {
            "first": found.first.isoformat(),
            "weeks": found.weeks,
            "planned": found.planned,
            "capacity": found.capacity,
            "rails": [
                {
                    "guardrail": rail.guardrail.id,
                    "dimension": rail.guardrail.dimension.value,
                    "value": rail.guardrail.value,
                    "basis": rail.guardrail.basis.value,
                    "share": rail.share,
                    "effort": rail.effort,
                    "standing": rail.standing.value,
                    "off": rail.off,
                }
                for rail in found.rails
            ],
        },
        "split_people": [
            {
                "team": each.team,
                "week": each.week.isoformat(),
                "items": list(each.items),
                "people": each.people,
                "per_person": each.per_person,
            }
            for each in split_people(portfolio, today, today + QUARTER)
        ],
    }
