"""What helps against an overload: each option with both teams before and after, and what it does to forecasts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from deliverydesk.analysis.capacity.overload import causes
from deliverydesk.analysis.capacity.proposals import Help, outlooks, proposals
from deliverydesk.charts.format import number, percent
from deliverydesk.charts.relief import cause_lines, note_words, outlook_words, overrun_words, title_words
from deliverydesk.domain.spreading import planned_span
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, mirror, text
from deliverydesk.ui.latest import Latest
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.typed import refusal
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton
from deliverydesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from deliverydesk.analysis.capacity.overload import Overrun
    from deliverydesk.analysis.capacity.proposals import Effect, Outlook, Proposal
    from deliverydesk.analysis.load_grid import Loads
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.panes.capacity.grid import GridView

_PATHS = 4_000
_MOST_WEEKS = 14
_MOST_ITEMS = 4


class FixesSheet(Sheet):
    """Lists what helps, shows what the current option does, and does it in one step that can be undone."""

    def __init__(self, host: QWidget, desk: Desk, loads: Loads, overrun: Overrun) -> None:
        super().__init__(host, overrun_words(desk.portfolio, overrun, today()), width=980, height=560)
        self.setObjectName("capacity.fixes")
        self.desk, self._portfolio, self._loads, self.overrun = desk, desk.portfolio, loads, overrun
        self.options = proposals(desk.portfolio, loads, overrun, today())
        self._told: dict[int, list[Outlook]] = {}
        self._before: Any = None
        self._latest = Latest()
        why = cause_lines(desk.portfolio, overrun, causes(desk.portfolio, loads, overrun))
        self.why = text.label("\n".join(why), fonts.DETAIL, 400, "text2", wrap=True)
        self.body.addWidget(self.why)
        self.list = self._made_list()
        self.effects = _Effects()
        self.notes = text.label("", fonts.DETAIL, 400, "text", wrap=True)
        self.outlook = text.label("", fonts.DETAIL, 400, "text2", wrap=True)
        self.reason = QLineEdit()
        self.reason.setFont(fonts.font(fonts.CELL))
        self.reason.setMaxLength(500)
        self.reason.returnPressed.connect(self.go)
        text.name(self.reason, tr("Reason"))
        right = QVBoxLayout()
        right.setSpacing(8)
        for part in (self.notes, self.effects, self.outlook):
            right.addWidget(part)
        right.addStretch(1)
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
        self.list.currentRowChanged.connect(self._show)
        self.closed.connect(self._latest.forget)
        self.list.setCurrentRow(0)

    def _made_list(self) -> QListWidget:
        made = QListWidget()
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setWordWrap(True)
        made.setSpacing(2)
        made.setFont(fonts.font(fonts.CELL, 500))
        text.name(made, tr("What helps"))
        for option in self.options:
            row = QListWidgetItem(text.one_line(title_words(self._portfolio, option, today()), 160), made)
            row.setToolTip(text.tooltip(note_words(self._portfolio, option, today())))
            row.setSizeHint(QSize(100, 44))
        return made

    @property
    def current(self) -> Proposal:
        """The option that is looked at."""
        return self.options[max(self.list.currentRow(), 0)]

    def _show(self, row: int) -> None:
        option = self.options[max(row, 0)]
        text.set_text(self.notes, note_words(self._portfolio, option, today()))
        self.effects.show_effects(self._portfolio, option.effects)
        self.confirm.set_words(tr("Accept it") if option.help is Help.ACCEPT else tr("Apply"))
        self.problem.hide()
        if row in self._told:
            self._tell(self._told[row])
        elif option.help is Help.ACCEPT:
            text.set_text(self.outlook, "")
        else:
            text.set_text(self.outlook, tr("Looking at the forecasts…"))
            self._foresee(row, option)

    def _foresee(self, row: int, option: Proposal) -> None:
        portfolio, day, items, known = self._portfolio, today(), self._concerned(option), self._before

        def work() -> tuple[Any, list[Outlook]]:
            from deliverydesk.analysis.forecast.portfolio import forecast_of

            now = portfolio.after(option.changes(portfolio, reason="-"))
            before = known or forecast_of(portfolio, day, paths=_PATHS)
            then = forecast_of(now, day, paths=_PATHS)
            return before, outlooks(portfolio, now, before, then, items)

        def done(found: tuple[Any, list[Outlook]]) -> None:
            self._before, self._told[row] = found
            if self.list.currentRow() == row:
                self._tell(self._told[row])

        self._latest.run(work, done, lambda words: text.set_text(self.outlook, words))

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
        text.set_text(self.outlook, "\n".join(outlook_words(self._portfolio, each, today()) for each in found))

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


def wanted(found: Sequence[Overrun], view: GridView) -> Overrun | None:
    """The overload that the current cell is in, else the worst that nobody accepted; None where there is none."""
    cell, grid = view.current, view.grid
    if cell is not None and grid is not None and cell.row < len(grid.rows):
        first, last = grid.picture.days(cell.column)
        team = grid.rows[cell.row].team
        for each in found:
            if each.team == team and each.first <= last and each.end >= first:
                return each
    return next(iter(found), None)


class _Effects(QWidget):
    """Teams before and after, week by week: per cent of capacity in cells."""

    def __init__(self) -> None:
        super().__init__()
        mirror.keep_straight(self)
        self._rows: list[tuple[str, list[tuple[float, float]]]] = []
        self._heads: list[str] = []
        text.name(self, tr("Before and after"))

    def show_effects(self, portfolio: Portfolio, effects: tuple[Effect, ...]) -> None:
        """What is shown; nothing where nothing changes."""
        self._rows, spoken = [], []
        self._heads = [str(week.isocalendar().week) for week in effects[0].weeks[:_MOST_WEEKS]] if effects else []
        for effect in effects:
            name = portfolio.teams[effect.team].name
            if effect.weeks[:_MOST_WEEKS] != effects[0].weeks[:_MOST_WEEKS]:
                shared = [week for week in effects[0].weeks if week in effect.weeks]
                at = [effect.weeks.index(week) for week in shared]
            else:
                at = list(range(min(len(effect.weeks), _MOST_WEEKS)))
            before = [(effect.load[each], effect.capacity[each]) for each in at]
            after = [(effect.load_after[each], effect.capacity_after[each]) for each in at]
            self._rows += [(tr("{team} before", team=name), before), (tr("{team} after", team=name), after)]
            over = (sum(max(a - b, 0) for a, b in cells) for cells in (before, after))
            spoken.append(
                tr(
                    "{team}: over by {before} pw, then by {after}",
                    team=name,
                    before=number(next(over), 1),
                    after=number(next(over), 1),
                )
            )
        self.setAccessibleDescription("; ".join(spoken))
        self.setFixedHeight(22 + 26 * len(self._rows) if self._rows else 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), current_theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        names = 118
        wide = min((self.width() - names) / max(len(self._heads), 1), 44)
        centre = int(Qt.AlignmentFlag.AlignCenter)
        painter.setFont(fonts.font(fonts.AXIS, 400, tabular=True))
        painter.setPen(theme.colour("text3"))
        for at, words in enumerate(self._heads):
            painter.drawText(QRectF(names + at * wide, 0, wide, 18), centre, words)
        for row, (name, cells) in enumerate(self._rows):
            top = 20 + row * 26
            font = fonts.font(fonts.CAPTION, 500)
            painter.setFont(font)
            painter.setPen(theme.colour("text2"))
            fit = QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideRight, names - 6)
            painter.drawText(QRectF(0, top, names - 6, 24), int(Qt.AlignmentFlag.AlignVCenter), fit)
            for at, (load, able) in enumerate(cells):
                self._cell(painter, QRectF(names + at * wide + 1, top + 1, wide - 2, 22), load, able)

    @staticmethod
    def _cell(painter: QPainter, box: QRectF, load: float, able: float) -> None:
        theme = current_theme()
        share = load / able if able > 0 else (2.0 if load > 0 else 0.0)
        over = share > 1 + 1e-6
        painter.setPen(theme.pen("over", 1.25) if over else Qt.PenStyle.NoPen)
        painter.setBrush(theme.load(min(share, 1.0) if not over else 2.0))
        painter.drawRoundedRect(box, 3, 3)
        painter.setFont(fonts.font(fonts.AXIS, 500, tabular=True))
        painter.setPen(theme.colour("bad" if over else "text"))
        words = percent(share).replace("\u2009", "").replace("%", "").strip() if able > 0 else "!" if load > 0 else ""
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)
