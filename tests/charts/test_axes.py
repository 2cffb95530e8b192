import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.charts.axes import (
    CalendarStep,
    calendar_dates,
    calendar_step,
    calendar_ticks,
    floor_to,
    month_range,
    nice_range,
    number_ticks,
    room_for,
)

finite = st.floats(-1e9, 1e9, allow_nan=False)


def days(year: int, month: int, day: int) -> float:
    return float(date(year, month, day).toordinal())


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(56, 72, (56, 72, 4)), (0, 100, (0, 100, 20)), (-0.9, 1.5, (-1, 1.5, 0.5)), (0.1, 0.3, (0.1, 0.3, 0.05))],
)
def test_a_range_is_widened_to_round_figures(low: float, high: float, expected: tuple[float, ...]) -> None:
    assert nice_range(low, high) == pytest.approx(expected)


def test_bars_begin_at_zero() -> None:
    assert nice_range(40, 312, from_zero=True)[0] == 0
    assert nice_range(0, 0, from_zero=True)[1] > 0


@given(finite, finite)
def test_every_range_covers_its_values_with_4_to_6_ticks(one: float, other: float) -> None:
    low, high = min(one, other), max(one, other)
    first, last, step = nice_range(low, high)
    slack = 1e-6 * max(abs(low), abs(high), 1e-300)
    assert first <= low + slack
    assert last >= high - slack
    assert 3 <= round((last - first) / step) <= 5


@given(finite, st.floats(1e-6, 1e9), st.integers(2, 12))
def test_number_ticks_lie_inside_and_never_crowd(low: float, span: float, room: int) -> None:
    high = low + span
    ticks = number_ticks(low, high, room)
    assert 1 <= len(ticks) <= room
    slack = 1e-6 * max(abs(low), abs(high), 1)
    assert all(low - slack <= tick.value <= high + slack for tick in ticks)


@given(st.dates(date(1950, 1, 1), date(2190, 1, 1)), st.integers(1, 5000), st.integers(2, 20))
def test_calendar_ticks_lie_inside_and_never_crowd(first: date, span: int, room: int) -> None:
    low, high = float(first.toordinal()), float(first.toordinal() + span)
    ticks = calendar_ticks(low, high, room)
    assert len(ticks) <= room + 1
    assert all(low <= tick.value <= high for tick in ticks)
    assert [tick.value for tick in ticks] == sorted({tick.value for tick in ticks})


def test_weeks_begin_on_monday_and_quarters_in_january() -> None:
    assert floor_to(days(2026, 8, 19), CalendarStep("week", 1)) == date(2026, 8, 17)
    assert floor_to(days(2026, 8, 19), CalendarStep("month", 3)) == date(2026, 7, 1)
    assert floor_to(days(2026, 8, 19), CalendarStep("year", 5)) == date(2025, 1, 1)


def test_labels_name_the_year_only_where_it_changes() -> None:
    ticks = calendar_ticks(days(2025, 11, 1), days(2026, 2, 28), 6, 2026)
    assert [(tick.label, tick.under) for tick in ticks] == [
        ("Nov", "2025"), ("Dec", ""), ("Jan", "2026"), ("Feb", ""),
    ]  # fmt: skip
    assert not any(tick.under for tick in calendar_ticks(days(2026, 1, 1), days(2026, 6, 1), 8, 2026))


def test_quarters_and_weeks_are_called_by_their_names() -> None:
    assert [tick.label for tick in calendar_ticks(days(2025, 1, 1), days(2025, 12, 31), 4)] == ["Q1", "Q2", "Q3", "Q4"]
    assert calendar_ticks(days(2026, 8, 1), days(2026, 8, 31), 5)[0].label == "3 Aug"


def test_the_end_of_the_calendar_ends_the_ticks() -> None:
    last = days(9999, 12, 31)
    assert list(calendar_dates(days(9998, 1, 1), last, CalendarStep("year", 1))) == [date(9998, 1, 1), date(9999, 1, 1)]
    assert calendar_step(1.0, last, 6).unit == "year"
    assert len(list(calendar_dates(1.0, last, calendar_step(1.0, last, 6)))) <= 7


def test_a_month_range_begins_and_ends_with_a_month() -> None:
    assert month_range(date(2025, 12, 24), date(2026, 12, 1)) == (days(2025, 12, 1), days(2027, 1, 1))


def test_wide_axes_have_room_for_more_labels() -> None:
    low, high = days(2025, 8, 1), days(2027, 1, 1)
    assert room_for(low, high, 1200) > room_for(low, high, 300) >= 2
    assert not math.isnan(high)
