"""Delimited text to records: which delimiter, `sep=` lines, strict quoting, rows that are quoted as a whole."""

import csv
import io
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from deliverydesk.domain.wording import figure
from deliverydesk.importers.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, PROGRESS_EVERY, SAMPLE_RECORDS
from deliverydesk.importers.model import ImportProblem, ReadOptions
from deliverydesk.importers.vocabulary import is_known_header
from deliverydesk.support.language import tr
from deliverydesk.support.progress import Progress

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_CHARACTERS = 1_000_000
_SEPARATOR_LINE = re.compile(r"\A\"?sep=(.)\"?[,;\t|]*(?:\r\n|\n|\r)", re.IGNORECASE)
_GUARDED = re.compile("^'(?=[=+\\-@\t\r\n'＝＋－＠])")


@dataclass(frozen=True, slots=True)
class Delimited:
    """The records of a text file and the choices that gave them. Blank lines are empty records."""

    records: list[list[str]]
    delimiter: str
    quote: str
    unwrapped: bool
    torn: bool
    """The cells seem to hold a table with another delimiter."""


def read_delimited(text: str, options: ReadOptions, progress: Progress) -> Delimited:
    """All records of ``text``. Raises ImportProblem with the row where the quoting breaks."""
    delimiter = options.delimiter
    if separator := _SEPARATOR_LINE.match(text):
        text = text[separator.end() :]
        delimiter = delimiter or separator[1]
    quote = '"' if options.quote is None else options.quote
    if len(quote) > 1 or quote in ("\r", "\n") or (delimiter is not None and len(delimiter) != 1):
        raise ImportProblem(tr("Delimiter and quotation mark must be one character each."))
    if delimiter is not None and (delimiter in "\r\n" or delimiter == quote):
        raise ImportProblem(tr("The delimiter must be a character other than a line end or the quotation mark."))
    unwrap = options.unwrap
    if unwrap is None:
        unwrap = bool(quote) and _rows_are_wrapped(text, quote)
    if unwrap:
        text = "\n".join(_unwrapped_lines(text, quote))
    if delimiter is None:
        delimiter = find_delimiter(text, quote)
    records = _records(text, delimiter, quote, progress)
    if options.unguard is not False:
        _take_guards_off(records)
    return Delimited(records, delimiter, quote, unwrap, not unwrap and _is_torn(records, delimiter))


def find_delimiter(text: str, quote: str = '"') -> str:
    """The delimiter that cuts the first records most evenly; a comma where there is nothing to cut."""
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        score = _consistency(_sample(text, delimiter, quote))
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _consistency(records: list[list[str]]) -> float:
    """How well the records look like rows of one table: 0 for a single column, more for more and even columns."""
    rows = [record for record in records if any(cell.strip() for cell in record)]
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0.0
    width, count = max(widths.items(), key=lambda item: (item[1] * math.log2(item[0] + 1), item[0]))
    score = (count / len(rows)) ** 2 * math.log2(width + 1)
    if len(rows[0]) == 1 and len(rows) > 1:
        score *= 0.4  # a title line at most; a delimiter that the first line lacks is rarely the delimiter
    known = max(sum(is_known_header(cell) for cell in row) for row in rows[:15])
    return score + (1.5 if known >= 2 else 0.0) * min(1.0, known / 4)


def _sample(text: str, delimiter: str, quote: str) -> list[list[str]]:
    """The first records, or none where quoting rules this delimiter out."""
    part = text[:_SAMPLE_CHARACTERS]
    records: list[list[str]] = []
    try:
        for record in _reader(part, delimiter, quote):
            records.append(record)
            if len(records) >= SAMPLE_RECORDS:
                break
    except csv.Error:
        if len(part) == len(text) or not records:
            return []
    return records


def _reader(text: str, delimiter: str, quote: str) -> Iterator[list[str]]:
    quoting: Literal[0, 3] = 0 if quote else 3  # csv.QUOTE_MINIMAL, csv.QUOTE_NONE
    # newline="" keeps line ends inside cells and still ends lines at LF, CR and CR LF
    lines = io.StringIO(text, newline="")
    try:
        return csv.reader(lines, delimiter=delimiter, quotechar=quote or None, quoting=quoting, strict=True)
    except (TypeError, ValueError) as error:
        raise ImportProblem(tr("This delimiter and quotation mark cannot be used together.")) from error


