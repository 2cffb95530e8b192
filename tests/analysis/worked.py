"""A portfolio small enough to be reckoned by hand: two products, two teams, six outcomes, nine deliverables."""

from datetime import date, timedelta
from typing import Any

from deliverydesk.domain.entities import (
    AgendaItem,
    Contribution,
    Deliverable,
    Demand,
    Entity,
    Event,
    EventMark,
    Measurement,
    Outcome,
    Product,
    StageDate,
    Team,
)
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.ranking import GAP
from deliverydesk.domain.values import Proposal, Stage
from tests.analysis.cases import portfolio

TODAY = date(2026, 8, 19)
APP, SHOP = 10, 11
RED, BLUE = 20, 21
RISING, FLAT, FALLING, YOUNG, SILENT, AIMLESS = 30, 31, 32, 33, 34, 35
A, B, C, D, E, F, G, H, I = range(1, 10)  # noqa: E741 - the deliverables of a table

_SERIES = {
    RISING: [50, 52, 51, 54, 55, 57, 56, 59, 60, 62],
    FLAT: [50, 51, 49, 50, 51, 49, 50, 51, 49, 50],
    FALLING: [60, 59, 60, 57, 56, 55, 56, 53, 52, 50],
    YOUNG: [5, 6],
    AIMLESS: [5, 6, 5, 7, 6, 8, 7],
}


def deliverable(id: int, product: int | None, stage: Stage, **values: Any) -> Deliverable:
    """A deliverable called by its number, in the order of the numbers."""
    return Deliverable(id, f"Work {id}", id * GAP, product, stage=stage, **values)


def outcome(id: int, product: int, **values: Any) -> Outcome:
    """An outcome that is to rise from 50 to 80 within the next year, read every week."""
    given = {
        "baseline": 50.0,
        "baseline_date": TODAY - timedelta(weeks=12),
        "target": 80.0,
        "due": TODAY + timedelta(weeks=20),
        "smallest_change": 4.0,
        "lag_days": 0,
        **values,
    }
    return Outcome(id, f"Outcome {id}", product, **given)


def readings() -> list[Entity]:
    """Weekly ones, the newest yesterday."""
    return [
        Measurement(1000 * id + at, id, TODAY - timedelta(days=1 + 7 * (len(series) - 1 - at)), float(value))
        for id, series in _SERIES.items()
        for at, value in enumerate(series)
    ]


def finished(*days: int) -> list[Entity]:
    """Archived work that took so many days each, the last of them over a month ago."""
    end = TODAY - timedelta(days=40)
    return [
        deliverable(
            100 + at, None, Stage.RELEASED, archived=True, actual_start=end - timedelta(days=each - 1), actual_end=end
        )
        for at, each in enumerate(days)
    ]


def worked(*more: Entity) -> Portfolio:
    """The whole, with more where a test adds it."""
    return portfolio(
        Product(APP, "App", "AP"),
        Product(SHOP, "Shop", "SH"),
        Team(RED, "Red", 2.0),
        Team(BLUE, "Blue", 6.0),
        outcome(RISING, APP),
        outcome(FLAT, APP),
        outcome(FALLING, SHOP),
        outcome(YOUNG, SHOP),
        outcome(SILENT, SHOP),
        outcome(AIMLESS, SHOP, target=None, due=None),
        *readings(),
        deliverable(
            A, APP, Stage.DELIVERY, remaining=5.0, cost=100.0, spent=40.0, actual_start=TODAY - timedelta(days=69)
        ),
        deliverable(B, APP, Stage.DELIVERY, remaining=3.0, cost=50.0, spent=60.0, actual_start=TODAY),
        deliverable(C, SHOP, Stage.DELIVERY, remaining=4.0, spent=7.0, target_date=TODAY - timedelta(days=3)),
        deliverable(D, SHOP, Stage.READY, effort_likely=6.0, cost=30.0, cost_of_delay=700.0),
        deliverable(E, None, Stage.IDEA),
        deliverable(F, SHOP, Stage.IMPROVING, remaining=2.0, cost=20.0, spent=5.0),
        deliverable(G, SHOP, Stage.READY, remaining=1.0),
        deliverable(H, SHOP, Stage.DELIVERY, remaining=50.0, cost=500.0, archived=True),
        deliverable(I, SHOP, Stage.RELEASED, remaining=60.0, cost=600.0, spent=600.0),
        Contribution(201, A, FLAT),
        Contribution(202, B, RISING),
        Contribution(203, B, FLAT),
        Contribution(204, C, FALLING),
        Contribution(205, C, FLAT),
        Contribution(206, D, YOUNG),
        Contribution(207, F, SILENT),
        Contribution(208, G, AIMLESS),
        Demand(301, A, RED),
        Demand(302, B, RED),
        Demand(303, C, BLUE),
        Demand(304, H, RED),
        StageDate(401, D, Stage.READY, TODAY - timedelta(days=21)),
        *more,
    )


def outside() -> list[Entity]:
    """An event with a mark that was seen and one that was not, and three proposals of which one has waited enough."""
    return [
        Event(501, "New law", TODAY - timedelta(days=10)),
        Event(502, "Next storm", TODAY + timedelta(days=10)),
        EventMark(511, 501, outcome=FLAT, seen=TODAY),
        EventMark(512, 501, outcome=FALLING),
        EventMark(513, 502, outcome=FALLING),
        AgendaItem(521, TODAY - timedelta(days=30), Proposal.WAIT, A, FLAT, until=TODAY - timedelta(days=2)),
        AgendaItem(522, TODAY - timedelta(days=30), Proposal.WAIT, C, FALLING, until=TODAY + timedelta(days=2)),
        AgendaItem(
            523,
            TODAY - timedelta(days=30),
            Proposal.WAIT,
            C,
            FALLING,
            until=TODAY - timedelta(days=9),
            closed=TODAY - timedelta(days=8),
        ),
    ]
