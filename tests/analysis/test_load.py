"""Team load by week: effort spread over working days, capacity less absences, nothing lost on the way."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.analysis.load import WeekLoad, team_load
from deliverydesk.domain.entities import Absence, Deliverable, Demand, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage
from deliverydesk.domain.workdays import weeks_from, working_days

MONDAY = date(2026, 8, 17)
TEAM = Team(9, "Data", members=4.0, focus=0.75)


def planned(start: date, end: date, **values: object) -> Deliverable:
    return Deliverable(1, "Search", 0, planned_start=start, planned_end=end, **values)  # type: ignore[arg-type]


def test_a_demand_is_spread_over_the_working_days_of_the_plan() -> None:
    # Wednesday to the next week's Tuesday: three and two working days.
    item = planned(MONDAY + timedelta(days=2), MONDAY + timedelta(days=8))
    load = team_load(Portfolio.of([TEAM, item, Demand(5, 1, 9, likely=10.0)]), weeks_from(MONDAY, 3))[9]
    assert [(week.week, week.load) for week in load.weeks] == [
        (MONDAY, 6.0),
        (MONDAY + timedelta(weeks=1), 4.0),
        (MONDAY + timedelta(weeks=2), 0.0),
    ]
    assert load.weeks[0].capacity == 3.0
    assert (load.weeks[0].over, load.weeks[1].over) == (3.0, 1.0)
    assert load.weeks[0].utilisation == 2.0


def test_absences_lower_the_capacity_of_their_days() -> None:
    away = Absence(7, 9, MONDAY + timedelta(days=3), MONDAY + timedelta(days=9), members=2.0)
    weeks = team_load(Portfolio.of([TEAM, away]), weeks_from(MONDAY, 3))[9].weeks
    # Thursday and Friday away: 2 of 5 days; then Monday to Wednesday: 3 of 5.
    assert [week.capacity for week in weeks] == pytest.approx([(4 - 0.8) * 0.75, (4 - 1.2) * 0.75, 3.0])


def test_more_people_away_than_there_are_leaves_nothing_and_no_utilisation() -> None:
    away = Absence(7, 9, MONDAY, MONDAY + timedelta(days=6), members=9.0)
    (week,) = team_load(Portfolio.of([TEAM, away]), [MONDAY])[9].weeks
    assert (week.capacity, week.utilisation) == (0.0, None)


def test_work_planned_for_a_weekend_is_not_lost() -> None:
    saturday = MONDAY + timedelta(days=5)
    entities = [TEAM, planned(saturday, saturday), Demand(5, 1, 9, likely=1.0)]
    assert [week.load for week in team_load(Portfolio.of(entities), weeks_from(MONDAY, 2))[9].weeks] == [1.0, 0.0]
    later = weeks_from(MONDAY + timedelta(weeks=1), 2)
    assert [week.load for week in team_load(Portfolio.of(entities), later)[9].weeks] == [0.0, 0.0]


def test_what_the_plan_does_not_show_is_counted_apart() -> None:
    items = [
        Deliverable(1, "Undated", 0),
        Deliverable(2, "Unestimated", 1, planned_start=MONDAY, planned_end=MONDAY),
        Deliverable(3, "Tabled", 2, planned_start=MONDAY, planned_end=MONDAY, stage=Stage.TABLED),
        Deliverable(4, "Released, undated", 3, stage=Stage.RELEASED),
    ]
    demands = [
        Demand(5, 1, 9, likely=2.5),
        Demand(6, 2, 9),
        Demand(7, 3, 9, likely=1.0),
        Demand(8, 4, 9, likely=1.0),
    ]
    load = team_load(Portfolio.of([TEAM, *items, *demands]), [MONDAY])[9]
    assert load.weeks == (WeekLoad(MONDAY, 3.0, 0.0),)
    assert (load.undated, load.unestimated) == (2.5, 1)


DAYS = st.dates(date(2026, 1, 1), date(2026, 6, 30))


@given(start=DAYS, length=st.integers(0, 60), effort=st.floats(0.1, 100))
def test_the_weeks_of_the_plan_add_up_to_the_demand(start: date, length: int, effort: float) -> None:
    entities = [TEAM, planned(start, start + timedelta(days=length)), Demand(5, 1, 9, likely=effort)]
    weeks = team_load(Portfolio.of(entities), weeks_from(date(2025, 12, 1), 52))[9].weeks
    assert sum(week.load for week in weeks) == pytest.approx(effort)


@given(first=DAYS, length=st.integers(-3, 60))
def test_working_days_are_those_that_a_calendar_counts(first: date, length: int) -> None:
    days = [first + timedelta(days=n) for n in range(length + 1)]
    assert working_days(first, first + timedelta(days=length)) == sum(day.weekday() < 5 for day in days)
