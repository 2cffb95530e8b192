"""The process behaviour chart, held against published charts, and Wheeler's rules against their definitions."""

import math
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.analysis.evidence.behaviour import Phase, behaviour
from deliverydesk.analysis.evidence.readings import Readings
from deliverydesk.analysis.evidence.reasons import Reason
from deliverydesk.analysis.evidence.rules import Rule, completed
from tests.analysis.evidence.cases import START, weekly

# NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2: flow rate of batches.
NIST = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
# Shewhart 1931, insulation resistance in megohms, as in Wheeler & Chambers, Understanding SPC, 3rd ed., p. 386.
SHEWHART = [5045, 4350, 4350, 3975, 4290, 4430, 4485, 4285, 3980, 3925, 3645, 3760, 3300, 3685, 3463, 5200]
# Pyzdek & Keller, Handbook for Quality Management (2013), table 9.4, with the moving ranges printed there.
PYZDEK = [
    *(110, 103, 97, 96, 105, 110, 100, 93, 90, 103, 97, 103, 90),
    *(97, 99, 106, 90, 96, 109, 90, 91, 108, 96, 101, 96),
]
PYZDEK_RANGES = [7, 6, 1, 9, 5, 10, 7, 3, 13, 6, 6, 13, 7, 2, 7, 16, 6, 13, 19, 1, 17, 12, 5, 5]


@pytest.mark.parametrize(
    ("values", "centre", "mean_range", "lower", "upper", "range_upper"),
    [
        (NIST, 50.81, 1.8778, 45.8151, 55.8049, 6.1366),
        (SHEWHART, 4135.5, 355.9333, 3188.7173, 5082.2827, 1163.1901),
        (PYZDEK, 99.04, 8.1667, 77.3167, 120.7633, 26.6887),
    ],
)
def test_published_charts(
    values: list[float], centre: float, mean_range: float, lower: float, upper: float, range_upper: float
) -> None:
    limits = behaviour(weekly(values), basis=None).present
    assert limits is not None
    found = (limits.centre, limits.range_mean, limits.lower, limits.upper, limits.range_upper)
    assert found == tuple(pytest.approx(each, abs=5e-5) for each in (centre, mean_range, lower, upper, range_upper))


def test_moving_ranges_as_printed() -> None:
    assert behaviour(weekly(PYZDEK)).ranges == (None, *PYZDEK_RANGES)


def test_signals_of_the_published_charts() -> None:
    shewhart = behaviour(weekly(SHEWHART), basis=None)
    assert [(each.rule, each.last, each.above) for each in shewhart.signals] == [(Rule.BEYOND_LIMIT, 15, True)]
    assert shewhart.wide_ranges == (15,)
    assert behaviour(weekly(NIST), basis=None).signals == ()
    assert behaviour(weekly(PYZDEK), basis=None).signals == ()


@pytest.mark.parametrize(
    ("rule", "z", "at"),
    [
        (Rule.BEYOND_LIMIT, [0.1, -0.4, 3.01, 0.2], [2]),
        (Rule.BEYOND_LIMIT, [0.1, 3.0, 0.2], []),
        (Rule.BEYOND_LIMIT, [-3.01], [0]),
        (Rule.RUN_OF_EIGHT, [0.1] * 8, [7]),
        (Rule.RUN_OF_EIGHT, [0.1] * 7, []),
        (Rule.RUN_OF_EIGHT, [0.1] * 4 + [0] + [0.1] * 4, []),
        (Rule.RUN_OF_EIGHT, [0.1] * 7 + [-0.1], []),
        (Rule.THREE_OF_FOUR, [1.6, 0.2, 1.7, 1.8], [3]),
        (Rule.THREE_OF_FOUR, [1.6, 0.2, -1.7, 1.8], []),
        (Rule.THREE_OF_FOUR, [1.5, 0.2, 1.7, 1.8], []),
        (Rule.THREE_OF_FOUR, [-1.6, -1.6, 0.2, -1.8, 0.1], [3]),
    ],
)
def test_rules_by_their_definitions(rule: Rule, z: list[float], at: list[int]) -> None:
    assert np.flatnonzero(completed(np.array(z), rule)).tolist() == at


