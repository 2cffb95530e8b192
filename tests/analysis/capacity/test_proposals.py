"""Whatever is proposed against an overload helps, hurts nobody, and keeps the rules; shares against their bands."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings

from deliverydesk.analysis.capacity.guardrails import Standing, balance, split_people
from deliverydesk.analysis.capacity.overload import causes, overruns
from deliverydesk.analysis.capacity.proposals import Help, outlooks, proposals
from deliverydesk.analysis.forecast.portfolio import forecast_of
from deliverydesk.analysis.load_grid import Loads
from deliverydesk.domain.changes import Change, ChangeSet
from deliverydesk.domain.entities import AcceptedLoad, Deliverable, Demand, Guardrail, Person, Product, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.rules import check_all
from deliverydesk.domain.values import GuardrailBasis, GuardrailDimension, Horizon, Kind
from deliverydesk.importers.sample import sample_portfolio
from tests.analysis.capacity.worlds import MONDAY, worlds

LONG = 60


def too_much(grid: object) -> np.ndarray:
    return np.maximum(grid.load - grid.capacity, 0)  # type: ignore[attr-defined, no-any-return]


def too_early(plan: Portfolio) -> set[int]:
    items = plan.deliverables
    return {
        each.id
        for each in plan.dependencies
        if (end := items[each.predecessor].planned_end)
        and (start := items[each.successor].planned_start)
        and start <= end
    }


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_every_proposal_lowers_the_overload_and_breaks_nothing(plan: Portfolio) -> None:
    loads = Loads(plan, MONDAY, LONG)
    broken = len(list(check_all(plan)))
    for overrun in overruns(plan, loads.grid, MONDAY)[:2]:
        assert causes(plan, loads, overrun).shares
        for proposal in proposals(plan, loads, overrun, MONDAY):
            step = proposal.changes(plan, "Too much", "Because")
            now = plan.after(step)
            assert len(list(check_all(now))) == broken
            assert too_early(now) <= too_early(plan)
            if proposal.help is Help.ACCEPT:
                assert overruns(now, Loads(now, MONDAY, LONG).grid, MONDAY)[-1].accepted
                continue
            before, after = too_much(loads.grid), too_much(Loads(now, MONDAY, LONG).grid)
            row = loads.grid.teams.index(overrun.team)
            assert after[row].sum() < before[row].sum()
            assert (after <= before + 1e-5).all()
            assert all(now.deliverables[each.id] == each for each in plan.deliverables if each.pinned)


def test_the_sample_has_an_overload_that_can_be_helped_in_each_way() -> None:
    today = date(2026, 8, 19)
    plan = sample_portfolio(today)
    loads = Loads(plan, today, 80)
    [worst, *_] = overruns(plan, loads.grid, today)
    assert plan.teams[worst.team].name == "Data"
    assert (worst.first, worst.last) == (date(2026, 8, 17), date(2026, 9, 7))
    why = causes(plan, loads, worst)
    assert "Parental leave" in {each.reason for each in why.absences}
    found = proposals(plan, loads, worst, today)
    assert {each.help for each in found} >= {Help.LEND, Help.SPLIT, Help.ACCEPT}
    lent = next(each for each in found if each.help is Help.LEND)
    assert lent.skill in {"Data pipelines", "Statistics", "Reporting"}
    now = plan.after(lent.changes(plan, reason="Skills match"))
    before, after = forecast_of(plan, today, paths=500), forecast_of(now, today, paths=500)
    told = outlooks(plan, now, before, after, [why.shares[0].deliverable])
    assert told[0].p85 is not None
    assert told[0].chance is not None


def _asked(effort: float = 10.0, **more: object) -> Portfolio:
    item = Deliverable(10, "Search", 1, planned_start=MONDAY, planned_end=MONDAY + timedelta(days=11), **more)  # type: ignore[arg-type]
    return Portfolio.of([Team(1, "Data", 4.0, 1.0), item, Demand(20, 10, 1, likely=effort)])


def test_what_is_accepted_for_every_week_of_it_is_no_alarm_any_more() -> None:
    plan = _asked(12.0)
    grid = Loads(plan, MONDAY, 5).grid
    [run] = overruns(plan, grid, MONDAY)
    assert (run.over, run.load, run.capacity, run.accepted) == (4.0, 12.0, 8.0, ())
    half = plan.after(
        ChangeSet("a", (Change(None, AcceptedLoad(90, 1, MONDAY, MONDAY + timedelta(days=4), "Launch")),))
    )
    assert not overruns(half, grid, MONDAY)[0].accepted
    whole = half.after(ChangeSet("b", (Change(None, AcceptedLoad(91, 1, run.last, run.end, "Launch")),)))
    assert len(overruns(whole, grid, MONDAY)[0].accepted) == 2


def test_work_is_moved_past_the_weeks_in_which_another_team_of_it_is_full() -> None:
    next_week = MONDAY + timedelta(days=7)
    friday = next_week + timedelta(days=4)
    items = [
        Deliverable(10, "Moves", 1, planned_start=next_week, planned_end=friday),
        Deliverable(11, "Stays", 2, planned_start=next_week, planned_end=friday, pinned=True),
        Deliverable(12, "Full", 3, planned_start=MONDAY, planned_end=friday + timedelta(days=21), pinned=True),
    ]
    demands = [
        Demand(20, 10, 1, likely=1.0),
        Demand(21, 10, 2, likely=0.5),
        Demand(22, 11, 1, likely=1.0),
        Demand(23, 12, 2, likely=5.0),
    ]
    plan = Portfolio.of([Team(1, "Data", 1.0, 1.0), Team(2, "Web", 1.0, 1.0), *items, *demands])
    loads = Loads(plan, MONDAY, LONG)
    run = next(each for each in overruns(plan, loads.grid, MONDAY) if each.team == 1)
    [shift] = [each for each in proposals(plan, loads, run, MONDAY) if each.help is Help.SHIFT]
    assert (shift.deliverable, shift.days, shift.left) == (10, 28, 0.0)


def test_work_that_is_pinned_or_begun_is_not_moved() -> None:
    for more in ({"pinned": True}, {"actual_start": MONDAY}):
        plan = _asked(12.0, **more)
        loads = Loads(plan, MONDAY, LONG)
        [run] = overruns(plan, loads.grid, MONDAY)
        assert [each.help for each in proposals(plan, loads, run, MONDAY)] == [Help.ACCEPT]


def test_shares_stand_in_their_bands_on_both_bases() -> None:
    plan = _asked(4.0, horizon=Horizon.ONE, product=5, theme="Trust", kind=Kind.DEBT)
    rails = [
        Guardrail(30, GuardrailDimension.HORIZON, "1", high=0.7),
        Guardrail(31, GuardrailDimension.KIND, "debt", low=0.6, basis=GuardrailBasis.CAPACITY),
        Guardrail(32, GuardrailDimension.PRODUCT, "5", low=0.5, target=1.0),
        Guardrail(33, GuardrailDimension.THEME, "Other", target=0.0),
    ]
    plan = Portfolio.of([*plan.entities(), Product(5, "Claims"), *rails])
    found = balance(plan, MONDAY, MONDAY + timedelta(days=13))
    assert (found.planned, found.capacity) == (4.0, 8.0)
    told = {rail.guardrail.id: (rail.share, rail.standing) for rail in found.rails}
    assert told == {
        30: (1.0, Standing.ABOVE),
        31: (0.5, Standing.BELOW),
        32: (1.0, Standing.WITHIN),
        33: (0.0, Standing.WITHIN),
    }
    assert [rail.guardrail.id for rail in found.rails[:2]] == [30, 31]
    nothing = balance(plan, date(2040, 1, 2), date(2040, 1, 8))
    assert {rail.standing for rail in nothing.rails if rail.guardrail.id != 31} == {Standing.UNKNOWN}


def test_people_are_split_where_each_has_more_than_the_settings_allow() -> None:
    items = [Deliverable(n, f"I{n}", n, planned_start=MONDAY, planned_end=MONDAY) for n in range(10, 15)]
    demands = [Demand(100 + item.id, item.id, 1, likely=0.1) for item in items]
    plan = Portfolio.of([Team(1, "Data", 9.0), Person(2, 1, "A", 1.0), Person(3, 1, "B", 1.0), *items, *demands])
    [told] = split_people(plan, MONDAY, MONDAY)
    assert (told.team, told.week, len(told.items), told.per_person) == (1, MONDAY, 5, 2.5)
    relaxed = replace(plan.settings, max_items=3)
    assert split_people(plan.after(ChangeSet("s", (Change(plan.settings, relaxed),))), MONDAY, MONDAY) == []


@pytest.mark.parametrize("days", [0, 6, 300])
def test_an_overload_that_is_over_is_none(days: int) -> None:
    plan = _asked(12.0)
    since = MONDAY + timedelta(days=days)
    grid = Loads(plan, MONDAY, 60).grid
    assert len(overruns(plan, grid, since)) == (1 if days < 14 else 0)
