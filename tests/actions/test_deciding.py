"""Decisions are applied to the plan in the same step, and kept with their reason; reviews are begun and closed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from deliverydesk.actions import deciding, reviewing
from deliverydesk.domain import rules
from deliverydesk.domain.changes import ChangeSet
from deliverydesk.domain.entities import AgendaItem, Deliverable, Demand, Outcome, Product, Team
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import DecisionChoice, Kind, LifeStage, Proposal, Stage
from deliverydesk.support.clock import today

STEP = 1 << 40
CHAT, LETTERS, KEEPING, LAW = 1, 2, 3, 4
SHOP, WEB, OUTCOME = 10, 11, 12
BASE = Portfolio.of(
    [
        Product(SHOP, "Shop", review_cadence_days=20),
        Team(WEB, "Web"),
        Outcome(OUTCOME, "Found", SHOP, baseline=1, target=3),
        Deliverable(CHAT, "Chat", STEP, SHOP, stage=Stage.DELIVERY, effort_likely=10, remaining=6),
        Deliverable(LETTERS, "Letters", 2 * STEP, SHOP, stage=Stage.RELEASED),
        Deliverable(KEEPING, "Keeping it running", 3 * STEP, SHOP, kind=Kind.UPKEEP, stage=Stage.READY),
        Deliverable(LAW, "The law", 4 * STEP, SHOP, stage=Stage.READY, must_do=True),
        Demand(20, CHAT, WEB, 4, 10, 20),
        AgendaItem(21, today(), Proposal.TABLE, CHAT),
    ]
)


def after(portfolio: Portfolio, change_set: ChangeSet) -> Portfolio:
    """The portfolio after a step that breaks no rule."""
    then = portfolio.after(change_set)
    rules.check(then, change_set)
    return then


def test_what_is_tabled_leaves_the_plan_in_the_same_step_as_its_record() -> None:
    made = after(
        BASE,
        deciding.decide(
            BASE,
            DecisionChoice.TABLE,
            "Fifteen weeks, and nothing moved",
            CHAT,
            assumptions=[deciding.Taken("Calls stay below 24 %", today() + timedelta(days=90))],
            evidence={"reach": 0.04},
            trigger_outcome=OUTCOME,
            trigger_above=2.4,
        ),
    )
    assert made.deliverables[CHAT].stage is Stage.TABLED
    (decision,) = made.decisions
    assert (decision.freed, decision.evidence, decision.trigger_above) == (6, '{"reach": 0.04}', 2.4)
    assert [each.text for each in made.assumptions] == ["Calls stay below 24 %"]
    assert [each.closed for each in made.agenda_items] == [today()]


def test_more_and_less_change_what_is_asked_of_the_teams() -> None:
    made = after(BASE, deciding.decide(BASE, DecisionChoice.MORE, "It works", CHAT, factor=1.5))
    (demand,) = made.demands
    assert (demand.low, demand.likely, demand.high, made.deliverables[CHAT].remaining) == (6, 15, 30, 9)
    recorded = after(BASE, deciding.decide(BASE, DecisionChoice.LESS, "Enough", CHAT))
    assert list(recorded.demands) == list(BASE.demands)
    for choice, factor in ((DecisionChoice.MORE, 0.5), (DecisionChoice.LESS, 1.5), (DecisionChoice.LESS, 0)):
        with pytest.raises(DeskError, match="is a factor"):
            deciding.decide(BASE, choice, "Wrong", CHAT, factor=factor)


def test_refined_is_another_iteration() -> None:
    made = after(BASE, deciding.decide(BASE, DecisionChoice.REFINE, "Learnt", LETTERS))
    assert made.deliverables[LETTERS].stage is Stage.IMPROVING


def test_a_retired_product_keeps_what_keeps_it_running_and_what_must_be() -> None:
    made = after(BASE, deciding.decide(BASE, DecisionChoice.RETIRE, "Nobody asks for it", product=SHOP))
    assert made.products[SHOP].life_stage is LifeStage.RETIRE
    assert [made.deliverables[each].stage for each in (CHAT, LETTERS, KEEPING, LAW)] == [
        Stage.CANCELLED,
        Stage.RELEASED,
        Stage.READY,
        Stage.READY,
    ]
    assert [each.freed for each in made.decisions] == [6]
    with pytest.raises(DeskError, match="is retired already"):
        deciding.decide(made, DecisionChoice.RETIRE, "Again", product=SHOP)


@pytest.mark.parametrize(
    ("choice", "given", "sentence"),
    [
        (DecisionChoice.RETIRE, {"deliverable": CHAT}, "Only products are retired"),
        (DecisionChoice.TABLE, {"product": SHOP}, "A product is not tabled or cancelled"),
        (DecisionChoice.TABLE, {}, "Choose one deliverable or one product"),
        (DecisionChoice.TABLE, {"deliverable": CHAT, "factor": 2.0}, "A factor is for more or for less"),
    ],
)
def test_what_does_not_fit_is_a_sentence(choice: DecisionChoice, given: dict[str, float], sentence: str) -> None:
    with pytest.raises(DeskError, match=sentence):
        deciding.decide(BASE, choice, "Because", **given)  # type: ignore[arg-type]


def test_a_review_is_begun_filled_in_and_closed_once() -> None:
    begun = after(BASE, reviewing.start_review(BASE, product=SHOP))
    (review,) = begun.reviews
    with pytest.raises(DeskError, match="is still open; close it first"):
        reviewing.start_review(begun, product=SHOP)
    noted = after(begun, reviewing.note_lenses(begun, review.id, deliverable=CHAT, market="No", evidence={"p": 0.1}))
    again = after(noted, reviewing.note_lenses(noted, review.id, deliverable=CHAT, outcome="Flat", evidence={"p": 1}))
    (entry,) = again.review_entries
    assert (entry.outcome, entry.market, entry.evidence) == ("Flat", "No", '{"p": 0.1}')
    taken = after(again, reviewing.note_follow_up(again, "Call the clinics", "Ada", review=review.id))
    (follow_up,) = taken.follow_ups
    done = after(taken, reviewing.finish_follow_up(taken, follow_up.id))
    assert done.follow_ups[follow_up.id].done == today()
    closed = after(done, reviewing.close_review(done, review.id, "All said"))
    assert closed.reviews[review.id].next_date == today() + timedelta(days=20)
    with pytest.raises(DeskError, match="is closed; what it said stays"):
        reviewing.note_lenses(closed, review.id, product=SHOP, outcome="Late")


def test_what_came_of_it_stands_beside_what_was_expected() -> None:
    made = after(BASE, deciding.decide(BASE, DecisionChoice.CONTINUE, "Wait", CHAT, expected="Calls fall"))
    (decision,) = made.decisions
    with pytest.raises(DeskError, match="Say what happened"):
        deciding.resolve_decision(made, decision.id, " ")
    told = after(made, deciding.resolve_decision(made, decision.id, "They rose"))
    assert (told.decisions[decision.id].result, told.decisions[decision.id].resolved) == ("They rose", today())
