"""Tables as CSV and XLSX: text stays text, numbers stay numbers, and nothing is cut without a word."""

from __future__ import annotations

import csv
import math
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from deliverydesk.charts.table import Cell, Column, TableData
from deliverydesk.domain.wording import figure
from deliverydesk.exporters.numberformats import day_code
from deliverydesk.exporters.text import CELL_LIMIT, clean, guarded
from deliverydesk.support.atomic import replacing
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr
from deliverydesk.support.progress import Progress, no_progress

ENDINGS = (".csv", ".xlsx")
_ROW_LIMIT = 1_048_575
_SHEET_NAME_LIMIT = 31
_STEP = 500


@dataclass(frozen=True, slots=True)
class CsvStyle:
    """How figures and cells are parted: ``bom`` lets Excel see UTF-8; with a decimal comma the delimiter is
    often ";".
    """

    delimiter: str = ","
    decimal: str = "."
    bom: bool = True


def save_table(
    table: TableData,
    path: str | os.PathLike[str],
    style: CsvStyle | None = None,
    progress: Progress = no_progress,
) -> None:
    """Save a table as CSV or XLSX by the ending of ``path``. Raises DeskError in one sentence."""
    ending = Path(path).suffix.lower()
    if ending == ".csv":
        save_csv(table, path, style, progress)
    elif ending == ".xlsx":
        save_xlsx(table, path, progress)
    else:
        if not ending:
            raise DeskError(tr("A table cannot be saved as a file without ending; end the name in .csv or .xlsx."))
        raise DeskError(tr("A table cannot be saved as {ending}; end the name in .csv or .xlsx.", ending=ending))


def save_csv(
    table: TableData,
    path: str | os.PathLike[str],
    style: CsvStyle | None = None,
    progress: Progress = no_progress,
) -> None:
    """Save as CSV in UTF-8 with CRLF line ends (RFC 4180); see :func:`write_csv`."""
    style = style or CsvStyle()
    with (
        replacing(path) as fresh,
        fresh.open("w", encoding="utf-8-sig" if style.bom else "utf-8", newline="") as stream,
    ):
        write_csv(table, stream, style, progress)


def write_csv(table: TableData, stream: TextIO, style: CsvStyle, progress: Progress = no_progress) -> None:
    """Write the header and all rows. Text that a spreadsheet would take for a formula gets an apostrophe in
    front, and so does an apostrophe, so that an import can take it away again; numbers and dates (2026-08-19)
    are written bare.
    """
    if style.delimiter == style.decimal:
        raise DeskError(tr("Decimal sign and delimiter are the same; choose another delimiter."))
    writer = csv.writer(stream, delimiter=style.delimiter, lineterminator="\r\n")
    writer.writerow([guarded(clean(column.header)) for column in table.columns])
    for row in _counted(table, progress):
        writer.writerow([_csv_cell(cell, style) for cell in row])


def _csv_cell(cell: Cell, style: CsvStyle) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guarded(clean(cell))
    if isinstance(cell, date):
        return cell.isoformat()
    text = repr(cell) if isinstance(cell, float) else str(cell)
    text = text.removesuffix(".0")
    return text if style.decimal == "." else text.replace(".", style.decimal)


def _counted(table: TableData, progress: Progress) -> Iterator[tuple[Cell, ...]]:
    total = len(table.rows)
    for index, row in enumerate(table.rows):
        if index % _STEP == 0:
            progress(index, total)
        yield row
    progress(total, total)


def save_xlsx(table: TableData, path: str | os.PathLike[str], progress: Progress = no_progress) -> None:
    """Save as XLSX: text cells only for text, real dates, header frozen and filtered, widths as on screen. A
    text that is too long for a cell is refused with its row and column, and the file that was there stays.
    """
    with replacing(path) as fresh:
        book = new_book(fresh)
        try:
            write_sheet(book, table, progress=progress)
        except BaseException:
            # half a workbook is never closed into a file; the name that was there is untouched either way
            book.fileclosed = True
            raise
        close_book(book)


