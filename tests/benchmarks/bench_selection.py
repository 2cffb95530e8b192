"""Choosing deliverables for periods, held against the HiGHS MIP solver by itself and against a list by density.

The portfolios are synthetic: an item needs one to three teams, one in five needs another item first, one in twenty is
either/or with another, values fall by 2 to 25 % with each period of delay, and half of all effort fits.
"""

from __future__ import annotations

from functools import lru_cache
from time import perf_counter
from typing import TYPE_CHECKING

from tests.benchmarks.harness import Measured, benchmark, medians, wall

if TYPE_CHECKING:
    from deliverydesk.analysis.planning.selection.problem import Problem

LARGE, MIDDLE, SINGLE = (2000, 4, 10), (200, 4, 6), (200, 1, 6)


@lru_cache(maxsize=8)
def portfolio(items: int, periods: int, teams: int, seed: int = 1) -> Problem:
    import numpy as np

    from deliverydesk.analysis.planning.selection.problem import Problem

    dice = np.random.default_rng(seed)
    effort = np.zeros((items, teams))
    for item in range(items):
        needed = dice.choice(teams, dice.integers(1, 4), replace=False)
        effort[item, needed] = dice.integers(1, 9, len(needed))
    value = np.round(effort.sum(axis=1) * dice.lognormal(0, 0.5, items) * 5 + 5)
    falling = dice.uniform(0.75, 0.98, items)
    return Problem.of(
        value[:, None] * falling[:, None] ** np.arange(periods),
        effort,
        np.tile(np.round(effort.sum(axis=0) * 0.5 / periods), (periods, 1)),
        requires=[(n, int(dice.integers(0, n))) for n in range(20, items) if dice.random() < 0.2],
        exclusive=[{int(a), int(b)} for a, b in dice.integers(0, items, (items // 20, 2)) if a != b],
    )


def highs(problem: Problem, seconds: float, gap: float = 0.0) -> tuple[float, float]:
    """The value that the solver finds by itself, and its time in milliseconds."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    from deliverydesk.analysis.planning.selection.program import program_of

    program = program_of(problem)
    began = perf_counter()
    found = milp(
        -program.gain,
        integrality=np.ones(program.columns),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(program.matrix, -np.inf, program.bound),
        options={"time_limit": seconds, "mip_rel_gap": gap},
    )
    took = (perf_counter() - began) * 1000
    return (0.0 if found.x is None else float(program.gain @ np.round(found.x))), took


def by_density(problem: Problem) -> float:
    """Take what fits in the order of value for each person-week, each in the first period that it fits."""
    import numpy as np

    from deliverydesk.analysis.planning.selection.fill import Filling
    from deliverydesk.analysis.planning.selection.program import program_of

    program = program_of(problem)
    density = problem.gain[:, 0] / problem.total_effort
    filling = Filling(program)
    filling.add(np.lexsort((program.period, -density[program.item])))
    return filling.value


def chosen(size: tuple[int, int, int], seconds: float) -> tuple[float, float, float]:
    """Our value, its proved gap in per cent, and the time in milliseconds."""
    import scipy.optimize
    import scipy.sparse  # noqa: F401 - what is imported once is not counted

    from deliverydesk.analysis.planning.selection.choose import choose

    problem = portfolio(*size)
    began = perf_counter()
    choice = choose(problem, seconds)
    return choice.value, choice.gap * 100, (perf_counter() - began) * 1000


@benchmark("selection of 2,000 items in 4 periods by 10 teams, with its bound, against 500 ms", goal=1)
def large() -> Measured:
    return medians(lambda: chosen(LARGE, 0)[2], lambda: 500.0, repeats=5)


@benchmark("the gap that this quick selection proves, against 0.5 %", goal=1, unit="%")
def large_gap() -> Measured:
    return Measured(chosen(LARGE, 0)[1], 0.5)


@benchmark("time of this quick selection, against the HiGHS MIP to 1 %", goal=1 / 20)
def large_against_highs() -> Measured:
    chosen(LARGE, 0)
    return Measured(chosen(LARGE, 0)[2], highs(portfolio(*LARGE), 60.0, 0.01)[1])


@benchmark("value of the HiGHS MIP after 30 s, against this quick selection's", goal=1.001, unit="of value")
def large_value() -> Measured:
    return Measured(highs(portfolio(*LARGE), 30.0)[0], chosen(LARGE, 0)[0])


@benchmark("what a list by density loses on the bound, quick selection against it", goal=0.3, unit="of value")
def large_against_list() -> Measured:
    value, gap, _ = chosen(LARGE, 0)
    bound = value * (1 + gap / 100)
    return Measured(bound - value, bound - by_density(portfolio(*LARGE)))


@benchmark("HiGHS MIP after 20 s on 200 items in 4 periods, against selection at once", goal=1 / 0.98, unit="of value")
def middle_at_once() -> Measured:
    return Measured(highs(portfolio(*MIDDLE), 20.0)[0], chosen(MIDDLE, 0)[0])


@benchmark("HiGHS MIP after 20 s on 200 items in 4 periods, against 5 s of selection", goal=1 / 0.995, unit="of value")
def middle() -> Measured:
    return Measured(highs(portfolio(*MIDDLE), 20.0)[0], chosen(MIDDLE, 5.0)[0])


@benchmark("gap that 5 s prove for 200 items in one period, against 0.1 %", goal=1, unit="%")
def single() -> Measured:
    return Measured(chosen(SINGLE, 5.0)[1], 0.1)


@benchmark("all flip values of 40 items in one period, against 10 s", goal=1)
def all_flips() -> Measured:
    from deliverydesk.analysis.planning.selection.choose import choose
    from deliverydesk.analysis.planning.selection.reasons import flips

    choice = choose(portfolio(40, 1, 6), 5.0)
    return Measured(wall(lambda: flips(choice)), 10_000.0)
