"""Schedules that break nothing, bounds that nothing undercuts, and conflicts that are what stands in the way."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliverydesk.analysis.planning.schedule.bounds import least_cost
from deliverydesk.analysis.planning.schedule.checking import Breach, Broken, violations
from deliverydesk.analysis.planning.schedule.conflicts import conflict_of
from deliverydesk.analysis.planning.schedule.generating import Packed
from deliverydesk.analysis.planning.schedule.prices import Prices, affordable
from deliverydesk.analysis.planning.schedule.problem import Item, Plan, Problem
from deliverydesk.analysis.planning.schedule.search import improve, quick
from tests.analysis.planning.schedule.cases import weighted


@st.composite
def problems(draw, most=6, pins=True):
    """Small problems with some of everything; not all have a schedule."""
    count, resources = draw(st.integers(1, most)), draw(st.integers(1, 2))
    items = []
    for at in range(count):
        before = draw(st.sets(st.integers(0, at - 1), max_size=2)) if at else set()
        items.append(
            Item(
                draw(st.integers(0, 3)),
                tuple(draw(st.integers(0, 3)) for _ in range(resources)),
                tuple(sorted(before)),
                draw(st.integers(0, 3)),
                pins and draw(st.integers(0, 4)) == 0,
                draw(st.integers(0, 3)),
                draw(st.none() | st.integers(0, 5)),
                draw(st.integers(0, 4)),
            )
        )
    capacities = [(*draw(st.lists(st.integers(0, 4), max_size=4)), 4) for _ in range(resources)]
    return Problem(tuple(items), tuple(capacities), draw(st.integers(0, 2)))


def last_of(problem: Problem, seconds: float = 0.02) -> Plan | None:
    plan = None
    for plan in improve(problem, seconds):  # noqa: B007 - the last one
        pass
    return plan


@settings(deadline=None, max_examples=150)
@given(problems())
def test_no_plan_breaks_anything(problem):
    plan = quick(problem)
    for each in [plan, *improve(problem, 0.01)]:
        if each is not None:
            assert violations(problem, each.starts) == ()
            assert each.cost == problem.cost(each.starts) >= each.bound
    if conflict_of(problem) is not None:
        assert plan is None


@settings(deadline=None, max_examples=60)
@given(problems(most=3))
def test_nothing_undercuts_the_bound(problem):
    last = range(10)
    possible = [each for each in itertools.product(last, repeat=len(problem.items)) if not violations(problem, each)]
    packed = Packed(problem)
    prices = Prices(packed, 8)
    for _ in range(60):
        prices.round(problem.cost([9] * packed.count))
    for starts in possible:
        assert problem.cost(starts) >= least_cost(packed)
        assert problem.cost(starts) >= prices.bound
    if possible:
        assert conflict_of(problem) is None


@settings(deadline=None, max_examples=100)
@given(problems(pins=False))
def test_without_pins_there_is_always_a_plan(problem):
    assert conflict_of(problem) is None
    assert quick(problem) is not None


@settings(deadline=None, max_examples=100)
@given(problems(most=8))
def test_justifying_backwards_moves_nothing_to_an_earlier_start(problem):
    plan = quick(problem)
    if plan is not None:
        packed = Packed(problem)
        ends = [start + item.duration for start, item in zip(plan.starts, problem.items, strict=True)]
        turned = packed.backwards(packed.listed_back([-end for end in ends]), plan.starts, plan.end)
        assert all(late >= early for late, early in zip(turned, plan.starts, strict=True))
        assert violations(problem, turned) == ()


def one(duration=1, demand=1, *after, **more):
    return Item(duration, (demand,), after, **more)


def test_work_waits_for_leave_to_end():
    problem = Problem((one(2, 2),), ((2, 1, 2),))
    assert quick(problem).starts == (2,)


def test_a_present_plan_is_left_alone_where_moving_costs_more_than_it_gains():
    item = one(1, 1, weight=2, present=4, stay=3)
    assert last_of(Problem((item,), ((1,),), makespan=0)).starts == (4,)
    assert last_of(Problem((replace(item, stay=1),), ((1,),), makespan=0)).starts == (0,)


def test_what_weighs_more_goes_first():
    problem = Problem((one(3, 1, weight=1), one(1, 1, weight=5)), ((1,),), makespan=0)
    plan = last_of(problem)
    assert (plan.starts, plan.cost, plan.proved) == ((1, 0), 9, True)


def test_prices_prove_more_than_the_flow_of_work_does():
    problem = weighted(60, 4)
    packed = Packed(problem)
    assert affordable(packed, 100)
    prices = Prices(packed, 40)
    while not prices.settled:
        prices.round(10_000)
    plan = last_of(problem, 2.0)
    assert plan.cost >= plan.bound >= prices.bound * 0.98
    assert plan.gap < 0.5 * (plan.cost / least_cost(packed) - 1)


def test_prices_know_what_waits_for_what():
    problem = Problem((one(2, 1, weight=1), one(2, 1, 0, weight=9)), ((9,),), makespan=0)
    prices = Prices(Packed(problem), 10)
    while not prices.settled:
        prices.round(50)
    assert prices.bound == 38


def test_a_plan_is_proved_only_at_its_bound():
    assert Plan((0,), 1, 1, 1).proved
    assert not Plan((0,), 2, 2, 1).proved
    assert Plan((0,), 2, 3, 2).gap == 0.5


@pytest.mark.parametrize(
    ("items", "capacity", "expected"),
    [
        ((one(1, 1, 1), one(1, 1, 2), one(1, 1, 0), one(1, 1, 2, 3)), (9,), Breach(Broken.CYCLE, (3,))),
        ((one(1, 1, 2), one(1, 1, 0), one(1, 1, 1)), (9,), Breach(Broken.CYCLE, (0, 1, 2))),
        ((one(), one(1, 3)), (2,), Breach(Broken.NEVER, (0, 1))),
        ((one(2, 3),), (3, 2, 3, 2), Breach(Broken.NEVER, (0, 0))),
        ((one(2), one(3, 1, 0), one(1, 1, 1, pinned=True, earliest=4)), (9,), Breach(Broken.ORDER, (0, 1, 2))),
        (
            (one(2, 1, pinned=True), one(2, 2, pinned=True, earliest=1), one(2, 3, pinned=True)),
            (4,),
            Breach(Broken.CAPACITY, (0, 1, 1, 2)),
        ),
        ((one(2, 2), one(2, 2), one(1, 1, 0, 1, pinned=True, earliest=3)), (2,), Breach(Broken.WINDOW, (0, 2, 0, 1))),
        ((one(2, 2), one(1, 1, 0, pinned=True, earliest=3)), (2,), None),
    ],
)
def test_what_stands_in_the_way_is_named(items, capacity, expected):
    assert conflict_of(Problem(items, (capacity,))) == expected


def test_a_circle_is_refused_before_a_search():
    with pytest.raises(ValueError, match="wait"):
        quick(Problem((one(1, 1, 0),), ((1,),)))


def test_figures_that_make_no_sense_are_refused():
    for item in (one(-1), one(1, -1), one(1, 1, 5), Item(1, (1, 1))):
        with pytest.raises(ValueError, match="item"):
            Problem((item,), ((1,),))
