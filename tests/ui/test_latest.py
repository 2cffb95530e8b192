"""Work in threads of which only what was asked for last is told."""

import threading

from PySide6.QtCore import QCoreApplication, QThreadPool
from pytestqt.qtbot import QtBot

from deliverydesk.support.errors import DeskError
from deliverydesk.ui.latest import Latest


def test_what_was_asked_for_before_is_passed_over(qtbot: QtBot) -> None:
    latest, go_on, told = Latest(), threading.Event(), []

    def slowly() -> str:
        assert go_on.wait(20)
        return "first"

    latest.run(slowly, told.append, told.append)
    latest.run(lambda: "second", told.append, told.append)
    assert latest.busy
    qtbot.waitUntil(lambda: not latest.busy)
    go_on.set()
    QThreadPool.globalInstance().waitForDone()
    QCoreApplication.processEvents()  # what the thread had to tell waits there already
    assert told == ["second"]


def test_what_went_wrong_is_told_in_its_sentence(qtbot: QtBot) -> None:
    latest, told = Latest(), []

    def refuse() -> str:
        raise DeskError("There is nothing in it.")

    latest.run(refuse, lambda _: None, told.append)
    qtbot.waitUntil(lambda: not latest.busy)
    assert told == ["There is nothing in it."]


def test_what_is_forgotten_is_not_told(qtbot: QtBot) -> None:
    latest, told = Latest(), []
    latest.run(lambda: "late", told.append, told.append)
    latest.forget()
    assert not latest.busy
    QThreadPool.globalInstance().waitForDone()
    QCoreApplication.processEvents()  # what the thread had to tell waits there already
    assert told == []
