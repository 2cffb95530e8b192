"""What there is to learn from a time, by hand; and an alarm rule played back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from deliverydesk.actions.refilling import stop_and_refill
from deliverydesk.analysis.evidence.page import evidence_of_all
from deliverydesk.analysis.evidence.reach import Look
from deliverydesk.analysis.reviewing.backtest import PRESENT, Rule, first_alarm, played
from deliverydesk.analysis.reviewing.following import Happened
from deliverydesk.analysis.reviewing.learning import WhoWasRight, learnt
from deliverydesk.analysis.reviewing.learning_words import learnt_words
from deliverydesk.analysis.reviewing.paper import paper
from deliverydesk.analysis.reviewing.template import template_of
from deliverydesk.domain import rules
from deliverydesk.domain.entities import (
    Absence,
    Contribution,
    Decision,
    Deliverable,
    Entity,
    Gate,
    Measurement,
    Outcome,
    Override,
    Pack,
    Settings,
    Team,
)
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import DecisionChoice, GateCheck, Stage
from deliverydesk.support.clock import today

DAY, SINCE = date(2026, 8, 19), date(2026, 5, 1)
BEGUN = date(2026, 4, 1)
AIM, BOT, PORTAL = 2, 10, 11


def readings(step: float, outcome: int = AIM, first: int = 100) -> list[Measurement]:
    return [
        Measurement(first + n, outcome, DAY - timedelta(days=7 * (30 - n)), 50.0 + step * n + 0.3 * (n % 3))
        for n in range(30)
    ]


def portfolio(*more: Entity, step: float = 1.0) -> Portfolio:
    base: list[Entity] = [
        Outcome(AIM, "Orders", unit="%", baseline=50, target=100),
        Deliverable(
            BOT, "Bot", 1, stage=Stage.RELEASED, effort_likely=6, actual_start=date(2026, 4, 1), actual_end=DAY
        ),
        Deliverable(
            PORTAL, "Portal", 2, stage=Stage.DELIVERY, effort_likely=9, remaining=5, actual_start=date(2026, 7, 1)
        ),
        Contribution(20, BOT, AIM),
        Contribution(21, PORTAL, AIM),
        Override(30, BOT, date(2026, 6, 1), 9, 1, 7, reason="The board asks"),
        Override(31, PORTAL, date(2026, 6, 1), 1, 9, 2, reason="Later"),
        Override(32, BOT, date(2026, 1, 1), 9, 1, 7, reason="Long ago"),
        *readings(step),
    ]
    return Portfolio.of({each.id: each for each in (*base, *more)}.values())


def test_a_move_up_is_judged_by_the_outcome_of_work_in_use() -> None:
    found = learnt(portfolio(), SINCE, DAY)
    assert [(each.override, each.up, each.right) for each in found.overrides] == [
        (30, True, WhoWasRight.MANAGER),
        (31, False, WhoWasRight.NOBODY_KNOWS),
    ]
    assert learnt(portfolio(step=-1.0), SINCE, DAY).overrides[0].right is WhoWasRight.SCORE
    waiting = Deliverable(BOT, "Bot", 1, stage=Stage.DELIVERY)
    assert learnt(portfolio(waiting), SINCE, DAY).overrides[0].right is WhoWasRight.NOBODY_KNOWS


def test_the_way_that_an_outcome_came_is_held_against_the_work_done_for_it() -> None:
    (gain,) = learnt(portfolio(), SINCE, DAY).gains
    told = {each.date: each.value for each in readings(1.0)}
    start, end = told[max(each for each in told if each <= SINCE)], told[max(told)]
    assert (gain.start, gain.end) == (start, end)
    assert gain.gained == pytest.approx((end - start) / 50)
    assert gain.effort == 10, "6 of what is done, and 4 of the 9 of what is under way"
    assert gain.per_week == pytest.approx((end - start) / 50 / 10)
    words = learnt_words(portfolio(step=-1.0), learnt(portfolio(step=-1.0), SINCE, DAY))
    assert "back by" in words


def test_decisions_count_whose_effect_was_expected_in_that_time() -> None:
    def decision(number: int, by: date, value: float) -> Decision:
        return Decision(
            number, SINCE, DecisionChoice.MORE, BOT, outcome=AIM, reason="Why", expected_value=value, expected_by=by
        )

    made = portfolio(decision(40, DAY, 60.0), decision(41, DAY, 99.0), decision(42, DAY + timedelta(days=1), 60.0))
    found = learnt(made, SINCE, DAY)
    assert [each.decision for each in found.decisions] == [40, 41]
    assert (found.came(Happened.REACHED), found.came(Happened.MISSED)) == (1, 1)
    assert "1 reached, 1 missed" in learnt_words(made, found).replace("- ", "")


def test_what_began_instead_is_known_by_the_decision() -> None:
    day = today()
    before = Portfolio.of(
        [
            Deliverable(BOT, "Bot", 1, stage=Stage.DELIVERY, remaining=6),
            Deliverable(PORTAL, "Portal", 2, stage=Stage.READY),
        ]
    )
    span = {PORTAL: (day, day + timedelta(days=11))}
    after = before.after(stop_and_refill(before, DecisionChoice.TABLE, "Flat", BOT, span, evidence={"chance": 0.1}))
    (stop,) = learnt(after, day, day).stops
    assert (stop.began, stop.done) == ((PORTAL,), ())
    (decision,) = after.decisions
    assert "began instead: Portal" in paper(after, decision, day)
    assert "target reached: 10 chances in 100" in paper(after, decision, day)
    released = replace(after.deliverables[PORTAL], stage=Stage.RELEASED, actual_end=day)
    done = Portfolio.of([*(each for each in after.deliverables if each.id != PORTAL), released, decision])
    assert learnt(done, day, day).stops[0].done == (PORTAL,)


def test_a_rule_is_played_back_over_what_came_due() -> None:
    due = DAY - timedelta(days=7)
    aims = [
        Outcome(AIM, "Missed", baseline=50, baseline_date=date(2026, 1, 1), target=200, due=due, lag_days=0),
        Outcome(3, "Reached", baseline=50, baseline_date=date(2026, 1, 1), target=60, due=due, lag_days=0),
        Outcome(4, "To come", baseline=50, target=60, due=DAY + timedelta(days=60), lag_days=0),
    ]
    made = Portfolio.of([*aims, *readings(1.0), *readings(1.0, 3, 200), *readings(1.0, 4, 300)])
    evidence = evidence_of_all(made, DAY).evidence
    (found,) = played(made, evidence, date(2026, 1, 1), DAY, [PRESENT])
    assert (found.right, found.false, found.overlooked, found.quiet, found.n) == ((AIM,), (), (), (3,), 2)
    first = next(look.day for look in evidence[AIM].reach.history if look.alarming)
    assert found.warning_days == (due - first).days, "the present rule alarms where the desk does"
    (deaf,) = played(made, evidence, date(2026, 1, 1), DAY, [Rule(-1.0, 1)])
    assert (deaf.overlooked, deaf.quiet, deaf.warning_days) == ((AIM,), (3,), None)
    assert played(made, evidence, DAY, DAY, [PRESENT])[0].n == 0, "nothing came due on that day"


def test_so_many_in_a_row_are_needed() -> None:
    looks = [Look(DAY + timedelta(days=n), p, 0.0, alarming=False) for n, p in enumerate((0.1, 0.5, 0.1, 0.05))]
    assert first_alarm(Rule(0.1, 2), looks) == DAY + timedelta(days=3)
    assert first_alarm(Rule(0.1, 1), looks) == DAY
    assert first_alarm(Rule(0.05, 2), looks) is None


def test_a_template_keeps_how_it_is_run_and_none_of_the_work() -> None:
    made = portfolio(
        Settings(1, "Shop", stall_days=21),
        Team(50, "Web", 4, widening=1.4),
        Gate(51, "Lawyers", check=GateCheck.MANUAL),
        Absence(52, 50, date(2026, 1, 5), date(2026, 1, 9), 1),
        Absence(53, 50, DAY, DAY, 1),
        Pack(54, "Board", slides=("progress", f"outcome:{AIM}")),
    )
    found = template_of(made, DAY)
    assert not list(rules.check_all(found))
    assert (found.settings.stall_days, found.teams[50].widening) == (21, 1.4)
    assert found.gates[51].name == "Lawyers"
    assert list(found.absences.ids) == [53], "leave that is over is left behind"
    assert found.packs[54].slides == ("progress",)
    left = (found.deliverables, found.outcomes, found.overrides, found.measurements)
    assert not any(len(table) for table in left)
