"""The forecast of a portfolio: what is scheduled how, what is left out and why, chances, milestones, the cut line."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.analysis.forecast.inputs import inputs_of, regime_of
from deliverydesk.analysis.forecast.portfolio import PortfolioForecast, forecast_of
from deliverydesk.analysis.forecast.reasons import Assumption, Reason
from deliverydesk.analysis.forecast.three_point import SpreadBasis
from deliverydesk.domain.entities import (
    Absence,
    Deliverable,
    Demand,
    Dependency,
    Entity,
    Milestone,
    MilestoneItem,
    Team,
)
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage

MONDAY = date(2026, 11, 30)
WEB, DATA = 901, 902
CALM = {"widening": 0.0}
"""A team without a regime: what is certain stays certain."""


def item(at: int, **fields: Any) -> Deliverable:
    return Deliverable(at, f"Item {at}", at, **fields)


def certain(at: int, deliverable: int, team: int, effort: float) -> Demand:
    return Demand(at, deliverable, team, effort, effort, effort)


def forecast(*entities: Entity, today: date = MONDAY, paths: int = 400, **more: Any) -> PortfolioForecast:
    return forecast_of(Portfolio.of(entities), today, paths=paths, **more)


def web(**fields: Any) -> Team:
    return Team(WEB, "Web", **{"members": 2.0, "focus": 1.0, **CALM, **fields})


def test_work_goes_through_its_team_in_the_manager_s_order() -> None:
    """Two people, one item at a time: 4, 2 and 1 person-weeks end after 2, 3 and 3½ weeks."""
    told = forecast(
        web(),
        *[item(n) for n in (1, 2, 3)],
        *[certain(10 + n, n, WEB, each) for n, each in ((1, 4.0), (2, 2.0), (3, 1.0))],
    )
    ends = [told.item(n).p50 for n in (1, 2, 3)]
    assert ends == [date(2026, 12, 11), date(2026, 12, 18), date(2026, 12, 23)]
    assert told.item(1).p95 == ends[0]
    assert list(told.items()) == [1, 2, 3]


def test_work_in_delivery_goes_first_with_what_remains_of_it() -> None:
    told = forecast(
        web(),
        item(1),
        item(2, stage=Stage.DELIVERY, remaining=1.0),
        certain(11, 1, WEB, 2.0),
        certain(12, 2, WEB, 8.0),
    )
    assert [told.item(n).p85 for n in (2, 1)] == [date(2026, 12, 2), date(2026, 12, 9)]


def test_the_remaining_effort_is_shared_by_the_demands() -> None:
    told = forecast(
        web(),
        Team(DATA, "Data", 1.0, 1.0, widening=0.0),
        item(1, remaining=2.0),
        certain(11, 1, WEB, 3.0),
        certain(12, 1, DATA, 1.0),
    )
    assert told.item(1).p50 == date(2026, 12, 3)  # 1.5 of two people, 0.5 of one: three quarters of a week


def test_leave_puts_work_off() -> None:
    away = Absence(990, WEB, MONDAY, MONDAY + timedelta(days=4), 2.0)
    told = forecast(web(), away, item(1), certain(11, 1, WEB, 2.0))
    assert told.item(1).p50 == date(2026, 12, 11)
    assert told.teams[0].weeks_of_leave == 1


def test_today_is_still_worked_and_weekends_are_not() -> None:
    work = (web(), item(1), certain(11, 1, WEB, 0.4))  # one day of two people
    assert forecast(*work, today=date(2026, 12, 2)).item(1).p50 == date(2026, 12, 2)
    assert forecast(*work, today=date(2026, 12, 5)).item(1).p50 == date(2026, 12, 7)


def test_what_waits_begins_after_what_it_waits_for_unless_that_is_over() -> None:
    work = (web(), Team(DATA, "Data", 2.0, 1.0, widening=0.0), item(2), certain(11, 1, WEB, 2.0))
    waiting = (*work, certain(12, 2, DATA, 2.0), Dependency(30, 1, 2))
    assert forecast(*waiting, item(1)).item(2).p50 == date(2026, 12, 11)
    for over in (item(1, stage=Stage.RELEASED), item(1, stage=Stage.CANCELLED), item(1, actual_end=MONDAY)):
        assert forecast(*waiting, over).item(2).p50 == date(2026, 12, 4)


def test_nothing_begins_before_its_planned_start() -> None:
    """Two people, one item at a time. The first in order is planned for the Wednesday of the third week: the others,
    of one week and of two, are begun before it, and the team is free for it after them.
    """
    planned = date(2026, 12, 16)
    work = (web(), item(2), item(3), *[certain(10 + n, n, WEB, each) for n, each in ((1, 2.0), (2, 2.0), (3, 4.0))])
    told = forecast(*work, item(1, planned_start=planned))
    assert [told.item(n).p50 for n in (2, 3, 1)] == [date(2026, 12, 4), date(2026, 12, 18), date(2026, 12, 25)]
    assert {each.assumption: each.count for each in told.assumptions}[Assumption.PLANNED_START] == 1
    alone = forecast(web(), item(1, planned_start=planned), certain(11, 1, WEB, 2.0))
    assert alone.item(1).p50 == date(2026, 12, 22)  # a week from Wednesday morning to Tuesday evening
    assert alone.chance(1, planned) == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"planned_start": MONDAY},
        {"planned_start": MONDAY - timedelta(days=40)},
        {"planned_start": date(2027, 2, 1), "stage": Stage.DELIVERY},
        {"planned_start": date(2027, 2, 1), "actual_start": MONDAY},
    ],
    ids=["today", "over", "in delivery", "begun"],
)
def test_a_planned_start_that_is_over_or_overtaken_holds_nothing_up(fields: dict[str, Any]) -> None:
    told = forecast(web(), item(1, **fields), certain(11, 1, WEB, 2.0))
    assert told.item(1).p50 == date(2026, 12, 4)
    assert Assumption.PLANNED_START not in {each.assumption for each in told.assumptions}


def test_what_follows_waits_for_the_planned_start_before_it() -> None:
    """What needs no work is done on the day that it is planned for; its follower has a week of work from then on."""
    planned = date(2026, 12, 14)
    told = forecast(
        web(),
        item(1, planned_start=planned),
        item(2),
        certain(11, 1, WEB, 0),
        certain(12, 2, WEB, 2.0),
        Dependency(30, 1, 2),
    )
    assert told.item(1).p50 == planned
    assert told.item(2).p50 == date(2026, 12, 21)


def test_what_cannot_be_scheduled_says_why() -> None:
    teams = (web(), Team(DATA, "Data", 0.0))
    items = [item(n) for n in range(1, 9)]
    told = forecast(
        *teams,
        *items,
        Demand(11, 2, WEB),
        certain(12, 3, DATA, 1.0),
        certain(13, 4, WEB, 1.0),
        certain(14, 5, WEB, 1.0),
        certain(15, 6, WEB, 1.0),
        certain(16, 7, WEB, 1.0),
        Demand(17, 8, WEB, likely=-1.0),
        Dependency(30, 4, 5),
        Dependency(31, 5, 4),
        Dependency(32, 5, 6),
        item(9, stage=Stage.TABLED),
        item(10, stage=Stage.RELEASED),
    )
    reasons = {n: told.item(n).reason for n in range(1, 11)}
    assert reasons == {
        1: Reason.NO_TEAM,
        2: Reason.NO_ESTIMATE,
        3: Reason.NO_CAPACITY,
        4: Reason.CYCLE,
        5: Reason.CYCLE,
        6: Reason.WAITS,
        7: None,
        8: Reason.BAD_RANGE,
        9: Reason.STOPPED,
        10: Reason.DONE,
    }
    assert told.item(6).because == 5
    assert told.chance(6, date(2027, 6, 1)) is None
    assert told.chance(7, date(2027, 6, 1)) == 1.0
    assert told.inputs()["left_out"]["cycle"] == 2


def test_days_beyond_ten_years_are_not_told() -> None:
    told = forecast(
        web(widening=1.0), item(1), Demand(11, 1, WEB, likely=1e12), item(2), Demand(12, 2, WEB, likely=800.0)
    )
    assert (told.item(1).p50, told.item(1).reason) == (None, Reason.BEYOND_HORIZON)
    near = forecast(web(widening=1.0), item(2), Demand(12, 2, WEB, likely=700.0), paths=5000).item(2)
    assert near.p50 is not None
    assert (near.p95, near.reason) == (None, Reason.BEYOND_HORIZON)


def test_the_only_team_does_what_asks_for_none() -> None:
    told = forecast(web(), item(1, effort_low=2.0, effort_likely=2.0, effort_high=2.0), item(2))
    assert told.item(1).p50 == date(2026, 12, 4)
    assert told.item(2).reason is Reason.NO_ESTIMATE


def test_joint_chances_are_counted_and_milestones_ask_for_all_of_their_items() -> None:
    teams = (web(widening=1.0), Team(DATA, "Data", 2.0, 1.0))
    told = forecast(
        *teams,
        item(1),
        item(2),
        item(3, stage=Stage.RELEASED),
        item(4),
        item(5, stage=Stage.CANCELLED),
        Demand(11, 1, WEB, likely=4.0),
        Demand(12, 2, DATA, likely=4.0),
        *[Milestone(40 + n, f"M{n}", date(2026, 12, 11)) for n in range(4)],
        MilestoneItem(50, 40, 1),
        MilestoneItem(51, 40, 2),
        MilestoneItem(52, 40, 3),
        MilestoneItem(53, 41, 3),
        MilestoneItem(54, 42, 1),
        MilestoneItem(55, 42, 5),
        paths=20_000,
    )
    met = told.milestones()
    day = date(2026, 12, 11)
    assert told.chance(1, day) == pytest.approx(0.5, abs=0.015)
    assert met[40].chance == pytest.approx(0.25, abs=0.015)
    assert (met[40].open, met[40].reason) == (2, None)
    last = met[40].forecast
    assert last.p50 is not None
    assert last.p50 > day
    assert met[41].chance == 1.0
    assert (met[42].chance, met[42].reason, met[42].because) == (None, Reason.STOPPED, 5)
    assert met[43].reason is Reason.NO_ITEMS
    assert told.joint([1, 4], day).reason is Reason.NO_TEAM
    assert told.joint([1], MONDAY - timedelta(days=1)).chance == 0.0
    assert told.chances(day)[1] == told.chance(1, day)


def test_late_together_is_late_together() -> None:
    """Two items of one team: with its regime factor both are in time more often than one times the other."""
    many = (Team(WEB, "Web", 4.0, 1.0, widening=2.5), item(1), item(2))
    told = forecast(*many, Demand(11, 1, WEB, 4.0, 4.0, 4.0), Demand(12, 2, WEB, 4.0, 4.0, 4.0), paths=10_000)
    day = date(2026, 12, 11)
    one, both = told.chance(1, day), told.joint([1, 2], day).chance
    assert one == both  # all doubt is in the team's speed
    assert one == pytest.approx(0.5, abs=0.03)


def test_the_cut_line_lies_below_the_last_that_is_likely_enough() -> None:
    told = forecast(
        web(),
        Team(DATA, "Data", 2.0, 1.0, widening=0.0),
        *[item(n) for n in (1, 2, 3, 4)],
        certain(11, 1, WEB, 2.0),
        certain(12, 2, WEB, 20.0),
        certain(13, 3, DATA, 2.0),
        certain(14, 4, WEB, 2.0),
    )
    line = told.cut_line(date(2026, 12, 31), 0.85)
    assert (line.last, line.inside, line.short) == (3, (1, 3), (2,))
    assert told.cut_line(MONDAY, 0.5).last is None
    assert told.cut_line(MONDAY, 0.5).short == ()


def test_what_is_likely_far_down_does_not_draw_the_cut_line_to_itself() -> None:
    likely = (1, 2, 7)
    told = forecast(
        web(),
        *[item(n) for n in range(1, 8)],
        *[certain(10 + n, n, WEB, 0.5 if n in likely else 60.0) for n in range(1, 7)],
        Team(DATA, "Data", 2.0, 1.0, widening=0.0),
        certain(17, 7, DATA, 1.0),
    )
    line = told.cut_line(date(2026, 12, 31), 0.85)
    assert (line.last, line.inside, line.short) == (2, likely, ())


def test_a_team_s_widening_widens_its_forecasts() -> None:
    def days(widening: float) -> int:
        told = forecast(web(widening=widening), item(1), Demand(11, 1, WEB, likely=20.0), paths=10_000).item(1)
        assert told.p50 is not None
        assert told.p85 is not None
        return (told.p85 - told.p50).days

    assert days(0.5) < days(1.0) < days(2.0)
    assert regime_of(1.0) == pytest.approx(0.2936, abs=1e-4)  # √ln(1 + 0.3²)


def test_assumptions_are_data() -> None:
    told = forecast(
        web(),
        item(1, stage=Stage.DELIVERY),
        item(2),
        item(3),
        Demand(11, 1, WEB, likely=2.0),
        Demand(12, 2, WEB, 1.0, 2.0, 5.0),
        item(4, effort_likely=1.0),
    )
    assert {each.assumption: each.count for each in told.assumptions if each.count} == {
        Assumption.DEFAULT_SPREAD: 2,
        Assumption.RANGE_AS_ENDS: 1,
        Assumption.WHOLE_EFFORT: 1,
        Assumption.ONLY_TEAM: 2,
    }
    assert told.inputs()["seed"] == 1
    assert told.inputs()["paths"] == 400


def test_twenty_finished_items_give_a_team_its_own_spread() -> None:
    def finished(at: int, weeks: int) -> Deliverable:
        begun, planned = date(2026, 1, 5), timedelta(days=11)
        ended = begun + timedelta(weeks=weeks, days=-3)
        fields = {"planned_start": begun, "planned_end": begun + planned, "actual_start": begun, "actual_end": ended}
        return item(100 + at, stage=Stage.RELEASED, **fields)

    done = [finished(at, 2 if at < 12 else 5) for at in range(20)]
    asked = [certain(200 + at, 100 + at, WEB, 1.0) for at in range(20)]
    told = forecast(web(), item(1), Demand(11, 1, WEB, likely=2.0), *done, *asked)
    spread = told.teams[0].spread
    assert (spread.n, spread.basis, spread.median, spread.p85) == (20, SpreadBasis.DURATION, 1.0, 2.5)
    assert Assumption.OWN_SPREAD in {each.assumption for each in told.assumptions}
    assert forecast(web(), *done[1:], *asked[1:]).teams[0].spread.n == 0
    paid = [replace(each, cost=10.0, spent=12.0) for each in done]
    assert forecast(web(), *paid, *asked).teams[0].spread.basis is SpreadBasis.SPENT


def test_equal_seeds_give_equal_forecasts() -> None:
    work = [
        web(widening=1.0),
        *[item(n, planned_start=MONDAY + timedelta(weeks=n) if n % 3 else None) for n in range(1, 9)],
        *[Demand(20 + n, n, WEB, likely=n) for n in range(1, 9)],
    ]
    assert forecast(*work).items() == forecast(*work).items()
    assert forecast(*work, seed=2).items() != forecast(*work).items()


@st.composite
def portfolios(draw: st.DrawFn) -> Portfolio:
    efforts = st.none() | st.sampled_from([0.0, 0.5, 3.0, -1.0, float("nan"), 1e12])
    entities: list[Entity] = [
        Team(900 + n, f"T{n}", draw(st.sampled_from([0.0, 0.5, 3.0, -2.0])), draw(st.sampled_from([0.0, 0.8])))
        for n in range(draw(st.integers(0, 3)))
    ]
    teams = [each.id for each in entities]
    for n in range(draw(st.integers(0, 2)) if teams else 0):
        start = MONDAY + timedelta(days=draw(st.integers(-30, 30)))
        days = timedelta(days=draw(st.integers(0, 60)))
        entities.append(Absence(950 + n, draw(st.sampled_from(teams)), start, start + days, draw(st.floats(0, 9))))
    for n in range(1, draw(st.integers(0, 6)) + 1):
        likely, remaining = draw(efforts), draw(efforts)
        planned = draw(
            st.none() | st.dates(MONDAY - timedelta(days=9), MONDAY + timedelta(days=60)) | st.just(date.max)
        )
        entities.append(
            item(
                n,
                stage=draw(st.sampled_from(Stage)),
                remaining=remaining,
                effort_likely=likely,
                planned_start=planned,
            )
        )
        for at, team in enumerate(draw(st.lists(st.sampled_from(teams), max_size=2)) if teams else []):
            entities.append(Demand(100 + 10 * n + at, n, team, draw(efforts), draw(efforts), draw(efforts)))
        if n > 1:
            entities.append(Dependency(500 + n, draw(st.integers(1, n - 1)), n))
    return Portfolio.of(entities)


@given(portfolios(), st.integers(0, 6))
def test_every_open_item_has_days_or_a_reason(portfolio: Portfolio, weekday: int) -> None:
    today = MONDAY + timedelta(days=weekday)
    told = forecast_of(portfolio, today, paths=20)
    for each in told.items().values():
        assert (each.p95 is None) == (each.reason is not None)
        assert each.p50 is None or each.p85 is None or today <= each.p50 <= each.p85
    for each_id in told._rows:  # noqa: SLF001
        one = portfolio.deliverables[each_id]
        first = one.planned_start if one.stage not in (Stage.DELIVERY, Stage.IMPROVING) else None
        p50 = told.item(each_id).p50
        assert first is None or p50 is None or p50 >= first or first.weekday() >= 5
    told.cut_line(today, 0.5)
    assert inputs_of(portfolio, today).ids == list(told._rows)  # noqa: SLF001


def test_a_day_that_is_over_has_no_chance_even_where_leave_is_near() -> None:
    """Of what is asked for a day before today nothing is done by then; the weeks ahead say nothing of it."""
    away = Absence(90, WEB, MONDAY, MONDAY + timedelta(weeks=6), 1.0)
    found = forecast(web(), item(1), certain(9, 1, WEB, 2.0), away)
    past = MONDAY - timedelta(weeks=12)
    assert found.chance(1, past) == 0
    assert found.chances(past) == {1: 0}
