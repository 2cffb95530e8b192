"""The time scale of the roadmap: days to places and back, what its header says, and where a drag snaps."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, NamedTuple

from deliverydesk.charts.axes import CalendarStep, calendar_dates, floor_to
from deliverydesk.charts.axes import after as following
from deliverydesk.charts.format import MONTHS

Unit = Literal["day", "week", "month"]

FINEST = 48.0
COARSEST = 0.06
"""Logical pixels to a day at either end of the zoom: a month fills the pane, and 25 years do."""

_DAY, _WEEK = CalendarStep("day", 1), CalendarStep("week", 1)
_MONTH, _QUARTER, _YEAR = CalendarStep("month", 1), CalendarStep("month", 3), CalendarStep("year", 1)


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


class Heading(NamedTuple):
    """One heading of the time axis over the days [start, end); `strong` ones are written in full ink."""

    start: int
    end: int
    words: str
    strong: bool


class Header(NamedTuple):
    """The two lines of the time axis, and the days where the grid has lines; `name` is the zoom's name."""

    name: str
    upper: tuple[Heading, ...]
    lower: tuple[Heading, ...]
    strong_lines: tuple[int, ...]
    faint_lines: tuple[int, ...]


def zoom_name(per_day: float) -> str:
    """What the header's lower line counts at this zoom: "Days", "Weeks", "Months", "Quarters", "Years"."""
    if per_day >= 16:
        return "Days"
    if per_day >= 1.15:
        return "Weeks"
    if per_day >= 0.75:
        return "Months"
    return "Quarters" if per_day >= 0.22 else "Years"


def header(low: float, high: float, per_day: float, this_year: int | None = None) -> Header:
    """The header and grid for the days [low, high] at a zoom."""
    name = zoom_name(per_day)
    if name == "Days":
        upper = _headings(low, high, _WEEK, lambda when: f"Week {when.isocalendar()[1]}, {_dated(when, this_year)}")
        lower = _headings(low, high, _DAY, lambda when: str(when.day))
    elif name == "Weeks":
        upper = _headings(low, high, _MONTH, lambda when: _month(when, this_year))
        every = _stride(7 * per_day, 26)
        lower = tuple(
            heading if not every or (heading.start // 7) % every == 0 else heading._replace(words="")
            for heading in _headings(low, high, _WEEK, lambda when: str(when.isocalendar()[1]))
        )
    elif name == "Months":
        upper = _headings(low, high, _YEAR, lambda when: str(when.year))
        lower = _headings(low, high, _MONTH, lambda when: MONTHS[when.month - 1])
    elif name == "Quarters":
        upper = _headings(low, high, _YEAR, lambda when: str(when.year))
        lower = _headings(low, high, _QUARTER, lambda when: f"Q{(when.month + 2) // 3}")
    else:
        every = _stride(365.25 * per_day, 40)
        decade = CalendarStep("year", 10)
        upper = _headings(low, high, decade, lambda when: f"{when.year}s") if every == 1 else ()
        lower = tuple(
            heading if date.fromordinal(heading.start).year % every == 0 else heading._replace(words="")
            for heading in _headings(low, high, _YEAR, lambda when: str(when.year))
        )
    return Header(
        name,
        upper,
        lower,
        tuple(heading.start for heading in upper if heading.start >= low),
        tuple(heading.start for heading in lower if heading.words and heading.start >= low),
    )


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
    words = f"{when.day} {MONTHS[when.month - 1]}"
    return words if when.year == this_year else f"{words} {when.year}"


def snap_unit(per_day: float) -> Unit:
    """What a drag snaps to at this zoom: the finest unit that a hand can hit."""
    return "day" if per_day >= 7 else "week" if per_day >= 1.15 else "month"


def snapped_start(day: float, unit: Unit) -> int:
    """The nearest day on which work may start: any, a Monday, the first of a month."""
    if unit == "day":
        return round(day)
    step = _WEEK if unit == "week" else _MONTH
    return _nearest(day, [floor_to(day, step), following(floor_to(day, step), step)])


def snapped_end(day: float, unit: Unit) -> int:
    """The nearest day after the last: after any day, after a Friday, after the end of a month."""
    if unit == "day":
        return round(day)
    if unit == "week":
        monday = floor_to(day, _WEEK)
        return _nearest(day, [monday + timedelta(days=offset) for offset in (-2, 5)])
    return snapped_start(day, unit)


def _nearest(day: float, candidates: list[date]) -> int:
    return min((when.toordinal() for when in candidates), key=lambda ordinal: abs(ordinal - day))


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
