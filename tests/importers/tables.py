"""Small builders for the tests of importers."""

import io
from typing import Any

import xlsxwriter

from deliverydesk.domain.portfolio import Portfolio
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
