"""A sheet that asks for one thing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton
from deliverydesk.ui.widgets.sheet import Sheet


class AskSheet(Sheet):
    """One field and one button. `act` returns the reason why not, or nothing when it is done."""

    def __init__(
        self, host: QWidget, title: str, label: str, button: str, act: Callable[[str], str], begin: str = ""
    ) -> None:
        super().__init__(host, title, width=400)
        self._act = act
        self.closed.connect(self.deleteLater)
        self.body.addWidget(text.label(label, fonts.DETAIL, 400, "text2", wrap=True))
        self.field = QLineEdit(begin)
        self.field.setFont(fonts.font(fonts.CELL))
        text.name(self.field, label)
        self.field.selectAll()
        self.body.addWidget(self.field)
        self.reason = text.label("", fonts.DETAIL, 400, "bad", wrap=True)
        self.reason.hide()
        self.body.addWidget(self.reason)
        self.footer.addWidget(Button(tr("Cancel"), self.reject, size="sheet"))
        self.footer.addWidget(PrimaryButton(button, self.go, size="sheet"))
        self.field.returnPressed.connect(self.go)

    def go(self) -> None:
        """Do it, or say why not and stay open."""
        reason = self._act(self.field.text())
        if reason:
            text.set_text(self.reason, reason)
            self.reason.show()
            self.place()
            self.field.setFocus()
            return
        self.accept()
