"""Rows to a table: which row is the header, what stands before it, repeated headers, merged ranges, group rows."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from deliverydesk.domain.wording import figure
from deliverydesk.importers.dates import find_format
from deliverydesk.importers.figures import parse_number
from deliverydesk.importers.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, PROGRESS_EVERY, SAMPLE_RECORDS
from deliverydesk.importers.model import Cell, ImportProblem, Notice, cell_text
from deliverydesk.importers.vocabulary import is_known_header
from deliverydesk.importers.workbook import Range
from deliverydesk.support.language import tr, trn
from deliverydesk.support.progress import Progress, no_progress

GROUP_COLUMN = "Group"
_YEARISH = re.compile(r"(?:19|20|21)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A header and its rows, every row as wide as the header."""

    headers: tuple[str, ...]
    rows: list[Sequence[Cell]]
    row_numbers: tuple[int, ...]
    header_row: int
    overlong: dict[int, int]
    notices: tuple[Notice, ...]


def to_rectangle(
    records: Sequence[Sequence[Cell]],
    header_row: int | None,
    merged: Sequence[Range] = (),
    progress: Progress = no_progress,
) -> Rectangle:
    """Finds (or takes) the header row and lines the other rows up under it.

    ``header_row`` counts from 1 as a spreadsheet does, 0 for no header, None to find out. Raises ImportProblem
    where there is nothing to read or more than the limits.
    """
    records = _filled_down(records, merged)
    filled = [place for place, record in enumerate(records) if _is_filled(record)]
    if not filled:
        raise ImportProblem(tr("The table is empty: there is no row with anything in it."))
    if header_row is None:
        header_row = _to_its_foot(_find_header(records, filled), records, merged)
    elif header_row < 0 or header_row > len(records) or (header_row and header_row - 1 not in filled):
        raise ImportProblem(
            tr("Row {row} cannot be the header: it is empty or not in the table.", row=figure(header_row))
        )
    body = [place for place in filled if place >= header_row]
    if len(body) > MAX_ROWS:
        raise ImportProblem(
            tr(
                "The table has {rows} rows; at most {most} are read, so split the file.",
                rows=figure(len(body)),
                most=figure(MAX_ROWS),
            )
        )
    names = _names(records, header_row, merged) if header_row else []
    width = _table_width(len(names), [_width(records[place]) for place in body])
    if width > MAX_COLUMNS:
        raise ImportProblem(
            tr(
                "The table has {columns} columns; at most {most} are read, so leave out the others.",
                columns=figure(width),
                most=figure(MAX_COLUMNS),
            )
        )
    if width * len(body) > MAX_CELLS:
        raise ImportProblem(
            tr(
                "The table has {cells} cells; at most {most} are read, so split it.",
                cells=figure(width * len(body)),
                most=figure(MAX_CELLS),
            )
        )
    return _line_up(records, header_row, names, width, body, filled, progress)


def _table_width(named: int, widths: list[int]) -> int:
    """As wide as the header; as the rows, where nearly all agree on more columns than have names."""
    if not widths or not named:
        return max(widths, default=named)
    usual = max(set(widths), key=widths.count)
    return usual if usual > named and widths.count(usual) >= 0.8 * len(widths) else named


def _line_up(
    records: Sequence[Sequence[Cell]],
    header_row: int,
    names: list[str],
    width: int,
    body: list[int],
    filled: list[int],
    progress: Progress,
) -> Rectangle:
    notices = [*_opening_notices(filled, header_row)]
    groups, dropped = _groups(records, header_row, body)
    rows: list[Sequence[Cell]] = []
    numbers: list[int] = []
    overlong: dict[int, int] = {}
    for at, place in enumerate(body):
        if at % PROGRESS_EVERY == 0:
            progress(at, len(body))
        if place in dropped:
            continue
        record = records[place]
        if len(record) > width:
            if (full := _width(record)) > width:
                overlong[len(rows)] = full
            record = record[:width]
        elif len(record) < width:
            record = [*record, *[""] * (width - len(record))]
        rows.append([*record, groups.get(place, "")] if groups else record)
        numbers.append(place + 1)
    headers = _complete(names, width)
    if groups:
        headers.append(GROUP_COLUMN)
    if dropped:
        notices.append(Notice(_dropped_sentence(len(dropped))))
    if overlong:
        notices.append(_overlong_notice(overlong, numbers, width))
    return Rectangle(tuple(headers), rows, tuple(numbers), header_row, overlong, tuple(notices))


def _opening_notices(filled: list[int], header_row: int) -> list[Notice]:
    if header_row == 0:
        return [Notice(tr("No header row was found; the columns are named by their position."))]
    before = sum(place < header_row - 1 for place in filled)
    if before:
        sentence = trn(
            "The header is row {row}; {n} row above it is left out.",
            "The header is row {row}; {n} rows above it are left out.",
            before,
            row=figure(header_row),
            n=figure(before),
        )
        return [Notice(sentence, header_row)]
    return []


