"""Buttons in their four dresses. Each has a name for screen readers; an icon alone always has a tooltip as
well.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton, QWidget

from deliverydesk.ui import fonts, icons, text

Size = Literal["", "header", "sheet"]


class Button(QPushButton):
    """The usual button: paper with an edge. ``size`` is "" for 28 px, "header" for 24, "sheet" for 32."""

    kind = ""

    def __init__(
        self,
        words: str,
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
        *,
        icon: str = "",
        size: Size = "",
    ) -> None:
        super().__init__(words, parent)
        self.setFont(fonts.font(fonts.CELL, 500))
        self.setProperty("kind", self.kind)
        self.setProperty("size", size)
        self.setAutoDefault(False)
        self.setAccessibleName(words.replace("&", ""))
        if icon:
            self.setIcon(icons.icon(icon, "onInk" if self.kind == "primary" else "text2"))
            self.setIconSize(QSize(16, 16))
        if on_click is not None:
            self.clicked.connect(lambda: on_click())

    def set_words(self, words: str) -> None:
        """New words on the button, which its name follows."""
        self.setText(words)
        self.setAccessibleName(words.replace("&", ""))

    def allow(self, reason: str = "") -> None:
        """Makes the button work, or, given a ``reason``, greys it and tells the reason in its tooltip."""
        self.setEnabled(not reason)
        text.set_tooltip(self, reason)


class PrimaryButton(Button):
    """The one button of a sheet or pane that goes on: ink with paper's colour on it."""

    kind = "primary"


class QuietButton(Button):
    """A button that is words only until the pointer is over it."""

    kind = "quiet"


class GivingButton(QuietButton):
    """A quiet button that is its icon alone where there is no room for its words, which then are in its tooltip."""

    def __init__(
        self, words: str, icon: str, on_click: Callable[[], object] | None = None, parent: QWidget | None = None
    ) -> None:
        self.words, self._whole = words, QSize()
        super().__init__(words, on_click, parent, icon=icon, size="header")
        self.setIconSize(QSize(14, 14))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        text.set_tooltip(self, words)

    def set_words(self, words: str) -> None:
        self.words, self._whole = words, QSize()
        super().set_words(words)
        text.set_tooltip(self, words)
        self.updateGeometry()
        self._show_words()

    def sizeHint(self) -> QSize:
        if not self._whole.isValid():
            self.setText(self.words)
            self._whole = super().sizeHint()
        return self._whole

    def minimumSizeHint(self) -> QSize:
        return QSize(28, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_words()

    def _show_words(self) -> None:
        words = self.words if self.width() >= self.sizeHint().width() else ""
        if self.text() != words:
            self.setText(words)


class ToolButton(QToolButton):
    """An icon to press, 28 px square (24 in pane headers). ``words`` are its tooltip and its name."""

    def __init__(
        self,
        icon: str,
        words: str,
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
        *,
        side: int = 28,
        role: str = "text2",
        checkable: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setIcon(icons.icon(icon, role))
        self.setIconSize(QSize(16, 16))
        self.setFixedSize(side, side)
        self.setCheckable(checkable)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        text.name(self, words)
        text.set_tooltip(self, words)
        if on_click is not None:
            self.clicked.connect(lambda: on_click())
