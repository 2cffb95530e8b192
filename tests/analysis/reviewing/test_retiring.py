"""What retiring a product means, by hand."""

from datetime import date

from deliverydesk.actions import deciding
from deliverydesk.analysis.reviewing.retiring import retiring_of
from deliverydesk.domain.entities import Deliverable, Demand, Dependency, Product, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import DecisionChoice, Kind, Stage

SHOP, WEB, DATA = 10, 11, 12


def portfolio() -> Portfolio:
    return Portfolio.of(
        [
            Product(SHOP, "Shop"),
            Team(WEB, "Web", 2, 1.0),
            Team(DATA, "Data", 2, 1.0),
            Deliverable(1, "Chat", 1, SHOP, stage=Stage.DELIVERY, remaining=4),
            Deliverable(2, "Patches", 2, SHOP, kind=Kind.UPKEEP, stage=Stage.READY),
            Deliverable(3, "Law", 3, SHOP, must_do=True, stage=Stage.READY),
            Deliverable(4, "Done", 4, SHOP, stage=Stage.RELEASED, actual_end=date(2026, 6, 1)),
            Deliverable(5, "Elsewhere", 5, stage=Stage.READY),
            Deliverable(6, "Idea", 6, SHOP, effort_likely=3),
            Demand(20, 1, WEB, None, 6, None),
            Demand(21, 1, DATA, None, 2, None),
            Dependency(22, 1, 5),
        ]
    )


def test_what_ends_what_stays_and_who_is_set_free() -> None:
    found = retiring_of(portfolio(), SHOP)
    assert (found.ends, found.stays, found.waiting) == ((1, 6), (2, 3), (5,))
    assert found.freed == 7
    assert found.teams == {WEB: 3, DATA: 1}, "4 of the 8 are left"


def test_it_is_what_the_decision_does() -> None:
    before, found = portfolio(), retiring_of(portfolio(), SHOP)
    after = before.after(deciding.decide(before, DecisionChoice.RETIRE, "Nobody asks", product=SHOP))
    ended = {each.id for each in after.deliverables if each.stage is Stage.CANCELLED}
    assert ended == set(found.ends)
    (decision,) = after.decisions
    assert decision.freed == found.freed
