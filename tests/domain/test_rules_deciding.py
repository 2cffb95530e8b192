"""The rules of capacity, readiness, reviews and decisions: what is refused, and in which words."""

from __future__ import annotations

from datetime import date

import pytest

from deliverydesk.domain import rules
from deliverydesk.domain.entities import (
    Absence,
    AcceptedLoad,
    Allocation,
    Approval,
    Assumption,
    Decision,
    Deliverable,
    Entity,
    FollowUp,
    Gate,
    GatePass,
    Guardrail,
    Holiday,
    Loan,
    Outcome,
    Person,
    Product,
    Review,
    ReviewEntry,
    Scenario,
    Team,
)
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import DecisionChoice, GuardrailDimension

MONDAY, LATER = date(2026, 8, 17), date(2026, 8, 20)
PORTFOLIO = Portfolio.of(
    [
        Product(2, "Shop"),
        Team(3, "Web"),
        Team(4, "Data"),
        Person(5, 3, "Ada", 0.5),
        Outcome(6, "Found", 2),
        Deliverable(1, "Search", 1 << 40),
        Holiday(7, MONDAY, "New Year"),
        Allocation(8, 1, 3, MONDAY, 1.5),
        Guardrail(9, GuardrailDimension.PRODUCT, "2", high=0.4),
        Gate(10, "Need"),
        GatePass(11, 10, 1, MONDAY),
        Review(12, MONDAY, "August"),
        ReviewEntry(13, 12, 2),
        Decision(14, MONDAY, DecisionChoice.MORE, 1, reason="It works"),
        Scenario(15, "Two more", MONDAY),
    ]
)
ALREADY = "There is such {} already; change that one instead of adding another."


@pytest.mark.parametrize(
    ("entity", "sentence"),
    [
        (Person(40, 3, "Bob", 1.5), "The share of “Bob” is 1.5; it must be more than 0 and at most 1 (0.5 for half"),
        (Person(40, 3, "Bob", joins=LATER, leaves=MONDAY), "The first day in the team of “Bob” (2026-08-20) is after"),
        (Absence(40, 4, MONDAY, LATER, 0.5, person=5), "“Ada” is in another team than the absence is of; choose"),
        (Absence(40, 3, MONDAY, LATER, 0.5, person=5), ""),
        (Holiday(40, MONDAY, "Again"), ALREADY.format("a holiday")),
        (Holiday(40, MONDAY, "Theirs", team=4), ""),
        (Loan(40, 3, 3, MONDAY, LATER, 1), "A team cannot lend people to itself; choose two teams."),
        (Loan(40, 3, 4, LATER, MONDAY, 1), "The start of loan 40 (2026-08-20) is after the end (2026-08-17)."),
        (AcceptedLoad(40, 3, MONDAY, LATER, " "), "An overload is accepted for a reason; give one."),
        (Allocation(40, 1, 3, MONDAY, 2), ALREADY.format("an allocation")),
        (Allocation(40, 1, 3, LATER, 2), "An allocation is for a week, given by its Monday; 2026-08-20 is none."),
        (Guardrail(40, GuardrailDimension.PRODUCT, "2", low=0.1), ALREADY.format("a guardrail")),
        (Guardrail(40, GuardrailDimension.PRODUCT, "77", low=0.1), "“77” is nothing that a guardrail can hold"),
        (Guardrail(40, GuardrailDimension.HORIZON, "4", low=0.1), "“4” is nothing that a guardrail can hold"),
        (Guardrail(40, GuardrailDimension.HORIZON, "3", low=0.1), ""),
        (Guardrail(40, GuardrailDimension.THEME, "Trust"), "A guardrail needs at least one of lowest, target and"),
        (Guardrail(40, GuardrailDimension.THEME, "Trust", 0.5, high=0.2), "The low of guardrail 40 (0.5) is above"),
        (Gate(40, "need"), "There is a gate called “Need” already."),
        (GatePass(40, 10, 1, LATER), ALREADY.format("a gate pass")),
        (Approval(40, 1, MONDAY, ""), "An approval says who gave it; name the approver."),
        (Approval(40, 1, LATER, "Ada", expires=MONDAY), "The date of approval 40 (2026-08-20) is after"),
        (ReviewEntry(40, 12, 2), ALREADY.format("a review entry")),
        (Review(40, MONDAY, "One", snapshot="3"), "The snapshot of a review must be a JSON object such as {}."),
        (Decision(40, MONDAY, DecisionChoice.MORE, reason="Why"), "A decision is about a deliverable or about a"),
        (Decision(40, MONDAY, DecisionChoice.MORE, 1), "A decision needs its reason; one line is enough."),
        (Decision(40, MONDAY, DecisionChoice.RETIRE, 1, reason="Old"), "Only products are retired; a deliverable is"),
        (
            Decision(40, MONDAY, DecisionChoice.TABLE, 1, reason="Flat", trigger_above=24),
            "A number to look again at belongs to an outcome; choose which.",
        ),
        (Decision(40, MONDAY, DecisionChoice.TABLE, 1, reason="Flat", trigger_outcome=6, trigger_above=24), ""),
        (Assumption(40, 14, ""), "An assumption says what is taken for granted."),
        (FollowUp(40, "Call them"), "A follow-up belongs to a review or to a decision; choose one."),
        (FollowUp(40, "", 12), "A follow-up says what is to be done."),
        (Scenario(40, "two more", MONDAY), "There is a scenario called “Two more” already."),
        (Scenario(40, "Other", MONDAY, changes="[]"), "The changes of a scenario must be a JSON object such as {}."),
    ],
)
def test_a_broken_rule_is_one_sentence(entity: Entity, sentence: str) -> None:
    assert rules.broken_by(PORTFOLIO, entity)[: len(sentence) or None] == sentence
