"""Readiness: which gates are met, by what, until when; and what may be started."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from deliverydesk.domain.entities import (
    Approval,
    Contribution,
    Deliverable,
    Demand,
    Dependency,
    Entity,
    Gate,
    GatePass,
    Outcome,
    Product,
    Team,
)
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.readiness import Readiness, Standing, readiness_of
from deliverydesk.domain.values import Direction, GateCheck, Stage

TODAY = date(2026, 8, 19)
ITEM = Deliverable(1, "Search", 1 << 40, product=2, need="Found at once", owner="Ada", stage=Stage.READY)
GATES = [Gate(10 + at, check.value, check, at) for at, check in enumerate(GateCheck)]
BASE: tuple[Entity, ...] = (
    ITEM,
    Deliverable(9, "Index", 2 << 40),
    Product(2, "Shop", customer="Buyers"),
    Outcome(3, "Found", 2, baseline=10, target=20),
    Team(4, "Web"),
    Contribution(5, 1, 3),
    Demand(6, 1, 4, likely=3),
    Dependency(7, 9, 1),
    *GATES,
    GatePass(8, GATES[-1].id, 1, TODAY, "asked ten buyers", "Ada"),
    Approval(20, 1, TODAY, "Ada"),
)


def ready(*changed: Entity, without: tuple[int, ...] = (), on: date = TODAY) -> Readiness:
    """The readiness of ITEM in the portfolio with some entities put in, or left out by their ids."""
    entities = {each.id: each for each in BASE} | {each.id: each for each in changed}
    portfolio = Portfolio.of(each for each in entities.values() if each.id not in without)
    return readiness_of(portfolio, portfolio.deliverables[1], on)


def missing(*changed: Entity, without: tuple[int, ...] = ()) -> set[str]:
    return {each.gate.name for each in ready(*changed, without=without).unmet}


def test_what_meets_every_gate_and_is_approved_is_vetted() -> None:
    found = readiness_of(Portfolio.of(BASE), ITEM, TODAY)
    assert (found.vetted, found.met, found.expires) == (True, 7, None)


def test_each_gate_says_what_is_missing() -> None:
    assert missing(replace(ITEM, need=" ")) == {"need"}
    assert missing(Product(2, "Shop")) == {"customer"}
    assert missing(without=(5,)) == {"outcome"}
    assert missing(Outcome(3, "Found", 2, baseline=10)) == {"outcome"}
    assert missing(Outcome(3, "Found", 2, direction=Direction.HOLD, hold_low=1)) == set()
    assert missing(without=(6,)) == {"size"}
    assert missing(Demand(6, 1, 4)) == {"size"}
    assert missing(without=(7,)) == {"dependencies"}
    assert missing(GatePass(30, 14, 1, TODAY, "none"), without=(7,)) == set()
    assert missing(replace(ITEM, owner="")) == {"owner"}
    assert missing(without=(8,)) == {"manual"}


def test_a_pass_is_no_substitute_for_a_fact() -> None:
    assert missing(replace(ITEM, need=""), GatePass(30, 10, 1, TODAY, "believe me")) == {"need"}


def test_what_was_said_grows_old() -> None:
    """A pass by hand that holds 30 days is met on the last of them and no longer on the day after."""
    gate = replace(GATES[-1], valid_days=30)
    last = TODAY + timedelta(days=30)
    on_last, after = ready(gate, on=last), ready(gate, on=last + timedelta(days=1))
    assert on_last.vetted and on_last.expires == last  # noqa: PT018
    assert not after.vetted
    assert [each.standing for each in after.unmet] == [Standing.EXPIRED]


def test_an_approval_ends_or_is_withdrawn() -> None:
    later = TODAY + timedelta(days=1)
    assert ready(Approval(20, 1, TODAY, "Ada", expires=TODAY)).vetted
    assert not ready(Approval(20, 1, TODAY, "Ada", expires=TODAY), on=later).vetted
    assert not ready(Approval(20, 1, TODAY, "Ada", withdrawn=TODAY)).vetted


def test_only_what_is_ready_is_vetted_and_without_gates_that_is_enough() -> None:
    assert not ready(replace(ITEM, stage=Stage.SHAPING)).vetted
    assert not ready(replace(ITEM, archived=True)).vetted
    gates = tuple(gate.id for gate in GATES)
    assert ready(without=(*gates, 8, 20)).vetted
