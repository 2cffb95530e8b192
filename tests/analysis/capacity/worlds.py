"""Random plans with everything that capacity knows: people, leave, holidays, loans, floors, allocations by hand."""

from datetime import date, timedelta

from hypothesis import strategies as st

from deliverydesk.domain.entities import (
    Absence,
    Allocation,
    Deliverable,
    Demand,
    Dependency,
    Entity,
    Holiday,
    Loan,
    Person,
    Product,
    Team,
)
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Kind, Stage

MONDAY = date(2026, 8, 17)
WEEKS = 12
DAYS = st.integers(-20, 70).map(lambda n: MONDAY + timedelta(days=n))
TEAMS = (1, 2, 3)


@st.composite
def worlds(draw: st.DrawFn) -> Portfolio:
    """A plan of three teams, of which one has people."""
    entities: list[Entity] = [
        Team(1, "Data", 4.0, 0.75, skills=("SQL",)),
        Team(2, "Web", 2.0, 1.0, skills=("SQL", "CSS")),
        Team(3, "Care", 9.0, 0.5),
        Product(5, "Claims", upkeep_share=draw(st.sampled_from([0.0, 0.25, 1.0]))),
    ]
    for n in range(draw(st.integers(0, 3))):
        joins, leaves = draw(st.none() | DAYS), draw(st.none() | DAYS)
        if joins and leaves and leaves < joins:
            joins, leaves = leaves, joins
        entities.append(Person(50 + n, 3, f"P{n}", draw(st.sampled_from([0.5, 1.0])), joins=joins, leaves=leaves))
    people = [each.id for each in entities if isinstance(each, Person)]
    for n in range(draw(st.integers(0, 3))):
        start, whose = draw(DAYS), draw(st.sampled_from([None, *people]))
        team = 3 if whose else draw(st.sampled_from(TEAMS))
        end = start + timedelta(days=draw(st.integers(0, 15)))
        entities.append(Absence(200 + n, team, start, end, draw(st.sampled_from([0.5, 1.0, 3.0])), person=whose))
    for n, day in enumerate(draw(st.lists(DAYS, max_size=2, unique=True))):
        entities.append(Holiday(210 + n, day, "Day", draw(st.sampled_from([None, *TEAMS]))))
    for n in range(draw(st.integers(0, 2))):
        lender, borrower = draw(st.permutations(TEAMS))[:2]
        start = draw(DAYS)
        entities.append(Loan(220 + n, lender, borrower, start, start + timedelta(days=9), draw(st.floats(0.5, 4))))
    for n in range(draw(st.integers(0, 5))):
        begin = draw(st.none() | DAYS)
        last = None if begin is None else begin + timedelta(days=draw(st.integers(0, 40)))
        item = Deliverable(
            10 + n,
            f"Item {n}",
            n,
            product=draw(st.sampled_from([None, 5])),
            kind=draw(st.sampled_from([Kind.FEATURE, Kind.UPKEEP])),
            planned_start=begin,
            planned_end=last,
            stage=draw(st.sampled_from([Stage.READY, Stage.DELIVERY, Stage.TABLED])),
            pinned=draw(st.booleans()),
        )
        entities.append(item)
        for team in draw(st.lists(st.sampled_from(TEAMS), unique=True)):
            entities.append(Demand(100 + 10 * n + team, item.id, team, likely=draw(st.none() | st.floats(0.5, 20))))
            for at in draw(st.lists(st.integers(-2, 10), max_size=3, unique=True)) if draw(st.booleans()) else ():
                week = MONDAY + timedelta(weeks=at)
                key = 1000 + 200 * n + 20 * team + at + 3
                entities.append(Allocation(key, item.id, team, week, draw(st.floats(0, 6))))
        if n and draw(st.booleans()):
            entities.append(Dependency(300 + n, 10 + n - 1, 10 + n))
    return Portfolio.of(entities)
