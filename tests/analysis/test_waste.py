"""The waste and delay bill: every line by hand, and what it says where nothing is known."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.analysis.coverage import Amount
from deliverydesk.analysis.evidence.page import evidence_of_all
from deliverydesk.analysis.flow.times import Lacking
from deliverydesk.analysis.waste import Line, Moves, Waste, waste_of
from deliverydesk.domain.entities import Contribution, Deliverable, Demand, Person, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.ranking import GAP
from deliverydesk.domain.values import Stage
from tests.analysis.cases import portfolio
from tests.analysis.worked import (
    FALLING,
    FLAT,
    RED,
    RISING,
    TODAY,
    YOUNG,
    A,
    B,
    C,
    D,
    F,
    G,
    deliverable,
    finished,
    worked,
)


def billed(given: Portfolio, ids: list[int] | None = None) -> Waste:
    return waste_of(given, evidence_of_all(given, TODAY).evidence, TODAY, ids)


def test_work_in_flight_by_what_its_outcomes_do() -> None:
    """B moves one that rises, so it is on no line although its other one is flat."""
    assert billed(worked()).lines == (
        Line(Moves.WORSENING, Amount((C,), 4, 0, 0, 1, 7), (FALLING,)),
        Line(Moves.FLAT, Amount((A,), 5, 0, 60, 0, 40), (FLAT,)),
        Line(Moves.UNMEASURED, Amount((F,), 2, 0, 15, 0, 5), ()),
    )


def test_what_is_too_early_to_tell_neither_accuses_nor_excuses() -> None:
    found = billed(worked(Contribution(900, A, YOUNG), Contribution(901, F, YOUNG)))
    assert found.line(Moves.FLAT).amount.deliverables == (A,)
    assert found.line(Moves.UNMEASURED).amount.deliverables == ()


def test_an_outcome_that_rises_takes_work_off_the_bill() -> None:
    assert billed(worked(Contribution(900, A, RISING))).line(Moves.FLAT).amount.deliverables == ()


def test_ageing_is_held_against_the_order_statistic_of_what_is_finished() -> None:
    """Of six the 85 % line is the ceil(.85 × 7) = 6th: 60 days. A is in its 70th, B in its first."""
    ageing = billed(worked(*finished(10, 20, 30, 40, 50, 60))).ageing
    assert (ageing.level.days, ageing.amount.deliverables, ageing.ages) == (60, (A,), (70,))
    assert billed(worked(*finished(10, 20, 30, 40, 50, 70))).ageing.amount.deliverables == (), "70 is not over 70"


def test_under_six_finished_nobody_can_say_what_is_old() -> None:
    ageing = billed(worked(*finished(10, 20, 30, 40, 50))).ageing
    assert (ageing.level.days, ageing.level.reason) == (None, Lacking.TOO_FEW)
    assert ageing.amount.deliverables == ()


def test_a_team_with_more_in_delivery_than_half_its_people_is_split() -> None:
    """Red has two people and A and B in delivery; what is archived does not count. Blue has six, and C."""
    (split,) = billed(worked()).splits
    assert (split.team, split.deliverables, split.most) == (RED, (A, B), 1.0)
    assert billed(worked(), [C]).splits == (), "of other work than this team's"


def test_as_many_as_half_the_people_is_not_split() -> None:
    team, items = Team(1, "Four", 4.0), [deliverable(n, None, Stage.DELIVERY) for n in (2, 3)]
    demands = [Demand(10 + item.id, item.id, 1) for item in items]
    assert billed(portfolio(team, *items, *demands)).splits == ()
    third = deliverable(4, None, Stage.DELIVERY)
    assert len(billed(portfolio(team, *items, third, *demands, Demand(14, 4, 1))).splits) == 1


def test_a_team_of_people_is_as_many_as_are_in_it_today() -> None:
    """Red's two members no longer count: one person is left, one comes later, and one works half of the time."""
    gone = Person(901, RED, "Gone", leaves=TODAY - timedelta(days=1))
    later = Person(902, RED, "Later", joins=TODAY + timedelta(days=1))
    (split,) = billed(worked(gone, later, Person(903, RED, "Half", 0.5))).splits
    assert (split.people, split.most) == (0.5, 0.25)
    many = [Person(910 + number, RED, f"One of {number}") for number in range(4)]
    assert billed(worked(*many)).splits == ()


def test_ready_work_costs_what_each_week_of_delay_does() -> None:
    """D is ready for three weeks at 700 a week; G has no cost of delay."""
    waiting = billed(worked()).waiting
    assert (waiting.amount.deliverables, waiting.costed, waiting.uncosted) == ((D, G), (D,), 1)
    assert (waiting.total, waiting.so_far, waiting.undated) == (700.0, pytest.approx(2100.0), 0)


def test_without_a_cost_of_delay_there_is_no_sum_rather_than_nought() -> None:
    waiting = billed(worked(), [G]).waiting
    assert (waiting.total, waiting.so_far, waiting.uncosted) == (None, None, 1)
    unknown_since = billed(portfolio(deliverable(1, None, Stage.READY, cost_of_delay=5.0))).waiting
    assert (unknown_since.total, unknown_since.so_far, unknown_since.undated) == (5.0, None, 1)


@given(
    st.lists(
        st.tuples(st.sampled_from(Stage), st.none() | st.floats(0, 1e9), st.none() | st.integers(-400, 30)), max_size=10
    ),
    st.floats(0.1, 30),
)
def test_no_portfolio_is_too_odd(rows: list[tuple[Stage, float | None, int | None]], people: float) -> None:
    items = [
        Deliverable(
            100 + n,
            f"{n}",
            (n + 1) * GAP,
            stage=stage,
            cost_of_delay=cost,
            actual_start=None if start is None else TODAY + timedelta(days=start),
        )
        for n, (stage, cost, start) in enumerate(rows)
    ]
    found = billed(portfolio(Team(1, "Few", people), *items, *(Demand(200 + item.id, item.id, 1) for item in items)))
    in_delivery = sum(item.stage is Stage.DELIVERY for item in items)
    assert bool(found.splits) == (in_delivery > people / 2)
    assert len(found.waiting.amount.deliverables) == sum(item.stage is Stage.READY for item in items)
    assert (found.waiting.total is None) == (not found.waiting.costed)
