"""The outcomes, products, teams and people of a portfolio as tables, to be edited elsewhere and brought in again: the
heads are words that an import knows in every language, closed sets are written in their English words.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from deliverydesk.charts.table import Cell, Column, TableData
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from deliverydesk.domain.entities import Entity
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.domain.table import Table

Fields = tuple[tuple[str, Column], ...]
"""Columns, each with the field that it shows."""

_OUTCOME: Fields = (
    ("name", Column(tr("Outcome"), width=36)),
    ("product", Column(tr("Product"), width=20)),
    ("metric", Column(tr("Metric"), width=24)),
    ("unit", Column(tr("Unit"), width=10)),
    ("direction", Column(tr("Direction"), width=10)),
    ("kind", Column(tr("Kind"), width=10)),
    ("baseline", Column(tr("Baseline value"), "number", 12)),
    ("baseline_date", Column(tr("Day of the baseline"), "date", 13)),
    ("target", Column(tr("Target value"), "number", 12)),
    ("hold_low", Column(tr("Hold above"), "number", 11)),
    ("hold_high", Column(tr("Hold below"), "number", 11)),
    ("due", Column(tr("Due"), "date", 12)),
    ("owner", Column(tr("Owner"), width=18)),
    ("smallest_change", Column(tr("Smallest change that matters"), "number", 12)),
    ("lag_days", Column(tr("Lag in days"), "whole", 9)),
    ("window_days", Column(tr("Days that a reading covers"), "whole", 9)),
    ("frozen", Column(tr("Frozen on"), "date", 12)),
    ("frozen_by", Column(tr("Frozen by"), width=16)),
    ("notes", Column(tr("Notes"), width=40)),
)
_PRODUCT: Fields = (
    ("name", Column(tr("Product"), width=24)),
    ("code", Column(tr("Code"), width=8)),
    ("customer", Column(tr("Customer"), width=24)),
    ("need", Column(tr("Need"), width=40)),
    ("life_stage", Column(tr("Life stage"), width=12)),
    ("owner", Column(tr("Owner"), width=18)),
    ("upkeep_share", Column(tr("Upkeep share"), "number", 10)),
    ("review_cadence_days", Column(tr("Days from review to review"), "whole", 10)),
    ("notes", Column(tr("Notes"), width=40)),
)
_TEAM: Fields = (
    ("name", Column(tr("Team"), width=24)),
    ("members", Column(tr("Members"), "number", 10)),
    ("focus", Column(tr("Focus"), "number", 10)),
    ("skills", Column(tr("Skills"), width=30)),
    ("notes", Column(tr("Notes"), width=40)),
)
_PERSON: Fields = (
    ("name", Column(tr("Person"), width=24)),
    ("team", Column(tr("Team"), width=24)),
    ("share", Column(tr("Share"), "number", 10)),
    ("skills", Column(tr("Skills"), width=30)),
    ("joins", Column(tr("Joins the team"), "date", 13)),
    ("leaves", Column(tr("Leaves the team"), "date", 13)),
    ("notes", Column(tr("Notes"), width=40)),
)


def outcomes_table(portfolio: Portfolio) -> TableData:
    """A row for each outcome with all that it is to reach. Readings are another table."""
    return _table(portfolio, tr("Outcomes"), _OUTCOME, portfolio.outcomes)


def products_table(portfolio: Portfolio) -> TableData:
    """A row for each product."""
    return _table(portfolio, tr("Products"), _PRODUCT, portfolio.products)


def teams_table(portfolio: Portfolio) -> TableData:
    """A row for each team. Its members count where none of its people are known; the people are another table."""
    return _table(portfolio, tr("Teams"), _TEAM, portfolio.teams)


def people_table(portfolio: Portfolio) -> TableData:
    """A row for each person, team by team."""
    people = [person for team in portfolio.teams for person in portfolio.people.by("team", team.id)]
    return _table(portfolio, tr("People"), _PERSON, people)


REGISTERS: dict[str, tuple[str, Callable[[Portfolio], TableData]]] = {
    "outcomes": (tr("Outcomes with all that they are to reach, as an import reads them"), outcomes_table),
    "products": (tr("Products, as an import reads them"), products_table),
    "teams": (tr("Teams, as an import reads them"), teams_table),
    "people": (tr("People of the teams, as an import reads them"), people_table),
}
"""By the name that the command line calls it: its title and how it is made."""


def _table(portfolio: Portfolio, title: str, fields: Fields, entities: Iterable[Entity]) -> TableData:
    named: dict[str, Table[Any]] = {"product": portfolio.products, "team": portfolio.teams}

    def cell(entity: Entity, field: str) -> Cell:
        value: Any = getattr(entity, field)
        if field in named:
            return "" if value is None else named[field][value].name
        if isinstance(value, Enum):
            return str(value.value)
        if isinstance(value, tuple):
            return ", ".join(value)
        written: str | float | int | date | None = value
        return written

    rows = tuple(tuple(cell(entity, field) for field, _ in fields) for entity in entities)
    return TableData(title, tuple(column for _, column in fields), rows)
