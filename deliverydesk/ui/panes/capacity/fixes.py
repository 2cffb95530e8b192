"""What helps against an overload: each option with both teams before and after, and what it does to forecasts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from deliverydesk.analysis.capacity.overload import causes, overruns
from deliverydesk.analysis.capacity.proposals import Help, outlooks, proposals
from deliverydesk.charts.relief import cause_lines, note_words, outlook_cells, overrun_words, title_words
from deliverydesk.domain.spreading import planned_span
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr
from deliverydesk.support.progress import no_progress
from deliverydesk.ui import fonts, text
from deliverydesk.ui.latest import Latest
from deliverydesk.ui.panes.capacity.fix_effects import Effects, Outlooks
from deliverydesk.ui.panes.capacity.fix_options import OptionList
from deliverydesk.ui.typed import refusal
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton
from deliverydesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from deliverydesk.analysis.capacity.overload import Overrun
    from deliverydesk.analysis.capacity.proposals import Outlook, Proposal
    from deliverydesk.analysis.load_grid import Loads
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.support.progress import Progress
    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.panes.capacity.grid import GridView
    from deliverydesk.ui.panes.capacity.pane import CapacityPane

_PATHS = 4_000
_MOST_ITEMS = 4
_REST = 150
"""So many milliseconds the pointer rests on an option before its forecasts are looked at."""
_UNMOVED = tr(
    "The forecast goes by rank and by what teams can give, not by weeks that are given by hand: of a split it says "
    "what it said before."
)
_ICONS = {Help.SHIFT: "calendar", Help.LEND: "teams", Help.SPLIT: "split", Help.ACCEPT: "check"}


class FixesSheet(Sheet):
    """Lists what helps, shows what the current option does, and does it in one step that can be undone."""

    def __init__(self, host: QWidget, desk: Desk, loads: Loads, overrun: Overrun, options: Sequence[Proposal]) -> None:
        """`options` are the proposals for that overrun; there is always one."""
        super().__init__(host, overrun_words(desk.portfolio, overrun, today()), width=1000, height=660)
        self.setObjectName("capacity.fixes")
        self.desk, self._portfolio, self._loads, self.overrun = desk, desk.portfolio, loads, overrun
        self.options = options
        self._told: dict[int, list[Outlook]] = {}
        self._before: Any = None
        self._latest = Latest()
        self._row = 0
        why = cause_lines(desk.portfolio, overrun, causes(desk.portfolio, loads, overrun))
        self.why = text.label("\n".join(why), fonts.DETAIL, 400, "text2", wrap=True)
        self.body.addWidget(self.why)
        self.list = OptionList([self._told_option(each) for each in self.options])
        self.heading = text.label("", fonts.TITLE, 600, wrap=True)
        self.notes = text.label("", fonts.DETAIL, 400, "text2", wrap=True)
        self.effects = Effects()
        self.outlook = Outlooks()
        self._soon = QTimer(self, singleShot=True, interval=_REST)
        self._soon.timeout.connect(self._foresee)
        self.reason = QLineEdit()
        self.reason.setFont(fonts.font(fonts.CELL))
        self.reason.setMaxLength(500)
        self.reason.returnPressed.connect(self.go)
        text.name(self.reason, tr("Reason"))
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self._scrolled(), 1)
        right.addWidget(text.label(tr("Why? It is kept with the decision."), fonts.DETAIL, 500, "text2"))
        right.addWidget(self.reason)
        both = QHBoxLayout()
        both.setSpacing(20)
        both.addWidget(self.list, 5)
        both.addLayout(right, 6)
        self.body.addLayout(both, 1)
        self.problem = text.label("", fonts.DETAIL, 400, "bad", wrap=True)
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.footer.addWidget(Button(tr("Cancel"), self.reject, size="sheet"))
        self.confirm = PrimaryButton(tr("Apply"), self.go, size="sheet")
        self.footer.addWidget(self.confirm)
        self.list.looked.connect(self._show)
        self.closed.connect(self._soon.stop)
        self.closed.connect(self._latest.forget)
        self.destroyed.connect(self._latest.forget)  # with its window, which tells of no closing
        self.list.setCurrentRow(0)

    def _scrolled(self) -> QScrollArea:
        """What an option does; it scrolls where the window is low."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        self.unmoved = text.label(_UNMOVED, fonts.CAPTION, 400, "text2", wrap=True)
        self.unmoved.hide()
        for part in (self.heading, self.notes, self.effects, self.outlook, self.unmoved):
            column.addWidget(part)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        for ground in (area.viewport(), inside):
            ground.setAutoFillBackground(False)
        return area

    def _told_option(self, option: Proposal) -> tuple[str, str, str]:
        title, note = (words(self._portfolio, option, today()) for words in (title_words, note_words))
        return _ICONS[option.help], title, note

    @property
    def current(self) -> Proposal:
        """The option that is looked at."""
        return self.options[max(self.list.currentRow(), 0)]

    def _show(self, row: int) -> None:
        """Look at an option: the one pointed at, or the current one, which is what the button does."""
        self._row = max(row, 0)
        option = self.options[self._row]
        text.set_text(self.heading, title_words(self._portfolio, option, today()))
        text.set_text(self.notes, note_words(self._portfolio, option, today()))
        self.effects.show_effects(self._portfolio, option.effects)
        self.unmoved.hide()
        self.confirm.set_words(tr("Accept it") if self.current.help is Help.ACCEPT else tr("Apply"))
        self.problem.hide()
        self._soon.stop()
        if self._row in self._told:
            self._tell(self._told[self._row])
        elif option.help is Help.ACCEPT:
            self.outlook.show_words("")
        else:
            self.outlook.show_words(tr("Looking at the forecasts…"))
            self._soon.start()

    def _foresee(self) -> None:
        row, option = self._row, self.options[self._row]
        portfolio, day, items, known = self._portfolio, today(), self._concerned(option), self._before

        def work() -> tuple[Any, list[Outlook]]:
            from deliverydesk.analysis.forecast.portfolio import forecast_of

            now = portfolio.after(option.changes(portfolio, reason="-"))
            before = known or forecast_of(portfolio, day, paths=_PATHS)
            then = forecast_of(now, day, paths=_PATHS)
            return before, outlooks(portfolio, now, before, then, items)

        def done(found: tuple[Any, list[Outlook]]) -> None:
            self._before, self._told[row] = found
            if self._row == row:
                self._tell(self._told[row])

        self._latest.run(work, done, self.outlook.show_words)

    def _concerned(self, option: Proposal) -> list[int]:
        """What is moved, what the overload comes from, and what a lender has to do meanwhile."""
        run = self.overrun
        items = [option.deliverable] if option.deliverable is not None else []
        items += [each.deliverable for each in self._loads.shares(run.team, run.first, run.end)][:_MOST_ITEMS]
        if option.lender is not None:
            items += [each.deliverable for each in self._loads.shares(option.lender, run.first, run.end)][:2]
        table = self._portfolio.deliverables
        return [each for each in dict.fromkeys(items) if planned_span(table[each]) is not None and table[each].is_open]

    def _tell(self, found: list[Outlook]) -> None:
        self.outlook.show_rows([outlook_cells(self._portfolio, each, today()) for each in found])
        self.unmoved.setVisible(self.options[self._row].help is Help.SPLIT)

    def go(self) -> None:
        """Do it, or say why not and stay open."""
        option, reason = self.current, self.reason.text().strip()
        question = self.title.text()

        def action(portfolio: Portfolio) -> ChangeSet:
            return option.changes(portfolio, question, reason)

        problem = refusal(self.desk.portfolio, action)
        if problem:
            text.set_text(self.problem, problem)
            self.problem.show()
            self.reason.setFocus()
            return
        self.accept()
        self.desk.do(action, toast=True)


