"""What a person can do in this pane beyond typing into cells: each ends in one action, which is one step of undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtWidgets import QApplication

from deliverydesk.actions import contributing, measuring, records
from deliverydesk.charts.format import day as day_words
from deliverydesk.charts.format import with_unit
from deliverydesk.domain.entities import Measurement, Outcome
from deliverydesk.support.clock import today
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr
from deliverydesk.ui.panes.outcomes.paste import Paste, names_outcomes, read_paste
from deliverydesk.ui.typed import refusal

if TYPE_CHECKING:
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.panes.outcomes.note_popover import NotePopover
    from deliverydesk.ui.panes.outcomes.pane import OutcomesPane
    from deliverydesk.ui.widgets.sheet import Sheet


class Gestures:
    """Works on the pane's current outcome and selections. `sheet` is the sheet opened last."""

    sheet: Sheet
    note: NotePopover

    def __init__(self, pane: OutcomesPane) -> None:
        self._pane = pane
        self._desk = pane.desk
        # A double click writes a note; what a click asks for waits until it cannot become one.
        self._clicked = QTimer(pane, singleShot=True, interval=QApplication.doubleClickInterval())
        self._clicked.timeout.connect(self._show_reading)
        self._reading = 0

    def _do(self, action: Callable[[Portfolio], ChangeSet], *, toast: bool = False) -> bool:
        return self._pane.do(action, toast=toast)

    def new_outcome(self) -> None:
        """Ask for a new outcome."""
        self._open_outcome(None)

    def edit_outcome(self) -> None:
        """Ask for the settings of the current outcome."""
        if self._pane.current is not None:
            self._open_outcome(self._pane.current)

    def _open_outcome(self, outcome: int | None) -> None:
        from deliverydesk.ui.panes.outcomes.outcome_sheet import OutcomeSheet

        portfolio = self._desk.portfolio
        if self._desk.document.read_only:
            self._desk.refused.emit(self._desk.document.read_only)
            return
        known = portfolio.outcomes[outcome] if outcome is not None else None

        def save(values: dict[str, Any]) -> str:
            return self._save_outcome(outcome, values)

        def needs_step(values: dict[str, Any]) -> bool:
            return known is not None and measuring.needs_step(self._desk.portfolio, known, values)

        def freeze() -> str:
            assert outcome is not None
            problem = refusal(self._desk.portfolio, lambda p: measuring.freeze(p, outcome))
            if not problem:
                self._do(lambda p: measuring.freeze(p, outcome))
            return problem

        self.sheet = OutcomeSheet(self._pane, portfolio, known, today(), save, needs_step, freeze)
        self.sheet.open()

    def _save_outcome(self, outcome: int | None, values: dict[str, Any]) -> str:
        """Add or change an outcome; the sentence of what is wrong, or nothing."""

        def action(portfolio: Portfolio) -> ChangeSet:
            if outcome is None:
                return records.add(portfolio, Outcome, values)
            return measuring.retarget(portfolio, outcome, **values)

        known = set(self._desk.portfolio.outcomes.ids)
        problem = refusal(self._desk.portfolio, action)
        if not problem and self._do(action) and outcome is None:
            self._pane.choose(next(made for made in self._desk.portfolio.outcomes.ids if made not in known))
        return problem

    def forget_step(self) -> None:
        """The last change of the target was a slip of the pen: keep the target and forget the step."""
        current = self._pane.current
        if current is not None:
            self._do(lambda p: measuring.forget_step(p, current), toast=True)

    def delete_outcome(self) -> None:
        """Delete the current outcome with its readings; the toast offers Undo."""
        current = self._pane.current
        if current is not None:
            self._do(lambda p: records.delete(p, Outcome, [current]), toast=True)

    def add_reading(self) -> None:
        """Put the cursor where the next reading is typed."""
        if self._pane.current is None:
            self.new_outcome()
            return
        self._pane.detail.show_panel("readings")
        self._pane.readings.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._pane.readings.clearSelection()
        self._pane.readings.go_to_entry()

    def delete_readings(self) -> None:
        """Delete the readings with a selected cell."""
        chosen = self._pane.readings.selected_readings()
        if chosen:
            self._do(lambda p: records.delete(p, Measurement, chosen), toast=True)
        else:
            self._desk.refused.emit(tr("Select the readings to delete first."))

    def compare(self) -> None:
        """Ask for a second outcome to be drawn over the current one."""
        from deliverydesk.ui.panes.outcomes.compare_sheet import CompareSheet

        current, portfolio = self._pane.current, self._desk.portfolio
        others = sorted(
            ((each.id, each.name) for each in portfolio.outcomes if each.id != current),
            key=lambda pair: pair[1].casefold(),
        )
        if current is None or not others:
            self._desk.refused.emit(tr("There is no second outcome to compare with."))
            return
        self.sheet = CompareSheet(self._pane, portfolio.outcomes[current].name, others, self.compare_with)
        self.sheet.open()

    def compare_with(self, other: int | None, indexed: bool = False) -> str:
        """Draw another outcome over the current one, None for none; the sentence of what is wrong, or nothing."""
        pane = self._pane
        try:
            if pane.current is not None:
                pane.comparison.take(self._desk.portfolio, pane.current, other, indexed, today())
        except DeskError as error:
            return str(error)
        pane.show_mode("chart")
        return ""

    def reading_clicked(self, reading: int) -> None:
        """Show a reading in its table, unless the click becomes a double click."""
        self._reading = reading
        self._clicked.start()

    def _show_reading(self) -> None:
        readings = self._pane.readings
        self._pane.detail.show_panel("readings")
        readings.go_to(self._reading)
        readings.setFocus(Qt.FocusReason.OtherFocusReason)

    def write_note(self, reading: int, place: QRect) -> None:
        """Write the note of a reading beside its point in the chart."""
        self._clicked.stop()
        measurement = self._desk.portfolio.measurements.get(reading)
        plot = self._pane.detail.chart.plot
        if measurement is None or plot is None:
            return
        if locked := self._desk.locked(Measurement):
            self._desk.refused.emit(locked)
            return
        from deliverydesk.ui.panes.outcomes.note_popover import NotePopover

        def save(words: str) -> None:
            self._do(lambda p: records.edit(p, Measurement, [reading], {"note": words}))

        unit = self._desk.portfolio.outcomes[measurement.outcome].unit
        title = f"{day_words(measurement.date)}, {with_unit(measurement.value, unit)}"
        self.note = NotePopover(self._pane, title, measurement.note, save)
        self.note.open_at(place, plot)

    def paste(self, words: str) -> None:
        """Take a block of cells: at once where all is plain, else only once a person has looked. A table of several
        outcomes goes to the import, which matches their names.
        """
        if not self._desk.locked(Measurement) and names_outcomes(words, self._desk.portfolio):
            self._pane.table_pasted.emit(words)
            return
        if self._pane.current is None or self._pane.readings_model.read_only:
            self._desk.refused.emit(
                self._pane.readings_model.read_only or tr("Choose an outcome to paste readings for.")
            )
            return
        self._pane.readings_model.flush()
        try:
            paste = read_paste(words, today())
        except DeskError as error:
            self._desk.refused.emit(str(error))
            return
        known = self._pane.readings_model.days()
        if paste.needs_a_look or any(reading.date in known for reading in paste.readings):
            from deliverydesk.ui.panes.outcomes.paste_sheet import PasteSheet

            name = self._desk.portfolio.outcomes[self._pane.current].name
            self.sheet = PasteSheet(self._pane, words, paste, name, known, today(), self._record)
            self.sheet.open()
        else:
            self._record(paste)

    def _record(self, paste: Paste) -> None:
        current = self._pane.current
        if current is not None and paste.readings:
            self._do(lambda p: measuring.record(p, current, paste.readings), toast=True)

    def add_movers(self) -> None:
        """Choose deliverables that are to move the current outcome."""
        from deliverydesk.ui.panes.outcomes.deliverable_sheet import DeliverableSheet

        portfolio, current = self._desk.portfolio, self._pane.current
        if current is None:
            return
        known = {contribution.deliverable for contribution in portfolio.contributions.by("outcome", current)}
        items = [item for item in portfolio.live if item not in known]
        self._pane.detail.show_panel("movers")

        def add(chosen: list[int]) -> bool:
            return self._do(lambda p: contributing.add_contributions(p, current, chosen))

        self.sheet = DeliverableSheet(self._pane, portfolio, portfolio.outcomes[current].name, items, add)
        self.sheet.open()

    def remove_movers(self) -> None:
        """Take the selected deliverables off the current outcome."""
        chosen = [mover.id for mover in self._pane.movers.selected()]
        if chosen:
            self._do(lambda p: contributing.remove_contributions(p, chosen), toast=True)
        else:
            self._desk.refused.emit(tr("Select the deliverables to remove from the outcome first."))
