"""The sheet of the weighted model's criteria: name, weight, the ends of the scale, and whether less is better."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from deliverydesk.actions.draft import Draft
from deliverydesk.domain.changes import ChangeSet
from deliverydesk.domain.entities import Criterion
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.wording import counted
from deliverydesk.ui import fonts, text
from deliverydesk.ui.panes.backlog import edits
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton, ToolButton
from deliverydesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.desk import Desk

_HEADS = ("Criterion", "Weight", "From", "To", "Less is better", "")
_FIRST_ROW = 1


def criteria_set(portfolio: Portfolio, wanted: Sequence[tuple[int | None, dict[str, Any]]]) -> ChangeSet:
    """The change set that leaves exactly these criteria: (id or None for a new one, field values).

    Ratings by criteria that are left out go with them. Raises DeskError with a sentence.
    """
    kept = {criterion_id for criterion_id, _ in wanted}
    gone = [criterion.id for criterion in portfolio.criteria if criterion.id not in kept]
    draft = Draft(portfolio)
    for left_out in gone:
        draft.remove(draft.get(Criterion, left_out))
    for criterion_id, values in wanted:
        if criterion_id is None:
            draft.add(Criterion, values)
        else:
            draft.edit(draft.get(Criterion, criterion_id), values)
    return draft.change_set(f"set the {counted(len(wanted), 'criterion')} of the weighted score")


class _Row:
    """The fields of one criterion."""

    def __init__(self, sheet: CriteriaSheet, criterion: Criterion | None) -> None:
        self.id = criterion.id if criterion is not None else None
        shown = criterion or Criterion(0, "", 1.0)
        self.name = _field(shown.name, "Name of the criterion")
        self.weight = _field(f"{shown.weight:g}", "Weight", 64)
        self.low = _field(f"{shown.scale_low:g}", "Lowest rating", 56)
        self.high = _field(f"{shown.scale_high:g}", "Highest rating", 56)
        self.less = QCheckBox()
        self.less.setChecked(shown.lower_is_better)
        text.name(self.less, "Less is better")
        self.remover = ToolButton("delete", "Remove this criterion", lambda: sheet.remove(self), side=28)

    def widgets(self) -> list[QWidget]:
        """In the order of the heads."""
        return [self.name, self.weight, self.low, self.high, self.less, self.remover]

    def values(self) -> dict[str, Any]:
        """The criterion's fields. Raises DeskError."""
        name = self.name.text().strip()
        if not name:
            raise DeskError("A criterion needs a name.")
        return {
            "name": name,
            "weight": _number(self.weight.text(), f"The weight of “{name}”"),
            "scale_low": _number(self.low.text(), f"The lowest rating by “{name}”"),
            "scale_high": _number(self.high.text(), f"The highest rating by “{name}”"),
            "lower_is_better": self.less.isChecked(),
        }


class CriteriaSheet(Sheet):
    """Edits all criteria at once; one step to undo. The ends of a scale are policy, never taken from the data."""

    def __init__(self, desk: Desk, host: QWidget) -> None:
        super().__init__(host, "Criteria of the weighted score", width=640)
        self.setObjectName("backlog.criteria")
        self._desk = desk
        self.closed.connect(self.deleteLater)
        self.rows = [_Row(self, criterion) for criterion in desk.portfolio.criteria]
        words = "The score is the weighted mean of the ratings, each from 0 to 1 between the ends of its scale."
        self.body.addWidget(text.label(words, fonts.DETAIL, 400, "text2", wrap=True))
        self._grid_host = QWidget()
        self._grid = QGridLayout(self._grid_host)
        self._grid.setContentsMargins(0, 6, 0, 0)
        self._grid.setColumnStretch(0, 1)
        self.body.addWidget(self._grid_host)
        self.adder = Button("Add a criterion", self.add, icon="add")
        self.body.addWidget(self.adder, 0, Qt.AlignmentFlag.AlignLeft)
        self.reason = text.label("", fonts.DETAIL, 400, "bad", wrap=True)
        self.reason.hide()
        self.body.addWidget(self.reason)
        self.body.addStretch(1)
        self.footer.addWidget(Button("Cancel", self.reject, size="sheet"))
        self.footer.addWidget(PrimaryButton("Save criteria", self.save, size="sheet"))
        for column, head in enumerate(_HEADS):
            self._grid.addWidget(text.label(head, fonts.CAPTION, 500, "text2"), 0, column)
        for row in self.rows:
            self._show(row)
        if not self.rows:
            self.add()

    def _show(self, row: _Row) -> None:
        at = self._grid.rowCount()
        for column, widget in enumerate(row.widgets()):
            self._grid.addWidget(widget, at, column)

    def add(self) -> None:
        """An empty row, ready for its name."""
        row = _Row(self, None)
        self.rows.append(row)
        self._show(row)
        if self.isVisible():
            self.place()
            row.name.setFocus()

    def remove(self, row: _Row) -> None:
        """Take a row off; nothing is removed before it is saved."""
        self.rows.remove(row)
        for widget in row.widgets():
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.place()

    def save(self) -> None:
        """Save all criteria, or say what is wrong and stay open."""
        try:
            wanted = [(row.id, row.values()) for row in self.rows]
        except DeskError as error:
            self._refuse(str(error))
            return

        def wish(portfolio: Portfolio) -> ChangeSet:
            return criteria_set(portfolio, wanted)

        reason = edits.refusal(self._desk.portfolio, wish)
        if reason:
            self._refuse(reason)
            return
        self.accept()
        self._desk.do(wish, toast=True)

    def _refuse(self, words: str) -> None:
        text.set_text(self.reason, words)
        self.reason.show()
        self.place()


def _field(words: str, name: str, width: int = 0) -> QLineEdit:
    made = QLineEdit(words)
    made.setFont(fonts.font(fonts.CELL, tabular=bool(width)))
    text.name(made, name)
    if width:
        made.setFixedWidth(width)
        made.setAlignment(Qt.AlignmentFlag.AlignRight)
    return made


def _number(words: str, what: str) -> float:
    try:
        return float(words.strip().replace(",", "."))
    except ValueError:
        raise DeskError(f"{what} is a number, not “{words.strip()[:20]}”.") from None
