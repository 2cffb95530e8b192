"""A small portfolio whose outcomes have evidence to show: a locked baseline, phases, signals, launches and events."""

from __future__ import annotations

from datetime import date, timedelta

from deliverydesk.domain.entities import (
    Contribution,
    Deliverable,
    Entity,
    Event,
    EventMark,
    Measurement,
    Outcome,
    Phase,
    Product,
)
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Direction, OutcomeKind, Stage

TODAY = date(2026, 8, 19)
SOLVED, REWORK, CRASHES, CALLS = 100, 101, 102, 103
_SOLVED = (60.6, 61.4, 60.8, 61.9, 60.2, 61.3, 62.0, 60.9, 61.6, 62.4, 60.3, 61.8, 61.1)
_BEFORE = (11.8, 12.1, 11.6, 11.9, 12.3, 11.7, 12.0, 11.5, 12.2, 11.9, 11.7, 12.1)
_RAISED = (13.9, 12.6, 12.9, 12.4, 12.8, 13.0, 12.7, 13.1, 12.6)
_AFTER = (9.8, 10.1, 9.6, 9.9, 10.3, 10.0, 9.7)
SPLIT = date(2026, 5, 11)


def evident_portfolio() -> Portfolio:
    """SOLVED does not move and will not arrive; REWORK rose, then fell in a phase of its own; CRASHES holds; CALLS has
    two readings.
    """
    due = date(2026, 12, 31)
    entities: list[Entity] = [
        Product(10, "Member App", "MA"),
        Product(11, "Claims", "CL"),
        Outcome(SOLVED, "Solved at first contact", 10, "Share of contacts", "%", baseline=61.0,
                baseline_date=date(2026, 1, 5), target=72.0, due=due, smallest_change=2.0,
                frozen=date(2026, 1, 5), frozen_by="S. Okafor"),
        Outcome(REWORK, "Claim rework rate", 11, "", "%", Direction.DOWN, OutcomeKind.LAGGING, 11.8,
                date(2025, 9, 1), 7.0, due=date(2026, 12, 15)),
        Outcome(CRASHES, "Crash-free sessions", 10, "", "%", Direction.HOLD, OutcomeKind.HEALTH,
                hold_low=99.5, hold_high=100.0, due=due),
        Outcome(CALLS, "Nurse calls avoided", 10, "", "calls", baseline=0.0, baseline_date=date(2026, 6, 1),
                target=12.0, due=due),
        Deliverable(200, "Ask-a-nurse chat", 2**40, 10, stage=Stage.RELEASED, effort_likely=8.0,
                    actual_end=date(2026, 5, 4), cost=460_000.0, spent=312_000.0),
        Deliverable(201, "Second pair of eyes", 2 * 2**40, 11, stage=Stage.RELEASED, actual_end=SPLIT),
        Contribution(900, 200, SOLVED),
        Contribution(901, 201, REWORK),
        Phase(1500, REWORK, SPLIT, None, "second pair of eyes on each claim", "J. Marsh"),
        Event(300, "Storm season", date(2026, 2, 10), date(2026, 3, 20)),
        EventMark(310, 300, outcome=SOLVED),
        Event(301, "Rival cut its prices", date(2026, 3, 2)),
        EventMark(311, 301, outcome=REWORK),
        Event(302, "New law", date(2026, 4, 1)),
        EventMark(312, 302, outcome=SOLVED),
        EventMark(313, 302, outcome=REWORK),
    ]  # fmt: skip
    entities += [
        Measurement(1000 + n, SOLVED, date(2025 + (7 + n) // 12, (7 + n) % 12 + 1, 3), value)
        for n, value in enumerate(_SOLVED)
    ]
    entities += [
        Measurement(2000 + n, REWORK, date(2025, 9, 1) + timedelta(days=12 * n), value)
        for n, value in enumerate((*_BEFORE, *_RAISED, *_AFTER))
    ]
    entities += [
        Measurement(3000 + n, CRASHES, date(2026, 1, 5) + timedelta(days=15 * n), 99.8 + 0.03 * (n % 4))
        for n in range(15)
    ]
    entities += [Measurement(4000 + n, CALLS, date(2026, 6 + n, 10), n + 1.0) for n in range(2)]
    return Portfolio.of(entities)
