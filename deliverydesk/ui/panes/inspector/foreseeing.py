"""The forecast in the inspector: asked for while a deliverable or a milestone is seen, shown once it is found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from deliverydesk.domain.entities import Deliverable, Milestone
from deliverydesk.support.language import tr
from deliverydesk.ui.panes.inspector.parts import Section

if TYPE_CHECKING:
    from deliverydesk.analysis.evidence.page import Page
    from deliverydesk.analysis.forecast.portfolio import PortfolioForecast
    from deliverydesk.ui.desk import Selection
    from deliverydesk.ui.panes.inspector.pane import InspectorPane


class Foreseeing(QObject):
    """Finds the section of one inspector."""

    def __init__(self, pane: InspectorPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._listens = False
        self._of: Selection | None = None
        """What the section was made of last."""
        self._section: Section | None = None

    def among(self, sections: tuple[Section, ...]) -> tuple[Section, ...]:
        """The sections with the forecast before the teams, or the notes of what has none."""
        at = next((at for at, section in enumerate(sections) if section.key in ("teams", "notes")), len(sections))
        return (*sections[:at], *self.sections(), *sections[at:])

    def sections(self) -> tuple[Section, ...]:
        """The forecast of the one thing that is selected; none before there is any. Asks for a current one."""
        desk = self._pane.desk
        selection = desk.selection
        if desk.scores is None or len(selection.ids) != 1 or selection.entity_type not in (Deliverable, Milestone):
            return ()
        findings = desk.findings
        if not self._listens:
            self._listens = True
            findings.renewed.connect(self._pane.renew)
        if not findings.current:
            findings.ask()
        if not findings.current or findings.forecast is None or findings.evidence is None:
            return (self._before(),)
        self._of, self._section = selection, self._made(findings.forecast, findings.evidence)
        return (self._section,)

    def _before(self) -> Section:
        """What was shown last of the same thing, until a newer forecast is found."""
        note = tr("being renewed")
        if self._section is None or self._of != self._pane.desk.selection:
            return Section("forecast", tr("Forecast"), (), note, figure="forecast")
        return replace(self._section, note=note)

    def _made(self, forecast: PortfolioForecast, evidence: Page) -> Section:
        from deliverydesk.ui.panes.inspector.forecast import item_forecast, milestone_forecast

        portfolio, selection = self._pane.desk.portfolio, self._pane.desk.selection
        if selection.entity_type is Deliverable:
            return item_forecast(portfolio, forecast, selection.ids[0])
        return milestone_forecast(portfolio, forecast, evidence, portfolio.milestones[selection.ids[0]])
