"""The divergence pane by real events: points clicked and lassoed, evidence read, proposals put on the agenda."""

import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from deliverydesk.actions import measuring, records
from deliverydesk.actions.measuring import Reading
from deliverydesk.analysis.divergence import Chance, Region, diverging
from deliverydesk.analysis.evidence.page import evidence_of_all
from deliverydesk.analysis.finding import Found
from deliverydesk.analysis.forecast.portfolio import forecast_of
from deliverydesk.document.memory import MemoryDocument
from deliverydesk.domain.entities import Contribution, Deliverable, Measurement, Outcome
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Proposal, Stage
from deliverydesk.support.progress import Progress
from deliverydesk.ui import findings, fonts
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.panes.divergence.pane import DivergencePane
from deliverydesk.ui.panes.divergence.rows import (
    CHANCE,
    DIFFERS_ROLE,
    EFFORT_ROLE,
    EVIDENCE,
    ON_TIME,
    TITLE,
    lines_of,
)
from deliverydesk.ui.panes.divergence.sheets import ProposeSheet
from deliverydesk.ui.theme import current_theme

TODAY = date(2026, 8, 19)
DUE = date(2026, 12, 31)
LEFT = Qt.MouseButton.LeftButton
CHANCES = {1: Chance(0.92, DUE), 2: Chance(0.78, DUE), 3: Chance(0.3, DUE)}


def portfolio() -> Portfolio:
    first = TODAY - timedelta(weeks=32)
    flat, rising = [50, 52, 49, 51, 50, 51, 49, 50], [50, 52, 53, 55, 56, 58, 59, 61]
    outcomes = [
        Outcome(10 + at, name, baseline=50.0, target=60.0, due=DUE) for at, name in enumerate(("Flat", "Rising"))
    ]
    readings = [
        Measurement(100 * (at + 1) + step, 10 + at, first + timedelta(weeks=4 * step), float(value))
        for at, values in enumerate((flat, rising))
        for step, value in enumerate(values)
    ]
    items = [
        Deliverable(at, f"Item {at}", at * 100, stage=Stage.DELIVERY, remaining=3.0, target_date=DUE)
        for at in range(1, 5)
    ]
    links = [Contribution(400, 1, 10), Contribution(401, 2, 10), Contribution(402, 3, 11)]
    return Portfolio.of([*outcomes, *readings, *items, *links])


