"""Readings from the clipboard: two columns of a spreadsheet, date and value, perhaps note, source and base. No Qt."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deliverydesk.actions.measuring import Reading
from deliverydesk.domain.wording import day_words, figure, quoted
from deliverydesk.importers.dates import find_format, parse_date
from deliverydesk.importers.figures import parse_number, style_fits
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr, trc

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from deliverydesk.domain.portfolio import Portfolio

MOST_ROWS = 20_000
_NOTE_WORDS = ("note", "comment", "remark", "notiz", "kommentar", "bemerkung")
_SOURCE_WORDS = ("source", "quelle", "origin")
_BASE_WORDS = ("base", "denominator", "sample", "basis", "nenner", "grundgesamtheit")


@dataclass(frozen=True, slots=True)
class PasteProblem:
    """One cell that cannot be taken; rows are counted from 1 as they were copied."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Paste:
    """What a block of cells comes to, in one way of reading dates and numbers."""

    readings: tuple[Reading, ...]
    problems: tuple[PasteProblem, ...]
    rows: int
    """Rows with anything in them, without the header."""
    date_format: str
    date_choices: tuple[str, ...]
    """More than one where the days could be meant in more than one way."""
    number_style: str
    style_choices: tuple[str, ...]

    @property
    def needs_a_look(self) -> bool:
        """Whether a person has to confirm before anything is recorded."""
        return bool(self.problems) or len(self.date_choices) > 1 or len(self.style_choices) > 1


def read_paste(words: str, today: date, *, date_format: str | None = None, number_style: str | None = None) -> Paste:
    """Read a pasted block. The two formats override what the block itself suggests. Days after `today` are not taken.

    Raises DeskError with a sentence where there is no column of dates beside one of numbers.
    """
    table = [(number, row) for number, row in enumerate(_cells(words), start=1) if any(row)]
    if not table:
        raise DeskError(tr("The clipboard holds no cells. Copy two columns, date and value, and paste them here."))
    if len(table) > MOST_ROWS:
        raise DeskError(
            tr("{rows} rows are too many to paste; import them from a file instead.", rows=figure(len(table)))
        )
    width = max(len(row) for _, row in table)
    table = [(number, [*row, *[""] * (width - len(row))]) for number, row in table]
    columns = [[row[at] for _, row in table] for at in range(width)]
    day_at, value_at = _places(columns)
    headed = _is_header(table[0][1], day_at, value_at) and len(table) > 1
    header = table[0][1] if headed else [""] * width
    body = table[1:] if headed else table
    note_at, source_at, base_at = _extra_places(header, width, (day_at, value_at))
    formats = _date_choices([row[day_at] for _, row in body])
    chosen = date_format or formats[0]
    styles = _style_choices([row[value_at] for _, row in body], chosen)
    style = number_style or styles[0]
    names = (header[day_at] or tr("Date"), header[value_at] or trc("measured value", "Value"))
    taken: dict[date, tuple[int, Reading]] = {}
    problems: list[PasteProblem] = []
    for number, row in body:
        day = parse_date(row[day_at], chosen)
        value = parse_number(row[value_at], style)
        if day is None:
            problems.append(PasteProblem(number, names[0], row[day_at], _no_date(row[day_at], chosen)))
        if value is None:
            problems.append(PasteProblem(number, names[1], row[value_at], _no_number(row[value_at], style)))
        if day is not None and day > today:
            problems.append(
                PasteProblem(number, names[0], row[day_at], tr("{day} has not been yet", day=day_words(day)))
            )
        if day is None or value is None or day > today:
            continue
        if day in taken:
            reason = tr("this day stands in row {row} already; the later row counts", row=taken[day][0])
            problems.append(PasteProblem(number, names[0], row[day_at], reason))
        note, source = (row[at] if at is not None else "" for at in (note_at, source_at))
        base = parse_number(row[base_at], style) if base_at is not None else None
        if base is None and base_at is not None and row[base_at]:
            column = header[base_at] or trc("of a rate", "Base")
            problems.append(PasteProblem(number, column, row[base_at], tr("the base is no number")))
        taken[day] = (number, Reading(day, value, note, source, base))
    readings = tuple(reading for _, reading in sorted(taken.values(), key=lambda pair: pair[1].date))
    return Paste(readings, tuple(problems), len(body), chosen, formats, style, styles)


