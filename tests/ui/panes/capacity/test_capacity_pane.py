"""The capacity pane by real events: cells opened, typed into and dragged; overloads helped; guardrails edited."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from deliverydesk.actions import records
from deliverydesk.analysis.capacity.proposals import Help
from deliverydesk.document.memory import MemoryDocument
from deliverydesk.domain.entities import (
    Allocation,
    Decision,
    Deliverable,
    Demand,
    Entity,
    Guardrail,
    Loan,
    Person,
    Team,
)
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import GuardrailDimension
from deliverydesk.importers.sample import sample_portfolio
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.panes.capacity import pane as capacity
from deliverydesk.ui.panes.capacity.fixes import FixesSheet
from deliverydesk.ui.panes.capacity.grid import Cell
from deliverydesk.ui.panes.capacity.pane import CapacityPane
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.who import WhoPopover

TODAY = date(2026, 8, 19)
MONDAY = date(2026, 8, 17)
LEFT = Qt.MouseButton.LeftButton
Open = Callable[..., CapacityPane]


def small() -> list[Entity]:
    return [
        Team(1, "Data", 2.0, 1.0, skills=("SQL",)),
        Team(2, "Web", 4.0, 1.0, skills=("SQL",)),
        Person(5, 1, "Ada", 1.0),
        Person(6, 1, "Bo", 1.0),
        Deliverable(10, "Search", 1, planned_start=MONDAY, planned_end=MONDAY + timedelta(days=25)),
        Demand(20, 10, 1, likely=8.0),
        Guardrail(30, GuardrailDimension.KIND, "feature", high=0.9),
    ]


@pytest.fixture
def open_pane(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    monkeypatch.setenv("DELIVERYDESK_TODAY", TODAY.isoformat())
    desks: list[Desk] = []
    windows: list[QMainWindow] = []

    def make(portfolio: Portfolio | None = None) -> CapacityPane:
        desk = Desk(MemoryDocument(portfolio or Portfolio.of(small())))
        desks.append(desk)
        window = QMainWindow()
        windows.append(window)
        qtbot.addWidget(window)
        pane = CapacityPane(desk, current_theme(), window)
        window.setCentralWidget(pane)
        window.resize(1200, 600)
        with qtbot.waitExposed(window):
            window.show()
        qtbot.waitUntil(lambda: pane.view.grid is not None)
        return pane

    yield make
    for desk in desks:
        desk.close()
    windows.clear()


def cell_of(pane: CapacityPane, name: str, week: date) -> Cell:
    grid = pane.view.grid
    assert grid is not None
    column = grid.picture.column_at(week.toordinal())
    assert column is not None
    return Cell(next(at for at, row in enumerate(grid.rows) if row.name == name), column)


def words(pane: CapacityPane, name: str) -> list[str]:
    """What stands in the four weeks from this one on."""
    grid = pane.view.grid
    assert grid is not None
    return [grid.words(*cell_of(pane, name, MONDAY + timedelta(weeks=n))) for n in range(4)]


def opened(pane: CapacityPane) -> None:
    row = cell_of(pane, "Data", MONDAY).row
    QTest.mouseClick(pane.view.viewport(), LEFT, pos=QPoint(20, pane.view.box(Cell(row, 0)).center().y()))


def test_a_team_opens_into_what_it_works_on(open_pane: Open) -> None:
    pane = open_pane()
    assert words(pane, "Data") == ["100", "100", "100", "100"]
    opened(pane)
    assert words(pane, "Search") == ["2.0", "2.0", "2.0", "2.0"]
    opened(pane)
    assert len(pane.view.grid.rows) == 2  # type: ignore[union-attr]


def test_a_figure_typed_is_given_by_hand_and_deleted_is_automatic(open_pane: Open) -> None:
    pane = open_pane()
    opened(pane)
    pane.view.go_to(cell_of(pane, "Search", MONDAY))
    QTest.keyClicks(pane.view, "5")
    [editor] = pane.view.viewport().findChildren(QLineEdit)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert words(pane, "Search") == ["5.0", "1.0", "1.0", "1.0"]
    assert words(pane, "Data") == ["250", "50", "50", "50"]
    assert "Data over by 3.0 pw" in pane.worst.text()
    QTest.keyClick(pane.view, Qt.Key.Key_Delete)
    assert words(pane, "Search") == ["2.0"] * 4
    assert not len(pane.desk.portfolio.allocations)
    pane.desk.undo()
    assert len(pane.desk.portfolio.allocations) == 1


def test_figures_are_filled_to_the_right_copied_and_pasted_as_one_step_each(open_pane: Open) -> None:
    pane = open_pane()
    opened(pane)
    view = pane.view
    view.setFocus()
    view.go_to(cell_of(pane, "Search", MONDAY))
    for _ in range(2):
        QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    view.go_to(cell_of(pane, "Search", MONDAY))
    QTest.keyClicks(view, "1")
    QTest.keyClick(view.findChild(QLineEdit), Qt.Key.Key_Return)
    assert words(pane, "Search")[0] == "1.0"
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert words(pane, "Search") == ["1.0", "1.0", "3.0", "3.0"]
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "1\t1"
    view.go_to(cell_of(pane, "Search", MONDAY + timedelta(weeks=2)))
    QTest.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert words(pane, "Search") == ["1.0"] * 4
    assert pane.desk.document.undo_label == "give 2 figures by hand"
    pane.desk.undo()
    assert words(pane, "Search") == ["1.0", "1.0", "3.0", "3.0"]
    box = view.box(cell_of(pane, "Search", MONDAY)).center()
    QTest.mouseClick(view.viewport(), LEFT, pos=box)
    far = view.box(cell_of(pane, "Search", MONDAY + timedelta(weeks=3))).center()
    QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.ShiftModifier, far)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert not len(pane.desk.portfolio.allocations)


def test_a_paste_that_holds_a_word_is_refused_whole_and_rows_of_teams_are_passed_over(
    open_pane: Open, qtbot: QtBot
) -> None:
    pane = open_pane()
    opened(pane)
    view = pane.view
    view.setFocus()
    view.go_to(cell_of(pane, "Data", MONDAY))
    QApplication.clipboard().setText("9\t9\n1\tmany")
    with qtbot.waitSignal(pane.desk.refused) as refused:
        QTest.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "many" in refused.args[0]
    assert not len(pane.desk.portfolio.allocations)
    QApplication.clipboard().setText("9\t9\n1\t1,5")
    QTest.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert words(pane, "Search")[:2] == ["1.0", "1.5"]


def test_a_right_click_takes_its_cell_unless_that_is_chosen_already(open_pane: Open) -> None:
    pane = open_pane()
    opened(pane)
    view = pane.view
    assert [each.text() for each in view.actions()][:4] == [
        "Copy the chosen figures",
        "Paste figures",
        "Fill figures to the right",
        "Fill figures down",
    ]
    first, third = (cell_of(pane, "Search", MONDAY + timedelta(weeks=n)) for n in (0, 2))
    view.go_to(first)
    view.go_to(first._replace(column=first.column + 1), extend=True)
    QTest.mousePress(view.viewport(), Qt.MouseButton.RightButton, pos=view.box(first).center())
    assert view.anchor == first
    assert view.current == first._replace(column=first.column + 1)
    QTest.mousePress(view.viewport(), Qt.MouseButton.RightButton, pos=view.box(third).center())
    assert view.current == view.anchor == third


def test_filling_down_takes_the_row_above(open_pane: Open) -> None:
    more = Deliverable(11, "Other", 2, planned_start=MONDAY, planned_end=MONDAY + timedelta(days=25))
    pane = open_pane(Portfolio.of([*small(), more, Demand(21, 11, 1, likely=4.0)]))
    opened(pane)
    view = pane.view
    view.setFocus()
    first = cell_of(pane, "Search", MONDAY)
    below = view.grid.rows[first.row + 1].name  # type: ignore[union-attr]
    view.go_to(Cell(first.row + 1, first.column))
    QTest.keyClick(view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert words(pane, below)[0] == words(pane, "Search")[0] == "2.0"


def test_a_figure_that_is_none_is_refused_in_words(open_pane: Open, qtbot: QtBot) -> None:
    pane = open_pane()
    opened(pane)
    with qtbot.waitSignal(pane.desk.refused):
        pane.give([(cell_of(pane, "Search", MONDAY), "much")])
    assert not len(pane.desk.portfolio.allocations)


def test_dragging_shows_the_load_ahead_and_letting_go_shifts(open_pane: Open) -> None:
    pane = open_pane()
    opened(pane)
    here, there = cell_of(pane, "Search", MONDAY), cell_of(pane, "Search", MONDAY + timedelta(weeks=2))
    viewport, begin, end = pane.view.viewport(), pane.view.box(here).center(), pane.view.box(there).center()
    QTest.mousePress(viewport, LEFT, pos=begin)
    QTest.mouseMove(viewport, begin + QPoint(12, 0))
    QTest.mouseMove(viewport, end)
    assert words(pane, "Data") == ["0", "100", "200", "100"] or words(pane, "Data") == ["", "100", "200", "100"]
    assert "200" in pane.ahead.text()
    assert not len(pane.desk.portfolio.allocations), "nothing is done before it is let go"
    QTest.mouseRelease(viewport, LEFT, pos=end)
    assert words(pane, "Search") == ["0", "2.0", "4.0", "2.0"]
    assert {(each.week, each.effort) for each in pane.desk.portfolio.table(Allocation)} == {
        (MONDAY, 0.0),
        (MONDAY + timedelta(weeks=2), 4.0),
    }


def test_escape_ends_a_drag_without_a_trace(open_pane: Open) -> None:
    pane = open_pane()
    opened(pane)
    here, viewport = pane.view.box(cell_of(pane, "Search", MONDAY)).center(), pane.view.viewport()
    QTest.mousePress(viewport, LEFT, pos=here)
    QTest.mouseMove(viewport, here + QPoint(90, 0))
    QTest.keyClick(pane.view, Qt.Key.Key_Escape)
    QTest.mouseRelease(viewport, LEFT, pos=here + QPoint(90, 0))
    assert words(pane, "Data") == ["100"] * 4
    assert not len(pane.desk.portfolio.allocations)


def test_a_click_tells_who_and_what(open_pane: Open) -> None:
    pane = open_pane()
    QTest.mouseClick(pane.view.viewport(), LEFT, pos=pane.view.box(cell_of(pane, "Data", MONDAY)).center())
    [popover] = pane.window().findChildren(WhoPopover)
    assert popover.list.item(0).text() == "Search"
    QTest.keyClick(popover.list, Qt.Key.Key_Return)
    assert pane.desk.selection.ids == (10,)


@pytest.mark.parametrize("unit", ["month", "quarter"])
def test_longer_periods_hold_the_same_work(open_pane: Open, unit: str) -> None:
    pane = open_pane()
    opened(pane)
    weekly = sum(pane.view.grid.rows[1].load)  # type: ignore[union-attr]
    pane.show_unit(unit)
    assert sum(pane.view.grid.rows[1].load) == pytest.approx(weekly)  # type: ignore[union-attr]
    pane.give([(cell_of(pane, "Search", date(2026, 9, 1)), "1")])
    pane.show_unit("week")
    row = pane.view.grid.rows[1]  # type: ignore[union-attr]
    assert sum(row.load) + row.unplaced == pytest.approx(8)
    assert row.unplaced == pytest.approx(7 if unit == "quarter" else 0), "all weeks of the plan are in the quarter"


def test_an_overload_is_helped_in_one_step(open_pane: Open, qtbot: QtBot) -> None:
    pane = open_pane()
    opened(pane)
    pane.give([(cell_of(pane, "Search", MONDAY + timedelta(weeks=1)), "3")])
    pane.suggest()
    [sheet] = pane.window().findChildren(FixesSheet)
    assert "Data" in sheet.title.text()
    question = sheet.title.text()
    kinds = [option.help for option in sheet.options]
    sheet.list.setCurrentRow(kinds.index(Help.LEND))
    qtbot.waitUntil(lambda: "P85" in sheet.outlook.words, timeout=20_000)
    sheet.reason.setText("They know SQL")
    QTest.mouseClick(sheet.confirm, LEFT)
    [loan] = pane.desk.portfolio.table(Loan)
    assert (loan.lender, loan.borrower, loan.reason) == (2, 1, "They know SQL")
    [decision] = pane.desk.portfolio.table(Decision)
    assert (decision.deliverable, decision.question, decision.reason) == (10, question, "They know SQL")
    assert not pane.worst.text()
    pane.desk.undo()
    assert not len(pane.desk.portfolio.loans)


def test_pointing_at_an_option_looks_at_it_and_leaves_the_chosen_one(open_pane: Open, qtbot: QtBot) -> None:
    pane = open_pane()
    opened(pane)
    pane.give([(cell_of(pane, "Search", MONDAY + timedelta(weeks=1)), "3")])
    pane.suggest()
    [sheet] = pane.window().findChildren(FixesSheet)
    chosen, last = sheet.heading.text(), sheet.list.count() - 1
    place = sheet.list.visualItemRect(sheet.list.item(last)).center()
    QTest.mouseMove(sheet.list.viewport(), place)
    qtbot.waitUntil(lambda: sheet.heading.text() == "Accept it, with a reason")
    assert (sheet.list.currentRow(), sheet.confirm.text()) == (0, "Apply")
    QTest.mouseMove(sheet.list.viewport(), sheet.list.visualItemRect(sheet.list.item(0)).center())
    qtbot.waitUntil(lambda: sheet.heading.text() == chosen)
    QTest.mouseClick(sheet.list.viewport(), LEFT, pos=place)
    assert sheet.confirm.text() == "Accept it"


def test_the_popover_of_an_overloaded_cell_leads_to_what_helps(open_pane: Open) -> None:
    pane = open_pane()
    opened(pane)
    week = MONDAY + timedelta(weeks=1)
    pane.give([(cell_of(pane, "Search", week), "3")])
    QTest.mouseClick(pane.view.viewport(), LEFT, pos=pane.view.box(cell_of(pane, "Data", week)).center())
    [popover] = pane.window().findChildren(WhoPopover)
    assert popover.offer is not None
    QTest.mouseClick(popover.offer, LEFT)
    [sheet] = pane.window().findChildren(FixesSheet)
    assert (sheet.isVisible(), sheet.overrun.first) == (True, week)


def test_accepting_without_a_reason_is_refused_in_place(open_pane: Open) -> None:
    pane = open_pane()
    opened(pane)
    pane.give([(cell_of(pane, "Search", MONDAY + timedelta(weeks=1)), "3")])
    pane.suggest()
    [sheet] = pane.window().findChildren(FixesSheet)
    sheet.list.setCurrentRow(sheet.list.count() - 1)
    QTest.mouseClick(sheet.confirm, LEFT)
    assert sheet.problem.isVisible()
    sheet.reason.setText("Only this once")
    QTest.mouseClick(sheet.confirm, LEFT)
    assert [each.reason for each in pane.desk.portfolio.accepted_loads] == ["Only this once"]
    assert not pane.worst.text(), "what is accepted is no alarm"


def test_guardrails_stand_against_what_is_planned(open_pane: Open) -> None:
    pane = open_pane()
    pane.show_page("guardrails")
    assert pane._rails is not None  # noqa: SLF001
    assert "outside its band" in pane._rails.summary.text()  # noqa: SLF001
    QTest.mouseClick(pane._rails.table.adder, LEFT)  # noqa: SLF001
    assert len(pane.desk.portfolio.guardrails) == 2


def test_in_a_low_pane_every_guardrail_is_still_painted_whole(open_pane: Open) -> None:
    pane = open_pane(sample_portfolio(TODAY))
    pane.resize(740, 260)
    pane.show_page("guardrails")
    QApplication.processEvents()
    bars = pane._rails.bars  # type: ignore[union-attr]  # noqa: SLF001
    assert bars.height() == bars.sizeHint().height()


def test_a_command_of_the_pane_brings_it_into_sight(open_pane: Open, qtbot: QtBot) -> None:
    pane = open_pane()
    months = next(each for each in pane.actions_ if each.objectName() == "capacity.months")
    with qtbot.waitSignal(pane.wanted):
        months.trigger()
    assert pane.units.value() == "month"


def test_without_room_for_words_the_teams_are_still_a_click_away(open_pane: Open, qtbot: QtBot) -> None:
    pane = open_pane()
    pane.resize(520, 400)
    assert (pane.people.isVisible(), pane.people.text()) == (True, "")
    with qtbot.waitSignal(pane.settings_wanted):
        QTest.mouseClick(pane.people, LEFT)


def test_without_teams_it_says_what_to_do(open_pane: Open) -> None:
    pane = open_pane(Portfolio())
    assert pane.nothing.isVisible()
    pane.show_page("guardrails")
    QApplication.processEvents()


def test_what_it_hands_out_has_a_figure_in_every_cell(open_pane: Open) -> None:
    pane = open_pane(sample_portfolio(TODAY))
    heat, rails = (each.make() for each in pane.exportables())
    assert all(heat.series[0].labels)
    assert len(rails.series[0].xs) == 6


def test_state_comes_back(open_pane: Open) -> None:
    pane = open_pane()
    opened(pane)
    pane.show_unit("month")
    other = open_pane()
    other.restore_state(pane.save_state())
    assert (other.opened, other.units.value()) == ({1}, "month")


def test_the_load_of_a_large_plan_is_added_up_in_a_thread(
    open_pane: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane = open_pane()
    monkeypatch.setattr(capacity, "_AT_ONCE", 0)
    pane.desk.do(lambda portfolio: records.edit(portfolio, Demand, [20], {"likely": 24.0}))
    assert words(pane, "Data") == ["300"] * 4, "what is known is looked at where something changed, and nowhere else"
    pane.rebuild()
    assert pane.loads is None
    assert "Adding up" in pane.header.count.text(), "what is shown may be of before, and that is said"
    pane.desk.do(lambda portfolio: records.edit(portfolio, Demand, [20], {"likely": 16.0}))
    pane.suggest()
    assert not pane.window().findChildren(FixesSheet)
    qtbot.waitUntil(lambda: bool(pane.window().findChildren(FixesSheet)))
    assert words(pane, "Data") == ["200"] * 4, "of the plan as it is now"
    assert "Adding up" not in pane.header.count.text()


def test_a_pane_out_of_sight_follows_once_it_is_seen(open_pane: Open) -> None:
    pane = open_pane()
    pane.hide()
    before = pane.view.grid
    pane.desk.do(lambda portfolio: records.edit(portfolio, Demand, [20], {"likely": 16.0}))
    assert pane.view.grid is before, "nobody waits for what is not seen"
    pane.show()
    assert words(pane, "Data") == ["200"] * 4
