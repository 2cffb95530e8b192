"""What the logs of decisions and of follow-ups share: a table that is searched, filtered, sorted and handed out."""

from __future__ import annotations

from abc import abstractmethod
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QStackedLayout,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from deliverydesk.charts.format import day
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.typed import refusal
from deliverydesk.ui.widgets.buttons import Button
from deliverydesk.ui.widgets.empty import EmptyState
from deliverydesk.ui.widgets.plain_table import ROLE_ROLE, Index, PlainDelegate, PlainTable
from deliverydesk.ui.widgets.search import SearchField

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from deliverydesk.charts.reviewing import LogRow
    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.exportable import Exportable

_SORT_ROLE = Qt.ItemDataRole.UserRole + 1


class LogModel(QAbstractTableModel):
    """Rows of a log under its columns."""

    def __init__(self, columns: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self.columns = list(columns)
        self.rows: list[LogRow] = []

    def take(self, rows: Sequence[LogRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def found_by(self, row: int) -> str:
        """All words of a row, in small letters."""
        found = self.rows[row]
        cells = (day(each) if isinstance(each, date) else each or "" for each in found.cells)
        return "\n".join((*cells, found.words)).casefold()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        shown = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self.columns[section] if shown and 0 <= section < len(self.columns) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        value = row.cells[index.column()]
        words = day(value) if isinstance(value, date) else text.one_line(str(value or ""), 300)
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.ToolTipRole:
            return text.tooltip(words)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.columns[index.column()]}: {words or tr('empty')}"
        if role == _SORT_ROLE:
            return value.isoformat() if isinstance(value, date) else words.casefold()
        return row.roles.get(index.column()) if role == ROLE_ROLE else None


class _Sieve(QSortFilterProxyModel):
    """Rows that have all words somewhere, and all marks."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self._marks: frozenset[str] = frozenset()

    def search(self, words: str) -> None:
        """Keep the rows that have all of these words."""
        self._words = words.casefold().split()
        self.invalidate()

    def keep(self, marks: Iterable[str]) -> None:
        """Keep the rows that have all of these marks."""
        self._marks = frozenset(marks)
        self.invalidate()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        model = self.sourceModel()
        assert isinstance(model, LogModel)
        row = model.rows[source_row]
        if not self._marks <= row.marks:
            return False
        told = model.found_by(source_row) if self._words else ""
        return all(word in told for word in self._words)


class Log(PlainTable):
    """A table that can be sorted by its head; Enter is for who hears `activated_row`."""

    activated_row = Signal()

    def __init__(self, name: str, model: LogModel, widths: Sequence[int], parent: QWidget) -> None:
        super().__init__(name, parent)
        self.log = model
        self.proxy = _Sieve(self)
        self.proxy.setSourceModel(model)
        self.proxy.setSortRole(_SORT_ROLE)
        self.setModel(self.proxy)
        self.setItemDelegate(PlainDelegate(self))
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(True)
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        self._widths = widths

    def shown(self) -> list[int]:
        """The ids of the rows that are shown, as they are sorted."""
        places = (self.proxy.mapToSource(self.proxy.index(at, 0)).row() for at in range(self.proxy.rowCount()))
        return [self.log.rows[each].id for each in places]

    def current_row(self) -> LogRow | None:
        """The row with the cursor."""
        index = self.proxy.mapToSource(self.currentIndex())
        return self.log.rows[index.row()] if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.activated_row.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # A day that is cut says nothing; words that are cut still do.
        first, rest = self._widths[0], self._widths[1:]
        share = max(self.viewport().width() - first, 0) / sum(rest)
        self.setColumnWidth(0, first)
        for column, width in enumerate(rest, 1):
            self.setColumnWidth(column, int(width * share))
        super().resizeEvent(event)


class LogPage(QWidget):
    """A log with its search above and what can be done with a row below."""

    export_wanted = Signal(object)
    """An Exportable: the rows that are shown."""

    def __init__(self, desk: Desk, log: Log, empty: EmptyState, search: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk, self.log, self.empty = desk, log, empty
        self.search = SearchField(search, self)
        self.search.searched.connect(self._search)
        self.search.left.connect(log.setFocus)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(12, 6, 12, 8)
        self.foot.setSpacing(6)
        self.head = QHBoxLayout()
        self.head.setContentsMargins(12, 6, 12, 6)
        self.head.setSpacing(8)
        self.head.addWidget(self.search, 1)
        self.head.addStretch(1)
        self.count = text.label("", fonts.DETAIL, 400, "text2", parent=self)
        self.export = Button(tr("Export…"), self.hand_out, self, size="header")
        self.head.addWidget(self.count)
        self.head.addWidget(self.export)
        self.none = EmptyState("find", tr("Nothing is found"), tr("Nothing has these words and filters."), parent=self)
        self._rows = QStackedWidget(self)
        self._rows.addWidget(log)
        self._rows.addWidget(self.none)
        filled = QWidget(self)
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.head)
        column.addWidget(self.beside(self._rows), 1)
        column.addLayout(self.foot)
        self._filled = filled
        self._pages = QStackedLayout(self)
        self._pages.addWidget(filled)
        self._pages.addWidget(empty)
        log.selectionModel().currentRowChanged.connect(lambda _now, _was: self.show_current())
        self.setFocusProxy(log)

    def beside(self, log: QWidget) -> QWidget:
        """The log with what stands beside it."""
        return log

    @abstractmethod
    def exportable(self) -> Exportable:
        """The rows that are shown, as a table."""

    def hand_out(self) -> None:
        """Give the rows that are shown to the export."""
        self.export_wanted.emit(self.exportable())

    def _search(self, words: str) -> None:
        self.log.proxy.search(words)
        self.show_count()

    def show_count(self) -> None:
        """Say how many rows are shown, and that there are none."""
        shown, all_ = self.log.proxy.rowCount(), len(self.log.log.rows)
        said = tr("{shown} of {all}", shown=figure(shown), all=figure(all_)) if shown < all_ else figure(all_)
        text.set_text(self.count, said)
        self._rows.setCurrentWidget(self.log if shown else self.none)
        self.show_current()

    def take(self, rows: Sequence[LogRow]) -> None:
        """Show these rows with the cursor where it was."""
        kept = self.log.current_row()
        self.log.log.take(rows)
        self._pages.setCurrentWidget(self._filled if rows else self.empty)
        if kept is not None:
            at = next((at for at, row in enumerate(rows) if row.id == kept.id), None)
            if at is not None:
                self.log.setCurrentIndex(self.log.proxy.mapFromSource(self.log.log.index(at, 0)))
        self.show_count()

    def show_current(self) -> None:
        """What can be done with the row that has the cursor."""

    def act(self, action: Any) -> bool:
        """Do something; a refusal is said by the window."""
        problem = refusal(self.desk.portfolio, action)
        if problem:
            self.desk.refused.emit(problem)
            return False
        return self.desk.do(action, toast=True)
