"""Rows to measurements: one dated value a row, or one date and several outcomes' values a row."""

import datetime as dt
from typing import Any

from deliverydesk.actions.draft import Draft
from deliverydesk.domain.entities import Measurement, Outcome
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.wording import counted
from deliverydesk.importers.convert import Misfit, read_number
from deliverydesk.importers.deliverables import Taken
from deliverydesk.importers.limits import PROGRESS_EVERY
from deliverydesk.importers.model import Table, cell_text
from deliverydesk.importers.names import NameBook, name_key
from deliverydesk.importers.plan import ColumnPlan, ImportPlan
from deliverydesk.importers.report import RowPreview, RowState
from deliverydesk.importers.rows import LEFT_OUT, VALUE_LEFT_OUT, Problem, Row, Rows
from deliverydesk.importers.words import is_nothing
from deliverydesk.support.progress import Progress


class MeasurementImport:
    """Takes the rows of one table into a draft. One use only."""

    def __init__(self, table: Table, rows: Rows, plan: ImportPlan, portfolio: Portfolio, progress: Progress) -> None:
        self.table, self.rows, self.plan, self.portfolio, self.progress = table, rows, plan, portfolio, progress
        self.draft = Draft(portfolio)
        self.outcomes = NameBook("outcome", (outcome.name for outcome in portfolio.outcomes))
        self._ids: dict[str, list[int]] = {}
        for outcome in portfolio.outcomes:
            self._ids.setdefault(name_key(outcome.name), []).append(outcome.id)
        self._known: dict[tuple[int, dt.date], Measurement] = {}
        for measurement in portfolio.measurements:
            self._known[measurement.outcome, measurement.date] = measurement
        self._seen: dict[tuple[int, dt.date], tuple[int, float]] = {}
        self._indexes = {number: index for index, number in enumerate(table.row_numbers)}

    def take(self) -> Taken:
        """All rows with a date and a value. Lets Cancelled through from the progress listener."""
        states = []
        gaps = 0
        for at, row in enumerate(self.rows.rows):
            if at % PROGRESS_EVERY == 0:
                self.progress(at, len(self.rows.rows))
            day = row.values.get("date")
            if day is None:
                self.rows.left_out += 1
                if "date" in row.empty:
                    column = self.plan.of_field("date")[0].column
                    self.rows.problems.append(Problem(row.number, column, "", "there is no date", LEFT_OUT))
                continue
            found = [state for column in self._value_columns() if (state := self._one(row, day, column))]
            if not found:
                gaps += 1
            else:
                best = next(state for state in ("add", "update", "unchanged", "left out") if state in found)
                if best == "left out":
                    self.rows.left_out += 1
                else:
                    states.append(RowPreview(row.number, day.isoformat(), best))
        created = {"outcomes": tuple(self.outcomes.created)} if self.outcomes.created else {}
        notices = self.outcomes.look_alikes()
        if gaps:
            self.rows.left_out += gaps
            notices.append(f"{counted(gaps, 'row')} with a date and no value: left out.")
        return Taken(self.draft, states, notices, created)

    def _value_columns(self) -> tuple[ColumnPlan, ...]:
        return self.plan.of_field("value")

    def _one(self, row: Row, day: dt.date, column: ColumnPlan) -> RowState | None:
        """Takes one value; None where the cell is empty."""
        index = self._indexes[row.number]
        cell = self.table.columns[self.table.places(column.column)[0]][index]
        if is_nothing(cell):
            return None
        try:
            value = read_number(cell, column.number_style)
        except Misfit:
            return "left out"  # reading the row has named it already
        name = row.values.get("outcome") or column.outcome or column.column
        if self.plan.of_field("outcome") and "outcome" not in row.values:
            self._problem(row, self.plan.of_field("outcome")[0].column, "", "there is no outcome")
            return "left out"
        outcome = self._outcome(name)
        if outcome is None:
            self._problem(row, column.column, name, "is the name of several outcomes")
            return "left out"
        earlier = self._seen.get((outcome, day))
        if earlier is not None:
            if earlier[1] != value:
                reason = f"is a second value for that day; row {earlier[0]:,} has {earlier[1]:g}"
                self._problem(row, column.column, cell_text(cell), reason)
                return "left out"
            return "unchanged"
        self._seen[outcome, day] = (row.number, value)
        return self._record(row, outcome, day, value)

    def _record(self, row: Row, outcome: int, day: dt.date, value: float) -> RowState:
        extra: dict[str, Any] = {name: row.values[name] for name in ("note", "source") if name in row.values}
        known = self._known.get((outcome, day))
        if known is None:
            self.draft.add(Measurement, {"outcome": outcome, "date": day, "value": value, **extra})
            return "add"
        if not self.plan.update:
            return "unchanged"
        return "update" if self.draft.edit(known, {"value": value, **extra}) != known else "unchanged"

    def _outcome(self, name: str) -> int | None:
        spelled = self.outcomes.spelled(name)
        ids = self._ids.setdefault(name_key(spelled), [])
        if not ids:
            ids.append(self.draft.add(Outcome, {"name": spelled}).id)
        return ids[0] if len(ids) == 1 else None

    def _problem(self, row: Row, column: str, value: str, reason: str) -> None:
        self.rows.problems.append(Problem(row.number, column, value, reason, VALUE_LEFT_OUT))
