"""Whatever bytes come in, out comes a table or one sentence."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.rules import check_all
from deliverydesk.importers import (
    ImportProblem,
    ReadOptions,
    Table,
    guess_plan,
    limits_sentence,
    preview,
    read_bytes,
    read_source,
)
from deliverydesk.importers.limits import MAX_BYTES
from tests.importers.tables import workbook

_WORKBOOK = workbook([["Title", "Status", "Effort"], ["Search", "New", 3], ["Pay", "Done", 5]])
_WORDS = [b"Title", b"Status", b"Effort", b"1", b"2,5", b"03/04/2024", b"80%", b"New", b" ", "é".encode(), b"\xe4"]
_SIGNS = [b",", b";", b"\t", b"|", b'"', b'""', b"\n", b"\r", b"\r\n", b"sep=;", b"'", b"=", b"\0", b"\xff\xfe"]
_PIECES = st.sampled_from([*_WORDS, *_SIGNS, b"\xef\xbb\xbf"])


def _reads_or_says_why(data: bytes, options: ReadOptions | None = None) -> Table | None:
    try:
        table = read_bytes(data, "some.csv", options)
    except ImportProblem as problem:
        sentence = str(problem)
    else:
        assert len(table.columns) == len(table.headers)
        assert all(len(column) == table.row_count for column in table.columns)
        return table
    assert sentence.endswith((".", "?"))
    assert "\n" not in sentence
    assert len(sentence) < 700
    return None


def _imports_or_says_why(table: Table) -> None:
    try:
        found = preview(table, guess_plan(table, Portfolio()), Portfolio())
    except ImportProblem as problem:
        sentence = str(problem)
    else:
        after = Portfolio().after(found.change_set)
        assert list(check_all(after)) == []
        return
    assert sentence.startswith("No column is to become the title")  # a table of nothing but numbers


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    _reads_or_says_why(data)


@settings(max_examples=300)
@given(st.lists(_PIECES, max_size=40).map(b"".join))
@example(b'"')
@example(b"\xff\xfe\x00")
@example(b"PK\x03\x04")
@example(b"PK\x05\x06" + bytes(18))
@example(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
@example(b"sep=\x00\n")
@example(b"{\\rtf1")
def test_bytes_that_look_like_a_table(data: bytes) -> None:
    table = _reads_or_says_why(data)
    if table is not None:
        _imports_or_says_why(table)


@given(
    st.lists(_PIECES, max_size=30).map(b"".join),
    st.builds(
        ReadOptions,
        encoding=st.sampled_from([None, "utf-8", "utf-16", "cp1252", "nonsense", ""]),
        delimiter=st.sampled_from([None, ",", ";", "\n", "", "ab", '"', "\0"]),
        quote=st.sampled_from([None, "", '"', "'", ",", "ab", "\n"]),
        header_row=st.none() | st.integers(-2, 5),
        unwrap=st.none() | st.booleans(),
    ),
)
def test_any_choice_of_options(data: bytes, options: ReadOptions) -> None:
    _reads_or_says_why(data, options)


@settings(max_examples=200)
@given(st.integers(0, len(_WORKBOOK) - 1), st.integers(1, 255), st.integers(0, 3))
def test_damaged_workbooks(at: int, flip: int, cut: int) -> None:
    data = bytearray(_WORKBOOK)
    data[at] ^= flip
    _reads_or_says_why(bytes(data[: len(data) - cut * 100]))


@settings(max_examples=100)
@given(st.data())
def test_damaged_old_workbooks(data: st.DataObject) -> None:
    fixture = Path(__file__).resolve().parents[1] / "fixtures" / "importers" / "small.xls"
    content = bytearray(fixture.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(8, len(content) - 1))] = data.draw(st.integers(0, 255))
    _reads_or_says_why(bytes(content))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"SQLite format 3\x00" + bytes(100), "database"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "picture"),
        (b'<?xml version="1.0"?><a/>', "XML"),
        (b"<html><table><tr><td>Title</td></tr></table></html>", "web page"),
        (b'{"name": "board", "lists": []}', "JSON"),
        (b'[{"a": 1}]', "JSON"),
        (b"\x00\x00\x00", "empty"),
        (bytes(range(256)) * 4, "encoding"),
    ],
)
def test_other_files_are_named_for_what_they_are(data: bytes, words: str) -> None:
    with pytest.raises(ImportProblem, match=words):
        read_bytes(data, "x.csv")


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(ImportProblem, match=r"There is no file missing\.csv\."):
        read_source(tmp_path / "missing.csv")
    with pytest.raises(ImportProblem, match="not a file"):
        read_source(tmp_path)
    with pytest.raises(ImportProblem, match="cannot be read"):
        read_source("a\0b")
    big = tmp_path / "big.csv"
    with big.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    with pytest.raises(ImportProblem, match="at most 60 MB"):
        read_source(big)


def test_all_limits_are_said_in_one_sentence() -> None:
    assert limits_sentence() == (
        "Files up to 60 MB, 50,000 rows and 2,000 columns are read; titles may have 500 characters and notes 100,000."
    )


def test_damaged_workbooks_leave_the_terminal_alone(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ImportProblem):
        # this directory makes the library panic and write of it past Python
        read_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20) + b"\xff" * 3000, "x.xls")
    assert capfd.readouterr() == ("", "")


def test_nothing_heavy_loads_with_the_package() -> None:
    code = (
        "import sys, deliverydesk.importers as i; light = set(sys.modules); i.read_source; i.preview; "
        "print(*[m for m in ('python_calamine', 'numpy') if m in sys.modules], 'zipfile' in light)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.split() == ["False"]
