"""What a person can do about the evidence of an outcome: freeze its goal, lay out its limits, note what came from
outside. Each ends in one action, which is one step of undo.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from deliverydesk.actions import events, measuring, phasing, records
from deliverydesk.analysis.events import touching, unmarked
from deliverydesk.domain.entities import Event, Phase
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr
from deliverydesk.ui.typed import refusal

if TYPE_CHECKING:
    from deliverydesk.ui.panes.outcomes.pane import OutcomesPane
    from deliverydesk.ui.typed import Action
    from deliverydesk.ui.widgets.sheet import Sheet


class EvidenceGestures:
    """Works on the pane's current outcome. `sheet` is the sheet opened last."""

    sheet: Sheet

    def __init__(self, pane: OutcomesPane) -> None:
        self._pane = pane
        self._desk = pane.desk

    def _ready(self) -> int | None:
        """The current outcome, where something may be written about it; says why not where it may not."""
        if self._desk.document.read_only:
            self._desk.refused.emit(self._desk.document.read_only)
            return None
        if self._pane.current is None:
            self._desk.refused.emit(tr("Choose an outcome first."))
        return self._pane.current

    def _pointed_at(self) -> date:
        """The day of the reading chosen in chart or table, else of the latest reading, else today."""
        current = self._pane.current
        readings = self._desk.portfolio.measurements_of(current) if current is not None else []
        chosen = set(self._pane.readings.selected_readings()) if self._pane.detail.panel == "readings" else set()
        plot = self._pane.detail.chart.plot
        if plot is not None and plot.hover is not None and plot.hover.reading is not None:
            return date.fromordinal(int(plot.hover.at[0]))
        found = [reading for reading in readings if reading.id in chosen] or readings
        return found[-1].date if found else today()

    def _keep(self, action: Action) -> str:
        """Do it; the sentence of what is wrong, or nothing."""
        problem = refusal(self._desk.portfolio, action)
        if not problem:
            self._pane.do(action)
        return problem

    def asked(self, what: str, day: object) -> None:
        """What was asked for in the chart's own menu, at a day."""
        known = date.fromordinal(day) if isinstance(day, int) else None
        if what == "phase":
            self.begin_phase(known)
        elif what == "lock":
            self.lock_limits(known)
        elif what == "follow":
            self.follow_limits()
        elif what == "event":
            self.note_event(known)

    def freeze(self) -> None:
        """Settle what the current outcome is to reach."""
        current = self._ready()
        if current is not None:
            self._pane.do(lambda p: measuring.freeze(p, current), toast=True)

    def begin_phase(self, day: date | None = None) -> None:
        """Ask why a phase with limits of its own begins at a day."""
        from deliverydesk.ui.panes.outcomes.phase_sheet import PhaseSheet

        current = self._ready()
        if current is None:
            return

        def keep(start: date, reason: str) -> str:
            return self._keep(lambda p: phasing.split_phase(p, current, start, reason))

        name = self._desk.portfolio.outcomes[current].name
        self.sheet = PhaseSheet(self._pane, name, day or self._pointed_at(), today(), keep)
        self.sheet.open()

    def lock_limits(self, day: date | None = None) -> None:
        """Let the limits stand on the readings up to a day."""
        current, until = self._ready(), day or self._pointed_at()
        if current is not None:
            self._pane.do(lambda p: phasing.lock_limits(p, current, until), toast=True)

    def follow_limits(self) -> None:
        """Let the limits follow all readings of the phase."""
        current = self._ready()
        if current is not None:
            self._pane.do(lambda p: phasing.lock_limits(p, current, None), toast=True)

    def remove_phase(self) -> None:
        """Take the latest phase back: its readings belong to the one before again."""
        current = self._ready()
        if current is None:
            return
        phases = self._desk.portfolio.phases.by("outcome", current)
        if not phases:
            self._desk.refused.emit(tr("This outcome has no phase yet that could be removed."))
            return
        latest = max(phases, key=lambda each: each.start)
        self._pane.do(lambda p: records.delete(p, Phase, [latest.id]), toast=True)

    def note_event(self, day: date | None = None) -> None:
        """Ask for an event from outside, which is to be looked at for the current outcome."""
        from deliverydesk.ui.panes.outcomes.event_sheets import EventSheet

        current = self._ready()
        if current is None:
            return

        def keep(values: dict[str, Any]) -> str:
            return self._keep(lambda p: events.note_event(p, **values, outcomes=(current,)))

        self.sheet = EventSheet(self._pane, None, day or self._pointed_at(), today(), keep)
        self.sheet.open()

    def show_events(self) -> None:
        """List the events that touch the current outcome, to be changed, deleted or looked at."""
        from deliverydesk.ui.panes.outcomes.event_sheets import EventsSheet

        current = self._ready()
        if current is None:
            return
        desk = self._desk
        self.sheet = EventsSheet(
            self._pane, lambda: touching(desk.portfolio, current), lambda: unmarked(desk.portfolio), self
        )
        self.sheet.open()

    def mark_touched(self, event: int) -> None:
        """The event touches the current outcome, which is to be looked at afresh."""
        current = self._ready()
        if current is not None:
            self._pane.do(lambda p: events.mark_touched(p, event, outcomes=(current,)))

    def edit_event(self, event: int) -> None:
        """Ask for other words or days of an event."""
        from deliverydesk.ui.panes.outcomes.event_sheets import EventSheet

        known = self._desk.portfolio.events.get(event)
        if self._ready() is None or known is None:
            return

        def keep(values: dict[str, Any]) -> str:
            return self._keep(lambda p: records.edit(p, Event, [event], values))

        self.sheet = EventSheet(self._pane, known, known.start, today(), keep)
        self.sheet.open()

    def delete_event(self, event: int) -> None:
        """Delete an event with its marks."""
        if self._ready() is not None:
            self._pane.do(lambda p: records.delete(p, Event, [event]), toast=True)

    def mark_seen(self, mark: int) -> None:
        """The fresh look that an event asked for was taken."""
        if self._ready() is not None:
            self._pane.do(lambda p: events.mark_seen(p, [mark]))
