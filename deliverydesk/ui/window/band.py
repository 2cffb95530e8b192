"""The band below the top bar while a what-if is looked into: whose it is, and the ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trn
from deliverydesk.ui import fonts, icons, mirror, text
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.toast import ToastLink

if TYPE_CHECKING:
    from deliverydesk.ui.window.inside import Inside

HEIGHT = 38


class Band(QWidget):
    """On the inverse ground of a toast, which nothing else in a window is for long."""

    def __init__(self, inside: Inside) -> None:
        super().__init__()
        self.setObjectName("bar.inside")
        self.setFixedHeight(HEIGHT)
        self.name = text.label("", fonts.CELL, 600, "toastText", parent=self)
        self.differences = text.label("", fonts.CELL, 400, "toastText", parent=self)
        promise = text.label(tr("Nothing here changes the plan"), fonts.CELL, 400, "toastText", parent=self)
        self.compare = _Way(tr("Compare…"), self)
        self.promote = _Way(tr("Make it the plan"), self)
        self.back = _Way(tr("Back to the plan"), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(44, 0, 14, 0)
        row.setSpacing(14)
        for words in (self.name, promise, self.differences):
            words.setMinimumWidth(1)  # in a narrow window the ways out stay
            row.addWidget(words)
        row.addStretch(1)
        for way, act in (
            (self.compare, inside.open_sheet),
            (self.promote, inside.promote),
            (self.back, inside.go_back),
        ):
            way.clicked.connect(act)
            row.addWidget(way)

    def say(self, name: str, differences: int) -> None:
        """Say which what-if it is, and in how much it differs from the plan."""
        words = tr("What if: {name}", name=text.one_line(name, 60))
        n = figure(differences)
        none = tr("It is as the plan is, until you change something")
        told = (
            none
            if not differences
            else trn("{n} thing is other than in the plan", "{n} things are other than in the plan", differences, n=n)
        )
        text.set_text(self.name, words)
        text.set_text(self.differences, told)
        text.name(self, words, tr("Nothing here changes the plan"))

    def leave_focus(self, staying: bool) -> None:
        """Let the window have the focus where the band goes away under it."""
        focused = QApplication.focusWidget()
        if not staying and focused is not None and self.isAncestorOf(focused):
            self.window().setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), mirror.painter(self)
        painter.fillRect(self.rect(), theme.colour("toast"))
        icons.draw(painter, QRectF(18, (HEIGHT - 16) / 2, 16, 16), theme, "show", "toastText")


class _Way(ToastLink):
    """A way out: words with an edge."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.set_words(words)
        self.setFixedWidth(self.width() + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = current_theme()
        painter.setPen(theme.pen("toastLink", 1.0))
        painter.setBrush(theme.veil("toastText", 0.16) if self.underMouse() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.end()
        super().paintEvent(event)
