"""The evidence of a portfolio's outcomes, from what is kept in it."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from deliverydesk.analysis.evidence.before_after import Moved
from deliverydesk.analysis.evidence.page import Page, evidence_of, evidence_of_all, launch_day, readings_of
from deliverydesk.analysis.evidence.reasons import Caution, LeftOut, Reason, Verdict
from deliverydesk.domain.entities import Contribution, Deliverable, Entity, FormerTarget, Measurement, Outcome, Phase
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Direction, Stage
from deliverydesk.support.progress import Cancelled
from tests.analysis.evidence.cases import START

TODAY = START + timedelta(weeks=20)
RISING = [50, 51, 53, 52, 55, 56]


def outcome(id: int = 1, **values: Any) -> Outcome:
    given = {"baseline": 42.0, "baseline_date": START, "target": 70.0, "due": START + timedelta(weeks=12), **values}
    return Outcome(id, f"Outcome {id}", **given)


def measured(values: list[float], outcome_id: int = 1, **more: Any) -> list[Entity]:
    return [
        Measurement(1000 * outcome_id + at, outcome_id, START + timedelta(weeks=at), float(value), **more)
        for at, value in enumerate(values)
    ]


def test_everything_is_told_of_one_outcome() -> None:
    found = evidence_of(Portfolio.of([outcome(), *measured(RISING)]), 1, TODAY)
    assert found.judgement.verdict is Verdict.IMPROVING
    assert found.reach.p == pytest.approx(0.01781, abs=5e-6)
    assert (found.reach.baseline, found.reach.closed) == (42.0, True)
    assert found.reach.path is not None
    assert found.behaviour.present is not None
    assert found.behaviour.present.trial
    assert found.trend.s == 13
    assert found.launches == ()


def test_nothing_after_today_is_looked_at() -> None:
    portfolio = Portfolio.of([outcome(), *measured([*RISING, 0, 0, 0])])
    then = START + timedelta(weeks=5)
    found = evidence_of(portfolio, 1, then)
    assert found.readings.values == tuple(map(float, RISING))
    assert found.readings.count_left_out(LeftOut.FUTURE) == 3
    assert not found.reach.closed


def test_a_day_is_judged_by_the_goal_of_that_day() -> None:
    changed = START + timedelta(weeks=8)
    former = FormerTarget(9, 1, changed, baseline=42.0, target=52.0, due=START + timedelta(weeks=12), reason="Too low")
    portfolio = Portfolio.of([outcome(), former, *measured(RISING)])
    before = evidence_of(portfolio, 1, changed - timedelta(days=1)).reach
    after = evidence_of(portfolio, 1, changed).reach
    assert before.goal is not None
    assert after.goal is not None
    assert (before.goal.low, after.goal.low) == (52.0, 70.0)


def test_an_outcome_says_how_its_readings_are_to_be_taken() -> None:
    rates = measured([10, 11, 13, 12, 14], base=2000.0)
    found = evidence_of(Portfolio.of([outcome(unit="%"), *rates]), 1, TODAY)
    assert found.judgement.noise_known
    windowed = readings_of(Portfolio.of([outcome(window_days=14), *measured(RISING)]), 1, TODAY)
    assert windowed.values == (51.0, 52.0, 56.0)
    held = outcome(direction=Direction.HOLD, hold_low=40.0, hold_high=80.0)
    assert evidence_of(Portfolio.of([held, *measured(RISING)]), 1, TODAY).judgement.verdict is Verdict.HOLDING
    flat = outcome(smallest_change=5.0)
    assert evidence_of(Portfolio.of([flat, *measured([50, 52, 49, 51, 50, 51])]), 1, TODAY).judgement.p_flat


def test_phases_of_the_chart_are_those_that_were_set() -> None:
    phase = Phase(7, 1, START + timedelta(weeks=3), None, "Counted otherwise")
    found = evidence_of(Portfolio.of([outcome(), *measured(RISING), phase]), 1, TODAY)
    assert [(each.start, each.why) for each in found.behaviour.phases] == [(0, ""), (3, "Counted otherwise")]


def item(**values: Any) -> Deliverable:
    return Deliverable(**{"id": 50, "title": "Checkout", "order_key": 1, "stage": Stage.RELEASED, **values})


def test_a_released_deliverable_is_a_launch_with_its_own_lag() -> None:
    launch = START + timedelta(weeks=4)
    entities = [
        outcome(lag_days=0),
        *measured([1, 2, 1, 2, 5, 5, 8, 9, 8, 9, 8]),
        item(actual_end=launch),
        Contribution(60, 50, 1, lag_days=14),
    ]
    found = evidence_of(Portfolio.of(entities), 1, TODAY)
    (told,) = found.launches
    assert (told.deliverable, told.day, told.lag_days) == (50, launch, 14)
    assert (told.compared.moved, told.compared.skipped, told.compared.cautions) == (Moved.UP, 2, ())
    assert (found.reach.since, found.reach.lag_days, found.reach.n) == (launch + timedelta(days=14), 14, 5)


def test_a_launch_that_is_still_to_come_or_was_given_up_is_none() -> None:
    day = date(2026, 3, 1)
    assert launch_day(item(actual_end=day, planned_end=date(2026, 2, 1))) == day
    assert launch_day(item(planned_end=day)) == day
    assert launch_day(item(planned_end=day, stage=Stage.DELIVERY)) is None
    assert launch_day(item(actual_end=day, stage=Stage.CANCELLED)) is None
    later = [outcome(), *measured(RISING), item(planned_end=TODAY + timedelta(days=1)), Contribution(60, 50, 1)]
    assert evidence_of(Portfolio.of(later), 1, TODAY).launches == ()


def test_a_launch_known_only_as_planned_is_a_caution() -> None:
    entities = [outcome(), *measured(RISING), item(planned_end=START + timedelta(weeks=3)), Contribution(60, 50, 1)]
    (told,) = evidence_of(Portfolio.of(entities), 1, TODAY).launches
    assert Caution.LAUNCH_AS_PLANNED in told.compared.cautions


def test_an_outcome_without_readings_or_target_has_reasons_everywhere() -> None:
    found = evidence_of(Portfolio.of([Outcome(1, "Bare")]), 1, TODAY)
    assert (found.judgement.reason, found.reach.reason) == (Reason.NO_READINGS, Reason.NO_DUE)
    assert (found.behaviour.phases, found.trend.reason) == ((), Reason.NO_READINGS)
    with pytest.raises(KeyError):
        evidence_of(Portfolio.of([]), 1, TODAY)


def many(n: int) -> Page:
    rng = np.random.default_rng(2026)
    entities: list[Entity] = []
    for id in range(1, n + 1):
        entities += [outcome(id), *measured(rng.normal(size=8).tolist(), id)]
    entities += [outcome(900), *measured([1, 2, 3, 4.2, 5, 6, 7.1, 8], 900)]
    return evidence_of_all(Portfolio.of(entities), TODAY)


def test_of_many_outcomes_only_what_stands_keeps_its_verdict() -> None:
    page = many(30)
    assert page.discovery.tested == 31
    assert page.evidence[900].judgement.verdict is Verdict.IMPROVING
    assert page.discovery.fallen, "with this seed some of thirty outcomes of pure noise have a verdict by themselves"
    for fallen in page.discovery.fallen:
        told = page.evidence[fallen].judgement
        assert told.verdict is Verdict.CANNOT_TELL
        assert Caution.NOT_STANDING in told.cautions
        assert told.p_good is not None


def test_what_is_to_be_held_is_not_tested_for_having_moved() -> None:
    held = outcome(2, direction=Direction.HOLD, hold_low=40.0, hold_high=80.0)
    page = evidence_of_all(Portfolio.of([outcome(1), held, *measured(RISING, 1), *measured(RISING, 2)]), TODAY)
    assert (page.discovery.tested, page.discovery.standing) == (1, {1})
    assert page.evidence[2].judgement.verdict is Verdict.HOLDING


def test_some_outcomes_can_be_looked_at_together() -> None:
    portfolio = Portfolio.of([outcome(1), outcome(2), *measured(RISING, 1), *measured(RISING, 2)])
    page = evidence_of_all(portfolio, TODAY, [2])
    assert list(page.evidence) == [2]
    assert page.evidence[2] == evidence_of(portfolio, 2, TODAY)


def test_looking_at_many_can_be_stopped() -> None:
    def stop(done: int, total: int) -> None:
        assert total == 3
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        evidence_of_all(Portfolio.of([outcome(1), outcome(2), outcome(3)]), TODAY, progress=stop)
