"""The outcomes, products, teams and people of a portfolio as tables, to be edited elsewhere and brought in again: the
heads are words that an import knows in every language, and closed sets and skills are written as it reads them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.charts.table import Cell, Column, TableData
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliverydesk.domain.portfolio import Portfolio


def outcomes_table(portfolio: Portfolio) -> TableData:
    """A row for each outcome with all that it is to reach. Readings are another table."""
    columns = (
        Column(tr("Outcome"), width=36),
        Column(tr("Product"), width=20),
        Column(tr("Metric"), width=24),
        Column(tr("Unit"), width=10),
        Column(tr("Direction"), width=10),
        Column(tr("Kind"), width=10),
        Column(tr("Baseline value"), "number", 12),
        Column(tr("Day of the baseline"), "date", 13),
        Column(tr("Target value"), "number", 12),
        Column(tr("Hold above"), "number", 11),
        Column(tr("Hold below"), "number", 11),
        Column(tr("Due"), "date", 12),
        Column(tr("Owner"), width=18),
        Column(tr("Smallest change that matters"), "number", 12),
        Column(tr("Lag in days"), "whole", 9),
        Column(tr("Days that a reading covers"), "whole", 9),
        Column(tr("Frozen on"), "date", 12),
        Column(tr("Frozen by"), width=16),
        Column(tr("Notes"), width=40),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            each.name,
            _name(portfolio, each.product),
            each.metric,
            each.unit,
            each.direction.value,
            each.kind.value,
            each.baseline,
            each.baseline_date,
            each.target,
            each.hold_low,
            each.hold_high,
            each.due,
            each.owner,
            each.smallest_change,
            each.lag_days,
            each.window_days,
            each.frozen,
            each.frozen_by,
            each.notes,
        )
        for each in portfolio.outcomes
    ]
    return TableData(tr("Outcomes"), columns, tuple(rows))


def products_table(portfolio: Portfolio) -> TableData:
    """A row for each product."""
    columns = (
        Column(tr("Product"), width=24),
        Column(tr("Code"), width=8),
        Column(tr("Customer"), width=24),
        Column(tr("Need"), width=40),
        Column(tr("Life stage"), width=12),
        Column(tr("Owner"), width=18),
        Column(tr("Upkeep share"), "number", 10),
        Column(tr("Days from review to review"), "whole", 10),
        Column(tr("Notes"), width=40),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            each.name,
            each.code,
            each.customer,
            each.need,
            each.life_stage.value,
            each.owner,
            each.upkeep_share,
            each.review_cadence_days,
            each.notes,
        )
        for each in portfolio.products
    ]
    return TableData(tr("Products"), columns, tuple(rows))


def teams_table(portfolio: Portfolio) -> TableData:
    """A row for each team. Its members count where none of its people are known; the people are another table."""
    columns = (
        Column(tr("Team"), width=24),
        Column(tr("Members"), "number", 10),
        Column(tr("Focus"), "number", 10),
        Column(tr("Skills"), width=30),
        Column(tr("Notes"), width=40),
    )
    rows: list[tuple[Cell, ...]] = [
        (each.name, each.members, each.focus, ", ".join(each.skills), each.notes) for each in portfolio.teams
    ]
    return TableData(tr("Teams"), columns, tuple(rows))


def people_table(portfolio: Portfolio) -> TableData:
    """A row for each person, team by team."""
    columns = (
        Column(tr("Person"), width=24),
        Column(tr("Team"), width=24),
        Column(tr("Share"), "number", 10),
        Column(tr("Skills"), width=30),
        Column(tr("Joins the team"), "date", 13),
        Column(tr("Leaves the team"), "date", 13),
        Column(tr("Notes"), width=40),
    )
    rows: list[tuple[Cell, ...]] = [
        (each.name, team.name, each.share, ", ".join(each.skills), each.joins, each.leaves, each.notes)
        for team in portfolio.teams
        for each in portfolio.people.by("team", team.id)
    ]
    return TableData(tr("People"), columns, tuple(rows))


REGISTERS: dict[str, tuple[str, Callable[[Portfolio], TableData]]] = {
    "outcomes": (tr("Outcomes with all that they are to reach, as an import reads them"), outcomes_table),
    "products": (tr("Products, as an import reads them"), products_table),
    "teams": (tr("Teams, as an import reads them"), teams_table),
    "people": (tr("People of the teams, as an import reads them"), people_table),
}
"""By the name that the command line calls it: its title and how it is made."""


def _name(portfolio: Portfolio, product: int | None) -> str:
    found = portfolio.products.get(product)
    return found.name if found is not None else ""
