"""Segmented control, chips, search field, buttons and the focus ring, by mouse and by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from deliverydesk.ui.theme import apply_theme, current_theme
from deliverydesk.ui.widgets.buttons import Button, GivingButton, GivingRow, PrimaryButton, ToolButton
from deliverydesk.ui.widgets.chip import Chip
from deliverydesk.ui.widgets.empty import EmptyState
from deliverydesk.ui.widgets.header import PaneHeader
from deliverydesk.ui.widgets.search import SearchField
from deliverydesk.ui.widgets.segmented import Segmented

LEFT = Qt.MouseButton.LeftButton
VIEWS = [("plan", "Plan"), ("measure", "Measure"), ("present", "Present")]


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> QWidget:
    apply_theme(qapp, "light")
    made = QWidget()
    qtbot.addWidget(made)
    made.setLayout(QHBoxLayout())
    made.resize(600, 80)
    return made


def show(qtbot: QtBot, window: QWidget, *widgets: QWidget) -> None:
    for widget in widgets:
        window.layout().addWidget(widget)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()


def ring(window: QWidget) -> QWidget | None:
    bands = [band for band in window.findChildren(QWidget, "focusRing") if band.isVisible()]
    assert len(bands) <= 1
    return bands[0] if bands else None


def test_a_click_chooses_a_segment(qtbot: QtBot, window: QWidget) -> None:
    control = Segmented(VIEWS, "View")
    show(qtbot, window, control)
    with qtbot.waitSignal(control.chosen) as told:
        qtbot.mouseClick(control.button("present"), LEFT)
    assert told.args == ["present"]
    assert control.value() == "present"


def test_arrow_keys_walk_the_segments_and_pass_over_disabled_ones(qtbot: QtBot, window: QWidget) -> None:
    control = Segmented(VIEWS, "View")
    before, after = QLineEdit(), QLineEdit()
    show(qtbot, window, before, control, after)
    control.button("measure").setEnabled(False)
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert control.button("plan").hasFocus()
    with qtbot.waitSignal(control.chosen) as told:
        qtbot.keyClick(control.button("plan"), Qt.Key.Key_Right)
    assert told.args == ["present"]
    assert control.button("present").hasFocus()
    qtbot.keyClick(control.button("present"), Qt.Key.Key_Right)
    assert control.value() == "present", "there is nothing to the right of the last"
    qtbot.keyClick(control.button("present"), Qt.Key.Key_Tab)
    assert after.hasFocus(), "Tab passes the control as one"


def test_setting_a_segment_tells_nobody(qtbot: QtBot, window: QWidget) -> None:
    control = Segmented(VIEWS, "View")
    with qtbot.assertNotEmitted(control.chosen):
        control.set_value("measure")
    assert control.value() == "measure"


def test_a_screen_reader_finds_radio_buttons_with_names(qtbot: QtBot, window: QWidget) -> None:
    control = Segmented(VIEWS, "View")
    show(qtbot, window, control)
    assert control.accessibleName() == "View"
    told = QAccessible.queryAccessibleInterface(control.button("measure"))
    assert told.text(QAccessible.Text.Name) == "Measure"
    assert told.role() == QAccessible.Role.RadioButton
    assert not told.state().checked


def test_the_ring_shows_by_keyboard_and_not_by_mouse(qtbot: QtBot, window: QWidget) -> None:
    field, one, two = QLineEdit(), Button("Suggest fixes"), PrimaryButton("Commit")
    show(qtbot, window, field, one, two)
    qtbot.mouseClick(one, LEFT)
    assert ring(window) is None
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert one.hasFocus()
    band = ring(window)
    assert band is not None
    assert band.geometry() == one.geometry().adjusted(-4, -4, 4, 4)
    seen = window.grab().toImage().pixelColor(one.geometry().center().x(), one.geometry().top() - 3)
    assert seen == current_theme().colour("accent")
    qtbot.keyClick(one, Qt.Key.Key_Tab)
    band = ring(window)
    assert band is not None
    assert band.geometry() == two.geometry().adjusted(-4, -4, 4, 4)
    qtbot.mouseClick(two, LEFT)
    assert ring(window) is None


def test_the_ring_goes_round_the_whole_segmented_control_and_follows_it(qtbot: QtBot, window: QWidget) -> None:
    field, control = QLineEdit(), Segmented(VIEWS, "View")
    show(qtbot, window, field, control)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    band = ring(window)
    assert band is not None
    assert band.geometry() == control.geometry().adjusted(-4, -4, 4, 4)


def test_the_ring_moves_with_what_it_surrounds_and_goes_with_its_window(qtbot: QtBot, qapp: QApplication) -> None:
    apply_theme(qapp, "light")
    window = QWidget()
    QHBoxLayout(window)
    inner = QWidget()
    row = QHBoxLayout(inner)
    field, button = QLineEdit(), Button("Suggest fixes")
    row.addWidget(field)
    row.addWidget(button)
    show(qtbot, window, inner)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    window.resize(500, 90)
    inner.move(40, 20)
    band = ring(window)
    assert band is not None
    assert band.mapToGlobal(QPoint(4, 4)) == button.mapToGlobal(QPoint(0, 0))
    other = QWidget()
    qtbot.addWidget(other)
    with qtbot.waitSignal(window.destroyed):
        window.deleteLater()
    QHBoxLayout(other)
    start = QLineEdit()
    show(qtbot, other, start, Button("Commit"))
    start.setFocus()
    qtbot.keyClick(start, Qt.Key.Key_Tab)
    assert ring(other) is not None


def test_a_button_that_cannot_work_says_why(qtbot: QtBot) -> None:
    button = Button("Propose to table…")
    qtbot.addWidget(button)
    button.allow("Choose a deliverable first.")
    assert not button.isEnabled()
    assert "Choose a deliverable first." in button.toolTip()
    button.allow()
    assert button.isEnabled()
    assert button.toolTip() == ""


def test_an_icon_button_has_a_name_and_a_tooltip(qtbot: QtBot) -> None:
    clicked: list[bool] = []
    button = ToolButton("undo", "Undo", lambda: clicked.append(True))
    qtbot.addWidget(button)
    assert button.accessibleName() == "Undo"
    assert "Undo" in button.toolTip()
    qtbot.mouseClick(button, LEFT)
    assert clicked == [True]


def test_a_chip_goes_by_its_cross_and_by_delete(qtbot: QtBot, window: QWidget) -> None:
    chip = Chip("Now and next")
    show(qtbot, window, chip)
    cross = QPoint(chip.width() - 8, chip.height() // 2)
    with qtbot.waitSignal(chip.removed), qtbot.assertNotEmitted(chip.clicked):
        qtbot.mouseClick(chip, LEFT, pos=cross)
    with qtbot.waitSignal(chip.removed):
        qtbot.keyClick(chip, Qt.Key.Key_Delete)
    with qtbot.waitSignal(chip.clicked), qtbot.assertNotEmitted(chip.removed):
        qtbot.mouseClick(chip, LEFT, pos=QPoint(12, 8))
    with qtbot.waitSignal(chip.clicked):
        qtbot.keyClick(chip, Qt.Key.Key_Return)


def test_searching_tells_each_letter_and_escape_goes_back(qtbot: QtBot, window: QWidget) -> None:
    field, told, left = SearchField("Filter titles and tags", icon="filter", key="Ctrl F"), [], []
    field.searched.connect(told.append)
    field.left.connect(lambda: left.append(True))
    show(qtbot, window, field)
    field.setFocus()
    qtbot.keyClicks(field, "ho")
    assert told == ["h", "ho"]
    assert field.clearer.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert told[-1] == ""
    assert left == []
    assert not field.clearer.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert left == [True]
    qtbot.keyClicks(field, "x")
    qtbot.mouseClick(field.clearer, LEFT)
    assert field.text() == ""


def test_the_active_pane_has_its_title_in_full_ink(qtbot: QtBot, window: QWidget) -> None:
    header = PaneHeader("Backlog", "60")
    show(qtbot, window, header)

    def darkest() -> int:
        image = header.title.grab().toImage()
        return min(image.pixelColor(x, y).lightness() for x in range(image.width()) for y in range(image.height()))

    resting = darkest()
    header.set_active(True)
    assert darkest() < resting
    header.set_count("12 of 60")
    assert header.count.text() == "12 of 60"


def test_the_first_button_of_a_row_goes_without_words_first(qtbot: QtBot) -> None:
    row = GivingRow()
    qtbot.addWidget(row)
    first, second = GivingButton("Monday", "views"), GivingButton("Group: product", "group")
    for button in (first, second):
        row.add(button)
    full = row.sizeHint().width()
    row.show()
    seen = []
    for width in (full, full - 1, full - first.width_with(first.words), row.minimumSizeHint().width()):
        row.resize(width, 24)
        seen.append((first.text(), second.text()))
        assert second.geometry().right() == width - 1
        assert first.geometry().left() >= 0
    assert seen == [("Monday", "Group: product"), ("", "Group: product"), ("", ""), ("", "")]
    row.resize(full, 24)
    second.set_words("Group: product •")
    assert (first.text(), second.text()) == ("", "Group: product •")
    row.resize(row.sizeHint().width(), 24)
    assert (first.text(), second.text()) == ("Monday", "Group: product •")
    assert first.accessibleName() == "Monday"


def test_a_button_keeps_its_brief_words_until_all_others_have_gone_without(qtbot: QtBot) -> None:
    row = GivingRow()
    qtbot.addWidget(row)
    first, last = GivingButton("Monday", "views"), GivingButton("Score", "down")
    for button in (first, last):
        row.add(button)
    last.set_words("Score: RICE", "RICE")
    last.icons = ("down", "score")
    with_words = last.icon().cacheKey()
    row.show()
    seen = []
    for width in range(row.sizeHint().width(), row.minimumSizeHint().width() - 1, -1):
        row.resize(width, 24)
        said = (first.text(), last.text())
        if said not in seen:
            seen.append(said)
        assert first.geometry().left() >= 0
    assert seen == [("Monday", "Score: RICE"), ("", "Score: RICE"), ("", "RICE"), ("", "")]
    assert last.icon().cacheKey() != with_words, "an arrow alone would not say of what"


def test_the_lines_of_an_empty_state_are_as_high_as_they_need_also_after_it_was_narrow(qtbot: QtBot) -> None:
    pane = QWidget()
    qtbot.addWidget(pane)
    pane.resize(640, 400)
    advice = "Add the first one, or import a table from the File menu."
    state = EmptyState("list", "No items", advice, "Add", None, pane)
    pane.show()
    state.resize(640, 400)
    QApplication.processEvents()
    height = state.advice.height()
    state.resize(130, 400)
    QApplication.processEvents()
    assert state.advice.height() > height
    state.resize(640, 400)
    QApplication.processEvents()
    assert state.advice.height() == height
