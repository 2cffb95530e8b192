"""The sheet of stopping: the case from here on at the left, what is set free and what to begin instead at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from deliverydesk.actions import deciding
from deliverydesk.actions.refilling import stop_and_refill
from deliverydesk.analysis.planning.selection_of import Measure
from deliverydesk.analysis.stopping.options import Option
from deliverydesk.analysis.stopping.refilling import Stopping, stopping_of
from deliverydesk.charts.common import product_codes, product_numbers
from deliverydesk.domain.values import DecisionChoice
from deliverydesk.support.clock import today
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr, trc
from deliverydesk.ui import fonts, glyphs, text
from deliverydesk.ui.dialogs.stopping import words
from deliverydesk.ui.dialogs.stopping.case_side import CaseSide
from deliverydesk.ui.dialogs.stopping.painted import Mark, Tag
from deliverydesk.ui.dialogs.stopping.refill_side import RefillSide
from deliverydesk.ui.tasks import run_task
from deliverydesk.ui.typed import refusal
from deliverydesk.ui.widgets.buttons import PrimaryButton, QuietButton
from deliverydesk.ui.widgets.segmented import Segmented
from deliverydesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.support.progress import Progress
    from deliverydesk.ui.desk import Desk

_LEFT = 368
_HOW = (("table", trc("stop for now", "Table")), ("cancel", trc("stop for good", "Cancel")))


def open_stopping(
    desk: Desk, host: QWidget, deliverable: int, choice: str = "table", *, review: int | None = None, reason: str = ""
) -> None:
    """Find out, in a thread, what stopping a deliverable would mean, and open the sheet.

    `choice` ("table" or "cancel") and `reason` are what was said already, `review` is where it is decided.
    """
    portfolio, page, day = desk.portfolio, desk.findings.evidence if desk.findings.current else None, today()
    document = desk.document

    def work(progress: Progress) -> Stopping:
        return stopping_of(portfolio, deliverable, day, page=page, progressed=document.progressed(), progress=progress)

    def done(found: Stopping) -> None:
        if deliverable in desk.portfolio.deliverables:
            sheet = StoppingSheet(desk, host, found, review=review)
            sheet.choice.set_value(choice)
            sheet.reason.setText(reason)
            sheet.open()

    def failed(error: BaseException) -> None:
        sentence = str(error) if isinstance(error, DeskError) else tr("What stopping means could not be found out.")
        desk.refused.emit(sentence)

    run_task(host, tr("Looking for what to begin instead"), work, done, failed)


class StoppingSheet(Sheet):
    """One step does it: the stage, the record with its reason, and what begins instead."""

    def __init__(self, desk: Desk, host: QWidget, found: Stopping, *, review: int | None = None) -> None:
        portfolio = desk.portfolio
        item = portfolio.deliverables[found.deliverable]
        title = tr("Stop “{title}”?", title=text.one_line(item.title, 80))
        super().__init__(host, title, width=1240, height=804 if found.options else 600)
        self.setObjectName("stopping")
        self._desk, self._portfolio, self.found = desk, portfolio, found
        self._review = review
        self.case = CaseSide(portfolio, found)
        self.side = RefillSide(portfolio, found)
        self.closed.connect(self.side.forget)
        self._build_head()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        whole = QHBoxLayout()
        whole.setSpacing(0)
        whole.addWidget(self._scrolled(self.case, _LEFT))
        whole.addWidget(self._scrolled(self.side), 1)
        self.body.addLayout(whole, 1)
        self._build_foot()
        self.side.changed.connect(self._say)
        self.side.by_hand.connect(self._refill)
        self.side.failed.connect(self._tell)
        self._say()

    def first_focus(self) -> QWidget | None:
        """The reason is what has to be typed."""
        return self.reason

    # ---- what is built

    def _build_head(self) -> None:
        evidence = self._desk.findings.evidence
        outcome = self.found.case.outcome
        known = evidence.evidence.get(outcome) if evidence is not None and outcome is not None else None
        self.choice = Segmented(_HOW, tr("How to stop it"))
        self.choice.chosen.connect(lambda _key: self._say())
        item = self._portfolio.deliverables[self.found.deliverable]
        first = QHBoxLayout()
        first.setSpacing(8)
        self.head.removeWidget(self.title)
        first.addWidget(self.title)
        if item.product is not None:
            hue = product_numbers(self._portfolio)[item.product] - 1
            first.addWidget(Tag(product_codes(self._portfolio)[item.product], hue, self))
        first.addStretch(1)
        second = QHBoxLayout()
        second.setSpacing(6)
        for draw, sign, said in words.head_words(self._portfolio, self.found, known):
            if sign:
                second.addWidget(Mark(glyphs.state if draw == "state" else glyphs.verdict, sign, self))
            second.addWidget(text.label(said, fonts.DETAIL, 400, "text2"))
            second.addSpacing(8)
        second.addStretch(1)
        both = QVBoxLayout()
        both.setSpacing(2)
        both.addLayout(first)
        both.addLayout(second)
        self.head.insertLayout(0, both, 1)
        self.head.insertWidget(1, self.choice)
        self.head.insertSpacing(2, 8)

    def _scrolled(self, inside: QWidget, width: int = 0) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff if width else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        )
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        if width:
            area.setFixedWidth(width)
            for ground in (area.viewport(), inside):
                ground.setBackgroundRole(QPalette.ColorRole.Window)
                ground.setAutoFillBackground(True)
        else:
            for ground in (area.viewport(), inside):
                ground.setAutoFillBackground(False)
        return area

    def _build_foot(self) -> None:
        label = text.label(tr("Reason"), fonts.DETAIL, 400, "text2")
        self.reason = QLineEdit(self)
        self.reason.setFont(fonts.font(fonts.CELL))
        self.reason.setMaxLength(2_000)
        text.name(self.reason, tr("Reason"), tr("It is kept with the evidence as it is now."))
        self.reason.textEdited.connect(lambda _words: self._tell(""))
        self.problem = text.label("", fonts.DETAIL, 400, "bad", wrap=True)
        self.problem.setContentsMargins(20, 6, 20, 6)
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.footer.insertWidget(0, label)
        self.footer.insertWidget(1, self.reason, 1)
        self.footer.setStretch(2, 0)
        self.refill = Segmented(
            (("refill", tr("Refill")), ("none", tr("No refill"))), tr("Whether to begin other work")
        )
        self.refill.chosen.connect(lambda _key: self._say())
        self.keep = QuietButton(tr("Keep it, and say why"), self.keep_it, self, size="sheet")
        self.confirm = PrimaryButton("", self.stop, self, size="sheet")
        for widget in (self.refill, self.keep, self.confirm):
            self.footer.addWidget(widget)

    # ---- what is chosen

    @property
    def option(self) -> Option | None:
        """The plan that is chosen; None where nothing is to begin."""
        if self.refill.value() == "none":
            return None
        return None if self.side.chosen is None else self.side.chosen.option

    @property
    def decided(self) -> DecisionChoice:
        """Table or cancel."""
        return DecisionChoice(self.choice.value())

    def recovered(self) -> float | None:
        """Value of what begins less that of what stops; money, or points of the score."""
        return None if self.option is None else self.found.recovered(self.option)

    def _refill(self) -> None:
        """Who puts a plan together wants it."""
        self.refill.set_value("refill")
        self._tell("")
        self._say()

    def _say(self) -> None:
        self.refill.setVisible(bool(self.side.cards))
        trying = self.side.chosen is not None and self.side.chosen.trying and self.option is not None
        self.confirm.allow(tr("The plan is still being tried out.") if trying else "")
        self.confirm.set_words(
            words.confirm_words(self._portfolio, self.found, self.decided, self.option, self.recovered())
        )

    def _record(self) -> dict[str, Any]:
        """What is kept with the decision. Raises DeskError for what cannot be read."""
        found = self.found
        money = found.measure is Measure.COST_OF_DELAY
        given: dict[str, Any] = {
            "question": tr("Would we start this today?"),
            "review": self._review,
            "evidence": {
                "chance": found.case.chance,
                "on_time": found.on_time,
                "effort_to_come": found.case.effort,
                "cost_to_come": None if found.case.cost is None else found.case.cost.likely,
                "value_to_come": None if found.case.value is None else found.case.value.likely,
                "signs_of_a_zombie": found.test.seen,
            },
            "freed": found.freed_effort,
            "recovered": self.recovered() if money else None,
        }
        return given | self.case.again.given()

    def stop(self) -> None:
        """Do what is chosen in one step, or say what is in the way and stay open."""
        option = self.option
        begins = {} if option is None else option.spans

        def action(portfolio: Portfolio) -> ChangeSet:
            given = self._record()
            return stop_and_refill(portfolio, self.decided, self.reason.text(), self.found.deliverable, begins, **given)

        self._carry_out(action)

    def keep_it(self) -> None:
        """Decide to go on, with the reason: as easy as stopping."""

        def action(portfolio: Portfolio) -> ChangeSet:
            given = self._record()
            for name in ("freed", "recovered"):
                given[name] = None
            return deciding.decide(
                portfolio, DecisionChoice.CONTINUE, self.reason.text(), self.found.deliverable, **given
            )

        self._carry_out(action)

    def _carry_out(self, action: Callable[[Portfolio], ChangeSet]) -> None:
        problem = refusal(self._desk.portfolio, action)
        if not problem and self._desk.do(action, toast=True):
            self.accept()
            return
        self._tell(problem)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, problem: str) -> None:
        """What is in the way; empty for nothing."""
        text.set_text(self.problem, problem)
        self.problem.setVisible(bool(problem))
