"""The named actions of capacity, vetting, reviews and decisions; see `actions.registry`."""

from __future__ import annotations

from datetime import date

from deliverydesk.actions import gating
from deliverydesk.actions.action import Action, action
from deliverydesk.actions.fields import Field
from deliverydesk.domain.entities import Deliverable, Gate


def deciding_actions() -> list[Action]:
    """All of them, in the order of the help."""
    return [*_vetting_actions()]


def _vetting_actions() -> list[Action]:
    gate = Field("gate", Gate, required=True, optional=False)
    ids = Field("ids", Deliverable, required=True, many=True, optional=False)
    evidence, approver = Field("evidence", str, optional=False), Field("approver", str, optional=False)
    expires = Field("expires", date)
    return [
        action(gating.set_up_gates, ()),
        action(gating.pass_gate, (gate, ids, evidence, approver, expires)),
        action(gating.take_back_pass, (gate, ids)),
        action(gating.approve, (ids, approver, evidence, expires)),
        action(gating.withdraw_approval, (ids,)),
    ]
