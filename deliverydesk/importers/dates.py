"""Dates as files write them. A column has one format, chosen from all of its values; no cell is guessed alone."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from deliverydesk.domain.bounds import FIRST_YEAR as FIRST_YEAR
from deliverydesk.domain.bounds import LAST_YEAR as LAST_YEAR
from deliverydesk.importers.months import MONTHS
from deliverydesk.support.language import trc

_TIME = (
    r"(?:(?:T|,?\s+)(?:at\s+)?[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9](?:[.,:][0-9]{1,9})?)?"
    r"(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s?(?:Z|UTC|GMT|[A-Z]{3,4}|(?:UTC|GMT)?[+\-][0-9]{2}:?[0-9]{2}))?(?:\s\([^()]{2,40}\))?)?"
)
_WEEKDAY = r"(?:[^\W\d_]{2,12}\.?,?\s+)?"
_DAY, _MONTH, _YEAR, _SHORT = r"(?P<d>[0-3]?[0-9])", r"(?P<m>[01]?[0-9])", r"(?P<y>[0-9]{4})", r"(?P<y>[0-9]{2})"
_WORD = r"(?P<w>[^\W\d_]{3,12}\.?)"
_WEEK = r"(?i:KW|CW|WK|W|week|Kalenderwoche|Woche|semaine|semana)\.?\s?(?P<k>[0-5]?[0-9])"

_FISCAL = r"(?:(?:FY|GJ|AF|EF)\s?)?'?"
_QUARTER = (
    r"(?=[1-4]?\.?\s?[QqTtКк])(?:[QqTtКк](?:uarter|uartal|rim(?:estre)?)?\.?\s?)?(?P<q>[1-4])"
    r"(?:(?:er|e|º|\.|st|nd|rd|th)?\s?(?:quarter|[Qq]uartal|[Tt]rim(?:estre)?|[QqTt]))?"
)
_HALF = r"(?=[12]?\.?\s?[HhSs])(?:(?:HJ|[HhSs])\s?)?(?P<h>[12])(?:\.?\s?(?:Halbjahr|HJ|half|semestre|[HhSs]))?"

#: Format name to its pattern. Names are kept in saved mappings: do not rename them; people see `format_words`.
_PATTERNS: dict[str, str] = {
    "yyyy-mm-dd": rf"{_YEAR}-(?P<m>[0-9]{{1,2}})-(?P<d>[0-9]{{1,2}}){_TIME}",
    "yyyy/mm/dd": rf"{_YEAR}/{_MONTH}/{_DAY}{_TIME}",
    "yyyy.mm.dd": rf"{_YEAR}\.{_MONTH}\.{_DAY}\.?{_TIME}",
    "dd/mm/yyyy": rf"{_DAY}/{_MONTH}/{_YEAR}{_TIME}",
    "mm/dd/yyyy": rf"{_MONTH}/{_DAY}/{_YEAR}{_TIME}",
    "dd.mm.yyyy": rf"{_DAY}\.\s?{_MONTH}\.\s?{_YEAR}{_TIME}",
    "dd-mm-yyyy": rf"{_DAY}-{_MONTH}-{_YEAR}{_TIME}",
    "mm-dd-yyyy": rf"{_MONTH}-{_DAY}-{_YEAR}{_TIME}",
    "dd/mm/yy": rf"{_DAY}/{_MONTH}/{_SHORT}{_TIME}",
    "mm/dd/yy": rf"{_MONTH}/{_DAY}/{_SHORT}{_TIME}",
    "dd.mm.yy": rf"{_DAY}\.{_MONTH}\.{_SHORT}{_TIME}",
    "dd-mm-yy": rf"{_DAY}-{_MONTH}-{_SHORT}{_TIME}",
    "mm-dd-yy": rf"{_MONTH}-{_DAY}-{_SHORT}{_TIME}",
    "dd month yyyy": rf"{_WEEKDAY}{_DAY}(?:\.|st|nd|rd|th|er)?[\s/\-]{{0,2}}(?:de\s+)?{_WORD}(?:\s+de)?"
    rf"[,\s/\-]{{1,2}}{_YEAR}{_TIME}",
    "dd month yy": rf"{_DAY}\.?[\s/\-]{{1,2}}{_WORD}[\s/\-]{{1,2}}'?{_SHORT}{_TIME}",
    "month dd, yyyy": rf"{_WEEKDAY}{_WORD}\s?{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}{_TIME}",
    "yyyy month dd": rf"{_YEAR}[\s/\-]{_WORD}[\s/\-]{_DAY}{_TIME}",
    "month yyyy": rf"{_WORD}(?:\s+de)?[\s\-/.]{{0,2}}{_YEAR}",
    "month yy": rf"{_WORD}[\s\-/.]{{0,2}}'?{_SHORT}",
    "yyyy-mm": rf"{_YEAR}[\-/](?P<m>[0-9]{{1,2}})",
    "yyyy/yy": r"(?P<y>[0-9]{4})\s?[/\-–]\s?(?P<next>[0-9]{2}|[0-9]{4})",
    "yyyyMmm": rf"{_YEAR}[\s\-]?M(?P<m>[01]?[0-9])",
    "yyyy month": rf"{_YEAR}[\s\-/]{_WORD}",
    "mm/yyyy": rf"{_MONTH}[/.\-]{_YEAR}",
    "yyyy年mm月dd日": rf"{_YEAR}\s?年\s?(?P<m>[01]?[0-9])\s?月\s?(?P<d>[0-3]?[0-9])\s?日.{{0,10}}",
    "yyyy年mm月": rf"{_YEAR}\s?年\s?(?P<m>[01]?[0-9])\s?月",
    "FY yyyy": r"(?:FY|GJ|AF)\s?-?'?(?P<y>[0-9]{4}|[0-9]{2})",
    "month dd … yyyy": rf"{_WEEKDAY}{_WORD}\s+{_DAY}\s+[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?"
    rf"(?:\s+(?:[A-Z]{{2,5}}|[+\-][0-9]{{4}}))?\s+{_YEAR}",
    "quarter yyyy": rf"{_QUARTER}[\s\-/.']{{0,2}}{_FISCAL}{_YEAR}",
    "yyyy quarter": rf"{_FISCAL}{_YEAR}[\s\-/.]{{0,2}}[QqTt](?P<q>[1-4])",
    "quarter yy": rf"{_QUARTER}[\s\-/.']{{0,2}}{_FISCAL}{_SHORT}",
    "yy quarter": rf"(?:FY|GJ)\s?'?{_SHORT}[\s\-/.]{{0,2}}[QqTt](?P<q>[1-4])",
    "half yyyy": rf"{_HALF}[\s\-/.']{{0,2}}{_FISCAL}{_YEAR}",
    "yyyy half": rf"{_FISCAL}{_YEAR}[\s\-/.]{{0,2}}(?:HJ|[HhSs])(?P<h>[12])",
    "week yyyy": rf"{_WEEK}[\s\-/.']{{1,2}}{_YEAR}",
    "yyyy week": rf"{_YEAR}[\s\-/.]{{0,2}}{_WEEK}",
    "week yy": rf"{_WEEK}[\s\-/.']{{1,2}}{_SHORT}",
    "yyyy": r"(?P<y>1[5-9][0-9]{2}|2[01][0-9]{2})",
    "yyyymm": r"(?P<y>(?:19|20|21)[0-9]{2})(?P<m>0[1-9]|1[0-2])",
    "yyyymmdd": r"(?P<y>(?:19|20|21)[0-9]{2})(?P<m>[01][0-9])(?P<d>[0-3][0-9])",
    "excel-1900": r"(?P<n>[1-9][0-9]{4,5}(?:\.[0-9]+)?)",
    "excel-1904": r"(?P<n>[1-9][0-9]{4,5}(?:\.[0-9]+)?)",
    "epoch-ms": r"(?P<n>[0-9]{12,13})",
    "epoch-s": r"(?P<n>[0-9]{9,10})",
}
FORMATS: tuple[str, ...] = tuple(_PATTERNS)
#: These look like plain numbers, so they are chosen on their own only where the header speaks of a date.
NUMERIC_FORMATS = ("yyyy", "yyyymm", "yyyymmdd", "excel-1900", "epoch-ms", "epoch-s", "excel-1904")
#: Without a day: the first day of the month, quarter, half or year is taken, of a week by ISO 8601 its Monday.
PERIOD_FORMATS = (
    "month yyyy", "month yy", "yyyy-mm", "mm/yyyy", "quarter yyyy", "yyyy quarter", "week yyyy", "yyyy week", "week yy",
    "quarter yy", "yy quarter", "half yyyy", "yyyy half", "yyyy/yy", "yyyyMmm", "yyyy month", "yyyy年mm月", "FY yyyy",
    "yyyy", "yyyymm",
)  # fmt: skip


_TOKENS = {
    "yyyy": trc("in a date format", "yyyy"),
    "yy": trc("in a date format", "yy"),
    "mm": trc("in a date format", "mm"),
    "dd": trc("in a date format", "dd"),
    "month": trc("in a date format", "month"),
    "quarter": trc("in a date format", "quarter"),
    "half": trc("in a date format", "half"),
    "week": trc("in a date format", "week"),
}


def format_words(date_format: str) -> str:
    """A format's name as people see it: "dd.mm.yyyy"."""
    return re.sub("|".join(_TOKENS), lambda token: _TOKENS[token[0]], date_format)


