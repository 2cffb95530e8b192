"""What stopping sets free week by week, what is tried out in its place, and what stopping has brought this year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from deliverydesk.analysis.planning.selection.refill import Aim
from deliverydesk.analysis.stopping.options import Option, by_aim
from deliverydesk.analysis.stopping.recovering import recovered_in_year
from deliverydesk.analysis.stopping.refilling import Stopping, stopping_of, stopping_product
from deliverydesk.domain.entities import (
    Allocation,
    Decision,
    Deliverable,
    Demand,
    Dependency,
    Entity,
    Product,
    Settings,
    Team,
)
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.readiness import readiness_of
from deliverydesk.domain.values import DecisionChoice, Stage

TODAY = date(2026, 8, 17)
"""A Monday."""
STEP = 1 << 40
CHAT, CALLS, IDEA, WEB, DATA = 1, 2, 3, 10, 11
ITEM = Deliverable(
    CHAT,
    "Chat",
    STEP,
    stage=Stage.DELIVERY,
    remaining=6,
    cost_of_delay=1_000,
    planned_start=TODAY - timedelta(weeks=2),
    planned_end=TODAY + timedelta(weeks=4, days=-3),
)
ENTITIES: tuple[Entity, ...] = (
    Settings(1, fiscal_year_start=4),
    Team(WEB, "Web", 4, 1.0),
    Team(DATA, "Data", 2, 1.0),
    ITEM,
    Deliverable(CALLS, "Call back", 2 * STEP, stage=Stage.READY, cost_of_delay=5_000),
    Deliverable(IDEA, "Idea", 3 * STEP, cost_of_delay=90_000),
    Demand(20, CHAT, WEB, None, 8, None),
    Demand(21, CHAT, DATA, None, 4, None),
    Demand(22, CALLS, WEB, None, 5, None),
    Demand(23, IDEA, WEB, None, 1, None),
)


def looked_at(*changed: Entity) -> Stopping:
    entities = {each.id: each for each in (*ENTITIES, *changed)}
    return stopping_of(Portfolio.of(entities.values()), CHAT, TODAY)


def test_what_remains_is_set_free_over_the_weeks_ahead() -> None:
    found = looked_at()
    assert found.freed[WEB] == pytest.approx([1, 1, 1, 1, *[0] * 6]), "4 of the 6 left, over the 4 weeks ahead"
    assert found.freed[DATA] == pytest.approx([0.5] * 4 + [0] * 6)
    assert sum(map(sum, found.freed.values())) == pytest.approx(found.freed_effort)


def test_weeks_given_by_hand_set_free_more() -> None:
    found = looked_at(Allocation(30, CHAT, DATA, TODAY, 2.0))
    assert found.freed[DATA][0] > found.freed[DATA][1] > 0
    assert sum(found.freed[DATA]) == pytest.approx(2)


def test_what_is_planned_on_no_day_ahead_is_told_by_no_week() -> None:
    found = looked_at(replace(ITEM, planned_start=None, planned_end=None))
    assert (found.freed, found.freed_effort) == ({}, 6)


def test_only_vetted_work_is_offered() -> None:
    found = looked_at()
    assert found.options
    portfolio = Portfolio.of(ENTITIES)
    for option in found.options:
        assert option.begins == (CALLS,), "the idea is worth more, and not vetted"
        assert all(readiness_of(portfolio, portfolio.deliverables[each], TODAY).vetted for each in option.begins)


def test_a_plan_takes_no_more_than_what_is_set_free() -> None:
    found = looked_at(Demand(22, CALLS, WEB, None, 6.2, None))
    assert (found.options, found.basis is not None) == ((), True)
    assert looked_at(Demand(22, CALLS, WEB, None, 6.0, None)).options


def test_what_nobody_is_on_makes_no_room() -> None:
    found = looked_at(replace(ITEM, stage=Stage.READY, planned_start=None, planned_end=None))
    assert (found.basis, found.options) == (None, ())


def test_work_without_a_value_still_makes_room_for_other() -> None:
    found = looked_at(replace(ITEM, cost_of_delay=None))
    assert [option.begins for option in found.options] == [(CALLS,)]
    assert found.kept_value is None
    assert found.recovered(found.options[0]) is None, "nobody can say what going on would be worth"


def test_what_begins_and_what_stops_are_valued_alike() -> None:
    found = looked_at(replace(ITEM, confidence=0.5))
    (option,) = found.options
    assert found.case.value is not None
    assert found.kept_value == found.case.value.likely
    assert found.case.p == 0.5, "no readings: the confidence that was given to it counts"
    weeks = option.value / 5_000
    assert 0 < weeks < 52
    assert found.recovered(option) == pytest.approx(option.value - found.case.value.likely)


def test_what_begins_waits_for_what_it_depends_on() -> None:
    other = Deliverable(4, "Search", 4 * STEP, stage=Stage.DELIVERY, planned_end=TODAY + timedelta(days=20))
    (option,) = looked_at(other, Demand(24, 4, WEB, None, 1, None), Dependency(25, 4, CALLS)).options
    assert option.spans[CALLS][0] == TODAY + timedelta(days=21), "the day of the end is a Sunday"
    (free,) = looked_at().options
    assert free.spans[CALLS][0] == TODAY + timedelta(days=7)


def test_each_aim_goes_to_the_plan_that_is_best_at_it() -> None:
    def plan(number: int, value: float, low: float, moved: float) -> Option:
        return Option((), (number,), {}, value, low, value, 1.0, moved, (), {}, ())

    lean, rich, safe = plan(1, 60, 10, 1), plan(2, 100, 20, 3), plan(3, 90, 50, 2)
    poor = plan(4, 40, 5, 0.5)
    told = {option.begins[0]: option.aims for option in by_aim([rich, safe, poor, lean])}
    assert told == {1: (Aim.LEAST_CHANGE,), 2: (Aim.BEST_VALUE,), 3: (Aim.MOST_ROBUST,), 4: ()}
    assert list(told) == [1, 2, 3, 4], "what is best at nothing stands last"
    (alone,) = by_aim([rich])
    assert set(alone.aims) == set(Aim)


def test_retiring_a_product_sets_free_all_who_are_on_it() -> None:
    shop = 50
    changed: tuple[Entity, ...] = (
        Product(shop, "Shop"),
        replace(ITEM, product=shop, pinned=True),
        Deliverable(4, "Search", 4 * STEP, shop, stage=Stage.DELIVERY, remaining=2, cost_of_delay=500),
        Deliverable(5, "Wishes", 5 * STEP, shop, stage=Stage.READY, cost_of_delay=900_000),
        Demand(24, 4, WEB, None, 2, None),
        Demand(25, 5, WEB, None, 3, None),
        Demand(22, CALLS, WEB, None, 7, None),
    )
    portfolio = Portfolio.of({each.id: each for each in (*ENTITIES, *changed)}.values())
    found = stopping_product(portfolio, shop, TODAY)
    assert found.retiring.ends == (CHAT, 4, 5)
    assert found.teams == {WEB: 6, DATA: 2}, "nobody is on the wishes"
    assert found.freed_effort == 8
    assert [option.begins for option in found.options] == [(CALLS,)], "neither alone sets free the 7 it asks for"
    (option,) = found.options
    basis = found.basis
    assert basis is not None
    worth = [basis.worth(each, basis.forecast) for each in (CHAT, 4)]
    assert found.kept_value == pytest.approx(sum(filter(None, worth)))
    assert found.recovered(option) == pytest.approx(option.value - sum(filter(None, worth)))


def test_recovered_counts_the_stops_of_the_fiscal_year() -> None:
    def decision(number: int, day: date, choice: DecisionChoice, value: float | None) -> Decision:
        return Decision(number, day, choice, CHAT, reason="Why", freed=3.0, recovered=value)

    made = Portfolio.of(
        [
            *ENTITIES,
            decision(40, date(2026, 4, 1), DecisionChoice.TABLE, 200.0),
            decision(41, TODAY, DecisionChoice.CANCEL, None),
            decision(42, date(2026, 3, 31), DecisionChoice.TABLE, 1_000.0),
            decision(43, TODAY, DecisionChoice.CONTINUE, 5_000.0),
            decision(44, TODAY + timedelta(days=1), DecisionChoice.TABLE, 7_000.0),
        ]
    )
    found = recovered_in_year(made, TODAY)
    assert (found.since, found.decisions, found.value, found.freed) == (date(2026, 4, 1), (40, 41), 200.0, 6.0)
    assert recovered_in_year(Portfolio.of(ENTITIES), TODAY).value is None
