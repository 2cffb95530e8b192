"""Published multidimensional knapsacks: an item is worth its value, a team is a limit, a period is all there is."""

import json
from pathlib import Path

import numpy as np
import pytest

from deliverydesk.analysis.planning.selection.choose import choose
from deliverydesk.analysis.planning.selection.problem import Problem
from deliverydesk.analysis.planning.selection.program import program_of
from deliverydesk.analysis.planning.selection.relaxation import relax


def numbers(path: Path) -> list[float]:
    return [float(word) for word in path.read_text().split()]


def sac94(path: Path) -> tuple[Problem, float]:
    """The file holds n, m, the optimum, the values, the weights limit by limit, and the limits."""
    items, teams, optimum, *rest = numbers(path)
    n, m = int(items), int(teams)
    values, weights, limits = rest[:n], rest[n : n + n * m], rest[n + n * m :]
    return Problem.of(values, np.array(weights).reshape(m, n).T, limits), optimum


@pytest.mark.parametrize("number", range(1, 8))
def test_petersen(shared_dir: Path, number: int):
    told = json.loads((shared_dir / "oracles/knapsack_mkp.json").read_text())["mknap1"][number - 1]
    problem = Problem.of(told["values"], np.array(told["weights"]).T, told["capacities"])
    choice = choose(problem, 10.0)
    assert choice.proved
    assert choice.value == pytest.approx(told["published_optimum"])
    relaxed = relax(program_of(problem))
    assert relaxed is not None
    assert relaxed.bound <= told["lp_relaxation"] + 1e-3  # items that fit nowhere are left out


@pytest.mark.parametrize("name", ["hp1", "pb1", "pet5", "sento1", "weing3", "weing8", "weish05", "weish15", "weish25"])
def test_sac94(shared_dir: Path, name: str):
    problem, optimum = sac94(shared_dir / f"oracles/knapsack/{name}.dat")
    choice = choose(problem, 20.0)
    assert choice.value == pytest.approx(optimum)
    assert choice.proved
