"""The field of work in flight, with what is said of a point."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from deliverydesk.analysis.chances import chances
from deliverydesk.analysis.divergence_words import delivery_lines
from deliverydesk.analysis.evidence.words import reach_line
from deliverydesk.charts.divergence import REGIONS, STRIPS, chart_of
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr
from deliverydesk.ui import text
from deliverydesk.ui.latest import Latest
from deliverydesk.ui.widgets.point_plot import MANY, PointPlot

if TYPE_CHECKING:
    from deliverydesk.analysis.divergence import Divergence, Place
    from deliverydesk.charts.spec import ChartSpec
    from deliverydesk.ui.desk import Desk


class Plot(PointPlot):
    """Points that are clicked, lassoed and walked."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self.places: dict[int, Place] = {}
        self._charting = Latest()
        self.setObjectName("divergence.plot")
        self.setMinimumSize(QSize(260, 220))
        text.name(self, tr("Divergence of delivery and outcome"), tr("Page Up and Page Down walk the items by rank."))

    def show_divergence(self, divergence: Divergence) -> None:
        """Show these places."""
        self.places = {place.deliverable: place for place in divergence.places}
        make = partial(chart_of, self.desk.portfolio, divergence)
        if len(self.places) > MANY:
            # Who is gone must not be pointed at in what is shown until then.
            self.dots = {key: dot for key, dot in self.dots.items() if key in self.places}
            self._charting.run(make, self._show_chart, self.desk.refused.emit)
        else:
            self._charting.forget()
            self._show_chart(make())

    def _show_chart(self, spec: ChartSpec) -> None:
        if isValid(self):
            text.name(self, tr("Divergence of delivery and outcome"), spec.alt)
            self.show_spec(spec)

    def hover_words(self, entity_id: int) -> list[str]:
        portfolio, place = self.desk.portfolio, self.places[entity_id]
        lines = [text.one_line(portfolio.deliverables[entity_id].title, 80)]
        lines += delivery_lines(place)
        if place.outcome is None:
            lines.append(tr("it is to move no outcome"))
        else:
            outcome = portfolio.outcomes[place.outcome]
            name = text.one_line(outcome.name, 60)
            reach = chances(place.reach) if place.reach is not None else STRIPS[place.strip] if place.strip else ""
            lines.append(tr("{outcome}: {reach}", outcome=name, reach=reach))
            found = self.desk.findings.evidence
            told = found.evidence.get(place.outcome) if found is not None else None
            if told is not None:
                lines.append(reach_line(told.reach, outcome.unit))
        if place.remaining is not None:
            lines.append(tr("{weeks} pw to come", weeks=figure(place.remaining)))
        if place.region is not None:
            lines.append(REGIONS[place.region])
        return lines

    def figure_at(self, pos: QPoint) -> tuple[str, QRect] | None:
        """Left of the field the chance of the outcome, below it that of delivery, and within it the regions."""
        frame = self.laid_out()
        if frame is None or not self.dots:
            return None
        left, top, right, bottom = (round(edge) for edge in frame.box)
        areas = (
            ("chance_reach", QRect(0, top, left, bottom - top)),
            ("chance_on_time", QRect(left, bottom, right - left, self.height() - bottom)),
            ("divergence", QRect(left, top, right - left, bottom - top)),
        )
        return next((area for area in areas if area[1].contains(pos)), None)
