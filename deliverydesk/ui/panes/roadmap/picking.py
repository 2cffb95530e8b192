"""Sheets to pick deliverables in: what one item waits for, what a milestone needs. The keyboard's way to both."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from deliverydesk.actions import milestoning
from deliverydesk.support.language import tr, trc
from deliverydesk.ui import fonts, text
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton
from deliverydesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from deliverydesk.domain.entities import Deliverable, Milestone
    from deliverydesk.domain.portfolio import Portfolio

_MOST_LISTED = 200


class Wording(NamedTuple):
    """The words of a sheet."""

    title: str
    held: str
    """What is picked."""
    held_hint: str
    search: str
    found: str
    """What can be picked."""
    add: str
    away_refusal: str
    """Why nothing can be taken away."""


class _Held(QListWidget):
    """What is picked."""

    delete_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_pressed.emit()
        else:
            super().keyPressEvent(event)


class PickingSheet(Sheet):
    """Some deliverables, which can be taken away, and others found by typing, which can be added."""

    added = Signal(int)
    """The id of a deliverable."""
    taken_away = Signal(int)
    """What `held` gave with a deliverable."""

    def __init__(self, host: QWidget, portfolio: Portfolio, words: Wording) -> None:
        super().__init__(host, words.title, width=520, height=460)
        self._portfolio = portfolio
        self._words = words
        self.held = _Held(self)
        self.held.setFixedHeight(96)
        text.name(self.held, words.held, words.held_hint)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(words.search)
        self.search.setFixedHeight(32)
        text.name(self.search, words.search)
        self.found = QListWidget(self)
        text.name(self.found, words.found, tr("Enter adds the current one."))
        self.body.addWidget(text.label(words.held, fonts.DETAIL, 500, parent=self))
        self.body.addWidget(self.held)
        line = QHBoxLayout()
        self.away = Button(tr("Take away"), self._take_away, self)
        line.addStretch(1)
        line.addWidget(self.away)
        self.body.addLayout(line)
        self.body.addWidget(self.search)
        self.body.addWidget(self.found, 1)
        self.add = Button(words.add, self._add, self, size="sheet")
        self.footer.addWidget(self.add)
        self.footer.addWidget(PrimaryButton(trc("button", "Done"), self.accept, self, size="sheet"))
        self.search.textChanged.connect(lambda _: self._search())
        self.found.itemActivated.connect(lambda _: self._add())
        self.found.currentRowChanged.connect(lambda _: self._allow())
        self.held.currentRowChanged.connect(lambda _: self._allow())
        self.held.delete_pressed.connect(self._take_away)
        self.renew(portfolio)

    @abstractmethod
    def picked(self, portfolio: Portfolio) -> dict[int, int]:
        """The deliverables that are picked, each with what `taken_away` tells of it."""

    def offers(self, deliverable: int) -> bool:
        """Whether a deliverable that is not picked can be."""
        del deliverable
        return True

    def renew(self, portfolio: Portfolio) -> None:
        """Another portfolio after a change."""
        self._portfolio = portfolio
        self.held.clear()
        for deliverable, told in self.picked(portfolio).items():
            shown = QListWidgetItem(text.one_line(portfolio.deliverables[deliverable].title, 120), self.held)
            shown.setData(Qt.ItemDataRole.UserRole, told)
        self._search()

    def _search(self) -> None:
        wanted = self.search.text().casefold().split()
        taken = self.picked(self._portfolio)
        self.found.clear()
        for item_id in self._portfolio.live:
            title = self._portfolio.deliverables[item_id].title
            if item_id in taken or not self.offers(item_id) or not all(w in title.casefold() for w in wanted):
                continue
            shown = QListWidgetItem(text.one_line(title, 120), self.found)
            shown.setData(Qt.ItemDataRole.UserRole, item_id)
            if self.found.count() >= _MOST_LISTED:
                break
        if wanted and self.found.count():
            self.found.setCurrentRow(0)
        self._allow()

    def _allow(self) -> None:
        self.add.allow("" if self.found.currentItem() is not None else tr("Choose an item first."))
        self.away.allow("" if self.held.currentItem() is not None else self._words.away_refusal)

    def _add(self) -> None:
        chosen = self.found.currentItem()
        if chosen is not None:
            self.added.emit(chosen.data(Qt.ItemDataRole.UserRole))

    def _take_away(self) -> None:
        chosen = self.held.currentItem()
        if chosen is not None:
            self.taken_away.emit(chosen.data(Qt.ItemDataRole.UserRole))


class WaitsSheet(PickingSheet):
    """What one item waits for; `taken_away` tells the id of a dependency."""

    def __init__(self, host: QWidget, portfolio: Portfolio, item: Deliverable) -> None:
        self._item = item.id
        words = Wording(
            tr("What “{title}” waits for", title=text.one_line(item.title, 40)),
            tr("It waits for"),
            tr("Delete takes a dependency away."),
            tr("Find an item to wait for"),
            tr("Items to wait for"),
            tr("Let it wait for this"),
            tr("Choose one that it waits for first."),
        )
        super().__init__(host, portfolio, words)

    def picked(self, portfolio: Portfolio) -> dict[int, int]:
        """What it waits for, each with the id of the dependency."""
        return {each.predecessor: each.id for each in portfolio.dependencies.by("successor", self._item)}

    def offers(self, deliverable: int) -> bool:
        """Anything but itself."""
        return deliverable != self._item


class NeedsSheet(PickingSheet):
    """What must be done for a milestone to be met; `taken_away` tells the id of a deliverable."""

    def __init__(self, host: QWidget, portfolio: Portfolio, milestone: Milestone) -> None:
        self._milestone = milestone.id
        words = Wording(
            tr("What “{milestone}” needs", milestone=text.one_line(milestone.name, 40)),
            tr("Must be done for it"),
            tr("Delete takes an item away."),
            tr("Find an item that it needs"),
            tr("Items that it may need"),
            tr("Let it need this"),
            tr("Choose one that it needs first."),
        )
        super().__init__(host, portfolio, words)

    def picked(self, portfolio: Portfolio) -> dict[int, int]:
        """What it needs."""
        return {each: each for each in milestoning.needed(portfolio, self._milestone)}
