"""The table of columns: what each holds, what it becomes, how it is read; below them the words of status and type."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from deliverydesk.domain.choices import choice_label
from deliverydesk.domain.values import Kind, Stage
from deliverydesk.domain.wording import figure, quoted
from deliverydesk.importers.dates import FORMATS, find_format, format_words
from deliverydesk.importers.fields import FIELDS
from deliverydesk.importers.model import cell_text
from deliverydesk.support.language import tr, trc, trn
from deliverydesk.ui import text
from deliverydesk.ui.dialogs.import_table.reading import with_field, with_word
from deliverydesk.ui.dialogs.import_table.tables import CHOICES, ROLE

if TYPE_CHECKING:
    from deliverydesk.importers import ColumnPlan, ImportPlan
    from deliverydesk.importers.report import OutcomeMatch
    from deliverydesk.ui.dialogs.import_table.reading import Reading

Index = QModelIndex | QPersistentModelIndex
Choice = tuple[str, str]
"""A key and its words."""

HEADS = (trc("of a table", "Column"), tr("Values"), tr("Becomes"), tr("Read as"))
BECOMES, READ_AS = 2, 3
NOT_TAKEN = tr("Not taken")
_AS_IT_IS = tr("Leave as it is")
_UNIT_WORDS = {
    "person-weeks": tr("Person-weeks"),
    "person-months": tr("Person-months"),
    "person-days": tr("Person-days"),
    "hours": tr("Hours"),
    "seconds": tr("Seconds"),
    "milliseconds": tr("Milliseconds"),
    "percent": tr("Percent"),
    "share": trc("unit", "Share"),
    "week": tr("Week"),
    "month": tr("Month"),
    "quarter": tr("Quarter"),
    "year": tr("Year"),
}
_SAMPLES = 3
_MOST_WORDS = 60
_UNSAID, _LEFT_OUT = "\x00", ""
"""The keys of a name that nobody has said a word about, and of one that is left out."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a column of the table, or one word in a column of status or type words."""

    name: str
    values: str
    sort: Literal["column", "stages", "kinds", "outcomes"] = "column"