@cache
def _compiled(date_format: str) -> re.Pattern[str]:
    return re.compile(_PATTERNS[date_format])


_LONGEST = 80
"""Characters of the longest: JavaScript writes "Mon Jan 05 2026 10:00:00 GMT+0100 (Central European Standard Time)"."""
_HAS_HALF_DAY = re.compile(r"[AaPp]\.?[Mm]\.?\b")


@dataclass(frozen=True, slots=True)
class DateFit:
    """Which formats read the most values of a column."""

    choices: tuple[str, ...]
    """Best choice first; empty where no format reads any value."""
    count: int
    """How many values the choices read."""


def parse_date(text: str, date_format: str) -> dt.date | None:
    """The date in ``text``, read in one format only; None where it does not fit or the day does not exist.

    A time of day is allowed and left out: dates are those that the file shows, in the file's own time zone.
    Raises KeyError for a format that is not in FORMATS.
    """
    day = any_date(text, date_format)
    return None if day is None else _in_range(day)


def any_date(text: str, date_format: str) -> dt.date | None:
    """As :func:`parse_date`, also for days that lie before or after all that the program keeps."""
    text = text.strip()
    found = _compiled(date_format).fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        return None
    parts = found.groupdict()
    try:
        if "n" in parts:
            return _in_range(_COUNTED[date_format](float(parts["n"])))
        year = int(parts["y"])
        if len(parts["y"]) == 2:
            year += 2000 if year < 70 else 1900  # the POSIX rule, with 69 still ahead of us
        if "next" in parts and int(parts["next"][-2:]) != (year + 1) % 100:
            return None
        if "k" in parts:
            return dt.date.fromisocalendar(year, int(parts["k"]), 1)
        return dt.date(year, _month(parts), int(parts.get("d") or 1))
    except (ValueError, OverflowError):
        return None


