"""The sheet that stands over the window while work of more than a moment runs, with a button to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.widgets.buttons import Button
from deliverydesk.ui.widgets.sheet import Sheet

_FINE = 1000


class ProgressSheet(Sheet):
    """Shows how far the work is. Cancel, Escape and the cross tell ``cancelled`` once; the sheet stays,
    saying so, until the work has really stopped and ``dismiss`` is called.
    """

    cancelled = Signal()

    def __init__(self, host: QWidget, title: str, *, can_cancel: bool = True) -> None:
        super().__init__(host, title, width=400)
        self._asked = False
        self._can_cancel = can_cancel
        self.line = text.label(tr("Starting…"), fonts.DETAIL, 400, "text2", tabular=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        text.name(self.bar, title)
        self.body.addWidget(self.line)
        self.body.addWidget(self.bar)
        self.button = Button(tr("Cancel"), self.reject, size="sheet")
        self.footer.addWidget(self.button)
        self.cross.setVisible(False)
        if not can_cancel:
            self.button.allow(tr("This step cannot be stopped half-way."))

    def advance(self, done: int, total: int) -> None:
        """``done`` of ``total`` is ready; a ``total`` of 0 is not known."""
        if self._asked:
            return
        if total <= 0:
            self.bar.setRange(0, 0)
            text.set_text(self.line, figure(done) if done else tr("Working…"))
            return
        self.bar.setRange(0, _FINE)
        self.bar.setValue(min(_FINE, _FINE * done // total))
        text.set_text(self.line, tr("{done} of {total}", done=figure(done), total=figure(total)))

    def reject(self) -> None:
        """Asks for the work to stop."""
        if self._asked or not self._can_cancel:
            return
        self._asked = True
        self.button.allow(tr("It stops at the next safe place."))
        text.set_text(self.line, tr("Stopping…"))
        self.cancelled.emit()
