"""Rubbish in circles is collected, and only in the window's thread: a widget destroyed elsewhere ends the program."""

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from deliverydesk.ui.collecting import Collector
from deliverydesk.ui.tasks import Task


class Circle(QWidget):
    """Holds itself; tells in which thread it went."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def test_a_widget_in_a_circle_goes_in_the_windows_thread(qtbot: QtBot) -> None:
    collector = Collector()
    went: list[threading.Thread] = []
    weakref.finalize(Circle(), lambda: went.append(threading.current_thread()))
    most = gc.get_threshold()[0]

    def work(_progress: object) -> None:
        kept = [[n] for n in range(20 * most)]
        assert len(kept) == 20 * most

    task = Task(work)
    task.start()
    QThreadPool.globalInstance().waitForDone()
    assert went == []
    kept = [[n] for n in range(2 * most)]
    collector.collect()
    qtbot.waitUntil(lambda: bool(went))
    assert went == [threading.main_thread()]
    assert len(kept) == 2 * most


@pytest.mark.parametrize("_again", range(2))
def test_there_is_one_collector(qapp: object, _again: int) -> None:
    from PySide6.QtCore import QCoreApplication

    from deliverydesk.ui.collecting import collect_here

    collect_here()
    collect_here()
    application = QCoreApplication.instance()
    assert application is not None
    assert len(application.findChildren(Collector)) == 1
