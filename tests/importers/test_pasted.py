"""What spreadsheets put on the clipboard, read as they meant it."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.importers.pasted import (
    Cell,
    date_format_of,
    rows_of_text,
    text_of_rows,
    titles_of,
)
from deliverydesk.importers.pasted_html import cells_of_html

GOLDEN = Path(__file__).parents[1] / "golden" / "clipboard"

_LINE = st.characters(exclude_characters="\r\0", exclude_categories=["Cs"])


@given(st.lists(st.lists(st.text(_LINE), min_size=1, max_size=4), min_size=1, max_size=4))
def test_what_is_written_is_read_back(rows: list[list[str]]) -> None:
    assert rows_of_text(text_of_rows(rows)) == rows


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("", [[""]]),
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ('"two\nlines"\tx\n', [["two\nlines", "x"]]),
        ('"say ""so"""\tx', [['say "so"', "x"]]),
        ('5" pipe\t"a" b', [['5" pipe', '"a" b']]),
        ('"never closed\tx', [['"never closed', "x"]]),
        ("a\n\nb\n", [["a"], [""], ["b"]]),
        ("\t\n", [["", ""]]),
    ],
)
def test_quotation_marks_as_spreadsheets_mean_them(words: str, rows: list[list[str]]) -> None:
    assert rows_of_text(words) == rows


def test_a_table_of_libreoffice_tells_numbers_and_days() -> None:
    html = (GOLDEN / "libreoffice.html").read_text(encoding="utf-8")
    text = (GOLDEN / "libreoffice.txt").read_text(encoding="utf-8")
    cells = cells_of_html(html)
    assert cells is not None
    # Its plain text has no line ends within cells.
    assert [[cell.text.replace("\n", " ") for cell in row] for row in cells] == rows_of_text(text)
    assert [row[1].exact for row in cells] == [4.5, 1234.5, None]
    assert [row[2].exact for row in cells] == [date(2026, 11, 6), date(2026, 11, 25), None]
    assert cells[1][0].text == 'Say "so",\non two lines'


@pytest.mark.parametrize(
    "form", ["1033;1033;MM/DD/YY", "1031;0;TT.MM.JJJJ", "1033;0;D. MMMM YYYY HH:MM", "1031;0;MMM JJ"]
)
def test_a_day_is_known_by_its_format_whatever_it_looks_like(form: str) -> None:
    html = f'<table><tr><td sdval="46332.25" sdnum="{form}">11/06/26</td></tr></table>'
    assert cells_of_html(html) == [[Cell("11/06/26", date(2026, 11, 6))]]


@pytest.mark.parametrize("form", ["1033;", "1033;0;#,##0.00", "1033;0;0.0%", '1033;0;0" days"', "1033;0;[HH]:MM"])
def test_a_number_is_no_day(form: str) -> None:
    cells = cells_of_html(f"<table><tr><td sdval='4.5' sdnum='{form}'>x</td></tr></table>")
    assert cells == [[Cell("x", 4.5)]]


def test_a_table_of_excel_is_read_as_its_text_is() -> None:
    html = (GOLDEN / "excel.html").read_text(encoding="utf-8")
    text = (GOLDEN / "excel.txt").read_bytes().decode()
    cells = cells_of_html(html)
    assert cells is not None
    assert [[cell.text for cell in row] for row in cells] == rows_of_text(text)
    assert cells[1] == [Cell('Say "so",\non two lines'), Cell("1,234.50"), Cell("11/25/2026")]


@pytest.mark.parametrize(
    "html",
    [
        "<p>Only words</p>",
        "<p>Before</p><table><tr><td>1</td></tr></table>",
        "<table><tr><td>1</td></tr></table><table><tr><td>2</td></tr></table>",
        "<table></table>",
        "",
    ],
)
def test_what_is_no_single_table_is_left_to_its_text(html: str) -> None:
    assert cells_of_html(html) is None


def test_cells_that_span_others_leave_those_empty() -> None:
    html = (
        """<table><tr><td rowspan=2>a</td><td colspan="2">b</td></tr><tr><td>c<td>d</tr><tr><td>e</td></tr></table>"""
    )
    cells = cells_of_html(html)
    assert cells is not None
    assert [[cell.text for cell in row] for row in cells] == [["a", "b", ""], ["", "c", "d"], ["e", "", ""]]


@given(st.text())
def test_any_markup_is_read_or_left(html: str) -> None:
    cells_of_html(html)
    cells_of_html(f"<table><tr><td>{html}</td></tr></table>")


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (["11/6/2026", "11/25/2026"], "mm/dd/yyyy"),
        (["6/11/2026", "25/11/2026", ""], "dd/mm/yyyy"),
        (["6/11/2026", "5/10/2026"], ""),
        (["6/11/2026", "soon"], ""),
        ([], ""),
    ],
)
def test_one_date_that_can_be_read_in_one_way_tells_how_to_read_the_others(texts: list[str], name: str) -> None:
    assert date_format_of(texts) == name


def test_a_list_loses_its_bullets_numbers_and_boxes() -> None:
    words = """
    - First thing
    * [x] Second thing
    • Third
    1. Fourth
    12) Fifth
      a) Sixth
    ☐ Seventh

    2026 plan
    3 wishes
    E-mail in the morning
    - [ ] Eighth
    """
    assert titles_of(words) == [
        "First thing",
        "Second thing",
        "Third",
        "Fourth",
        "Fifth",
        "Sixth",
        "Seventh",
        "2026 plan",
        "3 wishes",
        "E-mail in the morning",
        "Eighth",
    ]
