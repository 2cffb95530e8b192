"""The present plan held against a saved one: how many days each deliverable slipped."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from deliverydesk.domain.values import Stage

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.domain.entities import BaselineItem, Deliverable


class Drift(StrEnum):
    """What became of a planned deliverable."""

    LATER = "later"
    EARLIER = "earlier"
    AS_PLANNED = "as planned"
    TAKEN_OFF = "taken off"
    """It has no planned dates any more, or was archived."""
    STOPPED = "stopped"
    """It was tabled or cancelled."""


@dataclass(frozen=True, slots=True)
class Slip:
    """The present plan of one deliverable less the saved one. Days are positive where it is later now."""

    drift: Drift
    start_days: int | None
    """None where either plan has no start."""
    end_days: int | None
    effort_change: float | None
    """Person-weeks of likely effort now, less those then; None where either is not known."""

    @property
    def days(self) -> int:
        """How much later it ends, or starts where no end was planned; 0 where neither can be told."""
        return self.end_days if self.end_days is not None else self.start_days or 0


def slip_of(then: BaselineItem, now: Deliverable | None) -> Slip:
    """How a deliverable moved since the baseline. What counts is its planned end; its start where there is no end."""
    if now is None or now.archived or (now.planned_start is None and now.planned_end is None):
        return Slip(Drift.TAKEN_OFF, None, None, None)
    start = _days(then.planned_start, now.planned_start)
    end = _days(then.planned_end, now.planned_end)
    effort = None
    if then.effort_likely is not None and now.effort_likely is not None:
        effort = now.effort_likely - then.effort_likely
    if now.stage in (Stage.TABLED, Stage.CANCELLED):
        return Slip(Drift.STOPPED, start, end, effort)
    days = end if end is not None else start or 0
    drift = Drift.LATER if days > 0 else Drift.EARLIER if days < 0 else Drift.AS_PLANNED
    return Slip(drift, start, end, effort)


def _days(then: date | None, now: date | None) -> int | None:
    return None if then is None or now is None else (now - then).days
