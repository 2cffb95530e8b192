"""Small builders for the tests of importers."""

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import xlsxwriter

from deliverydesk.charts.table import TableData
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.exporters.tables import CsvStyle, write_csv
from deliverydesk.importers import ImportPlan, Preview, ReadOptions, Table, guess_plan, preview, read_bytes


def table_of(text: str | bytes, name: str = "table.csv", **options: Any) -> Table:
    """The table in a text, with reading options by name."""
    data = text.encode() if isinstance(text, str) else text
    return read_bytes(data, name, ReadOptions(**options))


def imported(
    text: str, portfolio: Portfolio | None = None, plan: ImportPlan | None = None
) -> tuple[Preview, Portfolio]:
    """The preview of a text's import by its guessed plan, and the portfolio that it leads to."""
    portfolio = portfolio or Portfolio()
    table = table_of(text)
    found = preview(table, plan or guess_plan(table, portfolio), portfolio)
    return found, portfolio.after(found.change_set)


def workbook(*sheets: list[list[object]], **settings: object) -> bytes:
    """An XLSX workbook with these sheets, named One, Two, Three."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"default_date_format": "yyyy-mm-dd", **settings})
    for name, rows in zip(("One", "Two", "Three"), sheets, strict=False):
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for place, cell in enumerate(row):
                if cell != "":
                    sheet.write(at, place, cell)
    book.close()
    return target.getvalue()


def csv_text(table: TableData, style: CsvStyle | None = None) -> str:
    """A table as it is exported as CSV."""
    stream = io.StringIO(newline="")
    write_csv(table, stream, style or CsvStyle())
    return stream.getvalue()


_EPOCH = dt.date(1970, 1, 1)
_COUNTED: dict[str, Callable[[dt.date], int]] = {
    "excel-1900": lambda day: (day - dt.date(1899, 12, 30)).days,
    "excel-1904": lambda day: (day - dt.date(1904, 1, 1)).days,
    "epoch-ms": lambda day: (day - _EPOCH).days * 86_400_000,
    "epoch-s": lambda day: (day - _EPOCH).days * 86_400,
}
_WORDS = ("month", "quarter", "week", "half", "/yy", "Mmm", "…")


def written_date(day: dt.date, date_format: str) -> str:
    """A date as somebody else writes it; "" in a format with words."""
    if date_format in _COUNTED:
        return str(_COUNTED[date_format](day))
    year = ("yyyy", f"{day.year:04}") if "yyyy" in date_format else ("yy", f"{day.year % 100:02}")
    text = date_format.replace(*year, 1)
    if any(word in text for word in _WORDS):
        return ""
    return text.replace("mm", f"{day.month:02}").replace("dd", f"{day.day:02}")