def _records(text: str, delimiter: str, quote: str, progress: Progress) -> list[list[str]]:
    records: list[list[str]] = []
    filled = cells = 0
    total = max(1, text.count("\n") or text.count("\r"))
    try:
        for record in _reader(text, delimiter, quote):
            records.append(record)
            if len(record) > MAX_COLUMNS:
                record = _refuse_or_trim(record, len(records))
                records[-1] = record
            cells += len(record)
            filled += any(record)
            if filled > MAX_ROWS + SAMPLE_RECORDS or cells > 4 * MAX_CELLS:
                raise ImportProblem(
                    tr(
                        "The table goes on after row {row}; at most {rows} rows and {cells} cells are read, "
                        "so split the file.",
                        row=figure(len(records)),
                        rows=figure(MAX_ROWS),
                        cells=figure(MAX_CELLS),
                    )
                )
            if len(records) % PROGRESS_EVERY == 0:
                progress(min(len(records), total), total)
    except csv.Error as error:
        raise ImportProblem(_quoting_sentence(str(error), len(records) + 1)) from error
    return records


def _refuse_or_trim(record: list[str], row: int) -> list[str]:
    while record and not record[-1]:
        record.pop()
    if len(record) > MAX_COLUMNS:
        raise ImportProblem(
            tr(
                "Row {row} has {columns} columns; at most {most} are read, so leave out the others.",
                row=figure(row),
                columns=figure(len(record)),
                most=figure(MAX_COLUMNS),
            )
        )
    return record


def _quoting_sentence(error: str, row: int) -> str:
    if "limit" in error:
        return tr(
            "Row {row} has a cell of more than {most} characters; perhaps a quotation mark is never closed there.",
            row=figure(row),
            most=figure(csv.field_size_limit()),
        )
    if "end of data" in error:
        return tr(
            "A quotation mark opened in row {row} is never closed; "
            "repair that row, or read quotation marks as ordinary characters.",
            row=figure(row),
        )
    return tr(
        "Row {row} goes on after a closing quotation mark; "
        "repair that row, or read quotation marks as ordinary characters.",
        row=figure(row),
    )


def _rows_are_wrapped(text: str, quote: str) -> bool:
    """Whether every row is one quoted cell that holds a delimited row itself."""
    if not text.lstrip("\r\n").startswith(quote):
        return False
    for delimiter in DELIMITERS:
        records = [record for record in _sample(text, delimiter, quote) if record]
        if not records or any(len(record) != 1 for record in records):
            continue
        widths = {len(row) for row in _sample("\n".join(record[0] for record in records), delimiter, quote)}
        if len(widths) == 1 and widths.pop() > 1:
            return True
    return False


def _unwrapped_lines(text: str, quote: str) -> Iterator[str]:
    if not quote:
        raise ImportProblem(tr("Rows in quotation marks can only be read with a quotation mark chosen."))
    try:
        for number, record in enumerate(_reader(text, "\x1f", quote), 1):
            if len(record) > 1:
                raise ImportProblem(
                    tr("Row {row} is not one quoted cell; read the file without unwrapping rows.", row=figure(number))
                )
            yield record[0] if record else ""
    except csv.Error as error:
        raise ImportProblem(tr("The rows are not quoted as a whole; read the file without unwrapping rows.")) from error


def _take_guards_off(records: list[list[str]]) -> None:
    """Undoes the apostrophe that programs put before = + - @ so that spreadsheets do not compute a text."""
    for record in records:
        for place, cell in enumerate(record):
            if cell[:1] == "'" and _GUARDED.match(cell):
                record[place] = cell[1:]


def _is_torn(records: list[list[str]], delimiter: str) -> bool:
    first = next((record for record in records if any(record)), [])
    if not first:
        return False
    others = [other for other in DELIMITERS if other != delimiter]
    if len(first) > 2 and first[-1].endswith(tuple(2 * other for other in others)):
        return True
    return any(
        sum(is_known_header(piece.strip('"')) for piece in first[0].split(other)) >= 3
        for other in others
        if first[0].count(other) >= 3
    )
