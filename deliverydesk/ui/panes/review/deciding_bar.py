"""The bar that decides: a reason, a button for each choice, and what else may be said folded away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from deliverydesk.actions.deciding import Taken
from deliverydesk.domain.choices import choice_label
from deliverydesk.domain.values import DecisionChoice
from deliverydesk.support.clock import today
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.dates import date_hint, typed_date
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.typed import read_number
from deliverydesk.ui.widgets.buttons import Button, QuietButton
from deliverydesk.ui.widgets.cut_combo import CutCombo
from deliverydesk.ui.widgets.fields import DateField

if TYPE_CHECKING:
    from deliverydesk.domain.portfolio import Portfolio

_FACTORS = {DecisionChoice.MORE: 1.5, DecisionChoice.LESS: 0.5}
OF_ITEM = (
    DecisionChoice.CONTINUE,
    DecisionChoice.REFINE,
    DecisionChoice.MORE,
    DecisionChoice.LESS,
    DecisionChoice.TABLE,
    DecisionChoice.CANCEL,
)
OF_PRODUCT = (
    DecisionChoice.CONTINUE,
    DecisionChoice.REFINE,
    DecisionChoice.MORE,
    DecisionChoice.LESS,
    DecisionChoice.RETIRE,
)
_ABOUT = {
    DecisionChoice.CONTINUE: tr("Go on as planned."),
    DecisionChoice.REFINE: tr("Another iteration, with what was learnt."),
    DecisionChoice.MORE: tr("Multiply what is to come by the factor below; 1.5 where none is given."),
    DecisionChoice.LESS: tr("Multiply what is to come by the factor below; 0.5 where none is given."),
    DecisionChoice.TABLE: tr("Pause it; its people are free for other work."),
    DecisionChoice.CANCEL: tr("End it here; its people are free for other work."),
    DecisionChoice.RETIRE: tr("Retire the product; only what keeps it running and safe stays."),
}

_ACROSS = 6
"""Columns of what may be said besides: three captions, each with its field."""


class DecidingBar(QWidget):
    """One click decides. `chosen` hands out what was chosen; whoever hears asks `given` for the rest."""

    chosen = Signal(object)
    """A DecisionChoice."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.reason = self._line("reason", tr("Reason"), tr("Why? It is kept with the decision."))
        self.buttons: dict[DecisionChoice, Button] = {}
        row = QHBoxLayout()
        row.setSpacing(6)
        self.more = QuietButton(tr("Say more"), self.toggle_more, self, size="header")
        row.addWidget(self.more)
        row.addStretch(1)
        for choice in DecisionChoice:
            button = Button(choice_label(choice), partial(self.chosen.emit, choice), self, size="header")
            button.setObjectName(f"review.decide.{choice.value}")
            self.buttons[choice] = button
            row.addWidget(button)
        self.fold = QWidget(self)
        self._fill_fold()
        self.fold.hide()
        self.problem = text.label("", fonts.DETAIL, 400, "bad", wrap=True, parent=self)
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addWidget(self.reason)
        column.addWidget(self.problem)
        column.addWidget(self.fold)
        column.addLayout(row)

    def _line(self, key: str, words: str, hint: str = "") -> QLineEdit:
        made = QLineEdit(self)
        made.setObjectName(f"review.{key}")
        made.setFont(fonts.font(fonts.CELL))
        made.setMaxLength(1_000)
        made.setPlaceholderText(hint)
        text.name(made, words)
        return made

    def _day(self, key: str, words: str) -> DateField:
        made = DateField(words, self, bare=False, hint=date_hint())
        made.setObjectName(f"review.{key}")
        return made

    def _outcomes(self, key: str, words: str) -> QComboBox:
        made = CutCombo(self)
        made.setObjectName(f"review.{key}")
        made.setMinimumContentsLength(12)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        text.name(made, words)
        return made

    def _fill_fold(self) -> None:
        self.question = self._line("question", tr("Question"), tr("What was to be decided?"))
        self.options = self._line("options", tr("Options"), tr("Between what was chosen?"))
        self.expected = self._line("expected", tr("Expected effect"), tr("What is it to bring?"))
        self.outcome = self._outcomes("outcome", tr("Outcome of the expectation"))
        self.value = self._line("value", tr("Expected value"))
        self.by = self._day("by", tr("Expected by"))
        self.revisit = self._day("revisit", tr("Revisit on"))
        self.watched = self._outcomes("watched", tr("Outcome to watch"))
        self.above = self._line("above", tr("Revisit above"))
        self.below = self._line("below", tr("Revisit below"))
        self.assumption = self._line("assumption", tr("Assumption"), tr("What is taken for granted?"))
        self.expires = self._day("expires", tr("Assumption valid until"))
        self.factor = self._line("factor", tr("Factor for more or less"), "1.5")
        grid = QGridLayout(self.fold)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        rows: tuple[tuple[tuple[str, QWidget], ...], ...] = (
            ((tr("Question"), self.question), (tr("Options"), self.options)),
            ((tr("Expected effect"), self.expected), (tr("Factor"), self.factor)),
            ((tr("Outcome"), self.outcome), (tr("Value"), self.value), (tr("By"), self.by)),
            ((tr("Revisit on"), self.revisit), (tr("Assumption"), self.assumption), (tr("Until"), self.expires)),
            ((tr("Watch"), self.watched), (tr("Above"), self.above), (tr("Below"), self.below)),
        )
        for at, fields in enumerate(rows):
            for place, (words, field) in enumerate(fields):
                label = text.label(words, fonts.CAPTION, 500, "text2")
                label.setBuddy(field)
                grid.addWidget(label, at, 2 * place)
                last = place + 1 == len(fields)
                grid.addWidget(field, at, 2 * place + 1, 1, _ACROSS - 2 * place - 1 if last else 1)
        for place in range(1, _ACROSS, 2):
            grid.setColumnStretch(place, 1)

    def toggle_more(self) -> None:
        """Fold out, or away, what else may be said of a decision."""
        self.fold.setVisible(self.fold.isHidden())
        self.more.set_words(tr("Say more") if self.fold.isHidden() else tr("Say less"))

    def show_choices(self, portfolio: Portfolio, *, product: bool, outcome: int | None, locked: str) -> None:
        """Offer what can be decided; `locked` says why nothing can be."""
        offered = OF_PRODUCT if product else OF_ITEM
        for choice, button in self.buttons.items():
            button.setVisible(choice in offered)
            button.setEnabled(not locked)
            text.set_tooltip(button, locked or _ABOUT[choice])
        for box in (self.outcome, self.watched):
            kept = box.currentData()
            box.clear()
            box.addItem(tr("none"), None)
            for each in portfolio.outcomes:
                box.addItem(text.one_line(each.name, 80), each.id)
            box.setCurrentIndex(max(box.findData(kept), 0))
        if self.outcome.currentData() is None and outcome is not None:
            self.outcome.setCurrentIndex(max(self.outcome.findData(outcome), 0))

    def given(self, choice: DecisionChoice) -> dict[str, Any]:
        """What was said beside the choice, as `deciding.decide` takes it. Raises DeskError."""
        value, above, below = (read_number(field.text()) for field in (self.value, self.above, self.below))
        found: dict[str, Any] = {
            "question": self.question.text().strip(),
            "options": self.options.text().strip(),
            "expected": self.expected.text().strip(),
            "expected_value": value,
            "outcome": self.outcome.currentData() if value is not None else None,
            "expected_by": typed_date(self.by.text(), today()),
            "revisit": typed_date(self.revisit.text(), today()),
            "trigger_above": above,
            "trigger_below": below,
            "trigger_outcome": self.watched.currentData(),
        }
        if value is not None and found["outcome"] is None:
            raise DeskError(tr("Say of which outcome that value is expected."))
        if (above is not None or below is not None) and found["trigger_outcome"] is None:
            raise DeskError(tr("Say which outcome is to be watched."))
        if above is None and below is None:
            found["trigger_outcome"] = None
        if self.assumption.text().strip():
            found["assumptions"] = (Taken(self.assumption.text(), typed_date(self.expires.text(), today())),)
        if choice in _FACTORS:
            factor = read_number(self.factor.text())
            found["factor"] = _FACTORS[choice] if factor is None else factor
        return found

    def clear(self) -> None:
        """Forget what was typed."""
        fields = (self.reason, self.question, self.options, self.expected, self.value, self.by, self.revisit)
        for field in (*fields, self.above, self.below, self.assumption, self.expires, self.factor):
            field.clear()
        self.watched.setCurrentIndex(0)
        self.outcome.setCurrentIndex(0)
        self.say_problem("")

    def say_problem(self, words: str) -> None:
        """Why it was refused; empty for nothing."""
        text.set_text(self.problem, words)
        self.problem.setVisible(bool(words))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.fillRect(0, 0, self.width(), 1, theme.colour("line"))
