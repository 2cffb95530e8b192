"""What of a portfolio is worth keeping for the next one: how it is run, and not what was done in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deliverydesk.domain.entities import (
    Absence,
    Criterion,
    Gate,
    Guardrail,
    Holiday,
    Loan,
    Pack,
    Person,
    Product,
    SavedView,
    Settings,
    StageLimit,
    Team,
)
from deliverydesk.domain.portfolio import Portfolio

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.domain.entities import Entity

KEPT: tuple[type[Entity], ...] = (
    Settings,
    Product,
    Team,
    Person,
    Absence,
    Holiday,
    Loan,
    Criterion,
    StageLimit,
    Gate,
    Guardrail,
    SavedView,
    Pack,
)
"""Ways of working: teams with the widening that their record asked for, products with their floors and stages, gates,
guardrails, criteria, limits, views and packs."""


def template_of(portfolio: Portfolio, today: date) -> Portfolio:
    """A portfolio without work, readings and decisions, run as this one is. Leave, holidays and loans that are over go
    too, and slides of single outcomes.
    """
    kept: list[Entity] = []
    for entity_type in KEPT:
        for each in portfolio.table(entity_type):
            if isinstance(each, Absence | Holiday | Loan):
                if _end(each) >= today:
                    kept.append(each)
            elif isinstance(each, Pack):
                kept.append(replace(each, output="", slides=tuple(s for s in each.slides if ":" not in s)))
            else:
                kept.append(each)
    return Portfolio.of(kept)


def _end(each: Absence | Loan | Holiday) -> date:
    return each.date if isinstance(each, Holiday) else each.end