def new_book(path: Path) -> Any:
    """A workbook in which no text turns into a formula, a link or a number."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(str(path), options)
    book.set_properties({"comments": tr("Made with DeliveryDesk")})
    return book


def close_book(book: Any) -> None:
    """Write the workbook out; what the file system refuses comes as OSError."""
    from xlsxwriter.exceptions import FileCreateError

    try:
        book.close()
    except FileCreateError as error:
        reason = error.args[0] if error.args else error
        raise reason if isinstance(reason, OSError) else OSError(str(reason)) from error


def write_sheet(book: Any, table: TableData, *, name: str = "", progress: Progress = no_progress) -> Any:
    """Add a worksheet with ``table`` and return it."""
    sheet = book.add_worksheet(sheet_name(name or table.title))
    common = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
    heads = {"left": book.add_format(common), "right": book.add_format({**common, "align": "right"})}
    formats = {
        "date": book.add_format({"num_format": day_code(), "align": "left"}),
        "whole": book.add_format({"num_format": "#,##0"}),
        "text": book.add_format({"num_format": "@"}),
    }
    lines = 1
    for index, column in enumerate(table.columns):
        wide = min(max(column.width, 4), 120)
        sheet.set_column(index, index, wide)
        lines = max(lines, math.ceil(1.2 * len(column.header) / wide))
        sheet.write_string(
            0, index, clean(column.header), heads["left" if column.kind in ("text", "date") else "right"]
        )
    sheet.set_row(0, 15 * min(lines, 6))
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    if table.rows and table.columns:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    if len(table.rows) > _ROW_LIMIT:
        raise DeskError(
            tr(
                "A spreadsheet holds {most} rows, not {count}; save as CSV instead.",
                most=figure(_ROW_LIMIT),
                count=figure(len(table.rows)),
            )
        )
    figures = [formats["whole"] if column.kind == "whole" else None for column in table.columns]
    write_string, write_number, text = sheet.write_string, sheet.write_number, formats["text"]
    for number, row in enumerate(_counted(table, progress), start=1):
        for index, cell in enumerate(row):
            if isinstance(cell, str):
                if not (cell.isascii() and cell.isprintable() and len(cell) <= CELL_LIMIT):
                    cell = _fitting(cell, number, table.columns[index])
                write_string(number, index, cell, text)
            elif isinstance(cell, int | float):
                if not math.isfinite(cell):
                    name = table.columns[index].name
                    raise DeskError(
                        tr(
                            "Row {row}, column {column}, is not a finite number; correct it first.",
                            row=number,
                            column=name,
                        )
                    )
                write_number(number, index, cell, figures[index])
            elif cell is not None:
                _write_date(sheet, number, index, cell, formats)
    return sheet


def _fitting(text: str, row: int, column: Column) -> str:
    """``text`` cleaned; refused where a cell cannot hold it, because spreadsheets would cut it without a
    word.
    """
    cleaned = clean(text)
    if 2 * len(cleaned) > CELL_LIMIT and (length := _length(cleaned)) > CELL_LIMIT:
        raise DeskError(
            tr(
                "Row {row}, column {column}, has a text of {length} characters and a cell holds {most}; "
                "shorten it or save as CSV.",
                row=row,
                column=column.name,
                length=figure(length),
                most=figure(CELL_LIMIT),
            )
        )
    return cleaned


def _write_date(sheet: Any, row: int, column: int, when: date, formats: dict[str, Any]) -> None:
    # spreadsheets know no day before 1900
    if when.year < 1900:
        sheet.write_string(row, column, when.isoformat(), formats["text"])
    else:
        sheet.write_datetime(row, column, when, formats["date"])


def _length(text: str) -> int:
    """Length as spreadsheets count it, in UTF-16 units."""
    return len(text) + sum(1 for letter in text if letter > "\uffff")


def sheet_name(title: str) -> str:
    """A name that spreadsheets take: no brackets, slashes, : * ?, no apostrophe at an end, 31 characters,
    never empty.
    """
    kept = "".join(" " if letter in "[]:*?/\\" else letter for letter in clean(title))
    units: Iterable[str] = " ".join(kept.split()).strip("'")
    name = ""
    for letter in units:
        if _length(name + letter) > _SHEET_NAME_LIMIT:
            break
        name += letter
    name = name.strip().strip("'")
    return name if name and name.lower() != "history" else tr("Table")
