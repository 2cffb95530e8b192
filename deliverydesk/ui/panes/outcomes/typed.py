"""What a person typed into one cell, as a date or a number; never a guess between two meanings. No Qt."""

from __future__ import annotations

from datetime import date, timedelta

from deliverydesk.domain.wording import quoted
from deliverydesk.importers.dates import FIRST_YEAR, FORMATS, LAST_YEAR, NUMERIC_FORMATS, PERIOD_FORMATS, parse_date
from deliverydesk.importers.figures import format_number, parse_number
from deliverydesk.support.errors import DeskError

_DAY_FORMATS = tuple(name for name in FORMATS if name not in (*NUMERIC_FORMATS, *PERIOD_FORMATS))


def read_day(words: str, today: date) -> date:
    """The day meant: "6 Aug", "6 Aug 2026", "2026-08-06", "06.08.2026", "today". Without a year the newest one that
    is not in the future is meant. Raises DeskError with a sentence, also where two days could be meant.
    """
    words = words.strip()
    near = {"today": today, "yesterday": today - timedelta(days=1)}
    if words.casefold() in near:
        return near[words.casefold()]
    found = _days(words)
    if not found and words:
        for year in (today.year, today.year - 1):
            found = {day for day in _days(f"{words.rstrip('.')} {year}") if day <= today}
            if found:
                break
    if len(found) > 1:
        first, second = sorted(found)[:2]
        raise DeskError(
            f"{quoted(words)} may be {first.day} {first:%b %Y} or {second.day} {second:%b %Y}. "
            f"Write {first.isoformat()} or {second.isoformat()}."
        )
    if not found:
        raise DeskError(
            f"{quoted(words)} is no date from {FIRST_YEAR} to {LAST_YEAR}. Write it as 6 Aug 2026 or 2026-08-06."
        )
    return found.pop()


def _days(words: str) -> set[date]:
    return {day for name in _DAY_FORMATS if (day := parse_date(words, name)) is not None}


def read_value(words: str) -> float:
    """The number meant, with a decimal point or comma; spaces may part thousands. Raises DeskError with a sentence,
    also for "1,234", which is a thousand to some and little more than one to others.
    """
    point, comma = (parse_number(words.strip(), style) for style in ("point", "comma"))
    if point is None and comma is None:
        raise DeskError(f"{quoted(words.strip())} is no number. Write it as 61.2 or 61,2.")
    if point is not None and comma is not None and point != comma and "," in words:
        raise DeskError(f"{quoted(words.strip())} may be {point:g} or {comma:g}. Write {point:g} or {comma:g}.")
    value = point if point is not None else comma
    assert value is not None
    return value


def written(value: float | None) -> str:
    """A number as `read_value` reads it, every digit kept; empty for None."""
    if value is None:
        return ""
    short = format_number(value)
    return short if float(short) == value else repr(value)


def read_optional_value(words: str) -> float | None:
    """As `read_value`; None for an empty text."""
    return read_value(words) if words.strip() else None


def read_optional_day(words: str, today: date) -> date | None:
    """As `read_day`; None for an empty text."""
    return read_day(words, today) if words.strip() else None
