"""Dates as a person types them: "6 Nov", "6.11.", "2026-11-06", "fri", "+3w". No Qt."""

from __future__ import annotations

import re
from datetime import date, timedelta

from deliverydesk.charts.format import MONTHS
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.formats import formats
from deliverydesk.domain.values import DateStyle

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})\s*[./]\s*(\d{1,2})\s*(?:[./]\s*(\d{4}|\d{2})?)?")
_DAY_MONTH = re.compile(r"(\d{1,2})\.?\s*([a-z]{3,9})\.?,?\s*(\d{4})?")
_MONTH_DAY = re.compile(r"([a-z]{3,9})\.?\s*(\d{1,2}),?\s*(\d{4})?")
_AHEAD = re.compile(r"\+\s*(\d{1,3})\s*(d|day|days|w|week|weeks|m|month|months)")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FULL_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def typed_date(text: str, today: date) -> date | None:
    """The date that is meant; None for nothing. Without a year the day within half a year of today is meant.

    Day comes before month where both are figures, save around a slash where the portfolio writes months first. Raises
    DeskError with what can be written instead.
    """
    words = " ".join(text.lower().split())
    if words in ("", "—", "-", "none"):
        return None
    if words in ("today", "now"):
        return today
    if words == "tomorrow":
        return today + timedelta(days=1)
    try:
        found = _weekday(words, today) or _ahead(words, today) or _written(words, today)
    except (ValueError, OverflowError):
        raise DeskError(f"“{text.strip()[:40]}” is not in the calendar.") from None
    if found is None:
        raise DeskError(
            f"“{text.strip()[:40]}” is no date. Write {date_hint()}, 2026-11-06, {_figures()}, Friday or +3w; "
            "nothing at all takes the date off."
        )
    return found


def date_hint() -> str:
    """A day of this year as the portfolio writes it, for a hint of what can be typed."""
    return "Nov 6" if formats().date_style is DateStyle.MONTH_DAY else "6 Nov"


def _figures() -> str:
    return "11/6" if formats().date_style is DateStyle.MONTH_DAY else "6.11."


def _weekday(words: str, today: date) -> date | None:
    for names in (_WEEKDAYS, _FULL_WEEKDAYS):
        if words in names:
            return today + timedelta(days=(names.index(words) - today.weekday() - 1) % 7 + 1)
    return None


def _ahead(words: str, today: date) -> date | None:
    match = _AHEAD.fullmatch(words)
    if match is None:
        return None
    count, unit = int(match[1]), match[2][0]
    if unit == "m":
        months = today.year * 12 + today.month - 1 + count
        first = date(months // 12, months % 12 + 1, 1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return first.replace(day=min(today.day, last.day))
    return today + timedelta(days=count * (7 if unit == "w" else 1))


def _written(words: str, today: date) -> date | None:
    if match := _ISO.fullmatch(words):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _DOTTED.fullmatch(words):
        if "/" in words and formats().date_style is DateStyle.MONTH_DAY:
            return _near(int(match[2]), int(match[1]), match[3], today)
        return _near(int(match[1]), int(match[2]), match[3], today)
    if match := _DAY_MONTH.fullmatch(words):
        month = _month(match[2])
        return _near(int(match[1]), month, match[3], today) if month else None
    if match := _MONTH_DAY.fullmatch(words):
        month = _month(match[1])
        return _near(int(match[2]), month, match[3], today) if month else None
    return None


def _month(name: str) -> int:
    for number, short in enumerate(MONTHS, start=1):
        if name.startswith(short.lower()):
            return number
    return 0


def _near(day: int, month: int, year: str | None, today: date) -> date:
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    candidates = []
    for near in (today.year - 1, today.year, today.year + 1):
        try:
            candidates.append(date(near, month, day))
        except ValueError:
            continue  # the 29th of February of a common year
    if not candidates:
        raise ValueError
    return min(candidates, key=lambda found: abs((found - today).days))
