"""The open backlog against what was done in each recent week: counted in scope, and never a figure without a reason."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from deliverydesk.analysis.flow.history import history_of
from deliverydesk.analysis.flow.scope import Scope
from deliverydesk.analysis.forecast.burnup import BurnUp, burn_up, done_by
from deliverydesk.analysis.forecast.reasons import Reason
from deliverydesk.analysis.forecast.throughput import Method, When, course, how_many, when
from deliverydesk.domain.entities import Deliverable, Demand, Entity, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage

TODAY = date(2026, 8, 19)
WEB = 901
ALL = Scope()
WEEKS = (3, 0, 2, 1, 4, 0, 2, 2, 1, 3)


def portfolio(open_: int = 12, of_web: int = 4) -> Portfolio:
    """Ten weeks before this one, with so many done in each; `of_web` of the open ones are the web team's."""
    rows: list[Entity] = [Team(WEB, "Web", widening=2.0)]
    monday = TODAY - timedelta(TODAY.weekday() + 7 * len(WEEKS))
    n = 0
    for week, count in enumerate(WEEKS):
        for at in range(count):
            n += 1
            day = monday + timedelta(7 * week + at)
            rows.append(Deliverable(n, f"Done {n}", n, stage=Stage.RELEASED, actual_start=monday, actual_end=day))
    for at in range(open_):
        n += 1
        rows.append(Deliverable(n, f"Open {n}", n))
        if at < of_web:
            rows.append(Demand(500 + n, n, WEB))
    rows.append(Deliverable(800, "Off", 800, stage=Stage.CANCELLED))
    return Portfolio.of(rows)


def forecast(made: Portfolio, scope: Scope = ALL) -> BurnUp:
    history, ids = history_of(made, TODAY), scope.ids(made)
    return burn_up(made, history if ids is None else history.of(ids), scope)


def test_it_is_what_throughput_says_of_the_open_work_and_the_whole_weeks_before_this_one() -> None:
    found = forecast(portfolio())
    assert found.open == 12
    assert found.when.basis.history == WEEKS
    assert len(found.done) == sum(WEEKS)
    assert found.when == when(WEEKS, 12, TODAY, growth=(1.0, 1.5))
    assert found.when.grown is not None
    assert len(found.course) == found.when.grown.p95
    by = TODAY + timedelta(7 * 5 - 1)
    assert done_by(found, by) == how_many(WEEKS, by, TODAY)
    told = done_by(found, by)
    assert found.course[4] == (told.p50, told.p85, told.p95)


def test_a_team_has_its_own_work_and_its_own_width() -> None:
    found = forecast(portfolio(), Scope(team=WEB))
    assert (found.open, found.when.basis.widening) == (4, 2.0)
    assert found.when.reason is Reason.TOO_FEW
    assert found.course == ()
    assert found.stability is None


def test_no_history_and_no_work_have_a_reason_or_no_course() -> None:
    assert forecast(Portfolio()).when.reason is Reason.TOO_FEW
    nothing_left = forecast(portfolio(open_=0))
    assert (nothing_left.open, nothing_left.course) == (0, ())


@pytest.mark.parametrize("history", [(), (0,) * 8, (1, float("nan")) * 4])
def test_a_history_that_is_refused_has_no_course(history: tuple[float, ...]) -> None:
    told: When = when(history, 5, TODAY)
    assert told.reason is not None
    assert course(told.basis, 4) == ()


def test_a_course_never_falls_and_its_shares_keep_their_order() -> None:
    basis = when(WEEKS, 5, TODAY, method=Method(paths=500)).basis
    told = course(basis, 30)
    assert all(a >= b >= c for a, b, c in told)
    assert all(later >= sooner for one, two in pairwise(told) for sooner, later in zip(one, two, strict=True))
