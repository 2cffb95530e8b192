"""The exact search beside the other: against trying everything out, and where it cannot work."""

from importlib import import_module
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliverydesk.analysis.planning.schedule import exact
from deliverydesk.analysis.planning.schedule.bounds import least_cost
from deliverydesk.analysis.planning.schedule.checking import violations
from deliverydesk.analysis.planning.schedule.conflicts import pins_fit
from deliverydesk.analysis.planning.schedule.exact import Exact, helps
from deliverydesk.analysis.planning.schedule.generating import Packed
from deliverydesk.analysis.planning.schedule.problem import Item, Plan, Problem
from deliverydesk.analysis.planning.schedule.search import improve
from tests.analysis.planning.schedule.cases import portfolio, published

installed = pytest.mark.skipif(
    not helps(Packed(portfolio(2, 3)), 1.0), reason="OR-Tools is not here: `dev.py test` installs it, the extra `exact`"
)


@st.composite
def problems(draw):
    """Three items that share two resources of varying capacity, with all that can be asked of them."""
    items = [
        Item(
            draw(st.integers(0, 3)),
            (draw(st.integers(0, 3)), draw(st.integers(0, 2))),
            tuple(draw(st.sets(st.integers(0, at - 1), max_size=1))) if at else (),
            draw(st.integers(0, 2)),
            draw(st.sampled_from([False, False, False, True])),
            draw(st.integers(0, 4)),
            draw(st.none() | st.integers(0, 4)),
            draw(st.integers(0, 3)),
        )
        for at in range(3)
    ]
    units = st.lists(st.integers(0, 4), max_size=4)
    capacities = ((*draw(units), 3), (*draw(units), 2))
    return Problem(tuple(items), capacities, draw(st.integers(0, 2)))


def all_plans(problem):
    """Of each cost that a plan can have one, by trying all starts; the cheapest first."""
    windows = [range(item.earliest, problem.horizon - item.duration + 1) for item in problem.items]
    plans = {problem.cost(starts): starts for starts in product(*windows) if not violations(problem, starts)}
    return [Plan(plans[cost], problem.end(plans[cost]), cost, 0) for cost in sorted(plans)]


def solved(problem, known=None):
    """The exact search by itself, to its end."""
    alone = Exact(Packed(problem), known, 0, float("inf"))
    alone.wait()
    return alone


@installed
@settings(max_examples=40, deadline=None)
@given(problems())
def test_it_proves_what_trying_everything_finds(problem):
    if not pins_fit(problem):
        return
    plans = all_plans(problem)
    alone = solved(problem)
    assert alone.impossible == (not plans)
    if not plans:
        return
    least = plans[0].cost
    assert alone.best is not None
    assert (alone.best[0], alone.bound) == (least, least)
    assert violations(problem, alone.best[1]) == ()
    assert least_cost(Packed(problem)) <= least
    for known in (plans[0], plans[min(1, len(plans) - 1)], plans[-1]):
        below = solved(problem, known)
        assert below.bound == least
        assert (below.best[0] if below.best else known.cost) == least


@installed
def test_a_search_ends_when_the_best_is_proved(shared_dir):
    problem = published(shared_dir / "oracles/rcpsp", "J30_41")
    *_, last = improve(problem, 60.0)
    assert (last.end, last.bound, last.proved) == (53, 53, True)


@installed
def test_a_search_that_is_let_go_leaves_no_thread(shared_dir, monkeypatch):
    begun = []

    def noted(*given):
        begun.append(Exact(*given))
        return begun[-1]

    monkeypatch.setattr("deliverydesk.analysis.planning.schedule.search.Exact", noted)
    plans = improve(published(shared_dir / "oracles/rcpsp", "J120_1"), 600.0)
    while not begun:
        next(plans)
    plans.close()
    assert not begun[0].running


def test_a_broken_installation_leaves_the_other_search_alone(monkeypatch):
    def broken(name):
        if name.startswith("ortools"):
            raise ImportError("libortools.so is not there")
        return import_module(name)

    monkeypatch.setattr(exact, "import_module", broken)
    monkeypatch.setattr("deliverydesk.analysis.planning.schedule.search.helps", lambda _packed, _seconds: True)
    problem = portfolio(40, 3)
    *_, last = improve(problem, 0.2)
    assert violations(problem, last.starts) == ()


def test_it_is_left_out_where_it_is_missing_or_cannot_help(monkeypatch):
    monkeypatch.setattr(exact, "find_spec", lambda _name: True)
    assert helps(Packed(portfolio(5, 3)), 1.0)
    assert not helps(Packed(portfolio(5, 3)), 0.1)
    assert not helps(Packed(portfolio(exact.MOST + 1, 3)), 1.0)
    monkeypatch.setattr(exact, "find_spec", lambda _name: None)
    assert not helps(Packed(portfolio(5, 3)), 1.0)
