"""What the inspector says of a deliverable's readiness: its gates, the evidence for each, and the approval. No Qt.

A gate that is not met is edited as what it lacks: the need, the owner, an outcome, a size. One that is met, and one
that only a person can know of, takes evidence.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deliverydesk.actions import gating
from deliverydesk.charts.format import day
from deliverydesk.domain.entities import Approval, Deliverable, GatePass, Outcome, Product
from deliverydesk.domain.readiness import GateStanding, Readiness, Standing, has_measure, is_fact, readiness_of
from deliverydesk.domain.values import GateCheck, Stage
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trn
from deliverydesk.ui.panes.inspector.links import demand_row, outcome_adder, team_adder
from deliverydesk.ui.panes.inspector.parts import Deed, Section, Words
from deliverydesk.ui.rows import Common, Row

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.domain.entities import Entity
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.panes.inspector.parts import Part
    from deliverydesk.ui.typed import Action

_VETTED = (Stage.IDEA, Stage.SHAPING, Stage.READY)
_SAY = {
    GateCheck.DEPENDENCIES: tr("Say what it waits for, or write here that it waits for nothing."),
    GateCheck.MANUAL: tr("Write here on what evidence it is met."),
}
"""What is asked for where somebody's word can meet a gate."""
_GLYPHS = {Standing.MET: "ok", Standing.EXPIRED: "watch", Standing.MISSING: "bad"}


def readiness_section(portfolio: Portfolio, item: Deliverable, today: date) -> tuple[Section, ...]:
    """The gates of what is not begun yet, and approving it; nothing where the portfolio has no gates."""
    if item.stage not in _VETTED or not portfolio.gates:
        return ()
    ready = readiness_of(portfolio, item, today)
    parts: list[Part] = []
    for standing in ready.gates:
        parts += _gate(portfolio, item, standing, today)
    parts += _approval(portfolio, item.id, ready, today)
    words = tr("{met} of {all} gates", met=figure(ready.met), all=figure(len(ready.gates)))
    if ready.vetted:
        parts.insert(0, Words(_until(ready.expires, today), "text2", "ok", tr("Vetted: it may be started.")))
    return (Section("readiness", tr("Readiness"), tuple(parts), words, figure="readiness"),)


def _gate(portfolio: Portfolio, item: Deliverable, standing: GateStanding, today: date) -> list[Row]:
    """The gate; below one that a person says is met, until when that holds."""
    gate, passed = standing.gate, standing.passed
    if standing.standing is Standing.MISSING and gate.check not in _SAY:
        row = _lacking(portfolio, item, gate.check, today)
    else:
        row = _evidence(item.id, standing)
    made = replace(
        row,
        key=f"gate {gate.id}",
        caption=gate.name,
        style="gate",
        glyph=_GLYPHS[standing.standing],
        called=tr("Gate: {gate}", gate=gate.name),
    )
    if passed is None or (is_fact(gate.check) and not passed.evidence):
        return [made]
    until = _expiry(portfolio, GatePass, passed.id, today, tr("How long “{gate}” holds", gate=gate.name))
    # Where nobody has set a day, the gate itself may.
    return [made, until if standing.expires is None else replace(until, value=day(standing.expires, today))]


def _expiry(portfolio: Portfolio, kind: type[Entity], entity_id: int, today: date, called: str) -> Row:
    common = Common(portfolio, kind, (entity_id,), today)
    row = common.day("expires", tr("Holds until"), hint=tr("set a day"), called=called)
    return replace(row, key=f"expires {entity_id}", style="gate")


def _evidence(deliverable: int, standing: GateStanding) -> Row:
    """What is said about a gate that is met, or that no fact can meet."""
    gate, passed = standing.gate, standing.passed
    evidence = "" if passed is None else passed.evidence
    problem = ""
    if standing.standing is Standing.EXPIRED:
        problem = tr("What was said has expired; say again on what evidence it is met.")
    elif standing.standing is Standing.MISSING:
        problem = _SAY[gate.check]

    def act(words: str) -> Action:
        if not words.strip():
            return lambda portfolio: gating.take_back_pass(portfolio, gate.id, [deliverable])
        return lambda portfolio: gating.pass_gate(portfolio, gate.id, [deliverable], words)

    hint = tr("Evidence, or who has looked") if standing.is_met else tr("On what evidence is it met?")
    value = " · ".join((evidence, passed.approver)) if passed is not None and evidence and standing.is_met else ""
    return Row("", "", value, "line", evidence, hint=hint, problem=problem, act=act)


