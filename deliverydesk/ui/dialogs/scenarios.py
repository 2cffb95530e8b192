"""What-ifs side by side: begun with more or less capacity, filled with the best set that fits, compared, promoted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLineEdit

from deliverydesk.actions import records, scenarios
from deliverydesk.actions.planning import take_on
from deliverydesk.analysis.planning.selection.choose import choose
from deliverydesk.analysis.planning.selection_of import selection_of
from deliverydesk.analysis.scenarios import MOST, Outlook, compared
from deliverydesk.charts.format import day, number, percent, with_unit
from deliverydesk.domain.entities import Scenario
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.wording import figure
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.tasks import run_task
from deliverydesk.ui.typed import read_share, refusal
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton
from deliverydesk.ui.widgets.plain_table import PlainDelegate, PlainTable
from deliverydesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.support.progress import Progress
    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.typed import Action

Index = QModelIndex | QPersistentModelIndex
_SECONDS = 1.0
_FIRST = 200


class ComparisonModel(QAbstractTableModel):
    """A row for each figure, a column for the portfolio as it is and for each what-if."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.rows: list[tuple[str, list[str]]] = []

    def show(self, portfolio: Portfolio, outlooks: tuple[Outlook, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self.names = [
            tr("As it is") if each.scenario is None else portfolio.scenarios[each.scenario].name for each in outlooks
        ]
        money = portfolio.settings.currency
        now = today()
        figures: tuple[tuple[str, Callable[[Outlook], str]], ...] = (
            (tr("Supposed otherwise"), lambda each: figure(each.changes)),
            (tr("Capacity in the quarter, pw"), lambda each: number(round(each.capacity))),
            (tr("Planned load"), lambda each: percent(each.load / each.capacity if each.capacity else None)),
            (tr("Weeks of a team over capacity"), lambda each: figure(each.overloaded)),
            (tr("Done in the quarter, P85"), lambda each: f"{figure(each.done)}/{figure(each.open)}"),
            (tr("Last end, P85"), lambda each: "—" if each.last is None else day(each.last, now)),
            (tr("Value of the coming year"), lambda each: with_unit(round(each.value), money, 0)),
            (tr("Guardrails outside their bands"), lambda each: figure(each.outside)),
        )
        self.rows = [(caption, [said(each) for each in outlooks]) for caption, said in figures]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else 1 + len(self.names)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if index.column() == 0 else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        caption, said = self.rows[index.row()]
        return caption if index.column() == 0 else said[index.column() - 1]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return "" if section == 0 else text.one_line(self.names[section - 1], 40)


class ScenariosSheet(Sheet):
    """Nothing of a what-if is in the plan before it is promoted, which is one step."""

    def __init__(self, desk: Desk, host: QWidget) -> None:
        super().__init__(host, tr("What if?"), width=900, height=480)
        self.setObjectName("scenarios")
        self._desk = desk
        self.ids: list[int] = []
        self.name = QLineEdit(self)
        self.name.setPlaceholderText(tr("Name, such as “10 % less”"))
        self.name.setMaxLength(200)
        text.name(self.name, tr("Name of the what-if"))
        self.capacity = QLineEdit(self)
        self.capacity.setPlaceholderText(tr("100 %"))
        self.capacity.setMaximumWidth(84)
        text.name(self.capacity, tr("Capacity of every team"), tr("90 % for a tenth less; empty for as it is."))
        begin = Button(tr("Begin a what-if"), self.begin, self)
        row = QHBoxLayout()
        for widget, stretch in ((self.name, 1), (text.label(tr("Capacity"), fonts.DETAIL, 400, "text2"), 0)):
            row.addWidget(widget, stretch)
        row.addWidget(self.capacity)
        row.addWidget(begin)
        self.body.addLayout(row)
        advice = tr(
            "A what-if starts from the plan as it is and keeps up with it. Up to {most} are compared; choose one by "
            "its column.",
            most=MOST,
        )
        self.said = text.label(advice, fonts.DETAIL, 400, "text2", wrap=True)
        self.body.addWidget(self.said)
        self.model = ComparisonModel()
        self.table = PlainTable(tr("The plan as it is beside what-ifs"), self)
        self.table.setItemDelegate(PlainDelegate(self.table))
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(PlainTable.SelectionBehavior.SelectColumns)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._allow())
        self.body.addWidget(self.table, 1)
        self.problem = text.label("", fonts.DETAIL, 400, "bad", wrap=True)
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.deleter = Button(tr("Delete it"), self.delete, self, size="sheet")
        self.chooser = Button(tr("Plan the best set in it"), self.fill, self, size="sheet")
        self.promoter = PrimaryButton(tr("Make it the plan"), self.promote, self, size="sheet")
        for button in (self.deleter, self.chooser, self.promoter):
            self.footer.addWidget(button)
        self.renew()

    @property
    def chosen(self) -> int | None:
        """The what-if whose column is current."""
        at = self.table.currentIndex().column() - 2
        return self.ids[at] if 0 <= at < len(self.ids) else None

    def renew(self) -> None:
        """Find the figures out anew, in a thread."""
        portfolio, now = self._desk.portfolio, today()
        self.ids = [each.id for each in portfolio.scenarios][:MOST]
        ids = list(self.ids)

        def work(progress: Progress) -> tuple[Outlook, ...]:
            return compared(portfolio, ids, now, progress)

        run_task(self, tr("Comparing"), work, lambda found: self._show(portfolio, found), self._failed)
        self._allow()

    def _show(self, portfolio: Portfolio, found: tuple[Outlook, ...]) -> None:
        self.model.show(portfolio, found)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(0, _FIRST + 40)
        if self.ids:
            self.table.setCurrentIndex(self.model.index(0, len(self.ids) + 1))
        self._allow()

    def _failed(self, error: BaseException) -> None:
        self._say(str(error) if isinstance(error, DeskError) else tr("They could not be compared."))

    def _allow(self) -> None:
        document = self._desk.document
        reason = document.read_only or ("" if self.chosen is not None else tr("Choose the column of a what-if."))
        for button in (self.deleter, self.chooser, self.promoter):
            button.allow(reason)

    def _say(self, problem: str) -> None:
        text.set_text(self.problem, problem)
        self.problem.setVisible(bool(problem))

    def _carry_out(self, action: Action) -> bool:
        problem = refusal(self._desk.portfolio, action)
        self._say(problem)
        return not problem and self._desk.do(action)

    def begin(self) -> None:
        """Begin a what-if from the plan as it is."""

        def action(portfolio: Portfolio) -> ChangeSet:
            share = read_share(self.capacity.text()) if self.capacity.text().strip() else None
            return scenarios.new_scenario(portfolio, self.name.text(), capacity=share)

        if self._carry_out(action):
            self.name.clear()
            self.capacity.clear()
            self.renew()

    def fill(self) -> None:
        """Choose the best set of vetted work for the quarter within the what-if, and suppose its dates."""
        scenario = self.chosen
        if scenario is None:
            return
        portfolio, now = self._desk.portfolio, today()

        def work(progress: Progress) -> dict[int, tuple[Any, Any]]:
            progress(0, 1)
            selection = selection_of(scenarios.supposed(portfolio, scenario).portfolio, now)
            periods = choose(selection.problem, _SECONDS).periods
            if periods is None:
                raise DeskError(tr("No set of deliverables holds all guardrails and has what must be done."))
            return {
                selection.items[item]: (max(selection.start_of(period), now), selection.end_of(period))
                for item, period in enumerate(periods)
                if period >= 0
            }

        def done(spans: dict[int, tuple[Any, Any]]) -> None:
            if self._carry_out(
                lambda current: scenarios.suppose(current, scenario, lambda supposed: take_on(supposed, spans))
            ):
                self.renew()

        run_task(self, tr("Choosing the best set"), work, done, self._failed)

    def promote(self) -> None:
        """Make the what-if the plan, in one step; the plan until now is kept as a baseline."""
        scenario = self.chosen
        if scenario is not None and self._carry_out(lambda portfolio: scenarios.promote(portfolio, scenario)):
            self.accept()

    def delete(self) -> None:
        """Delete the what-if."""
        scenario = self.chosen
        if scenario is not None and self._carry_out(lambda now: records.delete(now, Scenario, [scenario])):
            self.renew()
