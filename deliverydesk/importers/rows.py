"""Rows of a table to values by field, with a problem for every cell that is not taken."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePath
from typing import Any, Literal

from deliverydesk.domain.bounds import BOUNDS, Bounds
from deliverydesk.domain.entities import Deliverable, Measurement, Outcome, Person, Product, Team
from deliverydesk.domain.values import Kind, Stage
from deliverydesk.domain.wording import figure
from deliverydesk.importers.convert import (
    Misfit,
    TooLong,
    read_choice,
    read_date,
    read_days,
    read_duration,
    read_effort,
    read_figure,
    read_flag,
    read_long_text,
    read_name,
    read_number,
    read_part,
    read_rate,
    read_share,
    read_word,
    split_list,
)
from deliverydesk.importers.fields import FIELDS, NAMED_BY, ImportField, What
from deliverydesk.importers.figures import parse_figure
from deliverydesk.importers.limits import MAX_NOTES, MAX_TITLE, PROGRESS_EVERY
from deliverydesk.importers.model import Cell, Table, cell_text, quoted
from deliverydesk.importers.outline import outline_columns
from deliverydesk.importers.plan import ColumnPlan, ImportPlan
from deliverydesk.importers.totals import total_rows
from deliverydesk.importers.words import IMPACT_WORDS, is_nothing
from deliverydesk.support.language import tr
from deliverydesk.support.progress import Progress

LEFT_OUT = tr("the row is left out")
LEFT_EMPTY = tr("the field is left as it is")
VALUE_LEFT_OUT = tr("this value is left out")
CUT_SHORT = tr("the title is cut short, and the whole of it is in the notes")

Convert = Callable[[Cell], list[Any]]


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell or a row that is not taken as it stands."""

    row: int
    column: str
    value: str
    reason: str
    consequence: str = LEFT_EMPTY

    @property
    def sentence(self) -> str:
        """The problem in words, for lists and the report."""
        words = {"row": figure(self.row), "reason": self.reason, "consequence": self.consequence}
        if self.value:
            words["reason"] = tr("{value} {reason}", value=quoted(self.value), reason=self.reason)
        if not self.column:
            return tr("Row {row}: {reason}; {consequence}.", **words)
        return tr("Row {row}, {column}: {reason}; {consequence}.", column=self.column, **words)


@dataclass(slots=True)
class Row:
    """The values of one row by field name; fields without a value are absent."""

    number: int
    values: dict[str, Any]
    empty: frozenset[str] = frozenset()
    """Fields whose cells are all empty."""
    written: Mapping[str, str] = field(default_factory=dict)
    """Dates and quantities as they stand in the table, for what is said of those that cannot be true."""
    named_by: Literal["title", "key", "row"] = "title"
    """What the title was made of, in a table without a column of titles."""