def _lacking(portfolio: Portfolio, item: Deliverable, check: GateCheck, today: date) -> Row:
    """The field that a gate waits for, to be filled in here."""
    common = Common(portfolio, Deliverable, (item.id,), today)
    if check is GateCheck.NEED:
        return common.text("need", "", "long", problem=tr("Write down the need."))
    if check is GateCheck.OWNER:
        return common.known("owner", "", hint=tr("Who answers for it"), problem=tr("Name an owner."))
    if check is GateCheck.CUSTOMER:
        if item.product is None:
            return common.reference(
                "product", "", portfolio.products, tr("No product"), problem=tr("Say which product it is for.")
            )
        words = tr("Say who the customers of {product} are.", product=portfolio.products[item.product].name)
        return Common(portfolio, Product, (item.product,), today).text("customer", "", problem=words)
    if check is GateCheck.SIZE:
        return _size(portfolio, item)
    return _measure(portfolio, item)


def _size(portfolio: Portfolio, item: Deliverable) -> Row:
    """The first team without an estimate; without a team the one to ask for."""
    for demand in portfolio.demands.by("deliverable", item.id):
        if demand.likely is None:
            words = tr("How many person-weeks of {team}?", team=portfolio.teams[demand.team].name)
            return replace(demand_row(portfolio, demand), value="", note="", problem=words, removing="", remove=None)
    adder = team_adder(portfolio, item)
    if adder is None:
        return Row("", "", problem=tr("Add the teams first, in the settings."))
    return replace(adder, problem=tr("Say which team it needs, then for how many person-weeks."))


def _measure(portfolio: Portfolio, item: Deliverable) -> Row:
    """The outcome that cannot be measured yet; without one, which it is to move."""
    moved = [portfolio.outcomes[each.outcome] for each in portfolio.contributions.by("deliverable", item.id)]
    for outcome in moved:
        if not has_measure(outcome):
            words = tr("Give “{outcome}” a baseline and a target.", outcome=outcome.name)
            return Row("", "", problem=words, leads=(Outcome, outcome.id))
    adder = outcome_adder(portfolio, item)
    if adder is None:
        return Row("", "", problem=tr("Add an outcome first, with a baseline and a target."))
    return replace(adder, problem=tr("Say which outcome it is to move."))


def _approval(portfolio: Portfolio, deliverable: int, ready: Readiness, today: date) -> list[Part]:
    """Who approved it and until when that holds; the button that approves it before."""
    approval = ready.approval
    by = "" if approval is None else approval.approver
    if approval is not None and ready.approved is Standing.MET:
        row = Row(
            "approval",
            tr("Approved"),
            tr("{day} by {approver}", day=day(approval.date, today), approver=by),
            "line",
            by,
            hint=tr("Who approves it"),
            style="gate",
            glyph="ok",
            removing=tr("Withdraw the approval"),
            act=lambda words: _approving(deliverable, words),
            remove=lambda now: gating.withdraw_approval(now, [deliverable]),
        )
        return [row, _expiry(portfolio, Approval, approval.id, today, tr("How long the approval holds"))]
    hindrance = ""
    if ready.unmet:
        open_ = len(ready.unmet)
        hindrance = trn(
            "{n} gate is open. Fill in what is missing first.",
            "{n} gates are open. Fill in what is missing first.",
            open_,
            n=figure(open_),
        )
    words = tr("Approve as ready") if ready.approved is Standing.MISSING else tr("Approve again")
    said: list[Part] = []
    if ready.approved is Standing.EXPIRED:
        said.append(Words(tr("The approval by {approver} has expired.", approver=by), "text2", "watch"))
    return [*said, Deed("approve", words, lambda now: gating.approve(now, [deliverable]), hindrance)]


def _approving(deliverable: int, words: str) -> Action:
    if not words.strip():
        return lambda now: gating.withdraw_approval(now, [deliverable])
    return lambda now: gating.approve(now, [deliverable], words)


def _until(expires: date | None, today: date) -> str:
    return "" if expires is None else tr("until {day}", day=day(expires, today))
