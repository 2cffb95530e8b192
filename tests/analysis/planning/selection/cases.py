"""Problems to choose from: the published instance, random ones, and all plans of a small one by enumeration."""

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from deliverydesk.analysis.planning.selection.problem import OUT, Basis, Guardrail, Problem, breaches


def published(shared_dir: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((shared_dir / "oracles/portfolio.json").read_text())["small_instance"]
    return found


def small(told: dict[str, Any], **more: Any) -> Problem:
    """The ten items and three teams."""
    at = told["items"].index
    return Problem.of(
        told["value"],
        np.array(told["effort_by_team"]).T,
        told["capacity_gross"],
        upkeep=told["run_share"],
        requires=[(at(item), at(needed)) for item, needed in told["requires"]],
        **more,
    )


def plans(problem: Problem) -> Iterator[tuple[tuple[int, ...], float]]:
    """Every plan that keeps all conditions, with its objective."""
    for periods in itertools.product(range(OUT, problem.periods), repeat=problem.items):
        if not breaches(problem, periods):
            yield periods, problem.objective(periods)


def best_of(problem: Problem) -> float:
    return max((value for _, value in plans(problem)), default=-np.inf)


def chosen(periods: tuple[int, ...]) -> frozenset[int]:
    return frozenset(item for item, period in enumerate(periods) if period != OUT)


def random_problem(seed: int, items: int = 7, teams: int = 2, periods: int = 1) -> Problem:
    """A small problem with some of everything; the low shares are such that most have a plan."""
    dice = np.random.default_rng(seed)
    effort = dice.integers(0, 6, (items, teams)).astype(float)
    effort[:, 0] += effort.sum(axis=1) == 0
    falling = dice.uniform(0.6, 1.0, (items, 1)) ** np.arange(periods)
    value = np.round(dice.integers(1, 100, (items, 1)) * falling, 1)
    share = dice.uniform(0.3, 0.7)
    pairs = [(int(a), int(b)) for a, b in dice.integers(0, items, (2, 2)) if a > b]
    members = frozenset(np.flatnonzero(dice.random(items) < 0.5).tolist())
    guardrails = [Guardrail(members, 0.1, 0.8, list(Basis)[seed % 2])] if seed % 3 == 0 else []
    return Problem.of(
        value,
        effort,
        np.tile(np.round(effort.sum(axis=0) * share / periods, 1) + 1, (periods, 1)),
        upkeep=dice.uniform(0, 0.3, teams),
        chance=np.round(dice.uniform(0.2, 1.0, items), 2),
        cost=dice.integers(0, 10, items),
        budget=float(items * 3) if seed % 2 else None,
        requires=pairs,
        exclusive=[{0, items - 1}] if seed % 4 == 0 else [],
        must=[int(dice.integers(items))] if seed % 5 == 0 else [],
        excluded=[int(dice.integers(items))] if seed % 7 == 1 else [],
        guardrails=guardrails,
    )
