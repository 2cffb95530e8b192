"""A file to a table: the one door for every kind of table that people bring."""

import os
import re
from pathlib import Path, PurePath
from typing import cast

from deliverydesk.domain.wording import figure
from deliverydesk.importers.columns import guess_columns
from deliverydesk.importers.delimited import read_delimited
from deliverydesk.importers.encoding import decode
from deliverydesk.importers.header import Rectangle, to_rectangle
from deliverydesk.importers.limits import MAX_BYTES
from deliverydesk.importers.model import Cell, ImportProblem, Notice, ReadOptions, Source, Table, one_line
from deliverydesk.importers.split_dates import DATE_COLUMN, whole_dates
from deliverydesk.importers.workbook import read_sheet
from deliverydesk.support.language import tr, trn
from deliverydesk.support.progress import Progress, no_progress

#: Endings offered in file dialogs. What a file is, its content decides.
ENDINGS = (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURE = tr("This is a picture; import a CSV file or a spreadsheet.")
_PACKED = tr("This is a packed file; import a CSV file or a spreadsheet.")
_PROGRAM = tr("This is a program; import a CSV file or a spreadsheet.")
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", tr("This is a PDF document; import a CSV file or a spreadsheet.")),
    (b"SQLite format 3\x00", tr("This is a database, not a table; import a CSV file or a spreadsheet.")),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"\x1f\x8b", _PACKED),
    (b"\x00\x05\x16\x07", tr("This is a companion that macOS leaves beside a file; import the file itself.")),
    (b"7z\xbc\xaf", _PACKED),
    (b"Rar!", _PACKED),
    (b"\x7fELF", _PROGRAM),
    (b"MZ\x90", _PROGRAM),
    (b"{\\rtf", tr("This is a formatted text; import a CSV file or a spreadsheet.")),
)
_MARKUP = re.compile(r"\s*<(?:\?xml|!doctype|html|table|head|meta|svg|[a-z][\w.:-]*(?:\s+[\w:-]+=|/?>))", re.IGNORECASE)
_JSON = re.compile(r"\s*(?:\{\s*(?:\"|\})|\[\s*[\[{])")


def read_source(
    path: str | os.PathLike[str], options: ReadOptions | None = None, progress: Progress = no_progress
) -> Table:
    """The table in a CSV, TSV, XLSX, XLSB, XLS or ODS file.

    Raises ImportProblem with one sentence for whatever cannot be read, and lets Cancelled through from ``progress``.
    """
    name = PurePath(path).name or os.fspath(path)
    try:
        size = Path(path).stat().st_size
        if size > MAX_BYTES:
            raise ImportProblem(
                tr(
                    "{file} has {size} MB; at most {most} MB are read, so split it.",
                    file=name,
                    size=figure(round(size / 1024**2)),
                    most=MAX_BYTES // 1024**2,
                )
            )
        if not Path(path).is_file():
            raise ImportProblem(tr("{file} is not a file.", file=name))
        data = Path(path).read_bytes()
    except FileNotFoundError as error:
        raise ImportProblem(tr("There is no file {path}.", path=name)) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or tr("its name is not usable")
        raise ImportProblem(tr("{file} cannot be read: {reason}.", file=name, reason=reason)) from error
    return read_bytes(data, os.fspath(path), options, progress)


