"""The instances of PSPLIB, through the functions that the desk uses. How near they come is for the benchmarks."""

import pytest

from deliverydesk.analysis.planning.schedule.bounds import least_end
from deliverydesk.analysis.planning.schedule.checking import violations
from deliverydesk.analysis.planning.schedule.generating import Packed
from deliverydesk.analysis.planning.schedule.search import improve, quick
from tests.analysis.planning.schedule.cases import best_known, published


@pytest.fixture
def folder(shared_dir):
    return shared_dir / "oracles/rcpsp"


@pytest.mark.parametrize("size", ["J30", "J60", "J120"])
def test_no_bound_is_above_the_best_known_and_no_schedule_below(folder, size):
    gaps = []
    for name, best in best_known(folder).items():
        if name.startswith(f"{size}_"):
            problem = published(folder, name)
            plan = quick(problem)
            assert plan is not None
            assert violations(problem, plan.starts) == ()
            assert least_end(Packed(problem)) <= best <= plan.end
            gaps.append(plan.end / best - 1)
    assert len(gaps) >= 30
    assert sum(gaps) / len(gaps) < 0.16


@pytest.mark.parametrize("name", ["J30_1", "J30_91", "J30_161"])
def test_small_ones_are_solved(folder, name):
    problem = published(folder, name)
    best = best_known(folder)[name]
    for plan in improve(problem, 20.0):
        assert violations(problem, plan.starts) == ()
        if plan.end == best:
            return
    pytest.fail(f"{plan.end} periods were found, {best} are known")
