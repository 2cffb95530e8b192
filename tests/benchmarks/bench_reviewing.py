"""What a review asks for: the agenda, and what to begin instead, held against a bare pass and against the HiGHS MIP."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from tests.benchmarks.bench_selection import SINGLE, highs
from tests.benchmarks.bench_selection import portfolio as problem_of
from tests.benchmarks.harness import Measured, benchmark, in_turns, medians
from tests.support.portfolios import ANCHOR, synthetic_portfolio

if TYPE_CHECKING:
    from deliverydesk.domain.portfolio import Portfolio

ITEMS = 2_000
QUESTIONS = 14
"""Selections that three plans take: doing nothing, the best, one for each of eight charges, and four careful ones."""


def _bare_agenda(portfolio: Portfolio) -> list[tuple[float, int]]:
    """Work in flight by its cost alone: one pass over the backlog and one sort."""
    from deliverydesk.analysis.divergence import IN_FLIGHT

    items = (portfolio.deliverables[each] for each in portfolio.live)
    return sorted((-(item.cost or 0.0), item.id) for item in items if item.stage in IN_FLIGHT)


@benchmark("the agenda of a review of 2,000 deliverables, against a pass over them sorted by cost", goal=8)
def agenda() -> Measured:
    from deliverydesk.analysis.divergence import IN_FLIGHT
    from deliverydesk.analysis.reviewing.agenda import agenda_of

    portfolio = synthetic_portfolio(ITEMS)
    flying = (item for item in portfolio.deliverables if item.stage in IN_FLIGHT)
    reach = {item.id: (None, 0.5) for item in flying}
    return in_turns(lambda: agenda_of(portfolio, reach, ANCHOR), lambda: _bare_agenda(portfolio), repeats=25)


@benchmark("three plans to begin instead, of 92 items for what one sets free, against 14 HiGHS MIPs", goal=2.5)
def plans() -> Measured:
    """Beside the selections each plan is held against 200 draws of the estimates, which HiGHS is spared."""
    from dataclasses import replace

    from deliverydesk.analysis.planning.selection.choose import choose
    from deliverydesk.analysis.planning.selection.refill import refill
    from deliverydesk.analysis.planning.selection.robust import EFFORT_FACTOR, VALUE_FACTOR, Doubt

    problem = problem_of(*SINGLE)
    present = set(choose(problem, 0).chosen)
    stopped = max(present, key=lambda item: problem.total_effort[item])
    ready = set(range(problem.items)) - present
    doubt = Doubt.of(problem.items, VALUE_FACTOR, EFFORT_FACTOR, samples=200)
    rest = replace(problem, must=problem.must | (present - {stopped}), excluded=problem.excluded | {stopped})

    def ours() -> object:
        return refill(problem, present, stopped, ready, problem.total_effort / 13, doubt)

    def theirs() -> None:
        for _ in range(QUESTIONS):
            highs(rest, 10.0)

    return in_turns(ours, theirs, repeats=5)


@benchmark("three plans to begin instead, from the vetted work of a portfolio of 500, against 1 s", goal=1)
def plans_of_a_file() -> Measured:
    """Of five that are under way, one after another: as the sheet asks for them that stops one."""
    from deliverydesk.analysis.divergence import IN_FLIGHT
    from deliverydesk.analysis.evidence.page import evidence_of_all
    from deliverydesk.analysis.planning.refill_of import refill_of

    portfolio = synthetic_portfolio(500)
    evidence = evidence_of_all(portfolio, ANCHOR).evidence
    flying = [each for each in portfolio.live if portfolio.deliverables[each].stage in IN_FLIGHT][:5]

    def ours() -> float:
        began = perf_counter()
        for each in flying:
            told = refill_of(portfolio, ANCHOR, [each], evidence=evidence)
            assert told is not None
            assert told[1].plans
        return (perf_counter() - began) * 1000 / len(flying)

    return medians(ours, lambda: 1_000.0, repeats=3)
