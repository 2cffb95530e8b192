"""The time scale of the roadmap: days to places and back, what its header says, and where a drag snaps."""

from __future__ import annotations

from datetime import date, timedelta
from math import floor
from typing import TYPE_CHECKING, Literal, NamedTuple

from deliverydesk.charts.axes import CalendarStep, calendar_dates, floor_to
from deliverydesk.charts.axes import after as following
from deliverydesk.charts.format import MONTHS
from deliverydesk.domain.formats import formats
from deliverydesk.support.language import tr, trc

if TYPE_CHECKING:
    from collections.abc import Callable

Unit = Literal["day", "week", "month"]
Zoom = Literal["Days", "Weeks", "Months", "Quarters", "Years"]
"""What the lower line of the time axis counts."""

ZOOM_WORDS: dict[Zoom, str] = {
    "Days": trc("zoom", "Days"),
    "Weeks": trc("zoom", "Weeks"),
    "Months": trc("zoom", "Months"),
    "Quarters": trc("zoom", "Quarters"),
    "Years": trc("zoom", "Years"),
}

FINEST = 48.0
COARSEST = 0.06
"""Logical pixels to a day at either end of the zoom: a month fills the pane, and 25 years do."""

_DAY, _MONTH = CalendarStep("day", 1), CalendarStep("month", 1)


class TimeScale(NamedTuple):
    """Day `origin` (it may be a fraction) lies at `left`; a day is `per_day` wide."""

    left: float
    origin: float
    per_day: float

    def x(self, day: float) -> float:
        """Where a day begins. On a paper that was pushed by whole pixels it differs by those, to the last bit."""
        return round(self.left - self.origin * self.per_day, 6) + day * self.per_day

    def day(self, x: float) -> float:
        """Which day lies at `x`, as a fraction."""
        return self.origin + (x - self.left) / self.per_day


