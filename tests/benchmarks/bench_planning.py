"""Scheduling within capacity: makespans of PSPLIB beside the best known and plain CP-SAT's, and large portfolios.

The instances are those beside the checkout. Every seventh of a set is taken, all of them with DESK_EVERY=1 in the
environment. CP-SAT is told what a person would write first: one interval an item, one cumulative a resource, two
workers. Ours has two threads: the genetic search in one, CP-SAT with one worker in the other.
"""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from tests.analysis.planning.schedule.cases import best_known, portfolio, published, weighted
from tests.benchmarks.harness import Measured, benchmark, medians

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliverydesk.analysis.planning.schedule.problem import Problem

_FOLDER = Path(__file__).resolve().parents[3] / "shared" / "oracles" / "rcpsp"
_EVERY = int(os.environ.get("DESK_EVERY", "7"))
_NO_DIFFERENCE = 0.05
"""Per cent: as near to plain CP-SAT's gap as this is as good, and a gap of 0 can be divided by."""


def mean_gap(size: str, makespan: Callable[[Problem], float]) -> float:
    """The mean gap to the best known makespans, in per cent."""
    known = {name: best for name, best in best_known(_FOLDER).items() if name.startswith(f"{size}_")}
    names = list(known)[1::_EVERY] if _EVERY > 1 else list(known)
    return 100 * sum(makespan(published(_FOLDER, name)) / known[name] - 1 for name in names) / len(names)


def ours(seconds: float) -> Callable[[Problem], float]:
    from deliverydesk.analysis.planning.schedule.search import improve

    def makespan(problem: Problem) -> float:
        *_, last = improve(problem, seconds)
        return last.end

    return makespan


def one_pass(problem: Problem) -> float:
    """List scheduling by latest start: the plan at once."""
    from deliverydesk.analysis.planning.schedule.search import quick

    plan = quick(problem)
    assert plan is not None
    return plan.end


def in_file_order(problem: Problem) -> float:
    """The greedy one: each item as early as it can, as the file lists them."""
    from deliverydesk.analysis.planning.schedule.generating import Packed

    packed = Packed(problem)
    return problem.end(packed.forwards(packed.listed(range(packed.count)), packed.heads))


def plain(seconds: float) -> Callable[[Problem], float]:
    """CP-SAT by itself; where it found nothing in time, everything in a row."""
    from ortools.sat.python import cp_model

    def makespan(problem: Problem) -> float:
        model, all_of_it = cp_model.CpModel(), sum(item.duration for item in problem.items)
        starts = [model.new_int_var(0, all_of_it, "") for _ in problem.items]
        intervals = [
            model.new_fixed_size_interval_var(start, item.duration, "")
            for start, item in zip(starts, problem.items, strict=True)
        ]
        end = model.new_int_var(0, all_of_it, "")
        for start, item in zip(starts, problem.items, strict=True):
            model.add(end >= start + item.duration)
            for each in item.after:
                model.add(start >= starts[each] + problem.items[each].duration)
        for row, (units,) in enumerate(problem.capacities):
            model.add_cumulative(intervals, [item.demands[row] for item in problem.items], units)
        model.minimize(end)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 2
        solver.parameters.max_time_in_seconds = seconds
        found = solver.solve(model) in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        return solver.objective_value if found else all_of_it

    return makespan


@lru_cache(maxsize=1)
def warm() -> None:
    """OR-Tools is imported before anybody's time runs: half a second, once a process."""
    if find_spec("ortools"):
        import ortools.sat.python.cp_model  # noqa: F401


def gap_benchmarks(size: str, seconds: float, goal: float | None) -> None:
    name = f"mean gap of schedules to the best known on {size} after {seconds:g} s"

    def against_goal() -> Measured:
        warm()
        return Measured(mean_gap(size, ours(seconds)), goal or 1.0)

    def against_plain() -> Measured:
        warm()
        figure, baseline = mean_gap(size, ours(seconds)), mean_gap(size, plain(seconds))
        print(
            f"  {size}: greedy {mean_gap(size, in_file_order):.2f} %, one pass {mean_gap(size, one_pass):.2f} %, "
            f"ours {figure:.2f} %, plain CP-SAT {baseline:.2f} %",
            file=sys.stderr,
        )
        return Measured(figure, max(baseline, _NO_DIFFERENCE))

    if goal is not None:
        benchmark(f"{name}, against {goal:g} %", goal=1, unit="%")(against_goal)
    if find_spec("ortools"):
        benchmark(f"{name}, against plain CP-SAT with the same two cores", goal=1, unit="%")(against_plain)


if _FOLDER.is_dir():
    for _size, _seconds, _goal in (
        ("J30", 1.0, 0.05),
        ("J60", 1.0, None),
        ("J60", 5.0, 0.5),
        ("J60", 10.0, None),
        ("J120", 1.0, None),
        ("J120", 5.0, 3.0),
        ("J120", 10.0, None),
    ):
        gap_benchmarks(_size, _seconds, _goal)
if "--measure" not in sys.argv:
    if not _FOLDER.is_dir():
        print(f"SKIPPED: schedules of PSPLIB, which is not on this machine ({_FOLDER})", file=sys.stderr)
    if not find_spec("ortools"):
        print("SKIPPED: schedules beside CP-SAT, which `dev.py bench` installs (the extra `exact`)", file=sys.stderr)


@benchmark("replan of 1,000 items by 8 teams, against a frame of 16.7 ms", goal=1)
def replan() -> Measured:
    from deliverydesk.analysis.planning.schedule.bounds import least_cost
    from deliverydesk.analysis.planning.schedule.generating import Packed
    from deliverydesk.analysis.planning.schedule.search import quick

    problem = portfolio(1000, 8)
    packed = Packed(problem)
    bound = least_cost(packed)

    def ours() -> float:
        began = perf_counter()
        quick(problem, packed, bound)
        return (perf_counter() - began) * 1000

    return medians(ours, lambda: 16.7, repeats=15)


@benchmark("gap that 5 s prove for 1,000 items by 8 teams, against 0.5 %", goal=1, unit="%")
def large() -> Measured:
    from deliverydesk.analysis.planning.schedule.search import improve

    *_, last = improve(portfolio(1000, 8), 5.0)
    return Measured(100 * last.gap, 0.5)


@benchmark(
    "gap that 5 s prove for 200 weighted and half planned items by 8 teams, against a bound by flow", goal=0.4, unit="%"
)
def by_rank() -> Measured:
    from deliverydesk.analysis.planning.schedule.bounds import least_cost
    from deliverydesk.analysis.planning.schedule.generating import Packed
    from deliverydesk.analysis.planning.schedule.search import improve

    problem = weighted(200, 8)
    *_, last = improve(problem, 5.0)
    return Measured(100 * last.gap, 100 * (last.cost / least_cost(Packed(problem)) - 1))