def open_fixes(pane: CapacityPane, loads: Loads, about: tuple[int, date] | None) -> None:
    """Open what helps against the overload of a team on a day, where one is asked about; else against the one that
    the current cell is in, else against the worst that nobody accepted. It is looked for in a thread where the desk
    has one for it.
    """
    desk, portfolio, day = pane.desk, pane.desk.portfolio, today()
    overrun = _wanted(overruns(portfolio, loads.grid, day), pane.view, about)
    if overrun is None:
        desk.refused.emit(tr("No team is asked for more than it can give."))
        return

    def look(progress: Progress) -> list[Proposal]:
        return proposals(portfolio, loads, overrun, day, progress)

    def show(options: list[Proposal]) -> None:
        FixesSheet(pane, desk, loads, overrun, options).open()

    if desk.work_apart is None:
        show(look(no_progress))
        return
    desk.work_apart(tr("Looking for what helps"), look, show, lambda error: desk.refused.emit(str(error)))


def _wanted(found: Sequence[Overrun], view: GridView, about: tuple[int, date] | None) -> Overrun | None:
    cell, grid = view.current, view.grid
    if about is not None:
        team, first, last = about[0], about[1], about[1]
    elif cell is not None and grid is not None and cell.row < len(grid.rows):
        team, (first, last) = grid.rows[cell.row].team, grid.picture.days(cell.column)
    else:
        return next(iter(found), None)
    here = (each for each in found if each.team == team and each.first <= last and each.end >= first)
    return next(here, None) or next(iter(found), None)
