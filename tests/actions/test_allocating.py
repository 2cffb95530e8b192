"""What is given by hand, shifted and cleared week by week; each a step that keeps the whole."""

from datetime import date, timedelta

import pytest

from deliverydesk.actions import allocating, relieving, roadmap
from deliverydesk.actions.registry import actions
from deliverydesk.domain.entities import AcceptedLoad, Decision, Deliverable, Demand, Loan, Team
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.spreading import in_week, spread_of

MONDAY = date(2026, 8, 17)
WEEKS = [MONDAY + timedelta(weeks=n) for n in range(6)]


def plan() -> Portfolio:
    item = Deliverable(10, "Search", 1, planned_start=MONDAY, planned_end=MONDAY + timedelta(days=25))
    return Portfolio.of([Team(1, "Data", 4.0, 1.0), Team(2, "Web", 4.0, 1.0), item, Demand(20, 10, 1, likely=8.0)])


def weekly(portfolio: Portfolio) -> list[float]:
    spread = spread_of(portfolio, portfolio.deliverables[10], 1)
    return [round(in_week(spread, week), 9) for week in WEEKS]


def test_a_week_by_hand_leaves_the_rest_to_the_others_and_back() -> None:
    now = plan()
    assert weekly(now) == [2, 2, 2, 2, 0, 0]
    now = now.after(allocating.allocate(now, 10, 1, MONDAY + timedelta(days=2), 5.0))
    assert weekly(now) == [5, 1, 1, 1, 0, 0]
    now = now.after(allocating.allocate(now, 10, 1, MONDAY, 0.5))
    assert weekly(now) == [0.5, 2.5, 2.5, 2.5, 0, 0]
    assert len(now.allocations) == 1
    now = now.after(allocating.allocate(now, 10, 1, MONDAY, None))
    assert weekly(now) == [2, 2, 2, 2, 0, 0]


def test_a_longer_period_is_given_evenly() -> None:
    now = plan()
    now = now.after(allocating.allocate(now, 10, 1, MONDAY, 2.0, weeks=2))
    assert weekly(now) == [1, 1, 3, 3, 0, 0]


def test_shifting_takes_all_of_a_week_along_also_beyond_the_plan() -> None:
    now = plan()
    now = now.after(allocating.shift_allocation(now, 10, 1, WEEKS[0], WEEKS[4]))
    assert weekly(now) == [0, 2, 2, 2, 2, 0]
    now = now.after(allocating.shift_allocation(now, 10, 1, WEEKS[1], WEEKS[2], weeks=2))
    assert weekly(now) == [0, 0, 2, 4, 2, 0]
    with pytest.raises(DeskError, match="asks nothing"):
        allocating.shift_allocation(now, 10, 1, WEEKS[0], WEEKS[1])
    now = now.after(allocating.clear_allocations(now, 10))
    assert weekly(now) == [2, 2, 2, 2, 0, 0]


def test_figures_by_hand_go_along_with_the_bar() -> None:
    now = plan()
    now = now.after(allocating.allocate(now, 10, 1, WEEKS[0], 5.0))
    now = now.after(allocating.allocate(now, 10, 1, WEEKS[1], 0.0))
    shifted = now.after(roadmap.shift(now, [10], 14))
    assert weekly(shifted) == [0, 0, 5, 0, 1.5, 1.5]
    placed = now.after(roadmap.schedule(now, 10, WEEKS[1]))
    assert weekly(placed) == [0, 5, 0, 1.5, 1.5, 0]
    longer = now.after(roadmap.schedule(now, 10, WEEKS[0], WEEKS[4] + timedelta(days=4)))
    assert weekly(longer) == [5, 0, 1, 1, 1, 0], "a bar made longer leaves them where they are"


def test_relief_is_one_step_with_its_reason() -> None:
    now = plan()
    step = relieving.move_away(now, 10, 7, "Data over", "Quieter then")
    moved = now.after(step)
    assert moved.deliverables[10].planned_start == WEEKS[1]
    [decision] = moved.table(Decision)
    assert (decision.question, decision.reason, decision.deliverable) == ("Data over", "Quieter then", 10)
    lent = now.after(relieving.lend(now, 2, 1, MONDAY, WEEKS[1], 0.5, "SQL"))
    assert [(each.lender, each.borrower, each.reason) for each in lent.table(Loan)] == [(2, 1, "SQL")]
    with pytest.raises(DeskError, match="give one"):
        relieving.accept_overload(now, 1, MONDAY, WEEKS[1], " ")
    assert len(now.after(relieving.accept_overload(now, 1, MONDAY, WEEKS[1], "Launch")).table(AcceptedLoad)) == 1


def test_the_command_line_reaches_them() -> None:
    known = actions()
    now = plan()
    made = known["allocate"].prepare(now, {"deliverable": 10, "team": 1, "week": "2026-08-19", "effort": 5})
    assert weekly(now.after(made)) == [5, 1, 1, 1, 0, 0]
    for name in ("shift_allocation", "clear_allocations", "move_away", "lend", "accept_overload"):
        assert name in known