def names_outcomes(words: str, portfolio: Portfolio) -> bool:
    """Whether a pasted block is a table of measurements that names its outcomes itself: a column of their names, a
    column for each of several, or a column for each date.
    """
    from deliverydesk.importers import ImportProblem, guess_plan, read_bytes

    if "\t" not in words and ";" not in words:
        return False
    try:
        table = read_bytes(words.encode(), "Pasted table")
        plan = guess_plan(table, portfolio)
    except ImportProblem:
        return False
    if plan.what != "measurements" or not table.options.header_row:
        return False
    return bool(plan.of_field("outcome") or plan.of_field("dated")) or len(plan.of_field("value")) > 1


def _cells(words: str) -> list[list[str]]:
    words = words.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    delimiter = next((sign for sign in ("\t", ";", "|") if sign in words), None)
    if delimiter is None:
        lines = words.split("\n")
        sign = "," if all(line.count(",") == 1 for line in lines if line.strip()) else None
        return [[cell.strip() for cell in (line.split(sign, 1) if sign else _spaced(line))] for line in lines]
    try:
        rows = list(csv.reader(io.StringIO(words), delimiter=delimiter))
    except csv.Error:
        rows = [line.split(delimiter) for line in words.split("\n")]
    return [[cell.strip() for cell in row] for row in rows]


def _spaced(line: str) -> list[str]:
    """Cells parted by spaces: the value is the last word, since dates may hold spaces."""
    return line.rsplit(None, 1)


def _places(columns: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Which column holds the dates and which the values."""
    if len(columns) < 2:
        raise DeskError(tr("That is one column. Copy two, date and value, and paste them here."))
    dates = [find_format(column).count for column in columns]
    day_at = max(range(len(columns)), key=lambda at: (dates[at], -at))
    if not dates[day_at]:
        raise DeskError(tr("No column of what was pasted holds dates. Copy two columns, date and value."))
    numbers = [max(style_fits([cell for cell in column if cell])[0].values(), default=0) for column in columns]
    others = [at for at in range(len(columns)) if at != day_at]
    value_at = max(others, key=lambda at: (numbers[at], -at))
    if not numbers[value_at]:
        raise DeskError(
            tr("No column of what was pasted holds numbers beside the dates. Copy two columns, date and value.")
        )
    return day_at, value_at


def _is_header(row: Sequence[str], day_at: int, value_at: int) -> bool:
    return not find_format([row[day_at]]).count and all(
        parse_number(row[value_at], style) is None for style in ("point", "comma")
    )


def _extra_places(
    header: Sequence[str], width: int, used: tuple[int, int]
) -> tuple[int | None, int | None, int | None]:
    """The columns of notes, sources and bases: by their header, else the next three in order."""
    left = [at for at in range(width) if at not in used]
    named = [
        next((at for at in left if any(word in header[at].casefold() for word in words)), None)
        for words in (_NOTE_WORDS, _SOURCE_WORDS, _BASE_WORDS)
    ]
    if any(at is not None for at in named) or any(header):
        return named[0], named[1], named[2]
    note, source, base, *_ = (*left, None, None, None)
    return note, source, base


def _date_choices(texts: Sequence[str]) -> tuple[str, ...]:
    """The formats that read the most dates; several only where they read a date as different days."""
    choices = find_format(texts).choices
    if not choices:
        return ("yyyy-mm-dd",)
    differing = [
        name
        for name in choices
        if any(parse_date(cell, name) != parse_date(cell, choices[0]) for cell in texts if cell)
    ]
    return (choices[0], *differing)


def _style_choices(texts: Sequence[str], date_format: str) -> tuple[str, ...]:
    fits, differ = style_fits([cell for cell in texts if cell])
    if fits["comma"] > fits["point"]:
        return ("comma",)
    if differ and fits["comma"] == fits["point"]:
        return ("comma", "point") if date_format.startswith("dd.mm") else ("point", "comma")
    return ("point",)


def _no_date(cell: str, date_format: str) -> str:
    return (
        tr("{cell} is no date of the form {form}", cell=quoted(cell), form=date_format)
        if cell
        else tr("there is no date")
    )


def _no_number(cell: str, style: str) -> str:
    if not cell:
        return tr("there is no value")
    if style == "comma":
        return tr("{cell} is no number with a decimal comma", cell=quoted(cell))
    return tr("{cell} is no number with a decimal point", cell=quoted(cell))
