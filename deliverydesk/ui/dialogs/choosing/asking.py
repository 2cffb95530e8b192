"""What is asked: how long a period is, how many there are, what money there is, and among what it is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from deliverydesk.analysis.planning.selection_of import WEEKS
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.typed import read_number, read_whole

if TYPE_CHECKING:
    from deliverydesk.domain.portfolio import Portfolio

_MOST_WEEKS, _MOST_PERIODS = 104, 12


class Asked(NamedTuple):
    """What is typed and ticked."""

    weeks: int
    periods: int
    budget: float | None
    unvetted: bool
    rails: bool


class Question(QWidget):
    """A row of fields and boxes."""

    changed = Signal()
    """Something was typed to its end, or ticked; maybe what stood there before."""

    def __init__(self, portfolio: Portfolio, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        money = tr("Budget, {currency}", currency=portfolio.settings.currency)
        self.weeks = self._field(tr("Weeks of a period"), str(WEEKS), 48)
        self.periods = self._field(tr("Number of periods"), "1", 48)
        self.budget = self._field(money, "", 96, tr("none"))
        captions = (tr("Weeks of a period"), tr("Periods"), money)
        for caption, field in zip(captions, (self.weeks, self.periods, self.budget), strict=True):
            row.addWidget(text.label(caption, fonts.DETAIL, 400, "text2"))
            row.addWidget(field)
            row.addSpacing(8)
        self.unvetted = QCheckBox(tr("Ideas and shaping too"), self)
        self.rails = QCheckBox(tr("Keep the guardrails"), self)
        self.rails.setChecked(True)
        for box in (self.unvetted, self.rails):
            box.setFont(fonts.font(fonts.DETAIL))
            box.toggled.connect(lambda _on: self.changed.emit())
            row.addWidget(box)
            row.addSpacing(8)
        self.rails.setVisible(bool(len(portfolio.guardrails)))
        row.addStretch(1)

    def _field(self, name: str, value: str, width: int, hint: str = "") -> QLineEdit:
        field = QLineEdit(value, self)
        field.setFixedWidth(width)
        field.setMaxLength(20)
        field.setPlaceholderText(hint)
        text.name(field, name)
        field.editingFinished.connect(self.changed)
        return field

    def asked(self) -> Asked:
        """What is typed and ticked. Raises DeskError for what cannot be asked."""
        weeks, periods = read_whole(self.weeks.text()), read_whole(self.periods.text())
        budget = read_number(self.budget.text())
        if weeks is None or not 1 <= weeks <= _MOST_WEEKS:
            raise DeskError(tr("A period has 1 to {most} weeks.", most=figure(_MOST_WEEKS)))
        if periods is None or not 1 <= periods <= _MOST_PERIODS:
            raise DeskError(tr("There are 1 to {most} periods.", most=figure(_MOST_PERIODS)))
        if budget is not None and budget < 0:
            raise DeskError(tr("A budget is 0 or more."))
        return Asked(weeks, periods, budget, self.unvetted.isChecked(), self.rails.isChecked())