@dataclass(slots=True)
class Rows:
    """All rows that can be taken, and what was found on the way."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: int = 0
    unknown_words: dict[tuple[str, str, str], int] = field(default_factory=dict)
    """(field, column, word) that no stage or kind is given for, with the number of rows."""
    dropped_values: dict[str, int] = field(default_factory=dict)
    """Column to the number of rows where only the first of several values was taken."""
    by_level: dict[str, int] = field(default_factory=dict)
    """Column to the number of rows that have their title in it, of an outline over several columns."""

    def leave_out(self, number: int, column: str, value: str, reason: str) -> None:
        """Note a row that is not taken at all."""
        self.problems.append(Problem(number, column, value, reason, LEFT_OUT))
        self.left_out += 1


class RowReader:
    """Reads the rows of one table by one plan."""

    def __init__(self, table: Table, plan: ImportPlan) -> None:
        self.table, self.plan = table, plan
        self.result = Rows()
        self._words: dict[str, dict[str, StrEnum]] = {
            "stage": {_key(word): Stage(value) for word, value in plan.stages.items() if value},
            "kind": {_key(word): Kind(value) for word, value in plan.kinds.items() if value},
        }
        self._outline = outline_columns(table, plan)
        self._fields = [
            (known, [self._source(column, place, known) for column in columns for place in table.places(column.column)])
            for name, known in FIELDS[plan.what].items()
            if (columns := plan.of_field(name))
        ]

    def _source(self, column: ColumnPlan, place: int, known: ImportField) -> tuple[ColumnPlan, Sequence[Cell], Convert]:
        return column, self.table.columns[place], self._converter(column, known)

    def read(self, progress: Progress) -> Rows:
        """All rows. Lets Cancelled through from ``progress``."""
        total = self.table.row_count
        sums = total_rows(self.table, self.plan) if self.plan.what == "deliverables" else frozenset()
        for index, number in enumerate(self.table.row_numbers):
            if index % PROGRESS_EVERY == 0:
                progress(index, total)
            if index in self.table.overlong and not self.plan.take_overlong:
                cells = self.table.overlong[index]
                reason = tr(
                    "the row has {cells} cells, the header {columns}; quotation marks may be missing",
                    cells=figure(cells),
                    columns=figure(len(self.table.headers)),
                )
                self.result.leave_out(number, "", "", reason)
                continue
            if index in sums:
                title = self.plan.of_field("title")[0].column
                name = cell_text(self.table.columns[self.table.places(title)[0]][index])
                self.result.leave_out(number, title, name, tr("is the sum of rows above"))
                continue
            row = self._row(index, number)
            if row is not None:
                self.result.rows.append(row)
        return self.result

    def _row(self, index: int, number: int) -> Row | None:
        values: dict[str, Any] = {}
        empty = set()
        written: dict[str, str] = {}
        for known, sources in self._fields:
            found: list[Any] = []
            filled = False
            for column, cells, convert in sources:
                cell = cells[index]
                if cell == "" or is_nothing(cell):
                    continue
                filled = True
                try:
                    found += convert(cell)
                except Misfit as misfit:
                    if known.name == "title" and isinstance(misfit, TooLong):
                        found.append(f"{misfit.text[: MAX_TITLE - 1]}…")
                        values.setdefault("notes", _long(misfit.text[:MAX_NOTES]))
                        problem = Problem(number, column.column, cell_text(cell), str(misfit), CUT_SHORT)
                        self.result.problems.append(problem)
                        continue
                    if known.name == NAMED_BY.get(self.plan.what):
                        self.result.leave_out(number, column.column, cell_text(cell), str(misfit))
                        return None
                    self._problem(number, column, cell, str(misfit))
            if found:
                values[known.name] = self._gathered(known, found, sources[0][0].column)
                if known.type in _SAID_AGAIN:
                    written[known.name] = cell_text(sources[0][1][index])
            elif not filled:
                empty.add(known.name)
        row = Row(number, values, frozenset(empty), written)
        if self.plan.what == "deliverables" and "title" not in values and not self._named_by_level(row, index):
            if titles := self.plan.of_field("title"):
                self.result.leave_out(number, titles[0].column, "", tr("there is no title"))
                return None
            self._name(row)
        elif NAMED_BY.get(self.plan.what) == "name" and "name" not in values:
            self.result.leave_out(number, self.plan.of_field("name")[0].column, "", tr("there is no name"))
            return None
        return row

    def _named_by_level(self, row: Row, index: int) -> bool:
        """Whether another level of an outline has the title of a row, which is then taken from there."""
        for name in self._outline:
            cell = self.table.columns[self.table.places(name)[0]][index]
            text = "" if is_nothing(cell) else " ".join(cell_text(cell).split())
            if 0 < len(text) <= MAX_TITLE:
                row.values["title"] = text
                self.result.by_level[name] = self.result.by_level.get(name, 0) + 1
                return True
        return False

    def _name(self, row: Row) -> None:
        """Makes a title of the key, or of the row's place in the table, which are all that such a table has."""
        key = row.values.get("key", "")
        row.named_by = "key" if key else "row"
        if not key:
            stem = PurePath(self.table.source.path).stem
            row.values["title"] = _short(tr("Row {row} of {file}", row=row.number, file=stem))
        else:
            row.values["title"] = tr("Item {key}", key=key) if key.isdecimal() else key

    def _problem(self, number: int, column: ColumnPlan, cell: Cell, reason: str) -> None:
        consequence = LEFT_EMPTY
        if self.plan.what == "measurements":
            consequence = {"date": LEFT_OUT, "value": VALUE_LEFT_OUT, "dated": VALUE_LEFT_OUT}.get(
                column.field, LEFT_EMPTY
            )
        self.result.problems.append(Problem(number, column.column, cell_text(cell), reason, consequence))

    def _gathered(self, known: ImportField, found: list[Any], column: str) -> Any:
        if known.type == "list":
            return tuple(dict.fromkeys(found))
        if known.many and known.type == "long text":
            return "\n\n".join(dict.fromkeys(found))
        if not known.many and len(found) > 1 and any(value != found[0] for value in found[1:]):
            self.result.dropped_values[column] = self.result.dropped_values.get(column, 0) + 1
        return found[0]

    def _converter(self, column: ColumnPlan, known: ImportField) -> Convert:
        """From a cell to its values: mostly one, several where the plan parts them. It raises Misfit."""
        separators = column.separators
        match known.type:
            case "stage" | "kind":
                return lambda cell: self._word(cell, column, known)
            case "list":
                return lambda cell: [_short(part) for part in split_list(cell_text(cell), separators)]
            case "name" if separators:
                return lambda cell: [_short(read_name(part)) for part in split_list(cell_text(cell), separators)]
            case "name":
                return lambda cell: [_short(read_name(cell))]
            case "long text":
                return lambda cell: [_long(read_long_text(cell))]
            case "text":
                return lambda cell: [_short(" ".join(cell_text(cell).replace("\0", "␀").split()))]
            case _:
                read, bounds = _READERS[known.type], _BOUNDS[self.plan.what].get(known.name)
                return lambda cell: [_within(bounds, read(cell, column))]

    def _word(self, cell: Cell, column: ColumnPlan, known: ImportField) -> list[Any]:
        value = read_word(cell, self._words[known.name])
        if value is None:
            word = (known.name, column.column, " ".join(cell_text(cell).split()))
            self.result.unknown_words[word] = self.result.unknown_words.get(word, 0) + 1
            return []
        return [value]


