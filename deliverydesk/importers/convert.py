"""One cell to one value of a field, or the reason why it is none."""

import datetime as dt
import math
import re
from enum import Enum, StrEnum

from deliverydesk.domain.choices import choice_words
from deliverydesk.domain.effort import Effort, parse_effort
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.values import Period
from deliverydesk.domain.wording import figure
from deliverydesk.importers.dates import FIRST_YEAR, LAST_YEAR, NUMERIC_FORMATS, format_words, parse_date
from deliverydesk.importers.fields import CHOICES, DURATION_UNITS, EFFORT_UNITS
from deliverydesk.importers.figures import SIGN_WORDS, is_percent, parse_figure, parse_number
from deliverydesk.importers.model import Cell, cell_text
from deliverydesk.importers.words import CONFIDENCE_WORDS, choice_of, flag_of
from deliverydesk.support.language import tr, trc

_ADDRESS = re.compile(r"\s*<[^<>]*>\s*$")
_PARTS = re.compile(r"([0-9]+(?:[.,][0-9]+)?)\s*([^\W\d_]+)\.?")
_DURATION = re.compile(rf"\s*(?:{_PARTS.pattern}\s*,?\s*)+")
_UNITS: dict[str, str] = {
    word: unit
    for unit, words in {
        "person-weeks": "w wk wks week weeks pw woche wochen personenwoche personenwochen semaine semaines sem"
        " semana semanas",
        "person-months": "m mo mos month months pm mm monat monate personenmonat personenmonate mois mes meses",
        "person-days": "d day days pd tag tage personentag personentage manntag manntage pt j jour jours jh"
        " día días dia dias md",
        "hours": "h hr hrs hour hours ph std stunde stunden heure heures hora horas",
        "minutes": "min mins minute minutes minuten minuto minutos",
    }.items()
    for word in words.split()
}
_RATE = re.compile(r"(?P<figure>.*[^\s/])\s*(?:/|\s(?:per|each|a|pro|je|par|por)\s)\s*(?P<period>[^\W\d_]{1,12})\.?")
PERIODS = {
    word: period
    for period, words in {
        Period.WEEK: "w wk week weekly woche semaine semana",
        Period.MONTH: "m mo mth month monat mois mes",
        Period.QUARTER: "q qtr quarter quartal trimestre",
        Period.YEAR: "y yr a year annum jahr an año",
    }.items()
    for word in words.split()
}
_WEEKS = EFFORT_UNITS | {"minutes": EFFORT_UNITS["hours"] / 60}


_LASTS = {"person-weeks": "week", "person-months": "month", "person-days": "work day", "hours": "hour"}
"""Words of work as words of time: whoever plans five days means five of one person, or a week."""


class Misfit(Exception):
    """A cell is no value of its field; the message completes "“text” ..."."""


class TooLong(Misfit):
    """A text has more characters than are kept."""

    def __init__(self, text: str, most: int) -> None:
        super().__init__(
            tr("has {count} characters; at most {most} are kept", count=figure(len(text)), most=figure(most))
        )
        self.text = text


def _no_number(style: str) -> Misfit:
    return Misfit(tr("is no number with a {sign}", sign=SIGN_WORDS[style or "point"]))


def read_number(cell: Cell, style: str) -> float:
    """A finite number. Raises Misfit."""
    if isinstance(cell, bool):
        raise Misfit(tr("is no number"))
    if isinstance(cell, int | float):
        if not math.isfinite(cell):
            raise Misfit(tr("is no number"))
        return float(cell)
    value = parse_number(cell, style or "point") if isinstance(cell, str) else None
    if value is None:
        raise _no_number(style)
    return value


def read_figure(cell: Cell, style: str) -> tuple[float, str]:
    """A finite number and the unit written behind it, which is mostly empty. Raises Misfit."""
    if not isinstance(cell, str):
        return read_number(cell, style), ""
    found = parse_figure(cell, style or "point")
    if found is None:
        raise _no_number(style)
    return found


def read_duration(cell: Cell, style: str, unit: str) -> float:
    """Weeks from start to end: a number of units, or with its own, as "5 days". Raises Misfit."""
    value, written = read_figure(cell, style)
    named = _UNITS.get(written.casefold().rstrip("?."), "")
    if written and named not in _LASTS:
        raise _no_number(style)
    return value * DURATION_UNITS[_LASTS.get(named) or unit or "week"]


def read_rate(cell: Cell, style: str) -> tuple[float, Period | None]:
    """A finite number and the period that is written with it: "5000/month", "300 users per quarter". Raises Misfit."""
    found = _RATE.fullmatch(cell.strip()) if isinstance(cell, str) else None
    period = PERIODS.get(found["period"].casefold()) if found is not None else None
    if found is None or period is None:
        return read_figure(cell, style)[0], None
    return read_figure(found["figure"], style)[0], period


def read_date(cell: Cell, date_format: str) -> dt.date:
    """A date between FIRST_YEAR and LAST_YEAR, in the one format of the column. Raises Misfit."""
    day: dt.date | None = None
    if isinstance(cell, dt.datetime):
        day = cell.date()
    elif isinstance(cell, dt.date):
        day = cell
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        chosen = date_format if date_format in NUMERIC_FORMATS else "excel-1900"
        day = parse_date(cell_text(cell), chosen)
    elif isinstance(cell, str):
        if not date_format:
            raise Misfit(tr("has no date format yet; choose one for the column"))
        day = parse_date(cell, date_format)
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Misfit(
            tr(
                "is no date of the form {form} between {first} and {last}",
                form=format_words(date_format) or trc("form of a date", "date"),
                first=FIRST_YEAR,
                last=LAST_YEAR,
            )
        )
    return day


