"""What-ifs side by side: begun, duplicated, worked in, filled with the best set that fits, promoted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QListWidget, QMenu, QWidget

from deliverydesk.actions import records, scenarios
from deliverydesk.actions.planning import take_on
from deliverydesk.analysis.planning.selection.choose import choose
from deliverydesk.analysis.planning.selection_dates import dates_of
from deliverydesk.analysis.planning.selection_of import selection_of
from deliverydesk.analysis.scenarios import MOST, Outlook, compared
from deliverydesk.analysis.supposed_words import supposed_words
from deliverydesk.domain.entities import Scenario
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.wording import figure
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr, trn
from deliverydesk.ui import fonts, text
from deliverydesk.ui.dialogs.scenarios.begin import BeginSheet
from deliverydesk.ui.dialogs.scenarios.table import ComparisonDelegate, ComparisonModel
from deliverydesk.ui.tasks import run_task
from deliverydesk.ui.typed import refusal
from deliverydesk.ui.widgets.asking import AskSheet
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton
from deliverydesk.ui.widgets.plain_table import HEADER, ROW, PlainTable
from deliverydesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from deliverydesk.support.progress import Progress
    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.typed import Action

_SECONDS = 1.0
_FIRST = 240
_FIGURES = 8
_MOST_SENTENCES = 300


class _Found(NamedTuple):
    """What is found out of the what-ifs that are compared."""

    outlooks: tuple[Outlook, ...]
    sentences: dict[int, tuple[str, ...]]
    """What each supposes."""


class ScenariosSheet(Sheet):
    """Nothing of a what-if is in the plan before it is promoted, which is one step. What is done here is done to the
    plan's what-ifs, also while one of them is looked into.
    """

    def __init__(self, desk: Desk, host: QWidget) -> None:
        super().__init__(host, tr("What if?"), width=980, height=680)
        self.setObjectName("scenarios")
        self._desk = desk
        self.ids: list[int] = []
        """The what-ifs that are compared, in the order of their columns."""
        self._left_out: set[int] = set()
        self._sentences: dict[int, tuple[str, ...]] = {}
        self.body.addLayout(self._make_row())
        advice = tr(
            "A what-if starts from the plan as it is and keeps up with it. Up to {most} are compared; choose one by "
            "its column.",
            most=MOST,
        )
        self.body.addWidget(text.label(advice, fonts.DETAIL, 400, "text2", wrap=True))
        self.model = ComparisonModel()
        self.table = PlainTable(tr("The plan as it is beside what-ifs"), self)
        self.table.setItemDelegate(ComparisonDelegate(self.table))
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(PlainTable.SelectionBehavior.SelectColumns)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._allow())
        self.table.setFixedHeight(HEADER + _FIGURES * ROW + 4)
        self.body.addWidget(self.table)
        self.body.addSpacing(4)
        self.heading = text.label("", fonts.CELL, 600)
        self.body.addWidget(self.heading)
        self.supposed = QListWidget(self)
        self.supposed.setFrameShape(QFrame.Shape.NoFrame)
        self.supposed.setFont(fonts.font(fonts.DETAIL))
        self.supposed.setWordWrap(True)
        self.supposed.setSpacing(2)
        text.name(self.supposed, tr("What the what-if supposes"))
        self.body.addWidget(self.supposed, 1)
        self.problem = text.label("", fonts.DETAIL, 400, "bad", wrap=True)
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.chooser = Button(tr("Plan the best set in it"), self.fill, self, size="sheet")
        self.promoter = Button(tr("Make it the plan"), self.promote, self, size="sheet")
        self.worker = PrimaryButton(tr("Work in it"), self.work_in_it, self, size="sheet")
        for button in (self.chooser, self.promoter, self.worker):
            self.footer.addWidget(button)
        self._take_those_there_are()
        self.renew()

    def _make_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.beginner = Button(tr("Begin a what-if…"), self.new, self, icon="add")
        self.which = Button("", None, self)
        self.which.setMenu(QMenu(self.which))
        self.duplicator = Button(tr("Duplicate…"), self.duplicate, self)
        self.renamer = Button(tr("Rename…"), self.rename, self)
        self.deleter = Button(tr("Delete it"), self.delete, self)
        row.addWidget(self.beginner)
        row.addWidget(self.which)
        row.addStretch(1)
        for button in (self.duplicator, self.renamer, self.deleter):
            row.addWidget(button)
        return row

    def first_focus(self) -> QWidget | None:
        return self.table if self.ids else self.beginner

    @property
    def chosen(self) -> int | None:
        """The what-if whose column is current."""
        at = self.table.currentIndex().column() - 2
        return self.ids[at] if 0 <= at < len(self.ids) else None

    # What is compared

    def _take_those_there_are(self) -> None:
        """Compare as many as can be compared: the newest first to be taken, but for those that are left out."""
        present = list(self._desk.document.actual.scenarios.ids)
        self._left_out &= set(present)
        wanted = [each for each in present if each not in self._left_out]
        self._left_out |= set(wanted[: max(len(wanted) - MOST, 0)])
        self.ids = wanted[-MOST:]
        words = tr("Compared: {n} of {all}", n=figure(len(self.ids)), all=figure(len(present)))
        self.which.set_words(words)
        self.which.setVisible(len(present) > MOST)
        menu = self.which.menu()
        menu.clear()
        for scenario in self._desk.document.actual.scenarios:
            action = menu.addAction(text.one_line(scenario.name, 40).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(scenario.id in self.ids)
            action.toggled.connect(lambda on, scenario=scenario.id: self._compare(scenario, on))

    def _compare(self, scenario: int, wanted: bool) -> None:
        """Take a what-if among those that are compared, for the oldest of them where there are enough, or leave it
        out.
        """
        if wanted:
            self._left_out.discard(scenario)
            if len(self.ids) >= MOST:
                self._left_out.add(self.ids[0])
        else:
            self._left_out.add(scenario)
        self._take_those_there_are()
        self.renew(scenario if wanted else None)

    def renew(self, current: int | None = None) -> None:
        """Find the figures out anew, in a thread; `current` is the what-if whose column is chosen then."""
        plan, now, ids = self._desk.document.actual, today(), list(self.ids)
        inside = self._desk.document.inside
        current = current or self.chosen or (inside.scenario if inside is not None else None)

        def work(progress: Progress) -> _Found:
            return _Found(compared(plan, ids, now, progress), {each: supposed_words(plan, each) for each in ids})

        def done(found: _Found) -> None:
            self._sentences = found.sentences
            self.model.show(plan, found.outlooks)
            header = self.table.horizontalHeader()
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(0, _FIRST)
            if ids == self.ids and ids:
                at = ids.index(current) if current in ids else len(ids) - 1
                self.table.setCurrentIndex(self.model.index(0, at + 2))
            self._allow()

        run_task(self, tr("Comparing"), work, done, self._failed)
        self._allow()

    def _failed(self, error: BaseException) -> None:
        self._say(str(error) if isinstance(error, DeskError) else tr("They could not be compared."))

    def _allow(self) -> None:
        document, chosen = self._desk.document, self.chosen
        reason = document.read_only or ("" if chosen is not None else tr("Choose the column of a what-if."))
        for button in (self.duplicator, self.renamer, self.deleter, self.chooser, self.promoter):
            button.allow(reason)
        self.beginner.allow(document.read_only or "")
        inside = document.inside is not None and document.inside.scenario == chosen
        within = tr("You are in it.") if inside else ""
        self.worker.allow(tr("Choose the column of a what-if.") if chosen is None else within)
        self._tell_supposed(chosen)

    def _tell_supposed(self, chosen: int | None) -> None:
        scenario = self._desk.document.actual.scenarios.get(chosen or 0)
        self.supposed.clear()
        if scenario is None:
            none = tr("There is no what-if yet. Begin one: whatever is done in it, the plan keeps as it is.")
            text.set_text(self.heading, "" if self.ids else none)
            return
        name = text.one_line(scenario.name, 60)
        text.set_text(self.heading, tr("What “{name}” supposes", name=name))
        told = self._sentences.get(scenario.id, ())
        self.supposed.addItems([text.one_line(each, 400) for each in told[:_MOST_SENTENCES]])
        more = len(told) - _MOST_SENTENCES
        if more > 0:
            self.supposed.addItem(trn("{n} more difference", "{n} more differences", more, n=figure(more)))
        if not told and scenario.id in self._sentences:
            self.supposed.addItem(tr("Nothing yet: it is as the plan is. Work in it, and it differs."))

    def _say(self, problem: str) -> None:
        text.set_text(self.problem, problem)
        self.problem.setVisible(bool(problem))

    def _carry_out(self, action: Action) -> bool:
        problem = refusal(self._desk.document.actual, action)
        self._say(problem)
        done = not problem and self._desk.do(action, in_plan=True)
        self._take_those_there_are()
        return done

    # What can be done with them

    def new(self) -> None:
        """Begin a what-if from the plan as it is."""
        BeginSheet(self._desk, self.window(), self._begun).open()

    def _begun(self, scenario: int, within: bool) -> None:
        self._take_those_there_are()
        if within:
            self._desk.look_into(scenario)
            self.accept()
        else:
            self.renew(scenario)

    def work_in_it(self) -> None:
        """Look into the what-if and go there."""
        scenario = self.chosen
        if scenario is not None:
            self.accept()
            self._desk.look_into(scenario)

    def duplicate(self) -> None:
        """Begin another what-if that supposes the same, and what is asked for besides."""
        scenario = self.chosen
        if scenario is not None:
            BeginSheet(self._desk, self.window(), self._begun, like=scenario).open()

    def rename(self) -> None:
        """Give the what-if another name."""
        scenario = self.chosen
        if scenario is None:
            return

        def act(name: str) -> str:
            def action(plan: Any) -> Any:
                return records.edit(plan, Scenario, [scenario], {"name": name.strip()})

            problem = refusal(self._desk.document.actual, action)
            if not problem and self._desk.do(action, in_plan=True):
                self.renew(scenario)
            return problem

        name = self._desk.document.actual.scenarios[scenario].name
        AskSheet(self.window(), tr("Rename the what-if"), tr("Its name:"), tr("Rename"), act, name).open()

    def fill(self) -> None:
        """Choose the best set of vetted work for the quarter within the what-if, and suppose its dates."""
        scenario = self.chosen
        if scenario is None:
            return
        plan, now = self._desk.document.actual, today()

        def work(progress: Progress) -> dict[int, tuple[Any, Any]]:
            progress(0, 1)
            supposed = scenarios.supposed(plan, scenario).portfolio
            selection = selection_of(supposed, now)
            periods = choose(selection.problem, _SECONDS).periods
            if periods is None:
                raise DeskError(tr("No set of deliverables holds all guardrails and has what must be done."))
            return dates_of(supposed, selection, periods, now)

        def done(spans: dict[int, tuple[Any, Any]]) -> None:
            if self._carry_out(
                lambda current: scenarios.suppose(current, scenario, lambda supposed: take_on(supposed, spans))
            ):
                self.renew(scenario)

        run_task(self, tr("Choosing the best set"), work, done, self._failed)

    def promote(self) -> None:
        """Make the what-if the plan, in one step; the plan until now is kept as a baseline."""
        scenario = self.chosen
        if scenario is not None and self._carry_out(lambda plan: scenarios.promote(plan, scenario)):
            self.accept()

    def delete(self) -> None:
        """Delete the what-if."""
        scenario = self.chosen
        if scenario is not None and self._carry_out(lambda now: records.delete(now, Scenario, [scenario])):
            self.renew()
