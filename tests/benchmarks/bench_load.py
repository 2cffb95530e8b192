"""The load of the teams: looked ahead to at each step of a drag, held against adding all of it up with bare numpy."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from deliverydesk.domain.workdays import monday
from tests.benchmarks.bench_roadmap import TODAY, planned
from tests.benchmarks.harness import Measured, benchmark, cpu, in_turns, medians

if TYPE_CHECKING:
    from deliverydesk.analysis.load_grid import Loads
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.panes.roadmap.pane import RoadmapPane

TEAMS = 60
FIRST, WEEKS = date(2024, 1, 1), 300
STEPS = 20


@lru_cache(maxsize=2)
def crowded(count: int) -> Portfolio:
    """So many planned items, each asked of one of sixty teams with people, leave, holidays, loans and upkeep."""
    from deliverydesk.domain.entities import Absence, Allocation, Demand, Entity, Holiday, Loan, Person, Product, Team
    from deliverydesk.domain.portfolio import Portfolio

    dice = random.Random(11)
    entities: list[Entity] = list(planned(count).entities())
    entities += [Team(2_000_000 + at, f"Team {at + 1}", 8.0) for at in range(TEAMS)]
    entities += [
        Demand(3_000_000 + at, 1000 + at, 2_000_000 + dice.randrange(TEAMS), likely=float(dice.randrange(1, 12)))
        for at in range(count)
    ]
    first = monday(FIRST)
    for team in range(TEAMS):
        people = [Person(4_000_000 + 8 * team + at, 2_000_000 + team, f"P{at}", 1.0) for at in range(8)]
        entities += people
        for at, person in enumerate(people):
            start = first + timedelta(days=dice.randrange(7 * WEEKS))
            end = start + timedelta(days=13)
            key = 5_000_000 + 8 * team + at
            entities.append(Absence(key, person.team, start, end, 1.0, person=person.id))
        lender, start = 2_000_000 + (team + 1) % TEAMS, first + timedelta(weeks=dice.randrange(WEEKS))
        entities.append(Loan(6_000_000 + team, lender, 2_000_000 + team, start, start + timedelta(weeks=4), 1.0))
    entities += [Holiday(7_000_000 + at, first + timedelta(days=30 * at), "Day") for at in range(60)]
    entities += [
        Allocation(8_000_000 + at, 1000 + at * 7, 2_000_000 + at % TEAMS, first + timedelta(weeks=at % WEEKS), 0.5)
        for at in range(min(count // 50, 1000))
    ]
    entities = [replace(each, upkeep_share=0.2) if isinstance(each, Product) else each for each in entities]
    return Portfolio.of(entities)


@lru_cache(maxsize=2)
def loads(count: int) -> Loads:
    from deliverydesk.analysis.load_grid import Loads

    return Loads(crowded(count), FIRST, WEEKS)


def bare(count: int) -> None:
    """All demands added to the weeks that they touch, from arrays that are there already."""
    import numpy as np

    rows, first, last, rate = arrays(count)
    load = np.zeros((TEAMS, WEEKS + 1))
    np.add.at(load, (rows, first), rate)
    np.add.at(load, (rows, last), -rate)
    np.cumsum(load, axis=1)


@lru_cache(maxsize=2)
def arrays(count: int):  # type: ignore[no-untyped-def]
    import numpy as np

    dice = np.random.default_rng(3)
    first = dice.integers(0, WEEKS - 18, count)
    long = dice.integers(2, 17, count)
    return dice.integers(0, TEAMS, count), first, first + long, dice.random(count) / long


@benchmark("the load looked ahead to at a step of a drag of 50,000 demands, against all in bare numpy", goal=1)
def ahead() -> Measured:
    from deliverydesk.actions import placing

    known, portfolio = loads(50_000), crowded(50_000)
    return in_turns(
        lambda: [known.preview(placing.move(portfolio, [25_000], days)) for days in range(1, STEPS + 1)],
        lambda: [bare(50_000) for _ in range(STEPS)],
        repeats=9,
        warm_ups=2,
    )


@benchmark("the load of 50,000 demands reckoned anew, against 300 ms", goal=1)
def anew() -> Measured:
    from deliverydesk.analysis.load_grid import Loads

    portfolio = crowded(50_000)
    return medians(lambda: cpu(lambda: Loads(portfolio, FIRST, WEEKS)), lambda: 300.0, repeats=5, warm_ups=1)


@benchmark("a frame of a drag with the load below, 10,000 bars, against 16.7 ms", goal=1)
def frame() -> Measured:
    pane = dragged(10_000)
    places = [step * 3 for step in range(STEPS)]
    return medians(lambda: cpu(lambda: drag(pane, places)) / STEPS, lambda: 16.7, repeats=7, warm_ups=1)


@lru_cache(maxsize=1)
def dragged(count: int) -> RoadmapPane:
    from deliverydesk.document.memory import MemoryDocument
    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.panes.roadmap.gestures import MoveBars
    from deliverydesk.ui.panes.roadmap.pane import RoadmapPane
    from deliverydesk.ui.theme import apply_theme, current_theme
    from tests.benchmarks.bench_roadmap import application

    app = application()
    apply_theme(app, "light")
    pane = RoadmapPane(Desk(MemoryDocument(crowded(count))), current_theme())
    pane.resize(1000, 900)
    pane.show()
    app.processEvents()
    pane.strip.build()
    pane.area.go_to_today()
    bar = next(bar for bar in pane.picture.ordered() if bar.start > TODAY.toordinal())
    pane.area.reveal(bar.id)
    app.processEvents()
    box = pane.area.frame().bar_box(bar)
    from PySide6.QtCore import QPointF

    at = QPointF((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    pane.area.last = at
    pane.area.begin(MoveBars(pane.area, bar, [bar.id], at))
    return pane


def drag(pane: RoadmapPane, places: list[int]) -> None:
    from PySide6.QtCore import QPointF, Qt

    area, start = pane.area, QPointF(pane.area.last)
    for by in places:
        area.last = QPointF(start.x() + by, start.y())
        area._move_gesture(Qt.KeyboardModifier.AltModifier)  # noqa: SLF001
        area.viewport().repaint()
        pane.strip.cells.viewport().repaint()
    area.last = start
