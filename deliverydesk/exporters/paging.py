"""The words about slides that go on: which of how many one is, and which rows it shows."""

from __future__ import annotations

from deliverydesk.charts.format import number
from deliverydesk.support.language import tr, trn


def paged(title: str, page: int, pages: int) -> str:
    """A title with its place among the slides that share it; bare where there is one."""
    if pages <= 1:
        return title
    return tr("{title} ({page} of {pages})", title=title, page=number(page, 0), pages=number(pages, 0))


def rows_words(first: int, shown: int, count: int) -> str:
    """Like "Rows 17 to 32 of 48", for ``shown`` rows from ``first`` on, counted from 0; empty where all are there."""
    if shown >= count:
        return ""
    ends = {"first": number(first + 1, 0), "last": number(first + shown, 0)}
    return tr("Rows {first} to {last} of {count}", **ends, count=number(count, 0))


def table_alt(title: str, count: int, page_line: str) -> str:
    """A table to those who cannot see it."""
    words = trn("Table {title}, {n} row.", "Table {title}, {n} rows.", count, n=number(count, 0), title=title)
    return f"{words} {page_line}".strip()
