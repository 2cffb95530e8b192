"""A window that nobody touches does nothing: no layout asks for the next one."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from deliverydesk.ui.widgets.buttons import GivingButton
from deliverydesk.ui.window.main_window import MainWindow
from tests.ui.window.conftest import Desks, settle


class Counter(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.asked.append(watched.objectName() or type(watched).__name__)
        return False


@pytest.mark.parametrize("layout", ["plan", "measure"])
@pytest.mark.parametrize("width", [960, 1100, 1280, 1440, 1920])
def test_no_layout_asks_for_the_next(desks: Desks, window: MainWindow, layout: str, width: int) -> None:
    window.choose_layout(layout)
    window.resize(width, 900)
    for _ in range(10):
        settle()
    desks.idle()
    if layout == "measure":
        desks.qtbot.waitUntil(lambda: window.desk.findings.current)
        for _ in range(10):
            settle()
    counter = Counter()
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(counter)
    try:
        for _ in range(30):
            settle()
    finally:
        application.removeEventFilter(counter)
    assert counter.asked == []


def test_a_button_that_gives_way_knows_its_width_without_its_words(window: MainWindow) -> None:
    buttons = [each for each in window.findChildren(GivingButton) if each.words]
    assert len(buttons) > 3
    for button in buttons:
        button.show_words(button.words)
        with_words = button.sizeHint().width()
        button.show_words("")
        assert button.width_with(button.words) == with_words, button.words
        assert button.text() == ""
