"""What stopping sets free week by week, what is tried out in its place, and what stopping has brought this year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from deliverydesk.analysis.stopping.recovering import recovered_in_year
from deliverydesk.analysis.stopping.refilling import Stopping, stopping_of
from deliverydesk.domain.entities import Allocation, Decision, Deliverable, Demand, Entity, Settings, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.readiness import readiness_of
from deliverydesk.domain.values import DecisionChoice, Stage

TODAY = date(2026, 8, 17)
"""A Monday."""
STEP = 1 << 40
CHAT, CALLS, IDEA, WEB, DATA = 1, 2, 3, 10, 11
ITEM = Deliverable(
    CHAT,
    "Chat",
    STEP,
    stage=Stage.DELIVERY,
    remaining=6,
    cost_of_delay=1_000,
    planned_start=TODAY - timedelta(weeks=2),
    planned_end=TODAY + timedelta(weeks=4, days=-3),
)
ENTITIES: tuple[Entity, ...] = (
    Settings(1, fiscal_year_start=4),
    Team(WEB, "Web", 4, 1.0),
    Team(DATA, "Data", 2, 1.0),
    ITEM,
    Deliverable(CALLS, "Call back", 2 * STEP, stage=Stage.READY, cost_of_delay=5_000),
    Deliverable(IDEA, "Idea", 3 * STEP, cost_of_delay=90_000),
    Demand(20, CHAT, WEB, None, 8, None),
    Demand(21, CHAT, DATA, None, 4, None),
    Demand(22, CALLS, WEB, None, 5, None),
    Demand(23, IDEA, WEB, None, 1, None),
)


def looked_at(*changed: Entity) -> Stopping:
    entities = {each.id: each for each in (*ENTITIES, *changed)}
    return stopping_of(Portfolio.of(entities.values()), CHAT, TODAY)


def test_what_remains_is_set_free_over_the_weeks_ahead() -> None:
    found = looked_at()
    assert found.freed[WEB] == pytest.approx([1, 1, 1, 1, *[0] * 6]), "4 of the 6 left, over the 4 weeks ahead"
    assert found.freed[DATA] == pytest.approx([0.5] * 4 + [0] * 6)
    assert sum(map(sum, found.freed.values())) == pytest.approx(found.freed_effort)


def test_weeks_given_by_hand_set_free_more() -> None:
    found = looked_at(Allocation(30, CHAT, DATA, TODAY, 2.0))
    assert found.freed[DATA][0] > found.freed[DATA][1] > 0
    assert sum(found.freed[DATA]) == pytest.approx(2)


def test_what_is_planned_on_no_day_ahead_is_told_by_no_week() -> None:
    found = looked_at(replace(ITEM, planned_start=None, planned_end=None))
    assert (found.freed, found.freed_effort) == ({}, 6)


def test_only_vetted_work_is_offered() -> None:
    found = looked_at()
    assert found.options
    portfolio = Portfolio.of(ENTITIES)
    for option in found.options:
        assert option.begins == (CALLS,), "the idea is worth more, and not vetted"
        assert all(readiness_of(portfolio, portfolio.deliverables[each], TODAY).vetted for each in option.begins)


def test_recovered_counts_the_stops_of_the_fiscal_year() -> None:
    def decision(number: int, day: date, choice: DecisionChoice, value: float | None) -> Decision:
        return Decision(number, day, choice, CHAT, reason="Why", freed=3.0, recovered=value)

    made = Portfolio.of(
        [
            *ENTITIES,
            decision(40, date(2026, 4, 1), DecisionChoice.TABLE, 200.0),
            decision(41, TODAY, DecisionChoice.CANCEL, None),
            decision(42, date(2026, 3, 31), DecisionChoice.TABLE, 1_000.0),
            decision(43, TODAY, DecisionChoice.CONTINUE, 5_000.0),
            decision(44, TODAY + timedelta(days=1), DecisionChoice.TABLE, 7_000.0),
        ]
    )
    found = recovered_in_year(made, TODAY)
    assert (found.since, found.decisions, found.value, found.freed) == (date(2026, 4, 1), (40, 41), 200.0, 6.0)
    assert recovered_in_year(Portfolio.of(ENTITIES), TODAY).value is None