def _dropped_sentence(count: int) -> str:
    return trn(
        "{n} repeated header or group row was left out of the rows.",
        "{n} repeated header and group rows were left out of the rows.",
        count,
        n=figure(count),
    )


def _overlong_notice(overlong: dict[int, int], numbers: list[int], width: int) -> Notice:
    first = min(overlong)
    figures = {"row": figure(numbers[first]), "cells": figure(overlong[first]), "columns": figure(width)}
    more = len(overlong) - 1
    if not more:
        sentence = tr(
            "Row {row} has more cells ({cells}) than the header has columns ({columns}); "
            "a text with a delimiter in it may lack its quotation marks.",
            **figures,
        )
    else:
        sentence = trn(
            "Row {row}, like {n} more row, has more cells ({cells}) than the header has columns ({columns}); "
            "a text with a delimiter in it may lack its quotation marks.",
            "Row {row}, like {n} more rows, has more cells ({cells}) than the header has columns ({columns}); "
            "a text with a delimiter in it may lack its quotation marks.",
            more,
            n=figure(more),
            **figures,
        )
    return Notice(sentence, numbers[first])


def _is_filled(record: Sequence[Cell]) -> bool:
    return any(cell != "" and (not isinstance(cell, str) or cell.strip() != "") for cell in record)


def _width(record: Sequence[Cell]) -> int:
    """Cells up to the last one that is not empty."""
    width = len(record)
    while width and (record[width - 1] == "" or str(record[width - 1]).strip() == ""):
        width -= 1
    return width


def _filled_down(records: Sequence[Sequence[Cell]], merged: Sequence[Range]) -> Sequence[Sequence[Cell]]:
    """A cell merged over several rows says the same for each of them."""
    tall = [((top, left), (bottom, _)) for (top, left), (bottom, _) in merged if bottom > top]
    if not tall:
        return records
    copy = [list(record) for record in records]
    for (top, left), (bottom, _) in tall:
        if top < len(copy) and left < len(copy[top]):
            for place in range(top + 1, min(bottom + 1, len(copy))):
                row = copy[place]
                row.extend([""] * (left + 1 - len(row)))
                row[left] = copy[top][left]
    return copy


def _kind(cell: Cell) -> str:
    """Empty, text, number or date: enough to tell a header from data."""
    if isinstance(cell, dt.date | dt.time):
        return "date"
    if isinstance(cell, str):
        text = cell.strip()
        if not text:
            return "empty"
        if parse_number(text, "point") is not None or parse_number(text, "comma") is not None:
            return "number"
        return "date" if len(text) <= 40 and text[-1:].isalnum() and find_format([text]).count else "text"
    return "number"


