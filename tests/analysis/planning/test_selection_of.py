"""From a portfolio to the choice among its work."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from deliverydesk.analysis.planning.refill_of import refill_of
from deliverydesk.analysis.planning.selection.choose import choose
from deliverydesk.analysis.planning.selection.problem import Basis
from deliverydesk.analysis.planning.selection_of import (
    Aside,
    ChanceBasis,
    Measure,
    Selection,
    Unreachable,
    selection_of,
)
from deliverydesk.domain.entities import (
    Contribution,
    Deliverable,
    Demand,
    Dependency,
    Entity,
    Gate,
    Guardrail,
    Measurement,
    Outcome,
    Team,
)
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import GateCheck, GuardrailBasis, GuardrailDimension, Kind, ScoringModel, Stage

MONDAY = date(2026, 11, 30)


def item(number: int, **more: object) -> Deliverable:
    fields: dict[str, object] = {"stage": Stage.READY, "cost_of_delay": 10.0, **more}
    return Deliverable(number, f"Item {number}", number, **fields)  # type: ignore[arg-type]


def chosen_among(*entities: Entity, **more: object) -> Selection:
    """One team of two people at half focus: 13 person-weeks a quarter."""
    demands = [
        Demand(1000 + each.id, each.id, 900, None, 5.0, None) for each in entities if isinstance(each, Deliverable)
    ]
    portfolio = Portfolio.of([Team(900, "Web", 2.0, 0.5), *entities, *demands])
    return selection_of(portfolio, MONDAY, **more)  # type: ignore[arg-type]


def test_a_quarter_of_one_team():
    found = chosen_among(item(1), item(2), item(3))
    assert found.problem.capacity.tolist() == [[13.0]]
    assert found.problem.value[:, 0].tolist() == [10.0 * (52 - 13)] * 3
    assert (found.measure, found.start_of(0), found.end_of(0)) == (Measure.COST_OF_DELAY, MONDAY, date(2027, 2, 26))
    assert len(choose(found.problem).chosen) == 2


def test_of_this_week_the_days_that_are_left_count():
    portfolio = Portfolio.of([Team(900, "Web", 2.0, 0.5), item(1), Demand(5, 1, 900, None, 5.0, None)])
    assert selection_of(portfolio, MONDAY + timedelta(days=3)).problem.capacity[0, 0] == pytest.approx(12.4)


def test_what_is_worth_a_week_is_worth_less_when_it_comes_later():
    found = chosen_among(item(1), periods=3)
    assert found.problem.value[0].tolist() == [390.0, 260.0, 130.0]


def test_the_effort_still_to_do_counts_and_not_what_was_spent():
    found = chosen_among(item(1, stage=Stage.DELIVERY, remaining=1.5, cost=100.0, spent=80.0))
    assert found.problem.effort.tolist() == [[1.5]]
    assert found.problem.cost.tolist() == [20.0]


def test_money_and_scores_are_never_added_up():
    scored = {"reach": 100.0, "impact": 1.0, "confidence": 0.5}
    money = chosen_among(item(1), item(2), item(3, cost_of_delay=None, **scored))
    assert money.measure is Measure.COST_OF_DELAY
    assert money.aside == {3: Aside.NO_VALUE}
    scores = chosen_among(item(1), item(2, cost_of_delay=None, **scored), item(3, cost_of_delay=None, **scored))
    assert (scores.measure, scores.model) == (Measure.SCORE, ScoringModel.RICE)
    assert scores.aside == {1: Aside.NO_VALUE}
    assert scores.problem.expected[:, 0] == pytest.approx([50.0, 50.0])  # reach × impact × confidence, once


def test_confidence_is_the_chance_where_nothing_was_read():
    found = chosen_among(item(1, confidence=0.8), item(2))
    assert found.problem.chance.tolist() == [0.8, 1.0]
    assert found.chances == (ChanceBasis.CONFIDENCE, ChanceBasis.NOTHING)


@pytest.mark.parametrize(("last", "moves"), [(10.3, False), (30.0, True)])
def test_an_outcome_that_does_not_move_lowers_the_chance(last, moves):
    aim = Outcome(50, "Calls", baseline=10.0, target=30.0, due=MONDAY + timedelta(days=30), lag_days=0)
    readings = [
        Measurement(60 + n, 50, MONDAY - timedelta(days=7 * (9 - n)), 10.0 + (last - 10.0) * n / 9 + 0.3 * (n % 2))
        for n in range(10)
    ]
    found = chosen_among(item(1, stage=Stage.DELIVERY), aim, Contribution(55, 1, 50), *readings)
    assert found.chances == (ChanceBasis.EVIDENCE,)
    assert bool(found.problem.chance[0] > 0.5) is moves


def test_what_is_not_vetted_stays_out_unless_asked_for_or_a_must():
    parts = (item(1, stage=Stage.SHAPING), item(2, stage=Stage.IDEA, must_do=True), item(3, stage=Stage.RELEASED))
    found = chosen_among(*parts)
    assert (found.items, found.aside) == ((2,), {1: Aside.NOT_VETTED})
    assert found.problem.must == {0}
    assert chosen_among(*parts, unvetted=True).items == (1, 2)
    gated = chosen_among(item(1), Gate(70, "Owner", GateCheck.OWNER))
    assert gated.aside == {1: Aside.NOT_VETTED}


def test_what_waits_for_work_that_is_no_candidate_waits_with_all_behind_it():
    parts = [item(1, stage=Stage.IDEA), item(2), item(3), item(4), item(5, stage=Stage.RELEASED)]
    links = [Dependency(80, 1, 2), Dependency(81, 2, 3), Dependency(82, 5, 4)]
    found = chosen_among(*parts, *links)
    assert found.items == (4,)
    assert found.aside == {1: Aside.NOT_VETTED, 2: Aside.WAITS, 3: Aside.WAITS}
    freed = chosen_among(replace(parts[0], stage=Stage.READY), *parts[1:], *links)
    assert freed.problem.requires == ((1, 0), (2, 1))


def test_groups_guardrails_and_periods():
    found = chosen_among(
        item(1, choice_group="sign-in"),
        item(2, choice_group="sign-in", kind=Kind.DEBT, earliest_start=MONDAY + timedelta(weeks=13)),
        item(3, choice_group="alone", pinned=True, planned_end=MONDAY + timedelta(weeks=14)),
        Guardrail(85, GuardrailDimension.KIND, "debt", low=0.1, basis=GuardrailBasis.CAPACITY),
        Guardrail(86, GuardrailDimension.KIND, "debt", target=0.3),
        periods=2,
    )
    assert found.groups == ("sign-in",)
    assert found.problem.exclusive == ({0, 1},)
    assert found.problem.allowed.tolist() == [[True, True], [False, True], [False, True]]
    assert found.problem.must == {2}
    (rail,) = found.problem.guardrails
    assert (rail.members, rail.low, rail.high, rail.basis) == ({1}, 0.1, 1.0, Basis.CAPACITY)
    assert found.guardrails == (85,)


def test_a_must_without_figures_is_told():
    found = chosen_among(item(1, cost_of_delay=None, must_do=True), item(2))
    assert found.without_figures == (1,)


def test_an_empty_portfolio_has_an_empty_choice():
    found = selection_of(Portfolio.begun("Empty"), MONDAY)
    choice = choose(found.problem)
    assert (found.items, choice.periods, choice.proved) == ((), (), True)


def test_the_people_of_a_stopped_deliverable_begin_vetted_work():
    parts = [
        item(1, stage=Stage.DELIVERY, cost_of_delay=1.0),
        item(2, stage=Stage.DELIVERY),
        item(3),
        item(4, cost_of_delay=20.0),
        item(5, stage=Stage.SHAPING, cost_of_delay=99.0),
    ]
    demands = [Demand(1000 + each.id, each.id, 900, None, 5.0, None) for each in parts]
    portfolio = Portfolio.of([Team(900, "Web", 2.0, 0.5), *parts, *demands])
    told = refill_of(portfolio, MONDAY, [1])
    assert told is not None
    found, plans = told
    assert plans.freed.tolist() == [5.0]
    assert [[found.items[each] for each in plan.begins] for plan in plans.plans] == [[4]] * 3
    assert refill_of(portfolio, MONDAY, [5]) is None


def test_work_that_stops_together_frees_its_people_together():
    parts = [
        item(1, stage=Stage.DELIVERY, cost_of_delay=1.0),
        item(2, stage=Stage.DELIVERY, pinned=True),
        item(3, cost_of_delay=90.0),
        item(4, cost_of_delay=20.0),
        item(5, stage=Stage.DELIVERY),
    ]
    demands = [Demand(1000 + each.id, each.id, 900, None, 8.0 if each.id == 4 else 5.0, None) for each in parts]
    portfolio = Portfolio.of([Team(900, "Web", 2.0, 0.5), *parts, *demands])
    told = refill_of(portfolio, MONDAY, [1, 2, 3])
    assert told is not None
    found, plans = told
    assert plans.freed.tolist() == [10.0], "3 is vetted and nobody is on it: it stops, and sets nobody free"
    assert [[found.items[each] for each in plan.begins] for plan in plans.plans] == [[4]] * 3


BEGUN = Stage.DELIVERY
LONG_FROM_NOW = MONDAY + timedelta(weeks=60)


@pytest.mark.parametrize(
    "more",
    [
        pytest.param([item(2, stage=BEGUN), Dependency(50, 3, 2)], id="begun before what it waits for was"),
        pytest.param([item(2, stage=BEGUN), Dependency(50, 1, 2)], id="begun before what is stopped was done"),
        pytest.param([item(2, stage=BEGUN, earliest_start=LONG_FROM_NOW)], id="begun before it was to start"),
        pytest.param(
            [item(n, stage=BEGUN, choice_group="Either") for n in (2, 6)], id="begun on both of two that shut each out"
        ),
        pytest.param([item(2, stage=Stage.IDEA, must_do=True)], id="must be done and is only an idea"),
        pytest.param([item(2, must_do=True), item(6, must_do=True)], id="must-dos that are more than is set free"),
    ],
)
def test_plans_are_found_where_what_goes_on_breaks_a_condition(more: list[Entity]):
    parts: list[Entity] = [item(1, stage=BEGUN), item(3), item(4, cost_of_delay=20.0), *more]
    parts += [Demand(1000 + each.id, each.id, 900, None, 5.0, None) for each in parts if isinstance(each, Deliverable)]
    told = refill_of(Portfolio.of([Team(900, "Web", 3.0, 0.5), *parts]), MONDAY, [1])
    assert told is not None
    found, plans = told
    assert [[found.items[each] for each in plan.begins] for plan in plans.plans] == [[4]] * 3


def test_of_what_goes_on_only_what_is_planned_within_the_quarter_takes_room():
    year = {"planned_start": MONDAY - timedelta(weeks=4), "planned_end": MONDAY + timedelta(weeks=52, days=-3)}
    parts: list[Entity] = [item(1, stage=BEGUN), item(2, stage=BEGUN, **year), item(3)]
    parts += [Demand(1000 + n, n, 900, None, effort, None) for n, effort in ((1, 5.0), (2, 28.0), (3, 5.0))]
    portfolio = Portfolio.of([Team(900, "Web", 2.0, 0.5), *parts])
    told = refill_of(portfolio, MONDAY, [1])
    assert told is not None
    found, plans = told
    assert [[found.items[each] for each in plan.begins] for plan in plans.plans] == [[3]] * 3
    busy = Demand(1002, 2, 900, None, 4 * 9.0, None)
    crowded = refill_of(
        Portfolio.of([Team(900, "Web", 2.0, 0.5), *parts[:3], *parts[3:4], busy, parts[5]]), MONDAY, [1]
    )
    assert crowded is not None
    assert crowded[1].plans == (), "9 of 13 a quarter go on, and 5 more do not fit"


def test_what_must_be_done_is_begun_first_where_it_fits():
    parts: list[Entity] = [item(1, stage=BEGUN), item(3, must_do=True), item(4, cost_of_delay=20.0)]
    parts += [Demand(1000 + each.id, each.id, 900, None, 5.0, None) for each in parts]
    told = refill_of(Portfolio.of([Team(900, "Web", 2.0, 0.5), *parts]), MONDAY, [1])
    assert told is not None
    found, plans = told
    assert [[found.items[each] for each in plan.begins] for plan in plans.plans] == [[3]] * 3


def test_an_outcome_that_nothing_was_done_for_yet_is_no_evidence_against_ready_work():
    aim = Outcome(50, "Calls", baseline=10.0, target=30.0, due=MONDAY + timedelta(days=30), lag_days=0)
    flat = [Measurement(60 + n, 50, MONDAY - timedelta(days=7 * (9 - n)), 10.0 + 0.1 * (n % 2)) for n in range(10)]
    parts = (item(1), aim, Contribution(55, 1, 50), *flat)
    assert chosen_among(*parts).chances == (ChanceBasis.NOTHING,)
    earlier = item(2, stage=Stage.RELEASED, actual_end=MONDAY - timedelta(days=40))
    assert chosen_among(*parts, earlier, Contribution(56, 2, 50)).chances == (ChanceBasis.EVIDENCE,)


def test_a_guardrail_that_no_candidate_can_reach_is_left_aside_and_told():
    debt, risk = (
        Guardrail(number, GuardrailDimension.KIND, kind.value, low=0.2, basis=basis)
        for number, kind, basis in (
            (700, Kind.DEBT, GuardrailBasis.PLANNED),
            (701, Kind.RISK, GuardrailBasis.CAPACITY),
        )
    )
    # nothing is debt, and 5 of 13 person-weeks are risk
    found = chosen_among(item(1), item(2, kind=Kind.RISK), debt, risk)
    assert (found.guardrails, found.unreachable) == ((701,), (Unreachable(700, 0.0),))
    assert choose(found.problem).chosen
    short = chosen_among(item(1), item(2, kind=Kind.RISK), replace(risk, low=0.5))
    assert short.unreachable == (Unreachable(701, pytest.approx(5 / 13)),)
    assert short.problem.guardrails == ()


def test_what_stays_takes_up_people_though_nobody_gave_it_a_value():
    busy = item(1, stage=Stage.DELIVERY, cost_of_delay=None)
    found = chosen_among(busy, item(2), staying={1})
    assert (found.items, found.without_figures) == ((1, 2), (1,))
    assert found.problem.value[:, 0].tolist() == [0.0, 390.0]
    assert chosen_among(busy, item(2)).aside == {1: Aside.NO_VALUE}
