"""Dates as a person types them: "6 Nov", "6.11.", "2026-11-06", "fri", "+3w". No Qt."""

from __future__ import annotations

import re
from datetime import date, timedelta

from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.formats import Formats, formats, month_named
from deliverydesk.domain.values import DateStyle
from deliverydesk.support.language import tr, trc

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})\s*[./]\s*(\d{1,2})\s*(?:[./]\s*(\d{4}|\d{2})?)?")
_DAY_MONTH = re.compile(r"(\d{1,2})\.?\s*([^\W\d_]{3,9})\.?,?\s*(\d{4})?")
_MONTH_DAY = re.compile(r"([^\W\d_]{3,9})\.?\s*(\d{1,2}),?\s*(\d{4})?")
_SPAN = re.compile(r"(\d{1,5})\s*([^\W\d_]+)?")
_AHEAD = re.compile(r"\+\s*(\d{1,3})\s*([^\W\d_]+)")

WEEKDAYS = (
    trc("weekday", "Mon"),
    trc("weekday", "Tue"),
    trc("weekday", "Wed"),
    trc("weekday", "Thu"),
    trc("weekday", "Fri"),
    trc("weekday", "Sat"),
    trc("weekday", "Sun"),
)
"""From Monday on, short."""
_FULL_WEEKDAYS = (
    trc("weekday", "Monday"),
    trc("weekday", "Tuesday"),
    trc("weekday", "Wednesday"),
    trc("weekday", "Thursday"),
    trc("weekday", "Friday"),
    trc("weekday", "Saturday"),
    trc("weekday", "Sunday"),
)
_ENGLISH_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT = 3

# What a person may type: always in English, and in the language of the program. A translation has as many words for
# each as are needed, with blanks between them.
_NOTHING = {"", "—", "-", "none", *trc("can be typed as a date", "none").split()}
_TODAY = {"today", "now", *trc("can be typed as a date", "today now").split()}
_TOMORROW = {"tomorrow", *trc("can be typed as a date", "tomorrow").split()}
_UNITS = {
    **dict.fromkeys(["w", "week", "weeks", *trc("can be typed after a number", "w week weeks").split()], "w"),
    **dict.fromkeys(["m", "month", "months", *trc("can be typed after a number", "m month months").split()], "m"),
    **dict.fromkeys(["d", "day", "days", *trc("can be typed after a number", "d day days").split()], "d"),
}


def typed_span(text: str) -> int | None:
    """The days meant by "30", "30 days", "6 weeks" or "2 months" (of 30 days); None for nothing. Raises DeskError."""
    words = " ".join(text.lower().split())
    if words in _NOTHING:
        return None
    found = _SPAN.fullmatch(words)
    unit = _UNITS.get(found[2] or "d") if found is not None else None
    if found is None or unit is None:
        raise DeskError(tr("“{typed}” is no time. Write it as 30 days or 6 weeks.", typed=text.strip()))
    return int(found[1]) * {"d": 1, "w": 7, "m": 30}[unit]


def typed_date(text: str, today: date) -> date | None:
    """The date that is meant; None for nothing. Without a year the day within half a year of today is meant.

    Day comes before month where both are figures, save around a slash where the portfolio writes months first. Raises
    DeskError with what can be written instead.
    """
    words = " ".join(text.lower().split())
    if words in _NOTHING:
        return None
    if words in _TODAY:
        return today
    if words in _TOMORROW:
        return today + timedelta(days=1)
    try:
        found = _weekday(words, today) or _ahead(words, today) or _written(words, today)
    except (ValueError, OverflowError):
        raise DeskError(tr("“{text}” is not in the calendar.", text=text.strip()[:40])) from None
    if found is None:
        raise DeskError(
            tr(
                "“{text}” is no date. Write {day}, 2026-11-06, {figures}, Friday or +3w; nothing at all takes the date "
                "off.",
                text=text.strip()[:40],
                day=date_hint(),
                figures=_figures(),
            )
        )
    return found


def date_hint() -> str:
    """A day of this year as the portfolio writes it, for a hint of what can be typed."""
    style = Formats() if formats().date_style is DateStyle.ISO else formats()
    return style.day(date(2026, 11, 6), year=False)


def _figures() -> str:
    return "11/6" if formats().date_style is DateStyle.MONTH_DAY else "6.11."


def _weekday(words: str, today: date) -> date | None:
    word = words.removesuffix(".")
    for day, english in enumerate(_ENGLISH_WEEKDAYS):
        if word in (english, english[:_SHORT], WEEKDAYS[day].lower(), _FULL_WEEKDAYS[day].lower()):
            return today + timedelta(days=(day - today.weekday() - 1) % 7 + 1)
    return None


def unit_named(word: str) -> str:
    """The unit of time, "d", "w" or "m", that a person has typed; empty where it is none."""
    return _UNITS.get(word, "")


def _ahead(words: str, today: date) -> date | None:
    match = _AHEAD.fullmatch(words)
    unit = unit_named(match[2]) if match else ""
    if match is None or not unit:
        return None
    count = int(match[1])
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
        month = month_named(match[2])
        return _near(int(match[1]), month, match[3], today) if month else None
    if match := _MONTH_DAY.fullmatch(words):
        month = month_named(match[1])
        return _near(int(match[2]), month, match[3], today) if month else None
    return None


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
