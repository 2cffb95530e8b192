"""The outcomes pane: the scoreboard, and all about the outcome that is current."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from deliverydesk.domain.entities import Contribution, Deliverable, Demand, Measurement, Outcome, Product, Settings
from deliverydesk.support.clock import today
from deliverydesk.ui import text
from deliverydesk.ui.exportable import Exportable
from deliverydesk.ui.panes.outcomes import commands, exports
from deliverydesk.ui.panes.outcomes.board_view import Board
from deliverydesk.ui.panes.outcomes.detail import Detail
from deliverydesk.ui.panes.outcomes.gestures import Gestures
from deliverydesk.ui.panes.outcomes.movers import MoversModel, MoversView, movers_of
from deliverydesk.ui.panes.outcomes.readings_model import ReadingsModel
from deliverydesk.ui.panes.outcomes.readings_view import ReadingsView
from deliverydesk.ui.panes.outcomes.words import board_rows, figures_of, product_mark
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.empty import EmptyState
from deliverydesk.ui.widgets.header import PaneHeader

if TYPE_CHECKING:
    from deliverydesk.document.document import Changed
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.desk import Desk, Selection
    from deliverydesk.ui.theme import Theme


_CHART_FIRST = 450
"""Height that the header, the figures and a chart worth reading take before the scoreboard gets the rest."""
_LOW, _BESIDE = 560, 640
"""A pane lower than the first and at least as wide as the second has the scoreboard beside the chart."""


class OutcomesPane(QWidget):
    """Works from about 360 px on as a right-hand pane, and wide as half of the window."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outcomes")
        text.name(self, "Outcomes", "What was measured, against baseline, target and the path between")
        self.desk = desk
        self._current: int | None = None
        self._begun = False
        self._stale = True
        self._shown_chart: tuple[int, object] | None = None
        self.gestures = Gestures(self)
        self._make_widgets()
        self.commands = commands.make_commands(self)
        self.new_button = commands.new_button(self)
        self._panel_buttons = commands.place_tools(self)
        self._connect()

    # -- making ----------------------------------------------------------------------------------------------

    def _make_widgets(self) -> None:
        self.header = PaneHeader("Outcomes", parent=self)
        self.readings_model = ReadingsModel(self.do, self.desk.refused.emit, today, self)
        self.movers_model = MoversModel(self.do, self.desk.refused.emit, self)
        self.readings = ReadingsView(self.readings_model)
        self.movers = MoversView(self.movers_model)
        self.detail = Detail(self.readings, self.movers, self)
        self.board = Board(self)
        self.split = QSplitter(Qt.Orientation.Vertical, self)
        self.split.setHandleWidth(5)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.detail)
        self.split.addWidget(self.board)
        self.split.setStretchFactor(0, 1)
        self.split.splitterMoved.connect(self._split_moved)
        self.board.setMinimumSize(220, 26 + 3 * 28)
        self.nothing = EmptyState(
            "outcome",
            "No outcomes yet",
            "Say what is to change for a customer or the business, and how it is measured.",
            "New outcome…",
            self.gestures.new_outcome,
            self,
        )
        pages = QWidget(self)
        self._pages = QStackedLayout(pages)
        self._pages.addWidget(self.split)
        self._pages.addWidget(self.nothing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(pages, 1)
        self.setMinimumWidth(340)

    def _connect(self) -> None:
        desk, chart = self.desk, self.detail.chart
        desk.changed.connect(self._changed)
        desk.selection_changed.connect(self._selection_changed)
        self.board.chosen.connect(self.choose)
        self.board.doubleClicked.connect(lambda _index: self.gestures.edit_outcome())
        self.readings.pasted.connect(self.gestures.paste)
        self.readings.delete_wanted.connect(self.gestures.delete_readings)
        self.readings.reading_chosen.connect(lambda _reading: self._mark())
        self.movers.remove_wanted.connect(self.gestures.remove_movers)
        self.movers.deliverables_chosen.connect(lambda ids: desk.select(Deliverable, ids))
        self.detail.no_movers.button.clicked.connect(self.gestures.add_movers)
        self.detail.panel_chosen.connect(self._panel_chosen)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        chart.reading_chosen.connect(self._reading_chosen)
        chart.marker_chosen.connect(lambda item: desk.select(Deliverable, (item,)))
        chart.advice_taken.connect(self.gestures.add_reading)

    # -- for the window --------------------------------------------------------------------------------------

    def command_groups(self) -> commands.Groups:
        """The pane's menus: title and actions, None for a separator."""
        return commands.groups(self.commands)

    def exportables(self) -> list[Exportable]:
        """The chart of the current outcome and the scoreboard, as they are seen now."""
        return exports.exportables(self.desk, self._current, today())

    def save_state(self) -> dict[str, Any]:
        """The view, as plain JSON values."""
        return {
            "outcome": self._current,
            "panel": self.detail.panel,
            "legend": self.commands["legend"].isChecked(),
            "sort": self.board.rows.sort_key,
            "descending": self.board.rows.descending,
            "split": self.split.sizes() if self._sized else [],
        }

    def restore_state(self, state: dict[str, Any]) -> None:
        """Take a view that `save_state` gave; what does not fit any more is left out."""
        outcome, sizes = state.get("outcome"), state.get("split")
        if isinstance(outcome, int) and outcome in self.desk.portfolio.outcomes:
            self._current = outcome
        self.detail.show_panel(str(state.get("panel", "")))
        self.commands["legend"].setChecked(bool(state.get("legend")))
        self.toggle_legend()
        self.board.sort_by(str(state.get("sort", "")), bool(state.get("descending")))
        if isinstance(sizes, list) and len(sizes) == 2 and all(isinstance(size, int) and size > 0 for size in sizes):
            self.split.setSizes(sizes)
            self._sized = True
        self._stale = True
        if self._begun:
            self.refresh()

    _sized = False

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
            self._share_room()

    def _share_room(self) -> None:
        """Give the chart its room first, the scoreboard the rest; below it, or beside it where the pane is low."""
        low = self.height() < _LOW and self.width() >= _BESIDE
        orientation = Qt.Orientation.Horizontal if low else Qt.Orientation.Vertical
        if self.split.orientation() != orientation:
            self.split.setOrientation(orientation)
            self._sized = False
        if self._sized:
            return
        if low:
            board = max(int(self.width() * 0.36), 260)
            self.split.setSizes([self.width() - board, board])
        else:
            rows = 26 + 28 * max(self.board.rows.rowCount(), 3) + 2
            board = max(min(rows, int(self.height() * 0.46), self.height() - _CHART_FIRST), 26 + 3 * 28)
            self.split.setSizes([self.height() - board, board])

    def _split_moved(self) -> None:
        self._sized = True

    def refresh(self) -> None:
        """Show the portfolio as it is now."""
        self._stale = False
        portfolio = self.desk.portfolio
        outcomes = portfolio.outcomes
        if self._current not in outcomes:
            self._current = next(iter(outcomes.ids), None)
        self.header.set_count(str(len(outcomes)) if len(outcomes) else "")
        self._pages.setCurrentIndex(0 if len(outcomes) else 1)
        self.new_button.setVisible(bool(len(outcomes)))
        reason = self.desk.document.read_only or ""
        self.readings_model.read_only = self.movers_model.read_only = reason
        for name in commands.WRITING:
            self.commands[name].setEnabled(not reason)
        self.new_button.allow(reason)
        self.board.show_rows(board_rows(portfolio, today()), self._current)
        self._show_current()

    def _show_current(self) -> None:
        portfolio, current = self.desk.portfolio, self._current
        self.readings_model.show(portfolio, current)
        movers = movers_of(portfolio, current) if current is not None else []
        self.movers_model.set_rows(movers)
        self.detail.set_movers_shown(bool(movers))
        self._mark()
        if current is None:
            return
        outcome = portfolio.outcomes[current]
        code, hue = product_mark(portfolio, outcome.product)
        tip = ". ".join(words for words in (outcome.name, outcome.metric, outcome.notes) if words)
        self.detail.title.show_outcome(code, hue, outcome.name, exports.caption(outcome), tip)
        self.detail.figures.set_figures(figures_of(portfolio, current, today()))
        self._show_chart(portfolio, outcome)

    def _show_chart(self, portfolio: Portfolio, outcome: Outcome) -> None:
        from deliverydesk.charts.outcome import outcome_chart

        chart = self.detail.chart
        if not portfolio.measurements.by("outcome", outcome.id):
            self._shown_chart = None
            chart.say(
                "No readings yet",
                "Paste two columns, date and value. Five readings give a first verdict.",
                "Add readings",
            )
            return
        spec = outcome_chart(portfolio, outcome.id, today=today())
        if self._shown_chart == (outcome.id, spec):
            return
        same = self._shown_chart is not None and self._shown_chart[0] == outcome.id
        zoomed = chart.plot is not None and chart.plot.is_zoomed()
        self._shown_chart = (outcome.id, spec)
        chart.show_spec(spec, keep_view=same and zoomed)

    def _mark(self) -> None:
        """Light up what belongs to the selection: readings in the chart, deliverables in chart and table."""
        items = frozenset(self.desk.selection.deliverables())
        current = self.readings.currentIndex()
        chosen = set(self.readings.selected_readings()) if self.detail.panel == "readings" else set()
        if self.detail.panel == "readings" and current.isValid():
            reading = self.readings_model.reading(current.row())
            chosen |= {reading} if reading is not None else set()
        self.detail.chart.set_selected(frozenset(chosen), items)
        self.movers_model.set_lit(items)

    # -- hearing ---------------------------------------------------------------------------------------------

    def _changed(self, changed: Changed) -> None:
        change_set = changed.change_set
        if not change_set.touches(Outcome, Measurement, Contribution, Product, Settings):
            current = self.desk.portfolio.contributions.by("outcome", self._current)
            ours = {contribution.deliverable for contribution in current}
            touched = {change.id for change in change_set.of(Deliverable)}
            touched |= {getattr(change.entity, "deliverable", 0) for change in change_set.of(Demand)}
            if not touched & ours:
                return
        if self._begun and self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _selection_changed(self, selection: Selection) -> None:
        if not self._begun:
            return
        before = self._current
        self._follow_selection(selection)
        if self._current != before and self.isVisible():
            self.board.set_current(self._current)
            self._show_current()
        elif self._current != before:
            self._stale = True
        self._mark()
        if selection.entity_type is not Deliverable:
            self.movers.forget_selection()

    def _follow_selection(self, selection: Selection) -> None:
        """An outcome selected elsewhere is shown; of selected deliverables, an outcome that they are to move."""
        portfolio = self.desk.portfolio
        if selection.entity_type is Outcome and selection.current in portfolio.outcomes:
            self._current = selection.current
        lit: dict[int, None] = {}
        for item in selection.deliverables():
            for contribution in portfolio.contributions.by("deliverable", item):
                lit[contribution.outcome] = None
        self.board.rows.set_lit(frozenset(lit))
        if lit and self._current not in lit:
            self._current = next(iter(lit))

    def choose(self, outcome: int) -> None:
        """Show an outcome and select it everywhere."""
        self._current = outcome
        self.board.set_current(outcome)
        self.desk.select(Outcome, (outcome,), outcome)
        self._show_current()

    def _reading_chosen(self, reading: int) -> None:
        self.detail.show_panel("readings")
        self.readings.go_to(reading)
        self.readings.setFocus(Qt.FocusReason.OtherFocusReason)

    def _panel_chosen(self, panel: str) -> None:
        for name, buttons in self._panel_buttons.items():
            for button in buttons:
                button.setVisible(name == panel)
        if panel == "readings" and not self.readings.currentIndex().isValid():
            self.readings.go_to_entry()
        self._mark()

    # -- moving about ---------------------------------------------------------------------------------------

    def do(self, action: Callable[[Portfolio], ChangeSet], *, toast: bool = False) -> bool:
        """Run an action through the desk, as the pane's own gesture."""
        return self.desk.do(action, toast=toast, origin=self)

    def step(self, by: int) -> None:
        """Go to the next or previous outcome of the scoreboard."""
        rows = self.board.rows
        place = rows.place(self._current) if self._current is not None else None
        if rows.rowCount():
            self.choose(rows.outcome(min(max((place or 0) + by, 0), rows.rowCount() - 1)))

    def zoom(self, steps: int) -> None:
        """Zoom the chart in, or out with steps below 0."""
        if self.detail.chart.plot is not None:
            self.detail.chart.plot.zoom(steps)

    def reset_zoom(self) -> None:
        """Show the whole chart again."""
        if self.detail.chart.plot is not None:
            self.detail.chart.plot.reset_view()

    def toggle_legend(self) -> None:
        """Show or hide the chart's legend, as its command is checked."""
        self.detail.chart.set_legend(self.commands["legend"].isChecked())

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        self.header.set_active(now is not None and self.isAncestorOf(now))

    # -- events ----------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), current_theme().colour("surface"))
        if not self._begun:
            QTimer.singleShot(0, self, self.begin)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._begun:
            self._share_room()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._begun and self._stale:
            self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and hasattr(self, "detail"):
            self.detail.chart.restyle()
