"""The case for going on from here, by hand; and each sign of a zombie, seen, not seen and unknown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from deliverydesk.analysis.evidence.page import evidence_of_all
from deliverydesk.analysis.forecast.portfolio import forecast_of
from deliverydesk.analysis.stopping.case import forward_case
from deliverydesk.analysis.stopping.zombie import Seen, Sign, zombie_test
from deliverydesk.domain.entities import (
    Baseline,
    BaselineItem,
    Contribution,
    Deliverable,
    Demand,
    Dependency,
    Entity,
    Measurement,
    Milestone,
    MilestoneItem,
    Outcome,
    Person,
    Product,
    Review,
    Settings,
    Team,
)
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage

TODAY = date(2026, 8, 19)
STEP = 1 << 40
CHAT, FAMILY, IDEA = 1, 2, 3
SHOP, CALLS, WEB = 10, 11, 12


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


ITEM = Deliverable(
    CHAT,
    "Chat",
    STEP,
    SHOP,
    owner="Ada",
    stage=Stage.DELIVERY,
    effort_low=8,
    effort_likely=10,
    effort_high=20,
    remaining=1,
    cost=100,
    spent=60,
    cost_of_delay=2,
    actual_start=ago(60),
)
FLAT = [Measurement(100 + n, CALLS, ago(7 * (14 - n)), 19 + (n % 2) * 0.2) for n in range(14)]
ENTITIES: tuple[Entity, ...] = (
    Settings(1, review_cadence_days=30, stall_days=28),
    Product(SHOP, "Shop"),
    Outcome(CALLS, "Calls", SHOP, baseline=19, target=60, due=TODAY + timedelta(days=60), smallest_change=5),
    Team(WEB, "Web", 4, 1.0),
    ITEM,
    Deliverable(FAMILY, "Family", 2 * STEP, stage=Stage.READY),
    Deliverable(IDEA, "Call back", 3 * STEP, stage=Stage.READY),
    Contribution(20, CHAT, CALLS),
    Contribution(21, IDEA, CALLS),
    Demand(22, CHAT, WEB, 8, 10, 20),
    Dependency(23, CHAT, FAMILY),
    Milestone(24, "Clinics told", TODAY + timedelta(days=40)),
    MilestoneItem(25, 24, CHAT),
    *FLAT,
)


def portfolio(*more: Entity, without: tuple[int, ...] = ()) -> Portfolio:
    entities = {each.id: each for each in (*ENTITIES, *more)}
    return Portfolio.of(each for each in entities.values() if each.id not in without)


def signs(*more: Entity, without: tuple[int, ...] = (), progressed: dict[int, date] | None = None) -> dict[Sign, Seen]:
    made = portfolio(*more, without=without)
    test = zombie_test(made, made.deliverables[CHAT], evidence_of_all(made, TODAY).evidence, TODAY, progressed or {})
    return {each.sign: each.seen for each in test.signs}


def test_the_case_leaves_out_what_is_spent() -> None:
    made = portfolio()
    evidence, forecast = evidence_of_all(made, TODAY).evidence, forecast_of(made, TODAY)
    case = forward_case(made, ITEM, evidence, forecast, TODAY)
    assert (case.effort, dict(case.teams)) == (1, {WEB: 1})
    assert case.cost == (32, 40, 80), "40 to come, in doubt from 8 to 20 around 10"
    assert case.chance is not None
    assert case.chance < 0.01
    assert case.value is not None
    weeks = 52 - (forecast.item(CHAT).p50 - TODAY).days / 7  # type: ignore[operator]
    assert case.value.likely == pytest.approx(2 * case.chance * weeks)
    assert case.value.low <= case.value.likely <= case.value.high == pytest.approx(2 * case.chance * 52)
    assert case.loses is True
    assert (case.dependants, case.milestones, case.reusable) == ((FAMILY,), (24,), (IDEA,))


def test_what_cannot_be_said_is_none() -> None:
    made = portfolio(
        replace(ITEM, cost=None, cost_of_delay=None, effort_likely=None, effort_low=None, effort_high=None)
    )
    item = made.deliverables[CHAT]
    case = forward_case(made, item, evidence_of_all(made, TODAY).evidence, forecast_of(made, TODAY), TODAY)
    assert (case.cost, case.value, case.loses) == (None, None, None)


def test_no_impact_is_what_the_evidence_says() -> None:
    assert signs()[Sign.NO_IMPACT] is Seen.YES
    assert signs(without=(20,))[Sign.NO_IMPACT] is Seen.UNKNOWN
    rising = [replace(each, value=19 + 3.0 * n + (n % 2) * 0.2) for n, each in enumerate(FLAT)]
    assert signs(*rising)[Sign.NO_IMPACT] is Seen.NO


def test_scope_has_shifted_against_the_first_saved_plan() -> None:
    plans = (Baseline(30, "Spring", ago(90)), Baseline(31, "Summer", ago(20)))
    assert signs()[Sign.SHIFTING_SCOPE] is Seen.UNKNOWN
    assert signs(*plans, BaselineItem(32, 30, CHAT, effort_likely=8))[Sign.SHIFTING_SCOPE] is Seen.YES
    assert signs(*plans, BaselineItem(32, 30, CHAT, effort_likely=9))[Sign.SHIFTING_SCOPE] is Seen.NO
    both = (BaselineItem(32, 30, CHAT, effort_likely=6), BaselineItem(33, 31, CHAT, effort_likely=10))
    assert signs(*plans, *both)[Sign.SHIFTING_SCOPE] is Seen.YES


def test_a_sponsor_is_absent_who_is_not_named_or_misses_two_reviews() -> None:
    assert signs()[Sign.ABSENT_SPONSOR] is Seen.UNKNOWN
    assert signs(replace(ITEM, owner=" "))[Sign.ABSENT_SPONSOR] is Seen.YES
    assert signs(Review(40, ago(95), "May", SHOP, closed=ago(95)))[Sign.ABSENT_SPONSOR] is Seen.YES
    assert signs(Review(40, ago(45), "July", SHOP, closed=ago(45)))[Sign.ABSENT_SPONSOR] is Seen.NO


def test_stuck_near_the_end_needs_both() -> None:
    assert signs()[Sign.STUCK_NEAR_THE_END] is Seen.YES
    assert signs(progressed={CHAT: ago(3)})[Sign.STUCK_NEAR_THE_END] is Seen.NO
    assert signs(replace(ITEM, remaining=6))[Sign.STUCK_NEAR_THE_END] is Seen.NO


def test_people_drift_where_a_team_has_more_under_way_than_it_can_carry() -> None:
    assert signs()[Sign.DRIFTING_PEOPLE] is Seen.NO
    more: list[Entity] = []
    for n in range(8):
        more.append(Deliverable(50 + n, f"More {n}", (10 + n) * STEP, stage=Stage.DELIVERY))
        more.append(Demand(60 + n, 50 + n, WEB, likely=1))
    assert signs(*more)[Sign.DRIFTING_PEOPLE] is Seen.YES
    # those who are in it are known to be five, whatever was typed before
    assert signs(*more, *(Person(80 + n, WEB, f"P{n}") for n in range(5)))[Sign.DRIFTING_PEOPLE] is Seen.NO
    assert signs(without=(22,))[Sign.DRIFTING_PEOPLE] is Seen.UNKNOWN


def test_three_signs_are_an_alarm() -> None:
    made = portfolio(replace(ITEM, owner=""))
    test = zombie_test(made, made.deliverables[CHAT], evidence_of_all(made, TODAY).evidence, TODAY)
    assert (test.seen, test.alarm) == (3, True)
