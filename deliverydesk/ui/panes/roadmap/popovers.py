"""Small forms of the roadmap beside what they are about: a milestone, the reason of a dependency."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from deliverydesk.domain.bounds import NAME_LIMIT
from deliverydesk.domain.choices import choice_label
from deliverydesk.domain.values import MilestoneKind
from deliverydesk.support.language import tr, trc
from deliverydesk.ui import fonts, text
from deliverydesk.ui.panes.roadmap.sheets import date_field, date_of
from deliverydesk.ui.widgets.buttons import PrimaryButton, QuietButton
from deliverydesk.ui.widgets.overlay import Overlay
from deliverydesk.ui.widgets.popover import Popover
from deliverydesk.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QKeyEvent

    from deliverydesk.domain.entities import Dependency, Milestone
    from deliverydesk.domain.portfolio import Portfolio


class FormPopover(Popover):
    """Fields over one button; Enter presses it, Escape and a click elsewhere leave all as it was."""

    saved = Signal(object)
    """What was filled in."""
    deleted = Signal()

    def __init__(self, host: QWidget, title: str, go: str, delete: str = "") -> None:
        super().__init__(host, title, ())
        grid = self.card.layout()
        assert isinstance(grid, QGridLayout)
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(12)
        self._form.setVerticalSpacing(8)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.go = PrimaryButton(go, self.save, self.card)
        self.foot = QHBoxLayout()
        if delete:
            self.foot.addWidget(QuietButton(delete, self._delete, self.card))
        self.foot.addStretch(1)
        self.foot.addWidget(self.go)
        grid.setVerticalSpacing(10)
        grid.setColumnMinimumWidth(0, 320)
        grid.addLayout(self._form, 1, 0, 1, 3)
        grid.addLayout(self.foot, 2, 0, 1, 3)

    def field(self, words: str, field: QWidget) -> None:
        """Add a field under the ones there are."""
        text.name(field, words)
        field.setFixedHeight(28)
        shown = text.label(words, fonts.DETAIL, 400, "text2", parent=self.card)
        shown.setBuddy(field)
        self._form.addRow(shown, field)

    def first_focus(self) -> QWidget | None:
        at = self._form.itemAt(0, QFormLayout.ItemRole.FieldRole)
        return at.widget() if at is not None else self.card

    def open_at(self, anchor: QRect, source: QWidget) -> None:
        super().open_at(anchor, source)
        first = self.first_focus()
        if first is not None:
            first.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
        else:
            Overlay.keyPressEvent(self, event)

    @abstractmethod
    def values(self) -> Any:
        """What is filled in."""

    def save(self) -> None:
        """Close, and tell what was filled in; nothing where something is missing."""
        if self.go.isEnabled() and self.isVisible():
            values = self.values()
            self.dismiss()
            self.saved.emit(values)

    def _delete(self) -> None:
        self.dismiss()
        self.deleted.emit()


class MilestonePopover(FormPopover):
    """A milestone to be added or changed."""

    needs_asked = Signal()
    """What it needs is to be shown."""

    def __init__(self, host: QWidget, portfolio: Portfolio, when: date, milestone: Milestone | None = None) -> None:
        if milestone is None:
            super().__init__(host, tr("New milestone"), trc("button", "Add"))
        else:
            super().__init__(host, tr("Milestone"), tr("Save"), tr("Delete"))
        self.name_field = QLineEdit("" if milestone is None else milestone.name, self.card)
        self.name_field.setPlaceholderText(tr("What is promised"))
        self.name_field.setMaxLength(NAME_LIMIT)
        self.when = date_field(when if milestone is None else milestone.date, tr("Date"), self.card)
        self.kind = Segmented([(kind.value, choice_label(kind)) for kind in MilestoneKind], tr("Promise of"), self.card)
        self.product = _choices(portfolio.products, self.card)
        self.outcome = _choices(portfolio.outcomes, self.card)
        if milestone is not None:
            self.kind.set_value(milestone.kind.value)
            self.product.setCurrentIndex(max(self.product.findData(milestone.product), 0))
            self.outcome.setCurrentIndex(max(self.outcome.findData(milestone.outcome), 0))
        self.field(tr("Name"), self.name_field)
        self.field(tr("Date"), self.when)
        self.field(tr("Promise of"), self.kind)
        self.field(tr("Product"), self.product)
        self.field(tr("Outcome"), self.outcome)
        self.needs = QuietButton(tr("What it needs…"), self._ask_needs, self.card)
        self.needs.setVisible(milestone is not None)
        self.foot.insertWidget(self.foot.count() - 1, self.needs)
        self.kind.chosen.connect(lambda _: self._say())
        self.name_field.textChanged.connect(lambda _: self._say())
        self._say()

    def _ask_needs(self) -> None:
        """What is filled in is kept first."""
        if self.go.isEnabled():
            self.save()
            self.needs_asked.emit()

    def _say(self) -> None:
        self.outcome.setEnabled(self.kind.value() == MilestoneKind.OUTCOME.value)
        self.go.allow("" if self.name_field.text().strip() else tr("A milestone needs a name."))

    def values(self) -> dict[str, Any]:
        """The milestone's fields by name."""
        of_outcome = self.kind.value() == MilestoneKind.OUTCOME.value
        return {
            "name": self.name_field.text().strip(),
            "date": date_of(self.when),
            "kind": MilestoneKind(self.kind.value()),
            "product": self.product.currentData(),
            "outcome": self.outcome.currentData() if of_outcome else None,
        }


def _choices(entities: Any, parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(20)
    box.addItem(trc("product or outcome", "None"), None)
    for entity in entities:
        box.addItem(text.one_line(entity.name, 80), entity.id)
    return box


class LinkPopover(FormPopover):
    """Why one item waits for another."""

    def __init__(self, host: QWidget, portfolio: Portfolio, dependency: Dependency) -> None:
        second = text.one_line(portfolio.deliverables[dependency.successor].title, 28)
        first = text.one_line(portfolio.deliverables[dependency.predecessor].title, 28)
        title = tr("“{item}” waits for “{other}”", item=second, other=first)
        super().__init__(host, title, tr("Save"), tr("Take away"))
        self.reason = QLineEdit(dependency.reason, self.card)
        self.reason.setPlaceholderText(tr("What it needs from it"))
        self.reason.setMaxLength(NAME_LIMIT)
        self.field(tr("Why"), self.reason)

    def values(self) -> str:
        """The reason."""
        return self.reason.text()


class NamePopover(FormPopover):
    """A name."""

    def __init__(self, host: QWidget, title: str, name: str, go: str) -> None:
        super().__init__(host, title, go)
        self.name_field = QLineEdit(name, self.card)
        self.name_field.setMaxLength(NAME_LIMIT)
        self.name_field.selectAll()
        self.field(tr("Name"), self.name_field)
        self.name_field.textChanged.connect(lambda _: self._say())
        self._say()

    def _say(self) -> None:
        self.go.allow("" if self.name_field.text().strip() else tr("It needs a name."))

    def values(self) -> str:
        """The name."""
        return self.name_field.text().strip()
