"""Weeks and their working days: Monday to Friday, whatever day a calendar begins its weeks on."""

from __future__ import annotations

from datetime import date, timedelta

WORKING_DAYS = 5
"""Monday to Friday."""


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def weeks_from(first: date, count: int) -> list[date]:
    """The Mondays of so many weeks from the one of `first` on."""
    return [monday(first) + timedelta(weeks=n) for n in range(count)]


def working_days(first: date, last: date) -> int:
    """Mondays to Fridays from one day to another, both included."""
    return max(working_days_before(last + timedelta(days=1)) - working_days_before(first), 0)


def working_days_before(day: date) -> int:
    """Mondays to Fridays from the first day of the calendar to the one before `day`."""
    weeks, weekday = divmod(day.toordinal() - 1, 7)  # day 1 of the calendar was a Monday
    return weeks * WORKING_DAYS + min(weekday, WORKING_DAYS)
