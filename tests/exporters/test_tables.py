import csv
import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.charts.table import Column, TableData
from deliverydesk.exporters.tables import CsvStyle, save_table, sheet_name
from deliverydesk.exporters.text import clean, unguarded
from deliverydesk.support.errors import DeskError
from deliverydesk.support.progress import Cancelled
from tests.importers.tables import csv_text

COLUMNS = (
    Column("Title", "text", 30),
    Column("Score", "number", 10),
    Column("Rank", "whole", 8),
    Column("Target", "date", 12),
    Column("Effort", "number", 10, "pw"),
)
ROWS = (
    ("=1+1", 1234.5, 1, date(2026, 11, 6), None),
    ("+41 79", -0.25, 2, None, 3.0),
    ("'quoted", None, 3, date(2026, 1, 2), 0.1),
    ('Ärger, "und"\nmehr; http://x.org', 1e20, 4, None, -7.5),
    ("123", 0.0, 5, None, None),
)
TABLE = TableData("Backlog [as seen]", COLUMNS, ROWS)


def test_numbers_stay_numbers_and_text_no_formula() -> None:
    rows = list(csv.reader(io.StringIO(csv_text(TABLE), newline="")))
    assert rows[0] == ["Title", "Score", "Rank", "Target", "Effort, pw"]
    assert rows[1] == ["'=1+1", "1234.5", "1", "2026-11-06", ""]
    assert rows[2] == ["'+41 79", "-0.25", "2", "", "3"]
    assert [unguarded(row[0]) for row in rows[1:]] == [row[0] for row in ROWS]
    assert [float(row[1]) if row[1] else None for row in rows[1:]] == [row[1] for row in ROWS]


def test_a_decimal_comma_goes_with_a_semicolon(tmp_path: Path) -> None:
    path = tmp_path / "backlog.csv"
    save_table(TABLE, path, CsvStyle(delimiter=";", decimal=","))
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert b"1234,5;1;2026-11-06" in raw
    assert raw.count(b"\r\n") == 6
    with pytest.raises(DeskError, match="same"):
        save_table(TABLE, path, CsvStyle(delimiter=",", decimal=","))
    assert path.read_bytes() == raw


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), min_size=1, max_size=4))
def test_any_text_comes_back_from_csv(texts: list[str]) -> None:
    wanted = [clean(text) for text in texts]
    table = TableData("t", tuple(Column(str(n)) for n in range(len(texts))), (tuple(wanted),))
    (_, row) = csv.reader(io.StringIO(csv_text(table), newline=""))
    assert [unguarded(cell) for cell in row] == wanted


def test_a_workbook_keeps_types_and_has_no_formula_or_link(tmp_path: Path) -> None:
    path = tmp_path / "backlog.xlsx"
    save_table(TABLE, path)
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert sheet.title == "Backlog as seen"
    assert [cell.value for cell in sheet[2]][:3] == ["=1+1", 1234.5, 1]
    assert sheet["A2"].data_type == "s"
    assert sheet["A6"].value == "123"
    assert sheet["D2"].is_date
    assert sheet["A5"].value == ROWS[3][0]
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].width == pytest.approx(30, abs=1)
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    assert "hyperlink" not in xml


def test_a_text_too_long_for_a_cell_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "backlog.xlsx"
    path.write_bytes(b"what was there")
    fits = TableData("t", (Column("Notes"),), (("x" * 32_767,),))
    table = TableData("t", (Column("Notes"),), (("short",), ("x" * 32_768,)))
    with pytest.raises(DeskError, match="Row 2, column Notes, has a text of 32,768 characters"):
        save_table(table, path)
    with pytest.raises(DeskError, match="Row 1"):
        save_table(TableData("t", (Column("Notes"),), (("\U0001f600" * 16_384,),)), path)
    assert path.read_bytes() == b"what was there"
    save_table(fits, path)
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert len(sheet["A2"].value) == 32_767


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_stopped_export_leaves_the_file_that_was_there(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"backlog.{ending}"
    path.write_bytes(b"what was there")

    def stop(done: int, total: int) -> None:
        if done >= 500:
            raise Cancelled

    table = TableData("t", (Column("n", "whole"),), tuple((n,) for n in range(2000)))
    with pytest.raises(Cancelled):
        save_table(table, path, progress=stop)
    assert path.read_bytes() == b"what was there"
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_not_finite_and_unknown_endings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="finite"):
        save_table(TableData("t", (Column("n", "number"),), ((float("nan"),),)), tmp_path / "a.xlsx")
    with pytest.raises(DeskError, match=r"\.csv or \.xlsx"):
        save_table(TABLE, tmp_path / "a.doc")
    assert not list(tmp_path.iterdir())


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_sheet_names_are_taken_by_spreadsheets(title: str) -> None:
    name = sheet_name(title)
    assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
    assert not set(name) & set("[]:*?/\\")
    assert not name.startswith("'")
    assert not name.endswith("'")
