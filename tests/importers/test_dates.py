import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.importers.dates import FORMATS, find_format, parse_date
from deliverydesk.importers.months import MONTHS
from tests.importers.tables import written_date

_WRITABLE = [name for name in FORMATS if written_date(dt.date(2024, 2, 3), name)]
_DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2199, 12, 31))


@pytest.mark.parametrize(
    ("text", "date_format", "day"),
    [
        ("21/Dec/22 3:31 PM", "dd month yy", dt.date(2022, 12, 21)),
        ("Jun 30, 2014", "month dd, yyyy", dt.date(2014, 6, 30)),
        ("янв.13", "month yy", dt.date(2013, 1, 1)),
        ("ene-22", "month yy", dt.date(2022, 1, 1)),
        ("12. März 2024", "dd month yyyy", dt.date(2024, 3, 12)),
        ("1 août 2025", "dd month yyyy", dt.date(2025, 8, 1)),
        ("5 de marzo de 2024", "dd month yyyy", dt.date(2024, 3, 5)),
        ("27/May/2025 03:26:42 PM", "dd month yyyy", dt.date(2025, 5, 27)),
        ("2024-01-05T10:00:00+02:00", "yyyy-mm-dd", dt.date(2024, 1, 5)),
        ("2024-01-05 23:59:59.123 UTC", "yyyy-mm-dd", dt.date(2024, 1, 5)),
        ("2004-01", "yyyy-mm", dt.date(2004, 1, 1)),
        ("Q3 2026", "quarter yyyy", dt.date(2026, 7, 1)),
        ("KW 14/2027", "week yyyy", dt.date(2027, 4, 5)),
        ("2026-W01", "yyyy week", dt.date(2025, 12, 29)),
        ("cw 53 '26", "week yy", dt.date(2026, 12, 28)),
        (
            "Mon Jan 05 2026 10:00:00 GMT+0100 (Central European Standard Time)",
            "month dd, yyyy",
            dt.date(2026, 1, 5),
        ),
        ("1704067200000", "epoch-ms", dt.date(2024, 1, 1)),
        ("45292", "excel-1900", dt.date(2024, 1, 1)),
        ("43830", "excel-1904", dt.date(2024, 1, 1)),
        ("36526.75", "excel-1900", dt.date(2000, 1, 1)),
        ("31.12.2199", "dd.mm.yyyy", dt.date(2199, 12, 31)),
        ("1/2/69", "dd/mm/yy", dt.date(2069, 2, 1)),
        ("1/2/70", "dd/mm/yy", dt.date(1970, 2, 1)),
    ],
)
def test_dates_as_files_write_them(text: str, date_format: str, day: dt.date) -> None:
    assert parse_date(text, date_format) == day


@pytest.mark.parametrize(
    ("text", "date_format"),
    [
        ("2024-02-30", "yyyy-mm-dd"),
        ("20240101", "yyyy-mm-dd"),
        ("2024-W01-1", "yyyy-mm-dd"),
        ("KW 53/2027", "week yyyy"),
        ("1949-12-31", "yyyy-mm-dd"),
        ("2200-01-01", "yyyy-mm-dd"),
        ("２０２４-01-01", "yyyy-mm-dd"),
        ("1", "excel-1900"),
        ("mon", "month yy"),
        ("Foo 30, 2014", "month dd, yyyy"),
        ("tomorrow", "dd/mm/yyyy"),
        ("31/12/2024 or so", "dd/mm/yyyy"),
        ("", "yyyy-mm-dd"),
        ("999999999999999999999", "epoch-ms"),
    ],
)
def test_what_is_no_date_stays_none(text: str, date_format: str) -> None:
    assert parse_date(text, date_format) is None


@given(_DAYS, st.sampled_from(_WRITABLE))
def test_every_numeric_format_reads_what_it_writes(day: dt.date, date_format: str) -> None:
    written = written_date(day, date_format)
    read = parse_date(written, date_format)
    if "yy" in date_format and "yyyy" not in date_format and not 1970 <= day.year <= 2069:
        assert read is None or read.year != day.year
    elif "mm" not in date_format and "yy" in date_format:
        assert read == day.replace(month=1, day=1)
    elif "dd" not in date_format and "mm" in date_format:
        assert read == day.replace(day=1)
    elif date_format in ("excel-1900", "epoch-ms", "epoch-s", "excel-1904") and read is None:
        assert day < dt.date(1978, 1, 1)  # too few digits to be told from other numbers
    else:
        assert read == day


