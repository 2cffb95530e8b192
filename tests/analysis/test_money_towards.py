"""The money of what is to move an outcome."""

from deliverydesk.analysis.contributing import MoneyTowards, money_towards
from deliverydesk.domain.entities import Contribution, Deliverable, Outcome
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage


def portfolio(*items: Deliverable) -> Portfolio:
    return Portfolio.of([Outcome(1, "Ours"), *items, *(Contribution(50 + item.id, item.id, 1) for item in items)])


def test_what_is_spent_counts_also_where_the_work_was_given_up() -> None:
    found = portfolio(
        Deliverable(10, "Open", 2**40, stage=Stage.DELIVERY, cost=100.0, spent=30.0),
        Deliverable(11, "Given up", 2**41, stage=Stage.CANCELLED, cost=80.0, spent=20.0),
        Deliverable(12, "Dearer than planned", 2**42, stage=Stage.DELIVERY, cost=10.0, spent=15.0),
    )
    assert money_towards(found, 1) == MoneyTowards(65.0, 70.0)


def test_without_any_money_there_is_none_rather_than_nothing() -> None:
    assert money_towards(portfolio(Deliverable(10, "Open", 2**40)), 1) is None
