"""The enumerated instance of ten items and three teams, figure by figure."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from deliverydesk.analysis.planning.selection.choose import choose
from deliverydesk.analysis.planning.selection.problem import Basis, Guardrail
from deliverydesk.analysis.planning.selection.program import program_of
from deliverydesk.analysis.planning.selection.reasons import (
    difference,
    flips,
    guardrail_prices,
    next_best,
    team_worth,
    why_out,
)
from deliverydesk.analysis.planning.selection.refill import Aim, refill
from deliverydesk.analysis.planning.selection.relaxation import relax
from deliverydesk.analysis.planning.selection.robust import Doubt, Standing, information, robustness
from tests.analysis.planning.selection.cases import best_of, chosen, plans, published, small


@pytest.fixture
def told(shared_dir: Path):
    return published(shared_dir)


def names(told, items):
    return sorted(told["items"][item] for item in items)


def test_the_optimum_is_found_and_proved(told):
    choice = choose(small(told))
    assert choice.proved
    assert choice.value == pytest.approx(told["optimum"])
    assert names(told, choice.chosen) == sorted(told["selected"])


def test_the_relaxation_bounds_it_and_names_the_bottleneck(told):
    relaxed = relax(program_of(small(told)))
    assert relaxed is not None
    assert relaxed.bound == pytest.approx(told["lp_relaxation"])
    prices = told["lp_shadow_price_per_person_week"]
    assert relaxed.prices[:3] == pytest.approx([prices[team] for team in told["teams"]])
    assert [told["teams"][team] for team in choose(small(told)).bottleneck] == ["Mobile", "Web", "Platform"]


def test_the_best_five_follow_by_no_good_cuts(told):
    problem = small(told)
    choice = choose(problem)
    found = [choice]
    for _ in range(4):
        following = next_best(found[-1])
        found.append(following.other)
    assert [each.value for each in found] == pytest.approx([each["value"] for each in told["top5"]])
    assert [names(told, each.chosen) for each in found] == [sorted(each["selected"]) for each in told["top5"]]
    gap = next_best(choice).gap
    assert gap is not None
    assert gap.proved
    assert gap.found == pytest.approx(10)


def test_every_flip_value(told):
    for turned in flips(choose(small(told))):
        expected = told["flip_values"][told["items"][turned.item]]
        assert turned.chosen is expected["in_optimum"]
        assert turned.value == pytest.approx(expected["value"])
        assert turned.flips_at == pytest.approx(expected["flips_at_value"])
        assert turned.ends == pytest.approx([expected["flips_at_value"]] * 2)


def test_what_is_out_says_what_would_have_to_leave(told):
    choice = choose(small(told))
    at = told["items"].index
    asked = [at(name) for name in ("Self-serve billing", "AI assistant pilot")]
    self_serve, pilot = (why_out(choice, turned) for turned in flips(choice, asked))
    assert names(told, self_serve.leaves) == ["Fraud scoring"]
    assert self_serve.short == ((0, 0), (0, 1), (0, 2))
    assert not self_serve.impossible
    assert names(told, pilot.joins) == ["Data platform"]


def test_more_people_are_worth_what_solving_again_says(told):
    choice = choose(small(told))
    found = {(told["teams"][each.team], each.people): each.gain for each in team_worth(choice)}
    for each in told["value_of_extra_capacity"]:
        gain = found[each["team"], each["extra_person_weeks"]]
        assert gain is not None
        assert gain.proved
        assert gain.found == pytest.approx(each["gain"])


@pytest.mark.parametrize("basis", Basis)
def test_the_guardrail_and_its_price(told, basis):
    third = frozenset(item for item, horizon in enumerate(told["horizon"]) if horizon == 3)
    choice = choose(small(told, guardrails=[Guardrail(third, low=0.1, basis=basis)]))
    expected = told["with_min_10pct_horizon3"]
    assert choice.value == pytest.approx(expected["optimum"])
    assert names(told, choice.chosen) == sorted(expected["selected"])
    (price,) = guardrail_prices(choice)
    assert price.price is not None
    assert price.price.found == pytest.approx(expected["cost_of_guardrail"])


def test_what_is_tabled_is_refilled(told):
    expected, at = told["checkout_revamp_tabled"], told["items"].index
    present = {at(name) for name in told["selected"]}
    checkout = at("Checkout revamp")
    problem = small(told)
    assert choose(replace(problem, excluded=frozenset({checkout}))).value == pytest.approx(expected["reoptimised"])
    ready = set(range(10)) - present
    found = refill(problem, present, checkout, ready, np.ones(10), Doubt.of(10, samples=200))
    assert found.nothing.value == pytest.approx(expected["do_nothing"])
    best = {plan.aim: plan for plan in found.plans}[Aim.BEST_VALUE]
    assert best.choice.value == pytest.approx(expected["keep_rest_and_greedy_fill"])
    assert names(told, best.choice.chosen) == sorted(expected["selected"])


@pytest.mark.parametrize(
    ("effort", "key"),
    [(1.0, "inclusion_probability_value_only"), (1.5, "inclusion_probability_value_and_effort_uncertain")],
)
def test_how_often_each_item_stays_in(told, effort, key):
    found = robustness(choose(small(told)), Doubt.of(10, effort=effort, samples=400))
    assert found.exact
    error = 3 * np.sqrt(0.25 / 400) + 0.025  # three standard errors of ours, and theirs
    assert found.share == pytest.approx([told[key][name] for name in told["items"]], abs=error)
    if effort == 1.0:
        assert found.regret == pytest.approx(told["mean_regret_of_plan_value_uncertain"], abs=3.0)
        assert found.standing(told["items"].index("Search relevance")) is Standing.CORE
        assert found.standing(told["items"].index("Self-serve billing")) is Standing.TOSS_UP
        assert found.standing(told["items"].index("AI assistant pilot")) is Standing.OUT


def test_the_estimate_to_improve_first_is_the_one_that_turns_the_plan_soonest(told):
    problem = small(told)
    doubt = Doubt.of(10)
    found = information(flips(choose(problem)), doubt)
    feasible = [(chosen(periods), value) for periods, value in plans(problem)]
    dice = np.random.default_rng(3)
    sigma = np.log(2) / 1.959964
    for each in found[:3]:
        draws = problem.value[each.item, 0] * np.exp(sigma * dice.standard_normal(200_000) - sigma**2 / 2)
        within = max(value for items, value in feasible if each.item in items) - problem.value[each.item, 0]
        without = max(value for items, value in feasible if each.item not in items)
        simulated = np.maximum(within + draws, without).mean() - best_of(problem)
        assert each.worth == pytest.approx(simulated, rel=0.05, abs=0.05)
    assert found[0].worth >= found[1].worth >= found[-1].worth >= 0


def test_a_difference_without_a_plan_is_none(told):
    problem = small(told)
    nothing = choose(replace(problem, must=frozenset({0}), excluded=frozenset({0})))
    assert nothing.periods is None
    assert nothing.proved
    assert difference(choose(problem), nothing) is None