class ColumnsModel(QAbstractTableModel):
    """Shows a reading's plan. A choice made here is told by ``planned`` as a new plan, and shown once the new reading
    is set.
    """

    planned = Signal(object)
    """An ImportPlan that a person has changed."""

    def __init__(self, reading: Reading, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.reading = reading
        self.lines = _lines(reading)

    def set_reading(self, reading: Reading) -> None:
        """Show another plan; the rows stay where the table is the same."""
        lines = _lines(reading)
        if [line.name for line in lines] == [line.name for line in self.lines] and lines:
            self.reading, self.lines = reading, lines
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(HEADS) - 1))
            return
        self.beginResetModel()
        self.reading, self.lines = reading, lines
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return HEADS[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.choices(index) else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(line, index)
        if role == Qt.ItemDataRole.EditRole:
            return self._key(line, index.column())
        if role == CHOICES:
            return self.choices(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            return text.tooltip(f"{line.name}: {line.values}" if index.column() < BECOMES else "")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tr(
                "{line}, {column}: {words}",
                line=line.name,
                column=HEADS[index.column()],
                words=self._words(line, index),
            )
        if role == ROLE:
            taken = line.sort != "column" or bool(self._key(line, BECOMES))
            return "text3" if not taken else "text" if index.column() != 1 else "text2"
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        line, plan, table = self.lines[index.row()], self.reading.plan, self.reading.table
        if role != Qt.ItemDataRole.EditRole or value == self._key(line, index.column()):
            return False
        if line.sort != "column":
            changed = with_word(plan, line.sort, line.name, value)
        elif index.column() == BECOMES:
            changed = with_field(table, plan, line.name, value)
        else:
            changed = self._read_as(plan, line.name, value)
        self.planned.emit(changed)
        return True

    def choices(self, index: Index) -> list[Choice]:
        """What may be chosen in a cell; nothing where there is no choice."""
        line, plan = self.lines[index.row()], self.reading.plan
        if index.column() == BECOMES:
            if line.sort == "column":
                fields = [f for f in FIELDS[plan.what].values() if f.name != "dated" or self._heads_a_day(line.name)]
                return [("", NOT_TAKEN), *((field.name, field.label) for field in fields)]
            if line.sort == "outcomes":
                return self._meanings(line.name)
            values: list[Stage | Kind] = [*Stage] if line.sort == "stages" else [*Kind]
            return [("", _AS_IT_IS), *((value.value, choice_label(value)) for value in values)]
        if index.column() == READ_AS and line.sort == "column":
            return self._ways(line.name)
        return []

    def _heads_a_day(self, name: str) -> bool:
        return bool(find_format([name]).count)

    def _match(self, name: str) -> OutcomeMatch | None:
        found = self.reading.preview.matches if self.reading.preview is not None else ()
        return next((match for match in found if match.name == name), None)

    def _meanings(self, name: str) -> list[Choice]:
        """Which outcome a name in the table may mean: the one that looks like it first."""
        match = self._match(name)
        guess = match.guess if match is not None else ""
        known = [outcome.name for outcome in self.reading.portfolio.outcomes]
        ask = [(_UNSAID, tr("Is it “{name}”?", name=text.one_line(guess, 40)))] if guess else []
        first = [(guess, guess)] if guess else []
        own = [] if name in known else [(name, _new_outcome(name))]
        return [*ask, *first, *own, (_LEFT_OUT, tr("Leave out")), *((each, each) for each in known if each != guess)]

    def _meaning(self, name: str) -> str:
        match = self._match(name)
        if match is None or match.state == "guess":
            return _UNSAID
        return match.outcome

    def _ways(self, name: str) -> list[Choice]:
        column = self.reading.plan.column(name)
        known = FIELDS[self.reading.plan.what].get(column.field)
        if known is None:
            return []
        if known.type == "date" or column.field == "dated":
            return [(way, format_words(way)) for way in FORMATS]
        if self.reading.plan.what == "measurements" and column.field == "value":
            if self.reading.plan.of_field("outcome"):
                return []
            names = [outcome.name for outcome in self.reading.portfolio.outcomes]
            own = [] if name in names else [(name, _new_outcome(name))]
            return [*own, *((each, each) for each in names)]
        if known.units:
            none = [("", tr("As it is said"))] if known.type not in ("effort", "share") else []
            return [*none, *((unit, _UNIT_WORDS.get(unit, unit)) for unit in known.units)]
        return []

    def _read_as(self, plan: ImportPlan, name: str, value: str) -> ImportPlan:
        column = plan.column(name)
        known = FIELDS[plan.what][column.field]
        if column.field == "dated":
            # All headers of a table are dates of one form.
            return replace(plan, columns=tuple(_of_form(each, value) for each in plan.columns))
        if known.type == "date":
            return plan.with_column(replace(column, date_format=value))
        if column.field == "value":
            return plan.with_column(replace(column, outcome=value))
        return plan.with_column(replace(column, unit=value))

    def _key(self, line: Line, section: int) -> str:
        plan = self.reading.plan
        if line.sort == "outcomes":
            return self._meaning(line.name) if section == BECOMES else ""
        if line.sort != "column":
            words = plan.stages if line.sort == "stages" else plan.kinds
            return words.get(line.name, "") if section == BECOMES else ""
        column = plan.column(line.name)
        if section == BECOMES:
            return column.field
        known = FIELDS[plan.what].get(column.field)
        if known is not None and (known.type == "date" or column.field == "dated"):
            return column.date_format
        if column.field == "value":
            return column.outcome or column.column
        return column.unit

    def _words(self, line: Line, index: Index) -> str:
        if index.column() == 0:
            return line.name if line.sort == "column" else " " * 6 + quoted(line.name, len(line.name))
        if index.column() == 1:
            return line.values
        key = self._key(line, index.column())
        return next((words for choice, words in self.choices(index) if choice == key), "")


def _new_outcome(name: str) -> str:
    return tr("New outcome “{name}”", name=text.one_line(name, 40))


def _outcome_words(values: int) -> str:
    return trn("an outcome, {n} value", "an outcome, {n} values", values, n=figure(values))


def _of_form(column: ColumnPlan, form: str) -> ColumnPlan:
    return replace(column, date_format=form) if column.field == "dated" else column


def _outcome_lines(reading: Reading) -> list[Line]:
    """The names of outcomes that are not simply known, those that want a word first."""
    found = [match for match in reading.preview.matches if match.name] if reading.preview is not None else []
    said = reading.plan.outcomes
    if reading.plan.of_field("outcome"):
        found = [match for match in found if match.state != "known" or match.name in said]
    else:
        # A column of values says itself which outcome it is of; what looks like one still wants a word.
        found = [match for match in found if match.state == "guess" or match.name in said]
    found.sort(key=lambda match: match.state != "guess")
    return [Line(match.name, _outcome_words(match.values), "outcomes") for match in found[:_MOST_WORDS]]


def _lines(reading: Reading) -> list[Line]:
    lines = []
    for name in reading.table.names:
        lines.append(Line(name, _samples(reading, name)))
        field = reading.plan.column(name).field
        if field == "stage":
            lines += [Line(word, tr("a status"), "stages") for word in list(reading.plan.stages)[:_MOST_WORDS]]
        elif field == "outcome" and reading.plan.what == "measurements":
            lines += _outcome_lines(reading)
        elif field == "kind":
            lines += [Line(word, tr("a type"), "kinds") for word in list(reading.plan.kinds)[:_MOST_WORDS]]
    return lines if reading.plan.of_field("outcome") else [*lines, *_outcome_lines(reading)]


def _samples(reading: Reading, name: str) -> str:
    """The first different values of a column, for a look."""
    table = reading.table
    seen: dict[str, None] = {}
    for place in table.places(name):
        for cell in table.columns[place][:400]:
            words = " ".join(cell_text(cell)[:120].split())
            if words:
                seen.setdefault(words)
            if len(seen) >= _SAMPLES:
                break
    return " · ".join(seen) if seen else trc("cells", "empty")
