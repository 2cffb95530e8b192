"""What deserves a look on a day."""

from datetime import date, timedelta

from deliverydesk.analysis.scores import ScoreBoard
from deliverydesk.analysis.today import today_of
from deliverydesk.domain.entities import (
    SETTINGS_ID,
    Deliverable,
    Dependency,
    Measurement,
    Outcome,
    Product,
    Settings,
)
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage

TODAY = date(2026, 8, 19)


def _ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_an_outcome_is_stale_after_its_cadence_and_not_before() -> None:
    portfolio = Portfolio.of(
        [
            Settings(SETTINGS_ID, review_cadence_days=30),
            Product(2, "Weekly", review_cadence_days=7),
            Outcome(10, "Never measured"),
            Outcome(11, "Just in time"),
            Outcome(12, "A day late"),
            Outcome(13, "Late for its product", product=2),
            Outcome(14, "In time for its product", product=2),
            Measurement(20, 11, _ago(30), 1.0),
            Measurement(21, 12, _ago(31), 1.0),
            Measurement(22, 13, _ago(8), 1.0),
            Measurement(23, 14, _ago(7), 1.0),
        ]
    )
    found = today_of(portfolio, None, TODAY).stale
    assert [(each.outcome, each.cadence_days) for each in found] == [(10, 30), (12, 30), (13, 7)]


def test_overdue_is_what_is_open_past_its_target() -> None:
    def item(number: int, title: str, days: int, **more: object) -> Deliverable:
        return Deliverable(number, title, number, target_date=_ago(days), **more)  # type: ignore[arg-type]

    portfolio = Portfolio.of(
        [
            Settings(SETTINGS_ID),
            item(10, "Late", 3),
            item(11, "Later", 12),
            item(12, "Today", 0),
            item(13, "Released", 3, stage=Stage.RELEASED),
            item(14, "Ended", 3, actual_end=_ago(2)),
            item(15, "Archived", 3, archived=True),
        ]
    )
    found = today_of(portfolio, None, TODAY).overdue
    assert [(each.deliverable, each.days) for each in found] == [(11, 12), (10, 3)]


def test_broken_orders_and_wide_gaps() -> None:
    items = [
        Deliverable(100 + n, f"Item {n}", n + 1, reach=float(n + 1), impact=1, confidence=1, effort_likely=1)
        for n in range(9)
    ]
    early = Deliverable(200, "Early", 100, planned_start=date(2026, 9, 1))
    first = Deliverable(201, "First", 101, planned_end=date(2026, 9, 10))
    portfolio = Portfolio.of([Settings(SETTINGS_ID, rank_gap=8), *items, early, first, Dependency(300, 201, 200)])
    found = today_of(portfolio, ScoreBoard.of(portfolio), TODAY)
    assert [(each.successor, each.days) for each in found.broken] == [(200, 9)]
    # Ranked 1 with the lowest reach of nine, and ranked 9 with the highest: 8 ranks away both.
    assert {(each.deliverable, each.gap) for each in found.gaps} == {(100, -8), (108, 8)}


def test_nothing_in_an_empty_portfolio() -> None:
    empty = Portfolio()
    assert today_of(empty, ScoreBoard.of(empty), TODAY) == (today := today_of(empty, None, TODAY))
    assert not today.stale
