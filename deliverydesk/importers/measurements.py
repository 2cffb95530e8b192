"""Rows to measurements: a dated value a row, a date and several outcomes' values a row, or a column for each date."""

import datetime as dt
from collections import Counter
from typing import Any

from deliverydesk.actions.draft import Draft
from deliverydesk.domain.entities import Measurement, Outcome
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.rules import share_most
from deliverydesk.domain.wording import day_words, figure
from deliverydesk.importers.convert import Misfit, read_figure, same_unit
from deliverydesk.importers.dates import parse_date
from deliverydesk.importers.limits import PROGRESS_EVERY
from deliverydesk.importers.model import Table, cell_text, quoted
from deliverydesk.importers.names import NameBook, name_key
from deliverydesk.importers.plan import ColumnPlan, ImportPlan
from deliverydesk.importers.report import OutcomeMatch, RowPreview, RowState
from deliverydesk.importers.rows import LEFT_OUT, VALUE_LEFT_OUT, Problem, Row, Rows
from deliverydesk.importers.taken import Taken
from deliverydesk.importers.words import is_nothing
from deliverydesk.support.language import tr, trn
from deliverydesk.support.progress import Progress

_LOUDEST: tuple[RowState, ...] = ("add", "update", "unchanged", "left out")


class MeasurementImport:
    """Takes the rows of one table into a draft. One use only."""

    def __init__(self, table: Table, rows: Rows, plan: ImportPlan, portfolio: Portfolio, progress: Progress) -> None:
        self.table, self.rows, self.plan, self.progress = table, rows, plan, progress
        self.draft = Draft(portfolio)
        self.outcomes = OutcomeBook(self.draft, plan, portfolio)
        self._known: dict[tuple[int, dt.date], Measurement] = {}
        for measurement in portfolio.measurements:
            self._known[measurement.outcome, measurement.date] = measurement
        self._seen: dict[tuple[int, dt.date], tuple[int, float]] = {}
        self._indexes = {number: index for index, number in enumerate(table.row_numbers)}
        self._counts: Counter[RowState] = Counter()
        self._named: set[str] = set()
        self._several = len(plan.of_field("value")) > 1
        """Whether each row has figures of several metrics."""
        self._further = 0
        self._dated = [
            (column, day)
            for column in plan.of_field("dated")
            if (day := parse_date(column.column, column.date_format)) is not None
        ]

    def take(self) -> Taken:
        """All rows with a date and a value. Lets Cancelled through from the progress listener."""
        states = []
        gaps = 0
        for at, row in enumerate(self.rows.rows):
            if at % PROGRESS_EVERY == 0:
                self.progress(at, len(self.rows.rows))
            if not self._dated and row.values.get("date") is None:
                self.rows.left_out += 1
                if "date" in row.empty:
                    column = self.plan.of_field("date")[0].column
                    self.rows.problems.append(Problem(row.number, column, "", tr("there is no date"), LEFT_OUT))
                continue
            found = self._values(row)
            self._counts.update(found)
            self.rows.left_out += found.count("left out")
            if not found:
                gaps += 1
            elif set(found) != {"left out"}:
                best = next(state for state in _LOUDEST if state in found)
                states.append(RowPreview(row.number, self._title(row), best))
        notices = self._notices(gaps)
        created = {"outcomes": tuple(self.outcomes.created)} if self.outcomes.created else {}
        counts = {state: self._counts[state] for state in _LOUDEST}
        return Taken(self.draft, states, notices, created, counts, self.outcomes.matches())

    def _title(self, row: Row) -> str:
        day = row.values.get("date")
        return str(row.values.get("outcome", "")) if self._dated or day is None else day_words(day)

    def _notices(self, gaps: int) -> list[str]:
        notices = self.outcomes.notices()
        if replaced := self._counts["update"]:
            notices.append(
                trn(
                    "{n} measurement of a day that is measured already, with another value: replaced.",
                    "{n} measurements of a day that is measured already, with another value: replaced.",
                    replaced,
                    n=figure(replaced),
                )
            )
        if self._further and 2 * self._further >= self._counts.total():
            notices.append(
                trn(
                    "{n} value is a further one of a day that has one already; the first of each day is taken. Where "
                    "rows are single events, add them up by day before they are imported.",
                    "{n} values are further ones of a day that has one already; the first of each day is taken. Where "
                    "rows are single events, add them up by day before they are imported.",
                    self._further,
                    n=figure(self._further),
                )
            )
        if gaps:
            self.rows.left_out += gaps
            notices.append(_gaps_sentence(gaps, dated=bool(self._dated)))
        return notices

    def _values(self, row: Row) -> list[RowState]:
        """What becomes of every filled cell of a row that holds a value."""
        day = row.values.get("date")
        columns = [(column, day) for column in self.plan.of_field("value")] if day is not None else []
        states = []
        for column, when in [*columns, *self._dated]:
            for place in self.table.places(column.column) if column.field == "dated" else self._first(column):
                cell = self.table.columns[place][self._indexes[row.number]]
                if not is_nothing(cell):
                    states.append(self._one(row, when, column, cell))
        return states

    def _first(self, column: ColumnPlan) -> tuple[int, ...]:
        return self.table.places(column.column)[:1]

    def _one(self, row: Row, day: dt.date, column: ColumnPlan, cell: Any) -> RowState:
        """Takes one value."""
        try:
            value, unit = read_figure(cell, column.number_style)
        except Misfit:
            return "left out"  # reading the row has named it already
        if self.plan.of_field("outcome") and "outcome" not in row.values:
            self._problem(row, self.plan.of_field("outcome")[0].column, "", tr("there is no outcome"))
            return "left out"
        name = self._name(row, column)
        outcome, reason = self.outcomes.find(name, unit)
        if outcome is None:
            # Of a name that is not taken one problem says enough; a table may have a thousand values of it.
            if reason and name not in self._named:
                self._named.add(name)
                self._problem(row, column.column, name, reason)
            return "left out"
        if reason:
            self._problem(row, column.column, cell_text(cell), reason)
            return "left out"
        earlier = self._seen.get((outcome, day))
        if earlier is not None:
            if earlier[1] != value:
                self._further += 1
                reason = tr(
                    "is a second value for that day; row {row} has {value}",
                    row=figure(earlier[0]),
                    value=figure(earlier[1]),
                )
                self._problem(row, column.column, cell_text(cell), reason)
                return "left out"
            return "unchanged"
        self._seen[outcome, day] = (row.number, value)
        return self._record(row, outcome, day, value)

    def _name(self, row: Row, column: ColumnPlan) -> str:
        """The outcome that a value measures: a word of the row, the column, or both where both have several."""
        said = row.values.get("outcome")
        if said and self._several:
            return tr("{series}: {metric}", series=said, metric=column.outcome or column.column)
        return said or column.outcome or column.column

    def _record(self, row: Row, outcome: int, day: dt.date, value: float) -> RowState:
        extra: dict[str, Any] = {name: row.values[name] for name in ("note", "source", "base") if name in row.values}
        known = self._known.get((outcome, day))
        if (base := extra.get("base")) is not None:
            most = share_most(self.draft.get(Outcome, outcome))
            if not 0 <= value <= most:
                words = {"value": figure(value), "most": figure(most)}
                reason = tr("is no base of {value}, which is no share from 0 to {most}", **words)
                column = self.plan.of_field("base")[0].column
                self.rows.problems.append(Problem(row.number, column, figure(base), reason))
                del extra["base"]
        if known is None:
            self.draft.add(Measurement, {"outcome": outcome, "date": day, "value": value, **extra})
            return "add"
        if not self.plan.update:
            return "unchanged"
        return "update" if self.draft.edit(known, {"value": value, **extra}) != known else "unchanged"

    def _problem(self, row: Row, column: str, value: str, reason: str) -> None:
        self.rows.problems.append(Problem(row.number, column, value, reason, VALUE_LEFT_OUT))


