"""What other programs put on the clipboard: a table as text with tabs, or a list of plain lines. No Qt.

Tables as HTML are read by `pasted_html`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.importers.dates import find_format, parse_date

if TYPE_CHECKING:
    from datetime import date

MOST_ROWS = 20_000

_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=[\t\n]|\Z)')
_PLAIN = re.compile(r"[^\t\n]*")


class Cell(NamedTuple):
    """One cell: what it showed, and the number or day behind that, where the clipboard tells."""

    text: str = ""
    exact: float | date | None = None


def rows_of_text(words: str) -> list[list[str]]:
    """Rows and cells of text with tabs, as spreadsheets write it.

    A cell in quotation marks may hold tabs and line ends, and a mark in it is doubled; a mark anywhere else stands
    for itself. One line end at the very end closes the last row and begins no other.
    """
    words = words.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    words = words.removesuffix("\n") if words != "\n" else words
    rows: list[list[str]] = [[]]
    at = 0
    while True:
        quoted = _QUOTED.match(words, at)
        if quoted is not None:
            rows[-1].append(quoted[1].replace('""', '"'))
            at = quoted.end()
        else:
            plain = _PLAIN.match(words, at)
            assert plain is not None
            rows[-1].append(plain[0])
            at = plain.end()
        if at >= len(words):
            return rows
        if words[at] == "\n":
            rows.append([])
        at += 1


def text_of_rows(rows: list[list[str]]) -> str:
    """The inverse of `rows_of_text`, as spreadsheets read it. Several rows end with a line end each."""
    lines = ["\t".join(map(_guarded, row)) for row in rows]
    return lines[0] if len(lines) == 1 else "".join(f"{line}\n" for line in lines)


def _guarded(cell: str) -> str:
    cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    if "\t" in cell or "\n" in cell or cell.startswith('"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def cells_of_text(words: str) -> list[list[Cell]]:
    """The cells of text with tabs."""
    return [[Cell(cell) for cell in row] for row in rows_of_text(words)]


def date_format_of(texts: list[str]) -> str:
    """The one format that reads all dates of a column, where some of them can be read in no other; else empty.

    "11/25/2026" gives away that "11/6/2026" beside it is a day in November.
    """
    written = [text for text in texts if text.strip()]
    fit = find_format(written)
    if not fit.choices or fit.count < len(written):
        return ""
    first, *others = fit.choices
    differ = any(parse_date(text, other) != parse_date(text, first) for other in others for text in written)
    return "" if differ else first


_MARK = re.compile(r"^\s*(?:[-*+•‣◦▪▫●○·–—►▶]\s+|\d{1,3}[.)]\s+|[A-Za-z][.)]\s+|\[[ xX]?\]\s*|[☐☑☒✓✔✗✘]\s*)+")


def titles_of(words: str) -> list[str]:
    """Titles from a list of lines: without empty lines, and without bullets, numbers and boxes to tick before them."""
    stripped = (" ".join(_MARK.sub("", line, count=1).split()) for line in words.splitlines())
    return [title for title in stripped if title]
