"""Vetting: gates are met on evidence, and only what meets them all is approved."""

from __future__ import annotations

from datetime import date

import pytest

from deliverydesk.actions import gating
from deliverydesk.domain.changes import ChangeSet
from deliverydesk.domain.entities import Deliverable, Gate
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.readiness import readiness_of
from deliverydesk.domain.values import GateCheck, Stage
from deliverydesk.support.clock import today

BASE = Portfolio.of(
    [
        Deliverable(1, "Search", 1 << 40, stage=Stage.SHAPING, owner="Ada"),
        Deliverable(2, "Filters", 2 << 40, stage=Stage.DELIVERY, owner="Ada"),
        Gate(3, "Owner", GateCheck.OWNER),
        Gate(4, "Legal has looked", GateCheck.MANUAL, 1),
    ]
)


def after(portfolio: Portfolio, change_set: ChangeSet) -> Portfolio:
    return portfolio.after(change_set)


def vetted(portfolio: Portfolio) -> bool:
    return readiness_of(portfolio, portfolio.deliverables[1], today()).vetted


def test_only_what_meets_every_gate_is_approved() -> None:
    with pytest.raises(DeskError, match="“Search” does not meet “Legal has looked” yet"):
        gating.approve(BASE, [1])
    met = after(BASE, gating.pass_gate(BASE, 4, [1], "mail of 3 August", "Legal"))
    approved = after(met, gating.approve(met, [1], "Ada"))
    assert approved.deliverables[1].stage is Stage.READY
    assert vetted(approved)
    taken_back = after(approved, gating.take_back_pass(approved, 4, [1]))
    assert not vetted(taken_back)


def test_an_approval_is_withdrawn_and_stays_in_the_record() -> None:
    met = after(BASE, gating.pass_gate(BASE, 4, [1]))
    approved = after(met, gating.approve(met, [1], "Ada"))
    again = after(approved, gating.approve(approved, [1], "Bo", expires=date(2199, 1, 1)))
    assert [(each.approver, each.withdrawn) for each in again.approvals] == [("Ada", today()), ("Bo", None)]
    withdrawn = after(again, gating.withdraw_approval(again, [1]))
    assert withdrawn.deliverables[1].stage is Stage.SHAPING
    assert all(each.withdrawn for each in withdrawn.approvals)
    assert not vetted(withdrawn)


def test_what_is_under_way_is_past_being_vetted() -> None:
    met = after(BASE, gating.pass_gate(BASE, 4, [2]))
    with pytest.raises(DeskError, match="“Filters” is past being vetted"):
        gating.approve(met, [2])


def test_a_second_pass_takes_the_place_of_the_first() -> None:
    once = after(BASE, gating.pass_gate(BASE, 4, [1], "draft"))
    twice = after(once, gating.pass_gate(once, 4, [1], "final"))
    assert [each.evidence for each in twice.gate_passes] == ["final"]


def test_the_usual_gates_come_beside_those_that_are_there() -> None:
    made = after(BASE, gating.set_up_gates(BASE))
    assert {gate.check for gate in made.gates} == set(GateCheck)
    assert len(made.gates) == len(GateCheck)
