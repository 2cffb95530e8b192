"""Buttons in their four dresses. Each has a name for screen readers; an icon alone always has a tooltip as
well.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QToolButton, QWidget

from deliverydesk.ui import fonts, icons, mirror, text

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
    """A quiet button that can do without its words, which then are in its tooltip alone. See `GivingRow`."""

    def __init__(
        self, words: str, icon: str, on_click: Callable[[], object] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(words, on_click, parent, icon=icon, size="header")
        self.words = words
        self.setIconSize(QSize(14, 14))
        text.set_tooltip(self, words)

    def set_words(self, words: str) -> None:
        self.words = words
        super().set_words(words)
        text.set_tooltip(self, words)
        if isinstance(row := self.parentWidget(), GivingRow):
            row.lay_out()

    def full_width(self) -> int:
        """How wide it is with its words. This is asked while layouts are reckoned, so nothing may change: putting the
        words on to see would ask for the next layout, without end.
        """
        self.ensurePolished()
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = self.words
        size = self.fontMetrics().size(int(Qt.TextFlag.TextShowMnemonic), self.words)
        if not option.icon.isNull():
            beside = 4  # as QPushButton has it
            size = QSize(size.width() + option.iconSize.width() + beside, max(size.height(), option.iconSize.height()))
        return self.style().sizeFromContents(QStyle.ContentsType.CT_PushButton, option, size, self).width()

    def show_words(self, on: bool) -> None:
        """Show the words, or the icon alone."""
        words = self.words if on else ""
        if self.text() != words:
            self.setText(words)


class GivingRow(QWidget):
    """Buttons side by side. Where there is no room for all words, the first button goes without first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: list[GivingButton] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def add(self, button: GivingButton) -> None:
        """Put a button at the right end."""
        button.setParent(self)
        self._buttons.append(button)
        self.lay_out()

    def sizeHint(self) -> QSize:
        widths = [button.full_width() for button in self._buttons]
        return QSize(sum(widths) + _BETWEEN * max(len(widths) - 1, 0), _HEADER)

    def minimumSizeHint(self) -> QSize:
        return QSize(len(self._buttons) * (_ICON_ALONE + _BETWEEN) - _BETWEEN, _HEADER)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def lay_out(self) -> None:
        """The words have changed."""
        # A widget that takes what is left has no minimum but the one that it is told.
        self.setMinimumWidth(self.minimumSizeHint().width())
        self.updateGeometry()
        self._place()

    def _place(self) -> None:
        widths = [button.full_width() for button in self._buttons]
        missing = self.sizeHint().width() - self.width()
        for place in range(len(widths)):
            with_words = missing <= 0
            if not with_words:
                missing -= widths[place] - _ICON_ALONE
                widths[place] = _ICON_ALONE
            self._buttons[place].show_words(with_words)
        right = self.width()
        for button, width in zip(reversed(self._buttons), reversed(widths), strict=True):
            height = max(button.minimumHeight(), _HEADER)
            box = QRect(right - width, (self.height() - height) // 2, width, height)
            button.setGeometry(mirror.rect(self, box))
            right -= width + _BETWEEN


_HEADER, _BETWEEN, _ICON_ALONE = 24, 6, 28


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
