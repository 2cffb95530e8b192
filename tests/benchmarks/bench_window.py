"""The whole window over a file of 50,000 deliverables: how long its thread is away, and what it takes of memory."""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QThreadPool
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QMenu, QMessageBox
from shiboken6 import isValid

from deliverydesk.domain.entities import Deliverable
from deliverydesk.ui import text
from deliverydesk.ui.theme import apply_theme
from deliverydesk.ui.widgets.overlay import Overlay
from deliverydesk.ui.window.files import Files
from deliverydesk.ui.window.main_window import MainWindow
from tests.benchmarks.harness import Measured, benchmark
from tests.support.portfolios import fresh_file, synthetic_portfolio

MANY = 50_000
NOTICED = 100.0
"""Milliseconds after which a person notices that nothing moves."""
_NOT = {"window.close", "window.close_all", "window.quit"}
_TOLD = 12
_PATIENT = 15.0
"""Seconds after which a thread that is still at work is left to it."""
_AGAIN = 2


def _answer_nothing() -> None:
    """Whatever would wait for a person is closed at once."""
    QDialog.exec = lambda *_: 0  # type: ignore[assignment, method-assign]
    QMessageBox.exec = lambda *_: QMessageBox.StandardButton.Cancel.value  # type: ignore[assignment, method-assign]
    QMenu.exec = lambda *_: None  # type: ignore[assignment, method-assign]
    for name in ("getOpenFileName", "getSaveFileName"):
        setattr(QFileDialog, name, lambda *_given, **_named: ("", ""))
    QFileDialog.getExistingDirectory = lambda *_given, **_named: ""  # type: ignore[assignment, method-assign]
    text.message = lambda *_given, **_named: QMessageBox.StandardButton.Ok


class Away(NamedTuple):
    """The longest that the window's thread did not return to its events, in milliseconds."""

    work: float
    """Of its own processor time. Blind to waiting, and to threads that hold the interpreter."""
    clock: float
    """On the clock, as a person sees it. Whatever else the machine does counts too."""


class Watch:
    """Watches how long the window's thread is away at a time."""

    def __init__(self) -> None:
        self.longest = Away(0.0, 0.0)

    def take(self, action: Callable[[], object]) -> None:
        work, clock = time.thread_time(), time.perf_counter()
        action()
        work, clock = time.thread_time() - work, time.perf_counter() - clock
        self.longest = Away(max(self.longest.work, work * 1000), max(self.longest.clock, clock * 1000))

    def settle(self, seconds: float = 180.0) -> None:
        """Turns of the event loop until nothing is left to do and no thread works any more. Raises TimeoutError."""
        idle, end = 0, time.monotonic() + seconds
        while idle < 3:
            self.take(QApplication.processEvents)
            self.take(lambda: QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value))
            # To look again and again would take the interpreter from the threads that are waited for.
            idle = idle + 1 if QThreadPool.globalInstance().waitForDone(2) else 0
            if time.monotonic() > end:
                raise TimeoutError(f"A thread is still at work after {seconds:.0f} seconds.")


@cache
def opened() -> MainWindow:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    _answer_nothing()
    folder = tempfile.TemporaryDirectory()
    path = Path(folder.name) / "many.ddesk"
    fresh_file(path, synthetic_portfolio(MANY)).close()
    files = Files(apply_theme(app, "light"))
    assert files.open_path(None, path)
    (window,) = [each for each in app.topLevelWidgets() if isinstance(each, MainWindow)]
    window.setProperty("keep", (folder, files))
    while window.desk.scores is None:
        app.processEvents()
    Watch().settle()
    return window


def _actions(window: MainWindow) -> Iterator[QAction]:
    def leaves(menu: QMenu) -> Iterator[QAction]:
        menu.aboutToShow.emit()
        for action in menu.actions():
            inner = action.menu()
            if isinstance(inner, QMenu):
                yield from leaves(inner)
            elif not action.isSeparator():
                yield action

    menus = [menu for action in window.menuBar().actions() if isinstance(menu := action.menu(), QMenu)]
    for action in [*window.findChildren(QAction), *(leaf for menu in menus for leaf in leaves(menu))]:
        if isValid(action) and not isinstance(action.parent(), QLineEdit) and action.menu() is None:
            yield action


def _watched(window: MainWindow) -> dict[str, Away]:
    """By action how long the window was away while it was carried out and undone, three items selected.

    What was long on the clock is done again: the machine may have been busy with something else. The shortest of
    these times is told, but of the processor's times the first, as a person meets it.
    """
    found = {"findings, the first": _found_out(window)}
    for name in sorted({action.objectName() for action in _actions(window)} - {""} - _NOT):
        away = _once(window, name)
        if away is None:
            continue
        for _ in range(_AGAIN):
            again = _once(window, name) if away.clock > NOTICED else None
            # A theme that is worn already is put on in no time: that was not the same action again.
            if again is not None and again.work > away.work / 2:
                away = Away(away.work, min(away.clock, again.clock))
        found[name] = away
        if max(away) > NOTICED:
            tell(name, away)
    watch = Watch()
    watch.take(window.desk.findings.renewed.emit)
    watch.settle()
    found["findings, all panes open"] = watch.longest
    return found


def _found_out(window: MainWindow) -> Away:
    """How long the window is away while evidence, forecasts and briefings of all arrive for the first time.

    What every later change would have found out anew takes some ten seconds of a thread each, so that is let be.
    """
    watch, findings = Watch(), window.desk.findings
    findings.ask()
    while not findings.current:
        watch.settle(seconds=600)
    watch.settle()
    findings.close()
    return watch.longest


def _once(window: MainWindow, name: str) -> Away | None:
    """How long the window is away for one action; None where it cannot be done now."""
    action = next((each for each in _actions(window) if each.objectName() == name), None)
    if action is None or not action.isEnabled():
        return None
    ids = tuple(window.desk.portfolio.ranking)[5:2000:700]
    window.desk.select(Deliverable, ids, ids[0])
    Watch().settle()
    seq = window.desk.document.store.last_seq()
    watch = Watch()
    watch.take(action.trigger)
    # A sheet may have a thread at work for minutes, as that of packs: what is closed draws no further slide.
    with suppress(TimeoutError):
        watch.settle(_PATIENT)
    for overlay in reversed([each for each in window.findChildren(Overlay) if each.isVisible()]):
        watch.take(overlay.dismiss)
    try:
        watch.settle()
    except TimeoutError as error:
        raise TimeoutError(f"{name}: {error}") from error
    if window.desk.document.store.last_seq() > seq and "undo" not in name and "redo" not in name:
        watch.take(window.desk.undo)
        watch.settle()
    return watch.longest


def tell(name: str, away: Away) -> None:
    print(f"  {away.work:4.0f} ms  {away.clock:4.0f} ms  {name}", file=sys.stderr, flush=True)


@benchmark("window: the longest that any action keeps it away at 50,000 deliverables", goal=1.0)
def away() -> Measured:
    found = _watched(opened())
    print("     work    clock", file=sys.stderr)
    for name, longest in sorted(found.items(), key=lambda pair: -max(pair[1]))[:_TOLD]:
        tell(name, longest)
    return Measured(max(longest.work for longest in found.values()), NOTICED)


@benchmark("window: memory with 50,000 deliverables open, against 400 MB", goal=1.0, unit="MB")
def memory() -> Measured:
    opened()
    return Measured(_resident(), 400.0)


def _resident() -> float:
    """Megabytes that this process holds now; the most it ever held where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * resource.getpagesize() / 1e6
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
