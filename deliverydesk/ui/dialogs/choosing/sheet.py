"""Best set: which vetted work to take on in the periods ahead, with the reasons in plain sight; nothing before it is
accepted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedLayout, QVBoxLayout, QWidget

from deliverydesk.actions.planning import take_on
from deliverydesk.analysis.planning.selection.problem import OUT, Broken
from deliverydesk.analysis.planning.selection.reasons import difference
from deliverydesk.analysis.planning.selection_dates import dates_of
from deliverydesk.analysis.planning.selection_of import Aside, selection_of
from deliverydesk.analysis.planning.selection_reasons import Reasoned, with_changes
from deliverydesk.charts.selection_words import NOTHING_TO_CHOOSE, Teller
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.wording import figure
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr, trn
from deliverydesk.ui import fonts, text
from deliverydesk.ui.dialogs.choosing import words
from deliverydesk.ui.dialogs.choosing.asking import Asked, Question
from deliverydesk.ui.dialogs.choosing.rows import Rows, scarce
from deliverydesk.ui.dialogs.choosing.side import Reasons
from deliverydesk.ui.dialogs.choosing.solving import EACH, SECONDS, Solver
from deliverydesk.ui.dialogs.choosing.table import Candidates
from deliverydesk.ui.typed import refusal
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton, QuietButton
from deliverydesk.ui.widgets.empty import EmptyState
from deliverydesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.analysis.planning.selection.choose import Choice
    from deliverydesk.analysis.planning.selection_of import Selection
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.desk import Desk

_FINE = 1000
_RAILS = (Broken.LOW, Broken.HIGH)


class BestSetSheet(Sheet):
    """The best set so far at any time; what a person keeps in or leaves out is solved again, with its cost."""

    def __init__(self, desk: Desk, host: QWidget, *, seconds: float = SECONDS, each: float = EACH) -> None:
        super().__init__(host, tr("Best set"), width=1360, height=820)
        self.setObjectName("choosing")
        self.desk = desk
        self._portfolio = desk.portfolio
        self._day = today()
        self._asked: Asked | None = None
        self._bases: dict[Asked, Selection] = {}
        """What can be chosen, before anything is said by hand."""
        self.found: Reasoned | None = None
        self._order: list[int] = []
        """Deliverables as they stand in the table."""
        self.free: Choice | None = None
        """The best set without what was said by hand."""
        self.hands: dict[int, bool] = {}
        """By deliverable: kept in, or left out, by hand."""
        self._planned: tuple[Portfolio, dict[int, tuple[date, date]], ChangeSet | None] | None = None
        """What accepting changes, and of what."""
        self._dated: tuple[Portfolio, tuple[int, ...], dict[int, tuple[date, date]]] | None = None
        """The dates of a set, and of which."""
        self.solver = Solver(self, seconds=seconds, each=each)
        self._build()
        self.solver.came.connect(self._show)
        self.solver.failed.connect(self._say_problem)
        self.solver.turned.connect(self._allow)
        self.closed.connect(self.solver.end)
        desk.findings.renewed.connect(self._renew_chances)
        self.closed.connect(lambda: desk.findings.renewed.disconnect(self._renew_chances))
        desk.findings.ask()
        self._renew_chances()
        self.ask()

    # ---- what is built

    def _build(self) -> None:
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        whole = QHBoxLayout()
        whole.setSpacing(0)
        left = QVBoxLayout()
        left.setContentsMargins(20, 14, 20, 0)
        left.setSpacing(8)
        self.question = Question(self._portfolio, self)
        self.question.changed.connect(self.ask)
        left.addWidget(self.question)
        self.days = text.label("", fonts.DETAIL, 400, "text2", tabular=True)
        self.head.insertWidget(1, self.days)
        self.said = text.label("", fonts.TITLE, 500, wrap=True)
        self.problem = text.label("", fonts.DETAIL, 400, "bad", wrap=True)
        self.problem.hide()
        for label in (self.said, self.problem):
            left.addWidget(label)
        left.addLayout(self._progress())
        self.unreached = text.label("", fonts.CAPTION, 400, "warn", wrap=True)
        self.unreached.hide()
        left.addWidget(self.unreached)
        self.table = Candidates(self)
        self.table.put.connect(self.put)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._show_item())
        self.nothing = EmptyState(
            "list",
            tr("Nothing to choose from"),
            NOTHING_TO_CHOOSE,
            tr("Take ideas and shaping too"),
            lambda: self.question.unvetted.setChecked(True),
            self,
        )
        stack = QWidget(self)
        self._stack = QStackedLayout(stack)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.nothing)
        left.addWidget(stack, 1)
        whole.addLayout(left, 1)
        self.reasons = Reasons(self)
        self.reasons.put.connect(self.put)
        self.reasons.wanted.connect(self.show_deliverable)
        whole.addWidget(self.reasons)
        self.body.addLayout(whole, 1)
        self.changes = text.label("", fonts.DETAIL, 400, "text2", wrap=True)
        self.footer.insertWidget(0, self.changes, 1)
        self.footer.setStretch(1, 0)
        self.freer = QuietButton(tr("Take my changes back"), self.set_free, self, size="sheet")
        self.stopper = Button(tr("Stop, and keep the best"), self.solver.stop, self, size="sheet")
        self.confirm = PrimaryButton(tr("Plan this set"), self.take, self, size="sheet")
        for button in (self.freer, self.stopper, self.confirm):
            self.footer.addWidget(button)

    def _progress(self) -> QHBoxLayout:
        """What values are, and beside it how far the search is: there is one line for both, so that nothing jumps."""
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self.basis = text.label("", fonts.CAPTION, 400, "text2")
        self.going = text.label("", fonts.CAPTION, 400, "text2", tabular=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(120, 4)
        text.name(self.bar, tr("How far the reasons are"))
        row.addWidget(self.basis)
        row.addStretch(1)
        row.addWidget(self.going)
        row.addWidget(self.bar)
        return row

    def first_focus(self) -> QWidget | None:
        """The table: what is there is to be read, and turned over."""
        return self.table

    # ---- what is asked

    def ask(self) -> None:
        """Choose anew where what is typed or ticked is something else than before, or say what is wrong with it."""
        try:
            asked = self.question.asked()
        except DeskError as error:
            self._say_problem(str(error))
            return
        self._say_problem("")
        if asked != self._asked:
            self._asked, self.free = asked, None
            self._solve()

    def _solve(self) -> None:
        asked = self._asked
        assert asked is not None
        if self._portfolio is not self.desk.portfolio:
            self._portfolio, self.free = self.desk.portfolio, None
            self._bases.clear()
        portfolio, day, bases, hands = self._portfolio, self._day, self._bases, dict(self.hands)
        page = self.desk.findings.evidence if self.desk.findings.current else None

        def question() -> Selection:
            key = asked._replace(rails=True)
            if key not in bases:
                evidence = page.evidence if page is not None else None
                weeks, periods, budget, unvetted, _ = asked
                bases[key] = selection_of(
                    portfolio,
                    day,
                    weeks=weeks,
                    periods=periods,
                    budget=budget,
                    unvetted=unvetted,
                    evidence=evidence,
                )
            at = {deliverable: item for item, deliverable in enumerate(bases[key].items)}
            kept = [at[each] for each, hand in hands.items() if hand and each in at]
            left = [at[each] for each, hand in hands.items() if not hand and each in at]
            return with_changes(bases[key], kept, left, guardrails=asked.rails)

        self.solver.ask(question)

    def put(self, deliverable: int, hand: bool | None) -> None:
        """Keep an item in, leave it out, or let it be chosen again; and choose anew."""
        if hand is None:
            self.hands.pop(deliverable, None)
        else:
            self.hands[deliverable] = hand
        self._solve()

    def set_free(self) -> None:
        """Let everything be chosen again."""
        self.hands.clear()
        self._solve()

    # ---- what is shown

    @property
    def teller(self) -> Teller | None:
        """Words for what was found."""
        return None if self.found is None else Teller(self._portfolio, self.found.selection)

    def _show(self, found: Reasoned) -> None:
        self.found = found
        teller, choice = Teller(self._portfolio, found.selection), found.choice
        if not self.hands:
            self.free = choice
        rows = Rows(teller, found, dict(self.hands), self._order if self.hands else ())
        self._order = rows.deliverables
        teams = [self._portfolio.teams[found.selection.teams[team]].name for team in scarce(found)]
        named = [tr("{team}, pw", team=team) for team in teams] or [tr("Effort, pw")]
        self.table.show_rows(rows, named, periods=found.selection.problem.periods)
        text.set_role(self.said, "text")
        text.set_text(self.days, teller.span() if found.selection.items else "")
        text.set_text(self.basis, teller.basis() if found.selection.items else "")
        told = found.selection.items and self._asked is not None and self._asked.rails
        unreached = teller.unreachable() if told else ()
        text.set_text(self.unreached, "\n".join(unreached))
        self.unreached.setVisible(bool(unreached))
        self._stack.setCurrentWidget(self.table if found.selection.items else self.nothing)
        self.reasons.setVisible(bool(found.selection.items or found.selection.aside))
        self.nothing.button.setVisible(Aside.NOT_VETTED in found.selection.aside.values())
        if not found.selection.items:
            text.set_text(self.said, "")
        elif choice.periods is not None:
            text.set_text(self.said, " ".join((teller.verdict(choice), *self._cost_of_hands(teller, choice))))
        elif found.conflict is not None or not self.solver.running:
            text.set_role(self.said, "bad")
            by_rails = found.conflict is not None and any(each.code in _RAILS for each in found.conflict.conditions)
            advice = (tr("Untick “Keep the guardrails” to see what is best without them."),) if by_rails else ()
            text.set_text(self.said, " ".join((teller.conflict(found.conflict), *advice)))
        else:
            text.set_text(self.said, tr("No set that keeps all conditions is found yet."))
        self.reasons.show_reasons(teller, found)
        self._show_item()
        self._allow()

    def _cost_of_hands(self, teller: Teller, choice: Choice) -> tuple[str, ...]:
        if not self.hands or self.free is None or (cost := difference(self.free, choice)) is None:
            return ()
        count = len(self.hands)
        n = figure(count)
        if not cost.proved:
            most = teller.amount(max(cost.most, 0.0))
            return (
                trn(
                    "Your change costs at most {cost}.",
                    "Your {n} changes cost at most {cost} together.",
                    count,
                    n=n,
                    cost=most,
                ),
            )
        said = teller.cost(cost)
        return (trn("Your change costs {cost}.", "Your {n} changes cost {cost} together.", count, n=n, cost=said),)

    def _show_item(self) -> None:
        self.reasons.show_item(self.teller, self.found, self.table.current)

    def _renew_chances(self) -> None:
        """The forecast that chances of being in time come from, where it is of the portfolio as it is."""
        findings = self.desk.findings
        forecast = findings.forecast if findings.current else None
        known: dict[tuple[int, date], float | None] = {}

        def chance(deliverable: int, by: date) -> float | None:
            if forecast is not None and (deliverable, by) not in known:
                known[deliverable, by] = forecast.chance(deliverable, by)
            return known.get((deliverable, by))

        self.table.listed.chance = chance if forecast is not None else None
        self.table.viewport().update()

    def show_deliverable(self, deliverable: int) -> None:
        """Go to an item in the table, and select it everywhere."""
        from deliverydesk.domain.entities import Deliverable

        self.table.go_to(deliverable)
        self.table.setFocus()
        self.desk.select(Deliverable, (deliverable,), deliverable)

    def _say_problem(self, problem: str) -> None:
        text.set_text(self.problem, problem)
        self.problem.setVisible(bool(problem))

    def _allow(self) -> None:
        running, found = self.solver.running, self.found
        text.set_text(self.going, words.going_words(found, running))
        self.going.setVisible(running)
        self.bar.setVisible(running)
        questions = found.questions if found is not None else 0
        self.bar.setRange(0, _FINE if questions else 0)
        if found is not None and questions:
            self.bar.setValue(_FINE * found.done // questions)
        self.stopper.setVisible(running and found is not None and found.choice.periods is not None)
        self.stopper.set_words(tr("Stop looking for reasons") if questions else tr("Stop, and keep the best"))
        self.freer.setVisible(bool(self.hands))
        changes = self._changes()
        self.reasons.show_changes(changes)
        text.set_text(self.changes, words.changes_words(changes, found, self._left()) if found is not None else "")
        nothing = tr("All of it is planned so already.") if changes is not None else tr("There is nothing to accept.")
        self.confirm.allow(self.desk.document.read_only or ("" if changes else nothing))

    def _spans(self) -> dict[int, tuple[date, date]]:
        found = self.found
        if found is None or found.choice.periods is None:
            return {}
        chosen, portfolio = found.choice.periods, self._portfolio
        if self._dated is None or self._dated[0] is not portfolio or self._dated[1] != chosen:
            self._dated = portfolio, chosen, dates_of(portfolio, found.selection, chosen, self._day)
        return self._dated[2]

    def _changes(self) -> ChangeSet | None:
        """What accepting would change; None where there is nothing to accept."""
        spans, portfolio = self._spans(), self.desk.portfolio
        if self._planned is None or self._planned[0] is not portfolio or self._planned[1] != spans:
            try:
                changes = take_on(portfolio, spans) if spans else None
            except DeskError:  # something is no open work any more
                changes = None
            self._planned = portfolio, spans, changes
        return self._planned[2]

    def _left(self) -> int:
        """How many candidates are out though they are planned."""
        found = self.found
        if found is None or found.choice.periods is None:
            return 0
        out = (each for each, at in zip(found.selection.items, found.choice.periods, strict=True) if at == OUT)
        return sum(self._portfolio.deliverables[each].planned_start is not None for each in out)

    def take(self) -> None:
        """Plan the set in one step; what has changed meanwhile is said and nothing is planned."""
        self.solver.end()
        spans = self._spans()

        def action(portfolio: Portfolio) -> ChangeSet:
            return take_on(portfolio, spans)

        problem = refusal(self.desk.portfolio, action)
        if not problem and self.desk.do(action, toast=True):
            self.accept()
            return
        self._say_problem(problem)
