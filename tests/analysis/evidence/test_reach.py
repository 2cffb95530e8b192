"""The crash test: worked projections, the alarm of two in a row, the lag, and odd input."""

import math
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.analysis.evidence.reach import (
    STALE_FROM,
    Goal,
    Path,
    alarms,
    crash_test,
    goal_of,
    path_of,
    projections,
    readings_since,
    widened,
)
from deliverydesk.analysis.evidence.readings import Dated, Readings, clean
from deliverydesk.analysis.evidence.reasons import Caution, Reason
from deliverydesk.domain.entities import Outcome
from deliverydesk.domain.values import Direction
from tests.analysis.evidence.cases import START, weekly

RISING = [50, 51, 53, 52, 55, 56]
FLAT = [50, 52, 49, 51, 50, 51, 49, 50]
FALLING = [9.1, 8.8, 8.9, 8.2, 8.3, 7.9, 7.4]
DUE = START + timedelta(weeks=12)


@pytest.mark.parametrize(
    ("values", "goal", "level", "error", "p"),
    [
        (RISING, Goal(70, math.inf, DUE), 63.9619, 1.937, 0.01781),
        (FLAT, Goal(60, math.inf, DUE), 49.2381, 1.4572, 0.00016),
        (FALLING, Goal(-math.inf, 5, DUE), 5.9607, 0.3355, 0.01762),
    ],
)
def test_worked_cases(values: list[float], goal: Goal, level: float, error: float, p: float) -> None:
    readings = weekly(values)
    found = crash_test(readings, goal)
    assert found.level == pytest.approx(level, abs=5e-5)
    assert found.p == pytest.approx(p, abs=5e-6)
    fit = projections(readings.t, readings.y, float(goal.due.toordinal()))
    assert float(fit.error[-1]) == pytest.approx(error, abs=5e-4)


def test_each_look_is_the_test_of_the_readings_up_to_it() -> None:
    goal = Goal(60, math.inf, DUE)
    found = crash_test(weekly(FLAT), goal)
    assert [look.day for look in found.history] == [START + timedelta(weeks=at) for at in range(4, 8)]
    for n, look in enumerate(found.history, 5):
        alone = crash_test(weekly(FLAT[:n]), goal)
        assert (look.p, look.level) == (pytest.approx(alone.p), pytest.approx(alone.level))


def test_the_alarm_is_two_in_a_row_from_the_fifth_reading_on() -> None:
    low, high = 0.05, 0.5
    p = np.array([low, low, low, low, low, low, high, low, high, 0.10, 0.10, 0.100001])
    assert np.flatnonzero(alarms(p)).tolist() == [5, 10]


def test_a_flat_outcome_is_alarmed_and_one_on_its_path_is_not() -> None:
    flat = crash_test(weekly(FLAT), Goal(60, math.inf, DUE))
    assert flat.alarm
    assert [look.alarming for look in flat.history] == [False, True, True, True]
    on_path = crash_test(weekly([50, 51.2, 51.6, 52.9, 54.2, 54.6]), Goal(60, math.inf, DUE))
    assert not any(look.alarming for look in on_path.history)


def test_to_hold_is_to_be_between_two_bounds_when_due() -> None:
    inside = crash_test(weekly(FLAT), Goal(40, 60, DUE))
    assert inside.p is not None
    assert inside.p > 0.99
    above = crash_test(weekly(FLAT), Goal(-math.inf, 40, DUE))
    assert above.p is not None
    assert above.p < 0.01
    low = crash_test(weekly(FLAT), Goal(-math.inf, 50, DUE)).p
    high = crash_test(weekly(FLAT), Goal(50, math.inf, DUE)).p
    assert (low or 0) + (high or 0) == pytest.approx(1)


def test_the_projection_comes_with_its_interval() -> None:
    found = crash_test(weekly(RISING), Goal(70, math.inf, DUE))
    assert found.level_80 is not None
    # t(4) at 90 % is 1.5332: 63.9619 ± 1.5332 × 1.937
    assert (found.level_80.low, found.level_80.high) == (
        pytest.approx(60.992, abs=2e-3),
        pytest.approx(66.932, abs=2e-3),
    )


def test_readings_before_the_lag_and_after_the_due_date_take_no_part() -> None:
    since, goal = START + timedelta(weeks=2), Goal(60, math.inf, START + timedelta(weeks=8))
    readings = weekly([10, 90, *FLAT, 500])
    found = crash_test(readings, goal, since=since, lag_days=14)
    assert (found.n, found.first, found.last) == (7, since, goal.due)
    assert found.cautions == ()
    assert found.level == pytest.approx(crash_test(readings.during(since, goal.due), goal).level)


@pytest.mark.parametrize(
    ("values", "since", "due", "reason"),
    [
        ([], None, DUE, Reason.NO_READINGS),
        (FLAT[:4], None, DUE, Reason.TOO_FEW),
        (FLAT, START + timedelta(weeks=5), DUE, Reason.BEFORE_LAG),
        (FLAT, START + timedelta(weeks=50), DUE, Reason.BEFORE_LAG),
        (FLAT, None, START - timedelta(days=1), Reason.DUE_BEFORE_READINGS),
        ([5.0] * 8, None, DUE, Reason.NO_VARIATION),
        ([1, 2, 3, 4, 5, 6], None, DUE, Reason.NO_VARIATION),
    ],
)
def test_why_there_is_no_chance(values: list[float], since: date | None, due: date, reason: Reason) -> None:
    found = crash_test(weekly(values), Goal(60, math.inf, due), since=since)
    assert (found.p, found.reason, found.alarm) == (None, reason, False)
    if reason is Reason.NO_VARIATION:
        assert found.level is not None


