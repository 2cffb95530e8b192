"""The sheet of stopping, by mouse and keyboard: what it says, and that it does what its button says in one step."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from deliverydesk.analysis.stopping.refilling import stopping_of
from deliverydesk.document.memory import MemoryDocument
from deliverydesk.domain.entities import Contribution, Deliverable, Demand, Entity, Outcome, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import DecisionChoice, Stage
from deliverydesk.support.clock import today
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.dialogs.stopping.by_hand import Vetted, carried
from deliverydesk.ui.dialogs.stopping.sheet import StoppingSheet

STEP = 1 << 40
CHAT, CALLS, FORMS = 1, 2, 3
WEB, OUTCOME = 10, 11
ENTITIES: tuple[Entity, ...] = (
    Team(WEB, "Web", 4, 1.0),
    Outcome(OUTCOME, "Calls", baseline=10, target=20),
    Deliverable(CHAT, "Chat", STEP, stage=Stage.DELIVERY, remaining=8, cost=90_000, cost_of_delay=1_000, owner="Ada"),
    Deliverable(CALLS, "Call back", 2 * STEP, stage=Stage.READY, cost_of_delay=5_000),
    Deliverable(FORMS, "Forms", 3 * STEP, stage=Stage.READY, cost_of_delay=4_000),
    Contribution(20, CHAT, OUTCOME),
    Demand(21, CHAT, WEB, 6, 8, 10),
    Demand(22, CALLS, WEB, 4, 5, 6),
    Demand(23, FORMS, WEB, 5, 6, 8),
)


def opened(qtbot: QtBot, *changed: Entity) -> tuple[StoppingSheet, Desk]:
    entities = {each.id: each for each in (*ENTITIES, *changed)}
    desk = Desk(MemoryDocument(Portfolio.of(entities.values())))
    host = QWidget()
    host.resize(1440, 900)
    qtbot.addWidget(host)
    host.show()
    qtbot.waitExposed(host)
    sheet = StoppingSheet(desk, host, stopping_of(desk.portfolio, CHAT, today()))
    sheet.open()
    return sheet, desk


def test_the_button_says_what_is_gained_and_does_it_in_one_step(qtbot: QtBot) -> None:
    sheet, desk = opened(qtbot)
    option = sheet.option
    assert option is not None
    assert option.begins == (CALLS,), "8 set free carry the more valuable of the two, and not both"
    assert sheet.confirm.text().startswith("Table and refill, recovers €")
    qtbot.keyClicks(sheet.reason, "Nothing moved")
    qtbot.mouseClick(sheet.confirm, Qt.MouseButton.LeftButton)
    portfolio = desk.portfolio
    assert portfolio.deliverables[CHAT].stage is Stage.TABLED
    assert portfolio.deliverables[CALLS].planned_start == option.spans[CALLS][0]
    (decision,) = portfolio.decisions
    assert decision.reason == "Nothing moved"
    assert decision.recovered == pytest.approx(sheet.recovered())
    desk.document.undo()
    assert desk.portfolio.deliverables[CHAT].stage is Stage.DELIVERY
    assert not desk.portfolio.decisions


def test_without_a_reason_it_stays_open_and_says_so(qtbot: QtBot) -> None:
    sheet, desk = opened(qtbot)
    qtbot.mouseClick(sheet.confirm, Qt.MouseButton.LeftButton)
    assert sheet.problem.text() == "A decision needs its reason; one line is enough."
    assert not desk.portfolio.decisions
    assert sheet.isVisible()


def test_it_is_taken_up_again_on_a_number(qtbot: QtBot) -> None:
    sheet, desk = opened(qtbot)
    qtbot.mouseClick(sheet.case.again.kind.button("number"), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(sheet.case.again.number, "24")
    qtbot.mouseClick(sheet.choice.button("cancel"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(sheet.refill.button("none"), Qt.MouseButton.LeftButton)
    assert sheet.confirm.text() == "Cancel it"
    qtbot.keyClicks(sheet.reason, "Too late")
    qtbot.mouseClick(sheet.confirm, Qt.MouseButton.LeftButton)
    (decision,) = desk.portfolio.decisions
    assert (decision.choice, decision.trigger_outcome, decision.trigger_above) == (DecisionChoice.CANCEL, OUTCOME, 24)
    assert desk.portfolio.deliverables[CALLS].planned_start is None


def test_keeping_it_is_as_easy(qtbot: QtBot) -> None:
    sheet, desk = opened(qtbot)
    qtbot.keyClicks(sheet.reason, "The next reading decides")
    qtbot.mouseClick(sheet.keep, Qt.MouseButton.LeftButton)
    (decision,) = desk.portfolio.decisions
    assert (decision.choice, decision.freed) == (DecisionChoice.CONTINUE, None)
    assert desk.portfolio.deliverables[CHAT].stage is Stage.DELIVERY


def chip(sheet: StoppingSheet, deliverable: int) -> Vetted:
    return next(each for each in sheet.side.others.chips if each.deliverable == deliverable)


def test_a_plan_is_changed_by_hand_and_back(qtbot: QtBot) -> None:
    sheet, desk = opened(qtbot)
    card = sheet.side.chosen
    assert card is not None
    found = card.option
    assert [each.deliverable for each in sheet.side.others.chips] == [FORMS]
    qtbot.mouseClick(chip(sheet, FORMS), Qt.MouseButton.LeftButton)
    assert card.begins == (CALLS, FORMS)
    assert not sheet.confirm.isEnabled(), "what nobody has tried out yet is not decided on"
    qtbot.waitUntil(lambda: not card.trying)
    assert sheet.side.others.chips == []
    assert card.option.value > found.value
    assert card.spoken().startswith("By hand: begins Call back, Forms; ")
    assert "3 pw more than set free" in card.spoken()
    qtbot.mouseClick(card.findChild(QToolButton, f"stopping.take_out.{CALLS}"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not card.trying)
    qtbot.keyClicks(sheet.reason, "Forms wait for longer")
    qtbot.mouseClick(sheet.confirm, Qt.MouseButton.LeftButton)
    assert desk.portfolio.deliverables[FORMS].planned_start is not None
    assert desk.portfolio.deliverables[CALLS].planned_start is None
    assert desk.portfolio.decisions[max(desk.portfolio.decisions.ids)].recovered == pytest.approx(sheet.recovered())


def test_what_is_dropped_on_a_plan_is_in_it_and_what_is_dropped_beside_is_out(qtbot: QtBot) -> None:
    sheet, _desk = opened(qtbot)
    card = sheet.side.chosen
    assert card is not None
    found = card.option
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier

    def drop(target: QWidget, deliverable: int) -> None:
        data, move = carried(deliverable), Qt.DropAction.MoveAction
        QApplication.sendEvent(target, QDragEnterEvent(QPoint(9, 9), move, data, button, none))
        QApplication.sendEvent(target, QDropEvent(QPointF(9, 9), move, data, button, none))

    drop(card, FORMS)
    assert card.begins == (CALLS, FORMS)
    drop(card, FORMS)
    assert card.begins == (CALLS, FORMS), "dropped where it was"
    drop(sheet.side, FORMS)
    assert (card.begins, card.trying) == ((CALLS,), False), "as it was found, so nothing is to be tried out"
    assert card.option is found


def test_a_plan_is_made_by_hand_where_none_fits(qtbot: QtBot) -> None:
    demands = [Demand(22, CALLS, WEB, 9, 12, 14), Demand(23, FORMS, WEB, 9, 12, 14)]
    sheet, _desk = opened(qtbot, *demands)
    assert sheet.side.cards == []
    assert sheet.confirm.text() == "Table it"
    qtbot.mouseClick(chip(sheet, CALLS), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(sheet.side.cards))
    assert sheet.option is not None
    assert sheet.option.begins == (CALLS,)
    assert sheet.confirm.text().startswith("Table and refill")


def test_a_number_is_asked_for_where_it_is_to_be_looked_at_again_on_one(qtbot: QtBot) -> None:
    sheet, desk = opened(qtbot)
    qtbot.mouseClick(sheet.case.again.kind.button("number"), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(sheet.reason, "Nothing moved")
    qtbot.mouseClick(sheet.confirm, Qt.MouseButton.LeftButton)
    assert sheet.problem.text() == "Say the number at which it is looked at again, or choose “Never”."
    assert not desk.portfolio.decisions


def test_with_nothing_vetted_and_nothing_known_it_still_stops(qtbot: QtBot) -> None:
    ideas = [replace(each, stage=Stage.IDEA) for each in ENTITIES if each.id in (CALLS, FORMS)]  # type: ignore[call-arg]
    bare = Deliverable(CHAT, "Chat", STEP, stage=Stage.DELIVERY)
    sheet, desk = opened(qtbot, *ideas, bare, Demand(21, CHAT, WEB))
    assert sheet.side.cards == []
    assert sheet.confirm.text() == "Table it"
    qtbot.keyClicks(sheet.reason, "Nobody knows why")
    qtbot.mouseClick(sheet.confirm, Qt.MouseButton.LeftButton)
    assert desk.portfolio.deliverables[CHAT].stage is Stage.TABLED