class Calendar(NamedTuple):
    """How days are gathered: the month in which the year begins, 1 for the calendar's own, and the first day of the
    week, 1 for Monday to 7 for Sunday.
    """

    fiscal_start: int = 1
    week_start: int = 1

    def year_and_quarter(self, when: date) -> tuple[int, int]:
        """The year, named by the calendar year it ends in, and the quarter of a day."""
        since = (when.month - self.fiscal_start) % 12
        ends_later = self.fiscal_start > 1 and when.month >= self.fiscal_start
        return when.year + ends_later, since // 3 + 1

    def quarter_start(self, when: date) -> date:
        """The first day of a day's quarter."""
        back = (when.month - self.fiscal_start) % 3
        months = when.year * 12 + when.month - 1 - back
        return date(months // 12, months % 12 + 1, 1)

    def year_start(self, when: date) -> date:
        """The first day of a day's year."""
        return date(when.year - (when.month < self.fiscal_start), self.fiscal_start, 1)

    def year_words(self, when: date) -> str:
        """Like "2027", or "FY27" for a fiscal year."""
        year, _ = self.year_and_quarter(when)
        return str(year) if self.fiscal_start == 1 else tr("FY{year}", year=format(year % 100, "02"))

    def quarter_sign(self, when: date) -> str:
        """Like "Q1"."""
        return tr("Q{quarter}", quarter=self.year_and_quarter(when)[1])

    def quarter_words(self, when: date) -> str:
        """Like "FY27 Q1"."""
        return tr("{year} {quarter}", year=self.year_words(when), quarter=self.quarter_sign(when))

    def week_begin(self, when: date) -> date:
        """The first day of a day's week."""
        return when - timedelta(days=(when.isoweekday() - self.week_start) % 7)

    @property
    def first_workday(self) -> int:
        """The day, 1 for Monday to 7 for Sunday, on which a week's five days of work begin.

        Where weeks begin on Saturday, people rest on Friday and Saturday; elsewhere, also where the calendar begins
        with Sunday, on Saturday and Sunday.
        """
        return 7 if self.week_start == 6 else 1

    def rests(self, when: date) -> bool:
        """Whether a day is one of the two that nobody works on."""
        return (when.isoweekday() - self.first_workday) % 7 >= 5

    def week(self, when: date) -> int:
        """The number of a day's week: by ISO 8601 where weeks begin on Monday, else week 1 has 1 January."""
        if self.week_start == 1:
            return when.isocalendar()[1]
        begin = self.week_begin(when)
        last = begin + timedelta(days=6)
        first = self.week_begin(date(last.year, 1, 1))
        return (begin - first).days // 7 + 1


def quarter(today: int, ahead: int, fiscal_start: int = 1) -> tuple[int, int]:
    """The days [low, high) of the quarter of a day, or of one so many quarters ahead."""
    months = Calendar(fiscal_start).quarter_start(date.fromordinal(today))
    at = months.year * 12 + months.month - 1 + 3 * ahead
    low, high = (date(month // 12, month % 12 + 1, 1).toordinal() for month in (at, at + 3))
    return low, high


class Heading(NamedTuple):
    """One heading of the time axis over the days [start, end); `strong` ones are written in full ink."""

    start: int
    end: int
    words: str
    strong: bool


class Header(NamedTuple):
    """The two lines of the time axis, and the days where the grid has lines; `name` is the zoom."""

    name: Zoom
    upper: tuple[Heading, ...]
    lower: tuple[Heading, ...]
    strong_lines: tuple[int, ...]
    faint_lines: tuple[int, ...]


CALENDAR = Calendar()
_WIDE_MONTH = 92.0
"""A month with so much room has its fiscal quarter beside its name."""


def zoom_name(per_day: float) -> Zoom:
    """What the header's lower line counts at this zoom; `ZOOM_WORDS` has the word for it."""
    if per_day >= 16:
        return "Days"
    if per_day >= 1.15:
        return "Weeks"
    if per_day >= 0.75:
        return "Months"
    return "Quarters" if per_day >= 0.22 else "Years"


def header(
    low: float, high: float, per_day: float, this_year: int | None = None, calendar: Calendar = CALENDAR
) -> Header:
    """The header and grid for the days [low, high] at a zoom."""
    name = zoom_name(per_day)
    fiscal = calendar.fiscal_start > 1
    if name == "Days":

        def week_words(when: date) -> str:
            return tr("Week {week}, {day}", week=calendar.week(when), day=_dated(when, this_year))

        upper = _weeks(low, high, calendar, week_words)
        lower = _headings(low, high, _DAY, lambda when: str(when.day))
    elif name == "Weeks":
        upper = _upper_of_weeks(low, high, per_day, this_year, calendar)
        every = _stride(7 * per_day, 26)
        lower = tuple(
            heading if not every or (heading.start // 7) % every == 0 else heading._replace(words="")
            for heading in _weeks(low, high, calendar, lambda when: str(calendar.week(when)))
        )
    elif name == "Months":
        upper = _periods(low, high, calendar, 3 if fiscal else 12)
        lower = _headings(low, high, _MONTH, lambda when: MONTHS[when.month - 1])
    elif name == "Quarters":
        upper = _periods(low, high, calendar, 12)
        lower = tuple(
            heading._replace(words=calendar.quarter_sign(date.fromordinal(heading.start)))
            for heading in _periods(low, high, calendar, 3)
        )
    else:
        every = _stride(365.25 * per_day, 40)
        decade = CalendarStep("year", 10)
        upper = (
            _headings(low, high, decade, lambda when: tr("{year}s", year=when.year))
            if every == 1 and not fiscal
            else ()
        )
        lower = tuple(
            heading
            if calendar.year_and_quarter(date.fromordinal(heading.start))[0] % every == 0
            else heading._replace(words="")
            for heading in _periods(low, high, calendar, 12)
        )
    return Header(
        name,
        upper,
        lower,
        tuple(heading.start for heading in upper if heading.start >= low),
        tuple(heading.start for heading in lower if heading.words and heading.start >= low),
    )


def _upper_of_weeks(
    low: float, high: float, per_day: float, this_year: int | None, calendar: Calendar
) -> tuple[Heading, ...]:
    """Months; the first of a fiscal quarter tells the quarter. Where that is too narrow, quarters that tell months."""
    if calendar.fiscal_start == 1:
        return _headings(low, high, _MONTH, lambda when: _month(when, this_year))
    if 28 * per_day >= _WIDE_MONTH:

        def words(when: date) -> str:
            month = MONTHS[when.month - 1]
            return f"{calendar.quarter_words(when)}, {month}" if calendar.quarter_start(when) == when else month

        return _headings(low, high, _MONTH, words)
    found = _periods(low, high, calendar, 3)
    return tuple(heading._replace(words=f"{heading.words}, {_from_to(heading)}") for heading in found)


def _from_to(heading: Heading) -> str:
    first, last = date.fromordinal(heading.start), date.fromordinal(heading.end - 1)
    return f"{MONTHS[first.month - 1]} – {MONTHS[last.month - 1]}"


def _periods(low: float, high: float, calendar: Calendar, months: Literal[3, 12]) -> tuple[Heading, ...]:
    """Quarters or years, of the calendar or fiscal."""
    when = date.fromordinal(max(floor(low), 400))
    begin = calendar.quarter_start(when) if months == 3 else calendar.year_start(when)
    found: list[Heading] = []
    while begin.toordinal() <= high and begin.year < 9990:
        at = begin.year * 12 + begin.month - 1 + months
        end = date(at // 12, at % 12 + 1, 1)
        plain = calendar.fiscal_start == 1 and months == 3
        told = calendar.year_words(begin) if months == 12 else calendar.quarter_words(begin)
        words = calendar.quarter_sign(begin) if plain else told
        found.append(Heading(begin.toordinal(), end.toordinal(), words, strong=True))
        begin = end
    return tuple(found)


def _weeks(low: float, high: float, calendar: Calendar, words: Callable[[date], str]) -> tuple[Heading, ...]:
    begin = calendar.week_begin(date.fromordinal(max(floor(low), 400)))
    found: list[Heading] = []
    while begin.toordinal() <= high:
        end = begin + timedelta(days=7)
        found.append(Heading(begin.toordinal(), end.toordinal(), words(begin), strong=True))
        begin = end
    return tuple(found)


def _stride(width: float, needed: float) -> int:
    """How many steps go to one label that needs so much room."""
    for every in (1, 2, 4, 5, 8, 10, 20, 50):
        if width * every >= needed:
            return every
    return 100


def _headings(low: float, high: float, step: CalendarStep, words: object) -> tuple[Heading, ...]:
    assert callable(words)
    begin = floor_to(low, step)
    found = [begin, *(when for when in calendar_dates(low, high, step) if when > begin)]
    ends = [*found[1:], following(found[-1], step)]
    return tuple(
        Heading(when.toordinal(), end.toordinal(), str(words(when)), step.unit != "day")
        for when, end in zip(found, ends, strict=True)
    )


def _month(when: date, this_year: int | None) -> str:
    words = MONTHS[when.month - 1]
    return words if when.year == this_year or (this_year is None and when.month != 1) else f"{words} {when.year}"


def _dated(when: date, this_year: int | None) -> str:
    return formats().day(when, year=when.year != this_year)


def snap_unit(per_day: float) -> Unit:
    """What a drag snaps to at this zoom: the finest unit that a hand can hit."""
    return "day" if per_day >= 7 else "week" if per_day >= 1.15 else "month"


def snapped_start(day: float, unit: Unit) -> int:
    """The nearest day on which work may start: any, the first day of work of a week, the first of a month."""
    if unit == "day":
        return round(day)
    if unit == "week":
        begin = _work_begin(day)
        return _nearest(day, begin, begin + 7)
    month = floor_to(day, _MONTH)
    return _nearest(day, month.toordinal(), following(month, _MONTH).toordinal())


def snapped_end(day: float, unit: Unit) -> int:
    """The nearest day after the last: after any day, after the last day of work of a week, after the end of a month."""
    if unit != "week":
        return snapped_start(day, unit)
    begin = _work_begin(day)
    return _nearest(day, begin - 2, begin + 5)


def next_workweek(day: int) -> int:
    """The first day of work of the week that begins on a day or after it."""
    return _work_begin(day + 6)


def _work_begin(day: float) -> int:
    """The first day of work of a day's week, as weeks go in this portfolio."""
    at = floor_to(day, _DAY).toordinal()
    # 1 January of year 1, day 1, is a Monday
    return at - (at - Calendar(week_start=formats().week_start).first_workday) % 7


def _nearest(day: float, *candidates: int) -> int:
    return min(candidates, key=lambda ordinal: abs(ordinal - day))


def stepped(day: int, unit: Unit, steps: int) -> int:
    """The day so many snap units on, for the keyboard: from 14 March a month later is 14 April."""
    if unit == "day":
        return day + steps
    if unit == "week":
        return day + 7 * steps
    shown = date.fromordinal(day)
    months = shown.year * 12 + shown.month - 1 + steps
    year, month = divmod(months, 12)
    last = (following(date(year, month + 1, 1), _MONTH) - timedelta(days=1)).day
    return date(year, month + 1, min(shown.day, last)).toordinal()
