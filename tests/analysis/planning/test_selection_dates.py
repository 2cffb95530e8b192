"""Dates for a chosen set: in its period, in order, where there is room."""

from datetime import date
from types import MappingProxyType

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.analysis.load_grid import Loads
from deliverydesk.analysis.planning.selection.choose import choose
from deliverydesk.analysis.planning.selection_dates import dates_of
from deliverydesk.analysis.planning.selection_of import selection_of
from deliverydesk.domain.entities import Deliverable, Demand, Dependency, Entity, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.spreading import Span
from deliverydesk.domain.values import Stage

MONDAY = date(2026, 11, 30)
WEB = 900
READY = MappingProxyType({"stage": Stage.READY, "cost_of_delay": 10.0})


def item(number: int, **more: object) -> Deliverable:
    return Deliverable(number, f"Item {number}", number, **{**READY, **more})  # type: ignore[arg-type]


def dated(*entities: Entity, effort: float = 4.0, today: date = MONDAY) -> tuple[Portfolio, dict[int, Span]]:
    """Everything chosen for one quarter of a team of two people at half focus: a person-week a week."""
    demands = [
        Demand(1000 + each.id, each.id, WEB, None, effort, None) for each in entities if isinstance(each, Deliverable)
    ]
    portfolio = Portfolio.of([Team(WEB, "Web", 2.0, 0.5), *entities, *demands])
    selection = selection_of(portfolio, today)
    periods = choose(selection.problem).periods
    assert periods is not None
    return portfolio, dates_of(portfolio, selection, periods, today)


def test_work_takes_twice_its_least_weeks_so_that_two_fit_beside_each_other():
    _, found = dated(item(1), item(2))
    assert found == {1: (MONDAY, date(2027, 1, 22)), 2: (MONDAY, date(2027, 1, 22))}


def test_what_is_waited_for_comes_first_though_it_ranks_lower():
    _, found = dated(item(1), item(2), Dependency(50, 2, 1))
    assert found[2] == (MONDAY, date(2027, 1, 22))
    assert found[1][0] == date(2027, 1, 25)
    assert found[1][1] <= date(2027, 2, 26), "it is shorter, to keep within its period"


def test_what_is_under_way_or_planned_within_its_period_keeps_its_dates_and_takes_its_room():
    going = item(1, stage=Stage.DELIVERY, planned_start=date(2026, 11, 2), planned_end=date(2026, 12, 25))
    planned = item(2, planned_start=date(2027, 1, 4), planned_end=date(2027, 1, 29))
    _, found = dated(going, planned, item(3))
    assert found[1] == (date(2026, 11, 2), date(2026, 12, 25))
    assert found[2] == (date(2027, 1, 4), date(2027, 1, 29))
    assert found[3] == (date(2027, 2, 1), date(2027, 2, 26)), "there are no four weeks free before"


def test_it_begins_after_work_under_way_that_it_waits_for_and_not_before_its_earliest_start():
    going = item(1, stage=Stage.DELIVERY, planned_start=date(2026, 11, 2), planned_end=date(2026, 12, 11))
    _, found = dated(going, item(2), Dependency(50, 1, 2), effort=1.0)
    assert found[2][0] == date(2026, 12, 14)
    _, found = dated(item(1, earliest_start=date(2027, 1, 13)), effort=1.0)
    assert found[1][0] == date(2027, 1, 18), "the first whole week"


def test_a_week_that_has_begun_is_left_alone():
    _, found = dated(item(1), effort=1.0, today=date(2026, 12, 3))
    assert found[1] == (date(2026, 12, 7), date(2026, 12, 18))


def test_where_no_weeks_have_room_it_is_not_crammed_into_what_is_left_of_its_period():
    going = item(1, stage=Stage.DELIVERY, planned_start=date(2026, 11, 2), planned_end=date(2027, 2, 19))
    _, found = dated(going, item(2, must_do=True), Dependency(50, 1, 2), effort=6.0)
    assert found[2] == (date(2027, 2, 22), date(2027, 4, 2)), "six weeks of the whole team"


def test_a_long_chain_is_no_trouble():
    count = 1500
    chain = [Dependency(5000 + n, n + 1, n) for n in range(1, count)]
    _, found = dated(*(item(n) for n in range(1, count + 1)), *chain, effort=0.001)
    assert len(found) == count


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(0, 4)), min_size=1, max_size=8))
def test_what_has_room_overloads_nobody_and_keeps_within_its_period(asked: list[tuple[int, int]]) -> None:
    items = [item(n) for n in range(1, len(asked) + 1)]
    links = [Dependency(50 + n, n - back, n) for n, (_, back) in enumerate(asked, 1) if 0 < back < n]
    demands = [Demand(1000 + n, n, WEB, None, effort / 2, None) for n, (effort, _) in enumerate(asked, 1)]
    portfolio = Portfolio.of([Team(WEB, "Web", 2.0, 0.5), *items, *links, *demands])
    selection = selection_of(portfolio, MONDAY)
    periods = choose(selection.problem).periods
    assert periods is not None
    found = dates_of(portfolio, selection, periods, MONDAY)
    spans = selection.spans(periods, MONDAY)
    assert found.keys() == spans.keys()
    assert all(spans[each][0] <= start <= end for each, (start, end) in found.items())
    crammed = {each for each, (_, end) in found.items() if end >= spans[each][1]}
    if not crammed:
        grid = Loads(portfolio, MONDAY, 13).after(found)
        assert np.all(grid.load <= grid.capacity + 1e-6)
        for link in links:
            if link.successor in found:
                assert found[link.predecessor][1] < found[link.successor][0]