def _find_header(records: Sequence[Sequence[Cell]], filled: list[int]) -> int:
    """Row number of the header; 0 where the first rows look like data."""
    sample = [place for place in filled[:SAMPLE_RECORDS] if not _is_remark(records[place])] or filled[:SAMPLE_RECORDS]
    widths = sorted(sum(_kind(cell) != "empty" for cell in records[place]) for place in sample)
    usual, wide = widths[len(widths) // 2], widths[-1 - len(widths) // 10]
    kinds = {place: [_kind(cell) for cell in records[place]] for place in sample}
    best, best_score = 0, 0.0
    for order, place in enumerate(sample[:25]):
        if order and place == sample[-1] and any(w > 1 for w in map(_width, (records[p] for p in sample[:order]))):
            break  # the last row heads nothing
        score = _header_score(records[place], kinds[place], [kinds[p] for p in sample[order + 1 :]], usual)
        # a title over the table has fewer cells than its header, also where most rows are no more than numbered
        score *= 0.5 + 0.5 * min(1.0, sum(kind != "empty" for kind in kinds[place]) / wide)
        # the first of equals: a later row of words is more likely a record
        if score - 0.35 * order / 25 > best_score:
            best, best_score = place + 1, score - 0.35 * order / 25
    return best


def _to_its_foot(header_row: int, records: Sequence[Sequence[Cell]], merged: Sequence[Range]) -> int:
    """The last row of a header whose cells are merged over several rows, where the others are parted below."""
    top = header_row - 1
    tall = [bottom for (first, _), (bottom, _) in merged if first <= top < bottom]
    spanned = sum(right - left + 1 for (first, left), (bottom, right) in merged if first == top == bottom)
    if not header_row or not tall or 2 * len(tall) < _width(records[top]) - spanned:
        return header_row
    foot = max(set(tall), key=tall.count) + 1
    return foot if foot < len(records) and foot - header_row <= 2 else header_row


def _is_remark(record: Sequence[Cell]) -> bool:
    """A line about the table, as "# All users", or one that is drawn."""
    texts = [text for cell in record if (text := cell_text(cell).strip())]
    return len(texts) == 1 and (texts[0].startswith("#") or not any(char.isalnum() for char in texts[0]))


def _header_score(record: Sequence[Cell], kinds: list[str], below: list[list[str]], usual: int) -> float:
    """Above 0 for a likely header: filled, of short and different words, and of another kind than the data below."""
    texts = [cell_text(cell).strip() for cell in record]
    named = [text for text in texts if text]
    if len(named) < max(1, 0.5 * usual) or (usual > 1 and len(named) < 2):
        return 0.0
    known = sum(is_known_header(text) for text in named) / len(named)
    distinct = len(set(named)) / len(named)
    short = sum(len(text) <= 60 and "\n" not in text[:-1] for text in named) / len(named)
    typed = contrast = alike = 0
    for place, kind in enumerate(kinds):
        column = [row[place] for row in below if place < len(row) and row[place] != "empty"]
        data = max(set(column), key=column.count) if column else "empty"
        if data in ("number", "date"):
            typed += 1
            contrast += kind not in (data, "empty")
            alike += kind == data
    if alike > contrast and not _counts_on(named, kinds, below):
        return 0.0
    if not typed and "text" not in kinds:
        return 0.0
    evidence = 2 * known + (contrast / typed if typed else 0.25)
    return evidence + 0.5 * distinct * short * min(1.0, len(named) / max(usual, 1)) - (0.4 if short < 0.8 else 0)


def _counts_on(named: list[str], kinds: list[str], below: list[list[str]]) -> bool:
    """A header such as Region, Code, 2023, 2024, 2025 or ID, Description, 1, 2: words, and then years or days in a row,
    where the next row is not made the same way.
    """
    words = next((place for place, text in enumerate(named) if parse_number(text) is not None), len(named))
    numbers = [parse_number(text) for text in named[words:]]
    if kinds[next(place for place, kind in enumerate(kinds) if kind != "empty")] != "text" or len(numbers) < 2:
        return False
    years = all(_YEARISH.fullmatch(text) for text in named[words:])
    steps = {right - left for left, right in pairwise(numbers) if left is not None and right is not None}
    if None in numbers or (steps != {1.0} and not (years and min(steps) > 0)):
        return False
    return words == 1 or len(numbers) > 5 or not any(row[: len(kinds)] == kinds for row in below[:1])


def _names(records: Sequence[Sequence[Cell]], header_row: int, merged: Sequence[Range]) -> list[str]:
    record = records[header_row - 1]
    names = [" ".join(cell_text(cell).split()) for cell in record[: _width(record)]]
    for (top, left), (bottom, right) in merged:
        # a cell that spans some of the columns just above the header says what they have in common
        if top == bottom == header_row - 2 and right > left and (left > 0 or right < len(names) - 1):
            over = " ".join(cell_text(records[top][left]).split()) if left < len(records[top]) else ""
            for place in range(left, min(right + 1, len(names))):
                if over and names[place]:
                    names[place] = f"{over}: {names[place]}"
    return names


def _complete(names: list[str], width: int) -> list[str]:
    """Names for the columns that have none."""
    taken = set(names)
    complete = []
    for place in range(width):
        name = names[place] if place < len(names) else ""
        if not name:
            name = f"Column {place + 1}"
            while name in taken:
                name += "'"
        complete.append(name)
    return complete


def _groups(records: Sequence[Sequence[Cell]], header_row: int, body: list[int]) -> tuple[dict[int, str], set[int]]:
    """Group title per row, and the rows to leave out, for exports that repeat the header for every group."""
    if not header_row:
        return {}, set()
    header = _key(records[header_row - 1])
    repeats = [place for place in body if _key(records[place]) == header]
    if not repeats or sum(bool(cell) for cell in header) < 2:
        return {}, set()
    dropped = set(repeats)
    groups: dict[int, str] = {}
    current = _title_before(records, header_row - 1, set())
    titles: dict[int, str] = {}
    for place in repeats:
        title = _title_before(records, place, dropped)
        if title:
            titles[place] = title
            dropped.add(max(p for p in range(place) if _is_filled(records[p])))
    for place in body:
        current = titles.get(place, current)
        if place not in dropped:
            groups[place] = current
    return (groups if any(groups.values()) else {}), dropped


def _title_before(records: Sequence[Sequence[Cell]], place: int, dropped: set[int]) -> str:
    for before in range(place - 1, max(-1, place - 3), -1):
        cells = [cell_text(cell).strip() for cell in records[before]]
        if any(cells):
            return cells[0] if cells[0] and sum(map(bool, cells)) == 1 and before not in dropped else ""
    return ""


def _key(record: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(cell_text(cell).strip() for cell in record[: _width(record)])
