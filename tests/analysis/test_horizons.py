"""Now, next and later follow from the plan, by fiscal quarters."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.analysis.horizons import ORDER, Quarters, When, when_of, working_day
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.values import Horizon, Stage

TODAY = date(2026, 8, 19)
QUARTERS = Quarters.of(TODAY)
DAYS = st.dates(date(2020, 1, 1), date(2032, 1, 1))


def item(**values: object) -> Deliverable:
    return Deliverable(1, "Search", 1, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, "unplanned"),
        ({"horizon": Horizon.TWO}, "later"),
        ({"target_date": date(2026, 9, 1)}, "later"),
        ({"planned_start": date(2026, 9, 30), "planned_end": date(2026, 11, 1)}, "now"),
        ({"planned_start": date(2026, 2, 1), "planned_end": date(2026, 3, 1)}, "now"),
        ({"planned_start": date(2026, 10, 1), "planned_end": date(2027, 3, 1)}, "next"),
        ({"planned_end": date(2026, 12, 31)}, "next"),
        ({"planned_start": date(2027, 1, 1)}, "later"),
        ({"planned_start": date(2027, 1, 1), "stage": Stage.DELIVERY}, "now"),
        ({"stage": Stage.IMPROVING}, "now"),
        ({"planned_start": TODAY, "stage": Stage.RELEASED}, None),
        ({"planned_start": TODAY, "stage": Stage.TABLED}, None),
        ({"planned_start": TODAY, "archived": True}, None),
    ],
)
def test_where_an_item_stands(values: dict[str, object], expected: When | None) -> None:
    assert when_of(item(**values), QUARTERS) == expected


@pytest.mark.parametrize(
    ("begins", "now", "after", "later"),
    [
        (1, date(2026, 7, 1), date(2026, 10, 1), date(2027, 1, 1)),
        (2, date(2026, 8, 1), date(2026, 11, 1), date(2027, 2, 1)),
        (9, date(2026, 6, 1), date(2026, 9, 1), date(2026, 12, 1)),
    ],
)
def test_quarters_follow_the_fiscal_year(begins: int, now: date, after: date, later: date) -> None:
    assert Quarters.of(TODAY, begins) == (TODAY, now, after, later)


@given(DAYS, st.integers(1, 12))
def test_what_is_put_somewhere_stands_there(today: date, begins: int) -> None:
    quarters = Quarters.of(today, begins)
    assert quarters.now <= today < quarters.next < quarters.later
    for when in ORDER:
        start = quarters.start_of(when)
        stands = when_of(item(planned_start=start, planned_end=start), quarters)
        # a weekend at the very end of a quarter has its next working day in the one after
        assert stands == when or (when == "now" and start is not None and start >= quarters.next)


@given(DAYS)
def test_work_begins_on_a_working_day(day: date) -> None:
    found = working_day(day)
    assert found.weekday() < 5
    assert 0 <= (found - day).days <= 2
