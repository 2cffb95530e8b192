"""Figures and dates as people read them, in one way on screen, on paper and in a deck.

Minus is U+2212, a range has an en dash, a thin space stands before the per cent sign, and a date names its
year only when it is not this one. Decimal signs, the order of a date and the place of a currency's sign are those of
`domain.formats`; the examples here are of the style that a new portfolio begins with.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache

from deliverydesk.domain.formats import MONTHS as MONTHS
from deliverydesk.domain.formats import formats
from deliverydesk.domain.values import NumberStyle
from deliverydesk.support.language import tr, trc, trn

MINUS = "\u2212"
EN_DASH = "\u2013"
THIN_SPACE = "\u2009"
NO_BREAK = "\u00a0"

_SIGNIFICANT = 3


def decimals_of(value: float, most: int = 6) -> int:
    """How many decimals ``value`` needs to be written exactly, at most ``most``; for steps of an axis (0.25
    -> 2).
    """
    for decimals in range(most):
        if math.isclose(value, round(value, decimals), rel_tol=1e-9, abs_tol=1e-12):
            return decimals
    return most


def number(value: float | None, decimals: int | None = None, *, signed: bool = False) -> str:
    """``value`` for reading: thousands with commas, a true minus, ``decimals`` digits after the point.
    Without ``decimals`` three significant digits at least and no trailing zeros; a missing value is an em
    dash.
    """
    if value is None or not math.isfinite(value):
        return "\u2014"
    if decimals is None:
        places = 0 if value == 0 else max(0, _SIGNIFICANT - 1 - math.floor(math.log10(abs(value))))
        places = min(places, 12)
        text = f"{abs(value):,.{places}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    else:
        text = f"{abs(value):,.{decimals}f}"
    is_zero = not any(digit in "123456789" for digit in text)
    text = formats().styled(text)
    if value < 0 and not is_zero:
        return MINUS + text
    return f"+{text}" if signed and not is_zero else text


def with_unit(value: float | None, unit: str, decimals: int | None = None, *, signed: bool = False) -> str:
    """``value`` and its unit: "62 %" with a thin space, "9.4 days" with a plain one, "€1,200" with a currency's sign
    before it where the decimal sign is a point, and "1.200 €" where it is a comma.
    """
    text = number(value, decimals, signed=signed)
    if not unit or value is None:
        return text
    if _leads(unit):
        sign, digits = (text[0], text[1:]) if text[0] in f"+{MINUS}" else ("", text)
        joint = NO_BREAK if formats().number_style is NumberStyle.APOSTROPHE else ""
        return f"{sign}{unit[0]}{joint}{digits}{unit[1:]}"
    return f"{text}{THIN_SPACE}{unit}" if unit.startswith("%") else f"{text} {unit}"


def percent(share: float | None, decimals: int = 0) -> str:
    """A share (0.62) as per cent ("62 %")."""
    return with_unit(None if share is None else share * 100, "%", decimals)


def between(low: float, high: float, unit: str = "", decimals: int | None = None) -> str:
    """A range: "58.8–63.4 %"; with a sign in it the word "to" keeps minus and dash apart ("−0.9 to 1.5")."""
    first, last = with_unit(low, unit[0] if _leads(unit) else "", decimals), with_unit(high, unit, decimals)
    if low < 0 or high < 0:
        return tr("{first} to {last}", first=first, last=last)
    return f"{first}{EN_DASH}{last}"


def _leads(unit: str) -> bool:
    """Whether a unit begins with a currency's sign that this style puts before the figure."""
    return unicodedata.category(unit[:1] or " ") == "Sc" and formats().decimal == "."


def day(when: date, today: date | None = None) -> str:
    """Like "6 Nov"; with its year when that is not the year of ``today`` or no today is given."""
    return formats().day(when, year=today is None or when.year != today.year)


