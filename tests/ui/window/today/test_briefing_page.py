"""The briefing on the page of today: found out in a thread, followed by click and key, copied as text."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton

from deliverydesk.actions import measuring
from deliverydesk.actions.measuring import Reading
from deliverydesk.analysis.briefing import Matter
from deliverydesk.analysis.definitions import DEFINITIONS
from deliverydesk.domain.entities import Deliverable, Outcome, Product
from deliverydesk.ui.figures import FIGURE_ROLE
from deliverydesk.ui.window import state
from deliverydesk.ui.window.main_window import MainWindow
from deliverydesk.ui.window.today.briefing import BriefingPage
from deliverydesk.ui.window.today.sheet import TodaySheet
from tests.ui.window.conftest import TODAY, Desks, overlays, settle


def opened(desks: Desks, window: MainWindow) -> tuple[TodaySheet, BriefingPage]:
    desks.qtbot.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    settle()
    (sheet,) = overlays(window)
    assert isinstance(sheet, TodaySheet)
    _check_in, briefing = sheet.pages.findChildren(QAbstractButton)
    desks.qtbot.mouseClick(briefing, Qt.MouseButton.LeftButton)
    assert sheet.briefing is not None
    desks.qtbot.waitUntil(lambda: window.desk.findings.current)
    settle()
    return sheet, sheet.briefing


def row_of(page: BriefingPage, matter: Matter) -> int:
    return next(row for row, point in enumerate(page.model.points) if point.matter is matter)


def click(desks: Desks, page: BriefingPage, matter: Matter) -> None:
    index = page.model.index(row_of(page, matter), 0)
    page.list.scrollTo(index)
    desks.qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=page.list.visualRect(index).center())
    settle()


def test_a_click_selects_the_work_that_a_sentence_stands_on(desks: Desks, window: MainWindow) -> None:
    _sheet, page = opened(desks, window)
    point = page.model.points[row_of(page, Matter.GREEN)]
    titles = {window.desk.portfolio.deliverables[each].title for each in point.deliverables}
    assert titles == {"Quote on one page", "Ask-a-nurse chat", "Resume a quote", "Premium calculator for employers"}
    click(desks, page, Matter.GREEN)
    assert not overlays(window)
    assert (window.desk.selection.entity_type, window.desk.selection.ids) == (Deliverable, point.deliverables)
    assert window.docks["backlog"].in_front


def test_enter_selects_the_outcomes_of_the_first_sentence(desks: Desks, window: MainWindow) -> None:
    _sheet, page = opened(desks, window)
    page.list.setCurrentIndex(page.model.index(0, 0))
    desks.qtbot.keyClick(page.list, Qt.Key.Key_Return)
    settle()
    names = [window.desk.portfolio.outcomes[each].name for each in window.desk.selection.ids]
    assert window.desk.selection.entity_type is Outcome
    assert names == ["Claim rework rate", "Solved at first contact", "Quotes that become policies"]
    assert window.docks["outcomes"].in_front


def test_a_product_has_its_own_and_it_is_copied_as_text(desks: Desks, window: MainWindow) -> None:
    _sheet, page = opened(desks, window)
    desks.qtbot.mouseClick(page.of, Qt.MouseButton.LeftButton)
    (claims,) = [each for each in page.menu.actions() if each.text() == "Claims"]
    claims.trigger()
    page.menu.hide()
    assert page.of.text() == "Claims"
    assert page.product == next(each.id for each in window.desk.portfolio.products if each.code == "CL")
    desks.qtbot.mouseClick(page.copy_button, Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "Briefing, Claims, 19 Aug 2026"
    assert lines[1] == "- 1 outcome of 3 is alarming: Claim rework rate (1 chance in 100)."
    assert any(line.startswith("- Days to pay a claim: improving. 24 readings") for line in lines)
    QGuiApplication.clipboard().clear()
    desks.qtbot.keyClick(page.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines() == lines


def test_a_new_reading_renews_it_and_says_so_meanwhile(desks: Desks, window: MainWindow) -> None:
    _sheet, page = opened(desks, window)
    point = page.model.points[row_of(page, Matter.STALE)]
    (late,) = point.outcomes
    window.desk.do(lambda portfolio: measuring.record(portfolio, late, [Reading(TODAY, 87.0)]))
    assert page.state.text() == "Being renewed …"
    assert page.model.rowCount(), "what was found last stays in sight"
    desks.qtbot.waitUntil(lambda: window.desk.findings.current)
    assert page.state.text() == ""
    assert Matter.STALE not in {each.matter for each in page.model.points}


def test_the_page_that_was_chosen_is_the_first_the_next_time(desks: Desks, window: MainWindow) -> None:
    sheet, _page = opened(desks, window)
    desks.qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    settle()
    desks.qtbot.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    settle()
    (again,) = overlays(window)
    assert isinstance(again, TodaySheet)
    assert again.briefing is not None
    assert again.briefing.isVisible()
    assert again.record.isHidden()
    assert state.load()["today_page"] == "briefing"


def test_a_product_that_goes_takes_its_briefing_along(desks: Desks, window: MainWindow) -> None:
    from deliverydesk.actions import records

    _sheet, page = opened(desks, window)
    gone = next(each.id for each in window.desk.portfolio.products if each.code == "CL")
    page.show_of(gone)
    assert window.desk.do(lambda portfolio: records.delete(portfolio, Product, [gone]))
    assert page.product is None
    assert page.of.text() == "Whole portfolio"


@pytest.mark.parametrize("matter", [Matter.SPLIT, Matter.WAITING])
def test_every_sentence_is_named_for_a_screen_reader(desks: Desks, window: MainWindow, matter: Matter) -> None:
    _sheet, page = opened(desks, window)
    index = page.model.index(row_of(page, matter), 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == page.model.words[index.row()]
    assert "in the backlog" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_shift_f1_explains_the_figure_of_a_sentence(desks: Desks, window: MainWindow) -> None:
    _sheet, page = opened(desks, window)
    keys = {page.model.index(row, 0).data(FIGURE_ROLE) for row in range(page.model.rowCount())} - {None}
    assert {"chance_reach", "divergence", "waste", "coverage", "waiting_cost", "too_long", "split_team"} <= keys
    assert keys <= DEFINITIONS.keys()
