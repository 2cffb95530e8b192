"""What cards and gauges say of readiness."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from deliverydesk.domain.entities import Approval, Deliverable, Demand, Entity, Gate, GatePass, Settings, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.ranking import GAP
from deliverydesk.domain.values import GateCheck, Stage
from deliverydesk.ui.panes.backlog.sight import Sight
from deliverydesk.ui.panes.backlog.vetting import alarm_of, gauges_of, vetting_of

TODAY = date(2026, 8, 19)
ITEM = Deliverable(1, "Receipt photos", GAP, owner="Ada", stage=Stage.READY)
GATES = (Gate(10, "Owner", GateCheck.OWNER), Gate(11, "Privacy", GateCheck.MANUAL, 1))
PASSED, APPROVED = GatePass(12, 11, 1, TODAY, "No data"), Approval(13, 1, TODAY, "Ada")


def said(item: Deliverable = ITEM, *more: Entity) -> tuple[str, str] | None:
    """Words and glyph of the card of the item."""
    portfolio = Portfolio.of([item, *GATES, *more])
    found = vetting_of(Sight(portfolio, today=TODAY), item)
    return None if found is None else (found.words, found.glyph)


def test_a_card_says_how_ready_it_is() -> None:
    assert said(replace(ITEM, stage=Stage.SHAPING)) == ("1 of 2 gates", "")
    assert said() == ("1 of 2 gates", "")
    assert said(ITEM, PASSED) == ("not approved", "watch")
    assert said(ITEM, PASSED, APPROVED) == ("approved", "ok")
    soon = replace(APPROVED, expires=TODAY + timedelta(days=5))
    assert said(ITEM, PASSED, soon) == ("expires in 5 days", "watch")
    assert said(ITEM, PASSED, replace(soon, expires=TODAY + timedelta(days=60))) == ("approved to 18 Oct", "ok")
    assert said(ITEM, PASSED, replace(APPROVED, date=TODAY - timedelta(days=9), expires=TODAY - timedelta(days=1))) == (
        "approval expired",
        "watch",
    )
    assert said(replace(ITEM, stage=Stage.DELIVERY)) is None


def test_an_idea_that_says_what_another_item_says_is_pointed_out() -> None:
    idea = Deliverable(2, "Photos of receipts", 2 * GAP)
    portfolio = Portfolio.of([ITEM, idea, Deliverable(3, "Voice claim notes", 3 * GAP)])
    found = vetting_of(Sight(portfolio, today=TODAY), idea)
    assert found is not None
    assert found.words == "like “Receipt photos”"


def test_gauges_say_who_runs_dry_and_what_is_closest() -> None:
    entities = [
        Settings(1, ready_low=2, ready_high=4),
        Team(20, "Web", 2, 0.5),
        Demand(21, 1, 20, likely=1),
        replace(ITEM, id=2, title="Photo index", order_key=2 * GAP, stage=Stage.SHAPING),
        Demand(22, 2, 20, likely=1),
    ]
    portfolio = Portfolio.of([ITEM, *GATES, PASSED, APPROVED, *entities])
    (gauge,) = gauges_of(Sight(portfolio, today=TODAY))
    assert (gauge.weeks, gauge.share, gauge.role) == ("1", 0.25, "over")
    assert gauge.sentence == (
        "Web runs dry: vetted work for 1 week, the band is 2 to 4 weeks. Closest to ready: “Photo index”."
    )
    assert gauges_of(Sight(Portfolio.of([ITEM, *entities]), today=TODAY)) == []


def test_ready_work_that_outranks_work_in_flight_is_an_alarm() -> None:
    flying = Deliverable(2, "Old form", 2 * GAP, stage=Stage.DELIVERY, cost_of_delay=100)
    ready = Deliverable(3, "Call back", 3 * GAP, stage=Stage.READY, cost_of_delay=250)
    demands = [Demand(30, 2, 20, likely=2), Demand(31, 3, 20, likely=2)]
    portfolio = Portfolio.of([flying, ready, Team(20, "Web", 2, 0.5), *demands])
    alarm = alarm_of(Sight(portfolio, today=TODAY))
    assert alarm is not None
    assert (alarm.words, alarm.deliverables) == ("“Call back” outranks “Old form”", (3, 2))
    assert alarm.sentence.startswith("A week of Web is worth 2.5 times as much on “Call back”")
    assert alarm_of(Sight(Portfolio.of([flying, *demands[:1], Team(20, "Web")]), today=TODAY)) is None
