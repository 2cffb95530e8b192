"""The log of decisions: found by words and filters, read whole, resolved, and handed out as a table or a document."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QSplitter, QWidget

from deliverydesk.actions import deciding
from deliverydesk.analysis.reviewing.paper import paper, papers
from deliverydesk.charts.reviewing import AGAIN, MISSED, OPEN, REACHED, decision_rows, decisions_table
from deliverydesk.domain.choices import choice_label
from deliverydesk.domain.entities import Decision, Deliverable, Entity, Product
from deliverydesk.domain.values import DecisionChoice
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.exportable import Exportable
from deliverydesk.ui.panes.review.log_page import Log, LogModel, LogPage
from deliverydesk.ui.panes.review.paper_view import PaperView
from deliverydesk.ui.widgets.buttons import Button, QuietButton
from deliverydesk.ui.widgets.cut_combo import CutCombo
from deliverydesk.ui.widgets.empty import EmptyState

if TYPE_CHECKING:
    from deliverydesk.domain.entities import Assumption
    from deliverydesk.ui.desk import Desk

_CAME = (
    (tr("Whatever came of them"), ""),
    (tr("To be looked at again"), AGAIN),
    (tr("Nobody said what came"), OPEN),
    (tr("Missed what was expected"), MISSED),
    (tr("Reached what was expected"), REACHED),
)


_LEAST_FILTER = 84


class DecisionsPage(LogPage):
    """All decisions; each can be read, resolved with what happened, and its assumptions judged."""

    document_wanted = Signal(str, str)
    """A title and Markdown: the decisions that are shown, as a document."""
    minutes_wanted = Signal(int)
    """The minutes of a review."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        columns = [
            tr("Date"), tr("What"), tr("Choice"), tr("Reason"), tr("Expected"), tr("Happened"), tr("Revisit"),
            tr("Result"),
        ]  # fmt: skip
        log = Log(tr("Decisions"), LogModel(columns, parent), (104, 170, 84, 130, 150, 190, 96, 100), parent)
        log.setObjectName("review.decisions")
        empty = EmptyState(
            "history", tr("Nothing was decided yet"), tr("Decisions stand here with their reasons."), parent=parent
        )
        super().__init__(desk, log, empty, tr("Search the decisions"), parent)
        self.choice = self._filter("choice", tr("Choice"))
        self.choice.addItem(tr("All choices"), "")
        for each in DecisionChoice:
            self.choice.addItem(choice_label(each), each.value)
        self.came = self._filter("came", tr("What came of it"))
        for words, mark in _CAME:
            self.came.addItem(words, mark)
        for at, box in enumerate((self.choice, self.came)):
            self.head.insertWidget(1 + at, box)
        self.document = Button(tr("Save as a document…"), self.hand_out_document, self, size="header")
        self.head.addWidget(self.document)
        self._fill_foot()
        log.activated_row.connect(self.result.setFocus)
        log.selectionModel().currentRowChanged.connect(lambda _now, _was: self._select())

    def beside(self, log: QWidget) -> QWidget:
        """The decision that has the cursor is read beside the log."""
        self.paper = PaperView("review.paper", tr("The decision, whole"), self)
        self.paper.setMinimumWidth(240)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.addWidget(log)
        split.addWidget(self.paper)
        split.setStretchFactor(0, 1)
        split.setSizes([900, 400])
        return split

    def _filter(self, key: str, words: str) -> QComboBox:
        made = CutCombo(self)
        made.setObjectName(f"review.{key}")
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        made.setMinimumWidth(_LEAST_FILTER)
        made.activated.connect(lambda _at: self._sift())
        text.name(made, words)
        return made

    def _fill_foot(self) -> None:
        self.result = QLineEdit(self)
        self.result.setObjectName("review.result")
        self.result.setFont(fonts.font(fonts.CELL))
        self.result.setMaxLength(1_000)
        self.result.setPlaceholderText(tr("What happened?"))
        text.name(self.result, tr("What happened?"))
        self.result.returnPressed.connect(self.resolve)
        self.resolve_button = Button(tr("Resolve"), self.resolve, self, size="header")
        self.assumption = text.label("", fonts.DETAIL, 400, "text2", parent=self)
        self.held = Button(tr("Held"), lambda: self.judge(True), self, size="header")
        self.failed = Button(tr("Did not hold"), lambda: self.judge(False), self, size="header")
        self.minutes = QuietButton(tr("Minutes of its review…"), self._ask_minutes, self, size="header")
        for widget, share in ((self.result, 2), (self.resolve_button, 0), (self.assumption, 1)):
            self.foot.addWidget(widget, share)
        for button in (self.held, self.failed, self.minutes):
            self.foot.addWidget(button)

    # ---- showing

    def renew(self) -> None:
        """Show the decisions as they are."""
        self.take(decision_rows(self.desk.portfolio))

    def show_decision(self, decision: int) -> None:
        """Bring one decision under the cursor, whatever is filtered."""
        self.search.clear()
        for box in (self.choice, self.came):
            box.setCurrentIndex(0)
        self._sift()
        at = next((at for at, row in enumerate(self.log.log.rows) if row.id == decision), None)
        if at is not None:
            self.log.setCurrentIndex(self.log.proxy.mapFromSource(self.log.log.index(at, 0)))

    def show_count(self) -> None:
        """There is always one to be read, where there is any."""
        if self.log.current_row() is None and self.log.proxy.rowCount():
            self.log.setCurrentIndex(self.log.proxy.index(0, 0))
        super().show_count()

    def _sift(self) -> None:
        self.log.proxy.keep(filter(None, (self.choice.currentData(), self.came.currentData())))
        self.show_count()

    def _select(self) -> None:
        row = self.log.current_row()
        if row is None or not self.log.hasFocus():
            return
        decision = self.desk.portfolio.decisions[row.id]
        kind: type[Entity] = Deliverable if decision.deliverable is not None else Product
        subject = decision.deliverable or decision.product
        if subject is not None:
            self.desk.select(kind, (subject,), subject)

    def _decision(self) -> Decision | None:
        row = self.log.current_row()
        return None if row is None else self.desk.portfolio.decisions.get(row.id)

    def _unjudged(self) -> Assumption | None:
        decision = self._decision()
        if decision is None:
            return None
        assumptions = self.desk.portfolio.assumptions.by("decision", decision.id)
        return next((each for each in assumptions if each.held is None), None)

    def show_current(self) -> None:
        decision, assumption = self._decision(), self._unjudged()
        locked = self.desk.locked(Decision)
        self.result.setEnabled(decision is not None and not locked)
        text.set_tooltip(self.result, locked)
        self.resolve_button.allow(locked)
        self.resolve_button.setEnabled(decision is not None and not locked)
        for part in (self.assumption, self.held, self.failed):
            part.setVisible(assumption is not None)
        self.held.allow(locked)
        self.failed.allow(locked)
        self.minutes.setVisible(decision is not None and decision.review is not None)
        if assumption is not None:
            words = text.one_line(assumption.text, 60)
            text.set_text(self.assumption, tr("Taken for granted: {text}", text=words))
        self._show_paper(decision)

    def _show_paper(self, decision: Decision | None) -> None:
        words = (
            tr("Choose a decision to read it.") if decision is None else paper(self.desk.portfolio, decision, today())
        )
        self.paper.read(words)

    # ---- what can be done

    def exportable(self) -> Exportable:
        portfolio = self.desk.portfolio
        taken = self._taken()
        return Exportable(
            "decisions-seen", tr("Decisions, as in the pane"), partial(decisions_table, portfolio, taken), apart=True
        )

    def hand_out_document(self) -> None:
        """Give the decisions that are shown to who saves documents."""
        title = tr("Decisions")
        self.document_wanted.emit(title, papers(self.desk.portfolio, self._taken(), title, today()))

    def _taken(self) -> list[Decision]:
        return [self.desk.portfolio.decisions[each] for each in self.log.shown()]

    def _ask_minutes(self) -> None:
        decision = self._decision()
        if decision is not None and decision.review is not None:
            self.minutes_wanted.emit(decision.review)

    def resolve(self) -> None:
        """Say what came of the current decision."""
        decision, result = self._decision(), self.result.text()
        if decision is not None and self.act(lambda p: deciding.resolve_decision(p, decision.id, result)):
            self.result.clear()

    def judge(self, held: bool) -> None:
        """Say whether the current decision's assumption was so."""
        assumption = self._unjudged()
        if assumption is not None:
            self.act(lambda p: deciding.judge_assumption(p, assumption.id, held))
