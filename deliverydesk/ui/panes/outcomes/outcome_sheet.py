"""The sheet of an outcome's settings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from deliverydesk.charts.format import day as day_words
from deliverydesk.domain.choices import choice_label
from deliverydesk.domain.entities import Outcome
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Direction, OutcomeKind
from deliverydesk.domain.wording import counted
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr, trc
from deliverydesk.ui import fonts, text
from deliverydesk.ui.dates import typed_span
from deliverydesk.ui.panes.outcomes.typed import read_optional_day, read_optional_value
from deliverydesk.ui.typed import written
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton
from deliverydesk.ui.widgets.segmented import Segmented
from deliverydesk.ui.widgets.sheet import Sheet

_KIND_LABELS = {
    OutcomeKind.LEADING: tr("Leading, moves early"),
    OutcomeKind.LAGGING: tr("Lagging, comes late"),
    OutcomeKind.HEALTH: tr("Health, must not suffer"),
}
_DIRECTION_LABELS = {
    Direction.UP: choice_label(Direction.UP),
    Direction.DOWN: choice_label(Direction.DOWN),
    Direction.HOLD: tr("Hold within"),
}


class OutcomeSheet(Sheet):
    """Everything about an outcome but its readings. `save` gets the fields, and answers whether that went well."""

    def __init__(
        self,
        host: QWidget,
        portfolio: Portfolio,
        outcome: Outcome | None,
        today: date,
        save: Callable[[dict[str, Any]], str],
        needs_step: Callable[[dict[str, Any]], bool] = lambda _values: False,
        freeze: Callable[[], str] | None = None,
    ) -> None:
        super().__init__(host, tr("Outcome") if outcome is not None else tr("New outcome"), width=600)
        self._today, self._save, self._freeze = today, save, freeze
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        self.body.addLayout(self._grid)
        self.name = self._field(tr("Name"), 0, tr("What is to change, in a few words"), wide=True)
        self.product = QComboBox(self)
        self.product.addItem(tr("No product"), None)
        for product in portfolio.products:
            self.product.addItem(text.one_line(product.name, 80), product.id)
        self._place(tr("Product"), self.product, 1, 0)
        self.kind = QComboBox(self)
        for kind in OutcomeKind:
            self.kind.addItem(_KIND_LABELS[kind], kind)
        self._place(tr("Kind"), self.kind, 1, 2)
        self.metric_field = self._field(tr("Metric"), 2, tr("What exactly is counted"), wide=True)
        self.direction = Segmented(
            [(way.value, words) for way, words in _DIRECTION_LABELS.items()], tr("Direction"), self
        )
        self.direction.chosen.connect(lambda _key: self._show_direction())
        self._place(tr("Direction"), self.direction, 3, 0)
        self.unit = self._field(tr("Unit"), 3, tr("%, days, €"), column=2)
        self.baseline = self._field(trc("of an outcome", "Baseline"), 4, tr("where it was"))
        self.baseline_date = self._field(tr("Measured on"), 4, day_words(date(2026, 1, 6)), column=2)
        self.target = self._field(trc("of an outcome", "Target"), 5, tr("where it is to be"))
        self.hold_low = self._field(tr("At least"), 6, tr("lower bound"))
        self.hold_high = self._field(tr("At most"), 6, tr("upper bound"), column=2)
        self.due = self._field(tr("Due"), 7, day_words(date(2026, 12, 31)))
        self.owner = self._field(tr("Owner"), 7, "", column=2)
        self.smallest_change = self._field(tr("Smallest change"), 8, tr("below it, it is flat"))
        self.lag_days = self._field(tr("Expected lag"), 8, tr("30 days, 6 weeks"), column=2)
        self.window_days = self._field(tr("A reading covers"), 9, tr("so many days back"))
        self._say_frozen(outcome)
        self.notes = self._field(tr("Notes"), 10, "", wide=True)
        self._explain()
        self._known = outcome
        self._needs_step = needs_step
        self.step = StepRow(today, self)
        self.step.setVisible(False)
        self.body.addWidget(self.step)
        if outcome is not None:
            for field in (self.baseline, self.target, self.hold_low, self.hold_high, self.due):
                field.textChanged.connect(self._look_for_step)
        self.problem = text.label("", fonts.DETAIL, 400, "bad", parent=self, wrap=True)
        self.problem.setVisible(False)
        self.body.addWidget(self.problem)
        self.footer.addWidget(Button(tr("Cancel"), self.reject, self, size="sheet"))
        self.confirm = PrimaryButton(
            tr("Add outcome") if outcome is None else tr("Save"), self.try_to_save, self, size="sheet"
        )
        self.footer.addWidget(self.confirm)
        self._fill(outcome or Outcome(0, ""))
        self._show_direction()

    def _say_frozen(self, outcome: Outcome | None) -> None:
        """Since when what is to be reached is settled and by whom, and a button that settles it."""
        self.frozen = text.label(_frozen_words(outcome), fonts.DETAIL, 400, "text2", parent=self)
        self.freeze_button = Button(tr("Save and freeze"), self.save_and_freeze, self)
        why = tr("From then on a change of baseline, target, bounds or due date is a step with a reason.")
        text.set_tooltip(self.freeze_button, why)
        row = QHBoxLayout()
        row.addWidget(self.frozen, 1)
        row.addWidget(self.freeze_button)
        self._grid.addLayout(row, 11, 1, 1, 3)
        self.freeze_button.setVisible(outcome is not None and self._freeze is not None)

    def _explain(self) -> None:
        """What the fields of the evidence are for, below them all."""
        why = tr(
            "The smallest change that matters is the one below which you would not act: without it “flat” is never "
            "said. The lag is how long after a launch nothing can be expected yet. Where each reading covers more "
            "days than lie between two, as 30-day active users read each week, only those are used that do not overlap."
        )
        self.body.addWidget(text.label(why, fonts.CAPTION, 400, "text2", parent=self, wrap=True))

    def _place(self, words: str, widget: QWidget, row: int, column: int, span: int = 1) -> None:
        label = text.label(words, fonts.DETAIL, 400, "text2", parent=self)
        label.setBuddy(widget)
        text.name(widget, words)
        self._grid.addWidget(label, row, column)
        self._grid.addWidget(widget, row, column + 1, 1, span)

    def _field(self, words: str, row: int, hint: str, *, column: int = 0, wide: bool = False) -> QLineEdit:
        field = QLineEdit(self)
        field.setPlaceholderText(hint)
        field.setMaxLength(2_000)
        field.returnPressed.connect(self.try_to_save)
        self._place(words, field, row, column, 3 if wide else 1)
        return field

    def _fill(self, outcome: Outcome) -> None:
        self.name.setText(outcome.name)
        self.product.setCurrentIndex(max(self.product.findData(outcome.product), 0))
        # Qt turns members of a StrEnum into plain texts, so they are looked for by their value.
        self.kind.setCurrentIndex([str(kind) for kind in OutcomeKind].index(str(outcome.kind)))
        self.direction.set_value(outcome.direction.value)
        for field, words in (
            (self.metric_field, outcome.metric),
            (self.unit, outcome.unit),
            (self.owner, outcome.owner),
        ):
            field.setText(words)
        self.notes.setText(outcome.notes)
        for name, _ in _NUMBERS:
            getattr(self, name).setText(written(getattr(outcome, name)))
        for name in ("lag_days", "window_days"):
            days = getattr(outcome, name)
            getattr(self, name).setText("" if days is None else counted(days, "day"))
        for name in ("baseline_date", "due"):
            when = getattr(outcome, name)
            getattr(self, name).setText(day_words(when) if when is not None else "")

    def _show_direction(self) -> None:
        holds = self.direction.value() == Direction.HOLD.value
        for field, shown in (
            (self.baseline, not holds),
            (self.baseline_date, not holds),
            (self.target, not holds),
            (self.hold_low, holds),
            (self.hold_high, holds),
        ):
            field.setVisible(shown)
            for label in self.findChildren(QLabel):
                if label.buddy() is field:
                    label.setVisible(shown)

    def values(self) -> dict[str, Any]:
        """The fields as an action takes them. Raises DeskError with a sentence."""
        values: dict[str, Any] = {
            "name": self.name.text().strip(),
            "product": self.product.currentData(),
            "kind": list(OutcomeKind)[self.kind.currentIndex()],
            "direction": Direction(self.direction.value()),
            "metric": self.metric_field.text().strip(),
            "unit": self.unit.text().strip(),
            "owner": self.owner.text().strip(),
            "notes": self.notes.text().strip(),
        }
        values |= self._typed()
        return values | (self.step.values() if self.step.isVisibleTo(self) else {})

    def _look_for_step(self) -> None:
        """Ask from which day and why, once what is typed takes back what readings have been held against."""
        try:
            shown = self._needs_step(self._typed())
        except DeskError:
            shown = False
        if shown != self.step.isVisibleTo(self):
            self.step.setVisible(shown)
            self.place()

    def _typed(self) -> dict[str, Any]:
        """The figures and dates as they are typed. Raises DeskError with a sentence."""
        values: dict[str, Any] = {}
        for name, words in _NUMBERS:
            values[name] = _told(words, getattr(self, name), read_optional_value)
        for name, words in (("lag_days", tr("Expected lag")), ("window_days", tr("A reading covers"))):
            values[name] = _told(words, getattr(self, name), typed_span)
        for name, words in (("baseline_date", tr("Measured on")), ("due", tr("Due"))):
            values[name] = _told(words, getattr(self, name), lambda typed: read_optional_day(typed, self._today))
        return values

    def try_to_save(self) -> None:
        """Save and close, or say what is wrong and stay."""
        self._end(lambda: self._save(self.values()))

    def save_and_freeze(self) -> None:
        """Save, then settle what is to be reached."""
        freeze = self._freeze
        assert freeze is not None
        self._end(lambda: self._save(self.values()) or freeze())

    def _end(self, keep: Callable[[], str]) -> None:
        try:
            problem = keep()
        except DeskError as error:
            problem = str(error)
        if problem:
            text.set_text(self.problem, problem)
            self.problem.setVisible(True)
            self.place()
        else:
            self.accept()


def _frozen_words(outcome: Outcome | None) -> str:
    if outcome is None or outcome.frozen is None:
        return tr("Not frozen yet")
    when = day_words(outcome.frozen)
    if outcome.frozen_by:
        return tr("Frozen {day}, {author}", day=when, author=outcome.frozen_by)
    return tr("Frozen {day}", day=when)


class StepRow(QWidget):
    """One line below the fields: from which day the new target holds, and why; or that it was a slip of the pen."""

    def __init__(self, today: date, parent: QWidget) -> None:
        super().__init__(parent)
        self._today = today
        self.since = QLineEdit(day_words(today), self)
        self.since.setFixedWidth(110)
        text.name(self.since, tr("From which day"))
        self.reason = QLineEdit(self)
        self.reason.setMaxLength(500)
        self.reason.setPlaceholderText(tr("why, in a few words"))
        text.name(self.reason, tr("Why the target changes"))
        self.typo = QCheckBox(tr("It was a typo: correct it without a step"), self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.addWidget(text.label(tr("From which day? Why?"), fonts.DETAIL, 500, "text", parent=self), 0, 0)
        grid.addWidget(self.since, 0, 1)
        grid.addWidget(self.reason, 0, 2)
        grid.addWidget(self.typo, 1, 1, 1, 2)
        grid.setColumnStretch(2, 1)
        self.typo.toggled.connect(self._typo_chosen)

    def _typo_chosen(self, typo: bool) -> None:
        self.since.setEnabled(not typo)
        self.reason.setEnabled(not typo)

    def values(self) -> dict[str, Any]:
        """What `actions.measuring.retarget` takes beside the fields. Raises DeskError with a sentence."""
        if self.typo.isChecked():
            return {"typo": True}
        since = _told(tr("From which day"), self.since, lambda typed: read_optional_day(typed, self._today))
        return {"since": since, "reason": self.reason.text().strip()}


_NUMBERS = (
    ("baseline", trc("of an outcome", "Baseline")),
    ("target", trc("of an outcome", "Target")),
    ("hold_low", tr("At least")),
    ("hold_high", tr("At most")),
    ("smallest_change", tr("Smallest change")),
)


def _told(words: str, field: QLineEdit, read: Callable[[str], Any]) -> Any:
    """What stands in a field; where it cannot be read the sentence says which field it is."""
    try:
        return read(field.text())
    except DeskError as error:
        raise DeskError(f"{words}: {error}") from None
