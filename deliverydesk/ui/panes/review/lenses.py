"""Three lenses side by side: what the desk knows, and below it what the review says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from deliverydesk.analysis.evidence.words import judgement_line, reach_line
from deliverydesk.charts.format import day, days_ago
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.widgets.fields import LongField

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.analysis.evidence.page import Page
    from deliverydesk.domain.entities import Deliverable, Product, ReviewEntry
    from deliverydesk.domain.portfolio import Portfolio

LENSES = ("outcome", "customers", "market")
"""The fields of a review's entry, in the order in which they are shown."""
_TITLES = {
    "outcome": (tr("Outcome"), tr("Did it improve?")),
    "customers": (tr("Customers"), tr("Do they still want it?")),
    "market": (tr("Market"), tr("Would we start this today?")),
}
_SIDE_BY_SIDE = 560
_MOST_EVENTS = 4


class Lens(QFrame):
    """One lens."""

    kept = Signal(str)
    """What is said through it now."""

    def __init__(self, lens: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.lens = lens
        title, question = _TITLES[lens]
        self.setObjectName(f"review.lens.{lens}")
        self.facts = text.label("", fonts.DETAIL, 400, "text", wrap=True)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.facts.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        text.name(self.facts, tr("What is known: {lens}", lens=title))
        self.field = LongField(tr("What the review says: {lens}", lens=title), self)
        self.field.setObjectName(f"review.say.{lens}")
        self.field.setMinimumHeight(64)
        self.field.setMaximumHeight(240)
        self.field.kept.connect(self._keep)
        self.field.left.connect(self._leave)
        self._said = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(text.label(title, fonts.CELL, 600))
        column.addWidget(text.label(question, fonts.CAPTION, 400, "text2", wrap=True))
        column.addWidget(self.facts)
        column.addSpacing(4)
        column.addWidget(self.field, 1)
        column.addStretch(0)

    def show_lens(self, facts: str, said: str, locked: str) -> None:
        """What is known, and what is said; `locked` says why nothing can be."""
        text.set_text(self.facts, facts)
        if said != self._said or not self.field.hasFocus():
            self._said = said
            if self.field.toPlainText() != said:
                self.field.setPlainText(said)
        self.field.setReadOnly(bool(locked))
        self.field.setPlaceholderText(locked or tr("What does the review say?"))
        self.field.viewport().update()  # Qt repaints it for a change of the text alone

    def _keep(self) -> None:
        words = self.field.toPlainText().strip()
        if words != self._said and not self.field.isReadOnly():
            self._said = words
            self.kept.emit(words)

    def _leave(self) -> None:
        self.field.setPlainText(self._said)


class Lenses(QScrollArea):
    """All three, below one another where it is narrow."""

    said = Signal(str, str)
    """Which lens, and its words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self._row.setContentsMargins(12, 8, 12, 8)
        self._row.setSpacing(16)
        self.by_name = {lens: Lens(lens, inner) for lens in LENSES}
        for lens, card in self.by_name.items():
            card.kept.connect(lambda words, lens=lens: self.said.emit(lens, words))
            self._row.addWidget(card, 1)
        self.setWidget(inner)

    def show_entry(self, facts: dict[str, str], entry: ReviewEntry | None, locked: str) -> None:
        """Facts by lens, and what an entry says."""
        for lens, card in self.by_name.items():
            card.show_lens(facts[lens], "" if entry is None else getattr(entry, lens), locked)
        self._level()

    def _level(self) -> None:
        """Side by side, the fields begin at one height."""
        shown = [card.facts for card in self.by_name.values()]
        across = self._row.direction() is QBoxLayout.Direction.LeftToRight
        least = max([0, *(each.heightForWidth(each.width()) for each in shown)]) if across else 0
        for each in shown:
            each.setMinimumHeight(least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        across = self.viewport().width() >= _SIDE_BY_SIDE
        way = QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(way)
        super().resizeEvent(event)
        self._level()


def facts_of_item(
    portfolio: Portfolio, item: Deliverable, outcome: int | None, page: Page | None, today: date
) -> dict[str, str]:
    """What the desk knows of a deliverable, by lens. `outcome` is the one least likely to be reached."""
    product = portfolio.products.get(item.product) if item.product is not None else None
    customers = _customers(product)
    customers.append(tr("Need: {need}", need=item.need) if item.need else tr("It names no need of its own."))
    began = item.actual_start or item.planned_start
    market = _events(
        portfolio, {item.id}, {each.outcome for each in portfolio.contributions.by("deliverable", item.id)}
    )
    market.insert(0, tr("Begun {when}.", when=days_ago(began, today)) if began else tr("No start is known."))
    return {
        "outcome": "\n".join(_outcome(portfolio, outcome, page)),
        "customers": "\n".join(customers),
        "market": "\n".join(market),
    }


def facts_of_product(portfolio: Portfolio, product: Product, page: Page | None) -> dict[str, str]:
    """What the desk knows of a product, by lens."""
    outcomes = [each.id for each in portfolio.outcomes.by("product", product.id)]
    told = ["\n".join(_outcome(portfolio, outcome, page)) for outcome in outcomes]
    items = {each.id for each in portfolio.deliverables.by("product", product.id)}
    return {
        "outcome": "\n\n".join(told) or tr("It has no outcome."),
        "customers": "\n".join(_customers(product)),
        "market": "\n".join(_events(portfolio, items, set(outcomes))),
    }


def _outcome(portfolio: Portfolio, outcome: int | None, page: Page | None) -> list[str]:
    if outcome is None or outcome not in portfolio.outcomes:
        return [tr("It is to move no outcome, so nothing can tell whether it does.")]
    held = portfolio.outcomes[outcome]
    found = page.evidence.get(outcome) if page is not None else None
    if found is None:
        return [held.name, tr("Looking at the readings")]
    return [held.name, judgement_line(found.judgement, held.unit), reach_line(found.reach, held.unit)]


def _customers(product: Product | None) -> list[str]:
    if product is None:
        return [tr("It belongs to no product, so no customer is named.")]
    told = [tr("Customer: {customer}", customer=product.customer) if product.customer else tr("No customer is named.")]
    if product.need:
        told.append(tr("Need of {product}: {need}", product=product.name, need=product.need))
    return told


def _events(portfolio: Portfolio, deliverables: set[int], outcomes: set[int]) -> list[str]:
    marked = [
        (portfolio.events[each.event], each)
        for each in portfolio.event_marks
        if each.deliverable in deliverables or each.outcome in outcomes
    ]
    told: dict[int, str] = {}
    for event, mark in sorted(marked, key=lambda pair: pair[0].start, reverse=True):
        line = tr("{event}, {day}", event=event.name, day=day(event.start))
        told.setdefault(event.id, line if mark.seen else tr("{event}, not looked at afresh yet", event=line))
    lines = list(told.values())[:_MOST_EVENTS]
    return lines or [tr("No event from outside touches it.")]
