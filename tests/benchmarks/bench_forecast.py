"""Forecasts of all work at once, 10,000 paths, held against drawing as many lognormal numbers, and a plain loop."""

from __future__ import annotations

import random
from datetime import date, timedelta
from functools import lru_cache
from heapq import heapify, heapreplace
from typing import TYPE_CHECKING

from tests.benchmarks.harness import Measured, benchmark, cpu, in_turns, medians

if TYPE_CHECKING:
    from deliverydesk.domain.portfolio import Portfolio

TODAY = date(2026, 12, 2)
TEAMS, PATHS = 8, 10_000
LOOPED = 100
"""Paths of the plain loop, which is then scaled: all of them take a quarter of a minute."""
BY = date(2029, 6, 29)


@lru_cache(maxsize=4)
def plan(count: int, leave: bool = True) -> Portfolio:
    """So many items of eight teams, every second waiting for another, every tenth of two teams."""
    from deliverydesk.domain.entities import Absence, Deliverable, Demand, Dependency, Entity, Team
    from deliverydesk.domain.portfolio import Portfolio

    dice = random.Random(7)
    entities: list[Entity] = [Team(1 + n, f"Team {n + 1}", 6.0, 0.8) for n in range(TEAMS)]
    for n in range(12 if leave else 0):
        start = TODAY + timedelta(weeks=dice.randrange(30))
        entities.append(Absence(100 + n, 1 + n % TEAMS, start, start + timedelta(days=11), 2.0))
    for n in range(count):
        entities.append(Deliverable(10_000 + n, f"Item {n}", n))
        for at, team in enumerate(dice.sample(range(TEAMS), 2 if n % 10 == 0 else 1)):
            likely = float(dice.randrange(1, 12))
            low, high = (likely / 2, likely * 2) if n % 3 == 0 else (None, None)
            entities.append(Demand(200_000 + 2 * n + at, 10_000 + n, 1 + team, low, likely, high))
        if n > 40 and n % 2:
            entities.append(Dependency(500_000 + n, 10_000 + n - dice.randrange(1, 40), 10_000 + n))
    return Portfolio.of(entities)


def draw(count: int) -> None:
    """As many lognormal numbers as the forecast has ends, 32 bits each, a path's worth at a time."""
    import numpy as np

    rng, out = np.random.default_rng(1), np.empty(PATHS, dtype=np.float32)
    for _ in range(count):
        rng.standard_normal(dtype=np.float32, out=out)
        np.multiply(out, np.float32(0.5), out=out)
        np.exp(out, out=out)


@benchmark(
    "forecast of 1,000 items on 10,000 paths, from the portfolio on, against drawing lognormal numbers", goal=1.5
)
def thousand() -> Measured:
    from deliverydesk.analysis.forecast.portfolio import forecast_of

    at = plan(1000)
    return in_turns(lambda: forecast_of(at, TODAY, paths=PATHS), lambda: draw(1000))


@benchmark("the same with P50, P85 and P95 of every item, against drawing lognormal numbers", goal=3)
def percentiles() -> Measured:
    from deliverydesk.analysis.forecast.portfolio import forecast_of

    at = plan(1000)
    return in_turns(lambda: forecast_of(at, TODAY, paths=PATHS).items(), lambda: draw(1000))


@benchmark("forecast of 100 items with all percentiles, against two frames", goal=1)
def hundred() -> Measured:
    from deliverydesk.analysis.forecast.portfolio import forecast_of

    at = plan(100)
    return medians(lambda: cpu(lambda: forecast_of(at, TODAY, paths=PATHS).items()), lambda: 33.3)


@benchmark("the cut line of 1,000 forecast items by a day, against 100 ms", goal=1)
def cut_line() -> Measured:
    from deliverydesk.analysis.forecast.portfolio import forecast_of

    told = forecast_of(plan(1000), TODAY, paths=PATHS)
    return medians(lambda: cpu(lambda: told.cut_line(BY)), lambda: 100.0)


@benchmark("forecast of 1,000 items on 10,000 paths, against the same model in a Python loop", goal=1 / 50)
def loop() -> Measured:
    import numpy as np

    from deliverydesk.analysis.forecast.inputs import inputs_of
    from deliverydesk.analysis.forecast.network import simulate
    from deliverydesk.analysis.forecast.sequence import Work, start_order

    inputs = inputs_of(plan(1000, leave=False), TODAY)
    tasks, crews = inputs.tasks, inputs.crews
    scale = [crew.places / crew.rate for crew in crews]
    works = [Work({part.crew: part.expected * scale[part.crew] for part in task.parts}, task.after) for task in tasks]
    tables = [[part.effort.quantiles.tolist() for part in task.parts] for task in tasks]
    order = start_order(works, [crew.places for crew in crews])
    totals: list[float] = []

    def by_hand() -> None:
        dice = random.Random(1)
        for _ in range(LOOPED):
            factors = [dice.lognormvariate(0, crew.regime) for crew in crews]
            places = [[0.0] * crew.places for crew in crews]
            for each in places:
                heapify(each)
            ends = [0.0] * len(tasks)
            for at in order:
                task = tasks[at]
                begin = max(places[part.crew][0] for part in task.parts)
                for before in task.after:
                    begin = max(begin, ends[before])
                for part, table in zip(task.parts, tables[at], strict=True):
                    end = begin + dice.choice(table) * scale[part.crew] * factors[part.crew]
                    heapreplace(places[part.crew], end)
                    ends[at] = max(ends[at], end)
            totals.append(max(ends))

    measured = in_turns(lambda: simulate(tasks, crews, paths=PATHS), by_hand, repeats=3)
    ours = np.median(simulate(tasks, crews, paths=PATHS).times.max(axis=0))
    assert abs(np.median(totals) / ours - 1) < 0.05, "the two do not agree"
    return Measured(measured.figure, measured.baseline * PATHS / LOOPED)


@benchmark("when 1,000 items are done, from 20 weeks of throughput on 10,000 paths, against 100 ms", goal=1)
def throughput() -> Measured:
    from deliverydesk.analysis.forecast.throughput import when

    history = [1, 5, 11, 7, 7, 16, 9, 11, 10, 6, 7, 12, 6, 8, 8, 8, 9, 0, 4, 9]
    return medians(lambda: cpu(lambda: when(history, 1000, TODAY)), lambda: 100.0)
