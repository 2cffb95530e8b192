"""The page of the agenda: what is due, what deserves attention, and beside it the lenses and the decision."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from deliverydesk.actions import deciding, reviewing
from deliverydesk.analysis.capacity.change import stand_of
from deliverydesk.analysis.divergence import frozen
from deliverydesk.analysis.reviewing.agenda import agenda_of, in_order
from deliverydesk.analysis.reviewing.cadence import cadences
from deliverydesk.analysis.reviewing.totals import review_weeks, totals_of
from deliverydesk.analysis.reviewing.words import cadence_words
from deliverydesk.domain.entities import Decision, Deliverable, Product, Review
from deliverydesk.domain.values import DecisionChoice
from deliverydesk.domain.wording import figure
from deliverydesk.support.clock import today
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr, trn
from deliverydesk.ui import fonts, text
from deliverydesk.ui.figures import mark
from deliverydesk.ui.latest import Latest
from deliverydesk.ui.panes.review.agenda_view import AgendaModel, AgendaView
from deliverydesk.ui.panes.review.deciding_bar import DecidingBar
from deliverydesk.ui.panes.review.earlier import Earlier
from deliverydesk.ui.panes.review.lenses import Lenses, facts_of_item, facts_of_product
from deliverydesk.ui.panes.review.totals import TotalsStrip
from deliverydesk.ui.typed import refusal
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton
from deliverydesk.ui.widgets.empty import EmptyState

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.analysis.capacity.change import Stand
    from deliverydesk.analysis.reviewing.agenda import Attention
    from deliverydesk.analysis.reviewing.totals import Totals
    from deliverydesk.domain.entities import ReviewEntry
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.desk import Desk

_WHOLE = 0
"""Stands for the whole portfolio among the products; no entity has this number."""
_MOST_ENTRIES = 1_000


class AgendaPage(QWidget):
    """Renewed by the pane."""

    closing = Signal(int)
    """A review is to be closed."""
    decision_wanted = Signal(int)
    """A decision is to be read whole."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self._latest = Latest()
        self._shown: int | None = None
        """The review whose agenda is shown; None where none is under way."""
        self.model = AgendaModel(self)
        self.view = AgendaView(self.model, self)
        self.view.chosen.connect(lambda item: desk.select(Deliverable, (item,), item))
        self.scope = QComboBox(self)
        self.scope.setObjectName("review.scope")
        self.scope.setMinimumContentsLength(24)
        self.scope.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.scope.activated.connect(lambda _at: self._scope_chosen())
        text.name(self.scope, tr("What is reviewed"))
        self.start = PrimaryButton(tr("Start review"), self.start_review, self, size="header")
        self.start.setObjectName("review.start")
        self.close_button = Button(tr("Close review…"), self.close_review, self, size="header")
        self.close_button.setObjectName("review.close")
        self.due = text.label("", fonts.DETAIL, 400, "text2", parent=self)
        self.totals = TotalsStrip(self)
        self._counting = Latest()
        self._began: tuple[tuple[int, date], Stand] | None = None
        """The review that is under way and the day, and how the portfolio stood when it began."""
        mark(self.due, "review_due")
        self.heading = text.label("", fonts.TITLE, 600, wrap=True)
        self.heading.setContentsMargins(12, 8, 12, 0)
        self.earlier = Earlier(self)
        self.earlier.wanted.connect(self.decision_wanted)
        self.lenses = Lenses(self)
        self.lenses.said.connect(self._say)
        self.bar = DecidingBar(self)
        self.bar.chosen.connect(self.decide)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 12, 6)
        head.setSpacing(8)
        head.addWidget(self.scope)
        head.addWidget(self.start)
        head.addWidget(self.close_button)
        head.addWidget(self.due)
        head.addStretch(1)
        detail = QWidget(self)
        self._detail = QStackedLayout(detail)
        of_one = QWidget(detail)
        column = QVBoxLayout(of_one)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addWidget(self.earlier)
        column.addWidget(self.lenses, 1)
        column.addWidget(self.bar)
        self.choose = EmptyState(
            "outcome", tr("Choose a row"), tr("Its three lenses and the decision stand here."), parent=detail
        )
        self._detail.addWidget(of_one)
        self._detail.addWidget(self.choose)
        self._detail.setCurrentWidget(self.choose)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.view)
        self.split.addWidget(detail)
        self.split.setSizes([560, 640])
        self.nothing = EmptyState(
            "outcome",
            tr("Nothing deserves attention"),
            tr("Work in delivery or improving stands here, and what was proposed or is to be revisited."),
            parent=self,
        )
        pages = QWidget(self)
        self._pages = QStackedLayout(pages)
        self._pages.addWidget(self.split)
        self._pages.addWidget(self.nothing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self.totals)
        whole.addWidget(pages, 1)
        self.setFocusProxy(self.view)

    # ---- showing

    @property
    def product(self) -> int | None:
        """The product that is reviewed; None for the whole portfolio."""
        return self.scope.currentData() or None

    @property
    def review(self) -> Review | None:
        """The review that is open for what is reviewed."""
        found = [each for each in self.desk.portfolio.reviews if each.closed is None and each.product == self.product]
        return next((each for each in found if each.date <= today()), None)

    def renew(self) -> None:
        """Show what is due, and find out the agenda anew in a thread."""
        self._show_due()
        portfolio, day, product = self.desk.portfolio, today(), self.product
        found, document, review = self.desk.findings.divergence, self.desk.document, self.review
        under_way = None if review is None else review.id
        places = {} if found is None else {each.deliverable: (each.outcome, each.reach) for each in found.places}

        def agenda() -> tuple[Attention, ...]:
            return agenda_of(portfolio, places, day, product, document.progressed(), under_way)

        self._latest.run(agenda, partial(self._show, portfolio, under_way), self.desk.refused.emit)

    @property
    def began(self) -> Stand | None:
        """How the portfolio stood when the review that is under way began; None where that is not known yet."""
        return self._began[1] if self._began is not None and self._began[0] == self._key() else None

    def _key(self) -> tuple[int, date] | None:
        return None if self.review is None else (self.review.id, today())

    @property
    def busy(self) -> bool:
        """Whether the agenda is being found out."""
        return self._latest.busy

    def forget(self) -> None:
        """The pane is closed: tell nothing more."""
        self._latest.forget()
        self._counting.forget()

    def _show(self, portfolio: Portfolio, review: int | None, agenda: tuple[Attention, ...]) -> None:
        if review is not None and review == self._shown:
            # Nothing moves away under the hands of who decides.
            agenda = in_order(agenda, [each.deliverable for each in self.model.agenda])
        self._shown = review
        self.model.show_agenda(portfolio, agenda)
        self._pages.setCurrentWidget(self.split if agenda or self._subject() is not None else self.nothing)
        self.show_selected()

    def _show_due(self) -> None:
        portfolio, kept = self.desk.portfolio, self.scope.currentData()
        found = cadences(portfolio, today())
        self.scope.clear()
        for each in found:
            name = portfolio.products[each.product].name if each.product is not None else tr("The whole portfolio")
            words = tr("{name}: {due}", name=text.one_line(name, 60), due=cadence_words(each))
            self.scope.addItem(words, each.product or _WHOLE)
        under_way = next((each.product or _WHOLE for each in found if each.open is not None), _WHOLE)
        self.scope.setCurrentIndex(max(self.scope.findData(under_way if kept is None else kept), 0))
        due = [each for each in found if each.is_due]
        text.set_text(self.due, trn("{n} review is due", "{n} reviews are due", len(due), n=figure(len(due))))
        self.due.setVisible(bool(due) and self.review is None)
        self._show_review()

    def _show_review(self) -> None:
        review, locked = self.review, self.desk.locked(Review)
        self.start.setVisible(review is None)
        self.start.allow(locked)
        self.close_button.setVisible(review is not None)
        self.close_button.allow(locked)
        if review is None:
            self._counting.forget()
            self.totals.hide()
        else:
            self._count(review)

    def _count(self, review: Review) -> None:
        """Find out what the review has come to, and once how the portfolio stood when it began."""
        portfolio, document, day = self.desk.portfolio, self.desk.document, today()
        key, known, rewind = (review.id, day), self._began, document.rewind()
        known = known if known is not None and known[0] == key else None
        entries = [] if known is not None else document.history_of("reviews", review.id, _MOST_ENTRIES)

        def count() -> tuple[Stand, Totals]:
            if known is not None:
                began = known[1]
            else:
                first = min((each.seq for each in entries), default=None)
                past = portfolio if first is None else rewind.after(first).portfolio
                began = stand_of(past, review_weeks(day))
            return began, totals_of(portfolio, review.id, began, day)

        def show(found: tuple[Stand, Totals]) -> None:
            self._began = (key, found[0])
            self.totals.show_totals(portfolio, found[1])

        self._counting.run(count, show, self.desk.refused.emit)

    def _scope_chosen(self) -> None:
        if self.product is not None:
            self.desk.select(Product, (self.product,), self.product)
        self.renew()

    def _subject(self) -> Deliverable | Product | None:
        """What the lenses are about: the current deliverable, or product."""
        chosen, portfolio = self.desk.selection, self.desk.portfolio
        if chosen.current is None:
            return None
        if chosen.entity_type is Deliverable:
            return portfolio.deliverables.get(chosen.current)
        return portfolio.products.get(chosen.current) if chosen.entity_type is Product else None

    def show_selected(self) -> None:
        """Show the lenses on what is selected."""
        subject, portfolio = self._subject(), self.desk.portfolio
        self.view.show_current(subject.id if isinstance(subject, Deliverable) else None)
        if subject is None:
            self._detail.setCurrentIndex(1)
            return
        self._detail.setCurrentIndex(0)
        page, outcome = self.desk.findings.evidence, None
        if isinstance(subject, Deliverable):
            outcome = self._outcome(subject.id)
            facts = facts_of_item(portfolio, subject, outcome, page, today())
            text.set_text(self.heading, subject.title)
        else:
            facts = facts_of_product(portfolio, subject, page)
            text.set_text(self.heading, subject.name)
        locked, review = self.desk.locked(Decision), self.review
        self.earlier.show_earlier(portfolio, subject, None if review is None else review.id, today())
        closed = "" if review is not None else tr("Start the review to write here.")
        self.lenses.show_entry(facts, self._entry(subject), locked or closed)
        self.bar.show_choices(portfolio, product=isinstance(subject, Product), outcome=outcome, locked=locked)

    def _outcome(self, deliverable: int) -> int | None:
        place = self._place(deliverable)
        if place is not None and place.outcome is not None:
            return int(place.outcome)
        moved = self.desk.portfolio.contributions.by("deliverable", deliverable)
        return moved[0].outcome if moved else None

    def _place(self, deliverable: int) -> Any:
        found = self.desk.findings.divergence
        return next((each for each in found.places if each.deliverable == deliverable), None) if found else None

    def _entry(self, subject: Deliverable | Product) -> ReviewEntry | None:
        return (
            None if self.review is None else reviewing.entry_of(self.desk.portfolio, self.review.id, *_about(subject))
        )

    def _evidence(self, subject: Deliverable | Product) -> dict[str, Any]:
        place = self._place(subject.id) if isinstance(subject, Deliverable) else None
        if place is None:
            return {"day": today().isoformat()}
        page = self.desk.findings.evidence
        told = page.evidence.get(place.outcome) if page is not None and place.outcome is not None else None
        return frozen(place, told, today())

    # ---- what can be done

    def start_review(self) -> None:
        """Begin a review of what is chosen."""
        product = self.product
        self.desk.do(lambda portfolio: reviewing.start_review(portfolio, product=product), toast=True)

    def close_review(self) -> None:
        """Ask what the review closes with."""
        if self.review is None:
            self.desk.refused.emit(tr("No review is open. Start one first."))
        else:
            self.closing.emit(self.review.id)

    def _say(self, lens: str, words: str) -> None:
        subject, review = self._subject(), self.review
        if subject is None or review is None:
            return
        product, deliverable = _about(subject)
        evidence = self._evidence(subject)
        said: dict[str, Any] = {lens: words}
        self.desk.do(
            lambda portfolio: reviewing.note_lenses(
                portfolio, review.id, product, deliverable, evidence=evidence, **said
            )
        )

    def decide(self, choice: DecisionChoice) -> None:
        """Decide on what is selected, with what the bar says; why it is refused stands there."""
        subject = self._subject()
        if subject is None:
            self.desk.refused.emit(tr("Choose one deliverable or one product to decide on."))
            return
        if choice in (DecisionChoice.TABLE, DecisionChoice.CANCEL):
            self._stop(subject.id, choice)
            return
        if choice is DecisionChoice.RETIRE:
            self._retire(subject.id)
            return
        problem = self._decide(subject, choice, self.bar.reason.text())
        self.bar.say_problem(problem)
        if problem and not self.bar.reason.text().strip():
            self.bar.reason.setFocus()

    def _decide(self, subject: Deliverable | Product, choice: DecisionChoice, reason: str) -> str:
        """Decide with what else the bar says; what is in the way, or nothing."""
        try:
            given = self.bar.given(choice)
        except DeskError as error:
            return str(error)
        evidence, review = self._evidence(subject), self._review_of(subject)
        product, deliverable = _about(subject)

        def action(portfolio: Portfolio) -> Any:
            return deciding.decide(
                portfolio, choice, reason, deliverable, product, evidence=evidence, review=review, **given
            )

        problem = refusal(self.desk.portfolio, action)
        if not problem and self.desk.do(action, toast=True):
            self.bar.clear()
        return problem

    def _retire(self, product: int) -> None:
        """Much ends with a product and many are set free: a sheet says what, and what to begin instead."""
        from deliverydesk.ui.dialogs.stopping.retire_sheet import open_retiring

        subject = self.desk.portfolio.products[product]
        try:
            given = self.bar.given(DecisionChoice.RETIRE)
        except DeskError as error:
            self.bar.say_problem(str(error))
            return
        given |= {"evidence": self._evidence(subject), "review": self._review_of(subject)}
        open_retiring(self.desk, self, product, self.bar.reason.text(), **given)
        self.bar.clear()

    def _stop(self, deliverable: int, choice: DecisionChoice) -> None:
        """Tabling and cancelling set people free: a sheet of its own shows the case and what to begin instead."""
        from deliverydesk.ui.dialogs.stopping.sheet import open_stopping

        item, reason = self.desk.portfolio.deliverables[deliverable], self.bar.reason.text()
        open_stopping(self.desk, self, deliverable, choice.value, review=self._review_of(item), reason=reason)
        self.bar.clear()

    def _review_of(self, subject: Deliverable | Product) -> int | None:
        """The review that decides: only one that is about the subject."""
        review = self.review
        product = subject.product if isinstance(subject, Deliverable) else subject.id
        return None if review is None or review.product not in (None, product) else review.id


def _about(subject: Deliverable | Product) -> tuple[int | None, int | None]:
    """As a product and a deliverable, of which one is None."""
    return (None, subject.id) if isinstance(subject, Deliverable) else (subject.id, None)
