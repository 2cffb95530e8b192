"""The right of the sheet of stopping: what is set free, and the plans of what to begin instead."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from deliverydesk.analysis.planning.selection.refill import Aim
from deliverydesk.analysis.stopping.options import Option, option_of
from deliverydesk.charts.format import number
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trn
from deliverydesk.ui import fonts, text
from deliverydesk.ui.dialogs.stopping import words
from deliverydesk.ui.dialogs.stopping.by_hand import Others, dropped
from deliverydesk.ui.dialogs.stopping.painted import FreedMap, Legend, titled
from deliverydesk.ui.dialogs.stopping.plans import Captions, PlanCard, Rows
from deliverydesk.ui.latest import Latest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from deliverydesk.analysis.stopping.refilling import Room
    from deliverydesk.domain.portfolio import Portfolio

_FREED = 196
_CARDS = 3
"""So many cards share the room, though there may be fewer."""


class RefillSide(QWidget):
    """Plans to choose from and to change; a plan that was changed is tried out in a thread."""

    changed = Signal()
    """Another plan is chosen, or what is known of one has changed."""
    by_hand = Signal()
    """The chosen plan was changed by hand."""
    failed = Signal(str)
    """Why a plan could not be tried out."""

    def __init__(self, portfolio: Portfolio, found: Room) -> None:
        super().__init__()
        self._portfolio, self._found = portfolio, found
        self.cards: list[PlanCard] = []
        self._tried = {frozenset(option.begins): option for option in found.options}
        self._latest = Latest()
        self._group = QButtonGroup(self)
        self._rows = Rows.of(portfolio, found, found.options)
        self._captions = Captions(self._rows, words.weeks_words(found), self)
        self.others = Others(portfolio, self)
        self.others.wanted.connect(self._put_in)
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 12)
        column.setSpacing(8)
        column.addLayout(self._freed())
        column.addLayout(self._title())
        self._plans = QHBoxLayout()
        self._plans.setSpacing(10)
        self._said = text.label("", fonts.DETAIL, 400, "text2", wrap=True, parent=self)
        self._plans.addWidget(self._captions)
        column.addLayout(self._plans)
        column.addWidget(self._said)
        column.addWidget(self.others)
        column.addStretch(1)
        for option in found.options:
            self._add_card(option)
        for card in self.cards:
            card.setChecked(Aim.BEST_VALUE in card.option.aims)
        for _ in range(_CARDS - len(self.cards)):
            self._plans.addStretch(1)
        self._show()

    def forget(self) -> None:
        """The sheet is closed: tell nothing more."""
        self._latest.forget()

    @property
    def chosen(self) -> PlanCard | None:
        """The card that is chosen; None where there is none."""
        return next((card for card in self.cards if card.isChecked()), None)

    # ---- what is built

    def _freed(self) -> QHBoxLayout:
        found = self._found
        aside = QWidget(self)
        aside.setFixedWidth(_FREED)
        head = QVBoxLayout(aside)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(1)
        head.addWidget(text.label(tr("Set free"), fonts.TITLE, 600))
        unit = QHBoxLayout()
        unit.setSpacing(6)
        effort = number(round(found.freed_effort, 1) if found.teams else None)
        unit.addWidget(text.label(effort, fonts.FIGURE, 600))
        person_weeks = text.label(tr("person-weeks"), fonts.DETAIL, 400, "text2")
        unit.addWidget(person_weeks, 1, Qt.AlignmentFlag.AlignBottom)
        head.addLayout(unit)
        head.addWidget(text.label(words.freed_words(found), fonts.CAPTION, 400, "text2", wrap=True))
        head.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(aside)
        if found.freed:
            row.addWidget(FreedMap(self._portfolio, found, self), 1)
        else:
            none = tr("It is in no plan of the weeks ahead, so it sets nobody free there.")
            row.addWidget(text.label(none, fonts.DETAIL, 400, "text2", wrap=True), 1)
        return row

    def _title(self) -> QHBoxLayout:
        vetted = trn("{n} vetted item", "{n} vetted items", self._found.vetted, n=figure(self._found.vetted))
        row = titled(tr("Refill from the vetted backlog"), vetted, "refill", apart=False)
        if self._found.options:
            row.addWidget(Legend(self._found.title, self))
        return row

    def _add_card(self, option: Option, *, by_hand: bool = False) -> PlanCard:
        card = PlanCard(self._portfolio, self._found, option, self._rows, self, by_hand=by_hand)
        card.toggled.connect(lambda _on: self._show())
        card.taken_out.connect(partial(self._change, card, add=False))
        card.put_in.connect(partial(self._change, card, add=True))
        self._group.addButton(card)
        self._plans.insertWidget(1 + len(self.cards), card, 1)
        self.cards.append(card)
        return card

    # ---- changed by hand

    def _put_in(self, deliverable: int) -> None:
        card = self.chosen
        if card is None:
            basis = self._found.basis
            assert basis is not None, "others are offered only where there is one"
            self._try(lambda: option_of(basis, (deliverable,)), self._begin_by_hand)
        else:
            self._change(card, deliverable, add=True)

    def _begin_by_hand(self, option: Option) -> None:
        self._add_card(option, by_hand=True).setChecked(True)
        self._lay_out()
        self.by_hand.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """What is dragged out of the chosen plan leaves it."""
        deliverable, card = dropped(event), self.chosen
        if deliverable is not None:
            event.acceptProposedAction()
            if card is not None and deliverable in card.begins:
                self._change(card, deliverable, add=False)

    def _change(self, card: PlanCard, deliverable: int, *, add: bool) -> None:
        basis = self._found.basis
        assert basis is not None, "a plan stands on one"
        wanted = {*card.begins, deliverable} if add else {*card.begins} - {deliverable}
        begins = tuple(each for each in basis.candidates if each in wanted)
        for other in self.cards:
            if other.trying and other is not card:
                other.take(other.option, self._rows)
        card.setChecked(True)
        card.setFocus(Qt.FocusReason.OtherFocusReason)
        known = self._tried.get(frozenset(begins))
        if known is not None:
            self._latest.forget()
            self._take(card, known)
        else:
            card.try_out(begins, self._rows)
            self._lay_out()
            self._try(lambda: option_of(basis, begins), partial(self._take, card))
        self.by_hand.emit()

    def _try(self, work: Callable[[], Option], done: Callable[[Option], object]) -> None:
        def take(option: Option) -> None:
            self._tried[frozenset(option.begins)] = option
            done(option)

        self._latest.run(work, take, self._refused)

    def _take(self, card: PlanCard, option: Option) -> None:
        found = card.found_option
        card.take(found if found is not None and found.begins == option.begins else option, self._rows)
        self._lay_out()

    def _refused(self, reason: str) -> None:
        for card in self.cards:
            if card.trying:
                card.take(card.option, self._rows)
        self._lay_out()
        self.failed.emit(reason)

    def _lay_out(self) -> None:
        self._rows = Rows.of(self._portfolio, self._found, [card.option for card in self.cards], self._most_begun())
        for card in self.cards:
            card.show_rows(self._rows)
        self._captions.show_rows(self._rows)
        self._show()

    def _most_begun(self) -> int:
        return max((len(card.begins) for card in self.cards), default=0)

    def _show(self) -> None:
        chosen, basis = self.chosen, self._found.basis
        begun: Iterable[int] = () if chosen is None else chosen.begins
        self.others.show_others(() if basis is None else [each for each in basis.candidates if each not in set(begun)])
        self._captions.setVisible(bool(self.cards))
        one = len(self.cards) == len(self._found.options) == 1
        text.set_text(self._said, words.nothing_words(self._found) if not self.cards else words.ONE_PLAN)
        self._said.setVisible(one or not self.cards)
        self.changed.emit()