def _month(parts: Mapping[str, str]) -> int:
    if "q" in parts:
        return 3 * int(parts["q"]) - 2
    if "h" in parts:
        return 6 * int(parts["h"]) - 5
    if "w" in parts:
        return MONTHS.get(parts["w"].rstrip(".").casefold(), 0)
    return int(parts.get("m") or 1)


def find_format(texts: Iterable[str], numeric: bool = False, years: bool = False) -> DateFit:
    """The formats that read most of ``texts``; numeric ones only where the header speaks of a date, bare years only
    where it speaks of them.
    """
    values = list(dict.fromkeys(text.strip() for text in texts if text.strip()))
    # 1904 and 1900 always both fit; the rare one is for the person to choose
    usable = [n for n in FORMATS if n not in ("excel-1904", "yyyy") and (numeric or n not in NUMERIC_FORMATS)]
    usable += ["yyyy"] if years else []
    sample = values[:: max(1, len(values) // 40)][:60]
    usable = [name for name in usable if any(any_date(value, name) for value in sample)]
    counts = {name: sum(any_date(value, name) is not None for value in values) for name in usable}
    most = max(counts.values(), default=0)
    if not most:
        return DateFit((), 0)
    choices = [name for name in usable if counts[name] == most]
    if any(name.startswith("mm/dd") for name in choices) and any(_HAS_HALF_DAY.search(value) for value in sample):
        choices.sort(key=lambda name: not name.startswith("mm/dd"))  # am and pm go with the month first
    if "yyyy/yy" in choices and most > 1:
        choices.sort(key=lambda name: name != "yyyy/yy")  # as months, all of them would be the one after their year
    return DateFit(tuple(choices), most)


def _in_range(day: dt.date) -> dt.date | None:
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


_EPOCH = dt.date(1970, 1, 1)
# Serial 60 is the 29 February 1900 that Excel counts and that never was; all serials in range lie behind it.
_SERIAL_1900 = dt.date(1899, 12, 30)
_SERIAL_1904 = dt.date(1904, 1, 1)

_COUNTED: dict[str, Callable[[float], dt.date]] = {
    "excel-1900": lambda n: _SERIAL_1900 + dt.timedelta(days=int(n)),
    "excel-1904": lambda n: _SERIAL_1904 + dt.timedelta(days=int(n)),
    "epoch-ms": lambda n: _EPOCH + dt.timedelta(milliseconds=n),
    "epoch-s": lambda n: _EPOCH + dt.timedelta(seconds=n),
}
