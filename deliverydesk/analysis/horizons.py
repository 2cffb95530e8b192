"""Now, next and later: where a deliverable stands on a roadmap without dates, derived from the plan, never stored."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from deliverydesk.analysis.load_grid import quarter_starts
from deliverydesk.domain.values import Stage

if TYPE_CHECKING:
    from deliverydesk.domain.entities import Deliverable

When = Literal["now", "next", "later", "unplanned"]
ORDER: tuple[When, ...] = ("now", "next", "later", "unplanned")
_DELIVERED = frozenset({Stage.DELIVERY, Stage.IMPROVING})
_GONE = frozenset({Stage.RELEASED, Stage.TABLED, Stage.CANCELLED})


class Quarters(NamedTuple):
    """The first days of the present fiscal quarter and of the two after it, and today."""

    today: date
    now: date
    next: date
    later: date

    @classmethod
    def of(cls, today: date, fiscal_year_start: int = 1) -> Quarters:
        """The quarters about a day."""
        starts = quarter_starts(today, today + timedelta(days=190), fiscal_year_start)
        return cls(today, *starts[:3])

    def start_of(self, when: When) -> date | None:
        """The day on which work that is put there begins: today or the first working day of its quarter."""
        if when == "unplanned":
            return None
        return working_day({"now": self.today, "next": self.next, "later": self.later}[when])


def when_of(item: Deliverable, quarters: Quarters) -> When | None:
    """Where a deliverable stands; None for what is released, tabled, cancelled or archived.

    Now is what is in delivery or improving, whatever its dates, and what is planned for any day of the present
    quarter or was to be over before it. Next is what is planned to start in the quarter after. Later is what is planned
    to start after that, and what has only a target date or a horizon. The rest is unplanned.
    """
    if item.archived or item.stage in _GONE:
        return None
    if item.stage in _DELIVERED:
        return "now"
    start = item.planned_start or item.planned_end
    if start is not None:
        if start < quarters.next:
            return "now"
        return "next" if start < quarters.later else "later"
    return "later" if item.target_date is not None or item.horizon is not None else "unplanned"


def working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(7 - day.weekday(), 0)) if day.weekday() > 4 else day
