"""Portfolios of any size, the same every time: for benchmarks, and for tests that need many rows."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from deliverydesk.domain.entities import (
    SETTINGS_ID,
    Contribution,
    Criterion,
    Deliverable,
    Demand,
    Dependency,
    Entity,
    Measurement,
    Outcome,
    Product,
    Rating,
    Settings,
    Team,
)
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.ranking import GAP
from deliverydesk.domain.values import Direction, Horizon, Kind, OutcomeKind, Period, Stage

if TYPE_CHECKING:
    from deliverydesk.document.document import Document

ANCHOR = date(2026, 8, 19)
"""The day that synthetic portfolios are seen from."""

_VERBS = ("Move", "Renew", "Simplify", "Open", "Measure", "Repair", "Automate", "Split", "Explain", "Retire")
_THINGS = ("sign-in", "search", "invoices", "reports", "the archive", "onboarding", "exports", "prices", "alerts")
_FOR = ("for members", "for partners", "on phones", "at night", "in the north", "for new staff", "by mail")
_OWNERS = ("A. Rossi", "I. Brandt", "K. Dahl", "M. Lindqvist", "P. Novak", "R. Haas", "S. Okafor")
_STAGES = ((Stage.IDEA, 30), (Stage.SHAPING, 15), (Stage.READY, 20), (Stage.DELIVERY, 20), (Stage.RELEASED, 15))
_FIRST_ID = 1_000


def synthetic_portfolio(deliverables: int = 10_000, seed: int = 1) -> Portfolio:
    """A portfolio with so many deliverables, and products, teams, outcomes, demands and links to fit.

    One item in ten has no score input that RICE needs, and one in five no dates, as in real backlogs.
    """
    return _Maker(deliverables, random.Random(seed)).portfolio()


def fresh_file(path: Path, portfolio: Portfolio) -> Document:
    """A new file at `path` with this portfolio in it, open. The caller closes it."""
    from deliverydesk.document.document import Document

    return Document.create(path, portfolio)


class _Maker:
    def __init__(self, count: int, dice: random.Random) -> None:
        self._count = count
        self._dice = dice
        self._next_id = _FIRST_ID
        self._entities: list[Entity] = [Settings(SETTINGS_ID, name="Synthetic")]

    def portfolio(self) -> Portfolio:
        size = self._count
        products = [
            self._add(Product(self._id(), f"Product {n}", code=_code(n)))
            for n in range(1, _between(2, size // 200, 50))
        ]
        teams = [self._add(Team(self._id(), f"Team {n}", 6.0, 0.8)) for n in range(1, _between(3, size // 150, 60))]
        outcomes = [self._outcome(n, products) for n in range(1, _between(3, size // 100, 120))]
        criteria = [self._add(Criterion(self._id(), name, 0.5)) for name in ("Benefit", "Savings")]
        items = [self._deliverable(n, products) for n in range(1, size + 1)]
        for item in items:
            self._belongings(item, teams, outcomes, criteria)
        for at in range(0, size - 20, 7):
            first, second = items[at], items[at + self._dice.randint(1, 19)]
            self._add(Dependency(self._id(), first, second))
        return Portfolio.of(self._entities)

    def _id(self) -> int:
        self._next_id += 1
        return self._next_id

    def _add(self, entity: Entity) -> int:
        self._entities.append(entity)
        return entity.id

    def _outcome(self, number: int, products: list[int]) -> int:
        dice = self._dice
        direction = dice.choice(list(Direction))
        baseline = dice.uniform(20, 80)
        holds = direction is Direction.HOLD
        change = baseline * dice.uniform(0.1, 0.4) * (-1 if direction is Direction.DOWN else 1)
        outcome = Outcome(
            self._id(),
            f"Outcome {number}",
            dice.choice(products),
            metric="Share of cases",
            unit="%",
            direction=direction,
            kind=dice.choice(list(OutcomeKind)),
            baseline=None if holds else round(baseline, 1),
            baseline_date=ANCHOR - timedelta(days=360),
            target=None if holds else round(baseline + change, 1),
            hold_low=round(baseline * 0.95, 1) if holds else None,
            hold_high=round(baseline * 1.05, 1) if holds else None,
            due=ANCHOR + timedelta(days=150),
        )
        self._add(outcome)
        moved = dice.choice((0.0, 0.3, 0.6, -0.2)) * change
        for week in range(0, 52, 2):
            value = baseline + (0 if holds else moved * week / 52) + dice.gauss(0, baseline * 0.015)
            day = ANCHOR - timedelta(weeks=51 - week)
            self._add(Measurement(self._id(), outcome.id, day, round(value, 2), source="Synthetic"))
        return outcome.id

    def _deliverable(self, number: int, products: list[int]) -> int:
        dice = self._dice
        stage = dice.choices([s for s, _ in _STAGES], [weight for _, weight in _STAGES])[0]
        likely = float(dice.choice((1, 2, 3, 5, 8, 13)))
        start = ANCHOR + timedelta(days=dice.randint(-120, 300)) if dice.random() < 0.8 else None
        end = start + timedelta(days=round(likely * 5) + 4) if start else None
        begun = start if stage in (Stage.DELIVERY, Stage.RELEASED) and start and start <= ANCHOR else None
        return self._add(
            Deliverable(
                self._id(),
                title=f"{dice.choice(_VERBS)} {dice.choice(_THINGS)} {dice.choice(_FOR)} {number}",
                order_key=number * GAP,
                product=dice.choice(products),
                need="People ask for it.",
                kind=dice.choices(list(Kind), (6, 2, 1, 1))[0],
                stage=stage,
                theme=f"Theme {dice.randint(1, 6)}",
                horizon=dice.choice(list(Horizon)),
                owner=dice.choice(_OWNERS),
                tags=tuple(dice.sample(("app", "quick win", "security", "season", "data"), dice.randint(0, 2))),
                external_key=f"SYN-{number}",
                effort_low=likely * 0.6,
                effort_likely=likely,
                effort_high=likely * 1.8,
                remaining=0.0 if stage is Stage.RELEASED else round(likely * dice.uniform(0.2, 1), 1),
                planned_start=start,
                planned_end=end,
                actual_start=begun,
                actual_end=end if begun and stage is Stage.RELEASED and end and end <= ANCHOR else None,
                target_date=end,
                cost=likely * 9_000,
                reach=float(dice.randint(50, 9_000)) if dice.random() < 0.9 else None,
                reach_period=Period.QUARTER,
                impact=dice.choice((0.25, 0.5, 1.0, 2.0, 3.0)),
                confidence=dice.choice((0.5, 0.8, 1.0)),
                ice_impact=float(dice.randint(1, 10)),
                ice_confidence=float(dice.randint(1, 10)),
                ice_ease=float(dice.randint(1, 10)),
                business_value=float(dice.choice((1, 2, 3, 5, 8, 13))),
                time_criticality=float(dice.choice((1, 2, 3, 5, 8, 13))),
                risk_opportunity=float(dice.choice((1, 2, 3, 5, 8, 13))),
                job_size=likely,
                cost_of_delay=float(dice.randint(500, 40_000)),
                duration_weeks=likely,
            )
        )

    def _belongings(self, item: int, teams: list[int], outcomes: list[int], criteria: list[int]) -> None:
        dice = self._dice
        for team in dice.sample(teams, dice.randint(1, 2)):
            effort = float(dice.choice((1, 2, 3, 5)))
            self._add(Demand(self._id(), item, team, effort * 0.7, effort, effort * 1.6))
        if dice.random() < 0.8:
            self._add(Contribution(self._id(), item, dice.choice(outcomes), dice.uniform(0.5, 5), 30, 0.8))
        for criterion in criteria:
            if dice.random() < 0.7:
                self._add(Rating(self._id(), item, criterion, float(dice.randint(1, 10))))


def _between(low: int, wanted: int, high: int) -> int:
    """The end of a range that has `low` to `high` members."""
    return min(max(wanted, low), high) + 1


def _code(number: int) -> str:
    return f"{chr(64 + (number - 1) // 26 % 26 + 1)}{chr(65 + (number - 1) % 26)}"
