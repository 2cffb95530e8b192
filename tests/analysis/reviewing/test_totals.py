"""What a review has come to, by hand: decisions, loads and guardrails from its beginning to now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from deliverydesk.analysis.capacity.change import stand_of
from deliverydesk.analysis.reviewing.totals import review_weeks, totals_of
from deliverydesk.charts.guardrails import change_words
from deliverydesk.domain.entities import Decision, Deliverable, Demand, Entity, Guardrail, Review, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import DecisionChoice, GuardrailDimension, Kind, Stage

TODAY = date(2026, 8, 17)
"""A Monday."""
WEB, DATA, REVIEW = 10, 11, 30
STEP = 1 << 40
CHAT = Deliverable(
    1, "Chat", STEP, stage=Stage.DELIVERY, planned_start=TODAY, planned_end=TODAY + timedelta(weeks=10, days=-3)
)
FIX = replace(CHAT, id=2, title="Fix", order_key=2 * STEP, kind=Kind.UPKEEP)
ENTITIES: tuple[Entity, ...] = (
    Team(WEB, "Web", 2, 1.0),
    Team(DATA, "Data", 2, 1.0),
    CHAT,
    FIX,
    Demand(20, 1, WEB, None, 15, None),
    Demand(21, 2, WEB, None, 5, None),
    Guardrail(22, GuardrailDimension.KIND, Kind.UPKEEP.value, high=0.5),
    Review(REVIEW, TODAY, "Now"),
)


def portfolio(*changed: Entity) -> Portfolio:
    return Portfolio.of({each.id: each for each in (*ENTITIES, *changed)}.values())


def test_loads_and_guardrails_are_told_from_the_beginning_of_the_review_to_now() -> None:
    began = stand_of(portfolio(), review_weeks(TODAY))
    assert began.loads[WEB] == pytest.approx(1.0), "20 of the 20 that two people give in ten weeks"
    decision = Decision(40, TODAY, DecisionChoice.TABLE, 1, reason="Why", review=REVIEW, freed=15, recovered=900)
    now = portfolio(replace(CHAT, stage=Stage.TABLED), decision)
    totals = totals_of(now, REVIEW, began, TODAY)
    assert (totals.decisions, totals.freed, totals.recovered) == (1, 15, 900)
    web, data = totals.change.loads
    assert (web.team, web.before, web.after, web.is_one) == (WEB, pytest.approx(1.0), pytest.approx(0.25), True)
    assert (data.team, data.is_one) == (DATA, False)
    (rail,) = totals.change.rails
    assert (rail.before.share, rail.after.share) == (pytest.approx(0.25), 1.0)
    assert change_words(now, totals.change.rails) == [(False, "Upkeep: 25\N{THIN SPACE}% → 100\N{THIN SPACE}%, over")]


def test_guardrails_that_stay_within_are_not_told() -> None:
    began = stand_of(portfolio(), review_weeks(TODAY))
    totals = totals_of(portfolio(), REVIEW, began, TODAY)
    assert totals.change.rails == ()
    assert change_words(portfolio(), ()) == [(True, "Within bands")]
