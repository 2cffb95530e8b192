"""Actions of vetting: the gates of readiness, who says that they are met, and approving what is ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.actions.draft import Draft
from deliverydesk.domain.choices import choice_label
from deliverydesk.domain.entities import Approval, Deliverable, Gate, GatePass
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.readiness import approval_of, readiness_of
from deliverydesk.domain.values import GateCheck, Stage
from deliverydesk.domain.wording import named, quoted, several
from deliverydesk.support.account import author
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio

USUAL_GATES = tuple(check for check in GateCheck if check is not GateCheck.MANUAL)
"""What a portfolio that has none begins with."""


def set_up_gates(portfolio: Portfolio) -> ChangeSet:
    """Add the gates that are usual, of those that the portfolio does not have: need, customer, outcome, size, ..."""
    draft = Draft(portfolio)
    present = {gate.check for gate in portfolio.gates}
    position = max((gate.position for gate in portfolio.gates), default=-1)
    for check in USUAL_GATES:
        if check not in present:
            position += 1
            draft.add(Gate, {"name": choice_label(check), "check": check, "position": position})
    return draft.change_set(tr("set up the usual gates of readiness"))


def pass_gate(
    portfolio: Portfolio,
    gate: int,
    ids: Iterable[int],
    evidence: str = "",
    approver: str = "",
    expires: date | None = None,
) -> ChangeSet:
    """Say that deliverables meet a gate, on what evidence and until when; what was said before is replaced."""
    draft = Draft(portfolio)
    known = draft.get(Gate, gate)
    items = [draft.get(Deliverable, each) for each in dict.fromkeys(ids)]
    values = {
        "date": today(),
        "evidence": evidence.strip(),
        "approver": approver.strip() or author(),
        "expires": expires,
    }
    for item in items:
        present = _pass(portfolio, gate, item.id)
        if present is None:
            draft.add(GatePass, {"gate": gate, "deliverable": item.id, **values})
        else:
            draft.edit(present, values)
    return draft.change_set(tr("say that {items} meet the gate {gate}", items=several(items), gate=named(known)))


def take_back_pass(portfolio: Portfolio, gate: int, ids: Iterable[int]) -> ChangeSet:
    """Take back that deliverables meet a gate."""
    draft = Draft(portfolio)
    known = draft.get(Gate, gate)
    items = [draft.get(Deliverable, each) for each in dict.fromkeys(ids)]
    for item in items:
        present = _pass(portfolio, gate, item.id)
        if present is not None:
            draft.remove(present)
    return draft.change_set(tr("take back that {items} meet the gate {gate}", items=several(items), gate=named(known)))


def approve(
    portfolio: Portfolio,
    ids: Iterable[int],
    approver: str = "",
    evidence: str = "",
    expires: date | None = None,
) -> ChangeSet:
    """Vet deliverables: they become ready, and may be started as soon as there is capacity.

    Raises DeskError for the first that does not meet a gate, with the gates that are in its way.
    """
    draft = Draft(portfolio)
    items = [draft.get(Deliverable, each) for each in dict.fromkeys(ids)]
    if not items:
        raise DeskError(tr("Choose the deliverables that are to be approved."))
    for item in items:
        unmet = readiness_of(portfolio, item, today()).unmet
        if unmet:
            raise DeskError(
                tr(
                    "“{title}” does not meet {gates} yet. Fill in what is missing, or say on what evidence it is met.",
                    title=item.title,
                    gates=", ".join(quoted(each.gate.name) for each in unmet),
                )
            )
        if item.stage not in (Stage.IDEA, Stage.SHAPING, Stage.READY):
            raise DeskError(
                tr("“{title}” is past being vetted; only ideas and what is shaped become ready.", title=item.title)
            )
        _withdraw(draft, item.id)
        draft.edit(item, {"stage": Stage.READY})
        draft.add(
            Approval,
            {
                "deliverable": item.id,
                "date": today(),
                "approver": approver.strip() or author(),
                "evidence": evidence.strip(),
                "expires": expires,
            },
        )
    return draft.change_set(tr("approve {items}", items=several(items)))


def withdraw_approval(portfolio: Portfolio, ids: Iterable[int]) -> ChangeSet:
    """Withdraw approvals: the deliverables go back to shaping, and what was approved stays in the record."""
    draft = Draft(portfolio)
    items = [draft.get(Deliverable, each) for each in dict.fromkeys(ids)]
    for item in items:
        _withdraw(draft, item.id)
        if item.stage is Stage.READY:
            draft.edit(item, {"stage": Stage.SHAPING})
    return draft.change_set(tr("withdraw the approval of {items}", items=several(items)))


def _withdraw(draft: Draft, deliverable: int) -> None:
    present = approval_of(draft.portfolio, deliverable)
    if present is not None:
        draft.edit(present, {"withdrawn": today()})


def _pass(portfolio: Portfolio, gate: int, deliverable: int) -> GatePass | None:
    return next((each for each in portfolio.gate_passes.by("deliverable", deliverable) if each.gate == gate), None)
