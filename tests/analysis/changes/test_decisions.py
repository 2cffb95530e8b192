"""Decisions and approvals among what changed: each is a sentence with its reason."""

from __future__ import annotations

from deliverydesk.actions import deciding, gating
from deliverydesk.analysis.changes.between import Topic, changes_between
from deliverydesk.analysis.changes.words import sentence
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import DecisionChoice, Stage


def test_what_was_decided_and_approved_is_told_with_its_reason() -> None:
    before = Portfolio.of(
        [Deliverable(1, "Chat", 1 << 40, stage=Stage.DELIVERY), Deliverable(2, "Forms", 2 << 40, stage=Stage.READY)]
    )
    after = before.after(deciding.decide(before, DecisionChoice.TABLE, "Flat for a year", 1))
    after = after.after(gating.approve(after, [2], "Ada"))
    found = changes_between(before, after)
    said = {sentence(found, point) for point in found.by_topic[Topic.DECIDED]}
    assert said == {"“Chat”: decided “table”. Flat for a year", "“Forms” was approved as ready by Ada."}
