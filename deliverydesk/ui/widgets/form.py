"""Rows of fields one below the other, each as high as it needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from deliverydesk.ui.rows import Row
from deliverydesk.ui.typed import Action
from deliverydesk.ui.widgets.field_row import FieldRow

_GAP = 4


class Form(QWidget):
    """Shows a list of `Row`. ``keep`` carries out what is typed and answers with the sentence of a refusal."""

    def __init__(self, keep: Callable[[Action], str], parent: QWidget | None = None, *, caption_width: int) -> None:
        super().__init__(parent)
        self._keep = keep
        self._caption_width = caption_width
        self.rows: list[FieldRow] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: Sequence[Row], locked: str = "") -> None:
        """Show these rows; there are always as many of them."""
        while len(self.rows) < len(rows):
            made = FieldRow(self._keep, lambda _row: None, self, caption_width=self._caption_width)
            made.resized.connect(self._lay_out)
            made.stepped.connect(lambda by, row=made: self._step(row, by))
            self.rows.append(made)
        for view, row in zip(self.rows, rows, strict=True):
            view.setObjectName(f"form.{row.key}")
            view.show_row(row, locked)
        self._lay_out()

    def row(self, key: str) -> FieldRow:
        """The row of a field. Raises KeyError."""
        for view in self.rows:
            if view.row.key == key:
                return view
        raise KeyError(key)

    def _lay_out(self) -> None:
        y = 0
        for view in self.rows:
            high = view.height_for(self.width())
            view.setGeometry(0, y, self.width(), high)
            y += high + _GAP
        if self.minimumHeight() != y:
            self.setFixedHeight(y)

    def _step(self, row: FieldRow, by: int) -> None:
        at = self.rows.index(row) + by
        if 0 <= at < len(self.rows):
            self.rows[at].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def sizeHint(self) -> QSize:
        return QSize(400, sum(view.height_for(400) + _GAP for view in self.rows))
