from datetime import date

import pytest

from deliverydesk.charts.format import between, counted, day, days_ago, number, percent, shortened, with_unit


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
