"""Days and numbers in every style, written and read back."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.charts.axes import calendar_ticks
from deliverydesk.charts.format import between, day, fitted, number, with_unit
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.formats import Formats, using
from deliverydesk.domain.values import DateStyle, NumberStyle
from deliverydesk.domain.wording import value_words
from deliverydesk.ui.dates import typed_date
from deliverydesk.ui.typed import read_number, written

TODAY = date(2026, 11, 28)
NUMBERS = {"point": "−1,234.5", "comma": "−1.234,5", "space": "−1\u202f234,5", "apostrophe": "−1’234.5"}
MONEY = {"point": "€1,200", "comma": "1.200 €", "space": "1\u202f200 €", "apostrophe": "€\u00a01’200"}
SHORT = {"point": "€23 k", "comma": "23 k €", "space": "23 k €", "apostrophe": "€\u00a023 k"}
DAYS = {"day_month": ("6 Nov 2026", "6 Nov"), "month_day": ("Nov 6, 2026", "Nov 6"), "iso": ("2026-11-06",) * 2}


@pytest.mark.parametrize("style", NumberStyle)
def test_numbers_and_money(style: NumberStyle) -> None:
    with using(Formats(number_style=style)):
        assert number(-1234.5, 1) == NUMBERS[style]
        assert value_words(-1234.5) == NUMBERS[style].replace("−", "-")
        assert with_unit(1200, "€") == MONEY[style]
        assert fitted(with_unit(23456, "€"), lambda form: len(form) <= 6) == SHORT[style]


def test_a_currency_before_a_figure_keeps_the_sign_first() -> None:
    assert with_unit(-1200, "$") == "−$1,200"
    assert between(5, 8, "€") == "€5–€8"
    assert with_unit(1200, "k€") == "1,200 k€"


@pytest.mark.parametrize("style", DateStyle)
def test_days(style: DateStyle) -> None:
    with using(Formats(date_style=style)):
        assert (day(date(2026, 11, 6)), day(date(2026, 11, 6), TODAY)) == DAYS[style]


@given(st.sampled_from(DateStyle), st.dates(date(1980, 1, 1), date(2090, 1, 1)))
def test_a_day_that_is_shown_can_be_typed(style: DateStyle, when: date) -> None:
    with using(Formats(date_style=style)):
        assert typed_date(day(when), TODAY) == when


@given(st.sampled_from(NumberStyle), st.floats(-1e9, 1e9).map(lambda value: round(value, 3)))
def test_a_number_that_an_editor_begins_with_is_read_as_itself(style: NumberStyle, value: float) -> None:
    with using(Formats(number_style=style)):
        assert read_number(written(value)) == value


def test_what_has_two_meanings_is_read_by_the_style_that_was_chosen_or_asked_back() -> None:
    with pytest.raises(DeskError, match="may be"):
        read_number("1,234")
    with using(Formats(number_style=NumberStyle.COMMA)):
        assert (read_number("1,234"), read_number("1.234"), read_number("61.2")) == (1.234, 1234, 61.2)
    assert typed_date("11/6/2026", TODAY) == date(2026, 6, 11)
    with using(Formats(date_style=DateStyle.MONTH_DAY)):
        assert typed_date("11/6/2026", TODAY) == date(2026, 11, 6)
        assert typed_date("6.11.2026", TODAY) == date(2026, 11, 6)


@given(st.integers(1, 7))
def test_the_weeks_of_an_axis_begin_on_the_day_chosen(first: int) -> None:
    low, high = date(2026, 8, 3).toordinal(), date(2026, 9, 10).toordinal()
    with using(Formats(week_start=first)):
        ticks = [int(tick.value) for tick in calendar_ticks(low, high, 6)]
    assert {date.fromordinal(tick).isoweekday() for tick in ticks} == {first}
    assert all(low <= tick <= high for tick in ticks)
    assert {b - a for a, b in pairwise(ticks)} == {7}
