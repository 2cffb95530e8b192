"""Where months and quarters begin."""

from __future__ import annotations

from datetime import date, timedelta


def month_starts(first: date, last: date) -> list[date]:
    """The first days of the months from that of `first` to that of `last`."""
    found = [first.replace(day=1)]
    while (after := (found[-1] + timedelta(days=32)).replace(day=1)) <= last:
        found.append(after)
    return found


def quarter_starts(first: date, last: date, fiscal_year_start: int = 1) -> list[date]:
    """The first days of the quarters from that of `first` to that of `last`; a year may begin in any month."""
    months = month_starts(first - timedelta(days=92), last)
    begun = [day for day in months if (day.month - fiscal_year_start) % 3 == 0]
    while len(begun) > 1 and begun[1] <= first:
        begun.pop(0)
    return begun
