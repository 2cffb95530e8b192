"""Toast, sheet, popover and progress: what floats over the window, holds the focus and gives it back."""

from __future__ import annotations

import sys
import threading

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from deliverydesk.support.progress import Progress
from deliverydesk.ui import tasks
from deliverydesk.ui.theme import apply_theme
from deliverydesk.ui.widgets.buttons import PrimaryButton
from deliverydesk.ui.widgets.popover import Fact, Popover
from deliverydesk.ui.widgets.progress import ProgressSheet
from deliverydesk.ui.widgets.sheet import Sheet
from deliverydesk.ui.widgets.toast import Toast

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> QWidget:
    apply_theme(qapp, "light")
    qapp.setProperty("deliverydesk.still", True)
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(700, 500)
    QVBoxLayout(made).addWidget(QLineEdit(made))
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.findChild(QLineEdit).setFocus()
    return made


def field_of(window: QWidget) -> QLineEdit:
    found = window.findChild(QLineEdit)
    assert found is not None
    return found


# Toast


def test_the_toast_s_link_undoes_once(qtbot: QtBot, window: QWidget) -> None:
    toast, undone = Toast(window), []
    toast.say("“Digital member card” now due 28 Aug", lambda: undone.append(True))
    assert toast.words().startswith("“Digital")
    assert field_of(window).hasFocus(), "a toast does not take the focus"
    qtbot.mouseClick(toast.link, LEFT)
    assert undone == [True]
    assert toast.words() == ""


def test_a_second_toast_takes_the_place_of_the_first(qtbot: QtBot, window: QWidget) -> None:
    toast, undone = Toast(window), []
    toast.say("First", lambda: undone.append(1))
    toast.say("Second", lambda: undone.append(2))
    qtbot.mouseClick(toast.link, LEFT)
    assert undone == [2]
    toast.say("Told only")
    assert not toast.link.isVisible()


def test_a_toast_goes_by_itself_unless_it_is_held(qtbot: QtBot, window: QWidget) -> None:
    toast = Toast(window, seconds=0.05)
    with qtbot.waitSignal(toast.closed):
        toast.say("Gone soon", lambda: None)
    toast.say("Held", lambda: None)
    assert toast.take_focus()
    assert not toast._clock.isActive(), "its time stands still while its link has the focus"  # noqa: SLF001
    with qtbot.waitSignal(toast.closed):
        qtbot.keyClick(toast.link, Qt.Key.Key_Escape)
    assert field_of(window).hasFocus(), "the focus is back where it was"


def test_the_keyboard_can_press_the_toast_s_link(qtbot: QtBot, window: QWidget) -> None:
    toast, undone = Toast(window), []
    assert not toast.take_focus(), "nothing to press yet"
    toast.say("Moved", lambda: undone.append(True))
    toast.take_focus()
    qtbot.keyClick(toast.link, Qt.Key.Key_Return)
    assert undone == [True]


def test_a_toast_keeps_its_place_when_the_window_changes(qtbot: QtBot, window: QWidget) -> None:
    toast = Toast(window)
    toast.say("Moved " * 60, lambda: None)
    window.resize(400, 300)
    assert window.rect().adjusted(-20, 0, 20, 20).contains(toast.geometry())
    assert toast.geometry().center().x() == pytest.approx(200, abs=1)


# Sheet


def sheet_with_fields(window: QWidget) -> tuple[Sheet, QLineEdit, PrimaryButton]:
    sheet = Sheet(window, "Move to rank", once=False)
    field = QLineEdit()
    button = PrimaryButton("Move", sheet.accept, size="sheet")
    sheet.body.addWidget(field)
    sheet.footer.addWidget(button)
    sheet.open()
    return sheet, field, button


def test_a_sheet_takes_the_focus_keeps_it_and_gives_it_back(qtbot: QtBot, window: QWidget) -> None:
    sheet, field, button = sheet_with_fields(window)
    assert field.hasFocus()
    seen = []
    for _ in range(4):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert seen == [button, sheet.cross, field, button], "Tab stays in the sheet"
    qtbot.keyClick(button, Qt.Key.Key_Backtab)
    assert field.hasFocus()
    with qtbot.waitSignals([sheet.closed, sheet.rejected]):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert field_of(window).hasFocus()


def test_a_sheet_s_button_accepts(qtbot: QtBot, window: QWidget) -> None:
    sheet, _, button = sheet_with_fields(window)
    with qtbot.waitSignal(sheet.accepted), qtbot.assertNotEmitted(sheet.rejected):
        qtbot.mouseClick(button, LEFT)
    assert not sheet.isVisible()


