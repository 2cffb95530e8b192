"""Delivery: progress from what remains, planned against actual, and orders that the dates break."""

from datetime import date
from typing import Any

import pytest

from deliverydesk.analysis.delivery import (
    delivery_progress,
    effort_of,
    schedule_of,
    violation,
    violations,
)
from deliverydesk.domain.entities import Deliverable, Demand, Dependency, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage
from tests.analysis.cases import items

TODAY = date(2026, 8, 19)


def item(**values: Any) -> Deliverable:
    return Deliverable(1, "Search", 0, **values)


@pytest.mark.parametrize(
    ("values", "share", "basis"),
    [
        ({"effort_likely": 8.0, "remaining": 2.0}, 0.75, "Likely effort less what remains."),
        ({"effort_likely": 8.0, "remaining": 0.0}, 1.0, "Likely effort less what remains."),
        ({"effort_likely": 8.0, "remaining": 9.0}, 0.0, "More effort remains than was estimated for the whole."),
        (
            {"effort_likely": 8.0, "remaining": 2.0, "actual_end": date(2026, 8, 3), "stage": Stage.RELEASED},
            1.0,
            "Ended on 3 Aug 2026.",
        ),
        ({"effort_likely": 8.0, "remaining": 2.0, "stage": Stage.RELEASED}, 1.0, "Released."),
        ({"effort_likely": 8.0}, 0.0, "Not begun."),
        (
            {"effort_likely": 8.0, "actual_start": date(2026, 8, 3)},
            None,
            "It has begun, but nobody has said what effort remains.",
        ),
        (
            {"effort_likely": 8.0, "stage": Stage.DELIVERY},
            None,
            "It has begun, but nobody has said what effort remains.",
        ),
        ({"remaining": 0.0, "stage": Stage.DELIVERY}, 1.0, "No effort remains."),
        (
            {"remaining": 3.0, "stage": Stage.DELIVERY},
            None,
            "No likely effort is estimated, so what remains has no whole to be held against.",
        ),
    ],
)
def test_delivery_progress(values: dict[str, Any], share: float | None, basis: str) -> None:
    found = delivery_progress(Portfolio.of([item(**values)]), item(**values))
    assert (found.share, found.basis) == (share, basis)


def test_time_gone_by_is_no_progress() -> None:
    overdue = item(
        effort_likely=8.0,
        remaining=8.0,
        planned_start=date(2026, 1, 1),
        planned_end=date(2026, 2, 1),
        actual_start=date(2026, 1, 1),
    )
    assert delivery_progress(Portfolio.of([overdue]), overdue).share == 0
    assert schedule_of(overdue, TODAY).planned_share == 1


def test_effort_is_the_own_estimate_else_the_sum_of_demands() -> None:
    demands = [Demand(10, 1, 20, 1.0, 2.0, 3.0), Demand(11, 1, 21, 1.0, 4.0, None)]
    teams = [Team(20, "A"), Team(21, "B")]
    assert effort_of(Portfolio.of([item(), *teams, *demands]), item()) == (2.0, 6.0, None, 2)
    own = item(effort_likely=5.0)
    assert effort_of(Portfolio.of([own, *teams, *demands]), own) == (None, 5.0, None, 0)
    assert effort_of(Portfolio.of([item()]), item()) == (None, None, None, 0)


@pytest.mark.parametrize(
    ("values", "start_late", "end_late", "target_late", "planned_share"),
    [
        ({}, None, None, None, None),
        ({"planned_start": date(2026, 8, 10), "planned_end": date(2026, 8, 29)}, 9, None, None, 0.5),
        (
            {
                "planned_start": date(2026, 7, 1),
                "actual_start": date(2026, 6, 29),
                "planned_end": date(2026, 7, 31),
                "actual_end": date(2026, 8, 10),
                "target_date": date(2026, 8, 1),
            },
            -2,
            10,
            9,
            1.0,
        ),
        (
            {"planned_start": date(2026, 9, 1), "planned_end": date(2026, 9, 30), "target_date": date(2026, 10, 15)},
            None,
            None,
            -15,
            0.0,
        ),
        ({"planned_end": date(2026, 8, 9)}, None, 10, None, None),
    ],
)
def test_planned_against_actual(
    values: dict[str, Any],
    start_late: int | None,
    end_late: int | None,
    target_late: int | None,
    planned_share: float | None,
) -> None:
    found = schedule_of(item(**values), TODAY)
    assert (found.start_late, found.end_late, found.target_late, found.planned_share) == (
        start_late,
        end_late,
        target_late,
        planned_share,
    )


A_ENDS = {"title": "A", "planned_start": date(2026, 8, 1), "planned_end": date(2026, 9, 12)}
B_STARTS = {"title": "B", "planned_start": date(2026, 9, 3), "planned_end": date(2026, 10, 1)}


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ({}, {}, "“B” starts on 3 Sep, before “A” ends on 12 Sep."),
        ({}, {"actual_start": date(2026, 9, 1)}, "“B” started on 1 Sep, before “A” ends on 12 Sep."),
        ({"actual_end": date(2026, 9, 4)}, {}, "“B” starts on 3 Sep, before “A” ended on 4 Sep."),
        ({"planned_end": date(2027, 1, 2)}, {}, "“B” starts on 3 Sep 2026, before “A” ends on 2 Jan 2027."),
        ({"actual_end": date(2026, 9, 3)}, {}, None),
        ({}, {"planned_start": date(2026, 9, 12)}, None),
        ({"planned_end": None}, {}, None),
        ({}, {"planned_start": None}, None),
        ({"stage": Stage.CANCELLED}, {}, None),
        ({}, {"stage": Stage.RELEASED}, None),
        ({"title": "A" * 300}, {}, f"“B” starts on 3 Sep, before “{'A' * 59}…” ends on 12 Sep."),
    ],
)
def test_an_order_that_the_dates_break_says_how(
    first: dict[str, Any], second: dict[str, Any], reason: str | None
) -> None:
    a, b = items({**A_ENDS, **first}, {**B_STARTS, **second})
    dependency = Dependency(50, a.id, b.id)
    portfolio = Portfolio.of([a, b, dependency])
    found = violation(portfolio, dependency)
    assert (found.reason if found else None) == reason
    assert violations(portfolio) == ([found] if found else [])
    if found and not first and not second:
        assert (found.dependency, found.predecessor, found.successor, found.days) == (50, a.id, b.id, 9)
