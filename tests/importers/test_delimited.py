import csv
import io
import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.importers import ImportProblem, read_bytes
from deliverydesk.support.progress import Cancelled
from tests.importers.tables import table_of


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("Title,Owner\nA,B\nC,D\n", ","),
        ("Titel;Aufwand;Ort\nA;1,5;Ulm\nB;2,25;Bonn, Rhein\nC;3,0;Kiel\n", ";"),
        ("Titel;Aufwand\nA;1,5\nB;2,5\n", ";"),
        ("Title\tNotes\nA\tone, two, three\nB\tfour, five, six\n", "\t"),
        ("Title|Owner|Status\nA, B|me|new; old\nC, D|you|new; old\n", "|"),
        ('"Title","Status"\n"A; B; C","New"\n"D; E; F","Done"\n', ","),
        ("Title\nOne\nTwo\n", ","),
        ("Name;Ort\nA, B;C, D\nE, F;G, H\nI, J;K, L\n", ";"),
        ("Report: all, of it\n\nTitle;Status\nA, b;New\nC, d;Done\n", ";"),
    ],
)
def test_the_delimiter_is_found(text: str, delimiter: str) -> None:
    assert table_of(text).source.delimiter == delimiter


def test_a_separator_line_decides_and_is_no_row() -> None:
    table = table_of("sep=|\r\nTitle|Effort, likely\r\nA, B, C|3\r\n")
    assert table.headers == ("Title", "Effort, likely")
    assert table.row_numbers == (2,)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_all_line_ends(end: str) -> None:
    table = table_of(end.join(["Title,Notes", 'A,"two\nlines"', "B,x", ""]))
    assert table.columns == (("A", "B"), ("two\nlines", "x"))


def test_rows_quoted_as_a_whole_are_read_a_second_time() -> None:
    text = '"Title,Owner,Comment"\n"A,Emily,""at, risk"""\n"B,James,""fine"""\n'
    table = table_of(text)
    assert table.headers == ("Title", "Owner", "Comment")
    assert table.row(0) == ("A", "Emily", "at, risk")
    assert table.options.unwrap
    assert table_of(text, unwrap=False).headers == ("Title,Owner,Comment",)


@pytest.mark.parametrize("delimiter", [";", None])
def test_a_table_torn_by_a_spreadsheet_is_named(delimiter: str | None) -> None:
    text = "Summary,Issue key,Status,Priority;;;\nOne,A-1,New,High;;;\nTwo,A-2,New,Low;;;\n"
    table = table_of(text, delimiter=delimiter)
    assert any("torn the file" in notice.sentence for notice in table.notices)
    assert not any("torn the file" in notice.sentence for notice in table_of("Title,Notes;\nA,b;c\nB,d;e\n").notices)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('Title,Notes\nA,x\nB,"open\nC,y\n', "opened in row 3 is never closed"),
        ('Title,Notes\nA,"x" y\nB,z\n', "Row 2 goes on after a closing quotation mark"),
        ("Title,Notes\nA," + "x" * 200_000 + "\n", "Row 2 has a cell of more than"),
        (",".join(f"c{n}" for n in range(2001)) + "\n", "2,001 columns"),
        ("Title\n" + "a\n" * 50_200, "50,000 rows"),
        ("", "empty"),
        ("\n\n ,\n", "empty"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(text: str, words: str) -> None:
    with pytest.raises(ImportProblem, match=words) as caught:
        table_of(text)
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


def test_quotation_marks_can_be_read_as_they_are() -> None:
    table = table_of('Title,Size\nA,5" screen\nB,"7" screen\n', quote="")
    assert table.columns[1] == ('5" screen', '"7" screen')


def test_guards_against_formulas_are_taken_off() -> None:
    text = "Title,Value\n'=SUM(A1),'-x\n''tis,'quoted\n"
    assert table_of(text).columns == (("=SUM(A1)", "'tis"), ("-x", "'quoted"))
    assert table_of(text, unguard=False).columns[0] == ("'=SUM(A1)", "''tis")


def test_many_empty_rows_do_not_count() -> None:
    table = table_of("Title,Status\nA,New\n" + ",\n" * 60_000 + "B,New\n")
    assert table.row_count == 2
    assert table.row_numbers == (2, 60_003)


def test_zero_characters_are_shown() -> None:
    assert table_of("Title,Status\nA\0B,New\nC,New\n").columns[0][0] == "A␀B"


@pytest.mark.parametrize("stop_at", range(1, 8))
def test_stopping_is_honoured(stop_at: int) -> None:
    calls = 0

    def progress(done: int, total: int) -> None:
        nonlocal calls
        assert 0 <= done <= total
        calls += 1
        if calls == stop_at:
            raise Cancelled

    text = "Title,Status\n" + "A,New\n" * 4000
    with pytest.raises(Cancelled):
        read_bytes(text.encode(), "x.csv", None, progress)


_CHARACTERS = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], include_characters="\n\r\t")
_CELLS = st.text(_CHARACTERS, max_size=12)


def _written(rows: list[list[str]], **settings: Any) -> str:
    target = io.StringIO(newline="")
    csv.writer(target, quoting=csv.QUOTE_ALL, **settings).writerows(rows)
    return target.getvalue()


@given(
    st.lists(st.lists(_CELLS, min_size=3, max_size=3), max_size=6),
    st.sampled_from(",;\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_any_table_comes_back_as_it_was(rows: list[list[str]], delimiter: str, encoding: str, end: str) -> None:
    header = ["Title", "Notes", "Owner"]
    text = _written([header, *rows], delimiter=delimiter, lineterminator=end)
    table = table_of(
        text.encode(encoding),
        delimiter=delimiter,
        encoding=encoding.removesuffix("-sig"),
        header_row=1,
        unguard=False,
        unwrap=False,
    )
    assert table.headers == tuple(header)
    found = [list(table.row(index)) for index in range(table.row_count)]
    kept = [row for row in rows if any(cell.strip() for cell in row) and row != header]
    assert [row for row in found if row != header] == kept


_WORDS = st.lists(
    st.text(string.ascii_letters + string.digits + "äöüéñ", min_size=1, max_size=8), min_size=1, max_size=5
)
_PHRASES = st.tuples(_WORDS, st.sampled_from([" ", ", ", "; ", "\n"])).map(lambda pair: pair[1].join(pair[0]))


@given(
    st.lists(st.tuples(_PHRASES, st.integers(0, 99).map(str), _PHRASES), min_size=4, max_size=30),
    st.sampled_from(",;\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_an_ordinary_table_needs_no_choices(
    rows: list[tuple[str, str, str]], delimiter: str, encoding: str, end: str
) -> None:
    header = ("Title", "Estimate", "Notes")
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_NONNUMERIC).writerows([header, *rows])
    table = table_of(target.getvalue().encode(encoding))
    assert table.headers == header
    assert [table.row(index) for index in range(table.row_count)] == rows
