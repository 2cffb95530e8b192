"""Today: a briefing, the grid of missing values, and lines that lead to what they tell of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from deliverydesk.actions import measuring
from deliverydesk.analysis.readiness.overtaking import overtakings
from deliverydesk.analysis.reviewing.stalls import stalls
from deliverydesk.analysis.today import Today, stale, today_of
from deliverydesk.charts.format import day
from deliverydesk.domain.entities import Deliverable, Measurement, Outcome
from deliverydesk.domain.wording import figure
from deliverydesk.support import clock
from deliverydesk.support.language import tr, trn
from deliverydesk.ui import fonts, text
from deliverydesk.ui.latest import Latest
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton
from deliverydesk.ui.widgets.segmented import Segmented
from deliverydesk.ui.widgets.sheet import Sheet
from deliverydesk.ui.window import state
from deliverydesk.ui.window.palette.listing import EntryList
from deliverydesk.ui.window.today import lines
from deliverydesk.ui.window.today.briefing import BriefingPage
from deliverydesk.ui.window.today.grid import ROW, Grid
from deliverydesk.ui.window.today.lines import Found
from deliverydesk.ui.window.today.model import GridModel
from deliverydesk.ui.window.today.stopped import recovered_words

if TYPE_CHECKING:
    from deliverydesk.analysis.briefing import Point
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.window.main_window import MainWindow

_PAGE = "today_page"
"""What is kept in the state of windows: the page that was chosen last."""
_MOST_ROWS, _LEAST_LINES = 6, 4
_MANY = 2_000
"""From so many deliverables on, what deserves a look is found out in a thread."""
_LOOKING = tr("Looking for target dates that have passed, broken orders and ranks far from their score…")
_NOTHING_YET = tr("There is nothing to look at yet: add an outcome or a deliverable first.")


def open_today(window: MainWindow) -> TodaySheet:
    """Open the sheet over a window."""
    sheet = TodaySheet(window)
    sheet.open()
    return sheet


def briefing(figures: Today) -> str:
    """What deserves a look, in one sentence."""
    parts = []
    if count := len(figures.stale):
        parts.append(trn("{n} outcome waits for a value", "{n} outcomes wait for a value", count, n=figure(count)))
    if count := len(figures.overdue):
        parts.append(trn("{n} target date has passed", "{n} target dates have passed", count, n=figure(count)))
    if count := len(figures.broken):
        parts.append(trn("{n} item starts too early", "{n} items start too early", count, n=figure(count)))
    if count := len(figures.gaps):
        parts.append(
            trn("{n} rank is far from its score", "{n} ranks are far from their score", count, n=figure(count))
        )
    if not parts:
        return tr("Every outcome is measured, no target has passed, no order is broken.")
    if len(parts) == 1:
        return tr("{one}.", one=parts[0])
    return tr("{some} and {last}.", some=", ".join(parts[:-1]), last=parts[-1])


class TodaySheet(Sheet):
    """Values are recorded together as one step. A line that is clicked closes the sheet and shows what it tells of."""

    def __init__(self, window: MainWindow) -> None:
        today = clock.today()
        super().__init__(window, tr("Today, {day}", day=day(today)), width=960)
        self.setObjectName("today")
        self._desk_window, self.desk, self._today = window, window.desk, today
        self._warned = False
        portfolio = self.desk.portfolio
        self._looking = Latest()
        late = [each.outcome for each in stale(portfolio, today)]
        self.pages = Segmented(
            [("check_in", tr("Check-in")), ("briefing", tr("Briefing"))], tr("What Today shows"), self, compact=True
        )
        self.pages.setObjectName("today.pages")
        self.body.addWidget(self.pages)
        self.briefing: BriefingPage | None = None
        self.check_in = QWidget(self)
        self.body.addWidget(self.check_in, 1)
        page = QVBoxLayout(self.check_in)
        page.setContentsMargins(0, 0, 0, 0)
        self.summary = text.label(_LOOKING, fonts.TITLE, 500, wrap=True, parent=self.check_in)
        page.addWidget(self.summary)
        self.recovered = text.label("", fonts.DETAIL, 400, "text2", wrap=True, parent=self.check_in)
        self.recovered.setObjectName("today.recovered")
        page.addWidget(self.recovered)
        self.model = GridModel(portfolio, late, today, self)
        self.grid = Grid(self.model, self)
        self.grid.setFixedHeight(28 + ROW * min(len(late), _MOST_ROWS) + 2)
        self.grid.pasted.connect(self._tell_pasted)
        self.grid.finished.connect(self.record_all)
        self.grid.left.connect(self._leave_grid)
        self.grid.setVisible(bool(late) and not self.desk.locked(Measurement))
        page.addWidget(self.grid)
        self.said = text.label("", fonts.DETAIL, 400, "bad", wrap=True, parent=self)
        self.said.hide()
        page.addWidget(self.said)
        self.lines = EntryList(self)
        self.lines.setObjectName("today.lines")
        self.lines.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        text.name(self.lines, tr("What deserves a look"))
        page.addWidget(self.lines)
        page.addStretch(1)
        self.close_button = Button(tr("Close"), self.reject, self, size="sheet")
        self.record = PrimaryButton(tr("Nothing typed yet"), self.record_all, self, size="sheet")
        self.record.setObjectName("today.record")
        self.record.setToolTip(text.tooltip(tr("Ctrl+Enter in the grid does the same.")))
        self._can_record = not self.grid.isHidden()
        self.record.setVisible(self._can_record)
        self.footer.addWidget(self.close_button)
        self.footer.addWidget(self.record)
        self.model.dataChanged.connect(self._tell)
        self.lines.clicked.connect(self._follow)
        self.lines.activated.connect(self._follow)
        self.desk.changed.connect(self._renew)
        self.closed.connect(self._seen)
        self.closed.connect(self._looking.forget)
        self._look()
        self._tell()
        self.grid.first_cell()
        self.pages.chosen.connect(self.show_page)
        if not self._can_record or state.load().get(_PAGE) == "briefing":
            self.show_page("briefing", keep=False)

    def show_page(self, name: str, *, keep: bool = True) -> None:
        """Show the check-in or the briefing; `keep`: it is the first to be shown next time, too."""
        self.pages.set_value(name)
        if name == "briefing" and self.briefing is None:
            self.briefing = BriefingPage(self.desk, self._today, self)
            self.briefing.followed.connect(self._follow_point)
            self.briefing.list.needs_room.connect(self.place, Qt.ConnectionType.QueuedConnection)
            self.body.addWidget(self.briefing, 1)
        if self.briefing is not None:
            self.briefing.setVisible(name == "briefing")
        self.check_in.setVisible(name != "briefing")
        self.record.setVisible(self._can_record and name != "briefing")
        if self.isVisible():
            self.place()
            (self.first_focus() or self).setFocus(Qt.FocusReason.OtherFocusReason)
        if keep:
            state.update(**{_PAGE: name})

    def _follow_point(self, point: Point) -> None:
        """Select what a sentence stands on, and bring the pane that shows it."""
        if not self._may_close():
            self.show_page("check_in", keep=False)
            return
        self.dismiss()
        if point.deliverables:
            self._desk_window.docks["backlog"].bring()
            self.desk.select(Deliverable, point.deliverables, point.deliverables[0])
        else:
            self._desk_window.docks["outcomes"].bring()
            self.desk.select(Outcome, point.outcomes, point.outcomes[0])

    def first_focus(self) -> QWidget | None:
        """Where something is typed or read, and not the choice of pages above it."""
        if self.briefing is not None and self.briefing.isVisibleTo(self):
            return self.briefing.list
        return self.grid if self._can_record else self.lines

    # What it lists

    def _look(self) -> None:
        """Find out what deserves a look; where there is much, what was found before is shown until then."""
        desk, today = self.desk, self._today
        portfolio, scores, document = desk.portfolio, desk.scores, desk.document

        def look() -> Found:
            return Found(
                today_of(portfolio, scores, today),
                stalls(portfolio, today, document.progressed()),
                overtakings(portfolio, today).overtakings,
            )

        if len(desk.portfolio.deliverables) > _MANY and not desk.document.loading:
            self._looking.run(look, self._show_found, desk.refused.emit)
        else:
            self._show_found(look())

    @property
    def is_looking(self) -> bool:
        """Whether what deserves a look is still to be found out."""
        return self._looking.busy

    def _show_found(self, found: Found) -> None:
        if isValid(self):
            text.set_text(self.summary, self._briefing(found.figures))
            recovered = recovered_words(self.desk.portfolio, self._today)
            text.set_text(self.recovered, recovered)
            self.recovered.setVisible(bool(recovered))
            entries = lines.entries_of(self._desk_window, found, self._today)
            self.lines.show_entries(entries, keep=True)
            self.lines.setMinimumHeight(min(self.lines.sizeHint().height(), _LEAST_LINES * ROW))
            self.lines.setVisible(bool(entries))

    def _briefing(self, figures: Today) -> str:
        portfolio = self.desk.portfolio
        return briefing(figures) if portfolio.outcomes or portfolio.deliverables else _NOTHING_YET

    def _follow(self, _index: QModelIndex) -> None:
        entry = self.lines.current()
        if entry is not None and not entry.is_heading and self._may_close():
            self.dismiss()
            entry.run()

    def _renew(self, _changed: object) -> None:
        if self.briefing is not None:
            self.briefing.refresh()
        self.model.renew(self.desk.portfolio)
        self._look()
        self._tell()

    # Recording

    def _tell(self, *_cells: object) -> None:
        self._warned = False
        problems, count = self.model.problems(), len(self.model.readings())
        self.said.setVisible(bool(problems))
        text.set_text(self.said, problems[0] if problems else "")
        self.record.set_words(_record_words(count) if count else tr("Nothing typed yet"))
        self.record.setEnabled(bool(count) and not problems)

    def _leave_grid(self) -> None:
        following = self.record if self.record.isEnabled() else self.lines
        following.setFocus(Qt.FocusReason.TabFocusReason)

    def _tell_pasted(self, rows: int, placed: int) -> None:
        if placed < rows and not self.model.problems():
            text.set_text(
                self.said,
                trn(
                    "{n} pasted row found no outcome here; the grid lists only the outcomes that wait for a value.",
                    "{n} pasted rows found no outcome here; the grid lists only the outcomes that wait for a value.",
                    rows - placed,
                    n=figure(rows - placed),
                ),
            )
            self.said.show()

    def record_all(self) -> None:
        """Record all that is typed, as one step."""
        readings = self.model.readings()
        if not readings or self.model.problems():
            return

        def action(portfolio: Portfolio) -> ChangeSet:
            return measuring.record_all(portfolio, readings)

        said: list[str] = []
        self.desk.refused.connect(said.append)
        self.model.clear()
        done = self.desk.do(action, origin=self)
        self.desk.refused.disconnect(said.append)
        if not done:
            for outcome, (reading, *_more) in readings.items():
                row = next(n for n in range(self.model.rowCount()) if self.model.outcome(n) == outcome)
                self.model.paste(f"{reading.value}\t{reading.date.isoformat()}\t{reading.note}", row, 3)
            text.set_text(self.said, said[0] if said else tr("It could not be saved."))
            self.said.show()
        elif stale(self.desk.portfolio, self._today):
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
            self.grid.first_cell()
        else:
            self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _may_close(self) -> bool:
        """Typed values are asked about once before they are lost."""
        if self.model.pending and not self._warned:
            self._warned = True
            text.set_text(
                self.said, tr("What is typed is not recorded yet. Record it, or close once more to leave it.")
            )
            self.said.show()
            return False
        return True

    def reject(self) -> None:
        if self._may_close():
            super().reject()

    def _seen(self) -> None:
        kept = state.load().get("seen")
        known = kept if isinstance(kept, dict) else {}
        document = self.desk.document
        state.update(seen={**known, document.store.portfolio_id: document.store.last_seq()})


def _record_words(count: int) -> str:
    return trn("Record {n} reading", "Record {n} readings", count, n=figure(count))
