import contextlib
import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.support.errors import DeskError
from deliverydesk.ui.panes.outcomes.typed import read_day, read_optional_day, read_value
from deliverydesk.ui.typed import written

TODAY = date(2026, 8, 19)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-08-06", date(2026, 8, 6)),
        ("06.08.2026", date(2026, 8, 6)),
        ("6 Aug 2026", date(2026, 8, 6)),
        ("Aug 6, 2026", date(2026, 8, 6)),
        ("31/07/2026", date(2026, 7, 31)),
        ("6 Aug", date(2026, 8, 6)),
        ("20 Aug", date(2025, 8, 20)),
        ("today", TODAY),
        (" Yesterday ", date(2026, 8, 18)),
    ],
)
def test_days_as_people_write_them(words: str, day: date) -> None:
    assert read_day(words, TODAY) == day


def test_a_day_that_could_be_two_is_asked_about() -> None:
    with pytest.raises(DeskError, match=r"4 Mar 2026 or 3 Apr 2026.*2026-03-04 or 2026-04-03"):
        read_day("03/04/2026", TODAY)


@pytest.mark.parametrize("words", ["", "soon", "2026-02-30", "31 Feb", "12"])
def test_what_is_no_day_says_how_to_write_one(words: str) -> None:
    with pytest.raises(DeskError, match="6 Aug 2026"):
        read_day(words, TODAY)


def test_an_empty_field_is_no_day() -> None:
    assert read_optional_day("  ", TODAY) is None


@pytest.mark.parametrize(
    ("words", "value"),
    [("61.2", 61.2), ("61,2", 61.2), ("−3", -3.0), ("1 234,5", 1234.5), ("72 %", 72.0), ("1.234", 1.234)],
)
def test_numbers_with_point_or_comma(words: str, value: float) -> None:
    assert read_value(words) == value


def test_a_comma_that_may_part_thousands_is_asked_about() -> None:
    with pytest.raises(DeskError, match=r"1234 or 1\.234"):
        read_value("1,234")


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12))
def test_every_number_is_written_so_that_it_is_read_back(value: float) -> None:
    assert read_value(written(value)) == value


@given(st.text(max_size=30))
def test_any_text_is_a_day_and_a_number_or_refused(words: str) -> None:
    with contextlib.suppress(DeskError):
        assert read_day(words, TODAY).year >= 1950
    with contextlib.suppress(DeskError):
        assert math.isfinite(read_value(words))