def _gaps_sentence(gaps: int, *, dated: bool) -> str:
    if dated:
        return trn("{n} row with no value: left out.", "{n} rows with no value: left out.", gaps, n=figure(gaps))
    return trn(
        "{n} row with a date and no value: left out.",
        "{n} rows with a date and no value: left out.",
        gaps,
        n=figure(gaps),
    )


class OutcomeBook:
    """The outcomes that a table names: known ones, ones to be made, and ones that somebody has to say a word about."""

    def __init__(self, draft: Draft, plan: ImportPlan, portfolio: Portfolio) -> None:
        self._draft = draft
        self._said = {name_key(name): meant for name, meant in plan.outcomes.items()}
        self._book = NameBook("outcome", (outcome.name for outcome in portfolio.outcomes))
        self._ids: dict[str, list[int]] = {}
        self._units: dict[int, str] = {}
        for outcome in portfolio.outcomes:
            self._ids.setdefault(name_key(outcome.name), []).append(outcome.id)
            self._units[outcome.id] = outcome.unit
        self._matches: dict[str, OutcomeMatch] = {}
        self._values: Counter[str] = Counter()

    @property
    def created(self) -> list[str]:
        """The names of the outcomes to be made."""
        return self._book.created

    def find(self, name: str, unit: str) -> tuple[int | None, str]:
        """The outcome meant by a name, and why a value in this unit is not taken; None without a reason where a person
        has said that it is to be left out.
        """
        self._values[name] += 1
        match = self._matches.get(name) or self._matches.setdefault(name, self._match(name))
        if match.state == "left out":
            return None, ""
        if match.state == "guess":
            return None, tr(
                "looks like {guess}; say whether that is meant or it is a new one", guess=quoted(match.guess)
            )
        spelled = self._book.spelled(match.outcome)
        ids = self._ids.setdefault(name_key(spelled), [])
        if not ids:
            made = self._draft.add(Outcome, {"name": spelled, "unit": unit})
            ids.append(made.id)
            self._units[made.id] = unit
        if len(ids) > 1:
            return None, tr("is the name of several outcomes")
        return ids[0], self._misfit(ids[0], unit)

    def _match(self, name: str) -> OutcomeMatch:
        said = self._said.get(name_key(name))
        if said == "":
            return OutcomeMatch(name, "", "left out")
        meant = said or name
        if self._book.knows(meant):
            return OutcomeMatch(name, self._book.spelled(meant), "known")
        guess = self._book.near(name) if said is None else None
        return OutcomeMatch(name, "" if guess else meant, "guess" if guess else "new", guess or "")

    def _misfit(self, outcome: int, unit: str) -> str:
        """Why a value in this unit is not one of the outcome's."""
        wanted = self._units[outcome]
        if not wanted:
            self._units[outcome] = unit
        if not wanted or same_unit(unit, wanted):
            return ""
        return tr("is in {unit}, the outcome in {wanted}", unit=unit, wanted=wanted)

    def matches(self) -> tuple[OutcomeMatch, ...]:
        """Every name in the table, in the order of its first value."""
        return tuple(
            OutcomeMatch(match.name, match.outcome, match.state, match.guess, self._values[name])
            for name, match in self._matches.items()
        )

    def notices(self) -> list[str]:
        """What a person has to say yet, and what was left out because somebody said so."""
        notices = []
        for match in self.matches():
            words = {"name": quoted(match.name), "n": figure(match.values)}
            if match.state == "guess":
                notices.append(
                    trn(
                        "{name} ({n} value) looks like {guess}; say whether that is meant.",
                        "{name} ({n} values) looks like {guess}; say whether that is meant.",
                        match.values,
                        guess=quoted(match.guess),
                        **words,
                    )
                )
            elif match.state == "left out":
                notices.append(
                    trn("{name} ({n} value) is left out.", "{name} ({n} values) is left out.", match.values, **words)
                )
        return [*notices, *self._book.look_alikes()]
