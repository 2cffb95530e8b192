"""Vetting an item in the inspector by real events: each gate is filled in where it is missing, then it is approved."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from deliverydesk.actions import gating, records
from deliverydesk.domain.entities import Deliverable, Gate, Outcome, Product
from deliverydesk.domain.readiness import readiness_of
from deliverydesk.domain.values import GateCheck, Stage

REFUSALS, LETTERS = 100, 103
TODAY = date(2026, 8, 19)


@pytest.fixture
def gates(desk) -> dict[GateCheck, int]:
    """The usual gates and one by hand."""
    desk.do(gating.set_up_gates)
    desk.do(lambda now: records.add(now, Gate, {"name": "Privacy looked at", "position": 9}))
    return {gate.check: gate.id for gate in desk.portfolio.gates}


def met(desk, entity_id: int) -> dict[GateCheck, bool]:
    ready = readiness_of(desk.portfolio, desk.portfolio.deliverables[entity_id], TODAY)
    return {each.gate.check: each.is_met for each in ready.gates}


def approving(pane) -> QPushButton:
    return pane.findChild(QPushButton, "inspector.readiness.approve")


def test_every_missing_gate_is_filled_in_where_it_is_missing_and_then_approved(pane, desk, edit, gates) -> None:
    desk.do(lambda now: records.edit(now, Deliverable, [LETTERS], {"stage": Stage.SHAPING}))
    desk.select(Deliverable, (LETTERS,))
    assert not any(met(desk, LETTERS).values())
    assert not approving(pane).isEnabled()
    assert "7 gates are open" in approving(pane).toolTip()
    for check, words in (
        (GateCheck.CUSTOMER, "Claims"),  # which product it is for, then who its customers are
        (GateCheck.CUSTOMER, "People with a claim"),
        (GateCheck.OUTCOME, "Calls about a refusal"),
        (GateCheck.SIZE, "Data"),  # which team, then how much of it
        (GateCheck.SIZE, "3-8"),
        (GateCheck.DEPENDENCIES, "Waits for nothing"),
        (GateCheck.OWNER, "Ada"),
        (GateCheck.MANUAL, "Assessment filed"),
    ):
        edit("readiness", f"gate {gates[check]}", words)
    need = pane.row("readiness", f"gate {gates[GateCheck.NEED]}")
    QTest.mouseClick(need, Qt.MouseButton.LeftButton, pos=QPoint(60, 8))
    QTest.keyClicks(need.editor, "Nobody answers at night")
    QTest.keyClick(need.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert all(met(desk, LETTERS).values()), met(desk, LETTERS)
    item = desk.portfolio.deliverables[LETTERS]
    assert (item.owner, item.need, item.product) == ("Ada", "Nobody answers at night", 1)
    assert desk.portfolio.products[1].customer == "People with a claim"
    QTest.mouseClick(approving(pane), Qt.MouseButton.LeftButton)
    assert desk.portfolio.deliverables[LETTERS].stage is Stage.READY
    assert readiness_of(desk.portfolio, desk.portfolio.deliverables[LETTERS], TODAY).vetted


def test_an_outcome_without_a_target_leads_there(pane, desk, gates) -> None:
    desk.do(lambda now: records.edit(now, Product, [1], {"customer": "Members"}))
    outcome = next(iter(desk.portfolio.contributions.by("deliverable", REFUSALS))).outcome
    desk.do(lambda now: records.edit(now, Outcome, [outcome], {"target": None, "due": None}))
    row = pane.row("readiness", f"gate {gates[GateCheck.OUTCOME]}")
    assert row.row.problem == "Give “Calls about a refusal” a baseline and a target."
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert desk.selection == (Outcome, (outcome,), outcome)


def test_evidence_and_approval_hold_until_a_day_and_are_taken_back(pane, desk, edit, gates) -> None:
    for check in (GateCheck.NEED, GateCheck.CUSTOMER, GateCheck.DEPENDENCIES):
        gate = gates[check]
        desk.do(lambda now, gate=gate: records.delete(now, Gate, [gate]))
    manual = gates[GateCheck.MANUAL]
    edit("readiness", f"gate {manual}", "Assessment filed")
    row = pane.row("readiness", f"gate {manual}").row
    assert row.value.startswith("Assessment filed · ")
    (passed,) = desk.portfolio.gate_passes
    edit("readiness", f"expires {passed.id}", "1 Oct")
    assert next(iter(desk.portfolio.gate_passes)).expires == date(2026, 10, 1)
    assert pane.row("readiness", f"expires {passed.id}").row.value == "1 Oct"
    QTest.mouseClick(approving(pane), Qt.MouseButton.LeftButton)
    (approval,) = desk.portfolio.approvals
    edit("readiness", f"expires {approval.id}", "1 Nov")
    assert next(iter(desk.portfolio.approvals)).expires == date(2026, 11, 1)
    given = pane.row("readiness", "approval")
    given.setFocus()
    QTest.keyClick(given, Qt.Key.Key_Delete)
    assert desk.portfolio.deliverables[REFUSALS].stage is Stage.SHAPING
    assert approving(pane).isEnabled()
    edit("readiness", f"gate {manual}", " ")
    assert not desk.portfolio.gate_passes
    assert not approving(pane).isEnabled()
