"""Help: the guide's steps lead to real actions, pages are found by words, and a figure explains itself where it is."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction, QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTableView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from deliverydesk.analysis.definitions import DEFINITIONS
from deliverydesk.ui.figures import FIGURE_ROLE, mark
from deliverydesk.ui.help.finding import place_at, place_of_focus
from deliverydesk.ui.help.guide import TOPICS
from deliverydesk.ui.help.sheet import HelpSheet, open_help, pages
from deliverydesk.ui.help.whatis import DefinitionCard, Pointing, ask


class _Painted(QWidget):
    """A figure drawn in the left half of a widget."""

    def figure_at(self, pos: QPoint) -> tuple[str, QRect] | None:
        return ("gap", QRect(0, 0, self.width() // 2, self.height())) if pos.x() < self.width() // 2 else None


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 700)
    column = QVBoxLayout(made)
    label = QLabel("17")
    label.setObjectName("plain")
    label.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    mark(label, "score")
    painted = _Painted()
    painted.setObjectName("painted")
    painted.setMinimumHeight(40)
    model = QStandardItemModel(2, 2, made)
    for column_number, key in enumerate(("rank", "")):
        model.setHeaderData(column_number, Qt.Orientation.Horizontal, key or None, FIGURE_ROLE)
        for row in range(2):
            model.setItem(row, column_number, QStandardItem(f"{row} {column_number}"))
    table = QTableView()
    table.setObjectName("table")
    table.setModel(model)
    for widget in (label, painted, table):
        column.addWidget(widget)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def _centre(widget: QWidget, pos: QPoint | None = None) -> QPoint:
    return widget.mapTo(widget.window(), widget.rect().center() if pos is None else pos)


def _find(window: QWidget, name: str) -> QWidget:
    found = window.findChild(QWidget, name)
    assert isinstance(found, QWidget)
    return found


def test_plain_painted_and_listed_figures_are_found_where_they_stand(window: QWidget) -> None:
    painted, table = _find(window, "painted"), _find(window, "table")
    assert isinstance(table, QTableView)
    place = place_at(window, _centre(_find(window, "plain")))
    assert place is not None
    assert place.key == "score"
    left = place_at(window, _centre(painted, QPoint(3, 3)))
    assert left is not None
    assert (left.key, left.rect.width()) == ("gap", painted.width() // 2)
    assert place_at(window, _centre(painted, QPoint(painted.width() - 3, 3))) is None
    cell = table.visualRect(table.model().index(1, 0))
    of_cell = place_at(window, _centre(table.viewport(), cell.center()))
    assert of_cell is not None
    assert (of_cell.key, of_cell.rect) == ("rank", cell)
    head = table.horizontalHeader()
    of_head = place_at(window, _centre(head.viewport(), QPoint(head.sectionViewportPosition(0) + 4, 4)))
    assert of_head is not None
    assert of_head.key == "rank"
    assert place_at(window, _centre(table.viewport(), table.visualRect(table.model().index(0, 1)).center())) is None


def test_the_keyboard_asks_about_the_current_cell_and_gets_the_focus_back(window: QWidget) -> None:
    table = _find(window, "table")
    assert isinstance(table, QTableView)
    table.setFocus()
    table.setCurrentIndex(table.model().index(1, 0))
    place = place_of_focus(QApplication.focusWidget())
    assert place is not None
    assert place.key == "rank"
    card = ask(window)
    assert isinstance(card, DefinitionCard)
    shown = [label.text() for label in card.findChildren(QLabel)]
    assert DEFINITIONS["rank"].term in shown
    assert DEFINITIONS["rank"].meaning in shown
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert not card.isVisible()
    assert QApplication.focusWidget() is table


def test_the_pointer_frames_a_figure_and_a_click_explains_it(window: QWidget, qtbot: QtBot) -> None:
    window.setFocus()
    pointing = ask(window)
    assert isinstance(pointing, Pointing)
    plain = _centre(_find(window, "plain"))
    QTest.mouseMove(pointing, QPoint(2, 2))
    QTest.mouseMove(pointing, plain)
    assert pointing.place_shown is not None
    assert pointing.place_shown.key == "score"
    pointing.grab()
    QTest.mouseClick(pointing, Qt.MouseButton.LeftButton, pos=plain)
    (card,) = window.findChildren(DefinitionCard)
    assert card.definition.key == "score"
    assert not pointing.isVisible()


def test_a_click_beside_every_figure_goes_on_asking_and_escape_ends_it(window: QWidget) -> None:
    window.setFocus()
    pointing = ask(window)
    QTest.mouseClick(pointing, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert pointing.isVisible()
    QTest.keyClick(pointing, Qt.Key.Key_Escape)
    assert not pointing.isVisible()
    assert window.findChildren(DefinitionCard) == []


def test_pages_are_found_by_any_of_their_words_and_those_called_so_come_first() -> None:
    assert [page.words for page in pages("no such wombat")] == []
    found = [page.words for page in pages("rank")]
    assert found.index(DEFINITIONS["rank"].term) < found.index(DEFINITIONS["gap"].term)
    (heading, page) = pages("company's template")
    assert heading.shows is None
    assert page.shows is next(topic for topic in TOPICS if topic.key == "present")


@pytest.fixture
def sheet(window: QWidget) -> Callable[[str], HelpSheet]:
    def opened(key: str) -> HelpSheet:
        return open_help(window, key)

    return opened


def test_a_step_is_done_from_its_button(window: QWidget, sheet: Callable[[str], HelpSheet]) -> None:
    done: list[str] = []
    action = QAction("Open today", window)
    action.setObjectName("window.today")
    action.setShortcut("Ctrl+T")
    action.triggered.connect(lambda: done.append("today"))
    shown = sheet("monday")
    button = _find(shown, "help.do.window.today")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == ["today"]
    assert not shown.isVisible()


def test_a_step_that_cannot_be_taken_now_says_so(window: QWidget, sheet: Callable[[str], HelpSheet]) -> None:
    action = QAction("Open today", window)
    action.setObjectName("window.today")
    action.setEnabled(False)
    button = _find(sheet("monday"), "help.do.window.today")
    assert not button.isEnabled()
    assert "Not possible" in button.toolTip()


def test_typing_goes_to_the_page_and_nothing_found_is_said(window: QWidget, sheet: Callable[[str], HelpSheet]) -> None:
    shown = sheet("")
    QTest.keyClicks(shown.search, "gap")
    assert shown.list.currentIndex().data() == DEFINITIONS["gap"].term
    assert any(DEFINITIONS["gap"].meaning == label.text() for label in shown.page.findChildren(QLabel))
    QTest.keyClicks(shown.search, " qqq")
    assert "qqq" in shown.nothing.text()
    assert shown.nothing.isVisible()


def test_every_topic_has_steps_and_most_lead_somewhere() -> None:
    assert len({topic.key for topic in TOPICS}) == len(TOPICS) >= 5
    for topic in TOPICS:
        assert len(topic.steps) >= 3
        assert any(step.action for step in topic.steps)
