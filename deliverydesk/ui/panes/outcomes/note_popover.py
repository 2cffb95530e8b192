"""The note of one reading, written beside its point: Enter or a click elsewhere keeps it, Escape does not."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.widgets.popover import Popover


class NotePopover(Popover):
    """`save` gets the words once they are to be kept and have changed."""

    def __init__(self, host: QWidget, title: str, note: str, save: Callable[[str], object]) -> None:
        super().__init__(host, title, ())
        self._before, self._save, self._dropped = note, save, False
        self.field = QLineEdit(note, self._card)
        self.field.setFont(fonts.font())
        self.field.setMaxLength(2_000)
        self.field.setPlaceholderText(tr("What happened here?"))
        self.field.setMinimumWidth(300)
        text.name(self.field, tr("Note of {reading}", reading=title))
        grid = self._card.layout()
        assert isinstance(grid, QGridLayout)
        grid.addWidget(self.field, 1, 0, 1, 3)
        grid.addWidget(text.label(tr("Enter keeps it, Escape does not"), fonts.CAPTION, 400, "text3"), 2, 0, 1, 3)
        self.closed.connect(self._keep)

    def first_focus(self) -> QWidget | None:
        return self.field

    def escape(self) -> None:
        self._dropped = True
        super().escape()

    def _keep(self) -> None:
        words = " ".join(self.field.text().split())
        if not self._dropped and words != " ".join(self._before.split()):
            self._save(words)