def read_bytes(data: bytes, path: str, options: ReadOptions | None = None, progress: Progress = no_progress) -> Table:
    """As :func:`read_source`, for bytes at hand; ``path`` is only kept for showing."""
    options = options or ReadOptions()
    progress(0, 1)
    if len(data) > MAX_BYTES:
        raise ImportProblem(tr("At most {most} MB are read; split the file.", most=MAX_BYTES // 1024**2))
    if not data.strip(b"\0 \t\r\n"):
        raise ImportProblem(tr("The file is empty."))
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", _OLE)):
        return _from_workbook(data, path, options, progress)
    for mark, sentence in _FOREIGN:
        if data.startswith(mark):
            raise ImportProblem(sentence)
    return _from_text(data, path, options, progress)


def _from_workbook(data: bytes, path: str, options: ReadOptions, progress: Progress) -> Table:
    sheet = read_sheet(data, options.sheet, progress)
    if not sheet.rows:
        raise ImportProblem(tr("Sheet '{sheet}' is empty.", sheet=one_line(sheet.name)))
    rectangle = to_rectangle(sheet.rows, options.header_row, sheet.merged, progress)
    source = Source(path, sheet.kind, len(data), sheets=sheet.sheets, sheet=sheet.name)
    used = ReadOptions(sheet=sheet.name, header_row=rectangle.header_row)
    notices = list(sheet.notices)
    others = [each.name for each in sheet.sheets if not each.hidden and each.name != sheet.name]
    if others and options.sheet is None:
        sentence = trn(
            "The sheet “{sheet}” is read; the workbook has {n} more: {names}.",
            "The sheet “{sheet}” is read; the workbook has {n} more: {names}.",
            len(others),
            sheet=one_line(sheet.name),
            n=figure(len(others)),
            names=", ".join(map(one_line, others[:8])),
        )
        notices.append(Notice(sentence))
    if sheet.merged:
        sentence = trn(
            "The sheet has {n} merged range; a value merged over rows counts for each of them.",
            "The sheet has {n} merged ranges; a value merged over rows counts for each of them.",
            len(sheet.merged),
            n=figure(len(sheet.merged)),
        )
        notices.append(Notice(sentence))
    return _table(source, used, rectangle, notices, progress)


def _from_text(data: bytes, path: str, options: ReadOptions, progress: Progress) -> Table:
    text, encoding, certain = decode(data, options.encoding)
    _refuse_other_text(text)
    notices = []
    if not certain:
        sentence = tr(
            "The file is not marked; it was read in the encoding {encoding}. Check letters with accents.",
            encoding=encoding,
        )
        notices.append(Notice(sentence))
    if "\0" in text:
        text = text.replace("\0", "␀")
        notices.append(Notice(tr("The file holds zero characters; they are shown as ␀.")))
    found = read_delimited(text, options, progress)
    if found.unwrapped:
        notices.append(Notice(tr("Each row stood in quotation marks as a whole; the rows inside were read.")))
    if found.torn:
        sentence = tr(
            "Cells hold delimiters of another table; a spreadsheet may have torn the file, so export it again."
        )
        notices.append(Notice(sentence))
    rectangle = to_rectangle(cast("list[list[Cell]]", found.records), options.header_row, progress=progress)
    source = Source(path, "text", len(data), encoding, certain, found.delimiter)
    used = ReadOptions(
        encoding,
        found.delimiter,
        found.quote,
        None,
        rectangle.header_row,
        found.unwrapped,
        options.unguard is not False,
    )
    return _table(source, used, rectangle, notices, progress)


def _refuse_other_text(text: str) -> None:
    start = text[:2000]
    if _MARKUP.match(start):
        if re.search(r"<(html|table)", start, re.IGNORECASE):
            raise ImportProblem(
                tr("This is a web page, not a table; open it in a spreadsheet program and save it as XLSX or CSV.")
            )
        raise ImportProblem(
            tr("This is an XML file, not a table; open it in a spreadsheet program and save it as XLSX or CSV.")
        )
    if _JSON.match(start):
        raise ImportProblem(tr("This is a JSON file, not a table; export it as CSV or as a spreadsheet."))
    controls = sum(char < " " and char not in "\t\n\r\x0b\x0c\x1b\x1f" for char in start)
    if controls > 0.05 * len(start):
        raise ImportProblem(
            tr("This is not a table: the file holds data for a program. Import a CSV file or a spreadsheet.")
        )


def _table(source: Source, used: ReadOptions, rectangle: Rectangle, notices: list[Notice], progress: Progress) -> Table:
    columns: tuple[tuple[Cell, ...], ...] = tuple(zip(*rectangle.rows, strict=True))
    if not columns:
        columns = tuple(() for _ in rectangle.headers)
        notices = [*notices, Notice(tr("The table has a header and no rows."))]
    headers = rectangle.headers
    if dates := whole_dates(headers, columns):
        headers, columns = (*headers, DATE_COLUMN), (*columns, dates)
        notices = [
            *notices,
            Notice(tr("“{column}” puts years, months and days of the table together.", column=DATE_COLUMN)),
        ]
    # where the semicolon parts cells, the comma mostly marks decimals
    style = "comma" if source.delimiter == ";" else "point"
    guesses = guess_columns(headers, columns, rectangle.row_numbers, progress, style)
    notices = [*notices, *rectangle.notices, *(Notice(guess.undecided) for guess in guesses if guess.undecided)]
    return Table(
        source,
        used,
        headers,
        columns,
        rectangle.row_numbers,
        tuple(notices),
        rectangle.overlong,
        guesses,
    )
