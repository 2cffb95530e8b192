"""Where the ticks of an axis stand and what they say; screen, paper and PowerPoint all ask here.

A time axis counts days: the value of a date is ``date.toordinal()``, so a fraction of a day is a fraction of
one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

from deliverydesk.charts.format import MONTHS, decimals_of, number
from deliverydesk.domain.formats import formats
from deliverydesk.support.language import tr
from deliverydesk.support.value import Value, value

EXCEL_EPOCH = date(1899, 12, 30).toordinal()
"""Day 0 of spreadsheets: ``x - EXCEL_EPOCH`` is the serial number that PowerPoint and Excel store."""

_FIRST_DAY, _LAST_DAY = date(1, 1, 1).toordinal(), date(9999, 1, 1).toordinal()

CalendarUnit = Literal["day", "week", "month", "year"]

# plain steps first: a step with a smaller figure of merit wins among those that give 4 to 6 intervals
_MANTISSAS = ((1.0, 0.0), (2.0, 0.0), (5.0, 0.0), (4.0, 0.15), (2.5, 0.3))


class Tick(NamedTuple):
    """One tick: its place in data, its label, and a second line (the year) where one is due."""

    value: float
    label: str
    under: str = ""


@value
class CalendarStep(Value):
    """The distance of calendar ticks: 1 week, 3 months (a quarter), 2 years, ..."""

    unit: CalendarUnit
    count: int


_STEPS = (
    CalendarStep("day", 1),
    CalendarStep("day", 2),
    CalendarStep("week", 1),
    CalendarStep("week", 2),
    CalendarStep("month", 1),
    CalendarStep("month", 2),
    CalendarStep("month", 3),
    CalendarStep("month", 6),
    *(CalendarStep("year", count) for count in (1, 2, 5, 10, 25, 50, 100, 500, 2500)),
)
_DAYS_IN = {"day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}


def nice_range(low: float, high: float, *, from_zero: bool = False, most: int = 6) -> tuple[float, float, float]:
    """A range of round figures around [low, high] and its step, so that 4 to ``most`` ticks cover it: (low,
    high, step). Equal ends are widened. ``from_zero`` lets the range begin (or end) at 0, as bars need.
    """
    if not (math.isfinite(low) and math.isfinite(high)):
        raise ValueError("an axis needs finite ends")
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if high - low <= max(abs(low), abs(high), 1.0) * 1e-9:
        room = max(abs(low), abs(high)) * 0.1
        room = room if room > 1e-9 else 1.0
        low, high = (low, high + room) if from_zero else (low - room, high + room)
    best: tuple[float, float, float, float] | None = None
    power = math.floor(math.log10((high - low) / 5))
    for exponent in (power - 1, power, power + 1):
        for mantissa, dislike in _MANTISSAS:
            step = mantissa * 10.0**exponent
            first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
            ticks = last - first + 1
            if not 4 <= ticks <= most:
                continue
            waste = (last - first) * step / (high - low) - 1 + dislike
            if best is None or waste < best[0] - 1e-9:
                best = (waste, first * step, last * step, step)
    if best is None:
        step = (high - low) / 4
        return low, high, step
    return _clean(best[1], best[3]), _clean(best[2], best[3]), best[3]


def number_ticks(low: float, high: float, room: int = 6) -> tuple[Tick, ...]:
    """Round ticks inside [low, high], at most ``room`` of them and 4 or more where the room allows."""
    if not high > low:
        return (Tick(low, number(low)),)
    room = max(room, 2)
    start = math.floor(math.log10((high - low) / room)) - 1
    candidates: list[tuple[float, float]] = []
    for exponent in range(start, start + 4):
        for mantissa, dislike in _MANTISSAS:
            step = mantissa * 10.0**exponent
            count = len(_multiples(low, high, step)) if (high - low) / step <= room else room + 1
            if 2 <= count <= room:
                candidates.append((dislike + 0.5 * max(min(4, room) - count, 0) - 0.01 * count, step))
    if not candidates:
        return tuple(Tick(value, number(value)) for value in (low, high))
    return step_ticks(low, high, min(candidates)[1])


def step_ticks(low: float, high: float, step: float) -> tuple[Tick, ...]:
    """A tick at every multiple of ``step`` inside [low, high]."""
    decimals = decimals_of(step, 12)
    return tuple(Tick(value, number(value, decimals)) for value in _multiples(low, high, step))


def log_ticks(low: float, high: float, room: int = 6) -> tuple[Tick, ...]:
    """Ticks of a logarithmic scale inside [low, high]: 1, 2, 5 of every power of ten, or fewer where ``room`` is
    short.
    """
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    for parts, every in (((1, 2, 5), 1), ((1, 3), 1), ((1,), 1), ((1,), 2), ((1,), 3)):
        powers = range(first, last + 1, every)
        values = [part * 10.0**power for power in powers for part in parts]
        inside = [value for value in values if low * (1 - 1e-9) <= value <= high * (1 + 1e-9)]
        if len(inside) <= max(room, 2):
            break
    return tuple(Tick(value, number(value)) for value in inside)


def _multiples(low: float, high: float, step: float) -> list[float]:
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [_clean(place * step, step) for place in range(first, last + 1)]


def _clean(value: float, step: float) -> float:
    """Take the binary dust off a multiple of ``step`` (0.30000000000000004 -> 0.3)."""
    rounded = round(value, decimals_of(step, 12))
    return 0.0 if rounded == 0 else rounded


def calendar_step(low: float, high: float, room: int) -> CalendarStep:
    """The finest step with at most ``room`` ticks in [low, high] (days)."""
    for step in _STEPS:
        if (high - low) / (_DAYS_IN[step.unit] * step.count) <= max(room, 2) - 1e-6:
            return step
    return _STEPS[-1]


_ROOM_OF: dict[CalendarUnit, float] = {"day": 62.0, "week": 62.0, "month": 42.0, "year": 48.0}


def room_for(low: float, high: float, wide: float) -> int:
    """How many calendar labels of the unit that suits find room on ``wide`` pixels of an axis from ``low`` to
    ``high``.
    """
    unit = calendar_step(low, high, int(wide / _ROOM_OF["month"])).unit
    return max(2, int(wide / _ROOM_OF[unit]))


def floor_to(value: float, step: CalendarStep) -> date:
    """The last tick of ``step`` on or before ``value``; weeks begin as the portfolio's do, quarters in January."""
    when = date.fromordinal(int(min(max(math.floor(value), _FIRST_DAY), _LAST_DAY)))
    if step.unit == "day":
        return date.fromordinal(max(when.toordinal() - (when.toordinal() % step.count), _FIRST_DAY))
    if step.unit == "week":
        # Monday 1 January of year 1 is day 1, so that whole weeks are counted from there
        back = (when.toordinal() - formats().week_start) % (7 * step.count)
        return date.fromordinal(max(when.toordinal() - back, _FIRST_DAY))
    if step.unit == "month":
        return date(when.year, (when.month - 1) // step.count * step.count + 1, 1)
    return date(max(when.year // step.count * step.count, 1), 1, 1)


def after(when: date, step: CalendarStep) -> date:
    """The tick that follows ``when``."""
    if step.unit == "month":
        months = when.month - 1 + step.count
        return date(min(when.year + months // 12, 9999), months % 12 + 1, 1)
    if step.unit == "year":
        return date(min(when.year - when.year % step.count + step.count, 9999), 1, 1)
    return when + timedelta(days=step.count * (7 if step.unit == "week" else 1))


def calendar_dates(low: float, high: float, step: CalendarStep) -> Iterator[date]:
    """The dates of all ticks of ``step`` inside [low, high]."""
    when = floor_to(low, step)
    while when.toordinal() <= high:
        if when.toordinal() >= low:
            yield when
        following = after(when, step)
        if following <= when:
            return
        when = following


def calendar_ticks(low: float, high: float, room: int = 6, this_year: int | None = None) -> tuple[Tick, ...]:
    """Ticks of weeks, months, quarters or years inside [low, high], at most ``room``, with labels such as "6
    Nov", "Nov", "Q4", "2026". The second line names the year at the first tick and where the year changes,
    unless all are this year.
    """
    step = calendar_step(low, high, room)
    dates = list(calendar_dates(low, high, step))
    all_this_year = this_year is not None and all(when.year == this_year for when in dates)
    ticks: list[Tick] = []
    shown: int | None = None
    for when in dates:
        new_year = when.year != shown
        shown = when.year
        under = str(when.year) if new_year and step.unit != "year" and not all_this_year else ""
        ticks.append(Tick(float(when.toordinal()), calendar_label(when, step), under))
    return tuple(ticks)


def calendar_label(when: date, step: CalendarStep) -> str:
    """What a tick of ``step`` at ``when`` says."""
    if step.unit == "year":
        return str(when.year)
    if step.unit == "month":
        return tr("Q{number}", number=(when.month + 2) // 3) if step.count == 3 else MONTHS[when.month - 1]
    return formats().tick(when)


def month_range(first: date, last: date) -> tuple[float, float]:
    """A time axis that begins at the first of a month and ends at the end of one, around [first, last]
    (days).
    """
    low = first.replace(day=1)
    high = after(last.replace(day=1), CalendarStep("month", 1))
    return float(low.toordinal()), float(high.toordinal())
