"""The grid of readings as a model: one row a reading, oldest first, and one empty row below to type the next into."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from deliverydesk.actions import measuring, records
from deliverydesk.charts.format import day as day_words
from deliverydesk.charts.format import decimals_of, number
from deliverydesk.domain.changes import ChangeSet
from deliverydesk.domain.entities import Measurement
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr, trc
from deliverydesk.ui import text
from deliverydesk.ui.panes.outcomes.typed import read_day, read_optional_value, read_value
from deliverydesk.ui.typed import written
from deliverydesk.ui.widgets.plain_table import ROLE_ROLE, Index

DATE, VALUE, NOTE, SOURCE, BASE = range(5)
_HEADERS = (tr("Date"), trc("measured value", "Value"), tr("Note"), tr("Source"), trc("of a rate", "Base"))
_NEW = (
    tr("New reading, date"),
    tr("New reading, value"),
    tr("New reading, note"),
    tr("New reading, source"),
    tr("New reading, base of the rate"),
)
_FIELDS = ("date", "value", "note", "source", "base")
_NUMBERS = (VALUE, BASE)
Do = Callable[[Callable[[Portfolio], ChangeSet]], bool]


class ReadingsModel(QAbstractTableModel):
    """`do` runs an action through the desk; `refuse` says one sentence. Both come from the pane."""

    def __init__(
        self, do: Do, refuse: Callable[[str], None], today: Callable[[], date], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._do, self._refuse, self._today = do, refuse, today
        self._outcome: int | None = None
        self._rows: list[Measurement] = []
        self._pending: dict[int, Any] = {}
        self._unit = ""
        self.read_only = ""
        """Why nothing can be typed; empty where it can."""

    # -- what it shows ---------------------------------------------------------------------------------------

    def show(self, portfolio: Portfolio, outcome: int | None) -> None:
        """The readings of an outcome as they are now. What was typed below them stays while the outcome does."""
        known = portfolio.outcomes.get(outcome)
        rows = portfolio.measurements_of(known.id) if known is not None else []
        if known is None or known.id != self._outcome:
            self.beginResetModel()
            self._outcome = known.id if known is not None else None
            self._rows, self._pending = rows, {}
            self._unit = known.unit if known is not None else ""
            self.endResetModel()
            return
        self._unit = known.unit
        self._merge(rows)

    def _merge(self, rows: list[Measurement]) -> None:
        """Take the new rows with the smallest signal that tells them, so that selection and editor stay."""
        before, after = [m.id for m in self._rows], [m.id for m in rows]
        kept = set(after)
        if len(before) - len([i for i in before if i in kept]) + len(set(after) - set(before)) > 40:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        for at in range(len(self._rows) - 1, -1, -1):
            if self._rows[at].id not in kept:
                self.beginRemoveRows(QModelIndex(), at, at)
                del self._rows[at]
                self.endRemoveRows()
        known = {m.id for m in self._rows}
        if [i for i in after if i in known] != [m.id for m in self._rows]:
            self.beginResetModel()  # a date was changed past another
            self._rows = rows
            self.endResetModel()
            return
        for at, measurement in enumerate(rows):
            if measurement.id not in known:
                self.beginInsertRows(QModelIndex(), at, at)
                self._rows.insert(at, measurement)
                self.endInsertRows()
        self._rows = rows
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows), BASE))

    def reading(self, row: int) -> int | None:
        """The measurement's id at a row; None for the empty row at the foot."""
        return self._rows[row].id if 0 <= row < len(self._rows) else None

    def row_of(self, measurement: int) -> int | None:
        """The row of a measurement."""
        return next((at for at, known in enumerate(self._rows) if known.id == measurement), None)

    @property
    def has_bases(self) -> bool:
        """Whether a reading is a rate whose base is known."""
        return any(reading.base is not None for reading in self._rows)

    @property
    def entry_row(self) -> int:
        """The row that the next reading is typed into."""
        return len(self._rows)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if parent.isValid() or self._outcome is None:
            return 0
        return len(self._rows) + (0 if self.read_only else 1)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(_HEADERS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{_HEADERS[section]}, {self._unit}" if section == VALUE and self._unit else _HEADERS[section]
        if role == Qt.ItemDataRole.ToolTipRole and section == BASE:
            return tr("What the value is a share of: 600 visits of which 12 % signed up. Verdicts are sharper with it.")
        return _alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() and not self.read_only else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        at, column = index.row(), index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if at >= len(self._rows):
            return self._entry(column, role)
        value = getattr(self._rows[at], _FIELDS[column])
        if role == Qt.ItemDataRole.DisplayRole:
            return _shown(column, value)
        if role == Qt.ItemDataRole.EditRole:
            return _typed(column, value)
        if role == Qt.ItemDataRole.ToolTipRole:
            return text.tooltip(str(value)) if column in (NOTE, SOURCE) and value else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = _shown(column, value) or tr("empty")
            return f"{_HEADERS[column]}: {said}"
        return "text2" if role == ROLE_ROLE and column >= NOTE else None

    def _entry(self, column: int, role: int) -> Any:
        value = self._pending.get(column)
        if role == ROLE_ROLE:
            return "text3" if value is None else "accentText"
        if role == Qt.ItemDataRole.EditRole:
            return "" if value is None else _typed(column, value)
        if role == Qt.ItemDataRole.DisplayRole:
            if value is not None:
                return _shown(column, value)
            return (tr("Today"), trc("measured value", "value"), "", "", "")[column]
        return _NEW[column] if role == Qt.ItemDataRole.AccessibleTextRole else None

    # -- what is typed ---------------------------------------------------------------------------------------

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or self.read_only:
            return False
        words, column = str(value).strip(), index.column()
        measurement = self.reading(index.row())
        if not words and measurement is None:
            self._pending.pop(column, None)
            self.dataChanged.emit(index, index)
            return True
        try:
            typed = _read(column, words, self._today())
            if column == DATE:
                self._check_day(typed, measurement)
        except DeskError as error:
            self._refuse(str(error))
            return False
        if measurement is None:
            self._pending[column] = typed
            self.dataChanged.emit(index, index)
            return True
        return self._do(lambda p: records.edit(p, Measurement, [measurement], {_FIELDS[column]: typed}))

    def _check_day(self, day: date, measurement: int | None) -> None:
        if day > self._today():
            raise DeskError(tr("{day} has not been yet; a reading is of today or a day before.", day=day_words(day)))
        if any(known.date == day and known.id != measurement for known in self._rows):
            raise DeskError(
                tr("{day} has a reading already. Change that one, or take another day.", day=day_words(day))
            )

    def flush(self) -> bool:
        """Record what stands in the row at the foot, once it has a value; without a date it is today's.

        True where there is nothing left in that row.
        """
        if VALUE not in self._pending or self._outcome is None:
            return not self._pending
        outcome, typed = self._outcome, dict(self._pending)
        day = typed.get(DATE) or self._today()
        try:
            self._check_day(day, None)
        except DeskError as error:
            self._refuse(str(error))
            return False
        words = (typed.get(NOTE, ""), typed.get(SOURCE, ""))
        reading = measuring.Reading(day, typed[VALUE], *words, typed.get(BASE))
        self._pending = {}
        if not self._do(lambda p: measuring.record(p, outcome, [reading])):
            self._pending = typed
            return False
        return True

    def discard(self) -> bool:
        """Forget what stands in the row at the foot; False where there was nothing."""
        if not self._pending:
            return False
        self._pending = {}
        self.dataChanged.emit(self.index(self.entry_row, 0), self.index(self.entry_row, BASE))
        return True

    def days(self) -> frozenset[date]:
        """The days that have a reading."""
        return frozenset(measurement.date for measurement in self._rows)


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _shown(column: int, value: Any) -> str:
    if column == DATE:
        return day_words(value)
    if column in _NUMBERS:
        return "" if value is None else number(value, decimals_of(value, 10))
    return str(value)


def _typed(column: int, value: Any) -> str:
    if column == DATE:
        return day_words(value)
    return written(value) if column in _NUMBERS else str(value)


def _read(column: int, words: str, today: date) -> Any:
    if column == DATE:
        return read_day(words, today)
    if column == BASE:
        return read_optional_value(words)
    return read_value(words) if column == VALUE else words