@given(_DAYS, st.sampled_from(sorted(MONTHS)))
def test_month_names_in_all_languages(day: dt.date, name: str) -> None:
    day = day.replace(month=MONTHS[name], day=min(day.day, 28))
    for written in (f"{day.day}. {name} {day.year}", f"{name.title()} {day.day}, {day.year}"):
        fit = find_format([written])
        assert parse_date(written, fit.choices[0]) == day


@given(st.text(max_size=70), st.sampled_from(FORMATS))
def test_no_text_breaks_the_reading_of_dates(text: str, date_format: str) -> None:
    day = parse_date(text, date_format)
    assert day is None or 1950 <= day.year <= 2199


@given(st.lists(_DAYS, min_size=1, max_size=30))
def test_one_format_is_found_for_a_whole_column(days: list[dt.date]) -> None:
    texts = [written_date(day, "mm/dd/yyyy") for day in days]
    choices = find_format(texts).choices
    assert "mm/dd/yyyy" in choices
    # where any day is past the twelfth, nothing is left to choose
    assert (len(choices) == 1) == any(day.day > 12 for day in days)


def test_numbers_are_dates_only_where_the_header_says_so() -> None:
    assert find_format(["45292", "45300"]).count == 0
    assert find_format(["45292", "45300"], numeric=True).choices == ("excel-1900",)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3Q24", dt.date(2024, 7, 1)),
        ("Q3'24", dt.date(2024, 7, 1)),
        ("Q3 FY24", dt.date(2024, 7, 1)),
        ("FY24 Q3", dt.date(2024, 7, 1)),
        ("3. Quartal 2024", dt.date(2024, 7, 1)),
        ("T3 2024", dt.date(2024, 7, 1)),
        ("H2 2024", dt.date(2024, 7, 1)),
        ("2024-S2", dt.date(2024, 7, 1)),
        ("2. HJ 2024", dt.date(2024, 7, 1)),
        ("2024M03", dt.date(2024, 3, 1)),
        ("2024 Mar", dt.date(2024, 3, 1)),
        ("2024年3月", dt.date(2024, 3, 1)),
        ("2024年3月15日(金)", dt.date(2024, 3, 15)),
        ("2023/24", dt.date(2023, 1, 1)),
        ("FY2024", dt.date(2024, 1, 1)),
        ("Fri Nov 08 15:09:10 CET 2019", dt.date(2019, 11, 8)),
        ("08.11.19 20:46:46:884", dt.date(2019, 11, 8)),
    ],
)
def test_periods_as_statistics_and_finance_write_them(text: str, day: dt.date) -> None:
    assert parse_date(text, find_format([text]).choices[0]) == day


@given(st.integers(1960, 2150), st.integers(1, 4), st.sampled_from(["Q{q} {y}", "{y}-Q{q}", "{q}Q{y}", "{y}Q{q}"]))
def test_quarters_in_any_order(year: int, quarter: int, form: str) -> None:
    text = form.format(y=year, q=quarter)
    assert parse_date(text, find_format([text]).choices[0]) == dt.date(year, 3 * quarter - 2, 1)


def test_years_are_dates_only_where_the_header_speaks_of_years() -> None:
    assert find_format(["2023", "2024"]).count == 0
    assert find_format(["2023", "2024"], numeric=True).count == 0
    assert find_format(["2023", "2024"], years=True).choices == ("yyyy",)
    assert find_format(["2010/11", "2011/12"]).choices[0] == "yyyy/yy"
    assert find_format(["2010/11", "2010/12"]).choices == ("yyyy-mm",)


def test_days_before_all_that_is_kept_still_tell_the_format() -> None:
    assert find_format(["1871-01-01", "1913-02-01"]).choices == ("yyyy-mm-dd",)


def test_month_names_mean_one_month_each() -> None:
    assert len({MONTHS[name] for name in ("mai", "may", "maj", "mayo", "maggio")}) == 1
    assert set(MONTHS.values()) == set(range(1, 13))
