"""The rules of capacity, readiness, reviews and decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deliverydesk.domain.bounds import check_ascending
from deliverydesk.domain.entities import (
    Absence,
    AcceptedLoad,
    Allocation,
    Approval,
    Assumption,
    Decision,
    Entity,
    FollowUp,
    Gate,
    GatePass,
    Guardrail,
    Holiday,
    Loan,
    Person,
    Review,
    ReviewEntry,
    Scenario,
)
from deliverydesk.domain.errors import RuleBroken
from deliverydesk.domain.rule_parts import check_unique, check_unique_name, is_object
from deliverydesk.domain.values import DecisionChoice, GuardrailDimension, Horizon, Kind
from deliverydesk.domain.wording import quoted
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliverydesk.domain.portfolio import Portfolio


def _check_absence(after: Portfolio, absence: Absence) -> None:
    check_ascending(absence, "start", "end")
    if absence.person is not None and (person := after.people[absence.person]).team != absence.team:
        raise RuleBroken(
            tr(
                "{person} is in another team than the absence is of; choose the team {team}.",
                person=quoted(person.name),
                team=quoted(after.teams[person.team].name),
            )
        )


def _check_loan(_after: Portfolio, loan: Loan) -> None:
    check_ascending(loan, "start", "end")
    if loan.lender == loan.borrower:
        raise RuleBroken(tr("A team cannot lend people to itself; choose two teams."))


def _check_accepted_load(_after: Portfolio, accepted: AcceptedLoad) -> None:
    check_ascending(accepted, "start", "end")
    if not accepted.reason.strip():
        raise RuleBroken(tr("An overload is accepted for a reason; give one."))


def _check_allocation(after: Portfolio, allocation: Allocation) -> None:
    check_unique(after, allocation, "deliverable", "team", "week")
    if allocation.week.weekday() != 0:
        raise RuleBroken(
            tr("An allocation is for a week, given by its Monday; {day} is none.", day=allocation.week.isoformat())
        )


def _check_guardrail(after: Portfolio, rail: Guardrail) -> None:
    check_unique(after, rail, "dimension", "value")
    check_ascending(rail, "low", "target", "high")
    if rail.low is None and rail.target is None and rail.high is None:
        raise RuleBroken(tr("A guardrail needs at least one of lowest, target and highest share."))
    known = {
        GuardrailDimension.HORIZON: {str(each.value) for each in Horizon},
        GuardrailDimension.KIND: {each.value for each in Kind},
        GuardrailDimension.PRODUCT: {str(each.id) for each in after.products},
    }.get(rail.dimension)
    if not rail.value.strip() or (known is not None and rail.value not in known):
        raise RuleBroken(
            tr("{value} is nothing that a guardrail can hold; choose what it is about.", value=quoted(rail.value))
        )


def _check_gate_pass(after: Portfolio, passed: GatePass) -> None:
    check_unique(after, passed, "deliverable", "gate")
    check_ascending(passed, "date", "expires")


def _check_approval(_after: Portfolio, approval: Approval) -> None:
    check_ascending(approval, "date", "expires")
    check_ascending(approval, "date", "withdrawn")
    if not approval.approver.strip():
        raise RuleBroken(tr("An approval says who gave it; name the approver."))


def _check_review(_after: Portfolio, review: Review) -> None:
    check_ascending(review, "date", "next_date")
    if not is_object(review.snapshot):
        raise RuleBroken(tr("The snapshot of a review must be a JSON object such as {example}.", example="{}"))


def _check_review_entry(after: Portfolio, entry: ReviewEntry) -> None:
    check_unique(after, entry, "review", "product", "deliverable")
    if not is_object(entry.evidence):
        raise RuleBroken(tr("The evidence of a review must be a JSON object such as {example}.", example="{}"))


def _check_decision(_after: Portfolio, decision: Decision) -> None:
    if decision.deliverable is None and decision.product is None:
        raise RuleBroken(tr("A decision is about a deliverable or about a product; choose one."))
    if decision.choice is DecisionChoice.RETIRE and decision.product is None:
        raise RuleBroken(tr("Only products are retired; a deliverable is tabled or cancelled."))
    if not decision.reason.strip():
        raise RuleBroken(tr("A decision needs its reason; one line is enough."))
    check_ascending(decision, "date", "revisit")
    check_ascending(decision, "date", "expected_by")
    check_ascending(decision, "date", "resolved")
    trigger = decision.trigger_above is not None or decision.trigger_below is not None
    if trigger and decision.trigger_outcome is None:
        raise RuleBroken(tr("A number to look again at belongs to an outcome; choose which."))
    if not is_object(decision.evidence):
        raise RuleBroken(tr("The evidence of a decision must be a JSON object such as {example}.", example="{}"))


def _check_said(_after: Portfolio, entity: Assumption | FollowUp) -> None:
    if not entity.text.strip():
        raise RuleBroken(
            tr("An assumption says what is taken for granted.")
            if isinstance(entity, Assumption)
            else tr("A follow-up says what is to be done.")
        )
    if isinstance(entity, FollowUp) and entity.review is None and entity.decision is None:
        raise RuleBroken(tr("A follow-up belongs to a review or to a decision; choose one."))


def _check_scenario(after: Portfolio, scenario: Scenario) -> None:
    check_unique_name(after, scenario)
    if not is_object(scenario.changes):
        raise RuleBroken(tr("The changes of a scenario must be a JSON object such as {example}.", example="{}"))


DECIDING: dict[type[Entity], Callable[[Portfolio, Any], None]] = {
    Person: lambda _after, entity: check_ascending(entity, "joins", "leaves"),
    Absence: _check_absence,
    Holiday: lambda after, entity: check_unique(after, entity, "date", "team"),
    Loan: _check_loan,
    AcceptedLoad: _check_accepted_load,
    Allocation: _check_allocation,
    Guardrail: _check_guardrail,
    Gate: check_unique_name,
    GatePass: _check_gate_pass,
    Approval: _check_approval,
    Review: _check_review,
    ReviewEntry: _check_review_entry,
    Decision: _check_decision,
    Assumption: _check_said,
    FollowUp: _check_said,
    Scenario: _check_scenario,
}
"""What is looked at of each entity beside its values and references."""
