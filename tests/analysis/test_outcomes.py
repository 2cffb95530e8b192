"""Progress of outcomes: published key-result cases, bounds to hold, and every reason for no progress."""

from dataclasses import FrozenInstanceError, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.analysis.outcomes import progress, progress_of, straight_path
from deliverydesk.domain.entities import Measurement, Outcome
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Direction

TODAY = date(2026, 8, 19)


def outcome(baseline: float | None = 20, target: float | None = 40, **values: Any) -> Outcome:
    return Outcome(1, "Weekly active teams", baseline=baseline, target=target, **values)


def reading(value: float, day: date = TODAY, id: int = 100) -> Measurement:
    return Measurement(id, 1, day, value)


@pytest.mark.parametrize(
    ("direction", "baseline", "target", "now", "raw", "clamped"),
    [
        # Key-result score of Google re:Work in its start-based form; the cases are published in OKR primers.
        ("up", 20, 40, 34, 0.7, 0.7),
        ("down", 8, 2, 5, 0.5, 0.5),
        ("up", 20, 40, 15, -0.25, 0.0),
        ("down", 8, 2, 1, 7 / 6, 1.0),
        ("down", 8, 2, 9, -1 / 6, 0.0),
    ],
)
def test_progress_up_and_down(
    direction: str, baseline: float, target: float, now: float, raw: float, clamped: float
) -> None:
    found = progress(outcome(baseline, target, direction=Direction(direction)), [reading(now)], TODAY)
    assert found.raw == pytest.approx(raw)
    assert found.clamped == pytest.approx(clamped)
    assert found.reason is None
    assert found.change == now - baseline


@pytest.mark.parametrize(
    ("given_outcome", "readings", "reason"),
    [
        (outcome(), [], "Nothing is measured yet."),
        (
            outcome(),
            [reading(3, date(2026, 9, 3))],
            "Nothing is measured yet. The first reading is of 3 Sep 2026.",
        ),
        (outcome(baseline=None), [reading(3)], "No baseline is set, so there is nothing to measure progress from."),
        (outcome(target=None), [reading(3)], "No target is set, so there is nothing to measure progress towards."),
        (
            outcome(5, 5),
            [reading(5)],
            "The target is the baseline, so progress has no scale. Use “hold” with bounds instead.",
        ),
        (outcome(direction=Direction.HOLD), [reading(3)], "No bounds are set to hold the value within."),
    ],
)
def test_what_cannot_be_said_has_a_reason(given_outcome: Outcome, readings: list[Measurement], reason: str) -> None:
    found = progress(given_outcome, readings, TODAY)
    assert (found.raw, found.clamped, found.reason) == (None, None, reason)


def test_the_baseline_is_never_taken_from_the_first_reading() -> None:
    found = progress(outcome(baseline=None), [reading(10, date(2026, 1, 1)), reading(30, id=101)], TODAY)
    assert (found.latest, found.change, found.raw) == (30, None, None)


def test_the_latest_reading_is_that_of_the_latest_day_up_to_today() -> None:
    readings = [
        reading(34, date(2026, 7, 9), 102),
        reading(30, date(2026, 6, 1), 103),
        reading(99, date(2026, 8, 20), 104),
    ]
    found = progress(outcome(), readings, TODAY)
    assert (found.latest, found.latest_date, found.days_since, found.readings) == (34, date(2026, 7, 9), 41, 2)


@pytest.mark.parametrize(
    ("low", "high", "value", "inside", "by"),
    [
        (2.0, 5.0, 3.0, True, 0.0),
        (2.0, 5.0, 5.0, True, 0.0),
        (2.0, 5.0, 1.5, False, -0.5),
        (2.0, 5.0, 7.0, False, 2.0),
        (None, 5.0, -9.0, True, 0.0),
        (2.0, None, 1.0, False, -1.0),
    ],
)
def test_an_outcome_to_hold_is_inside_or_outside_by_so_much(
    low: float | None, high: float | None, value: float, inside: bool, by: float
) -> None:
    held = outcome(baseline=3, direction=Direction.HOLD, hold_low=low, hold_high=high)
    found = progress(held, [reading(value)], TODAY)
    assert (found.inside, found.outside_by, found.clamped) == (inside, by, 1.0 if inside else 0.0)
    assert found.change == value - 3
    assert (found.required, found.path_reason) == (None, "An outcome to hold has no path, only bounds.")


def test_required_today_and_how_far_ahead() -> None:
    up = outcome(baseline_date=date(2026, 8, 9), due=date(2026, 9, 8))  # 10 of 30 days gone
    found = progress(up, [reading(25)], TODAY)
    assert found.required == pytest.approx(20 + 20 / 3)
    assert found.ahead_by == pytest.approx(25 - (20 + 20 / 3))
    down = replace(up, baseline=40, target=10, direction=Direction.DOWN)
    found = progress(down, [reading(25)], TODAY)
    assert found.required == pytest.approx(30)
    assert found.ahead_by == pytest.approx(5)


@pytest.mark.parametrize(
    ("day", "required"),
    [(date(2025, 1, 1), 20), (date(2026, 1, 1), 20), (date(2026, 12, 31), 40), (date(2027, 6, 1), 40)],
)
def test_the_path_is_flat_before_the_baseline_and_after_the_due_date(day: date, required: float) -> None:
    path = straight_path(outcome(baseline_date=date(2026, 1, 1), due=date(2026, 12, 31)), day)
    assert path == (required, None)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"baseline_date": None}, "No straight path: the baseline date is not set."),
        ({"due": None}, "No straight path: the due date is not set."),
        ({"target": None}, "No straight path: the target is not set."),
        (
            {"due": date(2026, 1, 1)},
            "No straight path: it is due on 1 Jan 2026, not after the baseline of 1 Jan 2026.",
        ),
    ],
)
def test_why_there_is_no_path(values: dict[str, Any], reason: str) -> None:
    whole = outcome(baseline_date=date(2026, 1, 1), due=date(2026, 12, 31))
    assert straight_path(replace(whole, **values), TODAY) == (None, reason)


FINITE = st.floats(-1e6, 1e6)


@given(baseline=FINITE, target=FINITE, values=st.lists(FINITE, max_size=4))
def test_progress_is_between_0_and_1_or_has_a_reason(baseline: float, target: float, values: list[float]) -> None:
    readings = [reading(value, date(2026, 1, at + 1), 100 + at) for at, value in enumerate(values)]
    found = progress(outcome(baseline, target), readings, TODAY)
    assert (found.clamped is None) == (found.reason is not None)
    assert found.clamped is None or 0 <= found.clamped <= 1


def test_progress_of_an_outcome_of_a_portfolio_is_frozen() -> None:
    portfolio = Portfolio.of([outcome(), reading(34), Outcome(2, "Other"), Measurement(101, 2, TODAY, 1.0)])
    found = progress_of(portfolio, 1, TODAY)
    assert found.clamped == pytest.approx(0.7)
    with pytest.raises(FrozenInstanceError):
        found.clamped = 1.0  # type: ignore[misc]
