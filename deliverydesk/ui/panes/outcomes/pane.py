"""The outcomes pane: the scoreboard, and all about the outcome that is current."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QStackedLayout, QVBoxLayout, QWidget

from deliverydesk.domain.entities import Deliverable, Demand, Outcome
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr
from deliverydesk.ui import text
from deliverydesk.ui.exportable import Exportable
from deliverydesk.ui.panes.outcomes import commands, exports, view_state
from deliverydesk.ui.panes.outcomes.board_head import HeadedBoard
from deliverydesk.ui.panes.outcomes.board_view import Board
from deliverydesk.ui.panes.outcomes.chart_page import ChartPage
from deliverydesk.ui.panes.outcomes.comparison import Comparison
from deliverydesk.ui.panes.outcomes.current import CurrentOutcome
from deliverydesk.ui.panes.outcomes.detail import Detail
from deliverydesk.ui.panes.outcomes.effort_page import EffortPage
from deliverydesk.ui.panes.outcomes.evidence_gestures import EvidenceGestures
from deliverydesk.ui.panes.outcomes.gestures import Gestures
from deliverydesk.ui.panes.outcomes.movers import MoversModel, MoversView, moved_by, movers_of
from deliverydesk.ui.panes.outcomes.readings_model import ReadingsModel
from deliverydesk.ui.panes.outcomes.readings_view import ReadingsView
from deliverydesk.ui.panes.outcomes.scoreboard import BoardPages
from deliverydesk.ui.panes.outcomes.standings import Standings, concerns
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.buttons import GivingRow
from deliverydesk.ui.widgets.empty import EmptyState
from deliverydesk.ui.widgets.header import PaneHeader
from deliverydesk.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from deliverydesk.document.document import Changed
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.desk import Desk, Selection
    from deliverydesk.ui.theme import Theme


MODES = (
    ("chart", tr("Chart")),
    ("multiples", tr("Multiples")),
    ("scoreboard", tr("Scoreboard")),
    ("effort", tr("Effort")),
)


class OutcomesPane(QWidget):
    """Works from about 360 px on as a right-hand pane, and wide as half of the window."""

    table_pasted = Signal(str)
    """A table of measurements of several outcomes was pasted: the window shows what it would bring."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outcomes")
        text.name(self, tr("Outcomes"), tr("What was measured, against baseline, target and the path between"))
        self.desk = desk
        self._current: int | None = None
        self._begun = False
        self._stale = True
        self._standings = Standings()
        self.comparison = Comparison()
        self.gestures = Gestures(self)
        self.evidence = EvidenceGestures(self)
        self.shown = CurrentOutcome(self)
        self._make_widgets()
        self.commands = commands.make_commands(self)
        self.views = commands.views_menu(self)
        self.new_button = commands.new_button(self)
        self._panel_buttons = commands.place_tools(self)
        self._connect()

    # -- making ----------------------------------------------------------------------------------------------

    def _make_widgets(self) -> None:
        self.header = PaneHeader(tr("Outcomes"), parent=self)
        self.readings_model = ReadingsModel(self.do, self.desk.refused.emit, today, self)
        self.movers_model = MoversModel(self.do, self.desk.refused.emit, self)
        self.readings = ReadingsView(self.readings_model)
        self.movers = MoversView(self.movers_model)
        self.detail = Detail(self.readings, self.movers, self)
        self.board = Board(self)
        self.headed = HeadedBoard(self.board, self)
        self.page = ChartPage(self.detail, self.headed, self)
        self.boards = BoardPages(self)
        self.effort = EffortPage(self)
        self.modes = Segmented(MODES, tr("What is shown of the outcomes"), self, compact=True)
        self.header.add(self.modes)
        self.views_row = GivingRow(self.header)
        self.header.add_right(self.views_row, last=True)
        self.nothing = EmptyState(
            "outcome",
            tr("No outcomes yet"),
            tr("Say what is to change for a customer or the business, and how it is measured."),
            tr("New outcome…"),
            self.gestures.new_outcome,
            self,
        )
        pages = QWidget(self)
        self._pages = QStackedLayout(pages)
        for page in (self.page, self.boards, self.effort, self.nothing):
            self._pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(pages, 1)
        self.setMinimumWidth(340)

    def _connect(self) -> None:
        desk, chart = self.desk, self.detail.chart
        desk.findings.renewed.connect(self._found)
        desk.findings.renewing.connect(self._renewing)
        desk.changed.connect(self._changed)
        desk.day_changed.connect(self.refresh)
        desk.selection_changed.connect(self._selection_changed)
        self.board.chosen.connect(self.choose)
        self.board.doubleClicked.connect(lambda _index: self.gestures.edit_outcome())
        self.boards.chosen.connect(self.choose)
        self.boards.opened.connect(self._open_chart)
        self.board.sort_wanted.connect(self.sort_by)
        self.boards.table.sort_wanted.connect(self.sort_by)
        self.modes.chosen.connect(self.show_mode)
        self.readings.pasted.connect(self.gestures.paste)
        self.readings.delete_wanted.connect(self.gestures.delete_readings)
        self.readings.reading_chosen.connect(lambda _reading: self.shown.mark())
        self.movers.remove_wanted.connect(self.gestures.remove_movers)
        self.movers.deliverables_chosen.connect(lambda ids: desk.select(Deliverable, ids))
        self.detail.no_movers.button.clicked.connect(self.gestures.add_movers)
        self.detail.panel_chosen.connect(self._panel_chosen)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        chart.reading_chosen.connect(self.gestures.reading_clicked)
        chart.note_wanted.connect(self.gestures.write_note)
        chart.marker_chosen.connect(lambda item: desk.select(Deliverable, (item,)))
        chart.advice_taken.connect(self.gestures.add_reading)
        chart.asked.connect(self.evidence.asked)
        chart.event_chosen.connect(self.evidence.edit_event)

    # -- for the window --------------------------------------------------------------------------------------

    def command_groups(self) -> commands.Groups:
        """The pane's menus: title and actions, None for a separator."""
        return [*commands.groups(self.commands), (tr("Views"), self.views.actions())]

    def exportables(self) -> list[Exportable]:
        """The chart of the current outcome and the scoreboard, as they are seen now."""
        return exports.of_pane(self)

    def save_state(self) -> dict[str, Any]:
        """The view, as plain JSON values."""
        return view_state.saved(self) | self.views.to_state()

    def restore_state(self, state: dict[str, Any]) -> None:
        """Take a view that `save_state` gave; what does not fit any more is left out."""
        self.shown.forget()
        view_state.restore(self, state)
        self.views.take_state(state)
        self._stale = True
        if self._begun:
            self.refresh()

    def set_outcome(self, outcome: int) -> None:
        """Make an outcome the current one, to be shown with the next refresh."""
        self._current = outcome

    @property
    def current(self) -> int | None:
        """The outcome shown."""
        return self._current

    def shut_down(self) -> None:
        """Take the chart down; the window calls this as it closes."""
        self.detail.chart.shut_down()

    # -- showing ---------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Fill the pane. Runs by itself after its first paint, so that the window's own is not held up."""
        if not self._begun:
            self._begun = True
            self._follow_selection(self.desk.selection)
            self.refresh()
            self.page.begin()

    @property
    def begun(self) -> bool:
        """Whether it has been filled."""
        return self._begun

    @property
    def mode(self) -> str:
        """Which page is shown, one of MODES."""
        return self.modes.value()

    def show_mode(self, mode: str) -> None:
        """Show the chart of one outcome, or small charts or the scoreboard of all."""
        known = mode if mode in dict(MODES) else MODES[0][0]
        self.modes.set_value(known)
        self.boards.show_page(known == "scoreboard")
        self._show_page()
        if self._begun:
            self._show_rows()
            self._show_current()

    def _show_page(self) -> None:
        pages: dict[str, QWidget] = {"chart": self.page, "effort": self.effort}
        page = pages.get(self.mode, self.boards)
        empty = not len(self.desk.portfolio.outcomes) and self.mode != "effort"
        self._pages.setCurrentWidget(self.nothing if empty else page)

    def _open_chart(self, outcome: int) -> None:
        """The big chart of an outcome that was pointed at among others."""
        self.choose(outcome)
        self.show_mode("chart")
        self.detail.chart.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show the portfolio as it is now."""
        self._stale = False
        outcomes = self.desk.portfolio.outcomes
        if self._current not in outcomes:
            self._current = next(iter(outcomes.ids), None)
        self.header.set_count(str(len(outcomes)) if len(outcomes) else "")
        self._show_page()
        self.new_button.setVisible(bool(len(outcomes)))
        commands.allow_writing(self)
        self._show_rows()
        self._show_current()
        self.desk.findings.ask()

    def _found(self) -> None:
        """Evidence is new: the rows and the current outcome say so; the readings are as they were."""
        if self._begun and self.isVisible():
            self._show_rows()
            self.shown.show()
        else:
            self._stale = True

    def _renewing(self, renewing: bool) -> None:
        for label in (self.headed.head.tested, self.boards.filter.tested):
            label.set_renewing(renewing)

    def _show_rows(self) -> None:
        """Fill the page in sight; the others are filled once they are shown."""
        portfolio, day = self.desk.portfolio, today()
        if self.mode == "effort":
            self.effort.show_portfolio(portfolio, day)
            return
        page = self.desk.findings.evidence
        rows = self._standings.rows(portfolio, day, page.evidence if page is not None else None)
        for label in (self.headed.head.tested, self.boards.filter.tested):
            label.set_found(page.discovery if page is not None else None)
        if self.mode == "chart":
            self.board.show_rows(rows, self._current)
        else:
            self.boards.show_rows(portfolio, rows, self._current, day)

    def _show_current(self) -> None:
        portfolio, current = self.desk.portfolio, self._current
        self.readings_model.show(portfolio, current)
        movers = movers_of(portfolio, current) if current is not None else []
        self.movers_model.set_rows(movers)
        self.detail.set_movers_shown(bool(movers))
        self.shown.mark()
        self.views.renew()
        self.shown.show()

    # -- hearing ---------------------------------------------------------------------------------------------

    def _changed(self, changed: Changed) -> None:
        commands.allow_writing(self)
        change_set = changed.change_set
        self._standings.note(change_set)
        if not concerns(change_set):
            current = self.desk.portfolio.contributions.by("outcome", self._current)
            ours = {contribution.deliverable for contribution in current}
            asked = {getattr(change.entity, "deliverable", 0) for change in change_set.of(Demand)}
            touched = change_set.ids(Deliverable) | asked
            if not touched & (touched if self.mode == "effort" else ours):
                return
        if self._begun and self.isVisible():
            self.refresh()
        else:
            self._stale = True
            # Its commands can be given from the palette while it is hidden: they are about what is there.
            outcomes = self.desk.portfolio.outcomes
            if self._current not in outcomes:
                self._current = next(iter(outcomes.ids), None)

    def _selection_changed(self, selection: Selection) -> None:
        if not self._begun:
            return
        before = self._current
        self._follow_selection(selection)
        if self._current != before and self.isVisible():
            self._set_current(self._current)
            self._show_current()
        elif self._current != before:
            self._stale = True
        self.shown.mark()
        if selection.entity_type is not Deliverable:
            self.movers.forget_selection()

    def _follow_selection(self, selection: Selection) -> None:
        """An outcome selected elsewhere is shown; of selected deliverables, an outcome that they are to move."""
        portfolio = self.desk.portfolio
        if selection.entity_type is Outcome and selection.current in portfolio.outcomes:
            self._current = selection.current
        lit = moved_by(portfolio, selection.deliverables())
        for rows in (self.board.rows, self.boards.rows):
            rows.set_lit(frozenset(lit))
        if lit and self._current not in lit:
            self._current = lit[0]

    def choose(self, outcome: int) -> None:
        """Show an outcome and select it everywhere."""
        self._current = outcome
        self._set_current(outcome)
        self.desk.select(Outcome, (outcome,), outcome)
        self._show_current()

    def _set_current(self, outcome: int | None) -> None:
        self.board.set_current(outcome)
        self.boards.set_current(outcome)

    def sort_by(self, key: str, descending: bool) -> None:
        """Sort every list of outcomes by one of `words.SORT_KEYS`."""
        self.board.sort_by(key, descending)
        self.boards.sort_by(key, descending)
        self.views.renew()

    def _panel_chosen(self, panel: str) -> None:
        for name, buttons in self._panel_buttons.items():
            for button in buttons:
                button.setVisible(name == panel)
        if panel == "readings" and not self.readings.currentIndex().isValid():
            self.readings.go_to_entry()
        self.shown.mark()

    # -- moving about ---------------------------------------------------------------------------------------

    def do(self, action: Callable[[Portfolio], ChangeSet], *, toast: bool = False) -> bool:
        """Run an action through the desk, as the pane's own gesture."""
        return self.desk.do(action, toast=toast, origin=self)

    def step(self, by: int) -> None:
        """Go to the next or previous outcome of the scoreboard."""
        rows = self.board.rows if self.mode == "chart" else self.boards.rows
        place = rows.place(self._current) if self._current is not None else None
        if rows.rowCount():
            self.choose(rows.outcome(min(max((place or 0) + by, 0), rows.rowCount() - 1)))

    def focus_filter(self) -> None:
        """Put the cursor where outcomes are filtered; from the chart over to the scoreboard."""
        if self.mode == "chart":
            self.show_mode("scoreboard")
        self.boards.filter.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def toggle_legend(self) -> None:
        """Show or hide the chart's legend, as its command is checked."""
        self.detail.chart.set_legend(self.commands["legend"].isChecked())
        self.views.renew()

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        self.header.set_active(now is not None and self.isAncestorOf(now))

    # -- events ----------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), current_theme().colour("surface"))
        if not self._begun:
            QTimer.singleShot(0, self, self.begin)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        commands.fit_header(self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._begun and self._stale:
            self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and hasattr(self, "detail"):
            self.detail.chart.restyle()
