from dataclasses import replace
from datetime import date

from deliverydesk.domain.entities import Measurement, Outcome
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Direction
from deliverydesk.ui.panes.outcomes.figure_words import figures_of
from deliverydesk.ui.panes.outcomes.words import board_rows, goal_words, sorted_rows

TODAY = date(2026, 8, 19)
UP = Outcome(2, "Solved", unit="%", baseline=61, baseline_date=date(2026, 1, 1), target=72, due=date(2026, 12, 31))
HOLD = Outcome(3, "Crash-free", unit="%", direction=Direction.HOLD, hold_low=99.5, hold_high=100)


def portfolio(*readings: Measurement) -> Portfolio:
    return Portfolio.of([UP, HOLD, *readings])


def test_goals_in_words() -> None:
    assert goal_words(UP) == "61 → 72\u2009%"
    assert goal_words(HOLD) == "99.5–100\u2009%"
    assert goal_words(replace(HOLD, hold_high=None)) == "at least 99.5\u2009%"
    assert goal_words(Outcome(9, "New")) == ""


def test_outcome_and_delivery_are_two_figures() -> None:
    outcome, delivery, last, required = figures_of(portfolio(Measurement(10, 2, date(2026, 7, 9), 66.5)), 2, TODAY)
    assert (outcome.value, outcome.share) == ("50\u2009%", 0.5)
    assert (delivery.value, delivery.share) == ("—", None)
    assert "No deliverable" in delivery.basis
    assert last.value == "41 days ago"
    assert required.value == "68.0\u2009%"
    assert required.note == "1.5 behind, due 31 Dec"


def test_progress_never_leaves_0_to_100_but_says_that_it_got_worse() -> None:
    worse, *_ = figures_of(portfolio(Measurement(10, 2, TODAY, 50)), 2, TODAY)
    assert (worse.value, worse.role) == ("0\u2009%", "bad")
    assert "−100" in worse.basis
    beyond, *_ = figures_of(portfolio(Measurement(10, 2, TODAY, 90)), 2, TODAY)
    assert beyond.value == "100\u2009%"


def test_an_outcome_to_hold_is_within_or_outside() -> None:
    inside, _, _ = figures_of(portfolio(Measurement(10, 3, TODAY, 99.7)), 3, TODAY)
    outside, _, _ = figures_of(portfolio(Measurement(10, 3, TODAY, 99.2)), 3, TODAY)
    assert (inside.value, outside.value, outside.role) == ("Within", "Outside", "bad")
    assert "0.3" in outside.basis


def test_what_is_not_measured_says_so() -> None:
    outcome, _, last, _ = figures_of(portfolio(), 2, TODAY)
    assert (outcome.value, last.value) == ("—", "never")
    assert board_rows(portfolio(), TODAY)[0].last == "never"


def test_what_cannot_be_said_is_sorted_last_either_way() -> None:
    rows = board_rows(portfolio(Measurement(10, 3, TODAY, 99.7)), TODAY)
    for descending in (False, True):
        assert [row.id for row in sorted_rows(rows, "progress", descending=descending)] == [3, 2]
        assert [row.id for row in sorted_rows(rows, "last", descending=descending)] == [3, 2]
    assert [row.id for row in sorted_rows(rows, "name")] == [3, 2]
    assert [row.id for row in sorted_rows(rows, "")] == [2, 3]
