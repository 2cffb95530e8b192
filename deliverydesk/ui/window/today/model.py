"""What the grid of missing values shows and takes: a row an outcome, with a value, its date and a note."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from deliverydesk.actions.measuring import Reading
from deliverydesk.analysis.outcomes import progress_of
from deliverydesk.analysis.today import stale
from deliverydesk.charts.format import day, with_unit
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.wording import quoted
from deliverydesk.importers.pasted import rows_of_text
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr, trc
from deliverydesk.ui import text
from deliverydesk.ui.dates import typed_date
from deliverydesk.ui.figures import FIGURE_ROLE
from deliverydesk.ui.typed import read_number
from deliverydesk.ui.window.palette.matching import fold

Index = QModelIndex | QPersistentModelIndex
NAME, LAST, OF, VALUE, DATE, NOTE = range(6)
_HEADERS = (tr("Outcome"), tr("Last value"), trc("the date of a value", "Of"), tr("New value"), tr("Date"), tr("Note"))
TYPED = (VALUE, DATE, NOTE)
DAYS_ROLE, PROBLEM_ROLE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class GridModel(QAbstractTableModel):
    """The outcomes that were stale when it was made stay, and show when they are fresh again."""

    def __init__(self, portfolio: Portfolio, outcomes: Sequence[int], today: date, parent: QObject) -> None:
        super().__init__(parent)
        self.portfolio, self.today = portfolio, today
        self._outcomes = list(outcomes)
        self._typed: dict[tuple[int, int], str] = {}

    def renew(self, portfolio: Portfolio) -> None:
        """Take the portfolio as it is now; outcomes that are gone go."""
        self.beginResetModel()
        self.portfolio = portfolio
        kept = [outcome for outcome in self._outcomes if outcome in portfolio.outcomes]
        rows = {self._outcomes.index(outcome): at for at, outcome in enumerate(kept)}
        self._typed = {(rows[row], at): words for (row, at), words in self._typed.items() if row in rows}
        self._outcomes = kept
        self.endResetModel()

    def outcome(self, row: int) -> int:
        """The outcome of a row."""
        return self._outcomes[row]

    def first_missing(self) -> int:
        """The first row whose outcome still waits for a value; -1 where none does."""
        late = {each.outcome for each in stale(self.portfolio, self.today)}
        return next((row for row, outcome in enumerate(self._outcomes) if outcome in late), -1)

    @property
    def pending(self) -> int:
        """How many rows have something typed into them."""
        return len({row for row, _at in self._typed})

    def problems(self) -> list[str]:
        """Why rows cannot be recorded, a sentence each."""
        return [reason for row in range(self.rowCount()) for at in TYPED if (reason := self._problem(row, at))]

    def readings(self) -> dict[int, list[Reading]]:
        """What is typed, by outcome; rows with a problem are left out."""
        found = {}
        for row, outcome in enumerate(self._outcomes):
            if not any(self._problem(row, at) for at in TYPED) and self._typed.get((row, VALUE)):
                value, when = self._value(row), self._date(row)
                assert value is not None
                found[outcome] = [Reading(when, value, self._typed.get((row, NOTE), "").strip())]
        return found

    def clear(self) -> None:
        """Empty the cells, once what was in them is recorded."""
        self._typed.clear()

    def _value(self, row: int) -> float | None:
        return read_number(self._typed.get((row, VALUE), "").strip().removesuffix("%"))

    def _date(self, row: int) -> date:
        when = typed_date(self._typed.get((row, DATE), ""), self.today) or self.today
        if when > self.today:
            raise DeskError(tr("{day} is in the future: nothing can be measured there yet.", day=day(when)))
        return when

    def _problem(self, row: int, at: int) -> str:
        name = quoted(self.portfolio.outcomes[self._outcomes[row]].name, 40)
        try:
            if at == VALUE and self._value(row) is None and any((row, other) in self._typed for other in (DATE, NOTE)):
                return tr("{name}: a value is missing.", name=name)
            if at == DATE:
                self._date(row)
        except DeskError as error:
            return f"{name}: {error}"
        return ""

    # Qt's side

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._outcomes)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADERS[section]
        return "freshness" if role == FIGURE_ROLE and section in (LAST, OF) else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() and index.column() in TYPED else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, at = index.row(), index.column()
        outcome = self.portfolio.outcomes[self._outcomes[row]]
        progress = progress_of(self.portfolio, outcome.id, self.today)
        if role == DAYS_ROLE:
            return progress.days_since
        if role == PROBLEM_ROLE:
            return self._problem(row, at) if at in TYPED else ""
        if role == Qt.ItemDataRole.EditRole:
            return self._typed.get((row, at), "")
        if role == Qt.ItemDataRole.ToolTipRole:
            return text.tooltip(self.data(index, PROBLEM_ROLE) or outcome.metric or outcome.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            value = self.data(index) or trc("cell", "empty")
            return tr("{column} of {outcome}: {value}", column=_HEADERS[at], outcome=outcome.name, value=value)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if at in TYPED:
            return self._typed.get((row, at), "")
        if at == NAME:
            return outcome.name
        if progress.latest_date is None:
            return trc("reading", "none yet") if at == LAST else ""
        return with_unit(progress.latest, outcome.unit) if at == LAST else day(progress.latest_date, self.today)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or index.column() not in TYPED:
            return False
        self._put(index.row(), index.column(), str(value))
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), NOTE))
        return True

    def _put(self, row: int, at: int, words: str) -> None:
        words = words.strip()[:2_000]
        if words:
            self._typed[row, at] = words
        else:
            self._typed.pop((row, at), None)

    def paste(self, words: str, row: int, at: int) -> int:
        """Put a block of cells in from a place on; where its first column names outcomes, each goes to its own.

        Returns how many of its rows found a place.
        """
        lines = block_of(words)
        named = {fold(self.portfolio.outcomes[outcome].name): n for n, outcome in enumerate(self._outcomes)}
        by_name = any(fold(cells[0].strip()) in named for cells in lines)
        placed = 0
        for offset, cells in enumerate(lines):
            if by_name:
                found, into, cells = named.get(fold(cells[0].strip())), VALUE, cells[1:]
            else:
                found, into = row + offset, at if at in TYPED else VALUE
            if found is None or found >= len(self._outcomes):
                continue
            for column, cell in enumerate(cells, start=into):
                if column in TYPED:
                    self._put(found, column, cell)
            placed += 1
        if self._outcomes:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._outcomes) - 1, NOTE))
        return placed


def block_of(words: str) -> list[list[str]]:
    """The cells on the clipboard, without the empty rows that end them."""
    lines = rows_of_text(words)
    while lines and not any(cell.strip() for cell in lines[-1]):
        lines.pop()
    return lines
