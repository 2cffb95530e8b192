"""What a person typed into one cell, as a date or a number; never a guess between two meanings. No Qt."""

from __future__ import annotations

from datetime import date, timedelta

from deliverydesk.domain.formats import formats
from deliverydesk.domain.values import DateStyle
from deliverydesk.domain.wording import day_words, quoted
from deliverydesk.importers.dates import FIRST_YEAR, FORMATS, LAST_YEAR, NUMERIC_FORMATS, PERIOD_FORMATS, parse_date
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr
from deliverydesk.ui.typed import read_number

_DAY_FORMATS = tuple(name for name in FORMATS if name not in (*NUMERIC_FORMATS, *PERIOD_FORMATS))


def read_day(words: str, today: date) -> date:
    """The day meant: "6 Aug", "6 Aug 2026", "2026-08-06", "06.08.2026", "today". Without a year the newest one that
    is not in the future is meant. Raises DeskError with a sentence, also where two days could be meant.
    """
    words = words.strip()
    near = dict.fromkeys(("today", tr("today").casefold()), today)
    near |= dict.fromkeys(("yesterday", tr("yesterday").casefold()), today - timedelta(days=1))
    if words.casefold() in near:
        return near[words.casefold()]
    found = _days(words)
    if not found and words:
        for year in (today.year, today.year - 1):
            found = {day for day in _days(f"{words.rstrip('.')} {year}") if day <= today}
            if found:
                break
    if len(found) > 1 and formats().date_style is DateStyle.MONTH_DAY:
        found = {day for name in ("mm/dd/yyyy", "mm/dd/yy") if (day := parse_date(words, name)) is not None} or found
    if len(found) > 1:
        first, second = sorted(found)[:2]
        raise DeskError(
            tr(
                "{typed} may be {first} or {second}. Write {first_written} or {second_written}.",
                typed=quoted(words),
                first=day_words(first),
                second=day_words(second),
                first_written=first.isoformat(),
                second_written=second.isoformat(),
            )
        )
    if not found:
        raise DeskError(
            tr(
                "{typed} is no date from {first} to {last}. Write it as {example} or 2026-08-06.",
                typed=quoted(words),
                first=FIRST_YEAR,
                last=LAST_YEAR,
                example=day_words(date(2026, 8, 6)),
            )
        )
    return found.pop()


def _days(words: str) -> set[date]:
    return {day for name in _DAY_FORMATS if (day := parse_date(words, name)) is not None}


def read_value(words: str) -> float:
    """A reading as `deliverydesk.ui.typed.read_number` reads it; a per cent sign is the unit's and left out.

    Raises DeskError with a sentence, also where nothing was typed.
    """
    value = read_number(words.strip().removesuffix("%"))
    if value is None:
        raise DeskError(tr("{typed} is no number. Write it as 61.2 or 61,2.", typed=quoted(words.strip())))
    return value


def read_optional_value(words: str) -> float | None:
    """As `read_value`; None for an empty text."""
    return read_value(words) if words.strip() else None


def read_optional_day(words: str, today: date) -> date | None:
    """As `read_day`; None for an empty text."""
    return read_day(words, today) if words.strip() else None
