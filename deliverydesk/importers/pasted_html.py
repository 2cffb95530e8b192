"""A table that another program put on the clipboard as HTML. No Qt."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from html.parser import HTMLParser

from deliverydesk.importers.pasted import Cell

_MOST_COLUMNS = 500


def cells_of_html(html: str) -> list[list[Cell]] | None:
    """The cells of the one table that HTML consists of; None where it is anything else, such as a page with words.

    LibreOffice tells the number behind each cell (`sdval`, and by its format `sdnum` whether it is a day), Excel's
    older forms do so too (`x:num`). A cell that spans others leaves those empty.
    """
    reader = _TableReader()
    try:
        reader.feed(html)
        reader.close()
    except AssertionError:  # html.parser raises it for some broken markup
        return None
    if reader.tables != 1 or reader.outside or not reader.rows:
        return None
    width = max(len(row) for row in reader.rows)
    return [[*row, *[Cell()] * (width - len(row))] for row in reader.rows]


_IGNORED = frozenset({"style", "script", "head", "title", "xml", "comment"})


class _TableReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[Cell]] = []
        self.tables = 0
        self.outside = False
        """Words stand outside the table."""
        self._depth = 0
        self._ignored = 0
        self._cell: list[str] | None = None
        self._known: dict[str, str] = {}
        self._hanging: dict[int, int] = {}
        """Columns that cells above reach down into, with how many rows more."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _IGNORED:
            self._ignored += 1
        elif tag == "table":
            self.tables += 1
            self._depth += 1
        elif tag == "tr" and self._depth:
            self._end_cell()
            self.rows.append([])
            self._skip_hanging()
        elif tag in ("td", "th") and self._depth:
            self._end_cell()
            if not self.rows:
                self.rows.append([])
            self._cell = []
            self._known = {name: value or "" for name, value in attrs}
        elif tag == "br" and self._cell is not None:
            self._cell.append("\v")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _IGNORED and tag != "table":
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _IGNORED:
            self._ignored = max(self._ignored - 1, 0)
        elif tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table":
            self._end_cell()
            self._depth = max(self._depth - 1, 0)
        elif tag in ("p", "div") and self._cell:
            self._cell.append("\v")

    def handle_data(self, data: str) -> None:
        if self._ignored:
            return
        if self._cell is not None:
            self._cell.append(data.replace("\v", " "))
        elif data.strip():
            self.outside = True

    def close(self) -> None:
        super().close()
        self._end_cell()

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        # In markup any run of white space is one space; only a tag breaks a line.
        lines = [" ".join(re.split("[ \t\r\n\f]+", line)).strip(" ") for line in "".join(self._cell).split("\v")]
        words = "\n".join(lines).strip("\n").replace("\u00a0", " ")
        row, known = self.rows[-1], self._known
        self._cell = None
        wide, high = _span(known.get("colspan")), _span(known.get("rowspan"))
        if len(row) + wide > _MOST_COLUMNS:
            return
        at = len(row)
        row.extend([Cell(words, _exact(known)), *[Cell()] * (wide - 1)])
        if high > 1:
            self._hanging.update(dict.fromkeys(range(at, at + wide), high - 1))
        self._skip_hanging()

    def _skip_hanging(self) -> None:
        row = self.rows[-1]
        while self._hanging.get(len(row), 0):
            self._hanging[len(row)] -= 1
            row.append(Cell())


def _span(written: str | None) -> int:
    return min(int(written), _MOST_COLUMNS) if written and written.isdecimal() else 1


_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


def _exact(known: dict[str, str]) -> float | date | None:
    try:
        value = float(known.get("sdval") or known.get("x:num") or "")
    except ValueError:
        return None
    if value != value or abs(value) > 1e15:
        return None
    # "1033;0;YYYY-MM-DD": the language it was written in, that of the format, and the format itself.
    form = _LITERAL.sub("", known.get("sdnum", "").rpartition(";")[2].upper())
    if "Y" in form or "J" in form or ("D" in form and "M" in form) or ("T" in form and "M" in form):
        try:
            return (datetime(1899, 12, 30) + timedelta(days=value)).date()
        except OverflowError:
            return None
    return value
