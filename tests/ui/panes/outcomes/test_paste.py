from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.importers.figures import format_number
from deliverydesk.support.errors import DeskError
from deliverydesk.ui.panes.outcomes.paste import Paste, read_paste
from tests.importers.tables import written_date

TODAY = date(2026, 8, 19)


def paste(words: str, **choices: str) -> Paste:
    return read_paste(words, TODAY, **choices)  # type: ignore[arg-type]


def test_two_columns_of_a_spreadsheet() -> None:
    found = paste("Date\tValue\n2026-08-06\t61.2\n2026-07-09\t60.8\n")
    assert [(r.date, r.value) for r in found.readings] == [(date(2026, 7, 9), 60.8), (date(2026, 8, 6), 61.2)]
    assert not found.needs_a_look
    assert found.rows == 2


def test_german_dates_with_decimal_comma_note_and_source() -> None:
    found = paste("06.08.2026\t61,2\tSturm\tBericht\n13.07.2026\t1.060,8\t\t")
    assert [(r.value, r.note, r.source) for r in found.readings] == [(1060.8, "", ""), (61.2, "Sturm", "Bericht")]
    assert not found.needs_a_look


def test_columns_in_any_order_are_found_and_headers_name_the_rest() -> None:
    found = paste("Source;Wert;Datum;Note\nCRM;5,5;13.07.2026;late")
    assert found.readings[0][:4] == (date(2026, 7, 13), 5.5, "late", "CRM")


def test_a_line_may_be_parted_by_commas_or_spaces() -> None:
    assert paste("2026-08-06,61.2\n2026-08-07,61.4").readings[1].value == 61.4
    assert paste("6 Aug 2026 61.2\n7 Aug 2026 61.4").readings[1].value == 61.4


def test_problems_name_row_column_value_and_reason() -> None:
    found = paste("Day\tRate\n13.07.2026\t5,5\n14.07.2026\tn/a\nsoon\t6,1\n15.07.2026\t\n15.09.2026\t7,0")
    assert [(p.row, p.column, p.value) for p in found.problems] == [
        (3, "Rate", "n/a"),
        (4, "Day", "soon"),
        (5, "Rate", ""),
        (6, "Day", "15.09.2026"),
    ]
    assert "no number with a decimal comma" in found.problems[0].reason
    assert "not been yet" in found.problems[3].reason
    assert len(found.readings) == 1
    assert found.needs_a_look


def test_a_day_that_comes_twice_is_named_and_the_later_row_counts() -> None:
    found = paste("2026-08-06\t1.5\n2026-08-06\t2.5")
    assert [r.value for r in found.readings] == [2.5]
    assert "row 1" in found.problems[0].reason


def test_what_could_be_meant_two_ways_is_a_choice() -> None:
    words = "03/04/2026\t1,234\n05/06/2026\t1,250"
    found = paste(words)
    assert found.needs_a_look
    assert set(found.date_choices) == {"dd/mm/yyyy", "mm/dd/yyyy"}
    assert set(found.style_choices) == {"point", "comma"}
    other = paste(words, date_format="mm/dd/yyyy", number_style="comma")
    assert other.readings[0][:2] == (date(2026, 3, 4), 1.234)


@pytest.mark.parametrize("words", ["", "\n\t\n", "61.2\n61.3", "a\tb\nc\td", "2026-08-01\tx\n2026-08-02\ty"])
def test_what_holds_no_readings_says_what_to_copy(words: str) -> None:
    with pytest.raises(DeskError, match=r"(?i)copy two"):
        paste(words)


_DAYS = st.dates(date(1990, 1, 1), TODAY)
_VALUES = st.integers(-10_000_000, 10_000_000).map(lambda n: n / 100)


@given(
    st.dictionaries(_DAYS, _VALUES, min_size=1, max_size=20),
    st.sampled_from(["yyyy-mm-dd", "dd.mm.yyyy", "dd/mm/yyyy", "mm/dd/yyyy", "yyyy/mm/dd"]),
    st.sampled_from(["point", "comma"]),
    st.sampled_from(["\t", ";"]),
    st.booleans(),
)
def test_readings_written_in_any_common_way_come_back(
    readings: dict[date, float], form: str, style: str, delimiter: str, header: bool
) -> None:
    lines = [f"{written_date(day, form)}{delimiter}{format_number(value, style)}" for day, value in readings.items()]
    words = "\r\n".join([f"Date{delimiter}Value", *lines] if header else lines)
    first = paste(words)
    same = paste(words, date_format=form).readings == first.readings
    assert same or form in first.date_choices, "the way it was written is always one to choose"
    assert style in first.style_choices or all("." not in str(v).removesuffix(".0") for v in readings.values())
    style = style if style in first.style_choices else first.number_style
    found = paste(words, date_format=form, number_style=style)
    assert {r.date: r.value for r in found.readings} == readings
    assert not found.problems


@given(st.text(alphabet="0123456789.,;/-\t\n abcé\"'€%", max_size=120))
def test_any_text_gives_readings_of_days_past_or_a_sentence(words: str) -> None:
    try:
        found = paste(words)
    except DeskError:
        return
    assert len({r.date for r in found.readings}) == len(found.readings)
    assert all(r.date <= TODAY for r in found.readings)
    assert len(found.readings) + len({p.row for p in found.problems}) >= found.rows
