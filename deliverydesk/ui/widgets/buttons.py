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


def _beside_words(side: int) -> QSize:
    """Room for an icon that stands off its words by two pixels more than Qt leaves: it is drawn in the middle."""
    return QSize(side + 4, side)


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
            self.setIconSize(_beside_words(16))
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
        self.brief = ""
        """Fewer words that still say what it is set to, for where there is no room for all."""
        self.icons = (icon, icon)
        """What stands beside the words, and what stands for them where there is no room."""
        self.setIconSize(_beside_words(14))
        text.set_tooltip(self, words)

    def set_words(self, words: str, brief: str = "") -> None:
        self.words, self.brief = words, brief
        super().set_words(words)
        text.set_tooltip(self, words)
        if isinstance(row := self.parentWidget(), GivingRow):
            row.lay_out()

    def width_with(self, words: str) -> int:
        """How wide it is with these words. This is asked while layouts are reckoned, so nothing may change: putting the
        words on to see would ask for the next layout, without end.
        """
        if not words:
            return _ICON_ALONE
        self.ensurePolished()
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = words
        size = self.fontMetrics().size(int(Qt.TextFlag.TextShowMnemonic), words)
        if not option.icon.isNull():
            beside = 4  # as QPushButton has it
            size = QSize(size.width() + option.iconSize.width() + beside, max(size.height(), option.iconSize.height()))
        return self.style().sizeFromContents(QStyle.ContentsType.CT_PushButton, option, size, self).width()

    def show_words(self, words: str) -> None:
        """Show all words, the brief ones, or with none the icon alone."""
        if self.text() != words:
            self.setText(words)
            self.setIcon(icons.icon(self.icons[not words], "text2"))


class GivingRow(QWidget):
    """Buttons side by side. Where there is no room for all words, the first button goes without first; one that has
    brief words keeps these until all others have gone without.
    """

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
        widths = [button.width_with(button.words) for button in self._buttons]
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
        if self.isVisible():  # else it gets its size yet
            self._place()

    def _place(self) -> None:
        buttons = self._buttons
        said = [button.words for button in buttons]
        widths = [button.width_with(words) for button, words in zip(buttons, said, strict=True)]
        missing = self.sizeHint().width() - self.width()
        shorter = [(place, button.brief) for place, button in enumerate(buttons)]
        for place, words in [*shorter, *((place, "") for place, brief in shorter if brief)]:
            if missing <= 0:
                break
            width = buttons[place].width_with(words)
            missing -= widths[place] - width
            said[place], widths[place] = words, width
        for button, words in zip(buttons, said, strict=True):
            button.show_words(words)
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
        self.setIconSize(_beside_words(16))
        self.setFixedSize(side, side)
        self.setCheckable(checkable)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        text.name(self, words)
        text.set_tooltip(self, words)
        if on_click is not None:
            self.clicked.connect(lambda: on_click())
