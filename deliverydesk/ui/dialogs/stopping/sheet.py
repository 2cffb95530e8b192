"""The sheet of stopping: the case from here on at the left, what is set free and what to begin instead at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from deliverydesk.actions import deciding
from deliverydesk.actions.refilling import stop_and_refill
from deliverydesk.analysis.planning.selection.refill import Aim
from deliverydesk.analysis.planning.selection_of import Measure
from deliverydesk.analysis.stopping.refilling import Option, Stopping, stopping_of
from deliverydesk.charts.common import product_codes, product_numbers
from deliverydesk.charts.format import number
from deliverydesk.domain.values import DecisionChoice
from deliverydesk.domain.wording import figure
from deliverydesk.support.clock import today
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr, trc, trn
from deliverydesk.ui import fonts, glyphs, text
from deliverydesk.ui.dialogs.stopping import words
from deliverydesk.ui.dialogs.stopping.again import Again
from deliverydesk.ui.dialogs.stopping.painted import CaseBars, FreedMap, Mark, Tag
from deliverydesk.ui.dialogs.stopping.plans import Captions, Legend, PlanCard, Rows
from deliverydesk.ui.tasks import run_task
from deliverydesk.ui.typed import refusal
from deliverydesk.ui.widgets.buttons import PrimaryButton, QuietButton
from deliverydesk.ui.widgets.segmented import Segmented
from deliverydesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.support.progress import Progress
    from deliverydesk.ui.desk import Desk

_LEFT, _FREED = 368, 196
_HOW = (("table", trc("stop for now", "Table")), ("cancel", trc("stop for good", "Cancel")))


def open_stopping(
    desk: Desk, host: QWidget, deliverable: int, choice: str = "table", *, review: int | None = None, reason: str = ""
) -> None:
    """Find out, in a thread, what stopping a deliverable would mean, and open the sheet.

    `choice` ("table" or "cancel") and `reason` are what was said already, `review` is where it is decided.
    """
    portfolio, page, day = desk.portfolio, desk.findings.evidence if desk.findings.current else None, today()

    def work(progress: Progress) -> Stopping:
        return stopping_of(portfolio, deliverable, day, page=page, progress=progress)

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
        super().__init__(host, title, width=1240, height=760 if found.options else 600)
        self.setObjectName("stopping")
        self._desk, self._portfolio, self.found = desk, portfolio, found
        self._review = review
        self.cards: list[PlanCard] = []
        self._build_head()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        whole = QHBoxLayout()
        whole.setSpacing(0)
        whole.addWidget(self._scrolled(self._left(), _LEFT))
        whole.addWidget(self._scrolled(self._right()), 1)
        self.body.addLayout(whole, 1)
        self._build_foot()
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

    def _left(self) -> QWidget:
        left, found, case = QWidget(), self.found, self.found.case
        column = QVBoxLayout(left)
        column.setContentsMargins(20, 16, 16, 16)
        column.setSpacing(4)
        column.addLayout(self._titled(tr("The case from here on"), tr("past spend left out"), "forward_case"))
        cost, value = case.cost, case.value
        told = words.amount(cost.likely, self._portfolio, None) if cost is not None else "—"
        won = words.amount(value.likely, self._portfolio, None) if value is not None else "—"
        rows = ((tr("Cost to come"), cost, told), (tr("Value to come"), value, won))
        spoken = tr("Cost to come {cost}, value to come {value}", cost=told, value=won)
        column.addWidget(CaseBars(rows, spoken, left))
        column.addWidget(text.label(words.case_words(self._portfolio, found), fonts.DETAIL, 400, "text2", wrap=True))
        column.addSpacing(10)
        column.addLayout(self._titled(tr("Signs of a zombie"), words.signs_note(found), "zombie"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        for at, test in enumerate(found.test.signs):
            grid.addWidget(Mark(glyphs.state, words.STATES[test.seen], left), at, 0)
            grid.addWidget(text.label(words.SIGNS[test.sign], fonts.DETAIL, 500), at, 1)
            said = text.label(words.sign_words(test), fonts.DETAIL, 400, "text2", wrap=True)
            grid.addWidget(said, at, 2)
        column.addLayout(grid)
        column.addSpacing(10)
        column.addLayout(self._titled(tr("What hangs on it"), ""))
        hangs = QGridLayout()
        hangs.setHorizontalSpacing(12)
        hangs.setColumnStretch(1, 1)
        for at, (caption, names) in enumerate(words.hanging(self._portfolio, found)):
            hangs.addWidget(text.label(caption, fonts.DETAIL, 400, "text2"), at, 0, Qt.AlignmentFlag.AlignTop)
            hangs.addWidget(text.label(names, fonts.DETAIL, 400, wrap=True), at, 1)
        column.addLayout(hangs)
        column.addSpacing(10)
        column.addLayout(self._titled(tr("Take it up again when"), ""))
        self.again = Again(self._portfolio, case.outcome, left)
        column.addWidget(self.again)
        column.addStretch(1)
        return left

    def _titled(self, title: str, note: str, figure_key: str = "", *, apart: bool = True) -> QHBoxLayout:
        """A heading with a note: at the other side, or beside it."""
        from deliverydesk.ui.figures import mark

        row = QHBoxLayout()
        label = text.label(title, fonts.TITLE, 600)
        if figure_key:
            mark(label, figure_key)
        row.addWidget(label)
        if apart:
            row.addStretch(1)
        row.addWidget(text.label(note, fonts.CAPTION, 400, "text2"))
        if not apart:
            row.addStretch(1)
        return row

    def _right(self) -> QWidget:
        right, found = QWidget(), self.found
        column = QVBoxLayout(right)
        column.setContentsMargins(20, 16, 20, 12)
        column.setSpacing(8)
        top = QHBoxLayout()
        head = QVBoxLayout()
        head.setSpacing(1)
        head.addWidget(text.label(tr("Set free"), fonts.TITLE, 600))
        freed = text.label(number(round(found.freed_effort, 1) if found.case.teams else None), fonts.FIGURE, 600)
        unit = QHBoxLayout()
        unit.setSpacing(6)
        unit.addWidget(freed)
        unit.addWidget(text.label(tr("person-weeks"), fonts.DETAIL, 400, "text2"), 1, Qt.AlignmentFlag.AlignBottom)
        head.addLayout(unit)
        head.addWidget(text.label(words.freed_words(found), fonts.CAPTION, 400, "text2", wrap=True))
        head.addStretch(1)
        aside = QWidget(right)
        aside.setLayout(head)
        aside.setFixedWidth(_FREED)
        head.setContentsMargins(0, 0, 0, 0)
        top.addWidget(aside)
        if found.freed:
            top.addWidget(FreedMap(self._portfolio, found, right), 1)
        else:
            none = tr("It is in no plan of the weeks ahead, so it sets nobody free there.")
            top.addWidget(text.label(none, fonts.DETAIL, 400, "text2", wrap=True), 1)
        column.addLayout(top)
        vetted = trn("{n} vetted item", "{n} vetted items", found.vetted, n=figure(found.vetted))
        title = self._titled(tr("Refill from the vetted backlog"), vetted, "refill", apart=False)
        if found.options:
            kept = self._portfolio.deliverables[found.deliverable].title
            title.addWidget(Legend(kept, right))
        column.addLayout(title)
        column.addWidget(self._plans(right))
        column.addStretch(1)
        return right

    def _plans(self, parent: QWidget) -> QWidget:
        inside = QWidget(parent)
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        group = QButtonGroup(self)
        group.setExclusive(True)
        options = _apart(self.found.options)
        rows = Rows.of(self._portfolio, self.found, [option for option, _ in options])
        if options:
            weeks = [figure(week.isocalendar().week) for week in (self.found.weeks[0], self.found.weeks[-1])]
            row.addWidget(Captions(rows, (weeks[0], weeks[1]), inside))
        for option, titles in options:
            card = PlanCard(self._portfolio, self.found, option, titles, rows, inside)
            group.addButton(card)
            card.toggled.connect(lambda _on: self._say())
            self.cards.append(card)
            row.addWidget(card, 1)
        if not options:
            row.addWidget(self._nothing(inside), 1)
        elif len(options) == 1:
            said = text.label(words.ONE_PLAN, fonts.DETAIL, 400, "text2", wrap=True, parent=inside)
            row.addWidget(said, len(words.AIMS) - 1, Qt.AlignmentFlag.AlignTop)
        elif len(options) < len(words.AIMS):
            row.addStretch(len(words.AIMS) - len(options))
        if self.cards:
            best = next((card for card in self.cards if Aim.BEST_VALUE in _aims(card, options)), self.cards[0])
            best.setChecked(True)
        return inside

    def _nothing(self, parent: QWidget) -> QWidget:
        said = words.NOT_VETTED if not self.found.vetted else words.NOTHING_FITS
        return text.label(said, fonts.DETAIL, 400, "text2", wrap=True, parent=parent)

    def _build_foot(self) -> None:
        label = text.label(tr("Reason"), fonts.DETAIL, 400, "text2")
        self.reason = QLineEdit(self)
        self.reason.setFont(fonts.font(fonts.CELL))
        self.reason.setMaxLength(2_000)
        text.name(self.reason, tr("Reason"), tr("It is kept with the evidence as it is now."))
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
        self.refill.setVisible(bool(self.cards))
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
        return next((card.option for card in self.cards if card.isChecked()), None)

    @property
    def decided(self) -> DecisionChoice:
        """Table or cancel."""
        return DecisionChoice(self.choice.value())

    def recovered(self) -> float | None:
        """Value of what begins less that of what stops; money, or points of the score."""
        option, kept = self.option, self.found.kept_value
        return None if option is None else option.value - (kept or 0.0)

    def _say(self) -> None:
        if not hasattr(self, "confirm"):
            return
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
        return given | self.again.given()

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

    def _carry_out(self, action: Any) -> None:
        problem = refusal(self._desk.portfolio, action)
        if not problem and self._desk.do(action):
            self.accept()
            return
        text.set_text(self.problem, problem)
        self.problem.setVisible(bool(problem))
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)


def _apart(options: Sequence[Option]) -> list[tuple[Option, list[tuple[str, str]]]]:
    """Plans that begin the same are one, under all their names."""
    told: list[tuple[Option, list[tuple[str, str]]]] = []
    for option in options:
        same = next((titles for other, titles in told if set(other.begins) == set(option.begins)), None)
        if same is not None:
            same.append(words.AIMS[option.aim])
        else:
            told.append((option, [words.AIMS[option.aim]]))
    if len(told) == 1 and len(told[0][1]) == len(words.AIMS):
        return [(told[0][0], [words.ALL_AIMS])]
    return told


def _aims(card: PlanCard, options: Sequence[tuple[Option, list[tuple[str, str]]]]) -> set[Aim]:
    titles = next(titles for option, titles in options if option is card.option)
    if titles == [words.ALL_AIMS]:
        return set(Aim)
    return {aim for aim, told in words.AIMS.items() if told in titles}
