"""Best set in the window: the known optimum, overrides with their cost, conflicts in a sentence, one step to accept."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from deliverydesk.analysis.planning.selection.choose import choose
from deliverydesk.analysis.planning.selection_reasons import with_changes
from deliverydesk.document.memory import MemoryDocument
from deliverydesk.domain.entities import Deliverable, Demand, Dependency, Entity, Guardrail, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import GuardrailBasis, GuardrailDimension, Kind, Stage
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.dialogs.choosing import solving
from deliverydesk.ui.dialogs.choosing.sheet import BestSetSheet
from tests.analysis.planning.selection.cases import published

STEP = 1 << 40
WEEKS = 13
DELAY = 52 - WEEKS
"""Weeks that value counts for what is done in one quarter: cost of delay × this is the published value."""
Open = Callable[[Portfolio], BestSetSheet]


@pytest.fixture
def told(shared_dir: Path) -> dict[str, Any]:
    return published(shared_dir)


@pytest.fixture
def portfolio(told: dict[str, Any]) -> Portfolio:
    """The ten items and three teams; a team has what is left of its quarter once upkeep is taken off."""
    rows: list[Entity] = []
    for at, name in enumerate(told["teams"]):
        rows.append(Team(900 + at, name, told["capacity_gross"][at] * (1 - told["run_share"][at]) / WEEKS, 1.0))
    for at, name in enumerate(told["items"]):
        delay = told["value"][at] / DELAY
        rows.append(Deliverable(1 + at, name, (1 + at) * STEP, stage=Stage.READY, cost_of_delay=delay))
        for team, efforts in enumerate(told["effort_by_team"]):
            if efforts[at]:
                rows.append(Demand(100 + 10 * at + team, 1 + at, 900 + team, None, efforts[at], None))
    ids = {name: 1 + at for at, name in enumerate(told["items"])}
    rows += [Dependency(500 + n, ids[b], ids[a]) for n, (a, b) in enumerate(told["requires"])]
    return Portfolio.of(rows)


@pytest.fixture
def opened(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    monkeypatch.setenv("DELIVERYDESK_TODAY", "2026-11-30")
    monkeypatch.setattr(solving, "SAMPLES", 40)
    sheets: list[BestSetSheet] = []

    def open_(portfolio: Portfolio) -> BestSetSheet:
        host = QWidget()
        host.resize(1400, 880)
        qtbot.addWidget(host)
        with qtbot.waitActive(host):
            host.show()
        sheet = BestSetSheet(Desk(MemoryDocument(portfolio)), host, seconds=2.0)
        sheets.append(sheet)
        sheet.open()
        return sheet

    yield open_
    for sheet in sheets:
        sheet.desk.close()
    QThreadPool.globalInstance().waitForDone()


def settled(qtbot: QtBot, sheet: BestSetSheet) -> None:
    """All reasons are there."""
    qtbot.waitUntil(lambda: not sheet.solver.running, timeout=60_000)


def cell(sheet: BestSetSheet, title: str, key: str) -> str:
    model = sheet.table.listed
    assert model.rows is not None
    row = next(n for n, each in enumerate(model.rows) if each.title == title)
    column = next(n for n in range(model.columnCount()) if model.key(n) == key)
    return str(model.data(model.index(row, column)))


def chosen(sheet: BestSetSheet) -> list[str]:
    assert sheet.table.listed.rows is not None
    return sorted(each.title for each in sheet.table.listed.rows if each.chosen)


def section(sheet: BestSetSheet, name: str) -> list[str]:
    """All that a section at the side says."""
    from PySide6.QtWidgets import QLabel

    return [label.text() for label in getattr(sheet.reasons, name).findChildren(QLabel) if label.isVisibleTo(sheet)]


def test_the_known_optimum_with_its_reasons(opened: Open, portfolio: Portfolio, told: dict[str, Any], qtbot: QtBot):
    sheet = opened(portfolio)
    settled(qtbot, sheet)
    assert sheet.said.text() == "Expected value €345. Proved: no other set is worth more."
    assert chosen(sheet) == sorted(told["selected"])
    for name, flip in told["flip_values"].items():
        assert cell(sheet, name, "turns") == f"€{round(flip['flips_at_value'])}", name
    assert cell(sheet, "Self-serve billing", "why").endswith("“Fraud scoring” would leave")
    assert cell(sheet, "Search relevance", "sure")
    qtbot.waitUntil(lambda: any("short of the best by" in line for line in section(sheet, "sure")))
    assert section(sheet, "next_best")[1].startswith("The next best set is worth €10 less")
    assert sheet.reasons.first.text().startswith("Improve first: ")
    assert "new dates" in sheet.changes.text()


def test_the_estimate_to_improve_first_leads_to_its_item(opened: Open, portfolio: Portfolio, qtbot: QtBot):
    sheet = opened(portfolio)
    settled(qtbot, sheet)
    title = sheet.reasons.first.text().removeprefix("Improve first: ")
    qtbot.mouseClick(sheet.reasons.first, Qt.MouseButton.LeftButton)
    assert sheet.table.current is not None
    assert sheet.table.current.title == title
    assert sheet.desk.selection.current == sheet.table.current.deliverable


def test_what_is_left_out_by_hand_costs_what_choosing_again_says(opened: Open, portfolio: Portfolio, qtbot: QtBot):
    sheet = opened(portfolio)
    settled(qtbot, sheet)
    assert sheet.found is not None
    free = sheet.found
    item = free.selection.items.index(1)
    expected = free.choice.value - choose(with_changes(free.selection, (), [item]).problem).value
    assert expected == pytest.approx(40)
    sheet.table.go_to(1)
    qtbot.keyClick(sheet.table, Qt.Key.Key_Space)
    settled(qtbot, sheet)
    assert "Checkout revamp" not in chosen(sheet)
    assert sheet.said.text().endswith("Your change costs €40.")
    assert cell(sheet, "Checkout revamp", "why") == "left out by you, costs €40"
    assert sheet.table.current is not None
    assert sheet.table.current.deliverable == 1
    qtbot.keyClick(sheet.table, Qt.Key.Key_Space)
    settled(qtbot, sheet)
    assert sheet.said.text() == "Expected value €345. Proved: no other set is worth more."


def test_what_is_turned_over_stays_in_its_place_and_what_needs_it_says_so(
    opened: Open, portfolio: Portfolio, qtbot: QtBot
):
    sheet = opened(portfolio)
    settled(qtbot, sheet)
    assert sheet.found is not None
    problem = sheet.found.selection.problem
    waiting, needed = problem.requires[0]
    titles, before = sheet.found.selection.items, [row.deliverable for row in sheet.table.listed.rows or ()]
    sheet.table.go_to(titles[needed])
    qtbot.mouseClick(sheet.reasons.place.button("out"), Qt.MouseButton.LeftButton)
    settled(qtbot, sheet)
    assert [row.deliverable for row in sheet.table.listed.rows or ()] == before
    left = portfolio.deliverables[titles[needed]].title
    said = cell(sheet, portfolio.deliverables[titles[waiting]].title, "why")
    assert said == f"needs “{left}”, which is left out by you"
    qtbot.mouseClick(sheet.freer, Qt.MouseButton.LeftButton)
    settled(qtbot, sheet)
    assert [row.deliverable for row in sheet.table.listed.rows or ()] == before


def test_without_anything_to_choose_from_there_is_no_empty_side(opened: Open, qtbot: QtBot):
    sheet = opened(Portfolio.of([]))
    settled(qtbot, sheet)
    assert sheet.nothing.isVisible()
    assert not sheet.reasons.isVisible()


def test_what_is_kept_in_by_hand_has_its_cost_beside_the_other(opened: Open, portfolio: Portfolio, qtbot: QtBot):
    sheet = opened(portfolio)
    settled(qtbot, sheet)
    assert sheet.found is not None
    free = sheet.found
    at = free.selection.items.index
    both = choose(with_changes(free.selection, [at(7)], [at(4)]).problem).value
    without_billing = choose(with_changes(free.selection, (), [at(4)]).problem).value
    without_search = choose(with_changes(free.selection, [at(7)], ()).problem).value
    sheet.table.go_to(7)
    row = sheet.table.current
    assert row is not None
    keep = next(action for action in sheet.table.menu_for(row).actions() if action.text() == "Keep in")
    assert isinstance(keep, QAction)
    keep.trigger()
    sheet.table.go_to(4)
    qtbot.mouseClick(sheet.reasons.place.button("out"), Qt.MouseButton.LeftButton)
    settled(qtbot, sheet)
    assert sheet.said.text().endswith(f"Your 2 changes cost €{free.choice.value - both:.0f} together.")
    assert cell(sheet, "Self-serve billing", "why") == f"kept in by you, costs €{without_billing - both:.0f}"
    assert cell(sheet, "Search relevance", "why") == f"left out by you, costs €{without_search - both:.0f}"
    qtbot.mouseClick(sheet.freer, Qt.MouseButton.LeftButton)
    settled(qtbot, sheet)
    assert sheet.found.choice.value == pytest.approx(345)


def test_accepting_is_one_step_that_one_undo_takes_back(opened: Open, portfolio: Portfolio, qtbot: QtBot):
    sheet = opened(portfolio)
    settled(qtbot, sheet)
    desk = sheet.desk
    qtbot.mouseClick(sheet.confirm, Qt.MouseButton.LeftButton)
    planned = {each.title for each in desk.portfolio.deliverables if each.planned_end is not None}
    assert planned == {"Checkout revamp", "Fraud scoring", "Mobile onboarding", "Search relevance"}
    desk.document.undo()
    assert desk.portfolio == portfolio


def test_closing_it_ends_the_search_and_leaves_all_as_it_was(opened: Open, portfolio: Portfolio, qtbot: QtBot):
    sheet = opened(portfolio)
    qtbot.waitUntil(lambda: sheet.found is not None, timeout=30_000)
    sheet.put(1, False)
    qtbot.keyClick(sheet.table, Qt.Key.Key_Escape)
    assert not sheet.solver.running
    assert sheet.desk.portfolio == portfolio
    assert sheet.desk.document.undo_label is None


def test_musts_that_do_not_fit_are_named_with_what_is_too_little(opened: Open, portfolio: Portfolio, qtbot: QtBot):
    sheet = opened(portfolio)
    settled(qtbot, sheet)
    for deliverable in (1, 2, 7):
        sheet.put(deliverable, True)
    settled(qtbot, sheet)
    assert sheet.said.text() == (
        "No set keeps all conditions, for these cannot hold together: “Web” has 16 person-weeks in the period from "
        "30 Nov 2026; “Checkout revamp” must be done; “Fraud scoring” must be done; “Self-serve billing” must be done. "
        "Take one of them back, or give it more room."
    )
    assert not sheet.confirm.isEnabled()


def test_guardrails_in_the_way_can_be_put_aside(opened: Open, portfolio: Portfolio, qtbot: QtBot):
    themed = [replace(each, theme="Calm") for each in portfolio.deliverables]
    rails = [
        Guardrail(700, GuardrailDimension.THEME, "Calm", low=0.3, basis=GuardrailBasis.CAPACITY),
        Guardrail(701, GuardrailDimension.KIND, Kind.FEATURE.value, high=0.1, basis=GuardrailBasis.CAPACITY),
    ]
    rows = [each for kind in (Team, Demand) for each in portfolio.table(kind)]
    sheet = opened(Portfolio.of([*rows, *themed, *rails]))
    settled(qtbot, sheet)
    assert "cannot hold together" in sheet.said.text()
    assert sheet.said.text().endswith("Untick “Keep the guardrails” to see what is best without them.")
    sheet.question.rails.click()
    settled(qtbot, sheet)
    assert "Proved" in sheet.said.text()


def test_a_guardrail_that_no_candidate_can_reach_is_told_and_keeps_nobody_out(
    opened: Open, portfolio: Portfolio, qtbot: QtBot
):
    rail = Guardrail(700, GuardrailDimension.KIND, Kind.DEBT.value, low=0.1, basis=GuardrailBasis.CAPACITY)
    rows = [each for kind in (Team, Deliverable, Demand) for each in portfolio.table(kind)]
    sheet = opened(Portfolio.of([*rows, rail]))
    settled(qtbot, sheet)
    assert "Proved" in sheet.said.text()
    assert sheet.unreached.isVisible()
    assert "No candidate is for “Debt”" in sheet.unreached.text()
    sheet.question.rails.click()
    settled(qtbot, sheet)
    assert not sheet.unreached.isVisible()


def test_all_of_it_works_from_the_keyboard(opened: Open, portfolio: Portfolio, qtbot: QtBot):
    sheet = opened(portfolio)
    settled(qtbot, sheet)
    focused = QApplication.focusWidget
    assert focused() is sheet.table
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    assert sheet.table.current is not None
    second = sheet.table.current.title
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    settled(qtbot, sheet)
    assert second not in chosen(sheet)
    QTest.keyClick(focused(), Qt.Key.Key_Delete)
    settled(qtbot, sheet)
    assert second in chosen(sheet)
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused() is sheet.reasons  # where arrows scroll
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused() is sheet.reasons.place.button("free")
    QTest.keyClick(focused(), Qt.Key.Key_Right)
    assert sheet.hands == {sheet.table.current.deliverable: True}
    settled(qtbot, sheet)
    for _ in range(6):
        if focused() is sheet.confirm:
            break
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    desk = sheet.desk
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    assert desk.document.undo_label is not None


def test_weeks_periods_and_budget_choose_anew_and_nonsense_is_told(opened: Open, portfolio: Portfolio, qtbot: QtBot):
    sheet = opened(portfolio)
    settled(qtbot, sheet)
    sheet.question.periods.selectAll()
    qtbot.keyClicks(sheet.question.periods, "2")
    qtbot.keyClick(sheet.question.periods, Qt.Key.Key_Return)
    settled(qtbot, sheet)
    assert cell(sheet, "Checkout revamp", "period") == "1"
    assert len(chosen(sheet)) > 4
    sheet.question.weeks.selectAll()
    qtbot.keyClicks(sheet.question.weeks, "0")
    qtbot.keyClick(sheet.question.weeks, Qt.Key.Key_Return)
    assert sheet.problem.text() == "A period has 1 to 104 weeks."
    assert not sheet.solver.running


def test_stopping_keeps_the_best_and_its_reasons_so_far(opened: Open, portfolio: Portfolio, qtbot: QtBot):
    sheet = opened(portfolio)
    qtbot.waitUntil(lambda: sheet.found is not None and sheet.found.questions > 0, timeout=30_000)
    while sheet.solver.running:
        qtbot.mouseClick(sheet.stopper, Qt.MouseButton.LeftButton)
    assert sheet.found is not None
    assert sheet.found.choice.value == pytest.approx(345)
    assert sheet.confirm.isEnabled()


def test_the_chance_of_being_done_in_the_period_stands_beside_each(opened: Open, portfolio: Portfolio, qtbot: QtBot):
    sheet = opened(portfolio)
    findings = sheet.desk.findings
    sheet.desk.load_scores()
    findings.ask()
    settled(qtbot, sheet)
    qtbot.waitUntil(lambda: findings.current, timeout=30_000)
    assert findings.forecast is not None
    assert sheet.found is not None
    by = sheet.found.selection.end_of(0)
    expected = findings.forecast.chance(1, by)
    assert expected is not None
    assert cell(sheet, "Checkout revamp", "time") == f"{round(expected * 100)}\u2009%"


def test_with_nothing_to_choose_from_it_says_so(opened: Open, qtbot: QtBot):
    sheet = opened(Portfolio())
    settled(qtbot, sheet)
    assert sheet.nothing.isVisible()
    assert not sheet.nothing.button.isVisible()
    assert not sheet.confirm.isEnabled()


def test_where_nothing_is_vetted_ideas_are_a_button_away(opened: Open, portfolio: Portfolio, qtbot: QtBot):
    ideas = [replace(each, stage=Stage.IDEA) for each in portfolio.deliverables]
    sheet = opened(Portfolio.of([*ideas, *portfolio.teams, *portfolio.demands]))
    settled(qtbot, sheet)
    assert section(sheet, "aside")[1] == "10 open deliverables are no candidates: 10 not vetted."
    qtbot.mouseClick(sheet.nothing.button, Qt.MouseButton.LeftButton)
    settled(qtbot, sheet)
    assert len(chosen(sheet)) > 3
