"""When stopped work is to be taken up again: on a day, once an outcome reads beyond a number, or never."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from deliverydesk.charts.format import day, with_unit
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr, trc
from deliverydesk.ui import fonts, text
from deliverydesk.ui.dates import date_hint, typed_date
from deliverydesk.ui.typed import read_number
from deliverydesk.ui.widgets.cut_combo import CutCombo
from deliverydesk.ui.widgets.fields import DateField
from deliverydesk.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.domain.portfolio import Portfolio

_DAY, _NUMBER, _NEVER = ("day", tr("On a date")), ("number", tr("On a number")), ("never", tr("Never"))
_SIDES = (("above", trc("a number", "above")), ("below", trc("a number", "below")))


class Again(QWidget):
    """The choice and its fields; `outcome` is the one that is offered first."""

    def __init__(self, portfolio: Portfolio, outcome: int | None, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._portfolio, self._today = portfolio, today
        kinds = (_DAY, _NUMBER, _NEVER) if portfolio.outcomes else (_DAY, _NEVER)
        self.kind = Segmented(kinds, tr("When it is taken up again"), self)
        self.kind.chosen.connect(lambda _key: self._show())
        self.day = DateField(tr("On which day?"), self, bare=False)
        self.day.setPlaceholderText(date_hint())
        self.outcome = CutCombo(self)
        text.name(self.outcome, tr("Which outcome?"))
        self.outcome.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for each in portfolio.outcomes:
            self.outcome.addItem(text.one_line(each.name, 60), each.id)
        self.outcome.setCurrentIndex(max(self.outcome.findData(outcome), 0))
        self.outcome.currentIndexChanged.connect(lambda _at: self._show())
        self.side = QComboBox(self)
        for key, said in _SIDES:
            self.side.addItem(said, key)
        text.name(self.side, tr("Above or below?"))
        self.number = QLineEdit(self)
        self.number.setMaximumWidth(72)
        self.unit = text.label("", fonts.DETAIL, 400, "text2", parent=self)
        text.name(self.number, tr("Which number?"))
        self.now_reads = text.label("", fonts.CAPTION, 400, "text2", wrap=True, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.day)
        row = QHBoxLayout()
        row.addWidget(self.outcome, 1)
        row.addWidget(self.side)
        row.addWidget(self.number)
        row.addWidget(self.unit)
        column.addLayout(row)
        column.addWidget(self.now_reads)
        self._show()

    def given(self) -> dict[str, Any]:
        """The fields of a decision that say it. Raises DeskError for what cannot be read, or lacks its number."""
        kind = self.kind.value()
        if kind == "day" and self.day.text().strip():
            return {"revisit": typed_date(self.day.text(), self._today)}
        if kind == "number":
            number = read_number(self.number.text())
            if number is None:
                raise DeskError(tr("Say the number at which it is looked at again, or choose “Never”."))
            return {"trigger_outcome": self.outcome.currentData(), f"trigger_{self.side.currentData()}": number}
        return {}

    def _show(self) -> None:
        kind, outcome = self.kind.value(), self.outcome.currentData()
        self.day.setVisible(kind == "day")
        for field in (self.outcome, self.side, self.number, self.unit):
            field.setVisible(kind == "number")
        said = tr("Without a day the desk does not ask again.") if kind == "day" else ""
        if kind == "number" and outcome is not None:
            held = self._portfolio.outcomes[outcome]
            text.set_text(self.unit, text.one_line(held.unit, 12))
            if readings := self._portfolio.measurements_of(outcome):
                last = readings[-1]
                said = tr("{value} on {day}", value=with_unit(last.value, held.unit), day=day(last.date, self._today))
        text.set_text(self.now_reads, said)
        self.now_reads.setVisible(bool(said))
