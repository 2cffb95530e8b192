"""What lies over the window: a layer that covers it, holds the focus and gives it back. Sheets and popovers
sit on it.

It is a child of the window and not a window itself, so that the scrim and rounded corners need no compositor.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from deliverydesk.ui.theme import current_theme

ASKS = QKeyCombination(Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_F1)
"""The keys of the question what a figure is."""


class Overlay(QWidget):
    """Covers the window of ``host`` while open. Keys and clicks do not reach what is below; Tab stays
    inside.
    """

    closed = Signal()
    may_be_asked = True
    """Whether Shift+F1 explains what is on it."""

    def __init__(self, host: QWidget, *, scrim: float, click_closes: bool) -> None:
        super().__init__(host.window())
        self._window = host.window()
        self._scrim = scrim
        self._click_closes = click_closes
        self._returns_to: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def open(self) -> None:
        """Shows the layer over the whole window and moves the focus into it."""
        window = self._window
        self._returns_to = QApplication.focusWidget()
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()
        first = self.first_focus()
        if first is not None:
            first.setFocus(Qt.FocusReason.PopupFocusReason)

    def dismiss(self) -> None:
        """Closes the layer, gives the focus back to where it was, and tells listeners."""
        if self.isHidden():
            return
        self._window.removeEventFilter(self)
        before, self._returns_to = self._returns_to, None
        self.hide()
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def escape(self) -> None:
        """What the Escape key does: closes the layer."""
        self.dismiss()

    def first_focus(self) -> QWidget | None:
        """The widget that the focus goes to on opening: the first that takes it, in Tab's order."""
        return self._next_from(self, forward=True)

    def place(self) -> None:
        """Lays out what is on the layer after the window changed its size."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
            self.place()
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            # The window's shortcuts must not act on what is covered: Ctrl+Z would undo behind the sheet. Only the
            # question what a figure is may be asked of the layer too.
            asks = isinstance(event, QKeyEvent) and event.keyCombination() == ASKS
            event.setAccepted(not (asks and self.may_be_asked))
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escape()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if self._click_closes:
            self.dismiss()

    def focusNextPrevChild(self, forward: bool) -> bool:
        found = self._next_from(self._focused(), forward=forward)
        if found is not None:
            reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
            found.setFocus(reason)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._scrim <= 0:
            return
        colour = QColor(current_theme().colour("scrim"))
        colour.setAlphaF(self._scrim)
        QPainter(self).fillRect(self.rect(), colour)

    def _focused(self) -> QWidget:
        inside: QWidget | None = self.focusWidget()
        return self if inside is None else inside

    def _next_from(self, start: QWidget, *, forward: bool) -> QWidget | None:
        # In the order of the tree, which is the order on the screen. Not by nextInFocusChain: PySide makes the widget
        # it returns a child of the one that was asked, so the window's wrappers would end with the sheet's.
        inside = self.findChildren(QWidget)
        at = inside.index(start) if start in inside else -1
        after, before = inside[at + 1 :], inside[: max(at, 0)]
        order = [*after, *before] if forward else [*reversed(before), *reversed(after)]
        return next((place for place in order if _takes_tab(place)), None)


def _takes_tab(widget: QWidget) -> bool:
    return bool(
        widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isEnabled()
        and widget.isVisible()
        and widget.focusProxy() is None
    )
