"""Changing what an outcome is to reach: the former target is kept as a step, and nothing is forgotten by accident."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.actions import measuring
from deliverydesk.actions.registry import actions
from deliverydesk.analysis.outcomes import goal_on, goals_of, progress_of
from deliverydesk.domain.entities import FormerTarget, Measurement, Outcome
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.rules import check

TODAY = date(2026, 8, 19)
MAY = date(2026, 5, 4)
OUTCOME = Outcome(
    5, "Orders", baseline=40.0, baseline_date=date(2026, 1, 1), target=60.0, due=date(2026, 12, 31), owner="Mia"
)
READ = Measurement(6, 5, date(2026, 3, 1), 45.0)
BEFORE = Portfolio.of([OUTCOME, READ])


@pytest.fixture(autouse=True)
def still_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DELIVERYDESK_TODAY", TODAY.isoformat())


def after(portfolio: Portfolio, **given: object) -> Portfolio:
    change_set = measuring.retarget(portfolio, 5, **given)  # type: ignore[arg-type]
    made = portfolio.after(change_set)
    check(made, change_set)
    return made


def formers(portfolio: Portfolio) -> list[tuple[date, float | None, str]]:
    return [(each.until, each.target, each.reason) for each in portfolio.former_targets]


def test_the_former_target_is_kept_with_day_and_reason() -> None:
    made = after(BEFORE, target=72.0, since=MAY, reason="the board wants more")
    assert formers(made) == [(MAY, 60.0, "the board wants more")]
    assert made.outcomes[5].target == 72.0
    goals = goals_of(made.outcomes[5], made.former_targets)
    assert goal_on(goals, date(2026, 5, 3)).target == 60.0
    assert goal_on(goals, MAY).target == 72.0


def test_the_required_value_is_that_of_the_target_of_the_day() -> None:
    made = after(BEFORE, target=80.0, since=MAY)
    before_it, on_it = (progress_of(made, 5, day).required for day in (date(2026, 5, 3), MAY))
    assert before_it == pytest.approx(40 + 20 * 122 / 364)
    assert on_it == pytest.approx(40 + 40 * 123 / 364)


def test_today_is_the_day_where_none_is_given() -> None:
    assert formers(after(BEFORE, due=date(2027, 3, 31))) == [(TODAY, 60.0, "")]


@pytest.mark.parametrize(
    ("portfolio", "given"),
    [
        (Portfolio.of([OUTCOME]), {"target": 72.0}),
        (BEFORE, {"target": 72.0, "typo": True}),
        (BEFORE, {"target": 60.0, "owner": "Ben"}),
        (BEFORE, {"hold_low": 1.0}),
    ],
    ids=["nothing is measured yet", "a slip of the pen", "no change of target", "what was empty is filled in"],
)
def test_no_step_where_nothing_is_taken_back(portfolio: Portfolio, given: dict[str, object]) -> None:
    assert formers(after(portfolio, **given)) == []


def test_two_changes_on_one_day_are_one_step() -> None:
    made = after(after(BEFORE, target=72.0, since=MAY, reason="first"), target=75.0, since=MAY)
    assert formers(made) == [(MAY, 60.0, "first")]
    assert made.outcomes[5].target == 75.0


def test_a_change_before_the_last_or_to_come_is_refused() -> None:
    made = after(BEFORE, target=72.0, since=MAY)
    with pytest.raises(DeskError, match=r"was changed on 4 May 2026 already"):
        after(made, target=75.0, since=date(2026, 5, 3))
    with pytest.raises(DeskError, match=r"1 Sep 2026 has not been yet"):
        after(made, target=75.0, since=date(2026, 9, 1))


def test_a_step_made_by_a_slip_is_forgotten_and_the_target_stays() -> None:
    made = after(BEFORE, target=72.0)
    forgotten = made.after(measuring.forget_step(made, 5))
    assert formers(forgotten) == []
    assert forgotten.outcomes[5].target == 72.0
    with pytest.raises(DeskError, match="has not been changed"):
        measuring.forget_step(forgotten, 5)


def test_the_command_line_offers_it_beside_the_plain_edit() -> None:
    given = {"outcome": "Orders", "target": 72, "since": "2026-05-04", "reason": "more"}
    made = BEFORE.after(actions()["retarget"].prepare(BEFORE, given))
    assert formers(made) == [(MAY, 60.0, "more")]
    assert formers(BEFORE.after(actions()["edit_outcome"].prepare(BEFORE, {"id": 5, "target": 72}))) == []


@given(st.lists(st.tuples(st.dates(MAY, TODAY), st.sampled_from([50.0, 60.0, 70.0, 80.0])), max_size=6))
def test_on_every_day_the_target_is_the_last_that_was_set(changes: list[tuple[date, float]]) -> None:
    portfolio = BEFORE
    wanted: dict[date, float] = {}
    for since, target in sorted(changes, key=lambda each: each[0]):
        if portfolio.outcomes[5].target != target:
            wanted[since] = target
        portfolio = after(portfolio, target=target, since=since)
    goals = goals_of(portfolio.outcomes[5], portfolio.former_targets)
    for day in (MAY, date(2026, 6, 15), TODAY):
        earlier = [since for since in wanted if since <= day]
        assert goal_on(goals, day).target == (wanted[max(earlier)] if earlier else 60.0)
    assert all(isinstance(each, FormerTarget) for each in portfolio.former_targets)


def test_who_changed_the_target_and_when_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "mia")
    made = after(BEFORE, target=72.0, since=MAY)
    (former,) = made.former_targets
    assert former.author == "mia"
    assert (made.outcomes[5].frozen, made.outcomes[5].frozen_by) == (MAY, "mia")


def test_what_is_frozen_changes_in_steps_even_before_the_first_reading() -> None:
    unread = Portfolio.of([OUTCOME])
    assert formers(after(unread, target=72.0)) == []
    change_set = measuring.freeze(unread, 5)
    assert change_set.label == "freeze the goal of “Orders”"
    frozen = unread.after(change_set)
    assert frozen.outcomes[5].frozen == TODAY
    assert formers(after(frozen, target=72.0)) == [(TODAY, 60.0, "")]


def test_nothing_to_reach_cannot_be_frozen() -> None:
    with pytest.raises(DeskError, match="nothing to reach yet"):
        measuring.freeze(Portfolio.of([Outcome(5, "Orders")]), 5)
