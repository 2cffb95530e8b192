from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.charts.format import (
    between,
    calmed,
    counted,
    day,
    days_ago,
    fitted,
    number,
    percent,
    shortened,
    with_unit,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [(61.1, "61.1"), (72.0, "72"), (-0.9, "−0.9"), (23000, "23,000"), (0.1234, "0.123"), (0, "0"), (None, "—"),
     (float("nan"), "—"), (-0.0, "0"), (1234.5, "1,234"), (99.85, "99.8")],
)  # fmt: skip
def test_numbers_have_a_true_minus_and_three_digits(value: float | None, text: str) -> None:
    assert number(value) == text


def test_a_rounded_zero_has_no_sign() -> None:
    assert number(-0.001, 1) == "0.0"
    assert number(0.3, 1, signed=True) == "+0.3"


def test_units_stand_after_a_thin_space_or_a_plain_one() -> None:
    assert with_unit(62, "%") == "62\u2009%"
    assert with_unit(9.4, "days") == "9.4 days"
    assert percent(0.625) == "62\u2009%"


def test_ranges_keep_dash_and_minus_apart() -> None:
    assert between(58.8, 63.4, "%") == "58.8–63.4\u2009%"
    assert between(-0.9, 1.5) == "−0.9 to 1.5"


def test_dates_name_the_year_only_when_it_is_not_this_one() -> None:
    today = date(2026, 8, 19)
    assert day(date(2026, 11, 6), today) == "6 Nov"
    assert day(date(2027, 11, 6), today) == "6 Nov 2027"
    assert day(date(2026, 11, 6)) == "6 Nov 2026"
    assert days_ago(date(2026, 7, 9), today) == "41 days ago"
    assert days_ago(date(2026, 8, 18), today) == "1 day ago"
    assert days_ago(today, today) == "today"
    assert days_ago(date(2026, 8, 22), today) == "in 3 days"


def test_counting_and_cutting() -> None:
    assert counted(1, "reading") == "1 reading"
    assert counted(1300, "reading") == "1,300 readings"
    assert shortened("one two three four", 10) == "one two…"
    assert shortened("short", 12) == "short"


def chars(most: int) -> Callable[[str], bool]:
    return lambda form: len(form) <= most


@pytest.mark.parametrize(
    ("figure", "most", "form"),
    [
        ("2,109,876,543,210", 17, "2,109,876,543,210"),
        ("2,109,876,543,210", 8, "2.11 tn"),
        ("2,109,876,543,210", 6, "2.1 tn"),
        ("2,109,876,543,210", 4, "2 tn"),
        ("2,109,876,543,210", 3, "###"),
        ("−23,456", 7, "−23,456"),
        ("−23,456", 6, "−23 k"),
        ("999,999", 6, "1 M"),
        ("12,345 %", 6, "12 k %"),
        ("12,345 %", 5, "12 k"),
        ("65 per 1,000", 12, "65 per 1,000"),
        ("65 per 1,000", 11, "65"),
        ("−4.25 per 1,000", 6, "−4.25"),
        ("12,345 per 100", 12, "12 k per 100"),
        ("12,345 per 100", 6, "12,345"),
        ("12,345 per 100", 5, "12 k"),
        ("240 ms p95", 6, "240"),
        ("9.4 t CO2", 5, "9.4"),
        ("65 per 1,000", 1, "#"),
        ("0.1235", 5, "0.123"),
        ("58.8–63.4 %", 8, "####"),
        ("6 Nov 2027", 5, "####"),
        ("−0.9 to 1.5 %", 8, "####"),
        ("−5 to 100", 5, "####"),
        ("6 of 16", 4, "####"),
        ("1" + 20 * ",000", 6, "1e60"),
        ("7", 0, ""),
    ],
)
def test_a_figure_without_room_is_shortened_or_hidden_and_never_cut(figure: str, most: int, form: str) -> None:
    assert fitted(figure, chars(most)) == form


@given(st.floats(-1e18, 1e18), st.integers(0, 24))
def test_a_shortened_figure_is_the_figure_rounded(value: float, most: int) -> None:
    form = fitted(number(value), chars(most))
    assert len(form) <= most
    digits, _, suffix = form.replace("−", "-").replace(",", "").partition(" ")
    if "#" not in form and form:
        size = {"": 1, "k": 1e3, "M": 1e6, "bn": 1e9, "tn": 1e12}[suffix]
        assert float(digits) * size == pytest.approx(value, rel=0.5, abs=1e-12)


def test_marks_are_stacked_four_high_at_most() -> None:
    assert calmed("Z" + "\u030d\u0316" * 40 + "a\u0301") == "Z" + "\u030d\u0316" * 2 + "a\u0301"
    assert calmed("Tiếng Việt, \u05e9\u05c1\u05b8\u05dc") == "Tiếng Việt, \u05e9\u05c1\u05b8\u05dc"
