"""Working weeks and days, and a team's own time through leave."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.analysis.forecast.clock import Calendar, Clock

MONDAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("today", "weeks", "day"),
    [
        (MONDAY, 0.2, MONDAY),
        (MONDAY, 1.0, date(2026, 12, 4)),
        (MONDAY, 1.01, date(2026, 12, 7)),
        (MONDAY, 2.4, date(2026, 12, 15)),
        (MONDAY, 0.0, MONDAY),
        (date(2026, 12, 6), 1.0, date(2026, 12, 6)),  # nothing left to do, on a Sunday
        (date(2026, 12, 2), 0.6, date(2026, 12, 2)),
    ],
)
def test_work_ends_on_a_working_day_and_never_before_today(today: date, weeks: float, day: date) -> None:
    assert Calendar(today).day(weeks) == day


@given(st.integers(0, 6), st.integers(0, 600))
def test_a_day_is_over_when_work_that_ends_then_is_done(weekday: int, ahead: int) -> None:
    calendar = Calendar(MONDAY + timedelta(days=weekday))
    day = calendar.today + timedelta(days=ahead)
    done = calendar.day(calendar.over(day))
    assert done == max(day - timedelta(days=max(day.weekday() - 4, 0)), calendar.today)
    assert calendar.now <= calendar.over(calendar.today)


def test_work_waits_while_nobody_is_there() -> None:
    clock = Clock((1.0, 0.0, 0.5))
    times = np.array([0.0, 0.5, 1.0, 1.7, 2.0, 3.0, 4.0, 9.5], dtype=np.float32)
    assert clock.own(times) == pytest.approx([0, 0.5, 1, 1, 1, 1.5, 2.5, 8])
    assert clock.calendar(clock.own(times)) == pytest.approx([0, 0.5, 1, 1, 1, 3, 4, 9.5])
    assert clock.calendar(np.array([1.25], dtype=np.float32)) == pytest.approx([2.5])
    late = np.array([8.0, 30.0], dtype=np.float32)
    assert clock.calendar(clock.own(late)) == pytest.approx(late)


@given(st.lists(st.sampled_from([0.0, 0.25, 0.7, 1.0, 1.0]), max_size=9), st.lists(st.floats(0, 40), min_size=1))
def test_own_time_comes_back_to_the_moment_or_to_where_it_stood_still(
    shares: list[float], moments: list[float]
) -> None:
    clock, times = Clock(shares), np.array(moments, dtype=np.float32)
    back = clock.calendar(clock.own(times))
    assert clock.own(back) == pytest.approx(clock.own(times), abs=1e-4)
    assert np.all(np.diff(clock.own(np.sort(times))) >= 0)
    working = np.array([time >= len(shares) or shares[int(time)] > 0 for time in times])
    inside = np.abs(times - np.round(times)) > 1e-3
    assert back[working & inside] == pytest.approx(times[working & inside], abs=1e-3)