def days_ago(when: date, today: date) -> str:
    """How long ago in words: "today", "1 day ago", "41 days ago", "in 3 days"."""
    count = (today - when).days
    if count == 0:
        return tr("today")
    days = number(abs(count), 0)
    if count > 0:
        return trn("{n} day ago", "{n} days ago", count, n=days)
    return trn("in {n} day", "in {n} days", -count, n=days)


def counted(count: int, one: str, many: str | None = None) -> str:
    """Like "1 reading", "13 readings"."""
    return f"{number(count, 0)} {one if count == 1 else many or one + 's'}"


def fitted(figure: str, fits: Callable[[str], bool]) -> str:
    """A figure, with its unit if it has one, in the most exact form that ``fits``: "2,109,876,543,210", "2.11 tn",
    "2 tn"; then without the unit; else as many hashes as fit, as in a spreadsheet. Never cut: "2,1…" would be read as
    another figure.
    """
    return next((form for form in (figure, *_shorter(figure), *_HASHES) if fits(form)), "")


def _shorter(figure: str) -> Iterator[str]:
    match = _figure_of(formats().decimal, formats().thousands).fullmatch(figure)
    if match is None:
        return
    sign, digits, unit = match.groups()
    if not _is_unit(unit):
        return
    short = [sign + form for form in _rounded(float(formats().plain(digits)))]
    yield from (form + unit for form in short)
    if unit:
        yield sign + digits
        yield from short


def _rounded(value: float) -> Iterator[str]:
    for significant in (3, 2, 1):
        rounded = float(f"{value:.{significant}g}")
        size, suffix = next(((size, suffix) for size, suffix in _SUFFIXES if rounded >= size), (1.0, ""))
        if rounded / size >= 1000:
            yield f"{rounded:.{significant}g}".replace("e+", "e")
        else:
            yield f"{number(rounded / size)}{suffix}"


def _is_unit(words: str) -> bool:
    """Whether what follows a figure is its unit and not the rest of a day or of a range: figures in it belong to a word
    ("ms p95", "t CO2") or are what is counted by ("per 1,000").
    """
    if not _WITH_FIGURE.search(words):
        return True
    counted_by, to = _COUNTED_BY.fullmatch(words), tr("{first} to {last}", first="", last="").strip()
    if counted_by is None or words.split()[0] == to:
        return False
    return counted_by[1] is None or re.fullmatch("10{2,}", re.sub(r"\D", "", counted_by[1])) is not None


_WITH_FIGURE = re.compile(r"[0-9]")
_COUNTED_BY = re.compile(r"(?:\s[^\d\s]+[0-9]*)*?(?:\s[^\d\s]+\s([0-9][0-9.,'\u2019\u00a0\u202f]*))?")


@lru_cache(maxsize=4)
def _figure_of(decimal: str, thousands: str) -> re.Pattern[str]:
    """A figure's sign (with a currency's), digits and unit in one style."""
    ahead = rf"(?:[^\w\s.,+{MINUS}][{NO_BREAK}]?)?"
    return re.compile(
        rf"([+{MINUS}]?{ahead})([0-9][0-9{re.escape(thousands)}]*(?:{re.escape(decimal)}[0-9]+)?)"
        r"(\s?[^\d\s]*|\s[^\d\s].*)"
    )


_SUFFIXES = (
    (1e12, " " + trc("thousand billions", "tn")),
    (1e9, " " + trc("thousand millions", "bn")),
    (1e6, " " + trc("millions", "M")),
    (1e3, " " + trc("thousands", "k")),
)
_HASHES = ("####", "###", "##", "#")


def calmed(text: str) -> str:
    """``text`` with at most four marks over or under one letter. More of them, which no language needs, reach into
    the rows above and below.
    """
    return text if text.isascii() else _STACKED.sub(r"\1", text)


_MARKS = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_STACKED = re.compile(f"({_MARKS}{{4}}){_MARKS}+")


def shortened(text: str, most: int) -> str:
    """``text`` cut to ``most`` characters with an ellipsis at a word's end where there is one near."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > most * 0.6 else cut).rstrip(" ,;:.") + "\u2026"
