"""What the inspector says of a deliverable's readiness: its gates, the evidence for each, and the approval. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.actions import gating
from deliverydesk.charts.format import day
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.readiness import GateStanding, Readiness, Standing, is_fact, readiness_of
from deliverydesk.domain.values import GateCheck, Stage
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trc
from deliverydesk.ui.panes.inspector.parts import Section, Words
from deliverydesk.ui.rows import Row

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.panes.inspector.parts import Part
    from deliverydesk.ui.typed import Action

_VETTED = (Stage.IDEA, Stage.SHAPING, Stage.READY)
_LACKS = {
    GateCheck.NEED: tr("Write down the need."),
    GateCheck.CUSTOMER: tr("Give it a product that says for whom."),
    GateCheck.OUTCOME: tr("Let it move an outcome with a baseline and a target."),
    GateCheck.SIZE: tr("Estimate the person-weeks of each team."),
    GateCheck.DEPENDENCIES: tr("Say what it waits for, or write here that it waits for nothing."),
    GateCheck.OWNER: tr("Name an owner."),
    GateCheck.MANUAL: tr("Write here on what evidence it is met."),
}


def readiness_section(portfolio: Portfolio, item: Deliverable, today: date) -> tuple[Section, ...]:
    """The gates of what is not begun yet; nothing where the portfolio has no gates."""
    if item.stage not in _VETTED or not portfolio.gates:
        return ()
    ready = readiness_of(portfolio, item, today)
    parts: list[Part] = [_gate(item.id, each, today) for each in ready.gates]
    parts.append(_approval(item.id, ready, today))
    words = tr("{met} of {all} gates", met=figure(ready.met), all=figure(len(ready.gates)))
    if ready.vetted:
        parts.insert(0, Words(_until(ready.expires, today), "text2", "ok", tr("Vetted: it may be started.")))
    return (Section("readiness", tr("Readiness"), tuple(parts), words, figure="readiness"),)


def _gate(deliverable: int, standing: GateStanding, today: date) -> Row:
    gate, passed = standing.gate, standing.passed
    evidence = "" if passed is None else passed.evidence
    met = standing.is_met
    value = {
        Standing.MET: evidence or trc("gate", "met"),
        Standing.EXPIRED: tr("has to be looked at again"),
        Standing.MISSING: trc("gate", "missing"),
    }[standing.standing]
    said = [passed.approver if passed is not None else "", _until(standing.expires, today)]

    def act(words: str) -> Action:
        if not words.strip():
            return lambda portfolio: gating.take_back_pass(portfolio, gate.id, [deliverable])
        return lambda portfolio: gating.pass_gate(portfolio, gate.id, [deliverable], words)

    problem = "" if met else _LACKS[gate.check]
    if standing.standing is Standing.EXPIRED:
        problem = tr("What was said has expired; say again on what evidence it is met.")
    hint = tr("Evidence, or who has looked") if is_fact(gate.check) else tr("On what evidence is it met?")
    return Row(
        f"gate {gate.id}",
        gate.name,
        value,
        "line",
        evidence,
        hint=hint,
        note=", ".join(each for each in said if each),
        role="text" if met else "warn",
        problem=problem,
        called=tr("Gate: {gate}", gate=gate.name),
        act=act,
    )


def _approval(deliverable: int, ready: Readiness, today: date) -> Row:
    approval = ready.approval
    typed = "" if approval is None else approval.approver
    value = {
        Standing.MET: typed,
        Standing.EXPIRED: tr("expired, {approver}", approver=typed),
        Standing.MISSING: tr("not approved"),
    }[ready.approved]

    def act(words: str) -> Action:
        if words.strip():
            return lambda portfolio: gating.approve(portfolio, [deliverable], words)
        if approval is None:
            raise DeskError(tr("Write who approves it."))
        return lambda portfolio: gating.withdraw_approval(portfolio, [deliverable])

    return Row(
        "approval",
        tr("Approved by"),
        value,
        "line",
        typed,
        hint=tr("Who approves it"),
        note="" if approval is None else day(approval.date, today),
        role="text" if ready.approved is Standing.MET else "text3",
        act=act,
    )


def _until(expires: date | None, today: date) -> str:
    return "" if expires is None else tr("until {day}", day=day(expires, today))
