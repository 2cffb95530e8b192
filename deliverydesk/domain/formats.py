"""How this portfolio writes days and numbers, and the one place where words learn of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import TYPE_CHECKING

from deliverydesk.domain.values import DateStyle, NumberStyle
from deliverydesk.support.language import tr, trc
from deliverydesk.support.value import Value, value

if TYPE_CHECKING:
    from deliverydesk.domain.entities import Settings

MONTHS = (
    trc("month", "Jan"),
    trc("month", "Feb"),
    trc("month", "Mar"),
    trc("month", "Apr"),
    trc("month", "May"),
    trc("month", "Jun"),
    trc("month", "Jul"),
    trc("month", "Aug"),
    trc("month", "Sep"),
    trc("month", "Oct"),
    trc("month", "Nov"),
    trc("month", "Dec"),
)
"""Alone, or with a year: on an axis, in a heading. Not from strftime, which speaks the language of whatever locale a
library has set.
"""

_MONTHS_OF_DAYS = (
    trc("month of a day", "Jan"),
    trc("month of a day", "Feb"),
    trc("month of a day", "Mar"),
    trc("month of a day", "Apr"),
    trc("month of a day", "May"),
    trc("month of a day", "Jun"),
    trc("month of a day", "Jul"),
    trc("month of a day", "Aug"),
    trc("month of a day", "Sep"),
    trc("month of a day", "Oct"),
    trc("month of a day", "Nov"),
    trc("month of a day", "Dec"),
)
"""Beside a day, where some languages abbreviate otherwise."""

_DAY_MONTH, _DAY_MONTH_YEAR = tr("{day} {month}"), tr("{day} {month} {year}")
_MONTH_DAY, _MONTH_DAY_YEAR = tr("{month} {day}"), tr("{month} {day}, {year}")

_ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_STARTS = tuple(
    tuple(name.lower().rstrip(".") for name in names)
    for names in zip(_ENGLISH_MONTHS, MONTHS, _MONTHS_OF_DAYS, strict=True)
)
"""What the name of a month begins with where it is read: in English, and in the language of the program."""

NARROW_SPACE = "\u202f"
_SIGNS = {
    NumberStyle.POINT: (".", ","),
    NumberStyle.COMMA: (",", "."),
    NumberStyle.SPACE: (",", NARROW_SPACE),
    NumberStyle.APOSTROPHE: (".", "’"),
}


def month_named(word: str) -> int | None:
    """The month, 1 to 12, whose name or short form a person has typed, in English or the language of the program."""
    start = word.lower().rstrip(".")
    return next((at for at, names in enumerate(_MONTH_STARTS, 1) if start.startswith(names)), None)


@value
class Formats(Value):
    """A way of writing days and numbers."""

    date_style: DateStyle = DateStyle.DAY_MONTH
    number_style: NumberStyle = NumberStyle.POINT
    week_start: int = 1
    """Day, 1 for Monday to 7 for Sunday, on which a week begins."""

    @classmethod
    def of(cls, settings: Settings) -> Formats:
        """Those of a portfolio."""
        return cls(settings.date_style, settings.number_style, settings.week_start)

    @property
    def decimal(self) -> str:
        """The sign between whole and fraction."""
        return _SIGNS[self.number_style][0]

    @property
    def thousands(self) -> str:
        """What stands between thousands."""
        return _SIGNS[self.number_style][1]

    def styled(self, figure: str) -> str:
        """A figure of digits, commas between thousands and a decimal point, as this style writes it."""
        if self.number_style is NumberStyle.POINT:
            return figure
        return figure.translate({ord(","): self.thousands, ord("."): self.decimal})

    def plain(self, figure: str) -> str:
        """The way back from `styled`, without signs between thousands."""
        return figure.replace(self.thousands, "").replace(self.decimal, ".")

    def day(self, when: date, *, year: bool = True) -> str:
        """Like "6 Nov 2026", "Nov 6, 2026" or "2026-11-06". Without its year where `year` is False, save in ISO 8601,
        whose days are whole.
        """
        if self.date_style is DateStyle.ISO:
            return when.isoformat()
        if self.date_style is DateStyle.MONTH_DAY:
            words = _MONTH_DAY_YEAR if year else _MONTH_DAY
        else:
            words = _DAY_MONTH_YEAR if year else _DAY_MONTH
        return words.format(day=when.day, month=_MONTHS_OF_DAYS[when.month - 1], year=when.year)

    def tick(self, when: date) -> str:
        """A day whose year stands elsewhere, on an axis: "6 Nov", "Nov 6" or "11-06"."""
        return when.isoformat()[-5:] if self.date_style is DateStyle.ISO else self.day(when, year=False)

    def week_begin(self, when: date) -> date:
        """The first day of a day's week; the calendar's own first day where that would be before it."""
        back = (when.isoweekday() - self.week_start) % 7
        return date.fromordinal(max(when.toordinal() - back, 1))


# Words are made on every floor, from a rule's sentence to the tick of an axis. As decimal keeps its context, this keeps
# the formats: for each thread apart, told once by who opens a portfolio, and never asked to be handed through.
# A context rather than a thread's own storage: work that a window gives to a thread takes a copy of it along.
_IN_FORCE: ContextVar[Formats] = ContextVar("formats", default=Formats())  # noqa: B039 - frozen


def formats() -> Formats:
    """Those in force in this thread."""
    return _IN_FORCE.get()


def use(wanted: Formats) -> None:
    """Write so from here on, in this thread."""
    if _IN_FORCE.get() != wanted:
        _IN_FORCE.set(wanted)


@contextmanager
def using(wanted: Formats) -> Iterator[None]:
    """Write so within a block."""
    token = _IN_FORCE.set(wanted)
    try:
        yield
    finally:
        _IN_FORCE.reset(token)
