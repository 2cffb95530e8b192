"""Where the chart stands: words while there is nothing to draw, and pyqtgraph only once there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QRect, Signal
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget

from deliverydesk.support.language import tr
from deliverydesk.ui.widgets.empty import EmptyState

if TYPE_CHECKING:
    from deliverydesk.charts.spec import ChartSpec
    from deliverydesk.ui.panes.outcomes.plot_adapter import OutcomePlot

Ends = tuple[tuple[float, float], tuple[float, float]]
"""Days from and to, values from and to."""


class ChartHost(QWidget):
    """Shows one ChartSpec, or what to do where there is none."""

    reading_chosen = Signal(object)
    note_wanted = Signal(object, QRect)
    marker_chosen = Signal(object)
    event_chosen = Signal(object)
    asked = Signal(str, object)
    advice_taken = Signal()
    """The button of the empty state was pressed."""
    view_changed = Signal()
    """The chart was zoomed or moved."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outcomes.chart")
        self.plot: OutcomePlot | None = None
        self.empty = EmptyState(
            "no-readings",
            tr("No readings yet"),
            tr("Paste two columns, date and value."),
            tr("Add readings"),
            self.advice_taken.emit,
            self,
        )
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.empty)
        self._ended = False
        self._legend = False
        self._wanted: Ends | None = None
        """What is to be zoomed to once there is a chart."""
        self._readings: frozenset[int] = frozenset()
        self._items: frozenset[int] = frozenset()
        self.setMinimumSize(220, 80)
        app = QApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.shut_down)

    def say(self, missing: str, advice: str, button: str = "") -> None:
        """Show what is missing instead of a chart."""
        self.empty.say(missing, advice, button)
        self._stack.setCurrentWidget(self.empty)

    def show_spec(self, spec: ChartSpec, *, keep_view: bool) -> None:
        """Draw a chart. The first one imports pyqtgraph and numpy."""
        if self._ended:
            return
        plot = self._plot()
        self._stack.setCurrentWidget(plot)
        plot.show_spec(spec, keep_view=keep_view)
        if self._wanted is not None:
            plot.show_range(*self._wanted)
            self._wanted = None

    def _plot(self) -> OutcomePlot:
        if self.plot is None:
            from deliverydesk.ui.panes.outcomes.plot_adapter import OutcomePlot

            self.plot = OutcomePlot(self)
            self.plot.reading_chosen.connect(self.reading_chosen)
            self.plot.note_wanted.connect(self.note_wanted)
            self.plot.marker_chosen.connect(self.marker_chosen)
            self.plot.event_chosen.connect(self.event_chosen)
            self.plot.asked.connect(self.asked)
            self.plot.view_changed.connect(self.view_changed)
            self._stack.addWidget(self.plot)
            self.plot.set_legend(self._legend)
            self.plot.set_selected(self._readings, self._items)
        return self.plot

    def set_legend(self, shown: bool) -> None:
        """Show the legend, now and in charts to come."""
        self._legend = shown
        if self.plot is not None:
            self.plot.set_legend(shown)

    def set_selected(self, readings: frozenset[int], items: frozenset[int]) -> None:
        """Mark readings and deliverables that are selected elsewhere."""
        self._readings, self._items = readings, items
        if self.plot is not None:
            self.plot.set_selected(readings, items)

    def zoom(self, steps: int) -> None:
        """Zoom in, or out with steps below 0."""
        if self.plot is not None:
            self.plot.zoom(steps)

    def zoomed_to(self) -> Ends | None:
        """Where the chart is zoomed to; None where all of it is shown."""
        return self.plot.view_range() if self.plot is not None and self.plot.is_zoomed() else None

    def zoom_to(self, ends: Ends | None) -> None:
        """Show what `zoomed_to` gave of the chart that is drawn next, the whole chart for None."""
        self.reset_zoom()
        self._wanted = ends

    def reset_zoom(self) -> None:
        """Show the whole chart again."""
        if self.plot is not None:
            self.plot.reset_view()

    def restyle(self) -> None:
        """Draw in the present theme."""
        if self.plot is not None:
            self.plot.restyle()

    def shut_down(self) -> None:
        """Take pyqtgraph down before Qt ends; left to the interpreter it crashes."""
        self._ended = True
        plot, self.plot = self.plot, None
        if plot is not None:
            self._stack.removeWidget(plot)
            plot.shut_down()
            QCoreApplication.sendPostedEvents(plot, QEvent.Type.DeferredDelete)
