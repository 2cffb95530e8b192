from datetime import date

import pytest

from deliverydesk.analysis.contributing import delivery_towards
from deliverydesk.domain.entities import Contribution, Deliverable, Outcome
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage


def portfolio(*items: Deliverable) -> Portfolio:
    links = [Contribution(100 + item.id, item.id, 2) for item in items]
    return Portfolio.of([Outcome(2, "Fewer calls"), *items, *links])


def test_the_share_is_weighted_by_likely_effort() -> None:
    done = Deliverable(10, "Done", 1, stage=Stage.RELEASED, effort_likely=6, actual_end=date(2026, 5, 1))
    half = Deliverable(11, "Half", 2, stage=Stage.DELIVERY, effort_likely=2, remaining=1)
    towards = delivery_towards(portfolio(done, half), 2)
    assert towards.share == pytest.approx(7 / 8)
    assert (towards.ended, towards.to_come, towards.items) == (1, 1, (10, 11))


def test_one_without_an_estimate_is_left_out_and_said_to_be() -> None:
    known = Deliverable(10, "Known", 1, stage=Stage.DELIVERY, effort_likely=4, remaining=1)
    towards = delivery_towards(portfolio(known, Deliverable(11, "Unknown", 2, stage=Stage.READY)), 2)
    assert towards.share == 0.75
    assert "1 deliverable without an estimate is left out" in towards.basis


def test_tabled_and_cancelled_work_moves_nothing() -> None:
    gone = [
        Deliverable(10 + at, "x", at, stage=stage, effort_likely=3)
        for at, stage in enumerate((Stage.TABLED, Stage.CANCELLED))
    ]
    towards = delivery_towards(portfolio(*gone), 2)
    assert (towards.items, towards.share) == ((), None)
    assert towards.basis == "No deliverable is to move this outcome."


def test_nothing_estimated_is_no_share_rather_than_none_done() -> None:
    towards = delivery_towards(portfolio(Deliverable(10, "x", 1, stage=Stage.DELIVERY)), 2)
    assert towards.share is None
    assert "No effort is estimated" in towards.basis
