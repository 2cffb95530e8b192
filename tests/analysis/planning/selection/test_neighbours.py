"""Small problems with some of everything, each held against the enumeration of all its plans."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliverydesk.analysis.planning.selection.choose import choose, improving
from deliverydesk.analysis.planning.selection.conflict import conflict_of, only
from deliverydesk.analysis.planning.selection.fill import round_off, search
from deliverydesk.analysis.planning.selection.problem import (
    OUT,
    Breach,
    Broken,
    Guardrail,
    Problem,
    Switching,
    breaches,
)
from deliverydesk.analysis.planning.selection.program import program_of
from deliverydesk.analysis.planning.selection.reasons import (
    flips,
    guardrail_prices,
    next_best,
    pin_prices,
    team_worth,
)
from deliverydesk.analysis.planning.selection.refill import refill
from deliverydesk.analysis.planning.selection.relaxation import relax
from deliverydesk.analysis.planning.selection.robust import Doubt
from tests.analysis.planning.selection.cases import best_of, chosen, plans, published, random_problem, small

SEEDS = range(24)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_best_plan_of_one_period(seed):
    problem = random_problem(seed)
    choice = choose(problem)
    assert choice.proved
    assert choice.value == pytest.approx(best_of(problem))


@pytest.mark.parametrize("seed", range(8))
def test_the_best_plan_of_three_periods(seed):
    problem = random_problem(seed, items=5, periods=3)
    choice = choose(problem)
    assert choice.proved
    assert choice.value == pytest.approx(best_of(problem))


@pytest.mark.parametrize("seed", range(6))
def test_every_reason_is_what_enumeration_says(seed):
    problem = random_problem(seed)
    all_plans = [(chosen(periods), value) for periods, value in plans(problem)]
    choice = choose(problem)
    if not all_plans:
        assert choice.periods is None
        return
    best = max(value for _, value in all_plans)
    other = next_best(choice).other
    assert other.value == pytest.approx(max((v for items, v in all_plans if items != choice.chosen), default=-np.inf))
    for turned in flips(choice):
        free = replace(problem, must=problem.must - {turned.item}, excluded=problem.excluded - {turned.item})
        found = [v for periods, v in plans(free) if (turned.item in chosen(periods)) != turned.chosen]
        if not found:
            assert turned.flips_at is None
        elif turned.flips_at:
            sign = -1 if turned.chosen else 1
            assert turned.flips_at == pytest.approx(turned.value + sign * (best - max(found)))
    for worth in team_worth(choice, extra=(1.0, 2.0)):
        capacity = problem.capacity.copy()
        capacity[:, worth.team] += worth.people
        assert worth.other.value == pytest.approx(best_of(replace(problem, capacity=capacity)))
    for price in guardrail_prices(choice):
        assert price.other.value == pytest.approx(best_of(replace(problem, guardrails=())))
    for price in pin_prices(choice):
        item = price.index
        free = replace(problem, must=problem.must - {item}, excluded=problem.excluded - {item})
        assert price.other.value == pytest.approx(best_of(free))


def test_neighbours_of_the_published_instance(shared_dir: Path):
    problem = small(published(shared_dir))
    dice = np.random.default_rng(8)
    for _ in range(12):
        near = replace(
            problem,
            value=np.round(problem.value * dice.uniform(0.7, 1.3, (10, 1))),
            effort=np.round(problem.effort * dice.uniform(0.8, 1.2, (10, 1)), 1),
        )
        choice = choose(near)
        assert choice.proved
        ranked = sorted(((v, chosen(periods)) for periods, v in plans(near)), key=lambda each: -each[0])
        assert choice.value == pytest.approx(ranked[0][0])
        assert next_best(choice).other.value == pytest.approx(next(v for v, c in ranked if c != choice.chosen))
        for turned in flips(choice):
            rival = next(v for v, items in ranked if (turned.item in items) != turned.chosen)
            sign = -1 if turned.chosen else 1
            expected = max(turned.value + sign * (ranked[0][0] - rival), 0.0)
            assert turned.flips_at == pytest.approx(expected)


def test_a_chance_lowers_what_a_value_counts_for():
    evens = Problem.of([10.0, 9.0], [[1.0], [1.0]], [1.0])
    assert choose(evens).chosen == {0}
    assert choose(replace(evens, chance=np.array([0.5, 1.0]))).chosen == {1}


def test_moving_people_is_worth_it_only_above_its_cost():
    problem = Problem.of([10.0, 12.0], [[1.0], [1.0]], [1.0])
    staying = Switching(frozenset({0}), np.array([1.0, 1.0]), 1.5)
    choice = choose(replace(problem, switching=staying))
    assert (choice.chosen, choice.value) == ({0}, 10.0)
    moving = choose(replace(problem, switching=replace(staying, cost=0.5)))
    assert (moving.chosen, moving.value) == ({1}, 11.0)  # one leaves the old, one begins the new


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 12), st.integers(1, 3), st.integers(1, 3))
def test_no_plan_breaks_a_condition(seed, items, teams, periods):
    problem = random_problem(seed, max(items, 2), teams, periods)
    for choice in improving(problem, 0.3):
        if choice.periods is not None:
            assert not breaches(problem, choice.periods)
            assert choice.value == pytest.approx(problem.objective(choice.periods))
            assert choice.value <= choice.bound + 1e-6
    program = program_of(problem)
    relaxed = relax(program)
    if relaxed is not None:
        rounded = round_off(program, relaxed)
        if rounded is not None:
            better = search(program, relaxed, rounded, 0.02)
            assert not breaches(problem, better)
            assert problem.objective(better) >= problem.objective(rounded) - 1e-9


def test_the_capacity_that_upkeep_takes_is_not_planned():
    problem = Problem.of([1.0, 1.0], [[1.0], [1.0]], [2.0], upkeep=[0.4])
    assert len(choose(problem).chosen) == 1
    assert len(choose(replace(problem, floor=problem.floor * 0)).chosen) == 2


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.sets(st.integers(0, 6)), st.sets(st.integers(0, 6)))
def test_refill_begins_vetted_work_alone(seed, present, ready):
    problem = replace(random_problem(seed), must=frozenset(), excluded=frozenset(), guardrails=())
    stopped = min(present, default=0)
    found = refill(problem, present, stopped, ready, np.ones(7), Doubt.of(7, samples=20), 0.2)
    for plan in found.plans:
        assert plan.begins
        assert plan.begins <= frozenset(ready) - {stopped}
        assert stopped not in plan.choice.chosen
        assert frozenset(present) - {stopped} <= plan.choice.chosen
        assert plan.choice.periods is not None
        assert not breaches(problem, plan.choice.periods)


def test_least_change_moves_fewer_people_than_best_value():
    """The best two need six people; one that wins most of their value needs two."""
    problem = Problem.of([50.0, 30.0, 25.0, 45.0], [[4.0], [2.0], [2.0], [4.0]], [4.0])
    people = np.array([4.0, 3.0, 3.0, 2.0])
    found = refill(problem, {0}, 0, {1, 2, 3}, people, Doubt.of(4, samples=50))
    least, best, robust = found.plans
    assert (least.begins, least.moved) == ({3}, 2.0)
    assert (best.begins, best.moved) == ({1, 2}, 6.0)
    assert robust.low >= best.low
    assert best.used.tolist() == [4.0]


# --- what cannot be


def test_must_dos_that_do_not_fit_are_named_with_the_team():
    problem = Problem.of([1.0] * 4, [[3.0, 0.0], [2.0, 1.0], [3.0, 1.0], [1.0, 1.0]], [5.0, 9.0], must=[0, 2, 3])
    conflict = conflict_of(problem)
    assert conflict is not None
    assert conflict.smallest
    assert set(conflict.conditions) == {
        Breach(Broken.CAPACITY, (0, 0)),
        Breach(Broken.MUST, (0,)),
        Breach(Broken.MUST, (2,)),
    }


def test_guardrails_that_contradict_each_other_are_named():
    rails = [Guardrail(frozenset({0}), low=0.5), Guardrail(frozenset({1}), low=0.5)]
    problem = Problem.of([1.0] * 3, [[1.0]] * 3, [9.0], guardrails=rails, must=[2])
    conflict = conflict_of(problem)
    assert conflict is not None
    assert set(conflict.conditions) == {Breach(Broken.LOW, (0,)), Breach(Broken.LOW, (1,)), Breach(Broken.MUST, (2,))}


def test_what_needs_something_left_out_is_named():
    problem = Problem.of([1.0] * 3, [[1.0]] * 3, [9.0], requires=[(0, 1), (1, 2)], must=[0], excluded=[2])
    conflict = conflict_of(problem)
    assert conflict is not None
    assert set(conflict.conditions) == {
        Breach(Broken.MUST, (0,)),
        Breach(Broken.EXCLUDED, (2,)),
        Breach(Broken.REQUIRES, (0, 1)),
        Breach(Broken.REQUIRES, (1, 2)),
    }


def test_the_shortest_circle_is_named():
    circles = [(0, 1), (1, 2), (2, 0), (3, 4), (4, 3)]
    problem = Problem.of([1.0] * 5, [[1.0]] * 5, [9.0], requires=circles)
    conflict = conflict_of(problem)
    assert conflict is not None
    assert conflict.conditions == (Breach(Broken.CYCLE, (3, 4)),)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_conflict_is_one_and_needs_all_its_members(seed):
    dice = np.random.default_rng(seed)
    problem = replace(random_problem(seed), must=frozenset(dice.permutation(7)[:4].tolist()))
    conflict = conflict_of(problem)
    if conflict is None:
        assert best_of(problem) > -np.inf
        return
    assert best_of(problem) == -np.inf
    assert conflict.smallest
    assert best_of(only(problem, conflict.conditions)) == -np.inf
    for each in conflict.conditions:
        rest = [other for other in conflict.conditions if other != each]
        assert best_of(only(problem, rest)) > -np.inf


def test_an_index_beyond_the_items_is_refused():
    with pytest.raises(ValueError, match="beyond"):
        Problem.of([1.0], [[1.0]], [1.0], must=[1])
    with pytest.raises(ValueError, match="not a number"):
        Problem.of([np.nan], [[1.0]], [1.0])
    assert choose(Problem.of([1.0], [[2.0]], [1.0])).periods == (OUT,)


@pytest.mark.parametrize("periods", [1, 3])
def test_rounding_by_itself_keeps_prerequisites_and_groups(periods):
    """Values draw what needs something into the plan before what it needs."""
    dice = np.random.default_rng(5)
    for _ in range(10):
        items = 40
        problem = Problem.of(
            np.linspace(1, 100, items),
            dice.integers(1, 6, (items, 2)),
            np.full((periods, 2), 60.0 / periods),
            requires=[(n, n - 20) for n in range(20, items)],
            exclusive=[{38, 39}],
        )
        program = program_of(problem)
        relaxed = relax(program)
        assert relaxed is not None
        rounded = round_off(program, relaxed)
        assert rounded is not None, "it broke a condition"
