"""How a product is, by what its outcomes read, its work and its reviews."""

from datetime import date, timedelta

from deliverydesk.analysis.evidence.page import evidence_of_all
from deliverydesk.analysis.evidence.reasons import Verdict
from deliverydesk.analysis.reviewing.health import Condition, ProductHealth, health_of_product
from deliverydesk.analysis.reviewing.words import health_rows
from deliverydesk.domain.entities import Deliverable, Demand, Entity, Measurement, Outcome, Product, Review, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Kind, LifeStage, Stage

TODAY = date(2026, 8, 19)
SHOP, AIM, WEB = 1, 2, 3
SHOPPED = Product(SHOP, "Shop", upkeep_share=0.2)
REVIEWED = Review(90, TODAY - timedelta(days=3), "Shop", SHOP, closed=TODAY - timedelta(days=3))


def readings(step: float) -> list[Measurement]:
    return [
        Measurement(100 + n, AIM, TODAY - timedelta(days=7 * (30 - n)), 50.0 + step * n + 0.2 * (n % 3))
        for n in range(30)
    ]


def looked(*more: Entity) -> ProductHealth:
    portfolio = Portfolio.of({each.id: each for each in (SHOPPED, REVIEWED, *more)}.values())
    found = health_of_product(portfolio, SHOP, evidence_of_all(portfolio, TODAY), TODAY)
    assert [caption for caption, _ in health_rows(portfolio, found)] == ["Outcomes", "Work", "Upkeep", "Review"]
    return found


def test_nothing_measured_and_nothing_late_is_not_well() -> None:
    assert looked().condition is Condition.UNKNOWN


def test_the_worst_of_its_outcomes_decides() -> None:
    aim = Outcome(AIM, "Orders", SHOP, baseline=50, target=90)
    well = looked(aim, *readings(1.0))
    assert (well.condition, well.verdicts) == (Condition.WELL, {Verdict.IMPROVING: 1})
    assert looked(aim, *readings(-1.0)).condition is Condition.WORSE


def test_late_and_stalled_work_and_a_due_review_ask_for_attention() -> None:
    aim = Outcome(AIM, "Orders", SHOP, baseline=50, target=90)
    chat = Deliverable(
        10, "Chat", 1, SHOP, stage=Stage.DELIVERY, actual_start=date(2026, 3, 2), planned_end=date(2026, 8, 14)
    )
    late = looked(aim, *readings(1.0), chat)
    assert (late.condition, late.late, late.stalled) == (Condition.ATTENTION, (10,), (10,))
    never = Review(90, TODAY, "Shop", SHOP, closed=None)
    assert looked(aim, *readings(1.0), never).condition is Condition.WELL, "it is under way"
    old = Review(90, date(2026, 1, 5), "Shop", SHOP, closed=date(2026, 1, 5))
    assert looked(aim, *readings(1.0), old).condition is Condition.ATTENTION
    gone = Product(SHOP, "Shop", life_stage=LifeStage.RETIRE)
    assert looked(gone, old).cadence is None


def test_upkeep_is_its_share_of_open_effort() -> None:
    found = looked(
        Team(WEB, "Web", 3),
        Deliverable(10, "Patches", 1, SHOP, kind=Kind.UPKEEP, stage=Stage.READY),
        Deliverable(11, "Chat", 2, SHOP, stage=Stage.READY),
        Deliverable(12, "Done", 3, SHOP, stage=Stage.RELEASED, actual_end=date(2026, 6, 1)),
        Demand(20, 10, WEB, None, 1, None),
        Demand(21, 11, WEB, None, 3, None),
        Demand(22, 12, WEB, None, 96, None),
    )
    assert (found.upkeep_floor, found.upkeep_planned, found.open) == (0.2, 0.25, 2)
    assert looked().upkeep_planned is None