@pytest.fixture
def pane(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[DivergencePane]:
    monkeypatch.setenv("DELIVERYDESK_TODAY", TODAY.isoformat())

    def find(portfolio: Portfolio, day: date, _progress: Progress, _before: Found | None) -> Found:
        """As it is found, with chances of delivery that stay the same whatever forecasts learn."""
        page = evidence_of_all(portfolio, day)
        divergence = diverging(portfolio, day, CHANCES, page.evidence)
        return Found(portfolio, day, page, forecast_of(portfolio, day), divergence)

    monkeypatch.setattr(findings, "find", find)
    desk = Desk(MemoryDocument(portfolio()))
    desk.load_scores()
    window = QMainWindow()
    qtbot.addWidget(window)
    made = DivergencePane(desk, current_theme(), window)
    window.setCentralWidget(made)
    window.resize(720, 860)
    with qtbot.waitSignal(desk.findings.renewed):
        window.show()
    yield made
    desk.close()


def at(pane: DivergencePane, item: int) -> QPoint:
    place = pane.plot.place_of(item)
    assert place is not None
    return place.toPoint()


def shown(pane: DivergencePane, column: int) -> list[str]:
    return [str(pane.model.index(row, column).data()) for row in range(pane.model.rowCount())]


def sheet(pane: DivergencePane) -> ProposeSheet:
    (found,) = [each for each in pane.window().findChildren(ProposeSheet) if each.isVisible()]
    return found


def test_what_is_green_and_moves_nothing_is_listed_with_its_evidence(pane: DivergencePane) -> None:
    assert shown(pane, TITLE) == ["Item 1", "Item 2"]
    assert shown(pane, EVIDENCE)[0].startswith("8 readings, baseline 50, need 60 by 31 Dec 2026; at this slope ")
    assert shown(pane, CHANCE) == ["< 1 in 100"] * 2
    assert pane.chosen.text() == "Green, moves nothing"


def test_a_point_is_clicked_and_its_outcome_found(pane: DivergencePane) -> None:
    QTest.mouseClick(pane.plot, LEFT, pos=at(pane, 3))
    assert pane.desk.selection.ids == (3,)
    assert shown(pane, TITLE) == ["Item 3"]
    QTest.mouseDClick(pane.plot, LEFT, pos=at(pane, 3))
    assert (pane.desk.selection.entity_type, pane.desk.selection.current) == (Outcome, 11)


def test_a_lasso_takes_what_lies_in_it(pane: DivergencePane) -> None:
    one, two = at(pane, 1), at(pane, 2)
    corners = [
        QPoint(two.x() - 25, two.y() - 40),
        QPoint(one.x() + 25, one.y() - 40),
        QPoint(one.x() + 25, one.y() + 20),
        QPoint(two.x() - 25, two.y() + 20),
    ]
    QTest.mousePress(pane.plot, LEFT, pos=corners[0])
    for corner in (*corners[1:], corners[0]):
        QTest.mouseMove(pane.plot, corner)
    QTest.mouseRelease(pane.plot, LEFT, pos=corners[0])
    assert set(pane.desk.selection.ids) == {1, 2}
    assert pane.chosen.text() == "2 selected"
    assert pane.where.text() == "green, moves nothing"


def test_a_proposal_lands_on_the_agenda_with_its_evidence_frozen(pane: DivergencePane) -> None:
    pane.green_action.trigger()
    pane.actions_[Proposal.TABLE].trigger()
    asked = sheet(pane)
    QTest.keyClicks(asked.reason, "Nobody uses it")
    QTest.keyClick(asked.reason, Qt.Key.Key_Return)
    items = list(pane.desk.portfolio.agenda_items)
    assert [(each.deliverable, each.outcome, each.proposal, each.reason) for each in items] == [
        (1, 10, Proposal.TABLE, "Nobody uses it"),
        (2, 10, Proposal.TABLE, "Nobody uses it"),
    ]
    kept = json.loads(items[0].evidence)
    assert (kept["on_time"], kept["region"], kept["readings"]) == (0.92, "green_moves_nothing", 8)
    pane.desk.undo()
    assert not pane.desk.portfolio.agenda_items


def test_a_day_that_is_none_is_said_and_nothing_is_lost(pane: DivergencePane) -> None:
    QTest.mouseClick(pane.plot, LEFT, pos=at(pane, 1))
    pane.actions_[Proposal.WAIT].trigger()
    asked = sheet(pane)
    asked.day.setText("soon")
    asked.go()
    assert "“soon” is no date" in asked.problem.text()
    asked.day.setText("1 Aug 2026")
    asked.go()
    assert "not ahead of us" in asked.problem.text()
    asked.day.setText("1 Oct 2026")
    asked.go()
    (item,) = pane.desk.portfolio.agenda_items
    assert item.until == date(2026, 10, 1)


def test_an_event_that_explains_is_made_and_marks_what_it_touches(pane: DivergencePane) -> None:
    QTest.mouseClick(pane.plot, LEFT, pos=at(pane, 1))
    pane.actions_[Proposal.EXPLAIN].trigger()
    asked = sheet(pane)
    asked.go()
    assert "Say which event explains it" in asked.problem.text()
    asked.name.setText("Storm season")
    asked.go()
    (event,) = pane.desk.portfolio.events
    assert (event.name, event.start) == ("Storm season", TODAY)
    assert len(pane.desk.portfolio.event_marks) == 2
    pane.actions_[Proposal.EXPLAIN].trigger()
    again = sheet(pane)
    again.event_.setCurrentIndex(1)
    assert not again.name.isEnabled()
    again.go()
    assert len(pane.desk.portfolio.events) == 1


def test_without_a_selection_nothing_can_be_proposed(pane: DivergencePane) -> None:
    assert not any(action.isEnabled() for action in pane.actions_.values())
    QTest.mouseClick(pane.plot, LEFT, pos=at(pane, 1))
    assert all(action.isEnabled() for action in pane.actions_.values())


def test_what_is_found_anew_moves_the_points(pane: DivergencePane, qtbot: QtBot) -> None:
    before = at(pane, 1)
    with qtbot.waitSignal(pane.desk.findings.renewed):
        pane.desk.do(lambda p: measuring.record(p, 10, [Reading(TODAY, 80.0)]))
        assert "being renewed" in pane.header.count.text()
    assert at(pane, 1).y() < before.y()
    assert "renewed" not in pane.header.count.text()


def test_what_is_deleted_is_gone_at_once(pane: DivergencePane) -> None:
    pane.desk.do(lambda p: records.delete(p, Deliverable, [1]))
    assert 1 not in pane.plot.dots


def test_the_keyboard_walks_the_points(pane: DivergencePane) -> None:
    pane.plot.setFocus()
    QTest.keyClick(pane.plot, Qt.Key.Key_Home)
    assert pane.desk.selection.ids == (1,)
    QTest.keyClick(pane.plot, Qt.Key.Key_PageDown)
    assert pane.desk.selection.ids == (2,)
    QTest.keyClick(pane.plot, Qt.Key.Key_Return)
    assert pane.desk.selection.entity_type is Outcome


def test_hovering_says_all(pane: DivergencePane) -> None:
    lines = pane.plot.hover_words(1)
    assert lines[0] == "Item 1"
    assert any("on time for 31 Dec 2026: 92 %" in line for line in lines)
    assert lines[-1] == "Green, moves nothing"
    assert "it is to move no outcome" in pane.plot.hover_words(4)


def test_it_is_exported_as_it_is_seen(pane: DivergencePane) -> None:
    (exportable,) = pane.exportables()
    spec = exportable.make()
    assert spec.name == "divergence"
    assert len(spec.table.rows) == 4
    assert Region.GREEN_MOVES_NOTHING in {place.region for place in pane.plot.places.values()}


def test_a_narrow_pane_keeps_the_last_proposal_in_its_bar_and_all_in_its_menu(pane: DivergencePane) -> None:
    assert all(button.isVisible() for button in pane.buttons)
    pane.window().resize(360, 860)
    assert [button.isVisible() for button in pane.buttons] == [False, False, False, True]
    assert pane.bar.width() <= pane.width()
    listed = [action for _, group in pane.command_groups() for action in group]
    assert set(pane.actions_.values()) <= set(listed)


@pytest.mark.parametrize(
    ("words", "most", "lines"),
    [
        ("aa bb cc dd", 2, ["aa bb", "cc dd"]),
        ("aa bb cc dd ee ff", 2, ["aa bb", "cc dd ee ff"]),
        ("aa bb cc dd ee ff", 3, ["aa bb", "cc dd", "ee ff"]),
        ("aa bb % cc", 3, ["aa", "bb\u00a0%", "cc"]),
        ("aaaaaaaaaa bb", 3, ["aaaaaaaaaa", "bb"]),
        ("", 2, [""]),
    ],
)
def test_evidence_is_broken_to_the_lines_that_have_room(words: str, most: int, lines: list[str]) -> None:
    metrics = QFontMetricsF(fonts.font(fonts.DETAIL))
    assert lines_of(words, metrics.horizontalAdvance("aa bb") + 1, most, metrics) == lines


def test_effort_against_plan_stands_below_the_chance_and_says_where_it_differs(
    pane: DivergencePane, qtbot: QtBot
) -> None:
    """A tenth done of what was to be half done, though the chance is 92 in 100."""
    days = {"planned_start": TODAY - timedelta(days=49), "planned_end": TODAY + timedelta(days=50)}
    values = {**days, "effort_likely": 10.0, "remaining": 9.0}
    with qtbot.waitSignal(pane.desk.findings.renewed):
        pane.desk.do(lambda p: records.edit(p, Deliverable, [1], values))
    cell = next(
        pane.model.index(row, ON_TIME)
        for row in range(pane.model.rowCount())
        if pane.model.index(row, TITLE).data() == "Item 1"
    )
    assert (cell.data(), cell.data(EFFORT_ROLE), cell.data(DIFFERS_ROLE)) == ("92 %", "SPI(t) 0.20", True)
    assert "the two differ; the chance decides" in pane.plot.hover_words(1)
    assert "effort against plan: SPI(t) 0.20, behind" in pane.plot.hover_words(1)


def test_with_nothing_in_flight_one_button_asks_for_the_board(pane: DivergencePane, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pane.desk.findings.renewed):
        pane.desk.do(lambda p: records.delete(p, Deliverable, [1, 2, 3, 4]))
    assert pane.nothing.isVisible()
    with qtbot.waitSignal(pane.board_wanted):
        QTest.mouseClick(pane.nothing.button, LEFT)
