"""What the page of one outcome shows of the one that is current: title, figures, evidence and chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.support.clock import today
from deliverydesk.support.language import tr
from deliverydesk.ui.panes.outcomes import exports
from deliverydesk.ui.panes.outcomes.figure_words import AWAITED, Figure, figures_of, money_figure
from deliverydesk.ui.panes.outcomes.words import product_mark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deliverydesk.analysis.evidence.page import Evidence
    from deliverydesk.domain.entities import Outcome
    from deliverydesk.ui.panes.outcomes.pane import OutcomesPane

LAYERS = {"limits": tr("Natural limits"), "fan": tr("Forecast to the due date"), "events": tr("Events")}
"""What may be left out of the chart, by its name in `charts.outcome.LAYERS`."""


class CurrentOutcome:
    """Fills the pane's detail, and keeps which layers of the chart are wanted."""

    def __init__(self, pane: OutcomesPane) -> None:
        self._pane = pane
        self._shown: tuple[int, object] | None = None
        self.layers: frozenset[str] = frozenset(LAYERS)

    def evidence(self) -> Evidence | None:
        """What was found out last of the current outcome."""
        page = self._pane.desk.findings.evidence
        current = self._pane.current
        return page.evidence.get(current) if page is not None and current is not None else None

    def forget(self) -> None:
        """The chart is drawn anew, in the range that the view has."""
        self._shown = None

    def take_layers(self, layers: Iterable[str]) -> None:
        """Have these layers and no others in the chart that is drawn next."""
        self.layers = frozenset(layers) & frozenset(LAYERS)
        for name in LAYERS:
            self._pane.commands[f"layer_{name}"].setChecked(name in self.layers)

    def choose_layers(self, layers: Iterable[str]) -> None:
        """Draw these layers and no others."""
        self.take_layers(layers)
        self.show_chart()
        self._pane.views.renew()

    def show(self) -> None:
        """Show the current outcome as it is now."""
        pane, current = self._pane, self._pane.current
        if current is None or pane.mode != "chart":
            return
        portfolio = pane.desk.portfolio
        outcome = portfolio.outcomes[current]
        code, hue = product_mark(portfolio, outcome.product)
        tip = ". ".join(words for words in (outcome.name, outcome.metric, outcome.notes) if words)
        pane.detail.title.show_outcome(code, hue, outcome.name, exports.caption(outcome), tip)
        self._show_figures(outcome)
        self.show_chart()

    def mark(self) -> None:
        """Light up what belongs to the selection: readings in the chart, deliverables in chart and table."""
        pane = self._pane
        items, current = frozenset(pane.desk.selection.deliverables()), pane.readings.currentIndex()
        chosen = set(pane.readings.selected_readings()) if pane.detail.panel == "readings" else set()
        if pane.detail.panel == "readings" and current.isValid():
            reading = pane.readings_model.reading(current.row())
            chosen |= {reading} if reading is not None else set()
        pane.detail.chart.set_selected(frozenset(chosen), items)
        pane.movers_model.set_lit(items)

    def _show_figures(self, outcome: Outcome) -> None:
        portfolio, evidence = self._pane.desk.portfolio, self.evidence()
        figures: tuple[Figure, ...] = AWAITED
        line = basis = ""
        if evidence is not None:
            from deliverydesk.ui.panes.outcomes import evidence_words

            figures = evidence_words.evidence_figures(outcome, evidence, today())
            line = evidence_words.evidence_line(outcome, evidence)
            basis = evidence_words.evidence_basis(outcome, evidence)
            if not self._pane.desk.findings.current:
                basis = tr("It is being found out anew.") + "\n" + basis
        detail = self._pane.detail
        money = money_figure(portfolio, outcome.id)
        detail.figures.set_figures((*figures, money, *figures_of(portfolio, outcome.id, today())))
        detail.evidence.say(line, basis)

    def show_chart(self) -> None:
        """Draw the chart of the current outcome, or say what is to be done where it has no readings."""
        pane, current = self._pane, self._pane.current
        if current is None or pane.mode != "chart" or not pane.begun:
            return
        portfolio, chart = pane.desk.portfolio, pane.detail.chart
        if not portfolio.measurements.by("outcome", current):
            self._shown = None
            chart.say(
                tr("No readings yet"),
                tr("Paste two columns, date and value. Five readings give a first verdict."),
                tr("Add readings"),
            )
            return
        spec = pane.comparison.chart(portfolio, current, today(), evidence=self.evidence(), layers=self.layers)
        if self._shown == (current, spec):
            return
        same = self._shown is not None and self._shown[0] == current
        zoomed = chart.plot is not None and chart.plot.is_zoomed()
        self._shown = (current, spec)
        chart.show_spec(spec, keep_view=same and zoomed)
