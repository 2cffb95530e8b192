"""Slips: counted by hand on small plans."""

from __future__ import annotations

from datetime import date

import pytest

from deliverydesk.analysis.baselines import Drift, slip_of
from deliverydesk.domain.entities import BaselineItem, Deliverable
from deliverydesk.domain.values import Stage

START, END = date(2026, 9, 7), date(2026, 10, 23)


def then(**given: object) -> BaselineItem:
    return BaselineItem(1, 2, 3, **{"planned_start": START, "planned_end": END, "effort_likely": 7.0, **given})  # type: ignore[arg-type]


def now(**given: object) -> Deliverable:
    return Deliverable(3, "Refusals", 1, **{"planned_start": START, "planned_end": END, "effort_likely": 7.0, **given})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "drift", "days"),
    [
        ({}, Drift.AS_PLANNED, 0),
        ({"planned_end": date(2026, 11, 4)}, Drift.LATER, 12),
        ({"planned_start": date(2026, 8, 31), "planned_end": date(2026, 10, 16)}, Drift.EARLIER, -7),
        ({"planned_start": date(2026, 9, 14)}, Drift.AS_PLANNED, 0),
        ({"planned_start": None, "planned_end": None}, Drift.TAKEN_OFF, 0),
        ({"archived": True}, Drift.TAKEN_OFF, 0),
        ({"stage": Stage.CANCELLED, "planned_end": date(2026, 11, 4)}, Drift.STOPPED, 12),
    ],
)
def test_the_planned_end_tells_how_a_deliverable_drifted(changed: dict[str, object], drift: Drift, days: int) -> None:
    found = slip_of(then(), now(**changed))
    assert (found.drift, found.days) == (drift, days)


def test_without_an_end_then_the_start_tells() -> None:
    found = slip_of(then(planned_end=None), now(planned_start=date(2026, 9, 10)))
    assert (found.drift, found.start_days, found.end_days, found.days) == (Drift.LATER, 3, None, 3)


def test_effort_is_compared_where_both_are_known() -> None:
    assert slip_of(then(), now(effort_likely=9.5)).effort_change == 2.5
    assert slip_of(then(effort_likely=None), now()).effort_change is None
    assert slip_of(then(), None).drift is Drift.TAKEN_OFF
