"""A part of a schedule breaks nothing that is not broken already, or says what it needs."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliverydesk.actions.planning import apply_schedule
from deliverydesk.analysis.load_grid import Loads
from deliverydesk.analysis.planning.schedule.checking import Breach, Broken, violations
from deliverydesk.analysis.planning.schedule.search import improve
from deliverydesk.analysis.planning.schedule_beside import Beside
from deliverydesk.analysis.planning.schedule_of import Scheduling, schedule_of
from deliverydesk.analysis.planning.schedule_parts import Parts
from deliverydesk.domain.entities import AcceptedLoad, Deliverable, Demand, Dependency, Entity, Product, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage

MONDAY = date(2027, 1, 4)


def week(n: int) -> date:
    return MONDAY + timedelta(weeks=n)


def item(number: int, weeks: tuple[int, int] | None = None, **more: object) -> Deliverable:
    """A deliverable, planned from the first of some weeks to the last."""
    dates = {} if weeks is None else {"planned_start": week(weeks[0]), "planned_end": week(weeks[1]) + timedelta(4)}
    return Deliverable(number, f"Item {number}", number, **{"stage": Stage.READY, **dates, **more})  # type: ignore[arg-type]


def portfolio_of(*entities: Entity) -> Portfolio:
    """One team that gives 2 person-weeks a week; each deliverable asks it for 4."""
    asked = [Demand(1000 + each.id, each.id, 900, None, 4.0, None) for each in entities if type(each) is Deliverable]
    return Portfolio.of([Team(900, "Web", 4.0, 0.5), *entities, *asked])


def scheduled(portfolio: Portfolio, seconds: float = 0.1) -> tuple[Scheduling, Parts]:
    asked = schedule_of(portfolio, MONDAY)
    *_, plan = improve(asked.problem, seconds)
    return asked, Parts(asked, plan.starts)


def test_what_takes_the_place_of_something_needs_it_to_move():
    portfolio = portfolio_of(item(1, (4, 5)), item(2, (0, 1), earliest_start=week(2)), item(3, (6, 7)))
    asked = schedule_of(portfolio, MONDAY)
    parts = Parts(asked, (0, 2, 6))
    assert set(parts.moves) == {1, 2}
    alone = parts.part([1])
    assert [each.code for each in alone.breaches] == [Broken.CAPACITY, Broken.CAPACITY]
    assert alone.breaches[0] == Breach(Broken.CAPACITY, (0, 0, 0, 1))
    assert alone.needed == {2}
    assert parts.part([2]).breaches == ()
    assert parts.part([1, 2]).breaches == ()


def test_what_waits_needs_what_it_waits_for_to_move():
    portfolio = portfolio_of(item(1), item(2), Dependency(50, 1, 2))
    asked = schedule_of(portfolio, MONDAY)
    parts = Parts(asked, (0, 4))
    second = parts.part([2])
    assert (second.breaches, second.needed) == ((Breach(Broken.ORDER, (0, 1)),), {1})
    assert parts.part([1]).breaches == ()


def test_what_is_broken_already_may_stay_so_but_nothing_is_added_to_it():
    portfolio = portfolio_of(item(1, (0, 1)), item(2, (0, 1)), item(3, (2, 3)), item(4, (2, 3)))
    asked = schedule_of(portfolio, MONDAY)
    parts = Parts(asked, (0, 4, 2, 6))
    assert parts.part([]).breaches == ()
    assert parts.part([4]).breaches == ()
    assert Parts(asked, (0, 2, 4, 6)).part([2]).needed == {3, 4}


@st.composite
def portfolios(draw: st.DrawFn) -> Portfolio:
    """Deliverables with some of everything that a schedule keeps."""
    entities: list[Entity] = [Team(900, "Web", 4.0, 0.5), Team(901, "App", 2.0, 1.0)]
    count = draw(st.integers(2, 6))
    for number in range(1, count + 1):
        first = draw(st.none() | st.integers(-2, 6))
        weeks = None if first is None else (first, first + draw(st.integers(0, 3)))
        pinned = weeks is not None and draw(st.integers(0, 4)) == 0
        stage = draw(st.sampled_from([Stage.READY, Stage.READY, Stage.READY, Stage.DELIVERY]))
        earliest = draw(st.none() | st.integers(0, 4).map(week))
        entities.append(item(number, weeks, pinned=pinned, stage=stage, earliest_start=earliest, duration_weeks=2.0))
        efforts = {team: float(draw(st.integers(0, 4))) for team in (900, 901)}
        entities += [
            Demand(1000 + 10 * number + team - 900, number, team, None, effort, None)
            for team, effort in efforts.items()
            if effort
        ]
        if number > 1 and draw(st.booleans()):
            entities.append(Dependency(2000 + number, draw(st.integers(1, number - 1)), number))
    return Portfolio.of(entities)


def faults(asked: Scheduling, dates: dict[int, tuple[date, date] | None]) -> dict[tuple[object, ...], float]:
    """By what is broken of capacity and order how much, for any dates, week by week; items at the pace they have."""
    found: dict[tuple[object, ...], float] = {}
    weeks = {each: set() for each in asked.items}
    for each, span in dates.items():
        if span is not None:
            weeks[each] = {n for n in range(60) if span[0] <= week(n) + timedelta(4) and span[1] >= week(n)}
    items = asked.problem.items
    for row, units in enumerate(asked.problem.capacities):
        for n in range(60):
            taken = sum(
                items[at].demands[row] * items[at].duration / len(weeks[each])
                for at, each in enumerate(asked.items)
                if n in weeks[each]
            )
            if taken > units[min(n, len(units) - 1)] + 2:
                found["capacity", row, n] = taken - units[min(n, len(units) - 1)]
    for at, each in enumerate(asked.items):
        for before in items[at].after:
            first, second = dates[asked.items[before]], dates[each]
            if second is not None and weeks[each]:
                late = 99 if first is None else max(weeks[asked.items[before]], default=-1) + 1 - min(weeks[each])
                if late > 0:
                    found["order", before, at] = late
    return found


@settings(deadline=None, max_examples=80)
@given(portfolios(), st.data())
def test_no_part_that_is_accepted_breaks_anything(portfolio: Portfolio, data: st.DataObject):
    asked = schedule_of(portfolio, MONDAY)
    plan = None
    for plan in improve(asked.problem, 0.01):  # noqa: B007 - the last one
        pass
    if plan is None:
        return
    parts = Parts(asked, plan.starts)
    chosen = {each for each in parts.moves if data.draw(st.booleans())}
    part = parts.part(chosen)
    assert part.moved == chosen
    assert bool(part.needed) == bool(part.breaches)
    whole = parts.part(chosen | part.needed)
    assert whole.breaches == ()
    for each in part.needed:
        assert parts.part(whole.moved - {each}).breaches
    now = dict(zip(asked.items, asked.present, strict=True))
    then = now | {each: parts.moves[each] for each in whole.moved}
    broken = faults(asked, now)
    for what, much in faults(asked, then).items():
        assert much <= broken.get(what, 0.0) + 3
        if what[0] == "order":
            assert whole.moved.isdisjoint(asked.items[at] for at in what[1:])
    after = portfolio.after(apply_schedule(portfolio, {each: parts.moves[each] for each in whole.moved}))
    for each in portfolio.deliverables:
        if each.id not in whole.moved:
            assert after.deliverables[each.id] == each
        elif each.earliest_start is not None and each.stage is Stage.READY:
            start = after.deliverables[each.id].planned_start
            assert start is not None
            assert start >= each.earliest_start


@settings(deadline=None, max_examples=60)
@given(portfolios(), st.integers(0, 3))
def test_no_schedule_asks_more_than_teams_have_beside_upkeep(portfolio: Portfolio, floor: int):
    """Of work that is free to move: what is pinned or under way may be too much by itself."""
    product = Product(3000, "Shop", upkeep_share=floor / 10)
    entities = [*portfolio.teams, *portfolio.deliverables, *portfolio.demands, *portfolio.dependencies]
    portfolio = Portfolio.of(
        [
            product,
            *(
                replace(e, product=3000, pinned=False, stage=Stage.READY) if type(e) is Deliverable else e
                for e in entities
            ),
        ]
    )
    asked = schedule_of(portfolio, MONDAY)
    *_, plan = improve(asked.problem, 0.01)
    assert violations(asked.problem, plan.starts) == ()
    dates = asked.dates(plan.starts)
    left = {each.id: None for each in portfolio.deliverables if each.id not in dates}
    grid = Loads(portfolio, MONDAY, 60).after({**left, **dates})
    assert (grid.load <= grid.capacity + 0.01).all()
    for each in portfolio.dependencies:
        if each.predecessor in dates and each.successor in dates:
            assert dates[each.predecessor][1] < dates[each.successor][0]


def test_teams_are_told_before_and_after():
    portfolio = portfolio_of(item(1, (0, 1)), item(2, (0, 1)))
    asked, parts = scheduled(portfolio)
    (team,) = Beside(portfolio, asked, parts.moves).after(parts.moves)
    assert (team.before.over, team.before.weeks_over) == (pytest.approx(4.0), 2)
    assert (team.after.over, team.after.weeks_over) == (0.0, 0)
    assert (team.before.end, team.after.end) == (week(1) + timedelta(4), week(3) + timedelta(4))
    after = portfolio.after(apply_schedule(portfolio, parts.moves))
    assert team.after.load.tolist() == Loads(after, MONDAY, 4).grid.load[0].tolist()


def test_an_overload_that_was_accepted_is_none():
    portfolio = portfolio_of(
        item(1, (0, 1)), item(2, (0, 1)), AcceptedLoad(70, 900, week(1), week(1), reason="The fair")
    )
    asked = schedule_of(portfolio, MONDAY)
    (team,) = Beside(portfolio, asked, {}).after({})
    assert (team.before.over, team.before.weeks_over) == (pytest.approx(2.0), 1)
