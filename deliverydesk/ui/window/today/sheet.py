"""Today: a briefing, the grid of missing values, and lines that lead to what they tell of."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from deliverydesk.actions import measuring
from deliverydesk.analysis.reviewing.cadence import cadences
from deliverydesk.analysis.reviewing.following import revisits
from deliverydesk.analysis.reviewing.words import cadence_words, revisit_words, subject_words
from deliverydesk.analysis.today import Today, stale, today_of
from deliverydesk.charts.format import day
from deliverydesk.domain.entities import Deliverable, Outcome, Product
from deliverydesk.domain.wording import figure
from deliverydesk.support import clock
from deliverydesk.support.language import tr, trn
from deliverydesk.ui import fonts, text
from deliverydesk.ui.dialogs.stopping import door
from deliverydesk.ui.latest import Latest
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton
from deliverydesk.ui.widgets.segmented import Segmented
from deliverydesk.ui.widgets.sheet import Sheet
from deliverydesk.ui.window import state
from deliverydesk.ui.window.palette.entries import Entry
from deliverydesk.ui.window.palette.listing import EntryList
from deliverydesk.ui.window.today.briefing import BriefingPage
from deliverydesk.ui.window.today.grid import ROW, Grid
from deliverydesk.ui.window.today.model import GridModel
from deliverydesk.ui.window.today.stopped import recovered_words, stalled_lines

if TYPE_CHECKING:
    from deliverydesk.analysis.briefing import Point
    from deliverydesk.analysis.reviewing.cadence import Cadence
    from deliverydesk.analysis.reviewing.following import Revisit
    from deliverydesk.document.document import HistoryEntry
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.window.main_window import MainWindow

_PAGE = "today_page"
"""What is kept in the state of windows: the page that was chosen last."""
_MOST_ROWS, _MOST_LINES, _LEAST_LINES, _MOST_SEEN = 6, 5, 4, 100
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
        self.grid.setVisible(bool(late) and not self.desk.document.read_only)
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
        desk = self.desk
        look = partial(today_of, desk.portfolio, desk.scores, self._today)
        if len(desk.portfolio.deliverables) > _MANY and not desk.document.loading:
            self._looking.run(look, self._show_found, desk.refused.emit)
        else:
            self._show_found(look())

    @property
    def is_looking(self) -> bool:
        """Whether what deserves a look is still to be found out."""
        return self._looking.busy

    def _show_found(self, figures: Today) -> None:
        if isValid(self):
            text.set_text(self.summary, self._briefing(figures))
            recovered = recovered_words(self.desk.portfolio, self._today)
            text.set_text(self.recovered, recovered)
            self.recovered.setVisible(bool(recovered))
            self._list(figures)

    def _briefing(self, figures: Today) -> str:
        portfolio = self.desk.portfolio
        return briefing(figures) if portfolio.outcomes or portfolio.deliverables else _NOTHING_YET

    def _list(self, figures: Today) -> None:
        portfolio = self.desk.portfolio
        entries: list[Entry] = []
        items = portfolio.deliverables
        news = self._news_entries()
        stalled = stalled_lines(portfolio, self._today, lambda one: door.stop(self.desk, self._desk_window, (one,)))
        late = sorted(cadences(portfolio, self._today), key=lambda each: -each.overdue_days)
        late = [each for each in late if each.is_due and each.overdue_days]
        # Of several reasons to look at one decision again the first is enough here.
        again = list({each.decision: each for each in reversed(revisits(portfolio, self._today))}.values())[::-1]
        groups: tuple[tuple[str, int, list[Entry]], ...] = (
            (
                tr("Target dates that have passed"),
                len(figures.overdue),
                [
                    self._line(each.deliverable, items[each.deliverable].title, _days_over(each.days))
                    for each in figures.overdue[:_MOST_LINES]
                ],
            ),
            (
                tr("Starts too early"),
                len(figures.broken),
                [self._line(each.successor, each.reason, "", "too_early") for each in figures.broken[:_MOST_LINES]],
            ),
            (tr("Stalled work"), len(stalled), stalled[:_MOST_LINES]),
            (
                tr("Rank against score"),
                len(figures.gaps),
                [
                    self._line(
                        each.deliverable,
                        items[each.deliverable].title,
                        tr("ranked {rank}, its score says {score}", rank=each.rank, score=each.rank - each.gap),
                        "gap",
                    )
                    for each in figures.gaps[:_MOST_LINES]
                ],
            ),
            (tr("Reviews that are overdue"), len(late), [self._overdue(each) for each in late[:_MOST_LINES]]),
            (tr("Decisions to revisit"), len(again), [self._revisit(each) for each in again[:_MOST_LINES]]),
            (tr("Since you looked last"), len(news), [self._news(each) for each in news[:_MOST_LINES]]),
        )
        for group, count, lines in groups:
            if lines:
                more = _first_of(group, count) if count > _MOST_LINES else group
                entries += [Entry("", more, more, figure=lines[0].figure), *lines]
        self.lines.show_entries(entries, keep=True)
        self.lines.setMinimumHeight(min(self.lines.sizeHint().height(), _LEAST_LINES * ROW))
        self.lines.setVisible(bool(entries))

    def _line(self, item: int, words: str, detail: str, figure: str = "") -> Entry:
        return Entry(f"{item}/{words}", "", words, detail, "warning", figure=figure, run=partial(self._show, item))

    def _overdue(self, each: Cadence) -> Entry:
        portfolio = self.desk.portfolio
        name = portfolio.products[each.product].name if each.product is not None else tr("The whole portfolio")
        run = self._desk_window.docks["review"].bring
        return Entry(f"review/{each.product}", "", name, cadence_words(each), "warning", figure="review_due", run=run)

    def _revisit(self, each: Revisit) -> Entry:
        portfolio = self.desk.portfolio
        words = subject_words(portfolio, portfolio.decisions[each.decision])
        detail = revisit_words(portfolio, each)
        return Entry(f"revisit/{each.decision}", "", words, detail, "warning", run=partial(self._look_again, each))

    def _look_again(self, each: Revisit) -> None:
        """Bring the review with what the decision is about."""
        self._desk_window.docks["review"].bring()
        if each.deliverable is not None:
            self.desk.select(Deliverable, (each.deliverable,), each.deliverable)
        elif each.product is not None:
            self.desk.select(Product, (each.product,), each.product)

    def _news(self, entry: HistoryEntry) -> Entry:
        words = entry.label[:1].upper() + entry.label[1:]
        history = self._desk_window.docks["history"]
        return Entry(f"news/{entry.seq}", "", words, entry.author, "history", run=history.show)

    def _news_entries(self) -> list[HistoryEntry]:
        seen = _seen_of(self._desk_window)
        if seen is None:
            return []
        entries = self.desk.document.history(_MOST_SEEN)
        return [entry for entry in entries if entry.seq > seen and entry.kind == "do" and not entry.undone]

    def _show(self, item: int) -> None:
        self.desk.select(Deliverable, (item,), item)

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


def _days_over(days: int) -> str:
    return trn("{n} day over", "{n} days over", days, n=figure(days))


def _first_of(group: str, count: int) -> str:
    return tr("{group}, the first {shown} of {count}", group=group, shown=_MOST_LINES, count=figure(count))


def _record_words(count: int) -> str:
    return trn("Record {n} reading", "Record {n} readings", count, n=figure(count))


def _seen_of(window: MainWindow) -> int | None:
    """The last entry of the journal that was there when this page was closed last; None for the first time."""
    kept = state.load().get("seen")
    seq = kept.get(window.desk.document.store.portfolio_id) if isinstance(kept, dict) else None
    return seq if isinstance(seq, int) else None
