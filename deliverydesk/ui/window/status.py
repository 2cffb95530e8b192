"""The status bar: what is saved and when, in which file; at the right what is selected and being renewed."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from deliverydesk.domain.wording import figure
from deliverydesk.support.clock import now
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, icons, text
from deliverydesk.ui.theme import current_theme

HEIGHT = 26


class StatusBar(QStatusBar):
    """Says "Saved" only after a commit has returned."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setFixedHeight(HEIGHT)
        self._tick = _Tick(self)
        self._saved = self._label()
        self._file = self._label()
        self._checkpoint = self._label()
        self._renewing = self._label()
        self._selected = self._label()
        for widget in (self._tick, self._saved, self._file, self._checkpoint):
            self.addWidget(widget)
        for widget in (self._renewing, self._selected):
            self.addPermanentWidget(widget)
        self.setContentsMargins(8, 0, 8, 0)
        text.name(self, tr("Status"))

    def _label(self) -> QLabel:
        return text.label("", fonts.CAPTION, 400, "text2", parent=self)

    def say_open(self, file: str) -> None:
        """Nothing was changed yet: everything is as the file has it."""
        text.set_text(self._saved, tr("All changes saved"))
        text.set_text(self._file, text.one_line(file, 60))

    def say_saved(self) -> None:
        """A commit has returned."""
        text.set_text(self._saved, tr("Saved {time}", time=now().strftime("%H:%M:%S")))

    def say_read_only(self, reason: str) -> None:
        """Nothing can be saved, and why."""
        self._tick.take("lock", "warn")
        text.set_text(self._saved, tr("Read-only"))
        text.set_tooltip(self._saved, reason)

    def say_checkpoint(self, words: str) -> None:
        """The newest checkpoint."""
        text.set_text(self._checkpoint, text.one_line(words, 60))

    def say_renewing(self, words: str) -> None:
        """What is being computed; empty when all figures are current."""
        text.set_text(self._renewing, words)

    def say_selected(self, count: int) -> None:
        """How many things are selected."""
        text.set_text(self._selected, tr("{count} selected", count=figure(count)) if count else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("canvas"))
        painter.fillRect(0, 0, self.width(), 1, theme.colour("line"))


class _Tick(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon, self._role = "check", "ok"
        self.setFixedSize(14, HEIGHT)

    def take(self, icon: str, role: str) -> None:
        self._icon, self._role = icon, role
        self.update()

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        from PySide6.QtCore import QRectF

        painter = QPainter(self)
        icons.draw(painter, QRectF(0, (self.height() - 13) / 2, 13, 13), current_theme(), self._icon, self._role)
