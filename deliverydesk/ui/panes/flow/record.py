"""What stands under the chart of how forecasts came true: what each team's record proposes, and the ledger."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deliverydesk.charts.format import day, number, with_unit
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.widgets.buttons import Button
from deliverydesk.ui.widgets.plain_table import HEADER, PAD, ROW, PlainDelegate, PlainTable

if TYPE_CHECKING:
    from deliverydesk.charts.table import Cell, Column, TableData
    from deliverydesk.ui.panes.flow.building import Proposal

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_CHARACTER = 7


class LedgerModel(QAbstractTableModel):
    """A `TableData` as it is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._table: TableData | None = None

    def show_table(self, table: TableData) -> None:
        """Show another."""
        self.beginResetModel()
        self._table = table
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or self._table is None else len(self._table.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or self._table is None else len(self._table.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._table is None or orientation is not Qt.Orientation.Horizontal:
            return None
        column = self._table.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.header
        return _side(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._table is None or not index.isValid():
            return None
        column, cell = self._table.columns[index.column()], self._table.rows[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return _words(column, cell)
        return _side(column) if role == Qt.ItemDataRole.TextAlignmentRole else None


class Record(QWidget):
    """The proposals, each with a button that accepts it, over the ledger."""

    accepted = Signal(int, float)
    """A team, and the factor that its forecasts are to be widened by."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("flow.record")
        self.buttons: list[Button] = []
        self._proposals = QVBoxLayout()
        self._proposals.setContentsMargins(12, 4, 12, 4)
        self._lines: list[QWidget] = []
        self._model = LedgerModel(self)
        self.table = PlainTable(tr("Ledger of forecasts"), self)
        self.table.setModel(self._model)
        self.table.setItemDelegate(PlainDelegate(self.table))
        self.table.setMinimumHeight(HEADER + 2 * ROW)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._proposals)
        column.addWidget(self.table, 1)

    def show_record(self, ledger: TableData, proposals: tuple[Proposal, ...]) -> None:
        """Show another."""
        for line in self._lines:
            self._proposals.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines, self.buttons = [], []
        for each in proposals:
            self._add(each)
        self._model.show_table(ledger)
        self.table.setVisible(bool(ledger.rows))
        header = self.table.horizontalHeader()
        for at, column in enumerate(ledger.columns):
            header.resizeSection(at, round(column.width * _CHARACTER) + 2 * PAD)

    def _add(self, proposal: Proposal) -> None:
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(text.label(proposal.words, fonts.DETAIL, 400, "text2", wrap=True, parent=line), 1)
        if proposal.factor is not None:
            words = tr("Take {factor}", factor=number(proposal.factor))
            button = Button(words, partial(self.accepted.emit, proposal.team, proposal.factor), parent=line)
            text.name(button, words, proposal.words)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            self.buttons.append(button)
        self._proposals.addWidget(line)
        self._lines.append(line)
        line.show()


def _side(column: Column) -> Qt.AlignmentFlag:
    right = column.kind in ("number", "whole", "percent")
    return (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter


def _words(column: Column, cell: Cell) -> str:
    if cell is None or isinstance(cell, str):
        return cell or ""
    if isinstance(cell, int | float):
        return with_unit(cell, "%") if column.kind == "percent" else number(cell)
    return day(cell)