def _key(word: str) -> str:
    return " ".join(word.split()).casefold()


def _number(cell: Cell, column: ColumnPlan) -> float:
    if column.field == "impact" and isinstance(cell, str) and (word := IMPACT_WORDS.get(cell.strip().casefold())):
        return word
    if column.field == "duration_weeks":
        return read_duration(cell, column.number_style, column.unit)
    if column.field == "job_size" and isinstance(cell, str) and (found := parse_figure(cell, column.number_style)):
        return found[0]  # 5 pts
    return read_number(cell, column.number_style)


_READERS: dict[str, Callable[[Cell, ColumnPlan], Any]] = {
    "number": _number,
    "date": lambda cell, column: read_date(cell, column.date_format),
    "figure": lambda cell, column: read_figure(cell, column.number_style)[0],
    "share": lambda cell, column: read_share(cell, column.number_style, column.unit),
    "part": lambda cell, column: read_part(cell, column.number_style, column.unit),
    "effort": lambda cell, column: read_effort(cell, column.number_style, column.unit),
    "quantity": lambda cell, column: read_figure(cell, column.number_style),
    "rate": lambda cell, column: read_rate(cell, column.number_style),
    "days": lambda cell, column: read_days(cell, column.number_style),
    "choice": lambda cell, column: read_choice(cell, column.field),
    "flag": lambda cell, _column: read_flag(cell),
}


def _within(bounds: Bounds | None, value: Any) -> Any:
    if bounds is not None:
        # an effort is all of its numbers, a quantity a number and its unit
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, int | float) and not bounds.hold(part):
                raise Misfit(tr("must be {bounds}", bounds=bounds.words))
    return value


_BOUNDS: dict[What, dict[str, Bounds]] = {
    "deliverables": {**BOUNDS[Deliverable], "effort": BOUNDS[Deliverable]["effort_likely"]},
    "measurements": BOUNDS[Measurement],
    "outcomes": BOUNDS[Outcome],
    "products": BOUNDS[Product],
    "teams": BOUNDS[Team],
    "people": BOUNDS[Person],
}
_SAID_AGAIN = frozenset({"date", "quantity"})


def _short(text: str) -> str:
    return _of_length(text, MAX_TITLE)


def _long(text: str) -> str:
    return _of_length(text, MAX_NOTES)


def _of_length(text: str, most: int) -> str:
    if len(text) > most:
        raise TooLong(text, most)
    return text
