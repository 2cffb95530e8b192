import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from deliverydesk.importers import ImportProblem, ReadOptions, Table, read_bytes, read_source
from deliverydesk.importers.model import Cell
from deliverydesk.importers.unzip_check import xlsb_extent
from deliverydesk.support.progress import Cancelled
from tests.importers.tables import workbook

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "importers"
ROWS: list[list[object]] = [["Title", "Effort", "Due date"], ["Search", 3.5, dt.date(2026, 3, 1)]]


def _read(data: bytes, sheet: str | None = None) -> Table:
    return read_bytes(data, "x.xlsx", ReadOptions(sheet=sheet))


def _repacked(data: bytes, change: dict[str, bytes | None], extra: dict[str, bytes] | None = None) -> bytes:
    """A workbook with parts replaced, left out (None) or added."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in (extra or {}).items():
            new.writestr(name, content)
    return target.getvalue()


def test_cells_come_as_what_they_are() -> None:
    table = _read(workbook([*ROWS, ["=1+1 as text", 2, ""]]))
    assert table.headers == ("Title", "Effort", "Due date")
    assert table.row(0) == ("Search", 3.5, dt.date(2026, 3, 1))
    assert table.source.kind == "xlsx"


@pytest.mark.parametrize("name", ["small.xls", "small.ods"])
def test_other_spreadsheets_give_the_same(name: str) -> None:
    table = read_source(FIXTURES / name)
    assert table.source.kind == name[-3:]
    assert table.headers == ("Title", "Effort", "Due date")
    assert table.row(1) == ("Größe prüfen", 2.0, dt.date(2026, 4, 15))
    # ODS keeps hidden sheets by a style, XLS by a flag
    assert [sheet.name for sheet in table.source.sheets] == ["Backlog", "Hidden"]
    assert [sheet.hidden for sheet in table.source.sheets] == [False, True]


def test_the_first_visible_sheet_with_cells_is_taken_and_others_can_be_chosen() -> None:
    data = workbook([], ROWS, [["Name"], ["Other"]])
    assert _read(data).source.sheet == "Two"
    assert _read(data, "Three").columns == (("Other",),)
    with pytest.raises(ImportProblem, match="no sheet named 'Four'; it has One, Two, Three"):
        _read(data, "Four")
    with pytest.raises(ImportProblem, match="'One' is empty"):
        _read(data, "One")


def test_hidden_sheets_are_listed_and_come_last() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    secret, shown = book.add_worksheet("Secret"), book.add_worksheet("Shown")
    secret.hide()
    shown.activate()
    shown.set_first_sheet()
    for sheet in (secret, shown):
        sheet.write_row(0, 0, ["Title", "Status"])
        sheet.write_row(1, 0, [sheet.name, "New"])
    book.close()
    table = _read(target.getvalue())
    assert [(sheet.name, sheet.hidden) for sheet in table.source.sheets] == [("Secret", True), ("Shown", False)]
    assert table.source.sheet == "Shown"


def test_dates_of_the_1904_system_are_the_days_that_the_sheet_shows() -> None:
    assert _read(workbook(ROWS, date_1904=True)).row(0)[2] == dt.date(2026, 3, 1)


def test_row_numbers_are_those_of_the_sheet() -> None:
    table = _read(workbook([[], ["", "Backlog of May"], [], ["", *ROWS[0]], ["", *ROWS[1]], [], ["", "Pay", 2]]))
    assert table.options.header_row == 4
    assert table.row_numbers == (5, 7)


def test_merged_cells_count_for_all_their_rows() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet()
    sheet.merge_range(0, 0, 0, 3, "Plan of the year")
    sheet.merge_range(1, 2, 1, 3, "Effort")
    sheet.write_row(2, 0, ["Product", "Title", "low", "high"])
    sheet.merge_range(3, 0, 5, 0, "Shop")
    for row, title in enumerate(["Search", "Pay", "Ship"], 3):
        sheet.write_row(row, 1, [title, 1, 2])
    book.close()
    table = _read(target.getvalue())
    assert table.headers == ("Product", "Title", "Effort: low", "Effort: high")
    assert table.columns[0] == ("Shop", "Shop", "Shop")
    assert any("3 merged ranges" in notice.sentence for notice in table.notices)


def test_errors_of_formulas_are_empty_cells() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Title", "Effort"])
    sheet.write(1, 0, "Search")
    sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")
    book.close()
    assert _read(target.getvalue()).row(0) == ("Search", "")


def test_a_lone_cell_far_away_is_refused_before_memory_is_asked_for() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet("Far")
    sheet.write_row(0, 0, ["Title", "Status"])
    sheet.write(1_048_575, 16_383, "x")
    book.close()
    with pytest.raises(ImportProblem, match="reaches out to row 1,048,576 and column 16,384"):
        _read(target.getvalue())


def test_formats_far_away_do_no_harm() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Title", "Status"])
    sheet.write_row(1, 0, ["Search", "New"])
    sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))
    book.close()
    assert _read(target.getvalue()).row_count == 1


def test_the_extent_of_a_binary_sheet_is_that_of_cells_with_values() -> None:
    def record(kind: int, content: bytes) -> bytes:
        return bytes([kind, len(content)]) + content

    def row(number: int) -> bytes:
        return record(0, number.to_bytes(4, "little") + bytes(8))

    def cell(kind: int, column: int) -> bytes:
        return record(kind, column.to_bytes(4, "little") + bytes(12))

    data = row(0) + cell(7, 0) + cell(7, 4) + row(9) + cell(2, 1) + row(1_048_575) + cell(1, 16_383)
    assert xlsb_extent(data) == (10, 5)
    assert xlsb_extent(data[:-7] + b"\xff\xff\xff\xff\xff\xff\xff") == (10, 5)


def test_bombs_and_foreign_parts_are_refused() -> None:
    data = workbook(ROWS)
    sheet = "xl/worksheets/sheet1.xml"
    with pytest.raises(ImportProblem, match="document type definition"):
        _read(_repacked(data, {sheet: b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'}))
    with pytest.raises(ImportProblem, match="unpacks to"):
        _read(_repacked(data, {}, {f"xl/worksheets/more{n}.xml": bytes(70_000_000) for n in range(10)}))
    with pytest.raises(ImportProblem, match="parts inside"):
        _read(_repacked(data, {}, {f"xl/media/{n}.png": b"" for n in range(5_001)}))
    with pytest.warns(UserWarning, match="Duplicate"):
        doubled = _repacked(data, {}, {sheet: b"<worksheet/>"})
    with pytest.raises(ImportProblem, match="same name"):
        _read(doubled)
    with pytest.raises(ImportProblem, match="zip archive without a spreadsheet"):
        _read(_repacked(data, dict.fromkeys(zipfile.ZipFile(io.BytesIO(data)).namelist()), {"a.txt": b"a"}))


def test_lying_sizes_are_refused() -> None:
    data = bytearray(workbook(ROWS))
    # the central directory says that the sheet unpacks to a hundred bytes
    at = data.index(b"PK\x01\x02")
    while b"xl/worksheets/sheet1.xml" not in data[at : at + 100]:
        at = data.index(b"PK\x01\x02", at + 4)
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    with pytest.raises(ImportProblem, match="damaged"):
        _read(bytes(data))


@pytest.mark.parametrize("keep", [30, 400, 2000])
def test_torn_workbooks_are_refused_in_words(keep: int) -> None:
    with pytest.raises(ImportProblem):
        _read(workbook(ROWS)[:keep])


def test_stopping_is_honoured() -> None:
    def stop(done: int, total: int) -> None:
        if done > 1:
            raise Cancelled

    row: list[object] = ["A", "New"]
    with pytest.raises(Cancelled):
        read_bytes(workbook([["Title", "Status"], *[row] * 3000]), "x.xlsx", None, stop)


def test_numbers_without_a_fraction_are_shown_without_one() -> None:
    from deliverydesk.importers.model import cell_text

    cells: list[tuple[Cell, str]] = [(3.0, "3"), (2.5, "2.5"), (True, "true"), (dt.datetime(2026, 1, 2), "2026-01-02")]
    assert [cell_text(cell) for cell, _ in cells] == [text for _, text in cells]


def test_formulas_without_values_and_errors_are_told() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Title", "Cost"])
    for row in range(1, 4):
        sheet.write(row, 0, f"Item {row}")
        sheet.write_formula(row, 1, "=2*3", None, "" if row < 3 else "#DIV/0!")
    book.close()
    told = " ".join(notice.sentence for notice in read_bytes(target.getvalue(), "f.xlsx").notices)
    assert "2 formulas (B2 and others) have no values in the file" in told
    assert "1 cell (B4) holds an error such as #DIV/0!" in told
    computed = workbook([["Title", "Cost"], ["A", 5], ["B", 6]])
    assert not read_bytes(computed, "c.xlsx").notices
