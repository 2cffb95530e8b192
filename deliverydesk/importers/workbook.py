"""XLSX, XLSB, XLS and ODS to rows of cells, through python-calamine, which is loaded on first use."""

import io
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from deliverydesk.domain.wording import figure
from deliverydesk.importers.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, PROGRESS_EVERY
from deliverydesk.importers.model import Cell, ImportProblem, Notice, SheetInfo, SourceKind, one_line
from deliverydesk.importers.unzip_check import check_container, check_extent, damaged, locked
from deliverydesk.importers.valueless import valueless_notices
from deliverydesk.importers.vocabulary import is_known_header
from deliverydesk.support.language import tr
from deliverydesk.support.progress import Progress

#: ((top, left), (bottom, right)), counted from 0, both corners inside.
Range = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one sheet; row 0 is the first row of the sheet, also when it is empty."""

    kind: SourceKind
    sheets: tuple[SheetInfo, ...]
    name: str
    rows: list[list[Cell]]
    merged: tuple[Range, ...]
    notices: tuple[Notice, ...] = ()


def read_sheet(data: bytes, wanted: str | None, progress: Progress) -> Sheet:
    """One sheet of a workbook: the wanted one, else the visible one that looks most like a table, the first of equals.

    Raises ImportProblem for damaged, protected and oversized workbooks and unknown sheet names.
    """
    kind, container = _kind(data, progress)
    book = _open(data)
    try:
        sheets = tuple(_sheets(book))
        if not sheets:
            raise ImportProblem(tr("The workbook has no sheet with cells."))
        if wanted is not None and wanted not in {sheet.name for sheet in sheets}:
            names = ", ".join(sheet.name for sheet in sheets[:10])
            raise ImportProblem(
                tr("The workbook has no sheet named '{sheet}'; it has {names}.", sheet=one_line(wanted), names=names)
            )
        order = [wanted] if wanted is not None else [s.name for s in sorted(sheets, key=lambda s: s.hidden)]
        hidden = {each.name for each in sheets if each.hidden}
        found: list[Sheet] = []
        for name in order[:_LOOKED_AT]:
            if found and name in hidden:
                break
            try:
                if container is not None:
                    check_extent(container, name)
                sheet = _load(book, name)
                if sheet.height and sheet.width:
                    found.append(Sheet(kind, sheets, name, _rows(sheet, name, progress), _merged(sheet)))
            except ImportProblem:
                if not found:  # only the sheet that would be read has to be readable
                    raise
            if found and len(found[0].rows) > _SURELY_A_TABLE:
                break
        best = max(found, key=lambda sheet: _likeness(sheet.rows), default=Sheet(kind, sheets, order[0], [], ()))
        if container is not None and kind == "xlsx":
            best = replace(best, notices=tuple(valueless_notices(container, best.name)))
        return best
    finally:
        book.close()


_LOOKED_AT = 20
"""Sheets of a workbook that are compared."""
_SURELY_A_TABLE = 500
"""Rows of a first sheet that is no cover and no legend."""


def _likeness(rows: list[list[Cell]]) -> int:
    """How much a sheet looks like a table: 2 with known words in a row over others, 1 with many rows, else 0."""
    filled = [row for row in rows if sum(cell != "" for cell in row) > 1]
    for at, row in enumerate(filled[:25]):
        if sum(is_known_header(cell) for cell in row) >= 3 and len(filled) - at > 2:
            return 2
    return int(sum(sum(cell != "" for cell in row) > 2 for row in filled) > 5)


def _kind(data: bytes, progress: Progress) -> tuple[SourceKind, zipfile.ZipFile | None]:
    if not data.startswith(b"PK"):
        return "xls", None
    try:
        container = zipfile.ZipFile(io.BytesIO(data))
    except Exception as error:  # zipfile raises half a dozen kinds on damaged directories
        raise damaged() from error
    check_container(container, progress)
    names = set(container.namelist())
    if "xl/workbook.bin" in names:
        return "xlsb", container
    if "content.xml" in names:
        return "ods", container
    if any(name.startswith("xl/") for name in names):
        return "xlsx", container
    raise ImportProblem(tr("This is a zip archive without a spreadsheet in it; unpack it and import the table inside."))


def _open(data: bytes) -> Any:
    import python_calamine

    try:
        with _quiet():
            return python_calamine.CalamineWorkbook.from_object(io.BytesIO(data))
    except python_calamine.PasswordError as error:
        raise locked() from error
    except BaseException as error:
        raise _damaged(error) from error


def _load(book: Any, name: str) -> Any:
    try:
        with _quiet():
            return book.get_sheet_by_name(name)
    except BaseException as error:
        raise _damaged(error, name) from error


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps the library's own account of a damaged file off the terminal: it writes past Python to descriptor 2."""
    try:
        kept = os.dup(2)
    except OSError:  # a program without a terminal
        yield
        return
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _damaged(error: BaseException, sheet: str = "") -> BaseException:
    # a panic in the library arrives as an exception outside Exception; interrupts must stay what they are
    if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit | MemoryError):
        return error
    if not sheet:
        return ImportProblem(tr("The workbook cannot be read; open it in a spreadsheet program and save it again."))
    return ImportProblem(
        tr(
            "Sheet '{sheet}' of the workbook cannot be read; open it in a spreadsheet program and save it again.",
            sheet=one_line(sheet),
        )
    )


def _sheets(book: Any) -> list[SheetInfo]:
    return [
        SheetInfo(meta.name, not str(meta.visible).endswith(".Visible"))
        for meta in book.sheets_metadata
        if str(meta.typ).endswith(("WorkSheet", "MacroSheet"))
    ]


def _rows(sheet: Any, name: str, progress: Progress) -> list[list[Cell]]:
    top, left = sheet.start or (0, 0)
    if left + sheet.width > MAX_COLUMNS:
        raise ImportProblem(
            tr(
                "Sheet '{sheet}' has {columns} columns; at most {most} are read, so leave out the others.",
                sheet=one_line(name),
                columns=figure(left + sheet.width),
                most=figure(MAX_COLUMNS),
            )
        )
    if (top + sheet.height) * (left + sheet.width) > 4 * MAX_CELLS:
        raise ImportProblem(
            tr(
                "Sheet '{sheet}' has more than {most} cells; split it.",
                sheet=one_line(name),
                most=figure(4 * MAX_CELLS),
            )
        )
    rows: list[list[Cell]] = []
    filled = 0
    # with the empty margins kept, a cell's place here is its place in the sheet
    for number, cells in enumerate(sheet.to_python(skip_empty_area=False), 1):
        full = any(cell != "" for cell in cells)
        filled += full
        rows.append(cells if full else [])
        if filled > MAX_ROWS + 60:
            raise ImportProblem(
                tr("Sheet '{sheet}' has more than {most} rows; split it.", sheet=one_line(name), most=figure(MAX_ROWS))
            )
        if number % PROGRESS_EVERY == 0:
            progress(number, top + sheet.height)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _merged(sheet: Any) -> tuple[Range, ...]:
    try:
        return tuple(sheet.merged_cell_ranges or ())
    except Exception:  # noqa: BLE001 - only a help for reading; without it the cells are still right
        return ()
