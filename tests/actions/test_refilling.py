"""Stopping work and beginning other: one step, vetted work alone, and all of it comes back by one undo."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.actions.refilling import stop_and_refill
from deliverydesk.actions.registry import actions
from deliverydesk.domain import rules
from deliverydesk.domain.entities import Deliverable, Gate, Product, Team
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.readiness import readiness_of
from deliverydesk.domain.values import DecisionChoice, GateCheck, LifeStage, Stage
from deliverydesk.support.clock import today

STEP = 1 << 40
LATER = today() + timedelta(days=7)
SPAN = (LATER, LATER + timedelta(days=18))
CHAT, CALLS, FORMS, IDEA = 1, 2, 3, 4
BASE = Portfolio.of(
    [
        Team(9, "Web"),
        Deliverable(CHAT, "Chat", STEP, stage=Stage.DELIVERY, remaining=6),
        Deliverable(CALLS, "Call back", 2 * STEP, stage=Stage.READY),
        Deliverable(FORMS, "Forms", 3 * STEP, stage=Stage.READY),
        Deliverable(IDEA, "Idea", 4 * STEP),
    ]
)


def test_one_step_stops_records_and_plans() -> None:
    begins = {CALLS: SPAN, FORMS: (today(), SPAN[1])}
    change_set = stop_and_refill(BASE, DecisionChoice.TABLE, "Nothing moved", CHAT, begins, recovered=219_000.0)
    then = BASE.after(change_set)
    rules.check(then, change_set)
    assert then.deliverables[CHAT].stage is Stage.TABLED
    assert (then.deliverables[CALLS].planned_start, then.deliverables[CALLS].stage) == (LATER, Stage.READY)
    assert (then.deliverables[FORMS].stage, then.deliverables[FORMS].actual_start) == (Stage.DELIVERY, today())
    (decision,) = then.decisions
    assert (decision.choice, decision.freed, decision.recovered) == (DecisionChoice.TABLE, 6, 219_000)
    assert "table “Chat”, and begin" in change_set.label
    assert then.after(change_set.inverse()) == BASE


@given(st.sets(st.sampled_from([CALLS, FORMS, IDEA])), st.booleans())
def test_nobody_begins_on_what_is_not_vetted(begun: set[int], gated: bool) -> None:
    portfolio = Portfolio.of([*BASE.entities(), *([Gate(30, "Owner", GateCheck.OWNER)] if gated else [])])
    begins = dict.fromkeys(begun, SPAN)
    vetted = all(readiness_of(portfolio, portfolio.deliverables[each], today()).vetted for each in begun)
    if vetted:
        change_set = stop_and_refill(portfolio, DecisionChoice.CANCEL, "Enough", CHAT, begins)
        assert portfolio.after(change_set).after(change_set.inverse()) == portfolio, "one undo brings all back"
    else:
        with pytest.raises(DeskError, match="is not vetted"):
            stop_and_refill(portfolio, DecisionChoice.CANCEL, "Enough", CHAT, begins)


def test_only_tabling_and_cancelling_set_people_free() -> None:
    with pytest.raises(DeskError, match="A deliverable is tabled or cancelled, a product is retired"):
        stop_and_refill(BASE, DecisionChoice.MORE, "Why", CHAT, {})


def test_a_product_is_retired_and_its_people_begin_other_work() -> None:
    portfolio = Portfolio.of(
        [
            *(each for each in BASE.entities() if each.id not in (CHAT, FORMS)),
            Product(20, "Desk"),
            Deliverable(CHAT, "Chat", STEP, 20, stage=Stage.DELIVERY, remaining=6),
            Deliverable(FORMS, "Forms", 3 * STEP, 20, stage=Stage.READY),
        ]
    )
    change_set = stop_and_refill(portfolio, DecisionChoice.RETIRE, "Nobody asks", None, {CALLS: SPAN}, product=20)
    then = portfolio.after(change_set)
    assert then.products[20].life_stage is LifeStage.RETIRE
    assert {each: then.deliverables[each].stage for each in (CHAT, FORMS)} == dict.fromkeys(
        (CHAT, FORMS), Stage.CANCELLED
    )
    assert then.deliverables[CALLS].planned_start == LATER
    assert change_set.label == "retire “Desk”, and begin “Call back”"
    with pytest.raises(DeskError, match="“Forms” stops with its product"):
        stop_and_refill(portfolio, DecisionChoice.RETIRE, "Nobody asks", None, {FORMS: SPAN}, product=20)


def test_it_is_reached_by_name_with_days_as_lists() -> None:
    given = {"choice": "cancel", "reason": "Enough", "deliverable": "Chat", "begins": ["Call back"]}
    stop = actions()["stop_and_refill"]
    days = {"starts": [LATER.isoformat()], "ends": [SPAN[1].isoformat()]}
    then = BASE.after(stop.prepare(BASE, {**given, **days}))
    assert (then.deliverables[CALLS].planned_start, then.deliverables[CALLS].planned_end) == SPAN
    with pytest.raises(DeskError, match="a first and a last day for each"):
        stop.prepare(BASE, given)
