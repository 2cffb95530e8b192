"""Sheets of this pane: an outcome's settings, what a paste comes to, and choosing a deliverable."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from deliverydesk.charts.format import day as day_words
from deliverydesk.domain.entities import Deliverable, Outcome
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Direction, OutcomeKind
from deliverydesk.domain.wording import counted
from deliverydesk.support.errors import DeskError
from deliverydesk.ui import fonts, text
from deliverydesk.ui.panes.outcomes.paste import Paste, read_paste
from deliverydesk.ui.panes.outcomes.typed import read_optional_day, read_optional_value, written
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton
from deliverydesk.ui.widgets.search import SearchField
from deliverydesk.ui.widgets.segmented import Segmented
from deliverydesk.ui.widgets.sheet import Sheet

_KIND_WORDS = {
    OutcomeKind.LEADING: "Leading: moves early, hints at the rest",
    OutcomeKind.LAGGING: "Lagging: what is wanted in the end",
    OutcomeKind.HEALTH: "Health: must not get worse",
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
    ) -> None:
        super().__init__(host, "Outcome" if outcome is not None else "New outcome", width=600)
        self._today, self._save = today, save
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        self.body.addLayout(self._grid)
        self.name = self._field("Name", 0, "What is to change, in a few words", wide=True)
        self.product = QComboBox(self)
        self.product.addItem("No product", None)
        for product in portfolio.products:
            self.product.addItem(text.one_line(product.name, 80), product.id)
        self._place("Product", self.product, 1, 0)
        self.kind = QComboBox(self)
        for kind in OutcomeKind:
            self.kind.addItem(_KIND_WORDS[kind], kind)
        self._place("Kind", self.kind, 1, 2)
        self.metric_field = self._field("Metric", 2, "What exactly is counted", wide=True)
        self.direction = Segmented([("up", "Up"), ("down", "Down"), ("hold", "Hold within")], "Direction", self)
        self.direction.chosen.connect(lambda _key: self._show_direction())
        self._place("Direction", self.direction, 3, 0)
        self.unit = self._field("Unit", 3, "%, days, €", column=2)
        self.baseline = self._field("Baseline", 4, "where it was")
        self.baseline_date = self._field("measured on", 4, "6 Jan 2026", column=2)
        self.target = self._field("Target", 5, "where it is to be")
        self.hold_low = self._field("At least", 6, "lower bound")
        self.hold_high = self._field("At most", 6, "upper bound", column=2)
        self.due = self._field("Due", 7, "31 Dec 2026")
        self.owner = self._field("Owner", 7, "", column=2)
        self.notes = self._field("Notes", 8, "", wide=True)
        self.problem = text.label("", fonts.DETAIL, 400, "bad", parent=self, wrap=True)
        self.problem.setVisible(False)
        self.body.addWidget(self.problem)
        self.footer.addWidget(Button("Cancel", self.reject, self, size="sheet"))
        self.confirm = PrimaryButton("Add outcome" if outcome is None else "Save", self.try_to_save, self, size="sheet")
        self.footer.addWidget(self.confirm)
        self._fill(outcome or Outcome(0, ""))
        self._show_direction()

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
        for name, words in _NUMBERS:
            values[name] = _told(words, getattr(self, name), read_optional_value)
        for name, words in (("baseline_date", "Measured on"), ("due", "Due")):
            values[name] = _told(words, getattr(self, name), lambda typed: read_optional_day(typed, self._today))
        return values

    def try_to_save(self) -> None:
        """Save and close, or say what is wrong and stay."""
        try:
            problem = self._save(self.values())
        except DeskError as error:
            problem = str(error)
        if problem:
            text.set_text(self.problem, problem)
            self.problem.setVisible(True)
            self.place()
        else:
            self.accept()


_NUMBERS = (("baseline", "Baseline"), ("target", "Target"), ("hold_low", "At least"), ("hold_high", "At most"))


def _told(words: str, field: QLineEdit, read: Callable[[str], Any]) -> Any:
    """What stands in a field; where it cannot be read the sentence says which field it is."""
    try:
        return read(field.text())
    except DeskError as error:
        raise DeskError(f"{words}: {error}") from None


class PasteSheet(Sheet):
    """What a pasted block comes to. Nothing is recorded until the button says so."""

    MOST_LISTED = 200

    def __init__(
        self,
        host: QWidget,
        words: str,
        paste: Paste,
        name: str,
        known: frozenset[date],
        record: Callable[[Paste], object],
    ) -> None:
        super().__init__(host, "Paste readings", width=620)
        self._words, self._name, self._known, self._record = words, name, known, record
        self.paste = paste
        self.summary = text.label("", fonts.CELL, parent=self, wrap=True)
        self.body.addWidget(self.summary)
        row = QHBoxLayout()
        self.dates = self._choice("Dates are", paste.date_choices, row)
        self.styles = self._choice("Decimal", paste.style_choices, row)
        row.addStretch(1)
        self.body.addLayout(row)
        self.problems = QListWidget(self)
        self.problems.setFrameShape(QListWidget.Shape.NoFrame)
        self.problems.setMinimumHeight(120)
        self.problems.setFont(fonts.font(fonts.DETAIL))
        text.name(self.problems, "Cells that are not taken")
        self.body.addWidget(self.problems, 1)
        self.footer.addWidget(Button("Record nothing", self.reject, self, size="sheet"))
        self.confirm = PrimaryButton("Record", self._confirmed, self, size="sheet")
        self.footer.addWidget(self.confirm)
        self._show()

    def _choice(self, words: str, choices: Sequence[str], row: QHBoxLayout) -> QComboBox:
        box = QComboBox(self)
        for choice in choices:
            box.addItem(choice, choice)
        label = text.label(words, fonts.DETAIL, 400, "text2", parent=self)
        row.addWidget(label)
        row.addWidget(box)
        text.name(box, words)
        for widget in (label, box):
            widget.setVisible(len(choices) > 1)
        box.currentIndexChanged.connect(self._chosen)
        return box

    def _chosen(self) -> None:
        self.paste = read_paste(
            self._words, date_format=self.dates.currentData(), number_style=self.styles.currentData()
        )
        self._show()

    def _show(self) -> None:
        paste, count = self.paste, len(self.paste.readings)
        replaced = sum(reading.date in self._known for reading in paste.readings)
        parts = [f"{counted(count, 'reading')} of {counted(paste.rows, 'row')} for “{self._name}”"]
        if paste.readings:
            first, last = paste.readings[0], paste.readings[-1]
            parts.append(f"from {day_words(first.date)} ({first.value:g}) to {day_words(last.date)} ({last.value:g})")
        words = ", ".join(parts) + "."
        if replaced:
            words += f" {counted(replaced, 'reading')} of a day that has one already will be replaced."
        if len(paste.date_choices) > 1 or len(paste.style_choices) > 1:
            words += " Days or figures could be meant in more than one way: please look."
        text.set_text(self.summary, words)
        self.problems.clear()
        for problem in paste.problems[: self.MOST_LISTED]:
            QListWidgetItem(text.one_line(f"Row {problem.row}, {problem.column}: {problem.reason}", 300), self.problems)
        if len(paste.problems) > self.MOST_LISTED:
            QListWidgetItem(f"… and {len(paste.problems) - self.MOST_LISTED:,} more", self.problems)
        self.problems.setVisible(bool(paste.problems))
        self.confirm.set_words(f"Record {counted(count, 'reading')}" if count else "Nothing to record")
        self.confirm.setEnabled(bool(count))

    def _confirmed(self) -> None:
        self.accept()
        self._record(self.paste)


class DeliverableSheet(Sheet):
    """Choose the deliverables that are to move an outcome."""

    def __init__(
        self, host: QWidget, name: str, items: Sequence[Deliverable], add: Callable[[list[int]], object]
    ) -> None:
        super().__init__(host, "Which deliverables are to move it?", width=520, height=520)
        self._add = add
        self.body.addWidget(text.label(name, fonts.CELL, 400, "text2", parent=self, wrap=True))
        self.search = SearchField("Search titles", self)
        self.search.searched.connect(self._filter)
        self.search.returnPressed.connect(self._confirmed)
        self.body.addWidget(self.search)
        self.list = QListWidget(self)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.list.setFont(fonts.font())
        self.list.setUniformItemSizes(True)
        text.name(self.list, "Deliverables")
        for item in items:
            row = QListWidgetItem(text.one_line(item.title, 200), self.list)
            row.setData(Qt.ItemDataRole.UserRole, item.id)
        self.list.itemSelectionChanged.connect(self._show)
        self.list.itemDoubleClicked.connect(lambda _item: self._confirmed())
        self.body.addWidget(self.list, 1)
        self.footer.addWidget(Button("Cancel", self.reject, self, size="sheet"))
        self.confirm = PrimaryButton("Add", self._confirmed, self, size="sheet")
        self.footer.addWidget(self.confirm)
        self._show()

    def chosen(self) -> list[int]:
        """The ids of the selected deliverables that are to be seen."""
        return [row.data(Qt.ItemDataRole.UserRole) for row in self.list.selectedItems() if not row.isHidden()]

    def _filter(self, words: str) -> None:
        wanted = words.strip().casefold()
        first = None
        for at in range(self.list.count()):
            row = self.list.item(at)
            row.setHidden(wanted not in row.text().casefold())
            if first is None and not row.isHidden():
                first = row
        if wanted and first is not None and not self.chosen():
            self.list.setCurrentItem(first)
        self._show()

    def _show(self) -> None:
        count = len(self.chosen())
        self.confirm.set_words(f"Add {counted(count, 'deliverable')}" if count else "Add")
        self.confirm.setEnabled(bool(count))

    def _confirmed(self) -> None:
        chosen = self.chosen()
        if chosen:
            self.accept()
            self._add(chosen)
