"""Whole windows over real files: opened as the program opens them, closed and waited for at the end."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QThreadPool
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from deliverydesk.document.document import Document
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.importers.sample import sample_portfolio
from deliverydesk.ui import text
from deliverydesk.ui.theme import apply_theme
from deliverydesk.ui.widgets.overlay import Overlay
from deliverydesk.ui.window.files import Files
from deliverydesk.ui.window.main_window import MainWindow

TODAY = date(2026, 8, 19)


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DELIVERYDESK_TODAY", TODAY.isoformat())


@pytest.fixture
def sample_file(tmp_path: Path) -> Path:
    path = tmp_path / "Larkfield.ddesk"
    Document.create(path, sample_portfolio(TODAY)).close()
    return path


@pytest.fixture
def empty_file(tmp_path: Path) -> Path:
    path = tmp_path / "Nothing yet.ddesk"
    Document.create(path, Portfolio()).close()
    return path


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What message boxes said, none of which waits for an answer."""
    words: list[str] = []

    def message(_parent: object, title: str, sentence: str, *_buttons: object, **_more: object) -> object:
        words.append(f"{title}: {sentence}")
        return QMessageBox.StandardButton.Ok

    monkeypatch.setattr(text, "message", message)
    return words


@pytest.fixture
def nobody_answers(said: list[str], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every dialog and menu that would wait is closed at once, as by a person who thinks better of it."""
    monkeypatch.setattr(QDialog, "exec", lambda _self: 0)
    monkeypatch.setattr(QMessageBox, "exec", lambda _self: QMessageBox.StandardButton.Cancel.value)
    monkeypatch.setattr(QMenu, "exec", lambda *_given: None)
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_given, **_named: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given, **_named: "")
    return said


def windows() -> list[MainWindow]:
    """The windows that are shown."""
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow) and each.isVisible()]


def overlays(window: MainWindow) -> list[Overlay]:
    """Sheets and popovers that lie over a window."""
    return [each for each in window.findChildren(Overlay) if each.isVisible()]


def close_overlays(window: MainWindow) -> None:
    for overlay in reversed(overlays(window)):
        overlay.dismiss()


def settle() -> None:
    """Carry out what was put off to the next turn of the event loop, deletions included."""
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()


class Desks:
    """Opens files as the program does and knows the windows."""

    def __init__(self, qtbot: QtBot, files: Files) -> None:
        self.qtbot = qtbot
        self.files = files

    def open(self, path: Path, *, read_only: bool = False, awake: bool = True) -> MainWindow:
        """The window of a file; `awake`: with all that comes after the first paint."""
        before = windows()
        assert self.files.open_path(None, path, read_only=read_only)
        (window,) = [each for each in windows() if each not in before]
        if awake:
            self.wake(window)
        return window

    def wake(self, window: MainWindow) -> None:
        self.qtbot.waitUntil(lambda: window.desk.scores is not None, timeout=60_000)
        self.idle()
        window.activateWindow()
        self.qtbot.waitUntil(window.isActiveWindow)

    def idle(self) -> None:
        """Until no thread works any more and what they had to tell is told."""
        pool = QThreadPool.globalInstance()
        self.qtbot.waitUntil(lambda: pool.activeThreadCount() == 0, timeout=60_000)
        settle()

    def close(self, window: MainWindow) -> None:
        window.close()
        settle()

    def again(self) -> None:
        """As after a restart: nothing is known but what was written down."""
        self.files = Files(self.files.themes)


@pytest.fixture
def desks(qtbot: QtBot, qapp: QApplication) -> Iterator[Desks]:
    made = Desks(qtbot, Files(apply_theme(qapp, "light")))
    yield made
    for window in windows():
        window.close()
    made.idle()
    apply_theme(qapp, "light")


@pytest.fixture
def window(desks: Desks, sample_file: Path) -> MainWindow:
    """The sample, open and awake."""
    return desks.open(sample_file)


Answer = Callable[[str], None]


@pytest.fixture
def answer_save(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Sets the name that file dialogs for saving return."""

    def answer(name: str) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given, **_named: (name, ""))

    return answer


def focusable(root: QWidget) -> list[QWidget]:
    """The shown widgets below `root` that take the focus."""
    from PySide6.QtCore import Qt

    return [
        each for each in root.findChildren(QWidget) if each.isVisible() and each.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
