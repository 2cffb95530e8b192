"""Counting what is done and under way, period by period and day by day."""

from datetime import date, timedelta

import pytest

from deliverydesk.analysis.flow.history import history_of
from deliverydesk.analysis.flow.throughput import (
    Lacking,
    cumulative,
    distribution,
    efficiency,
    in_progress,
    throughput,
    throughput_of,
)
from deliverydesk.domain.entities import StageDate
from deliverydesk.domain.values import Kind, Stage
from tests.analysis.cases import items, portfolio

MONDAY = date(2026, 8, 3)


def day(number: int) -> date:
    """The first of August is day 1."""
    return date(2026, 8, number)


def test_weeks_without_anything_done_count_and_partial_ones_do_not() -> None:
    dones = [day(2), day(3), day(9), day(26), day(31)]
    found = throughput(dones, day(1), day(31))
    assert found.firsts == (day(3), day(10), day(17), day(24))
    assert found.counts == (2, 0, 0, 1)
    assert (found.left_out, found.mean) == (2, 0.75)


def test_the_last_week_counts_on_its_last_day_and_weeks_begin_where_the_portfolio_says() -> None:
    assert throughput([day(3)], MONDAY, day(8)).reason is Lacking.NO_WHOLE_PERIOD
    assert throughput([day(3)], MONDAY, day(9)).counts == (1,)
    assert throughput([day(9)], MONDAY, day(15), week_start=7).firsts == (day(9),)


def test_months_have_their_own_lengths() -> None:
    found = throughput([date(2026, 2, 28), date(2026, 4, 30)], date(2026, 1, 1), date(2026, 5, 30), "month")
    assert found.counts == (0, 1, 0, 1)
    assert found.firsts[-1] == date(2026, 4, 1)


def test_a_day_begun_and_a_day_ended_are_both_days_under_way() -> None:
    found = in_progress([day(1), day(2), date(2026, 7, 1)], [day(3), None, day(1)], day(1), day(4))
    assert found.counts == (2, 2, 2, 1)


def test_a_cumulative_flow_counts_what_passed_a_stage_unseen() -> None:
    rows = items(
        {"stage": Stage.RELEASED, "actual_start": day(2), "actual_end": day(4)},
        {"stage": Stage.DELIVERY, "actual_start": day(3)},
        {"stage": Stage.IDEA},
    )
    history = history_of(portfolio(*rows, StageDate(100, 2, Stage.READY, day(1))), day(5))
    found = cumulative(history)
    assert found is not None
    assert found.days == tuple(day(number) for number in range(1, 6))
    assert dict(found.reached)[Stage.READY] == (1, 2, 2, 2, 2)
    assert dict(found.reached)[Stage.DELIVERY] == (0, 1, 2, 2, 2)
    assert dict(found.reached)[Stage.RELEASED] == (0, 0, 0, 1, 1)


def test_efficiency_says_which_stages_are_active_and_needs_a_known_wait() -> None:
    """Ready on the 1st, in delivery on the 7th, done on the 10th: 6 days waiting and 4 at work."""
    row = items({"stage": Stage.RELEASED, "actual_start": day(7), "actual_end": day(10)})
    assert efficiency(history_of(portfolio(*row), day(20))).reason is Lacking.NO_WAITING_KNOWN
    found = efficiency(history_of(portfolio(*row, StageDate(100, 1, Stage.READY, day(1))), day(20)))
    assert (found.active, found.total, found.share, found.n) == (4, 10, 0.4, 1)
    assert Stage.READY not in found.active_stages
    assert efficiency(history_of(portfolio(), day(20))).reason is Lacking.NOTHING_DONE


def test_the_distribution_is_of_what_was_done() -> None:
    done = {"stage": Stage.RELEASED, "actual_end": day(4)}
    whole = portfolio(*items(done, {**done, "kind": Kind.DEBT, "actual_end": day(9)}, {"kind": Kind.RISK}))
    history = history_of(whole, day(20))
    assert distribution(whole, history).share(Kind.DEBT) == 0.5
    assert distribution(whole, history, day(5)).counts[Kind.FEATURE] == 0
    none = distribution(whole, history, day(15))
    assert (none.reason, none.share(Kind.RISK)) == (Lacking.NOTHING_DONE, None)


def test_what_is_done_without_a_start_counts_in_throughput() -> None:
    rows = items({"stage": Stage.RELEASED, "actual_end": MONDAY})
    assert throughput_of(history_of(portfolio(*rows), MONDAY + timedelta(days=6))).counts == (1,)


def test_a_whole_week_needs_its_first_day() -> None:
    assert throughput([day(9)], day(4), day(16)).counts == (0,)
    with pytest.raises(KeyError):
        dict(cumulative(history_of(portfolio(*items({"actual_start": day(1)})), day(2))).reached)[Stage.RELEASED]  # type: ignore[union-attr]