def same_unit(unit: str, wanted: str) -> bool:
    """Whether a unit behind a figure is the one that is wanted, perhaps shortened: "day", "days" and no unit are."""
    one, other = unit.casefold().rstrip("."), wanted.casefold().rstrip(".")
    return one.startswith(other) or other.startswith(one)


def read_days(cell: Cell, style: str) -> int:
    """A whole number of days. Raises Misfit."""
    value, unit = read_figure(cell, style)
    if not value.is_integer() or not (not unit or _UNITS.get(unit.casefold()) == "person-days"):
        raise Misfit(tr("is no whole number of days"))
    return int(value)


def read_choice(cell: Cell, field: str) -> Enum:
    """A member of a closed set. Raises Misfit."""
    found = choice_of(CHOICES[field], cell_text(cell))
    if found is None:
        raise Misfit(tr("is none of {choices}", choices=", ".join(choice_words(each) for each in CHOICES[field])))
    return found


def read_flag(cell: Cell) -> bool:
    """Yes or no. Raises Misfit."""
    found = flag_of(cell_text(cell))
    if found is None:
        raise Misfit(tr("is neither yes nor no"))
    return found


def read_share(cell: Cell, style: str, unit: str) -> float:
    """A share above 0 and up to 1, from per cent, a share, or the words high, medium and low. Raises Misfit."""
    if isinstance(cell, str) and (word := CONFIDENCE_WORDS.get(cell.strip().casefold())) is not None:
        return word
    value = _share(cell, style, unit)
    if not 0 < value <= 1:
        raise Misfit(tr("is no confidence above 0 % and up to 100 %"))
    return value


def read_part(cell: Cell, style: str, unit: str) -> float:
    """A share from 0 to 1, from per cent or a share. Raises Misfit."""
    value = _share(cell, style, unit)
    if not 0 <= value <= 1:
        raise Misfit(tr("is no share from 0 % to 100 %"))
    return value


def _share(cell: Cell, style: str, unit: str) -> float:
    value = read_number(cell, style)
    if isinstance(cell, str) and is_percent(cell):
        value /= 100
    elif unit == "percent":
        if 0 < value < 1:
            raise Misfit(tr("in a column of per cent may mean a share; write it with a per cent sign"))
        value /= 100
    return value


def read_effort(cell: Cell, style: str, unit: str) -> Effort:
    """Person-weeks from a number in the column's unit, from "3d 4h", or from "3–8". Raises Misfit."""
    factor = EFFORT_UNITS.get(unit, 1.0)
    if isinstance(cell, dt.timedelta):
        return Effort(None, _weeks(cell.total_seconds() * EFFORT_UNITS["seconds"]), None)
    if isinstance(cell, int | float) or (isinstance(cell, str) and parse_number(cell, style or "point") is not None):
        value = read_number(cell, style)
        return Effort(None, value if factor == 1.0 else _weeks(value * factor), None)
    text = cell_text(cell).strip()
    if _DURATION.fullmatch(text) and (weeks := _duration(text)) is not None:
        return Effort(None, weeks, None)
    try:
        effort = parse_effort(text)
    except DeskError:
        raise Misfit(tr("is no effort; write 5, 3–8, 3/5/8 or 10 days")) from None
    if not any(char.isalpha() for char in text):
        effort = Effort(*(None if value is None else _weeks(value * factor) for value in effort))
    return effort


def _duration(text: str) -> float | None:
    total = 0.0
    for number, word in _PARTS.findall(text):
        unit = _UNITS.get(word.casefold())
        if unit is None:
            return None
        total += float(number.replace(",", ".")) * _WEEKS[unit]
    return _weeks(total)


def _weeks(value: float) -> float:
    # Six figures are finer than any estimate and hide the noise of changing units.
    return float(f"{value:.6g}")


def read_word(cell: Cell, words: dict[str, StrEnum]) -> StrEnum | None:
    """The stage or kind that the plan gives a word; None where it gives none. ``words`` in lower case."""
    return words.get(" ".join(cell_text(cell).split()).casefold())


def read_name(cell: Cell) -> str:
    """A person's or thing's name on one line, without a mail address or account behind it."""
    text = " ".join(cell_text(cell).replace("\0", "␀").split())
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1].strip()
    return _ADDRESS.sub("", text) or text


def read_long_text(cell: Cell) -> str:
    """Text with its line breaks, in one form."""
    return cell_text(cell).replace("\0", "␀").replace("\r\n", "\n").replace("\r", "\n").strip()


def split_list(text: str, separators: str) -> list[str]:
    """The parts of a cell, without empty ones; brackets around the whole are taken off."""
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1]
    for separator in separators[1:]:
        text = text.replace(separator, separators[0])
    parts = text.split(separators[0]) if separators else [text]
    return [clean for part in parts if (clean := " ".join(part.split()).strip("\"'"))]
