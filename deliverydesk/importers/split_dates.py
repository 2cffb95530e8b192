"""Dates in parts: a column of years beside one of months, and of days perhaps, as statistics are often written."""

import datetime as dt
import re
from collections.abc import Sequence

from deliverydesk.importers.dates import FIRST_YEAR, LAST_YEAR
from deliverydesk.importers.model import Cell, cell_text
from deliverydesk.importers.months import MONTHS
from deliverydesk.importers.vocabulary import header_forms

#: The name of the column that the parts are put together in.
DATE_COLUMN = "Date"
_YEAR = re.compile(r"(?:\w+ )?(?:year|jahr|année|annee|año|ano|anno|jaar|yr|年)")
_MONTH = re.compile(r"(?:\w+ )?(?:month|monat|mois|mes|mês|mese|maand|月)|month (?:number|no|name)")
_DAY = re.compile(r"day|tag|jour|día|dia|giorno|dag|date of month|day of month|dom|日")
_WHOLE = re.compile(r"\b(?:date|datum|fecha|data|日付|timestamp)\b(?! of month)")
_MOSTLY = 0.9


def whole_dates(headers: Sequence[str], columns: Sequence[Sequence[Cell]]) -> tuple[str, ...]:
    """The days that the parts of each row make, in ISO form and "" where they make none; of a table with a column of
    whole dates, or without years and months apart, nothing.
    """
    plain = [" ".join(header_forms(header)[:1]) for header in headers]
    if any(_WHOLE.search(header) for header in plain):
        return ()
    year, month, day = (_place(plain, part) for part in (_YEAR, _MONTH, _DAY))
    if year is None or month is None:
        return ()
    dates = []
    for row in range(len(columns[year])):
        days = _number(columns[day][row]) if day is not None else 1
        dates.append(_iso(_number(columns[year][row]), _month(columns[month][row]), days))
    return tuple(dates) if dates and sum(map(bool, dates)) >= _MOSTLY * len(dates) else ()


def _place(headers: Sequence[str], part: re.Pattern[str]) -> int | None:
    return next((place for place, header in enumerate(headers) if part.fullmatch(header)), None)


def _number(cell: Cell) -> int | None:
    text = cell_text(cell).strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else None


def _month(cell: Cell) -> int | None:
    return _number(cell) or MONTHS.get(cell_text(cell).strip().rstrip(".").casefold())


def _iso(year: int | None, month: int | None, day: int | None) -> str:
    if year is None or month is None or day is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return ""
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return ""