def test_keys_and_clicks_do_not_reach_what_a_sheet_covers(qtbot: QtBot, window: QWidget) -> None:
    pressed: list[bool] = []
    undo = QShortcut(QKeySequence("Ctrl+Z"), window)
    undo.activated.connect(lambda: pressed.append(True))
    sheet, _, button = sheet_with_fields(window)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert pressed == []
    qtbot.mouseClick(sheet, LEFT, pos=QPoint(5, 5))
    assert sheet.isVisible(), "a click beside the card does not throw away what was typed"
    sheet.reject()
    qtbot.keyClick(field_of(window), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field_of(window).hasFocus()


def test_a_sheet_fits_a_small_window(qtbot: QtBot, window: QWidget) -> None:
    sheet, field, _ = sheet_with_fields(window)
    window.resize(320, 240)
    assert sheet.geometry() == window.rect()
    card = field.parentWidget().parentWidget()
    assert sheet.rect().contains(card.geometry())


# Popover


def test_a_popover_says_how_a_score_came_about_and_goes(qtbot: QtBot, window: QWidget) -> None:
    facts = [Fact("Reach", "23,000 a quarter"), Fact("Confidence", "80 %", "field test")]
    for leave in ("escape", "enter", "click"):
        popover = Popover(window, "Why 85", facts, figure="85", closing="Reach × impact × confidence ÷ effort")
        popover.open_at(QRect(0, 0, 40, 20), field_of(window))
        inside = popover.findChildren(QWidget)[0]
        assert inside.hasFocus()
        assert "Confidence: 80 % field test" in inside.accessibleDescription()
        assert popover.rect().contains(inside.geometry())
        with qtbot.waitSignal(popover.closed):
            if leave == "click":
                qtbot.mouseClick(popover, LEFT, pos=QPoint(690, 490))
            else:
                qtbot.keyClick(inside, Qt.Key.Key_Escape if leave == "escape" else Qt.Key.Key_Return)
        assert field_of(window).hasFocus()


def test_a_popover_opens_above_where_there_is_no_room_below(qtbot: QtBot, window: QWidget) -> None:
    popover = Popover(window, "Why 85", [Fact("Reach", "1")] * 4)
    popover.open_at(QRect(680, 470, 10, 20), window)
    inside = popover.findChildren(QWidget)[0]
    assert inside.geometry().bottom() < 470
    assert popover.rect().contains(inside.geometry())


# Work that takes a while


def test_short_work_shows_no_sheet_and_tells_its_result(qtbot: QtBot, window: QWidget) -> None:
    results: list[int] = []
    tasks.run_task(window, "Counting", lambda _: 42, results.append, pytest.fail)
    qtbot.waitUntil(lambda: results == [42])
    assert window.findChild(ProgressSheet) is None


def test_work_lets_the_window_have_its_turn_in_less_than_a_millisecond(qtbot: QtBot, window: QWidget) -> None:
    """A frame gives the interpreter back hundreds of times, and waits as long each time to get it again."""
    sys.setswitchinterval(0.005)
    results: list[float] = []
    tasks.run_task(window, "Counting", lambda _: sys.getswitchinterval(), results.append, pytest.fail)
    qtbot.waitUntil(lambda: bool(results))
    assert results[0] <= 0.001


def test_long_work_shows_progress_and_stops_when_asked(qtbot: QtBot, window: QWidget) -> None:
    told: list[str] = []
    go_on = threading.Event()

    def work(progress: Progress) -> None:
        while True:
            progress(7_400, 20_000)
            go_on.wait(0.005)

    tasks.run_task(
        window,
        "Reading",
        work,
        lambda _: told.append("done"),
        lambda _: told.append("failed"),
        lambda: told.append("stopped"),
    )
    qtbot.waitUntil(lambda: window.findChild(ProgressSheet) is not None)
    sheet = window.findChild(ProgressSheet)
    assert sheet is not None
    qtbot.waitUntil(lambda: sheet.line.text() == "7,400 of 20,000")
    assert sheet.bar.value() == 370
    qtbot.mouseClick(sheet.button, LEFT)
    qtbot.waitUntil(lambda: told == ["stopped"])
    assert field_of(window).hasFocus()


def test_an_error_in_the_work_is_handed_over(qtbot: QtBot, window: QWidget) -> None:
    errors: list[BaseException] = []

    def work(progress: Progress) -> None:
        raise ValueError("Row 4 has no title.")

    tasks.run_task(window, "Reading", work, pytest.fail, errors.append)
    qtbot.waitUntil(lambda: len(errors) == 1)
    assert str(errors[0]) == "Row 4 has no title."


def test_callbacks_run_in_the_window_s_thread(qtbot: QtBot, window: QWidget) -> None:
    threads: list[threading.Thread] = []
    tasks.run_task(
        window, "Counting", lambda _: threading.current_thread(),
        lambda worker: threads.extend([worker, threading.current_thread()]), pytest.fail,
    )  # fmt: skip
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[1] is threading.main_thread()
    assert threads[0] is not threads[1]


def test_work_whose_window_has_gone_stops_and_tells_nobody(qtbot: QtBot, qapp: QApplication) -> None:
    host, told, running, stopped = QWidget(), [], threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        running.set()
        try:
            while True:
                progress(1, 2)
                threading.Event().wait(0.002)
        finally:
            stopped.set()

    tasks.run_task(host, "Reading", work, told.append, told.append, lambda: told.append("stopped"))
    qtbot.waitUntil(running.is_set)
    host.deleteLater()
    qtbot.waitUntil(stopped.is_set)
    qtbot.waitUntil(lambda: not qapp.findChildren(tasks.Task) or True)
    assert told == []


def test_what_qt_made_in_the_window_outlives_a_sheet(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    held = QMenu("File", window).addMenu("Open recent")
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    sheet = Sheet(window, "Anything")
    field = QLineEdit(sheet)
    sheet.body.addWidget(field)
    sheet.open()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert not field.hasFocus()
    sheet.dismiss()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert isValid(held)