def test_where_the_lag_is_counted_from() -> None:
    baseline, launch, later = date(2026, 1, 1), date(2026, 3, 1), date(2026, 4, 1)
    assert readings_since(None, None, []) == (None, None)
    assert readings_since(baseline, None, []) == (baseline, None)
    assert readings_since(baseline, 10, []) == (date(2026, 1, 11), 10)
    assert readings_since(baseline, 10, [(launch, None)]) == (date(2026, 3, 11), 10)
    assert readings_since(baseline, 10, [(launch, 60), (later, 5)]) == (date(2026, 4, 6), 5)
    assert readings_since(baseline, None, [(launch, None)]) == (baseline, None)


def test_a_lag_that_is_not_declared_is_a_caution() -> None:
    assert crash_test(weekly(FLAT), Goal(60, math.inf, DUE)).cautions == (Caution.LAG_NOT_DECLARED,)


def test_goal_and_path_of_an_outcome() -> None:
    outcome = Outcome(1, "Sign-ups", baseline=42, baseline_date=START, target=60, due=DUE)
    goal, reason = goal_of(outcome)
    assert (goal, reason) == (Goal(60, math.inf, DUE), None)
    assert path_of(outcome) == Path(START, 42, DUE, 60)
    assert goal_of(Outcome(1, "x", target=60))[1] is Reason.NO_DUE
    assert goal_of(Outcome(1, "x", due=DUE))[1] is Reason.NO_TARGET
    hold = Outcome(1, "x", due=DUE, direction=Direction.HOLD, hold_high=3)
    assert goal_of(hold)[0] == Goal(-math.inf, 3, DUE)
    assert goal_of(Outcome(1, "x", due=DUE, direction=Direction.HOLD))[1] is Reason.NO_BOUNDS
    assert path_of(hold) is None
    assert path_of(Outcome(1, "x", baseline=1, baseline_date=DUE, target=2, due=DUE)) is None


@given(
    st.lists(st.integers(1, 500), unique=True, max_size=12).map(sorted),
    st.data(),
    st.integers(-50, 700),
)
def test_whatever_is_read_gets_a_chance_or_a_reason(days: list[int], data: st.DataObject, due: int) -> None:
    size = st.floats(-1e90, 1e90) | st.integers(-2, 2).map(float)
    values = data.draw(st.lists(size, min_size=len(days), max_size=len(days)))
    first = START.toordinal()
    readings = Readings(tuple(first + day for day in days), tuple(values))
    found = crash_test(readings, Goal(-1.0, 5.0, START + timedelta(days=due)))
    assert (found.p is None) == (found.reason is not None)
    assert found.p is None or 0 <= found.p <= 1
    assert all(0 <= look.p <= 1 for look in found.history)


def test_silence_longer_than_all_readings_leaves_no_chance() -> None:
    readings, goal = weekly(RISING), Goal(70, math.inf, DUE + timedelta(days=3000))
    covered = readings.days[-1] - readings.days[0]
    last = date.fromordinal(readings.days[-1])
    assert crash_test(readings, goal, today=last + timedelta(days=max(covered, STALE_FROM))).p is not None
    silent = crash_test(readings, goal, today=last + timedelta(days=max(covered, STALE_FROM) + 1))
    assert (silent.reason, silent.p, silent.fan, silent.alarm) == (Reason.STALE, None, (), False)


def test_what_wanders_is_not_projected_as_if_a_line_held_it() -> None:
    steps = np.random.default_rng(7).normal(size=300)
    walked = [Dated(START + timedelta(days=at), float(value)) for at, value in enumerate(np.cumsum(steps))]
    walk = clean(walked, date.max)
    goal = Goal(0, math.inf, START + timedelta(days=480))
    found, line = crash_test(walk, goal), projections(walk.t, walk.y, float(goal.due.toordinal()))
    assert Caution.AUTOCORRELATED in found.cautions
    assert found.level == pytest.approx(float(line.level[-1]))
    wide = found.level_80.high - found.level_80.low  # type: ignore[union-attr]
    # a walk of single steps strays by the root of their number: 13 after 180 of them
    assert wide > 2 * 1.28 * math.sqrt(180) * 0.9
    assert wide > 4 * float(line.error[-1])
    assert found.fan[-1].level_80.low == pytest.approx(found.level_80.low)  # type: ignore[union-attr]


def test_a_single_step_is_no_wandering() -> None:
    noise = np.random.default_rng(5).normal(size=40)
    stepped = weekly([float(value) for value in np.where(np.arange(40) < 20, 50, 80) + noise])
    goal = Goal(500, math.inf, date.fromordinal(stepped.days[-1]) + timedelta(weeks=10))
    found = crash_test(stepped, goal)
    assert found.level_80.high - found.level_80.low < 40  # type: ignore[union-attr]


@given(st.lists(st.floats(-1e6, 1e6), min_size=5, max_size=40), st.integers(1, 900))
def test_widening_never_makes_a_chance_surer(values: list[float], ahead: int) -> None:
    days = np.arange(len(values)) * 7.0
    fit = projections(days, np.array(values), days[-1] + ahead)
    wide = widened(fit, days, np.array(values), days[-1] + ahead)
    told = ~fit.noiseless
    assert (wide.error[told] >= fit.error[told]).all()
    assert np.isfinite(wide.error[told]).all()
