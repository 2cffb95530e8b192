"""A clean series, and the account of what was left out."""

import math
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.analysis.evidence.readings import Dated, clean
from deliverydesk.analysis.evidence.reasons import LeftOut
from tests.analysis.evidence.cases import weekly

TODAY = date(2026, 8, 19)


def test_readings_are_in_the_order_of_their_days_whenever_they_were_entered() -> None:
    found = clean([Dated(date(2026, 3, 1), 2), Dated(date(2026, 1, 1), 1)], TODAY)
    assert (found.first, found.last, found.values) == (date(2026, 1, 1), date(2026, 3, 1), (1.0, 2.0))
    assert found.left_out == ()


def test_what_is_no_reading_yet_is_left_out_and_counted() -> None:
    day = date(2026, 1, 1)
    entered = [
        Dated(day, 1),
        Dated(day + timedelta(1), math.nan),
        Dated(day + timedelta(2), -math.inf),
        Dated(day + timedelta(3), 1e200),
        Dated(TODAY + timedelta(1), 4),
        Dated(TODAY, 5),
    ]
    found = clean(entered, TODAY)
    assert found.values == (1.0, 5.0)
    assert dict(found.left_out) == {LeftOut.NOT_A_NUMBER: 2, LeftOut.TOO_LARGE: 1, LeftOut.FUTURE: 1}


def test_of_one_day_the_last_entered_counts() -> None:
    found = clean([Dated(TODAY, 1), Dated(TODAY, 3), Dated(TODAY, 2)], TODAY)
    assert found.values == (2.0,)
    assert found.left_out == ((LeftOut.SAME_DAY, 2),)


def test_overlapping_windows_are_thinned_from_the_newest_backwards() -> None:
    thirty_days_read_weekly = weekly(range(10))
    found = thirty_days_read_weekly.thinned(30)
    assert found.values == (4.0, 9.0)  # 35 days apart; 28 would still overlap
    assert found.left_out == ((LeftOut.OVERLAP, 8),)
    assert thirty_days_read_weekly.thinned(28).values == (1.0, 5.0, 9.0)  # back to back is no overlap
    assert thirty_days_read_weekly.thinned(7).left_out == ()
    assert thirty_days_read_weekly.thinned(None) is thirty_days_read_weekly


def test_a_denominator_missing_once_makes_all_of_them_unusable() -> None:
    day = timedelta(1)
    whole = clean([Dated(TODAY - day, 0.2, 50), Dated(TODAY, 0.3, 60)], TODAY)
    assert (whole.bases, whole.bases_incomplete) == ((50.0, 60.0), False)
    partly = clean([Dated(TODAY - day, 0.2, 50), Dated(TODAY, 0.3)], TODAY)
    assert (partly.bases, partly.bases_incomplete) == (None, True)
    none = clean([Dated(TODAY - day, 0.2), Dated(TODAY, 0.3)], TODAY)
    assert (none.bases, none.bases_incomplete) == (None, False)


@pytest.mark.parametrize(("value", "base", "whole"), [(1.2, 50, 1), (-0.1, 50, 1), (101, 50, 100), (0.2, 0, 1)])
def test_what_is_no_share_of_something_has_no_usable_denominator(value: float, base: float, whole: float) -> None:
    assert clean([Dated(TODAY, value, base)], TODAY, whole=whole).bases is None


ENTERED = st.builds(
    Dated, st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.floats(), st.none() | st.floats(allow_nan=True)
)


@given(st.lists(ENTERED, max_size=30), st.none() | st.integers(1, 60))
def test_every_entry_is_either_in_the_series_or_accounted_for(entered: list[Dated], window: int | None) -> None:
    found = clean(entered, TODAY, window_days=window)
    assert len(found) + sum(count for _, count in found.left_out) == len(entered)
    assert all(math.isfinite(value) for value in found.values)
    assert list(found.days) == sorted(set(found.days))
    assert all(day <= TODAY.toordinal() for day in found.days)
    assert found.bases is None or len(found.bases) == len(found)
    if window:
        assert all(b - a >= window for a, b in zip(found.days, found.days[1:], strict=False))