def test_a_run_that_goes_on_is_one_signal() -> None:
    low, high = [10.0, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 11], [11.5, 11.2, 11.6] * 4
    found = [each for each in behaviour(weekly(low + high)).signals if each.rule is Rule.RUN_OF_EIGHT]
    assert [(each.first, each.last, each.above) for each in found] == [(11, 23, True)]


def test_limits_are_locked_after_twelve_readings_and_on_trial_before() -> None:
    twelve = behaviour(weekly(PYZDEK[:12])).present
    later = behaviour(weekly([*PYZDEK[:12], 500, 600, 700])).present
    assert twelve is not None
    assert later is not None
    assert (later.centre, later.upper, later.basis) == (twelve.centre, twelve.upper, 12)
    assert not twelve.trial
    eleven = behaviour(weekly(PYZDEK[:11])).present
    assert eleven is not None
    assert eleven.trial


def test_no_moving_range_spans_a_gap_or_a_phase() -> None:
    days = [0, 7, 14, 21, 28, 60, 67, 74, 81, 88, 95]
    values = [1, 2, 1, 2, 1, 9, 10, 9, 10, 9, 10]
    first = START.toordinal()
    readings = Readings(tuple(first + day for day in days), tuple(float(each) for each in values))
    found = behaviour(readings)
    assert found.gaps == (5,)
    assert found.ranges[5] is None
    assert found.present is not None
    assert found.present.range_mean == 1.0
    split = behaviour(weekly(values), [Phase(START + timedelta(weeks=5), None, "New scale")])
    assert split.gaps == ()
    assert split.ranges[5] is None
    assert [(each.start, each.stop, each.centre, each.why) for each in split.phases] == [
        (0, 5, 1.4, ""),
        (5, 11, 9.5, "New scale"),
    ]
    assert split.signals == ()


def test_a_phase_is_locked_on_the_day_that_was_set() -> None:
    phase = Phase(START, START + timedelta(weeks=5), "First measured properly")
    found = behaviour(weekly([10, 11, 10, 11, 10, 11, 30, 31, 30]), [phase]).present
    assert found is not None
    assert (found.basis, found.centre, found.trial, found.why) == (6, 10.5, True, "First measured properly")


def test_limits_of_a_phase_that_was_not_locked_follow_all_its_readings() -> None:
    found = behaviour(weekly(PYZDEK), [Phase(START, None, "Counted anew")]).present
    assert found is not None
    assert (found.basis, found.centre, found.trial) == (25, 99.04, False)


def test_phases_without_readings_and_of_one_reading_are_no_trouble() -> None:
    far, same = START + timedelta(weeks=50), START + timedelta(days=1)
    found = behaviour(weekly(NIST), [Phase(far), Phase(same, None, "a"), Phase(same + timedelta(1), None, "b")])
    assert [(each.start, each.stop, each.why) for each in found.phases] == [(0, 1, ""), (1, 10, "b")]
    assert found.phases[0].reason is Reason.TOO_FEW


@pytest.mark.parametrize(
    ("values", "reason"),
    [([5], Reason.TOO_FEW), ([5, 7], Reason.TOO_FEW), ([5, 5, 5, 5], Reason.TOO_FEW), ([5] * 6, Reason.NO_VARIATION)],
)
def test_why_there_are_no_limits(values: list[float], reason: Reason) -> None:
    found = behaviour(weekly(values))
    assert found.present is not None
    assert (found.present.reason, found.present.upper, found.signals) == (reason, None, ())


def test_without_readings_there_is_no_chart() -> None:
    assert behaviour(Readings()).present is None


@given(
    st.lists(st.floats(-1e90, 1e90) | st.integers(-2, 2).map(float), max_size=30),
    st.lists(st.tuples(st.integers(-50, 250), st.none() | st.integers(-50, 250)), max_size=3),
)
def test_limits_have_figures_or_a_reason_and_phases_cover_everything(
    values: list[float], phases: list[tuple[int, int | None]]
) -> None:
    given_phases = [
        Phase(START + timedelta(days=start), None if locked is None else START + timedelta(days=locked))
        for start, locked in phases
    ]
    found = behaviour(weekly(values), given_phases)
    covered = [at for limits in found.phases for at in range(limits.start, limits.stop)]
    assert covered == list(range(len(values)))
    for limits in found.phases:
        assert (limits.upper is None) == (limits.reason is not None)
        assert limits.upper is None or math.isfinite(limits.upper)
