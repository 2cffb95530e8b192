"""The agenda by hand: what attention is worth, what is due, what stalled, and what came of decisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from deliverydesk.analysis.reviewing.agenda import Why, agenda_of, in_order, price_of_a_week
from deliverydesk.analysis.reviewing.cadence import cadences
from deliverydesk.analysis.reviewing.following import Cause, Happened, aftermath, revisits
from deliverydesk.analysis.reviewing.stalls import stalls
from deliverydesk.analysis.reviewing.words import why_words
from deliverydesk.charts.reviewing import agenda_chart
from deliverydesk.domain.entities import (
    AgendaItem,
    Assumption,
    Decision,
    Deliverable,
    Entity,
    Measurement,
    Outcome,
    Product,
    Review,
    ReviewEntry,
    Settings,
)
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import DecisionChoice, Direction, LifeStage, Proposal, Stage

TODAY = date(2026, 8, 19)
STEP = 1 << 40
CHAT, LETTERS, FORMS, OLD = 1, 2, 3, 4
SHOP, ATTIC, CALLS = 10, 11, 12


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


ENTITIES: tuple[Entity, ...] = (
    Settings(1, review_cadence_days=30, stall_days=28),
    Product(SHOP, "Shop", review_cadence_days=20),
    Product(ATTIC, "Attic", life_stage=LifeStage.RETIRE),
    Outcome(CALLS, "Calls", SHOP, direction=Direction.DOWN, baseline=30, target=20),
    Deliverable(CHAT, "Chat", STEP, SHOP, stage=Stage.DELIVERY, cost=100, spent=20, actual_start=ago(40)),
    Deliverable(LETTERS, "Letters", 2 * STEP, stage=Stage.DELIVERY, effort_likely=8, actual_start=ago(15)),
    Deliverable(FORMS, "Forms", 3 * STEP, stage=Stage.IMPROVING),
    Deliverable(OLD, "Old", 4 * STEP, stage=Stage.RELEASED, cost=50, effort_likely=10),
)
REACH = {CHAT: (CALLS, 0.25)}


def portfolio(*more: Entity) -> Portfolio:
    return Portfolio.of({each.id: each for each in (*ENTITIES, *more)}.values())


def test_value_of_attention_is_money_times_doubt_times_staleness() -> None:
    """Chat: 80 to come, 3 in 4 against it, 40 days in cadences of 20. Letters: 8 weeks at 5, 15 days of 30."""
    first, second, third = agenda_of(portfolio(), REACH, TODAY)
    assert (first.deliverable, first.money, first.doubt, first.staleness) == (CHAT, 80, 0.75, 2)
    assert first.value == pytest.approx(120)
    assert (second.deliverable, second.money, second.money_estimated) == (LETTERS, pytest.approx(40), True)
    assert second.value == pytest.approx(40 * 1 * 0.5)
    assert (third.deliverable, third.value, third.staleness) == (FORMS, None, 3)
    assert price_of_a_week(portfolio()) == 5


def test_what_somebody_asked_for_comes_first_even_out_of_flight() -> None:
    made = portfolio(
        AgendaItem(40, ago(3), Proposal.REFINE, OLD),
        AgendaItem(41, ago(3), Proposal.TABLE, CHAT, closed=ago(1)),
    )
    first, *_rest = agenda_of(made, REACH, TODAY)
    assert (first.deliverable, first.why, first.proposals) == (OLD, (Why.PROPOSED,), (40,))
    assert [each.deliverable for each in agenda_of(made, REACH, TODAY, product=SHOP)] == [CHAT]


def test_who_has_looked_lately_need_not_look_again() -> None:
    looked = portfolio(Review(40, ago(5), "August"), ReviewEntry(41, 40, deliverable=CHAT))
    (chat,) = agenda_of(looked, REACH, TODAY, product=SHOP)
    assert (chat.looked, chat.staleness) == (ago(5), 0.25)


def test_what_a_review_says_and_decides_moves_nothing_while_it_is_under_way() -> None:
    said = (Review(40, TODAY, "Now"), ReviewEntry(41, 40, deliverable=CHAT))
    decided = Decision(42, TODAY, DecisionChoice.TABLE, LETTERS, reason="Why", review=40)
    tabled = replace(ENTITIES[5], stage=Stage.TABLED)  # type: ignore[call-arg]
    made = portfolio(*said, decided, tabled)
    under_way = agenda_of(made, REACH, TODAY, review=40)
    found = {each.deliverable: each for each in under_way}
    assert (found[CHAT].looked, found[CHAT].value) == (ago(40), pytest.approx(120))
    assert (found[LETTERS].decided, why_words(made, found[LETTERS])) == (DecisionChoice.TABLE, "decided: table")
    after = {each.deliverable: each for each in agenda_of(made, REACH, TODAY)}
    assert LETTERS not in after
    assert after[CHAT].value == 0
    kept = in_order(under_way, [LETTERS, FORMS])
    assert [each.deliverable for each in kept] == [LETTERS, FORMS, CHAT], "what is new stands last"


def test_reviews_are_due_after_their_cadence() -> None:
    whole, shop = cadences(portfolio(), TODAY)
    assert (whole.product, whole.last, whole.is_due, whole.overdue_days) == (None, None, True, 0)
    held = portfolio(Review(40, ago(30), "July", SHOP, closed=ago(27)))
    _whole, shop = cadences(held, TODAY)
    assert (shop.due, shop.overdue_days, shop.is_due) == (ago(7), 7, True)
    agreed = portfolio(Review(40, ago(30), "July", SHOP, closed=ago(27), next_date=TODAY + timedelta(days=1)))
    assert not cadences(agreed, TODAY)[1].is_due
    under_way = portfolio(Review(40, ago(2), "Now", SHOP))
    assert (cadences(under_way, TODAY)[1].open, cadences(under_way, TODAY)[1].is_due) == (40, False)


def test_work_without_progress_has_stalled() -> None:
    (stall,) = stalls(portfolio(), TODAY)
    assert (stall.deliverable, stall.days) == (CHAT, 40)
    assert not stalls(portfolio(), TODAY, {CHAT: ago(27)})
    assert [each.days for each in stalls(portfolio(), TODAY, {CHAT: ago(28)})] == [28]


DECISION = Decision(
    50,
    ago(60),
    DecisionChoice.CONTINUE,
    CHAT,
    outcome=CALLS,
    reason="It tested well",
    expected_value=24,
    expected_by=ago(1),
    trigger_outcome=CALLS,
    trigger_above=28,
)


def read(entity_id: int, days: int, value: float) -> Measurement:
    return Measurement(entity_id, CALLS, ago(days), value)


def test_decisions_ask_to_be_looked_at_again() -> None:
    early = replace(DECISION, expected_by=None)
    assert revisits(portfolio(early, read(60, 70, 29)), TODAY) == ()
    (number,) = revisits(portfolio(early, read(60, 70, 29), read(61, 10, 28.5), read(62, 3, 27)), TODAY)
    assert (number.cause, number.since, number.reading) == (Cause.NUMBER, ago(10), 27)
    (day,) = revisits(portfolio(replace(early, revisit=TODAY)), TODAY)
    assert day.cause is Cause.DAY
    assumption = Assumption(51, 50, "No new law", expires=ago(2))
    assert [each.cause for each in revisits(portfolio(early, assumption), TODAY)] == [Cause.ASSUMPTION]
    assert revisits(portfolio(early, replace(assumption, held=True)), TODAY) == ()
    assert [each.cause for each in revisits(portfolio(DECISION), TODAY)] == [Cause.EXPECTATION]
    assert revisits(portfolio(replace(DECISION, resolved=TODAY)), TODAY) == ()


def test_who_decides_again_has_looked_at_what_came_due_before() -> None:
    later = replace(DECISION, id=97, date=TODAY, expected_by=None, expected_value=None)
    assert revisits(portfolio(DECISION, later), TODAY) == ()
    before = replace(later, date=DECISION.date - timedelta(days=1))
    assert [each.decision for each in revisits(portfolio(DECISION, before), TODAY)] == [DECISION.id]
    early = replace(later, date=ago(2))
    assert [each.decision for each in revisits(portfolio(DECISION, early), TODAY)] == [DECISION.id], "not due yet then"
    failed = Assumption(98, DECISION.id, "The supplier stays", held=False)
    assert [each.cause for each in revisits(portfolio(DECISION, later, failed), TODAY)] == [Cause.ASSUMPTION]


def test_what_was_expected_is_held_against_what_is_read() -> None:
    def happened(decision: Decision, *readings: Measurement) -> Happened:
        return aftermath(portfolio(decision, *readings), decision, TODAY).happened

    later = replace(DECISION, expected_by=TODAY + timedelta(days=9))
    assert happened(DECISION, read(60, 10, 23)) is Happened.REACHED
    assert happened(DECISION, read(60, 10, 23), read(61, 0, 29)) is Happened.REACHED, "a reading after the day"
    assert happened(DECISION, read(60, 10, 25)) is Happened.MISSED
    assert happened(later, read(60, 10, 25)) is Happened.TOO_EARLY
    assert happened(DECISION, read(60, 61, 20)) is Happened.NOT_MEASURED, "a reading from before the decision"
    assert happened(replace(DECISION, expected_value=None)) is Happened.NOTHING_EXPECTED


def test_without_a_journal_nothing_is_said_to_have_stalled() -> None:
    still = next(iter(stalls(portfolio(), TODAY)))
    (told,) = (each for each in agenda_of(portfolio(), {}, TODAY) if each.deliverable == still.deliverable)
    assert Why.STALLED in told.why
    agenda = agenda_of(portfolio(), {}, TODAY, progressed=None)
    assert [each.stall for each in agenda] == [None] * len(agenda)
    table = agenda_chart(portfolio(), today=TODAY).table
    assert table is not None
    assert not any("no progress" in str(cell) for row in table.rows for cell in row)
