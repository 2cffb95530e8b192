"""The named actions of capacity, vetting, reviews and decisions; see `actions.registry`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from deliverydesk.actions import deciding, gating, refilling, reviewing, scenarios
from deliverydesk.actions.action import Action, action
from deliverydesk.actions.fields import Field
from deliverydesk.domain.entities import (
    Assumption,
    Decision,
    Deliverable,
    FollowUp,
    Gate,
    Outcome,
    Product,
    Review,
    Scenario,
)
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.values import DecisionChoice
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio


def deciding_actions() -> list[Action]:
    """All of them, in the order of the help."""
    return [*_vetting_actions(), *_review_actions(), *_decision_actions(), *_scenario_actions()]


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


def _review_actions() -> list[Action]:
    review = Field("review", Review, required=True, optional=False)
    product, deliverable = Field("product", Product), Field("deliverable", Deliverable)
    notes, owner = Field("notes", str, optional=False), Field("owner", str, optional=False)
    text = Field("text", str, required=True, optional=False)
    lenses = [Field(name, str, optional=False) for name in ("outcome", "customers", "market")]
    return [
        action(
            reviewing.start_review,
            (Field("name", str, optional=False), product, Field("attendees", str, optional=False)),
        ),
        action(reviewing.note_lenses, (review, product, deliverable, *lenses)),
        action(
            reviewing.note_follow_up,
            (text, owner, Field("due", date), Field("review", Review), Field("decision", Decision)),
        ),
        action(
            reviewing.finish_follow_up,
            (Field("follow_up", FollowUp, required=True, optional=False), Field("done", bool, optional=False)),
        ),
        action(reviewing.close_review, (review, notes, Field("next_date", date))),
    ]


def _decision_actions() -> list[Action]:
    decision = Field("decision", Decision, required=True, optional=False)
    choice = Field("choice", DecisionChoice, required=True, optional=False)
    reason = Field("reason", str, required=True, optional=False)
    told = [
        *(Field(name, str, optional=False) for name in ("question", "options", "expected")),
        Field("outcome", Outcome, words=tr("the outcome on which the expectation is")),
        *(Field(name, float) for name in ("expected_value", "trigger_above", "trigger_below", "recovered")),
        Field("trigger_outcome", Outcome),
        *(Field(name, date) for name in ("expected_by", "revisit")),
    ]
    return [
        action(
            deciding.decide,
            (
                choice,
                reason,
                Field("deliverable", Deliverable),
                Field("product", Product),
                Field("factor", float, words=tr("for more and less: what is asked of the teams is multiplied by it")),
                Field("review", Review),
                *told,
            ),
        ),
        action(
            _stop_and_refill,
            (
                choice,
                reason,
                Field("deliverable", Deliverable, words=tr("what is tabled or cancelled")),
                Field("product", Product, words=tr("what is retired")),
                Field("begins", Deliverable, many=True, optional=False, words=tr("vetted work for the freed people")),
                Field("starts", date, many=True, optional=False, words=tr("one for each that begins")),
                Field("ends", date, many=True, optional=False, words=tr("one for each that begins")),
                Field("review", Review),
                *told,
            ),
            "stop_and_refill",
        ),
        action(deciding.resolve_decision, (decision, Field("result", str, required=True, optional=False))),
        action(
            deciding.judge_assumption,
            (
                Field("assumption", Assumption, required=True, optional=False),
                Field("held", bool, required=True, optional=False),
            ),
        ),
    ]


def _scenario_actions() -> list[Action]:
    return [
        action(
            scenarios.new_scenario,
            (
                Field("name", str, required=True, optional=False),
                Field("notes", str, optional=False),
                Field("capacity", float, words=tr("what every team can give is multiplied by it: 0.9 for 10 % less")),
                Field("like", Scenario, words=tr("it supposes all that this one does, too")),
            ),
        ),
        action(
            scenarios.duplicate_scenario,
            (Field("scenario", Scenario, required=True, optional=False), Field("name", str, optional=False)),
        ),
        action(
            scenarios.promote,
            (Field("scenario", Scenario, required=True, optional=False), Field("baseline", bool, optional=False)),
        ),
    ]


def _stop_and_refill(
    portfolio: Portfolio,
    deliverable: int | None = None,
    begins: Sequence[int] = (),
    starts: Sequence[date] = (),
    ends: Sequence[date] = (),
    **given: Any,
) -> ChangeSet:
    """The action with its days as lists, which JSON has."""
    if not len(begins) == len(starts) == len(ends):
        raise DeskError(tr("Give a first and a last day for each deliverable that begins."))
    return refilling.stop_and_refill(
        portfolio,
        deliverable=deliverable,
        begins=dict(zip(begins, zip(starts, ends, strict=True), strict=True)),
        **given,
    )
