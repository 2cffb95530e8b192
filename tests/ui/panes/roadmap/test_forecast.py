"""The forecast on the roadmap pane: found in a thread, shown once found, switched off and on, told in tooltips."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from deliverydesk.actions import milestoning, records
from deliverydesk.analysis.definitions import DEFINITIONS
from deliverydesk.charts.roadmap_ahead import foreseen
from deliverydesk.charts.roadmap_ahead_words import mark_chance
from deliverydesk.charts.roadmap_tails import tail_place
from deliverydesk.domain.entities import Deliverable, Milestone, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.rendering.roadmap import save_roadmap
from deliverydesk.rendering.roadmap_head import mark_y, marks_of
from deliverydesk.support.tokens import load_tokens
from deliverydesk.ui.panes.roadmap.hits import Hit
from deliverydesk.ui.panes.roadmap.pane import RoadmapPane
from deliverydesk.ui.panes.roadmap.picking import NeedsSheet
from deliverydesk.ui.panes.roadmap.popovers import MilestonePopover
from tests.charts.roadmap_example import TODAY, item_id
from tests.ui.panes.roadmap.conftest import Make, middle
from tests.ui.panes.roadmap.test_paper import check, crowd, painted

FRAUD = item_id("Fraud signals, first model")


def found(pane: RoadmapPane, qtbot: QtBot) -> None:
    """The forecast of the portfolio as it is, is shown."""
    findings = pane.desk.findings

    def shown() -> bool:
        ahead = pane.shown.ahead
        return findings.current and ahead is not None and ahead.forecast is findings.forecast

    qtbot.waitUntil(shown, timeout=20_000)


@pytest.fixture
def forecast(make: Make, qtbot: QtBot) -> RoadmapPane:
    pane = make()
    pane.desk.load_scores()
    found(pane, qtbot)
    return pane


def test_nothing_is_asked_before_all_is_read_and_scored(pane: RoadmapPane) -> None:
    pane.foresight.want()
    assert "findings" not in vars(pane.desk)
    assert pane.shown.ahead is None


def test_a_tail_is_seen_behind_its_bar(forecast: RoadmapPane) -> None:
    pane = forecast
    assert pane.shown.ahead is not None
    bar = pane.shown.bars[FRAUD]
    tail = pane.shown.ahead.tail(bar)
    assert tail is not None
    pane.area.fit()
    frame = pane.area.frame()
    place = tail_place(frame, bar, tail)
    assert place is not None
    image = pane.area.viewport().grab().toImage()
    at = QPoint(round(place.cap) - 1, int((frame.bar_box(bar)[1] + frame.bar_box(bar)[3]) / 2) + 3)
    colour = load_tokens("light").colour(f"product:{bar.number}")
    assert image.pixelColor(at).name().upper() == colour.upper(), "the cap, above and below the line"


def test_the_switch_takes_it_away_and_brings_it_back(forecast: RoadmapPane, qtbot: QtBot) -> None:
    pane = forecast
    with_tails = pane.area.viewport().grab().toImage()
    pane.commands.forecast.trigger()
    assert pane.shown.ahead is None
    assert pane.exportables()[1].make().ahead is None
    without = pane.area.viewport().grab().toImage()
    assert without != with_tails
    state = json.loads(json.dumps(pane.save_state()))
    assert state["forecast"] is False
    pane.commands.forecast.trigger()
    found(pane, qtbot)
    assert pane.area.viewport().grab().toImage() == with_tails
    pane.restore_state(state)
    assert pane.shown.ahead is None
    assert pane.area.viewport().grab().toImage() == without


def test_what_was_shown_stays_until_a_newer_one_is_found(forecast: RoadmapPane, qtbot: QtBot) -> None:
    pane = forecast
    before = pane.shown.ahead
    assert before is not None
    pane.desk.do(lambda now: records.edit(now, Deliverable, [FRAUD], {"remaining": 40.0}))
    assert pane.shown.ahead is before
    pane.commands.by["team"].trigger()
    assert pane.shown.ahead is before, "also in other lanes"
    found(pane, qtbot)
    after = pane.shown.ahead
    assert after is not None
    then, now = before.item(FRAUD), after.item(FRAUD)
    assert then is not None
    assert now is not None
    assert then.p85 is not None
    assert now.p85 is not None
    assert now.p85 > then.p85


def test_the_tooltip_of_a_bar_tells_three_days(forecast: RoadmapPane) -> None:
    at = middle(forecast, FRAUD)
    area = forecast.area
    place = area.viewport().mapToGlobal(at)
    QApplication.sendEvent(area.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, place))
    words = QToolTip.text()
    assert "in half of all cases" in words
    assert "in 85 %" in words
    QToolTip.hideText()


def test_a_hidden_pane_asks_for_nothing(make: Make, qtbot: QtBot) -> None:
    pane = make()
    pane.hide()
    pane.desk.load_scores()
    assert "findings" not in vars(pane.desk)
    pane.show()
    found(pane, qtbot)


def test_an_export_carries_the_forecast_of_now(forecast: RoadmapPane, tmp_path: Path) -> None:
    pane = forecast
    seen = pane.exportables()[1].make()
    assert seen.ahead is pane.shown.ahead
    pane.desk.do(lambda now: records.edit(now, Deliverable, [FRAUD], {"remaining": 40.0}))
    renewed = pane.exportables()[1].make()
    assert renewed.ahead is not seen.ahead, "not the one of before"
    path = tmp_path / "out.svg"
    save_roadmap(renewed, path)
    assert "done by here in 85 of 100 cases" in path.read_text(encoding="utf-8")


def promised(portfolio: Portfolio) -> Portfolio:
    """With a team for all work, and a target date for each third item."""
    items = [replace(each, target_date=each.planned_end) for each in portfolio.deliverables if each.id % 3 == 0]
    return Portfolio.of([*portfolio.entities(), *items, Team(5, "All", 300)])


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_a_pan_shows_the_tails_that_a_fresh_painting_shows(make: Make, ratio: float) -> None:
    pane = make(crowd(300, 25), width=700, height=420)
    pane.area.show_picture(replace(pane.shown, ahead=foreseen(promised(pane.desk.portfolio), TODAY)))
    area, dice = pane.area, random.Random(f"tails {ratio}")
    for per_day in (0.9, 3.0, 4.37):
        area.restore_view({"per_day": per_day, "origin": float(TODAY.toordinal() - 90), "down": 150})
        painted(area, ratio)
        for _ in range(4):
            for _ in range(dice.randrange(1, 20)):
                big = dice.choice([5, 40, 300])
                area.pan(dice.uniform(-big, big), dice.uniform(-big, big))
                painted(area, ratio)
            check(area, ratio, per_day)


def test_the_sheet_of_a_milestone_says_what_it_needs_and_its_chance_follows(
    forecast: RoadmapPane, qtbot: QtBot
) -> None:
    pane = forecast
    card, card_live = item_id("Digital card"), 501
    pane.desk.select(Milestone, (card_live,), card_live)
    assert "Nothing is named yet" in pane.facts.describe(Hit("mark", card_live))
    pane.commands.needs.trigger()
    sheet = pane.findChild(NeedsSheet)
    assert sheet is not None
    qtbot.keyClicks(sheet.search, "digital")
    qtbot.mouseClick(sheet.add, Qt.MouseButton.LeftButton)
    assert set(milestoning.needed(pane.desk.portfolio, card_live)) == {card}
    assert sheet.held.item(0).text() == "Digital card"
    assert sheet.found.count() == 0, "what it needs is not offered again"
    found(pane, qtbot)
    chance = mark_chance(pane.shown, card_live)
    assert chance.endswith(" in 100")
    assert f"Met with a chance of {chance}" in pane.facts.describe(Hit("mark", card_live))
    sheet.held.setCurrentRow(0)
    sheet.held.setFocus()
    qtbot.keyClick(sheet.held, Qt.Key.Key_Delete)
    assert not milestoning.needed(pane.desk.portfolio, card_live)
    pane.desk.undo()
    assert set(milestoning.needed(pane.desk.portfolio, card_live)) == {card}


def test_the_form_of_a_milestone_leads_to_what_it_needs(pane: RoadmapPane, qtbot: QtBot) -> None:
    pane.desk.select(Milestone, (501,), 501)
    pane.commands.edit_milestone.trigger()
    popover = pane.window().findChild(MilestonePopover)
    assert popover is not None
    popover.name_field.setText("Card in hands")
    qtbot.mouseClick(popover.needs, Qt.MouseButton.LeftButton)
    assert pane.desk.portfolio.milestones[501].name == "Card in hands", "what was filled in is kept"
    assert pane.findChild(NeedsSheet) is not None


def test_the_chance_of_a_milestone_is_explained_where_it_stands(forecast: RoadmapPane) -> None:
    area = forecast.area
    frame = area.frame()
    placed = next(each for each in marks_of(frame, area._inks) if each.mark.id == 501)  # noqa: SLF001
    found = area.figure_at(QPoint(round(placed.x), round(mark_y(frame, placed))))
    assert found is not None
    assert found[0] == "milestone_chance"
    assert found[0] in DEFINITIONS
