"""A hand on the mouse and keyboard of a real X server.

Qt's own test helpers post events into the window that they are told. Here xdotool moves the pointer, and X
server, window manager and Qt decide where the press goes, as with a person. A gesture runs in its own process,
for Qt holds the test inside the nested loop of `QDrag.exec` until the button is released.
"""

import subprocess
from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

PATIENCE = 10_000
"""Milliseconds until a gesture that changed nothing fails the test."""

_NUMBERS = {
    Qt.MouseButton.LeftButton: "1",
    Qt.MouseButton.MiddleButton: "2",
    Qt.MouseButton.RightButton: "3",
}


class Hand:
    """Gestures of a person; every position is in the coordinates of the widget that it is given with."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot

    def open(self, window: QWidget) -> None:
        """Show a window and wait until the window manager has made it active; qtbot closes it later."""
        self._qtbot.addWidget(window)
        with self._qtbot.waitExposed(window, timeout=PATIENCE):
            window.show()
        window.activateWindow()
        self.until(window.isActiveWindow)

    def click(self, widget: QWidget, at: QPoint, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
        number = {
            Qt.MouseButton.LeftButton: "1",
            Qt.MouseButton.MiddleButton: "2",
            Qt.MouseButton.RightButton: "3",
        }
        self.do([*_move(widget, at), "click", number[button]])

    def double_click(self, widget: QWidget, at: QPoint) -> None:
        self.do([*_move(widget, at), "click", "--repeat", "2", "--delay", "40", "1"])

    def hover(self, widget: QWidget, at: QPoint) -> None:
        self.do(_move(widget, at))

    def wheel(self, widget: QWidget, at: QPoint, notches: int) -> None:
        """Turn the wheel; positive notches are away from the person (up)."""
        self.do([*_move(widget, at), "click", "--repeat", str(abs(notches)), "4" if notches > 0 else "5"])

    def press(self, *keys: str) -> None:
        """Press key combinations by their X names, such as "alt+Up" or "Return"."""
        self.do(["key", "--clearmodifiers", *keys])

    def type(self, text: str) -> None:
        self.do(["type", "--delay", "5", text])

    def drag(
        self,
        source: QWidget,
        start: QPoint,
        target: QWidget,
        end: QPoint,
        *,
        steps: int = 12,
        modifier: str | None = None,
        linger: float = 0.1,
    ) -> None:
        """Press at start, move in small steps, linger at the end for some seconds, release."""
        self.drag_along([(source, start), (target, end)], steps=steps, modifier=modifier, linger=linger)

    def drag_along(
        self,
        stops: Sequence[tuple[QWidget, QPoint]],
        *,
        steps: int = 12,
        modifier: str | None = None,
        linger: float = 0.1,
    ) -> None:
        """Drag by way of several stops, lingering at each; for auto-scroll and for changes of mind."""
        points = [widget.mapToGlobal(at) for widget, at in stops]
        words = ["mousemove", str(points[0].x()), str(points[0].y()), "sleep", "0.05"]
        words += ["keydown", modifier] if modifier else []
        words += ["mousedown", "1", "sleep", "0.05"]
        for start, end in pairwise(points):
            for step in range(1, steps + 1):
                way = QPoint(
                    start.x() + (end.x() - start.x()) * step // steps,
                    start.y() + (end.y() - start.y()) * step // steps,
                )
                words += ["mousemove", str(way.x()), str(way.y()), "sleep", "0.02"]
            words += ["sleep", str(linger)]
        words += ["mouseup", "1"]
        words += ["keyup", modifier] if modifier else []
        self.do(words)

    def until(self, condition: Callable[[], bool], patience: int = PATIENCE) -> None:
        """Let the window live until the condition holds."""
        self._qtbot.waitUntil(condition, timeout=patience)

    def let_go(self) -> None:
        """Leave no button or modifier pressed for the next test."""
        self.do(["mouseup", "1", "keyup", "ctrl", "keyup", "shift", "keyup", "alt"])

    def do(self, words: list[str]) -> None:
        """Let xdotool do this."""
        with subprocess.Popen(["xdotool", *words], stderr=subprocess.PIPE, text=True) as gesture:
            self.until(lambda: gesture.poll() is not None)
            assert gesture.returncode == 0, gesture.stderr and gesture.stderr.read()


def _move(widget: QWidget, at: QPoint) -> list[str]:
    point = widget.mapToGlobal(at)
    return ["mousemove", str(point.x()), str(point.y()), "sleep", "0.05"]
